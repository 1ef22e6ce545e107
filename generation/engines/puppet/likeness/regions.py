"""Names for FaceMesh's 468 points and the measures taken from them; no pixels."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from generation.arrays import Landmarks

POINTS = 468
FOREHEAD, CHIN = 10, 152
LEFT_SIDE, RIGHT_SIDE = 234, 454  # left and right in the picture, at the ears
NOSE_TIP = 1
EYE_LEFT = (33, 133, 159, 145)  # outer corner, inner corner, upper lid, lower lid
EYE_RIGHT = (263, 362, 386, 374)
MOUTH_LEFT, MOUTH_RIGHT = 61, 291
LIP_INNER_UP, LIP_INNER_LOW = 13, 14
OVAL = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
LIPS_OUTER = (
    61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146,
)  # fmt: skip
LIPS_INNER = (
    78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95,
)  # fmt: skip
EYE_HULLS = (
    (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7),
    (263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249),
)
AROUND_MOUTH = (
    57, 43, 106, 182, 83, 18, 313, 406, 335, 273, 287, 432, 430, 394, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 169, 210, 212,
)  # fmt: skip
INNER_EYE_CORNERS = (133, 362)
NOSE_BRIDGE = 6
CHEEK_LEFT = (116, 117, 118, 101, 36, 205, 187, 123)
CHEEK_RIGHT = (345, 346, 347, 330, 266, 425, 411, 352)

Vector = npt.NDArray[np.float32]


class Pose(NamedTuple):
    """Where a face looks, in degrees: yaw > 0 to the picture's right, roll > 0 clockwise."""

    yaw: float
    roll: float


def face_height_px(points: Landmarks) -> float:
    """Return the length from the top of the forehead to the chin in pixels."""
    return float(np.hypot(*(points[FOREHEAD, :2] - points[CHIN, :2])))


def eye_centres(points: Landmarks) -> Vector:
    """Return ``(2, 2)`` pixels: the eye left in the picture, then the right one."""
    return np.stack([points[list(EYE_LEFT), :2].mean(0), points[list(EYE_RIGHT), :2].mean(0)])


def axes(points: Landmarks) -> tuple[Vector, Vector]:
    """Return unit vectors along the eye line and down the face, in picture coordinates."""
    eyes = eye_centres(points)
    along = eyes[1] - eyes[0]
    along = along / max(float(np.hypot(*along)), 1e-6)
    return along, np.array([-along[1], along[0]], np.float32)


def pose(points: Landmarks) -> Pose:
    """Return the pose: roll of the eye line, yaw of the line through both ears."""
    along, _ = axes(points)
    across = points[RIGHT_SIDE] - points[LEFT_SIDE]
    width = float(across[:2] @ along)
    yaw = math.degrees(math.atan2(float(across[2]), max(width, 1e-6)))
    return Pose(yaw, math.degrees(math.atan2(float(along[1]), float(along[0]))))


def mouth_open(points: Landmarks) -> float:
    """Return the gap between the inner lips as a share of the mouth's width."""
    gap = np.hypot(*(points[LIP_INNER_UP, :2] - points[LIP_INNER_LOW, :2]))
    width = np.hypot(*(points[MOUTH_LEFT, :2] - points[MOUTH_RIGHT, :2]))
    return float(gap / max(float(width), 1e-6))
