"""The size a server films in, and the first picture brought to it. Nothing is cut off."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

Size = tuple[int, int]
"""Width and height in pixels."""

GRID_PX: Final = 32  # what open video models compress by
AREA_MAX: Final = 704 * 1280  # what they are trained at
BLUR_PX: Final = 12  # a side of this many: nobody takes what is beside the picture for a person


def nearest(sizes: Sequence[Size], wanted: Size) -> Size:
    """Return the size whose shape is most like ``wanted``; of two alike the first."""
    return min(sizes, key=lambda size: abs(math.log(size[0] / size[1] * wanted[1] / wanted[0])))


def on_grid(wanted: Size) -> Size:
    """Return the size nearest to ``wanted`` that an open video model can film in."""
    shrink = min(1.0, math.sqrt(AREA_MAX / (wanted[0] * wanted[1])))
    width, height = (max(round(side * shrink / GRID_PX), 1) * GRID_PX for side in wanted)
    return width, height


def framed(still_png: bytes, size: Size) -> bytes:
    """Return a picture of ``size`` with the whole still in its middle, as PNG.

    Beside the still lies a blurred one: whoever cuts the film back to the still's shape, from the
    middle, sees the still's own edges. ``still_png`` is our own and trusted.

    Raises:
        ValueError: It is no picture.
    """
    import cv2
    import numpy as np

    still = cv2.imdecode(np.frombuffer(still_png, np.uint8), cv2.IMREAD_COLOR)
    if still is None:
        raise ValueError("no picture")
    height, width = still.shape[:2]
    if (width, height) == size:
        return still_png
    scale = min(size[0] / width, size[1] / height)
    inner = min(size[0], round(width * scale)), min(size[1], round(height * scale))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    left, top = (size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2
    blurred = cv2.resize(still, (BLUR_PX, BLUR_PX), interpolation=cv2.INTER_AREA)
    picture = cv2.resize(blurred, size, interpolation=cv2.INTER_CUBIC)
    picture[top : top + inner[1], left : left + inner[0]] = cv2.resize(
        still, inner, interpolation=way
    )
    return cv2.imencode(".png", picture)[1].tobytes()
