"""How large, how long and of which noise: what a model is asked for."""

from __future__ import annotations

from itertools import product
from math import ceil, floor, log, sqrt
from typing import Any

from PIL import Image

from generation.arrays import RgbImage


def picture_size(
    still_width: int, still_height: int, area_px: int, side_multiple: int
) -> tuple[int, int]:
    """Return (width, height), both multiples, near the still's shape and near the area.

    Of the sides just below and just above the exact ones, those are taken whose area and shape
    together are least off, and of equals the smaller.
    """
    aspect = still_width / still_height
    exact = (sqrt(area_px * aspect), sqrt(area_px / aspect))

    def off(size: tuple[int, int]) -> tuple[float, int]:
        area, shape = size[0] * size[1], size[0] / size[1]
        return round(abs(log(area / area_px)) + abs(log(shape / aspect)), 9), area

    widths, heights = (_around(side, side_multiple) for side in exact)
    return min(product(widths, heights), key=off)


def frames_for(frames: int, step: int) -> int:
    """Return the least count of frames that is a multiple of ``step`` and one, and enough."""
    return max(ceil((frames - 1) / step), 1) * step + 1


def fitted(still: RgbImage, size: tuple[int, int]) -> Image.Image:
    """Return the still at exactly (width, height).

    It is stretched the few percent by which the shapes differ, never cut: whoever scales the
    rushes to the film's size has every point where the still had it.
    """
    picture = Image.fromarray(still)
    return picture if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS)


def seeded(seed: int) -> Any:
    """Return a source of noise on the CPU: equal noise whatever device computes."""
    import torch

    return torch.Generator("cpu").manual_seed(seed)


def _around(side: float, multiple: int) -> tuple[int, ...]:
    below, above = floor(side / multiple), ceil(side / multiple)
    return tuple(sorted({max(below, 1) * multiple, max(above, 1) * multiple}))
