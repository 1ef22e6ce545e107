"""``walkon gallery``: every set and every drawn face on one sheet, to look at."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.bootstrap import workshop
from bot.console import Console
from bot.settings import Settings
from generation.files import atomic_output


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where the sheet goes."""
    parser.add_argument(
        "--out", type=Path, default=Path("gallery.png"), metavar="F", help="help-gallery-out"
    )


def run(given: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Paint the sheet as one PNG."""
    from generation.engines.puppet.gallery import contact_sheet

    with workshop(settings, console.fetching) as shop:
        sheet = contact_sheet(shop.lettering, shop.landmarks)
    out: Path = given.out.expanduser()
    with atomic_output(out) as part:
        part.write_bytes(sheet)
    console.result("gallery", {"file": str(out)})
    return 0
