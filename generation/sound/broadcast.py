"""Sounds of a studio: the news begin, the weather begins, a clock races, a ceiling drips."""

from __future__ import annotations

import numpy as np

from generation.arrays import Samples
from generation.sound.dsp import (
    attack,
    band,
    decay,
    filtered,
    partials,
    place,
    release,
    samples_in,
    shaped_noise,
    sine,
)

Rng = np.random.Generator
BRASS = tuple((float(order), 1.0 / order**1.1, 0.5) for order in range(1, 10))
BELL = ((1.0, 1.0, 0.5), (2.76, 0.45, 0.25), (5.4, 0.2, 0.12))


def news(rng: Rng) -> Samples:
    """The opening of the news: a drum, four urgent notes on one pitch, and a chord that stays."""
    sound = np.zeros(samples_in(2.0), np.float32)
    drum = partials(58.0, samples_in(0.5), ((1.0, 1.0, 0.14), (1.6, 0.5, 0.08)))
    drum += 0.3 * shaped_noise(len(drum), rng, band(80, 900)) * decay(len(drum), 0.03)
    for at_s, pitch_hz, level in (
        (0.0, 392.0, 1.0), (0.14, 392.0, 0.6), (0.28, 392.0, 0.8), (0.42, 523.25, 1.0),
        (0.42, 261.63, 0.7), (0.42, 659.26, 0.6),
    ):  # fmt: skip
        length = 1.4 if at_s > 0.4 else 0.2
        note = partials(pitch_hz, samples_in(length), BRASS)
        place(sound, release(attack(note, 0.004), 0.05), at_s, 0.4 * level)
    for at_s in (0.0, 0.42):
        place(sound, attack(drum, 0.001), at_s, 1.1)
    return filtered(sound, high_hz=4200.0)


def jingle(_rng: Rng) -> Samples:
    """Three glad bells upwards and one more: fine weather, whatever the map says."""
    sound = np.zeros(samples_in(1.5), np.float32)
    for at_s, pitch_hz in ((0.0, 784.0), (0.13, 988.0), (0.26, 1175.0), (0.45, 1568.0)):
        place(sound, attack(partials(pitch_hz, samples_in(0.9), BELL), 0.002), at_s, 0.5)
    return sound


def tick(rng: Rng) -> Samples:
    """A clock that runs faster and faster."""
    sound = np.zeros(samples_in(1.2), np.float32)
    at_s, step_s = 0.0, 0.17
    for beat in range(14):
        size = samples_in(0.06)
        tone_hz = 2100.0 if beat % 2 else 1650.0
        knock = partials(tone_hz, size, ((1.0, 1.0, 0.006), (2.4, 0.5, 0.003)))
        knock += 0.4 * shaped_noise(size, rng, band(1800, 7000)) * decay(size, 0.003)
        place(sound, attack(knock, 0.0004), at_s, 1.0)
        at_s, step_s = at_s + step_s, max(0.045, step_s * 0.87)
    return sound


def drip(rng: Rng) -> Samples:
    """Five drops fall from something that is quite wet."""
    sound = np.zeros(samples_in(1.5), np.float32)
    for at_s, level in ((0.0, 1.0), (0.29, 0.6), (0.52, 0.85), (0.88, 0.5), (1.1, 0.7)):
        size = samples_in(0.16)
        low_hz = float(rng.uniform(820, 1150))
        pitch = low_hz * (1.0 + 0.9 * (1 - decay(size, 0.03)))
        place(sound, attack(sine(pitch, size) * decay(size, 0.028), 0.001), at_s, level)
    return sound
