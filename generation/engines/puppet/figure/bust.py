"""What goes on below a photo with shoulders: its outline, its clothes' colour, a drawn trunk.

It measures and paints; who stands where and which arms move is decided elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import RgbImage
from generation.engines.puppet.figure.tints import Field, Rgb
from generation.engines.puppet.likeness import regions
from generation.model.likeness import Likeness

SOLID = 128
FRAME_PX = 7
SLOPE_FACES = 0.15  # length of outline above a corner that tells where it goes
EDGE_FACES = 0.30  # rows at the photo's lower edge whose pixels tell the colour of the clothes
CLOTH_LIKENESS = 26.0  # CIE Lab distance under which an edge pixel is the same cloth
SKIN_LIKENESS = 18.0
BARE_SHARE = 0.66  # of the edge that is skin where shoulders are bare
CLOTH_MIN_SHARE = 0.05
SHOULDER_RANGE = (0.86, 1.75)  # half widths of a body across the arms, face heights
TORSO_SHARE = 0.74  # of that, without arms
TORSO_RANGE = (0.66, 1.15)

Lab = npt.NDArray[np.float32]


class Corner(NamedTuple):
    """Where a photo's outline ends on one side: face heights outwards and down from the chin.

    ``slope`` is outwards by down just above; ``cut`` tells that the picture's side ends it.
    """

    x: float
    y: float
    slope: float
    cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bust:
    """A photo's lower edge.

    Attributes:
        bottom: Face heights from the chin down to where it ends.
        corners: Left and right.
        cloth: Colour of the clothes there.
        bare: True where shoulders are bare: cloth has to begin below them.
    """

    bottom: float
    corners: tuple[Corner, Corner]
    cloth: Rgb
    bare: bool

    def shoulder(self, side: int) -> float:
        """Return the half width of the body across the arm, face heights."""
        corner = self.corners[side > 0]
        more = 0.08 if corner.cut else 0.02
        wide = corner.x + more + 0.22 * min(corner.slope, 1.5)
        return float(np.clip(wide, *SHOULDER_RANGE))

    def torso(self, side: int) -> float:
        """Return the half width of the trunk without arms, face heights."""
        return float(np.clip(TORSO_SHARE * self.shoulder(side), *TORSO_RANGE))


def measure(likeness: Likeness) -> Bust | None:
    """Return the lower edge of a likeness's picture; None where no body ends there."""
    points = likeness.landmarks
    face = regions.face_height_px(points)
    solid = _without_lines(likeness.alpha > SOLID)
    rows = np.flatnonzero(solid.any(1))
    chin = points[regions.CHIN, :2]
    if rows.size == 0 or (rows[-1] - chin[1]) / face < EDGE_FACES:
        return None
    last = int(rows[-1])
    cloth, bare = _edge_colour(likeness, last, face)
    return Bust(
        bottom=(last + 1 - float(chin[1])) / face,
        corners=(_corner(solid, chin, face, last, -1), _corner(solid, chin, face, last, 1)),
        cloth=cloth,
        bare=bare,
    )


def _without_lines(solid: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Drop what is only a few pixels wide: the frame that some pictures have at their edge."""
    brush = np.ones((1, FRAME_PX), np.uint8)
    opened = cv2.morphologyEx(
        solid.astype(np.uint8), cv2.MORPH_OPEN, brush, borderType=cv2.BORDER_CONSTANT, borderValue=0
    )
    return np.asarray(opened > 0)


def _corner(
    solid: npt.NDArray[np.bool_], chin: npt.NDArray[np.float32], face: float, last: int, side: int
) -> Corner:
    """Follow the outline on one side down to the picture's lower edge or its side."""
    first = int(chin[1] + 0.12 * face)
    band = solid[first : last + 1]
    if side < 0:
        band = band[:, ::-1]
    wide = band.shape[1]
    far = np.where(band.any(1), wide - 1 - band[:, ::-1].argmax(1), 0)
    middle = float(chin[0]) if side > 0 else wide - 1 - float(chin[0])
    end = len(far) - 1
    cut = bool(far[end] >= wide - 2)
    if cut:
        free = np.flatnonzero(far < wide - 2)
        end = int(free[-1]) + 1 if free.size else 0
    back = max(0, end - max(2, round(SLOPE_FACES * face)))
    out = (far - middle) / face
    down = max((end - back) / face, 1e-3)
    return Corner(
        x=float(out[end]),
        y=(first + end - float(chin[1])) / face,
        slope=float(np.clip((out[end] - out[back]) / down, 0.0, 4.0)),
        cut=cut,
    )


def joint(bust: Bust, likeness: Likeness, side: int, thick: float) -> tuple[float, float]:
    """Return the joint of an arm ``thick`` face heights wide, inside the photo's shoulder."""
    points = likeness.landmarks
    face = regions.face_height_px(points)
    x, y = (float(v) for v in points[regions.CHIN, :2])
    out = bust.shoulder(side) - 0.55 * thick
    column = round(x + side * out * face)
    rows: npt.NDArray[np.intp] = np.empty(0, np.intp)
    if 0 <= column < likeness.alpha.shape[1]:
        rows = np.flatnonzero(likeness.alpha[int(y + 0.1 * face) :, column] > SOLID)
    top = 0.1 + float(rows[0]) / face if rows.size else bust.corners[side > 0].y + 0.5 * thick
    return side * out, float(np.clip(top + 0.6 * thick, 0.45, 1.45))


def _edge_colour(likeness: Likeness, last: int, face: float) -> tuple[Rgb, bool]:
    """Return the colour of the clothes at the edge, and whether there is skin instead."""
    band = slice(max(0, last - round(EDGE_FACES * face)), last + 1)
    pixels = likeness.picture[band][likeness.alpha[band] > 250]
    worn = _rgb(likeness.clothes_bgr)
    if len(pixels) == 0:
        return worn, False
    pixels = pixels[:: len(pixels) // 6000 + 1]
    lab = lab_of(pixels)
    skins = [_rgb(likeness.skin_bgr), *_neck(likeness, face)]
    skin = np.min([apart(lab, lab_of(np.array([s], np.uint8))) for s in skins], axis=0)
    skin = skin < SKIN_LIKENESS
    cloth = apart(lab, lab_of(np.array([worn], np.uint8))) < CLOTH_LIKENESS
    if float((skin & ~cloth).mean()) > BARE_SHARE:
        return worn, True
    if float(cloth.mean()) > CLOTH_MIN_SHARE:
        red, green, blue = (int(v) for v in np.median(pixels[cloth], axis=0))
        return (red, green, blue), False
    return worn, False


def _neck(likeness: Likeness, face: float) -> list[Rgb]:
    """Return the middle colour just under the chin, if any of it is in the picture."""
    x, y = (float(v) for v in likeness.landmarks[regions.CHIN, :2])
    rows = slice(int(y + 0.08 * face), int(y + 0.22 * face))
    columns = slice(max(0, int(x - 0.12 * face)), int(x + 0.12 * face))
    pixels = likeness.picture[rows, columns][likeness.alpha[rows, columns] > 250]
    if len(pixels) == 0:
        return []
    red, green, blue = (int(v) for v in np.median(pixels, axis=0))
    return [(red, green, blue)]


def lab_of(pixels: RgbImage) -> Lab:
    """Return pixels of any arrangement as ``(n, 3)`` CIE Lab."""
    part = pixels.reshape(1, -1, 3).astype(np.float32) / 255
    return np.asarray(cv2.cvtColor(part, cv2.COLOR_RGB2Lab)[0], np.float32)


def apart(lab: Lab, colour: Lab) -> Field:
    """Return Lab distances, lightness at half weight: cloth in a fold is cloth."""
    return np.asarray(
        np.linalg.norm((lab - colour) * np.array([0.5, 1.0, 1.0], np.float32), axis=-1), np.float32
    )


def _rgb(bgr: tuple[int, int, int]) -> Rgb:
    return bgr[2], bgr[1], bgr[0]
