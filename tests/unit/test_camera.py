"""Where the camera stands and how it travels."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.engines.puppet.camera import FACE_SHARE, face_share, path, stand, zoom_ratio
from generation.engines.puppet.canvas import View
from generation.model.screenplay import Camera

SIZE = {"width": 720, "height": 1280}


def travel(motion, speed=0.5, frames=90):
    return path(Camera(motion=motion, speed=speed), frames=frames, fps=30.0, seed=1, **SIZE)


def test_a_static_camera_does_not_move():
    assert travel("static").still


def test_a_push_in_only_grows_and_a_pull_back_only_shrinks():
    push, pull = travel("push_in").zoom, travel("pull_back").zoom
    assert np.all(np.diff(push) >= 0)
    assert np.all(np.diff(pull) <= 0)
    assert push[0] == pytest.approx(1.0)
    assert pull[-1] == pytest.approx(1.0, abs=0.01)


@given(st.floats(0, 1))
def test_a_faster_push_in_goes_further(speed):
    slow = zoom_ratio(Camera(motion="push_in", speed=speed * 0.5))
    fast = zoom_ratio(Camera(motion="push_in", speed=speed))
    assert fast >= slow >= 1.0


def test_pans_go_opposite_ways():
    assert np.array_equal(travel("pan_left").dx, -travel("pan_right").dx)


def test_a_hand_trembles_within_a_few_pixels_and_not_like_a_sine():
    shake = travel("handheld", frames=300)
    assert 1.0 < np.abs(shake.dx).max() < 12.0
    assert abs(np.corrcoef(shake.dx, shake.dy)[0, 1]) < 0.6


@given(
    st.floats(1.0, 8.0),
    st.floats(0.1, 0.5),
    st.floats(0.1, 0.9),
    st.floats(0.3, 0.7),
    st.floats(0.2, 0.8),
)
def test_the_subject_is_seen_where_it_was_asked_for(zoom, x, y, at_x, at_y):
    view = stand(zoom=zoom, subject=(x, y), subject_at=(at_x, at_y), margin_px=4, **SIZE)
    seen = view.project((x, y))
    assert seen == pytest.approx((at_x * 720, at_y * 1280), abs=0.01)


def test_far_things_grow_less_than_near_ones():
    wide, close = View(width_px=720, height_px=1280), View(width_px=720, height_px=1280, zoom=3.0)
    growth = [close.scale(depth) / wide.scale(depth) for depth in (0.0, 0.5, 1.0, 1.6)]
    assert growth == sorted(growth)
    assert growth[0] == pytest.approx(1.0)
    assert growth[2] == pytest.approx(3.0)


@pytest.mark.parametrize("framing", FACE_SHARE)
def test_a_small_photo_is_not_blown_up(framing):
    free = face_share(framing, actors=1, aspect=9 / 16, height=1280, source_face_px=None)
    small = face_share(framing, actors=1, aspect=9 / 16, height=1280, source_face_px=100.0)
    assert small <= free
    if framing != "wide":
        assert small * 1280 <= 3.0 * 100


def test_sizes_are_told_apart():
    shares = [
        face_share(framing, actors=1, aspect=9 / 16, height=1280, source_face_px=None)
        for framing in ("wide", "medium", "close", "extreme_close")
    ]
    assert all(b > 1.25 * a for a, b in pairwise(shares[:3]))
    assert shares == sorted(shares)


def test_people_side_by_side_are_shown_smaller():
    one = face_share("medium", actors=1, aspect=9 / 16, height=1280, source_face_px=None)
    three = face_share("medium", actors=3, aspect=9 / 16, height=1280, source_face_px=None)
    assert three < one
