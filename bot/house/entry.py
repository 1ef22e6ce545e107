"""What every door does first: is the event new, who came in, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat import Answer, ButtonPress, Inbound, MemberLeft, Place, Sender
from bot.house.house import House
from bot.i18n import say
from generation.model.film import Film
from generation.model.member import Chat, ChatId, Member, Membership, direct_chat
from generation.studio import doors
from generation.studio.books import Books

NAME_MAX = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One event being handled inside its transaction.

    ``here`` is where whoever came in is, where the event counts as another chat's.
    """

    books: Books
    house: House
    event: Inbound
    member: Member
    at: datetime
    here: Place | None = None

    def say(self, message_id: str, **values: str | int | float) -> str:
        """Return a sentence in the language of whoever came in."""
        return say(message_id, self.member.locale, values)

    @property
    def chat(self) -> ChatId:
        """Where it happened, as the books name it."""
        return place_key(self.event)

    @property
    def films_asked(self) -> int:
        """How many films the member has ever asked for."""
        return len(self.books.films.by(self.member.id))

    def at_film(self, film: Film) -> Visit:
        """Return the same visit, as if it were to the chat of a film."""
        if film.chat == direct_chat(self.member.id):
            return self
        place = replace(
            self.event.place, chat=film.chat, thread=film.thread, private=False, title=""
        )
        return replace(self, event=replace(self.event, place=place))


def in_charge(visit: Visit) -> bool:
    """Tell whether somebody decides about a chat: its admin as it says now, or the operator's."""
    return visit.event.sender.role == "admin" or visit.member.id in visit.house.terms.admins


def place_key(event: Inbound) -> ChatId:
    """Return the chat of an event; a direct chat goes by its member."""
    return direct_chat(event.sender.id) if event.place.private else event.place.chat


async def enter(
    house: House, event: Inbound, work: Callable[[Visit], Answer], again: Answer
) -> Answer:
    """Run ``work`` once for an event of somebody's, in one transaction, else answer ``again``."""

    def visited(books: Books, at: datetime) -> Answer:
        member = meet(books, event.sender, _met_at(books, event), own=own_house(house, event))
        if event.place.private:
            doors.opened(books, member.id)
        return work(Visit(books=books, house=house, event=event, member=member, at=at))

    return await once(house, event, visited, again)


async def once(
    house: House, event: Inbound, work: Callable[[Books, datetime], Answer], again: Answer
) -> Answer:
    """Run ``work`` once for an event, in one transaction; a second delivery gets ``again``.

    Nobody is remembered for it: it is for events that need not be anybody's.
    """
    at = house.clock()

    def transaction(books: Books) -> Answer:
        new = books.inbox.take(event.event_id, at, by=event.sender.id, chat=place_key(event))
        return work(books, at) if new else again

    answer = await house.database.write(transaction)
    house.ring()
    return answer


def _met_at(books: Books, event: Inbound) -> Place:
    """Return where somebody is met: what is left of a chat that has moved brings none back."""
    place = event.place
    if not isinstance(event, ButtonPress | MemberLeft) or place.private:
        return place
    return place if books.chats.get(place.chat) is not None else replace(place, spoken_for=True)


def own_house(house: House, event: Inbound) -> bool:
    """Tell whether it happened where the bot is at home."""
    return house.chat_of(event.sender.id).capabilities().own_house


def note_chat(books: Books, place: Place, *, own: bool) -> None:
    """Remember a chat and its title; one that is not the bot's ``own`` is closed at first."""
    chat = books.chats.get(place.chat)
    if chat is None:
        books.chats.put(Chat(id=place.chat, title=place.title, opened=own))
    elif place.title and chat.title != place.title:
        books.chats.put(replace(chat, title=place.title))


def meet(books: Books, sender: Sender, place: Place, *, own: bool) -> Member:
    """Remember somebody, the chat, and that they are in it; writes only what is new."""
    known = books.people.get(sender.id)
    name = sender.name[:NAME_MAX]
    if known is None:
        known = Member(id=sender.id, name=name, locale=sender.locale)
        books.people.put(known)
    elif (known.name, known.locale) != (name, sender.locale):
        known = replace(known, name=name, locale=sender.locale)
        books.people.put(known)
    if place.private or place.spoken_for:
        return known
    note_chat(books, place, own=own)
    membership = books.chats.membership(place.chat, sender.id)
    if membership is None:
        books.chats.join(Membership(chat=place.chat, member=sender.id, role=sender.role))
    elif membership.role != sender.role:
        books.chats.join(replace(membership, role=sender.role))
    return known
