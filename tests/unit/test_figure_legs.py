"""Legs that are kept as a picture look like legs that are drawn, wherever the hips are."""

import numpy as np
from hypothesis import example, given, settings
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
EDGE_LEVELS, EDGES_MAX = 8, 0.005


@given(sway=st.floats(-SWAY, SWAY), face_px=st.floats(20.0, 110.0))
@example(sway=-0.01971684115125762, face_px=86.42935309378754)
@settings(max_examples=25)
def test_kept_legs_are_the_legs_that_would_be_drawn(sway, face_px):
    drawn = np.full(SIZE, 120, np.uint8)
    kept = drawn.copy()
    both = legs("stand", phase=0.0, walking=False, squash=0.0, hip=(sway, HIP[1]))
    draw_legs(drawn, both, CHIN, face_px, COLOURS)
    standing_legs(sway, face_px, COLOURS).lay(kept, *CHIN)
    apart = np.abs(drawn.astype(int) - kept).max(2)
    painted = (drawn != 120).any(2).sum()
    # Levels: each nested shade rounds its soft edge once more, and where a corner lies between two
    # sixteenths of a pixel an edge may go to the other one.
    assert (apart > EDGE_LEVELS).sum() <= EDGES_MAX * painted
    assert painted
