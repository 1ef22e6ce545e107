"""Which rectangles of a layer are laid: all that is seen, nothing that is hidden."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.engines.puppet.plate import Plate
from generation.engines.puppet.sprite import Sprite, blit
from generation.engines.puppet.stage import Layer
from generation.engines.puppet.tiling import (
    TILE_PX,
    Cover,
    Piece,
    joined,
    pieces,
    tiles_of,
    without_hidden,
)

WIDTH, HEIGHT, MARGIN = 200, 280, 12
SHAPE = (HEIGHT + 2 * MARGIN, WIDTH + 2 * MARGIN)

EIGHTHS = st.integers(-64, 64).map(lambda eighths: eighths / 8)
"""Camera travel in pixels whose sums are exact: no fraction is rounded into or out of a shift."""


def layer(alpha=None, *, seed=0, depth=0.5, **more):
    rng = np.random.default_rng([seed, 7])
    bgr = rng.integers(0, 255, (*SHAPE, 3), dtype=np.uint8)
    if alpha is not None:
        bgr = (bgr * (alpha[..., None] / 255)).astype(np.uint8)
    return Layer(bgr=bgr, alpha=alpha, margin_px=MARGIN, depth=depth, **more)


def blocks(seed):
    """Return transparency in patches: clear, half and solid, as painted sets have it."""
    rng = np.random.default_rng([seed, 3])
    coarse = rng.choice(np.array([0, 0, 120, 255, 255], np.uint8), (4, 3))
    alpha = np.kron(coarse, np.ones((90, 90), np.uint8))
    return np.ascontiguousarray(alpha[: SHAPE[0], : SHAPE[1]])


def plainly(layers, dx, dy):
    """Lay whole layers one over the other, without any tile."""
    frame = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    for one in layers:
        inv = None if one.alpha is None else np.repeat(255 - one.alpha[..., None], 3, axis=2)
        sprite = Sprite(bgr=one.bgr, inv=inv)
        blit(frame, sprite, dx * one.depth - MARGIN, dy * one.depth - MARGIN)
    return frame


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 99), EIGHTHS, EIGHTHS)
def test_pieces_show_the_same_picture_as_whole_layers(seed, dx, dy):
    layers = [
        layer(seed=seed, depth=0.125),
        layer(blocks(seed), seed=seed + 1, depth=0.625),
        layer(blocks(seed + 1), seed=seed + 2, depth=1.5),
    ]
    plate = Plate(layers, width=WIDTH, height=HEIGHT, camera_still=False, reach_px=8.0)
    frame = np.full((HEIGHT, WIDTH, 3), 77, np.uint8)
    plate.lay(frame, 0.0, dx, dy)
    assert np.array_equal(frame, plainly(layers, dx, dy))


def test_an_empty_layer_is_never_laid():
    assert pieces(tiles_of(layer(np.zeros(SHAPE, np.uint8))), SHAPE) == ()


def test_glow_without_cover_is_not_clear():
    glow = layer(np.zeros(SHAPE, np.uint8))
    glow.bgr[70, 70] = 9
    (piece,) = pieces(tiles_of(glow), SHAPE)
    assert piece.window == (TILE_PX, TILE_PX, 2 * TILE_PX, 2 * TILE_PX)
    assert not piece.solid


def test_a_tile_whose_neighbour_pixel_is_clear_is_not_solid():
    alpha = np.zeros(SHAPE, np.uint8)
    alpha[: 2 * TILE_PX, : 2 * TILE_PX] = 255
    cover = tiles_of(layer(alpha))
    assert cover[0, 0] == Cover.SOLID
    assert cover[0, 1] == cover[1, 1] == Cover.MIXED


def test_what_a_nearer_layer_hides_is_cleared_and_what_may_show_is_kept():
    alpha = np.zeros(SHAPE, np.uint8)
    alpha[TILE_PX:] = 255
    layers = [layer(depth=0.1), layer(alpha, depth=1.0)]
    far, near = without_hidden(layers, [tiles_of(one) for one in layers], reach_px=5.0)
    assert (far[:2] == Cover.SOLID).all()  # a row more than the nearer layer leaves open
    assert (far[2:] == Cover.CLEAR).all()
    assert (near[1:] == Cover.SOLID).all()


@pytest.mark.parametrize("more", [{"blend": "add"}, {"drift": (0.1, 0.0)}])
def test_light_and_what_drifts_hide_nothing(more):
    layers = [layer(depth=0.1), layer(np.full(SHAPE, 255, np.uint8), depth=1.0, **more)]
    far, _ = without_hidden(layers, [tiles_of(one) for one in layers], reach_px=0.0)
    assert (far == Cover.SOLID).all()


@given(st.integers(0, 999))
def test_pieces_cover_every_tile_once(seed):
    cover = np.random.default_rng(seed).integers(0, 3, (5, 4)).astype(np.uint8)
    size = (5 * TILE_PX - 10, 4 * TILE_PX - 3)
    laid = np.zeros((5 * TILE_PX, 4 * TILE_PX), np.uint8)
    for piece in pieces(cover, size):
        left, top, right, bottom = piece.window
        assert right <= size[1]
        assert bottom <= size[0]
        laid[top:bottom, left:right] += np.uint8(Cover.SOLID if piece.solid else Cover.MIXED)
    whole = np.kron(cover, np.ones((TILE_PX, TILE_PX), np.uint8))
    assert np.array_equal(laid[: size[0], : size[1]], whole[: size[0], : size[1]])


def test_pieces_are_joined_where_one_call_is_cheaper_than_two():
    near = [Piece(window=(0, 0, 64, 64), solid=False), Piece(window=(64, 0, 128, 70), solid=False)]
    far = Piece(window=(600, 600, 700, 700), solid=True)
    assert set(joined([*near, far], 1_000)) == {Piece(window=(0, 0, 128, 70), solid=False), far}
    assert joined(near, 100) == tuple(near)
