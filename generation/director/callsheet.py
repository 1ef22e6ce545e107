"""Who of those at hand a sentence is about: the asker plays only where the words speak of them."""

from __future__ import annotations

from collections.abc import Sequence

from generation.director.reading import read

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
    speaks = read(sentence, [name for name, _ in cast], locale).people.speaks_of_self
    return tuple(
        (name, "cameo" if kind == SELF else kind) for name, kind in cast if kind != SELF or speaks
    )
