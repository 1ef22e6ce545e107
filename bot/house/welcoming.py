"""The door of chats: the bot is let into one, is opened there or sent away, and chats that move."""

from __future__ import annotations

from datetime import datetime

from bot.chat import Answer, BotJoined, ChatMoved, LeaveChat, Silence, Toast
from bot.house.entry import Visit, enter, in_charge, meet, note_chat, once, own_house
from bot.house.house import House
from bot.house.press import Press
from generation.model.member import MemberId
from generation.studio import moving, welcoming
from generation.studio.books import Books


async def let_in(house: House, event: BotJoined) -> Answer:
    """Ask a new chat whether the bot is to work there; a nameless sender is nobody we know."""
    if event.sender.name:
        return await enter(house, event, lambda visit: _named(visit, event), Silence())

    def work(books: Books, at: datetime) -> Answer:
        note_chat(books, event.place, own=own_house(house, event))
        _was_out(books, event, at, house)
        return _greet(books, event, None)

    return await once(house, event, work, Silence())


def _named(visit: Visit, event: BotJoined) -> Answer:
    if _was_out(visit.books, event, visit.at, visit.house):
        meet(visit.books, event.sender, event.place, own=False)
    return _greet(visit.books, event, visit.member.id)


def _was_out(books: Books, event: BotJoined, at: datetime, house: House) -> bool:
    """Make up for a word that never came: whoever is let in where they were open has been out.

    A chat that has moved was never asked under its new id, and is open because it was before.
    """
    known, chat = books.chats.get(event.place.chat), event.place.chat
    out = known is not None and known.opened and welcoming.was_asked(books, chat)
    if out:
        moving.lose(books, chat, at=at, new_id=house.new_id)
    return out


def _greet(books: Books, event: BotJoined, by: MemberId | None) -> Answer:
    chat = event.place.chat
    welcoming.come_back(books, chat)
    welcoming.greet(books, chat, by=by, thread=event.place.thread)
    return Silence()


async def moved(house: House, event: ChatMoved) -> Answer:
    """Follow a chat to its new id, or take note that the bot is out of it. It is nobody's doing."""

    def work(books: Books, at: datetime) -> Answer:
        chat, to = event.place.chat, event.to
        if to is None:
            moving.lose(books, chat, at=at, new_id=house.new_id)
        else:
            moving.move(books, chat, to, at=at)
        return Silence()

    return await once(house, event, work, Silence())


def _allow_chat(press_: Press) -> Answer:
    """Let the bot work in a chat: its admins as the chat names them now may, and the operator's."""
    visit, chat = press_.visit, press_.button.chat
    if not in_charge(visit):
        return Toast(text=visit.say("toast-admins-only"))
    open_now = welcoming.let_in(visit.books, chat)
    return Silence() if open_now else Toast(text=visit.say("toast-expired"))


def _leave_chat(press_: Press) -> Answer:
    visit, chat = press_.visit, press_.button.chat
    if not in_charge(visit):
        return Toast(text=visit.say("toast-admins-only"))
    if not welcoming.asks(visit.books, chat):
        return Toast(text=visit.say("toast-expired"))
    moving.lose(visit.books, chat, at=visit.at, new_id=visit.house.new_id)
    welcoming.put_away(visit.books, chat)
    return LeaveChat()


ACTS = {"allow_chat": _allow_chat, "leave_chat": _leave_chat}
