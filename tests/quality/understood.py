"""What the director understands of forty sentences: set, weather, mood and speakers, by language.

python -m tests.quality.understood [--render DIR]
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from bot.bootstrap import workshop
from bot.gallery.films import ShownFilm, shown_films
from bot.i18n import LOCALES
from bot.settings import load_settings
from generation.director.freshness import seen_of
from generation.director.rules import RuleDirector
from generation.model.screenplay import Screenplay
from tests.quality.craft_films import plan, shoot

PAPER = Path(__file__).parents[1] / "golden" / "understood.toml"
SHARE = 0.9  # of the fields of a language are as expected


class Fields(NamedTuple):
    """What was understood: the set and weather of most shots, the mood, the cast who speak."""

    set: str
    weather: str
    mood: str
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A sentence, and for every field the answers that are right."""

    film: ShownFilm
    row: int | None  # of the sentences that say one thing in three languages
    answers: dict[str, Sequence[Any]]

    def wrong(self, fields: Fields) -> list[str]:
        """Return the fields that are not as expected, with what they are."""
        return [
            f"{name}={value}"
            for name, value in fields._asdict().items()
            if (list(value) if name == "speakers" else value) not in self.answers[name]
        ]


def expectations() -> Iterator[Expected]:
    """Read every sentence of the page."""
    page = tomllib.loads(PAPER.read_text(encoding="utf-8"))
    for name, answers in page["golden"].items():
        yield Expected(film=shown_films()[name], row=None, answers=answers)
    for row, entry in enumerate(page["alike"]):
        answers = {name: entry[name] for name in Fields._fields}
        cast = dict(zip(entry["cast"], ("mina", "otto", "zuri"), strict=False))
        for locale in LOCALES:
            film = ShownFilm(id=f"{row}-{locale}", sentence=entry[locale], locale=locale, cast=cast)
            yield Expected(film=film, row=row, answers=answers)


def understood(film: ShownFilm) -> Fields:
    """Write the film and return what it shows."""
    paper = film.written(RuleDirector())
    names = {member.token: member.name for member in paper.cast if member.kind == "cameo"}
    spoken = {line.who for shot in paper.shots for line in shot.lines}
    return Fields(
        set=seen_of(paper).place,
        weather=_weather(paper),
        mood=paper.mood,
        speakers=tuple(sorted(names[who] for who in spoken if who in names)),
    )


def _weather(paper: Screenplay) -> str:
    told = [shot for shot in paper.shots if shot.insert is None] or paper.shots
    kinds = [shot.weather.kind for shot in told]
    return max(kinds, key=kinds.count)


def main() -> int:
    """Print what is not as expected and the shares; 0 when all limits are kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--render", type=Path, help="make every film, and keep it here")
    out = parser.parse_args().render
    console = Console(width=120)
    right, whole = dict.fromkeys(LOCALES, 0), dict.fromkeys(LOCALES, 0)
    rows: dict[int, set[Fields]] = {}
    for expected in expectations():
        fields, locale = understood(expected.film), expected.film.locale
        wrong = expected.wrong(fields)
        right[locale] += len(fields) - len(wrong)
        whole[locale] += len(fields)
        if wrong:
            console.print(f"{expected.film.id} {expected.film.sentence}: {', '.join(wrong)}")
        if expected.row is not None:
            rows.setdefault(expected.row, set()).add(fields)
    differ = [row for row, fields in rows.items() if len(fields) > 1]
    table = Table("", *LOCALES, title="fields as expected")
    table.add_row("right", *(f"{right[name]}/{whole[name]}" for name in LOCALES))
    console.print(table)
    console.print(f"rows whose three languages differ: {[sorted(rows[r]) for r in differ] or 0}")
    if out:
        _render(out, console)
    good = all(right[name] >= SHARE * whole[name] for name in LOCALES)
    return 0 if good and not differ else 1


def _render(out: Path, console: Console) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with workshop(load_settings()) as shop:
        for expected in expectations():
            footage = plan(expected.film, shop, out)
            frames = shoot(footage, out / f"{expected.film.id}.mp4")
            console.print(f"{expected.film.id}: {footage.timeline.duration_s:.1f} s, {len(frames)}")


if __name__ == "__main__":
    sys.exit(main())
