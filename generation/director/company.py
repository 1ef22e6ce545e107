"""Gives every part to somebody: the cast in its order, names as stand-ins, extras drawn."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generation.director import vocabulary
from generation.director.data import table
from generation.director.film import Film, Part
from generation.director.language import fold
from generation.director.people import is_speaker
from generation.director.reading import Reading
from generation.director.script import MAX_NAME_CHARACTERS
from generation.director.words import has
from generation.model.screenplay import CastKind, CastMember

MAX_PARTS = 4  # tokens P1..P4
_KINDS: dict[str, CastKind] = {"cameo": "cameo", "drawn": "drawn", "thing": "thing"}


_YOU = {True: "你", False: "You"}  # a cast name "me", lettered or called


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Who plays.

    ``roles`` maps a film's role to a cast token: ``lead``, its own parts, and ``voice1`` to
    ``voice4``, who are the real people in turn, over and over.
    """

    cast: tuple[CastMember, ...]
    roles: dict[str, str]
    unplayed: frozenset[str]  # the film's roles for which there was no room
    real: tuple[str, ...]  # tokens of the people of the chat, the lead first
    named: tuple[str, ...]  # those, and whoever the sentence names at their side
    beside: frozenset[str]  # of the named: side by side with the lead, not over against

    def member(self, role: str) -> CastMember | None:
        """Return who plays ``role``, or None."""
        token = self.roles.get(role)
        return next((member for member in self.cast if member.token == token), None)

    def named_so(self, name: str | None) -> str | None:
        """Return the token of whoever has this name, or None."""
        wanted = name.casefold() if name else None
        return next((m.token for m in self.cast if m.name.casefold() == wanted), None)

    def called(self, role: str, *, chinese: bool) -> str:
        """Return the name of who plays ``role`` as others call it: "me" is called "you"."""
        member = self.member(role)
        if member is None:
            return ""
        return _YOU[chinese] if is_speaker(member.name) else member.name


class _Stage:
    """The cast being put together; tokens are given in the order people arrive."""

    def __init__(self) -> None:
        self.members: list[CastMember] = []
        self.tokens: dict[str, str] = {}

    def add(self, name: str, kind: CastKind, wears: str | None = None) -> str | None:
        """Add a member and return the token, or None when all four parts are taken."""
        letter = "X" if kind == "extra" else "P"
        number = sum(member.token[0] == letter for member in self.members) + 1
        if letter == "P" and number > MAX_PARTS:
            return None
        token = f"{letter}{number}"
        shown = name[:MAX_NAME_CHARACTERS] or token
        self.members.append(CastMember(token=token, kind=kind, name=shown, wears=wears))
        self.tokens[name] = token
        return token


def assemble(
    film: Film,
    reading: Reading,
    cast: Sequence[tuple[str, str]],
    *,
    locale: str,
    seed: int,
    word: str = "",
    body: str = "",
    absent: Sequence[str] = (),
) -> Company:
    """Cast ``film``; people named in ``absent`` are spoken to and not shown.

    Entries of ``cast`` keep their names, so that whoever holds the faces finds them by name.
    ``word`` and ``body`` are the noun of the sentence and the thing that may play it.
    """
    people = [entry for entry in cast if entry[0] not in absent] or [_drawn_lead(reading, seed)]
    stage = _Stage()
    for name, kind in people[:MAX_PARTS]:
        known = _KINDS.get(kind, "stand_in")
        stage.add(name, known)
    real = tuple(member.token for member in stage.members)
    waiting = _order([name for name, _ in people[:MAX_PARTS]], film, reading, absent)
    roles = {f"voice{n + 1}": real[n % len(real)] for n in range(MAX_PARTS)}
    roles["lead"] = _next(stage, waiting) or real[0]
    for part in film.parts:
        token = _next(stage, waiting) if part.real else None
        wears = part.wears and part.wears.replace("{body}", body)
        token = token or stage.add(_part_name(part, locale, word), part.kind, wears)
        if token:
            roles[part.role] = token
    unplayed = frozenset(part.role for part in film.parts) - roles.keys()
    beside = [name for name in reading.people.order if name in reading.people.beside]
    company = [_token(stage, name) for name in beside if name not in absent and _is_human(name)]
    return Company(
        cast=tuple(stage.members),
        roles=roles,
        unplayed=unplayed,
        real=real,
        named=tuple(dict.fromkeys([*real, *filter(None, company)])),
        beside=frozenset(filter(None, company)),
    )


def _is_human(name: str) -> bool:
    return fold(name) not in table("lexicon", "people")["animals"]


def _order(people: Sequence[str], film: Film, reading: Reading, absent: Sequence[str]) -> list[str]:
    """Return who takes the lead, then the parts open to real people, in order."""
    mentioned = [name for name in reading.people.order if name not in absent]
    if not any(part.real for part in film.parts):
        return list(people[:1])
    speaker = reading.quotes[0].speaker if reading.quotes else None
    if speaker and speaker not in absent:
        first = [speaker]
    elif len(mentioned) > 1 and not reading.people.speaks_of_self:
        first = mentioned
    else:
        first = [people[0], *mentioned]
    return list(dict.fromkeys([*first, *people]))


def _next(stage: _Stage, waiting: list[str]) -> str | None:
    """Take the first of ``waiting`` who is on the stage or still finds room there."""
    while waiting:
        if token := _token(stage, waiting.pop(0)):
            return token
    return None


def _token(stage: _Stage, name: str) -> str | None:
    shown = name[:1].upper() + name[1:]
    return stage.tokens.get(name) or stage.tokens.get(shown) or stage.add(shown, "stand_in")


def _part_name(part: Part, locale: str, word: str) -> str:
    name = part.name if isinstance(part.name, str) else part.name[locale]
    return name.replace("{word}", word)


def _drawn_lead(reading: Reading, seed: int) -> tuple[str, str]:
    """Pick a drawn lead: another one for the next seed, a woman or a man where the text says so."""
    words = table("lexicon", "people")
    pool: Sequence[str] = vocabulary.DRAWN
    if reading.people.feminine is not None:
        pool = words["drawn_feminine"] if reading.people.feminine else words["drawn_masculine"]
    if has(words["young"], reading.folded):
        pool = [name for name in pool if name in words["drawn_young"]]
    rng = np.random.default_rng([zlib.crc32(reading.folded.encode()), zlib.crc32(b"drawn lead")])
    return pool[(int(rng.integers(len(pool))) + seed) % len(pool)], "drawn"
