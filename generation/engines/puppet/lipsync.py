"""Phonemes become mouth curves, one value per mesh base and frame. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.ndimage import gaussian_filter1d

from generation.arrays import Curve
from generation.engines.puppet.rig.mouth import VISEME_WEIGHTS
from generation.model.speech import Phoneme, Viseme

CURVE_RATE_HZ = 240  # fine enough that a 60 ms closure keeps its shape
SMOOTHING_S = 0.022  # coarticulation: lips take about this long to change target
CLOSURE_MIN_S = 0.075  # shorter closures fall between two frames at 30 fps
CLOSURE_RELEASE_S = 0.020
OPENING_BASES = ("jaw", "wide", "upraise", "ftuck")
CLOSED_VISEME: Viseme = "PP"


def mouth_curves(
    phonemes: Sequence[Phoneme],
    *,
    frames: int,
    fps: float,
    lead_s: float,
    openness: float = 1.0,
) -> dict[str, Curve]:
    """Return base name → ``(frames,)`` weights for phonemes timed from the first frame of the shot.

    The mouth runs ``lead_s`` ahead of the sound. Lips are forced shut on p, b, m for at least
    ``CLOSURE_MIN_S`` whatever their neighbours want.
    """
    bases = sorted({base for weights in VISEME_WEIGHTS.values() for base in weights})
    count = int(np.ceil(frames / fps * CURVE_RATE_HZ)) + CURVE_RATE_HZ
    targets = np.zeros((len(bases), count), np.float64)
    for row, base in enumerate(bases):
        targets[row] = VISEME_WEIGHTS["sil"].get(base, 0.0)
    times = np.arange(count) / CURVE_RATE_HZ
    for phoneme in phonemes:
        spoken = (times >= phoneme.start_s - lead_s) & (times < phoneme.end_s - lead_s)
        weights: Mapping[str, float] = VISEME_WEIGHTS[phoneme.viseme]
        for row, base in enumerate(bases):
            targets[row, spoken] = weights.get(base, 0.0)
    smooth = gaussian_filter1d(targets, SMOOTHING_S * CURVE_RATE_HZ, axis=1)
    if openness != 1.0:
        for base in OPENING_BASES:
            if base in bases:
                smooth[bases.index(base)] *= openness
    closed = _closure_windows(phonemes, times, lead_s)
    closing = VISEME_WEIGHTS[CLOSED_VISEME]
    for row, base in enumerate(bases):
        smooth[row] += (closing.get(base, 0.0) - smooth[row]) * closed
    shown = (np.arange(frames) + 0.5) / fps  # a frame stands for the middle of the time it is seen
    at = np.minimum(np.round(shown * CURVE_RATE_HZ).astype(int), count - 1)
    return {base: smooth[row, at].astype(np.float32) for row, base in enumerate(bases)}


def _closure_windows(
    phonemes: Sequence[Phoneme], times: np.ndarray[tuple[int], np.dtype[np.float64]], lead_s: float
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return 0..1 over ``times``: 1 while lips must be shut, with short ramps at both sides."""
    closed = np.zeros(len(times))
    for phoneme in phonemes:
        if phoneme.viseme != CLOSED_VISEME:
            continue
        middle = (phoneme.start_s + phoneme.end_s) / 2 - lead_s
        half = max(phoneme.end_s - phoneme.start_s, CLOSURE_MIN_S) / 2
        outside = np.abs(times - middle) - half
        closed = np.maximum(closed, np.clip(1 - outside / CLOSURE_RELEASE_S, 0, 1))
    return closed
