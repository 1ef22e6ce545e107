"""The visible label."""

from __future__ import annotations

import numpy as np
import pytest

from generation.provenance.label import full_label, label_text, small_label

BOTH = ("AI 生成 · Walkon", "AI · Walkon")


@pytest.mark.parametrize("size", [(720, 1280), (720, 720), (1280, 720), (128, 128)])
def test_letters_of_the_full_label_are_five_per_cent_of_the_short_side(size, lettering):
    strip, _, top = full_label(BOTH, "雨中", lettering, width=size[0], height=size[1])
    assert top == 0
    bright = (strip[..., :3].min(2) > 180).any(1)
    runs = np.split(np.nonzero(bright)[0], np.nonzero(np.diff(np.nonzero(bright)[0]) > 1)[0] + 1)
    assert max(len(run) for run in runs) >= 0.045 * min(size)


def test_the_strip_is_as_wide_as_the_film_and_not_over_the_middle(lettering):
    strip, left, _ = full_label(BOTH, "A long title " * 8, lettering, width=720, height=1280)
    assert left == 0
    assert strip.shape[1] == 720
    assert strip.shape[0] < 0.25 * 1280


def test_both_languages_are_named_once():
    assert label_text(BOTH) == "AI 生成 · Walkon / AI · Walkon"
    assert label_text(("AI · Walkon", "AI · Walkon")) == "AI · Walkon"


def test_the_small_mark_is_visible_in_a_corner(lettering):
    mark, left, top = small_label(BOTH, lettering, width=720, height=1280)
    assert (mark[..., 3] > 60).any()
    assert left < 72
    assert top < 72
