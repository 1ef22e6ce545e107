"""The drawn trunk below a picture with shoulders, and how both blend. It measures nothing."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from generation.arrays import RgbImage
from generation.engines.puppet.figure.attire import Outfit, cloth_image, cloth_stops
from generation.engines.puppet.figure.bodyparts import (
    Placed,
    Ruler,
    Tiled,
    long_trunk,
    paper,
    tiled,
)
from generation.engines.puppet.figure.bust import CLOTH_LIKENESS, Bust, apart, lab_of
from generation.engines.puppet.figure.curves import Curve2, smooth, vec
from generation.engines.puppet.figure.lit import Lamp
from generation.engines.puppet.figure.looks import CHIN_Y, FACE_HEIGHT
from generation.engines.puppet.figure.paint import Sheet
from generation.engines.puppet.figure.portraits import FACE_SHARE, MIDDLE
from generation.engines.puppet.figure.sight import Sight
from generation.engines.puppet.figure.tints import Field, mix
from generation.engines.puppet.likeness import regions
from generation.engines.puppet.sprite import Sprite
from generation.model.likeness import Likeness

TOP_FACES = 0.40  # above the photo's corners, where the drawn trunk begins behind it
SEAM_FACES = 0.25  # over which photo and drawing blend
WAVE_FACES = 0.035  # the blend is not a straight line
SIDE_FACES = 0.16  # the same where a side of the picture cuts a shoulder
TONE_FACES = 0.60  # below the seam, over which the photo's own tone dies away
TONE_RANGE = (0.72, 1.30)
PORTRAIT_SEAM = 0.12  # the same for our own portraits, whose clothes are the same paint
BARE_RISE = 0.24  # how much higher than in the middle the edge of cloth lies at bare shoulders


class Below(NamedTuple):
    """A drawn trunk behind a photo, and what of it is laid over the photo's edge."""

    behind: Tiled
    seam: Placed


def below_bust(
    bust: Bust, likeness: Likeness, lamp: Lamp, face_px: float, sight: Sight, *, seed: int
) -> Below | None:
    """Paint the trunk down to where the frame ends; None where the photo fills it."""
    if sight.low <= bust.bottom - SEAM_FACES:
        return None
    wide = max(bust.shoulder(-1), bust.shoulder(1)) + 0.06
    top = min(bust.bottom, *(corner.y for corner in bust.corners)) - TOP_FACES
    page = paper(face_px, sight.within(wide)._replace(low=max(sight.low, bust.bottom + 0.1)), top)
    sheet = page.sheet
    outline = _units(_outline(bust))
    image = cloth_image(sheet, cloth_stops(bust.cloth), outline, seed)
    down = (sheet.y - CHIN_Y) / FACE_HEIGHT
    out = sheet.x / FACE_HEIGHT
    if not bust.bare:
        image = _toned(image, bust, likeness, out, down)
    sheet.lay(sheet.fill(outline, soft=0.05), image)
    if bust.bare:
        _neckline(sheet, bust)
    whole = _hidden(page.finished(lamp), bust, likeness, face_px)
    return Below(tiled(whole), _seam(whole, bust, face_px))


def below_portrait(
    likeness: Likeness, outfit: Outfit, lamp: Lamp, face_px: float, sight: Sight, *, seed: int
) -> Below | None:
    """Go on with the clothes of one of our own portraits where its picture ends."""
    points = likeness.landmarks
    face = regions.face_height_px(points)
    x, y = (float(v) for v in points[regions.CHIN, :2])
    side = likeness.picture.shape[0]
    bottom = (side - y) / face
    if sight.low <= bottom:
        return None
    ruler = Ruler(
        side * FACE_SHARE / FACE_HEIGHT / face,
        (MIDDLE[0] * side - x) / face,
        (MIDDLE[1] * side - y) / face,
    )
    trunk = long_trunk(
        outfit, lamp, face_px, sight, top=bottom - PORTRAIT_SEAM, ruler=ruler, seed=seed
    )
    top = trunk.whole.y / face_px
    rows = int(np.ceil(bottom * face_px - trunk.whole.y)) + 1
    rows = min(rows, trunk.whole.sprite.size[1])
    down = (np.arange(rows, dtype=np.float32) / face_px)[:, None] / (bottom - top)
    return Below(trunk, _veil(trunk.whole, _ease(down)))


def _units(faces: Curve2) -> Curve2:
    return np.asarray(faces * FACE_HEIGHT + vec([0, CHIN_Y]), np.float32)


def _outline(bust: Bust) -> Curve2:
    """Return the closed outline of the drawn trunk in face heights from the chin."""
    left, right = ([(s * x, y) for x, y in _side(bust, s)] for s in (-1, 1))
    top = min(left[0][1], right[0][1])
    half = smooth(right, closed=False, steps=6), smooth(left, closed=False, steps=6)
    return np.concatenate([vec([[0, top]]), half[0], half[1][::-1]])


def _side(bust: Bust, side: int) -> list[tuple[float, float]]:
    """Return one side from inside the photo down: shoulder, arm pit, waist, hip."""
    corner = bust.corners[side > 0]
    wide, torso = bust.shoulder(side), bust.torso(side)
    x, y = corner.x - 0.012, corner.y
    fall = 0.18 + 0.7 * max(0.0, wide - x)
    return [
        (x, y - TOP_FACES - 0.1),
        (x, y),
        (0.35 * x + 0.65 * wide, y + 0.45 * fall),
        (wide, y + fall),
        (0.75 * wide + 0.25 * torso, y + fall + 0.34),
        (0.22 * wide + 0.78 * torso, y + fall + 0.72),
        (torso, y + fall + 1.1),
        (torso + 0.03, y + fall + 2.0),
        (torso + 0.06, 5.2),
    ]


def _toned(image: RgbImage, bust: Bust, likeness: Likeness, out: Field, down: Field) -> RgbImage:
    """Give the cloth near the photo the photo's own light and shade, less with every row."""
    points = likeness.landmarks
    face = regions.face_height_px(points)
    x, y = (float(v) for v in points[regions.CHIN, :2])
    last = round(y + bust.bottom * face)
    band = slice(max(0, last - round(0.12 * face)), last)
    rows = likeness.picture[band]
    like = apart(lab_of(rows), lab_of(np.array([bust.cloth], np.uint8))).reshape(rows.shape[:2])
    share = (like < CLOTH_LIKENESS) & (likeness.alpha[band] > 250)
    weight = share.astype(np.float32)
    light = rows.astype(np.float32).mean(-1)
    sigma = max(1.0, 0.14 * face)
    row = np.stack([(light * weight).mean(0), weight.mean(0)])
    row = cv2.GaussianBlur(row, (0, 0), sigma, sigmaY=0.01, borderType=cv2.BORDER_REPLICATE)
    at = np.clip(x + out[0] * face, 0, row.shape[1] - 1)
    columns = np.arange(row.shape[1])
    painted = image[int(np.clip(np.searchsorted(down[:, 0], bust.bottom), 0, len(image) - 1))]
    own = np.maximum(painted.astype(np.float32).mean(-1), 4.0)
    sure = np.interp(at, columns, row[1])
    tone = np.interp(at, columns, row[0]) / np.maximum(sure, 1e-3) / own
    tone = 1 + (np.clip(tone, *TONE_RANGE) - 1) * np.clip(sure / 0.4, 0, 1)
    tone = cv2.GaussianBlur(tone.astype(np.float32)[None], (0, 0), 3.0)
    fade = np.clip(1 - (down - bust.bottom) / TONE_FACES, 0, 1) ** 1.5
    return np.asarray(np.clip(image * (1 + (tone - 1) * fade)[..., None], 0, 255), np.uint8)


def _neckline(sheet: Sheet, bust: Bust) -> None:
    """Lay the folded edge with which cloth begins below bare shoulders."""
    x = np.linspace(-1.3, 1.3, 40, dtype=np.float32)
    edge = _units(np.stack([x, _cloth_from(bust, x)], 1).astype(np.float32))
    stops = cloth_stops(bust.cloth)
    sheet.lay(sheet.stroke(edge + vec([0, 1.7]), [0.9, 0.9], soft=0.45), stops[0], 0.5)
    sheet.lay(
        sheet.stroke(edge + vec([0, 0.75]), [1.5, 1.5], soft=0.05), mix(stops[2], stops[3], 0.3)
    )


def _cloth_from(bust: Bust, x: Field) -> Field:
    """Return where cloth begins over a photo with bare shoulders, face heights below the chin."""
    wide = min(corner.x for corner in bust.corners)
    edge = bust.bottom - 0.07 - BARE_RISE * np.clip(np.abs(x) / wide, 0, 1.2) ** 2.2
    return np.asarray(edge, np.float32)


def _hidden(whole: Placed, bust: Bust, likeness: Likeness, face_px: float) -> Placed:
    """Take away what would stand out beside the photo above its corners."""
    points = likeness.landmarks
    scale = face_px / regions.face_height_px(points)
    chin = points[regions.CHIN, :2] * scale
    wide = whole.sprite.size[0]
    high = int(np.ceil(max(corner.y for corner in bust.corners) * face_px - whole.y))
    matrix = vec([[scale, 0, -chin[0] - whole.x], [0, scale, -chin[1] - whole.y]])
    photo = cv2.warpAffine(
        cv2.erode(likeness.alpha, np.ones((3, 3), np.uint8)), matrix, (wide, high)
    )
    middle = int(np.clip(-whole.x, 0, wide))
    for columns, corner in zip((slice(0, middle), slice(middle, wide)), bust.corners, strict=True):
        photo[max(0, round(corner.y * face_px - whole.y)) :, columns] = 255.0
    top = _veil(whole, photo / np.float32(255)).sprite
    bgr, inv = whole.sprite.bgr.copy(), whole.sprite.inv
    bgr[:high] = top.bgr
    if inv is None or top.inv is None:
        return whole
    inv = inv.copy()
    inv[:high] = top.inv
    return Placed(Sprite(bgr=bgr, inv=inv), whole.x, whole.y)


def _seam(whole: Placed, bust: Bust, face_px: float) -> Placed:
    """Cut out of a lit trunk what blends over the photo's edge."""
    sprite = whole.sprite
    rows = int(np.ceil(bust.bottom * face_px - whole.y)) + 1
    high, wide = min(rows, sprite.size[1]), sprite.size[0]
    x = (np.arange(wide, dtype=np.float32) + whole.x)[None] / face_px
    y = (np.arange(high, dtype=np.float32) + whole.y)[:, None] / face_px
    if bust.bare:
        share = np.clip((y - _cloth_from(bust, x)) * face_px + 0.5, 0, 1)
    else:
        wave = WAVE_FACES * (np.sin(5.3 * x + 0.7) + 0.6 * np.sin(11.9 * x))
        share = _ease((y - wave - (bust.bottom - SEAM_FACES)) / (SEAM_FACES - 2 * WAVE_FACES))
    for side, corner in zip((-1, 1), bust.corners, strict=True):
        if corner.cut:
            beside = _ease((side * x - corner.x + SIDE_FACES) / (SIDE_FACES - 0.02))
            share = np.maximum(share, beside * (y > corner.y - 0.12))
    return _veil(whole, share)


def _veil(whole: Placed, share: Field) -> Placed:
    """Return the uppermost rows of a picture at ``share`` of their opacity."""
    high = share.shape[0]
    sprite = whole.sprite
    level = cv2.convertScaleAbs(np.broadcast_to(share, (high, sprite.size[0])), alpha=255)
    level = cv2.merge([level] * 3)
    bgr = cv2.multiply(sprite.bgr[:high], level, scale=1 / 255)
    cover = np.full_like(level, 255) if sprite.inv is None else cv2.bitwise_not(sprite.inv[:high])
    inv = cv2.bitwise_not(cv2.multiply(cover, level, scale=1 / 255))
    piece = Sprite(bgr=np.asarray(bgr, np.uint8), inv=np.asarray(inv, np.uint8))
    return Placed(piece, whole.x, whole.y)


def _ease(share: Field) -> Field:
    t = np.clip(share, 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)
