"""Knows classical verse by its shape: pairs of five or seven syllables, no word of today."""

from __future__ import annotations

import re

from generation.director.data import table
from generation.director.language import HAN, fold
from generation.director.words import has

_SEGMENT = re.compile(f"[{HAN}]+")
_LETTER_OR_DIGIT = re.compile(r"[A-Za-z0-9]")
_MAX_COUPLETS = 4
_MIN_CLASSICAL = 2  # characters of nature and distance in one couplet


def couplets(text: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of lines of a poem as typed, no punctuation; empty for other text."""
    segments = _SEGMENT.findall(text)
    lengths = {len(segment) for segment in segments}
    if len(segments) % 2 or lengths not in ({5}, {7}) or _LETTER_OR_DIGIT.search(text):
        return ()
    pairs = tuple(zip(segments[::2], segments[1::2], strict=True))
    if len(pairs) > _MAX_COUPLETS or not all(map(_sounds_old, pairs)):
        return ()
    return pairs


def _sounds_old(pair: tuple[str, str]) -> bool:
    words, folded = table("lexicon", "verses"), fold("".join(pair))
    classical = sum(char in words["classical"] for char in folded)
    return classical >= _MIN_CLASSICAL and not has(words["modern"], folded)
