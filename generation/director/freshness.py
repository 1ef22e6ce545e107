"""Keeps a chat's films apart: no ending of a recipe twice in ten films, no set twice running."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from generation.model.screenplay import Screenplay

REMEMBERED = 10  # films of a chat
SEEDS = 8  # tried before a film may resemble one that was just seen


class Seen(NamedTuple):
    """What people remember of a film: its recipe, how it ended, where it was."""

    recipe: str | None
    button: int | None
    place: str


def seen_of(paper: Screenplay) -> Seen:
    """Return what is remembered of ``paper``; the place is the one most shots are in."""
    places = [shot.set for shot in paper.shots if shot.insert is None] or [paper.shots[0].set]
    return Seen(paper.recipe, paper.button, max(places, key=places.count))


def fresh(write: Callable[[int], Screenplay], seed: int, recent: Sequence[Seen]) -> Screenplay:
    """Write the film with the first seed from ``seed`` on that resembles nothing ``recent``.

    Args:
        write: Writes the film of a seed.
        seed: The first to be tried.
        recent: The chat's last films, newest first; only ``REMEMBERED`` of them count.

    Returns:
        The film that resembles them least; of several, the earliest seed's.
    """
    remembered = recent[:REMEMBERED]
    best = write(seed)
    least = _likeness(seen_of(best), remembered)
    for other in range(seed + 1, seed + SEEDS):
        if least == 0:
            break
        paper = write(other)
        likeness = _likeness(seen_of(paper), remembered)
        if likeness < least:
            best, least = paper, likeness
    return best


def _likeness(film: Seen, recent: Sequence[Seen]) -> int:
    """Return 2 for an ending that was there, 1 for the last film's place, 3 for both."""
    ended = any((film.recipe, film.button) == (other.recipe, other.button) for other in recent)
    return 2 * ended + (bool(recent) and film.place == recent[0].place)
