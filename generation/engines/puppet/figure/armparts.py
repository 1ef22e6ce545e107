"""Arms as pictures: sleeve, skin and hand of one pose in one layer. It chooses no pose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from generation.engines.puppet.figure import arms
from generation.engines.puppet.figure.arms import Bend, Bones, Layer, Point, Shade, Spine
from generation.engines.puppet.figure.bodyparts import Placed
from generation.engines.puppet.figure.hands import SPAN, WRIST, HandShape, hand_picture
from generation.engines.puppet.figure.lit import Lamp
from generation.engines.puppet.figure.paint import Stops, vec
from generation.engines.puppet.sprite import Sprite

HAND_REACH = 1.12  # hand lengths from the wrist to the farthest finger tip of any hand
TURN_STEP_DEG = 2.0  # hands are turned in these steps and kept
EDGE_PX = 3
MELT_UP_FACES = 0.30  # before the photo's lower edge, over which an arm in front appears
ELBOW_MELT = (-0.12, 0.42)  # shares of the forearm over which it comes out of a photo

Fraction = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmStyle:
    """How the arms of one figure are made; lengths in face heights.

    Attributes:
        bones: Measures of the skeleton.
        roots: Left and right shoulder joint from the chin.
        sleeve: Widths along what cloth covers.
        bare: Widths along the whole arm without cloth.
        covered: Share of the arm that cloth covers, 0..1.
        hand: Hand length.
        cloth: Shades of the sleeve.
        cuff: Shades of the band at its end.
        skin: Shades of the arm.
        seam: Face heights below the chin where a photo with shoulders ends; None for a drawn body.
    """

    bones: Bones
    roots: tuple[Point, Point]
    sleeve: tuple[float, ...]
    bare: tuple[float, ...]
    covered: float
    hand: float
    cloth: tuple[Shade, ...]
    cuff: tuple[Shade, ...]
    skin: tuple[Shade, ...]
    seam: float | None = None

    def bend(self, at: Point, side: int) -> Bend:
        """Return the joints of the arm on ``side`` (-1 or 1) that reaches for ``at``."""
        return arms.bend(self.roots[side > 0], at, side, self.bones)

    @property
    def half(self) -> float:
        """Half of the widest place, cuff included."""
        return 0.5 * max(*self.sleeve, *self.bare) + 0.03


class Turned(NamedTuple):
    """A hand as premultiplied BGRA; (x, y) is its corner relative to the wrist in pixels."""

    layer: Layer
    x: float
    y: float


def lit_hand(skin: Stops, shape: HandShape, hand_px: float, lamp: Lamp) -> Layer:
    """Paint a hand with its fingers up: premultiplied BGRA, ``SPAN * hand_px`` wide."""
    picture = hand_picture(shape, skin, hand_px)
    side = max(8, round(SPAN * hand_px))
    if side != picture.shape[0]:
        way = cv2.INTER_AREA if side < picture.shape[0] else cv2.INTER_CUBIC
        picture = np.asarray(cv2.resize(picture, (side, side), interpolation=way), np.uint8)
    alpha = picture[..., 3]
    lit = lamp.toned(np.ascontiguousarray(picture[..., 2::-1]))
    lit = np.asarray(cv2.multiply(lit, cv2.merge([alpha] * 3), scale=1 / 255), np.uint8)
    return np.dstack([lit, alpha])


def turned_hand(layer: Layer, hand_px: float, *, flip: bool, step: int) -> Turned:
    """Turn a hand by ``step`` steps clockwise about its wrist."""
    if flip:
        layer = np.ascontiguousarray(layer[:, ::-1])
    grown = layer.shape[0] / SPAN
    reach = HAND_REACH * hand_px
    wrist = (((SPAN - WRIST[0]) if flip else WRIST[0]) * grown, WRIST[1] * grown)
    matrix = cv2.getRotationMatrix2D(wrist, -step * TURN_STEP_DEG, hand_px / grown)
    matrix[:, 2] += (reach - wrist[0], reach - wrist[1])
    side = int(2 * reach) + 1
    turned = np.asarray(cv2.warpAffine(layer, matrix, (side, side)), np.uint8)
    left, top, wide, high = cv2.boundingRect(turned[..., 3])
    piece = np.ascontiguousarray(turned[top : top + high, left : left + wide])
    return Turned(piece, left - reach, top - reach)


def paint_arm(
    style: ArmStyle, limb: Bend, face_px: float, hand: Turned | None, *, melting: bool
) -> Placed:
    """Draw one arm around the chin at (0, 0).

    Args:
        style: Widths and shades.
        limb: Its joints in face heights.
        face_px: Pixels a face height.
        hand: The hand at its end, or None where nobody sees it.
        melting: Let shoulder and elbow melt into the photo they lie on.
    """
    line = arms.spine(limb) * np.float32(face_px)
    pad = style.half * face_px + EDGE_PX
    low, high = line.min(0) - pad, line.max(0) + pad
    if hand is not None:
        corner = line[-1] + vec([hand.x, hand.y])
        low = np.minimum(low, corner - 1)
        high = np.maximum(high, corner + vec(hand.layer.shape[1::-1]) + 1)
    x0, y0 = (int(v) for v in np.floor(low))
    wide, tall = (int(v) for v in np.ceil(high) - (x0, y0))
    layer = np.zeros((tall, wide, 4), np.uint8)
    line = line - vec([x0, y0])
    if style.covered < 1:
        arms.draw_limb(layer, line, [w * face_px for w in style.bare], style.skin, melt=True)
    if hand is not None:
        _lay(layer, hand, line[-1])
    if style.covered > 0:
        _draw_sleeve(layer, line, style, face_px)
    if melting and style.seam is not None:
        _melt(layer, line, style.seam * face_px - y0, face_px)
    alpha = layer[..., 3]
    inv = cv2.bitwise_not(cv2.merge([alpha] * 3))
    bgr = np.asarray(cv2.cvtColor(layer, cv2.COLOR_BGRA2BGR), np.uint8)
    return Placed(Sprite(bgr=bgr, inv=np.asarray(inv, np.uint8)), x0, y0)


def _lay(layer: Layer, hand: Turned, wrist: Spine) -> None:
    x, y = round(float(wrist[0]) + hand.x), round(float(wrist[1]) + hand.y)
    high, wide = hand.layer.shape[:2]
    x, y = max(x, 0), max(y, 0)
    under = layer[y : y + high, x : x + wide]
    over = hand.layer[: under.shape[0], : under.shape[1]]
    rest = cv2.bitwise_not(cv2.merge([over[..., 3]] * 4))
    under[:] = cv2.add(over, cv2.multiply(under, rest, scale=1 / 255))


def _draw_sleeve(layer: Layer, line: Spine, style: ArmStyle, face_px: float) -> None:
    cut = line[: max(4, round(style.covered * len(line)))]
    arms.draw_limb(layer, cut, [w * face_px for w in style.sleeve], style.cloth, melt=True)
    arms.draw_band(layer, cut, (style.sleeve[-1] + 0.02) * face_px, 0.09 * face_px, style.cuff)


def _melt(layer: Layer, line: Spine, seam_px: float, face_px: float) -> None:
    """Fade what lies on the photo: all of the upper arm above the seam, and its shoulder."""
    middle = len(line) // 2
    root, elbow, wrist = line[0], line[middle], line[-1]
    x = np.arange(layer.shape[1], dtype=np.float32)[None]
    y = np.arange(layer.shape[0], dtype=np.float32)[:, None]
    below = _ease((y - (seam_px - MELT_UP_FACES * face_px)) / (MELT_UP_FACES * face_px))
    upper = _along(x, y, root, elbow, (-0.05, 0.45)) * below
    fore = _along(x, y, elbow, wrist, ELBOW_MELT)
    share = cv2.convertScaleAbs(np.maximum(upper, fore), alpha=255)
    layer[:] = cv2.multiply(layer, cv2.merge([share] * 4), scale=1 / 255)


def _along(x: Fraction, y: Fraction, start: Spine, end: Spine, over: Point) -> Fraction:
    """Return 0..1 that rises between two shares of the way from ``start`` to ``end``."""
    way = end - start
    way = way / max(float(way @ way), 1.0)
    at = (x - start[0]) * way[0] + (y - start[1]) * way[1]
    return _ease((at - np.float32(over[0])) / np.float32(over[1] - over[0]))


def _ease(share: Fraction) -> Fraction:
    t = np.clip(share, 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)
