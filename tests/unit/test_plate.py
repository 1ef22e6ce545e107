"""The painted set laid under the actors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.engines.puppet.plate import Plate, light_gain
from generation.engines.puppet.stage import Layer

WIDTH, HEIGHT, MARGIN = 60, 80, 10


def plane(level, *, alpha=None, **more):
    shape = (HEIGHT + 2 * MARGIN, WIDTH + 2 * MARGIN)
    bgr = np.full((*shape, 3), level, np.uint8)
    if alpha is not None:
        bgr = (bgr * (alpha[..., None] / 255)).astype(np.uint8)
    return Layer(bgr=bgr, alpha=alpha, margin_px=MARGIN, **more)


def lower_half():
    alpha = np.zeros((HEIGHT + 2 * MARGIN, WIDTH + 2 * MARGIN), np.uint8)
    alpha[MARGIN + HEIGHT // 2 :] = 255
    return alpha


def laid(layers, *, still=False, t_s=0.0, dx=0.0, dy=0.0):
    frame = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    plate = Plate(layers, width=WIDTH, height=HEIGHT, camera_still=still, reach_px=MARGIN)
    plate.lay(frame, t_s, dx, dy)
    return frame


def test_nearer_layers_cover_farther_ones():
    frame = laid([plane(50, depth=0.2), plane(200, alpha=lower_half(), depth=1.0)])
    assert frame[10, 10, 0] == 50
    assert frame[70, 10, 0] == 200


@pytest.mark.parametrize("dy", [0.0, 3.0, -4.5])
def test_a_plate_at_rest_equals_one_that_was_baked(dy):
    layers = [
        plane(50, depth=0.0),
        plane(90, alpha=lower_half(), depth=0.0),
        plane(12, depth=0.0, blend="add", behaviour="flicker", hz=3.0),
    ]
    for t_s in (0.0, 0.4, 1.7):
        live, baked = (laid(layers, still=still, t_s=t_s, dy=dy) for still in (False, True))
        assert np.array_equal(live, baked)


def test_near_layers_travel_further():
    far = laid([plane(0, depth=0.0), plane(200, alpha=lower_half(), depth=0.2)], dy=8.0)
    near = laid([plane(0, depth=0.0), plane(200, alpha=lower_half(), depth=1.0)], dy=8.0)
    edge = [int(np.argmax(frame[:, 30, 0] > 100)) for frame in (far, near)]
    assert edge[1] - edge[0] == pytest.approx(6.4, abs=1)


def test_light_brightens_and_never_darkens():
    dark = laid([plane(100, depth=0.0)])
    lit = laid([plane(100, depth=0.0), plane(40, depth=0.0, blend="add")])
    assert np.all(lit >= dark)
    assert lit[20, 20, 0] == 140


BEHAVIOURS = ("steady", "flicker", "pulse", "sweep")


@given(st.sampled_from(BEHAVIOURS), st.floats(0.1, 5), st.floats(0, 100))
def test_gains_stay_in_range(behaviour, hz, t_s):
    assert 0.0 < light_gain(behaviour, hz, t_s) <= 1.0
