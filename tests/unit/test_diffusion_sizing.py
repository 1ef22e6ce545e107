"""How large and how long what a model makes is."""

from __future__ import annotations

from math import sqrt

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generation.engines.diffusion.sizing import fitted, frames_for, picture_size, seeded

SIDES = st.integers(128, 1920)
MULTIPLES = st.sampled_from([16, 32, 64])
AREAS = st.integers(256 * 256, 1280 * 720)


def test_a_film_for_telephones_is_filmed_upright():
    assert picture_size(720, 1280, 512 * 768, 32) == (480, 832)
    assert picture_size(1280, 720, 512 * 768, 32) == (832, 480)
    assert picture_size(512, 512, 512 * 768, 32) == (640, 640)


@given(SIDES, SIDES, AREAS, MULTIPLES)
def test_sides_are_multiples_next_to_the_exact_ones(width, height, area, multiple):
    size = picture_size(width, height, area, multiple)
    exact = sqrt(area * width / height), sqrt(area * height / width)
    for side, wanted in zip(size, exact, strict=True):
        assert side % multiple == 0 < side
        assert abs(side - wanted) < multiple


@given(SIDES, SIDES, AREAS)
def test_a_picture_that_lies_is_a_picture_that_stands_turned(width, height, area):
    lying, standing = picture_size(width, height, area, 32), picture_size(height, width, area, 32)
    assert lying[0] * lying[1] == standing[0] * standing[1]


@given(st.integers(128, 1920), MULTIPLES, st.integers(4, 40))
def test_a_size_that_fits_is_taken_as_it_is(side, multiple, times):
    wanted = times * multiple
    assert picture_size(side, side, wanted * wanted, multiple) == (wanted, wanted)


@given(st.integers(1, 500), st.sampled_from([4, 8]))
def test_frames_are_enough_and_no_step_too_many(frames, step):
    made = frames_for(frames, step)
    assert made % step == 1
    assert made > step
    assert made >= frames
    assert made - step < max(frames, 2)


def test_a_still_is_stretched_and_never_cut():
    still = np.zeros((128, 72, 3), np.uint8)
    still[:, -8:] = 255
    wide = np.asarray(fitted(still, (96, 128)))
    assert wide.shape == (128, 96, 3)
    assert wide[:, -8:].min() > 250
    assert np.array_equal(np.asarray(fitted(still, (72, 128))), still)


def test_noise_is_the_same_for_the_same_seed():
    import torch

    first, second, other = (torch.randn(4, generator=seeded(seed)) for seed in (7, 7, 8))
    assert torch.equal(first, second)
    assert not torch.equal(first, other)
