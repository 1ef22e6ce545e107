"""Sprites and the blit: coverage, clipping, sub-pixel positions, windows."""

from __future__ import annotations

import numpy as np
import pytest

from generation.engines.puppet.sprite import Sprite, blit


def _soft_disc(side: int = 24) -> Sprite:
    y, x = np.mgrid[:side, :side] - (side - 1) / 2
    rgba = np.zeros((side, side, 4), np.uint8)
    rgba[..., :3] = (200, 120, 40)
    rgba[..., 3] = (np.clip(side / 2 - 3 - np.hypot(x, y), 0, 1) * 255).astype(np.uint8)
    return Sprite.from_rgba(rgba)


def test_a_sprite_without_transparency_is_opaque_and_copied():
    rgba = np.full((4, 5, 4), 255, np.uint8)
    rgba[..., 0] = 10
    sprite = Sprite.from_rgba(rgba)
    frame = np.zeros((10, 10, 3), np.uint8)
    blit(frame, sprite, 2, 3)
    assert sprite.inv is None
    assert frame[3, 2].tolist() == [255, 255, 10]
    assert frame.any(2).sum() == 20


def test_colours_are_premultiplied():
    rgba = np.full((2, 2, 4), 200, np.uint8)
    rgba[..., 3] = 51
    sprite = Sprite.from_rgba(rgba)
    assert sprite.inv is not None
    assert sprite.bgr[0, 0].tolist() == [40, 40, 40]
    assert sprite.inv[0, 0].tolist() == [204, 204, 204]


@pytest.mark.parametrize(("x", "y"), [(-10, 3), (25, 30), (-100, 0), (0, 500), (20.5, -7.25)])
def test_a_sprite_over_the_border_is_clipped(x, y):
    sprite = _soft_disc()
    frame = np.zeros((40, 40, 3), np.uint8)
    blit(frame, sprite, x, y)
    wide = np.zeros((140, 140, 3), np.uint8)
    blit(wide, sprite, x + 50, y + 50)
    assert np.array_equal(frame, wide[50:90, 50:90])


def test_a_fraction_of_a_pixel_moves_the_centre_of_mass():
    sprite = _soft_disc()
    centres = []
    for x in (10.0, 10.25, 10.5, 10.75):
        frame = np.zeros((60, 60, 3), np.uint8)
        blit(frame, sprite, x, 12)
        weight = frame[..., 0].astype(float)
        centres.append(float((weight.sum(0) * np.arange(60)).sum() / weight.sum()))
    assert np.allclose(np.diff(centres), 0.25, atol=0.03)


@pytest.mark.parametrize("shift", [(0.0, 0.0), (0.3, 0.0), (0.4, 0.7), (-3.6, 2.2)])
def test_windows_that_tile_a_sprite_draw_the_whole_sprite(shift):
    rng = np.random.default_rng(1)
    rgba = rng.integers(0, 255, (30, 34, 4), np.uint8)
    rgba[[0, -1]] = 0
    rgba[:, [0, -1]] = 0
    sprite = Sprite.from_rgba(rgba)
    whole = rng.integers(0, 255, (50, 50, 3), np.uint8)
    tiled = whole.copy()
    x, y = 4 + shift[0], 5 + shift[1]
    blit(whole, sprite, x, y)
    for window in ((0, 0, 34, 11), (0, 11, 20, 30), (20, 11, 34, 30)):
        blit(tiled, sprite, x, y, window)
    assert np.array_equal(whole, tiled)
