"""Wide and round pictures are composed anew: the width is used, and nothing leaves the circle."""

from __future__ import annotations

from math import hypot
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.engines.puppet.camera import FACE_SHARE
from generation.engines.puppet.grouping import (
    CROWN_FACES,
    HUDDLE_FACES,
    TEMPLE_FACES,
    group_zoom,
    huddled,
    subject_at,
)
from generation.engines.puppet.props.cards import card
from generation.engines.puppet.stage import Anchor
from generation.model.screenplay import Framing
from generation.provenance.label import full_label, small_label

FACE = 0.108  # of a person's height in the wide view
LABEL = ("AI 生成 · Walkon", "AI · Walkon")


def pair(reach):
    return {
        "P1": Anchor(at=(0.5 - reach, 0.95), height=0.62),
        "P2": Anchor(at=(0.5 + reach, 0.95), height=0.62),
    }


def apart(aspect, reach=0.4):
    there = huddled(pair(reach), FACE, aspect)
    return there["P2"].at[0] - there["P1"].at[0]


def test_two_people_stand_close_in_an_upright_picture_and_at_its_thirds_in_a_wide_one():
    assert apart(9 / 16) == pytest.approx(HUDDLE_FACES * FACE)
    zoom = FACE_SHARE["medium"] / FACE
    assert 0.3 < apart(16 / 9) * zoom / (16 / 9) < 0.45
    assert apart(9 / 16) == apart(1.0) < apart(4 / 3) < apart(16 / 9)


def test_nobody_is_moved_further_apart_than_they_stand():
    assert apart(16 / 9, reach=0.05) == pytest.approx(0.1)


@given(
    framing=st.sampled_from(get_args(Framing)), people=st.integers(1, 3),
    reach=st.floats(0.05, 0.2),
)  # fmt: skip
def test_every_head_stays_inside_a_round_picture(framing, people, reach):
    xs = [0.5 + reach * (n - (people - 1) / 2) for n in range(people)]
    wanted = max(1.0, FACE_SHARE[framing] / FACE)
    zoom = group_zoom(wanted, [(x, 0.5) for x in xs], FACE, 1.0, is_round=True)
    assert 1.0 <= zoom <= wanted
    if zoom > 1.0:
        share = zoom * FACE
        across, chin = subject_at(framing, share, side=1, aspect=1.0, is_round=True)
        for x in xs:
            side = abs(x - 0.5) * zoom + TEMPLE_FACES * share
            assert hypot(side, 0.5 - (chin - CROWN_FACES * share)) < 0.5
        assert across == 0.5
        assert chin < 0.75


def test_somebody_alone_stands_further_aside_where_there_is_room():
    upright = subject_at("close", 0.385, side=1, aspect=9 / 16, is_round=False)
    wide = subject_at("close", 0.385, side=1, aspect=16 / 9, is_round=False)
    assert upright[1] == wide[1]
    assert 0.5 < upright[0] < wide[0] < 0.67


@pytest.mark.parametrize("title", ["雨中", "A long title that goes on and on and on"])
def test_every_letter_of_the_label_is_inside_the_circle(title, lettering):
    size = 480
    for sheet, left, top in (
        full_label(LABEL, title, lettering, width=size, height=size, is_round=True),
        small_label(LABEL, lettering, width=size, height=size, is_round=True),
    ):
        rows, columns = np.nonzero(sheet[..., :3].min(2) > 100)
        out = np.hypot(columns + left - size / 2, rows + top - size / 2) > size / 2
        assert len(rows)
        assert not out.any()


@pytest.mark.parametrize("style", ["strip", "title"])
def test_every_word_of_a_card_is_inside_the_circle(style, lettering):
    size, text = 480, "Monday appears!"
    drawn = {
        is_round: card(style, text, size, size, lettering, is_round=is_round)
        for is_round in (False, True)
    }
    edges = []
    for art in drawn.values():
        ink = art.image[..., :3].max(2) < 80 if style == "strip" else art.image[..., 1] > 200
        rows, columns = np.nonzero(ink & (art.image[..., 3] > 200))
        x, y = columns + art.place[0] - size / 2, rows + art.place[1] - size / 2
        edges.append(float(np.hypot(x, y).max()))
    assert edges[1] < size / 2 < edges[0] or edges[1] < edges[0] <= size / 2
