"""One depth plane of the stage and how paint is laid on it: where a point is, what covers what.

Stage units: the wide view of the stage is 1.0 high and ``aspect`` wide; x grows to the right, y
grows downwards, (0, 0) is the top left corner of the wide view. A plane covers what the camera can
see of one depth, with a margin, at the resolution of the shot: no painter thinks in pixels.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import Alpha, BgrFrame, RgbaImage
from generation.engines.puppet.pigment import as_bytes, scaled, tinted, triple

Colour = tuple[int, int, int]
"""Red, green, blue, 0..255. Painters speak RGB; only pixels in memory are BGR."""

Point = tuple[float, float]
"""(x, y) in stage units."""


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


class Plane:
    """A plane being painted: premultiplied BGR and its alpha, both uint8."""

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
        self._shift = np.array(self._origin, np.float32)
        self.bgr: BgrFrame = np.zeros((self.height, self.width, 3), np.uint8)
        self.alpha: Alpha = np.full((self.height, self.width), 255 if opaque else 0, np.uint8)

    # -- where things are -------------------------------------------------------------------

    def px(self, points: Iterable[Point]) -> npt.NDArray[np.float32]:
        """Return ``(n, 2)`` canvas pixels of stage points."""
        array = np.array(list(points), np.float32).reshape(-1, 2)
        array *= np.float32(self.scale)
        array += self._shift
        return array

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

    def lay(self, other: Plane, alpha: float = 1.0) -> None:
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
