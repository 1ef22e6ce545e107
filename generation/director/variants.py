"""Lets the seed choose between the alternatives of a film; neighbouring seeds differ."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

import numpy as np


def choose(options: Mapping[str, Sequence[str]], seed: int, sentence: str) -> dict[str, str]:
    """Return one alternative per slot.

    The seed counts through all combinations like an odometer whose first digit is the first slot,
    so two seeds agree in everything only when they are a whole round apart. Where the odometer
    starts depends on the sentence.
    """
    chosen: dict[str, str] = {}
    rest = seed
    for slot, alternatives in options.items():
        purpose = zlib.crc32(f"{slot} {sentence}".encode())
        order = np.random.default_rng([zlib.crc32(b"variants"), purpose]).permutation(
            len(alternatives)
        )
        chosen[slot] = alternatives[int(order[rest % len(alternatives)])]
        rest //= len(alternatives)
    return chosen
