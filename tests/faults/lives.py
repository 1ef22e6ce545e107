"""Bots that are started, killed, and started again, over one data folder and one chat."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from typing import Protocol, TypeVar

import aiohttp

from tests.faults import checker
from tests.faults.bot import Life

PATIENCE_S = 60.0


class Side(Protocol):
    """A chat from outside."""

    @property
    def platform(self) -> str:
        """Which adapter a bot speaks to it with."""
        ...

    @property
    def port(self) -> int:
        """Where a bot finds it."""
        ...

    @property
    def token(self) -> str:
        """What a bot is known by there; nothing where that is not asked."""
        ...

    @property
    def under_way(self) -> int:
        """How much is on its way to the bot or from it."""
        ...


class Nursery:
    """The process that bots are forked from."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._tickets = count(1)
        self._pids: dict[str, asyncio.Future[int]] = {}
        self._ports: dict[str, asyncio.Future[int]] = {}

    async def listen(self) -> None:
        """Sort what is printed."""
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            told = json.loads(line)
            kind = self._pids if "pid" in told else self._ports
            future = kind[told["ticket"]]
            if not future.done():
                future.set_result(told.get("pid") or told.get("port"))

    async def born(
        self,
        root: Path,
        chat: Side,
        die_at: int | None,
        *,
        processes: bool,
        slow_every: int,
        big: bool,
    ) -> Bot:
        """Start a bot; its door may not be open yet."""
        loop, ticket = asyncio.get_running_loop(), str(next(self._tickets))
        self._pids[ticket], self._ports[ticket] = loop.create_future(), loop.create_future()
        life = Life(
            ticket=ticket, root=str(root), platform=chat.platform, chat=chat.port,
            token=chat.token, die_at=die_at, processes=processes, slow_every=slow_every, big=big,
        )  # fmt: skip
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asdict(life)).encode() + b"\n")
        return Bot(await self._pids[ticket], self._ports[ticket])


class Bot:
    """One life of the bot."""

    def __init__(self, pid: int, port: asyncio.Future[int]) -> None:
        self.pid, self.port, self.ended = pid, port, asyncio.Event()
        try:
            self._pidfd = os.pidfd_open(pid)
        except ProcessLookupError:
            self.ended.set()
        else:
            asyncio.get_running_loop().add_reader(self._pidfd, self._over)

    def _over(self) -> None:
        asyncio.get_running_loop().remove_reader(self._pidfd)
        os.close(self._pidfd)
        self.ended.set()

    async def kill(self) -> None:
        """End it at once."""
        with suppress(ProcessLookupError):
            if not self.ended.is_set():
                os.kill(self.pid, signal.SIGKILL)
        await self.ended.wait()


@asynccontextmanager
async def nursery(film: Path) -> AsyncIterator[Nursery]:
    """Open the process that bots are forked from; they end with it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.bot", str(film),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    kept = Nursery(process)
    listening = asyncio.create_task(kept.listen())
    try:
        yield kept
    finally:
        process.kill()
        await process.wait()
        await listening


@dataclass(slots=True)
class Lives:
    """A data folder, its chat, and whichever bot lives on them.

    Attributes:
        slow_every, big: As in ``Life``.
        deaths: Where the next lives are to end, first come first served; then nobody dies.
        lives: How many there were.
        born_at: When the last one began, in monotonic seconds.
    """

    nursery: Nursery
    root: Path
    chat: Side
    session: aiohttp.ClientSession
    processes: bool = False
    deaths: list[int | None] = field(default_factory=list)
    slow_every: int = 0
    big: bool = False
    lives: int = 0
    born_at: float = 0.0
    bot: Bot | None = None

    async def keep_up(self) -> None:
        """Start a bot, and another whenever one has ended."""
        while True:
            die_at = self.deaths.pop(0) if self.deaths else None
            self.lives, self.born_at = self.lives + 1, time.monotonic()
            self.bot = await self.nursery.born(
                self.root, self.chat, die_at, processes=self.processes,
                slow_every=self.slow_every, big=self.big,
            )  # fmt: skip
            await self.bot.ended.wait()

    async def workers(self) -> list[int]:
        """Return the worker processes of the bot that lives, as far as it can be asked."""
        bot = self.bot
        if bot is None or not bot.port.done():
            return []
        try:
            async with self.session.get(f"http://127.0.0.1:{bot.port.result()}/workers") as answer:
                pids: list[int] = await answer.json()
                return pids
        except aiohttp.ClientError:
            return []

    async def until(self, holds: Callable[[], object], *, patience_s: float = 30.0) -> None:
        """Wait until something holds."""
        async with asyncio.timeout(patience_s):
            while not holds():  # noqa: ASYNC110  what is waited for may be anything
                await asyncio.sleep(0.01)

    async def rest(self, *, patience_s: float = PATIENCE_S) -> None:
        """Wait until nothing is left to be done."""
        with checker.books(self.root) as books:
            async with asyncio.timeout(patience_s):
                while self.chat.under_way or not checker.at_rest(books):  # noqa: ASYNC110
                    await asyncio.sleep(0.03)


L = TypeVar("L", bound=Lives)


@asynccontextmanager
async def living(stage: L) -> AsyncIterator[L]:
    """Have a bot live, and live again, until the block ends; then it is killed."""
    keeping = asyncio.create_task(stage.keep_up())
    try:
        yield stage
    finally:
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping
        if stage.bot is not None:
            await stage.bot.kill()
