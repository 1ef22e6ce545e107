"""Lips, blinks, holds: the numbers behind the acting."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.director.vocabulary import ACTIONS as DIRECTED
from generation.engines.puppet.acting import Part, perform
from generation.engines.puppet.actions import ACTIONS
from generation.engines.puppet.gestures import GESTURES, SEQUENCES
from generation.engines.puppet.lipsync import mouth_curves
from generation.engines.puppet.moods import BEARINGS
from generation.engines.puppet.motion import blink_starts, step
from generation.model.likeness import Reach
from generation.model.screenplay import Action
from tests.papers import cue_of, phoneme

VOWELS = ("aa", "E", "ih", "oh", "ou")


def play(part, frames=120, seed=1):
    return perform(part, frames=frames, fps=30.0, lead_s=0.04, seed=seed)


@given(start=st.floats(0.2, 2.0), length=st.floats(0.02, 0.15), vowel=st.sampled_from(VOWELS))
def test_lips_are_shut_on_some_frame_of_every_p(start, length, vowel):
    phonemes = [
        phoneme(vowel, start - 0.15, start),
        phoneme("PP", start, start + length),
        phoneme(vowel, start + length, start + length + 0.15),
    ]
    curves = mouth_curves(phonemes, frames=90, fps=30.0, lead_s=0.04)
    shut = np.nonzero((curves["jaw"] < 0.02) & (curves["press"] > 0.6))[0] / 30 + 0.04
    assert any(start - 0.04 <= moment <= start + length + 0.04 for moment in shut)


def test_the_mouth_leads_the_sound():
    phonemes = [phoneme("aa", 1.0, 1.4)]
    ahead = mouth_curves(phonemes, frames=90, fps=30.0, lead_s=0.1)["jaw"].argmax()
    level = mouth_curves(phonemes, frames=90, fps=30.0, lead_s=0.0)["jaw"].argmax()
    assert level - ahead == pytest.approx(3, abs=1)


def test_a_silent_mouth_is_closed():
    curves = mouth_curves([], frames=10, fps=30.0, lead_s=0.04)
    assert np.allclose(curves["close"], 1.0)
    assert np.allclose(curves["jaw"], 0.0)


def test_wider_vowels_open_the_jaw_wider():
    jaw = {
        v: mouth_curves([phoneme(v, 0.5, 0.9)], frames=60, fps=30.0, lead_s=0.04)["jaw"].max()
        for v in ("aa", "E", "ou")
    }
    assert jaw["aa"] > jaw["E"] > jaw["ou"]


@given(st.integers(0, 500), st.integers(20, 300))
def test_blinks_stay_clear_of_cuts_and_of_each_other(seed, frames):
    rng = np.random.default_rng(seed)
    starts = blink_starts(rng, frames, 30.0, per_minute=18, phrase_ends_s=[1.0, 1.2, 3.0])
    assert all(0.3 * 30 <= start <= frames - 0.3 * 30 for start in starts)
    assert all(b - a > 0.8 * 30 for a, b in pairwise(starts))


def test_no_blink_in_the_second_before_a_punchline():
    cue = cue_of([phoneme("aa", 2.5, 3.0)])
    for seed in range(30):
        track = play(Part(token="P1", mood="deadpan", cues=(cue,), punchline_s=2.5), seed=seed)
        assert not any(1.5 * 30 <= frame <= 2.5 * 30 for frame in track.shut_frames)


def test_every_reported_blink_is_shut_on_its_frame():
    track = play(Part(token="P1", mood="joyful"), frames=240)
    assert track.shut_frames
    for frame in track.shut_frames:
        assert track.weights["blinkL"][frame] == pytest.approx(1.0)


@pytest.mark.parametrize("mood", BEARINGS)
def test_heads_hold_still_for_much_of_the_time(mood):
    turned = 0.0
    for seed in range(6):
        track = play(Part(token="P1", mood=mood), frames=240, seed=seed)
        speed = np.abs(np.diff(track.pose, axis=0)).max(1) * 30
        turned += float((speed < 3.0).mean())
    assert turned / 6 >= 0.4


def test_a_move_starts_the_other_way_and_overshoots():
    curve = step(60, 30.0, 0.5)
    assert curve[:15].max() == 0
    assert curve.min() < -0.02
    assert 1.03 < curve.max() < 1.15
    assert np.all(curve[45:] == 1.0)


@pytest.mark.parametrize("action", DIRECTED)
def test_every_action_a_screenplay_may_ask_for_moves_something(action):
    still = play(Part(token="P1", mood="deadpan"))
    acted = play(
        Part(token="P1", mood="deadpan", actions=(Action(who="P1", action=action, at=0.2),))
    )
    fields = ("pose", "shift", "gaze", "travel", "spin", "squash")
    moved = any(
        not np.array_equal(getattr(still, name), getattr(acted, name), equal_nan=True)
        for name in fields
    )
    faces = {k: v.tobytes() for k, v in still.weights.items()} != {
        k: v.tobytes() for k, v in acted.weights.items()
    }
    hands = still.hands.left.at.tobytes() != acted.hands.left.at.tobytes() or (
        still.hands.right.at.tobytes() != acted.hands.right.at.tobytes()
    )
    neutral = action == "look_lens"  # already looks there: stays
    assert moved or faces or hands or neutral


def test_the_vocabulary_has_an_actor_for_each_word():
    assert set(DIRECTED) <= set(ACTIONS) | set(GESTURES) | set(SEQUENCES)


def test_the_same_part_is_played_the_same_way():
    one, two = (play(Part(token="P1", mood="playful"), seed=5) for _ in range(2))
    assert one.pose.tobytes() == two.pose.tobytes()
    assert one.shut_frames == two.shut_frames


def test_another_seed_plays_it_differently():
    one, two = (play(Part(token="P1", mood="playful"), seed=seed) for seed in (5, 6))
    assert one.pose.tobytes() != two.pose.tobytes()


def test_a_listener_looks_at_the_speaker_before_the_line():
    part = Part(token="P1", mood="neutral", others=((2.0, 3.0, 1.0),))
    alone = play(Part(token="P1", mood="neutral"))
    track = play(part)
    difference = track.gaze[:, 0] - alone.gaze[:, 0]
    assert difference[round(1.95 * 30)] > 0.2


@pytest.mark.parametrize(("mood", "base"), [("joyful", "smile"), ("surprised", "brow_up")])
def test_a_face_goes_as_far_as_its_own_and_speaks_like_all(mood, base):
    cues = (cue_of([phoneme("aa", 0.5, 0.9)]),)
    common = play(Part(token="P1", mood=mood, cues=cues))
    little = play(Part(token="P1", mood=mood, cues=cues, reach=Reach(smile=0.7, brows=0.7)))
    assert little.weights[base].max() < common.weights[base].max()
    for same in ("jaw", "close", "blinkL"):
        assert np.array_equal(little.weights[same], common.weights[same])
