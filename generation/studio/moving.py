"""A chat gets another id, or the bot is out of it. Nobody is permitted anything by either."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from generation.model.film import Film
from generation.model.member import Chat, ChatId, MemberId, Membership
from generation.studio import bettering, calling, doors, filming, permission, welcoming
from generation.studio.books import Books
from generation.studio.records import Post

OF_A_FILM = frozenset({"film", "claim"})
"""Kinds of messages that follow a film to where it is shown."""


def move(books: Books, old: ChatId, new: ChatId, *, at: datetime) -> None:
    """Have everything that names a chat name it by its new id.

    Messages under the old id can no longer be changed and are let go; a film that is being made,
    or about which somebody was asked today, is shown anew. What that says is the same whatever
    anybody has answered. The new chat may be in the books already, when it is heard of first: then
    both become one, and of two settings of somebody's the stricter holds.
    """
    was = books.chats.get(old)
    if was is None or old == new:
        return
    there = books.chats.get(new)
    if there is not None:
        books.chats.put(_one_chat(books, was, there))
        if books.chats.puppets_only(old):
            books.chats.set_puppets_only(new, only=True)
        books.chats.remove(old)
        _one_company(books, old, new)
        books.outbox.touch(welcoming.welcome_slot(new))
    asked = welcoming.asks(books, old)
    waited_for = [_carried(books, post, new, at) for post in books.outbox.in_chat(old)]
    books.moves.rename(old, new)
    if books.chats.puppets_only(new):  # of one of both, and now of all that is made for either
        bettering.keep_small(books, new, only=True, at=at)
    for member in filter(None, waited_for):
        for post in books.outbox.parked(member):
            doors.park(books, post)
    if asked:
        welcoming.greet(books, new)


def _one_chat(books: Books, old: Chat, new: Chat) -> Chat:
    """Return two chats as one. Whether it is open is what its admins have said last.

    A new id is closed only because nobody was asked under it, unless they have said no since.
    """
    opened = new.opened or (old.opened and not welcoming.said_no(books, new.id))
    return replace(
        new, title=new.title or old.title, opened=opened, paused=old.paused or new.paused
    )


def _one_company(books: Books, old: ChatId, new: ChatId) -> None:
    """Bring the members of a chat into another one that knows some of them."""
    for one in books.chats.members(old):
        books.chats.leave(old, one.member)
        known = books.chats.membership(new, one.member)
        both = replace(one, chat=new) if known is None else _one_membership(one, known)
        name = both.called or ""
        if name and calling.is_taken(books, one.member, new, name, reserved=()):
            both = replace(both, called=None)
        books.chats.join(both)


def _one_membership(old: Membership, new: Membership) -> Membership:
    """Return two memberships of one person as one; only what was allowed in both is allowed."""
    both = old.allowed_at is not None and new.allowed_at is not None
    return replace(
        new, called=new.called or old.called, allowed_at=new.allowed_at if both else None
    )


def _carried(books: Books, post: Post, new: ChatId, at: datetime) -> MemberId | None:
    """Let a message go, or have it shown anew; return for whom a card was, that is gone with it."""
    if post.kind not in OF_A_FILM:
        books.outbox.remove(post.slot)
        return MemberId(post.object) if post.kind == doors.DOOR else None
    film = books.films.get(post.object.partition(":")[0])
    again = film is not None and not post.gone and _goes_on(books, film, at)
    if film is not None and post.kind == "film" and not again:
        bettering.leave_off(books, film.id)
    books.outbox.put(
        replace(
            post, chat=new, thread=None, message=None, gone=not again, not_before=None, attempts=0,
            late=None, revision=post.revision + 1,
        )
    )  # fmt: skip
    return None


def _goes_on(books: Books, film: Film, at: datetime) -> bool:
    if film.hidden or film.state not in {"making", "shown"}:
        return False
    asked = [part.asked_at for part in books.films.parts(film.id) if part.asked_at is not None]
    return film.state == "making" or any(at < one + permission.SILENCE_IS_NO for one in asked)


def lose(books: Books, chat: ChatId, *, at: datetime, new_id: filming.NewId) -> None:
    """The bot is out of a chat. It is closed, and what is being made for it is not delivered.

    The bot no longer sees who is in there, so a yes that was given for those who are may not count
    any more: to everybody's permissions the same happens as if they had left. Whoever is seen there
    again is asked again.
    """
    welcoming.shut(books, chat)
    for post in books.outbox.in_chat(chat):
        film = books.films.get(post.object) if post.kind == "film" else None
        if film is not None and film.state == "making":
            filming.unreachable(books, film)
            books.outbox.touch(post.slot)  # said where it hangs, should the bot be back
        elif film is not None:
            bettering.leave_off(books, film.id)
    for one in books.chats.members(chat):
        permission.leave(books, chat, one.member, at=at, new_id=new_id, outside=True)
    for post in books.outbox.in_chat(chat):
        books.outbox.put(replace(post, gone=True, parked=False))
