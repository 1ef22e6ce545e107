"""Hears which kind of film a sentence announces, and takes the announcement off what is told."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from generation.director.data import table
from generation.director.language import HAN, fold
from generation.director.words import pattern

_EDGES: Final = " ,，、;；:：.。!！-—"
_ASKED = (
    r"(?:please |can you |let's )?(?:make |create |film |shoot |do |give |show |turn this into )?"
    r"(?:me |us )?(?:a |an |the |one |our |my )?(?:short |little |funny |epic |new |real )*"
)
_GOES_ON = (
    r"(?: (?:scene|film|video|movie|clip|special|episode|report|night|time))?"
    r"(?:\s*[:：,，—]\s*|\s-\s|\s(?:about|of|for|with|where|in which|featuring|starring|on)\s)"
)
_HAN_ASKED = "(?:请|麻烦|帮我|给我|给我们|来|拍|做|演|要|整|开)*(?:一?[个段部场期条支集次张])?"


class Announced(NamedTuple):
    """What is told, and the film it is to be told with; None where nothing was announced."""

    content: str
    film: str | None


def peel(text: str) -> Announced:
    """Take the announcement off ``text``: ``a movie trailer about me``, ``预告片：我洗碗``.

    An announcement with nothing to tell after it is left where it is.
    """
    folded = fold(text)
    for film, kinds in table("lexicon", "kinds").items():
        for kind in _kinds(tuple(kinds)):
            if found := kind.search(folded):
                told = text[found.start("told") : found.end("told")].strip(_EDGES)
                whole = not any(char.isalnum() for char in told)
                return Announced(text if whole else told, film)
    return Announced(text, None)


@lru_cache(maxsize=64)
def _kinds(words: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    latin = pattern(tuple(word for word in words if not re.search(f"[{HAN}]", word))).pattern
    han = pattern(tuple(word for word in words if re.search(f"[{HAN}]", word))).pattern
    return (
        re.compile(rf"^\s*{_ASKED}(?:{latin}){_GOES_ON}(?P<told>.*)$", re.DOTALL),
        re.compile(
            rf"^(?P<told>.+?)(?:[,，]? as (?:a |an |the )?(?:{latin})|\s*\((?:{latin})\))\W*$",
            re.DOTALL,
        ),
        re.compile(rf"^\s*{_HAN_ASKED}(?:{han})(?:版|篇)?[：:，,、\s]+(?P<told>.*)$", re.DOTALL),
        re.compile(
            rf"^\s*{_HAN_ASKED}(?:关[于於]|讲|说)?(?P<told>[^,，。:：]+?)的(?:{han})\W*$", re.DOTALL
        ),
    )
