"""What a frame shows around a chin, in coarse steps: so that nothing else has to be painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from generation.arrays import BgrFrame
from generation.engines.puppet.figure.arms import Point

SIGHT_STEP = 0.5  # trunks are painted in multiples of this many face heights around the chin
LOW_MAX = 3.6  # no frame shows more of a body without legs
WINDOW_STEP_PX = 64  # arms are painted as far as the frame shows them, in these steps
EDGE_PX = 4

Window = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels from the chin."""


class Sight(NamedTuple):
    """What a frame shows around a chin, in face heights: to the left (negative), right and down."""

    left: float
    right: float
    low: float

    def within(self, half: float) -> Sight:
        """Return it without what lies further than ``half`` to either side."""
        return Sight(max(self.left, -half), min(self.right, half), self.low)


def sight(frame: BgrFrame, x: float, y: float, face_px: float) -> Sight:
    """Return what ``frame`` shows around a chin at (x, y)."""
    step = SIGHT_STEP * face_px
    high, wide = frame.shape[:2]
    return Sight(
        -SIGHT_STEP * float(np.ceil(x / step)),
        SIGHT_STEP * float(np.ceil((wide - x) / step)),
        min(LOW_MAX, SIGHT_STEP * float(np.ceil((high - y) / step))),
    )


def window(frame: BgrFrame, x: float, y: float) -> Window:
    """Return what ``frame`` shows around a chin at (x, y), and a step more to every side."""
    step = WINDOW_STEP_PX
    high, wide = frame.shape[:2]
    return (
        -step * int(np.ceil(x / step) + 1),
        -step * int(np.ceil(y / step) + 1),
        step * int(np.ceil((wide - x) / step) + 1),
        step * int(np.ceil((high - y) / step) + 1),
    )


def meets(
    frame: BgrFrame, x: float, y: float, face_px: float, points: Sequence[Point], reach: float
) -> bool:
    """Tell whether anything within ``reach`` face heights of the points' box is in the frame."""
    xs, ys = ([p[axis] * face_px for p in points] for axis in (0, 1))
    pad = reach * face_px + EDGE_PX
    high, wide = frame.shape[:2]
    return (
        x + max(xs) + pad > 0
        and x + min(xs) - pad < wide
        and y + max(ys) + pad > 0
        and y + min(ys) - pad < high
    )
