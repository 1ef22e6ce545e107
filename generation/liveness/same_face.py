"""Whether two views show one face: its proportions, its pattern of light and dark, its colours.

This tells apart people who look different. It is no face recognition: siblings, twins and good
make-up pass, and nobody is ever looked up by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import Landmarks, RgbImage
from generation.liveness.track import RIGID, upright

PATCH_PX = 64
PATCH_REACH = 0.62  # face heights from the middle of the face to the edge of the patch
FINE_SIGMA, COARSE_SIGMA = 1.2, 7.0  # px: keeps features, drops noise and the fall of light
MOUTH_BELOW = 0.18  # face heights under the middle: from here on lips move, so nothing is compared
CHEEKS = (50, 101, 118, 205, 280, 330, 347, 425)
SPOT_PX = 3
OUTLINE = (
    93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361, 323,
)  # fmt: skip
BROWS = (70, 63, 105, 66, 107, 336, 296, 334, 293, 300)
MEASURED = (*RIGID, *OUTLINE, *BROWS)


class Looks(NamedTuple):
    """What is compared of a face.

    Attributes:
        shape: ``(n, 2)`` proportions in face heights.
        pattern: ``(64, 64)`` features without the light that falls on them.
        skin: CIE a and b of the cheeks.
    """

    shape: npt.NDArray[np.float64]
    pattern: npt.NDArray[np.float32]
    skin: npt.NDArray[np.float32]


class Difference(NamedTuple):
    """How unlike two faces are: 0 is equal in each."""

    shape: float
    pattern: float
    skin: float


def looks(picture: RgbImage, points: Landmarks) -> Looks:
    """Describe one face."""
    level = upright(points)
    patch = _patch(picture, points, level)
    grey = cv2.cvtColor(patch, cv2.COLOR_RGB2GRAY).astype(np.float32)
    fine = cv2.GaussianBlur(grey, (0, 0), FINE_SIGMA)
    coarse = cv2.GaussianBlur(grey, (0, 0), COARSE_SIGMA)
    contrast = cv2.GaussianBlur((fine - coarse) ** 2, (0, 0), COARSE_SIGMA)
    pattern = (fine - coarse) / np.sqrt(contrast + 4.0)
    lab = np.asarray(cv2.cvtColor(patch.astype(np.float32) / 255.0, cv2.COLOR_RGB2LAB), np.float32)
    skin = np.median([_spot(lab, level[index]) for index in CHEEKS], axis=0)
    return Looks(level[list(MEASURED), :2], np.asarray(pattern, np.float32), skin[1:])


def typical(views: Sequence[Looks]) -> Looks:
    """Return what several views of one face have in common."""
    return Looks(*(np.median([view[part] for view in views], axis=0) for part in range(3)))


def difference(one: Looks, other: Looks) -> Difference:
    """Compare two faces."""
    apart = one.shape - one.shape.mean(axis=0) - (other.shape - other.shape.mean(axis=0))
    compared = _compared()
    a, b = one.pattern[compared], other.pattern[compared]
    a, b = a - a.mean(), b - b.mean()
    alike = float(a @ b / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-6))
    return Difference(
        shape=float(np.sqrt((apart**2).sum(axis=1).mean())),
        pattern=1.0 - alike,
        skin=float(np.hypot(*(one.skin - other.skin))),
    )


def _patch(picture: RgbImage, points: Landmarks, level: npt.NDArray[np.float64]) -> RgbImage:
    """Cut the face out of the picture, levelled and in one size."""
    known = np.column_stack([level[list(RIGID), :2], np.ones(len(RIGID))])
    to_picture, *_ = np.linalg.lstsq(known, points[list(RIGID), :2].astype(np.float64), rcond=None)
    step = 2 * PATCH_REACH / PATCH_PX
    from_patch = np.array([[step, 0, -PATCH_REACH], [0, step, -PATCH_REACH]])
    whole = to_picture.T @ np.vstack([from_patch, [0, 0, 1]])
    scale = float(np.sqrt(abs(np.linalg.det(whole[:, :2]))))
    if scale > 1.5:  # a large face is softened first, or the patch would hold its noise
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), scale / 2), np.uint8)
    cut = cv2.warpAffine(
        picture, whole, (PATCH_PX, PATCH_PX), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    return np.asarray(cut, np.uint8)


def _spot(lab: npt.NDArray[np.float32], place: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    column, row = (round(float(v + PATCH_REACH) / (2 * PATCH_REACH) * PATCH_PX) for v in place[:2])
    row, column = (int(np.clip(v, SPOT_PX, PATCH_PX - SPOT_PX)) for v in (row, column))
    spot = lab[row - SPOT_PX : row + SPOT_PX, column - SPOT_PX : column + SPOT_PX]
    return np.asarray(spot.reshape(-1, 3).mean(axis=0), np.float32)


def _compared() -> npt.NDArray[np.bool_]:
    """Mark an oval over brows, eyes, nose and cheeks."""
    axis = (np.arange(PATCH_PX) + 0.5) / PATCH_PX * 2 * PATCH_REACH - PATCH_REACH
    x, y = np.meshgrid(axis, axis)
    return np.asarray(((x / 0.40) ** 2 + ((y + 0.12) / 0.42) ** 2 < 1) & (y < MOUTH_BELOW))
