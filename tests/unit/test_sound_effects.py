from __future__ import annotations

import numpy as np
import pytest

from generation.director.vocabulary import SOUND_EFFECTS
from generation.errors import ScreenplayRejected
from generation.sound.effects import EFFECTS, RISERS, effect

RATE_HZ = 48_000


def made(name: str, seed: int = 3) -> np.ndarray:
    return effect(name, np.random.default_rng(seed))


def test_every_sound_a_screenplay_may_ask_for_can_be_made():
    assert set(SOUND_EFFECTS) == EFFECTS


@pytest.mark.parametrize("name", sorted(EFFECTS))
def test_a_sound_is_clean_and_hits_at_its_start(name):
    sound = made(name)

    assert sound.dtype == np.float32
    assert sound.ndim == 1
    assert 0.1 < np.abs(sound).max() <= 0.9001
    assert abs(float(sound.mean())) < 1e-3
    assert abs(sound[-1]) < 0.01
    if name not in RISERS:
        onset = np.flatnonzero(np.abs(sound) > 0.1 * np.abs(sound).max())[0]
        assert onset <= 0.005 * RATE_HZ


@pytest.mark.parametrize("name", ["whoosh", "train_by", "car_by", "crowd_gasp", "kettle"])
def test_a_riser_swells(name):
    power = made(name).astype(np.float64) ** 2
    middle = float((np.arange(len(power)) * power).sum() / power.sum()) / len(power)

    assert power[: len(power) // 20].mean() < 0.5 * power.mean()
    assert 0.2 < middle < 0.9


def test_the_same_seed_makes_the_same_sound():
    assert np.array_equal(made("glass"), made("glass"))
    assert not np.array_equal(made("glass"), made("glass", 4))


def test_bright_and_dark_sounds_are_where_they_belong():
    def centroid_hz(name: str) -> float:
        sound = made(name)
        power = np.abs(np.fft.rfft(sound)) ** 2
        freqs_hz = np.fft.rfftfreq(len(sound), 1 / RATE_HZ)
        return float((freqs_hz * power).sum() / power.sum())

    assert centroid_hz("boom") < 300
    assert centroid_hz("gavel") < 1500
    assert centroid_hz("glass") > 4000
    assert centroid_hz("crickets") > 3500


def test_an_unknown_sound_is_refused_with_the_list():
    with pytest.raises(ScreenplayRejected) as caught:
        made("kazoo")

    assert caught.value.message == "error-screenplay-effect"
    assert "gavel" in str(caught.value.details["known"])
