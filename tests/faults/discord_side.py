"""The fake Discord under bots that are killed: what its people were shown, and what they know.

Nothing here asks a bot: it reads which calls Discord has carried out, and what stands there now.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import aiohttp

from bot.bootstrap import utc_now
from bot.chat import Button, Outgoing, OutgoingClip, OutgoingText
from bot.chat import Place as ChatPlace
from bot.discord_room.account import Account, client
from bot.discord_room.commands import SYNCED, mark_of, menu_of, payload_of
from bot.discord_room.people import chat_id, member_id
from bot.discord_room.places import STAY
from bot.discord_room.writing import SPOILER
from bot.i18n import say
from generation.model.clip import SealedFilm
from generation.model.member import Chat
from generation.studio.books import Books
from storage.books import SqliteBooks
from storage.discord import DiscordBooks
from storage.folder import DataFolder
from storage.store import open_store
from tests.discord import rendering
from tests.discord.asking import Asked
from tests.discord.recorder import Recorded
from tests.discord.samples import ask
from tests.discord.server import Server, discord
from tests.discord.things import LOADING, Json
from tests.discord.world import World
from tests.faults.chat_server import Change, Memory, ServerMessage
from tests.faults.lives import Lives, Nursery, living
from tests.faults.naming import name_films

COMMAND = "cameo"
CANCEL = say("button-cancel", "en")
FULL = say("note-busy", "en")
FAILED = say("discord-failed", "en")
FILM_TYPE = ".mp4"
RESPONSE = "POST /interactions/{}/{}/callback"
SHOWING = frozenset({
    "POST /channels/{}/messages", "PATCH /channels/{}/messages/{}", RESPONSE,
    "POST /webhooks/{}/{}", "PATCH /webhooks/{}/{}/messages/{}",
})  # fmt: skip
REMOVING = frozenset({"DELETE /channels/{}/messages/{}", "DELETE /webhooks/{}/{}/messages/{}"})


@dataclass(slots=True)
class DiscordSide:
    """Satisfies ``Side``."""

    server: Server
    platform: ClassVar[str] = "discord"

    @property
    def port(self) -> int:
        return self.server.port

    @property
    def token(self) -> str:
        return self.server.world.token

    @property
    def under_way(self) -> int:
        """What may still be answered, and what is still to be carried out."""
        every = (Asked(self.server.world, one) for one in self.server.world.interactions.values())
        waiting = sum(not (asked.answered or asked.failed) for asked in every)
        return waiting + len(self.server._late)


@asynccontextmanager
async def stage_on(
    nursery: Nursery,
    root: Path,
    world: World,
    *,
    deaths: Sequence[int | None] = (),
    processes: bool = False,
    slow_every: int = 0,
) -> AsyncIterator[Lives]:
    """Have a bot live in this world, and live again, until the block ends.

    It is at home there: it has been in every server before, and its commands are known.
    """
    async with discord(world) as server, aiohttp.ClientSession() as session:
        furnish(root, world, await _taught(server))
        side = DiscordSide(server)
        stage = Lives(nursery, root, side, session, processes, list(deaths), slow_every)
        async with living(stage):
            yield stage


async def _taught(server: Server) -> str:
    """Tell Discord the commands; return by what the bot knows that it did."""
    world = server.world
    account = Account(token=world.token, api_url=server.api_url)
    payload = await payload_of(menu_of(client(account), COMMAND))
    told = await ask(server, "PUT", f"/applications/{world.app_id}/commands", payload)
    assert told.status == 200, told.body
    return mark_of(payload, account, world.app_id)


def furnish(root: Path, world: World, mark: str) -> None:
    """Open every channel to the bot that will live on ``root``, and let it know where it is."""
    guilds = [guild for guild in world.guilds.values() if guild.has_bot]

    def opened(books: Books) -> None:
        for channel in (one for guild in guilds for one in guild.channels.values()):
            books.chats.put(Chat(id=chat_id(channel.id), title=channel.name, opened=True))

    def settled(books: SqliteBooks) -> None:
        own = DiscordBooks(books.connection)
        own.put_state(SYNCED, mark)
        for guild in guilds:
            since = int(guild.members[world.me.id].joined_at)
            own.put_state(f"{STAY}{guild.id}", str(since))

    with open_store(DataFolder(root), keys=None, mirror=None, clock=utc_now) as store:
        store.database.write_now(opened)
        store.database.write_now(settled)


# ---------------------------------------------------------------- what somebody was told


def acknowledged(asked: Asked) -> bool:
    """Whether somebody was told that what they asked was taken in.

    Discord's sign that the bot thinks about it is no such word: it ends in the same as no answer,
    or in being told that it did not work.
    """
    failed = any(message.content == FAILED for message in asked.messages)
    return asked.answered and not thinking(asked) and not failed


def thinking(asked: Asked) -> bool:
    """Whether the bot has said that it thinks, and nothing since."""
    original = asked.interaction.original
    return original is not None and bool(original.flags & LOADING) and not original.gone


def told_full(asked: Asked) -> bool:
    """Whether somebody was told, in answer or in private, that the house is full."""
    alone = asked.world.dm(asked.interaction.user).from_bot()
    return any(FULL in message.content for message in (*asked.messages, *alone))


# ---------------------------------------------------------------- what there was to be seen


@dataclass(slots=True)
class Seen:
    """Reads a world as a chat's memory.

    Attributes:
        films: By the marker in their sentence.
        cuts: The film that each cut is of.
        wrong: What cannot be.
    """

    world: World
    films: Mapping[str, str]
    cuts: Mapping[str, str]
    wrong: list[str] = field(default_factory=list)

    def memory(self) -> Memory:
        """Return what the bot's messages show, and what each call carried out has changed."""
        memory = Memory()
        for request in self.world.recorder.requests:
            change = self._change(request)
            if change is not None:
                memory.log.append(change)
        for channel in self.world.channels.values():
            for message in channel.messages.values():
                if message.author is self.world.me:
                    now = None if message.gone else self._shown(rendering.message_json(message))
                    viewer = None if message.viewer is None else member_id(message.viewer.id)
                    memory.messages[str(message.id)] = ServerMessage(
                        place=ChatPlace(chat=chat_id(channel.id)), only_for=viewer, key="", now=now
                    )
        self.wrong += name_films(memory, self.films, self.cuts)
        return memory

    def _change(self, request: Recorded) -> Change | None:
        if request.refused:
            return None
        if request.route in REMOVING:
            return Change(at=request.at, message=self._removed(request), now=None)
        if request.route not in SHOWING:
            return None
        body: Json | None = request.answer
        if request.route == RESPONSE:
            body = (body or {}).get("resource", {}).get("message")
        if body is None:
            return None
        return Change(at=request.at, message=body["id"], now=self._shown(body))

    def _removed(self, request: Recorded) -> str:
        """Return which message a call took away, by its number or by what it answered."""
        *_, token, _, message = request.path.split("/")
        if not message.startswith("@"):
            return message
        original = self.world.interactions[token].original
        assert original is not None
        return str(original.id)

    def _shown(self, body: Json) -> Outgoing:
        words = body["content"]
        rows = tuple(
            tuple(Button(label=one["label"], data=one["custom_id"]) for one in row["components"])
            for row in body["components"]
        )
        files = [one for one in body["attachments"] if one["filename"].endswith(FILM_TYPE)]
        if not files:
            making = any(CANCEL in one.label for row in rows for one in row)
            return OutgoingText(text=words, rows=rows, style="progress" if making else "note")
        if len(files) > 1:
            self.wrong.append(f"{body['id']} shows two films")
        data, cut = self.world.attachments[int(files[0]["id"])].data, _cut(files[0]["filename"])
        if cut.encode() not in data:
            self.wrong.append(f"{body['id']} shows a film under the name of another")
        film = SealedFilm(
            id=cut, film=data, poster=b"", subtitles="", width_px=0, height_px=0, duration_s=0.0
        )
        return OutgoingClip(film=film, title="", caption=words, rows=rows)


def _cut(filename: str) -> str:
    return filename.removeprefix(SPOILER).removesuffix(FILM_TYPE)
