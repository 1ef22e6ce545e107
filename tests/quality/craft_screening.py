"""What every criterion starts from: a film on screen, its faces and sizes, and a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generation.arrays import BgrFrame
from generation.model.timeline import ActorRecord
from tests.quality.craft_films import Footage
from tests.quality.craft_looking import Box

SIZES = ((0.0, 0.17, "W"), (0.17, 0.31, "M"), (0.31, 0.50, "C"), (0.50, 9.0, "E"))
"""Face height by frame height: wide, medium, close, extreme; the edges lie between the bands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One criterion on one film."""

    met: bool
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """A film, its frames as a member sees them, and another take of it under the next seed."""

    footage: Footage
    frames: Sequence[BgrFrame]
    other: Footage

    @property
    def fps(self) -> float:
        """Frames a second."""
        return float(self.footage.timeline.fps)


def faces(footage: Footage, index: int) -> dict[str, Box]:
    """Return the face boxes of a shot, by token; an object shot has none."""
    blocked = footage.blocked[index]
    if blocked.shot.insert is not None:
        return {}
    records: Sequence[ActorRecord] = blocked.record(float(footage.timeline.fps)).actors
    return {record.token: record.face_px for record in records}


def largest(boxes: Mapping[str, Box]) -> Box | None:
    """Return the face that is looked at first."""
    return max(boxes.values(), key=lambda box: box[3], default=None)


def size_of(footage: Footage, index: int) -> str:
    """Return I for an object, W for a view without a face, else the size its largest face has."""
    if footage.blocked[index].shot.insert is not None:
        return "I"
    box = largest(faces(footage, index))
    share = box[3] / footage.order.spec.height_px if box else 0.0
    return next(name for low, high, name in SIZES if low <= share < high)
