"""``walkon gallery``: a strip of every film shown, sheets of every set, a page of both."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.bootstrap import Workshop, workshop
from bot.console import Console
from bot.settings import Settings, with_puppets
from generation.errors import OptionRejected
from generation.files import atomic_output, own_errors, write_text

SETS_ON_A_SHEET, SETS_IN_A_ROW = 9, 3


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where the pictures go and which of them are made."""
    parser.add_argument(
        "--out", type=Path, default=Path("gallery"), metavar="DIR", help="help-gallery-out"
    )
    parser.add_argument("--films", metavar="ID,ID", help="help-gallery-films")
    parser.add_argument("--face", type=Path, metavar="PHOTO", help="help-gallery-face")


def run(given: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Make the pictures, one after the other, and the page when all are there."""
    from bot.gallery.films import shown_films
    from bot.gallery.page import page
    from bot.gallery.strips import film_strip

    known = shown_films()
    wanted = list(known) if given.films is None else given.films.split(",")
    for name in wanted:
        if name not in known:
            raise OptionRejected("film", given=name[:20], known=", ".join(known))
    out: Path = given.out.expanduser()
    with own_errors(out):
        out.mkdir(parents=True, exist_ok=True)
    with workshop(with_puppets(settings), console.fetching) as shop:
        for name in wanted:
            _keep(film_strip(known[name], shop, given.face), out / f"{name}.jpg")
        sheets = _sheets(shop, out) if given.films is None else {}
    if given.films is None:
        films = [known[name] for name in wanted]
        write_text(page(films, sheets, locale=settings.locale), out / "README.md")
    console.result("gallery", {"folder": str(out), "films": len(wanted)})
    return 0


def _sheets(shop: Workshop, out: Path) -> dict[str, list[str]]:
    """Paint every set; return file name of each sheet → the sets on it."""
    from bot.gallery.strips import jpeg, stacked
    from generation.engines.puppet.gallery import every_set

    painted = list(every_set(shop.lettering, shop.landmarks))
    sheets: dict[str, list[str]] = {}
    for first in range(0, len(painted), SETS_ON_A_SHEET):
        some = painted[first : first + SETS_ON_A_SHEET]
        file = f"sets-{first // SETS_ON_A_SHEET + 1}.jpg"
        pictures = [picture for _, three in some for picture in three]
        _keep(jpeg(stacked(pictures, across=len(some[0][1]) * SETS_IN_A_ROW)), out / file)
        sheets[file] = [name for name, _ in some]
    return sheets


def _keep(picture: bytes, file: Path) -> None:
    with atomic_output(file) as part:
        part.write_bytes(picture)
