"""Mandarin as dictionaries of readings know it: in simplified characters, and verse respelt.

What is drawn stays as typed; every character stands where it stood.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from generation.director.segment import segment
from generation.speech.readings import VERSE, found

_BOTH: Final = frozenset("么著乾拚")
"""Characters that simplified text has as well: 显著, 王丙乾, 是么. They tell of no script."""
_RETURNS: Final = frozenset({"未还", "归还", "未還", "歸還"})
"""Where 还 is always huán; at the end of other phrases it is so where a clause ends, too."""
_GOES_ON: Final = frozenset("va")
"""First letters of the tags of words that 着 follows: verbs, adjectives."""


def as_dictionaries_read(text: str) -> str:
    """Write Mandarin so that dictionaries of simplified characters read it rightly.

    Returns:
        As many characters as ``text`` has.
    """
    simplified = _simplified(text)
    phrases = list(found(text, VERSE))
    if not phrases:
        return simplified
    words = _words(simplified)
    spoken = list(simplified)
    for start, end, sound in phrases:
        if _is_verse(text, words, start, end):
            spoken[start:end] = _converter().convert(sound)
    return "".join(spoken)


def _is_verse(text: str, words: list[int], start: int, end: int) -> bool:
    """Tell whether a phrase is one, and no pieces of words that meet by chance (多少|小时)."""
    phrase = text[start:end]
    if phrase[-1] in "还還" and phrase not in _RETURNS and text[end : end + 1].isalnum():
        return False
    begins = start == 0 or words[start] != words[start - 1]
    ends = end == len(text) or words[end] != words[end - 1]
    return (begins and ends) or words[start] == words[end - 1]


def _words(simplified: str) -> list[int]:
    """Return for each character the number of the word it belongs to."""
    return [number for number, (word, _) in enumerate(segment(simplified)) for _ in word]


def _simplified(text: str) -> str:
    """Write traditional characters as simplified ones; what is simplified stays as it is.

    By words: 乾坤 stays 乾坤, and 餅乾 is 饼干. Of Taiwan's 著, what no word has so is 着.
    """
    traditional = any(map(_is_traditional, text))
    converted = _converter().convert(text) if traditional else text
    kept = [old if old in "么著" else new for old, new in zip(text, converted, strict=True)]
    if "著" not in kept:
        return "".join(kept)
    written, before = "", ""
    for word, tag in segment("".join(kept)):
        goes_on = word == "著" and (traditional or before[:1] in _GOES_ON)
        written += "着" if goes_on else word
        before = tag
    return written


@lru_cache(maxsize=4096)
def _is_traditional(character: str) -> bool:
    return character not in _BOTH and _converter().convert(character) != character


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("tw2s")
