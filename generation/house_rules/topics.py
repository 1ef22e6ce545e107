"""Which of the topics that somebody keeps their face out of a film touches. Pure.

A limit is the id of a topic in ``topics.toml``, or words of one's own. When in doubt a film touches
it: that costs a face in a film, and the other mistake costs a promise.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from generation.house_rules.patterns import rulebooks
from generation.house_rules.reading import readings

TOPICS: Final = (
    "alcohol", "romance", "politics", "religion", "violence", "horror", "swearing", "work",
    "family", "health", "money", "ridicule",
)  # fmt: skip
WORDS_MAX = 12  # limits in words of one's own
WORD_MAX = 24  # characters of each
STEM_MIN = 4  # letters of an English word that is met with any ending
_BETWEEN = re.compile(r"[,，、;；\n]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NEVER: Final = re.compile(r"(?!)")


class Content(NamedTuple):
    """What a film is about: all its words, the ids of what is in it, and names of its people."""

    texts: tuple[str, ...]
    marks: frozenset[str]
    names: tuple[str, ...]


def content_of(paper: str, sentence: str) -> Content:
    """Return what a screenplay, as JSON, and the sentence it was asked for in are about."""
    film = json.loads(paper)
    shots: list[dict[str, Any]] = film.get("shots", [])
    cast: list[dict[str, Any]] = film.get("cast", [])
    texts = [sentence]
    texts += [one["name"] for one in cast if one["kind"] != "cameo"]
    marks: list[Any] = []
    for part in (film, *film.get("scenes", ())):
        texts += [part.get("title"), part.get("reading")]
        marks += [part.get("recipe"), part.get("genre")]
    for shot in shots:
        texts += [line["text"] for line in shot.get("lines", ())]
        texts += [card["text"] for card in shot.get("cards", ())]
        texts += [prop.get("label") for prop in shot.get("props", ())]
        marks += [shot.get("set"), shot.get("insert")]
        marks += [prop["id"] for prop in shot.get("props", ())]
    return Content(
        texts=tuple(dict.fromkeys(filter(None, texts))),
        marks=frozenset(filter(None, marks)),
        names=tuple(one["name"] for one in cast if one["kind"] == "cameo"),
    )


def touched(limits: Sequence[str], content: Content) -> str | None:
    """Return the first of ``limits`` that a film touches, or None."""
    if not limits:
        return None
    fold = rulebooks()[1].fold
    read = [readings(text, content.names, fold) for text in content.texts]
    views = _Views([v for one in read for v in one.latin], [v for one in read for v in one.han])
    return next((limit for limit in limits if _is_touched(limit, content.marks, views)), None)


def words_in(text: str) -> tuple[str, ...]:
    """Return limits in somebody's own words, as they are typed between commas; each once."""
    words = (" ".join(word.split())[:WORD_MAX].strip() for word in _BETWEEN.split(text))
    return tuple(dict.fromkeys(word for word in words if any(map(str.isalnum, word))))[:WORDS_MAX]


class _Views(NamedTuple):
    """Every text as plain English words, and as simplified Chinese."""

    latin: list[str]
    han: list[str]


def _is_touched(limit: str, marks: frozenset[str], views: _Views) -> bool:
    topic = _topics().get(limit) or _of_words(limit)
    if topic.marks & marks:
        return True
    english = (topic.english.search(topic.spared.sub(" ", view)) for view in views.latin)
    chinese = (topic.chinese.search(topic.spared.sub(" ", view)) for view in views.han)
    return any(english) or any(chinese)


class _Topic(NamedTuple):
    english: re.Pattern[str]
    chinese: re.Pattern[str]
    spared: re.Pattern[str]
    marks: frozenset[str]


@lru_cache(maxsize=1)
def _topics() -> Mapping[str, _Topic]:
    page = files(__package__).joinpath("topics.toml").read_text(encoding="utf-8")
    found = tomllib.loads(page)
    return {name: _topic(**found[name]) for name in TOPICS}


def _topic(
    en: Sequence[str], zh: Sequence[str], spared: Sequence[str] = (), marks: Sequence[str] = ()
) -> _Topic:
    fold = rulebooks()[1].fold
    innocent = [_english([word]) for word in spared if not _HAN.search(word)]
    innocent += [re.compile(re.escape(word)) for word in spared if _HAN.search(word)]
    chinese = (re.escape(word.translate(fold)) for word in zh)
    return _Topic(
        english=_english(en),
        chinese=re.compile("|".join(chinese) or _NEVER.pattern),
        spared=re.compile("|".join(one.pattern for one in innocent) or _NEVER.pattern),
        marks=frozenset(marks),
    )


@lru_cache(maxsize=256)
def _of_words(limit: str) -> _Topic:
    """Return a limit in somebody's own words: with any ending in English, anywhere in Chinese."""
    read = readings(limit, (), rulebooks()[1].fold)
    return _topic(en=[_with_endings(view) for view in read.latin], zh=read.han)


def _with_endings(words: str) -> str:
    """Return words that may go on; the shortest may not: "ex" is not "exactly"."""
    return f"{words.removesuffix('s')}*" if len(words) >= STEM_MIN else words


def _english(words: Iterable[str]) -> re.Pattern[str]:
    """Match whole words; ``*`` stands for any letters, ``[1-4]`` for one of these."""
    parts = (re.escape(word).replace(r"\*", "[a-z]*") for word in words)
    plain = "|".join(part.replace(r"\[1\-4\]", "[1-4]") for part in parts)
    return re.compile(rf"(?<![a-z0-9])(?:{plain})(?![a-z0-9])" if plain else _NEVER.pattern)
