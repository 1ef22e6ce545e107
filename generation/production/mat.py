"""The plain ground around a round film: a chat that knows no circle shows the whole square."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from generation.media.colour import Overlay

GROUND_RGB: Final = (33, 28, 24)
FINE: Final = 4  # the edge is drawn so many times larger, and is soft when it is small again


def mat(width_px: int, height_px: int) -> Overlay:
    """Return what covers everything but the circle that fits into a frame."""
    size = (width_px * FINE, height_px * FINE)
    hole = np.full(size[::-1], 255, np.uint8)
    cv2.circle(hole, (size[0] // 2, size[1] // 2), min(size) // 2, 0, -1)
    rgba = np.empty((height_px, width_px, 4), np.uint8)
    rgba[..., :3] = GROUND_RGB
    rgba[..., 3] = cv2.resize(hole, (width_px, height_px), interpolation=cv2.INTER_AREA)
    return Overlay.from_rgba(rgba, 0, 0)
