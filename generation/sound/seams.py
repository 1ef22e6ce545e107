"""The sound of several films as one: something passes where they meet, and one loudness holds."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from generation.arrays import StereoSamples
from generation.sound.dsp import db, samples_in, to_stereo
from generation.sound.effects import effect
from generation.sound.loudness import mastered

PASSING, HEIGHT_S = "whoosh", 0.25  # it is highest this long after it begins
PASSING_DB = -9.0


def joined(pieces: Sequence[StereoSamples], *, seed: int) -> StereoSamples:
    """Return the pieces one after the other at -16 LUFS, with a sound over each seam.

    Args:
        pieces: ``(samples, 2)`` each at 48 kHz, mastered films.
        seed: Of the sounds in between.
    """
    whole = np.concatenate(list(pieces)).astype(np.float32)
    at = 0
    for number, piece in enumerate(pieces[:-1]):
        at += len(piece)
        rng = np.random.default_rng([seed, zlib.crc32(b"seam"), number])
        passing = to_stereo(effect(PASSING, rng)) * np.float32(db(PASSING_DB))
        start = max(0, at - samples_in(HEIGHT_S))
        end = min(len(whole), start + len(passing))
        whole[start:end] += passing[: end - start]
    return mastered(whole)
