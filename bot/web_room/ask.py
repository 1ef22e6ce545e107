"""One ask of a page, read and checked field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.web_room.backstage import Backstage
from generation.model.member import ChatId
from storage.web_room import WebRoom
from storage.web_tables import Person, Room, Seat

Reply = dict[str, Any]
"""What the page is told."""


class Refused(Exception):
    """The ask cannot be done as it is; sending it again does not help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One ask: what, its key (the same when sent again), its fields, and who asks."""

    key: str
    given: Mapping[str, Any]
    person: Person

    def text(self, name: str, most: int = 64) -> str:
        """Return a field that has to be a text of at most ``most`` characters."""
        value = self.given.get(name, "")
        if not isinstance(value, str) or len(value) > most:
            raise Refused(name)
        return value

    def texts(self, name: str, most: int) -> list[str]:
        """Return a field that has to be a list of at most ``most`` short texts."""
        value = self.given.get(name, [])
        if not isinstance(value, list) or len(value) > most:
            raise Refused(name)
        if not all(isinstance(item, str) and len(item) <= 64 for item in value):
            raise Refused(name)
        return value


async def seat_in(stage: Backstage, chat: ChatId, person: Person) -> tuple[Room, Seat]:
    """Return a room and somebody's place in it.

    Raises:
        Refused: They have none.
    """

    def look(books: WebRoom) -> tuple[Room | None, Seat | None]:
        return books.room(chat), books.seat(chat, person.id)

    room, seat = await stage.books.read(look)
    if room is None or seat is None:
        raise Refused("room")
    return room, seat


def answer_none() -> Reply:
    """Return what the page is told when there is nothing to tell."""
    return {"kind": "silence"}
