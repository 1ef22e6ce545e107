"""Placed pictures a body is put together from, and the painted trunk. No arms, no legs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import BgrFrame
from generation.engines.puppet.figure.attire import Outfit
from generation.engines.puppet.figure.garments import LONG_Y, paint_dressed
from generation.engines.puppet.figure.lit import Lamp
from generation.engines.puppet.figure.looks import CHIN_Y, FACE_HEIGHT
from generation.engines.puppet.figure.paint import Sheet
from generation.engines.puppet.figure.sight import Sight
from generation.engines.puppet.figure.skirts import SKIRTS, paint_skirt
from generation.engines.puppet.sprite import Sprite, Window, blit

TRUNK_WIDE = 1.32  # half width of the trunk's picture in face heights
TRUNK_TOP = -0.40
WAIST = 2.12  # face heights below the chin at which the trunk of a whole figure ends
HEM_ROOM, SKIRT_ROOM = 0.12, 0.1  # face heights of paper around a hem
PAINT_MIN_PX = 150.0  # trunks of smaller faces are painted at this face height and shrunk
PAINT_MAX_PX = 330.0  # trunks of larger faces are painted at this one and grown
FINE_MIN_PX = 220.0  # from this face height on, trunks are painted without supersampling
SAME_SCALE = 1e-3
SOLID = 250  # alpha from which a pixel counts as opaque
BAND_PX = 112  # rows of an arm that are laid in one go: fewer pixels cost less than more calls
SEAM_PX = 2  # tiles overlap by this much, since a shifted sprite loses its outermost pixel


class Placed(NamedTuple):
    """A sprite and its top left corner relative to the chin in pixels.

    ``windows`` hold all of it that can be seen; None is the whole sprite.
    """

    sprite: Sprite
    x: float
    y: float
    windows: tuple[Window | None, ...] = (None,)

    def lay(self, frame: BgrFrame, x: float, y: float) -> None:
        """Lay it with the chin at (x, y); x is rounded, which saves half of the blending."""
        for window in self.windows:
            blit(frame, self.sprite, round(x + self.x), y + self.y, window)


class Tiled(NamedTuple):
    """A large picture whose opaque middle is laid without blending: a third of the cost."""

    whole: Placed
    tiles: tuple[Placed, ...]

    def lay(self, frame: BgrFrame, x: float, y: float) -> None:
        """Lay it with the chin at (x, y); x is rounded, which saves half of the blending."""
        for tile in self.tiles:
            blit(frame, tile.sprite, round(x + self.whole.x) + tile.x - self.whole.x, y + tile.y)


def banded(layer: npt.NDArray[np.uint8], x: float, y: float) -> Placed:
    """Place a painted layer, ``(h, w, 4)`` from zeros, without what is empty in it.

    Its top left corner is (x, y) pixels from the chin.
    """
    return Placed(Sprite.from_premultiplied(layer), x, y, tuple(_bands(layer[..., 3])))


def _bands(cover: npt.NDArray[np.uint8]) -> Iterator[Window]:
    """Yield windows of a picture that runs across its box, such as an arm: no empty corners.

    Args:
        cover: ``(h, w)`` alpha.
    """
    high, wide = cover.shape
    for top in range(0, high, BAND_PX):
        bottom = min(top + BAND_PX, high)
        columns = np.flatnonzero(cover[top:bottom].max(0))
        if columns.size:
            left, right = max(0, int(columns[0]) - 1), min(wide, int(columns[-1]) + 2)
            yield left, top, right, bottom


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


class Ruler(NamedTuple):
    """How head units lie around a chin: face heights a unit, and where unit (0, 0) is."""

    unit: float
    x: float
    y: float


STANDARD = Ruler(1 / FACE_HEIGHT, 0.0, -CHIN_Y / FACE_HEIGHT)


class Paper(NamedTuple):
    """An empty sheet of head units, where its corner goes, and how much it has to be scaled."""

    sheet: Sheet
    x: float
    y: float
    scale: float

    def finished(self, lamp: Lamp) -> Placed:
        """Light the painting and bring it to its final size."""
        rgba = self.sheet.straight()
        share = self.scale
        if share < 1 - SAME_SCALE:
            small = cv2.resize(rgba, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
            return Placed(lamp.sprite(np.asarray(small, np.uint8)), self.x, self.y)
        sprite = lamp.sprite(rgba, enlarged=share)
        if share > 1 + SAME_SCALE:
            bgr, inv = (
                np.asarray(cv2.resize(plane, None, fx=share, fy=share), np.uint8)
                for plane in (sprite.bgr, sprite.inv)
                if plane is not None
            )
            sprite = Sprite(bgr=bgr, inv=inv)
        return Placed(sprite, self.x, self.y)


def paper(face_px: float, sight: Sight, top: float, ruler: Ruler = STANDARD) -> Paper:
    """Return an empty sheet from ``top`` face heights below the chin down to what is seen.

    Its corner lies a whole number of pixels from the chin: a chin on a whole pixel moves nothing
    by a fraction.
    """
    at_px = float(np.clip(face_px, PAINT_MIN_PX, PAINT_MAX_PX))
    left, right, low = sight
    left, top = (float(np.floor(edge * face_px)) / face_px for edge in (left, top))
    size = (max(8, int((right - left) * at_px)), max(8, int((low - top) * at_px)))
    origin = ((ruler.x - left) * at_px, (ruler.y - top) * at_px)
    fine = 1 if at_px >= FINE_MIN_PX else 2
    sheet = Sheet(size, ruler.unit * at_px, origin, supersample=fine)
    return Paper(sheet, round(left * face_px), round(top * face_px), face_px / at_px)


def whole_trunk(outfit: Outfit, lamp: Lamp, face_px: float, *, seed: int) -> Tiled:
    """Paint neck and trunk down to the waist, and the skirt of what has one."""
    skirt = SKIRTS.get(outfit.garment)
    wide = TRUNK_WIDE + (SKIRT_ROOM if skirt else 0.0)
    sight = Sight(-wide, wide, (skirt or WAIST) + HEM_ROOM)
    page = paper(face_px, sight, TRUNK_TOP)
    paint_dressed(page.sheet, outfit, length=CHIN_Y + WAIST * FACE_HEIGHT, seed=seed)
    if skirt:
        paint_skirt(page.sheet, outfit, low=CHIN_Y + skirt * FACE_HEIGHT, seed=seed)
    return tiled(page.finished(lamp))


def long_trunk(
    outfit: Outfit,
    lamp: Lamp,
    face_px: float,
    sight: Sight,
    *,
    top: float = TRUNK_TOP,
    ruler: Ruler = STANDARD,
    seed: int,
) -> Tiled:
    """Paint neck and trunk from ``top`` down to where the frame ends."""
    page = paper(face_px, sight.within(TRUNK_WIDE), top, ruler)
    paint_dressed(page.sheet, outfit, length=LONG_Y, seed=seed)
    return tiled(page.finished(lamp))
