"""Where the bot is on Discord: what it may do there, and how it comes and goes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Final

import discord

from bot.chat import BotJoined, ChatMoved, Event, Handler, Place, Sender
from bot.discord_room.account import Client
from bot.discord_room.books import AdapterBooks
from bot.discord_room.line import Line
from bot.discord_room.people import PLATFORM, chat_id, member_id, number_of
from generation.model.member import MemberId

log = logging.getLogger("walkon.discord")

STAY: Final = "stay:"
"""Begins the books' keys for servers; under each stands since when the bot is there."""
UNTOLD: Final = "0"
NOTED_MAX: Final = 1000

NEEDED: Final = ("view_channel", "send_messages", "attach_files")
IN_THREADS: Final = "send_messages_in_threads"


def missing(may: discord.Permissions, *, thread: bool) -> tuple[str, ...]:
    """Return what the bot may not do that a film needs, by the library's names."""
    if may.administrator:
        return ()
    needed = (NEEDED[0], IN_THREADS if thread else NEEDED[1], NEEDED[2])
    return tuple(one for one in needed if not getattr(may, one))


def front_door(guild: discord.Guild) -> discord.TextChannel | None:
    """Return the channel in which a server is greeted: its own for such things, or the first."""
    for channel in (guild.system_channel, *guild.text_channels):
        if channel is not None:
            may = channel.permissions_for(guild.me)
            if may.administrator or (may.view_channel and may.send_messages):
                return channel
    return None


@dataclass(slots=True, kw_only=True)
class Stays:
    """Tells the core that the bot came into a server, or is out of one, once for each time.

    Discord says so only to whoever is listening: what happened meanwhile is seen when we are back.
    """

    bot: Client
    line: Line
    books: AdapterBooks
    handler: Handler
    _one_by_one: asyncio.Lock = field(default_factory=asyncio.Lock)
    _noted: dict[int, int] = field(default_factory=dict)

    async def look(self) -> None:
        """Compare the servers there are with those that were."""
        known = await self.books.read(lambda books: books.states(STAY))
        there = {guild.id for guild in self.bot.guilds}
        for key in known:
            number = int(key.removeprefix(STAY))
            if number not in there:
                await self._surely(self.left(number))
        for guild in self.bot.guilds:
            if not guild.unavailable:
                await self._surely(self.joined(guild))

    async def _surely(self, work: Awaitable[None]) -> None:
        """Look at one server; what goes wrong there keeps no other from being looked at."""
        try:
            await work
        except Exception:  # it is looked at again with the next start, or when Discord tells of it
            log.exception("server not looked at")

    async def joined(self, guild: discord.Guild) -> None:
        """Take note of a server that the bot is in."""
        async with self._one_by_one:
            since = self._since(guild)
            before = await self.books.read(lambda books: books.state(_key(guild.id)))
            if before == since or (before is not None and since == UNTOLD):
                return
            if before is not None:
                await self._lose(guild.id, before)
            channel = front_door(guild)
            if channel is not None:
                await self._greet(channel, since)
            await self.books.write(lambda books: books.put_state(_key(guild.id), since))

    async def left(self, guild: int) -> None:
        """Take note that the bot is out of a server."""
        async with self._one_by_one:
            before = await self.books.read(lambda books: books.state(_key(guild)))
            await self._lose(guild, before or "")
            await self.books.write(lambda books: books.drop_state(_key(guild)))

    async def closed(self, guild: int, channel: int) -> None:
        """Take note that a channel is no more."""
        known = await self.books.read(lambda books: books.channels(guild))
        if channel in known:
            await self._gone(channel, f"{PLATFORM}:deleted:{channel}")

    async def leave(self, guild: int) -> None:
        """Leave a server, unless the bot is open in another channel of it."""
        if not await self.books.read(lambda books: books.works_in(guild)):
            await self.line.leave(guild)

    async def note(self, place: Place, guild: int) -> None:
        """Remember which server a channel belongs to in which something was done."""
        channel = number_of(place.chat)
        if self._noted.get(channel) != guild:
            await self.books.write(lambda books: books.put_place(channel, guild))
            self._noted[channel] = guild
            while len(self._noted) > NOTED_MAX:
                del self._noted[next(iter(self._noted))]

    async def _greet(self, channel: discord.TextChannel, since: str) -> None:
        title = f"#{channel.name} · {channel.guild.name}"
        place = Place(chat=chat_id(channel.id), title=title)
        await self.note(place, channel.guild.id)
        await self.handler(
            BotJoined(
                event_id=f"{PLATFORM}:joined:{channel.guild.id}:{since}",
                sender=Sender(id=self._me(), name=""), place=place,
            )
        )  # fmt: skip

    async def _lose(self, guild: int, since: str) -> None:
        for channel in await self.books.read(lambda books: books.channels(guild)):
            await self._gone(channel, f"{PLATFORM}:left:{channel}:{since}")

    async def _gone(self, channel: int, event_id: str) -> None:
        sender, place = Sender(id=self._me(), name=""), Place(chat=chat_id(channel))
        event: Event = ChatMoved(event_id=event_id, sender=sender, place=place, to=None)
        await self.handler(event)
        await self.books.write(lambda books: books.drop_place(channel))
        self._noted.pop(channel, None)

    def _since(self, guild: discord.Guild) -> str:
        """Return when the bot came into a server, in seconds since 1970, or ``UNTOLD``."""
        me = guild.get_member(number_of(self._me()))
        joined = me.joined_at if me is not None else None
        return UNTOLD if joined is None else str(int(joined.timestamp()))

    def _me(self) -> MemberId:
        return member_id(self.bot.user.id if self.bot.user is not None else 0)


def _key(guild: int) -> str:
    return f"{STAY}{guild}"
