"""Crowds stand on the lower edge, keep their number, and are the same for the same seed."""

import numpy as np
import pytest

from generation.engines.puppet.figure.crowd import crowd_row
from generation.engines.puppet.stage import SetLight

LIGHT = SetLight(key=(255, 236, 210), rim=(120, 160, 220), rim_side=-1, ambient=(110, 100, 110))


@pytest.mark.parametrize("kind", ["shoulders", "jury", "visitors"])
def test_a_row_fills_its_lower_edge_and_leaves_air_above(kind):
    row = crowd_row(240, 100, kind, 3, LIGHT, 5)
    assert row.shape == (100, 240, 4)
    assert (row[-1, :, 3] > 200).mean() > 0.4
    assert row[0, :, 3].max() == 0


@pytest.mark.parametrize(("kind", "height"), [("shoulders", 0.55), ("jury", 0.40)])
def test_heads_are_counted(kind, height):
    row = crowd_row(400, 90, kind, 4, LIGHT, 2)
    at_heads = (row[int((1 - height) * 90), :, 3] > 128).astype(int)
    assert int((np.diff(at_heads, prepend=0) == 1).sum()) == 4


def test_a_seed_is_a_crowd():
    one = crowd_row(160, 80, "shoulders", 3, LIGHT, 1)
    assert np.array_equal(one, crowd_row(160, 80, "shoulders", 3, LIGHT, 1))
    assert not np.array_equal(one, crowd_row(160, 80, "shoulders", 3, LIGHT, 2))
