"""What an ear hears of speech: twenty bands of a telephone's breadth, a hundred times a second.

Voice, microphone and room are taken out as far as an average can: each band is measured against
its own mean while somebody speaks.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import numpy.typing as npt
from scipy.signal import resample_poly

from generation.arrays import Samples

Bands = npt.NDArray[np.float32]

RATE_HZ = 8_000
HOP_S = 0.01
WINDOW = 200  # 25 ms
TRANSFORM = 256
BANDS = 20
RANGE_HZ = (100.0, 3800.0)
LOUD_PERCENTILE = 95.0
SPEAKING_DB = 25.0  # below the loudest: somebody speaks
FLOOR_DB = 65.0  # below the loudest: nothing is heard
SCALE_DB = 12.0
LIMITS = (-5.0, 3.0)
TAPS = (-8, -6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 8)  # values seen around each moment
FEATURES = len(TAPS) * (BANDS + 1)
FINEST = 200  # denominator of a resampling ratio


def slowed(samples: Samples, rate_hz: float) -> npt.NDArray[np.float64]:
    """Return the sound at ``RATE_HZ`` with a peak of 1."""
    ratio = Fraction(RATE_HZ / rate_hz).limit_denominator(FINEST)
    sound = resample_poly(np.asarray(samples, np.float64), ratio.numerator, ratio.denominator)
    return np.asarray(sound / max(float(np.abs(sound).max()), 1e-9), np.float64)


def bands(sound: npt.NDArray[np.float64]) -> Bands:
    """Return ``(count, BANDS + 1)``: the level of each band and of all, as the network wants them.

    Args:
        sound: At ``RATE_HZ``, with a peak of 1.
    """
    hop = round(HOP_S * RATE_HZ)
    padded = np.pad(sound, (WINDOW // 2, WINDOW))
    windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::hop]
    windows = windows[: len(sound) // hop + 1] * np.hanning(WINDOW)
    power = np.abs(np.fft.rfft(windows, TRANSFORM, axis=1)) ** 2 @ _filters()
    level_db = 10 * np.log10(power + 1e-9)
    whole_db = 10 * np.log10((10 ** (level_db / 10)).sum(axis=1))
    loudest_db = np.percentile(whole_db, LOUD_PERCENTILE)
    level_db = np.maximum(level_db, loudest_db - FLOOR_DB)
    mean_db = level_db[whole_db > loudest_db - SPEAKING_DB].mean(axis=0)
    every = np.column_stack([level_db - mean_db, whole_db - loudest_db]) / SCALE_DB
    return np.asarray(np.clip(every, *LIMITS), np.float32)


def around(values: Bands) -> Bands:
    """Return ``(count, FEATURES)``: every moment with what is heard before and after it."""
    reach = TAPS[-1]
    padded = np.pad(values, ((reach, reach), (0, 0)), mode="edge")
    seen = [padded[reach + tap : reach + tap + len(values)] for tap in TAPS]
    return np.concatenate(seen, axis=1)


def _filters() -> npt.NDArray[np.float64]:
    """Return ``(TRANSFORM // 2 + 1, BANDS)``: triangles as wide apart as an ear tells pitches."""
    low, high = (np.log1p(edge / 700) for edge in RANGE_HZ)
    edges = 700 * np.expm1(np.linspace(low, high, BANDS + 2))
    hertz = np.fft.rfftfreq(TRANSFORM, 1 / RATE_HZ)
    first, middle, last = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising, falling = (hertz - first) / (middle - first), (last - hertz) / (last - middle)
    return np.asarray(np.clip(np.minimum(rising, falling), 0.0, None).T, np.float64)
