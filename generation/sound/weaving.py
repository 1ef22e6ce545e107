"""How textures are woven: bands of noise, swells, irregular moments, small sounds scattered."""

from __future__ import annotations

import numpy as np

from generation.arrays import SAMPLE_RATE_HZ, Samples, StereoSamples
from generation.sound.dsp import (
    band,
    blend,
    place,
    shaped_noise,
    to_stereo,
    wander,
    widened,
)

Rng = np.random.Generator


def steady(count: int, rng: Rng, *parts: tuple[float, float, float]) -> StereoSamples:
    """Return unmoving noise of (level, low Hz, high Hz) bands."""
    gain = blend(*((level, band(low_hz, high_hz)) for level, low_hz, high_hz in parts))
    return widened(shaped_noise(count, rng, gain))


def breathing(sound: StereoSamples, rng: Rng, rate_hz: float, low: float) -> StereoSamples:
    """Let a texture swell between ``low`` and 1."""
    curve = wander(len(sound), rng, rate_hz=rate_hz, low=low, high=1.0)
    return np.asarray(sound * curve[:, None], np.float32)


def moments(count: int, rng: Rng, *, every_s: float, first_s: float = 0.2) -> list[float]:
    """Return irregular times within the sound, ``every_s`` apart on average."""
    duration_s = count / SAMPLE_RATE_HZ
    number = max(int(duration_s / every_s * 1.6), 1)
    at = first_s + np.cumsum(rng.uniform(0.4, 1.6, number) * every_s) - every_s * 0.4
    return [float(moment) for moment in at if moment < duration_s]


def scatter(target: StereoSamples, sound: Samples, at_s: float, pan: float, level: float) -> None:
    """Add a mono sound to stereo ``target`` at a time and a place."""
    stereo = to_stereo(sound, pan)
    for channel in (0, 1):
        place(target[:, channel], stereo[:, channel], at_s, level)
