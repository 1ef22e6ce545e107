"""How words sound, in Kokoro's letters: espeak tells of English, pypinyin of Mandarin.

eSpeak NG is asked in its own process, as everywhere.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

from generation.director.segment import segment
from generation.speech.espeak import TIMEOUT_S, WORKER
from generation.speech.neural.kokoro_alphabet import english, mandarin, marks_after
from generation.speech.worker_link import WorkerLink

_ESPEAK = {"voice": "en-us", "rate": 155, "pitch": 50, "range": 50}
_UNITS, _TENS = "零一二三四五六七八九", ("", "十", "百", "千")
LONGEST_NUMBER = 4  # digits; longer ones are read digit by digit


class Reading(NamedTuple):
    """A part in Kokoro's letters, and where each typed word lies in them."""

    letters: str
    words: tuple[tuple[int, int], ...]


class _Said(NamedTuple):
    """What espeak answered: sounds, the sample each begins at, and words with sample and place."""

    names: list[str]
    samples: list[int]
    words: list[tuple[int, int]]


class Reader:
    """Reads words aloud to a model. Starts espeak with the first English word."""

    def __init__(self) -> None:
        self._espeak = WorkerLink((sys.executable, str(WORKER)), timeout_s=TIMEOUT_S)

    def read(self, runs: Sequence[tuple[str, Sequence[str]]]) -> Reading:
        """Write runs of words in letters.

        Args:
            runs: Words by language, in order: ``en`` or ``zh``, and the words as typed.

        Raises:
            VoiceFailed: espeak does not answer.
        """
        letters = ""
        words: list[tuple[int, int]] = []
        for tag, typed in runs:
            sounds = self._mandarin(typed) if tag == "zh" else self._english(typed)
            for word, (sound, apart) in zip(typed, sounds, strict=True):
                letters += " " if apart and letters else ""
                start = len(letters)
                letters += sound + marks_after(word)
                words.append((start, max(start + len(sound), start)))
        return Reading(letters, tuple(words))

    def close(self) -> None:
        """End espeak."""
        self._espeak.close()

    def _english(self, typed: Sequence[str]) -> list[tuple[str, bool]]:
        """Ask how the words sound together, and cut the answer where each word begins."""
        said = self._asked(" ".join(typed))
        alone = [self._asked(word).names for word in typed]
        cuts = [
            _begins(said, at, names) for at, names in zip(_starts(said, typed), alone, strict=True)
        ]
        edges = [*cuts, len(said.names)]
        pieces = [said.names[edges[i] : max(edges[i + 1], edges[i])] for i in range(len(typed))]
        return [(english(piece or names), True) for piece, names in zip(pieces, alone, strict=True)]

    def _asked(self, text: str) -> _Said:
        reply = self._espeak.ask({"text": text, **_ESPEAK})
        named = [
            (sample, name) for sample, name in reply.header["phonemes"] if name and name[0] != "("
        ]
        words = [(sample, place - 1) for sample, place, _ in reply.header["words"]]
        return _Said([name for _, name in named], [sample for sample, _ in named], words)

    @staticmethod
    def _mandarin(typed: Sequence[str]) -> list[tuple[str, bool]]:
        """Read characters by pypinyin; a space where a word begins, as it was taught."""
        bare = ["".join(character for character in word if character.isalnum()) for word in typed]
        readable = [_number(word) if word.isdigit() else word for word in bare]
        text = "".join(readable)
        sounds = iter(_syllables(text))
        begins = _word_starts([word for word, _ in segment(text)])
        found: list[tuple[str, bool]] = []
        at = 0
        for word in readable:
            found.append(("".join(next(sounds) for _ in word), at in begins))
            at += len(word)
        return found


def _starts(said: _Said, typed: Sequence[str]) -> list[int]:
    """Return about which sound each typed word begins with: espeak is out by one at times."""
    found: list[int] = []
    place = 0
    for word in typed:
        inside = [sample for sample, at in said.words if place <= at < place + len(word)]
        sample = min(inside, default=said.samples[found[-1]] if found and said.samples else 0)
        found.append(
            next((i for i, s in enumerate(said.samples) if s >= sample), len(said.samples))
        )
        place += len(word) + 1
    return found


def _begins(said: _Said, near: int, alone: Sequence[str]) -> int:
    """Return where a word begins: beside ``near``, with the sound it begins with alone."""
    first = alone[0].strip("ˈˌ") if alone else ""
    for index in (near, near + 1, near - 1):
        if 0 <= index < len(said.names) and said.names[index].strip("ˈˌ") == first:
            return index
    return min(near, len(said.names))


def _syllables(text: str) -> list[str]:
    """Return one sound a character; what pypinyin cannot read is silent."""
    from pypinyin import Style, lazy_pinyin

    def cut(style: Style) -> list[str]:
        found: list[str] = lazy_pinyin(
            text, style=style, strict=True, neutral_tone_with_five=True, errors=_silent
        )
        return found

    return [
        mandarin(initial, final)
        for initial, final in zip(cut(Style.INITIALS), cut(Style.FINALS_TONE3), strict=True)
    ]


def _silent(unread: str) -> Any:
    return [""] * len(unread)


def _word_starts(words: Sequence[str]) -> frozenset[int]:
    at, starts = 0, []
    for word in words:
        starts.append(at)
        at += len(word)
    return frozenset(starts)


def _number(digits: str) -> str:
    """Write a number as it is said: 42 is 四十二."""
    ascii_digits = str(int(digits)) if len(digits) <= LONGEST_NUMBER else digits
    if len(ascii_digits) > LONGEST_NUMBER or ascii_digits != digits:
        return "".join(_UNITS[int(digit)] for digit in digits)
    said = ""
    for index, digit in enumerate(ascii_digits):
        tens = _TENS[len(ascii_digits) - index - 1]
        if digit != "0":
            said += _UNITS[int(digit)] + tens
        elif said and not said.endswith("零"):
            said += "零"
    said = said.rstrip("零") or "零"
    return said.removeprefix("一") if said.startswith("一十") else said
