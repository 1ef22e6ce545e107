"""A whole bot on the fake Telegram, in one process: films are pretended, all else is real."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from bot.bootstrap import utc_now
from bot.console import Console
from bot.house.house import House, Terms
from bot.house.opening import new_id, new_key
from bot.house.sealing import Sealer
from bot.house.service import at_work
from bot.telegram_bot import TelegramChat
from bot.telegram_room.account import Account
from bot.telegram_room.hook import Hook
from generation.director.vocabulary import DRAWN
from generation.ports import RenderFarm
from generation.provenance.chain import open_chain
from storage.folder import DataFolder
from storage.store import open_store
from tests.fakes_farm import FakeFarm, canned
from tests.telegram.people import Person
from tests.telegram.places import Place
from tests.telegram.server import Server
from tests.telegram.things import Message

PATIENCE_S = 60.0  # the machine may be busy with other tests

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Terminal(Console):
    """A terminal that keeps what is said on it."""

    said: list[tuple[str, dict[str, str | int | float]]] = field(default_factory=list)

    def say(self, message_id: str, **arguments: str | int | float) -> None:
        self.said.append((message_id, arguments))


@dataclass(frozen=True, kw_only=True)
class TelegramHouse:
    """A bot that listens to a fake Telegram."""

    server: Server
    house: House
    chat: TelegramChat
    terminal: Terminal

    async def until(self, look: Callable[[], T | None]) -> T:
        """Wait until something is there, and return it; what is not there yet may be an error."""
        found: T | None = None
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not found:
                    try:
                        found = look()
                    except LookupError:
                        found = None
                    if not found:
                        await asyncio.sleep(0.01)
        except TimeoutError:
            raise AssertionError(f"it never came: {self.everything()}") from None
        return found

    async def sees(self, person: Person, words: str, place: Place | None = None) -> Message:
        """Wait until somebody sees a message, or a button, like ``words``."""
        return await self.until(lambda: person.finds(words, place))

    async def film(self, person: Person, place: Place) -> Message:
        """Wait until somebody sees a film, and return the newest."""
        return await self.until(lambda: _film(person, place))

    async def opened(
        self, *names: str, forum: bool = False, group: bool = False
    ) -> tuple[Any, ...]:
        """Have people make a group, let the bot in, and open it; returns it, and them."""
        world = self.server.world
        people = [world.user(name, username=name.lower()) for name in names]
        if group:
            place = world.group("Dumpling Club", *people, with_bot=False)
        else:
            place = world.supergroup("Dumpling Club", *people, with_bot=False, forum=forum)
        place.adds_bot(by=people[0])
        card = await self.sees(people[0], "shall I work here", place)
        await people[0].presses(card, "✅ Open")
        await self.sees(people[0], "First film", place)
        return place, *people

    def everything(self) -> list[tuple[str, int, str, list[str]]]:
        """Return what stands in every chat, for whoever wonders why a test waits."""
        return [
            (place.title or str(place.id), message.id, message.words, list(message.labels))
            for place in self.server.world.places.values()
            for message in place.messages.values()
            if not message.gone
        ]


def _film(person: Person, place: Place) -> Message | None:
    films = [m for m in person.sees(place) if m.media is not None and m.media.kind == "video"]
    return films[-1] if films else None


@asynccontextmanager
async def telegram_house(
    root: Path,
    models_dir: Path,
    server: Server,
    *,
    clock: Callable[[], datetime] = utc_now,
    stage: RenderFarm | None = None,
    desk: RenderFarm | None = None,
    hook: Hook | None = None,
    edit_every_s: float = 0.05,
    token: str = "",
) -> AsyncIterator[TelegramHouse]:
    """Light a house up in ``root`` and have it listen; the same root again is the same house."""
    folder = DataFolder(root)
    chain = open_chain(folder.seal, at=clock())
    terminal = Terminal(locale="en", as_json=False)
    with open_store(folder, keys=None, mirror=None, clock=clock) as store:
        house = House(
            database=store.database, vault=store.vault, chats={},
            stage=stage or FakeFarm(canned(models_dir)), desk=desk or FakeFarm(canned(models_dir)),
            clock=clock, new_id=new_id, new_key=new_key,
            terms=Terms(operator="the club", drawn=DRAWN),
        )  # fmt: skip
        chat = TelegramChat(
            Account(token=token or server.world.token, api_url=server.url), store.database,
            clock=clock, monotonic=time.monotonic, terminal=terminal, hook=hook,
            edit_every_s=edit_every_s,
        )  # fmt: skip
        house.chats[chat.name] = chat
        async with at_work(house, Sealer(folder, store.vault, lambda: chain)) as service:
            await chat.start(service.handler)
            try:
                yield TelegramHouse(server=server, house=house, chat=chat, terminal=terminal)
            finally:
                await chat.stop()
        for farm in (house.stage, house.desk):
            await farm.aclose()
