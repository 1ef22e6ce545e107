"""``walkon verify``: whether a file is ours, untouched and labelled."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.bootstrap import workshop
from bot.console import Console
from bot.settings import Settings

EXIT_NOT_OURS = 4


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file."""
    parser.add_argument("file", type=Path, help="help-verify-file")


def run(given: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Print state, origin and AIGC; succeed only for a valid film of ours."""
    from generation.provenance.verify import verify

    with workshop(settings) as shop:
        verdict = verify(given.file, shop.chain.root)
    values = {
        "state": verdict.state,
        "origin": verdict.origin,
        "aigc": "yes" if verdict.aigc else "no",
    }
    console.result("verified", values)
    return 0 if verdict.state == "valid" and verdict.origin == "ours" else EXIT_NOT_OURS
