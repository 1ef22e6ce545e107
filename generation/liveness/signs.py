"""Signs of life in a followed face: a turn in depth, lips that go with the sound, no repetition."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d, median_filter

from generation.arrays import Curve
from generation.liveness.track import LIPS, Track
from generation.speech.listening import HOP_S, Loudness, Span

GRID_HZ = 20.0
EDGE_PERCENTILES = (4.0, 96.0)  # a single wrong frame makes no range
SOUND_RANGE_DB = 25.0  # above the threshold: full speech
SOUND_BLUR_S = 0.08
AROUND_SPEECH_S = 1.3  # lips are compared with the sound so far before and after it
LAG_MAX_S = 1.5
LATE_S = (-0.30, 0.40)  # sound after lips by recorder and by anticipation
LOOP_LAGS_S = (0.8, 6.0)
LOOP_WITHIN_S = 1.2


class Sync(NamedTuple):
    """How lips and sound go together.

    Attributes:
        alike: Correlation -1..1 at the best lag near zero.
        elsewhere: Correlation at the best lag that is too far off.
        spoken: Share of the stretches of speech during which the lips move.
        movement: How far lips move while something is heard, in face heights.
    """

    alike: float
    elsewhere: float
    spoken: float
    movement: float


def extent(curve: Curve) -> float:
    """Return the range of a curve without its outermost values."""
    if not len(curve):
        return 0.0
    low, high = np.percentile(curve, EDGE_PERCENTILES)
    return float(high - low)


def lip_shape(track: Track) -> npt.NDArray[np.float32]:
    """Return ``(n, 4)``: inner gap, outer gap, width, and how low the lower lip is."""
    place = {point: LIPS.index(point) for point in (13, 14, 0, 17, 61, 291)}
    lips = track.lips
    inner = lips[:, place[14], 1] - lips[:, place[13], 1]
    outer = lips[:, place[17], 1] - lips[:, place[0], 1]
    width = lips[:, place[291], 0] - lips[:, place[61], 0]
    return np.column_stack([inner, outer, width, lips[:, place[17], 1]])


def sync(track: Track, heard: Loudness, spans: list[Span], *, moves: float) -> Sync:
    """Compare lips with sound around the speech.

    Args:
        track: The face.
        heard: The sound, from the same zero.
        spans: Where speech is in it.
        moves: Face heights that count as a movement.
    """
    if not spans or len(track.times_s) < 4:
        return Sync(0.0, 0.0, 0.0, 0.0)
    start_s = max(spans[0][0] - AROUND_SPEECH_S, float(track.times_s[0]))
    end_s = min(spans[-1][1] + AROUND_SPEECH_S, float(track.times_s[-1]))
    grid = np.arange(start_s, end_s, 1 / GRID_HZ)
    if len(grid) < GRID_HZ:
        return Sync(0.0, 0.0, 0.0, 0.0)
    opening = np.interp(grid, track.times_s, median_filter(track.opening, 3))
    sound = _sound_on(grid, heard)
    quiet = opening[sound < 0.1]
    rest = float(np.median(quiet)) if len(quiet) else float(opening.min())
    motion = np.abs(opening - rest)
    lags = np.arange(-round(LAG_MAX_S * GRID_HZ), round(LAG_MAX_S * GRID_HZ) + 1)
    alike = np.array([_correlation(motion, _sound_on(grid + lag / GRID_HZ, heard)) for lag in lags])
    near = (lags / GRID_HZ >= LATE_S[0]) & (lags / GRID_HZ <= LATE_S[1])
    by_span = [_strongest(grid, motion, span) for span in spans]
    return Sync(
        alike=float(alike[near].max()),
        elsewhere=float(alike[~near].max()),
        spoken=float(np.mean([strength > moves for strength in by_span])),
        movement=float(np.median(by_span)),
    )


def repeats(track: Track) -> float:
    """Return how closely the face ever repeats a second of its motion, in shares of that motion.

    A loop gives values near 0, somebody alive about 1.
    """
    if len(track.times_s) < 2 * LOOP_WITHIN_S * GRID_HZ / 2:
        return 1.0
    grid = np.arange(float(track.times_s[0]), float(track.times_s[-1]), 1 / GRID_HZ)
    path = np.column_stack([track.turn, track.nod, *lip_shape(track).T])
    even = np.column_stack([np.interp(grid, track.times_s, column) for column in path.T])
    scale = even.std(axis=0).clip(1e-4)
    even = even / scale
    first, last = (round(lag * GRID_HZ) for lag in LOOP_LAGS_S)
    window = round(LOOP_WITHIN_S * GRID_HZ)
    best = 1.0
    for lag in range(first, min(last, len(even) // 2, len(even) - window)):
        apart = np.sqrt(((even[lag:] - even[:-lag]) ** 2).mean(axis=1))
        best = min(best, float(np.percentile(apart, 80)))
    return best


def _sound_on(grid: npt.NDArray[np.float64], heard: Loudness) -> npt.NDArray[np.float64]:
    """Return 0..1 at each moment: nothing heard to full speech."""
    level = np.clip((heard.curve_db - heard.threshold_db) / SOUND_RANGE_DB * 2, 0, 1)
    smooth = gaussian_filter1d(level.astype(np.float64), SOUND_BLUR_S / HOP_S)
    times_s = np.arange(len(smooth)) * HOP_S
    return np.asarray(np.interp(grid, times_s, smooth, left=0.0, right=0.0))


def _correlation(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> float:
    a, b = a - a.mean(), b - b.mean()
    scale = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / scale if scale > 1e-9 else 0.0


def _strongest(grid: npt.NDArray[np.float64], motion: npt.NDArray[np.float64], span: Span) -> float:
    inside = (grid >= span[0] - 0.25) & (grid <= span[1] + 0.25)
    return float(motion[inside].max(initial=0.0))
