"""What can be measured of somebody's recorded speech: how loud, how voiced, where it is heard.

Curves have one value every ten milliseconds; value ``i`` belongs to the moment ``i * HOP_S``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.signal import butter, resample_poly, sosfiltfilt

from generation.arrays import Curve, Samples

HOP_S = 0.01
WINDOW_S = 0.025
SPEECH_BAND_HZ = (90.0, 5000.0)  # below hums a room, above hisses a microphone
SILENT_DB = -80.0
FLOOR_PERCENTILE = 10.0
ABOVE_FLOOR_DB = 9.0
BELOW_PEAK_DB = (32.0, 14.0)  # a threshold never lies farther or nearer below the loudest
BURST_MIN_S = 0.10
GAP_MIN_S = 0.16  # a shorter dip is a closure inside a word
VOICE_RATE_HZ = 8000
VOICE_WINDOW_S = 0.04
PITCH_HZ = (65.0, 420.0)

Span = tuple[float, float]


class Loudness(NamedTuple):
    """Level over time in dB of full scale, the floor of the room, and where speech begins."""

    curve_db: Curve
    floor_db: float
    threshold_db: float


def loudness(samples: Samples, rate_hz: int) -> Loudness:
    """Measure the speech band of mono sound."""
    if len(samples) < rate_hz * WINDOW_S * 4:
        return Loudness(np.full(1, SILENT_DB, np.float32), SILENT_DB, SILENT_DB + ABOVE_FLOOR_DB)
    high = min(SPEECH_BAND_HZ[1], rate_hz * 0.45)
    band = butter(4, (SPEECH_BAND_HZ[0], high), "bandpass", fs=rate_hz, output="sos")
    curve = level_db(np.asarray(sosfiltfilt(band, samples), np.float32), rate_hz)
    floor, peak = float(np.percentile(curve, FLOOR_PERCENTILE)), float(np.percentile(curve, 98))
    low, near = (peak - below for below in BELOW_PEAK_DB)
    return Loudness(curve, floor, float(np.clip(floor + ABOVE_FLOOR_DB, low, near)))


def level_db(samples: Samples, rate_hz: int) -> Curve:
    """Return the level of windows of 25 ms in dB of full scale, at least ``SILENT_DB``."""
    count = int(len(samples) / rate_hz / HOP_S) + 1
    half = round(WINDOW_S / 2 * rate_hz)
    power = np.concatenate([[0.0], np.cumsum(samples.astype(np.float64) ** 2)])
    middle = np.round(np.arange(count) * HOP_S * rate_hz).astype(int)
    first, last = np.clip(middle - half, 0, len(samples)), np.clip(middle + half, 0, len(samples))
    mean = np.maximum(power[last] - power[first], 0.0) / np.maximum(last - first, 1)
    return np.asarray(np.maximum(10 * np.log10(mean + 1e-12), SILENT_DB), np.float32)


def bursts(heard: Loudness) -> list[Span]:
    """Return where something is said, in seconds: stretches of a word or more between pauses."""
    loud = heard.curve_db > heard.threshold_db
    if heard.curve_db.max() <= SILENT_DB + ABOVE_FLOOR_DB:
        return []
    edges = np.flatnonzero(np.diff(np.concatenate([[0], loud.astype(np.int8), [0]])))
    found: list[Span] = []
    for start, end in zip(edges[::2] * HOP_S, edges[1::2] * HOP_S, strict=True):
        if found and start - found[-1][1] < GAP_MIN_S:
            found[-1] = (found[-1][0], float(end))
        else:
            found.append((float(start), float(end)))
    return [span for span in found if span[1] - span[0] >= BURST_MIN_S]


def voicing(samples: Samples, rate_hz: int) -> Curve:
    """Return 0..1: how much windows of 40 ms repeat themselves at a pitch of the human voice."""
    slow = resample_poly(samples, VOICE_RATE_HZ, rate_hz) if rate_hz != VOICE_RATE_HZ else samples
    size, hop = int(VOICE_WINDOW_S * VOICE_RATE_HZ), int(HOP_S * VOICE_RATE_HZ)
    padded = np.pad(np.asarray(slow, np.float64), (size // 2, size))
    count = int(len(samples) / rate_hz / HOP_S) + 1
    windows = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop][:count]
    windows = windows - windows.mean(axis=1, keepdims=True)
    longest = int(VOICE_RATE_HZ / PITCH_HZ[0])
    same = _autocorrelation(windows, longest)
    lags = np.arange(same.shape[1])
    energy = same[:, :1] * (1 - lags / size)  # what is left of a window that is shifted by a lag
    ratio = same / np.maximum(energy, 1e-9)
    shortest = int(VOICE_RATE_HZ / PITCH_HZ[1])
    return np.asarray(np.clip(ratio[:, shortest:].max(axis=1), 0.0, 1.0), np.float32)


def _autocorrelation(windows: npt.NDArray[np.float64], lags: int) -> npt.NDArray[np.float64]:
    spectrum = np.fft.rfft(windows, n=2 * windows.shape[1], axis=1)
    whole = np.fft.irfft(np.abs(spectrum) ** 2, axis=1)
    return np.asarray(whole[:, : lags + 1], np.float64)
