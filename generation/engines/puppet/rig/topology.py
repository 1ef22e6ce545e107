"""The fixed mesh of one head: 468 face points, bands along the lids, rings and a lattice around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from generation.engines.puppet.rig.delaunay import Triangles, triangulate
from generation.engines.puppet.rig.geometry import FaceAxes, gentle_depth
from generation.engines.puppet.rig.landmarks import (
    EYES,
    LIPS,
    LOWER_LIP,
    MOUTH_OUTLINE,
    OVAL,
    POINTS,
    UPPER_LIP,
)

F32 = npt.NDArray[np.float32]

LASH_BAND = 0.35  # part of the lid, from its edge, that moves as one: lashes are never stretched
RINGS = (0.07, 0.17)  # face heights outside the oval
LATTICE = 0.20  # face heights between the points of the outer lattice
HAIR_DEPTH = (0.55, 0.24)  # depth gained per distance from the oval, and its limit in face heights


@dataclass(frozen=True, slots=True, kw_only=True)
class Mesh:
    """Vertices of one head and the triangles between them, in drawing order.

    Attributes:
        points: ``(n, 3)`` float32; 0..467 FaceMesh, then the lash bands, then the surroundings.
        bands: Two ``(16,)`` index arrays: the lash band ring of the right and of the left eye.
        triangles: ``(m, 3)``; skin and surroundings first, then eyes, then the mouth.
        texture_at: ``(n, 2)`` float32 position of each vertex in the texture.
    """

    points: F32
    bands: tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]
    triangles: Triangles
    texture_at: F32


def _strip(one: Sequence[int], two: Sequence[int]) -> list[tuple[int, int, int]]:
    """Triangles between two open rows of equal length; shared ends give no empty triangle."""
    found = []
    for a, b, c, d in zip(one[:-1], one[1:], two[:-1], two[1:], strict=True):
        found += [t for t in ((a, b, c), (c, b, d)) if len(set(t)) == 3]
    return found


def _ring_strip(one: Sequence[int], two: Sequence[int]) -> list[tuple[int, int, int]]:
    return _strip((*one, one[0]), (*two, two[0]))


def _eye_triangles(
    edge: Sequence[int], band: Sequence[int], socket: Sequence[int]
) -> list[tuple[int, int, int]]:
    upper, lower = edge[0:9], (edge[0], *edge[:7:-1])
    return _strip(upper, lower) + _ring_strip(edge, band) + _ring_strip(band, socket)


def _mouth_triangles() -> list[tuple[int, int, int]]:
    found = _strip(UPPER_LIP[3], LOWER_LIP[3])
    for rows in (UPPER_LIP, LOWER_LIP):
        for outer, inner in pairwise(rows):
            found += _strip(outer, inner)
    return found


def _surroundings(face: F32, axes: FaceAxes, size: tuple[int, int]) -> F32:
    """Rings outside the oval and a lattice over the rest of the layer, ``(k, 3)``."""
    oval = face[list(OVAL)]
    centre = oval[:, :2].mean(0)
    ray = oval[:, :2] - centre
    ray /= np.linalg.norm(ray, axis=1, keepdims=True)
    rings = np.concatenate([oval[:, :2] + ray * (part * axes.height) for part in RINGS])
    step = LATTICE * axes.height
    columns, rows = (int(np.ceil(side / step)) + 4 for side in size)
    x, y = np.meshgrid(np.arange(columns) * step - 1.5 * step, np.arange(rows) * step - 1.5 * step)
    lattice = np.stack([x.ravel(), y.ravel()], 1).astype(np.float32)
    hull = cv2.convexHull(
        (centre + (oval[:, :2] - centre) + ray * RINGS[-1] * axes.height).astype(np.float32)
    )
    away = np.array(
        [-cv2.pointPolygonTest(hull, (float(p[0]), float(p[1])), measureDist=True) for p in lattice]
    )
    flat = np.concatenate([rings, lattice[away > 0.4 * step]]).astype(np.float32)
    apart = np.linalg.norm(flat[:, None] - oval[None, :, :2], axis=2)
    nearest = apart.argmin(1)
    slope, limit = HAIR_DEPTH
    depth = oval[nearest, 2] + np.minimum(apart.min(1) * slope, limit * axes.height)
    return np.concatenate([flat, depth[:, None].astype(np.float32)], 1)


def build_mesh(landmarks: F32, axes: FaceAxes, size: tuple[int, int]) -> Mesh:
    """Build the mesh over a layer of ``size`` (width, height) pixels.

    Args:
        landmarks: ``(468, 3)`` float32 in pixels of the layer.
        axes: Axes of the same landmarks.
        size: Width and height of the layer.
    """
    face = landmarks.copy()
    face[:, 2] = gentle_depth(face)
    bands = [face[list(e.edge)] * (1 - LASH_BAND) + face[list(e.socket)] * LASH_BAND for e in EYES]
    points = np.concatenate([face, *bands, _surroundings(face, axes, size)]).astype(np.float32)
    band_r, band_l = (np.arange(16, dtype=np.int32) + POINTS + 16 * i for i in range(2))
    inside = {i for e in EYES for i in e.edge} | (set(LIPS) - set(MOUTH_OUTLINE))
    inside |= {int(i) for band in (band_r, band_l) for i in band}
    kept = [i for i in range(len(points)) if i not in inside]
    place = {vertex: i for i, vertex in enumerate(kept)}
    holes = [[place[i] for i in ring] for ring in (MOUTH_OUTLINE, *(e.socket for e in EYES))]
    skin = np.array(kept, np.int32)[triangulate(points[kept, :2].astype(np.float64), holes)]
    inner: list[tuple[int, int, int]] = []
    for eye, band in zip(EYES, (band_r, band_l), strict=True):
        inner += _eye_triangles(eye.edge, band.tolist(), eye.socket)
    triangles = np.concatenate([skin, np.array(inner + _mouth_triangles(), np.int32)])
    return Mesh(
        points=points,
        bands=(band_r, band_l),
        triangles=np.ascontiguousarray(triangles, np.int32),
        texture_at=points[:, :2].copy(),
    )


def outline(triangles: Triangles) -> npt.NDArray[np.int64]:
    """Vertices on edges that only one of the triangles ``(m, 3)`` has."""
    edges = np.sort(triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    found, times = np.unique(edges, axis=0, return_counts=True)
    return np.unique(found[times == 1]).astype(np.int64)
