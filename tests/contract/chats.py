"""The chats that pass one suite: the fake, the room, Telegram, Discord; each with people in it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bot.bootstrap import utc_now
from bot.chat import (
    Answer,
    ButtonPress,
    Chat,
    Event,
    IncomingCommand,
    MediaRef,
    MediaUpload,
    Mention,
    OutgoingText,
    Place,
    Sender,
    Silence,
)
from bot.discord_bot import DiscordChat
from bot.discord_room.account import Account as DiscordAccount
from bot.house.opening import new_key
from bot.telegram_bot import TelegramChat
from bot.telegram_room.account import Account
from generation.model.member import ChatId, MemberId
from storage.database import Database
from storage.web_room import WebRoom
from tests.books import KEY
from tests.discord.people import Person as DiscordPerson
from tests.discord.places import Channel
from tests.discord.server import discord
from tests.discord.things import Message as DiscordMessage
from tests.fakes_chat import FakeChat
from tests.fakes_room import OpenRoom, ScriptedBot, open_room
from tests.room_client import Browser, Page
from tests.telegram.house import Terminal
from tests.telegram.people import Person
from tests.telegram.server import telegram
from tests.telegram.things import Message
from tests.telegram.world import World

PATIENCE_S = 60.0  # the machine may be busy with other tests


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What somebody sees of a message: its words, its buttons, whether it is a film."""

    text: str
    labels: tuple[str, ...]
    film: bool


class Venue(Protocol):
    """A chat, a group of Ana's and Ben's in it, and Cho, who is nowhere and was never met."""

    @property
    def chat(self) -> Chat:
        """The chat itself."""
        ...

    group: Place
    heard: list[Event]

    def member(self, name: str) -> MemberId:
        """Return who somebody is."""
        ...

    async def seen(self, name: str, message: str, place: Place) -> Seen | None:
        """Return what somebody sees of a message, or None."""
        ...

    async def says(self, name: str, text: str, *, naming: str = "") -> None:
        """Have somebody write to the bot in the group, ``@naming`` standing in the text."""
        ...

    async def sends(self, name: str, data: bytes) -> MediaRef:
        """Have somebody send the bot a picture in private; returns what the bot is told of it."""
        ...

    async def presses(self, name: str, label: str, message: str) -> None:
        """Have somebody press a button of a message in the group."""
        ...


@dataclass
class Hearing:
    """A handler that only listens."""

    heard: list[Event] = field(default_factory=list)

    async def __call__(self, event: Event) -> Answer:
        self.heard.append(event)
        return Silence()


async def until(look: Callable[[], object]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(PATIENCE_S):
        while not look():  # noqa: ASYNC110  what is waited for may be anything
            await asyncio.sleep(0.01)


# ---------------------------------------------------------------- the fake


@dataclass
class FakeVenue:
    """The fake chat. What people do is told by the venue itself."""

    chat: FakeChat = field(default_factory=FakeChat)
    heard: list[Event] = field(default_factory=list)
    group: Place = field(default=Place(chat=ChatId("fake:group"), title="Club"))

    def member(self, name: str) -> MemberId:
        return MemberId(f"fake:{name.lower()}")

    def _sender(self, name: str) -> Sender:
        return Sender(id=self.member(name), name=name)

    async def seen(self, name: str, message: str, place: Place) -> Seen | None:
        found = self.chat.messages.get(message)
        if found is None or found not in self.chat.seen_by(self.member(name)):
            return None
        now = found.now
        labels = tuple(button.label for row in now.rows for button in row)
        if isinstance(now, OutgoingText):
            return Seen(text=now.text, labels=labels, film=False)
        return Seen(text=now.caption, labels=labels, film=True)

    async def says(self, name: str, text: str, *, naming: str = "") -> None:
        mentions = (Mention(text=f"@{naming}", member=self._sender(naming)),) if naming else ()
        self.heard.append(
            IncomingCommand(
                event_id=f"fake:{len(self.heard)}", sender=self._sender(name), place=self.group,
                text=text, mentions=mentions,
            )
        )  # fmt: skip

    async def sends(self, name: str, data: bytes) -> MediaRef:
        handle = f"file-{len(self.chat.files)}"
        self.chat.files[handle] = data
        return MediaRef(kind="photo", handle=handle)

    async def presses(self, name: str, label: str, message: str) -> None:
        rows = self.chat.messages[message].now.rows
        data = next(b.data for row in rows for b in row if b.label == label)
        self.heard.append(
            ButtonPress(
                event_id=f"fake:{len(self.heard)}", sender=self._sender(name), place=self.group,
                data=data, message=message,
            )
        )  # fmt: skip


@asynccontextmanager
async def fake_venue(_folder: Path) -> AsyncIterator[Venue]:
    """Open the fake."""
    venue = FakeVenue()
    venue.chat.unmet.add(venue.member("Cho"))
    venue.chat.roles = {venue.member("Ana"): "admin", venue.member("Cho"): None}
    venue.chat.closed.add(ChatId("fake:-1009"))
    yield venue


# ---------------------------------------------------------------- the local room


@dataclass
class WebVenue:
    """The local room, with a page open for each of its people."""

    room: OpenRoom
    chat: Chat
    group: Place
    heard: list[Event]
    browser: Browser
    people: dict[str, str]
    pages: dict[str, Page]

    def member(self, name: str) -> MemberId:
        return MemberId(self.people.get(name, f"web:{name.lower()}"))

    async def seen(self, name: str, message: str, place: Place) -> Seen | None:
        found = await self.room.database.read(
            lambda books: WebRoom(books.connection).visible(message, self.member(name))
        )
        if found is None:
            return None
        labels = tuple(b["label"] for row in found.body.get("rows", ()) for b in row)
        words = found.body.get("text") or found.body.get("caption") or ""
        return Seen(text=words, labels=labels, film=found.clip is not None)

    async def says(self, name: str, text: str, *, naming: str = "") -> None:
        marks = [[text.index(f"@{naming}"), len(naming) + 1, self.people[naming]]] if naming else []
        await self.pages[name].say(text, room=self.group.chat, marks=marks)

    async def sends(self, name: str, data: bytes) -> MediaRef:
        status, upload = await self.browser.upload(data, "photo", self.people[name])
        assert status == 200
        return MediaRef(kind="photo", handle=upload, size=len(data))

    async def presses(self, name: str, label: str, message: str) -> None:
        found = await self.pages[name].shown(id=message)
        data = next(b["data"] for row in found["rows"] for b in row if b["label"] == label)
        await self.pages[name].ask("press", message=message, data=data)


@asynccontextmanager
async def web_venue(folder: Path) -> AsyncIterator[Venue]:
    """Open the local room, with Ana and Ben in its first group."""
    bot = QuietBot()
    room = await open_room(folder / "room", bot)
    try:
        async with Browser(room) as browser:
            people = {name: await browser.enter(name) for name in ("Ana", "Ben")}
            pages = {name: await browser.page(who) for name, who in people.items()}
            yield WebVenue(
                room=room, chat=room.chat, group=Place(chat=ChatId(pages["Ana"].green)),
                heard=bot.heard, browser=browser, people=people, pages=pages,
            )  # fmt: skip
    finally:
        await room.close()


class QuietBot(ScriptedBot):
    """A bot that shows nothing of its own accord."""

    async def __call__(self, event: Event) -> Answer:
        self.heard.append(event)
        return Silence()


# ---------------------------------------------------------------- Telegram


@dataclass
class TelegramVenue:
    """Telegram, on a fake of it; Ana and Ben have opened their direct chats."""

    world: World
    chat: TelegramChat
    group: Place
    heard: list[Event]
    people: dict[str, Person]

    def member(self, name: str) -> MemberId:
        return MemberId(f"telegram:{self.people[name].id}")

    def _message(self, name: str, message: str, place: Place) -> Message | None:
        elsewhere, _, number = message.rpartition("/")
        chat = int(elsewhere or place.chat.partition(":")[2])
        there = self.world.places[chat]
        seen = self.people[name].sees(there) if there.person in (None, self.people[name]) else []
        return next((one for one in seen if one.id == int(number)), None)

    async def seen(self, name: str, message: str, place: Place) -> Seen | None:
        found = self._message(name, message, place)
        if found is None:
            return None
        film = found.media is not None and found.media.kind == "video"
        return Seen(text=found.words, labels=tuple(found.labels), film=film)

    async def says(self, name: str, text: str, *, naming: str = "") -> None:
        before = len(self.heard)
        named = {f"@{naming}": self.people[naming]} if naming else {}
        there = self.world.places[int(self.group.chat.partition(":")[2])]
        self.people[name].says(there, text, named=named)
        await until(lambda: len(self.heard) > before)

    async def sends(self, name: str, data: bytes) -> MediaRef:
        before = len(self.heard)
        self.people[name].sends_document(data, name="me.jpg", mime="image/jpeg")
        await until(lambda: len(self.heard) > before)
        return self.heard[-1].media[0]  # type: ignore[union-attr]

    async def presses(self, name: str, label: str, message: str) -> None:
        found = self._message(name, message, self.group)
        assert found is not None
        await self.people[name].presses(found, label)


@asynccontextmanager
async def telegram_venue(folder: Path) -> AsyncIterator[Venue]:
    """Open Telegram, with Ana and Ben in a group."""
    hearing = Hearing()
    database = Database.open(folder / "walkon.db", clock=utc_now, ledger_key=KEY)
    async with telegram() as server:
        world = server.world
        people = {name: world.user(name, username=name.lower()) for name in ("Ana", "Ben", "Cho")}
        there = world.supergroup("Club", people["Ana"], people["Ben"])
        chat = TelegramChat(
            Account(token=world.token, api_url=server.url), database, clock=utc_now,
            monotonic=time.monotonic, terminal=Terminal(locale="en", as_json=False),
        )  # fmt: skip
        await chat.start(hearing)
        try:
            for name in ("Ana", "Ben"):
                people[name].starts()
            await until(lambda: len(hearing.heard) >= 4)
            yield TelegramVenue(
                world=world, chat=chat, group=Place(chat=ChatId(f"telegram:{there.id}")),
                heard=hearing.heard, people=people,
            )  # fmt: skip
        finally:
            await chat.stop()
            database.close()


# ---------------------------------------------------------------- Discord


@dataclass
class DiscordVenue:
    """Discord, on a fake of it; Ana and Ben share a server with the bot. Cho has no account."""

    channel: Channel
    chat: DiscordChat
    group: Place
    heard: list[Event]
    people: dict[str, DiscordPerson]

    def member(self, name: str) -> MemberId:
        return MemberId(f"discord:{self.people[name].user.id if name in self.people else 7}")

    def _message(self, name: str, message: str) -> DiscordMessage | None:
        person = self.people[name]
        seen = [*person.sees(self.channel), *person.sees_dm()]
        return next((one for one in seen if one.id == int(message)), None)

    async def seen(self, name: str, message: str, place: Place) -> Seen | None:
        found = self._message(name, message)
        if found is None:
            return None
        film = any(one.filename.endswith(".mp4") for one in found.attachments)
        text = found.content.replace("**", "")  # which is how a title is written bold
        return Seen(text=text, labels=tuple(found.labels), film=film)

    async def says(self, name: str, text: str, *, naming: str = "") -> None:
        sentence = text.removeprefix("/cameo ")
        if naming:
            sentence = sentence.replace(f"@{naming}", f"<@{self.people[naming].user.id}>")
        before = len(self.heard)
        self.people[name].slash("make", self.channel, sentence=sentence)
        await until(lambda: len(self.heard) > before)

    async def sends(self, name: str, data: bytes) -> MediaRef:
        before = len(self.heard)
        self.people[name].writes_dm("", ("me.jpg", data))
        await until(lambda: any(isinstance(one, MediaUpload) for one in self.heard[before:]))
        return next(one.media[0] for one in self.heard[before:] if isinstance(one, MediaUpload))

    async def presses(self, name: str, label: str, message: str) -> None:
        found = self._message(name, message)
        assert found is not None
        self.people[name].presses(found, label)


@asynccontextmanager
async def discord_venue(folder: Path) -> AsyncIterator[Venue]:
    """Open Discord, with Ana and Ben in a server of hers."""
    hearing = Hearing()
    database = Database.open(folder / "walkon.db", clock=utc_now, ledger_key=KEY)
    async with discord() as server:
        world = server.world
        people = {name: DiscordPerson.new(world, name) for name in ("Ana", "Ben")}
        channel = world.guild("Club", *(one.user for one in people.values())).channel("general")
        chat = DiscordChat(
            DiscordAccount(token=world.token, api_url=server.api_url), database, clock=utc_now,
            monotonic=time.monotonic, new_key=new_key,
            terminal=Terminal(locale="en", as_json=False),
        )  # fmt: skip
        await chat.start(hearing)
        try:
            await until(lambda: hearing.heard and world.commands.get(None))
            yield DiscordVenue(
                channel=channel, chat=chat, group=Place(chat=ChatId(f"discord:{channel.id}")),
                heard=hearing.heard, people=people,
            )  # fmt: skip
        finally:
            await chat.stop()
            database.close()


VENUES = {
    "fake": fake_venue, "web": web_venue, "telegram": telegram_venue, "discord": discord_venue,
}  # fmt: skip
