"""One face turned level and brought to a fixed size, so that measures need no units."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import Landmarks, RgbImage
from generation.engines.puppet.likeness import regions

FACE_PX = 128  # forehead to chin in a patch
WIDTH_PX, HEIGHT_PX = 160, 192


class FacePatch(NamedTuple):
    """A level face: ``rgb`` ``(192, 160, 3)``, the same as CIE Lab, ``points`` ``(468, 2)``."""

    rgb: RgbImage
    lab: npt.NDArray[np.float32]
    points: npt.NDArray[np.float32]

    def mask(self, *polygons: tuple[int, ...]) -> npt.NDArray[np.bool_]:
        """Return where any of the polygons of landmark numbers lies."""
        drawn = np.zeros(self.rgb.shape[:2], np.uint8)
        for polygon in polygons:
            cv2.fillPoly(drawn, [np.round(self.points[list(polygon)]).astype(np.int32)], 1)
        return drawn.astype(bool)


def face_patch(picture: RgbImage, points: Landmarks) -> FacePatch:
    """Cut the face at ``points`` out of ``picture``, level, 128 px from forehead to chin."""
    scale = FACE_PX / max(regions.face_height_px(points), 1.0)
    along, down = regions.axes(points)
    middle = (points[regions.FOREHEAD, :2] + points[regions.CHIN, :2]) / 2
    turn = scale * np.stack([along, down])
    shift = np.array([WIDTH_PX / 2, HEIGHT_PX / 2]) - turn @ middle
    to_patch = np.column_stack([turn, shift])
    source, to_source = _reduced(picture, scale)
    rgb = np.asarray(
        cv2.warpAffine(
            source,
            to_patch @ to_source,
            (WIDTH_PX, HEIGHT_PX),
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        ),
        np.uint8,
    )
    lab = cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2Lab)
    moved = points[:, :2] @ turn.T + shift
    return FacePatch(rgb, np.asarray(lab, np.float32), moved.astype(np.float32))


def _reduced(picture: RgbImage, scale: float) -> tuple[RgbImage, npt.NDArray[np.float64]]:
    """Shrink without aliasing where the patch is much smaller; return the map back to full size."""
    if scale >= 0.5:
        return picture, np.eye(3)
    small = cv2.resize(picture, None, fx=2 * scale, fy=2 * scale, interpolation=cv2.INTER_AREA)
    back = np.diag([picture.shape[1] / small.shape[1], picture.shape[0] / small.shape[0], 1.0])
    return np.asarray(small, np.uint8), back
