"""Which digits are spoken: PocketSphinx with a grammar of eleven English words, offline.

Digits said one by one are recognised one by one, which is surer than any sentence; where somebody
runs them together, the whole is heard once with a grammar of exactly so many digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.signal import resample_poly

from generation.arrays import Samples
from generation.speech import sphinx
from generation.speech.listening import bursts, loudness
from generation.speech.sphinx import PEAK, RATE_HZ, listen

WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "oh")
SPEECH_LANGUAGE = "en"
WRONG_ALLOWED = 1
AROUND_S = 0.10  # of silence that a word is given on both sides
HISS = 0.003  # a touch of noise: silence that is too clean misleads the recogniser
TRIES_MAX = 8  # words of a long recording that are listened to


def can_hear(language: str) -> bool:
    """Tell whether digits in this language can be recognised on this machine."""
    if language.split("-")[0] != SPEECH_LANGUAGE:
        return False
    try:
        import pocketsphinx  # type: ignore[import-untyped]  # noqa: F401
    except ImportError:
        return False
    return True


def says(sound: Samples, rate_hz: int, digits: str) -> bool:
    """Tell whether ``digits`` are said in this order; one of three may be misheard."""
    wanted = [int(digit) for digit in digits]
    need = len(wanted) - WRONG_ALLOWED
    slow = _steady(resample_poly(sound, RATE_HZ, rate_hz))
    return any(_hits(wanted, heard) >= need for heard in _readings(slow, len(wanted)))


def _hits(wanted: Sequence[int], heard: Sequence[int]) -> int:
    return sum(a == b for a, b in zip(wanted, heard, strict=False))


def _readings(sound: Samples, count: int) -> Iterator[list[int]]:
    spans = bursts(loudness(sound, RATE_HZ))[:TRIES_MAX]
    single = [_words(_cut(sound, *span), 1) for span in spans]
    one_by_one = [words[0] if words else -1 for words in single]
    for first in range(max(len(one_by_one) - count, 0) + 1):
        yield one_by_one[first : first + count]
    if spans and len(spans) < count:
        yield _words(_cut(sound, spans[0][0], spans[-1][1]), count)


def _cut(sound: Samples, start_s: float, end_s: float) -> Samples:
    first, last = round((start_s - AROUND_S) * RATE_HZ), round((end_s + AROUND_S) * RATE_HZ)
    return sound[max(first, 0) : last]


def _steady(sound: Samples) -> Samples:
    """Bring to one level, with a constant little hiss: the same sound gives the same words."""
    rng = np.random.default_rng(0)
    level = PEAK / max(float(np.abs(sound).max(initial=0.0)), 1e-6)
    return np.asarray(sound * level + rng.normal(0.0, HISS, len(sound)), np.float32)


def _words(sound: Samples, count: int) -> list[int]:
    """Return the digits heard; ``oh`` is a zero."""
    decoder = _decoder(count)
    listen(decoder, (np.clip(sound, -1, 1) * 32_000).astype(np.int16).tobytes())
    heard = decoder.hyp()
    words = heard.hypstr.split() if heard is not None else []
    return [WORDS.index(word) % 10 for word in words]


@lru_cache(maxsize=4)
def _decoder(count: int) -> Any:
    decoder = sphinx.decoder(lm=None)
    digit = f"({' | '.join(WORDS)})"
    rule = " ".join([digit] * count)
    decoder.add_jsgf_string("digits", f"#JSGF V1.0; grammar digits; public <digits> = {rule};")
    decoder.activate_search("digits")
    return decoder
