"""Cuts a person, animal or thing out of its picture around a known face. Knows no animation."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import Landmarks, RgbImage
from generation.engines.puppet.likeness import regions
from generation.engines.puppet.likeness.finish import Cutout, finish, shrunk
from generation.engines.puppet.likeness.matting import (
    FloatImage,
    Mask,
    settle,
    signed_distance,
)
from generation.ports import LandmarkModel

CROP_SIDE = (
    3.2  # face heights: hats and shoulders fit, and the segmenter sees what it was trained on
)
CROP_ABOVE = 1.55  # face heights from the middle of the face to the crop's upper side
OUTLINE_FACE_PX = 160  # face height at which the outline is sought: a 512 px crop
BAND = 0.05  # face heights either side of the segmenter's outline that GrabCut may move it
GRABCUT_ROUNDS = 2
DOUBT = (0.15, 0.85)  # segmenter values between which GrabCut is asked however far the outline is
SURE = 0.97  # segmenter value from which GrabCut is never asked
PERSON_SHARE = 0.9  # segmenter value round a nose that is a person's
PERSON_GROUND = 0.2  # of the crop; close fur is taken for a person all over
THING_FACE_PX = 96  # fur and clutter cost GrabCut seconds at twice this size
THING_SIZES = (0.8, 1.35, 2.2)  # eye gaps round the nose: surely, likely, possibly the thing
THING_GROUND_MIN = 0.15  # of the crop; with less ground in sight GrabCut cannot learn it
THING_ROUNDING = 0.08  # face heights; finer outlines of things are mostly clutter
THING_AREA = (0.55, 1.9)  # of the likely disc; outside it GrabCut has lost its way
SETTLE = 0.08  # face heights either side of the outline in which local colours decide
SETTLE_DOUBT = 0.92  # segmenter value from which local colours are not asked
SPUR = 0.02  # face heights: thinner outgrowths are no hair that survives at film size


class Box(NamedTuple):
    """A part of a picture in whole pixels, right and bottom exclusive."""

    left: int
    top: int
    right: int
    bottom: int


def crop_box(points: Landmarks, shape: tuple[int, ...]) -> Box:
    """Return the part of a picture of ``shape`` around head and shoulders, within the picture."""
    height = regions.face_height_px(points)
    middle = (points[regions.FOREHEAD, :2] + points[regions.CHIN, :2]) / 2
    left, top = middle[0] - CROP_SIDE / 2 * height, middle[1] - CROP_ABOVE * height
    right, bottom = left + CROP_SIDE * height, top + CROP_SIDE * height
    return Box(
        max(0, round(float(left))),
        max(0, round(float(top))),
        min(shape[1], round(float(right))),
        min(shape[0], round(float(bottom))),
    )


def cut_person(crop: RgbImage, points: Landmarks, model: LandmarkModel) -> Cutout:
    """Cut out the person whose face is at ``points`` (pixels of ``crop``)."""
    small, scale = shrunk(crop, regions.face_height_px(points), OUTLINE_FACE_PX)
    face_px = regions.face_height_px(points) * scale
    mirrored = np.ascontiguousarray(small[:, ::-1])
    both = model.silhouette(small) + model.silhouette(mirrored)[:, ::-1]
    likely = (both / 2).astype(np.float32)
    face = _oval(points, small.shape, scale)
    labels = _banded(likely, face, BAND * face_px)
    mask = _tidied(_grabcut(small, labels), face, face_px)
    doubtful = (likely > 1 - SETTLE_DOUBT) & (likely < SETTLE_DOUBT) & ~face
    mask = _tidied(settle(small, mask, doubtful, reach_px=SETTLE * face_px), face, face_px)
    return finish(crop, mask, points)


def cut_thing(crop: RgbImage, points: Landmarks, model: LandmarkModel) -> Cutout:
    """Cut out what has a face laid by hand.

    A segmenter for people is believed where it sees one; fur and things are left to GrabCut alone,
    seeded by discs, and where colours do not set them apart, a disc round the face is the outline.
    """
    small, scale = shrunk(crop, regions.face_height_px(points), THING_FACE_PX)
    if _is_person(model.silhouette(small), _disc_at(points, small.shape, scale, THING_SIZES[0])):
        return cut_person(crop, points, model)
    face_px = regions.face_height_px(points) * scale
    sure, likely, wide = (_disc_at(points, small.shape, scale, size) for size in THING_SIZES)
    labels = np.full(small.shape[:2], cv2.GC_BGD, np.uint8)
    labels[wide] = cv2.GC_PR_BGD
    labels[likely] = cv2.GC_PR_FGD
    labels[sure] = cv2.GC_FGD
    mask = likely
    if (labels == cv2.GC_BGD).mean() > THING_GROUND_MIN:
        found = _tidied(_grabcut(small, labels), sure, face_px).astype(np.uint8)
        closed = cv2.morphologyEx(found, cv2.MORPH_CLOSE, _brush(THING_ROUNDING * face_px))
        found_mask = _tidied(closed > 0, sure, face_px, spur=THING_ROUNDING)
        if THING_AREA[0] < found_mask.sum() / likely.sum() < THING_AREA[1]:
            mask = found_mask
    return finish(crop, mask, points)


def _is_person(likely: FloatImage, middle: Mask) -> bool:
    """Tell whether the segmenter sees a person there, and something else around."""
    return bool(likely[middle].mean() > PERSON_SHARE and (likely < 0.5).mean() > PERSON_GROUND)


def _oval(points: Landmarks, shape: tuple[int, ...], scale: float) -> Mask:
    """Return the face oval as a mask of ``shape``."""
    mask = np.zeros(shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.round(points[list(regions.OVAL), :2] * scale).astype(np.int32)], 1)
    return mask.astype(bool)


def _banded(likely: FloatImage, face: Mask, band_px: float) -> npt.NDArray[np.uint8]:
    """Label pixels for GrabCut: free within ``band_px`` of the likely outline, fixed elsewhere."""
    inside = likely > 0.5
    labels = np.where(inside, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    distance = signed_distance(inside)
    labels[(distance < -band_px) & (likely < DOUBT[0])] = cv2.GC_BGD
    labels[((distance > band_px) & (likely > DOUBT[1])) | (likely > SURE) | face] = cv2.GC_FGD
    return labels


def _disc_at(points: Landmarks, shape: tuple[int, ...], scale: float, size: float) -> Mask:
    """Return a disc of radius ``size`` eye gaps round the nose, slightly higher than wide."""
    eyes = regions.eye_centres(points) * scale
    gap = float(np.hypot(*(eyes[1] - eyes[0])))
    middle = points[regions.NOSE_TIP, :2] * scale
    mask = np.zeros(shape[:2], np.uint8)
    at = (round(float(middle[0])), round(float(middle[1])))
    cv2.ellipse(mask, at, (round(size * gap), round(1.15 * size * gap)), 0, 0, 360, 1, -1)
    return mask.astype(bool)


def _brush(radius: float) -> npt.NDArray[np.uint8]:
    side = 2 * max(1, round(radius)) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), np.uint8)


def _grabcut(picture: RgbImage, labels: npt.NDArray[np.uint8]) -> Mask:
    """Let GrabCut decide what is free; without two kinds of sure pixels the labels stand."""
    figure = (labels == cv2.GC_FGD) | (labels == cv2.GC_PR_FGD)
    if figure.all() or not figure.any():
        return np.asarray(figure)
    ground, models = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(0)  # the colour models start from k-means
    anywhere = (0, 0, 1, 1)  # not looked at: the labels lead
    cv2.grabCut(picture, labels, anywhere, ground, models, GRABCUT_ROUNDS, cv2.GC_INIT_WITH_MASK)
    return np.asarray((labels == cv2.GC_FGD) | (labels == cv2.GC_PR_FGD))


def _tidied(mask: Mask, face: Mask, face_px: float, *, spur: float = SPUR) -> Mask:
    """Drop spurs and islands, fill holes: one piece that holds the face."""
    opened = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, _brush(spur * face_px))
    figure = (opened > 0) | face
    _, parts = cv2.connectedComponents(figure.astype(np.uint8))
    figure = parts == np.bincount(parts[face]).argmax()
    _, rest, stats, _ = cv2.connectedComponentsWithStats((~figure).astype(np.uint8))
    small = stats[:, cv2.CC_STAT_AREA] < (0.15 * face_px) ** 2
    return np.asarray(figure | (small[rest] & ~figure))
