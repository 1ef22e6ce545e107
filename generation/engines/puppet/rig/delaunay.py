"""Delaunay triangulation that keeps given edges and leaves given holes empty. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

import cv2
import numpy as np
import numpy.typing as npt
from scipy.spatial import Delaunay

Edge = tuple[int, int]
Points = npt.NDArray[np.float64]
Triangles = npt.NDArray[np.int32]

MAX_FLIPS = 400  # far above what one missing edge of a face needs; ends on degenerate input


def _edge(a: int, b: int) -> Edge:
    return (a, b) if a < b else (b, a)


def _side(points: Points, a: int, b: int, c: int) -> float:
    (ax, ay), (bx, by), (cx, cy) = points[a], points[b], points[c]
    return float((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))


def _cross(points: Points, one: Edge, two: Edge) -> bool:
    if set(one) & set(two):
        return False
    return (
        _side(points, *one, two[0]) * _side(points, *one, two[1]) < 0
        and _side(points, *two, one[0]) * _side(points, *two, one[1]) < 0
    )


class _Mesh:
    """Edges with the one or two points opposite to them."""

    def __init__(self, points: Points, simplices: Iterable[Sequence[int]]) -> None:
        self.points = points
        self.apexes: dict[Edge, set[int]] = {}
        for simplex in simplices:
            for pair in combinations([int(i) for i in simplex], 2):
                (apex,) = {int(i) for i in simplex} - set(pair)
                self.apexes.setdefault(_edge(*pair), set()).add(apex)

    def flip(self, old: Edge) -> Edge:
        """Replace a diagonal of a convex quadrilateral by the other one."""
        c, d = old
        p, q = sorted(self.apexes.pop(old))
        for a, b, gone, new in ((c, p, d, q), (d, p, c, q), (c, q, d, p), (d, q, c, p)):
            apexes = self.apexes[_edge(a, b)]
            apexes.discard(gone)
            apexes.add(new)
        self.apexes[p, q] = {c, d}
        return p, q

    def force(self, wanted: Edge) -> None:
        """Flip whatever crosses ``wanted`` until it is an edge (Sloan 1993)."""
        if wanted in self.apexes:
            return
        queue = sorted(e for e in self.apexes if _cross(self.points, e, wanted))
        for _ in range(MAX_FLIPS):
            if not queue:
                return
            crossing = queue.pop(0)
            diagonal = tuple(sorted(self.apexes[crossing]))
            if len(diagonal) < 2 or not _cross(self.points, crossing, (diagonal[0], diagonal[1])):
                queue.append(crossing)
                continue
            new = self.flip(crossing)
            if _cross(self.points, new, wanted):
                queue.append(new)

    def triangles(self) -> list[tuple[int, int, int]]:
        """Every triangle once, in a fixed order."""
        found = {
            tuple(sorted((*pair, apex))) for pair, apexes in self.apexes.items() for apex in apexes
        }
        return sorted((a, b, c) for a, b, c in found)


def triangulate(points: Points, holes: Sequence[Sequence[int]]) -> Triangles:
    """Triangulate ``points`` ``(n, 2)``; each hole is a closed ring of indices that stays empty.

    Returns:
        ``(m, 3)`` int32 indices, sorted.
    """
    simplices = np.sort(Delaunay(points).simplices, axis=1)
    wanted = [_edge(a, b) for ring in holes for a, b in pairwise((*ring, ring[0]))]
    pairs = np.concatenate([simplices[:, [0, 1]], simplices[:, [1, 2]], simplices[:, [0, 2]]])
    present = set(map(tuple, pairs.tolist()))
    if not present.issuperset(wanted):
        mesh = _Mesh(points, simplices.tolist())
        for edge in wanted:
            mesh.force(edge)
        simplices = np.array(mesh.triangles())
    triangles = simplices[np.lexsort(simplices.T[::-1])].astype(np.int32)
    centres = points[triangles].mean(1)
    keep = np.ones(len(triangles), bool)
    for ring in holes:
        outline = points[list(ring)].astype(np.float32)
        near = ((centres > outline.min(0)) & (centres < outline.max(0))).all(1)
        for i in np.flatnonzero(near):
            x, y = centres[i].tolist()
            keep[i] &= cv2.pointPolygonTest(outline, (x, y), measureDist=False) < 0
    return triangles[keep]
