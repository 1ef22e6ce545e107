"""Shoulders cut by the sides of a picture are rounded off instead of ending in a corner."""

from __future__ import annotations

import numpy as np
import pytest

from generation.engines.puppet.likeness.points import lay_face
from generation.engines.puppet.likeness.shoulders import round_shoulders

SHAPE = (300, 240, 3)
FACE = lay_face((95, 90, 145, 90, 120, 140), SHAPE)  # forehead near row 50, chin near row 169


def bust() -> np.ndarray:
    """Return the alpha of a head on shoulders that run to both sides."""
    alpha = np.zeros(SHAPE[:2], np.float32)
    alpha[20:180, 70:170] = 1
    alpha[160:, 100:140] = 1
    alpha[210:] = 1
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
