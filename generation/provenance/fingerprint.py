"""A film's fingerprint: finds it again after every tag and signature is gone. It proves nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image

STILLS = 8
HASH_BYTES = 8
SAME_FILM_MAX_BITS = 100  # of 512: re-encodes differ by 4-65, other films by about 270


def fingerprint(stills: Sequence[npt.NDArray[np.uint8]]) -> bytes:
    """Return 64 bytes: a 64-bit difference hash (Krawetz 2013) of each of eight luma pictures.

    Args:
        stills: Eight ``(height, width)`` uint8 pictures spread over the film in time.
    """
    if len(stills) != STILLS:
        raise ValueError(f"{STILLS} stills are needed, not {len(stills)}")
    return b"".join(map(_difference_hash, stills))


def distance(one: bytes, other: bytes) -> int:
    """Return how many of the 512 bits differ; up to ``SAME_FILM_MAX_BITS`` is the same film."""
    a, b = (np.frombuffer(mark, np.uint8) for mark in (one, other))
    return int(np.bitwise_count(a ^ b).sum())


def _difference_hash(luma: npt.NDArray[np.uint8]) -> bytes:
    small = np.asarray(Image.fromarray(luma).resize((9, 8), Image.Resampling.BOX), np.int16)
    return np.packbits(small[:, 1:] > small[:, :-1]).tobytes()
