"""The mesh of a head: triangulation with holes, the map it draws, the axes it turns around."""

from __future__ import annotations

import numpy as np
import pytest

from generation.engines.puppet.rig.delaunay import triangulate
from generation.engines.puppet.rig.geometry import (
    ROLL_MAX_DEG,
    YAW_MAX_DEG,
    FaceAxes,
    HeadPose,
    gentle_depth,
)
from generation.engines.puppet.rig.landmarks import (
    CHIN,
    EYES,
    INNER_LIP,
    MOUTH_OUTLINE,
    NOSE_TIP,
)
from generation.engines.puppet.rig.raster import Raster
from generation.engines.puppet.rig.topology import build_mesh
from tests.unit.rig_person import astronaut

SIZE = (320, 300)


@pytest.fixture(scope="module")
def mesh():
    points = astronaut().landmarks
    return build_mesh(points, FaceAxes.of(points), SIZE)


def _areas(points, triangles):
    a, b, c = (points[triangles[:, i]] for i in range(3))
    return ((b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]) / 2


def test_a_thin_hole_keeps_its_edges_although_points_crowd_around_it():
    ring = np.array([[x, 50 + (1 if x in (20, 80) else 3)] for x in range(20, 81, 10)], float)
    ring = np.concatenate([ring, ring[-2:0:-1] - [0, 6]])
    rng = np.random.default_rng(5)
    cloud = rng.uniform(0, 100, (300, 2))
    cloud = cloud[np.abs(cloud[:, 1] - 50) > 5]
    points = np.concatenate([ring, cloud, [[0, 0], [0, 100], [100, 0], [100, 100]]])
    hole = list(range(len(ring)))
    triangles = triangulate(points, [hole])
    edges = {
        frozenset(p) for t in triangles.tolist() for p in ((t[0], t[1]), (t[1], t[2]), (t[0], t[2]))
    }
    assert all(frozenset((a, b)) in edges for a, b in zip(hole, hole[1:] + hole[:1], strict=True))
    ring_area = abs(_areas(ring, np.array([[0, i, i + 1] for i in range(1, len(ring) - 1)])).sum())
    assert np.abs(_areas(points, triangles)).sum() == pytest.approx(10_000 - ring_area, rel=1e-6)


def test_the_mesh_covers_the_layer_once(mesh):
    out = np.full((SIZE[1], SIZE[0], 2), -1, np.float32)
    Raster(mesh.triangles, mesh.texture_at).draw(mesh.points[:, :2], out)
    x, y = np.meshgrid(np.arange(SIZE[0]), np.arange(SIZE[1]))
    assert np.abs(out - np.stack([x, y], -1)).max() < 0.01


def test_eyes_and_mouth_have_triangles_of_their_own(mesh):
    sets = [set(t) for t in mesh.triangles.tolist()]
    for ring in (MOUTH_OUTLINE, *(e.socket for e in EYES)):
        assert all(
            sum({a, b} <= s for s in sets) == 2
            for a, b in zip(ring, ring[1:] + ring[:1], strict=True)
        )
    upper, lower = set(INNER_LIP[1:10]), set(INNER_LIP[11:])
    assert any(s & upper and s & lower for s in sets)


def test_later_triangles_lie_on_top():
    xy = np.array([[0, 0], [9, 0], [0, 9]], np.float32)
    uv = np.zeros((6, 2), np.float32)
    uv[3:] = 7
    out = np.full((10, 10, 2), -1, np.float32)
    Raster(np.array([[0, 1, 2], [3, 4, 5]], np.int32), uv).draw(np.concatenate([xy, xy]), out)
    assert out[2, 2].tolist() == [7, 7]
    assert out[9, 9].tolist() == [-1, -1]


def test_steep_depth_comes_forward_and_flat_depth_stays():
    points = np.array([[0, 0, 0], [10, 0, 100], [20, 0, 5]], np.float32)
    assert gentle_depth(points).tolist() == [0, 16, 5]


def test_poses_are_clamped_and_snapped():
    wild = HeadPose(yaw=90, roll=-90, dx=1e3).held(100)
    assert (wild.yaw, wild.roll) == (YAW_MAX_DEG, -ROLL_MAX_DEG)
    assert wild.dx <= 14
    assert HeadPose(yaw=1.0001).held(100) == HeadPose(yaw=0.9999).held(100)


def test_shoulders_stay_when_the_head_turns():
    points = astronaut().landmarks
    axes = FaceAxes.of(points)
    places = np.array(
        [[*(points[CHIN, :2] + axes.down * axes.height * d), 0] for d in (-1, 0, 0.6)]
    )
    places = places.astype(np.float32)
    follow = axes.follow(places)
    moved = np.linalg.norm(
        axes.project(places, follow, HeadPose(yaw=8, roll=8, dx=6)) - places[:, :2], axis=1
    )
    assert follow.tolist() == [1, 1, 0]
    assert moved[0] > 10
    assert moved[2] == 0


@pytest.mark.parametrize(
    ("pose", "direction"),
    [
        (HeadPose(yaw=8), (1, 0)),
        (HeadPose(pitch=8), (0, 1)),
        (HeadPose(roll=8), (1, 0)),
    ],
)
def test_positive_angles_turn_right_look_down_and_tilt_clockwise(pose, direction):
    points = astronaut().landmarks
    axes = FaceAxes.of(points)
    nose = points[[NOSE_TIP]]
    moved = axes.project(nose, np.ones(1, np.float32), pose) - nose[:, :2]
    assert float(moved[0] @ np.array(direction)) > 2
