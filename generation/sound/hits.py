"""Things that are struck: metal, wood, skins, glass, and the sky. Mono sounds of a free level."""

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
    stretch,
    wander,
)

Rng = np.random.Generator


def boom(rng: Rng) -> Samples:
    """A trailer's low hit: a falling tone and a burst of dust."""
    size = samples_in(1.8)
    pitch = 50.0 + 90.0 * decay(size, 0.05)
    tone = np.tanh(4.0 * sine(pitch, size) * decay(size, 0.28))
    dust = shaped_noise(size, rng, band(120, 2400)) * decay(size, 0.05)
    air = shaped_noise(size, rng, band(40, 300)) * decay(size, 0.22)
    return attack(tone + 0.5 * dust + 0.25 * air, 0.001)


def ding(rng: Rng) -> Samples:
    """A small desk bell."""
    parts = ((1.0, 1.0, 0.35), (2.76, 0.5, 0.16), (5.4, 0.25, 0.07), (8.93, 0.12, 0.03))
    return attack(partials(float(rng.uniform(1850, 1980)), samples_in(1.4), parts), 0.0005)


def gavel(rng: Rng) -> Samples:
    """Wood on wood, twice, in a hard room."""
    size = samples_in(0.22)
    parts = ((1.0, 1.0, 0.018), (2.4, 0.6, 0.011), (4.1, 0.35, 0.006))
    knock = partials(310.0, size, parts)
    knock += shaped_noise(size, rng, band(500, 4500)) * decay(size, 0.004) * np.float32(0.5)
    sound = np.zeros(samples_in(0.85), np.float32)
    for at_s, level in ((0.0, 1.0), (0.24, 0.8)):
        place(sound, attack(knock, 0.0005), at_s, level)
        place(sound, filtered(knock, high_hz=1800), at_s + 0.055, 0.22 * level)
        place(sound, filtered(knock, high_hz=900), at_s + 0.12, 0.1 * level)
    return sound


def gong(rng: Rng) -> Samples:
    """A large tam-tam that blooms after the strike."""
    size = samples_in(4.2)
    ratios = (1.0, 1.48, 1.93, 2.31, 2.79, 3.37, 4.15, 5.02)
    sound = np.zeros(size, np.float32)
    for order, ratio in enumerate(ratios):
        tone = partials(
            98.0, size, ((ratio * rng.uniform(0.995, 1.005), 1.0, 1.1 / (1 + 0.3 * order)),)
        )
        sound += attack(tone, 0.004 + 0.05 * order) / np.float32(1 + 0.35 * order)
    shimmer = shaped_noise(size, rng, band(1800, 5200)) * stretch(
        [0.0, 1.0, 0.6, 0.25, 0.08, 0.0], size
    )
    strike = shaped_noise(size, rng, band(80, 900)) * decay(size, 0.02)
    return attack(sound + 0.12 * shimmer + 0.8 * strike, 0.001)


def _snare(rng: Rng, seconds: float = 0.16) -> Samples:
    size = samples_in(seconds)
    rattle = shaped_noise(size, rng, band(1200, 7000)) * decay(size, 0.03)
    skin = sine(185.0 + 60.0 * decay(size, 0.01), size) * decay(size, 0.028)
    return attack(0.55 * rattle + 0.9 * skin, 0.0005)


def drum_roll(rng: Rng) -> Samples:
    """A snare roll that grows for 1.6 s and ends with one hit."""
    sound = np.zeros(samples_in(2.1), np.float32)
    strokes = 44
    for stroke in range(strokes):
        at_s = stroke * 1.6 / strokes
        level = 0.25 + 0.5 * (stroke / strokes) ** 1.5
        place(sound, _snare(rng, 0.09), at_s, level * rng.uniform(0.85, 1.0))
    place(sound, _snare(rng, 0.3), 1.62, 1.2)
    place(sound, kick(rng), 1.62, 0.9)
    return sound


def kick(rng: Rng) -> Samples:
    """A bass drum."""
    size = samples_in(0.35)
    thump = sine(46.0 + 90.0 * decay(size, 0.014), size) * decay(size, 0.06)
    click = shaped_noise(size, rng, band(800, 3500)) * decay(size, 0.003)
    return attack(thump + 0.15 * click, 0.0008)


def snare(rng: Rng) -> Samples:
    """A snare drum."""
    return _snare(rng)


def cymbal(rng: Rng) -> Samples:
    """A crash that is caught after half a second."""
    size = samples_in(1.1)
    metal = shaped_noise(size, rng, band(4200, 12000)) * decay(size, 0.16)
    body = shaped_noise(size, rng, band(900, 4000)) * decay(size, 0.05)
    return attack(metal + 0.5 * body, 0.0008)


def heartbeat(rng: Rng) -> Samples:
    """Two double beats heard from inside."""
    size = samples_in(0.25)
    beat = sine(58.0 + 40.0 * decay(size, 0.03), size) * decay(size, 0.05)
    beat += 0.12 * shaped_noise(size, rng, band(60, 250)) * decay(size, 0.03)
    sound = np.zeros(samples_in(1.75), np.float32)
    for at_s, level in ((0.0, 1.0), (0.26, 0.7), (0.86, 1.0), (1.12, 0.7)):
        place(sound, attack(beat, 0.002), at_s, level)
    return np.asarray(np.tanh(3.0 * sound), np.float32)


def thunder(rng: Rng) -> Samples:
    """A near strike: a tear, then rolls that move away."""
    size = samples_in(3.6)
    tear = shaped_noise(size, rng, band(300, 6000)) * decay(size, 0.06)
    tear *= wander(size, rng, rate_hz=40, low=0.2, high=1.0)
    roll = shaped_noise(size, rng, band(28, 190)) * wander(size, rng, rate_hz=6, low=0.1, high=1.0)
    return attack(0.8 * tear + 1.3 * release(roll, 2.6), 0.001)


def glass(rng: Rng) -> Samples:
    """A glass breaks and its pieces settle."""
    sound = np.zeros(samples_in(1.1), np.float32)
    size = samples_in(0.3)
    crack = shaped_noise(size, rng, band(2500, 12000)) * decay(size, 0.014)
    place(sound, attack(crack, 0.0003), 0.0)
    at = np.concatenate([[0.0], np.sort(rng.exponential(0.16, 26))])
    for moment in at:
        pitch_hz = float(rng.uniform(2300, 7200))
        parts = ((1.0, 1.0, 0.03), (1.83, 0.6, 0.018), (2.9, 0.4, 0.01))
        shard = attack(partials(pitch_hz, samples_in(0.2), parts), 0.0004)
        place(sound, shard, float(moment), float(rng.uniform(0.08, 0.45) * np.exp2(-moment / 0.3)))
    return sound


def sparkle(rng: Rng) -> Samples:
    """Tiny bells that climb a pentatonic ladder."""
    sound = np.zeros(samples_in(1.5), np.float32)
    ladder = (0, 2, 4, 7, 9, 12, 14, 16, 19, 21)
    for step, semitone in enumerate(ladder):
        pitch_hz = 1568.0 * 2 ** (semitone / 12)
        parts = ((1.0, 1.0, 0.16), (2.76, 0.3, 0.06), (5.4, 0.12, 0.03))
        bell = attack(partials(pitch_hz, samples_in(0.7), parts), 0.0006)
        place(
            sound, bell, 0.055 * step + float(rng.uniform(0, 0.012)) * (step > 0), 0.8 - 0.04 * step
        )
    return sound
