from __future__ import annotations

import numpy as np
import pytest

from generation.sound.room import ROOMS, heard, impulse, in_room


def click() -> np.ndarray:
    sound = np.zeros(480, np.float32)
    sound[0] = 1.0
    return sound


@pytest.mark.parametrize("name", ["closet", "room", "hall", "temple"])
def test_a_room_dies_away_in_its_time(name):
    response = impulse(ROOMS[name]).astype(np.float64)

    left = np.cumsum((response**2).sum(axis=1)[::-1])[::-1]
    decay_db = 10 * np.log10(left / left[0] + 1e-12)
    early, late = np.argmax(decay_db < -5), np.argmax(decay_db < -35)
    assert 2 * (late - early) / 48_000 == pytest.approx(ROOMS[name], rel=0.35)


def test_the_direct_sound_stays_first_and_whole():
    sound = in_room(click(), "hall")

    assert sound[0, 0] == pytest.approx(1.0, abs=0.05)
    assert len(sound) > 48_000


def test_a_street_answers_once_from_across():
    sound = in_room(click(), "street")

    slap = slice(round(0.08 * 48_000), round(0.1 * 48_000))
    before = slice(round(0.06 * 48_000), round(0.08 * 48_000))
    assert np.abs(sound[slap]).max() > 3 * np.abs(sound[before]).max()


def test_no_room_is_the_sound_itself():
    assert np.array_equal(in_room(click(), "none")[:, 0], click())


@pytest.mark.parametrize(("how", "low_hz", "high_hz"), [("phone", 420, 3000), ("radio", 320, 3600)])
def test_things_narrow_a_voice_at_the_same_level(how, low_hz, high_hz):
    noise = np.random.default_rng(1).standard_normal(48_000).astype(np.float32) * 0.05
    through = heard(noise, how)

    power = np.abs(np.fft.rfft(through)) ** 2
    freqs_hz = np.fft.rfftfreq(len(through), 1 / 48_000)
    inside = (freqs_hz > low_hz * 0.8) & (freqs_hz < high_hz * 1.25)
    assert power[inside].sum() / power.sum() > 0.85
    assert np.std(through) == pytest.approx(np.std(noise), rel=0.02)


def test_a_megaphone_distorts_and_off_is_duller_and_softer():
    clock = np.arange(48_000) / 48_000
    tone = (0.2 * np.sin(2 * np.pi * 1000 * clock)).astype(np.float32)

    power = np.abs(np.fft.rfft(heard(tone, "megaphone"))) ** 2
    assert power[2990:3010].sum() > 1e-3 * power[990:1010].sum()
    assert np.std(heard(tone, "off")) < 0.7 * np.std(tone)
    assert heard(tone, "room") is tone
