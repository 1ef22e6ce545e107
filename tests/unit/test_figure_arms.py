"""Two-bone arms: the wrist lands where it is asked to, and nothing jumps."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generation.engines.puppet.figure.arms import (
    DRAWN_ARM,
    REACH,
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
    if _apart(root, (x, y)) <= REACH * (DRAWN_ARM.upper + DRAWN_ARM.lower):
        assert _apart(limb.end, (x, y)) < 1e-6
    else:
        assert _apart(root, limb.end) <= DRAWN_ARM.upper + DRAWN_ARM.lower


@given(coordinates, coordinates, sides)
def test_a_target_out_of_reach_is_pointed_at(x, y, side):
    root = (side * SHOULDER[0], SHOULDER[1])
    far = _apart(root, (x, y))
    if far > DRAWN_ARM.upper + DRAWN_ARM.lower:
        end = bend(root, (x, y), side).end
        turn = (end[0] - root[0]) * (y - root[1]) - (end[1] - root[1]) * (x - root[0])
        assert abs(turn) < 1e-6 * max(far, 1.0)


@given(coordinates, coordinates, sides)
def test_no_bone_is_longer_than_it_is(x, y, side):
    root = (side * SHOULDER[0], SHOULDER[1])
    limb = bend(root, (x, y), side)
    assert _apart(limb.root, limb.joint) <= DRAWN_ARM.upper + 1e-6
    assert _apart(limb.joint, limb.end) <= DRAWN_ARM.lower + 1e-6


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


def test_an_elbow_hangs_at_the_side_of_hands_that_are_folded():
    limb = bend(SHOULDER, (0.38, 1.28), 1)
    assert limb.joint[0] > SHOULDER[0] - 0.02
    assert limb.joint[1] > 1.0


def test_an_elbow_swings_out_when_the_hand_is_raised():
    low, high = (bend(SHOULDER, (0.8, y), 1).joint for y in (0.6, 0.0))
    assert high[0] > low[0] + 0.1


def test_a_layer_gets_the_limb_with_its_transparency():
    colours = shades([(40, 40, 40), (120, 120, 120), (220, 220, 220)])
    line = spine(bend((40, 30), (90, 150), 1, DRAWN_ARM._replace(upper=70, lower=70)))
    layer = np.zeros((200, 200, 4), np.uint8)
    draw_limb(layer, line, [30, 26, 20], colours)
    frame = np.full((200, 200, 3), 90, np.uint8)
    laid = layer[..., :3] + frame * (1 - layer[..., 3:] / 255.0)
    draw_limb(frame, line, [30, 26, 20], colours)
    assert np.abs(laid - frame).max() <= 12  # two anti-aliased edges over each other
    assert (layer[..., 3] == 255).sum() > 2000


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
