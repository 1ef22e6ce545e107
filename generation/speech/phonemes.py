"""From espeak-ng's phoneme names (IPA, with its own marks) to timed phonemes with visemes.

The viseme set is the fifteen mouth shapes of the Oculus/OVR reference; the grouping of consonants
follows its table, vowels are put where their openness and rounding are seen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from generation.model.speech import Phoneme, Viseme

SILENCE = "sil"

_GROUPS: tuple[tuple[Viseme, str], ...] = (
    ("PP", "pbmɓɱʙ"),
    ("FF", "fvɸβʋⱱ"),
    ("TH", "θð"),
    ("DD", "tdɖʈɗɬɮ"),
    ("kk", "kɡgqɢɠxɣχʁhɦħʕʔhʜʡcɟç"),
    ("CH", "ʃʒɕʑʂʐʧʤ"),
    ("SS", "sz"),
    ("nn", "nŋɲɳɴlɭɫʎʟ"),
    ("RR", "rɹɾʀɻɽɺɝɚ"),
    ("aa", "aäɑɐæʌɒ"),
    ("E", "eɛəɜɘɞœø"),
    ("ih", "iɪɨjyʏ"),
    ("oh", "oɔɤɵ"),
    ("ou", "uʊʉɯwɥʍ"),
)
VISEME_OF: dict[str, Viseme] = {symbol: viseme for viseme, symbols in _GROUPS for symbol in symbols}

VOWELS = frozenset("aäɑɐæʌɒeɛəɜɘɞœøiɪɨyʏoɔɤɵuʊʉɯɝɚ")
_STOPS = frozenset("tdʈɖ")
_HUSHED = frozenset("ʃʒɕʑʂʐ")
_RETROFLEX = {"s": "ʂ", "z": "ʐ", "t": "ʈ", "d": "ɖ"}

HISS_SHARE = 0.65  # of an affricate's time the friction is heard, the closure before it is shorter
FIRST_VOWEL_SHARE = 0.6  # of a diphthong: the glide is the shorter part
CODA_SHARE = 0.35  # a consonant that espeak writes into a vowel's name (ɔːɹ, onɡ)


class RawPhoneme(NamedTuple):
    """A phoneme as espeak names it; times in seconds."""

    name: str
    start_s: float
    end_s: float


class _Part(NamedTuple):
    symbol: str
    viseme: Viseme
    weight: float


@lru_cache(maxsize=1024)
def parts(name: str) -> tuple[_Part, ...]:
    """Return the mouth shapes of one phoneme name in order; empty for silence.

    Weights are shares of the phoneme's time and add up to 1.
    """
    found = _affricates(_symbols(name))
    if not found:
        return ()
    weights = _weights(found)
    return tuple(
        _Part(symbol, VISEME_OF[symbol], weight)
        for symbol, weight in zip(found, weights, strict=True)
    )


def _symbols(name: str) -> list[str]:
    """Drop stress, length, tone, aspiration and diacritics; read espeak's ``s.`` as ``ʂ``."""
    found: list[str] = []
    for character in name:
        base = unicodedata.normalize("NFD", character)[0]
        if character == "." and found:
            found[-1] = _RETROFLEX.get(found[-1], found[-1])
        elif base == "h" and found and found[-1] not in VOWELS:
            continue  # aspiration: th, kh, tsh
        elif base == "ɡ" and found and found[-1] == "n":
            found[-1] = "ŋ"  # Mandarin's onɡ is one final
        elif base in VISEME_OF:
            found.append(base)
    return found


def _affricates(symbols: list[str]) -> list[str]:
    """Join a stop with a hushing sound: the lips round through both."""
    joined: list[str] = []
    for symbol in symbols:
        if joined and joined[-1] in _STOPS and symbol in _HUSHED:
            joined[-1] = symbol
        elif not joined or VISEME_OF[joined[-1]] != VISEME_OF[symbol]:
            joined.append(symbol)
    return joined


def _weights(symbols: list[str]) -> list[float]:
    """Share a phoneme's time between its parts."""
    if len(symbols) == 1:
        return [1.0]
    if len(symbols) == 2:
        first, second = symbols
        share = FIRST_VOWEL_SHARE
        if first in _STOPS:
            share = 1.0 - HISS_SHARE
        elif second not in VOWELS:
            share = 1.0 - CODA_SHARE
        return [share, 1.0 - share]
    return [1.0 / len(symbols)] * len(symbols)


def expand(raw: Iterable[RawPhoneme]) -> list[Phoneme]:
    """Turn espeak's phonemes into timed mouth shapes, contiguous where the input is.

    A nameless phoneme is ``sil``; neighbouring silences are joined.
    """
    phonemes: list[Phoneme] = []
    for name, start_s, end_s in raw:
        if end_s <= start_s:
            continue
        split = parts(name) or (_Part(SILENCE, "sil", 1.0),)
        at_s = start_s
        for index, part in enumerate(split):
            until_s = end_s if index == len(split) - 1 else at_s + part.weight * (end_s - start_s)
            _append(
                phonemes,
                Phoneme(ipa=part.symbol, viseme=part.viseme, start_s=at_s, end_s=until_s),
            )
            at_s = until_s
    return phonemes


def _append(phonemes: list[Phoneme], phoneme: Phoneme) -> None:
    if phonemes and phonemes[-1].viseme == "sil" == phoneme.viseme:
        phoneme = Phoneme(
            ipa=SILENCE, viseme="sil", start_s=phonemes[-1].start_s, end_s=phoneme.end_s
        )
        phonemes[-1] = phoneme
    else:
        phonemes.append(phoneme)
