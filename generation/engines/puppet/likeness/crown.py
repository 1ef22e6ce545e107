"""Rounds a figure off where its picture cuts it: a crown on cut hair, shoulders that fall."""

from __future__ import annotations

import numpy as np

from generation.arrays import Landmarks, RgbImage
from generation.engines.puppet.likeness import regions
from generation.engines.puppet.likeness.matting import FloatImage, smoothstep

HAIR_ABOVE = 0.38  # face heights of skull and hair above the forehead's top
CROWN_MIN, CROWN_MAX = 0.06, 0.34  # face heights that are added
CROWN_POWER = 2.4  # superellipse exponent: rounder than a circle at the temples
DOME_REACH = 0.35  # of the hair's rows: the dome is as wide as these, so that no curl is cut level
STRETCH_MAX = 0.7  # rows added a row of hair in the picture; more would show as streaks
SHOULDER_ROUND = 0.32  # face heights of the corner taken off a shoulder cut by the picture's side
CUT_WIDTH_MIN = 0.15  # face heights of figure along the top edge that make a cut


def crown_rows(alpha: FloatImage, points: Landmarks) -> int:
    """Return how many rows of hair are missing above the picture; 0 where the head is whole."""
    height = regions.face_height_px(points)
    if np.count_nonzero(alpha[0] > 0.5) < CUT_WIDTH_MIN * height:
        return 0
    missing = HAIR_ABOVE * height - max(0.0, float(points[regions.FOREHEAD, 1]))
    rows = float(np.clip(missing, CROWN_MIN * height, CROWN_MAX * height))
    return round(min(rows, STRETCH_MAX * _hair_rows(points)))


def add_crown(
    picture: RgbImage, alpha: FloatImage, points: Landmarks, rows: int
) -> tuple[RgbImage, FloatImage]:
    """Put ``rows`` rows on top: hair is drawn out upwards, under a dome that joins the outline."""
    hair = _hair_rows(points)
    total = hair + rows
    below = np.arange(total, 0, -1, dtype=np.float32)
    source = np.maximum(hair - (below - rows / total**2 * below**2), 0.0)
    drawn_out = (_rows_at(picture, source) + 0.5).astype(np.uint8)
    grown = np.concatenate([drawn_out, picture[hair:]])
    share = np.concatenate([_rows_at(alpha, source), alpha[hair:]])
    columns = np.flatnonzero(alpha[: 1 + round(DOME_REACH * hair)].max(axis=0) > 0.5)
    middle, half = (columns[0] + columns[-1]) / 2, (columns[-1] - columns[0] + 1) / 2
    x = np.abs(np.arange(alpha.shape[1]) - middle) / half
    dome = rows * np.maximum(1 - x**CROWN_POWER, 0.0) ** (1 / CROWN_POWER)
    over = dome[None] - np.arange(rows, 0, -1)[:, None] + 0.5
    share[:rows] *= smoothstep(over.astype(np.float32), -1.0, 1.5)
    return grown, share


def _hair_rows(points: Landmarks) -> int:
    """Return how many rows of the picture lie above the forehead."""
    return max(0, round(float(points[regions.FOREHEAD, 1])))


def _rows_at(image: FloatImage | RgbImage, rows: FloatImage) -> FloatImage:
    """Return the rows of ``image`` at fractional positions."""
    low = rows.astype(int)
    high = np.minimum(low + 1, image.shape[0] - 1)
    part = (rows - low).reshape(-1, *[1] * (image.ndim - 1))
    return np.asarray(image[low] * (1 - part) + image[high] * part, np.float32)


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
