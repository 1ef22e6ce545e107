"""The instruments of the music bed: soft, synthetic, cheap. One note in, one mono sound out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from generation.arrays import Samples
from generation.sound.dsp import (
    attack,
    decay,
    filtered,
    partials,
    release,
    samples_in,
    sine,
    stretch,
    times,
)
from generation.sound.harmony import hertz
from generation.sound.jokes import pluck_zither

Instrument = Callable[[int, float], Samples]
"""(MIDI note, seconds) -> sound; a note that decays by itself may be shorter or longer."""

LONG_NOTE_S = 1.2  # from here on a player has time to bend the string
PAD_DETUNE = 0.0018  # of the frequency: two strings that beat about once a second


def pluck(note: int, seconds: float) -> Samples:
    """A nylon string, clear in small speakers."""
    freq_hz = hertz(note)
    life = 0.32 * (220.0 / freq_hz) ** 0.35
    parts = tuple((n, 1.0 / n**1.5, life / n**0.8) for n in range(1, 7))
    return release(attack(partials(freq_hz, samples_in(max(seconds, 0.7)), parts), 0.003), 0.1)


def pizzicato(note: int, seconds: float) -> Samples:
    """A short dry string for jokes."""
    parts = tuple((n, 1.0 / n**1.3, 0.07 / n**0.6) for n in range(1, 7))
    return release(
        attack(partials(hertz(note), samples_in(min(seconds, 0.35)), parts), 0.002), 0.05
    )


def music_box(note: int, seconds: float) -> Samples:
    """A small bell with a wooden heart."""
    parts = ((1.0, 1.0, 0.45), (2.0, 0.12, 0.3), (4.07, 0.22, 0.09), (9.2, 0.06, 0.03))
    return release(attack(partials(hertz(note), samples_in(max(seconds, 1.4)), parts), 0.002), 0.3)


def pad(note: int, seconds: float) -> Samples:
    """Slow strings: two detuned voices of five harmonics."""
    size = samples_in(seconds + 0.5)
    clock = times(size)
    freq_hz = hertz(note)
    sound = np.zeros(size, np.float32)
    for detune in (1.0 - PAD_DETUNE, 1.0 + PAD_DETUNE):
        for order in range(1, 6):
            angle = np.float32(2 * np.pi * freq_hz * detune * order) * clock
            sound += np.sin(angle) * np.float32(0.5 / order**1.9)
    return release(attack(sound, min(0.45, seconds * 0.4)), min(0.9, seconds * 0.6))


def held(note: int, seconds: float) -> Samples:
    """One cello-like tone that swells and trembles a little."""
    size = samples_in(seconds + 0.3)
    clock = times(size)
    tremble = 0.12 * np.clip((clock - 0.5) / 0.6, 0, 1) * np.sin(2 * np.pi * 4.8 * clock)
    pitch = np.asarray(hertz(note) * 2 ** (tremble / 12), np.float32)
    tone = np.zeros(size, np.float32)
    for order in range(1, 8):
        tone += sine(order * pitch, size) * np.float32(1.0 / order**1.4)
    return release(attack(tone, min(0.35, seconds * 0.4)), min(0.7, seconds * 0.5))


def bass(note: int, seconds: float) -> Samples:
    """A round plucked bass whose second harmonic is heard on a telephone."""
    parts = ((1.0, 1.0, 0.3), (2.0, 0.6, 0.2), (3.0, 0.22, 0.1))
    return release(attack(partials(hertz(note), samples_in(max(seconds, 0.5)), parts), 0.006), 0.12)


def horn(note: int, seconds: float) -> Samples:
    """Soft brass, far away."""
    size = samples_in(seconds + 0.2)
    opening = stretch([0.2, 0.8, 1.0, 0.9, 0.8], size)
    clock = times(size)
    tone = np.zeros(size, np.float32)
    for order in range(1, 7):
        angle = np.float32(2 * np.pi * hertz(note) * order) * clock
        tone += np.sin(angle) * opening**order * np.float32(0.62 ** (order - 1))
    return release(attack(tone, 0.09), min(0.4, seconds * 0.5))


def flute(note: int, seconds: float) -> Samples:
    """A bamboo flute: nearly a sine, a scoop into the note, a late vibrato."""
    size = samples_in(seconds + 0.15)
    clock = times(size)
    scoop = -0.6 * decay(size, 0.03)
    vibrato = 0.22 * np.clip((clock - 0.35) / 0.4, 0, 1) * np.sin(2 * np.pi * 5.0 * clock)
    pitch = np.asarray(hertz(note) * 2 ** ((scoop + vibrato) / 12), np.float32)
    tone = sine(pitch, size) + 0.22 * sine(2 * pitch, size) + 0.08 * sine(3 * pitch, size)
    return release(attack(tone, 0.07), min(0.3, seconds * 0.5))


def zither(note: int, seconds: float) -> Samples:
    """A plucked zither; long notes are bent."""
    bend = 0.3 if seconds > LONG_NOTE_S else 0.0
    return release(pluck_zither(hertz(note), max(seconds, 1.2), bend=bend), 0.3)


def tremolo(note: int, seconds: float) -> Samples:
    """Nervous strings that grow."""
    size = samples_in(seconds)
    shake = 0.55 + 0.45 * np.sin(2 * np.pi * 11.0 * times(size))
    grow = stretch([0.15, 0.4, 0.7, 1.0], size)
    tone = np.zeros(size, np.float32)
    for order in range(1, 7):
        angle = np.float32(2 * np.pi * hertz(note) * order) * times(size)
        tone += np.sin(angle) * np.float32(1.0 / order**1.2)
    return release(attack(np.asarray(tone * shake * grow, np.float32), 0.05), 0.1)


def drum(note: int, seconds: float) -> Samples:
    """A large soft drum; the note only tunes its skin."""
    size = samples_in(max(seconds, 0.9))
    pitch = hertz(note) * (1.0 + 0.6 * decay(size, 0.03))
    skin = np.tanh(1.8 * sine(pitch, size) * decay(size, 0.16))
    return release(attack(filtered(skin, high_hz=900.0), 0.002), 0.2)
