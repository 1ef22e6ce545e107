"""Weather, water, animals and fire: textures of ``(n, 2)`` stereo at a free level."""

from __future__ import annotations

import numpy as np
from scipy.signal import oaconvolve

from generation.arrays import SAMPLE_RATE_HZ, Samples, StereoSamples
from generation.sound.dsp import (
    attack,
    band,
    blend,
    partials,
    place,
    release,
    samples_in,
    shaped_noise,
    sine,
    times,
    to_stereo,
    wander,
    widened,
)
from generation.sound.weaving import Rng, breathing, moments, scatter, steady


def wind(count: int, rng: Rng) -> StereoSamples:
    """Gusts: a low body and a whistling band that follows them."""
    gusts = wander(count, rng, rate_hz=0.7, low=0.15, high=1.0)
    low = widened(shaped_noise(count, rng, blend((1.0, band(160, 480)), (0.6, band(40, 130)))))
    high = widened(shaped_noise(count, rng, band(600, 1100, 3)))
    flutter = wander(count, rng, rate_hz=3.0, low=0.5, high=1.0)
    whistle = (gusts**2 * flutter * np.float32(0.5))[:, None]
    return np.asarray(low * (0.25 + gusts)[:, None] + high * whistle, np.float32)


def _drops(count: int, rng: Rng, per_s: float) -> StereoSamples:
    """Return single drops on leaves and stone: short damped rings at random places."""
    kernel = partials(2600.0, 700, ((1.0, 1.0, 0.0016), (1.7, 0.5, 0.001)))
    impulses = np.zeros((count, 2), np.float32)
    number = int(count / SAMPLE_RATE_HZ * per_s)
    where = rng.integers(0, max(count - 1, 1), number)
    impulses[where, rng.integers(0, 2, number)] = rng.uniform(0.05, 0.5, number)
    return np.asarray(oaconvolve(impulses, kernel[:, None], axes=0)[:count], np.float32)


def rain(count: int, rng: Rng) -> StereoSamples:
    """Light rain: a hiss and drops one can count."""
    hiss = breathing(steady(count, rng, (1.0, 1500.0, 9000.0), (0.3, 150.0, 400.0)), rng, 0.5, 0.8)
    return np.asarray(hiss * np.float32(0.06) + _drops(count, rng, 110.0), np.float32)


def downpour(count: int, rng: Rng) -> StereoSamples:
    """Heavy rain: a broad roar, few single drops."""
    roar = steady(count, rng, (1.0, 700.0, 8000.0), (1.4, 120.0, 500.0))
    drops = _drops(count, rng, 160.0)
    return np.asarray(breathing(roar, rng, 0.8, 0.75) * np.float32(0.14) + drops, np.float32)


def snow(count: int, rng: Rng) -> StereoSamples:
    """The hush of falling snow: high air, no lows."""
    return breathing(steady(count, rng, (1.0, 2500.0, 6000.0), (0.8, 120.0, 300.0)), rng, 0.4, 0.6)


def far_thunder(count: int, rng: Rng) -> StereoSamples:
    """Rolls of thunder far away, one every five seconds or so."""
    sound = np.zeros(count, np.float32)
    for at_s in moments(count, rng, every_s=5.0, first_s=0.8):
        size = samples_in(2.6)
        roll = shaped_noise(size, rng, band(30, 140)) * wander(size, rng, rate_hz=5, low=0, high=1)
        place(sound, release(attack(roll, 0.25), 1.8), at_s, rng.uniform(0.5, 1.0))
    sound += shaped_noise(count, rng, band(30, 90)) * np.float32(0.05)
    return to_stereo(sound)


def waves(count: int, rng: Rng) -> StereoSamples:
    """Sea on a beach: a wave every five seconds over a low bed."""
    clock = times(count) + np.float32(rng.uniform(0.0, 4.0))
    swell = np.clip(np.sin(2 * np.pi * clock / 5.3), 0.0, 1.0) ** 1.6
    foam = steady(count, rng, (1.0, 250.0, 4500.0)) * (0.12 + swell)[:, None]
    return np.asarray(foam + 0.25 * steady(count, rng, (1.0, 40.0, 160.0)), np.float32)


def _chirp(rng: Rng) -> Samples:
    """Return one bird's call of two to four notes."""
    base_hz = rng.uniform(2600.0, 4200.0)
    call = np.zeros(samples_in(0.6), np.float32)
    for note in range(int(rng.integers(2, 5))):
        size = samples_in(rng.uniform(0.05, 0.1))
        bend = np.linspace(1.0, rng.uniform(0.8, 1.25), size)
        tone = sine(base_hz * rng.uniform(0.9, 1.15) * bend, size) * np.hanning(size)
        place(call, tone.astype(np.float32), 0.12 * note)
    return call


def birds(count: int, rng: Rng) -> StereoSamples:
    """Small birds near and far."""
    sound = steady(count, rng, (1.0, 200.0, 1200.0)) * np.float32(0.02)
    for at_s in moments(count, rng, every_s=0.9):
        pan, level = rng.uniform(-0.9, 0.9), rng.uniform(0.15, 1.0)
        scatter(sound, _chirp(rng), at_s, pan, level)
    return sound


def forest(count: int, rng: Rng) -> StereoSamples:
    """Leaves in a light wind, and birds."""
    leaves = breathing(steady(count, rng, (1.0, 900.0, 5000.0), (0.5, 80.0, 300.0)), rng, 0.6, 0.3)
    return np.asarray(birds(count, rng) + np.float32(0.06) * leaves, np.float32)


def crickets(count: int, rng: Rng) -> StereoSamples:
    """A summer night: three crickets in three places."""
    clock = times(count)
    sound = 0.03 * steady(count, rng, (1.0, 60.0, 400.0))
    for pan, pitch_hz in ((-0.6, 4300.0), (0.5, 4650.0), (0.1, 5100.0)):
        period_s = float(rng.uniform(0.62, 0.95))
        phase = (clock + np.float32(rng.uniform(0, 1))) % np.float32(period_s)
        pulses = np.clip(np.sin(2 * np.pi * 26.0 * phase), 0, 1) * (phase < 0.27)
        sound += to_stereo(np.sin(2 * np.pi * pitch_hz * clock) * pulses, pan) * np.float32(0.4)
    return np.asarray(sound, np.float32)


def fire(count: int, rng: Rng) -> StereoSamples:
    """A hearth: a low flutter and crackles."""
    flutter = breathing(steady(count, rng, (1.0, 60.0, 350.0)), rng, 5.0, 0.4)
    crackle = partials(1900.0, 500, ((1.0, 1.0, 0.0009), (2.1, 0.7, 0.0006)))
    impulses = np.zeros((count, 2), np.float32)
    number = int(count / SAMPLE_RATE_HZ * 14)
    where = rng.integers(0, max(count - 1, 1), number)
    impulses[where, rng.integers(0, 2, number)] = rng.uniform(0.2, 1.0, number) ** 3 * 2.5
    crackles = oaconvolve(impulses, crackle[:, None], axes=0)[:count]
    hiss = steady(count, rng, (1.0, 3000.0, 8000.0)) * np.float32(0.08)
    return np.asarray(0.5 * flutter + crackles + hiss, np.float32)
