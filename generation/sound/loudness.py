"""Brings a finished mix to one loudness without clipping: a gain, then a look-ahead limiter.

Loudness is ITU-R BS.1770-4 (pyloudnorm); -16 LUFS is what phone players expect of a talking clip.
"""

from __future__ import annotations

import numpy as np
import pyloudnorm
from scipy.ndimage import minimum_filter1d, uniform_filter1d

from generation.arrays import SAMPLE_RATE_HZ, Samples, StereoSamples
from generation.sound.dsp import db

TARGET_LUFS = -16.0
TOLERANCE_LU = 0.25
CEILING_DB = -1.6  # of samples: peaks between samples and AAC then stay below -1 dBTP
PASSES = 4  # the limiter takes loudness away; each pass gives it back
MAX_GAIN_DB = 50.0  # beyond this a film is silence, and silence is not turned into hiss
METER_BLOCK_S = 0.4  # BS.1770's gating block: shorter sound is measured as if it went on in silence

BLOCK = 48  # samples: the limiter thinks in milliseconds
LOOK_AHEAD_BLOCKS = 6
RELEASE_DB_PER_S = 60.0
SILENT_LUFS = -70.0  # BS.1770's absolute gate


def loudness_lufs(sound: StereoSamples) -> float:
    """Return integrated loudness; -70 or less is silence."""
    shortest = round(METER_BLOCK_S * SAMPLE_RATE_HZ) + 1
    if len(sound) < shortest:
        sound = np.concatenate([sound, np.zeros((shortest - len(sound), 2), np.float32)])
    measured = float(pyloudnorm.Meter(SAMPLE_RATE_HZ).integrated_loudness(sound))
    return max(measured, SILENT_LUFS) if np.isfinite(measured) else SILENT_LUFS


def mastered(sound: StereoSamples) -> StereoSamples:
    """Return sound at -16 LUFS with peaks below -1 dBTP; silence stays silence."""
    measured = loudness_lufs(sound)
    if measured <= SILENT_LUFS:
        return sound
    gain_db = min(TARGET_LUFS - measured, MAX_GAIN_DB)
    out = limited(sound * np.float32(db(gain_db)))
    for _ in range(PASSES - 1):
        missing_db = TARGET_LUFS - loudness_lufs(out)
        if abs(missing_db) <= TOLERANCE_LU or gain_db >= MAX_GAIN_DB:
            break
        gain_db = min(gain_db + missing_db, MAX_GAIN_DB)
        out = limited(sound * np.float32(db(gain_db)))
    return out


def limited(sound: StereoSamples) -> StereoSamples:
    """Hold peaks under the ceiling; both sides are turned down together, before the peak comes."""
    peaks = np.abs(sound).max(axis=1, initial=0.0)
    ceiling = db(CEILING_DB)
    if not len(peaks) or float(peaks.max()) <= ceiling:
        return sound
    return np.asarray(sound * _limiter_gain(peaks, ceiling)[:, None], np.float32)


def _limiter_gain(peaks: Samples, ceiling: float) -> Samples:
    """Return the gain of each sample: falls over 6 ms ahead of a peak, recovers 60 dB a second."""
    blocks = -(-len(peaks) // BLOCK)
    padded = np.zeros(blocks * BLOCK, np.float32)
    padded[: len(peaks)] = peaks
    need_db = 20.0 * np.log10(np.maximum(padded.reshape(-1, BLOCK).max(axis=1) / ceiling, 1.0))
    slope_db = RELEASE_DB_PER_S * BLOCK / SAMPLE_RATE_HZ * np.arange(blocks)
    reduction_db = np.maximum.accumulate(need_db + slope_db) - slope_db
    gain = 10.0 ** (-np.maximum(reduction_db, 0.0) / 20.0)
    ahead = minimum_filter1d(gain, 2 * LOOK_AHEAD_BLOCKS + 1, mode="nearest")
    smooth = uniform_filter1d(ahead, 2 * LOOK_AHEAD_BLOCKS - 1, mode="nearest")
    centres = np.arange(blocks) * BLOCK + BLOCK / 2
    return np.asarray(np.interp(np.arange(len(peaks)), centres, smooth), np.float32)
