"""Who plays: names become members or stand-ins, and everyone real is decided about."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple, assert_never

import numpy as np

from generation.consent import Asked, Decision, Invited, Recast, Request, Shown, Standing, decide
from generation.model.film import Basis, Film, Part, unsaid
from generation.model.member import ChatId, MemberId
from generation.studio.books import Books
from generation.studio.limits import limit_of
from generation.studio.slots import nod_slot, part_slot, tell

INVITE_EVERY = timedelta(days=1)  # at most one question a day about parts in films of others


class Role(NamedTuple):
    """A part as the screenplay has it: token, name, and what kind of player it wants."""

    token: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Players:
    """Who is there to play.

    Attributes:
        owners: Name in the screenplay → member, for everybody real.
        drawn: Ids of drawn characters, for everybody else.
        by_name: Members whom only a typed name stands for: it asks them, and permits nothing.
        before: Name → drawn character who has played them in the scene before.
    """

    owners: dict[str, MemberId]
    drawn: Sequence[str]
    by_name: frozenset[MemberId] = frozenset()
    before: Mapping[str, str] = field(default_factory=dict)


def standing(
    books: Books,
    request: Request,
    member: MemberId,
    film: Film | None = None,
    *,
    mentioned: bool = True,
) -> Standing:
    """Gather what is known of one person, and of the film that is to show them, if there is one."""
    chats, here = books.chats, request.chat
    theirs, cameo = chats.membership(here, member), books.cameos.get(member)
    return Standing(
        member=member,
        cameo=cameo,
        present=theirs is not None and chats.membership(here, request.requester) is not None,
        allowed_here=theirs is not None and theirs.allowed_at is not None,
        grants=tuple(books.grants.by(member)),
        blocks=tuple(books.grants.blocks(member)),
        mentioned=mentioned,
        limited=film is not None and limit_of(cameo, film) is not None,
    )


def cast_film(
    books: Books, film: Film, roles: Sequence[Role], players: Players, *, at: datetime
) -> tuple[Part, ...]:
    """Write down every part of a film, and ask whoever is to be asked."""
    request = Request(requester=film.requester, chat=film.chat, at=at)
    parts = []
    taken: list[str] = []
    for role in roles:
        if role.kind not in {"cameo", "stand_in", "drawn"}:
            continue
        stand_in = players.before.get(role.name) or _stand_in(
            role, [*taken, *players.before.values()], players.drawn, film.seed
        )
        taken.append(stand_in)
        part = Part(film=film.id, token=role.token, name=role.name, stand_in=stand_in)
        member = players.owners.get(role.name)
        if member is not None:
            part = replace(part, member=member)
            by_name = member in players.by_name
            person = standing(books, request, member, film, mentioned=not by_name)
            part = _decided(books, part, decide(request, person), film, at)
        books.films.put_part(part)
        parts.append(part)
    return tuple(parts)


def _decided(books: Books, part: Part, decision: Decision, film: Film, at: datetime) -> Part:
    match decision:
        case Shown(grant=grant, own=own, epoch=epoch, voice=voice):
            if grant is not None and grant.uses_left is not None:
                books.grants.put(replace(grant, uses_left=grant.uses_left - 1))
            basis: Basis = "self" if own else "standing" if grant is None else "grant"
            part = replace(
                unsaid(part), state="agreed", basis=basis, epoch=epoch, voice=voice, better=own,
                grant=None if grant is None else grant.id,
            )  # fmt: skip
            books.ledger.write(
                "self" if own else "grant", at=at, actor=film.requester, subject=part.member,
                object_=film.id, data={"paper": film.paper_sha256, "token": part.token},
            )  # fmt: skip
            return part
        case Asked(epoch=epoch, voice=voice):
            asked = replace(unsaid(part), state="asked", epoch=epoch, voice=voice, asked_at=at)
            _ask(books, asked)
            return asked
        case Invited():
            _invite(books, part, at)
            return part
        case Recast():
            return part
        case never:
            assert_never(never)


def _ask(books: Books, part: Part) -> None:
    if part.member is not None:
        tell(books, part.member, "nod", f"{part.film}:{part.token}", slot=nod_slot(part))


def _invite(books: Books, part: Part, at: datetime) -> None:
    """Tell somebody without a cameo of the part, unless they were told of another one today."""
    if part.member is None:
        return
    if may_be_told(books, part.member, at):
        books.people.told(part.member, at)
        tell(books, part.member, "part", f"{part.film}:{part.token}", slot=part_slot(part))


def may_be_told(books: Books, member: MemberId, at: datetime) -> bool:
    """Tell whether a question about a part may reach them again."""
    last = books.people.told_at(member)
    return last is None or at - last >= INVITE_EVERY


def take_over(books: Books, film: Film, part: Part, member: MemberId, *, at: datetime) -> None:
    """Make a part somebody's who says that they are meant by it: they are asked as if mentioned.

    That they came is no yes. It is a reason to be told at once, though, whatever they were told
    of today.
    """
    mine = replace(part, member=member)
    request = Request(requester=film.requester, chat=film.chat, at=at)
    decision = decide(request, standing(books, request, member, film))
    if isinstance(decision, Invited):
        books.people.told(member, at)
        tell(books, member, "part", f"{part.film}:{part.token}", slot=part_slot(part))
    else:
        mine = _decided(books, mine, decision, film, at)
    books.films.put_part(mine)


def ask_again(books: Books, film: Film, part: Part, *, at: datetime) -> None:
    """Somebody wants this person in the film: ask, if that is allowed. Nobody is told whether."""
    if part.member is None or part.state in {"agreed", "asked"}:
        return
    if not may_be_told(books, part.member, at):
        return
    request = Request(requester=film.requester, chat=film.chat, at=at)
    match decide(request, standing(books, request, part.member, film)):
        case Asked(epoch=epoch, voice=voice) if part.state == "stand_in":
            books.people.told(part.member, at)
            asked = replace(part, state="asked", epoch=epoch, voice=voice, asked_at=at)
            books.films.put_part(asked)
            _ask(books, asked)
        case Invited():
            _invite(books, part, at)
        case _:
            return


def ask_owner(books: Books, part: Part, *, at: datetime) -> None:
    """The owner of a part wants to see it with their face: the question follows by itself."""
    cameo = books.cameos.get(part.member) if part.member is not None else None
    film = books.films.get(part.film)
    if cameo is None or film is None or part.state != "stand_in" or not cameo.castable_by_others:
        return
    if limit_of(cameo, film) is not None:
        return
    asked = replace(part, state="asked", epoch=cameo.epoch, voice=cameo.voice, asked_at=at)
    books.films.put_part(asked)
    _ask(books, asked)


def step_in(books: Books, film: Film, *, at: datetime) -> None:
    """Whoever asked for the film has a cameo now, and takes the part a stand-in holds for them."""
    request = Request(requester=film.requester, chat=film.chat, at=at)
    for part in books.films.parts(film.id):
        if part.member == film.requester and part.state in {"stand_in", "withdrawn"}:
            decision = decide(request, standing(books, request, film.requester, film))
            if isinstance(decision, Shown):
                books.films.put_part(_decided(books, part, decision, film, at))


def allow_here(books: Books, member: MemberId, chat: ChatId, at: datetime) -> None:
    """Remember that a member lets their cameo be used in a chat; every chat starts closed."""
    membership = books.chats.membership(chat, member)
    if membership is not None and membership.allowed_at is None:
        books.chats.join(replace(membership, allowed_at=at))


def _stand_in(role: Role, taken: Sequence[str], drawn: Sequence[str], seed: int) -> str:
    """Choose a drawn character: by name where it is one, else by lot, nobody twice."""
    if role.name.casefold() in drawn:
        return role.name.casefold()
    free = [name for name in drawn if name not in taken] or list(drawn)
    rng = np.random.default_rng([seed, zlib.crc32(role.token.encode())])
    return free[int(rng.integers(len(free)))]
