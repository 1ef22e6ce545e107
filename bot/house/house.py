"""What every room of the running bot shares: books, vault, chats, workers, a clock, bells."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

from bot.chat import Capabilities, Chat
from bot.house.crowds import Crowds
from bot.house.desk_line import DeskLine
from bot.i18n import say
from generation.director.llm import LlmDirector
from generation.farm.wire import Board
from generation.model.member import ChatId, MemberId
from generation.ports import Recogniser, RenderFarm
from generation.studio.bettering import Cameras
from storage.database import Database
from storage.vault import Vault

PROGRESS_STEP = 0.1  # smaller steps are not shown to anybody


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the operator decided and people are told.

    Attributes:
        operator: Who runs the bot.
        command: The word after the slash.
        engines: Names of what is given faces.
        admins: Who runs the bot, as members.
        workers: Films made at the same time.
        film_side: Short side of films, in pixels.
        retention_days: Days without use after which a cameo is erased.
        llm_host: Who is sent sentences to make them wittier, or empty.
        hear_host: Who is sent spoken ideas to turn them into words, or empty.
        drawn: Ids of the drawn cast.
        cameras: Big cameras by the names of their engines, best first; none: puppets only.
        far_host: The server elsewhere behind ``remote`` among them, as people are told; or empty.
        clones: The voice of the operator's choice can speak as somebody sounds.
    """

    operator: str
    command: str = "cameo"
    engines: tuple[str, ...] = ("puppet",)
    admins: frozenset[MemberId] = frozenset()
    workers: int = 2
    film_side: int = 720
    retention_days: int = 365
    drawn: Sequence[str] = ()
    llm_host: str = ""
    hear_host: str = ""
    cameras: tuple[str, ...] = ()
    far_host: str = ""
    clones: bool = False

    @property
    def big(self) -> Cameras:
        """The big cameras, as the rules ask for them."""
        return Cameras(names=self.cameras, host=self.far_host)


class FarFilm(NamedTuple):
    """What a server elsewhere has filmed.

    Attributes:
        film: A video file; nobody has looked into it.
        seconds: How much film it has made for that, which is what it takes its price for.
    """

    film: bytes
    seconds: float


class FarStudio(Protocol):
    """A server elsewhere that films. It is given faces: only of those who were told of it."""

    @property
    def host(self) -> str:
        """Who it is, as people are told."""
        ...

    @property
    def price(self) -> str:
        """What a second of film costs there, such as ``0.10 USD``, or empty."""
        ...

    async def film(self, board: Board, *, key: str, progress: Callable[[float], None]) -> FarFilm:
        """Have one setup filmed. Whatever ends it, a cancellation too, it is deleted there.

        Args:
            board: What is to be filmed.
            key: Names this wish: a second one under the same key is the first one again.
            progress: Told of the share 0..1 that is done.

        Raises:
            EngineUnavailable: It cannot, or does not answer in time.
        """
        ...


@dataclass(slots=True)
class Progress:
    """How far films are, in memory: losing it costs nothing."""

    stages: dict[str, tuple[str, float]] = field(default_factory=dict)

    def note(self, film: str, stage: str, share: float) -> bool:
        """Remember; True when it is worth showing."""
        old_stage, old_share = self.stages.get(film, ("", -1.0))
        if stage == old_stage and share - old_share < PROGRESS_STEP:
            return False
        self.stages[film] = (stage, share)
        return True

    def end(self, film: str) -> None:
        """Forget a film that is made, or will not be."""
        self.stages.pop(film, None)


@dataclass(slots=True, kw_only=True)
class House:
    """The shared things. Bells are rung when there may be something to do for a room.

    Attributes:
        database: The books.
        vault: Faces, voices and films, encrypted.
        chats: Platform name → chat.
        stage: Workers that shoot films.
        desk: Workers for what takes a moment: writing, looking at pictures.
        line: The way to them.
        clock: Aware UTC now.
        new_id: Makes ULIDs.
        new_key: Makes 22 characters of base64url from 128 random bits.
        terms: What people are told.
        wit: Makes films wittier than the rules do, where there is one.
        ears: Turn spoken ideas into words, where there are any.
        crowds: Pictures in which one of several people is to be chosen.
        cameras: Workers for the big cameras of this machine, where it has any.
        studio: The server elsewhere that films, where there is one.
    """

    database: Database
    vault: Vault
    chats: dict[str, Chat]
    stage: RenderFarm
    desk: RenderFarm
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    new_key: Callable[[], str]
    terms: Terms
    wit: LlmDirector | None = None
    ears: Recogniser | None = None
    cameras: RenderFarm | None = None
    studio: FarStudio | None = None
    line: DeskLine = field(init=False)
    crowds: Crowds = field(default_factory=Crowds)
    progress: Progress = field(default_factory=Progress)
    posts: asyncio.Event = field(default_factory=asyncio.Event)
    papers: asyncio.Event = field(default_factory=asyncio.Event)
    cuts: asyncio.Event = field(default_factory=asyncio.Event)
    reels: asyncio.Event = field(default_factory=asyncio.Event)
    rubbish: asyncio.Event = field(default_factory=asyncio.Event)
    watched: set[str] = field(default_factory=set)  # films whose progress has moved
    sealing: set[str] = field(default_factory=set)  # clips on their way into the books for long

    def __post_init__(self) -> None:
        """Begin a line before the desk; who stood in it in an earlier life asks again."""
        self.line = DeskLine(self.desk)

    def ring(self) -> None:
        """Something was written: let everybody look."""
        for bell in (self.posts, self.papers, self.cuts, self.reels, self.rubbish):
            bell.set()

    def chat_of(self, chat: ChatId | MemberId) -> Chat:
        """Return the platform a chat or member belongs to."""
        return self.chats[chat.lstrip("@").partition(":")[0]]

    def able(self, has: Callable[[Capabilities], bool]) -> frozenset[str]:
        """Return the platforms whose chats have a capability."""
        return frozenset(name for name, chat in self.chats.items() if has(chat.capabilities()))

    def moved(self, film: str, stage: str, share: float) -> None:
        """A film got further."""
        if self.progress.note(film, stage, share):
            self.watched.add(film)
            self.posts.set()

    def label(self, locale: str) -> tuple[str, str]:
        """Return the visible label: the requester's language, and English."""
        return say("label", locale), say("label", "en")


async def heard(bell: asyncio.Event, *, patience_s: float) -> None:
    """Wait for a bell, or for so long, and take its ring away."""
    try:
        async with asyncio.timeout(patience_s):
            await bell.wait()
    except TimeoutError:
        pass
    bell.clear()
