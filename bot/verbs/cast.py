"""``walkon cast``: who can be cast without a photo."""

from __future__ import annotations

import argparse

from bot.console import Console
from bot.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take no options of its own."""
    del parser


def run(given: argparse.Namespace, settings: Settings, console: Console) -> int:
    """List the drawn cast."""
    from generation.engines.puppet.cast import CAST

    del given, settings
    names = {character.id: character.names[console.locale] for character in CAST.values()}
    listed = ", ".join(f"{key} ({name})" for key, name in names.items())
    console.result("cast-list", {"cast": names, "list": listed})
    return 0
