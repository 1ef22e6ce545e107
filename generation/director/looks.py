"""Hears which look a film is asked for in, and takes those words off what is told."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from generation.director import request
from generation.director.data import table
from generation.director.language import HAN, fold
from generation.director.vocabulary import LOOKS
from generation.director.words import has, pattern

_BREAK = r"[,，、;；:：。.!！?？\n]"
_LEFT_OVER = " ,，、;；:："


class Asked(NamedTuple):
    """A request, taken apart: its content, whether it was peeled, and the look or None."""

    content: str
    peeled: bool
    look: str | None


def peel(text: str) -> Asked:
    """Take the request and the words for a look off ``text``; quotations are left alone."""
    text, look = _before_film(text)
    content, peeled = request.peel(text)
    if look is None and peeled:
        look = _named(fold(text.removesuffix(content)))
    heard = _heard(content)
    if heard is None:
        return Asked(content, peeled, look)
    rest = _without(content, heard)
    told = any(char.isalnum() for char in rest)
    return Asked(rest if told else content, peeled, look or heard.look)


class _Found(NamedTuple):
    look: str
    start: int
    end: int


def _without(content: str, heard: _Found) -> str:
    """Cut the words out and close the gap."""
    left, right = content[: heard.start].rstrip(), content[heard.end :]
    if not left or left[-1] in _LEFT_OVER:
        right = right.lstrip(_LEFT_OVER)
    return (left + right).strip(_LEFT_OVER)


def _entries() -> dict[str, dict[str, Any]]:
    return {name: entry for name, entry in table("lexicon", "looks").items() if name in LOOKS}


def _named(head: str) -> str | None:
    """Return the look that a request names anywhere."""
    for look, entry in _entries().items():
        if has((*entry["phrases"], *entry["alone"]), head):
            return look
    return None


def _before_film(text: str) -> tuple[str, str | None]:
    """Take a look off the word for the film it stands before, where that is a request."""
    folded = fold(text)
    for look in _entries():
        if found := _adjective(look).search(folded):
            plain = text[: found.start()] + text[found.end() :]
            content, peeled = request.peel(plain)
            if peeled and found.start() <= len(plain) - len(content):
                return plain, look
    return text, None


def _heard(content: str) -> _Found | None:
    folded = fold(content)
    quoted = [(start, end) for _, start, end in request.quotes(content)]
    several = len(request.sentences(content)) > 1
    for look in _entries():
        kinds = (_clause(look),) if several else (_phrase(look), _clause(look))
        for kind in kinds:
            for found in kind.finditer(folded):
                inside = any(start < found.end() and found.start() < end for start, end in quoted)
                if not inside and not _of_things(folded[: found.start()]):
                    return _Found(look, found.start(), found.end())
    return None


def _of_things(before: str) -> bool:
    return before.rstrip().endswith(tuple(table("lexicon", "looks")["not_after"]))


@lru_cache(maxsize=16)
def _phrase(look: str) -> re.Pattern[str]:
    """Return the pattern of a phrase, with what goes with it in Chinese."""
    words = table("lexicon", "looks")
    phrases = words[look]["phrases"]
    latin = tuple(phrase for phrase in phrases if not re.search(f"[{HAN}]", phrase))
    han = tuple(phrase for phrase in phrases if phrase not in latin)
    chinese = f"{words['before']}(?:{pattern(han).pattern}){words['after']}"
    return re.compile(f"(?:{pattern(latin).pattern})|{chinese}")


@lru_cache(maxsize=16)
def _clause(look: str) -> re.Pattern[str]:
    """Return the pattern of a look that is the first or last clause, or stands in brackets."""
    entry = table("lexicon", "looks")[look]
    words = f"(?:{_phrase(look).pattern}|{pattern(tuple(entry['alone'])).pattern})"
    return re.compile(
        rf"^\s*[(（]?{words}[)）]?\s*{_BREAK}"
        rf"|(?:(?<={_BREAK})|^)\s*{words}\s*[.。!！]*\s*$"
        rf"|[(（]\s*{words}\s*[)）]"
    )


@lru_cache(maxsize=16)
def _adjective(look: str) -> re.Pattern[str]:
    """Return the pattern of a look before a word for a film; the word itself is not matched."""
    words = table("lexicon", "looks")
    entry = words[look]
    adjectives = (*entry["phrases"], *entry["alone"], *entry.get("before_film", ()))
    named = pattern(adjectives).pattern
    films = pattern(tuple(words["films"])).pattern
    return re.compile(rf"(?:{named})的?\s*(?={films})")
