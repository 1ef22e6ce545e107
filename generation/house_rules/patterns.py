"""The rules as compiled patterns, read once from the files beside this module."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"<(\w+)>")
_GAP = {"en": " (?:[a-z0-9$%]+ ){0,6}?", "zh": "[^。]{0,10}?"}
_EDGE = {"en": (r"(?<![a-z0-9])(?:", r")(?![a-z0-9])"), "zh": ("(?:", ")")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The rules of one language.

    Attributes:
        spared: What is taken out of a text before anything is looked for.
        rules: Rule id → one pattern for everything it forbids.
        fold: Characters that are read as others.
    """

    spared: re.Pattern[str]
    rules: Mapping[str, re.Pattern[str]]
    fold: Mapping[int, int]

    def broken(self, view: str) -> Iterator[str]:
        """Yield the id of each rule that a plain text breaks."""
        rest = self.spared.sub(" ", view)
        for rule, pattern in self.rules.items():
            if pattern.search(rest):
                yield rule


@lru_cache(maxsize=1)
def rulebooks() -> tuple[Rulebook, Rulebook]:
    """Return the English and the Chinese rules."""
    return _read("en"), _read("zh")


def _read(language: str) -> Rulebook:
    page = files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    book = tomllib.loads(page)
    words, fold = book["words"], book.get("fold", {"from": "", "to": ""})

    def compiled(patterns: list[str]) -> re.Pattern[str]:
        start, end = _EDGE[language]
        return re.compile(start + "|".join(_whole(p, words, language) for p in patterns) + end)

    return Rulebook(
        spared=compiled(book["spared"]),
        rules={rule: compiled(patterns) for rule, patterns in book["rules"].items()},
        fold=str.maketrans(fold["from"], fold["to"]),
    )


def _whole(pattern: str, words: Mapping[str, str], language: str) -> str:
    """Put words and gaps into a pattern."""
    while _WORD.search(pattern):
        pattern = _WORD.sub(lambda found: words[found[1]], pattern)
    return pattern.replace(" ~ " if language == "en" else "~", _GAP[language])
