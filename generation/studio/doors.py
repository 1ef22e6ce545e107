"""Somebody whom the chat does not let us write to in private: what is for them waits at their door.

It waits until they open the direct chat. Where they can be met, a card says that something does;
what it is, it does not say.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from generation.model.member import ChatId, MemberId, direct_chat
from generation.studio.books import Books
from generation.studio.records import Post, Slot

LINK_LIVES = timedelta(minutes=10)
DOOR = "door"


def door_slot(chat: ChatId, member: MemberId) -> Slot:
    """The card in a chat that asks a member to open their direct chat."""
    return f"{DOOR}:{chat}:{member}"


def mint(books: Books, token: str, member: MemberId, *, at: datetime) -> None:
    """Let ``token`` open the direct chat once, for this member, within ten minutes."""
    books.doors.put(_hashed(token), member, until=at + LINK_LIVES, at=at)


def redeem(books: Books, token: str, member: MemberId, *, at: datetime) -> bool:
    """Spend a token; False when it is another's, too old, or spent."""
    return books.doors.use(_hashed(token), member, at)


def waits(books: Books, member: MemberId, *, anywhere: bool) -> bool:
    """Tell whether there is something to be said to a member in their direct chat.

    ``anywhere`` counts what was asked for in groups too, where a group keeps no secrets.
    """
    direct = direct_chat(member)
    return any(
        (anywhere or post.chat == direct) and post.published < post.revision
        for post in books.outbox.unsent(member)
    )


def park(books: Books, post: Post) -> bool:
    """Have a message wait for its reader, and a card say so where they are; False if nowhere."""
    reader = post.viewer
    if reader is None or post.message is not None:
        return False
    chat = _where(books, post)
    if chat is None:
        return False
    books.outbox.put(replace(post, parked=True, late=None, not_before=None))
    slot = door_slot(chat, reader)
    card = books.outbox.get(slot)
    if card is None or card.gone:
        thread = post.thread if post.chat == chat else _thread(books, post)
        fresh = Post(slot=slot, chat=chat, kind=DOOR, object=str(reader), thread=thread)
        books.outbox.put(fresh if card is None else replace(fresh, revision=card.revision + 1))
    return True


def opened(books: Books, member: MemberId) -> int:
    """Let everything go that waited for a member, and the cards with it; return how much it was.

    It answers what they did to get it now, and no longer what they did before.
    """
    waiting = books.outbox.parked(member)
    for post in waiting:
        books.outbox.put(replace(post, parked=False, occasion="", revision=post.revision + 1))
    for card in books.outbox.of(DOOR, str(member)):
        books.outbox.touch(card.slot)
    return len(waiting)


def unblocked(books: Books, member: MemberId) -> None:
    """Try at once what could not be changed while the direct chat was closed to us."""
    for post in books.outbox.in_chat(direct_chat(member)):
        if post.not_before is not None and not post.gone:
            books.outbox.put(replace(post, not_before=None))


def _where(books: Books, post: Post) -> ChatId | None:
    """Return the group in which the reader of a message can be met."""
    if post.viewer is None or post.chat != direct_chat(post.viewer):
        return post.chat
    film = books.films.get(post.object.partition(":")[0])
    if film is not None and film.chat != post.chat and not film.chat.startswith("@"):
        return film.chat
    dialog, wish = books.dialogs.get(post.viewer), books.enrolments.get(post.viewer)
    if dialog is not None and dialog.slot == post.slot and not dialog.chat.startswith("@"):
        return dialog.chat
    return wish.origin if wish is not None else None


def _thread(books: Books, post: Post) -> str | None:
    film = books.films.get(post.object.partition(":")[0])
    return None if film is None else film.thread


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
