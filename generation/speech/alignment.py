"""When each sound of known English words is heard in a recording: PocketSphinx, offline.

The words are found first, then the sounds within them. Words that were not said are noticed: they
fit badly, or not at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from generation.arrays import Samples
from generation.speech import sphinx
from generation.speech.listening import Span
from generation.speech.phonemes import RawPhoneme
from generation.speech.sphinx import FRAME_S, IPA, listen, sixteen_bit, slowed

AROUND_S = 0.3  # of near silence before and after
HISSES = (0.001, 0.0003, 0.006)  # tried in turn: an alignment may miss its end by a frame
FITS = -30.0  # mean score of a frame; of words that were said about -15, of others about -50

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)*|\d+")
_SPELT = {
    "th": "TH", "sh": "SH", "ch": "CH", "ph": "F", "ng": "NG", "ck": "K", "qu": "K W", "oo": "UW",
    "ee": "IY", "ea": "IY", "ai": "EY", "ay": "EY", "ou": "AW", "ow": "OW", "wh": "W", "a": "AE",
    "b": "B", "c": "K", "d": "D", "e": "EH", "f": "F", "g": "G", "h": "HH", "i": "IH", "j": "JH",
    "k": "K", "l": "L", "m": "M", "n": "N", "o": "AA", "p": "P", "q": "K", "r": "R", "s": "S",
    "t": "T", "u": "AH", "v": "V", "w": "W", "x": "K S", "y": "IY", "z": "Z",
}  # fmt: skip
"""How a word outside the dictionary is taken to sound: good enough to find its lips."""
_LETTERS = re.compile("|".join(_SPELT))


class Alignment(NamedTuple):
    """The sounds by IPA name, and where each word is heard; in seconds."""

    phones: list[RawPhoneme]
    words: list[Span]


def aligned(samples: Samples, rate_hz: int, words: Sequence[str]) -> Alignment | None:
    """Find the words in the sound.

    Takes about a twentieth of the sound's length on one core.

    Args:
        samples: Mono sound.
        rate_hz: Its rate.
        words: What is said, each as typed.

    Returns:
        None where PocketSphinx is absent, a word cannot be read, or they were not said.
    """
    tokens = [_tokens(word) for word in words]
    decoder = sphinx.decoder(lm=None) if tokens and all(tokens) else None  # no word stays in it
    if decoder is None or not len(samples):
        return None
    for token in {token for said in tokens for token in said}:
        if decoder.lookup_word(token) is None:
            decoder.add_word(token, " ".join(_SPELT[part] for part in _LETTERS.findall(token)))
    slow = slowed(samples, rate_hz, AROUND_S)
    text = " ".join(token for said in tokens for token in said)
    for hiss in HISSES:
        found = _found(decoder, sixteen_bit(slow, hiss), text)
        if found is not None:
            return _read(found, [len(said) for said in tokens])
    return None


def _tokens(word: str) -> list[str]:
    """Return the word as the dictionary writes it; a number in words."""
    letters = unicodedata.normalize("NFD", word.lower().replace("’", "'"))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    if any(letter.isalnum() and not letter.isascii() for letter in plain):
        return []
    found = _TOKEN.findall(plain)
    return [part for token in found for part in (_number(token) if token.isdigit() else [token])]


def _number(digits: str) -> list[str]:
    value = int(digits)
    if len(digits) > 2:
        return [_UNITS[int(digit)] for digit in digits]
    if value < 20:
        return [_UNITS[value]]
    return [_TENS[value // 10 - 2], *([_UNITS[value % 10]] if value % 10 else [])]


def _found(decoder: Any, data: bytes, text: str) -> list[list[RawPhoneme]] | None:
    """Align twice, words and then sounds; None where they do not fit.

    Returns:
        The sounds of each word of ``text``.
    """
    try:
        decoder.set_align_text(text)
        listen(decoder, data)
        if decoder.hyp() is None:
            return None
        decoder.set_alignment()
        listen(decoder, data)
    except RuntimeError:  # the only sign that the end was not reached
        return None
    alignment = decoder.get_alignment()  # its entries are pointers into it: copied at once
    words: list[list[RawPhoneme]] = []
    score = frames = 0
    for word in alignment or ():
        if word.name.startswith("<"):
            continue
        words.append([])
        for phone in word:
            start_s = phone.start * FRAME_S - AROUND_S
            end_s = start_s + phone.duration * FRAME_S
            words[-1].append(RawPhoneme(IPA.get(phone.name, ""), start_s, end_s))
            score += phone.score
            frames += phone.duration
    fits = len(words) == len(text.split()) and all(words) and score > FITS * frames
    return words if fits else None


def _read(found: Sequence[list[RawPhoneme]], sizes: Sequence[int]) -> Alignment:
    """Give each typed word the sounds of as many found words as it has tokens."""
    ends = np.cumsum(sizes)
    words = [
        (found[end - size][0].start_s, found[end - 1][-1].end_s)
        for end, size in zip(ends, sizes, strict=True)
    ]
    return Alignment([phone for word in found for phone in word], words)
