"""How words sound, in Kokoro's letters: espeak tells of English, pypinyin of Mandarin.

eSpeak NG is asked in its own process, as everywhere.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import groupby, islice, pairwise
from typing import Any, NamedTuple

import numpy as np

from generation.director.segment import segment
from generation.speech.espeak import TIMEOUT_S, WORKER
from generation.speech.neural.dictionaries import as_dictionaries_read
from generation.speech.neural.kokoro_alphabet import english, mandarin, marks_after
from generation.speech.neural.lines import Token, as_read
from generation.speech.neural.numerals import said
from generation.speech.scripts import HAN, script_of
from generation.speech.worker_link import WorkerLink

_ESPEAK = {"voice": "en-us", "rate": 155, "pitch": 50, "range": 50}
_UNKNOWN = "e5"  # is said for a character that no dictionary knows


class Reading(NamedTuple):
    """A part in Kokoro's letters, and where each typed word lies in them.

    Words that make one number together lie in the same place.
    """

    letters: str
    words: tuple[tuple[int, int], ...]


class _Sounding(NamedTuple):
    """Letters of so many words, and whether there is a space before them."""

    letters: str
    apart: bool
    words: int


class _Said(NamedTuple):
    """What espeak answered: sounds, the sample each begins at, and words with sample and place."""

    names: list[str]
    samples: list[int]
    words: list[tuple[int, int]]


class Reader:
    """Reads words aloud to a model. Starts espeak with the first English word."""

    def __init__(self) -> None:
        self._espeak = WorkerLink((sys.executable, str(WORKER)), timeout_s=TIMEOUT_S)

    def read(self, tokens: Sequence[Token]) -> Reading:
        """Write words in letters.

        Args:
            tokens: Words in order, of ``en`` or ``zh``.

        Raises:
            VoiceFailed: espeak does not answer.
        """
        letters = ""
        words: list[tuple[int, int]] = []
        for tag, group in groupby(tokens, key=lambda token: token.tag):
            run = list(group)
            for sounding in _mandarin(run) if tag == "zh" else self._english(run):
                letters += " " if sounding.apart and letters else ""
                span = (len(letters), len(letters) + len(sounding.letters))
                words += [span] * sounding.words
                letters += sounding.letters + marks_after(tokens[len(words) - 1].text)
        return Reading(letters, tuple(words))

    def close(self) -> None:
        """End espeak."""
        self._espeak.close()

    def _english(self, tokens: Sequence[Token]) -> list[_Sounding]:
        """Ask how the words sound together, and cut the answer where each word begins."""
        typed = [as_read(token.text) for token in tokens]
        asked = self._asked(" ".join(typed))
        edges = _edges(asked, typed, [self._asked(word).names for word in typed])
        return [
            _Sounding(english(asked.names[start:end]), apart=True, words=1)
            for start, end in pairwise(edges)
        ]

    def _asked(self, text: str) -> _Said:
        reply = self._espeak.ask({"text": text, **_ESPEAK})
        named = [
            (sample, name) for sample, name in reply.header["phonemes"] if name and name[0] != "("
        ]
        words = [(sample, place - 1) for sample, place, _ in reply.header["words"]]
        return _Said([name for _, name in named], [sample for sample, _ in named], words)


def _mandarin(tokens: Sequence[Token]) -> list[_Sounding]:
    """Read characters by pypinyin, and numbers as one; a space where a word begins, as taught."""
    text, owners = "", []
    for index, token in enumerate(tokens):
        typed = f" {token.text}" if token.apart and index else token.text
        text += typed
        owners += [index] * len(typed)
    pieces = list(said(as_dictionaries_read(text)))
    sounds = iter(_spaced("".join(characters for characters, _, _ in pieces)))
    letters: list[str] = []
    words: list[int] = []
    last = -1
    for characters, _, end in pieces:
        if owners[end - 1] > last:  # a minus may hang on the word before
            letters.append("")
            words.append(0)
        letters[-1] += "".join(islice(sounds, len(characters)))
        words[-1] += owners[end - 1] - last
        last = owners[end - 1]
    return [
        _Sounding(sound.lstrip(), apart=sound.startswith(" "), words=count)
        for sound, count in zip(letters, words, strict=True)
    ]


def _edges(asked: _Said, typed: Sequence[str], alone: Sequence[Sequence[str]]) -> list[int]:
    """Return which sound each word begins with, and how many there are.

    Words that espeak fuses ("in the") share their sounds as long as each is alone.
    """
    begins: dict[int, int] = {0: 0}
    place = 0
    for index, word in enumerate(typed):
        inside = [sample for sample, at in asked.words if place <= at < place + len(word)]
        if inside and index:
            near = int(np.searchsorted(asked.samples, min(inside)))
            begins[index] = _begins(asked, near, alone[index])
        place += len(word) + 1
    lengths = np.cumsum([0, *(max(len(names), 1) for names in alone)])
    known = [*begins, len(typed)]
    edges = np.interp(lengths, lengths[known], [*begins.values(), len(asked.names)])
    return [round(edge) for edge in np.maximum.accumulate(edges)]


def _begins(asked: _Said, near: int, alone: Sequence[str]) -> int:
    """Return where a word begins: beside ``near``, with the sound it begins with alone."""
    first = alone[0].strip("ˈˌ") if alone else ""
    for index in (near, near + 1, near - 1):
        if 0 <= index < len(asked.names) and asked.names[index].strip("ˈˌ") == first:
            return index
    return min(near, len(asked.names))


def _spaced(text: str) -> list[str]:
    """Return one sound a character, after a space where a word begins."""
    begins = [not place for word, _ in segment(text) for place in range(len(word))]
    return [
        f" {sound}" if begin and sound else sound
        for begin, sound in zip(begins, _syllables(text), strict=True)
    ]


def _syllables(text: str) -> list[str]:
    """Return one sound a character; empty for what is no character of Chinese."""
    from pypinyin import Style, lazy_pinyin

    def cut(style: Style) -> list[str]:
        found: list[str] = lazy_pinyin(
            text, style=style, strict=True, neutral_tone_with_five=True, errors=_silent
        )
        return found

    columns = (cut(style) for style in (Style.INITIALS, Style.FINALS_TONE3, Style.TONE3))
    return [_syllable(character, *parts) for character, *parts in zip(text, *columns, strict=True)]


def _syllable(character: str, initial: str, final: str, whole: str) -> str:
    """Write one syllable. One without a vowel (嗯) has no final by the book."""
    final = final or whole.removeprefix(initial)
    if final:
        return mandarin(initial, final)
    return mandarin("", _UNKNOWN) if script_of(character) == HAN else ""


def _silent(unread: str) -> Any:
    return [""] * len(unread)
