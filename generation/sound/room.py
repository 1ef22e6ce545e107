"""Rooms and the things a voice comes through: reverberation and hearing filters.

An impulse response is shaped noise with early reflections; it is a room's length, not a room's map.
"""

from __future__ import annotations

from functools import lru_cache
from typing import assert_never

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft

from generation.arrays import Samples, StereoSamples
from generation.model.screenplay import Heard
from generation.sound.dsp import band, decay, filtered, samples_in, shaped_noise

ROOMS: dict[str, float] = {
    "none": 0.0,
    "closet": 0.1,
    "room": 0.3,
    "street": 0.2,
    "hall": 1.4,
    "temple": 2.2,
}
"""Reverberation time (to -60 dB) of each room in seconds."""

WETNESS = {"none": 0.0, "closet": 0.12, "room": 0.12, "street": 0.16, "hall": 0.2, "temple": 0.26}
"""Level of the room beside the direct sound."""

SLAP_S = 0.085  # a street answers once, from the wall across
OFF_LEVEL = 0.6  # somebody who is not in the picture is a little farther away
ROOM_SEED = 20_240  # rooms do not change from film to film
HALF_LIVES_TO_60_DB = 9.97  # -60 dB is a factor of 2 ** -9.97


@lru_cache(maxsize=16)
def impulse(seconds: float) -> StereoSamples:
    """Return a room's stereo answer to one click, its energy 1, the click itself left out."""
    size = max(samples_in(seconds * 1.1), 64)
    rng = np.random.default_rng([ROOM_SEED, samples_in(seconds)])
    sides = []
    for _ in range(2):
        bright = shaped_noise(size, rng, band(250, 6000, 1)) * decay(
            size, seconds / HALF_LIVES_TO_60_DB * 0.7
        )
        dark = shaped_noise(size, rng, band(150, 1500, 1)) * decay(
            size, seconds / HALF_LIVES_TO_60_DB
        )
        side = bright + dark
        for at_s in rng.uniform(0.004, 0.03, 5) * min(1.0, 0.5 + seconds):
            side[min(samples_in(float(at_s)), size - 1)] += float(rng.uniform(2.0, 5.0))
        sides.append(side / np.sqrt(np.sum(side.astype(np.float64) ** 2)))
    return np.stack(sides, axis=1).astype(np.float32)


def reverberated(sound: Samples | StereoSamples, seconds: float, *, level: float) -> StereoSamples:
    """Return stereo sound in a room of ``seconds``; it is longer by the room's tail.

    ``level`` is that of the room beside the direct sound; the direct sound stays as it is.
    """
    stereo = sound if sound.ndim == 2 else np.repeat(sound[:, None], 2, axis=1)
    if seconds <= 0.0 or level <= 0.0 or not len(stereo):
        return stereo
    response = impulse(seconds)
    length = len(stereo) + len(response) - 1
    size = next_fast_len(length, real=True)
    wet = irfft(rfft(stereo, size, axis=0) * rfft(response, size, axis=0), size, axis=0)[:length]
    out = np.asarray(wet, np.float32) * np.float32(level)
    out[: len(stereo)] += stereo
    return out


def in_room(sound: Samples | StereoSamples, name: str) -> StereoSamples:
    """Return sound in a room of ``ROOMS``.

    Raises:
        KeyError: There is no such room.
    """
    if name == "street":
        return _slapped(sound)
    return reverberated(sound, ROOMS[name], level=WETNESS[name])


def _slapped(sound: Samples | StereoSamples) -> StereoSamples:
    tail = reverberated(sound, ROOMS["street"], level=WETNESS["street"] * 0.6)
    gap = samples_in(SLAP_S)
    out = np.zeros((len(tail) + gap, 2), np.float32)
    out[: len(tail)] += tail
    out[gap:] += filtered(tail, high_hz=2400.0) * np.float32(WETNESS["street"])
    return out


def heard(sound: Samples, how: Heard) -> Samples:
    """Return a voice as it is heard: in the room, or through a thing, at the same level."""
    match how:
        case "room":
            return sound
        case "radio":
            coloured = np.tanh(3.0 * filtered(sound, low_hz=320.0, high_hz=3600.0))
        case "phone":
            coloured = np.tanh(2.0 * filtered(sound, low_hz=420.0, high_hz=3000.0, order=4))
        case "megaphone":
            coloured = np.tanh(7.0 * filtered(sound, low_hz=550.0, high_hz=3800.0))
            horn = filtered(coloured, low_hz=1100.0, high_hz=2100.0, order=1)
            coloured = filtered(coloured + 0.8 * horn, low_hz=500.0, high_hz=4200.0)
        case "off":
            return filtered(sound, high_hz=1800.0) * np.float32(OFF_LEVEL)
        case "mute":
            return np.zeros_like(sound)
        case never:
            assert_never(never)
    before = float(np.sqrt(np.mean(sound.astype(np.float64) ** 2)))
    after = float(np.sqrt(np.mean(coloured.astype(np.float64) ** 2))) + 1e-12
    return np.asarray(coloured * np.float32(before / after), np.float32)
