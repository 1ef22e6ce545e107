"""Small noises of a day: a packet, a belly, sticks in a cup; and the sea at night. Free level."""

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


def rustle(rng: Rng) -> Samples:
    """A crisp packet is touched: two handfuls of crackle."""
    sound = np.zeros(samples_in(0.8), np.float32)
    for start_s, count in ((0.0, 26), (0.4, 18)):
        for at_s in np.concatenate(([0.0], np.sort(rng.uniform(0, 0.3, count)))):
            size = samples_in(0.03)
            snap = shaped_noise(size, rng, band(2600, 9000)) * decay(size, 0.004)
            place(sound, attack(snap, 0.0004), start_s + float(at_s), float(rng.uniform(0.25, 1.0)))
    hiss = shaped_noise(len(sound), rng, band(3000, 8000))
    return sound + 0.12 * hiss * stretch([1.0, 0.4, 0.1, 0.8, 0.3, 0.0], len(sound))


def growl(rng: Rng) -> Samples:
    """An empty belly: a low creak that rolls up, down, and has a last word."""
    size = samples_in(1.3)
    pitch = stretch([64.0, 92.0, 118.0, 84.0, 70.0, 98.0, 60.0], size)
    pitch *= wander(size, rng, rate_hz=16.0, low=0.86, high=1.16)
    tone = sum(sine(pitch * order, size) / np.float32(order) for order in (1, 2, 3, 4, 5, 7))
    roll = wander(size, rng, rate_hz=22.0, low=0.1, high=1.0)
    swell = stretch([0.7, 1.0, 0.9, 0.35, 0.2, 0.75, 0.0], size)
    return attack(release(np.tanh(tone * roll * 1.4) * swell, 0.1), 0.004)


def rattle(rng: Rng) -> Samples:
    """Bamboo sticks shaken in a cup, six times."""
    sound = np.zeros(samples_in(1.5), np.float32)
    for shake in range(6):
        for stick in range(7):
            size = samples_in(0.05)
            tone_hz = float(rng.uniform(1150, 2300))
            knock = partials(tone_hz, size, ((1.0, 1.0, 0.006), (2.3, 0.5, 0.004)))
            knock += 0.3 * shaped_noise(size, rng, band(1500, 6000)) * decay(size, 0.004)
            late = 0.0 if shake + stick == 0 else float(rng.uniform(0, 0.09))
            place(sound, attack(knock, 0.0004), 0.23 * shake + late, float(rng.uniform(0.3, 1.0)))
    return sound


def stick_falls(rng: Rng) -> Samples:
    """One stick of bamboo meets a stone floor, and again, and lies still."""
    sound = np.zeros(samples_in(0.9), np.float32)
    for at_s, level in ((0.0, 1.0), (0.2, 0.55), (0.32, 0.3), (0.39, 0.15)):
        size = samples_in(0.2)
        knock = partials(
            float(rng.uniform(1480, 1560)), size, ((1.0, 1.0, 0.02), (2.6, 0.5, 0.012))
        )
        place(sound, attack(knock, 0.0004), at_s, level)
    return sound


def foghorn(_rng: Rng) -> Samples:
    """A ship that cannot see: two low notes, far away."""
    sound = np.zeros(samples_in(2.6), np.float32)
    for at_s, pitch_hz, seconds in ((0.0, 98.0, 1.1), (1.2, 73.5, 1.3)):
        size = samples_in(seconds)
        tone = sum(sine(pitch_hz * order, size) / np.float32(order**1.2) for order in range(1, 9))
        place(sound, release(attack(np.asarray(tone, np.float32), 0.004), 0.35), at_s)
    return filtered(sound, high_hz=620.0)


def plop(rng: Rng) -> Samples:
    """A float falls into still water."""
    sound = np.zeros(samples_in(0.7), np.float32)
    for at_s, low_hz, level in ((0.0, 210.0, 1.0), (0.17, 420.0, 0.35), (0.27, 560.0, 0.2)):
        size = samples_in(0.3)
        tone = sine(low_hz + low_hz * 1.6 * (1 - decay(size, 0.05)), size) * decay(size, 0.035)
        place(sound, attack(tone, 0.001), at_s, level)
    splash = shaped_noise(samples_in(0.4), rng, band(900, 5000)) * decay(samples_in(0.4), 0.03)
    place(sound, splash, 0.01, 0.18)
    return sound


def ring(_rng: Rng) -> Samples:
    """A telephone that will not be overheard: two rings of a small bell, struck fast."""
    sound = np.zeros(samples_in(1.5), np.float32)
    for start_s in (0.0, 0.75):
        for stroke in range(11):
            size = samples_in(0.3)
            pitch_hz = 1046.0 if stroke % 2 else 1318.0
            bell = partials(pitch_hz, size, ((1.0, 1.0, 0.05), (2.7, 0.35, 0.02)))
            place(sound, attack(bell, 0.0006), start_s + 0.045 * stroke, 0.6)
    return sound


def sizzle(rng: Rng) -> Samples:
    """Something wet meets hot fat: a hiss at once, spitting drops, and no end to it."""
    size = samples_in(1.5)
    hiss = shaped_noise(size, rng, band(2800, 9500)) * stretch([1.0, 0.75, 0.6, 0.8, 0.0], size)
    sound = 0.35 * attack(np.asarray(hiss, np.float32), 0.001)
    for at_s in np.sort(rng.uniform(0.0, 1.3, 60)):
        drop = samples_in(0.025)
        spit = shaped_noise(drop, rng, band(1800, 8000)) * decay(drop, 0.003)
        place(sound, attack(spit, 0.0004), float(at_s), float(rng.uniform(0.3, 1.0)))
    return release(sound, 0.3)
