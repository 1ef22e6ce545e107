"""Mouth shapes by ear alone: loudness, hiss and colour of the sound, for when nothing names phones.

A mouth moved like this opens and closes when it should; which vowel it shows is a guess.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.ndimage import maximum_filter1d, median_filter
from scipy.signal import resample_poly

from generation.arrays import Samples
from generation.speech.listening import HOP_S, Loudness, Span
from generation.speech.phonemes import RawPhoneme

RATE_HZ = 16_000
WINDOW = 512  # 32 ms
HISS_HZ = 3500.0
HISS_SHARE = 0.55  # of the energy above 3.5 kHz: s, sh, f
DIP_DB = 6.0  # below the loudest within 60 ms before and after: lips or tongue shut
MUFFLED_DB = 9.0  # below the loudest within 60 ms before or after: a nasal, a closure, an edge
DIP_AROUND = 13  # values of 10 ms
CLOSURE_MAX_S = 0.16  # longer is a pause
VOWEL_HZ = ((450.0, "u"), (700.0, "o"), (1050.0, "ɑ"), (1500.0, "ɛ"), (9e9, "i"))
"""Mean frequency below 3.5 kHz up to which a vowel is taken for this one."""


def mouthed(samples: Samples, rate_hz: int, heard: Loudness) -> list[RawPhoneme]:
    """Return a mouth shape for every stretch of the sound, by the IPA sound it resembles."""
    count = len(heard.curve_db)
    hiss, colour_hz = _spectrum(samples, rate_hz, count)
    around = maximum_filter1d(heard.curve_db, DIP_AROUND)
    shut = around - heard.curve_db > MUFFLED_DB
    names = np.full(count, "", dtype=object)
    for limit_hz, vowel in reversed(VOWEL_HZ):
        names[colour_hz < limit_hz] = vowel
    names[hiss > HISS_SHARE] = "s"
    names[shut & (hiss <= HISS_SHARE)] = "b"
    names[around < heard.threshold_db] = ""
    edges = [0, *(np.flatnonzero(names[1:] != names[:-1]) + 1), count]
    return [
        RawPhoneme(str(names[start]), start * HOP_S, end * HOP_S) for start, end in pairwise(edges)
    ]


def closures(heard: Loudness) -> list[Span]:
    """Return where lips or tongue shut the sound off for a moment, in seconds."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], _shut(heard).astype(np.int8), [0]])))
    found = zip(edges[::2] * HOP_S, edges[1::2] * HOP_S, strict=True)
    return [(float(start), float(end)) for start, end in found if end - start < CLOSURE_MAX_S]


def _shut(heard: Loudness) -> npt.NDArray[np.bool_]:
    """Mark dips: louder both before and after."""
    half = DIP_AROUND // 2 + 1
    before = maximum_filter1d(heard.curve_db, half, origin=half // 2)
    after = maximum_filter1d(heard.curve_db, half, origin=-(half // 2))
    beside = np.minimum(before, after)
    return np.asarray((beside - heard.curve_db > DIP_DB) & (beside > heard.threshold_db))


def _spectrum(
    samples: Samples, rate_hz: int, count: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return, for each value, the share of hiss and the mean frequency below it."""
    slow = np.pad(resample_poly(samples, RATE_HZ, rate_hz), (WINDOW // 2, WINDOW * 2))
    hop = int(HOP_S * RATE_HZ)
    windows = np.lib.stride_tricks.sliding_window_view(slow, WINDOW)[::hop][:count]
    power = np.abs(np.fft.rfft(windows * np.hanning(WINDOW), axis=1)) ** 2
    hertz = np.fft.rfftfreq(WINDOW, 1 / RATE_HZ)
    voice, low = power[:, hertz > 150.0], hertz < HISS_HZ
    hiss = power[:, ~low].sum(axis=1) / np.maximum(voice.sum(axis=1), 1e-12)
    amplitude = np.sqrt(power[:, low])
    colour = (amplitude * hertz[low]).sum(axis=1) / np.maximum(amplitude.sum(axis=1), 1e-9)
    return median_filter(hiss, 3), median_filter(colour, 5)
