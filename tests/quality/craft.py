"""The sheet of the craft: makes the golden films and one of each recipe, prints yes or no.

python -m tests.quality.craft [--out DIR] [--films g1,R4]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import cv2
from rich.console import Console
from rich.table import Table

from bot.bootstrap import Workshop, workshop
from bot.gallery.films import PHOTO, ShownFilm, shown_films
from bot.settings import load_settings
from tests.quality.craft_drawn import TINT_DELTA_E, three_skins
from tests.quality.craft_films import (
    OTHER_SEED,
    contact_sheet,
    plan,
    shoot,
)
from tests.quality.craft_screening import Screening, Verdict
from tests.quality.craft_sheet import CRITERIA

SHARE = 0.9  # of the films must meet each criterion


def screen(golden: ShownFilm, shop: Workshop, out: Path) -> Screening:
    """Make one film, and plan it once more under the next seed; save its contact sheet."""
    footage = plan(golden, shop, out)
    frames = shoot(footage, out / f"{golden.id}.mp4")
    cv2.imwrite(str(out / f"{golden.id}.png"), contact_sheet(frames))
    other = plan(golden, shop, out, seed=OTHER_SEED)
    return Screening(footage=footage, frames=frames, other=other)


def show(results: dict[str, dict[str, Verdict]], console: Console) -> list[str]:
    """Print film by criterion; return the criteria that too few films meet."""
    table = Table(title=f"the sheet: {len(results)} films", show_lines=True)
    table.add_column("film")
    for name in CRITERIA:
        table.add_column(name)
    for film, verdicts in results.items():
        cells = [f"{'✓' if v.met else '✗'} {v.value}" for v in verdicts.values()]
        table.add_row(film, *cells)
    counts = {name: sum(v[name].met for v in results.values()) for name in CRITERIA}
    table.add_row("met", *(f"{counts[name]}/{len(results)}" for name in CRITERIA))
    console.print(table)
    return [name for name, count in counts.items() if count < SHARE * len(results)]


def main() -> int:
    """Measure the films asked for; 0 when every criterion is met on nine of ten."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="keep films and contact sheets here")
    parser.add_argument("--films", default="", help="ids of bot/gallery/films.toml: g1,R4")
    given = parser.parse_args()
    films = shown_films()
    wanted = [films[name] for name in given.films.split(",")] if given.films else films.values()
    console = Console(width=200)
    results: dict[str, dict[str, Verdict]] = {}
    skins: dict[str, float] = {}
    strays: list[str] = []
    with workshop(load_settings()) as shop, tempfile.TemporaryDirectory() as scratch:
        out = given.out or Path(scratch)
        out.mkdir(parents=True, exist_ok=True)
        for golden in wanted:
            film = screen(golden, shop, out)
            results[golden.id] = {name: judge(film) for name, judge in CRITERIA.items()}
            cast = ", ".join(f"{n}={who}" for n, who in golden.cast.items()) or "drawn"
            missed = [name for name, verdict in results[golden.id].items() if not verdict.met]
            console.print(f"{golden.id} ({cast}): {', '.join(missed) or 'all met'}")
            skins = skins or (three_skins(film.footage) if PHOTO in golden.cast.values() else {})
            if golden.id.startswith("R") and film.footage.paper.recipe != golden.id:
                strays.append(f"{golden.id} became {film.footage.paper.recipe}")
    failed = show(results, console) + strays
    console.print(
        "one face in three sets, ΔE: " + ", ".join(f"{k} {v:.0f}" for k, v in skins.items())
    )
    if skins and min(skins.values()) <= TINT_DELTA_E:
        failed.append("⑪ three skins")
    console.print(f"too few: {', '.join(failed)}" if failed else "the sheet says yes")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
