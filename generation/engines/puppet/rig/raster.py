"""Where does each cell of a grid look in the texture, for a mesh whose triangles never change.

Not a renderer: the result is a coarse map that OpenCV enlarges and applies.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from generation.engines.puppet.rig.delaunay import Triangles

F32 = npt.NDArray[np.float32]

EDGE_SLACK = np.float32(1e-3)  # cells; neighbours both cover their common edge, so no cell is lost
FLAT_AREA = 1e-6  # square cells; thinner triangles cover nothing


def rasterise(triangles: Triangles, xy: F32, uv: F32, out: F32) -> None:
    """Write the texture position of every covered grid point into ``out``; later triangles win.

    Args:
        triangles: ``(m, 3)`` vertex indices.
        xy: ``(n, 2)`` vertex positions in grid units (grid point (0, 0) is ``out[0, 0]``).
        uv: ``(n, 2)`` vertex positions in the texture, pixels.
        out: ``(h, w, 2)`` float32, C order; points that no triangle covers are left as they are.
    """
    height, width = out.shape[:2]
    corner = xy[triangles]
    order = np.argsort(corner[:, :, 1], axis=1)
    tri = np.take_along_axis(triangles, order, axis=1)
    p, q = xy[tri], uv[tri]
    ax, ay, bx, by, cx, cy = (p[:, i, j] for i in range(3) for j in range(2))
    area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
    first = np.maximum(np.ceil(ay - EDGE_SLACK), 0).astype(np.int32)
    last = np.minimum(np.floor(cy + EDGE_SLACK), height - 1).astype(np.int32)
    rows = np.maximum(last - first + 1, 0)
    rows[np.abs(area) < FLAT_AREA] = 0
    keep = rows > 0
    if not keep.any():
        return
    rows, first = rows[keep], first[keep]
    ax, ay, bx, by, cx, cy, area = (v[keep] for v in (ax, ay, bx, by, cx, cy, area))
    q = q[keep]
    f1, f2 = (q[:, 1] - q[:, 0]) / area[:, None], (q[:, 2] - q[:, 0]) / area[:, None]
    per_x = f1 * (cy - ay)[:, None] - f2 * (by - ay)[:, None]
    per_y = f2 * (bx - ax)[:, None] - f1 * (cx - ax)[:, None]
    at_zero = q[:, 0] - per_x * ax[:, None] - per_y * ay[:, None]

    def slope(dx: F32, dy: F32) -> F32:
        return np.asarray(dx / np.maximum(dy, np.float32(1e-6)), np.float32)

    long, upper, lower = slope(cx - ax, cy - ay), slope(bx - ax, by - ay), slope(cx - bx, cy - by)
    row = np.repeat(np.arange(len(rows), dtype=np.int32), rows)
    y = np.arange(len(row), dtype=np.int32) - np.repeat(np.cumsum(rows) - rows - first, rows)
    yf = y.astype(np.float32)
    side_a = ax[row] + np.clip(yf - ay[row], 0, None) * long[row]
    above = yf < by[row]
    side_b = np.where(
        above,
        ax[row] + np.clip(yf - ay[row], 0, None) * upper[row],
        bx[row] + np.minimum(yf - by[row], (cy - by)[row]) * lower[row],
    )
    left = np.maximum(np.ceil(np.minimum(side_a, side_b) - EDGE_SLACK), 0).astype(np.int32)
    right = np.minimum(np.floor(np.maximum(side_a, side_b) + EDGE_SLACK), width - 1).astype(
        np.int32
    )
    cells = np.maximum(right - left + 1, 0)
    span = np.repeat(np.arange(len(cells), dtype=np.int32), cells)
    x = np.arange(len(span), dtype=np.int32) - np.repeat(np.cumsum(cells) - cells - left, cells)
    start = at_zero[row] + per_y[row] * yf[:, None]
    value = per_x[row][span]
    value *= x[:, None].astype(np.float32)
    value += start[span]
    out.reshape(-1, 2)[(y * width)[span] + x] = value
