"""Which language and script a text is in, and how it folds for matching; text stays as typed."""

from __future__ import annotations

import re
from functools import lru_cache

from generation.director.data import table

HAN = "\u3400-\u9fff"
HAN_LETTERS = 3  # Latin letters that a Chinese character is worth
_HAN = re.compile(f"[{HAN}]")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)?")


def fold(text: str) -> str:
    """Return ``text`` in lower case and simplified characters, with exactly as many characters."""
    simplified = _simplified()
    low = (char.lower() for char in text)
    return "".join(
        simplified.get(char, c) if len(c) == 1 else char for char, c in zip(text, low, strict=True)
    )


def letters(text: str) -> int:
    """Return how much ``text`` weighs as evidence: its letters, a Chinese character three times."""
    return len(text) + (HAN_LETTERS - 1) * han_count(text)


def language_of(text: str, locale: str = "en") -> str:
    """Return the language of ``text``: ``en``, ``zh-Hans``, ``zh-Hant`` or another BCP-47 tag.

    Chinese that reads the same in both scripts takes the script of ``locale``; text without any
    letter takes ``locale`` itself.
    """
    for tag, (low, high) in table("lexicon", "scripts")["ranges"].items():
        if sum(low <= ord(char) <= high for char in text) * 4 > len(text.strip()):
            return str(tag)
    han, latin = len(_HAN.findall(text)), len(_LATIN_WORD.findall(text))
    if han == 0 and latin == 0:
        return locale
    return _chinese(text, locale) if han > latin else "en"


def speech_tag(language: str) -> str:
    """Return the tag a spoken line carries: Mandarin is ``zh`` whatever its script."""
    return "zh" if language.startswith("zh") else language


def is_chinese(language: str) -> bool:
    """Tell whether ``language`` is Chinese in either script."""
    return language.startswith("zh")


def han_count(text: str) -> int:
    """Return how many Chinese characters (spoken syllables) ``text`` has."""
    return len(_HAN.findall(text))


def latin_words(text: str) -> list[str]:
    """Return the words of ``text`` that are written in Latin letters."""
    return _LATIN_WORD.findall(text)


def _chinese(text: str, locale: str) -> str:
    traditional = sum(char in _simplified() for char in text)
    simplified = sum(char in _only_simplified() for char in text)
    if traditional == simplified:
        return locale if locale.startswith("zh") else "zh-Hans"
    return "zh-Hant" if traditional > simplified else "zh-Hans"


@lru_cache(maxsize=1)
def _simplified() -> dict[str, str]:
    """Return character → simplified form, of OpenCC's dictionary and our own few."""
    from opencc import OpenCC

    every = [chr(code) for code in range(ord(HAN[0]), ord(HAN[-1]) + 1)]
    plain = OpenCC("t2s").convert("\n".join(every)).split("\n")
    forms = {char: form for char, form in zip(every, plain, strict=True) if char != form}
    return forms | dict(table("lexicon", "scripts")["alike"].split())


@lru_cache(maxsize=1)
def _only_simplified() -> frozenset[str]:
    """Return the characters that stand in simplified texts alone."""
    from opencc import OpenCC

    forms = sorted(set(_simplified().values()))
    back = OpenCC("s2t").convert("\n".join(forms)).split("\n")
    alone = {form for form, char in zip(forms, back, strict=True) if form != char}
    return frozenset(alone) - frozenset(table("lexicon", "scripts")["shared"])
