"""Discord's adapter on a served world, with people, and a bot that answers as a test wants."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

from bot.chat import (
    Answer,
    BotJoined,
    Button,
    DirectOpened,
    Event,
    Outgoing,
    OutgoingText,
    Place,
    Silence,
)
from bot.discord_bot import DiscordChat
from bot.discord_room.account import Account
from bot.discord_room.answering import Answering
from bot.discord_room.people import chat_id, member_id
from generation.model.member import MemberId
from storage.database import Database
from tests.books import KEY
from tests.discord.people import Person
from tests.discord.places import Channel, Guild
from tests.discord.server import Server, discord
from tests.discord.things import Message
from tests.discord.world import World
from tests.telegram.house import Terminal

PATIENCE_S = 60.0  # the machine may be busy with other tests
BUTTON = Button(label="Press", data=f"1:like:{'a' * 21}A")


@dataclass(kw_only=True)
class Stage:
    """The adapter, Ana and Ben in one channel of a server of Ana's, and what the bot is told.

    Attributes:
        answers: What the bot answers to an event.
        gate: Held shut, the bot does not answer before it is open.
    """

    server: Server
    database: Database
    ana: Person
    ben: Person
    guild: Guild
    chat: DiscordChat = field(init=False)
    answers: Callable[[Event], Answer] = field(default=lambda _event: Silence())
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    _heard: asyncio.Queue[Event] = field(default_factory=asyncio.Queue)

    @property
    def world(self) -> World:
        return self.server.world

    @property
    def channel(self) -> Channel:
        return self.guild.channel("general")

    @property
    def place(self) -> Place:
        """The channel, as the core knows it."""
        return Place(chat=chat_id(self.channel.id))

    @property
    def answering(self) -> Answering:
        """What answers people, to be hurried."""
        assert self.chat._hearing is not None
        return self.chat._hearing.answering

    async def open(self) -> None:
        """Start a bot."""
        self.gate.set()
        self.chat = DiscordChat(
            Account(token=self.world.token, api_url=self.server.api_url), self.database,
            clock=lambda: datetime.fromtimestamp(self.world.clock.now(), UTC),
            monotonic=time.monotonic, new_key=lambda: token_urlsafe(16),
            terminal=Terminal(locale="en", as_json=False),
        )  # fmt: skip
        await self.chat.start(self._handle)
        assert self.chat._hearing is not None
        async with asyncio.timeout(PATIENCE_S):
            await self.chat._hearing.ready.wait()
        await self.world.until(lambda: self.world.commands.get(None))

    async def restart(self) -> None:
        """Stop the bot, and start another on the same books."""
        await self.chat.stop()
        await self.open()

    async def _handle(self, event: Event) -> Answer:
        if isinstance(event, BotJoined | DirectOpened):
            return Silence()
        self._heard.put_nowait(event)
        await self.gate.wait()
        return self.answers(event)

    async def hears(self) -> Any:
        """Return the next thing that somebody does, as the bot is told."""
        async with asyncio.timeout(PATIENCE_S):
            return await self._heard.get()

    async def send(self, message: Outgoing, *, place: Place | None = None, **more) -> str:
        """Show a message in the channel."""
        return await self.chat.send(place or self.place, message, **{"key": "film:1", **more})

    def member(self, person: Person) -> MemberId:
        """Return how the core names somebody."""
        return member_id(person.user.id)

    def message(self, name: str) -> Message:
        """Return a message by the core's name of it, gone or not."""
        found = self.world.message(int(name))
        assert found is not None
        return found

    def seen(self, person: Person | None = None) -> list[Message]:
        """Return the bot's messages that somebody, Ben if nobody is named, sees in the channel."""
        shown = (person or self.ben).sees(self.channel)
        return [one for one in shown if one.author is self.world.me]

    async def button(self) -> Message:
        """Return a message of the bot's with a button under it."""
        sent = await self.send(OutgoingText(text="·", rows=((BUTTON,),)), key="button")
        return self.message(sent)

    async def presses_something(self, person: Person) -> None:
        """Have somebody press a button that nobody minds, and that goes after it."""
        message = await self.button()
        await person.presses(message, BUTTON.label)
        await self.hears()
        await self.chat.remove(self.place, str(message.id))

    async def settled(self) -> None:
        """Wait until every call that was on its way has been carried out."""
        await asyncio.gather(*self.server._late, return_exceptions=True)


@asynccontextmanager
async def stage_of(folder: Path) -> AsyncIterator[Stage]:
    """Open a stage, with its bot listening."""
    database = Database.open(folder / "walkon.db", clock=_now, ledger_key=KEY)
    async with discord() as server:
        ana, ben = (Person.new(server.world, name) for name in ("Ana", "Ben"))
        guild = server.world.guild("Club", ana.user, ben.user)
        stage = Stage(server=server, database=database, ana=ana, ben=ben, guild=guild)
        await stage.open()
        try:
            yield stage
        finally:
            await stage.chat.stop()
    database.close()


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)
