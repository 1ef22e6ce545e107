"""What each movement of a face does to its points."""

from __future__ import annotations

import numpy as np
import pytest

from generation.engines.puppet.rig.bases import (
    BASE_NAMES,
    MOUTH_BASES,
    build_bases,
    rest_offset,
    weight_vector,
)
from generation.engines.puppet.rig.geometry import FaceAxes
from generation.engines.puppet.rig.landmarks import (
    CHIN,
    EYES,
    FOREHEAD,
    LIPS,
    LOWER_LIP,
    NOSE_TIP,
    UPPER_LID,
    UPPER_LIP,
)
from generation.engines.puppet.rig.mouth import VISEME_WEIGHTS
from generation.engines.puppet.rig.topology import build_mesh
from tests.unit.rig_person import astronaut


class Face:
    def __init__(self):
        points = astronaut().landmarks
        self.axes = FaceAxes.of(points)
        self.mesh = build_mesh(points, self.axes, (320, 300))
        self.rest = self.mesh.points.copy()
        self.rest[:, :2] += rest_offset(self.mesh, self.axes)
        self.bases = build_bases(self.rest, self.mesh, self.axes)

    def local(self, **weights):
        moved = self.rest[:, :2] + np.tensordot(weight_vector(weights), self.bases, 1)
        return self.axes.local(moved) / self.axes.height

    def aperture(self, **weights):
        at = self.local(**weights)
        return float((at[LOWER_LIP[3][5]] - at[UPPER_LIP[3][5]])[1])


@pytest.fixture(scope="module")
def face():
    return Face()


def test_close_brings_every_pair_of_inner_lip_points_together(face):
    at = face.local(close=1)
    gap = np.linalg.norm(at[list(UPPER_LIP[3])] - at[list(LOWER_LIP[3])], axis=1)
    assert face.aperture() > 0.03
    assert gap.max() < 0.003


@pytest.mark.parametrize("viseme", ["sil", "PP"])
def test_lips_are_closed_where_the_sound_closes_them(face, viseme):
    assert abs(face.aperture(**VISEME_WEIGHTS[viseme])) <= 0.003


def test_vowels_open_in_the_order_of_their_openness(face):
    open_to_close = [face.aperture(**VISEME_WEIGHTS[v]) for v in ("aa", "oh", "E", "ih", "PP")]
    assert open_to_close == sorted(open_to_close, reverse=True)
    assert open_to_close[0] > 0.09


@pytest.mark.parametrize(("name", "eye"), [("blinkR", EYES[0]), ("blinkL", EYES[1])])
def test_a_blink_closes_its_own_eye_only(face, name, eye):
    (other,) = (e for e in EYES if e is not eye)
    shut, open_ = face.local(**{name: 1.0}), face.local()
    for chosen, moves in ((eye, True), (other, False)):
        upper, lower = list(chosen.edge[UPPER_LID]), list(chosen.edge[:8:-1])
        before = (open_[lower] - open_[upper])[:, 1].mean()
        after = (shut[lower] - shut[upper])[:, 1].mean()
        assert (after < 0.03 * before) == moves
        assert (after == before) != moves


def test_a_smile_in_the_photo_is_gone_at_rest_and_comes_back(face):
    photo = face.axes.local(face.mesh.points) / face.axes.height
    corners = [UPPER_LIP[0][0], UPPER_LIP[0][10]]
    rest, smile, frown = face.local(close=1), face.local(close=1, smile=1), face.local(frown=1)
    assert rest[corners, 1].mean() > photo[corners, 1].mean() + 0.004
    assert np.ptp(rest[corners, 0]) < np.ptp(photo[corners, 0])
    assert smile[corners, 1].mean() < rest[corners, 1].mean() - 0.02
    assert frown[corners, 1].mean() > rest[corners, 1].mean() + 0.02


def test_the_jaw_moves_the_chin_but_neither_nose_nor_forehead(face):
    moved = face.local(jaw=1) - face.local()
    assert moved[CHIN, 1] > 0.05
    assert np.abs(moved[[FOREHEAD, NOSE_TIP]]).max() < 0.01


def test_no_movement_of_one_face_half_reaches_the_other(face):
    below = face.axes.local(face.rest)[:, 1] / face.axes.height
    for name, field in zip(BASE_NAMES, face.bases, strict=True):
        still = below < 0.22 if name in MOUTH_BASES else below > 0.20
        assert not np.abs(field[still]).max() > 0, name


def test_no_triangle_turns_over_in_any_single_movement(face):
    triangles = face.mesh.triangles

    def areas(flat):
        a, b, c = (flat[triangles[:, i]] for i in range(3))
        return (b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]

    rest = areas(face.rest[:, :2])
    openings = {*LIPS, *(i for e in EYES for i in (*e.edge, *e.socket)), *face.mesh.bands[0]}
    openings |= set(face.mesh.bands[1].tolist())
    large = (np.abs(rest) > 4) & ~np.isin(triangles, sorted(openings)).all(1)
    for name, field in zip(BASE_NAMES, face.bases, strict=True):
        turned = (np.sign(areas(face.rest[:, :2] + field)) != np.sign(rest)) & large
        assert turned.mean() < 0.005, name


def test_an_unknown_movement_is_refused():
    with pytest.raises(KeyError, match="wink"):
        weight_vector({"wink": 1.0})
