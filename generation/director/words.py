"""Finds lexicon words in folded text; a word is Latin or Chinese and may end in ``*``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from generation.director.language import HAN

_HAN = re.compile(f"[{HAN}]")


@lru_cache(maxsize=512)
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern that matches any of ``words`` in folded text, the longest first.

    Latin words stand alone (a plural counts), ``word*`` may go on; Chinese words match anywhere.
    """
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(_one, ordered)) or r"(?!)")


def _one(word: str) -> str:
    stem = re.escape(word.removesuffix("*")).replace(r"\*", r"[a-z]*")
    if _HAN.search(word) or not word[0].isalnum():
        return stem
    ending = "[a-z]*" if word.endswith("*") else "(?:'s|es|s)?"
    return rf"(?<![a-z0-9]){stem}{ending}(?![a-z0-9]|['’][a-z])"


def find(words: Iterable[str], folded: str) -> list[re.Match[str]]:
    """Return every place in ``folded`` where one of ``words`` stands, in order."""
    return list(pattern(tuple(words)).finditer(folded))


def has(words: Iterable[str], folded: str) -> bool:
    """Tell whether any of ``words`` stands in ``folded``."""
    return pattern(tuple(words)).search(folded) is not None
