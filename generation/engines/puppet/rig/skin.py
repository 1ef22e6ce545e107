"""The textured mesh of one head: what a pose moves, kept, and what a face moves, redrawn.

Knows triangles and pixels, not muscles: eyes and mouth are painted on top by `head`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import BgrFrame
from generation.engines.puppet.rig.openings import NO_MAP
from generation.engines.puppet.rig.parts import LOWER, UPPER, Part
from generation.engines.puppet.rig.raster import Raster
from generation.engines.puppet.rig.topology import Mesh, outline
from generation.engines.puppet.sprite import Window, split

F32 = npt.NDArray[np.float32]
Bgra = npt.NDArray[np.uint8]

OPAQUE: Final = 255
GRID_PX: Final = ((200.0, 2), (float("inf"), 4))
"""Face height up to, pixels between points of the face's map; powers of two, so that a pixel gets
the same value from every box it lies in."""
COARSE: Final = 4  # the surroundings' map is this much wider meshed: their triangles are large
BAND_PX: Final = 192  # rows that share one horizontal extent when the layer is laid
FACE_MARGIN: Final = 0.01  # face heights around the triangles that a region redraws
LOOKS_BACK: Final = 4  # each leaves a third of the error at the steepest turn: 30 px become 0.2
BOTH: Final = 2  # of regions: the upper and the lower one in one go


@dataclass(slots=True, kw_only=True)
class Band:
    """Rows of the layer that are laid together.

    Attributes:
        whole: Everything in them that is not transparent.
        core: Part of it that is opaque; None where there is none.
        solid: Whether it still is: everywhere else, and in each region as last drawn.
    """

    whole: Window
    core: Window | None = None
    solid: list[bool] = field(default_factory=lambda: [True, True, True])

    def windows(self) -> Iterator[tuple[Window, bool]]:
        """Windows to lay, and whether they are opaque."""
        if self.core is None or not all(self.solid):
            yield self.whole, False
            return
        (left, top, right, bottom), (start, _, end, _) = self.whole, self.core
        yield self.core, True
        if left < start:
            yield (left, top, start, bottom), False
        if end < right:
            yield (end, top, right, bottom), False


@dataclass(slots=True, kw_only=True)
class Held:
    """The layer as drawn for one pose, and what its regions show now.

    Attributes:
        bgr: Premultiplied colour of the layer.
        inv: Inverted coverage of the layer.
        coarse: Map of the rows that move: a point in the middle of every cell of ``COARSE`` steps,
            and one cell more on each side; true outside the regions.
        fine: The same of the face's box, a cell a step; holds the regions as last drawn.
        origin: Top left cell of the face's box.
        boxes: What each region redraws, and both together.
        bands: What of the layer holds anything.
        shown: What each region shows, as the bytes of what moved it.
        places: Where the points of each region lie.
        painted: Windows that were painted on top of each region's skin.
    """

    bgr: BgrFrame
    inv: BgrFrame
    coarse: F32
    fine: F32
    origin: tuple[int, int] = (0, 0)
    boxes: list[Window] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)
    shown: list[bytes] = field(default_factory=list)
    places: dict[int, F32] = field(default_factory=dict)
    painted: list[list[Window]] = field(default_factory=list)


class Scratch:
    """Named buffers of one thread, grown when needed."""

    def __init__(self) -> None:
        self._floats: dict[int, F32] = {}
        self._bytes = np.empty(0, np.uint8)

    def floats(self, name: int, height: int, width: int) -> F32:
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
    """Draws the mesh of one head; immutable after construction.

    Attributes:
        rest: ``(k, 3)`` points of the head at rest, pixels, by whose places `turn` knows a pose.
        follow: ``(k,)`` how far each follows the head.
    """

    def __init__(
        self,
        texture: Bgra,
        mesh: Mesh,
        parts: Sequence[Part],
        *,
        rest: F32,
        follow: F32,
        face_px: float,
        moving_rows: int,
    ) -> None:
        """Keep what drawing needs.

        Args:
            texture: ``(h, w, 4)`` premultiplied; the layer has the same size.
            mesh: The whole head.
            parts: What faces move.
            rest: ``(n, 3)`` vertices of the mesh at rest, pixels.
            follow: ``(n,)`` how far each follows the head.
            face_px: Face height in pixels.
            moving_rows: First row of the layer from which nothing ever moves.
        """
        self._texture = texture
        upper, lower = parts
        both = np.concatenate([upper.triangles, lower.triangles + len(upper.points)])
        places = np.concatenate([upper.points, lower.points])
        self._parts = (
            *(Raster(p.triangles, mesh.texture_at[p.points]) for p in parts),
            Raster(both, mesh.texture_at[places]),
        )
        self._margin = FACE_MARGIN * face_px
        self.step = next(step for limit, step in GRID_PX if face_px <= limit)
        self.size = (texture.shape[1], texture.shape[0])
        self._cell = self.step * COARSE
        self._rows = min(self.size[1], -(-moving_rows // self._cell) * self._cell)
        self._grid = self._middles()
        nodes = self._nodes(mesh, rest, follow)
        outlines = [part.points[outline(part.triangles)] for part in parts]
        self._ends = np.cumsum([len(nodes), *(len(points) for points in outlines)])
        found = [nodes, *(np.column_stack([rest[p], follow[p]]) for p in outlines)]
        points = np.concatenate(found).astype(np.float32)
        self.rest, self.follow = points[:, :3], np.ascontiguousarray(points[:, 3])
        alpha = texture[..., 3]
        filled = cv2.dilate((alpha > 0).astype(np.uint8), np.ones((3, 3), np.uint8))
        reach = np.ones((2 * self._cell + 1,) * 2, np.uint8)
        solid = cv2.erode((alpha == OPAQUE).astype(np.uint8), reach)
        self._cover = np.asarray(cv2.merge([cv2.dilate(filled, reach), solid]), np.uint8)
        self._still_bands = list(self._bands_of_rest(alpha))

    def _middles(self) -> F32:
        """``(rows, columns, 2)`` middles of the coarse cells, pixels."""
        rows, columns = (-(-side // self._cell) + 2 for side in (self._rows, self.size[0]))
        middle = 0.5 * (self._cell - 1) - self._cell
        x, y = (np.arange(n, dtype=np.float32) * self._cell + middle for n in (columns, rows))
        return np.stack(np.meshgrid(x, y), -1)

    def _nodes(self, mesh: Mesh, rest: F32, follow: F32) -> F32:
        """``(rows * columns, 4)``: what rests where the texture's coarse cells are, and follows."""
        at = _cells(mesh.texture_at, self._cell, (0, 0))
        place, depth = self._grid.copy(), np.zeros_like(self._grid)
        Raster(mesh.triangles, rest[:, :2]).draw(at, place)
        Raster(mesh.triangles, np.column_stack([rest[:, 2], follow])).draw(at, depth)
        return np.concatenate([place, depth], axis=2).reshape(-1, 4)

    def _bands_of_rest(self, alpha: npt.NDArray[np.uint8]) -> Iterator[Band]:
        for top in range(self._rows, self.size[1], BAND_PX):
            bottom = min(top + BAND_PX, self.size[1])
            columns = np.nonzero(alpha[top:bottom].any(0))[0]
            if len(columns):
                core = _longest(alpha[top:bottom].min(0) == OPAQUE)
                yield Band(
                    whole=(int(columns[0]), top, int(columns[-1]) + 1, bottom),
                    core=None if core is None else (core[0], top, core[1], bottom),
                )

    def blank(self) -> Held:
        """A new layer; the rows that never move are final."""
        width, height = self.size
        bgr, inv = np.empty((height, width, 3), np.uint8), np.empty((height, width, 3), np.uint8)
        split(self._texture, bgr, inv)
        return Held(
            bgr=bgr,
            inv=inv,
            coarse=np.empty_like(self._grid),
            fine=np.empty((0, 0, 2), np.float32),
        )

    def turn(self, scratch: Scratch, held: Held, xy: F32) -> None:
        """Draw everything but the regions for a head whose points at rest now lie at ``xy``."""
        nodes, *outlines = np.split(xy, self._ends[:-1])
        self._look_back(nodes, held.coarse)
        held.bgr[: self._rows], held.inv[: self._rows] = 0, OPAQUE
        held.bands = list(self._bands(held.coarse))
        upper, lower = (self._box(points) for points in outlines)
        held.boxes = [upper, lower, _around(upper, lower)]
        held.shown = [b""] * len(outlines)
        held.painted = [[] for _ in outlines]
        self._open_face(held)
        for band in held.bands:
            for rect in _outside(band.whole, held.boxes[BOTH]):
                self._fetch(scratch, held, rect, held.coarse, (0, 0), self._cell)
            if band.core is not None:
                parts = _outside(band.core, held.boxes[BOTH])
                band.solid[-1] = not any(held.inv[y0:y1, x0:x1].any() for x0, y0, x1, y1 in parts)
        held.bands += self._still_bands

    def _look_back(self, nodes: F32, coarse: F32) -> None:
        """Where each coarse cell looks in the texture whose cells have gone to ``nodes``.

        A fixed point: look where what comes here would be if it moved as what is there now.
        """
        moved = nodes.reshape(coarse.shape) - self._grid
        cv2.subtract(self._grid, moved, dst=coarse)
        for _ in range(LOOKS_BACK):
            at = _cells(coarse, self._cell, (0, 0))
            there = cv2.remap(moved, at, NO_MAP, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
            cv2.subtract(self._grid, there, dst=coarse)

    def _bands(self, coarse: F32) -> Iterator[Band]:
        """What is not transparent and what is opaque, read off the map itself."""
        cell, (width, _) = self._cell, self.size
        seen = cv2.remap(self._cover, coarse, NO_MAP, cv2.INTER_NEAREST)
        tall = max(1, BAND_PX // cell)
        for row in range(0, -(-self._rows // cell), tall):
            filled = seen[row : row + tall + 2, :, 0].any(0)
            columns = np.nonzero(filled)[0]
            if not len(columns):
                continue
            top, bottom = row * cell, min((row + tall) * cell, self._rows)
            left, right = max(0, (int(columns[0]) - 1) * cell), min(width, int(columns[-1]) * cell)
            core = _longest(seen[row : row + tall + 2, :, 1].min(0) > 0)
            start, end = (0, 0) if core is None else (core[0] * cell, (core[1] - 2) * cell)
            start, end = max(start, left), min(end, right)
            yield Band(
                whole=(left, top, right, bottom),
                core=(start, top, end, bottom) if end > start else None,
            )

    def _box(self, near: F32) -> Window:
        low = np.floor((near.min(0) - self._margin) / self._cell).astype(int) * self._cell
        high = np.ceil((near.max(0) + self._margin) / self._cell).astype(int) * self._cell
        x0, y0 = max(0, int(low[0])), max(0, int(low[1]))
        return x0, y0, min(self.size[0], int(high[0])), min(self._rows, int(high[1]))

    def _open_face(self, held: Held) -> None:
        """Bring the coarse map of the face's box to the fine grid."""
        x0, y0, x1, y1 = held.boxes[BOTH]
        left, top = x0 // self._cell, y0 // self._cell
        right, bottom = -(-x1 // self._cell), -(-y1 // self._cell)
        fine = _enlarged(held.coarse[top : bottom + 2, left : right + 2], COARSE)
        edge = COARSE - 1
        held.fine = np.ascontiguousarray(fine[edge:-edge, edge:-edge])
        held.origin = (left * COARSE, top * COARSE)

    def move(self, held: Held, region: int, xy: F32) -> None:
        """Put a region's points at ``xy`` into the map; `redraw` makes it visible."""
        self._parts[region].draw(_cells(xy, self.step, held.origin), held.fine)

    def redraw(self, scratch: Scratch, held: Held, region: int) -> F32:
        """Draw a region's box; returns where its pixels look, good until the next time."""
        x0, y0, x1, y1 = box = held.boxes[region]
        where, clear = self._fetch(scratch, held, box, held.fine, held.origin, self.step, region)
        for band in held.bands:
            if band.core is None:
                continue
            left, top, right, bottom = band.core
            left, top, right, bottom = max(left, x0), max(top, y0), min(right, x1), min(bottom, y1)
            if left < right and top < bottom:
                part = clear[top - y0 : bottom - y0, left - x0 : right - x0]
                solid = cv2.countNonZero(part) == 0
                for half in (UPPER, LOWER) if region == BOTH else (region,):
                    band.solid[half] = solid
        return where

    def _fetch(
        self,
        scratch: Scratch,
        held: Held,
        rect: Window,
        lookup: F32,
        origin: tuple[int, int],
        step: int,
        name: int = -1,
    ) -> tuple[F32, npt.NDArray[np.uint8]]:
        """Fill ``rect`` through ``lookup``, whose second cell is ``origin``.

        Returns where each pixel looks, and how transparent each one is.
        """
        x0, y0, x1, y1 = rect
        left, top = x0 // step, y0 // step
        part = lookup[
            top - origin[1] : -(-y1 // step) + 2 - origin[1],
            left - origin[0] : -(-x1 // step) + 2 - origin[0],
        ]
        size = ((part.shape[1]) * step, (part.shape[0]) * step)
        large = scratch.floats(name, size[1], size[0])
        cv2.resize(part, size, dst=large, interpolation=cv2.INTER_LINEAR)
        dx, dy = x0 - (left - 1) * step, y0 - (top - 1) * step
        where = large[dy : dy + y1 - y0, dx : dx + x1 - x0]
        bgra = scratch.bgra(y1 - y0, x1 - x0)
        cv2.remap(
            self._texture, where, NO_MAP, cv2.INTER_LINEAR, dst=bgra, borderMode=cv2.BORDER_CONSTANT
        )
        return where, split(bgra, held.bgr[y0:y1, x0:x1], held.inv[y0:y1, x0:x1])


def _cells(xy: F32, step: int, origin: tuple[int, int]) -> F32:
    """Pixels ``(n, 2)`` as positions in a map of cells, whose second cell is ``origin``."""
    middle = 0.5 * (step - 1)
    shift = np.array([1 - origin[0] - middle / step, 1 - origin[1] - middle / step], np.float32)
    return xy * np.float32(1 / step) + shift


def _enlarged(part: F32, times: int) -> F32:
    size = (part.shape[1] * times, part.shape[0] * times)
    return np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_LINEAR), np.float32)


def _longest(flags: npt.NDArray[np.bool_]) -> tuple[int, int] | None:
    """First and last plus one of the longest run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    if not len(edges):
        return None
    longest = int(np.argmax(edges[1::2] - edges[::2]))
    return int(edges[2 * longest]), int(edges[2 * longest + 1])


def _around(one: Window, two: Window) -> Window:
    """The box around two boxes."""
    return min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3])


def _outside(rect: Window, hole: Window) -> list[Window]:
    """Parts of ``rect`` that do not lie in ``hole``."""
    x0, y0, x1, y1 = rect
    top, bottom = min(max(hole[1], y0), y1), max(min(hole[3], y1), y0)
    if top >= bottom:
        return [rect]
    left, right = min(max(hole[0], x0), x1), max(min(hole[2], x1), x0)
    parts = [(x0, y0, x1, top), (x0, bottom, x1, y1), (x0, top, left, bottom)]
    parts.append((right, top, x1, bottom))
    return [p for p in parts if p[2] > p[0] and p[3] > p[1]]
