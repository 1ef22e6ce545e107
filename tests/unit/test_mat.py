"""Around a round film there is a plain ground, and nothing of the circle is lost."""

from __future__ import annotations

import numpy as np
import pytest

from generation.media.colour import to_yuv420
from generation.production.mat import GROUND_RGB, mat

SIDE = 96


@pytest.fixture(scope="module")
def laid():
    """Return the luma of noise, and of the same under a mat."""
    noise = np.random.default_rng(1).integers(0, 255, (SIDE // 8, SIDE // 8, 3), np.uint8)
    frame = yuv_of(noise.repeat(8, 0).repeat(8, 1))
    under = frame.copy()
    mat(SIDE, SIDE).lay(frame)
    return under, frame


def yuv_of(bgr):
    frame = np.empty((bgr.shape[0] * 3 // 2, bgr.shape[1]), np.uint8)
    to_yuv420(np.ascontiguousarray(bgr), frame)
    return frame


def luma(frame):
    return frame[:SIDE].astype(int)


def distance():
    y, x = np.mgrid[:SIDE, :SIDE] + 0.5 - SIDE / 2
    return np.hypot(x, y)


def test_what_is_inside_the_circle_stays_as_it_was(laid):
    under, now = laid
    inside = distance() < SIDE / 2 - 2
    assert np.abs(luma(under) - luma(now))[inside].max() <= 1


def test_what_is_outside_is_plain(laid):
    _, now = laid
    plain = yuv_of(np.full((SIDE, SIDE, 3), GROUND_RGB[::-1], np.uint8))
    outside = distance() > SIDE / 2 + 2
    assert outside.mean() > 0.1
    assert np.abs(luma(now) - luma(plain))[outside].max() <= 1
    chroma = now[SIDE:].reshape(2, SIDE // 2, SIDE // 2)[:, :4, :4].astype(int)
    wanted = plain[SIDE:].reshape(2, SIDE // 2, SIDE // 2)[:, :4, :4]
    assert np.abs(chroma - wanted).max() <= 1
