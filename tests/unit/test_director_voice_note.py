"""A voice note's paper holds its pieces in order, whatever was said."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.director.script import from_json, to_json
from generation.director.voice_note import UNSAID, voice_note_paper

LOCALES = st.sampled_from(["en", "zh-Hans", "zh-Hant"])


@settings(deadline=None)  # the first text loads the dictionaries
@given(
    st.lists(st.floats(0.2, 30), min_size=1, max_size=6), st.none() | st.text(max_size=400),
    st.text(max_size=60), LOCALES, st.integers(0, 2**31),
)  # fmt: skip
def test_every_piece_has_a_shot_and_a_line_of_its_own(pieces, text, name, locale, seed):
    paper = voice_note_paper(pieces, text=text, name=name, locale=locale, seed=seed)
    assert [line.id for shot in paper.shots for line in shot.lines] == [
        f"L{number + 1}" for number in range(len(pieces))
    ]
    assert all(len(shot.lines) == 1 for shot in paper.shots)
    assert from_json(to_json(paper)) == paper


def test_neighbouring_shots_differ_in_size():
    paper = voice_note_paper([4, 4, 4, 4], name="Ada", locale="en", seed=1)
    sizes = [shot.camera.framing for shot in paper.shots]
    assert all(a != b for a, b in pairwise(sizes))
    assert {shot.set for shot in paper.shots} == {paper.shots[0].set}


def test_words_are_shared_out_and_without_words_there_are_no_subtitles():
    paper = voice_note_paper([1, 3], text="one two three four", name="A", locale="en", seed=0)
    assert [shot.lines[0].text for shot in paper.shots] == ["one", "two three four"]
    silent = voice_note_paper([1, 3], name="A", locale="zh-Hans", seed=0)
    assert {shot.subtitles for shot in silent.shots} == {"none"}
    assert {shot.lines[0].text for shot in silent.shots} == {UNSAID}


@pytest.mark.parametrize(("text", "language"), [("我们明天见", "zh"), ("see you", "en")])
def test_a_line_is_in_the_language_it_is_in(text, language):
    paper = voice_note_paper([2], text=text, name="A", locale="en", seed=0)
    assert paper.shots[0].lines[0].language == language


def test_different_seeds_film_in_different_places():
    places = {
        voice_note_paper([2], name="A", locale="en", seed=seed).shots[0].set for seed in range(20)
    }
    assert len(places) >= 5


def test_a_sentence_is_kept_whole_where_it_nearly_fits():
    text = "I am here now, my dear. You are still there."
    paper = voice_note_paper([2, 2], text=text, name="A", locale="en", seed=0)
    assert [shot.lines[0].text for shot in paper.shots] == [
        "I am here now, my dear.", "You are still there.",
    ]  # fmt: skip
