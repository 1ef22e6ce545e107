"""Shots and lines on frames."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.model.screenplay import Shot
from generation.production.layout import BUTTON_S, lay_out
from tests.papers import line, paper, spoken

FPS = Fraction(30)


@given(st.lists(st.floats(0.5, 4.0), min_size=1, max_size=6))
def test_shots_follow_each_other_without_gap(lengths):
    shots = [Shot(id=f"S{i}", set="beach", duration_s=s) for i, s in enumerate(lengths)]
    timeline = lay_out(paper(*shots), {}, fps=FPS)
    assert timeline.spans[0].first == 0
    for before, after in pairwise(timeline.spans):
        assert before.end == after.first
    assert timeline.frames == timeline.spans[-1].end


def test_a_shot_lasts_as_long_as_its_words_need():
    shot = Shot(id="S1", set="beach", duration_s=0.6, lines=(line(),))
    timeline = lay_out(paper(shot), {"L1": spoken(2.0)}, fps=FPS)
    assert timeline.duration_s == pytest.approx(0.25 + 2.0 + BUTTON_S, abs=0.05)


def test_lines_stay_inside_their_shot_and_in_order():
    first = Shot(id="S1", set="beach", lines=(line(), line(line_id="L2", pause_before_s=0.7)))
    timeline = lay_out(paper(first), {"L1": spoken(1.0), "L2": spoken(0.5)}, fps=FPS)
    one, two = timeline.cues
    assert two.start_s - one.end_s == pytest.approx(0.7)
    assert two.end_s < timeline.duration_s
    assert one.phonemes[0].start_s == pytest.approx(one.start_s)
    assert two.words[0].end_s == pytest.approx(two.end_s)


def test_something_happens_after_the_last_word():
    shot = Shot(id="S1", set="beach", lines=(line(),))
    timeline = lay_out(paper(shot), {"L1": spoken(1.0)}, fps=FPS)
    assert timeline.duration_s - timeline.cues[-1].end_s >= 0.9
