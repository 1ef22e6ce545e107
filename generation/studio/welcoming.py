"""A chat that the bot was let into: closed until an admin opens it, and asked about that once."""

from __future__ import annotations

from dataclasses import replace

from generation.model.member import ChatId, MemberId
from generation.studio.books import Books
from generation.studio.records import Post, Slot

WELCOME, NOTHING = "welcome", "nothing"


def welcome_slot(chat: ChatId) -> Slot:
    """The card that asks a chat's admins whether the bot is to work there."""
    return f"{WELCOME}:{chat}"


def asks(books: Books, chat: ChatId) -> bool:
    """Tell whether the card hangs in a chat, or is on its way there."""
    card = books.outbox.get(welcome_slot(chat))
    return card is not None and card.kind == WELCOME and not card.gone


def was_asked(books: Books, chat: ChatId) -> bool:
    """Tell whether there has ever been a card in a chat, under the id it has now."""
    return books.outbox.get(welcome_slot(chat)) is not None


def said_no(books: Books, chat: ChatId) -> bool:
    """Tell whether a chat that was asked has sent the bot away since."""
    return was_asked(books, chat) and not asks(books, chat)


def greet(
    books: Books, chat: ChatId, *, by: MemberId | None = None, thread: str | None = None
) -> None:
    """Ask a closed chat whether the bot is to work there, unless the question hangs there.

    ``by`` is who let the bot in, and is spoken to.
    """
    known = books.chats.get(chat)
    if known is None or known.opened or asks(books, chat):
        return
    slot = welcome_slot(chat)
    card = Post(slot=slot, chat=chat, thread=thread, kind=WELCOME, object=by or "")
    old = books.outbox.get(slot)
    if old is not None:  # asked in an earlier stay
        kept = None if old.gone else old.message
        card = replace(card, revision=old.revision + 1, published=old.published, message=kept)
    books.outbox.put(card)


def remind(books: Books, chat: ChatId, *, thread: str | None, in_charge: bool) -> None:
    """Somebody wants a film in a closed chat: see that the question is there to be answered.

    One that has been deleted comes again. Whoever may answer it gets it where they are, at the end
    of the chat.
    """
    card = books.outbox.get(welcome_slot(chat))
    if card is None or not asks(books, chat):
        greet(books, chat, thread=thread)
    elif not in_charge or card.message is None:
        books.outbox.touch(card.slot)
    else:
        above = f"{card.slot}:{card.message}"
        books.outbox.put(Post(slot=above, chat=chat, kind=NOTHING, message=card.message))
        books.outbox.put(
            replace(card, thread=thread, message=None, late=None, revision=card.revision + 1)
        )


def let_in(books: Books, chat: ChatId) -> bool:
    """Open a chat. False when nobody is being asked about it any more."""
    known = books.chats.get(chat)
    if known is None or not asks(books, chat):
        return False
    books.chats.put(replace(known, opened=True))
    books.outbox.touch(welcome_slot(chat))
    return True


def put_away(books: Books, chat: ChatId) -> None:
    """Take the card away: the bot was told to leave."""
    card = books.outbox.get(welcome_slot(chat))
    if card is not None:
        books.outbox.put(replace(card, kind=NOTHING, gone=False, revision=card.revision + 1))


def shut(books: Books, chat: ChatId) -> None:
    """The bot is out of a chat: whoever lets it in again is asked again."""
    known = books.chats.get(chat)
    if known is not None and known.opened:
        books.chats.put(replace(known, opened=False))


def come_back(books: Books, chat: ChatId) -> None:
    """The bot is in a chat again: films that hang there are its own to change once more."""
    for post in books.outbox.in_chat(chat):
        film = books.films.get(post.object) if post.kind == "film" else None
        if film is not None and film.state != "making" and post.message is not None:
            books.outbox.put(replace(post, gone=False, attempts=0))
