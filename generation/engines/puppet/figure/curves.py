"""Points and curves from which everything drawn as a person is cut. No paint."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Curve2 = npt.NDArray[np.float32]
"""``(n, 2)`` float32 points in the sheet's units, y down."""


def vec(values: npt.ArrayLike) -> Curve2:
    """Return points or a vector as float32."""
    return np.asarray(values, np.float32)


def smooth(points: npt.ArrayLike, *, closed: bool, steps: int = 10) -> Curve2:
    """Return a Catmull-Rom curve through ``points`` (Catmull and Rom 1974), ``steps`` a span."""
    knots = np.asarray(points, np.float32)
    if closed:
        padded = np.concatenate([knots[-1:], knots, knots[:2]])
    else:
        padded = np.concatenate([2 * knots[:1] - knots[1:2], knots, 2 * knots[-1:] - knots[-2:-1]])
    t = (np.arange(steps, dtype=np.float32) / steps)[:, None]
    spans = []
    for i in range(len(padded) - 3):
        a, b, c, d = padded[i : i + 4]
        spans.append(
            0.5
            * (
                2 * b
                + (c - a) * t
                + (2 * a - 5 * b + 4 * c - d) * t**2
                + (3 * b - a - 3 * c + d) * t**3
            )
        )
    if not closed:
        spans.append(knots[-1:])
    return np.concatenate(spans).astype(np.float32)


def ribbon(curve: Curve2, widths: Sequence[float]) -> Curve2:
    """Return the closed outline of a line whose ``widths`` are spread evenly along ``curve``."""
    along = np.linspace(0, 1, len(curve))
    half = np.interp(along, np.linspace(0, 1, len(widths)), widths) / 2
    tangent = np.gradient(curve, axis=0)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], 1)
    normal /= np.maximum(np.hypot(normal[:, 0], normal[:, 1]), 1e-6)[:, None]
    side = normal * half[:, None]
    return np.concatenate([curve + side, (curve - side)[::-1]]).astype(np.float32)


def mirrored(half: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Close a right half that runs from the top of the middle line to its bottom."""
    return [*half, *((-x, y) for x, y in reversed(half) if abs(x) > 1e-6)]
