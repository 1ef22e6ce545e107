"""Props: each draws in every state, wears the member's word, keeps its place in inserts."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from generation.engines.puppet import props
from generation.engines.puppet.prop_shelf import HANGING
from generation.engines.puppet.props.words import block
from generation.lettering import Lettering

STATES = (
    "whole",
    "lit",
    "out",
    "bitten",
    "stamped",
    "fallen",
    "broken",
    "open",
    "on",
    "off",
    "empty",
)
LIGHT = ((255, 226, 190), (150, 104, 70))


@pytest.fixture(scope="module")
def lettering() -> Lettering:
    return Lettering([Path(os.environ["WALKON_MODELS_DIR"]) / "NotoSansCJKsc-Regular.otf"])


def draw(lettering: Lettering, prop: str, state: str = "whole", label: str | None = None, size=72):
    return props.draw(
        prop, size_px=size, label=label, state=state, lettering=lettering, light=LIGHT
    )


@pytest.mark.parametrize("prop", sorted(props.PROPS))
def test_draws_in_every_state(prop, lettering):
    for state in STATES:
        image = draw(lettering, prop, state)
        assert image.shape[2] == 4
        assert (image[..., 3] > 128).sum() > 60
        assert image[..., 3].max(axis=1)[[0, -1]].min() > 0  # cut close


@pytest.mark.parametrize("prop", sorted(props.PROPS))
def test_absent_is_nothing(prop, lettering):
    assert draw(lettering, prop, "absent")[..., 3].max() == 0


@pytest.mark.parametrize("prop", sorted(props.PROPS.keys() - {"crumbs", "soot"}))
@pytest.mark.parametrize("label", ["Q3 report", "最后一个饺子"])
def test_a_label_changes_the_thing(prop, label, lettering):
    state = "lit" if prop == "candle" else "whole"
    plain = props.insert(prop, (180, 320), None, state, state, lettering, LIGHT, 1).whole
    worded = props.insert(prop, (180, 320), label, state, state, lettering, LIGHT, 1).whole
    assert plain.shape == worded.shape
    assert (np.abs(plain.astype(int) - worded).max(-1) > 40).sum() > 8


def test_what_cannot_be_written_leaves_the_thing_bare(lettering):
    bare = draw(lettering, "crate")
    assert np.array_equal(draw(lettering, "crate", label="\U00013000"), bare)


@pytest.mark.parametrize(
    ("prop", "before", "after"),
    [
        ("cake", "lit", "out"),
        ("plate", "whole", "bitten"),
        ("dumpling_steamer", "whole", "empty"),
        ("phone", "on", "off"),
        ("clock", "whole", "broken"),
        ("file", "whole", "stamped"),
        ("trophy", "whole", "broken"),
        ("glass", "whole", "broken"),
        ("umbrella", "whole", "off"),
        ("chair", "whole", "fallen"),
        ("confetti_cannon", "whole", "on"),
    ],
)
def test_a_change_of_state_is_seen(prop, before, after, lettering):
    pair = props.insert(prop, (180, 320), None, before, after, lettering, LIGHT, 1)
    assert pair.whole.shape == pair.changed.shape
    assert (np.abs(pair.whole.astype(int) - pair.changed).max(-1) > 40).sum() > 60


def test_foot_and_grip_lie_where_the_thing_is(lettering):
    one = props.drawn("mug", size_px=100, label=None, state="empty", lettering=lettering)
    height, width = one.image.shape[:2]
    assert 0 < one.foot_px[0] < width
    assert abs(one.foot_px[1] - height) < 20
    assert one.image[round(one.grip_px[1]), round(one.grip_px[0]), 3] > 0


@pytest.mark.parametrize("state", ["off", "lit"])
def test_a_lantern_is_held_by_its_top_whether_it_glows_or_not(state, lettering):
    one = props.drawn("lantern", size_px=100, label=None, state=state, lettering=lettering)
    assert one.foot_px[1] - one.grip_px[1] > HANGING * one.height_px


def test_a_falling_thing_rests_on_its_ground(lettering):
    one = props.drawn("chair", size_px=100, label=None, state="fallen", lettering=lettering)
    assert one.image.shape[1] > one.image.shape[0]
    assert one.foot_px[1] > 0.6 * one.image.shape[0]


@pytest.mark.parametrize("size", [(72, 128), (128, 128), (192, 108)])
def test_insert_fills_its_picture(size, lettering):
    art = props.insert("cake", size, "CHEN", "lit", "out", lettering, LIGHT, 3)
    assert art.backdrop.shape == (size[1], size[0], 3)
    left, top = art.place
    height, width = art.whole.shape[:2]
    assert 0 < left + width / 2 < size[0]
    assert top >= 0
    assert top + height <= size[1]


@pytest.mark.parametrize("style", ["title", "black", "stamp", "strip"])
@pytest.mark.parametrize("text", ["I said what I said.", "有罪"])
def test_cards_fit_the_film(style, text, lettering):
    art = props.card(style, text, 180, 320, lettering)
    x, y = art.place
    height, width = art.image.shape[:2]
    assert x >= 0
    assert y >= 0
    assert x + width <= 180
    assert y + height <= 320
    assert (art.image[..., 3] > 128).sum() > 100


def test_long_words_break_into_two_lines(lettering):
    one = block("饺子", 100, 100, lettering)
    two = block("the last dumpling of them all", 100, 100, lettering)
    assert one.shape[1] <= 104
    assert two.shape[1] <= 104
    assert two.shape[0] > 1.5 * block("the last dumpling", 100, 12, lettering).shape[0]


def test_same_seed_same_prop(lettering):
    first = props.draw(
        "confetti_cannon", size_px=64, label=None, state="on", lettering=lettering, seed=4
    )
    second = props.draw(
        "confetti_cannon", size_px=64, label=None, state="on", lettering=lettering, seed=4
    )
    assert np.array_equal(first, second)
