"""The breakdown: a camera's stretches fill its shots, and ask nothing of it that it cannot."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.camera_work.breakdown import seed_of, sound_of, stretches
from generation.model.clip import RenderOrder
from generation.model.screenplay import Card, Shot
from generation.model.setup import CameraLimits
from generation.model.timeline import Cue, ShotSpan, Timeline
from tests.papers import line, paper

FPS = Fraction(24)


def cue(number, who, start_s, end_s):
    return Cue(
        line_id=f"L{number}", shot_id="S1", who=who, text="pa", language="en", start_s=start_s,
        end_s=end_s, words=(), phonemes=(),
    )  # fmt: skip


def one_shot(frames, *cues, cast=("P1", "P2"), **shot):
    lines = tuple(line(who=said.who, line_id=said.line_id) for said in cues)
    film = paper(Shot(id="S1", set="beach", cast=cast, lines=lines, **shot), cast=("P1", "P2"))
    span = ShotSpan(shot_id="S1", first=0, end=frames)
    return film, Timeline(fps=FPS, spans=(span,), cues=cues)


@given(
    frames=st.integers(1, 700),
    longest=st.integers(9, 121),
    people=st.integers(1, 2),
    turns=st.lists(st.tuples(st.sampled_from(["P1", "P2"]), st.floats(0.1, 2.0)), max_size=8),
    chains=st.booleans(),
)
def test_stretches_fill_the_shot_within_the_limits(frames, longest, people, turns, chains):
    cues, clock = [], 0.0
    for number, (who, seconds) in enumerate(turns):
        cues.append(cue(number, who, clock, clock + seconds))
        clock += seconds
    film, timeline = one_shot(frames, *cues)
    limits = CameraLimits(frames_max=longest, people_max=people, chains=chains)

    found = stretches(film, timeline, limits)["S1"]

    assert found[0].first == 0
    assert found[-1].end == frames
    assert all(one.end == two.first for one, two in pairwise(found))
    assert all(0 < one.frames <= longest and len(one.actors) <= people for one in found)
    assert len({one.id for one in found}) == len(found)
    assert found[0].id == "S1"
    assert not found[0].follows
    for before, after in pairwise(found):
        assert not after.follows or (chains and after.actors == before.actors)


def test_whoever_speaks_is_seen_where_a_camera_knows_one_face():
    cues = (cue(1, "P1", 0.2, 1.0), cue(2, "P1", 1.1, 2.0), cue(3, "P2", 2.2, 3.0))
    film, timeline = one_shot(96, *cues)

    found = stretches(film, timeline, CameraLimits(people_max=1))["S1"]

    assert [one.actors for one in found] == [("P1",), ("P2",)]
    assert found[1].first == round(2.1 * 24)


def test_where_nobody_speaks_one_after_the_other_is_seen():
    film, timeline = one_shot(96)
    found = stretches(film, timeline, CameraLimits(people_max=1))["S1"]
    assert [(one.actors, one.frames) for one in found] == [(("P1",), 48), (("P2",), 48)]


@pytest.mark.parametrize(
    "shot",
    [{"cast": ()}, {"insert": "clock"}, {"cards": (Card(text="IN A WORLD", style="black"),)}],
    ids=["nobody", "an insert", "lettering"],
)
def test_the_stage_keeps_what_a_camera_would_spoil(shot):
    film, timeline = one_shot(48, **shot)
    assert stretches(film, timeline, CameraLimits())["S1"] == ()


def test_the_stage_keeps_a_talking_thing():
    film, timeline = one_shot(48)
    film = replace(film, cast=(film.cast[0], replace(film.cast[1], kind="thing")))
    assert stretches(film, timeline, CameraLimits())["S1"] == ()


def test_a_stretch_hears_what_is_said_in_it():
    film, timeline = one_shot(48)
    one, two = stretches(film, timeline, CameraLimits(frames_max=24))["S1"]
    dialogue = np.zeros(96_000, np.float32)
    dialogue[60_000:70_000] = 0.5

    heard = sound_of(dialogue, two, timeline)

    assert sound_of(dialogue, one, timeline) is None
    assert heard is not None
    assert len(heard) == 48_000
    assert np.flatnonzero(heard)[0] == 12_000


def test_every_stretch_and_every_take_has_noise_of_its_own():
    film, timeline = one_shot(48)
    order = RenderOrder(clip_id="x", screenplay=film, likenesses={}, seed=3)
    one, two = stretches(film, timeline, CameraLimits(frames_max=24))["S1"]
    again = one._replace(shot=replace(one.shot, take=1))
    other = replace(order, seed=4)
    assert len({seed_of(order, s) for s in (one, two, again)} | {seed_of(other, one)}) == 4
