"""Heads stay in the picture, whatever their owners do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.engines.puppet.acting import Part, perform
from generation.engines.puppet.actions import FIGURE_MIDDLE_FACES, Room
from generation.engines.puppet.grouping import CHIN_LOWEST, subject_at, under_hair
from generation.engines.puppet.performer import RECEDE
from generation.engines.puppet.things import right_handed
from generation.model.screenplay import Action

FACE = 138.0  # pixels, in a wide shot of 720 x 1280
HEAD_RADIUS = 0.75  # of a head with its hair, in face heights


def played(room, *actions):
    part = Part(token="P1", mood="playful", actions=[Action(who="P1", action=a) for a in actions],
                room=room)  # fmt: skip
    return perform(part, frames=60, fps=30.0, lead_s=0.04, seed=4)


@pytest.mark.parametrize("chin", [(490.0, 512.0), (230.0, 560.0), (360.0, 480.0)])
def test_whoever_tumbles_keeps_the_head_in_an_upright_picture(chin):
    room = Room(aside=(360 - chin[0]) / FACE, above=chin[1] / FACE, below=(1280 - chin[1]) / FACE)
    track = played(room, "float", "tumble")
    turn = np.radians(track.spin)
    reach = (FIGURE_MIDDLE_FACES + 0.6) * (1 - RECEDE * np.sin(turn) ** 2)
    x = chin[0] + (track.travel[:, 0] + reach * np.sin(turn)) * FACE
    y = chin[1] + (track.travel[:, 1] + FIGURE_MIDDLE_FACES - reach * np.cos(turn)) * FACE
    room_px = HEAD_RADIUS * FACE * (1 - RECEDE * np.sin(turn) ** 2)
    for at, side in ((x, 720), (y, 1280)):
        assert (room_px < at).all()
        assert (at < side - room_px).all()


@pytest.mark.parametrize("above", [1.56, 1.9, 3.7])
def test_whoever_floats_before_the_lens_is_not_cropped(above):
    track = played(Room(above=above), "float")
    assert -track.travel[:, 1].min() < above - 1.4


def test_hands_hover_over_three_things_from_left_to_right():
    hands = played(Room(), "hover").hands
    left, right = (np.hypot(*(hand.at - hand.at[-1]).T) for hand in (hands.left, hands.right))
    assert left.argmax() < 16 < right.argmax()
    assert hands.left.at[14, 0] < -0.8
    assert abs(hands.right.at[28, 0]) < 0.35
    assert hands.right.at[42, 0] > 0.8


@pytest.mark.parametrize("aside", [-0.6, 0.6])
def test_what_is_held_is_on_the_side_with_more_room(aside):
    part = Part(token="P1", mood="playful", holds="lantern", room=Room(aside=aside))
    hands = perform(part, frames=30, fps=30.0, lead_s=0.04, seed=2).hands
    held = hands.right if aside > 0 else hands.left
    assert "hold" in held.shape


@given(st.floats(0.4, 0.62), st.floats(0.15, 0.42), st.floats(1.2, 2.2))
def test_nobody_loses_the_top_of_their_hair_in_a_close_shot(chin, share, crown):
    (x, low), seen = under_hair((0.43, chin), share, crown)
    assert x == 0.43
    assert seen <= share
    assert low - crown * seen > 0.01
    assert chin <= low <= CHIN_LOWEST


@pytest.mark.parametrize("seed", range(6))
def test_a_megaphone_never_points_into_its_owners_face(seed):
    part = Part(
        token="P1", mood="playful", holds="megaphone", room=Room(aside=-0.5),
        right_handed=right_handed("megaphone"),
    )  # fmt: skip
    hands = perform(part, frames=30, fps=30.0, lead_s=0.04, seed=seed).hands
    assert "hold" in hands.right.shape
    assert "hold" not in hands.left.shape


@pytest.mark.parametrize("below", [2.4, 3.0, 4.0])
def test_whoever_rises_is_out_of_the_picture_before(below):
    track = played(Room(below=below), "rise")
    assert track.travel[0, 1] > below + 1.3
    assert abs(track.travel[-1, 1]) < 0.05


def test_a_small_photo_in_an_extreme_close_shot_is_framed_as_large_as_it_is():
    _, small = subject_at("extreme_close", 0.24, side=1, aspect=9 / 16, is_round=False)
    _, large = subject_at("extreme_close", 0.433, side=1, aspect=9 / 16, is_round=False)
    assert small < 0.56
    assert large > 0.71
