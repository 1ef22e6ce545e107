from __future__ import annotations

from itertools import pairwise
from typing import get_args

import numpy as np
import pytest

from generation.model.screenplay import Mood
from generation.sound.harmony import HARMONIES, voice_lead
from generation.sound.music import bed

MOODS = get_args(Mood)


def level_db(sound: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(sound.astype(np.float64) ** 2) + 1e-12))


@pytest.mark.parametrize("mood", MOODS)
def test_a_bed_plays_at_its_level_without_clicks(mood):
    played = bed(mood, 90, 4.0, 1)

    assert played.samples.shape == (192_000, 2)
    assert np.abs(played.samples).max() < 0.6
    assert level_db(played.samples[:48_000]) > -45
    assert np.abs(played.samples[-1]).max() < 0.002
    assert np.abs(np.diff(played.samples, axis=0)).max() < 0.15


def test_beats_follow_the_tempo():
    assert bed("joyful", 120, 2.0, 1).beats_s == (0.0, 0.5, 1.0, 1.5)


def test_the_bed_stops_for_the_punchline_and_returns():
    sound = bed("joyful", 120, 6.0, 1, rests=((2.0, 4.0),)).samples

    playing, resting = sound[24_000:90_000], sound[150_000:188_000]
    assert level_db(resting) < level_db(playing) - 25
    assert level_db(sound[200_000:230_000]) > level_db(playing) - 6


def test_deadpan_is_one_drum_and_then_nothing():
    sound = bed("deadpan", 80, 6.0, 1).samples

    assert level_db(sound[:24_000]) > -40
    assert level_db(sound[144_000:]) < -80


@pytest.mark.parametrize("mood", ["wistful", "dreamy", "afraid"])
def test_unresolved_moods_do_not_end_on_the_key(mood):
    assert not {0, 4, 7} <= set(HARMONIES[mood].ending)


@pytest.mark.parametrize("mood", MOODS)
def test_voices_move_in_small_steps_and_never_meet(mood):
    for progression in HARMONIES[mood].progressions:
        voicings = voice_lead(progression * 2, key=3)
        for before, after in pairwise(voicings):
            if len(before) == len(after):
                steps = [abs(a - b) for a, b in zip(before, after, strict=True)]
                assert np.mean(steps) <= 4.0
            assert len(set(after)) == len(after)


def test_seeds_compose_and_repeat():
    first, again, other = (bed("neutral", 92, 3.0, seed).samples for seed in (1, 1, 2))

    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_the_east_asian_palette_is_another_band():
    plain = bed("wistful", 64, 4.0, 1).samples
    zither = bed("wistful", 64, 4.0, 1, palette="east_asian").samples

    assert not np.array_equal(plain, zither)
    assert level_db(zither) == pytest.approx(level_db(plain), abs=5)


def test_a_very_short_bed_is_still_music():
    assert level_db(bed("tender", 60, 0.6, 1).samples) > -50
