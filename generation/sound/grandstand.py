"""Sounds of a match: a whistle, a roar slowed down, and a cat that is sat on. Free level."""

from __future__ import annotations

import numpy as np

from generation.arrays import Samples
from generation.sound.dsp import (
    attack,
    band,
    place,
    release,
    samples_in,
    shaped_noise,
    sine,
    stretch,
    wander,
)

Rng = np.random.Generator
SPECTATORS = 7


def _whistle(rng: Rng) -> Samples:
    """A referee's whistle: one short, one long; the pea in it flutters."""
    sound = np.zeros(samples_in(1.0), np.float32)
    for at_s, length_s in ((0.0, 0.14), (0.24, 0.62)):
        size = samples_in(length_s)
        pea = 1 + 0.035 * sine(np.full(size, 38.0, np.float32), size)
        tone = sine(2780.0 * pea, size) + 0.5 * sine(3350.0 * pea, size)
        tone *= 0.7 + 0.3 * sine(np.full(size, 38.0, np.float32), size)
        breath = 0.25 * shaped_noise(size, rng, band(2200, 6000))
        place(sound, attack(release(tone + breath, 0.04), 0.004), at_s, 0.8)
    return sound


def roar(rng: Rng) -> Samples:
    """A whistle, and thousands of mouths at a third of their speed: a swell, gone at once."""
    size = samples_in(1.9)
    swell = stretch([0.5, 0.7, 1.0, 0.95, 0.8, 0.0], size)
    sound = shaped_noise(size, rng, band(160, 900)) * wander(
        size, rng, rate_hz=5.0, low=0.6, high=1.0
    )
    for _ in range(SPECTATORS):
        pitch = float(rng.uniform(62, 140)) * stretch([1.0, 1.12, 1.05, 0.8], size)
        pitch *= wander(size, rng, rate_hz=4.0, low=0.96, high=1.04)
        voice = sum(sine(pitch * order, size) / np.float32(order) for order in range(1, 7))
        sound = sound + 0.22 * voice
    crowd = attack(release(np.tanh(0.8 * sound) * swell, 0.12), 0.004)
    place(crowd, _whistle(rng), 0.0, 0.45)
    return crowd


def yowl(rng: Rng) -> Samples:
    """A cat that had been asleep: up, over the top, and a hiss."""
    size = samples_in(0.62)
    pitch = stretch([520.0, 980.0, 1240.0, 1100.0, 640.0], size)
    pitch *= wander(size, rng, rate_hz=28.0, low=0.95, high=1.05)
    nasal = sum(sine(pitch * order, size) / np.float32(order**0.8) for order in range(1, 6))
    cry = np.tanh(1.2 * nasal) * stretch([0.6, 1.0, 1.0, 0.7, 0.0], size)
    sound = np.zeros(samples_in(1.0), np.float32)
    place(sound, attack(cry, 0.003), 0.0, 0.8)
    hiss = shaped_noise(samples_in(0.4), rng, band(3200, 9000))
    place(sound, release(attack(hiss, 0.03), 0.25), 0.5, 0.45)
    return sound
