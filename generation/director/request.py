"""Cleans what was typed and peels the request off it; what is left is the content of the film."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from generation.director.data import table
from generation.director.language import fold
from generation.director.words import has, pattern
from generation.errors import SentenceRejected

MAX_CHARACTERS = 600
_MAX_REQUEST_CHARACTERS = 160  # a longer text before a colon is content itself
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u26ff\u2700-\u27bf\ufe0f]")
_CONTROL = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))  # Unicode: control, format, private, none
_QUOTES = re.compile(r"“([^”]+)”|\"([^\"]+)\"|「([^」]+)」|『([^』]+)』|«([^»]+)»|„([^“]+)“")


def clean(text: str) -> str:
    """Return ``text`` without control characters and emoji, which no voice can say.

    Raises:
        SentenceRejected: Nothing is left that can be filmed, or it is longer than 600 characters.
    """
    plain = _EMOJI.sub("", text)
    kept = "".join(c for c in plain if c == "\n" or unicodedata.category(c) not in _CONTROL)
    kept = re.sub(r"[ \t\u00a0\u3000]+", " ", kept).strip()
    if len(kept) > MAX_CHARACTERS:
        raise SentenceRejected("too-long", limit=MAX_CHARACTERS)
    if not any(char.isalnum() for char in kept):
        raise SentenceRejected("empty")
    return kept


def peel(text: str) -> tuple[str, bool]:
    """Return the content of a request and whether a request was peeled off it."""
    folded = fold(text)
    start = max(_after_colon(folded), _after_opening(folded))
    content = text[start:].strip(" ,，:：\n")
    if start == 0 or not any(char.isalnum() for char in content):
        return text, False
    return content, True


def quotes(text: str) -> list[tuple[str, int, int]]:
    """Return each quoted phrase of ``text`` with the span of its quotation."""
    found = _QUOTES.finditer(text)
    return [(next(filter(None, m.groups())).strip(), m.start(), m.end()) for m in found]


def sentences(text: str) -> list[str]:
    """Split ``text`` after its full stops and line ends; nothing but white space is lost."""
    pieces: list[str] = []
    start = 0
    for mark in re.finditer(r"(?:[。！？!?…]+|\.+(?=\s|$)|\n+)[”」』\"’']*\s*", text):
        pieces.append(text[start : mark.end()].strip())
        start = mark.end()
    pieces.append(text[start:].strip())
    return _join_crumbs([piece for piece in pieces if piece])


def without_directions(text: str) -> str:
    """Return ``text`` without the words that only steer the camera."""
    words = tuple(table("lexicon", "marks")["directions"])
    spans = [m.span() for m in pattern(words).finditer(fold(text))]
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text.strip(" ,，、;；") if spans else text


def _join_crumbs(pieces: list[str]) -> list[str]:
    joined: list[str] = []
    for piece in pieces:
        if joined and not any(char.isalnum() for char in piece):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _after_colon(folded: str) -> int:
    words = table("lexicon", "requests")["before_colon"]
    for mark in re.finditer("[:：]", folded[:_MAX_REQUEST_CHARACTERS]):
        if has(words, folded[: mark.start()]) and not re.search('[「『“"]', folded[: mark.start()]):
            return mark.end()
    return 0


def _after_opening(folded: str) -> int:
    for opening in _openings():
        if match := opening.match(folded):
            return match.end()
    return 0


@lru_cache(maxsize=1)
def _openings() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(text) for text in table("lexicon", "requests")["openings"])
