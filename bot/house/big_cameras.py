"""Opens the big cameras of a bot: a worker for those of this machine, a line to one elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

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
from generation.farm.local import LocalFarm
from generation.farm.process import Patience
from generation.farm.wire import Board
from generation.ports import RenderFarm
from generation.studio.bettering import REMOTE

PATIENCE = Patience(hello_s=1800.0, silence_s=180.0, cancel_s=30.0)
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
    settings: Settings, shop: Workshop, terminal: Console, open_things: AsyncExitStack
) -> BigCameras:
    """Open every camera that the settings ask for, and begin to load the best of this machine.

    Raises:
        ModelMissing: The one that is named has no weights here.
        ModelCorrupt: They are not what they should be.
    """
    names = await asyncio.to_thread(_names, settings, shop)
    near = [name for name in names if name != REMOTE]
    tell_terms(shop, terminal, *names)
    return BigCameras(
        names=names,
        farm=await _farm(settings, near[0], shop.folder.empty_tmp, open_things) if near else None,
        studio=_studio(settings) if REMOTE in names else None,
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


def _studio(settings: Settings) -> FarStudio:
    return ServerStudio(video_server(settings), settings.remote_price)


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
