"""Other versions of a written film: another look or shape, another mood or pace; same words."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, cast, get_args

from generation.director.refining import REFINEMENTS
from generation.director.vocabulary import LOOKS
from generation.model.screenplay import Format, Screenplay

LOOK, FORMAT, REFINE = "look:", "format:", "refine:"
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
CHANGES: Final = frozenset(
    {
        *(f"{LOOK}{look}" for look in LOOKS),
        *(f"{FORMAT}{shape}" for shape in FORMATS),
        *(f"{REFINE}{verb}" for verb in REFINEMENTS),
    }
)
"""What can be changed, as ``look:ink``, ``format:16:9`` or ``refine:softer``."""


def version(screenplay: Screenplay, change: str) -> Screenplay:
    """Return the screenplay with one change of ``CHANGES``.

    Raises:
        ValueError: There is no such change.
    """
    if change not in CHANGES:
        raise ValueError(change)
    if change.startswith(LOOK):
        return replace(screenplay, look=change.removeprefix(LOOK))
    if change.startswith(REFINE):
        return REFINEMENTS[change.removeprefix(REFINE)](screenplay)
    return replace(screenplay, format=cast("Format", change.removeprefix(FORMAT)))


def others(look: str, shape: str) -> tuple[str, ...]:
    """Return the changes that make another film of one in this look and format, in order."""
    looks = (f"{LOOK}{one}" for one in LOOKS if one != look)
    shapes = (f"{FORMAT}{one}" for one in FORMATS if one != shape)
    return (*looks, *shapes)
