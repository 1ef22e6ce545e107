"""Paints the inside of a mouth through the opening between the lips."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import BgrFrame
from generation.engines.puppet.rig.openings import (
    Box,
    blend,
    bounds,
    faded,
    opening_mask,
    shaded,
    spline,
    stroke,
)
from generation.engines.puppet.rig.teeth import Plate, draw_arch, draw_tongue, lift_teeth
from generation.engines.puppet.rig.texture import Layer, skin_colour

F32 = npt.NDArray[np.float32]

SHUT = 0.0035  # face heights of mean gap under which only the seam is drawn
SEAM_BGR = (0.50, 0.48, 0.66)  # what is left of each channel in the line between closed lips
CAVITY_TOP_BGR = (30.0, 20.0, 46.0)
CAVITY_BOTTOM_BGR = (44.0, 34.0, 96.0)
POUT_HIDES = 0.036  # face heights of teeth and tongue that rounded lips cover
POUT_SHADE = 0.28
BITE = 0.016  # face heights: the upper teeth's edge below the closed seam
LOWER_BITE = -0.006  # the same for the lower teeth, of a jaw that has not fallen
RIM, RIM_LEFT = 0.012, 0.58  # face heights of shade under the lips, and the light that is left
_ARC = spline(11)


@dataclass(frozen=True, slots=True, kw_only=True)
class Jaws:
    """Where the mouth's bones are on the picture.

    Attributes:
        seam: ``(2,)`` middle of the closed mouth in the turned head: the upper jaw.
        face: ``(2, 2)`` columns: one pixel along the face's own right and down, as now turned.
        photo: ``(2, 2)`` columns: one pixel along the photo's x and y, as now turned.
        drop_px: How far the lower jaw has fallen.
        pout: 0..1 how far the lips are pushed out, away from the teeth.
        tongue: 0..1 how high the tongue is.
    """

    seam: F32
    face: F32
    photo: F32
    drop_px: float
    pout: float
    tongue: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Interior:
    """Plates of one head and the colours between them."""

    face_px: float
    own_teeth: Plate | None
    upper: Plate
    lower: Plate
    tongue: Plate
    seam_at: F32
    cavity: tuple[F32, F32]

    def paint(self, picture: BgrFrame, upper: F32, lower: F32, jaws: Jaws) -> Box | None:
        """Paint into ``picture`` between the arcs ``upper`` and ``lower`` ``(11, 2)``.

        Returns the box of what may have changed.
        """
        top, bottom = _ARC @ upper, _ARC @ lower
        curve = np.concatenate([top, bottom[::-1]])
        box = bounds(curve, 3, (picture.shape[1], picture.shape[0]))
        if box is None:
            return None
        x0, y0, x1, y1 = box
        part = picture[y0:y1, x0:x1]
        gap = float(np.linalg.norm(upper[2:9] - lower[2:9], axis=1).mean()) / self.face_px
        openness = min(max((gap - SHUT) / 0.010, 0.0), 1.0)
        if openness < 1:
            self._seam(part, np.float32(0.5) * (top + bottom), box, 1 - openness)
        if openness <= 0:
            return box
        mask = opening_mask(curve, box)
        inside = self._inside(box, jaws)
        shaded(inside, mask, RIM * self.face_px, RIM_LEFT)
        blend(part, inside, faded(mask, openness))
        return box

    def _seam(self, part: BgrFrame, line: F32, box: Box, strength: float) -> None:
        """Darken the line where closed lips touch; it thins out into the corners."""
        left = [1 - (1 - part) * strength for part in SEAM_BGR]
        at = (line - np.array(box[:2], np.float32))[2:-2]
        stroke(part, at, 0.008 * self.face_px, (left[0], left[1], left[2]))

    def _inside(self, box: Box, jaws: Jaws) -> BgrFrame:
        width, height = box[2] - box[0], box[3] - box[1]
        t = np.linspace(0, 1, height, dtype=np.float32)[:, None]
        rows = self.cavity[0] * (1 - t) + self.cavity[1] * t
        picture = np.empty((height, width, 3), np.uint8)
        picture[:] = rows[:, None].astype(np.uint8)
        origin = np.array(box[:2], np.float32)
        one = self.face_px
        down = jaws.face[:, 1]
        jaw = jaws.seam + down * jaws.drop_px - origin
        rest = jaws.seam - origin - down * (POUT_HIDES * jaws.pout * one)
        rise = jaws.tongue * min(0.045 * one, 0.55 * jaws.drop_px)
        lift = (0.034 - POUT_HIDES * jaws.pout) * one
        self._lay(picture, self.tongue, jaw - down * (lift + rise), jaws.face)
        if jaws.tongue < 0.5:
            bite = (LOWER_BITE + POUT_HIDES * jaws.pout) * one
            self._lay(picture, self.lower, jaw + down * bite, jaws.face)
        if self.own_teeth is None:
            self._lay(picture, self.upper, rest + down * (BITE * one), jaws.face)
        else:
            self._lay(picture, self.own_teeth, rest - jaws.photo @ self.seam_at, jaws.photo)
        if jaws.pout > 0:
            cv2.convertScaleAbs(picture, dst=picture, alpha=1 - POUT_SHADE * min(jaws.pout, 1.0))
        return picture

    @staticmethod
    def _lay(picture: BgrFrame, plate: Plate, at: F32, frame: F32) -> None:
        corner = at - frame @ np.array(plate.anchor, np.float32)
        place = np.column_stack([frame, corner]).astype(np.float32)
        size = (picture.shape[1], picture.shape[0])
        moved = cv2.warpAffine(plate.bgra, place, size, flags=cv2.INTER_LINEAR)
        cover = cv2.bitwise_not(cv2.extractChannel(moved, 3))
        cv2.multiply(picture, cv2.merge([cover, cover, cover]), dst=picture, scale=1 / 255)
        cv2.add(picture, cv2.cvtColor(moved, cv2.COLOR_BGRA2BGR), dst=picture)


def build_interior(layer: Layer, seam_at: F32) -> Interior:
    """Prepare the mouth of one lit layer; ``seam_at`` ``(2,)`` is the middle of its closed lips."""
    face_px = layer.axes.height
    skin = np.array(skin_colour(layer), np.float32)
    brightness = float(np.clip(0.35 + 0.65 * skin.max() / 205, 0.45, 1.0))
    grey = skin / max(float(skin.mean()), 1.0)
    tint = (0.88 + 0.12 * grey) * np.float32(brightness)
    cavity = (
        np.array(CAVITY_TOP_BGR, np.float32) * tint,
        np.array(CAVITY_BOTTOM_BGR, np.float32) * tint,
    )
    return Interior(
        face_px=face_px,
        own_teeth=lift_teeth(layer.bgr, layer.points, face_px),
        upper=draw_arch(face_px, tint, upper=True),
        lower=draw_arch(face_px, tint, upper=False),
        tongue=draw_tongue(face_px, tint),
        seam_at=seam_at,
        cavity=cavity,
    )
