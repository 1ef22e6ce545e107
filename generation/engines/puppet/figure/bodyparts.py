"""Pictures a body is put together from: trunk, turned hands, what goes on below a bust."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import BgrFrame, RgbaImage
from generation.engines.puppet.figure.attire import Outfit
from generation.engines.puppet.figure.garments import paint_dressed
from generation.engines.puppet.figure.hands import SPAN, WRIST, HandShape, hand_picture
from generation.engines.puppet.figure.lit import Lamp
from generation.engines.puppet.figure.looks import CHIN_Y, FACE_HEIGHT
from generation.engines.puppet.figure.paint import Sheet
from generation.engines.puppet.figure.skirts import SKIRTS, paint_skirt
from generation.engines.puppet.likeness import regions
from generation.engines.puppet.sprite import Sprite, blit
from generation.model.likeness import Likeness

HAND = 0.75  # hand length in face heights
TURN_STEP_DEG = 2.0  # hands are turned in these steps and kept
TRUNK_WIDE = 1.32  # half width of the trunk's picture in face heights
TRUNK_TOP = -0.36
BUST_LENGTH = 3.3  # face heights below the chin that a trunk without legs goes on
PAINT_MIN_PX = 150.0  # trunks of smaller faces are painted at this face height and shrunk
ARM_HALF = 0.2  # half of a sleeve's width at the shoulder, face heights
SOLID = 250  # alpha from which a pixel counts as opaque
SEAM_PX = 2  # tiles overlap by this much, since a shifted sprite loses its outermost pixel


class Placed(NamedTuple):
    """A sprite and its top left corner relative to the chin (or the wrist) in pixels."""

    sprite: Sprite
    x: float
    y: float


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


def painted_trunk(
    outfit: Outfit, lamp: Lamp, face_px: float, *, length: float, skirt: bool, seed: int
) -> Tiled:
    """Paint neck and trunk down to ``length`` face heights below the chin, and its skirt."""
    scale = max(face_px, PAINT_MIN_PX)
    low = SKIRTS[outfit.garment] if skirt else length
    wide = TRUNK_WIDE + (0.1 if skirt else 0.0)
    hem = 0.12 if length < BUST_LENGTH else 0.0
    size = (int(2 * wide * scale), int((low + hem - TRUNK_TOP) * scale))
    unit = scale / FACE_HEIGHT
    sheet = Sheet(size, unit, (wide * scale, -TRUNK_TOP * scale - CHIN_Y * unit))
    units = CHIN_Y + (length + (0.2 if length >= BUST_LENGTH else 0.0)) * FACE_HEIGHT
    paint_dressed(sheet, outfit, with_arms=False, length=units, seed=seed)
    if skirt:
        paint_skirt(sheet, outfit, low=CHIN_Y + low * FACE_HEIGHT, seed=seed)
    rgba = _shrunk(sheet.straight(), face_px / scale)
    return tiled(Placed(lamp.sprite(rgba), -wide * face_px, TRUNK_TOP * face_px))


def _shrunk(rgba: RgbaImage, share: float) -> RgbaImage:
    if share > 0.999:
        return rgba
    small = cv2.resize(rgba, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)


def straight_hand(outfit: Outfit, shape: HandShape, face_px: float) -> RgbaImage:
    """Paint a hand with its fingers up."""
    picture = hand_picture(shape, outfit.skin, HAND * face_px)
    return _shrunk(picture, min(1.0, SPAN * HAND * face_px / picture.shape[0]))


def turned_hand(picture: RgbaImage, lamp: Lamp, face_px: float, *, flip: bool, step: int) -> Placed:
    """Turn a hand by ``step`` steps about its wrist; the corner is relative to the wrist."""
    if flip:
        picture = np.ascontiguousarray(picture[:, ::-1])
    grown = picture.shape[0] / SPAN
    reach = 1.12 * HAND * face_px
    wrist = (((SPAN - WRIST[0]) if flip else WRIST[0]) * grown, WRIST[1] * grown)
    matrix = cv2.getRotationMatrix2D(wrist, -step * TURN_STEP_DEG, HAND * face_px / grown)
    shift: npt.NDArray[np.float64] = np.asarray([reach - wrist[0], reach - wrist[1]], np.float64)
    matrix = np.column_stack([matrix[:, :2], matrix[:, 2] + shift])
    side = int(2 * reach) + 1
    turned = np.asarray(
        cv2.warpAffine(picture, matrix, (side, side), flags=cv2.INTER_AREA), np.uint8
    )
    left, top, wide, high = cv2.boundingRect(turned[..., 3])
    left, top = max(left - 2, 0), max(top - 2, 0)
    piece = np.ascontiguousarray(turned[top : top + high + 4, left : left + wide + 4])
    return Placed(lamp.sprite(piece, rim=False), left - reach, top - reach)


def shoulder_in_picture(likeness: Likeness, otherwise: tuple[float, float]) -> tuple[float, float]:
    """Return where the picture lets an arm begin: face heights outwards and down from the chin."""
    points = likeness.landmarks
    face = regions.face_height_px(points)
    middle, chin = float(points[regions.CHIN, 0]), float(points[regions.CHIN, 1])
    solid = likeness.alpha > 128
    columns = np.flatnonzero(solid[min(int(chin + 0.8 * face), solid.shape[0] - 1)])
    if columns.size == 0:
        return otherwise
    half = min(float(columns[-1]) - middle, middle - float(columns[0])) / face
    out = float(np.clip(half - ARM_HALF, 0.55, 1.1))
    tops = []
    for side in (-1, 1):
        column = int(np.clip(middle + side * out * face, 0, solid.shape[1] - 1))
        rows = np.flatnonzero(solid[int(chin) :, column])
        tops.append(float(rows[0]) / face if rows.size else otherwise[1])
    return out, float(np.clip(max(tops) + ARM_HALF, 0.45, 1.1))


def below_bust(likeness: Likeness, lamp: Lamp, face_px: float) -> Tiled | None:
    """Continue the picture's lowest rows downwards, ever darker; None where no body ends there."""
    points = likeness.landmarks
    face = regions.face_height_px(points)
    band = max(2, round(0.05 * face))
    alpha = likeness.alpha[-band:].astype(np.float32).mean(0)
    if float(alpha.max()) < 128:
        return None
    share = likeness.alpha[-band:, :, None].astype(np.float32) + 1e-3
    row = (likeness.picture[-band:] * share).sum(0) / share.sum(0)
    scale = face_px / face
    wide = max(2, round(alpha.size * scale))
    row = cv2.resize(row[None], (wide, 1), interpolation=cv2.INTER_AREA)
    near, far = (
        cv2.GaussianBlur(row, (0, 0), share_of_face * face_px, borderType=cv2.BORDER_REPLICATE)
        for share_of_face in (0.02, 0.16)
    )
    edge = cv2.resize(alpha[None], (wide, 1), interpolation=cv2.INTER_AREA)
    bottom = (likeness.alpha.shape[0] - float(points[regions.CHIN, 1])) * scale
    high = max(2, round(BUST_LENGTH * face_px - bottom))
    fall = np.linspace(1.0, 0.72, high, dtype=np.float32)[:, None, None]
    rgba = np.empty((high, wide, 4), np.uint8)
    away = np.clip(np.arange(high, dtype=np.float32) / (0.45 * face_px), 0, 1)[:, None, None]
    rgba[..., :3] = (near + (far - near) * away) * fall
    rgba[..., 3] = edge
    corner = -float(points[regions.CHIN, 0]) * scale
    return tiled(Placed(lamp.sprite(rgba, rim=False), corner, bottom - 2))
