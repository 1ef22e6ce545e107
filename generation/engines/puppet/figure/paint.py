"""The one brush of everything drawn as a person: curves, soft masks, relief light. No anatomy.

A sheet is painted at twice its final size and shrunk once, so every edge is clean. Smooth things
(skin, cloth, hair's volume) are computed on a grid of a quarter of the painting size and grown.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import Alpha, RgbaImage, RgbImage
from generation.engines.puppet.figure.curves import Curve2, ribbon, vec
from generation.engines.puppet.figure.tints import Field, Rgb

SUPERSAMPLE = 2
COARSE = 4  # painting pixels a coarse cell
SUBPIXEL_BITS = 4
FAINT = 8  # alpha under which a colour is taken from its neighbours
SUBPIXEL = 1 << SUBPIXEL_BITS

KEY_FROM = np.asarray(
    [-0.46, -0.52, 0.72], np.float32
)  # towards the main light: above, left, in front
FILL_FROM = np.asarray([0.70, 0.05, 0.71], np.float32)


class Shape(NamedTuple):
    """A mask 0..255 whose top left pixel is (x, y) of the painting."""

    mask: Alpha
    x: int
    y: int


class Light(NamedTuple):
    """What light does on a relief, each 0..1: diffuse, gloss, rim, and how hollow a place is."""

    lit: Field
    gloss: Field
    rim: Field
    hollow: Field


def blur(field: Field, sigma: float) -> Field:
    """Blur by ``sigma`` cells; wide blurs work on a quarter of the size."""
    if sigma < 5 or min(field.shape) < 24:
        return np.asarray(cv2.GaussianBlur(field, (0, 0), max(sigma, 0.3)), np.float32)
    small = cv2.resize(field, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / 4)
    return np.asarray(cv2.resize(small, field.shape[::-1]), np.float32)


class Sheet:
    """A painting in the making. Units are the caller's; ``unit_px`` and ``origin`` place them."""

    def __init__(
        self,
        size_px: tuple[int, int],
        unit_px: float,
        origin: tuple[float, float],
        *,
        supersample: int = SUPERSAMPLE,
    ) -> None:
        """Make an empty sheet of (width, height) final pixels; ``origin`` is unit (0, 0) there."""
        self.width_px, self.height_px = (-(-side // COARSE) * COARSE for side in size_px)
        self.final = size_px
        self.unit_px = unit_px * supersample
        self.origin: Curve2 = vec(origin) * np.float32(supersample)
        high, wide = self.height_px * supersample, self.width_px * supersample
        self.rgb: RgbImage = np.zeros((high, wide, 3), np.uint8)
        self.alpha: Alpha = np.zeros((high, wide), np.uint8)
        cells_y = (np.arange(high // COARSE, dtype=np.float32) + 0.5) * COARSE
        cells_x = (np.arange(wide // COARSE, dtype=np.float32) + 0.5) * COARSE
        self.y = ((cells_y - self.origin[1]) / self.unit_px)[:, None].astype(np.float32)
        self.x = ((cells_x - self.origin[0]) / self.unit_px)[None, :].astype(np.float32)

    def part(self, curve: Curve2, pad: float = 1.0) -> Sheet:
        """Return a sheet on the same paint that covers ``curve`` and ``pad`` units around it."""
        room = self._room([curve], pad) or (0, 0, 4 * COARSE, 4 * COARSE)
        high, wide = self.alpha.shape
        x0, y0 = room[0] // COARSE, room[1] // COARSE
        x1 = min(max(-(-room[2] // COARSE), x0 + 4), wide // COARSE)
        y1 = min(max(-(-room[3] // COARSE), y0 + 4), high // COARSE)
        child = copy(self)
        spot = slice(y0 * COARSE, y1 * COARSE), slice(x0 * COARSE, x1 * COARSE)
        child.rgb, child.alpha = self.rgb[spot], self.alpha[spot]
        child.x, child.y = self.x[:, x0:x1], self.y[y0:y1]
        child.origin = self.origin - vec([x0 * COARSE, y0 * COARSE])
        return child

    def raised(self, units: float) -> Sheet:
        """Return a sheet on the same paint on which everything lies ``units`` higher."""
        child = copy(self)
        child.origin = self.origin - vec([0, units * self.unit_px])
        child.y = self.y + np.float32(units)
        return child

    @property
    def cell(self) -> float:
        """Side of a coarse cell in units."""
        return COARSE / self.unit_px

    def px(self, curve: Curve2) -> npt.NDArray[np.int32]:
        """Return painting pixels on OpenCV's 1/16 px grid."""
        at = (np.asarray(curve, np.float32) * np.float32(self.unit_px) + self.origin) * SUBPIXEL
        return np.round(at - SUBPIXEL / 2).astype(np.int32)

    # -- masks ------------------------------------------------------------------------------

    def _room(self, curves: Sequence[Curve2], pad: float) -> tuple[int, int, int, int] | None:
        """Return the clipped box in pixels around ``curves``; None when all is outside."""
        points = np.concatenate(curves) * self.unit_px + self.origin
        reach = pad * self.unit_px + 3
        x0, y0 = np.maximum(np.floor(points.min(0) - reach), 0).astype(int)
        x1, y1 = np.ceil(points.max(0) + reach).astype(int)
        x1, y1 = min(int(x1), self.rgb.shape[1]), min(int(y1), self.rgb.shape[0])
        return None if x1 <= x0 or y1 <= y0 else (int(x0), int(y0), x1, y1)

    def fill(self, curve: Curve2, *, soft: float = 0.0) -> Shape:
        """Return the inside of a closed curve, blurred by ``soft`` units."""
        room = self._room([curve], 2.5 * soft)
        if room is None:
            return Shape(np.zeros((1, 1), np.uint8), 0, 0)
        x0, y0, x1, y1 = room
        mask = np.zeros((y1 - y0, x1 - x0), np.uint8)
        points = self.px(curve) - np.asarray([x0 * SUBPIXEL, y0 * SUBPIXEL], np.int32)
        cv2.fillPoly(mask, [points], 255, cv2.LINE_AA, SUBPIXEL_BITS)
        return Shape(self._blurred(mask, soft), x0, y0)

    def stroke(
        self, curve: Curve2, widths: Sequence[float], *, soft: float = 0.0, value: int = 255
    ) -> Shape:
        """Return a line whose widths are spread evenly along it, pointed where 0."""
        shape = self.fill(ribbon(curve, widths), soft=soft)
        if value < 255:
            return Shape((shape.mask * (value / 255)).astype(np.uint8), shape.x, shape.y)
        return shape

    def _blurred(self, mask: Alpha, soft: float) -> Alpha:
        sigma = soft * self.unit_px
        if sigma < 0.4:
            return mask
        if sigma > 8:
            small = cv2.resize(mask, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
            small = cv2.GaussianBlur(small, (0, 0), sigma / 4)
            return np.asarray(cv2.resize(small, mask.shape[::-1]), np.uint8)
        return np.asarray(cv2.GaussianBlur(mask, (0, 0), sigma), np.uint8)

    def coarse(self, curve: Curve2, *, soft: float = 0.0) -> Field:
        """Return 0..1 on the coarse grid: the inside of a closed curve, blurred."""
        high, wide = self.rgb.shape[0] // COARSE, self.rgb.shape[1] // COARSE
        mask = np.zeros((high, wide), np.uint8)
        cv2.fillPoly(mask, [self.px(curve) // COARSE], 255, cv2.LINE_AA, SUBPIXEL_BITS)
        cover = mask.astype(np.float32) / np.float32(255)
        return blur(cover, soft / self.cell) if soft > 0 else cover

    def bump(self, x: float, y: float, wide: float, high: float) -> Field:
        """Return a Gaussian hill of height 1 at (x, y)."""
        across = np.exp(-(((self.x - x) / wide) ** 2))
        down = np.exp(-(((self.y - y) / high) ** 2))
        return np.asarray(across * down, np.float32)

    def pair(self, x: float, y: float, wide: float, high: float) -> Field:
        """Return hills at (x, y) and (-x, y)."""
        across = np.exp(-(((self.x - x) / wide) ** 2)) + np.exp(-(((self.x + x) / wide) ** 2))
        return np.asarray(across * np.exp(-(((self.y - y) / high) ** 2)), np.float32)

    # -- light ------------------------------------------------------------------------------

    def inflate(self, cover: Field, radius: float, height: float) -> Field:
        """Return a pillow over ``cover``: a quarter circle from its edge to ``radius`` inside."""
        inside = (cover > 0.5).astype(np.uint8)
        far = cv2.distanceTransform(inside, cv2.DIST_L2, 5) * np.float32(self.cell / radius)
        raised = np.sqrt(np.maximum(1 - (1 - np.minimum(far, 1)) ** 2, 0)) * np.float32(height)
        return blur(raised, max(0.12 * radius / self.cell, 0.5))

    def light(
        self, z: Field, *, wrap: float = 0.35, gloss: float = 24.0, reach: float = 1.6
    ) -> Light:
        """Light a height field: wrapped Lambert, Blinn gloss, a rim from the right, hollows."""
        dx = cv2.Sobel(z, cv2.CV_32F, 1, 0, ksize=3) / np.float32(8 * self.cell)
        dy = cv2.Sobel(z, cv2.CV_32F, 0, 1, ksize=3) / np.float32(8 * self.cell)
        norm = 1 / np.sqrt(dx * dx + dy * dy + 1)
        key = (-dx * KEY_FROM[0] - dy * KEY_FROM[1] + KEY_FROM[2]) * norm
        fill = (-dx * FILL_FROM[0] - dy * FILL_FROM[1] + FILL_FROM[2]) * norm
        lit = np.clip((key + wrap) / (1 + wrap), 0, 1) * 0.82 + np.clip(fill, 0, 1) * 0.18
        half = KEY_FROM + vec([0, 0, 1])
        half = half / np.float32(np.linalg.norm(half))
        shine = np.clip((-dx * half[0] - dy * half[1] + half[2]) * norm, 0, 1) ** gloss
        rim = np.clip(1 - norm, 0, 1) ** 2 * np.clip(-dx * norm, 0, 1)
        hollow = blur(z, reach / self.cell) - z
        return Light(lit, shine, rim, np.clip(hollow, 0, 1))

    # -- laying paint -----------------------------------------------------------------------

    def lay(self, shape: Shape, paint: Rgb | RgbImage, opacity: float = 1.0) -> None:
        """Lay a colour, or an image of the coarse grid, through ``shape``."""
        high, wide = shape.mask.shape
        if isinstance(paint, tuple):
            layer = np.empty((high, wide, 3), np.uint8)
            layer[:] = paint
        else:
            layer = self.grown(paint, shape)
        self.lay_fine(shape, layer, opacity)

    def grown(self, coarse: RgbImage, shape: Shape) -> RgbImage:
        """Return the part of a coarse image under ``shape`` at painting size."""
        high, wide = shape.mask.shape
        x0, y0 = max(shape.x // COARSE - 2, 0), max(shape.y // COARSE - 2, 0)
        x1, y1 = (shape.x + wide) // COARSE + 3, (shape.y + high) // COARSE + 3
        part = coarse[y0:y1, x0:x1]
        big = cv2.resize(part, None, fx=COARSE, fy=COARSE, interpolation=cv2.INTER_LINEAR)
        left, top = shape.x - COARSE * x0, shape.y - COARSE * y0
        return np.ascontiguousarray(big[top : top + high, left : left + wide])

    def lay_fine(self, shape: Shape, layer: RgbImage, opacity: float = 1.0) -> None:
        """Lay an image of the shape's own size through it."""
        mask = shape.mask
        if opacity < 1.0:
            mask = np.asarray(cv2.convertScaleAbs(mask, alpha=opacity), np.uint8)
        high, wide = mask.shape
        spot = slice(shape.y, shape.y + high), slice(shape.x, shape.x + wide)
        rest = cv2.bitwise_not(mask)
        over = cv2.multiply(layer, cv2.merge([mask] * 3), scale=1 / 255)
        under = cv2.multiply(self.rgb[spot], cv2.merge([rest] * 3), scale=1 / 255)
        self.rgb[spot] = cv2.add(over, under)
        self.alpha[spot] = cv2.add(mask, cv2.multiply(self.alpha[spot], rest, scale=1 / 255))

    def within(self, shape: Shape, other: Shape) -> Shape:
        """Return ``shape`` clipped to ``other``."""
        high, wide = shape.mask.shape
        frame = np.zeros((high, wide), np.uint8)
        x0, y0 = max(shape.x, other.x), max(shape.y, other.y)
        x1 = min(shape.x + wide, other.x + other.mask.shape[1])
        y1 = min(shape.y + high, other.y + other.mask.shape[0])
        if x1 > x0 and y1 > y0:
            a = shape.mask[y0 - shape.y : y1 - shape.y, x0 - shape.x : x1 - shape.x]
            b = other.mask[y0 - other.y : y1 - other.y, x0 - other.x : x1 - other.x]
            frame[y0 - shape.y : y1 - shape.y, x0 - shape.x : x1 - shape.x] = cv2.multiply(
                a, b, scale=1 / 255
            )
        return Shape(frame, shape.x, shape.y)

    def without(self, shape: Shape, other: Shape) -> Shape:
        """Return ``shape`` less ``other``."""
        cut = self.within(Shape(np.full_like(shape.mask, 255), shape.x, shape.y), other)
        return Shape(np.asarray(cv2.subtract(shape.mask, cut.mask), np.uint8), shape.x, shape.y)

    # -- finishing --------------------------------------------------------------------------

    def _shrunk(self) -> tuple[RgbImage, Alpha]:
        size = (self.width_px, self.height_px)
        rgb = cv2.resize(self.rgb, size, interpolation=cv2.INTER_AREA)
        alpha = cv2.resize(self.alpha, size, interpolation=cv2.INTER_AREA)
        wide, high = self.final
        return np.asarray(rgb[:high, :wide]), np.asarray(alpha[:high, :wide])

    def straight(self) -> RgbaImage:
        """Return the painting as straight RGBA; colours are carried on where alpha is 0."""
        rgb, alpha = self._shrunk()
        plain = cv2.divide(rgb, cv2.merge([np.maximum(alpha, 1)] * 3), scale=255)
        faint = alpha <= FAINT
        weight = np.where(faint, 0, 255).astype(np.uint8)
        near = cv2.blur(cv2.bitwise_and(plain, cv2.merge([weight] * 3)), (9, 9))
        share = cv2.blur(weight, (9, 9))
        carried = cv2.divide(near, cv2.merge([np.maximum(share, 1)] * 3), scale=255)
        np.copyto(plain, carried, where=faint[..., None])
        return np.dstack([plain, alpha])
