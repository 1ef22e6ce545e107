"""Other versions of a written film: another look or shape, another mood or pace; same words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, cast, get_args

from generation.director.refining import REFINEMENTS
from generation.director.script import MAX_SHOTS
from generation.director.vocabulary import LOOKS
from generation.model.screenplay import CameraMotion, Format, Screenplay

LOOK, FORMAT, REFINE, RETAKE = "look:", "format:", "refine:", "retake:"
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
CHANGES: Final = frozenset(
    {
        *(f"{LOOK}{look}" for look in LOOKS),
        *(f"{FORMAT}{shape}" for shape in FORMATS),
        *(f"{REFINE}{verb}" for verb in REFINEMENTS),
        *(f"{RETAKE}{number}" for number in range(1, MAX_SHOTS + 1)),
    }
)
"""What can be changed, as ``look:ink``, ``format:16:9``, ``refine:softer`` or ``retake:3``."""
MOVED: Final[Mapping[CameraMotion, CameraMotion]] = MappingProxyType(
    {"static": "push_in", "push_in": "static", "pull_back": "push_in", "handheld": "static"}
)
"""How the camera moves in the next take; other moves are what their shot is about."""


def version(screenplay: Screenplay, change: str) -> Screenplay:
    """Return the screenplay with one change of ``CHANGES``.

    Raises:
        ValueError: There is no such change, or no such shot.
    """
    if change not in CHANGES:
        raise ValueError(change)
    if change.startswith(LOOK):
        return replace(screenplay, look=change.removeprefix(LOOK))
    if change.startswith(RETAKE):
        return retaken(screenplay, int(change.removeprefix(RETAKE)))
    if change.startswith(REFINE):
        return REFINEMENTS[change.removeprefix(REFINE)](screenplay)
    return replace(screenplay, format=cast("Format", change.removeprefix(FORMAT)))


def retaken(screenplay: Screenplay, number: int) -> Screenplay:
    """Return the screenplay with another take of shot ``number``, counted from 1.

    Raises:
        ValueError: It has no such shot.
    """
    if not 1 <= number <= len(screenplay.shots):
        raise ValueError(number)
    shots = list(screenplay.shots)
    old = shots[number - 1]
    motion = MOVED.get(old.camera.motion, old.camera.motion)
    shots[number - 1] = replace(old, take=old.take + 1, camera=replace(old.camera, motion=motion))
    return replace(screenplay, shots=tuple(shots))


def others(look: str, shape: str) -> tuple[str, ...]:
    """Return the changes that make another film of one in this look and format, in order."""
    looks = (f"{LOOK}{one}" for one in LOOKS if one != look)
    shapes = (f"{FORMAT}{one}" for one in FORMATS if one != shape)
    return (*looks, *shapes)
