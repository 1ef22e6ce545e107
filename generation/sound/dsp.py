"""Building blocks of every sound: noise with a spectrum, slow curves, envelopes, placing, panning.

All sound is 48 kHz float32. Nothing here knows what it is used for.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.fft import irfft, next_fast_len, rfftfreq
from scipy.signal import butter, sosfilt

from generation.arrays import SAMPLE_RATE_HZ, Samples, StereoSamples

CONTROL_HZ = 200  # slow curves are computed this often and interpolated

Gain = Callable[[Samples], Samples]


def samples_in(seconds: float) -> int:
    """Return how many samples ``seconds`` holds."""
    return round(seconds * SAMPLE_RATE_HZ)


def times(count: int) -> Samples:
    """Return the time of each of ``count`` samples, in seconds."""
    return np.arange(count, dtype=np.float32) / np.float32(SAMPLE_RATE_HZ)


def band(low_hz: float, high_hz: float, slope: int = 2) -> Gain:
    """Return a spectrum that falls ``slope`` * 6 dB an octave outside ``low_hz``..``high_hz``."""

    def gain(freqs_hz: Samples) -> Samples:
        below = np.square(np.float32(low_hz) / np.maximum(freqs_hz, np.float32(1.0)))
        above = np.square(freqs_hz * np.float32(1.0 / high_hz))
        slopes = (np.float32(1.0) + _power(below, slope)) * (np.float32(1.0) + _power(above, slope))
        return np.asarray(1.0 / np.sqrt(slopes), np.float32)

    return gain


def _power(values: Samples, exponent: int) -> Samples:
    """Multiply out a small whole power: numpy's own is ten times slower."""
    product = values
    for _ in range(exponent - 1):
        product = product * values
    return product


def blend(*parts: tuple[float, Gain]) -> Gain:
    """Return the weighted sum of several spectra."""

    def gain(freqs_hz: Samples) -> Samples:
        return np.asarray(sum(weight * part(freqs_hz) for weight, part in parts), np.float32)

    return gain


def shaped_noise(count: int, rng: np.random.Generator, gain: Gain) -> Samples:
    """Return Gaussian noise of RMS 1 with a given spectrum, made in one inverse transform."""
    size = next_fast_len(max(count, 16), real=True)
    freqs_hz = rfftfreq(size, 1.0 / SAMPLE_RATE_HZ).astype(np.float32)
    spectrum = np.empty(len(freqs_hz), np.complex64)
    spectrum.real = rng.standard_normal(len(freqs_hz), np.float32)
    spectrum.imag = rng.standard_normal(len(freqs_hz), np.float32)
    spectrum *= gain(freqs_hz)
    spectrum[0] = 0.0
    noise = np.asarray(irfft(spectrum, size), np.float32)[:count]
    return noise / np.float32(np.sqrt(np.mean(noise**2)) + 1e-12)


def wander(
    count: int, rng: np.random.Generator, *, rate_hz: float, low: float, high: float
) -> Samples:
    """Return a smooth random curve that changes about ``rate_hz`` times a second."""
    knots = max(int(count / SAMPLE_RATE_HZ * rate_hz) + 4, 4)
    values = rng.uniform(low, high, knots)
    grid = np.linspace(0.0, knots - 2.0, max(int(count / SAMPLE_RATE_HZ * CONTROL_HZ), 8))
    index = grid.astype(int)
    ease = 0.5 - 0.5 * np.cos(np.pi * (grid - index))
    control = values[index] * (1.0 - ease) + values[index + 1] * ease
    return stretch(control, count)


def stretch(control: npt.ArrayLike, count: int) -> Samples:
    """Interpolate a control curve to ``count`` samples."""
    curve = np.asarray(control, np.float64)
    grid = np.linspace(0.0, len(curve) - 1.0, count)
    return np.interp(grid, np.arange(len(curve)), curve).astype(np.float32)


def decay(count: int, half_life_s: float) -> Samples:
    """Return an envelope that starts at 1 and halves every ``half_life_s``."""
    envelope: Samples = np.exp2(times(count) * np.float32(-1.0 / half_life_s))
    return envelope


def sine(freq_hz: npt.ArrayLike, count: int) -> Samples:
    """Return a sine whose frequency may be a curve of ``count`` samples."""
    freqs = np.broadcast_to(np.asarray(freq_hz, np.float64), (count,))
    phase = np.cumsum(freqs) * (2.0 * np.pi / SAMPLE_RATE_HZ)
    return np.asarray(np.sin(phase - phase[0]), np.float32)


def partials(freq_hz: float, count: int, parts: tuple[tuple[float, float, float], ...]) -> Samples:
    """Return a sum of decaying sines: (ratio to ``freq_hz``, level, half life in seconds) each."""
    sound = np.zeros(count, np.float32)
    clock = times(count)
    for ratio, level, half_life_s in parts:
        if ratio * freq_hz < SAMPLE_RATE_HZ * 0.45:
            envelope = np.exp2(clock * np.float32(-1.0 / half_life_s))
            sound += (
                np.float32(level)
                * envelope
                * np.sin(np.float32(2 * np.pi * ratio * freq_hz) * clock)
            )
    return sound


def attack(sound: Samples, seconds: float) -> Samples:
    """Return ``sound`` with a rise of ``seconds`` at its start."""
    count = min(samples_in(seconds), len(sound))
    out = sound.copy()
    out[:count] *= (0.5 - 0.5 * np.cos(np.linspace(0.0, np.pi, count))).astype(np.float32)
    return out


def release(sound: Samples, seconds: float) -> Samples:
    """Return ``sound`` with a fall of ``seconds`` at its end."""
    return attack(sound[::-1], seconds)[::-1]


def filtered(
    sound: Samples, *, high_hz: float, low_hz: float | None = None, order: int = 2
) -> Samples:
    """Keep what lies below ``high_hz`` and above ``low_hz`` (Butterworth, first axis)."""
    if low_hz is None:
        sos = butter(order, high_hz, "lowpass", fs=SAMPLE_RATE_HZ, output="sos")
    else:
        sos = butter(order, [low_hz, high_hz], "bandpass", fs=SAMPLE_RATE_HZ, output="sos")
    return np.asarray(sosfilt(sos.astype(np.float32), sound, axis=0), np.float32)


def place(target: Samples, sound: Samples, at_s: float, level: float = 1.0) -> None:
    """Add ``sound`` into ``target`` at a time; what hangs over either end is dropped."""
    start = samples_in(at_s)
    first = max(-start, 0)
    end = min(len(sound), len(target) - start)
    if end > first:
        target[start + first : start + end] += sound[first:end] * np.float32(level)


def pan_gains(pan: float) -> Samples:
    """Return the levels of left and right, equal power, 1 and 1 in the middle; -1 is left."""
    angle = (min(max(pan, -1.0), 1.0) + 1.0) * np.pi / 4
    return np.array([np.cos(angle), np.sin(angle)], np.float32) * np.float32(np.sqrt(2.0))


def to_stereo(sound: Samples, pan: float = 0.0) -> StereoSamples:
    """Place mono sound between -1, left, and 1, right."""
    return np.asarray(sound[:, None] * pan_gains(pan), np.float32)


def widened(sound: Samples) -> StereoSamples:
    """Make noise stereo: the right side is the same noise from elsewhere in it."""
    return np.stack([sound, np.roll(sound, len(sound) * 2 // 5)], axis=1)


def db(decibels: float) -> float:
    """Return the amplitude factor of ``decibels``."""
    return float(10.0 ** (decibels / 20.0))
