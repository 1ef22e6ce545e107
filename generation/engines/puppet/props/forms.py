"""A brush that gives outlines volume, light and grain. It draws on a Canvas and knows no objects.

Shading follows the outline: the blurred mask of a shape is read as its height, and the slope of
that height against the light picks a colour from a ramp (shadow, body, highlight). Everything
after the small relief field is uint8, so a form costs a fraction of a millisecond.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import Alpha, BgrFrame
from generation.engines.puppet.canvas import Canvas, Colour, Point
from generation.engines.puppet.pigment import SUBPIXEL_BITS, as_bytes
from generation.engines.puppet.props.outlines import oval, rounded

TEXTURE_PX = 512
RELIEF_PX = 160  # longest side of a relief field: volume holds no finer detail
MAX_SHADOW_PX = 4096  # a shadow wider than that lies mostly outside every picture
DRAWABLE_PX = 2000  # outlines end this far outside the picture: fixed point holds 2^15 pixels
GRAIN = 0.16  # share of the ramp that brush strokes move through


@dataclass(frozen=True, slots=True, kw_only=True)
class Tint:
    """Light on forms: ``key`` and ``shadow`` are what white becomes in light and in shade.

    ``side`` is -1 for light from the left, 1 from the right.
    """

    key: Colour = (255, 246, 232)
    shadow: Colour = (104, 92, 128)
    side: float = -0.7


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return the colour ``share`` of the way from ``first`` to ``second``."""
    return (
        round(first[0] + (second[0] - first[0]) * share),
        round(first[1] + (second[1] - first[1]) * share),
        round(first[2] + (second[2] - first[2]) * share),
    )


def times(first: Colour, second: Colour) -> Colour:
    """Return the product of two colours (a colour seen in a coloured light)."""
    return (
        first[0] * second[0] // 255,
        first[1] * second[1] // 255,
        first[2] * second[2] // 255,
    )


@lru_cache(maxsize=1)
def brush_texture() -> Alpha:
    """Return a tile of uint8 brush strokes around 128: blotches, slanted hairs, paper tooth."""
    rng = np.random.default_rng([7, zlib.crc32(b"brush")])
    white = rng.standard_normal((TEXTURE_PX, TEXTURE_PX)).astype(np.float32)
    stroke = np.zeros((31, 31), np.float32)
    cv2.line(stroke, (2, 20), (28, 10), 1.0, 1, cv2.LINE_AA)
    padded = np.pad(white, 64, mode="wrap")
    hairs = cv2.filter2D(padded, -1, stroke / stroke.sum())
    blotches = cv2.GaussianBlur(padded, (0, 0), 14)
    total = np.zeros_like(padded)
    for field, weight in ((hairs, 0.42), (blotches, 0.5), (padded, 0.1)):
        total += weight * field / field.std()
    inner = total[64:-64, 64:-64]
    # the tails of the noise are folded in: a patch of three sigma would read as dirt
    return as_bytes((128 + 74 * np.tanh(inner / inner.std() / 1.7)).astype(np.uint8))


@lru_cache(maxsize=4)
def _tiled(copies: int) -> Alpha:
    return np.tile(brush_texture(), (copies, copies))


def texture(height: int, width: int, x: int = 0, y: int = 0) -> Alpha:
    """Return a ``(height, width)`` piece of the brush texture that starts at (x, y)."""
    whole = _tiled(2 + max(height, width) // TEXTURE_PX)
    left, top = x % TEXTURE_PX, y % TEXTURE_PX
    return as_bytes(whole[top : top + height, left : left + width])


@lru_cache(maxsize=512)
def ramp(colour: Colour, tint: Tint, gloss: float) -> npt.NDArray[np.uint8]:
    """Return ``(256, 1, 3)`` BGR from shadow over the body colour to the highlight."""
    base = np.array(times(colour, tint.key), np.float32)
    dark = np.array(times(colour, tint.shadow), np.float32) * np.float32(0.92)
    shine = np.array(tint.key, np.float32)
    light = base + (shine - base) * (0.30 + 0.55 * gloss)
    level = np.linspace(0, 1, 256, dtype=np.float32)[:, None]
    low = np.clip(level / 0.52, 0, 1) ** 1.15
    high = np.clip((level - 0.55) / 0.45, 0, 1) ** (1.2 + 2.4 * gloss)
    colours = (dark + (base - dark) * low) + (light - base) * high
    return as_bytes(np.clip(colours[:, ::-1], 0, 255).astype(np.uint8)).reshape(256, 1, 3)


def relief(mask: Alpha, bulge_px: float, side: float, fall: float) -> Alpha:
    """Return how lit every pixel of a shape is, 0..255, from the slope of its blurred mask."""
    height, width = mask.shape
    shrink = max(1.0, max(height, width) / RELIEF_PX, bulge_px / 10)
    size = (max(2, round(width / shrink)), max(2, round(height / shrink)))
    small = cv2.resize(mask, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    sigma = max(0.8, bulge_px / shrink)
    cv2.GaussianBlur(small, (0, 0), sigma, dst=small, borderType=cv2.BORDER_REPLICATE)
    lit = cv2.Sobel(small, cv2.CV_32F, 1, 0) * (-side * 0.8)
    lit += cv2.Sobel(small, cv2.CV_32F, 0, 1) * 0.9
    lit *= 1.15 * sigma / 8
    lit += np.linspace(142 + 70 * fall, 142 - 70 * fall, size[1], dtype=np.float32)[:, None]
    np.clip(lit, 0, 255, out=lit)
    whole = cv2.resize(lit.astype(np.uint8), (width, height), interpolation=cv2.INTER_LINEAR)
    return as_bytes(whole)


def lay(canvas: Canvas, patch: BgrFrame, mask: Alpha, x0: int, y0: int) -> None:
    """Lay coloured pixels through ``mask``; both are clipped to the canvas."""
    left, top = max(x0, 0), max(y0, 0)
    right = min(x0 + mask.shape[1], canvas.width)
    bottom = min(y0 + mask.shape[0], canvas.height)
    if left >= right or top >= bottom:
        return
    source = (slice(top - y0, bottom - y0), slice(left - x0, right - x0))
    cover = mask[source]
    solid = cv2.merge([cover] * 3)
    under = canvas.bgr[top:bottom, left:right]
    light = cv2.multiply(patch[source], solid, scale=1 / 255)
    kept = cv2.multiply(under, cv2.bitwise_not(solid), scale=1 / 255)
    cv2.add(kept, light, dst=kept)
    canvas.bgr[top:bottom, left:right] = kept
    plane = canvas.alpha[top:bottom, left:right]
    rest = cv2.multiply(plane, cv2.bitwise_not(cover), scale=1 / 255)
    canvas.alpha[top:bottom, left:right] = cv2.add(rest, cover)


class Brush:
    """Draws shaded forms on one canvas under one light.

    Its own units are stage units, or any others: (0, 0) lies at the stage point ``origin`` and one
    unit is ``unit`` stage units long. So a thing is drawn once and stands anywhere, at any size.
    """

    def __init__(
        self,
        canvas: Canvas,
        tint: Tint,
        origin: Point = (0.0, 0.0),
        unit: float = 1.0,
        *,
        shadows: bool = True,
    ) -> None:
        """Take the canvas, the light, the place of the coordinates, and whether shadows fall."""
        self.shadows = shadows
        self.canvas = canvas
        self.tint = tint
        self.origin = origin
        self.unit = unit
        self.scale = canvas.scale * unit

    def place(self, point: Point) -> Point:
        """Return the stage point of one of this brush's points."""
        return self.origin[0] + point[0] * self.unit, self.origin[1] + point[1] * self.unit

    def at(self, origin: Point, unit: float) -> Brush:
        """Return a brush with its (0, 0) at this one's ``origin``, ``unit`` of these units long."""
        place, size = self.place(origin), self.unit * unit
        return Brush(self.canvas, self.tint, place, size, shadows=self.shadows)

    def px(self, points: Sequence[Point]) -> npt.NDArray[np.float32]:
        """Return ``(n, 2)`` canvas pixels."""
        return self.canvas.px([self.place(point) for point in points])

    # -- flat paint -------------------------------------------------------------------------

    def flat(
        self, points: Sequence[Point], colour: Colour, alpha: float = 1.0, soften: float = 0.0
    ) -> None:
        """Fill an outline without volume."""
        placed = [self.place(point) for point in points]
        self.canvas.polygon(placed, colour, alpha, soften * self.unit)

    def disc(
        self,
        centre: Point,
        radii: Point,
        colour: Colour,
        alpha: float = 1.0,
        *,
        angle: float = 0.0,
        soften: float = 0.0,
    ) -> None:
        """Fill an ellipse without volume."""
        self.flat(oval(centre, radii, angle), colour, alpha, soften)

    def stroke(
        self,
        points: Sequence[Point],
        width: float,
        colour: Colour,
        alpha: float = 1.0,
        soften: float = 0.0,
    ) -> None:
        """Draw a line without volume."""
        placed = [self.place(point) for point in points]
        self.canvas.line(placed, width * self.unit, colour, alpha, soften * self.unit)

    def ink(
        self, mask: Alpha, centre: Point, colour: Colour, *, chalk: float = 0.0, alpha: float = 1.0
    ) -> None:
        """Paint a lettering mask around ``centre``; ``chalk`` lets the ground through."""
        height, width = mask.shape
        if chalk > 0:
            tooth = texture(height, width, width * 7, height * 3).astype(np.float32)
            holes = np.clip((tooth - 70) / 60 + (1 - chalk), 0.15, 1)
            mask = (mask * holes).astype(np.uint8)
        if alpha < 1:
            mask = scaled_mask(mask, alpha)
        x, y = self.px([centre])[0]
        self.canvas.paint(mask, colour, round(x - width / 2), round(y - height / 2))

    def shadow(self, centre: Point, radii: Point, strength: float = 0.5) -> None:
        """Lay a soft dark ellipse: the shadow under a thing."""
        if self.shadows:
            self.haze(
                centre, radii, times((70, 58, 84), self.tint.shadow), min(1.0, strength * 1.3)
            )

    def haze(self, centre: Point, radii: Point, colour: Colour, strength: float = 0.5) -> None:
        """Lay a soft ellipse of ``colour`` that fades to nothing a little outside ``radii``."""
        middle = self.px([centre])[0]
        width, height = radii[0] * self.scale * 1.3, radii[1] * self.scale * 1.5
        size = (max(2, round(2 * width)), max(2, round(2 * height)))
        if min(width, height) < 1 or max(size) > MAX_SHADOW_PX:
            return
        stain = cv2.resize(soft_disc(), size, interpolation=cv2.INTER_LINEAR)
        place = round(middle[0] - width), round(middle[1] - height)
        self.canvas.paint(scaled_mask(as_bytes(stain), strength), colour, *place)

    # -- volume -----------------------------------------------------------------------------

    def form(
        self,
        points: Sequence[Point],
        colour: Colour,
        *,
        bulge: float = 0.02,
        gloss: float = 0.0,
        alpha: float = 1.0,
        fall: float = 0.15,
        grain: float = 1.0,
    ) -> None:
        """Fill an outline with volume.

        Args:
            points: The outline.
            colour: Body colour in white light.
            bulge: How far in the edge is round: small is a bevel, large a cushion.
            gloss: 0 felt .. 1 porcelain.
            alpha: Opacity.
            fall: How much darker the foot is than the head; negative the other way round.
            grain: Strength of the brush strokes.
        """
        place = self._mask(self.px(points), None)
        if place is None:
            return
        mask, x0, y0 = place
        lit = relief(mask, bulge * self.scale, self.tint.side, fall)
        if grain > 0:
            share = GRAIN * grain * (1 - 0.55 * gloss)
            strokes = texture(mask.shape[0], mask.shape[1], x0 + 64, y0 + 64)
            cv2.addWeighted(lit, 1.0, strokes, share, -128 * share, dst=lit)
        if alpha < 1:
            mask = scaled_mask(mask, alpha)
        patch = as_bytes(cv2.applyColorMap(lit, ramp(colour, self.tint, gloss)))
        lay(self.canvas, patch, mask, x0, y0)

    def rod(
        self,
        points: Sequence[Point],
        width: float,
        colour: Colour,
        *,
        gloss: float = 0.1,
        alpha: float = 1.0,
    ) -> None:
        """Stroke a line that is round like a rod."""
        thickness = max(1, round(width * self.scale))
        place = self._mask(self.px(points), thickness)
        if place is None:
            return
        mask, x0, y0 = place
        lit = relief(mask, width * 0.4 * self.scale, self.tint.side, 0.0)
        if alpha < 1:
            mask = scaled_mask(mask, alpha)
        patch = as_bytes(cv2.applyColorMap(lit, ramp(colour, self.tint, gloss)))
        lay(self.canvas, patch, mask, x0, y0)

    def ball(
        self,
        centre: Point,
        radii: Point,
        colour: Colour,
        *,
        angle: float = 0.0,
        gloss: float = 0.1,
        alpha: float = 1.0,
        fall: float = 0.35,
    ) -> None:
        """Fill an ellipse like a ball."""
        outline = oval(centre, radii, angle)
        self.form(outline, colour, bulge=min(radii) * 0.55, gloss=gloss, alpha=alpha, fall=fall)

    def slab(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        colour: Colour,
        *,
        corner: float = 0.004,
        bulge: float = 0.006,
        gloss: float = 0.0,
        alpha: float = 1.0,
        fall: float = 0.15,
        grain: float = 1.0,
    ) -> None:
        """Fill an upright box with round corners and a lit edge."""
        outline = rounded(left, top, right, bottom, corner)
        self.form(outline, colour, bulge=bulge, gloss=gloss, alpha=alpha, fall=fall, grain=grain)

    def _mask(
        self, pixels: npt.NDArray[np.float32], thickness: int | None
    ) -> tuple[Alpha, int, int] | None:
        """Return the mask of a shape and its place; what lies far outside the canvas is cut off."""
        pad = 2 + (thickness or 0) // 2
        reach = pad + 8
        size = (self.canvas.width + reach, self.canvas.height + reach)
        low = np.maximum(np.floor(pixels.min(0)).astype(int) - pad, -reach)
        high = np.minimum(np.ceil(pixels.max(0)).astype(int) + pad, size)
        if (high <= low).any():
            return None
        x0, y0 = int(low[0]), int(low[1])
        mask = np.zeros((int(high[1]) - y0, int(high[0]) - x0), np.uint8)
        near = np.clip(pixels - low, -DRAWABLE_PX, DRAWABLE_PX)
        fixed = np.round(near * (1 << SUBPIXEL_BITS)).astype(np.int32)
        if thickness is None:
            cv2.fillPoly(mask, [fixed], 255, cv2.LINE_AA, SUBPIXEL_BITS)
        else:
            cv2.polylines(
                mask, [fixed], isClosed=False, color=255, thickness=thickness,
                lineType=cv2.LINE_AA, shift=SUBPIXEL_BITS,
            )  # fmt: skip
        return mask, x0, y0


def scaled_mask(mask: Alpha, share: float) -> Alpha:
    """Return a mask that covers ``share`` as much."""
    return as_bytes(cv2.convertScaleAbs(mask, alpha=share))


@lru_cache(maxsize=1)
def soft_disc() -> Alpha:
    """Return a 96x96 disc that fades from 255 in the middle to 0 at the rim."""
    axis = np.linspace(-1, 1, 96, dtype=np.float32)
    far = np.sqrt(axis[:, None] ** 2 + axis[None, :] ** 2)
    falloff = np.clip(1 - far, 0, 1)
    return as_bytes((255 * falloff * falloff * (3 - 2 * falloff)).astype(np.uint8))
