"""Shots and lines on frames."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.model.screenplay import Shot
from generation.production.layout import ANSWER_GAP_S, ANSWER_LEAD_S, BUTTON_S, lay_out
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


def exchange(*, who="P2", where="beach", cast=("P2",), **first):
    one = Shot(id="S1", set="beach", cast=("P1",), lines=(line(),))
    two = Shot(id="S2", set=where, cast=cast, lines=(line(line_id="L2", who=who, **first),))
    return paper(one, two, cast=("P1", "P2"))


@pytest.mark.parametrize("fps", [24, 30])
def test_who_answers_is_heard_before_they_are_seen_and_after_the_other(fps):
    speeches = {"L1": spoken(1.0), "L2": spoken(0.8)}
    timeline = lay_out(exchange(), speeches, fps=Fraction(fps))
    one, two = timeline.cues
    cut_s = timeline.spans[1].first / fps
    assert cut_s - two.start_s == pytest.approx(ANSWER_LEAD_S, abs=1e-6)
    assert two.start_s - one.end_s == pytest.approx(ANSWER_GAP_S, abs=1 / fps)
    assert two.end_s < timeline.duration_s


@pytest.mark.parametrize(
    "changes",
    [{"who": "P1"}, {"where": "forest"}, {"pause_before_s": 0.5}, {"heard": "phone"},
     {"heard": "mute"}],
)  # fmt: skip
def test_who_pauses_is_elsewhere_or_the_same_waits_for_the_cut(changes):
    timeline = lay_out(exchange(**changes), {"L1": spoken(), "L2": spoken()}, fps=FPS)
    assert timeline.cues[1].start_s >= timeline.spans[1].first / 30


def test_a_mouth_that_is_in_the_picture_is_never_heard_too_soon():
    film = exchange()
    both = replace(film, shots=(replace(film.shots[0], cast=("P1", "P2")), film.shots[1]))
    timeline = lay_out(both, {"L1": spoken(), "L2": spoken()}, fps=FPS)
    assert timeline.cues[1].start_s >= timeline.spans[1].first / 30
