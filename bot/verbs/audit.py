"""``walkon audit``: whether any row of the ledger was changed, removed, moved or added."""

from __future__ import annotations

import argparse

from bot.console import Console
from bot.settings import Settings

EXIT_BROKEN = 4


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take no options of its own."""
    del parser


def run(given: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Walk the chain; succeed only when it is whole."""
    from storage.audit import audit
    from storage.folder import DataFolder

    del given
    verdict = audit(DataFolder(settings.data_dir))
    whole = verdict.first_bad is None
    values = {
        "rows": verdict.rows,
        "head": verdict.head.hash,
        "first_bad": verdict.first_bad,
        "whole": whole,
    }
    console.result("audit-whole" if whole else "audit-broken", values)
    return 0 if whole else EXIT_BROKEN
