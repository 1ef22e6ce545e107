"""Outlines as lists of points: curves, ellipses, round-cornered boxes. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from generation.engines.puppet.canvas import Point, circle

_TURNS = np.arange(4)[:, None] * (np.pi / 2) + np.linspace(0, np.pi / 2, 9)
_QUARTERS = np.stack((np.cos(_TURNS), np.sin(_TURNS)))
"""x and y of nine points on each quarter of the unit circle: ``(2, 4, 9)``."""


def curve(points: Sequence[Point], *, steps: int = 6, closed: bool = True) -> list[Point]:
    """Return a Catmull-Rom curve through ``points``."""
    knots = np.asarray(points, np.float64)
    count = len(knots)
    if closed:
        a, b, c, d = (np.roll(knots, shift, 0) for shift in (1, 0, -1, -2))
    else:
        padded = np.vstack([knots[:1], knots, knots[-1:], knots[-1:]])
        a, b, c, d = (padded[shift : shift + count - 1] for shift in range(4))
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    path = 0.5 * (
        2 * b[:, None]
        + (c - a)[:, None] * t
        + (2 * a - 5 * b + 4 * c - d)[:, None] * t**2
        + (3 * b - a - 3 * c + d)[:, None] * t**3
    ).reshape(-1, 2)
    if not closed:
        path = np.vstack([path, knots[-1:]])
    return list(map(tuple, path.tolist()))


def oval(centre: Point, radii: Point, angle: float = 0.0, count: int = 56) -> list[Point]:
    """Return the outline of an ellipse turned by ``angle`` degrees."""
    tilt = np.radians(angle)
    x, y = circle(count) * np.array(radii)[:, None]
    xs = centre[0] + x * np.cos(tilt) - y * np.sin(tilt)
    ys = centre[1] + x * np.sin(tilt) + y * np.cos(tilt)
    return list(zip(xs.tolist(), ys.tolist(), strict=True))


def rounded(left: float, top: float, right: float, bottom: float, corner: float) -> list[Point]:
    """Return the outline of a box with round corners."""
    corner = min(corner, (right - left) / 2, (bottom - top) / 2)
    x, y = _QUARTERS * corner
    west, east, north, south = left + corner, right - corner, top + corner, bottom - corner
    xs = np.array((east, west, west, east))[:, None] + x
    ys = np.array((south, south, north, north))[:, None] + y
    return list(zip(xs.ravel().tolist(), ys.ravel().tolist(), strict=True))
