"""Who a sentence names. A name found here is only a name: permission is decided elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from generation.director.data import table
from generation.director.language import HAN, fold
from generation.director.words import find, has, pattern

_CAPITAL = re.compile(r"(?<![A-Za-z])([A-Z][a-zà-ÿ]+)(?:['’]s)?(?![A-Za-z])")
_POSSESSIVE = re.compile("['’]s$")
_WORDS_FOR_PEOPLE = ("first_person", "relations", "feminine", "masculine", "not_chinese_names")
_JOINED = re.compile(
    r"\s*(?:,|，|、|&|\+|and|with|和|跟|与)?\s*(?:and|with|和|跟|与)?\s*(?:my|our|the|我的?|我们的?)?\s*"
)
_COMPANY = re.compile(
    r"\b(?:with|beside|next to)\s+(?:my\s+|our\s+)?$|(?:和|跟|与|陪|陪着|带着|一起)$"
)
_ADDRESS = re.compile("(?:说|讲|道|问|喊|告诉)")
_CHINESE_NAME = re.compile(f"(?:[阿小老][{HAN}](?=[和与跟说问喊在是又把也,，：:、]|的|$))")


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Names in the order they are mentioned.

    Attributes:
        known: Cast names that the sentence mentions, as the cast spells them.
        strangers: Names and relations (Ben, 老板) that nobody in the cast has, as typed.
        speaks_of_self: The sentence says I, me, we, 我.
        feminine: True, False, or None when the sentence does not say.
        order: Known names and strangers together.
        beside: Those of them who are named side by side with somebody: "Ana and Ben", "with Ana".
    """

    known: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    speaks_of_self: bool = False
    feminine: bool | None = None
    order: tuple[str, ...] = ()
    beside: frozenset[str] = frozenset()


def find_people(content: str, cast: Sequence[str]) -> People:
    """Read who is mentioned in ``content``; ``cast`` are the names of the cast."""
    folded, words = fold(content), table("lexicon", "people")
    spans: dict[int, str] = {}
    taken = [False] * len(content)
    for name in sorted(cast, key=len, reverse=True):
        for start, end in _mentions(name, folded):
            if not any(taken[start:end]):
                spans[start] = name
                taken[start:end] = [True] * (end - start)
    known = _ordered(spans)
    strange = {
        start: name
        for start, name in _strangers(content, folded).items()
        if not any(taken[start : start + len(name)])
    }
    return People(
        known=known,
        strangers=_ordered(strange),
        speaks_of_self=has(words["first_person"], folded),
        feminine=_feminine(folded),
        order=_ordered({**strange, **spans}),
        beside=_beside(folded, {**strange, **spans}),
    )


def _beside(folded: str, names: Mapping[int, str]) -> frozenset[str]:
    """Return who is named side by side with somebody, the speaker too; not who is spoken to."""
    speaker = {m.start(): m.group() for m in find(table("lexicon", "people")["you"], folded)}
    run = sorted({**speaker, **names}.items())
    found: set[str] = set()
    for (at, name), (start, other) in pairwise(run):
        after = folded[start + len(other) :].lstrip()
        if _JOINED.fullmatch(folded[at + len(name) : start]) and not _ADDRESS.match(after):
            found |= {name, other}
    for start, name in names.items():
        spoken_to = _ADDRESS.match(folded[start + len(name) :].lstrip())
        if _COMPANY.search(folded[:start]) and not spoken_to:
            found.add(name)
    return frozenset(found & set(names.values()))


def is_speaker(name: str) -> bool:
    """Tell whether a cast name only says "me": such a name is never lettered or called."""
    return fold(name.strip()) in table("lexicon", "people")["you"]


def is_a_word(name: str) -> bool:
    """Tell whether a name is a word that sentences are read by: it would be met by accident."""
    return any(pattern(words).fullmatch(fold(name.strip())) for words in _vocabulary())


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[tuple[str, ...], ...]:
    """Return the words for feelings, places, times, things, weather, deeds, and who is meant."""
    names = ("moods", "places", "times", "things", "weather", "deeds", "stopwords")
    people = {key: table("lexicon", "people")[key] for key in _WORDS_FOR_PEOPLE}
    return tuple(tuple(_words_in(one)) for one in (*(table("lexicon", n) for n in names), people))


def _words_in(entry: object) -> Iterator[str]:
    if isinstance(entry, Mapping):
        entry = list(entry.values())
    for value in entry if isinstance(entry, list) else ():
        yield from filter(None, (value,)) if isinstance(value, str) else _words_in(value)


def _mentions(name: str, folded: str) -> list[tuple[int, int]]:
    if is_speaker(name) or not name.strip():
        return []
    wanted = fold(name.strip())
    edge = r"(?<![a-z0-9])%s(?![a-z0-9])" if wanted[0].isascii() else "%s"
    return [m.span() for m in re.finditer(edge % re.escape(wanted), folded)]


def _strangers(content: str, folded: str) -> dict[int, str]:
    words = table("lexicon", "people")
    found = {
        m.start(): _POSSESSIVE.sub("", content[m.start() : m.end()])
        for m in find(words["relations"], folded)
    }
    for match in _CAPITAL.finditer(content):
        name = match.group(1)
        if name.lower() not in words["not_names"] and _is_name(content, match, words):
            found[match.start()] = name
    for match in _CHINESE_NAME.finditer(folded):
        if match.group() not in words["not_chinese_names"]:
            found[match.start()] = content[match.start() : match.end()]
    return found


def _is_name(content: str, match: re.Match[str], words: dict[str, list[str]]) -> bool:
    before = re.findall(r"[A-Za-z'’]+|[.!?\n\"“]", content[: match.start()])
    after = re.findall(r"[A-Za-z'’]+", content[match.end() :])
    possessive = match.group().endswith(("'s", "’s"))
    if possessive or (before and before[-1].lower() in words["name_before"]):
        return True
    if after and after[0].lower() in words["name_verbs"]:
        return True
    starts = not before or not before[-1].isalpha()
    all_capital = (
        sum(w[0].isupper() for w in after + before if w.isalpha()) > len(after + before) / 2
    )
    return not starts and not all_capital and match.group(1).lower() not in words["not_names"]


def _feminine(folded: str) -> bool | None:
    words = table("lexicon", "people")
    woman, man = has(words["feminine"], folded), has(words["masculine"], folded)
    return None if woman == man else woman


def _ordered(spans: dict[int, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(spans[start] for start in sorted(spans)))
