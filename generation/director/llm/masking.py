"""Takes names out of what leaves the machine and puts them back; tokens stand for people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generation.director.data import table
from generation.director.language import HAN, fold
from generation.director.people import is_a_word, is_speaker
from generation.director.reading import Reading
from generation.model.screenplay import CastMember, Screenplay

TOKEN = re.compile(r"(?<![A-Za-z0-9])[PNX]\d+(?![A-Za-z0-9])")
"""``P1`` and ``X1`` are of the cast; ``N1`` is somebody who is spoken of and not shown."""
ROLES = frozenset(("stand_in", "thing", "extra"))
"""Kinds whose name may be a part of the film's own (Judge) and no person's."""
_LETTER = "[A-Za-z0-9\u00c0-\u024f\u0370-\u06ff]"  # of scripts with gaps between words
_HAN_NAME = re.compile(f"[{HAN}]{{3,4}}")
_GAP = re.compile(r"[\s._-]+")
PART_MIN = 3  # letters: shorter parts are mostly words
_PRIVATE = (
    r"https?://[^\s，。！？]+",
    r"[A-Za-z0-9._%+-]*@[^\s@，。！？,;:!?、：；]+",
    r"\+?\d[\d -]{5,}\d",  # a telephone, an account
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """Which token stands for which name.

    Attributes:
        tokens: Name as it is matched → token.
        shown: Token → what is put back for it.
        roles: Token → what a part is, such as Judge, where that is nobody's name.
    """

    tokens: Mapping[str, str]
    shown: Mapping[str, str]
    roles: Mapping[str, str]
    _names: re.Pattern[str] = field(repr=False)

    def hide(self, text: str) -> str:
        """Return ``text`` in compatibility form (NFKC) with a token in place of every name."""
        plain = unicodedata.normalize("NFKC", text)
        spans = [m.span() for m in self._names.finditer(fold(plain))]
        for start, end in reversed(spans):
            plain = plain[:start] + self.tokens[_key(plain[start:end])] + plain[end:]
        return plain

    def show(self, text: str) -> str:
        """Return ``text`` with names in place of tokens; a token that nobody has stays."""
        return TOKEN.sub(lambda m: self.shown.get(m.group(), m.group()), text)


def mask_of(screenplay: Screenplay, reading: Reading, names: Iterable[str]) -> Mask:
    """Return what hides everybody in a film and whoever else is named.

    Args:
        screenplay: Its cast keeps its tokens.
        reading: The sentence; people, addresses and long numbers in it get tokens too.
        names: What anybody is called who may be named in it.
    """
    persons = [*names, *_people_named(reading)]
    roles = {one.token: one.name for one in screenplay.cast if _is_a_role(one, persons)}
    people = [one for one in screenplay.cast if one.token not in roles]
    pairs = [(one.name, one.token) for one in people if not is_speaker(one.name)]
    others = [*persons, *_private(reading.content)]
    taken = {_key(name) for name, _ in pairs}
    for name in others:
        key = _key(name)
        if key and key not in taken and not is_speaker(name):
            taken.add(key)
            pairs.append((name, f"N{len(taken)}"))
    parts = {part: token for name, token in reversed(pairs) for part in _parts(name)}
    tokens = parts | {_key(name): token for name, token in pairs if _key(name)}
    shown = {token: name.strip().lstrip("@") for name, token in pairs}
    return Mask(tokens=tokens, shown=roles | shown, roles=roles, _names=_pattern(tokens))


def named_in(text: str, names: Iterable[str]) -> list[str]:
    """Return the names that, whole or in part, may stand in ``text``, in any case and script."""
    folded = _key(text)
    return [name for name in names if any(one in folded for one in _pieces(_key(name)))]


def speaks_in_tokens(text: str) -> bool:
    """Tell whether ``text`` itself has what could be taken for a token."""
    return TOKEN.search(unicodedata.normalize("NFKC", text).upper()) is not None


def _is_a_role(member: CastMember, persons: Iterable[str]) -> bool:
    return member.kind in ROLES and _key(member.name) not in set(map(_key, persons))


def _people_named(reading: Reading) -> list[str]:
    """Return the names in a sentence; a boss or a cat is no name."""
    relations = {fold(word) for word in table("lexicon", "people")["relations"]}
    people = reading.people
    speakers = [quote.speaker for quote in reading.quotes if quote.speaker]
    named = (*people.known, *people.strangers, *speakers)
    return [name for name in named if fold(name) not in relations]


def _private(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text)
    return [m.group() for mark in _PRIVATE for m in re.finditer(mark, plain)]


def _key(name: str) -> str:
    return fold(unicodedata.normalize("NFKC", name)).strip().lstrip("@")


def _parts(name: str) -> list[str]:
    """Return what of a longer name somebody may be called by: Ann of Ann Lee, 小明 of 陈小明."""
    key = _key(name)
    return [one for one in _pieces(key) if one != key and not is_a_word(one)]


def _pieces(key: str) -> list[str]:
    """Return a folded name and its parts, words among them; nothing of an empty one."""
    if _HAN_NAME.fullmatch(key):
        return [key, key[-2:]]
    words = [word for word in _GAP.split(key) if len(word) >= PART_MIN and word != key]
    return [key, *words] if key else words


def _pattern(tokens: Mapping[str, str]) -> re.Pattern[str]:
    """Return what finds any of the names in folded text, the longest first."""
    longest = sorted(tokens, key=len, reverse=True)
    return re.compile("|".join(f"@?{_alone(name)}" for name in longest) or r"(?!)")


def _alone(name: str) -> str:
    """Return a pattern in which a name in letters with gaps between words stands alone."""
    before = f"(?<!{_LETTER})" if re.match(_LETTER, name[0]) else ""
    after = f"(?!{_LETTER})" if re.match(_LETTER, name[-1]) else ""
    return f"{before}{re.escape(name)}{after}"
