"""A neck in the shade of its jaw stays skin."""

from __future__ import annotations

import numpy as np

from generation.engines.puppet.rig.light import ActorLight, light_texture


def test_a_neck_in_hard_light_stays_warm_and_in_view():
    skin = np.full((120, 120, 3), (120, 160, 210), np.uint8)
    light = ActorLight(skin_shift=0, chin_shade=0.65)
    lit = light_texture(skin, np.ones((120, 120), np.float32), light, (60.0, 45.0), 100.0)
    blue, green, red = lit[59, 60] / skin[59, 60]
    assert 0.45 < red < 0.9
    assert blue < green < red
