"""The screenplay as JSON: nothing is lost, and nothing that breaks a limit gets in."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.director import vocabulary
from generation.director.rules import RuleDirector
from generation.director.script import check, from_json, to_json
from generation.errors import ScreenplayRejected
from generation.model.screenplay import (
    Action,
    Camera,
    Card,
    CastMember,
    Line,
    Music,
    Prop,
    Screenplay,
    Shot,
    SoundEffect,
    Weather,
)

shares = st.floats(0, 1).map(lambda value: round(value, 3))
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=40)
states = st.sampled_from(vocabulary.PROP_STATES)
props = st.builds(
    Prop,
    id=st.sampled_from(vocabulary.PROPS),
    label=st.none() | words,
    anchor=st.sampled_from((*vocabulary.ANCHORS, "P1.hand")),
    start=states,
    end=states,
    at=shares,
)
actions = st.builds(
    Action,
    who=st.just("P1"),
    action=st.sampled_from(vocabulary.ACTIONS),
    target=st.none(),
    at=shares,
)
shots = st.builds(
    Shot,
    id=st.just("S"),
    set=st.sampled_from(vocabulary.SETS),
    duration_s=st.none() | st.floats(0.5, 9),
    weather=st.builds(Weather, strength=shares, wind=st.floats(-1, 1)),
    camera=st.builds(Camera, speed=shares),
    cast=st.sampled_from(((), ("P1",))),
    actions=st.lists(actions, max_size=2).map(tuple),
    ambience=st.lists(st.sampled_from(vocabulary.AMBIENCE), max_size=2).map(tuple),
    music=st.none() | st.builds(Music, tempo_bpm=st.integers(40, 160)),
    insert=st.none() | st.sampled_from(vocabulary.PROPS),
    cards=st.lists(st.builds(Card, text=words, at=shares), max_size=1).map(tuple),
    sfx=st.lists(
        st.builds(SoundEffect, id=st.sampled_from(vocabulary.SOUND_EFFECTS), at=shares), max_size=2
    ).map(tuple),
    props=st.lists(props, max_size=2).map(tuple),
)
screenplays = st.builds(
    Screenplay,
    title=words,
    language=st.sampled_from(("en", "zh-Hans", "zh-Hant", "fr")),
    cast=st.just((CastMember(token="P1", kind="cameo", name="Ana"),)),
    shots=st.lists(shots, min_size=1, max_size=6).map(
        lambda many: tuple(replace(shot, id=f"S{n}") for n, shot in enumerate(many, 1))
    ),
    look=st.sampled_from(vocabulary.LOOKS),
    button=st.none() | st.sampled_from(list(vocabulary.BUTTONS)),
    continuity=st.just({}),
    schema=st.just("walkon.screenplay/1"),
)


@settings(max_examples=60, deadline=None)
@given(screenplays)
def test_a_screenplay_survives_json(screenplay):
    assert from_json(to_json(screenplay)) == screenplay


@pytest.fixture(scope="module")
def paper():
    film = RuleDirector().write("Ana and Ben argue", [("Ana", "cameo")], locale="en", seed=0)
    return json.loads(to_json(film))


def set_at(paper, path, value):
    copy = json.loads(json.dumps(paper))
    target = copy
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    return json.dumps(copy)


@pytest.mark.parametrize(
    ("path", "value", "message", "where"),
    [
        (("shots", 0, "sett"), "beach", "unknown-key", "shots[0].sett"),
        (("extra",), 1, "unknown-key", "extra"),
        (("mood",), "grumpy", "value", "mood"),
        (("shots", 0, "duration_s"), "2", "value", "shots[0].duration_s"),
        (("shots",), [], "range", "shots"),
        (("shots", 0, "set"), "moon", "unknown-id", "shots[0].set"),
        (("shots", 1, "id"), "S1", "duplicate", "shots"),
        (("shots", 1, "cast"), ["P9"], "unknown-cast", "shots[1].cast[0]"),
        (("shots", 0, "props", 0, "at"), 1.5, "range", "shots[0].props[0].at"),
        (("shots", 0, "props", 0, "anchor"), "P8.hand", "unknown-cast", "shots[0].props[0].anchor"),
        (("shots", 0, "props", 0, "anchor"), "moon", "unknown-id", "shots[0].props[0].anchor"),
        (("shots", 0, "weather", "strength"), -0.1, "range", "shots[0].weather.strength"),
        (("shots", 0, "duration_s"), 0.01, "range", "shots[0].duration_s"),
        (("cast", 0, "token"), "P7", "value", "cast[0].token"),
        (("button",), 10, "unknown-id", "button"),
        (("title",), "", "range", "title"),
        (("schema",), "walkon.screenplay/2", "value", "schema"),
    ],
)
def test_a_broken_screenplay_says_where(paper, path, value, message, where):
    with pytest.raises(ScreenplayRejected) as caught:
        from_json(set_at(paper, path, value))
    assert caught.value.message == f"error-screenplay-{message}"
    assert caught.value.details["where"] == where


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"title": NaN}', "x" * 200_001])
def test_what_is_no_screenplay_at_all_is_refused(text):
    with pytest.raises(ScreenplayRejected):
        from_json(text)


def test_infinity_is_out_of_range(paper):
    with pytest.raises(ScreenplayRejected):
        from_json(set_at(paper, ("shots", 0, "duration_s"), float("inf")))


def test_a_line_by_nobody_is_refused():
    line = Line(id="L1", who="P2", text="hello", language="en")
    shot = Shot(id="S1", set="beach", lines=(line,))
    film = Screenplay(title="t", language="en", mood="neutral", cast=(), shots=(shot,))
    with pytest.raises(ScreenplayRejected) as caught:
        check(film)
    assert caught.value.details["where"] == "shots[0].lines[0].who"
