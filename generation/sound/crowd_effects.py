"""What an audience does: gasps, laughs, claps. Many small mouths and hands, never one person."""

from __future__ import annotations

import numpy as np

from generation.arrays import Samples
from generation.sound.dsp import (
    attack,
    band,
    decay,
    place,
    release,
    samples_in,
    shaped_noise,
    sine,
    stretch,
)

Rng = np.random.Generator

VOICES = 9  # enough to be a crowd, few enough to be quick
VOWEL_HZ = ((620.0, 950.0), (1000.0, 1500.0))  # first two resonances of "ah"


def _ah(size: int, pitch_hz: Samples, rng: Rng) -> Samples:
    """Return one open-mouthed voice: a buzz through two resonances, and breath."""
    voice = np.zeros(size, np.float32)
    mean_hz = float(pitch_hz.mean())
    for order in range(1, 9):
        at_hz = order * mean_hz
        near = max(
            float(band(low, high, 3)(np.array([at_hz], np.float32))[0]) for low, high in VOWEL_HZ
        )
        voice += sine(order * pitch_hz, size) * np.float32((0.15 + near) / order)
    return voice + 0.25 * shaped_noise(size, rng, band(700, 3800))


def gasp(rng: Rng) -> Samples:
    """A room breathes in at once; height at 0.25 s."""
    sound = np.zeros(samples_in(0.9), np.float32)
    for _ in range(VOICES):
        size = samples_in(float(rng.uniform(0.4, 0.6)))
        pitch = float(rng.uniform(190, 420)) * stretch([0.9, 1.2, 1.3], size)
        air = shaped_noise(size, rng, band(900, 4200)) * np.float32(1.4)
        shape = stretch([0.1, 0.8, 1.0, 0.3, 0.0], size)
        breath = (0.35 * _ah(size, pitch, rng) + air) * shape
        place(
            sound, attack(breath, 0.01), float(rng.uniform(0.0, 0.08)), float(rng.uniform(0.5, 1))
        )
    return sound


def laughter(rng: Rng) -> Samples:
    """A room laughs for two seconds: falling "ha" out of step with each other."""
    sound = np.zeros(samples_in(2.3), np.float32)
    for voice in range(VOICES):
        base_hz = float(rng.choice([150.0, 180.0, 230.0, 280.0, 330.0])) * float(
            rng.uniform(0.95, 1.05)
        )
        at_s = 0.0 if voice == 0 else float(rng.uniform(0.0, 0.35))
        count = int(rng.integers(6, 10))
        size = samples_in(0.13)
        shape = stretch([0.5, 1.0, 0.8, 0.3, 0.0], size)
        ha = _ah(size, np.full(size, base_hz, np.float32), rng) * shape
        for index in range(count):
            fade = 1.0 - 0.75 * index / count
            place(sound, ha, at_s, fade * float(rng.uniform(0.6, 1.0)))
            at_s += float(rng.uniform(0.16, 0.21))
    return attack(release(sound, 0.5), 0.002)


def applause(rng: Rng) -> Samples:
    """Forty pairs of hands; full after 0.3 s, thinning from 1.6 s on."""
    seconds = 2.8
    sound = np.zeros(samples_in(seconds), np.float32)
    size = samples_in(0.05)
    claps = [
        attack(
            shaped_noise(size, rng, band(centre_hz * 0.6, centre_hz * 1.8)) * decay(size, 0.005),
            0.0005,
        )
        for centre_hz in rng.uniform(700, 2200, 12)
    ]
    for _ in range(40):
        start_s, period_s = rng.uniform(0.0, 0.35), rng.uniform(0.17, 0.27)
        until_s = rng.uniform(1.6, seconds)
        clap, level = claps[int(rng.integers(len(claps)))], rng.uniform(0.2, 1.0)
        for at_s in np.arange(start_s, until_s, period_s):
            place(sound, clap, float(at_s + rng.uniform(-0.012, 0.012)), float(level))
    return release(sound, 0.9)
