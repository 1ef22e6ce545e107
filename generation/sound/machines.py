"""Machines, doors, wheels and moving air. Mono sounds of a free level."""

from __future__ import annotations

import numpy as np

from generation.arrays import SAMPLE_RATE_HZ, Samples
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
    times,
    wander,
)

Rng = np.random.Generator


def whoosh(rng: Rng) -> Samples:
    """Something passes fast: bands of air that light up one after another; height at 0.25 s."""
    size = samples_in(0.6)
    sound = np.zeros(size, np.float32)
    for order, centre_hz in enumerate((350.0, 700.0, 1300.0, 2300.0)):
        middle = 0.30 + 0.05 * order
        swell = np.exp(-(((times(size) / 0.6 - middle) / 0.17) ** 2))
        sound += shaped_noise(size, rng, band(centre_hz * 0.7, centre_hz * 1.5, 3)) * swell
    return release(attack(sound, 0.02), 0.15)


def scratch(rng: Rng) -> Samples:
    """A record is stopped by hand: pitch rises, falls and is gone."""
    size = samples_in(0.42)
    speed = stretch([1.0, 2.6, 3.2, 0.6, 2.2, 0.9, 0.25], size)
    groove = np.sign(sine(210.0 * speed, size)) * 0.35 + sine(430.0 * speed, size) * 0.4
    grit = shaped_noise(size, rng, band(900, 5200)) * speed * np.float32(0.3)
    return attack(release(groove * 0.5 + grit, 0.05), 0.002)


def typewriter(rng: Rng) -> Samples:
    """Seven keys and a bell."""
    sound = np.zeros(samples_in(1.7), np.float32)
    at_s = 0.0
    for _ in range(7):
        size = samples_in(0.07)
        key = shaped_noise(size, rng, band(1200, 6500)) * decay(size, 0.005)
        key += partials(float(rng.uniform(420, 520)), size, ((1.0, 0.8, 0.01), (2.7, 0.5, 0.006)))
        place(sound, attack(key, 0.0004), at_s, float(rng.uniform(0.6, 1.0)))
        at_s += float(rng.uniform(0.085, 0.15))
    bell = partials(2480.0, samples_in(0.7), ((1.0, 1.0, 0.15), (2.7, 0.4, 0.07)))
    place(sound, attack(bell, 0.0006), at_s + 0.04, 0.4)
    return sound


def shutter(rng: Rng) -> Samples:
    """A camera's mirror and curtain."""
    sound = np.zeros(samples_in(0.26), np.float32)
    for at_s, low_hz, level in ((0.0, 1800.0, 1.0), (0.03, 900.0, 0.5), (0.105, 1400.0, 0.85)):
        size = samples_in(0.06)
        click = shaped_noise(size, rng, band(low_hz, low_hz * 4)) * decay(size, 0.006)
        place(sound, attack(click, 0.0004), at_s, level)
    return sound


def switch(rng: Rng) -> Samples:
    """A light switch: a spring that gives, and the knock of the plate behind it."""
    sound = np.zeros(samples_in(0.16), np.float32)
    for at_s, pitch_hz, level in ((0.0, 2300.0, 1.0), (0.028, 760.0, 0.8)):
        size = samples_in(0.1)
        click = partials(pitch_hz, size, ((1.0, 0.7, 0.007), (2.3, 0.3, 0.004)))
        click += shaped_noise(size, rng, band(1400, 6000)) * decay(size, 0.003)
        place(sound, attack(click, 0.0003), at_s, level)
    return sound


def feedback(rng: Rng) -> Samples:
    """A loudspeaker hears its own microphone: a whistle that swells and is caught."""
    size = samples_in(1.3)
    pitch = float(rng.uniform(1950, 2250)) * stretch([1.0, 1.01, 1.03, 1.025, 1.02], size)
    swell = stretch([0.35, 0.6, 1.0, 1.0, 0.5, 0.0], size)
    tone = sine(pitch, size) + 0.3 * sine(2.0 * pitch, size) + 0.15 * sine(0.5 * pitch, size)
    return release(attack(np.asarray(tone * swell, np.float32), 0.004), 0.1)


def pen(rng: Rng) -> Samples:
    """A nib on paper: strokes of unequal length, with small lifts between them."""
    sound = np.zeros(samples_in(1.75), np.float32)
    at_s = 0.0
    while at_s < 1.55:
        seconds = float(rng.uniform(0.06, 0.17))
        size = samples_in(seconds)
        stroke = shaped_noise(size, rng, band(2200, 7500)) * stretch(
            [0.3, 1.0, 0.7, 0.9, 0.2], size
        )
        place(sound, attack(release(stroke, 0.02), 0.003), at_s, float(rng.uniform(0.5, 1.0)))
        at_s += seconds + float(rng.uniform(0.01, 0.06))
    return sound


def thump(rng: Rng) -> Samples:
    """A rubber stamp comes down on paper on wood."""
    size = samples_in(0.45)
    body = partials(92.0, size, ((1.0, 1.0, 0.06), (2.1, 0.5, 0.035), (3.6, 0.25, 0.02)))
    slap = shaped_noise(size, rng, band(700, 4200)) * decay(size, 0.009)
    return attack(np.asarray(body + 0.7 * slap, np.float32), 0.0006)


def phone_buzz(rng: Rng) -> Samples:
    """A telephone shakes on a table, twice."""
    sound = np.zeros(samples_in(1.25), np.float32)
    size = samples_in(0.42)
    motor = np.sign(sine(158.0, size)) * 0.6 + 0.5 * sine(316.0, size)
    rattle = shaped_noise(size, rng, band(1500, 5000)) * (sine(158.0, size) > 0.5)
    buzz = filtered(np.asarray(motor + 0.3 * rattle, np.float32), low_hz=110.0, high_hz=3200.0)
    for at_s in (0.0, 0.68):
        place(sound, release(attack(buzz, 0.003), 0.04), at_s)
    return sound


def door_creak(rng: Rng) -> Samples:
    """A dry hinge: a row of clicks whose rate is the pitch, through a wooden panel."""
    size = samples_in(1.2)
    rate_hz = stretch([38.0, 70.0, 120.0, 95.0, 160.0, 210.0, 120.0, 60.0], size)
    rate_hz = rate_hz * wander(size, rng, rate_hz=9.0, low=0.85, high=1.15)
    clicks = np.diff(np.floor(np.cumsum(rate_hz) / SAMPLE_RATE_HZ), prepend=-1.0).astype(np.float32)
    clicks *= rng.uniform(0.4, 1.0, size).astype(np.float32)
    wood = partials(640.0, 1600, ((1.0, 1.0, 0.0025), (2.1, 0.8, 0.0018), (3.7, 0.5, 0.001)))
    sound = np.convolve(clicks, wood)[:size].astype(np.float32)
    return release(sound, 0.2)


def kettle(rng: Rng) -> Samples:
    """A whistle that climbs to the boil in 1.2 s."""
    size = samples_in(2.0)
    pitch = stretch([900.0, 1500.0, 2050.0, 2250.0, 2280.0, 2280.0], size)
    pitch = pitch * wander(size, rng, rate_hz=12.0, low=0.992, high=1.008)
    swell = stretch([0.02, 0.15, 0.55, 1.0, 1.0, 0.8], size)
    tone = sine(pitch, size) + 0.3 * sine(2.01 * pitch, size)
    steam = shaped_noise(size, rng, band(2500, 8000)) * np.float32(0.22)
    return release(attack((tone + steam) * swell, 0.03), 0.25)


def _passing(sound: Samples, seconds: float, sharpness: float) -> Samples:
    """Let a sound come near and go: height at 45 % of its time, duller when far."""
    age = times(len(sound)) / np.float32(seconds)
    near = 1.0 / (1.0 + (sharpness * (age - 0.45)) ** 2)
    far = filtered(sound, high_hz=600.0)
    mixed = sound * near**1.5 + far * near * np.float32(0.6)
    return release(attack(np.asarray(mixed, np.float32), 0.05), seconds * 0.25)


def train_by(rng: Rng) -> Samples:
    """A train passes close: roar, wheels, the double knock; nearest at 1.3 s."""
    seconds = 2.8
    size = samples_in(seconds)
    roar = shaped_noise(size, rng, band(50, 900, 1)) + 0.5 * shaped_noise(
        size, rng, band(900, 3200)
    )
    knock_size = samples_in(0.13)
    knock = shaped_noise(knock_size, rng, band(100, 900)) * decay(knock_size, 0.02)
    for at_s in np.arange(0.2, seconds, 0.42):
        place(roar, knock, float(at_s), 4.0)
        place(roar, knock, float(at_s) + 0.1, 3.2)
    return _passing(roar, seconds, 4.0)


def car_by(rng: Rng) -> Samples:
    """A car passes on a wet road, its engine falling by a third (Doppler); nearest at 0.8 s."""
    seconds = 1.8
    size = samples_in(seconds)
    fall = stretch([1.12, 1.11, 1.08, 1.0, 0.92, 0.89, 0.88], size)
    engine = sum((sine(74.0 * order * fall, size) / order for order in range(1, 7)), np.zeros(size))
    tyres = shaped_noise(size, rng, band(500, 3800))
    return _passing(np.asarray(0.5 * engine + 0.8 * tyres, np.float32), seconds, 6.0)
