"""Musical punctuation: stings, a lone zither, a bowed cry, and crickets after a bad joke."""

from __future__ import annotations

import numpy as np

from generation.arrays import Samples
from generation.sound import hits
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
)

Rng = np.random.Generator


def ba_dum_tss(rng: Rng) -> Samples:
    """Two drums and a cymbal."""
    sound = np.zeros(samples_in(1.6), np.float32)
    place(sound, hits.snare(rng), 0.0, 0.8)
    place(sound, hits.kick(rng), 0.17, 1.0)
    place(sound, hits.cymbal(rng), 0.42, 0.55)
    place(sound, hits.kick(rng), 0.42, 0.8)
    return sound


def _brass(pitch_hz: Samples, *, bright: float) -> Samples:
    """Return a brass tone: harmonics that open with its loudness."""
    size = len(pitch_hz)
    opening = np.minimum(0.35 + times(size) / 0.05, 1.0)
    tone = np.zeros(size, np.float32)
    for order in range(1, 11):
        level = (bright ** (order - 1)) * opening ** (0.4 * order)
        tone += sine(order * pitch_hz, size) * np.asarray(level, np.float32)
    return tone


def sad_trombone(rng: Rng) -> Samples:
    """Four notes down by half steps, the last one sagging."""
    sound = np.zeros(samples_in(2.6), np.float32)
    for index, semitone in enumerate((0, -1, -2, -3)):
        last = index == 3
        size = samples_in(1.15 if last else 0.36)
        wobble = 1.0 + (0.022 if last else 0.006) * np.sin(2 * np.pi * 5.6 * times(size))
        sag = stretch([1.0, 1.0, 0.97, 0.93], size) if last else np.ones(size, np.float32)
        pitch = 233.0 * 2 ** (semitone / 12) * wobble * sag * float(rng.uniform(0.998, 1.002))
        note = _brass(np.asarray(pitch, np.float32), bright=0.82)
        place(sound, release(attack(note, 0.004), 0.3 if last else 0.06), 0.4 * index)
    return filtered(sound, high_hz=2600.0)


def fanfare(rng: Rng) -> Samples:
    """Trumpets in thirds: three quick notes and a chord."""
    sound = np.zeros(samples_in(1.9), np.float32)
    steps = (
        (0.0, 0.13, (0, 4, 7)),
        (0.15, 0.13, (0, 4, 7)),
        (0.3, 0.13, (0, 4, 7)),
        (0.45, 1.2, (5, 9, 12)),
    )
    for at_s, seconds, chord in steps:
        size = samples_in(seconds)
        for semitone in chord:
            vibrato = 1.0 + 0.004 * np.sin(2 * np.pi * 5.5 * times(size) + rng.uniform(0, 6))
            pitch = np.asarray(349.2 * 2 ** (semitone / 12) * vibrato, np.float32)
            place(sound, release(attack(_brass(pitch, bright=0.8), 0.003), 0.08), at_s, 0.33)
    return sound


def crickets(rng: Rng) -> Samples:
    """Two crickets, for a silence that is too long."""
    size = samples_in(1.4)
    clock = times(size)
    sound = np.zeros(size, np.float32)
    for offset_s, pitch_hz, level in ((0.0, 4400.0, 1.0), (0.38, 4750.0, 0.5)):
        phase = (clock - offset_s) % 0.7
        pulses = np.abs(np.sin(2 * np.pi * 13.0 * phase + 0.5)) ** 1.5 * (phase < 0.27)
        sound += (
            level
            * np.sin(2 * np.pi * pitch_hz * clock + rng.uniform(0, 6))
            * pulses
            * (clock >= offset_s)
        )
    return attack(sound, 0.001)


def pluck_zither(pitch_hz: float, seconds: float, *, bend: float = 0.0) -> Samples:
    """Return one string of a zither; ``bend`` is a late vibrato in semitones."""
    size = samples_in(seconds)
    if not bend:
        parts = tuple(
            (n * (1 + 0.0004 * n * n), 1.0 / n**1.15, 0.42 / n**0.7) for n in range(1, 11)
        )
        return attack(partials(pitch_hz, size, parts), 0.001)
    clock = times(size)
    swing = np.clip((clock - 0.25) / 0.2, 0.0, 1.0) * np.sin(2 * np.pi * 5.2 * clock)
    pitch = pitch_hz * 2 ** (bend * swing / 12)
    tone = sum(
        (sine(n * pitch, size) * np.exp2(-clock * n**0.7 / 0.42) / n**1.15 for n in range(1, 9)),
        np.zeros(size, np.float32),
    )
    return attack(np.asarray(tone, np.float32), 0.001)


def zither(rng: Rng) -> Samples:
    """A run over five strings that comes to rest on a bent one."""
    sound = np.zeros(samples_in(2.4), np.float32)
    for index, semitone in enumerate((0, 2, 4, 7, 9)):
        note = pluck_zither(293.7 * 2 ** (semitone / 12), 1.6)
        place(sound, note, 0.075 * index + float(rng.uniform(0, 0.01)) * (index > 0), 0.7)
    place(sound, pluck_zither(293.7 * 2, 1.8, bend=0.45), 0.45, 1.0)
    return sound


def bowed_cry(rng: Rng) -> Samples:
    """Two strings and a bow: one note that slides up, trembles and falls."""
    size = samples_in(1.9)
    clock = times(size)
    slide = stretch([0.0, 2.6, 3.0, 3.0, 2.9, 2.0, -1.0], size)
    tremble = 0.28 * np.clip((clock - 0.3) / 0.3, 0, 1) * np.sin(2 * np.pi * 5.9 * clock)
    pitch = np.asarray(392.0 * 2 ** ((slide + tremble) / 12), np.float32)
    tone = np.zeros(size, np.float32)
    for order in range(1, 13):
        tone += sine(order * pitch, size) / np.float32(order**0.9)
    body = filtered(tone, low_hz=500.0, high_hz=2600.0, order=1)
    hair = shaped_noise(size, rng, band(2000, 6000)) * np.float32(0.05)
    return release(attack(body + hair, 0.004), 0.5)


def sting(rng: Rng) -> Samples:
    """Two short low notes and a thump: what was that?"""
    sound = np.zeros(samples_in(1.1), np.float32)
    root = float(rng.uniform(98.0, 123.0))
    for at_s, ratio, level in ((0.0, 1.0, 1.0), (0.17, 0.75, 0.9)):
        size = samples_in(0.7)
        note = partials(root * ratio, size, ((1, 1.0, 0.12), (2, 0.6, 0.08), (3, 0.3, 0.05)))
        note += shaped_noise(size, rng, band(60, 500)) * decay(size, 0.02) * np.float32(0.5)
        place(sound, attack(note, 0.002), at_s, level)
    return release(sound, 0.2)


def sting_dark(rng: Rng) -> Samples:
    """Low strings a half tone apart that are struck and left to tremble."""
    size = samples_in(1.8)
    root = float(rng.uniform(55.0, 65.0))
    tremble = 1.0 + 0.25 * sine(7.0, size)
    tones = sum(partials(root * r, size, ((1, 1.0, 0.5), (2, 0.7, 0.4), (3, 0.4, 0.3)))
                for r in (1.0, 1.0595, 1.4142))  # fmt: skip
    thump = shaped_noise(size, rng, band(30, 220)) * decay(size, 0.06)
    return release(attack(np.asarray(tones * tremble + thump, np.float32), 0.003), 0.4)
