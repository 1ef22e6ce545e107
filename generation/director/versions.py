"""Other versions of a film that is written: in another look, in another shape. No word changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, cast, get_args

from generation.director.vocabulary import LOOKS
from generation.model.screenplay import Format, Screenplay

LOOK, FORMAT = "look:", "format:"
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
CHANGES: Final = frozenset(
    {*(f"{LOOK}{look}" for look in LOOKS), *(f"{FORMAT}{shape}" for shape in FORMATS)}
)
"""What can be changed, as ``look:ink`` or ``format:16:9``."""


def version(screenplay: Screenplay, change: str) -> Screenplay:
    """Return the screenplay with one change of ``CHANGES``.

    Raises:
        ValueError: There is no such change.
    """
    if change not in CHANGES:
        raise ValueError(change)
    if change.startswith(LOOK):
        return replace(screenplay, look=change.removeprefix(LOOK))
    return replace(screenplay, format=cast("Format", change.removeprefix(FORMAT)))


def others(look: str, shape: str) -> tuple[str, ...]:
    """Return the changes that make another film of one in this look and format, in order."""
    looks = (f"{LOOK}{one}" for one in LOOKS if one != look)
    shapes = (f"{FORMAT}{one}" for one in FORMATS if one != shape)
    return (*looks, *shapes)
