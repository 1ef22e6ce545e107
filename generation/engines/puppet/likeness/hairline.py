"""Tells hair or a hat from the skin of a forehead above the brows. Changes no pixels."""

from __future__ import annotations

import cv2
import numpy as np

from generation.arrays import Landmarks, RgbImage
from generation.engines.puppet.likeness import regions
from generation.engines.puppet.likeness.matting import FloatImage, Mask, signed_distance

SPECK = 0.02  # face heights; smaller spots of another colour are no end of the hair
BROW = 105  # landmark: hair is looked for above
RING = 0.10  # face heights inside the outline, above the brows, where hair is learned
BETWEEN_BROWS = (107, 336, 285, 6, 55)  # landmarks round skin that hair seldom covers
SHADOWS = 40.0  # percentile of the lightness of skin below which its colours are those of hair
BALD = 7.0  # CIE Lab distance, lightness at half weight, of a head whose outline is skin
SAMPLE_LIMIT = 2000  # pixels; k-means on more finds the same colours
SHADES = 5  # colours that stand for hair or skin with its lights and shadows
ROWS_MIN = 4  # rows that are looked at where the picture cuts even the brows


def find_hair(picture: RgbImage, alpha: FloatImage, points: Landmarks) -> Mask:
    """Mark the figure without skin in the rows above the brows: hair, a hat, or a bald head.

    Hair is learned along the outline, skin on cheeks and between the brows. What counts as skin
    hangs together with the face; lights on hair only have its colours.
    """
    face_px = regions.face_height_px(points)
    brow = int(np.clip(points[BROW, 1], ROWS_MIN, picture.shape[0]))
    figure = alpha[:brow] > 0.95
    lab = _lab(picture[:brow])
    skin = _palette(_skin(picture, points))
    distance = signed_distance(figure)
    ring = figure & (distance < RING * face_px)
    from_skin = _nearest(lab, skin)
    if not ring.any() or np.median(from_skin[ring]) < BALD:
        return figure
    closer = from_skin < _nearest(lab, _palette(lab[ring]))
    most = cv2.GaussianBlur(closer.astype(np.float32), (0, 0), SPECK * face_px) > 0.5
    _, parts = cv2.connectedComponents(most.astype(np.uint8), connectivity=4)
    face = _filled(regions.OVAL, points, picture.shape)[:brow]
    return np.asarray(figure & ~(most & np.isin(parts, parts[face])))


def _lab(rgb: RgbImage) -> FloatImage:
    lab = cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2Lab)
    return np.asarray(lab * np.array([0.5, 1.0, 1.0], np.float32), np.float32)


def _skin(picture: RgbImage, points: Landmarks) -> FloatImage:
    """Return the lit colours of cheeks and of the skin between the brows, ``(n, 3)``."""
    areas = (regions.CHEEK_LEFT, regions.CHEEK_RIGHT, BETWEEN_BROWS)
    bare = np.any([_filled(area, points, picture.shape) for area in areas], axis=0)
    lab = _lab(picture[bare][None] if bare.any() else picture[-1:])[0]
    lit = lab[:, 0] >= np.percentile(lab[:, 0], SHADOWS)
    return np.asarray(lab[lit], np.float32)


def _filled(area: tuple[int, ...], points: Landmarks, shape: tuple[int, ...]) -> Mask:
    """Return where the polygon of landmark numbers lies."""
    mask = np.zeros(shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.round(points[list(area), :2]).astype(np.int32)], 1)
    return mask > 0


def _palette(lab: FloatImage) -> FloatImage:
    """Return a few colours that stand for all of ``lab``, ``(n, 3)``."""
    some = np.ascontiguousarray(lab[:: len(lab) // SAMPLE_LIMIT + 1])
    cv2.setRNGSeed(0)  # k-means starts at random
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_MAX_ITER, 10, 0.5)
    start = np.zeros((len(some), 1), np.int32)
    _, _, centres = cv2.kmeans(some, min(SHADES, len(some)), start, stop, 1, cv2.KMEANS_PP_CENTERS)
    return np.asarray(centres, np.float32)


def _nearest(lab: FloatImage, colours: FloatImage) -> FloatImage:
    """Return each pixel's distance to the nearest of ``colours``."""
    squares = [((lab - colour) ** 2).sum(axis=2) for colour in colours]
    return np.asarray(np.sqrt(np.min(squares, axis=0)), np.float32)
