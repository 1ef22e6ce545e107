"""Good night: which sentences put out the windows of a house, and what a window does."""

from __future__ import annotations

from math import inf
from threading import Event

import numpy as np
import pytest

from generation.director.rules import RuleDirector
from generation.engines.puppet.canvas import View
from generation.engines.puppet.engine import PuppetTake
from generation.engines.puppet.plate import Plate
from generation.engines.puppet.sets import SETS
from generation.engines.puppet.sets.apartment_block import windows
from generation.engines.puppet.stage import Layer, Scene
from generation.model.screenplay import Camera, Light, Prop, Shot
from tests.papers import order_of, paper, timeline_of

ME = [("me", "cameo")]
NIGHT = (
    "good night everyone",
    "lights out, sleep tight",
    "everybody said goodnight an hour ago and is still scrolling",
    "晚安大家",
    "群里一个一个说晚安，关灯睡觉",
    "都熄灯了，还在刷手机",
    "各位晚安，我先睡了",
    "大家晚安囉",
    "關燈，晚安",
    "說好熄燈，大家還在滑手機",
)
NOT_NIGHT = (
    "I just want to sleep until Friday",
    "I can't sleep",
    "the window of the office is broken",
    "Ben washed the windows",
    "a good night's sleep is all I want",
    "好困，不想起床",
    "又失眠了",
    "生日快乐，晚安",
    "今天又加班到凌晨三点，老板还在画饼",
)


def write(sentence, cast=ME, *, seed=0):
    return RuleDirector().write(sentence, cast, locale="en", seed=seed)


@pytest.mark.parametrize("sentence", NIGHT)
def test_good_night_is_said_from_window_to_window(sentence):
    film = write(sentence)
    assert film.recipe == "R24"
    assert {shot.set for shot in film.shots} == {"apartment_block"}


@pytest.mark.parametrize("sentence", NOT_NIGHT)
def test_other_nights_are_other_films(sentence):
    assert write(sentence).recipe != "R24"


def lamps(shot):
    return {p.anchor: (p.start, p.end) for p in shot.props if p.id == "lamp"}


@pytest.mark.parametrize("seed", range(3))
def test_who_says_good_night_puts_out_the_light_after_it_and_all_wake_again(seed):
    film = write("good night everyone", [*ME, ("Ana", "drawn"), ("Ben", "drawn")], seed=seed)
    speaking = [shot for shot in film.shots if shot.lines]
    own = [f"window{number}" for number in (2, 3, 1)]
    assert [lamps(shot)[window] for shot, window in zip(speaking, own, strict=True)] == [
        ("lit", "out")
    ] * 3
    assert all(any(s.id == "switch" for s in shot.sfx) for shot in speaking)
    last = film.shots[-1]
    assert not last.lines
    assert last.light.kind == "phone"
    assert lamps(last) == {f"window{n}": ("out", "lit" if n > 1 else "out") for n in range(1, 7)}


def test_the_words_stand_on_the_roof():
    signs = [p.label for p in write("晚安大家").shots[0].props if p.id == "sign"]
    assert signs == ["晚安大家"]


@pytest.mark.parametrize("aspect", [9 / 16, 1.0, 16 / 9])
def test_six_windows_keep_apart_and_inside_the_picture(aspect):
    boxes, anchors = windows(aspect), SETS["apartment_block"].anchors(aspect)
    assert len(set(boxes)) == 6
    assert all(0 < box[0] < box[2] < aspect and 0.1 < box[1] < box[3] < 0.9 for box in boxes)
    apart = [a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]
             for n, a in enumerate(boxes) for b in boxes[n + 1 :]]  # fmt: skip
    assert all(apart)
    assert [anchors[f"actor{n}"].window for n in (1, 2, 3)] == list(boxes[:3])
    assert [anchors[f"window{n}"].window for n in range(1, 7)] == list(boxes)


def test_a_lamp_that_goes_out_darkens_its_own_window_when_it_does(mina, lettering):
    lamp = Prop(id="lamp", anchor="window1", start="lit", end="out", at=0.5)
    shot = Shot(id="S1", set="apartment_block", time="night", camera=Camera(framing="wide"),
                cast=("P1",), props=(lamp,))  # fmt: skip
    order = order_of(paper(shot), {"P1": mina})
    take = PuppetTake(order, timeline_of(4), lettering)
    boxes = [[round(edge * 256) for edge in box] for box in windows(144 / 256)]
    levels = [
        [frame[top + 3 : low - 3, left + 3 : right - 3].mean() for left, top, right, low in boxes]
        for frame in take.frames(Event())
    ]
    assert levels[1][0] > 2 * levels[2][0]
    assert all(abs(a - b) < 3 for a, b in zip(levels[1][1:], levels[2][1:], strict=True))


def test_a_phone_in_a_dark_window_is_blue(lettering):
    lights = {}
    for kind in ("key", "phone"):
        near = View(width_px=144, height_px=256, margin_px=4, zoom=2.5)
        scene = Scene(view=near, lettering=lettering, time="night", light=Light(kind=kind))
        lights[kind] = SETS["apartment_block"].paint(scene).light.key
    assert lights["key"][0] > lights["key"][2]
    assert lights["phone"][2] > lights["phone"][0] + 80


@pytest.mark.parametrize(("t_s", "shown"), [(0.0, False), (0.49, False), (0.5, True), (9.0, True)])
def test_a_layer_is_there_only_while_it_is_seen(t_s, shown):
    white = np.full((8, 8, 3), 255, np.uint8)
    ground = Layer(bgr=np.zeros((8, 8, 3), np.uint8), alpha=None, margin_px=0, depth=1.0)
    late = Layer(bgr=white, alpha=np.full((8, 8), 255, np.uint8), margin_px=0, depth=1.0,
                 seen=(0.5, inf))  # fmt: skip
    plate = Plate((ground, late), width=8, height=8, camera_still=True, reach_px=0)
    frame = np.zeros((8, 8, 3), np.uint8)
    plate.lay(frame, t_s, 0.0, 0.0)
    assert bool(frame.all()) is shown
