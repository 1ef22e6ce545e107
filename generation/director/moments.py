"""Which moment of a talk a message is, and which films it can be shot as. It reads one message."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generation.director.data import table
from generation.director.film import films
from generation.director.language import fold, han_count, letters
from generation.director.options import options
from generation.director.people import find_people
from generation.director.words import find, has

LINE = "line"
BRIEF_WORDS, BRIEF_HAN = 6, 10  # a message this short may be nothing but a number of minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What a message is: ``film`` is shot, ``others`` can be. Recipes by id, or by file name."""

    id: str
    film: str
    others: tuple[str, ...]


def recognise(text: str, *, own: bool, names: Sequence[str] = ()) -> Moment:
    """Return the moment that a message is; one that is nothing else is a line worth keeping.

    Args:
        text: What it says.
        own: Whoever wants it filmed has written it.
        names: What people of the chat are called.
    """
    folded = fold(text)
    named = bool(find_people(text, names).order)
    weights = {
        name: _weight(entry, text, folded, named=named)
        for name, entry in table("lexicon", "moments").items()
        if own or entry.get("who") != "own"
    }
    weights["choice"] = max(weights["choice"], _offered(text))
    best = max(weights, key=lambda name: weights[name])
    return moment(best if weights[best] else LINE)


@lru_cache(maxsize=16)
def moment(name: str) -> Moment:
    """Return a moment of the table, with those of its films that there are."""
    entry = table("lexicon", "moments")[name]
    shot = next(recipe for recipe in entry["film"] if recipe in shootable())
    others = (recipe for recipe in entry["others"] if recipe in shootable() and recipe != shot)
    return Moment(id=name, film=shot, others=tuple(others))


@lru_cache(maxsize=1)
def shootable() -> dict[str, str]:
    """Return recipe → name of its film's file, for all that moments name and that there are."""
    named = {
        recipe
        for entry in table("lexicon", "moments").values()
        for recipe in (*entry["film"], *entry["others"])
    }
    return {film.recipe: name for name, film in films().items() if film.recipe in named}


def _weight(entry: dict[str, Any], text: str, folded: str, *, named: bool) -> int:
    """Return how many letters speak for a moment."""
    words = (*entry["words"], *(entry.get("names", ()) if named else ()))
    found = [letters(match.group()) for match in find(words, folded)]
    if _is_brief(text) and (minutes := re.search(entry.get("briefly", r"(?!)"), folded)):
        found.append(letters(minutes.group()))
    return max(found, default=0)


def _offered(text: str) -> int:
    """Return how many letters stand for a choice between things, in a short message."""
    dishes = options(text) if len(text) <= BRIEF_WORDS * 10 else ()
    asked = text.rstrip().endswith(("?", "？")) or has(("还是", "還是"), text) or "/" in text
    return max(map(letters, dishes)) if len(dishes) > 1 and asked else 0


def _is_brief(text: str) -> bool:
    return len(text.split()) <= BRIEF_WORDS and han_count(text) <= BRIEF_HAN
