"""What every look needs: the film it is told of, the planes of a frame, tables of levels.

All levels are those of limited range: luma 16..235, chroma 16..240 around 128.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from generation.arrays import Alpha, Yuv420Frame

Plane = npt.NDArray[np.uint8]
"""``(height, width)`` uint8: one plane of a frame, or a part of it."""

Table = npt.NDArray[np.uint8]
"""``(256,)`` uint8: one level for each level."""

BLACK, WHITE, GREY = 16, 235, 128
TWOS = 2  # frames that grain and dust stay: on twos, as the engine's own grain


@dataclass(frozen=True, slots=True, kw_only=True)
class Negative:
    """What a look is told of the film before its first frame.

    Attributes:
        width_px: Even.
        height_px: Even.
        frames: Length of the film.
        fps: Frames a second.
        seed: Of grain and dust.
        opens_on: Where the eye is in the first frame, as shares of width and height.
        closes_on: The same in the last frame.
    """

    width_px: int
    height_px: int
    frames: int
    fps: float
    seed: int = 0
    opens_on: tuple[float, float] = (0.5, 0.42)
    closes_on: tuple[float, float] = (0.5, 0.42)


class Look(Protocol):
    """How the picture of one film is developed. It serves one take at a time."""

    def develop(self, index: int, frame: Yuv420Frame, /) -> None:
        """Change frame ``index`` in place; its shape stays, and luma stays within 16..235."""
        ...


def planes(frame: Yuv420Frame) -> tuple[Plane, npt.NDArray[np.uint8]]:
    """Return luma, and both chroma planes ``(2, height / 2, width / 2)``, as views."""
    height, width = frame.shape[0] * 2 // 3, frame.shape[1]
    return frame[:height], frame[height:].reshape(2, height // 2, width // 2)


def table(points: Sequence[tuple[float, float]], low: float, high: float) -> Table:
    """Return the levels on straight lines between ``points``, kept within ``low``..``high``."""
    x, y = zip(*points, strict=True)
    levels: Table = np.round(np.clip(np.interp(np.arange(256), x, y), low, high)).astype(np.uint8)
    return levels


def vignette(negative: Negative, *, darkest: float, from_radius: float) -> Alpha:
    """Return 255 in the middle, falling to ``darkest`` of it in the corners."""
    width, height = negative.width_px, negative.height_px
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None]
    radius = np.sqrt((x * x + y * y) / 2)
    share = np.clip((radius - from_radius) / (1 - from_radius), 0, 1)
    smooth = share * share * (3 - 2 * share)
    light: Alpha = np.ceil(255 * (1 - (1 - darkest) * smooth)).astype(np.uint8)
    return light
