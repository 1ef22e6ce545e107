"""Yes, no, and taking a yes back: for one film, for many, for a chat, for good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from generation.model.cameo import Block, Grant
from generation.model.film import Film, Part, unsaid
from generation.model.member import ChatId, MemberId
from generation.studio import agreeing
from generation.studio.books import Books
from generation.studio.casting import allow_here
from generation.studio.filming import (
    NewId,
    call_off,
    drop_clip,
    fail,
    give_back,
    make_cuts,
)
from generation.studio.limits import films_beyond, keep, limit_of
from generation.studio.slots import touch_film

SILENCE_IS_NO = timedelta(hours=24)
GROUP_GRANT = timedelta(days=30)

Choice = Literal["stand_in", "vanish"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What a withdrawal took away. ``rested`` are films of others that stood on one of these."""

    films: int = 0
    remixes: int = 0
    chats: int = 0


def part_of(books: Books, film: str, member: MemberId) -> Part | None:
    """Return the member's part in a film, or None."""
    return next((part for part in books.films.parts(film) if part.member == member), None)


def nod(
    books: Books, film: str, token: str, member: MemberId, *, at: datetime, new_id: NewId
) -> bool:
    """The person who was asked says yes to this very film. False when there is nothing to say."""
    part = next((p for p in books.films.parts(film) if p.token == token), None)
    found = books.films.get(film)
    cameo = books.cameos.get(member)
    if part is None or found is None or part.member != member or part.state != "asked":
        return False
    if cameo is None or not cameo.castable_by_others or cameo.epoch != part.epoch:
        return False
    if limit_of(cameo, found) is not None:
        return False
    books.films.put_part(replace(part, state="agreed", basis="nod"))
    books.ledger.write(
        "nod", at=at, actor=member, subject=member, object_=film,
        data={"paper": found.paper_sha256, "token": token},
    )  # fmt: skip
    allow_here(books, member, found.chat, at)
    make_cuts(books, film, at=at, new_id=new_id)
    touch_film(books, film)
    return True


def decline(
    books: Books, film: str, token: str, member: MemberId, *, at: datetime, new_id: NewId
) -> bool:
    """The person who was asked says no; to the chat nothing changes."""
    part = next((p for p in books.films.parts(film) if p.token == token), None)
    if part is None or part.member != member or part.state not in {"asked", "stand_in"}:
        return False
    _say_no(books, part, at=at, new_id=new_id)
    return True


def _say_no(books: Books, part: Part, *, at: datetime, new_id: NewId) -> None:
    books.films.put_part(replace(unsaid(part), state="declined"))
    books.ledger.write("decline", at=at, actor=part.member, subject=part.member, object_=part.film)
    _drop_cuts_with(books, part, at=at)
    make_cuts(books, part.film, at=at, new_id=new_id)
    touch_film(books, part.film)


def hear_silence(books: Books, *, at: datetime, new_id: NewId) -> int:
    """A question nobody answered for a day is a no. Returns how many there were."""
    late = books.films.asked_before(at - SILENCE_IS_NO)
    for part in late:
        _say_no(books, part, at=at, new_id=new_id)
    better = books.films.better_asked_before(at - SILENCE_IS_NO)
    for part in better:
        agreeing.say_no(books, part, at=at, new_id=new_id)
    return len(late) + len(better)


def grant(
    books: Books,
    *,
    subject: MemberId,
    grantee: MemberId | None,
    chat: ChatId,
    once: bool,
    origin: str,
    at: datetime,
    new_id: NewId,
) -> Grant | None:
    """Give a permission beforehand: for one film, or in this chat for thirty days.

    None when the member has no cameo that others may use.
    """
    cameo = books.cameos.get(subject)
    if cameo is None or not cameo.castable_by_others:
        return None
    given = Grant(
        id=new_id(), subject=subject, grantee=grantee, chat=chat, epoch=cameo.epoch, origin=origin,
        made_at=at, voice=cameo.voice, uses_left=1 if once else None, until=at + GROUP_GRANT,
    )  # fmt: skip
    books.grants.put(given)
    allow_here(books, subject, chat, at)
    books.ledger.write(
        "grant", at=at, actor=subject, subject=subject, object_=given.id,
        data={"once": once, "until": given.until.isoformat() if given.until else None},
    )  # fmt: skip
    return given


RENEW_ASK = timedelta(days=7)  # before a permission ends its giver is asked about it


def renewal_slot(given: Grant) -> str:
    """Name the question whether a grant is to go on."""
    return f"renewal:{given.id}"


def to_renew(books: Books, *, at: datetime) -> Sequence[Grant]:
    """Return grants that end within the week and whose giver has not been asked yet.

    Those that have ended are taken out of the books.
    """
    open_questions = []
    for given in books.grants.ending_before(at + RENEW_ASK):
        if given.until is not None and given.until <= at:
            books.grants.remove(given.id)
        elif given.uses_left is None and books.outbox.get(renewal_slot(given)) is None:
            open_questions.append(given)
    return open_questions


def renew(books: Books, grant_id: str, member: MemberId, *, at: datetime) -> bool:
    """Let a permission go on for another thirty days; only its giver can."""
    given = books.grants.get(grant_id)
    if given is None or given.subject != member or given.until is None or given.until <= at:
        return False
    books.grants.put(replace(given, until=given.until + GROUP_GRANT))
    books.ledger.write("grant", at=at, actor=member, subject=member, object_=given.id)
    return True


def stop_asking(
    books: Books,
    member: MemberId,
    asker: MemberId | None,
    film: str,
    *,
    at: datetime,
    new_id: NewId,
) -> None:
    """Never be asked again: by ``asker``, or by anybody. It is also a no to the film at hand."""
    books.grants.block(Block(subject=member, asker=asker))
    books.ledger.write("block", at=at, actor=member, subject=member)
    part = part_of(books, film, member)
    if part is not None and part.state in {"asked", "stand_in"}:
        _say_no(books, part, at=at, new_id=new_id)


def withdraw(
    books: Books, film: str, member: MemberId, choice: Choice, *, at: datetime, new_id: NewId
) -> TakenBack:
    """Take a yes back: in this film and everything made from it.

    With ``stand_in`` every film that shows the member goes back to a cut without them. With
    ``vanish`` the film and all that was made from it leave their chats.
    """
    first = books.films.get(film)
    if first is None or part_of(books, film, member) is None:
        return TakenBack()
    line = [first, *books.films.descendants(film)]
    return _take_back(books, line, member, choice, at=at, new_id=new_id)


def withdraw_everywhere(
    books: Books,
    member: MemberId,
    choice: Choice,
    *,
    chat: ChatId | None = None,
    at: datetime,
    new_id: NewId,
) -> TakenBack:
    """Take every yes back, in one chat or in all, in films and what was made from them."""
    films: dict[str, Film] = {}
    for film in books.films.with_member(member):
        part = part_of(books, film.id, member)
        here = chat is None or film.chat == chat
        if here and part is not None and part.state in {"agreed", "asked"}:
            films |= {one.id: one for one in (film, *books.films.descendants(film.id))}
    return _take_back(books, films.values(), member, choice, at=at, new_id=new_id)


def set_limits(
    books: Books, member: MemberId, limits: Sequence[str], *, at: datetime, new_id: NewId
) -> TakenBack | None:
    """Change the topics a face is kept out of; it leaves films that touch them, asked for or out.

    None when they lend no face.
    """
    if not keep(books, member, limits, at=at):
        return None
    beyond = films_beyond(books, member)
    return _take_back(books, beyond, member, "stand_in", at=at, new_id=new_id)


def _take_back(
    books: Books,
    films: Iterable[Film],
    member: MemberId,
    choice: Choice,
    *,
    at: datetime,
    new_id: NewId,
) -> TakenBack:
    touched: list[Film] = []
    for film in films:
        part = part_of(books, film.id, member)
        shows = part is not None and part.state in {"agreed", "asked"}
        if part is not None and shows:
            books.films.put_part(replace(unsaid(part), state="withdrawn", basis=None))
            books.ledger.write("withdraw", at=at, actor=member, subject=member, object_=film.id)
            _drop_cuts_with(books, part, at=at)
        if choice == "vanish":
            _vanish(books, film, "withdrawn" if part is not None else "rested", at=at)
        elif shows:
            make_cuts(books, film.id, at=at, new_id=new_id)
        if shows or choice == "vanish":
            touch_film(books, film.id)
            touched.append(film)
    remixes = sum(film.remix_of is not None for film in touched)
    return TakenBack(
        films=len(touched) - remixes,
        remixes=remixes,
        chats=len({film.chat for film in touched}),
    )


def _drop_cuts_with(books: Books, part: Part, *, at: datetime) -> None:
    """Forget every made cut that shows the person; its bytes go with its key."""
    for clip in books.clips.of(part.film):
        if part.token in clip.cut:
            drop_clip(books, clip.id, at=at)


def _vanish(books: Books, film: Film, reason: str, *, at: datetime) -> None:
    for job in books.jobs.of(film.id):
        call_off(books, job, "revoked")
    if film.state == "making":
        give_back(books, film.id)
    for clip in books.clips.of(film.id):
        drop_clip(books, clip.id, at=at)
    books.films.put(replace(film, state="removed", reason=reason))
    books.ledger.write("taken_back", at=at, object_=film.id)


def delete_film(books: Books, film: Film, *, by: MemberId, at: datetime) -> None:
    """The requester, or an admin, takes a film away; what was made from it stays its makers'."""
    if film.state == "making":
        fail(books, film, "cancelled")
    _vanish(books, replace(film, state="shown"), "deleted", at=at)
    books.ledger.write("removed", at=at, actor=by, object_=film.id)
    touch_film(books, film.id)


def report(books: Books, film: Film, *, by: MemberId, at: datetime) -> None:
    """Hide a film at once and keep it for the admins."""
    books.reports.put(film.id, by, at)
    books.films.put(replace(film, hidden=True))
    for job in books.jobs.of(film.id):
        call_off(books, job, "reported")
    books.ledger.write("reported", at=at, actor=by, object_=film.id)
    touch_film(books, film.id)


def leave(
    books: Books,
    chat: ChatId,
    member: MemberId,
    *,
    at: datetime,
    new_id: NewId,
    outside: bool = False,
) -> Sequence[str]:
    """Somebody left a chat: what they granted there ends, and what they were asked there is a no.

    Returns the grants that ended. ``outside`` says that it is the bot who is out of the chat.
    """
    books.chats.leave(chat, member)
    ended = [given.id for given in books.grants.by(member) if given.chat == chat]
    for grant_id in ended:
        books.grants.remove(grant_id)
    for film in books.films.with_member(member):
        part = part_of(books, film.id, member)
        if film.chat == chat and part is not None and part.state == "asked":
            _say_no(books, part, at=at, new_id=new_id)
        elif film.chat == chat and part is not None:
            agreeing.leave_out(books, part, at=at, new_id=new_id)
    who = None if outside else member
    books.ledger.write("left", at=at, actor=who, subject=member, object_=chat)
    return ended
