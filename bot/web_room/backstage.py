"""What every part of the room's server works with, and how events reach the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeVar

from ulid import ULID

from bot.chat import Answer, Event, Handler, Place, Sender
from bot.web_room.address import Address
from generation.errors import DataBroken
from generation.model.cameo import BlobId
from generation.model.clip import SealedFilm
from generation.model.member import MemberId
from storage.database import Database
from storage.vault import MEMBER, Vault
from storage.web_room import WebRoom
from storage.web_tables import Person, Room, Seat

T = TypeVar("T")

State = Literal["you", "open", "ask", "stand_in", "new"]
"""What happens when somebody is cast: it is oneself; they play; they are asked first; a stand-in
plays; they have never been here. A no, a silence and a never-asked are all ``stand_in``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A line of the call sheet. ``portrait`` is a blob that the viewer may see, or None."""

    member: MemberId
    state: State
    name: str = ""
    portrait: BlobId | None = None


CallSheet = Callable[[str, MemberId], Awaitable[Sequence[Called]]]
"""(chat, viewer) → who is in the chat, as that viewer may know it."""

LoadFilm = Callable[[str], Awaitable[SealedFilm | None]]
"""Clip id → the film, or None when it may not be shown (any more)."""


class RoomBooks:
    """The room's books, off the event loop."""

    def __init__(self, database: Database) -> None:
        """Lie in this database, beside everything else."""
        self._database = database

    async def write(self, use: Callable[[WebRoom], T]) -> T:
        """Run within one transaction; it is on disk when this returns."""
        return await self._database.write(lambda books: use(WebRoom(books.connection)))

    async def read(self, use: Callable[[WebRoom], T]) -> T:
        """Run on what is on disk."""
        return await self._database.read(lambda books: use(WebRoom(books.connection)))


class RoomFiles:
    """Encrypted files, off the event loop."""

    def __init__(self, vault: Vault) -> None:
        """Lie in this vault, beside everything else."""
        self._vault = vault

    async def put(self, owner: MemberId, data: bytes) -> BlobId:
        """Keep bytes under their owner's key and return their id."""
        return await asyncio.to_thread(self._vault.put, f"{MEMBER}{owner}", "upload", data)

    async def get(self, blob: BlobId) -> bytes | None:
        """Return the bytes, or None when they, or their key, are gone."""
        try:
            return await asyncio.to_thread(self._vault.get, blob)
        except DataBroken:
            return None

    async def drop(self, blob: BlobId) -> None:
        """Remove the bytes; nothing happens when they are gone."""
        await asyncio.to_thread(self._vault.remove, blob)


@dataclass(slots=True)
class Bell:
    """Wakes everybody who shows messages. Whoever wakes asks the books what is new."""

    _waiting: set[asyncio.Event] = field(default_factory=set)

    def add(self, event: asyncio.Event) -> None:
        """Ring here from now on."""
        self._waiting.add(event)

    def remove(self, event: asyncio.Event) -> None:
        """Ring here no more."""
        self._waiting.discard(event)

    def ring(self) -> None:
        """Say that something changed."""
        for event in self._waiting:
            event.set()


@dataclass(slots=True, kw_only=True)
class Backstage:
    """Everything the parts share."""

    books: RoomBooks
    files: RoomFiles
    address: Address
    clock: Callable[[], datetime]
    monotonic: Callable[[], float]
    load_film: LoadFilm
    call_sheet: CallSheet
    command: str
    locale: str
    upload_max_bytes: int
    hears: bool = False  # words in a voice note
    bell: Bell = field(default_factory=Bell)
    pictures: dict[str, bytes] = field(default_factory=dict)  # by message; never written to disk
    handler: Handler | None = None

    def new_id(self) -> str:
        """Return a fresh ULID."""
        return str(ULID.from_datetime(self.clock())).lower()

    async def deliver(self, event: Event) -> Answer:
        """Hand an event to the bot; it is taken in when this returns."""
        if self.handler is None:
            raise RuntimeError("the room is not open")
        return await self.handler(event)


def place_of(room: Room) -> Place:
    """Return a room as the core knows it."""
    return Place(chat=room.id, title=room.title, private=room.private_to is not None)


def sender_of(person: Person, seat: Seat | None) -> Sender:
    """Return a person as the core knows them."""
    return Sender(
        id=person.id,
        name=person.name,
        locale=person.locale,
        role=seat.role if seat else "member",
    )
