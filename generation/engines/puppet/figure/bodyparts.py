"""Placed pictures a body is put together from, and the painted trunk. No arms, no legs."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from generation.arrays import BgrFrame
from generation.engines.puppet.figure.attire import Outfit
from generation.engines.puppet.figure.garments import LONG_Y, paint_dressed
from generation.engines.puppet.figure.lit import Lamp
from generation.engines.puppet.figure.looks import CHIN_Y, FACE_HEIGHT
from generation.engines.puppet.figure.paint import Sheet
from generation.engines.puppet.figure.skirts import SKIRTS, paint_skirt
from generation.engines.puppet.sprite import Sprite, blit

TRUNK_WIDE = 1.32  # half width of the trunk's picture in face heights
TRUNK_TOP = -0.40
WAIST = 2.12  # face heights below the chin at which the trunk of a whole figure ends
HEM_ROOM, SKIRT_ROOM = 0.12, 0.1  # face heights of paper around a hem
PAINT_MIN_PX = 150.0  # trunks of smaller faces are painted at this face height and shrunk
PAINT_MAX_PX = 330.0  # trunks of larger faces are painted at this one and grown
FINE_MIN_PX = 220.0  # from this face height on, trunks are painted without supersampling
SOLID = 250  # alpha from which a pixel counts as opaque
SEAM_PX = 2  # tiles overlap by this much, since a shifted sprite loses its outermost pixel


class Placed(NamedTuple):
    """A sprite and its top left corner relative to the chin in pixels."""

    sprite: Sprite
    x: float
    y: float

    def lay(self, frame: BgrFrame, x: float, y: float) -> None:
        """Lay it with the chin at (x, y); x is rounded, which saves half of the blending."""
        blit(frame, self.sprite, round(x + self.x), y + self.y)


class Tiled(NamedTuple):
    """A large picture whose opaque middle is laid without blending: a third of the cost."""

    whole: Placed
    tiles: tuple[Placed, ...]

    def lay(self, frame: BgrFrame, x: float, y: float) -> None:
        """Lay it with the chin at (x, y); x is rounded, which saves half of the blending."""
        for tile in self.tiles:
            blit(frame, tile.sprite, round(x + self.whole.x) + tile.x - self.whole.x, y + tile.y)


def tiled(whole: Placed) -> Tiled:
    """Cut a picture that is opaque in the middle of its lower part into tiles."""
    sprite = whole.sprite
    if sprite.inv is None:
        return Tiled(whole, (whole,))
    wide, high = sprite.size
    first = _solid_from(sprite.inv)
    solid = (
        (sprite.inv[first:, :, 0] <= 255 - SOLID).all(0) if first < high else np.zeros(wide, bool)
    )
    columns = np.flatnonzero(solid)
    if columns.size < 4 * SEAM_PX or high - first < 4 * SEAM_PX:
        return Tiled(whole, (whole,))
    left, right = int(columns[0]), int(columns[-1]) + 1
    boxes = (
        (0, 0, wide, first + SEAM_PX),
        (0, first, left + SEAM_PX, high),
        (right - SEAM_PX, first, wide, high),
    )
    tiles = [_cut(whole, box) for box in boxes]
    core = np.ascontiguousarray(sprite.bgr[first:, left:right])
    tiles.append(Placed(Sprite(bgr=core, inv=None), whole.x + left, whole.y + first))
    return Tiled(whole, tuple(tiles))


def _solid_from(inv: BgrFrame) -> int:
    """Return the row from which the middle third is opaque down to the edge."""
    wide = inv.shape[1]
    open_rows = np.flatnonzero((inv[:, wide // 3 : 2 * wide // 3, 0] > 255 - SOLID).any(1))
    # the lower border of a hem is open too: such pictures are not cut
    return int(open_rows[-1]) + 1 if open_rows.size else 0


def _cut(whole: Placed, box: tuple[int, int, int, int]) -> Placed:
    x0, y0, x1, y1 = box
    sprite = whole.sprite
    inv = None if sprite.inv is None else np.ascontiguousarray(sprite.inv[y0:y1, x0:x1])
    piece = Sprite(bgr=np.ascontiguousarray(sprite.bgr[y0:y1, x0:x1]), inv=inv)
    return Placed(piece, whole.x + x0, whole.y + y0)


def sheet_for(face_px: float, wide: float, top: float, low: float) -> tuple[Sheet, float]:
    """Return an empty sheet of head units, and by how much its painting has to be scaled.

    It reaches ``wide`` face heights to both sides of the chin and from ``top`` to ``low`` below it.
    """
    at_px = float(np.clip(face_px, PAINT_MIN_PX, PAINT_MAX_PX))
    unit = at_px / FACE_HEIGHT
    size = (int(2 * wide * at_px), max(8, int((low - top) * at_px)))
    origin = (wide * at_px, -top * at_px - CHIN_Y * unit)
    sheet = Sheet(size, unit, origin, supersample=1 if at_px >= FINE_MIN_PX else 2)
    return sheet, face_px / at_px


def placed(sheet: Sheet, scale: float, lamp: Lamp, x: float, y: float, *, rim: bool = True) -> Placed:
    """Light a finished sheet at its final size; (x, y) is its corner."""
    rgba = sheet.straight()
    if abs(scale - 1) > 1e-3:
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        rgba = np.asarray(cv2.resize(rgba, None, fx=scale, fy=scale, interpolation=way), np.uint8)
    return Placed(lamp.sprite(rgba, rim=rim), x, y)


def whole_trunk(outfit: Outfit, lamp: Lamp, face_px: float, *, seed: int) -> Tiled:
    """Paint neck and trunk down to the waist, and the skirt of what has one."""
    skirt = SKIRTS.get(outfit.garment)
    low = (skirt or WAIST) + HEM_ROOM
    wide = TRUNK_WIDE + (SKIRT_ROOM if skirt else 0.0)
    sheet, scale = sheet_for(face_px, wide, TRUNK_TOP, low)
    paint_dressed(sheet, outfit, length=CHIN_Y + WAIST * FACE_HEIGHT, seed=seed)
    if skirt:
        paint_skirt(sheet, outfit, low=CHIN_Y + skirt * FACE_HEIGHT, seed=seed)
    return tiled(placed(sheet, scale, lamp, -wide * face_px, TRUNK_TOP * face_px))


def long_trunk(outfit: Outfit, lamp: Lamp, face_px: float, *, low: float, seed: int) -> Tiled:
    """Paint neck and trunk down to ``low`` face heights below the chin, where the frame ends."""
    sheet, scale = sheet_for(face_px, TRUNK_WIDE, TRUNK_TOP, low)
    paint_dressed(sheet, outfit, length=LONG_Y, seed=seed)
    return tiled(placed(sheet, scale, lamp, -TRUNK_WIDE * face_px, TRUNK_TOP * face_px))
