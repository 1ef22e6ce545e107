"""The verdict on a picture: which face, whether it can be filmed, and what it cannot carry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import Landmarks, RgbImage
from generation.engines.puppet.likeness import regions
from generation.engines.puppet.likeness.mouth import is_covered, mouth_signs, shows_teeth
from generation.engines.puppet.likeness.patch import FacePatch, face_patch
from generation.errors import FaceRejected
from generation.model.likeness import QualityFlag
from generation.ports import Face

RIVAL_SHARE = 0.35  # of the largest face's height; smaller ones are passers-by
FACE_MIN_PX = 40.0  # forehead to chin; below it lips are three pixels
SOFT_FACE_PX = 150.0  # a close-up would enlarge it more than three times
BRIGHT_MIN = 36.0  # 95th percentile of a face's levels; eye whites and shine reach it on any skin
DIM_BRIGHT = 100.0
BLUR_MAX = (
    0.88  # reblur ratio: 0.4-0.6 sharp, 0.83 at a blur of 2 % of the face height, 0.90 at 3 %
)
SOFT_BLUR = 0.72
REBLUR_SIGMA = 2.0  # px of a 128 px face
YAW_MAX_DEG = 37.0  # beyond it the far half of the face is not in the picture
TURNED_DEG = 18.0
RIM_STEP = (
    16.0  # CIE lightness step of a frame over the nose and under an eye; wrinkles stay below 13
)
LOOK_PX = 256  # longer side at which a picture without faces is judged


class Verdict(NamedTuple):
    """The face that is meant and what its picture cannot carry."""

    face: Face
    flags: frozenset[QualityFlag]


def judge(picture: RgbImage, faces: Sequence[Face], chosen: int | None = None) -> Verdict:
    """Choose a face and judge it.

    Args:
        picture: The whole picture.
        faces: What was found in it.
        chosen: Which face, counted from 1 at the left of the picture; None where none is named.

    Raises:
        FaceRejected: reasons ``none``, ``several`` (count), ``index`` (number, count),
            ``too-small`` (height_px, limit_px), ``too-dark``, ``too-blurred``, ``turned``
            (degrees), ``mouth-covered``.
    """
    face = _meant(picture, faces, chosen)
    height = regions.face_height_px(face.landmarks)
    if height < FACE_MIN_PX:
        raise FaceRejected("too-small", height_px=round(height), limit_px=round(FACE_MIN_PX))
    yaw = regions.pose(face.landmarks).yaw
    if abs(yaw) > YAW_MAX_DEG:
        raise FaceRejected("turned", degrees=round(abs(yaw)))
    patch = face_patch(picture, face.landmarks)
    bright, blur = brightness(patch), blurriness(patch)
    if bright < BRIGHT_MIN:
        raise FaceRejected("too-dark")
    if blur > BLUR_MAX:
        raise FaceRejected("too-blurred")
    if is_covered(mouth_signs(patch)):
        raise FaceRejected("mouth-covered")
    signs: dict[QualityFlag, bool] = {
        "soft": height < SOFT_FACE_PX or blur > SOFT_BLUR,
        "dim": bright < DIM_BRIGHT,
        "turned": abs(yaw) > TURNED_DEG,
        "glasses": wears_glasses(patch),
        "teeth_hidden": not shows_teeth(patch, face.landmarks),
    }
    return Verdict(face, frozenset(flag for flag, shown in signs.items() if shown))


def teeth_hidden(picture: RgbImage, points: Landmarks) -> bool:
    """Tell whether teeth must be drawn because the picture shows none."""
    return not shows_teeth(face_patch(picture, points), points)


def brightness(patch: FacePatch) -> float:
    """Return the 95th percentile of luma in the face, 0..255."""
    return float(np.percentile(_luma(patch.rgb)[patch.mask(regions.OVAL)], 95))


def blurriness(patch: FacePatch) -> float:
    """Return how much of the face's edges survives another blur, 0..1 (after Crete et al. 2007)."""
    luma = _luma(patch.rgb)
    oval = patch.points[list(regions.OVAL)]
    left, top = np.maximum(oval.min(axis=0), 0).astype(int)
    right, bottom = oval.max(axis=0).astype(int)
    return _reblur_ratio(np.ascontiguousarray(luma[top:bottom, left:right]))


def wears_glasses(patch: FacePatch) -> bool:
    """Tell whether a frame crosses the nose and runs under an eye."""
    steps = np.abs(cv2.Sobel(patch.lab[..., 0], cv2.CV_32F, 0, 1, scale=0.25))
    eyes = regions.eye_centres(patch.points)
    gap = float(np.hypot(*(eyes[1] - eyes[0])))
    nose_x = patch.points[list(regions.INNER_EYE_CORNERS), 0].mean()
    bridge = np.array([nose_x, patch.points[regions.NOSE_BRIDGE, 1]])
    over_nose = _strongest_row(steps, bridge, 0.08 * gap, (-0.25 * gap, 0.35 * gap))
    under = [_strongest_row(steps, eye, 0.25 * gap, (0.22 * gap, 0.6 * gap)) for eye in eyes]
    return min(over_nose, max(under)) > RIM_STEP


def _meant(picture: RgbImage, faces: Sequence[Face], chosen: int | None) -> Face:
    """Return the face that is meant; people far behind it are not asked about."""
    if not faces:
        raise FaceRejected(_why_none(picture))
    people = rivals(faces)
    if chosen is None:
        if len(people) > 1:
            raise FaceRejected("several", count=len(people))
        return people[0]
    if not 1 <= chosen <= len(people):
        raise FaceRejected("index", number=chosen, count=len(people))
    return people[chosen - 1]


def rivals(faces: Sequence[Face]) -> list[Face]:
    """Return the faces that may be meant, from left to right: passers-by are left out."""
    heights = [regions.face_height_px(face.landmarks) for face in faces]
    people = [
        face
        for face, high in zip(faces, heights, strict=True)
        if high >= RIVAL_SHARE * max(heights)
    ]
    return sorted(people, key=lambda face: face.box[0] + face.box[2] / 2)


def _why_none(picture: RgbImage) -> str:
    """Say why no face was found: the whole picture is dark, or blurred, or there is none."""
    scale = min(1.0, LOOK_PX / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    luma = _luma(np.asarray(small, np.uint8))
    if np.percentile(luma, 95) < BRIGHT_MIN:
        return "too-dark"
    return "too-blurred" if _reblur_ratio(luma) > BLUR_MAX else "none"


def _luma(rgb: RgbImage) -> npt.NDArray[np.float32]:
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.float32)


def _reblur_ratio(luma: npt.NDArray[np.float32]) -> float:
    """Compare the strongest edges before and after a blur; a flat picture counts as sharp."""
    before = _edges(luma)
    after = _edges(np.asarray(cv2.GaussianBlur(luma, (0, 0), REBLUR_SIGMA), np.float32))
    return after / before if before > 1.0 else 0.0


def _edges(luma: npt.NDArray[np.float32]) -> float:
    across, down = cv2.Sobel(luma, cv2.CV_32F, 1, 0), cv2.Sobel(luma, cv2.CV_32F, 0, 1)
    return float(np.percentile(np.hypot(across, down), 98))


def _strongest_row(
    steps: npt.NDArray[np.float32],
    centre: npt.NDArray[np.float32],
    half_width: float,
    rows: tuple[float, float],
) -> float:
    """Return the largest median of any row in a box around ``centre``."""
    left, right = (round(float(centre[0]) + side * half_width) for side in (-1, 1))
    top, bottom = (round(float(centre[1]) + row) for row in rows)
    part = steps[max(top, 0) : bottom, max(left, 0) : right + 1]
    return float(np.median(part, axis=1).max()) if part.size else 0.0
