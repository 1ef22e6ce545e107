"""What a camera is told: words for every id there is, and no name."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from generation.camera_work.breakdown import stretches
from generation.camera_work.prompts import called, prompt_of, wording
from generation.director import vocabulary
from generation.model import screenplay as model
from generation.model.screenplay import Action, Light, Shot, Weather
from generation.model.setup import CameraLimits
from tests.papers import line, paper
from tests.unit.test_breakdown import cue, one_shot

IDS = {
    "set": vocabulary.SETS,
    "action": vocabulary.ACTIONS,
    "ambience": vocabulary.AMBIENCE,
    "light": vocabulary.LIGHTS,
    "face": get_args(model.Mood),
    "voice": get_args(model.Mood),
    "time": get_args(model.TimeOfDay),
    "weather": get_args(model.WeatherKind),
    "behaviour": get_args(model.Behaviour),
    "framing": get_args(model.Framing),
    "motion": get_args(model.CameraMotion),
    "delivery": get_args(model.Delivery),
}


@pytest.mark.parametrize("kind", IDS)
def test_there_are_words_for_every_id(kind):
    assert set(IDS[kind]) == set(wording()[kind])


def prompt(film, timeline, number=0, *, aloud=True, **limits):
    stretch = stretches(film, timeline, CameraLimits(**limits))["S1"][number]
    return prompt_of(film, stretch, timeline, {"P1": 0.7, "P2": 0.2}, aloud=aloud)


def test_a_prompt_says_where_who_how_and_what_is_said():
    film, timeline = one_shot(96, cue(1, "P1", 0.2, 1.0))
    shot = replace(
        film.shots[0], time="night", weather=Weather(kind="rain"), light=Light(behaviour="flicker"),
        actions=(Action(who="P2", action="wave", at=0.1),), ambience=("waves",),
        lines=(line("We're late.", emotion="angry", delivery="whisper"),),
    )  # fmt: skip
    text = prompt(replace(film, shots=(shot,)), timeline)
    for words in (
        "A medium shot in a sandy beach", "at night", "Rain is falling.", "The light flickers.",
        "The person on the left waves", "The person on the right is there, with an angry frown",
        'The person on the right whispers in a sharp voice, in English: "We\'re late."',
        "In the background: waves.",
    ):  # fmt: skip
        assert words in text


def test_nobody_is_called_by_name():
    film, timeline = one_shot(48, cue(1, "P1", 0.2, 1.0))
    named = tuple(replace(member, name=f"Ximena{member.token}") for member in film.cast)
    text = prompt(replace(film, cast=named, title="Ximena at sea"), timeline)
    assert "Ximena" not in text
    assert "P1" not in text


def test_what_happens_later_is_not_told_of_an_earlier_stretch():
    film, timeline = one_shot(96, cue(1, "P1", 0.2, 1.0), cue(2, "P2", 2.6, 3.4))
    shot = replace(film.shots[0], actions=(Action(who="P1", action="bow", at=0.9),))
    film = replace(film, shots=(shot,))
    early = prompt(film, timeline, 0, frames_max=48)
    late = prompt(film, timeline, 1, frames_max=48)
    assert "bows" not in early
    assert "bows" in late
    assert early.count('"') == late.count('"') == 2


def test_what_is_muted_is_not_spoken():
    film, timeline = one_shot(48, replace(cue(1, "P1", 0.2, 1.0), silent=True))
    assert '"' not in prompt(film, timeline)


def test_a_camera_that_does_not_speak_is_told_no_words():
    film, timeline = one_shot(48, cue(1, "P1", 0.2, 1.0))
    shot = replace(film.shots[0], lines=(line("Ximena lost her keys.", emotion="sad"),))
    text = prompt(replace(film, shots=(shot,)), timeline, aloud=False)
    assert "says something in a low, sad voice, in English." in text
    assert "Ximena" not in text
    assert '"' not in text


def test_a_stand_in_has_no_words():
    film, timeline = one_shot(48, cue(1, "P1", 0.2, 1.0))
    stand_in = replace(film.cast[0], kind="stand_in")
    text = prompt(replace(film, cast=(stand_in, film.cast[1])), timeline)
    assert "murmurs something" in text
    assert '"' not in text


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_people_are_told_apart_by_place(count):
    tokens = [f"P{number}" for number in range(1, count + 1)]
    names = called(tokens, {token: 1 - 0.2 * n for n, token in enumerate(tokens)})
    assert len(set(names.values())) == count
    assert list(names) == tokens[::-1]


def test_what_is_held_up_is_named():
    shot = Shot(
        id="S1", set="beach", cast=("P1",), actions=(Action(who="P1", action="hold"),),
        props=(model.Prop(id="umbrella", anchor="P1.hand"),),
    )  # fmt: skip
    _, timeline = one_shot(48)
    assert "holds up an umbrella" in prompt(paper(shot), timeline)
