"""What a page asks for over its socket, one ask at a time: read, checked, done, answered.

An ask has a number that the page keeps when it sends it again, so that nothing happens twice.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from bot.chat import MemberLeft
from bot.i18n import LOCALES
from bot.web_room.ask import Ask, Refused, Reply, answer_none, seat_in
from bot.web_room.backstage import Backstage, place_of, sender_of
from bot.web_room.doors import Doors, clean_name
from bot.web_room.wire import message_json
from bot.web_room.writing import Writing
from generation.model.member import ChatId
from storage.web_room import WebRoom
from storage.web_tables import Room, Seat

ROOMS_MAX: Final = 20  # groups one person is in
EARLIER: Final = 60  # messages per page of the past


class Asks:
    """Does what pages ask for."""

    def __init__(self, backstage: Backstage, doors: Doors) -> None:
        """Work for this room."""
        self._stage = backstage
        self._doors = doors
        writing = Writing(backstage)
        self._known: dict[str, Callable[[Ask], Awaitable[Reply]]] = {
            "say": writing.say,
            "look": writing.look,
            "press": writing.press,
            "form": writing.form,
            "earlier": self._earlier,
            "sheet": self._sheet,
            "me": self._me,
            "room": self._room,
            "invite": self._invite,
            "leave": self._leave,
        }

    async def do(self, what: str, ask: Ask) -> Reply:
        """Do one ask and return what the page is told.

        Raises:
            Refused: It means nothing, or is not theirs to ask.
        """
        known = self._known.get(what)
        if known is None:
            raise Refused(what)
        return await known(ask)

    async def _seated(self, ask: Ask) -> tuple[Room, Seat]:
        return await seat_in(self._stage, ChatId(ask.text("room")), ask.person)

    async def _earlier(self, ask: Ask) -> Reply:
        room, _ = await self._seated(ask)
        before = ask.given.get("before")
        if not isinstance(before, int):
            raise Refused("before")
        past = await self._stage.books.read(
            lambda books: books.latest(room.id, ask.person.id, before=before, limit=EARLIER)
        )
        return {
            "messages": [message_json(m, ask.person) for m in past],
            "more": len(past) == EARLIER,
        }

    async def _sheet(self, ask: Ask) -> Reply:
        room, _ = await self._seated(ask)
        called = await self._stage.call_sheet(room.id, ask.person.id)
        return {
            "sheet": [
                {
                    "id": line.member,
                    "state": line.state,
                    "portrait": bool(line.portrait),
                    "seen": (line.portrait or "")[-8:],
                }
                for line in called
            ]
        }

    # ------------------------------------------------------------ people and rooms

    async def _me(self, ask: Ask) -> Reply:
        name, locale = clean_name(ask.text("name")) or ask.person.name, ask.text("locale")
        if locale not in LOCALES:
            raise Refused("locale")
        await self._stage.books.write(
            lambda books: books.change_person(ask.person.id, name=name, locale=locale)
        )
        self._stage.bell.ring()
        return answer_none()

    async def _room(self, ask: Ask) -> Reply:
        title = clean_name(ask.text("title"))
        if not title:
            raise Refused("title")
        room = Room(
            id=ChatId(f"web:{self._stage.new_id()}"), title=title, made_at=self._stage.clock()
        )
        seat = Seat(
            room=room.id, person=ask.person.id, role="admin", joined=self._stage.new_id()
        )  # fmt: skip

        def make(books: WebRoom) -> None:
            if len(books.rooms_of(ask.person.id)) > ROOMS_MAX:
                raise Refused("rooms")
            books.add_room(room)
            books.sit(seat)

        await self._stage.books.write(make)
        await self._doors.announce(ask.person)
        self._stage.bell.ring()
        return {"room": room.id}

    async def _invite(self, ask: Ask) -> Reply:
        room, _ = await self._seated(ask)
        if room.private_to:
            raise Refused("room")
        return {"link": await self._doors.invitation(room.id)}

    async def _leave(self, ask: Ask) -> Reply:
        room, seat = await self._seated(ask)
        if room.private_to:
            raise Refused("room")
        await self._stage.deliver(
            MemberLeft(
                event_id=ask.key, sender=sender_of(ask.person, seat), place=place_of(room)
            )
        )  # fmt: skip
        await self._stage.books.write(lambda books: books.stand_up(room.id, ask.person.id))
        self._stage.bell.ring()
        return answer_none()
