"""A face laid by hand lands where the owner pointed, or is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.engines.puppet.likeness import regions
from generation.engines.puppet.likeness.points import canonical_face, lay_face
from generation.errors import OptionRejected

SHAPE = (400, 600, 3)


def test_the_canonical_face_is_symmetrical_and_frontal():
    face = canonical_face()
    assert face.shape == (468, 3)
    mirrored = face * np.array([-1, 1, 1], np.float32)
    apart = np.linalg.norm(face[:, None] - mirrored[None], axis=2).min(axis=1)
    assert apart.max() < 0.01
    assert abs(regions.pose(face).yaw) < 0.5
    assert regions.eye_centres(face) == pytest.approx(np.array([[-0.5, 0], [0.5, 0]]), abs=0.01)


@given(
    st.floats(100, 250),
    st.floats(100, 200),
    st.floats(30, 150),
    st.floats(-0.3, 0.3),
    st.floats(0.5, 2),
)
def test_eyes_and_mouth_land_on_the_given_points(x, y, gap, slope, length):
    tilt = slope * gap
    mouth = (x + gap / 2, y + tilt / 2 + max(length * gap, 40.0))
    if mouth[1] >= SHAPE[0]:
        mouth = (mouth[0], SHAPE[0] - 1.0)
    face = lay_face((x, y, x + gap, y + tilt, *mouth), SHAPE)
    eyes = regions.eye_centres(face)
    lips = face[[regions.LIP_INNER_UP, regions.LIP_INNER_LOW], :2].mean(axis=0)
    assert eyes == pytest.approx(np.array([[x, y], [x + gap, y + tilt]]), abs=0.05 * gap)
    assert lips == pytest.approx(np.array(mouth), abs=0.05 * gap)
    assert face.dtype == np.float32


@pytest.mark.parametrize(
    "points",
    [
        (),
        (100, 100, 200, 100, 150),
        (100, 100, 200, 100, 150, 200, 7),
        (-1, 100, 200, 100, 150, 200),
        (100, 100, 600, 100, 150, 200),
        (100, 100, 200, 100, 150, 400),
        (200, 100, 100, 100, 150, 200),
        (100, 100, 104, 100, 102, 110),
        (100, 100, 200, 100, 150, 100),
        (100, 200, 200, 200, 150, 100),
        (100, 100, 200, 100, 500, 200),
        (100, 100, float("nan"), 100, 150, 200),
        (150, 150, 150, 150, 150, 150),
    ],
)
def test_points_that_form_no_face_are_refused(points):
    with pytest.raises(OptionRejected) as refused:
        lay_face(points, SHAPE)
    assert refused.value.message == "error-option-points"
