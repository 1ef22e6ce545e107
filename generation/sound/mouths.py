"""Small wet and rubbery sounds. Mono, of a free level."""

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
    wander,
)

Rng = np.random.Generator


def pop(rng: Rng) -> Samples:
    """A cork, a bubble: a tone that jumps up and is gone."""
    size = samples_in(0.14)
    start_hz = float(rng.uniform(380, 440))
    pitch = start_hz + 900.0 * (1.0 - decay(size, 0.018))
    tick = shaped_noise(size, rng, band(1500, 6000)) * decay(size, 0.002)
    return attack(sine(pitch, size) * decay(size, 0.02) + 0.15 * tick, 0.001)


def slurp(rng: Rng) -> Samples:
    """Noodles go in: a rising, bubbling hiss that ends with a smack."""
    size = samples_in(0.75)
    flutter = wander(size, rng, rate_hz=38.0, low=0.15, high=1.0)
    low = shaped_noise(size, rng, band(500, 1500, 3)) * stretch([0.6, 1.0, 0.7, 0.2], size)
    high = shaped_noise(size, rng, band(1800, 4600, 3)) * stretch([0.4, 0.3, 0.8, 1.0], size)
    sound = np.zeros(samples_in(0.95), np.float32)
    place(sound, release(attack((low + high) * flutter, 0.004), 0.03), 0.0)
    place(sound, pop(rng), 0.78, 1.2)
    return sound


def gulp(rng: Rng) -> Samples:
    """A swallow: two round tones, down then up."""
    sound = np.zeros(samples_in(0.42), np.float32)
    for at_s, pitches, level in (
        (0.0, (240.0, 120.0, 95.0), 1.0),
        (0.17, (130.0, 210.0, 330.0), 0.8),
    ):
        size = samples_in(0.14)
        tone = sine(stretch(pitches, size), size) * np.hanning(size).astype(np.float32) ** 0.5
        place(sound, attack(tone, 0.002), at_s, level)
    wet = shaped_noise(len(sound), rng, band(300, 1400)) * decay(len(sound), 0.05)
    return attack(sound + 0.08 * wet, 0.001)


def squeak(rng: Rng) -> Samples:
    """A rubber toy: pressed, let go."""
    sound = np.zeros(samples_in(0.46), np.float32)
    base_hz = float(rng.uniform(900, 1050))
    presses = ((0.0, 0.16, (1.0, 1.45, 1.5)), (0.22, 0.2, (1.3, 1.0, 0.8)))
    for at_s, seconds, bends in presses:
        size = samples_in(seconds)
        pitch = base_hz * stretch(bends, size)
        tone = sine(pitch, size) + 0.5 * sine(2 * pitch, size) + 0.3 * sine(3 * pitch, size)
        air = shaped_noise(size, rng, band(2000, 6000)) * np.float32(0.12)
        place(sound, release(attack(tone + air, 0.002), 0.05), at_s)
    return sound
