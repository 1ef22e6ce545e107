"""A figure cut by its picture is rounded off instead of ending in a corner."""

from __future__ import annotations

import numpy as np
import pytest

from generation.engines.puppet.likeness.crown import add_crown, crown_rows, round_shoulders
from generation.engines.puppet.likeness.points import lay_face

SHAPE = (300, 240, 3)
FACE = lay_face((95, 90, 145, 90, 120, 140), SHAPE)  # forehead near row 50, chin near row 169


def bust(*, shoulder_row: int = 210, hair_to_top: bool = True) -> np.ndarray:
    """Return the alpha of a head on shoulders that run to both sides."""
    alpha = np.zeros(SHAPE[:2], np.float32)
    alpha[0 if hair_to_top else 20 : 180, 70:170] = 1
    alpha[160:, 100:140] = 1
    alpha[shoulder_row:] = 1
    return alpha


def test_a_shoulder_cut_by_the_picture_falls_on_both_sides():
    rounded = round_shoulders(bust(), FACE)
    tops = [int((rounded[190:, column] > 0.5).argmax()) for column in (0, 2, 8, 20, 60)]
    assert tops == sorted(tops, reverse=True)
    assert tops[0] > tops[-1] + 20
    assert rounded == pytest.approx(rounded[:, ::-1])
    assert (rounded[:, 60:180] == bust()[:, 60:180]).all()


def test_a_whole_figure_stays_as_it_is():
    alpha = bust()
    alpha[:, :30] = alpha[:, -30:] = 0
    assert (round_shoulders(alpha, FACE) == alpha).all()


def test_hair_within_the_picture_needs_no_crown():
    assert crown_rows(bust(hair_to_top=False), FACE) == 0


def test_a_crown_is_a_dome_of_the_hair_below_it():
    alpha = bust()
    picture = np.zeros(SHAPE, np.uint8)
    picture[:50] = 90
    rows = crown_rows(alpha, FACE)
    assert rows > 5
    grown, share = add_crown(picture, alpha, FACE, rows)
    assert grown.shape[0] == share.shape[0] == SHAPE[0] + rows
    widths = [int((row > 0.5).sum()) for row in share[: rows + 1]]
    assert widths == sorted(widths)
    assert widths[-1] == 100
    assert (grown[share > 0.5][: 100 * rows // 2] == 90).all()
    assert (grown[rows + 60 :] == picture[60:]).all()
