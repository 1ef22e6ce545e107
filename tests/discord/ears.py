"""The Discord adapter on the fake Discord, with a list of what it was told in place of a core."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from bot.bootstrap import utc_now
from bot.chat import Answer, Event, Toast
from bot.console import Console
from bot.discord_bot import DiscordChat
from bot.discord_room.account import Account
from bot.house.opening import new_key
from storage.database import Database
from tests.books import open_books
from tests.discord.server import Server
from tests.discord.world import World

T = TypeVar("T")
E = TypeVar("E", bound=Event)


@dataclass(frozen=True, kw_only=True)
class Terminal(Console):
    """A terminal that keeps what is said on it."""

    world: World
    said: list[tuple[str, dict[str, str | int | float]]] = field(default_factory=list)

    def say(self, message_id: str, **arguments: str | int | float) -> None:
        self.said.append((message_id, arguments))
        self.world.happened()


@dataclass(frozen=True, kw_only=True)
class Ears:
    """What the adapter was told, and what it says to the operator.

    Attributes:
        answers: What an event is answered with, by its class, where it is not a short word.
    """

    server: Server
    chat: DiscordChat
    terminal: Terminal
    events: list[Event] = field(default_factory=list)
    answers: dict[type[Event], Answer] = field(default_factory=dict)

    @property
    def world(self) -> World:
        return self.server.world

    async def take(self, event: Event) -> Answer:
        """Be the core."""
        self.events.append(event)
        self.world.happened()
        return self.answers.get(type(event), Toast(text="ok"))

    async def until(self, look: Callable[[], T | None]) -> T:
        """Wait until something is so."""
        return await self.world.until(look)

    async def told(self, kind: type[E], number: int = 1) -> E:
        """Wait until so many events of a kind have come, and return the last."""

        def look() -> E | None:
            found = [event for event in self.events if isinstance(event, kind)]
            return found[number - 1] if len(found) >= number else None

        return await self.until(look)

    async def says(self, message: str) -> dict[str, str | int | float]:
        """Wait until something is said on the terminal; the values in it."""
        return await self.until(
            lambda: next(({"": "", **v} for m, v in self.terminal.said if m == message), None)
        )


@asynccontextmanager
async def ears(
    server: Server,
    *,
    database: Database | None = None,
    token: str = "",
    command: str = "cameo",
    open_: bool = True,
) -> AsyncIterator[Ears]:
    """Have the adapter listen, with books of its own unless some are given."""
    books, world = database or open_books(), server.world
    terminal = Terminal(locale="en", as_json=False, world=world)
    chat = DiscordChat(
        Account(token=token or world.token, api_url=server.api_url), books, clock=utc_now,
        monotonic=time.monotonic, new_key=new_key, terminal=terminal, command=command,
    )  # fmt: skip
    ours = Ears(server=server, chat=chat, terminal=terminal)
    try:
        await chat.start(ours.take)
        try:
            if open_:
                await ours.says("discord-open")
                await ours.until(lambda: world.commands.get(None))
            yield ours
        finally:
            await chat.stop()
    finally:
        if database is None:
            books.close()
