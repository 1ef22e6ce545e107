"""Whether what a camera brings back can be put into a film: anybody may have written it."""

from __future__ import annotations

import numpy as np

from generation.errors import EngineUnavailable
from generation.model.setup import Rushes, Setup

SIDE_MIN, SIDE_MAX = 2, 4096


def checked(rushes: object, setup: Setup, *, live: bool) -> Rushes:
    """Return rushes that have pictures, and sound where it is wanted.

    Raises:
        EngineUnavailable: ``rushes``: they are no rushes, or of a kind that cannot be used.
    """
    if not isinstance(rushes, Rushes) or not _pictures(rushes.frames, setup):
        raise EngineUnavailable("rushes")
    if live and not _sound(rushes.sound):
        raise EngineUnavailable("rushes")
    return rushes


def _pictures(frames: object, setup: Setup) -> bool:
    if not isinstance(frames, np.ndarray) or frames.dtype != np.uint8 or frames.ndim != 4:
        return False
    count, height, width, colours = frames.shape
    sides = all(SIDE_MIN <= side <= SIDE_MAX for side in (height, width))
    return count >= setup.frames and sides and colours == 3


def _sound(sound: object) -> bool:
    if not isinstance(sound, np.ndarray) or sound.ndim != 2 or sound.shape[1] != 2:
        return False
    return bool(np.issubdtype(sound.dtype, np.floating) and np.isfinite(sound).all())
