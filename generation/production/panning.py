"""Where each voice comes from: left to right, by the place of the face in the picture."""

from __future__ import annotations

from collections.abc import Sequence

from generation.model.screenplay import Heard, Shot
from generation.model.timeline import ShotRecord, face_boxes

PAN_MAX = 0.35  # at the edge of the picture; two loudspeakers stand further apart than a telephone
SEEN: frozenset[Heard] = frozenset({"room", "megaphone", "mute"})
"""Voices that come from somewhere in the picture; a narrator and a telephone are in the middle."""


class Pans:
    """The pan of every voice of a film."""

    def __init__(self, records: Sequence[ShotRecord], width_px: int) -> None:
        """Take where faces are; ``width_px`` is that of the picture."""
        self._faces = face_boxes(records)
        self._width = width_px

    def of(self, shot: Shot, token: str, heard: Heard = "room") -> float:
        """Return -0.35 left .. 0.35 right; who is not in the picture is in the middle."""
        box = self._faces.get((shot.id, token))
        if box is None or heard not in SEEN:
            return 0.0
        across = 2 * (box[0] + box[2] / 2) / self._width - 1
        return PAN_MAX * min(max(across, -1.0), 1.0)
