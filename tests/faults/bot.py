"""The bot under test: the real rooms of the house in a process of their own, made to be killed.

``python -m tests.faults.bot FILM`` loads everything once and then forks a bot for each line that
it reads: ``Life`` as JSON. It prints a line with its process id, and one when its door is open.
Events come in through the door by HTTP and are answered when they have been handled.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import json
import logging
import os
import pickle
import signal
import sys
import time
import zlib
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
import yarl
from aiohttp import web

from bot.bootstrap import utc_now
from bot.chat import Answer, Event, Handler, IncomingCommand
from bot.discord_bot import DiscordChat
from bot.discord_room import account as discord
from bot.house.house import House, Terms
from bot.house.opening import new_id, new_key
from bot.house.sealing import Sealer
from bot.house.service import at_work, read_the_words
from bot.serving import serve
from bot.telegram_bot import TelegramChat
from bot.telegram_room import account as telegram
from generation.director.vocabulary import DRAWN
from generation.farm.local import LocalFarm
from generation.farm.process import Patience
from generation.ports import Packed, RenderFarm, Task
from generation.provenance.chain import open_chain
from storage.database import Database
from storage.folder import DataFolder
from storage.store import open_store
from tests.fakes_farm import FakeFarm, Tell
from tests.faults.points import Points, pointed, pointed_client, pointed_discord
from tests.faults.port import HttpChat
from tests.faults.worker import DRAW_S, Answers
from tests.telegram.house import Terminal

log = logging.getLogger("walkon.faults")

PDEATHSIG = 1  # prctl: end with the parent
SLOTS, DESK_SLOTS = 12, 4  # of workers that are part of the bot
PROCESSES, DESK_PROCESSES = 4, 1
WORKER_BYTES = 2 << 30
EDIT_EVERY_S = 1.0  # on Telegram and Discord
LATE = timedelta(seconds=2)  # their fakes carry a late call out long before

SLOW_S = 2.2  # longer than an adapter waits before it says that the bot thinks


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One life of a bot.

    Attributes:
        ticket: Stands in every line printed about it.
        root: Its data folder.
        platform: Which adapter it speaks with: ``fake``, ``telegram`` or ``discord``.
        chat: Port of the fake chat, Bot API or Discord.
        token: Of the bot there; empty for the fake chat.
        die_at: The point at which it is killed, or None.
        processes: Workers are processes, else they are part of the bot.
        slow_every: One of so many commands is taken in late: Discord must be told to wait. 0: none.
        big: There is a big camera.
    """

    ticket: str
    root: str
    platform: str = "fake"
    chat: int
    token: str = ""
    die_at: int | None = None
    processes: bool = False
    slow_every: int = 0
    big: bool = False


async def live(life: Life, answers: Answers, film: str) -> None:
    """Be a bot until killed."""
    folder, points = DataFolder(Path(life.root)), Points(life.die_at)
    chain = open_chain(folder.seal, at=utc_now())
    async with AsyncExitStack() as open_things:
        store = open_things.enter_context(open_store(folder, keys=None, mirror=None, clock=utc_now))
        stage, desk = _farms(life, answers, film)
        session = await open_things.enter_async_context(aiohttp.ClientSession())
        database = pointed(store.database, points)
        chat = _chat(life, session, database, points)
        house = House(
            database=database, vault=store.vault, chats={chat.name: chat},
            stage=stage, desk=desk, clock=utc_now, new_id=new_id, new_key=new_key,
            terms=Terms(
                operator="the club", drawn=DRAWN, workers=PROCESSES if life.processes else SLOTS,
                cameras=("ltx",) if life.big else (),
            ),
            cameras=_in_the_bot(answers, slots=1) if life.big else None,
        )  # fmt: skip
        sealer = Sealer(folder, store.vault, lambda: chain)
        service = await open_things.enter_async_context(at_work(house, sealer))

        async def take(request: web.Request) -> web.Response:
            answer = await service.handler(pickle.loads(await request.read()))
            return web.Response(body=pickle.dumps(answer))

        async def workers(_request: web.Request) -> web.Response:
            farms = [farm for farm in (stage, desk) if isinstance(farm, LocalFarm)]
            return web.json_response([pid for farm in farms for pid in farm.pids()])

        app = web.Application(client_max_size=8 << 20)
        app.add_routes([web.post("/", take), web.get("/workers", workers)])
        door = await serve(app, "127.0.0.1", 0)
        if isinstance(chat, TelegramChat | DiscordChat):
            await chat.start(_sometimes_late(service.handler, life.slow_every))
        _print({"ticket": life.ticket, "port": door.port})
        await asyncio.Event().wait()


def _sometimes_late(handler: Handler, every: int) -> Handler:
    """Return a handler that has some commands wait, always the same ones."""

    async def handle(event: Event) -> Answer:
        late = every and isinstance(event, IncomingCommand)
        if late and zlib.crc32(event.event_id.encode()) % every == 0:
            await asyncio.sleep(SLOW_S)
        return await handler(event)

    return handle


def _chat(
    life: Life, session: aiohttp.ClientSession, database: Database, points: Points
) -> HttpChat | TelegramChat | DiscordChat:
    if life.platform == "fake":
        return HttpChat(session, life.chat, points)
    url, terminal = f"http://127.0.0.1:{life.chat}", Terminal(locale="en", as_json=False)
    if life.platform == "telegram":
        return TelegramChat(
            telegram.Account(token=life.token, api_url=url), database, clock=utc_now,
            monotonic=time.monotonic, terminal=terminal, edit_every_s=EDIT_EVERY_S, late=LATE,
            connect=pointed_client(points),
        )  # fmt: skip
    api_url = f"{url}{yarl.URL(discord.OFFICIAL).path}"
    return DiscordChat(
        discord.Account(token=life.token, api_url=api_url), database, clock=utc_now,
        monotonic=time.monotonic, new_key=new_key, terminal=terminal,
        edit_every_s=EDIT_EVERY_S, late=LATE, connect=pointed_discord(points),
    )  # fmt: skip


def _farms(life: Life, answers: Answers, film: str) -> tuple[RenderFarm, RenderFarm]:
    if life.processes:
        argv = [sys.executable, "-m", "tests.faults.worker", film]
        env = {
            "PYTHONPATH": str(Path(__file__).parents[2]), "OPENBLAS_NUM_THREADS": "1",
            "HOME": os.environ.get("HOME", "/"),
        }  # fmt: skip
        patience = Patience(crash_s=0.05, crash_max_s=0.2)
        stage, desk = (
            LocalFarm(argv, slots=slots, env=env, memory_bytes=WORKER_BYTES, patience=patience)
            for slots in (PROCESSES, DESK_PROCESSES)
        )
        return stage, desk

    return _in_the_bot(answers, slots=SLOTS), _in_the_bot(answers, slots=DESK_SLOTS)


def _in_the_bot(answers: Answers, *, slots: int) -> FakeFarm:
    async def answer(task: Task, tell: Tell) -> Packed:
        await asyncio.sleep(DRAW_S)
        return answers(task.kind, task.body, None, tell)

    return FakeFarm(answer, slots=slots)


def _print(line: dict[str, Any]) -> None:
    os.write(1, json.dumps(line).encode() + b"\n")


def _born(life: Life, answers: Answers, film: str) -> int:
    """Fork a bot and return its process id."""
    child = os.fork()
    if child:
        return child
    ctypes.CDLL(None).prctl(PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        asyncio.run(live(life, answers, film))
    except BaseException:
        log.exception("the bot fell")
    os._exit(1)


def _warm(answers: Answers) -> None:
    """Load what every bot needs, before there is any thread."""
    import generation.provenance.seal  # noqa: F401

    with TemporaryDirectory() as home:
        folder = DataFolder(Path(home))
        open_chain(folder.seal, at=utc_now())
        with open_store(folder, keys=None, mirror=None, clock=utc_now):
            pass  # what opens a house is imported, and its threads have ended
    read_the_words("cameo")
    sentence, cast = "me and Ben argue about the last dumpling", [["Ana", "self"], ["Ben", "named"]]
    body = {"sentence": sentence, "cast": cast, "locale": "en", "seed": 1}
    answers("paper", body, None, lambda _stage, _share: None)
    gc.collect()
    gc.freeze()  # what all lives share is not walked through, and copied, by each


def main(film: str) -> None:
    """Fork bots until nobody listens; none outlives this process."""
    logging.basicConfig(level="ERROR", stream=sys.stderr)
    answers = Answers(Path(film))
    _warm(answers)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries them
    for line in sys.stdin:
        life = Life(**json.loads(line))
        _print({"ticket": life.ticket, "pid": _born(life, answers, film)})


if __name__ == "__main__":
    main(sys.argv[1])
