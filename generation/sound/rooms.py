"""Places people have built: textures of ``(n, 2)`` stereo at a free level."""

from __future__ import annotations

import numpy as np

from generation.arrays import SAMPLE_RATE_HZ, StereoSamples
from generation.sound.dsp import (
    attack,
    band,
    decay,
    partials,
    place,
    samples_in,
    shaped_noise,
    sine,
    times,
    to_stereo,
    wander,
)
from generation.sound.nature import birds
from generation.sound.weaving import Rng, breathing, moments, scatter, steady


def room(count: int, rng: Rng) -> StereoSamples:
    """Air of a quiet room."""
    return steady(count, rng, (1.0, 40.0, 220.0), (0.12, 300.0, 3000.0))


def crowd(count: int, rng: Rng) -> StereoSamples:
    """Many people talking: bands of noise that open and close like vowels."""
    sound = np.zeros((count, 2), np.float32)
    for voice in range(4):
        low_hz = 240.0 * (1.0 + 0.35 * voice)
        noise = shaped_noise(count, rng, band(low_hz, low_hz * 2.4, 3))
        speech = wander(count, rng, rate_hz=4.0 + 0.7 * voice, low=0.0, high=1.0) ** 2
        sound += to_stereo(noise * speech, pan=-0.8 + 0.5 * voice) / np.float32(1.0 + 0.5 * voice)
    return sound


def street(count: int, rng: Rng) -> StereoSamples:
    """City behind a corner: rumble, tyres that pass, far voices."""
    rumble = steady(count, rng, (1.0, 45.0, 180.0), (0.25, 300.0, 1500.0))
    sound = breathing(rumble, rng, 0.3, 0.6)
    for at_s in moments(count, rng, every_s=4.0):
        size = samples_in(2.4)
        tyres = shaped_noise(size, rng, band(300, 1800)) * np.hanning(size).astype(np.float32) ** 2
        scatter(sound, tyres, at_s - 1.0, rng.uniform(-0.8, 0.8), 0.5)
    return sound


def neon(count: int, rng: Rng) -> StereoSamples:
    """Mains hum with its overtones and a buzz that stutters."""
    clock = times(count)
    hum = sum(
        (
            level * np.sin(2 * np.pi * 100.0 * order * clock)
            for order, level in ((1, 1.0), (2, 0.5), (3, 0.35), (5, 0.2))
        ),
        np.zeros(count, np.float32),
    )
    buzz = shaped_noise(count, rng, band(2500, 5000, 3)) * (np.sin(2 * np.pi * 100 * clock) > 0.6)
    stutter = wander(count, rng, rate_hz=9.0, low=0.0, high=1.0) ** 3
    air = shaped_noise(count, rng, band(60, 300)) * np.float32(0.25)
    return to_stereo(np.asarray(0.5 * hum + 0.35 * buzz * stutter + air, np.float32), 0.3)


def kettle(count: int, rng: Rng) -> StereoSamples:
    """Water just below the boil: bubbling and a thin singing tone."""
    bubbles = shaped_noise(count, rng, band(250, 900)) * wander(
        count, rng, rate_hz=14.0, low=0.0, high=1.0
    )
    pitch = wander(count, rng, rate_hz=0.5, low=1650.0, high=1720.0)
    steam = shaped_noise(count, rng, band(3000, 8000)) * np.float32(0.25)
    return to_stereo(bubbles + steam + 0.06 * sine(pitch, count), -0.4)


def _clinks(count: int, rng: Rng, every_s: float) -> StereoSamples:
    """Return cups and plates now and then."""
    sound = np.zeros((count, 2), np.float32)
    for at_s in moments(count, rng, every_s=every_s):
        pitch_hz = rng.uniform(2200.0, 3600.0)
        parts = ((1.0, 1.0, 0.03), (2.32, 0.5, 0.02), (4.2, 0.3, 0.012))
        clink = partials(pitch_hz, samples_in(0.25), parts)
        scatter(sound, clink, at_s, rng.uniform(-0.8, 0.8), rng.uniform(0.3, 1.0))
    return sound


def tea_house(count: int, rng: Rng) -> StereoSamples:
    """Low talk, a kettle, porcelain."""
    cups = _clinks(count, rng, 1.6) * np.float32(1.2)
    return np.asarray(crowd(count, rng) + 0.35 * kettle(count, rng) + cups, np.float32)


def _keys(count: int, rng: Rng) -> StereoSamples:
    """Return somebody typing behind a partition."""
    tick = shaped_noise(samples_in(0.03), rng, band(1500, 5000)) * decay(samples_in(0.03), 0.004)
    sound = np.zeros(count, np.float32)
    for burst_s in moments(count, rng, every_s=2.2):
        for key in range(int(rng.integers(3, 9))):
            place(sound, tick, burst_s + 0.13 * key + rng.uniform(0, 0.05), rng.uniform(0.4, 1.0))
    return to_stereo(sound, -0.5)


def office(count: int, rng: Rng) -> StereoSamples:
    """Air conditioning and a keyboard."""
    air = steady(count, rng, (1.0, 80.0, 500.0), (0.3, 800.0, 3000.0))
    return np.asarray(air + 0.7 * _keys(count, rng), np.float32)


def classroom(count: int, rng: Rng) -> StereoSamples:
    """A room with children's voices far behind a window, pencils."""
    pencils = shaped_noise(count, rng, band(2500, 6000)) * (
        wander(count, rng, rate_hz=6.0, low=0.0, high=1.0) ** 4
    )
    far = crowd(count, rng) * np.float32(0.3)
    return np.asarray(room(count, rng) + far + 0.25 * to_stereo(pencils, 0.5), np.float32)


def hall(count: int, rng: Rng) -> StereoSamples:
    """A big stone room with people who keep quiet: low air, a shoe, a cough's worth of breath."""
    sound = steady(count, rng, (1.0, 35.0, 260.0), (0.2, 400.0, 1500.0))
    step = shaped_noise(samples_in(0.12), rng, band(150, 1400)) * decay(samples_in(0.12), 0.015)
    for at_s in moments(count, rng, every_s=2.5):
        scatter(sound, step, at_s, rng.uniform(-0.9, 0.9), rng.uniform(0.4, 1.2))
    return sound


def stage(count: int, rng: Rng) -> StereoSamples:
    """An audience that waits: breath, cloth, the hum of lamps."""
    clock = times(count)
    lamps = to_stereo((0.2 * np.sin(2 * np.pi * 100 * clock)).astype(np.float32))
    return np.asarray(hall(count, rng) + 0.3 * crowd(count, rng) + lamps, np.float32)


def cabin(count: int, rng: Rng) -> StereoSamples:
    """A spacecraft: fans, two near tones that beat, a soft blip."""
    clock = times(count)
    fans = steady(count, rng, (1.0, 60.0, 420.0), (0.25, 900.0, 2600.0))
    beat = 0.35 * (np.sin(2 * np.pi * 82.0 * clock) + np.sin(2 * np.pi * 82.7 * clock))
    sound = fans + to_stereo(beat.astype(np.float32))
    blip = sine(1320.0, samples_in(0.09)) * np.hanning(samples_in(0.09)).astype(np.float32)
    for at_s in moments(count, rng, every_s=3.0):
        place(sound[:, 1], blip, at_s, 0.5)
    return np.asarray(sound, np.float32)


def train(count: int, rng: Rng) -> StereoSamples:
    """Inside a moving train: rumble and the double knock of rail joints."""
    rumble = breathing(steady(count, rng, (1.0, 35.0, 240.0), (0.2, 500.0, 2200.0)), rng, 1.0, 0.7)
    size = samples_in(0.14)
    knock = shaped_noise(size, rng, band(90, 700)) * decay(size, 0.018)
    duration_s = count / SAMPLE_RATE_HZ
    for at_s in np.arange(float(rng.uniform(0.05, 0.3)), duration_s, 0.92):
        for offset_s, level in ((0.0, 2.4), (0.13, 1.9)):
            scatter(rumble, knock, float(at_s) + offset_s, 0.0, level)
    return rumble


def platform(count: int, rng: Rng) -> StereoSamples:
    """A station in the open: wide air, a far loudspeaker's murmur, steps."""
    air = steady(count, rng, (1.0, 50.0, 350.0), (0.2, 600.0, 2500.0))
    speaker = shaped_noise(count, rng, band(500, 1500, 4)) * (
        wander(count, rng, rate_hz=5.0, low=0.0, high=1.0) ** 2
    )
    phrases = wander(count, rng, rate_hz=0.35, low=-0.5, high=1.0).clip(0.0, 1.0)
    far = to_stereo(speaker * phrases, 0.6) * np.float32(0.3)
    return np.asarray(breathing(air, rng, 0.4, 0.6) + far + 0.2 * hall(count, rng), np.float32)


def temple(count: int, rng: Rng) -> StereoSamples:
    """Still air, a bird far away, one bowl that rings."""
    sound = hall(count, rng) * np.float32(0.5) + birds(count, rng) * np.float32(0.25)
    size = samples_in(3.5)
    parts = ((1.0, 1.0, 0.9), (1.006, 0.7, 0.8), (2.71, 0.4, 0.4), (5.1, 0.15, 0.2))
    bowl = attack(partials(392.0, size, parts), 0.01)
    for at_s in moments(count, rng, every_s=6.0, first_s=0.6):
        scatter(sound, bowl, at_s, 0.0, 0.8)
    return np.asarray(sound, np.float32)


FILM_HZ = 18.0  # frames a second of a hand-cranked film


def projector(count: int, rng: Rng) -> StereoSamples:
    """A film projector at the back of the hall: a claw that pulls each frame down, gears, a fan."""
    size = samples_in(0.045)
    claw = shaped_noise(size, rng, band(900, 4200)) * decay(size, 0.004)
    gate = shaped_noise(size, rng, band(2600, 7000)) * decay(size, 0.0025)
    ticks = np.zeros(count, np.float32)
    at_s = float(rng.uniform(0.0, 1 / FILM_HZ))
    while at_s < count / SAMPLE_RATE_HZ:
        place(ticks, claw, at_s, float(rng.uniform(0.75, 1.0)))
        place(ticks, gate, at_s + 0.021 + float(rng.normal(0, 0.0008)), 0.55)
        at_s += (1.0 + float(rng.normal(0, 0.012))) / FILM_HZ
    gears = shaped_noise(count, rng, band(280, 900, 3)) * (
        0.6 + 0.4 * np.sin(2 * np.pi * FILM_HZ * times(count))
    )
    fan = steady(count, rng, (1.0, 60.0, 420.0), (0.2, 900.0, 2200.0))
    return np.asarray(to_stereo(ticks + 0.16 * gears, 0.15) + 0.12 * fan, np.float32)
