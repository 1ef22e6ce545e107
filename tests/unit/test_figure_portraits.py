"""Portraits as geometry: alpha, sameness, difference. Face finding is test_cast's."""

import numpy as np
import pytest

from generation.engines.puppet.figure.expression import EXPRESSIONS, eye, lips, outline
from generation.engines.puppet.figure.looks import LOOKS
from generation.engines.puppet.figure.portraits import portrait

SIZE = 256


@pytest.fixture(scope="module")
def portraits():
    return {name: portrait(name, size=SIZE) for name in LOOKS}


def test_there_are_six_of_them_in_the_promised_order():
    assert list(LOOKS) == ["mina", "otto", "zuri", "kenji", "rosa", "tao"]


def test_alpha_is_solid_inside_clear_outside_and_soft_between(portraits):
    for name, picture in portraits.items():
        alpha = picture[..., 3]
        assert picture.shape == (SIZE, SIZE, 4), name
        assert alpha[: SIZE // 12, : SIZE // 12].max() == 0, name
        assert alpha[SIZE // 2, SIZE // 2] == 255, name
        assert alpha[-1, SIZE // 2] == 255, name
        soft = ((alpha > 0) & (alpha < 255)).mean()
        assert 0.001 < soft < 0.06, name


def test_shoulders_are_wider_than_the_head_and_end_inside_the_picture(portraits):
    for name, picture in portraits.items():
        columns = np.flatnonzero(picture[-1, :, 3] > 128)
        assert 0.6 * SIZE < np.ptp(columns) < SIZE, name


def test_nothing_but_paint_shows_where_alpha_is_zero(portraits):
    # colours are carried a little past the outline: no dark fringe when scaled
    for name, picture in portraits.items():
        edge = (picture[..., 3] > 0) & (picture[..., 3] <= 8)
        assert picture[..., :3][edge].max(axis=-1).mean() > 20, name


def test_the_same_portrait_is_the_same_to_the_bit(portraits):
    assert np.array_equal(portraits["kenji"], portrait("kenji", size=SIZE))


def test_no_two_characters_look_alike(portraits):
    names = list(portraits)
    for i, one in enumerate(names):
        for other in names[i + 1 :]:
            apart = np.abs(portraits[one].astype(int) - portraits[other].astype(int)).mean()
            assert apart > 12, (one, other)


@pytest.mark.parametrize("face", ["laugh", "shock"])
def test_a_feeling_changes_the_face_and_leaves_the_clothes(portraits, face):
    moved = portrait("tao", face, size=SIZE)
    changed = np.abs(moved.astype(int) - portraits["tao"].astype(int)).sum(axis=-1) > 24
    rows = np.flatnonzero(changed.any(axis=1))
    assert changed.mean() > 0.005
    assert rows.max() < 0.80 * SIZE


def test_an_unknown_character_is_an_error():
    with pytest.raises(KeyError):
        portrait("nobody", size=64)


@pytest.mark.parametrize("name", list(LOOKS))
def test_lips_touch_when_neutral_and_part_otherwise(name):
    look = LOOKS[name]

    def gap(face: str) -> float:
        hole = lips(look, EXPRESSIONS[face]).hole
        half = len(hole) // 2
        upper, lower = hole[:half], hole[half:][::-1]
        return float((lower[:, 1] - upper[:, 1]).max())

    assert gap("neutral") < 0.05
    assert gap("laugh") > 1.0
    assert gap("shock") > 1.5


@pytest.mark.parametrize("name", list(LOOKS))
@pytest.mark.parametrize("face", list(EXPRESSIONS))
def test_features_stay_inside_the_head(name, face):
    look, act = LOOKS[name], EXPRESSIONS[face]
    skull = outline(look, act)
    wide, low = skull[:, 0].max(), skull[:, 1].max()
    mouth = np.concatenate([lips(look, act).upper, lips(look, act).lower])
    assert np.abs(mouth[:, 0]).max() < 0.7 * wide
    assert mouth[:, 1].max() < low - 1.0
    opening = eye(look, act).outline
    assert opening[:, 0].min() > 0.5
    assert opening[:, 0].max() < wide - 1.0
