"""Rounds a bust off where the sides of its picture cut the shoulders. Adds no pixels."""

from __future__ import annotations

import numpy as np

from generation.arrays import Landmarks
from generation.engines.puppet.likeness import regions
from generation.engines.puppet.likeness.matting import FloatImage, smoothstep

SHOULDER_ROUND = 0.32  # face heights of the corner taken off a shoulder cut by the picture's side


def round_shoulders(alpha: FloatImage, points: Landmarks) -> FloatImage:
    """Let shoulders fall where a side of the picture cuts them, instead of ending in a corner."""
    radius = SHOULDER_ROUND * regions.face_height_px(points)
    chin = round(float(points[regions.CHIN, 1]))
    rounded = _rounded_left(alpha, chin, radius)
    return np.ascontiguousarray(_rounded_left(rounded[:, ::-1], chin, radius)[:, ::-1])


def _rounded_left(alpha: FloatImage, chin: int, radius: float) -> FloatImage:
    """Bend the shoulder line down in a quarter circle that ends upright at the left side."""
    size = min(round(radius), alpha.shape[1] // 3)
    if size < 2 or not 0 <= chin < alpha.shape[0] or (alpha[:chin, 0] > 0.5).any():
        return alpha
    at_side, at_size = alpha[chin:, 0] > 0.5, alpha[chin:, size] > 0.5
    if not at_side.any() or not at_size.any() or at_size[0]:
        return alpha
    top = chin + int(at_size.argmax())
    across = size - np.arange(size, dtype=np.float32)
    line = top + size - np.sqrt(np.maximum(size**2 - across**2, 0.0))
    rows = np.arange(chin, alpha.shape[0], dtype=np.float32)[:, None]
    kept: FloatImage = alpha.copy()
    kept[chin:, :size] *= smoothstep(rows - line[None], -0.7, 0.7)
    return kept
