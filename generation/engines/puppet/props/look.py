"""What a prop's drawing function is given. It draws nothing but words and the traces of use."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from generation.arrays import Alpha
from generation.engines.puppet.canvas import Colour, Point
from generation.engines.puppet.pigment import as_bytes
from generation.engines.puppet.props.forms import Brush
from generation.engines.puppet.props.words import block
from generation.lettering import Lettering

Box = tuple[float, float, float, float]
"""(left, top, right, bottom) in the brush's units."""

INK: Colour = (46, 36, 42)
STAMP_RED: Colour = (196, 38, 36)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One prop to draw: its foot is at (0, 0), its top near (0, -1).

    Attributes:
        brush: Places and lights it.
        state: One of the states a screenplay knows; a state that means nothing here is ``whole``.
        label: The member's own word, or None.
        lettering: Writes the label.
        label_at: Where the label goes on a thing that has a face, which takes the label's place.
    """

    brush: Brush
    state: str = "whole"
    label: str | None = None
    lettering: Lettering
    label_at: Box | None = None

    def write(
        self, box: Box, colour: Colour = INK, *, angle: float = 0.0, text: str | None = None
    ) -> bool:
        """Write the label (or ``text``) as large as fits into ``box``; tells whether it did."""
        words = self.label if self.label_at else text or self.label
        if not words or not self.lettering.can_write(words):
            return False
        left, top, right, bottom = self.label_at or box
        scale = self.brush.scale
        mask = block(words, (right - left) * scale, (bottom - top) * scale, self.lettering)
        if min(mask.shape) < 3:
            return False
        centre = ((left + right) / 2, (top + bottom) / 2)
        self.brush.ink(turned(mask, angle), centre, colour)
        return True

    def scribble(self, box: Box, colour: Colour, rows: int, *, alpha: float = 0.55) -> None:
        """Draw lines that stand for writing nobody needs to read; a face needs the room."""
        if self.label_at:
            return
        left, top, right, bottom = box
        pitch = (bottom - top) / rows
        for row in range(rows):
            y = top + pitch * (row + 0.5)
            end = right - (right - left) * (0.1 + 0.16 * ((row * 7) % 3))
            self.brush.stroke([(left, y), (end, y)], pitch * 0.22, colour, alpha)

    def mark(self, centre: Point, size: float) -> None:
        """Leave a rubber stamp's ring with a tick, when the state asks for it."""
        if self.state != "stamped":
            return
        brush = self.brush.at(centre, size)
        ring = [
            (float(np.cos(turn)), float(np.sin(turn))) for turn in np.linspace(0, 2 * np.pi, 48)
        ]
        brush.stroke(ring, 0.14, STAMP_RED, 0.85)
        brush.stroke([(x * 0.76, y * 0.76) for x, y in ring], 0.05, STAMP_RED, 0.7)
        brush.stroke([(-0.4, 0.02), (-0.1, 0.34), (0.44, -0.36)], 0.2, STAMP_RED, 0.9)


def turned(mask: Alpha, angle: float) -> Alpha:
    """Return a mask turned by ``angle`` degrees, clockwise, on a sheet that holds all of it."""
    if abs(angle) < 0.1:
        return mask
    height, width = mask.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    out_w, out_h = int(height * sin + width * cos) + 2, int(height * cos + width * sin) + 2
    matrix[0, 2] += out_w / 2 - width / 2
    matrix[1, 2] += out_h / 2 - height / 2
    return as_bytes(cv2.warpAffine(mask, matrix, (out_w, out_h), flags=cv2.INTER_LINEAR))
