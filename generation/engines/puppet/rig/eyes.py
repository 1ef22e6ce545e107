"""Eyeballs: a plate lifted from the photo per eye, seen through the opening between the lids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import BgrFrame
from generation.engines.puppet.rig.landmarks import Eye
from generation.engines.puppet.rig.lids import BareLids
from generation.engines.puppet.rig.openings import (
    NO_MAP,
    Box,
    blend,
    bounds,
    crescent,
    faded,
    nearest_fill,
    opening_mask,
    shaded,
    spline,
)

F32 = npt.NDArray[np.float32]

GAZE_MAX = (0.20, 0.10)  # eye widths; beyond, the photo has no white of the eye left to show
LOOKS_ASIDE = 0.06  # eye widths of gaze from which shadows of the lids no longer travel along
SHUT_PX = 0.45  # mean gap under which lids count as closed
SOFT_PX = 1.2  # the last of a closing eye fades over this gap
BARE_LID = (
    0.15,
    0.65,
)  # closures between which a lid turns from its stretched self into bare skin
LASHES = 0.013  # face heights, greatest thickness of the line of lashes
_ARC = spline(9)


class Lid(NamedTuple):
    """The edge of one eye's lids on a picture.

    Attributes:
        upper: ``(n, 2)`` smooth edge of the upper lid, pixels.
        lower: The same of the lower lid, back to where the upper one begins.
        gap: Mean distance between both, pixels.
    """

    upper: F32
    lower: F32
    gap: float

    @classmethod
    def of(cls, edge: F32) -> Lid:
        """Smooth the landmarks ``(16, 2)`` around one eye."""
        lower = np.concatenate([edge[8:], edge[:1]])
        return cls(_ARC @ edge[:9], _ARC @ lower, _gap(edge))


@dataclass(frozen=True, slots=True, kw_only=True)
class Eyeball:
    """One eye's plate.

    Attributes:
        eye: Landmark tables.
        plate: ``(h, w, 3)`` colour, the eye's own pixels continued past the lids.
        turned: The same without lashes and shadows of the lids, for an eye that looks aside.
        corners: ``(3, 3)`` top left, top right, bottom left of the plate in the rest head.
        grid: ``(h, w, 2)`` identity map of the plate.
        slide: ``(h, w, 2)`` pixels that the plate moves per eye width of gaze; 0 in the corners.
        open_px: Mean gap between the lids at rest.
        lash_px: Thickness of the line of lashes.
    """

    eye: Eye
    plate: BgrFrame
    turned: BgrFrame
    corners: F32
    grid: F32
    slide: F32
    open_px: float
    lash_px: float

    def shut(
        self, picture: BgrFrame, lid: Lid, box: Box, where: F32, lids: BareLids, side: int
    ) -> None:
        """Let a falling lid show skin and lashes.

        Args:
            picture: ``(h, w, 3)`` opaque skin, changed in place.
            lid: Where the lid is on the picture.
            box: Part of the picture that the eye and its crease fill.
            where: ``(h, w, 2)`` float32, where each pixel of the picture looks in the texture.
            lids: Texture whose eyes are shut.
            side: 0 for the right eye, 1 for the left one.
        """
        closure = 1 - lid.gap / max(self.open_px, 1e-3)
        start, full = BARE_LID
        amount = min(max((closure - start) / (full - start), 0.0), 1.0)
        if amount <= 0:
            return
        x0, y0, x1, y1 = box
        part = picture[y0:y1, x0:x1]
        bare = cv2.remap(lids.bgr, where[y0:y1, x0:x1], NO_MAP, cv2.INTER_LINEAR)
        cv2.addWeighted(part, 1 - amount, bare, amount, 0, dst=part)
        blue, green, red = (1 - (1 - left) * amount for left in lids.lashes[side])
        line = lid.upper - np.array([x0, y0], np.float32)
        crescent(part, line, self.lash_px, (blue, green, red))

    def paint(self, picture: BgrFrame, lid: Lid, corners: F32, look: BgrFrame) -> None:
        """Paint the eyeball into ``picture``.

        Args:
            picture: ``(h, w, 3)`` opaque skin, changed in place.
            lid: Where the lid is on the picture.
            corners: ``(3, 2)`` where `corners` of the plate lie on the picture.
            look: What `looking` gives.
        """
        if lid.gap <= SHUT_PX:
            return
        curve = np.concatenate([lid.upper, lid.lower])
        box = bounds(curve, 2, (picture.shape[1], picture.shape[0]))
        if box is None:
            return
        x0, y0, x1, y1 = box
        mask = opening_mask(curve, box)
        mask = faded(mask, (lid.gap - SHUT_PX) / SOFT_PX)
        height, width = self.plate.shape[:2]
        source = np.array([[0, 0], [width, 0], [0, height]], np.float32)
        place = cv2.getAffineTransform(source, corners - np.array([x0, y0], np.float32))
        size = (x1 - x0, y1 - y0)
        eye = np.asarray(
            cv2.warpAffine(look, place, size, borderMode=cv2.BORDER_REPLICATE), np.uint8
        )
        shaded(eye, mask, 0.05 * width, 0.80)
        blend(picture[y0:y1, x0:x1], eye, mask)

    def looking(self, gaze: tuple[float, float]) -> BgrFrame:
        """The plate ``(h, w, 3)`` with the eye turned by ``gaze`` eye widths, right and down."""
        x, y = (min(max(g, -limit), limit) for g, limit in zip(gaze, GAZE_MAX, strict=True))
        if x == 0 and y == 0:
            return self.plate
        part = min(float(np.hypot(x, y)) / LOOKS_ASIDE, 1.0)
        eye = cv2.addWeighted(self.turned, part, self.plate, 1 - part, 0)
        source = self.grid - self.slide * np.array([x, y], np.float32)
        look = cv2.remap(eye, source, NO_MAP, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(look, np.uint8)


def _gap(edge: F32) -> float:
    """Mean distance of the lids, in the unit of ``edge`` ``(16, 2)``."""
    across = edge[1:8] - edge[:8:-1]
    return float(np.hypot(across[:, 0], across[:, 1]).sum()) / len(across)


def _continued(piece: BgrFrame, ring: F32, soft_px: float) -> BgrFrame:
    """Keep what lies inside ``ring`` ``(n, 2)`` and continue it outwards, softly."""
    inside = np.zeros(piece.shape[:2], np.uint8)
    cv2.fillPoly(inside, [np.rint(ring * 16).astype(np.int32)], 255, cv2.LINE_8, 4)
    if not inside.any():
        return piece.copy()
    soft = cv2.GaussianBlur(nearest_fill(piece, inside), (0, 0), max(0.8, soft_px))
    return np.ascontiguousarray(np.where(inside[..., None] > 0, piece, soft), np.uint8)


def build_eyeball(bgr: BgrFrame, points: F32, eye: Eye, face_px: float) -> Eyeball:
    """Lift one eye out of the lit layer ``bgr`` with landmarks ``points`` ``(468, 3)``."""
    edge = points[list(eye.edge)]
    across = edge[8, :2] - edge[0, :2]
    length = float(np.linalg.norm(across))
    x0, y0 = np.floor(edge[:, :2].min(0) - np.array([0.15, 0.35]) * length).astype(int)
    x1, y1 = np.ceil(edge[:, :2].max(0) + np.array([0.15, 0.35]) * length).astype(int)
    x0, y0 = max(int(x0), 0), max(int(y0), 0)
    piece = bgr[y0 : int(y1), x0 : int(x1)]
    height, width = piece.shape[:2]
    ring = edge[:, :2] - np.array([x0, y0], np.float32)
    centre = ring.mean(0)
    plate, turned = (
        _continued(piece, centre + (ring - centre) * np.array(part, np.float32), 0.02 * length)
        for part in ((0.97, 0.92), (0.90, 0.78))
    )
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    along = ((x - centre[0]) * across[0] + (y - centre[1]) * across[1]) / max(length, 1e-3)
    free = np.clip(1 - np.abs(along / (0.5 * length)) ** 3, 0, 1).astype(np.float32)
    slide = np.stack([free * length, np.full_like(free, length)], -1)
    z = float(edge[:, 2].mean())
    corners = np.array([[x0, y0, z], [x0 + width, y0, z], [x0, y0 + height, z]], np.float32)
    return Eyeball(
        eye=eye,
        plate=plate,
        turned=turned,
        corners=corners,
        grid=np.stack([x, y], -1),
        slide=slide.astype(np.float32),
        open_px=_gap(edge[:, :2]),
        lash_px=LASHES * face_px,
    )
