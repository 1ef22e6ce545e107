"""A film made softer, funnier, slower or put into the night: the same words, valid paper."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.gallery.films import shown_films
from generation.director.refining import (
    COMIC_PAUSE_S,
    LOUD,
    REFINEMENTS,
    funnier,
    night,
    slower,
    softer,
)
from generation.director.rules import RuleDirector
from generation.director.script import from_json, to_json
from generation.director.timing import film_seconds
from generation.house_rules import words_of

FILMS = sorted(shown_films())


def written(name, seed=1):
    return shown_films()[name].written(RuleDirector(), seed=seed)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(FILMS),
    st.integers(0, 9),
    st.lists(st.sampled_from(sorted(REFINEMENTS)), min_size=1, max_size=3),
)
def test_whatever_is_changed_the_words_stay_and_the_paper_holds(name, seed, verbs):
    paper = first = written(name, seed)
    for verb in verbs:
        paper = REFINEMENTS[verb](paper)
    assert from_json(to_json(paper)) == paper
    assert words_of(paper) == words_of(first)
    assert [(s.cast, s.set, s.props) for s in paper.shots] == [
        (s.cast, s.set, s.props) for s in first.shots
    ]


def test_softer_is_tender_and_without_a_bang():
    paper = softer(written("R1"))
    assert paper.mood == "tender"
    assert {line.emotion for shot in paper.shots for line in shot.lines} == {"tender"}
    assert not LOUD & {effect.id for shot in paper.shots for effect in shot.sfx}


def test_funnier_waits_before_the_last_words_and_ends_with_a_drum():
    paper = funnier(written("g9"))
    spoken = [line for shot in paper.shots for line in shot.lines]
    assert (spoken[-1].pause_before_s or 0) >= COMIC_PAUSE_S
    assert "ba_dum_tss" in {effect.id for effect in paper.shots[-1].sfx}
    assert paper.mood == "playful"


@pytest.mark.parametrize("name", ["g6", "R7"])
def test_slower_takes_longer(name):
    first = written(name)
    assert film_seconds(slower(first)) > 1.1 * film_seconds(first)


def test_night_is_night_everywhere():
    assert {shot.time for shot in night(written("R12")).shots} == {"night"}
