"""Outlines as lists of points: curves, ellipses, round-cornered boxes. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from generation.engines.puppet.canvas import Point


def curve(points: Sequence[Point], *, steps: int = 6, closed: bool = True) -> list[Point]:
    """Return a Catmull-Rom curve through ``points``."""
    knots = np.asarray(points, np.float64)
    count = len(knots)
    if closed:
        a, b, c, d = (np.roll(knots, shift, 0) for shift in (1, 0, -1, -2))
    else:
        padded = np.vstack([knots[:1], knots, knots[-1:], knots[-1:]])
        a, b, c, d = (padded[shift : shift + count - 1] for shift in range(4))
    out = []
    for t in np.linspace(0, 1, steps, endpoint=False):
        out.append(
            0.5
            * (
                2 * b
                + (c - a) * t
                + (2 * a - 5 * b + 4 * c - d) * t**2
                + (3 * b - a - 3 * c + d) * t**3
            )
        )
    path = np.stack(out, 1).reshape(-1, 2)
    if not closed:
        path = np.vstack([path, knots[-1:]])
    return [(float(x), float(y)) for x, y in path]


def oval(centre: Point, radii: Point, angle: float = 0.0, count: int = 56) -> list[Point]:
    """Return the outline of an ellipse turned by ``angle`` degrees."""
    turn = np.linspace(0, 2 * np.pi, count, endpoint=False)
    tilt = np.radians(angle)
    x, y = np.cos(turn) * radii[0], np.sin(turn) * radii[1]
    xs = centre[0] + x * np.cos(tilt) - y * np.sin(tilt)
    ys = centre[1] + x * np.sin(tilt) + y * np.cos(tilt)
    return [(float(a), float(b)) for a, b in zip(xs, ys, strict=True)]


def rounded(left: float, top: float, right: float, bottom: float, corner: float) -> list[Point]:
    """Return the outline of a box with round corners."""
    corner = min(corner, (right - left) / 2, (bottom - top) / 2)
    turn = np.linspace(0, np.pi / 2, 9)
    out: list[Point] = []
    for x, y, start in (
        (right - corner, bottom - corner, 0.0),
        (left + corner, bottom - corner, np.pi / 2),
        (left + corner, top + corner, np.pi),
        (right - corner, top + corner, 3 * np.pi / 2),
    ):
        out += [
            (float(x + corner * np.cos(start + a)), float(y + corner * np.sin(start + a)))
            for a in turn
        ]
    return out
