"""Four panels of a film: which moments, how words stand in them, and the label on the page."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generation.model.clip import RenderSpec
from generation.production.bubbles import CLOSING, Bubble, broken, paint_bubble
from generation.production.film import Crew, produce
from generation.production.panels import Panels, moments
from tests.fakes import FakeEngine, FakeTake, FakeVoice
from tests.papers import cue_of, order_of, phoneme, timeline_of, two_shots

SENTENCES = ("I was counting with my heart, you know.", "我是用心数的，你知道吗？数了三遍！", "No.")


def cues(timeline, *shots):
    fps = float(timeline.fps)
    spans = {span.shot_id: span for span in timeline.spans}
    said = []
    for shot in shots:
        start, end = spans[shot].first / fps, spans[shot].end / fps
        cue = cue_of([phoneme("open", start, end)], shot=shot, text=f"said in {shot}")
        said.append(replace(cue, line_id=f"L{shot}"))
    return replace(timeline, cues=tuple(said))


@given(
    lengths=st.lists(st.integers(6, 60), min_size=1, max_size=6),
    spoken=st.sets(st.integers(1, 6)),
)
def test_there_are_four_different_moments_in_order(lengths, spoken):
    timeline = timeline_of(*lengths)
    timeline = cues(timeline, *(f"S{n}" for n in sorted(spoken) if n <= len(lengths)))
    frames = [moment.frame for moment in moments(timeline)]
    assert len(frames) == 4
    assert frames == sorted(set(frames))
    for moment in moments(timeline):
        span = next(span for span in timeline.spans if span.shot_id == moment.shot_id)
        assert span.first <= moment.frame < span.end


def test_what_is_said_between_first_and_last_is_shown():
    timeline = cues(timeline_of(30, 30, 30, 30, 30, 30), "S2", "S3", "S5")
    chosen = moments(timeline)
    assert [moment.shot_id for moment in chosen] == ["S1", "S2", "S5", "S6"]
    assert [moment.cue is not None for moment in chosen] == [False, True, True, False]


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("width", [90, 160, 900])
def test_lines_lose_nothing_and_begin_with_no_closing_mark(text, width, lettering):
    lines = broken(text, lettering, 20, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert not any(line[0] in CLOSING for line in lines)


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("top", [20, 140, 260])
def test_a_bubble_leaves_the_middle_of_the_face_free(text, top, lettering):
    panel = np.full((450, 360, 3), 120, np.uint8)
    face = (110, top, 130, 170)
    paint_bubble(panel, Bubble(text=text, face=face), lettering)
    assert (panel == 255).all(2).mean() > 0.02
    assert (panel < 20).all(2).any()
    eyes_and_mouth = panel[top + 60 : top + 130, 140:210]
    assert (eyes_and_mouth == 120).all()


def test_words_that_no_font_has_leave_the_panel_as_it_was(lettering):
    panel = np.full((300, 240, 3), 120, np.uint8)
    paint_bubble(panel, Bubble(text="\U00012000", face=None), lettering)
    assert (panel == 120).all()


@pytest.mark.parametrize("size", [(144, 256), (256, 144), (200, 200)])
def test_a_page_has_the_label_and_four_panels(size, mina, lettering):
    order = replace(
        order_of(two_shots(), {"P1": mina}), spec=RenderSpec(width_px=size[0], height_px=size[1])
    )
    timeline = cues(timeline_of(20, 20), "S2")
    take = FakeTake(order, timeline)
    panels = Panels(order, timeline, take.records(), lettering)
    for index, frame in enumerate(take.frames(_Never())):
        before = frame.copy()
        panels.keep(index, frame)
        assert np.array_equal(frame, before)
    page = panels.page()
    assert page.shape[1] > 2 * min(size)
    paper = (page == (250, 246, 236)).all(2)
    first = int(np.argmax(paper.all(1)))
    assert (page[:first] > 200).all(2).mean() > 0.02  # letters of the label
    assert paper[:, page.shape[1] // 2][first:].all()


class _Never:
    def is_set(self):
        return False


def test_panels_lie_beside_a_film_that_asks_for_them_and_say_who_made_them(
    tmp_path, lettering, mina
):
    crew = Crew(engine=FakeEngine(), voice=FakeVoice(), lettering=lettering)
    order = order_of(two_shots(), {"P1": mina})
    plain = produce(order, crew, tmp_path / "a.mp4")
    clip = produce(replace(order, panels=True), crew, tmp_path / "b.mp4")
    assert plain.panels is None
    assert clip.panels is not None
    with Image.open(clip.panels) as page:
        assert json.loads(page.info["AIGC"])["ProduceID"] == order.clip_id
    assert not (tmp_path / "a.png").exists()
