"""Rounds off a head whose picture ends at the hair: a dome that goes on from the outline.

What the dome is filled with is grown in ``hair``.
"""

from __future__ import annotations

import zlib
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import Landmarks, RgbImage
from generation.engines.puppet.likeness import regions
from generation.engines.puppet.likeness.hair import grow
from generation.engines.puppet.likeness.matting import FloatImage

CUT_WIDTH_MIN = 0.15  # face heights of figure along the top edge that make a cut
RUN_MIN = 0.03  # face heights; narrower runs of figure along the cut are loose locks
GAP_MAX = 0.12  # face heights of ground between two locks of the same head
SLOPE_ROWS = 0.10  # face heights below the cut over which the outline's slope is read
SLOPE_IN_MAX, SLOPE_OUT_MAX = 1.4, 0.25  # columns a row; steeper ones are locks, not the head
FLATNESS = 1.4  # half width over height of the ellipse a head of hair ends in
KAPPA = 0.5523  # of a quarter ellipse's half axes: where the handles of its Bezier curve end
CURVE_STEPS = 48  # points of a curve; finer ones are no rounder at film size
EDGE = 0.004  # face heights of blur on the new outline: as soft as hair is
WAVE_LENGTH = 0.035  # face heights between two bumps of the new outline
WAVE_MAX = 0.008  # face heights a bump stands out
HEADROOM = 4  # empty rows above the dome, for its soft edge
PAD = 8  # rows below the cut in which the dome's outline is drawn on, so that no blur ends there


class Cut(NamedTuple):
    """Where the top of a picture cuts a head.

    ``left`` and ``right`` are columns; the slopes are columns outwards (left: to smaller ones) a
    row upwards; ``roughness`` is how far the outline below strays from smooth, in pixels.
    """

    left: float
    right: float
    slope_left: float
    slope_right: float
    roughness: float

    @property
    def width(self) -> float:
        """Columns from one end to the other."""
        return self.right - self.left


class Dome(NamedTuple):
    """The new outline: ``(rows,)`` columns for each row, the topmost row first."""

    left: FloatImage
    right: FloatImage


def find_cut(alpha: FloatImage, points: Landmarks) -> Cut | None:
    """Return where the picture's top edge cuts the head; None where the head is whole."""
    face_px = regions.face_height_px(points)
    span = _span(alpha[0], face_px)
    if span is None:
        return None
    rows = max(4, min(round(SLOPE_ROWS * face_px), alpha.shape[0]))
    left, rough_left = _side(alpha[:rows], span[0])
    right, rough_right = _side(alpha[:rows, ::-1], alpha.shape[1] - 1 - span[1])
    return Cut(span[0], span[1], left, right, (rough_left + rough_right) / 2)


def dome_over(cut: Cut) -> Dome:
    """Return the outline that goes on from the cut's ends and closes above it.

    Its height is that of an ellipse of ``FLATNESS`` which has the outline's slope at the cut.
    """
    lean = max(0.0, -(cut.slope_left + cut.slope_right) / 2) / FLATNESS
    steep = lean / np.hypot(1.0, lean)
    height = cut.width * (1 - steep) * float(np.hypot(1.0, lean)) / (2 * FLATNESS)
    drift = (cut.slope_right - cut.slope_left) / 4 * height
    apex = (cut.left + cut.right) / 2 + drift
    rows = np.arange(round(height) + HEADROOM - 0.5, 0.0, -1.0, dtype=np.float32)
    left = apex - _quarter(rows, apex - cut.left, cut.slope_left, height)
    right = apex + _quarter(rows, cut.right - apex, cut.slope_right, height)
    return Dome(left, right)


def add_crown(
    picture: RgbImage, alpha: FloatImage, points: Landmarks, cut: Cut
) -> tuple[RgbImage, FloatImage]:
    """Put a dome of hair on top of a cut head; both images grow by the same rows."""
    face_px = regions.face_height_px(points)
    dome = dome_over(cut)
    hair = grow(picture, alpha, points, dome.left, dome.right)
    share = _share(dome, alpha.shape[1], cut, face_px)
    return np.concatenate([hair, picture]), np.concatenate([share, alpha])


def _span(line: FloatImage, face_px: float) -> tuple[int, int] | None:
    """Return first and last column of the head along the cut."""
    solid = np.concatenate([[0], (line > 0.5).astype(np.int8), [0]])
    starts, ends = np.flatnonzero(np.diff(solid) > 0), np.flatnonzero(np.diff(solid) < 0)
    runs = [
        (int(a), int(b)) for a, b in zip(starts, ends, strict=True) if b - a >= RUN_MIN * face_px
    ]
    if not runs:
        return None
    widest = max(range(len(runs)), key=lambda i: runs[i][1] - runs[i][0])
    first = last = widest
    while first > 0 and runs[first][0] - runs[first - 1][1] <= GAP_MAX * face_px:
        first -= 1
    while last + 1 < len(runs) and runs[last + 1][0] - runs[last][1] <= GAP_MAX * face_px:
        last += 1
    left, right = runs[first][0], runs[last][1]
    return (left, right - 1) if right - left >= CUT_WIDTH_MIN * face_px else None


def _side(alpha: FloatImage, start: int) -> tuple[float, float]:
    """Follow the left outline down from column ``start``; return slope and roughness."""
    columns = np.empty(alpha.shape[0], np.float32)
    at = start
    for row, line in enumerate(alpha > 0.5):
        at = _outermost(line, at, reach=3 + alpha.shape[0] // 8)
        columns[row] = at
    rows = np.arange(columns.size, dtype=np.float32)
    bend = np.polyfit(rows, columns, 3)
    rough = float(np.std(columns - np.polyval(bend, rows)))
    slope = np.polyfit(rows, columns, 1)[0]
    if start == 0:
        slope = 0.0
    return float(np.clip(slope, -SLOPE_IN_MAX, SLOPE_OUT_MAX)), rough


def _outermost(line: npt.NDArray[np.bool_], at: int, *, reach: int) -> int:
    """Return the figure's first column within ``reach`` of ``at``; ``at`` where there is none."""
    low = max(0, at - reach)
    near = np.flatnonzero(line[low : at + reach + 1])
    return low + int(near[0]) if near.size else at


def _quarter(rows: FloatImage, half: float, slope: float, height: float) -> FloatImage:
    """Return half widths at ``rows`` of a quarter ellipse that starts with ``slope``."""
    lean = float(np.clip(slope * KAPPA * height, -0.5 * half, 0.3 * half))
    t = np.linspace(0.0, 1.0, CURVE_STEPS)
    basis = np.stack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3])
    across = np.array([half, half + lean, KAPPA * half, 0.0]) @ basis
    up = np.array([0.0, KAPPA * height, height, height]) @ basis
    return np.interp(rows, up, across, right=-1.0).astype(np.float32)


def _share(dome: Dome, width: int, cut: Cut, face_px: float) -> FloatImage:
    """Draw the dome as alpha, its edge soft and as rough as the outline below."""
    rows = len(dome.left)
    inner = np.repeat(np.array([[cut.left, cut.right]]), PAD, axis=0)
    left = np.concatenate([dome.left, inner[:, 0]])
    right = np.concatenate([dome.right, inner[:, 1]])
    x = np.arange(width, dtype=np.float32)[None]
    inside = np.minimum(x - left[:, None], right[:, None] - x) + 0.5
    hard = np.clip(inside, 0.0, 1.0).astype(np.float32)
    soft = cv2.GaussianBlur(hard, (0, 0), max(0.6, EDGE * face_px))
    rng = np.random.default_rng([zlib.crc32(b"crown"), rows, width])
    length = WAVE_LENGTH * face_px
    noise = rng.standard_normal((2, *soft.shape)).astype(np.float32)
    waves = [cv2.GaussianBlur(n, (0, 0), length / 2) * length for n in noise]
    size = min(cut.roughness, WAVE_MAX * face_px)
    fade = np.clip((rows - np.arange(soft.shape[0], dtype=np.float32)) / length, 0, 1)[:, None]
    across = x + size * fade * waves[0]
    down = np.arange(soft.shape[0], dtype=np.float32)[:, None] + size * fade * waves[1]
    moved = cv2.remap(soft, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved[:rows], np.float32)
