"""The fake Telegram under bots that are killed: what goes wrong there, and what its chats showed.

Nothing here asks a bot: it reads which calls Telegram has carried out, and what stands there now.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import aiohttp
import numpy as np

from bot.bootstrap import utc_now
from bot.chat import Button, Outgoing, OutgoingClip, OutgoingText
from bot.chat import Place as ChatPlace
from bot.i18n import say
from generation.model.clip import SealedFilm
from generation.model.member import Chat, ChatId
from generation.studio.books import Books
from storage.books import SqliteBooks
from storage.folder import DataFolder
from storage.store import open_store
from storage.telegram import TelegramBooks
from tests.faults.chat_server import Change, Memory, ServerMessage
from tests.faults.lives import Lives, Nursery, living
from tests.faults.naming import name_films
from tests.faults.poster import told
from tests.telegram import rendering
from tests.telegram.faults import Delayed, Fault, LostAnswer, SlowDown
from tests.telegram.people import Person
from tests.telegram.places import Place
from tests.telegram.recorder import Recorded
from tests.telegram.server import Server, telegram
from tests.telegram.things import Json
from tests.telegram.world import World

GROUP_BUDGET = 20  # what Telegram lets a bot say in a group in a minute
REORDERED = 0.10  # share of the answers whose updates come in another order
CANCEL = say("button-cancel", "en")
SHOWING = frozenset({
    "sendMessage", "sendVideo", "sendPhoto", "editMessageText", "editMessageCaption",
    "editMessageMedia", "editMessageReplyMarkup",
})  # fmt: skip


@dataclass(slots=True)
class TelegramSide:
    """Satisfies ``Side``."""

    server: Server
    platform: ClassVar[str] = "telegram"

    @property
    def port(self) -> int:
        return self.server.port

    @property
    def token(self) -> str:
        return self.server.world.token

    @property
    def under_way(self) -> int:
        updates = self.server.world.updates
        return len(updates.waiting) + len(updates.again)


@asynccontextmanager
async def stage_on(
    nursery: Nursery,
    root: Path,
    world: World,
    *,
    deaths: Sequence[int | None] = (),
    processes: bool = False,
) -> AsyncIterator[Lives]:
    """Have a bot live on ``root`` in this world, and live again, until the block ends."""
    async with telegram(world) as server, aiohttp.ClientSession() as session:
        stage = Lives(nursery, root, TelegramSide(server), session, processes, list(deaths))
        async with living(stage):
            yield stage


def furnish(root: Path, places: Sequence[Place], people: Sequence[Person]) -> None:
    """Open groups and people's private chats to the bot that will live on ``root``."""

    def opened(books: Books) -> None:
        for place in places:
            books.chats.put(Chat(id=ChatId(f"telegram:{place.id}"), title=place.title, opened=True))

    def met(books: SqliteBooks) -> None:
        for person in people:
            TelegramBooks(books.connection).set_door(person.id, "open")

    for person in people:
        person.opened = True
    with open_store(DataFolder(root), keys=None, mirror=None, clock=utc_now) as store:
        store.database.write_now(opened)
        store.database.write_now(met)


# ---------------------------------------------------------------- what goes wrong


def by_chance(
    rng: np.random.Generator, *, slow: float, lost: float, delay: float
) -> Callable[[str, int], Fault | None]:
    """Return faults that come with these shares of all calls."""

    def choose(_method: str, _number: int) -> Fault | None:
        drawn = float(rng.random())
        if drawn < slow:
            return SlowDown()
        if drawn < slow + lost:
            return LostAnswer()
        return Delayed() if drawn < slow + lost + delay else None

    return choose


def shuffled(rng: np.random.Generator) -> Callable[[Sequence[Json]], Sequence[Json]]:
    """Return what puts the chats of some answers into another order, each in its own order."""

    def order(updates: Sequence[Json]) -> Sequence[Json]:
        if len(updates) < 2 or rng.random() > REORDERED:
            return updates
        chats = sorted({_chat_of(one) for one in updates})
        rank = dict(zip(chats, rng.permutation(len(chats)), strict=True))
        return sorted(updates, key=lambda one: int(rank[_chat_of(one)]))

    return order


def _chat_of(update: Json) -> int:
    happened = next(value for name, value in update.items() if name != "update_id")
    return int(happened.get("message", happened)["chat"]["id"])


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
        for place in self.world.places.values():
            for message in place.messages.values():
                if message.sender is self.world.me:
                    now = None if message.gone else self._shown(rendering.message_json(message))
                    memory.messages[f"{place.id}/{message.id}"] = ServerMessage(
                        place=ChatPlace(chat=ChatId(str(place.id))), only_for=None, key="", now=now
                    )
        self.wrong += name_films(memory, self.films, self.cuts)
        return memory

    def _change(self, request: Recorded) -> Change | None:
        if request.status != 200:
            return None
        if request.method == "deleteMessage":
            message = f"{request.params['chat_id']}/{request.params['message_id']}"
            return Change(at=request.at, message=message, now=None)
        if request.method not in SHOWING:
            return None
        assert isinstance(request.result, dict)
        message = f"{request.result['chat']['id']}/{request.result['message_id']}"
        return Change(at=request.at, message=message, now=self._shown(request.result))

    def _shown(self, body: Json) -> Outgoing:
        words = body.get("text") or body.get("caption", "")
        rows = tuple(
            tuple(Button(label=one["text"], data=one.get("callback_data", "")) for one in row)
            for row in body.get("reply_markup", {}).get("inline_keyboard", ())
        )
        if "video" not in body:
            making = any(CANCEL in one.label for row in rows for one in row)
            return OutgoingText(text=words, rows=rows, style="progress" if making else "note")
        media = self.world.media[body["video"]["file_id"]]
        assert media.cover is not None
        film = SealedFilm(
            id=told(media.cover.data)[0], film=media.data, poster=media.cover.data, subtitles="",
            width_px=media.width, height_px=media.height, duration_s=media.duration,
        )  # fmt: skip
        return OutgoingClip(film=film, title="", caption=words, rows=rows)
