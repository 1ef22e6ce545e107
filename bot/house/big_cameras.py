"""Opens the big cameras of a bot: a worker for those of this machine, a line to one elsewhere."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Never

from bot.bootstrap import Workshop
from bot.cameras import in_order, open_camera, video_server
from bot.console import Console
from bot.first_use import tell_terms
from bot.house.house import FarFilm, FarStudio
from bot.settings import Settings
from bot.worker import memory_bytes, worker_argv, worker_env
from generation.checkpoints import serving
from generation.engines.remote.server import VideoServer
from generation.engines.remote.wish import Wish
from generation.errors import MachineError
from generation.farm.local import LocalFarm
from generation.farm.process import Patience
from generation.farm.wire import Board
from generation.ports import RenderFarm
from generation.studio.bettering import REMOTE
from storage.database import Database
from storage.values import Clock

log = logging.getLogger("walkon.big_camera")

TIDY_S = 300.0  # between two tries to have deleted elsewhere what was not
KEPT = timedelta(days=30)  # what a host has not deleted until then is forgotten
PATIENCE = Patience(hello_s=1800.0, silence_s=180.0, stall_s=1200.0, cancel_s=30.0)
"""A large model is read for minutes, and a step of it may take one on a small card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BigCameras:
    """What films are made with beyond the puppets.

    Attributes:
        names: Of the engines, best first.
        farm: Workers for those of this machine, where there are any.
        studio: The one elsewhere, where there is one.
    """

    names: tuple[str, ...] = ()
    farm: RenderFarm | None = None
    studio: FarStudio | None = None


async def open_cameras(
    settings: Settings,
    shop: Workshop,
    terminal: Console,
    open_things: AsyncExitStack,
    *,
    database: Database,
    clock: Clock,
) -> BigCameras:
    """Open every camera that the settings ask for, and begin to load the best of this machine.

    What an earlier life has left at the server that is set is deleted there, whether it is to film
    or not; what is elsewhere waits until that server is set again.

    Raises:
        ModelMissing: The one that is named has no weights here.
        ModelCorrupt: They are not what they should be.
    """
    names = await asyncio.to_thread(_names, settings, shop)
    near = [name for name in names if name != REMOTE]
    tell_terms(shop, terminal, *names)
    server = _server(settings, database, clock) if settings.remote_url else None
    await open_things.enter_async_context(tidying(server, database, clock))
    return BigCameras(
        names=names,
        farm=await _farm(settings, near[0], shop.folder.empty_tmp, open_things) if near else None,
        studio=(
            ServerStudio(server, settings.remote_price)
            if server is not None and REMOTE in names
            else None
        ),
    )


def _names(settings: Settings, shop: Workshop) -> tuple[str, ...]:
    """Return the cameras by name, best first; what is wrong with one that is named is raised."""
    names = tuple(name for name in in_order(settings, shop.checkpoints) if name != "puppet")
    for name in names:
        if serving(name):
            open_camera(name, settings, shop.checkpoints)
    return names


async def _farm(
    settings: Settings, engine: str, sweep: Callable[[], None], open_things: AsyncExitStack
) -> LocalFarm:
    """Return the one worker that the cameras of this machine share: a model fills a card."""
    farm = LocalFarm(
        worker_argv(settings, engine=engine), slots=1, env=worker_env(), patience=PATIENCE,
        memory_bytes=memory_bytes(settings, engine=engine), lasting=True, sweep=sweep,
    )  # fmt: skip
    open_things.push_async_callback(farm.aclose)
    await farm.warm()
    return farm


# ---------------------------------------------------------------- elsewhere


def _server(settings: Settings, database: Database, clock: Clock) -> VideoServer:
    """Return the server that is set; what it has is in the books for as long as it has it."""
    server = video_server(settings)
    return replace(server, remembered=BookedJobs(database, server.host, clock))


@dataclass(frozen=True, slots=True)
class BookedJobs:
    """Satisfies ``Remembered``: what one host may still have outlives this process."""

    database: Database
    host: str
    clock: Clock

    async def add(self, job: str) -> None:
        """Take down that the host has a job; it is on disk then."""
        at = self.clock()
        await self.database.write(lambda books: books.far_jobs.put(self.host, job, at))

    async def remove(self, job: str) -> None:
        """Take down that it has it no longer."""
        await self.database.write(lambda books: books.far_jobs.remove(self.host, job))

    async def all(self) -> Sequence[str]:
        """Return what this host, and no other, may still have, the oldest first."""
        return await self.database.read(lambda books: books.far_jobs.left_at(self.host))


@asynccontextmanager
async def tidying(
    server: VideoServer | None, database: Database, clock: Clock
) -> AsyncIterator[None]:
    """Have deleted elsewhere what was not, now and then, for as long as the block lasts."""
    task = asyncio.create_task(_tidy_on(server, database, clock))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _tidy_on(server: VideoServer | None, database: Database, clock: Clock) -> Never:
    """Tidy until cancelled; a server or a disk that is away is tried again."""
    while True:
        try:
            await _tidy(server, database, clock() - KEPT)
        except MachineError as error:
            log.warning("not tidied elsewhere", extra={"reason": error.message})
        await asyncio.sleep(TIDY_S)


async def _tidy(server: VideoServer | None, database: Database, before: datetime) -> None:
    """Ask the server that is set once more for what is forgotten now."""
    if server is not None:
        await server.tidy()
    await database.write(lambda books: books.far_jobs.forget_before(before))


@dataclass(frozen=True, slots=True)
class ServerStudio:
    """Satisfies ``FarStudio`` by asking a server that speaks ``/v1/videos``."""

    server: VideoServer
    price: str = ""

    @property
    def host(self) -> str:
        """As people are told."""
        return self.server.host

    async def film(self, board: Board, *, key: str, progress: Callable[[float], None]) -> FarFilm:
        """Have one setup filmed; as ``FarStudio`` has it."""
        wish = Wish(
            prompt=board.prompt, still_png=board.still, frames=board.frames, fps=board.fps,
            width=board.width, height=board.height, seed=board.seed, dialogue_wav=board.dialogue,
        )  # fmt: skip
        filmed = await self.server.film(wish, order=key, on_progress=progress)
        return FarFilm(filmed.film, filmed.seconds)
