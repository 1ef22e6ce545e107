"""Legs that are kept as a picture look like legs that are drawn, wherever the hips are."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.engines.puppet.figure.legs import (
    HIP,
    SWAY,
    LegColours,
    draw_legs,
    legs,
    standing_legs,
)

COLOURS = LegColours(
    cloth=((40, 30, 20, 255), (90, 70, 50, 255), (140, 110, 80, 255)),
    shoe=((20, 20, 20, 255), (60, 60, 60, 255)),
    sole=(200, 206, 190, 255),
)
CHIN = (150.0, 10.0)
SIZE = (560, 300, 3)


@given(sway=st.floats(-SWAY, SWAY), face_px=st.floats(20.0, 110.0))
@settings(max_examples=25)
def test_kept_legs_are_the_legs_that_would_be_drawn(sway, face_px):
    drawn = np.full(SIZE, 120, np.uint8)
    kept = drawn.copy()
    both = legs("stand", phase=0.0, walking=False, squash=0.0, hip=(sway, HIP[1]))
    draw_legs(drawn, both, CHIN, face_px, COLOURS)
    standing_legs(sway, face_px, COLOURS).lay(kept, *CHIN)
    apart = np.abs(drawn.astype(int) - kept).max()
    assert (drawn != 120).any()
    assert apart <= 8  # levels: each nested shade rounds its soft edge once more
