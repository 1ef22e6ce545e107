"""Where does each cell of a grid look in the texture, for a mesh whose triangles never change.

Not a renderer: the result is a coarse map that OpenCV enlarges and applies.
"""

from __future__ import annotations

from itertools import permutations

import numpy as np
import numpy.typing as npt

from generation.engines.puppet.rig.delaunay import Triangles

F32 = npt.NDArray[np.float32]
C64 = npt.NDArray[np.complex64]
I64 = npt.NDArray[np.int64]

EDGE_SLACK = np.float32(1e-3)  # cells; neighbours both cover their common edge, so no cell is lost
FLAT_AREA = 1e-6  # square cells; thinner triangles cover nothing
TINY = np.float32(1e-6)


def _orders() -> list[tuple[int, int, int]]:
    """The order of three corners by height for each outcome of comparing 0>1, 1>2, 0>2."""
    found = [(0, 1, 2)] * 8
    for order in permutations(range(3)):
        rank = [order.index(corner) for corner in range(3)]
        code = (rank[0] > rank[1]) + 2 * (rank[1] > rank[2]) + 4 * (rank[0] > rank[2])
        found[code] = (order[0], order[1], order[2])
    return found


_ORDERS = np.array(_orders())


class Raster:
    """Triangles of one mesh and where their corners lie in the texture; immutable.

    Pairs of coordinates are kept as complex numbers: numpy is ten times slower on arrays whose last
    axis is two long.
    """

    def __init__(self, triangles: Triangles, uv: F32) -> None:
        """Keep what no movement changes.

        Args:
            triangles: ``(m, 3)`` vertex indices.
            uv: ``(n, 2)`` vertex positions in the texture, pixels.
        """
        turned = triangles[:, _ORDERS].reshape(-1, 3)  # every triangle in all eight orders
        self._corners = np.ascontiguousarray(triangles.T, np.int64)
        self._turned = np.ascontiguousarray(turned, np.int64)
        place = np.ascontiguousarray(uv, np.float32).view(np.complex64)[:, 0]
        self._uv = place[self._turned]
        self._first = np.arange(len(triangles), dtype=np.int64) * len(_ORDERS)

    def draw(self, xy: F32, out: F32) -> None:
        """Write the texture position of every covered grid point; later triangles win.

        Args:
            xy: ``(n, 2)`` vertex positions in grid units (grid point (0, 0) is ``out[0, 0]``).
            out: ``(h, w, 2)`` float32, C order; points that no triangle covers stay as they are.
        """
        height, width = out.shape[:2]
        y = xy[:, 1][self._corners]
        order = self._first + (y[0] > y[1]) + 2 * (y[1] > y[2]) + 4 * (y[0] > y[2])
        corner = xy[self._turned.take(order, axis=0)].reshape(-1, 6)
        edges, first, rows = _edges(corner, height)
        at_zero, per_x, per_y = _gradients(corner, self._uv.take(order, axis=0), rows)
        total = int(rows.sum())
        if total == 0:
            return
        triangle = np.repeat(np.arange(len(rows)), rows)
        ends = np.cumsum(rows)
        row = np.arange(total) + (first - ends + rows).take(triangle)
        left, cells = _spans(edges.take(triangle, axis=0), row.astype(np.float32), width)
        step = per_x.take(triangle)
        start = at_zero.take(triangle) + per_y.take(triangle) * row.astype(np.float32)
        start += step * left.astype(np.float32)
        before = np.cumsum(cells) - cells
        span = np.repeat(np.arange(total), cells)
        index = np.arange(len(span))
        value = step.take(span)
        value *= (index - before.take(span)).astype(np.float32)
        value += start.take(span)
        index += (row * width + left - before).take(span)
        out.reshape(-1, 2).view(np.complex64)[:, 0][index] = value


def _edges(corner: F32, height: int) -> tuple[F32, I64, I64]:
    """Edges ``(m, 8)`` of triangles with ``corner`` ``(m, 6)``, their first row and their rows."""
    ax, ay, bx, by, cx, cy = corner.T
    table = np.empty((len(corner), 8), np.float32)
    table[:, :4] = corner[:, :4]
    table[:, 4] = (cx - ax) / np.maximum(cy - ay, TINY)
    table[:, 5] = (bx - ax) / np.maximum(by - ay, TINY)
    table[:, 7] = cy - by
    table[:, 6] = (cx - bx) / np.maximum(table[:, 7], TINY)
    first = np.maximum(np.ceil(ay - EDGE_SLACK), 0).astype(np.int64)
    last = np.minimum(np.floor(cy + EDGE_SLACK), height - 1).astype(np.int64)
    return table, first, np.maximum(last - first + 1, 0)


def _gradients(corner: F32, place: C64, rows: I64) -> tuple[C64, C64, C64]:
    """Texture position at the grid's origin, per column, per row; flat triangles lose ``rows``."""
    ax, ay, bx, by, cx, cy = corner.T
    ux, uy, vx, vy = bx - ax, by - ay, cx - ax, cy - ay
    area = ux * vy - vx * uy
    flat = np.abs(area) < FLAT_AREA
    rows[flat], area[flat] = 0, 1
    q = place[:, 0]
    one, two = (place[:, 1] - q) / area, (place[:, 2] - q) / area
    per_x, per_y = one * vy - two * uy, two * ux - one * vx
    return q - per_x * ax - per_y * ay, per_x, per_y


def _spans(edges: F32, y: F32, width: int) -> tuple[I64, I64]:
    """First cell and number of cells of each row ``y`` of triangles with ``edges`` ``(n, 8)``."""
    ax, ay, bx, by, long, upper, lower, fall = edges.T
    down = np.maximum(y - ay, 0)
    side_a = ax + down * long
    past = y - by
    side_b = np.where(past < 0, ax + down * upper, bx + np.minimum(past, fall) * lower)
    left = np.maximum(np.ceil(np.minimum(side_a, side_b) - EDGE_SLACK), 0).astype(np.int64)
    right = np.minimum(np.floor(np.maximum(side_a, side_b) + EDGE_SLACK), width - 1)
    return left, np.maximum(right.astype(np.int64) - left + 1, 0)
