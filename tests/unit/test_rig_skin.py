"""The skin of a head: its coarse map finds in the texture what a pose has moved here."""

from __future__ import annotations

import numpy as np
import pytest

from generation.engines.puppet.rig.bases import build_bases
from generation.engines.puppet.rig.geometry import FaceAxes, HeadPose
from generation.engines.puppet.rig.landmarks import CHIN
from generation.engines.puppet.rig.parts import split_face
from generation.engines.puppet.rig.raster import Raster
from generation.engines.puppet.rig.skin import BOTH, Scratch, Skin
from generation.engines.puppet.rig.topology import build_mesh, outline
from tests.unit.rig_person import astronaut

SIZE = (320, 300)
HALF = 0.5  # cells have an even number of pixels: their middle lies between two
NO_ANCHOR = np.zeros((0, 3), np.float32)


@pytest.mark.parametrize(
    "pose",
    [
        HeadPose(),
        HeadPose(yaw=10, pitch=9, roll=6, dx=3, dy=-3),
        HeadPose(yaw=-10, pitch=-9, roll=-6, dx=-3, dy=3),
    ],
)
def test_around_the_face_every_cell_looks_where_its_triangle_came_from(pose):
    points = astronaut().landmarks
    axes = FaceAxes.of(points)
    mesh = build_mesh(points, axes, SIZE)
    rest, follow = mesh.points, axes.follow(mesh.points[:, :2])
    parts = split_face(mesh, rest, build_bases(rest, mesh, axes), axes, (NO_ANCHOR, NO_ANCHOR))
    skin = Skin(
        np.full((SIZE[1], SIZE[0], 4), 255, np.uint8), mesh, parts,
        rest=rest, follow=follow, face_px=axes.height, moving_rows=SIZE[1],
    )  # fmt: skip
    held = skin.blank()
    skin.turn(Scratch(), held, axes.project(skin.rest, skin.follow, pose))

    every = np.full((SIZE[1], SIZE[0], 2), np.nan, np.float32)
    Raster(mesh.triangles, mesh.texture_at).draw(axes.project(rest, follow, pose), every)
    cell = skin.step * 4
    columns, rows = (np.arange(1, side // cell - 1) * cell + (cell - 1) // 2 for side in SIZE)
    wanted = every[np.ix_(rows, columns)]
    seen = held.coarse[2 : 2 + len(rows), 2 : 2 + len(columns)]
    x0, y0, x1, y1 = held.boxes[BOTH]
    face = ((rows >= y0) & (rows < y1))[:, None] & ((columns >= x0) & (columns < x1))[None]
    apart = np.linalg.norm(seen - wanted - HALF, axis=2)
    inside = ((wanted >= 0) & (wanted < SIZE)).all(2)
    head = np.abs(columns - points[CHIN, 0]) < 0.8 * axes.height  # beyond, a neck's fall folds
    around = apart[inside & ~face & head]
    assert around.size > 100
    assert around.max() < 1.5
    assert np.percentile(around, 95) < 0.6


def test_the_outline_of_triangles_is_what_only_one_of_them_touches():
    fan = np.array([[0, 1, 2], [0, 2, 3], [0, 3, 4], [0, 4, 1]], np.int32)
    assert outline(fan).tolist() == [1, 2, 3, 4]
    assert outline(fan[:1]).tolist() == [0, 1, 2]
