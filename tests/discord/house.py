"""A whole bot on the fake Discord, in one process: films are pretended, all else is real."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from bot.discord_bot import DiscordChat
from bot.discord_room.account import Account
from bot.discord_room.people import chat_id, member_id
from bot.house.house import House, Terms
from bot.house.opening import new_id, new_key
from bot.house.sealing import Sealer
from bot.house.service import at_work
from generation.director.vocabulary import DRAWN
from generation.ports import RenderFarm
from generation.provenance.chain import open_chain
from storage.books import SqliteBooks
from storage.folder import DataFolder
from storage.store import open_store
from tests.discord.ears import Terminal
from tests.discord.people import Person
from tests.discord.places import Channel
from tests.discord.server import Server
from tests.discord.things import Message
from tests.discord.world import World
from tests.fakes_farm import FakeFarm, canned

PATIENCE_S = 60.0  # the machine may be busy with other tests
LOOKS = 3000
FILM = "video/mp4"
SHOWN = """
    SELECT 1 FROM outbox AS post JOIN films ON films.id = post.object
    WHERE post.message = ? AND post.kind = 'film' AND films.state = 'shown'
"""

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class DiscordHouse:
    """A bot that listens to a fake Discord, and goes by its clock."""

    server: Server
    house: House
    chat: DiscordChat
    terminal: Terminal

    @property
    def world(self) -> World:
        return self.server.world

    async def until(self, look: Callable[[], T | None]) -> T:
        """Wait until something is there, and return it; what is not there yet may be an error."""
        try:
            return await self.world.until(look, within_s=PATIENCE_S)
        except TimeoutError:
            raise AssertionError(f"it never came: {everything(self.world)}") from None

    async def sees(self, person: Person, words: str, channel: Channel | None = None) -> Message:
        """Wait until somebody sees a message, or a button, like ``words``."""
        return await self.until(lambda: person.finds(words, channel))

    async def film(self, person: Person, channel: Channel | None = None) -> Message:
        """Wait until somebody sees a film, and the bot knows that they do; return the newest."""
        film = await self.until(lambda: next(reversed(films(person, channel)), None))
        for _ in range(LOOKS):
            if await self.house.database.read(lambda books: _is_known(books, film)):
                return film
            await asyncio.sleep(0.01)
        raise AssertionError("it was never noted")

    async def opened(self, *names: str) -> tuple[Any, ...]:
        """Have the first of some people make a server and open its channel; returns it, and them.

        What waits for a presser is theirs to see: the channel is open when this returns.
        """
        people = [Person.new(self.world, name) for name in names]
        guild = self.world.guild("Dumpling Club", *(one.user for one in people))
        channel = guild.channel("general")
        card = await self.sees(people[0], "✅ Open", channel)
        await people[0].presses(card, "✅ Open")
        await self.sees(people[0], "First film", channel)
        return channel, *people

    async def role_of(self, person: Person, channel: Channel) -> str | None:
        """Return what somebody may do in a channel, as the core is told."""
        return await self.chat.role(chat_id(channel.id), member_id(person.user.id))


def _is_known(books: SqliteBooks, film: Message) -> bool:
    """Whether a film counts as shown: its buttons work from then on."""
    found = books.connection.execute(SHOWN, (str(film.id),)).fetchone()
    return bool(found)


def films(person: Person, channel: Channel | None = None) -> list[Message]:
    """Return the messages with a film that somebody sees in a channel, oldest first."""
    return [one for one in person.sees(channel) if film_in(one) is not None]


def film_in(message: Message) -> bytes | None:
    """Return the film that a message shows, or None."""
    found = [one.data for one in message.attachments if one.content_type == FILM]
    return found[0] if found else None


def everything(world: World) -> list[tuple[str, str, str, list[str]]]:
    """Return what stands everywhere, for whoever wonders why a test waits."""
    return [
        (repr(channel), "" if one.viewer is None else one.viewer.name, one.content, one.labels)
        for channel in world.channels.values()
        for one in channel.messages.values()
        if not one.gone
    ]


@asynccontextmanager
async def discord_house(
    root: Path,
    models_dir: Path,
    server: Server,
    *,
    stage: RenderFarm | None = None,
    desk: RenderFarm | None = None,
    edit_every_s: float = 0.05,
) -> AsyncIterator[DiscordHouse]:
    """Light a house up in ``root`` and have it listen; the same root again is the same house."""
    world = server.world

    def clock() -> datetime:
        return datetime.fromtimestamp(world.clock.now(), UTC)

    folder = DataFolder(root)
    chain = open_chain(folder.seal, at=clock())
    terminal = Terminal(locale="en", as_json=False, world=world)
    with open_store(folder, keys=None, mirror=None, clock=clock) as store:
        house = House(
            database=store.database, vault=store.vault, chats={},
            stage=stage or FakeFarm(canned(models_dir)), desk=desk or FakeFarm(canned(models_dir)),
            clock=clock, new_id=new_id, new_key=new_key,
            terms=Terms(operator="the club", drawn=DRAWN),
        )  # fmt: skip
        chat = DiscordChat(
            Account(token=world.token, api_url=server.api_url), store.database, clock=clock,
            monotonic=time.monotonic, new_key=new_key, terminal=terminal,
            edit_every_s=edit_every_s,
        )  # fmt: skip
        house.chats[chat.name] = chat
        async with at_work(house, Sealer(folder, store.vault, lambda: chain)) as service:
            await chat.start(service.handler)
            try:
                await world.until(lambda: _listens(terminal, world), within_s=PATIENCE_S)
                yield DiscordHouse(server=server, house=house, chat=chat, terminal=terminal)
            finally:
                await chat.stop()
        for farm in (house.stage, house.desk):
            await farm.aclose()


def _listens(terminal: Terminal, world: World) -> bool:
    """Whether the bot hears, and offers its commands."""
    return bool(world.commands.get(None)) and any(m == "discord-open" for m, _ in terminal.said)
