"""BT.709 conversion and overlays."""

from __future__ import annotations

import numpy as np
import pytest

from generation.media.colour import KB, KG, KR, Overlay, to_yuv420


def exact(rgb):
    """Return Y, U, V of ITU-R BT.709 in 8-bit limited range."""
    r, g, b = (value / 255 for value in rgb)
    y = KR * r + KG * g + KB * b
    return 16 + 219 * y, 128 + 224 * (b - y) / (2 * (1 - KB)), 128 + 224 * (r - y) / (2 * (1 - KR))


@pytest.mark.parametrize(
    "rgb",
    [
        (0, 0, 0),
        (255, 255, 255),
        (255, 0, 0),
        (0, 255, 0),
        (0, 0, 255),
        (200, 120, 90),
        (30, 60, 200),
    ],
)
def test_colours_follow_bt709(rgb):
    frame = np.full((16, 12, 3), rgb[::-1], np.uint8)
    out = np.empty((24, 12), np.uint8)
    to_yuv420(frame, out)
    chroma = out[16:].reshape(2, 8, 6)
    for got, want in zip((out[0, 0], chroma[0, 0, 0], chroma[1, 0, 0]), exact(rgb), strict=True):
        assert abs(float(got) - want) <= 2


def test_an_opaque_overlay_replaces_the_picture_and_a_clear_one_leaves_it():
    frame = np.full((24, 16), 90, np.uint8)
    sheet = np.zeros((4, 4, 4), np.uint8)
    sheet[:2] = (255, 0, 0, 255)
    Overlay.from_rgba(sheet, 4, 4).lay(frame)
    y, _, v = exact((255, 0, 0))
    assert abs(int(frame[4, 4]) - y) <= 2
    assert frame[7, 5] == 90
    assert frame[0, 0] == 90
    assert frame[16:].reshape(2, 8, 8)[1, 2, 2] == pytest.approx(v, abs=2)


@pytest.mark.parametrize("place", [(-40, 0), (0, -40), (400, 2), (2, 400), (14, 14)])
def test_an_overlay_outside_the_frame_is_clipped(place):
    frame = np.full((24, 16), 90, np.uint8)
    Overlay.from_rgba(np.full((6, 6, 4), 255, np.uint8), *place).lay(frame)
    assert frame.shape == (24, 16)
