"""Subtitles: pages, lines, scripts, columns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.engines.puppet.grouping import ROUND_CHIN_LOWEST
from generation.model.clip import RenderSpec
from generation.model.screenplay import Shot
from generation.model.speech import Word
from generation.model.timeline import Cue
from generation.production.captions import (
    LINE_CELLS,
    Captions,
    cells,
    join,
    paginate,
    split_phrases,
)
from tests.papers import line, paper, timeline_of

SPEC = RenderSpec(width_px=360, height_px=640)


def words(*texts):
    return tuple(Word(text=t, start_s=i * 0.2, end_s=i * 0.2 + 0.2) for i, t in enumerate(texts))


def captions(text, spoken, lettering, *, subtitles="horizontal", spec=SPEC, shape="9:16"):
    shot = Shot(id="S1", set="beach", lines=(line(text),), subtitles=subtitles)
    cue = Cue(
        line_id="L1", shot_id="S1", who="P1", text=text, language="en", start_s=spoken[0].start_s,
        end_s=spoken[-1].end_s, words=spoken, phonemes=(),
    )  # fmt: skip
    plain = timeline_of(90)
    timeline = type(plain)(fps=plain.fps, spans=plain.spans, cues=(cue,))
    return Captions(replace(paper(shot), format=shape), timeline, spec, lettering)


def drawn(shown, frame):
    canvas = np.zeros((SPEC.height_px * 3 // 2, SPEC.width_px), np.uint8)
    shown.lay(frame, canvas)
    return canvas[: SPEC.height_px]


@given(st.lists(st.text("abcdefgh我们在雨中", min_size=1, max_size=9), min_size=1, max_size=40))
def test_pages_keep_every_word_in_order_and_short_lines(texts):
    spoken = words(*texts)
    pages = paginate(spoken)
    assert [word for page in pages for word in page.words] == list(spoken)
    assert all(len(page.lines) <= 2 for page in pages)
    for page in pages:
        for row in page.lines:
            assert len(row) == 1 or cells(join(row)) <= LINE_CELLS + 9 * 24 / 14


def test_chinese_is_joined_without_spaces_and_english_with():
    assert join(words("我", "在", "等")) == "我在等"
    assert join(words("I", "wait.")) == "I wait."


def test_a_caption_is_there_while_it_is_spoken_and_gone_after(lettering):
    shown = captions("I wait", words("I", "wait"), lettering)
    assert drawn(shown, 3).any()
    assert not drawn(shown, 60).any()


def test_captions_stay_in_their_band(lettering):
    rows = np.nonzero(drawn(captions("I wait", words("I", "wait"), lettering), 3).any(1))[0]
    assert rows[0] > 0.70 * SPEC.height_px
    assert rows[-1] < 0.90 * SPEC.height_px


def test_a_script_without_font_is_left_out_and_reported(lettering):
    shown = captions("สวัสดี", words("สวัสดี"), lettering)
    assert shown.unwritten == ("L1",)
    assert not drawn(shown, 3).any()


def test_verse_appears_character_by_character_in_columns(lettering):
    shown = captions("会当凌绝顶", words(*"会当凌绝顶"), lettering, subtitles="vertical")
    early, late = drawn(shown, 1), drawn(shown, 40)
    assert 0 < np.count_nonzero(early) < np.count_nonzero(late)
    columns = np.nonzero(late.any(0))[0]
    assert columns[0] > 0.6 * SPEC.width_px


def test_phrases_of_verse_lose_their_marks():
    phrases = split_phrases(words("会", "当，", "一", "览。"))
    assert ["".join(word.text for word in phrase) for phrase in phrases] == ["会当", "一览"]


@pytest.mark.parametrize("subtitles", ["horizontal", "karaoke"])
@pytest.mark.parametrize(
    "text", ["Do you take all of it back, or none of it?", "我们在雨中等了很久很久"]
)
def test_in_a_circle_words_stand_inside_it_and_below_every_chin(subtitles, text, lettering):
    side = 300
    spec = RenderSpec(width_px=side, height_px=side)
    parts = text.split() if " " in text else text
    shown = captions(
        text, words(*parts), lettering, subtitles=subtitles, spec=spec, shape="note"
    )  # fmt: skip
    canvas = np.zeros((side * 3 // 2, side), np.uint8)
    shown.lay(8, canvas)
    rows, columns = np.nonzero(canvas[:side] > 60)
    assert rows.min() > ROUND_CHIN_LOWEST * side
    assert np.hypot(rows - side / 2, columns - side / 2).max() < side / 2
