"""``walkon backup``: copies the books and the encrypted files, beside a running bot too."""

from __future__ import annotations

import argparse

from bot.bootstrap import utc_now
from bot.console import Console
from bot.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take no options of its own."""
    del parser


def run(given: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Make a backup, check it, and say where it is."""
    from storage.backup import back_up
    from storage.folder import DataFolder

    del given
    made = back_up(DataFolder(settings.data_dir), clock=utc_now)
    values = {"folder": str(made.folder), "rows": made.rows, "files": made.files}
    console.result("backed-up", values)
    return 0
