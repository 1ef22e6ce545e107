"""Indoor sets: complete, opaque behind, present in front, the same every time, and lettered."""

from __future__ import annotations

import os
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from generation.director.rules import RuleDirector
from generation.engines.puppet.blocking import block
from generation.engines.puppet.canvas import View
from generation.engines.puppet.sets import SETS
from generation.engines.puppet.sets.museum import FRAME
from generation.engines.puppet.stage import Scene, SetArt
from generation.lettering import Lettering
from generation.model.screenplay import Light, TimeOfDay, Weather, WeatherKind
from generation.production.layout import lay_out
from tests.papers import order_of, spoken

INDOOR = (
    "stage",
    "lift",
    "video_call",
    "courtroom",
    "birthday_room",
    "classroom",
    "office",
    "tea_house",
    "museum",
    "plain_room",
    "bedroom",
    "hotpot_room",
    "throne_hall",
    "apartment_block",
    "karaoke_room",
    "postcard",
    "fridge",
    "split_call",
    "temple",
    "interrogation",
    "arena",
    "show_kitchen",
    "kitchen",
    "commentary_box",
    "news_desk",
    "weather_map",
)
SEATED = ("hotpot_room", "interrogation", "commentary_box", "news_desk")
HIPS_FACES = 2.0  # below the chin
WINDOWED = ("split_call", "video_call", "apartment_block", "arena", "postcard")
TIMES: tuple[TimeOfDay, ...] = ("dawn", "day", "dusk", "night")
WEATHERS: tuple[WeatherKind, ...] = ("clear", "rain", "snow", "fog", "wind", "storm")
SIZES = ((72, 128), (96, 96), (128, 72))
FACE_AND_ABOVE = 0.5  # a front layer leaves the middle of the picture free down to here
WORDS = "GUILTY"


@pytest.fixture(scope="module")
def lettering() -> Lettering:
    return Lettering([Path(os.environ["WALKON_MODELS_DIR"]) / "NotoSansCJKsc-Regular.otf"])


def seen(art: SetArt, size: tuple[int, int]) -> np.ndarray:
    """Lay the planes of a set over each other as a camera at home sees them."""
    width, height = size
    out = np.zeros((height, width, 3), np.float32)
    for layer in (*art.behind, *art.front):
        m = layer.margin_px
        bgr = layer.bgr[m : m + height, m : m + width].astype(np.float32)
        if layer.blend == "add":
            out = np.minimum(out + bgr, np.float32(255))
        elif layer.alpha is None:
            out = bgr
        else:
            cover = layer.alpha[m : m + height, m : m + width, None] / np.float32(255)
            out = np.asarray(out * (1 - cover) + bgr, np.float32)
    return out


def scene(lettering: Lettering, size: tuple[int, int] = (72, 128), **changes: object) -> Scene:
    view = View(width_px=size[0], height_px=size[1], margin_px=8)
    return Scene(**{"view": view, "lettering": lettering, "seed": 5} | changes)  # type: ignore[arg-type]


SKIES = list(product(enumerate(TIMES), enumerate(WEATHERS)))
"""Every hour with every weather: a set takes every third, the next two sets those between."""


@pytest.mark.parametrize(("start", "name"), list(enumerate(INDOOR)), ids=INDOOR)
def test_paints_at_every_hour_in_every_weather_and_shape(start, name, lettering):
    for (index, time), (place, kind) in SKIES:
        if (start + index + place) % 3:
            continue
        size = SIZES[index % len(SIZES)]
        weather = Weather(kind=kind, strength=0.8, wind=0.5)
        art = SETS[name].paint(scene(lettering, size, time=time, weather=weather))
        assert art.behind[0].alpha is None
        assert seen(art, size).std() > 8


@pytest.mark.parametrize("name", INDOOR)
@pytest.mark.parametrize("zoom", [1.0, 2.3, 3.7])
def test_something_is_in_front_but_not_over_the_face(name, zoom, lettering):
    view = View(width_px=108, height_px=192, zoom=zoom, centre=(0.28, 0.45), margin_px=8)
    art = SETS[name].paint(scene(lettering, view=view))
    front = art.front[-1].alpha
    assert front is not None
    inner = front[8:-8, 8:-8]
    assert inner[int(0.82 * 192) :].mean() > 20
    assert inner[int(0.2 * 192) : int(FACE_AND_ABOVE * 192), 27:81].max() == 0


@pytest.mark.parametrize("name", INDOOR)
def test_same_scene_same_pixels(name, lettering):
    first = SETS[name].paint(scene(lettering, sign=WORDS, time="night"))
    second = SETS[name].paint(scene(lettering, sign=WORDS, time="night"))
    for a, b in zip((*first.behind, *first.front), (*second.behind, *second.front), strict=True):
        assert np.array_equal(a.bgr, b.bgr)


@pytest.mark.parametrize("name", INDOOR)
@pytest.mark.parametrize("words", [WORDS, "最后一个饺子"])
def test_the_members_word_is_in_the_picture(name, words, lettering):
    size = (216, 384)
    plain = seen(SETS[name].paint(scene(lettering, size)), size)
    signed = seen(SETS[name].paint(scene(lettering, size, sign=words)), size)
    changed = np.abs(plain - signed).max(-1) > 30
    assert changed.sum() > 80


@pytest.mark.parametrize("name", [name for name in INDOOR if name not in WINDOWED])
@pytest.mark.parametrize("aspect", [9 / 16, 1.0, 16 / 9])
def test_anchors_stand_on_the_stage(name, aspect):
    anchors = SETS[name].anchors(aspect)
    assert {"actor1", "actor2", "actor3", "table", "ground", "wall", "air"} <= anchors.keys()
    for key in ("actor1", "actor2", "actor3", "ground"):
        anchor = anchors[key]
        assert 0.05 < anchor.at[0] < aspect - 0.05
        assert 0.85 < anchor.at[1] <= (1.1 if name in SEATED else 0.97)
        assert 0.56 <= anchor.height <= 0.66


@pytest.mark.parametrize("name", SEATED)
@pytest.mark.parametrize("size", SIZES)
def test_the_table_hides_what_sits_below_it(name, size, lettering):
    front = SETS[name].paint(scene(lettering, size)).front[-1]
    anchors = SETS[name].anchors(size[0] / size[1])
    for key in ("actor1", "actor2"):
        x, chin = anchors[key].chin
        hip = chin + HIPS_FACES * anchors[key].face
        assert front.alpha is not None
        rows = front.alpha[8:-8, round(x * size[1]) + 8]
        assert rows[round((hip + 0.03) * size[1]) :].min() > 200
        assert rows[: round((chin + 0.05) * size[1])].max() == 0


def test_every_set_lights_its_actors_differently(lettering):
    lights = {SETS[name].paint(scene(lettering)).light for name in INDOOR}
    assert len(lights) == len(INDOOR)


@pytest.mark.parametrize("name", INDOOR)
def test_night_is_darker_than_day(name, lettering):
    size = (72, 128)
    day = seen(SETS[name].paint(scene(lettering, time="day")), size).mean()
    assert seen(SETS[name].paint(scene(lettering, time="night")), size).mean() < 0.95 * day


def test_whose_words_hang_in_the_museum_hangs_there_too(mina):
    paper = RuleDirector().write("hang me in the museum", [("me", "cameo")], locale="en", seed=1)
    assert paper.recipe == "R7"
    lead = paper.cast[0].token
    order = order_of(paper, {member.token: mina for member in paper.cast})
    speeches = {line.id: spoken() for shot in paper.shots for line in shot.lines}
    blocked = block(order, lay_out(paper, speeches, fps=Fraction(30)), SETS)
    hung = [one.window for shot in blocked for one in shot.actors if one.token == lead]
    half, top, bottom = FRAME
    assert hung
    for window in hung:
        assert window is not None
        middle = 9 / 32
        assert middle - half < window[0] < window[2] < middle + half
        assert top < window[1] < window[3] < bottom


@pytest.mark.parametrize("name", INDOOR)
def test_a_storm_outside_darkens_the_room(name, lettering):
    size = (72, 128)
    clear = SETS[name].paint(scene(lettering))
    storm = SETS[name].paint(scene(lettering, weather=Weather(kind="storm", strength=1.0)))
    assert seen(storm, size).mean() < 0.97 * seen(clear, size).mean()
    assert storm.light != clear.light


def test_a_shot_may_ask_for_moving_light(lettering):
    asked = scene(lettering, light=Light(behaviour="flicker"))
    assert SETS["office"].paint(asked).light.behaviour == "flicker"
