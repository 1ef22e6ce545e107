"""What is spoken in a film as one track, and what a camera has recorded in place of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from generation.model.setup import LiveSound
from generation.model.speech import Speech
from generation.production.dialogue import dialogue, with_live_sound
from generation.sound.ambience import Place
from generation.sound.mix import AmbienceSpan, MixPlan, PlacedSpeech
from tests.papers import cue_of, phoneme, timeline_of

LIVE = np.full((3 * 48_000, 2), 0.2, np.float32)


def speech(seconds=0.5, level=0.4):
    samples = np.full(round(seconds * 48_000), level, np.float32)
    return Speech(samples=samples, sample_rate_hz=48_000, phonemes=(), words=())


@pytest.fixture
def timeline():
    """Three shots of a second."""
    return timeline_of(24, 24, 24, fps=24)


def test_every_line_stands_where_it_is_spoken(timeline):
    said = cue_of([phoneme("aa", 1.25, 1.75)], shot="S2")
    muted = replace(cue_of([phoneme("aa", 2.0, 2.5)], shot="S3"), line_id="L2", silent=True)
    timeline = replace(timeline, cues=(said, muted))
    track = dialogue(timeline, {"L1": speech(), "L2": speech()})
    assert len(track) == 3 * 48_000
    assert np.flatnonzero(track).tolist()[::23_999] == [60_000, 83_999]


def placed(*starts_s):
    return tuple(PlacedSpeech(start_s=start_s, speech=speech()) for start_s in starts_s)


def test_a_camera_is_heard_where_it_has_filmed_and_we_elsewhere(timeline):
    plan = MixPlan(
        duration_s=3.0, speech=placed(0.2, 1.2, 2.2),
        ambience=(AmbienceSpan(start_s=0.0, end_s=3.0, place=Place(ids=("rain",))),),
    )  # fmt: skip
    heard = LiveSound(samples=LIVE, shots=frozenset({"S2"}))
    mixed = with_live_sound(plan, heard, timeline)
    *ours, live = mixed.speech
    assert [one.start_s for one in ours] == [0.2, 2.2]
    assert live.start_s == 0.0
    assert len(live.speech.samples) == 3 * 48_000
    assert [(one.start_s, one.end_s) for one in mixed.ambience] == [(0.0, 1.0), (2.0, 3.0)]


@pytest.mark.parametrize(
    ("shots", "left"),
    [
        ({"S1"}, [(1.0, 2.5)]),
        ({"S3"}, [(0.5, 2.0)]),
        ({"S1", "S3"}, [(1.0, 2.0)]),
        ({"S1", "S2", "S3"}, []),
        (set(), [(0.5, 2.5)]),
    ],
)
def test_a_place_is_heard_in_what_is_left_of_it(timeline, shots, left):
    plan = MixPlan(duration_s=3.0, ambience=(AmbienceSpan(start_s=0.5, end_s=2.5),))
    mixed = with_live_sound(plan, LiveSound(samples=LIVE, shots=frozenset(shots)), timeline)
    assert [(one.start_s, one.end_s) for one in mixed.ambience] == left
