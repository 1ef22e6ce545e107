"""What Discord tells, as the library calls it: read, handed to the bot, answered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from weakref import WeakValueDictionary

import discord

from bot.chat import DeliveryError, Event, FormSubmit, Sender
from bot.discord_room.account import Client
from bot.discord_room.answering import Answering
from bot.discord_room.books import AdapterBooks
from bot.discord_room.filming import Leave, films
from bot.discord_room.forms import DOOR, Forms, key_of
from bot.discord_room.lateness import Lateness
from bot.discord_room.people import member_id
from bot.discord_room.places import Stays
from bot.discord_room.reading import Reader, here
from bot.i18n import say

log = logging.getLogger("walkon.discord")

END_S: Final = 2.0  # for what is being answered when the bot is stopped

AWAY: Final = (DeliveryError, OSError, TimeoutError)

Interaction = discord.Interaction[Any]


@dataclass(slots=True, kw_only=True, eq=False)
class Hearing:
    """Takes in what happens, each event beside the others.

    Attributes:
        ready: Set once Discord has told of every server there is.
        up: Set while Discord is connected.
        down: Set once it is not, until somebody takes note.
    """

    books: AdapterBooks
    reader: Reader
    forms: Forms
    answering: Answering
    stays: Stays
    leave: Leave
    lateness: Lateness
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    up: asyncio.Event = field(default_factory=asyncio.Event)
    down: asyncio.Event = field(default_factory=asyncio.Event)
    _busy: set[asyncio.Task[Any]] = field(default_factory=set)
    _lanes: WeakValueDictionary[int, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def listen(self, bot: Client) -> None:
        """Have the library call us."""
        for heard in self._heard():
            bot.event(heard)

    async def close(self, bot: Client) -> None:
        """Take nothing more in, and let what is being taken in come to its end."""
        for heard in self._heard():
            delattr(bot, heard.__name__)
        ending = self._busy - {asyncio.current_task()}
        if ending:
            await asyncio.wait(ending, timeout=END_S)
        for task in self._busy:
            task.cancel()

    def _heard(self) -> tuple[Callable[..., Coroutine[Any, Any, None]], ...]:
        return (
            self.on_interaction, self.on_message, self.on_guild_join, self.on_guild_available,
            self.on_guild_remove, self.on_guild_channel_delete, self.on_raw_thread_delete,
            self.on_ready, self.on_connect, self.on_resumed, self.on_disconnect,
        )  # fmt: skip

    # ------------------------------------------------------------ what people do

    async def on_interaction(self, interaction: Interaction) -> None:
        """Take in a command, a press or a form, and answer it."""
        with self._at_work():
            sender = self.reader.sender(interaction)
            if sender is None:
                return
            try:
                await self._interaction(interaction, sender)
            except AWAY as error:  # they are told, by us or by Discord
                log.warning("not taken in", extra={"kind": type(error).__name__})

    async def _interaction(self, interaction: Interaction, sender: Sender) -> None:
        came = asyncio.get_running_loop().time()
        late = self.lateness.is_late(interaction.created_at)
        if _custom_id(interaction).startswith(DOOR):
            await self.answering.reopen(interaction, sender)
            return
        if self.reader.looks_for_a_film(interaction):
            await self.answering.refuse(interaction, say("discord-no-film", sender.locale))
            return
        try:
            event = await self._read(interaction, sender)
        except AWAY:
            await self.answering.refuse(interaction, say("discord-failed", sender.locale))
            raise
        if event is None:
            return
        if late and films(interaction, event):  # they were told that it failed, and may ask again
            log.info("too late for a film")
            return
        if await self._stopped(interaction, event):
            return
        place, guild = event.place, interaction.guild_id
        if guild is not None and not (place.private or place.spoken_for) and here(interaction):
            await self.stays.note(place, guild)
        await self.answering.take(interaction, event, came)

    async def _stopped(self, interaction: Interaction, event: Event) -> bool:
        """Say what stands in the way of a film, and tell whether anything does."""
        if not films(interaction, event):
            return False
        locale = event.sender.locale
        words = await self.leave.lacking(interaction, event.place, locale)
        if words is None:
            return False
        row = None
        if isinstance(event, FormSubmit):  # what was typed is not lost
            row = await self.forms.again(event, key_of(interaction))
        await self.answering.refuse(interaction, words, () if row is None else (row,))
        return True

    async def _read(self, interaction: Interaction, sender: Sender) -> Event | None:
        if interaction.type is discord.InteractionType.modal_submit:
            form = await self.forms.read(interaction, sender)
            if form is None:
                await self.answering.expired(interaction, sender.locale)
                return None
            return await self.reader.with_mentions(interaction, form)
        message = interaction.message
        ours = None
        if message is not None:
            ours = await self.answering.showing.known(message.id)
        return await self.reader.read(interaction, ours)

    async def on_message(self, message: discord.Message) -> None:
        """Take in what somebody says to the bot alone, in its order."""
        with self._at_work():
            if message.guild is not None or message.author.bot:
                return
            person = member_id(message.author.id)
            lane = self._lanes.setdefault(message.channel.id, asyncio.Lock())
            async with lane:
                locale = await self.books.read(lambda books: books.locale_of(person))
                for event in self.reader.message(message, locale):
                    await self.answering.hear(event)

    # ------------------------------------------------------------ where the bot is

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Take note of a new server."""
        with self._at_work():
            await self.stays.joined(guild)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Take note of a server that Discord could not tell of before."""
        with self._at_work():
            await self.stays.joined(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Take note that we are out of a server."""
        with self._at_work():
            await self.stays.left(guild.id)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Take note that a channel is no more."""
        with self._at_work():
            await self.stays.closed(channel.guild.id, channel.id)

    async def on_raw_thread_delete(self, thread: discord.RawThreadDeleteEvent) -> None:
        """Take note that a thread is no more: a private one is a chat of its own."""
        with self._at_work():
            await self.stays.closed(thread.guild_id, thread.thread_id)

    # ------------------------------------------------------------ the line

    async def on_ready(self) -> None:
        """Look which servers there are; Discord has told of all."""
        self.up.set()
        self.ready.set()
        with self._at_work():
            await self.stays.look()

    async def on_connect(self) -> None:
        """Take note that Discord is there."""
        self.up.set()

    async def on_resumed(self) -> None:
        """Take note that Discord is there again."""
        self.up.set()

    async def on_disconnect(self) -> None:
        """Take note that it is not; the library comes back by itself."""
        self.up.clear()
        self.down.set()

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """Count what is being taken in."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  the library makes one for each event
        self._busy.add(task)
        try:
            yield
        finally:
            self._busy.discard(task)


def _custom_id(interaction: Interaction) -> str:
    data: Any = interaction.data or {}
    return str(data.get("custom_id", ""))
