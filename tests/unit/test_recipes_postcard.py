"""Wish you were here: which sentences are a postcard, what stands on it, and how it is written."""

from __future__ import annotations

from threading import Event

import numpy as np
import pytest

from generation.director.rules import RuleDirector
from generation.engines.puppet.canvas import View
from generation.engines.puppet.engine import PuppetTake
from generation.engines.puppet.sets import SETS
from generation.engines.puppet.sets.postcard import WRITE_UNTIL_S, stamp
from generation.engines.puppet.stage import Scene
from generation.model.screenplay import Camera, Prop, Shot
from generation.production.layout import lay_out
from generation.production.score import score
from tests.papers import order_of, paper, spoken, timeline_of

ME = [("me", "cameo")]
CARDS = {
    "a postcard from the beach: wish you were here": "wish you were here",
    "wish you were here": "wish you were here",
    "a postcard saying the food is terrible": "the food is terrible",
    "postcard: “back on Monday, maybe”": "back on Monday, maybe",
    "从海边寄张明信片：想你了": "想你了",
    "要是你在就好了": "要是你在就好了",
    "寄明信片": "要是你在就好了",
    "明信片上写着：饭很难吃": "饭很难吃",
    "從海邊寄明信片：想你了，快來": "想你了，快來",
    "你要是在這裡就好了": "你要是在這裡就好了",
    "Ana and me: greetings from the beach": "greetings from the beach",
}
NO_CARDS = (
    "dancing on the beach at sunset",
    "I got a letter from the tax office",
    "we passed the exam!!!",
    "海边散步",
    "写信给老板",
    "我还是想你",
    "walking through the forest in the fog",
)


def write(sentence, *, seed=0):
    return RuleDirector().write(sentence, ME, locale="en", seed=seed)


@pytest.mark.parametrize(("sentence", "words"), CARDS.items())
def test_what_is_written_on_the_card_is_what_the_stamp_says(sentence, words):
    film = write(sentence)
    assert film.recipe == "R23"
    assert {shot.set for shot in film.shots} == {"postcard"}
    assert [line.text for shot in film.shots for line in shot.lines] == [words]
    signs = [(p.label, p.start) for shot in film.shots for p in shot.props if p.id == "sign"]
    assert {label for label, _ in signs} == {words}
    assert [state for _, state in signs][:2] == ["off", "on"]


@pytest.mark.parametrize("sentence", NO_CARDS)
def test_other_sentences_are_not_sent_by_post(sentence):
    assert write(sentence).recipe != "R23"


def test_a_long_greeting_is_spoken_whole_and_shortened_on_the_card():
    said = "the hotel is a car park, the sea is two buses away, and the soup remembers us"
    film = write(f"postcard: {said}")
    assert [line.text for shot in film.shots for line in shot.lines] == [said]
    assert film.shots[0].props[0].label == "the hotel is a car park"


def test_the_postmark_falls_on_the_stamp_twenty_frames_before_the_dark():
    film = write("wish you were here")
    shot, dark = film.shots[-2:]
    assert [(p.start, p.end) for p in shot.props if p.id == "postmark"] == [("absent", "whole")]
    fall = next(p.at for p in shot.props if p.id == "postmark")
    assert 18 <= 30 * shot.duration_s * (1 - fall) <= 22
    assert [card.style for card in dark.cards] == ["black"]
    assert SETS["postcard"].anchors(9 / 16)["front"].window == stamp(9 / 16)


def test_words_appear_stroke_by_stroke_from_left_to_right(lettering):
    view = View(width_px=144, height_px=256, margin_px=4)
    scene = Scene(view=view, lettering=lettering, sign="wish you were here", sign_state="off")
    layers = [layer for layer in SETS["postcard"].paint(scene).front if not layer.always]
    kept = [layer for layer in layers if layer.seen[1] == float("inf")]
    pens = [layer for layer in layers if layer.seen[1] < float("inf")]
    assert len(pens) >= len(kept) > 4
    begins = [layer.seen[0] for layer in kept]
    assert begins == sorted(begins)
    assert max(begins) < WRITE_UNTIL_S
    assert all(0 < pen.seen[1] - pen.seen[0] < 0.7 for pen in pens)
    written = SETS["postcard"].paint(
        Scene(view=view, lettering=lettering, sign="wish you were here")
    )
    assert all(layer.always for layer in written.front)


def test_whoever_is_on_the_stamp_is_seen_nowhere_else(mina, lettering):
    seen = []
    for cast in ((), ("P1",)):
        shot = Shot(id="S1", set="postcard", camera=Camera(framing="wide"), cast=cast,
                    props=(Prop(id="sign", label="ABC", anchor="wall"),))  # fmt: skip
        order = order_of(paper(shot), {"P1": mina})
        frame = next(iter(PuppetTake(order, timeline_of(1), lettering).frames(Event())))
        seen.append(frame[:256].astype(np.int16))
    left, top, right, low = (round(edge * 256) for edge in stamp(144 / 256))
    changed = np.abs(seen[1] - seen[0]) > 6
    assert changed[top:low, left:right].mean() > 0.3
    changed[top - 1 : low + 2, left - 1 : right + 2] = False
    assert not changed.any()


def test_the_sea_is_heard_behind_the_card():
    film = write("wish you were here")
    timeline = lay_out(film, {"L1": spoken()}, fps=order_of(film, {}).spec.fps)
    plan = score(order_of(film, {}), timeline, {"L1": spoken()})
    assert all("waves" in span.place.ids for span in plan.ambience)
    assert {"pen", "thump"} <= {hit.id for hit in plan.effects}
