"""Whether a sentence has somebody hug somebody: no pillow, no tree, no idea. It stages nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generation.director.data import table
from generation.director.language import fold
from generation.director.words import find, has, pattern

HUG = "hug"
_ELSEWHERE = (
    "after|and|as|at|because|before|behind|beside|but|by|for|in|near|next|on|or|so|under|until|"
    "while|with"
)
_NEAR = re.compile(rf"(?:\s+(?!(?:{_ELSEWHERE})\b)[a-z'’-]+){{1,4}}|[^\s,，。!！在和跟与]{{0,6}}")
"""Whom or what is held: up to where the sentence speaks of something else."""


def hugs(folded: str, names: Sequence[str]) -> bool:
    """Tell whether folded text has somebody hold somebody; ``names`` are those it mentions."""
    words = table("lexicon", "hugs")
    if has((*words["denied"], *words["not_hugs"]), folded):
        return False
    ends = [m.end() for m in find(table("lexicon", "deeds")[HUG], folded)]
    return any(not _is_thing(folded[end:]) for end in ends or _held(folded, names))


def _held(folded: str, names: Sequence[str]) -> list[int]:
    """Return where the text goes on after 抱着 and somebody: 抱着大强."""
    words = table("lexicon", "hugs")
    somebody = (*map(fold, names), *words["somebody"])
    whom = tuple(verb + who for verb in words["held"] for who in somebody)
    return [m.end() for m in pattern(whom).finditer(folded)]


def _is_thing(rest: str) -> bool:
    """Tell whether a thing is what is held, when the sentence goes on with ``rest``."""
    near = _NEAR.match(rest)
    return near is not None and has(table("lexicon", "hugs")["things"], near.group())
