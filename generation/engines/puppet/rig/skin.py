"""The textured mesh of one head: what a pose moves, kept, and what a face moves, redrawn.

Knows triangles and pixels, not muscles: eyes and mouth are painted on top by `head`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import BgrFrame
from generation.engines.puppet.rig.delaunay import Triangles
from generation.engines.puppet.rig.openings import NO_MAP
from generation.engines.puppet.rig.raster import rasterise
from generation.engines.puppet.sprite import Window

F32 = npt.NDArray[np.float32]
Bgra = npt.NDArray[np.uint8]

GRID_PX: Final = ((180.0, 2), (420.0, 3), (float("inf"), 4))
"""Face height up to, pixels between points of the face's map."""
COARSE: Final = 4  # the surroundings' map is this much wider meshed: their triangles are large
BAND_ROWS: Final = 4  # coarse rows that share one horizontal extent when the layer is laid
FACE_MARGIN: Final = 0.01  # face heights around the triangles that a region redraws


@dataclass(slots=True, kw_only=True)
class Region:
    """Triangles that one group of bases moves, and the points that bound them."""

    triangles: Triangles
    points: npt.NDArray[np.int64]


@dataclass(slots=True, kw_only=True)
class Held:
    """The layer as drawn for one pose, and what its regions show now.

    Attributes:
        bgr: Premultiplied colour of the layer.
        inv: Inverted coverage of the layer.
        coarse: Map of the rows that move, one point every ``COARSE`` steps.
        fine: Map of the face's box, one point every step; holds the regions as last drawn.
        origin: Top left of ``fine`` in steps.
        boxes: What each region redraws.
        bands: Windows of the layer that hold anything.
        shown: What each region shows, as the bytes of what moved it.
    """

    bgr: BgrFrame
    inv: BgrFrame
    coarse: F32
    fine: F32
    origin: tuple[int, int] = (0, 0)
    boxes: list[Window] = field(default_factory=list)
    bands: list[Window] = field(default_factory=list)
    shown: list[bytes] = field(default_factory=list)


class Scratch:
    """Named buffers of one thread, grown when needed."""

    def __init__(self) -> None:
        self._floats: dict[str, F32] = {}
        self._bytes = np.empty(0, np.uint8)

    def floats(self, name: str, height: int, width: int) -> F32:
        """Return ``(height, width, 2)`` float32 with arbitrary content."""
        need = height * width * 2
        flat = self._floats.get(name)
        if flat is None or flat.size < need:
            flat = self._floats[name] = np.empty(need, np.float32)
        return flat[:need].reshape(height, width, 2)

    def bgra(self, height: int, width: int) -> Bgra:
        """Return ``(height, width, 4)`` uint8 with arbitrary content."""
        need = height * width * 4
        if self._bytes.size < need:
            self._bytes = np.empty(need, np.uint8)
        return self._bytes[:need].reshape(height, width, 4)


class Skin:
    """Draws the mesh of one head; immutable after construction."""

    def __init__(
        self,
        texture: Bgra,
        texture_at: F32,
        triangles: Triangles,
        regions: tuple[Region, ...],
        *,
        face_px: float,
        moving_rows: int,
    ) -> None:
        """Keep what drawing needs.

        Args:
            texture: ``(h, w, 4)`` premultiplied; the layer has the same size.
            texture_at: ``(n, 2)`` position of each vertex in the texture.
            triangles: The whole mesh in drawing order.
            regions: Parts of it that faces move; no vertex that one moves belongs to another.
            face_px: Face height in pixels.
            moving_rows: First row of the layer from which nothing ever moves.
        """
        self._texture, self._texture_at = texture, texture_at
        self._triangles, self._regions = triangles, regions
        self._margin = FACE_MARGIN * face_px
        self.step = next(step for limit, step in GRID_PX if face_px <= limit)
        self.size = (texture.shape[1], texture.shape[0])
        self._cell = self.step * COARSE
        self._rows = min(self.size[1], -(-moving_rows // self._cell) * self._cell)
        solid = (texture[..., 3] > 0).astype(np.uint8)
        filled = np.asarray(cv2.dilate(solid, np.ones((3, 3), np.uint8)), np.uint8)
        reach = 2 * self._cell + 1
        self._occupied = np.asarray(cv2.dilate(filled, np.ones((reach, reach), np.uint8)), np.uint8)
        self._still_bands = list(self._bands_of_rest(filled))

    def _bands_of_rest(self, filled: npt.NDArray[np.uint8]) -> Iterator[Window]:
        tall = self._cell * BAND_ROWS
        for top in range(self._rows, self.size[1], tall):
            columns = np.nonzero(filled[top : top + tall].any(0))[0]
            if len(columns):
                bottom = min(top + tall, self.size[1])
                yield int(columns[0]), top, int(columns[-1]) + 1, bottom

    def blank(self) -> Held:
        """A new layer; the rows that never move are final."""
        width, height = self.size
        bgr, inv = np.empty((height, width, 3), np.uint8), np.empty((height, width, 3), np.uint8)
        split(self._texture, bgr, inv)
        shape = (self._rows // self._cell + 2, width // self._cell + 2, 2)
        return Held(
            bgr=bgr,
            inv=inv,
            coarse=np.empty(shape, np.float32),
            fine=np.empty((0, 0, 2), np.float32),
        )

    def turn(self, scratch: Scratch, held: Held, xy: F32) -> None:
        """Draw everything but the regions for vertices ``xy`` ``(n, 2)`` of a face at rest."""
        rows, columns = held.coarse.shape[:2]
        held.coarse[..., 0] = np.arange(columns, dtype=np.float32) * self._cell
        held.coarse[..., 1] = np.arange(rows, dtype=np.float32)[:, None] * self._cell
        rasterise(self._triangles, xy / np.float32(self._cell), self._texture_at, held.coarse)
        held.bgr[: self._rows], held.inv[: self._rows] = 0, 255
        held.bands = list(self._bands(held.coarse))
        held.boxes = [self._box(xy[region.points]) for region in self._regions]
        held.shown = [b""] * len(self._regions)
        self._open_face(held)
        for band in held.bands:
            for rect in _outside(band, held.boxes):
                self._fetch(scratch, held, rect, held.coarse, (0, 0), self._cell)
        held.bands += self._still_bands

    def _bands(self, coarse: F32) -> Iterator[Window]:
        """Horizontal extents of what is not transparent, from the map itself."""
        seen = cv2.remap(
            self._occupied, coarse, NO_MAP, cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT
        )
        for row in range(0, self._rows // self._cell, BAND_ROWS):
            columns = np.nonzero(seen[row : row + BAND_ROWS + 1].any(0))[0]
            if len(columns):
                left = max(0, (int(columns[0]) - 1) * self._cell)
                right = min(self.size[0], (int(columns[-1]) + 1) * self._cell)
                bottom = min((row + BAND_ROWS) * self._cell, self._rows)
                yield left, row * self._cell, right, bottom

    def _box(self, near: F32) -> Window:
        low = np.floor((near.min(0) - self._margin) / self._cell).astype(int) * self._cell
        high = np.ceil((near.max(0) + self._margin) / self._cell).astype(int) * self._cell
        x0, y0 = max(0, int(low[0])), max(0, int(low[1]))
        return x0, y0, min(self.size[0], int(high[0])), min(self._rows, int(high[1]))

    def _open_face(self, held: Held) -> None:
        """Bring the coarse map of the face's box to the fine grid."""
        x0, y0 = (min(box[i] for box in held.boxes) for i in (0, 1))
        x1, y1 = (max(box[i] for box in held.boxes) for i in (2, 3))
        left, top = x0 // self._cell, y0 // self._cell
        columns, rows = -(-x1 // self._cell) - left, -(-y1 // self._cell) - top
        part = held.coarse[top : top + rows + 1, left : left + columns + 1]
        size = (columns * COARSE + 1, rows * COARSE + 1)
        scale = np.array([[COARSE, 0, 0], [0, COARSE, 0]], np.float32)
        held.fine = np.asarray(
            cv2.warpAffine(
                part, scale, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
            ),
            np.float32,
        )
        held.origin = (left * COARSE, top * COARSE)

    def move(self, held: Held, region: int, xy: F32) -> None:
        """Put one region's triangles at ``xy`` into the map; `redraw` makes it visible."""
        grid = xy / np.float32(self.step) - np.array(held.origin, np.float32)
        rasterise(self._regions[region].triangles, grid, self._texture_at, held.fine)

    def redraw(self, scratch: Scratch, held: Held, region: int) -> F32:
        """Draw one region's box; returns where its pixels look, good until its next call."""
        name = f"region {region}"
        return self._fetch(
            scratch, held, held.boxes[region], held.fine, held.origin, self.step, name
        )

    def _fetch(
        self,
        scratch: Scratch,
        held: Held,
        rect: Window,
        lookup: F32,
        origin: tuple[int, int],
        step: int,
        name: str = "surroundings",
    ) -> F32:
        """Fill ``rect`` through ``lookup``, whose first point lies ``origin`` steps in."""
        x0, y0, x1, y1 = rect
        width, height = x1 - x0, y1 - y0
        left, top = x0 // step, y0 // step
        part = lookup[
            top - origin[1] : -(-y1 // step) + 1 - origin[1],
            left - origin[0] : -(-x1 // step) + 1 - origin[0],
        ]
        where = scratch.floats(name, height, width)
        scale = np.array([[step, 0, left * step - x0], [0, step, top * step - y0]], np.float32)
        size = (width, height)
        cv2.warpAffine(
            part, scale, size, dst=where, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        bgra = scratch.bgra(height, width)
        cv2.remap(
            self._texture, where, NO_MAP, cv2.INTER_LINEAR, dst=bgra, borderMode=cv2.BORDER_CONSTANT
        )
        split(bgra, held.bgr[y0:y1, x0:x1], held.inv[y0:y1, x0:x1])
        return where


def split(bgra: Bgra, bgr: BgrFrame, inv: BgrFrame) -> None:
    """Part a premultiplied picture into colour and inverted coverage, in place."""
    cv2.cvtColor(bgra, cv2.COLOR_BGRA2BGR, dst=bgr)
    cover = cv2.bitwise_not(cv2.extractChannel(bgra, 3))
    cv2.cvtColor(cover, cv2.COLOR_GRAY2BGR, dst=inv)


def _outside(rect: Window, holes: list[Window]) -> list[Window]:
    """Parts of ``rect`` that lie in none of ``holes``."""
    rest = [rect]
    for hx0, hy0, hx1, hy1 in holes:
        parts = []
        for x0, y0, x1, y1 in rest:
            top, bottom = min(max(hy0, y0), y1), max(min(hy1, y1), y0)
            if top >= bottom:
                parts.append((x0, y0, x1, y1))
                continue
            left, right = min(max(hx0, x0), x1), max(min(hx1, x1), x0)
            parts += [(x0, y0, x1, top), (x0, bottom, x1, y1)]
            parts += [(x0, top, left, bottom), (right, top, x1, bottom)]
        rest = [p for p in parts if p[2] > p[0] and p[3] > p[1]]
    return rest
