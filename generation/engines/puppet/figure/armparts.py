"""Arms as pictures: sleeve, skin and hand of one pose in one layer. It chooses no pose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from generation.engines.puppet.figure import arms
from generation.engines.puppet.figure.arms import Bend, Bones, Layer, Point, Shade, Spine
from generation.engines.puppet.figure.bodyparts import Placed, banded
from generation.engines.puppet.figure.curves import vec
from generation.engines.puppet.figure.hands import SPAN, WRIST, HandShape, hand_picture
from generation.engines.puppet.figure.lit import Lamp
from generation.engines.puppet.figure.sight import Window
from generation.engines.puppet.figure.tints import Stops

HAND_REACH = 1.08  # hand lengths from the wrist to the farthest finger tip of any hand
TURN_STEP_DEG = 2.0  # hands are turned in these steps and kept
EDGE_PX = 3
MELT_UP_FACES = 0.22  # before the photo's lower edge, over which an arm in front appears
SHOULDER_MELT = (-0.05, 0.45)  # shares of the upper arm over which it comes out of the trunk
ELBOW_MELT = (-0.15, 0.26)  # shares of the forearm over which it comes out of a photo
BEHIND_KNOTS = 5  # of the forearm; what goes on from there is in front of the photo anyway

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
    def shades(self) -> tuple[Shade, ...]:
        """Return what most of the arm is made of."""
        return self.cloth if self.covered == 1 else self.skin

    def thick(self, line: Spine, face_px: float) -> list[float]:
        """Return a width in pixels for every knot of a whole arm, or of its first part."""
        widths = self.sleeve if self.covered == 1 else self.bare
        at = np.arange(len(line)) / (arms.KNOTS - 1)
        return list(np.interp(at, np.linspace(0, 1, len(widths)), widths) * face_px)

    @property
    def half(self) -> float:
        """Half of the widest place, cuff included."""
        return 0.5 * max(*self.sleeve, *self.bare) + 0.03


class Turned(NamedTuple):
    """A hand as premultiplied BGRA; (x, y) is its corner relative to the wrist in pixels."""

    layer: Layer
    x: float
    y: float

    @property
    def span(self) -> float:
        """Pixels from the wrist to the farthest corner, at most."""
        high, wide = self.layer.shape[:2]
        return float(max(-self.x, wide + self.x, -self.y, high + self.y))


def lit_hand(skin: Stops, shape: HandShape, hand_px: float, lamp: Lamp) -> Layer:
    """Paint a hand with its fingers up: premultiplied BGRA, ``SPAN * hand_px`` wide."""
    picture = hand_picture(shape, skin)
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
    wrist = (((SPAN - WRIST[0]) if flip else WRIST[0]) * grown, WRIST[1] * grown)
    matrix = cv2.getRotationMatrix2D(wrist, -step * TURN_STEP_DEG, hand_px / grown)
    left, top, wide, high = cv2.boundingRect(layer[..., 3])
    corners = vec([(x, y, 1) for x in (left, left + wide) for y in (top, top + high)])
    ends = corners @ matrix.T.astype(np.float32)
    x0, y0 = (int(v) for v in np.floor(ends.min(0)) - 1)
    x1, y1 = (int(v) for v in np.ceil(ends.max(0)) + 2)
    matrix[:, 2] -= (x0, y0)
    turned = np.asarray(cv2.warpAffine(layer, matrix, (x1 - x0, y1 - y0)), np.uint8)
    return Turned(turned, x0 - wrist[0], y0 - wrist[1])


def paint_arm(
    style: ArmStyle,
    limb: Bend,
    face_px: float,
    hand: Turned | None,
    window: Window,
    *,
    melting: bool,
) -> Placed | None:
    """Draw one arm around the chin at (0, 0); None where nothing of it is in the window.

    Args:
        style: Widths and shades.
        limb: Its joints in face heights.
        face_px: Pixels a face height.
        hand: The hand at its end, or None where nobody sees it.
        window: What is seen: left, top, right, bottom in pixels from the chin.
        melting: Let shoulder and elbow melt into the photo they lie on.
    """
    line = arms.spine(limb) * np.float32(face_px)
    pad = style.half * face_px + EDGE_PX
    middle = len(line) // 2
    joined = style.seam is not None
    seam_px = (style.seam or 0.0) * face_px
    upper = not melting or float(line[middle, 1]) + pad > seam_px
    if joined and not melting:
        line = line[: middle + BEHIND_KNOTS]
    seen = line if upper else line[middle - 1 :]
    low, high = seen.min(0) - pad, seen.max(0) + pad
    if hand is not None:
        corner = line[-1] + vec([hand.x, hand.y])
        low = np.minimum(low, corner - 1)
        high = np.maximum(high, corner + vec(hand.layer.shape[1::-1]) + 1)
    x0, y0 = (int(v) for v in np.maximum(np.floor(low), window[:2]))
    x1, y1 = (int(v) for v in np.minimum(np.ceil(high), window[2:]))
    if x1 <= x0 or y1 <= y0:
        return None
    line = line - vec([x0, y0])
    layer = np.zeros((y1 - y0, x1 - x0, 4), np.uint8)
    if not joined:
        _draw_whole(layer, line, style, hand, face_px)
    elif melting:
        if upper:
            _draw_upper(layer, line, style, face_px, seam_px - y0)
        if upper and float(line[middle, 1]) > seam_px - y0:
            _draw_forearm(layer, line, style, hand, face_px)
        else:
            _melt_forearm(layer, line, style, hand, face_px)
    else:
        arms.draw_limb(layer, line, style.thick(line, face_px), style.shades, melt=True)
    return banded(layer, x0, y0)


def _draw_whole(
    layer: Layer, line: Spine, style: ArmStyle, hand: Turned | None, face_px: float
) -> None:
    """Draw skin, sleeve and hand, and where the sleeve is long its end over the hand."""
    if style.covered < 1:
        arms.draw_limb(layer, line, [w * face_px for w in style.bare], style.skin, melt=True)
    cut = line[: max(4, round(style.covered * len(line)))]
    arms.draw_limb(layer, cut, [w * face_px for w in style.sleeve], style.cloth, melt=True)
    if style.covered < 1:
        _draw_cuff(layer, cut, style, face_px)
    if hand is not None:
        _draw_forearm(layer, line, style, hand, face_px)


def _draw_upper(layer: Layer, line: Spine, style: ArmStyle, face_px: float, seam_y: float) -> None:
    """Draw an arm that comes out of a photo's shoulder where the photo ends."""
    middle = len(line) // 2
    arms.draw_limb(layer, line, style.thick(line, face_px), style.shades, melt=True)
    spot = _Spot.around(layer, line, style.half * face_px + EDGE_PX)
    reach = MELT_UP_FACES * face_px
    below = _ease((spot.y - (seam_y - reach)) / reach)
    spot.fade(below * spot.along(line[0], line[middle], SHOULDER_MELT))


def _draw_forearm(
    layer: Layer, line: Spine, style: ArmStyle, hand: Turned | None, face_px: float
) -> None:
    """Draw forearm and hand of a whole arm's line; a long sleeve ends over the hand."""
    middle = len(line) // 2
    fore, thick = line[middle - 1 :], style.thick(line, face_px)[middle - 1 :]
    if style.covered < 1:
        arms.draw_limb(layer, fore, thick, style.skin)
    if hand is not None:
        _lay_hand(layer, hand, fore[-1])
    if style.covered == 1:
        arms.draw_limb(layer, fore, thick, style.cloth)
        _draw_cuff(layer, fore, style, face_px)


def _melt_forearm(
    layer: Layer, line: Spine, style: ArmStyle, hand: Turned | None, face_px: float
) -> None:
    """Draw forearm and hand; the elbow melts into what is there."""
    middle = len(line) // 2
    pad = style.half * face_px + EDGE_PX
    spot = _Spot.around(layer, line[middle - 1 :], pad if hand is None else pad + hand.span)
    if spot.layer.size == 0:
        return
    line = line - vec([spot.x[0, 0], spot.y[0, 0]])
    over = np.zeros_like(spot.layer)
    _draw_forearm(over, line, style, hand, face_px)
    elbow, wrist = line[middle], line[-1]
    melting = np.stack([elbow, elbow + ELBOW_MELT[1] * (wrist - elbow)])
    start = _Spot.around(over, melting, pad)
    start.fade(start.along(elbow, wrist, ELBOW_MELT))
    _over(spot.layer, over)


def _draw_cuff(layer: Layer, cut: Spine, style: ArmStyle, face_px: float) -> None:
    arms.draw_band(layer, cut, (style.sleeve[-1] + 0.02) * face_px, 0.09 * face_px, style.cuff)


def _lay_hand(layer: Layer, hand: Turned, wrist: Spine) -> None:
    x, y = round(float(wrist[0]) + hand.x), round(float(wrist[1]) + hand.y)
    high, wide = hand.layer.shape[:2]
    left, top = max(0, -x), max(0, -y)
    right, bottom = min(wide, layer.shape[1] - x), min(high, layer.shape[0] - y)
    if left < right and top < bottom:
        under = layer[y + top : y + bottom, x + left : x + right]
        _over(under, hand.layer[top:bottom, left:right])


def _over(under: Layer, over: Layer) -> None:
    """Lay premultiplied BGRA over premultiplied BGRA, in place."""
    rest = cv2.merge([cv2.bitwise_not(cv2.extractChannel(over, 3))] * 4)
    under[:] = cv2.add(over, cv2.multiply(under, rest, scale=1 / 255))


class _Spot(NamedTuple):
    """A part of a layer and its pixels' coordinates in the layer."""

    layer: Layer
    x: Fraction
    y: Fraction

    @classmethod
    def around(cls, layer: Layer, line: Spine, pad: float) -> _Spot:
        """Return the part within ``pad`` pixels of the box around ``line``."""
        high, wide = layer.shape[:2]
        x0, y0 = (int(v) for v in np.clip(line.min(0) - pad, 0, (wide, high)))
        x1, y1 = (int(v) for v in np.clip(line.max(0) + pad, 0, (wide, high)))
        return cls(
            layer[y0:y1, x0:x1],
            np.arange(x0, x1, dtype=np.float32)[None],
            np.arange(y0, y1, dtype=np.float32)[:, None],
        )

    def along(self, start: Spine, end: Spine, over: Point) -> Fraction:
        """Return 0..1 that rises between two shares of the way from ``start`` to ``end``."""
        way = end - start
        way = way / max(float(way @ way), 1.0) / np.float32(over[1] - over[0])
        first = np.float32(over[0] / (over[1] - over[0]))
        return _ease((self.x - start[0]) * way[0] + ((self.y - start[1]) * way[1] - first))

    def fade(self, share: Fraction) -> None:
        """Multiply the part by 0..1, in place."""
        if self.layer.size:
            level = cv2.convertScaleAbs(share, alpha=255)
            self.layer[:] = cv2.multiply(self.layer, cv2.merge([level] * 4), scale=1 / 255)


def _ease(share: Fraction) -> Fraction:
    t = np.clip(share, 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)
