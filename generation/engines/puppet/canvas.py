"""A canvas that painters draw on, in stage units: shapes, fields, light, blur. It knows no set."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import Alpha, BgrFrame
from generation.engines.puppet import noise as fractal
from generation.engines.puppet.noise import Field
from generation.engines.puppet.pigment import (
    as_bytes,
    blurred,
    dither,
    draw,
    falloff,
    rounded,
    scaled,
    tinted,
    triple,
)
from generation.engines.puppet.plane import Colour as Colour
from generation.engines.puppet.plane import Plane
from generation.engines.puppet.plane import Point as Point
from generation.engines.puppet.plane import View as View

DRAWABLE_PX = 16000  # OpenCV's fixed point coordinates end at 32767


@cache
def circle(count: int) -> npt.NDArray[np.float64]:
    """Return x and y of so many points around the unit circle: ``(2, count)``."""
    turn = np.linspace(0, 2 * np.pi, count, endpoint=False)
    around = np.stack((np.cos(turn), np.sin(turn)))
    around.flags.writeable = False
    return around


class Canvas(Plane):
    """A plane with brushes."""

    # -- shapes -----------------------------------------------------------------------------

    def polygon(
        self, points: Sequence[Point], colour: Colour, alpha: float = 1.0, soften: float = 0.0
    ) -> None:
        """Fill a polygon; ``soften`` blurs its edge by that many stage units."""
        self._shape(self.px(points), colour, alpha, soften)

    def ellipse(
        self,
        centre: Point,
        radii: Point,
        colour: Colour,
        alpha: float = 1.0,
        *,
        angle: float = 0.0,
        soften: float = 0.0,
    ) -> None:
        """Fill an ellipse with stage radii, turned by ``angle`` degrees."""
        tilt = np.radians(angle)
        a, b = circle(48) * np.array(radii)[:, None]
        x = centre[0] + a * np.cos(tilt) - b * np.sin(tilt)
        y = centre[1] + a * np.sin(tilt) + b * np.cos(tilt)
        pixels = np.stack([x, y], -1) * self.scale + np.asarray(self._origin)
        self._shape(pixels.astype(np.float32), colour, alpha, soften)

    def line(
        self,
        points: Sequence[Point],
        width: float,
        colour: Colour,
        alpha: float = 1.0,
        soften: float = 0.0,
    ) -> None:
        """Stroke a polyline ``width`` stage units wide with round ends."""
        thickness = max(1, round(width * self.scale))
        self._shape(self.px(points), colour, alpha, soften, thickness=thickness)

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        colour: Colour,
        alpha: float = 1.0,
    ) -> None:
        """Fill an upright rectangle."""
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], colour, alpha)

    def _shape(
        self,
        pixels: npt.NDArray[np.float32],
        colour: Colour,
        alpha: float,
        soften: float,
        thickness: int | None = None,
    ) -> None:
        blur = soften * self.scale
        pad = int(2 + 3 * blur + (thickness or 0))
        (left, top), (right, bottom) = pixels.min(0).tolist(), pixels.max(0).tolist()
        if max(-left, -top, right, bottom) > DRAWABLE_PX:
            pixels = np.clip(pixels, -DRAWABLE_PX, DRAWABLE_PX).astype(np.float32)
        x0, y0 = max(int(left) - pad, -pad), max(int(top) - pad, -pad)
        x1 = min(int(right) + 1 + pad, self.width + pad)
        y1 = min(int(bottom) + 1 + pad, self.height + pad)
        if x1 <= x0 or y1 <= y0:
            return
        if alpha >= 1.0 and blur <= 0.5:
            # Anti-aliased drawing over premultiplied planes is exactly the "over" operator.
            draw(self.bgr, pixels, (colour[2], colour[1], colour[0]), thickness)
            draw(self.alpha, pixels, (255,), thickness)
            return
        mask = np.zeros((y1 - y0, x1 - x0), np.uint8)
        draw(mask, pixels - np.array((x0, y0), np.float32), (round(255 * alpha),), thickness)
        self.paint(blurred(mask, blur) if blur > 0.5 else mask, colour, x0, y0)

    # -- fields -----------------------------------------------------------------------------

    def gradient(self, stops: Sequence[tuple[float, Colour]], alpha: float = 1.0) -> None:
        """Fill the plane with a vertical gradient, dithered; stops are (stage y, colour)."""
        rows = self.stage_y()[:, 0]
        places = np.array([stop[0] for stop in stops], np.float32)
        colours = np.array([stop[1][::-1] for stop in stops], np.float32)
        ramp = np.stack([np.interp(rows, places, colours[:, c]) for c in range(3)], -1)
        grain = np.tile(dither(), (-(-self.height // 128), 1))[: self.height]
        strip = np.clip(ramp[:, None, :] + grain[..., None] * 1.6 + 0.5, 0, 255).astype(np.uint8)
        field = np.tile(strip, (1, -(-self.width // 128), 1))[:, : self.width]
        if alpha >= 1.0:
            self.bgr[:] = field
            self.alpha[:] = 255
            return
        self.bgr[:] = cv2.addWeighted(self.bgr, 1 - alpha, field, alpha, 0)
        self.alpha[:] = cv2.convertScaleAbs(self.alpha, alpha=1 - alpha, beta=255 * alpha)

    def noise(
        self,
        purpose: str,
        size: float,
        octaves: int = 4,
        *,
        stretch: float = 1.0,
        wraps: bool = False,
        coarse: int = 1,
    ) -> Field:
        """Return fractal noise 0..1 over the canvas.

        Args:
            purpose: Which noise; the same purpose is the same noise in every shot.
            size: Height of the largest blobs in stage units.
            octaves: 1 is smooth, 6 is rough.
            stretch: How many times wider than high the blobs are.
            wraps: Fit the noise to the canvas, so that a drifting layer shows no seam.
            coarse: Answer at 1/coarse of the canvas size (``blend`` and ``shade`` take it so).
        """
        periods = [size * stretch * fractal.CELLS, size * fractal.CELLS]
        if wraps:
            across = self.width / self.scale
            periods[0] = across / max(1, round(across / periods[0]))
        shape = (-(-self.height // coarse), -(-self.width // coarse))
        stride = coarse / self.scale
        inset = (coarse - 1) / 2 / self.scale  # the middle of a coarse pixel
        left, top = self.span[0] + inset, self.extent[0] + inset
        origin = (left / periods[0], top / periods[1])
        step = (stride / periods[0], stride / periods[1])
        seed = self.seed ^ zlib.crc32(purpose.encode())
        return fractal.sample(seed, octaves, origin, step, shape)

    def glow(self, centre: Point, radius: float, colour: Colour, strength: float = 1.0) -> None:
        """Add light that falls off smoothly from ``centre`` (screen blend, inside the paint)."""
        self.glow_oval(centre, (radius, radius), colour, strength)

    def glow_oval(self, centre: Point, radii: Point, colour: Colour, strength: float = 1.0) -> None:
        """Add light as ``glow`` does, with two radii: pools on the ground, streaks on water."""
        middle = self.px([centre])[0]
        reach = (max(radii[0] * self.scale, 1.0), max(radii[1] * self.scale, 1.0))
        x0, y0 = max(int(middle[0] - reach[0]), 0), max(int(middle[1] - reach[1]), 0)
        x1 = min(int(middle[0] + reach[0]) + 1, self.width)
        y1 = min(int(middle[1] + reach[1]) + 1, self.height)
        if x1 <= x0 or y1 <= y0:
            return
        step_x, step_y = 127.5 / reach[0], 127.5 / reach[1]
        warp = np.array(
            [
                [step_x, 0, 127.5 + (x0 - middle[0]) * step_x],
                [0, step_y, 127.5 + (y0 - middle[1]) * step_y],
            ],
            np.float32,
        )
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        spot = cv2.warpAffine(falloff(), warp, (x1 - x0, y1 - y0), flags=flags)
        mask = rounded(np.asarray(spot, np.float32) * np.float32(min(strength, 1.0)))
        self._screen((slice(y0, y1), slice(x0, x1)), tinted(mask, colour))

    def _screen(self, target: tuple[slice, slice], light: BgrFrame) -> None:
        dark = scaled(as_bytes(cv2.bitwise_not(self.bgr[target])), as_bytes(cv2.bitwise_not(light)))
        self.bgr[target] = cv2.min(as_bytes(cv2.bitwise_not(dark)), triple(self.alpha[target]))

    def light(self, mask: Field, colour: Colour) -> None:
        """Add ``colour`` as light where ``mask`` (0..1, any size) is set."""
        whole = (slice(0, self.height), slice(0, self.width))
        self._screen(whole, tinted(self._cover(mask), colour))

    def shade(self, mask: Field, colour: Colour) -> None:
        """Multiply what is painted towards ``colour`` where ``mask`` (0..1, any size) is set."""
        inverse: Colour = (255 - colour[0], 255 - colour[1], 255 - colour[2])
        factor = cv2.bitwise_not(tinted(self._cover(mask), inverse))
        self.bgr[:] = scaled(self.bgr, as_bytes(factor))

    def blend(self, mask: Field, colour: Colour, *, inside: bool = True) -> None:
        """Mix ``colour`` in by ``mask`` (0..1, any size); ``inside`` keeps the outline."""
        cover = self._cover(mask)
        self.paint(scaled(cover, self.alpha) if inside else cover, colour)

    def keep(self, mask: Field) -> None:
        """Thin out what is painted: where ``mask`` (0..1, any size) is 0 nothing is left."""
        cover = self._cover(mask)
        self.bgr[:] = scaled(self.bgr, triple(cover))
        self.alpha[:] = scaled(self.alpha, cover)

    def _cover(self, mask: Field) -> Alpha:
        """Return ``mask`` as 0..255 at the size of the canvas."""
        cover = rounded(np.asarray(mask, np.float32))
        if cover.shape == (self.height, self.width):
            return cover
        if cover.shape[1] == 1 and cover.shape[0] != self.height:
            cover = as_bytes(cv2.resize(cover, (1, self.height)))
        if 1 in cover.shape:
            return np.ascontiguousarray(np.broadcast_to(cover, (self.height, self.width)))
        size = (self.width, self.height)
        return as_bytes(cv2.resize(cover, size, interpolation=cv2.INTER_LINEAR))

    def fade(
        self, top: float, bottom: float, colour: Colour, alpha: float = 1.0, *, inside: bool = True
    ) -> None:
        """Mix ``colour`` in from 0 at stage y ``top`` to ``alpha`` at ``bottom`` and beyond.

        With ``top`` below ``bottom`` the colour comes from above.
        """
        share = np.clip((self.stage_y() - np.float32(top)) / np.float32(bottom - top), 0, 1)
        ramp = share * share * (3 - 2 * share) * np.float32(alpha)
        field = np.broadcast_to(ramp, (self.height, 128)).astype(np.float32)
        cover = np.tile(rounded(field), (1, -(-self.width // 128)))[:, : self.width]
        cover = np.ascontiguousarray(cover)
        self.paint(scaled(cover, self.alpha) if inside else cover, colour)

    def grain(self, strength: float = 0.05, size: float = 0.04) -> None:
        """Break flat paint with brush grain: brightness varies by about ±``strength``."""
        field = self.noise("grain", size, 6, stretch=1.6, coarse=2)
        level = cv2.convertScaleAbs(field, alpha=255 * strength * 2, beta=128 - 128 * strength * 2)
        level = cv2.resize(level, (self.width, self.height), interpolation=cv2.INTER_LINEAR)
        varied = cv2.multiply(self.bgr, triple(as_bytes(level)), scale=1 / 128)
        self.bgr[:] = cv2.min(as_bytes(varied), triple(self.alpha))

    def skyline(
        self,
        purpose: str,
        base: float,
        height: float,
        *,
        roughness: float = 0.5,
        width: float = 0.6,
        peaked: bool = False,
    ) -> list[Point]:
        """Return a mountain or hill line around y = ``base`` rising by ``height``, pixel-fine."""
        left, right = self.span
        count = max(2, int(self.width / 2.5))
        xs = np.linspace(left - 0.01, right + 0.01, count, dtype=np.float32)
        values = fractal.line(
            self.rng(purpose),
            xs,
            wavelength=width,
            roughness=roughness,
            finest=3 / self.scale,
            peaked=peaked,
        )
        ys = np.float32(base) - np.float32(height) * values
        return list(zip(xs.tolist(), ys.tolist(), strict=True))

    def ridge(
        self,
        purpose: str,
        base: float,
        height: float,
        colour: Colour,
        *,
        roughness: float = 0.5,
        width: float = 0.6,
        floor: float = 1.6,
        peaked: bool = False,
    ) -> list[Point]:
        """Fill below a mountain or hill line, see ``skyline``; return the line."""
        points = self.skyline(
            purpose, base, height, roughness=roughness, width=width, peaked=peaked
        )
        self.polygon([*points, (points[-1][0], floor), (points[0][0], floor)], colour)
        return points

    def enlarge(self, view: View) -> None:
        """Take a coarser painting of the same scene to the size of ``view``."""
        grown = Canvas(view, self.depth, seed=self.seed)
        size = (grown.width, grown.height)
        self.bgr = as_bytes(cv2.resize(self.bgr, size, interpolation=cv2.INTER_LINEAR))
        self.alpha = as_bytes(cv2.resize(self.alpha, size, interpolation=cv2.INTER_LINEAR))
        self.view, self.scale = view, grown.scale
        self._origin, self._shift = grown._origin, grown._shift
        self.width, self.height = size

    def blur(self, radius: float) -> None:
        """Blur the whole plane by ``radius`` stage units (depth of field)."""
        sigma = radius * self.scale
        if sigma < 0.3:
            return
        self.bgr[:] = blurred(self.bgr, sigma)
        self.alpha[:] = blurred(self.alpha, sigma)
