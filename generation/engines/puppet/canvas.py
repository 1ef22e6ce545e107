"""A canvas that set painters draw on, in stage units. It knows nothing of what a set is.

Stage units: the wide view of the stage is 1.0 high and ``aspect`` wide; x grows to the right, y
grows downwards, (0, 0) is the top left corner of the wide view. A canvas covers what the camera can
see of one depth plane, with a margin, at the resolution of the shot: no painter thinks in pixels.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import Alpha, BgrFrame, RgbaImage
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

Colour = tuple[int, int, int]
"""Red, green, blue, 0..255. Painters speak RGB; only pixels in memory are BGR."""

Point = tuple[float, float]
"""(x, y) in stage units."""

DRAWABLE_PX = 16000  # OpenCV's fixed point coordinates end at 32767


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Where the camera stands for one shot.

    Attributes:
        width_px: Width of the picture.
        height_px: Height of the picture; one stage unit at zoom 1.
        zoom: 1 shows the whole stage height; 2 shows half of it.
        centre: Point of the actor plane in the middle of the picture.
        margin_px: Extra pixels on each side that the camera may travel into.
    """

    width_px: int
    height_px: int
    zoom: float = 1.0
    centre: Point | None = None
    margin_px: int = 48

    @property
    def aspect(self) -> float:
        """Width of the wide view in stage units."""
        return self.width_px / self.height_px

    def scale(self, depth: float) -> float:
        """Pixels per stage unit on the plane at ``depth`` (0 sky .. 1 actors .. 1.6 lens)."""
        return (1.0 + (self.zoom - 1.0) * depth) * self.height_px

    def project(self, point: Point, depth: float = 1.0) -> Point:
        """Return the pixel in the picture where ``point`` on the plane at ``depth`` is seen."""
        home = (self.aspect / 2, 0.5)
        centre = self.centre or home
        scale = self.scale(depth)
        x = (point[0] - home[0] - (centre[0] - home[0]) * depth) * scale + self.width_px / 2
        y = (point[1] - home[1] - (centre[1] - home[1]) * depth) * scale + self.height_px / 2
        return x, y


class Canvas:
    """One depth plane being painted: premultiplied BGR and its alpha, both uint8."""

    def __init__(self, view: View, depth: float, *, opaque: bool = False, seed: int = 0) -> None:
        """Make an empty plane at ``depth``; an ``opaque`` one starts black."""
        self.view = view
        self.depth = depth
        self.seed = seed
        self.scale = view.scale(depth)
        margin = view.margin_px
        self.width, self.height = view.width_px + 2 * margin, view.height_px + 2 * margin
        origin = view.project((0.0, 0.0), depth)
        self._origin = (origin[0] + margin, origin[1] + margin)
        self.bgr: BgrFrame = np.zeros((self.height, self.width, 3), np.uint8)
        self.alpha: Alpha = np.full((self.height, self.width), 255 if opaque else 0, np.uint8)

    # -- where things are -------------------------------------------------------------------

    def px(self, points: Iterable[Point]) -> npt.NDArray[np.float32]:
        """Return ``(n, 2)`` canvas pixels of stage points."""
        array = np.asarray(list(points), np.float32).reshape(-1, 2)
        return np.asarray(array * self.scale + np.asarray(self._origin), np.float32)

    def stage_y(self) -> npt.NDArray[np.float32]:
        """Return ``(height, 1)`` stage y of every pixel row."""
        rows = np.arange(self.height, dtype=np.float32)[:, None]
        return (rows - np.float32(self._origin[1])) / np.float32(self.scale)

    def stage_x(self) -> npt.NDArray[np.float32]:
        """Return ``(1, width)`` stage x of every pixel column."""
        columns = np.arange(self.width, dtype=np.float32)[None, :]
        return (columns - np.float32(self._origin[0])) / np.float32(self.scale)

    @property
    def span(self) -> tuple[float, float]:
        """Stage x of the left and right edge of the canvas."""
        left = -self._origin[0] / self.scale
        return left, left + self.width / self.scale

    @property
    def extent(self) -> tuple[float, float]:
        """Stage y of the upper and lower edge of the canvas."""
        top = -self._origin[1] / self.scale
        return top, top + self.height / self.scale

    @property
    def unit(self) -> float:
        """Stage units of this plane that fill the height of the picture, whatever the zoom."""
        return self.view.height_px / self.scale

    def at_frame(self, u: float, v: float) -> Point:
        """Return the stage point seen at ``u`` of the picture's width and ``v`` of its height."""
        margin = self.view.margin_px
        x = (u * self.view.width_px + margin - self._origin[0]) / self.scale
        return x, (v * self.view.height_px + margin - self._origin[1]) / self.scale

    def rng(self, purpose: str) -> np.random.Generator:
        """Return the seeded generator for one purpose: the same things in the same places."""
        return np.random.default_rng([self.seed, zlib.crc32(purpose.encode())])

    # -- laying paint -----------------------------------------------------------------------

    def paint(self, mask: Alpha, colour: Colour, x0: int = 0, y0: int = 0) -> None:
        """Lay ``colour`` through ``mask`` (0..255) whose top left pixel is (x0, y0)."""
        clipped = self._clip(mask.shape[1], mask.shape[0], x0, y0)
        if clipped is None:
            return
        (rows, columns), source = clipped
        cover = np.ascontiguousarray(mask[source])
        used = np.flatnonzero(cv2.reduce(cover, 1, cv2.REDUCE_MAX))
        if used.size == 0:
            return
        first, last = int(used[0]), int(used[-1]) + 1
        cover = cover[first:last]
        band = slice(rows.start + first, rows.start + last)
        self._over((band, columns), tinted(cover, colour), cover)

    def paste(self, rgba: RgbaImage, x_px: float, y_px: float) -> None:
        """Lay a straight-alpha RGBA picture with its top left at canvas pixel (x_px, y_px)."""
        clipped = self._clip(rgba.shape[1], rgba.shape[0], round(x_px), round(y_px))
        if clipped is None:
            return
        target, source = clipped
        part = rgba[source]
        cover = np.ascontiguousarray(part[..., 3])
        colour = as_bytes(cv2.cvtColor(np.ascontiguousarray(part[..., :3]), cv2.COLOR_RGB2BGR))
        self._over(target, scaled(colour, triple(cover)), cover)

    def lay(self, other: Canvas, alpha: float = 1.0) -> None:
        """Lay another canvas of the same plane over this one."""
        if alpha < 1.0:
            bgr, cover = (
                as_bytes(cv2.convertScaleAbs(p, alpha=alpha)) for p in (other.bgr, other.alpha)
            )
        else:
            bgr, cover = other.bgr, other.alpha
        rows = np.flatnonzero(cover.any(axis=1))
        if rows.size:
            band = (slice(int(rows[0]), int(rows[-1]) + 1), slice(0, self.width))
            self._over(band, bgr[band], cover[band])

    def _over(self, target: tuple[slice, slice], bgr: BgrFrame, cover: Alpha) -> None:
        inverse = as_bytes(cv2.bitwise_not(cover))
        self.bgr[target] = cv2.add(scaled(self.bgr[target], triple(inverse)), bgr)
        self.alpha[target] = cv2.add(scaled(self.alpha[target], inverse), cover)

    def _clip(
        self, width: int, height: int, x0: int, y0: int
    ) -> tuple[tuple[slice, slice], tuple[slice, slice]] | None:
        left, top = max(x0, 0), max(y0, 0)
        right, bottom = min(x0 + width, self.width), min(y0 + height, self.height)
        if left >= right or top >= bottom:
            return None
        target = (slice(top, bottom), slice(left, right))
        source = (slice(top - y0, bottom - y0), slice(left - x0, right - x0))
        return target, source

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
        turns = np.linspace(0, 2 * np.pi, 49)[:-1]
        tilt = np.radians(angle)
        a, b = np.cos(turns) * radii[0], np.sin(turns) * radii[1]
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
        low = np.floor(pixels.min(0)).astype(int) - pad
        high = np.ceil(pixels.max(0)).astype(int) + pad
        x0, y0 = max(int(low[0]), -pad), max(int(low[1]), -pad)
        x1, y1 = min(int(high[0]), self.width + pad), min(int(high[1]), self.height + pad)
        if x1 <= x0 or y1 <= y0:
            return
        pixels = np.clip(pixels, -DRAWABLE_PX, DRAWABLE_PX).astype(np.float32)
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
        origin = (self.span[0] / periods[0], self.extent[0] / periods[1])
        stride = coarse / self.scale
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
        self.view, self.scale, self._origin = view, grown.scale, grown._origin
        self.width, self.height = size

    def blur(self, radius: float) -> None:
        """Blur the whole plane by ``radius`` stage units (depth of field)."""
        sigma = radius * self.scale
        if sigma < 0.3:
            return
        self.bgr[:] = blurred(self.bgr, sigma)
        self.alpha[:] = blurred(self.alpha, sigma)
