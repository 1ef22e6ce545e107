"""Light on people: a neck in the shade of its jaw stays skin; any piece of a body can be lit."""

from __future__ import annotations

import numpy as np
import pytest

from generation.engines.puppet.figure.lit import Lamp
from generation.engines.puppet.rig.light import ActorLight, light_texture
from generation.engines.puppet.stage import SetLight


def test_a_neck_in_hard_light_stays_warm_and_in_view():
    skin = np.full((120, 120, 3), (120, 160, 210), np.uint8)
    light = ActorLight(skin_shift=0, chin_shade=0.65)
    lit = light_texture(skin, np.ones((120, 120), np.float32), light, (60.0, 45.0), 100.0)
    blue, green, red = lit[59, 60] / skin[59, 60]
    assert 0.45 < red < 0.9
    assert blue < green < red


@pytest.mark.parametrize("shape", [(1, 40), (3, 7), (40, 2)])
def test_a_sliver_of_a_body_can_be_lit(shape):
    light = SetLight(key=(255, 240, 220), rim=(255, 200, 150), rim_side=1, ambient=(90, 80, 70))
    sprite = Lamp(light).sprite(np.full((*shape, 4), 255, np.uint8))
    assert sprite.bgr.shape == (*shape, 3)
