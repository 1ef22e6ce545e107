"""The two halves of a face that move apart: their vertices, bases and places. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from generation.engines.puppet.rig.bases import BASE_NAMES, MOUTH_BASES
from generation.engines.puppet.rig.delaunay import Triangles
from generation.engines.puppet.rig.geometry import FaceAxes, HeadPose
from generation.engines.puppet.rig.landmarks import EYES, LOWER_LIP, UPPER_LID, UPPER_LIP
from generation.engines.puppet.rig.topology import Mesh

F32 = npt.NDArray[np.float32]
I64 = npt.NDArray[np.int64]

STILL = 0.0015  # face heights: points that no base moves further than this stay still
UPPER, LOWER = 0, 1  # brows and lids; mouth and jaw
GROUPS = tuple(
    np.array([i for i, name in enumerate(BASE_NAMES) if (name in MOUTH_BASES) == lower])
    for lower in (False, True)
)
"""Positions in a weight vector of the bases that move each half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One half.

    Attributes:
        group: Positions of its bases in a weight vector.
        points: Vertices of the head that bound its triangles.
        triangles: ``(m, 3)`` positions in ``points``.
        bases: ``(len(group), 2 n)`` displacement of those points, pixels.
        rest: ``(n + k, 3)`` the points, then anchors that turn with the head but never move.
        follow: ``(n + k,)`` how far each follows the head.
        meeting: Positions of points above and below that touch and never pass each other.
        down: ``(2,)`` from above to below.
    """

    group: I64
    points: I64
    triangles: Triangles
    bases: F32
    rest: F32
    follow: F32
    meeting: tuple[I64, I64]
    down: F32

    def at(self, vertices: Sequence[int]) -> I64:
        """Positions in `place`'s answer of vertices of the head."""
        return np.searchsorted(self.points, np.array(vertices))

    def place(self, axes: FaceAxes, weights: F32, pose: HeadPose) -> F32:
        """Where points and anchors ``(n + k, 2)`` lie in the layer."""
        points = self.rest.copy()
        count = len(self.points)
        points[:count, :2] += (weights[self.group] @ self.bases).reshape(count, 2)
        above, below = self.meeting
        gap = (points[below, :2] - points[above, :2]) @ self.down
        if gap.min() < 0:
            shift = np.minimum(gap, 0)[:, None] * self.down / 2
            points[above, :2] += shift
            points[below, :2] -= shift
        return axes.project(points, self.follow, pose)


def split_face(
    mesh: Mesh, rest: F32, bases: F32, axes: FaceAxes, anchors: tuple[F32, F32]
) -> tuple[Part, Part]:
    """Divide what moves into halves that share neither a moving vertex nor an edge.

    Args:
        mesh: The head.
        rest: ``(n, 3)`` its vertices at rest.
        bases: ``(len(BASE_NAMES), n, 2)``.
        axes: The face's own axes.
        anchors: ``(k, 3)`` points of each half that turn with the head.
    """
    moves = bases.copy()
    moves[:, np.linalg.norm(bases, axis=2).max(0) < STILL * axes.height] = 0
    triangles = mesh.triangles

    def touched(half: int) -> npt.NDArray[np.bool_]:
        moving = np.abs(moves[GROUPS[half]]).max((0, 2)) > 0
        return np.asarray(moving[triangles].any(1), np.bool_)

    shared = np.isin(triangles, triangles[touched(LOWER)]).sum(1) >= 2
    moves[np.ix_(GROUPS[UPPER], np.unique(triangles[shared]))] = 0
    pairs = (
        [(e.edge[UPPER_LID], e.edge[:8:-1]) for e in EYES],
        [(UPPER_LIP[3], LOWER_LIP[3])],
    )
    halves = []
    for half in (UPPER, LOWER):
        own = triangles[touched(half)]
        points, local = np.unique(own, return_inverse=True)
        above, below = (np.concatenate([pair[i] for pair in pairs[half]]) for i in (0, 1))
        kept = np.concatenate([rest[points], anchors[half]]).astype(np.float32)
        follow = np.ones(len(kept), np.float32)
        follow[: len(points)] = axes.follow(rest[points, :2])
        halves.append(
            Part(
                group=GROUPS[half],
                points=points.astype(np.int64),
                triangles=np.ascontiguousarray(local.reshape(-1, 3), np.int32),
                bases=moves[np.ix_(GROUPS[half], points)].reshape(len(GROUPS[half]), -1),
                rest=kept,
                follow=follow,
                meeting=(np.searchsorted(points, above), np.searchsorted(points, below)),
                down=axes.down,
            )
        )
    return halves[UPPER], halves[LOWER]
