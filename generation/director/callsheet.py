"""Who of those at hand a sentence is about: the asker plays only where the words speak of them."""

from __future__ import annotations

from collections.abc import Sequence

from generation.director.data import table
from generation.director.language import fold
from generation.director.people import find_people
from generation.director.reading import Reading, read
from generation.director.words import has

SELF = "self"
"""Kind of a cast entry: whoever asks for the film."""


def players(
    sentence: str, cast: Sequence[tuple[str, str]], *, locale: str
) -> tuple[tuple[str, str], ...]:
    """Return the cast of a sentence as (name, kind), the lead first.

    Args:
        sentence: What is to be filmed.
        cast: Name and kind of everybody named in it, and of the asker with kind ``self``.
        locale: The asker's language.
    """
    names = [name for name, _ in cast]
    speaks = _speaks(read(sentence, names, locale), names)
    return tuple(
        (name, "cameo" if kind == SELF else kind) for name, kind in cast if kind != SELF or speaks
    )


def _speaks(reading: Reading, names: Sequence[str]) -> bool:
    """Tell whether the asker speaks of themself: "I" in somebody else's words is not the asker."""
    around = reading.content
    for quote in reading.quotes:
        around = around.replace(quote.text, "", 1)
    somebody = reading.quotes and find_people(around, names).order
    if not somebody:
        return reading.people.speaks_of_self
    return has(table("lexicon", "people")["first_person"], fold(around))
