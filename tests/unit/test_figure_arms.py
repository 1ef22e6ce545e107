"""Two-bone arms: the wrist lands where it is asked to, and nothing jumps."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generation.engines.puppet.figure.arms import (
    FOREARM,
    REACH,
    UPPER_ARM,
    bend,
    draw_limb,
    shades,
    spine,
)

SHOULDER = (0.85, 0.62)
coordinates = st.floats(-2.5, 2.5, allow_nan=False)
sides = st.sampled_from([-1, 1])


def _apart(a: tuple[float, float], b: tuple[float, float]) -> float:
    return math.hypot(a[0] - b[0], a[1] - b[1])


@given(coordinates, coordinates, sides)
def test_the_wrist_lands_on_every_target_within_reach(x, y, side):
    root = (side * SHOULDER[0], SHOULDER[1])
    limb = bend(root, (x, y), side)
    if _apart(root, (x, y)) <= REACH * (UPPER_ARM + FOREARM):
        assert limb.end == (x, y)
    else:
        assert _apart(root, limb.end) <= UPPER_ARM + FOREARM


@given(coordinates, coordinates, sides)
def test_a_target_out_of_reach_is_pointed_at(x, y, side):
    root = (side * SHOULDER[0], SHOULDER[1])
    far = _apart(root, (x, y))
    if far > UPPER_ARM + FOREARM:
        end = bend(root, (x, y), side).end
        turn = (end[0] - root[0]) * (y - root[1]) - (end[1] - root[1]) * (x - root[0])
        assert abs(turn) < 1e-6 * max(far, 1.0)


@given(coordinates, coordinates, sides)
def test_no_bone_is_longer_than_it_is(x, y, side):
    root = (side * SHOULDER[0], SHOULDER[1])
    limb = bend(root, (x, y), side)
    assert _apart(limb.root, limb.joint) <= UPPER_ARM + 1e-6
    assert _apart(limb.joint, limb.end) <= FOREARM + 1e-6


@given(coordinates, coordinates)
def test_the_left_arm_mirrors_the_right_one(x, y):
    right = bend(SHOULDER, (x, y), 1)
    left = bend((-SHOULDER[0], SHOULDER[1]), (-x, y), -1)
    assert _apart(left.joint, (-right.joint[0], right.joint[1])) < 1e-6


def test_an_elbow_at_rest_hangs_outside_the_shoulder():
    limb = bend(SHOULDER, (0.62, 1.62), 1)
    assert limb.joint[0] > SHOULDER[0]
    assert SHOULDER[1] < limb.joint[1] < 1.62


def test_the_elbow_never_jumps_while_the_wrist_travels():
    path = np.linspace((0.62, 1.62), (1.12, -0.22), 200)
    joints = np.array([bend(SHOULDER, (float(x), float(y)), 1).joint for x, y in path])
    steps = np.hypot(*np.diff(joints, axis=0).T)
    assert steps.max() < 0.09


def test_a_spine_runs_from_end_to_end():
    limb = bend(SHOULDER, (0.4, 1.2), 1)
    line = spine(limb)
    assert np.allclose(line[0], limb.root, atol=1e-6)
    assert np.allclose(line[-1], limb.end, atol=1e-6)


def test_a_folded_limb_has_no_holes():
    frame = np.zeros((220, 220, 3), np.uint8)
    line = np.array(
        [(60, 40), (90, 110), (110, 180), (118, 182), (110, 150), (100, 90), (90, 50)], np.float32
    )
    colours = shades([(40, 40, 40), (120, 120, 120), (220, 220, 220)])
    draw_limb(frame, line, [60, 56, 44], colours)
    middle = frame[60:170, 80:105].max(axis=-1)
    assert (middle > 0).mean() > 0.97
