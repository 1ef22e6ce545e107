"""Lets the seed choose between the alternatives of a film; neighbouring seeds differ."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

import numpy as np


def choose(options: Mapping[str, Sequence[str]], seed: int, sentence: str) -> dict[str, str]:
    """Return one alternative per slot.

    The seed counts through all combinations like an odometer whose digits also push the digits
    after them: neighbouring seeds differ in nearly every slot, and two seeds agree in all of them
    only when they are a whole round apart. Where the odometer starts depends on the sentence.
    """
    chosen: dict[str, str] = {}
    rest, push = seed, 0
    for slot, alternatives in options.items():
        purpose = [zlib.crc32(b"variants"), zlib.crc32(f"{slot} {sentence}".encode())]
        order = np.random.default_rng(purpose).permutation(len(alternatives))
        rest, digit = divmod(rest, len(alternatives))
        chosen[slot] = alternatives[int(order[(digit + push) % len(alternatives)])]
        push += digit
    return chosen
