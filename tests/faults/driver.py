"""The test's side: starts bots, kills them, starts them again, and brings them every event."""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path

import aiohttp

from bot.chat import (
    Answer,
    ButtonPress,
    Event,
    FormSubmit,
    IncomingCommand,
    MediaRef,
    MemberJoined,
    Mention,
    Place,
    Sender,
)
from generation.model.member import ChatId, MemberId
from tests.faults.bot import Life
from tests.faults.chat_server import ChatServer

ANSWER_S = 20.0  # by then a bot has answered, or is dead
AGAIN_S = 0.02
GROUP = Place(chat=ChatId("fake:group"), title="Dumpling Club")


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

    async def born(self, root: Path, chat: int, die_at: int | None, *, processes: bool) -> Bot:
        """Start a bot; its door may not be open yet."""
        loop, ticket = asyncio.get_running_loop(), str(next(self._tickets))
        self._pids[ticket], self._ports[ticket] = loop.create_future(), loop.create_future()
        life = Life(ticket=ticket, root=str(root), chat=chat, die_at=die_at, processes=processes)
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
class Theatre:
    """A data folder, its chat, and whichever bot lives on them.

    Attributes:
        deaths: Where the next lives are to end, first come first served; then nobody dies.
        lives: How many there were.
        born_at: When the last one began, in monotonic seconds.
    """

    nursery: Nursery
    root: Path
    chat: ChatServer
    session: aiohttp.ClientSession
    processes: bool = False
    deaths: list[int | None] = field(default_factory=list)
    lives: int = 0
    born_at: float = 0.0
    bot: Bot | None = None
    numbers: count[int] = field(default_factory=lambda: count(1))

    async def keep_up(self) -> None:
        """Start a bot, and another whenever one has ended."""
        while True:
            die_at = self.deaths.pop(0) if self.deaths else None
            self.lives, self.born_at = self.lives + 1, time.monotonic()
            self.bot = await self.nursery.born(
                self.root, self.chat.port, die_at, processes=self.processes
            )
            await self.bot.ended.wait()

    async def deliver(self, event: Event) -> Answer:
        """Bring an event to whichever bot lives, again and again until it is acknowledged."""
        while True:
            answer = await self._try(event)
            if answer is not None:
                return answer
            await asyncio.sleep(AGAIN_S)

    async def _try(self, event: Event) -> Answer | None:
        bot = self.bot
        if bot is None or bot.ended.is_set() or not bot.port.done():
            return None
        try:
            async with self.session.post(
                f"http://127.0.0.1:{bot.port.result()}/", data=pickle.dumps(event),
                timeout=aiohttp.ClientTimeout(total=ANSWER_S),
            ) as answer:  # fmt: skip
                if answer.status != 200:
                    return None
                kept: Answer = pickle.loads(await answer.read())
                return kept
        except (aiohttp.ClientError, TimeoutError):
            return None

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

    # ------------------------------------------------------------ what people do

    async def join(self, *names: str, place: Place = GROUP) -> None:
        for name in names:
            await self.deliver(
                MemberJoined(event_id=self.event_id(), sender=sender(name), place=place)
            )

    async def say(
        self, name: str, text: str, *, mentions: tuple[str, ...] = (), place: Place = GROUP
    ) -> Answer:
        return await self.deliver(self.saying(name, text, mentions=mentions, place=place))

    def saying(
        self, name: str, text: str, *, mentions: tuple[str, ...] = (), place: Place = GROUP
    ) -> Event:
        named = tuple(Mention(text=f"@{one}", member=sender(one)) for one in mentions)
        return IncomingCommand(
            event_id=self.event_id(), sender=sender(name), place=place, text=text, mentions=named
        )

    def pressing(self, name: str, label: str) -> Event:
        """Return the press of the newest button with this label that somebody sees."""
        found = self.chat.button(sender(name).id, label)
        assert found is not None, label
        number, message, button = found
        return ButtonPress(
            event_id=self.event_id(), sender=sender(name), place=message.place, data=button.data,
            message=number,
        )  # fmt: skip

    async def press(self, name: str, label: str) -> Answer:
        await self.until(lambda: self.chat.button(sender(name).id, label))
        return await self.deliver(self.pressing(name, label))

    async def submit(self, name: str, form: str, *, file: bool = False, **values: str) -> None:
        handle = f"file-{next(self.numbers)}"
        self.chat.memory.files[handle] = b"picture"
        media = (MediaRef(kind="photo", handle=handle),) if file else ()
        direct = Place(chat=ChatId(f"fake:dm-{sender(name).id}"), private=True)
        await self.deliver(
            FormSubmit(
                event_id=self.event_id(), sender=sender(name), place=direct, form=form,
                values=values, media=media,
            )
        )  # fmt: skip

    async def enrol(self, name: str) -> None:
        """Go the whole way to a drawn cameo."""
        await self.say(name, "/start")
        await self.press(name, "draw me")
        await self.submit(name, "release", face="1", voice="0", adult="1")
        await self.submit(name, "capture", file=True)
        await self.press(name, "Use it")
        await self.until(lambda: self.chat.button(sender(name).id, "Use it") is None)

    async def until(self, holds: object, *, patience_s: float = 30.0) -> None:
        """Wait until something holds."""
        assert callable(holds)
        async with asyncio.timeout(patience_s):
            while not holds():  # noqa: ASYNC110  what is waited for may be anything
                await asyncio.sleep(0.01)

    def event_id(self) -> str:
        return f"fake:{next(self.numbers)}"


def sender(name: str) -> Sender:
    return Sender(id=MemberId(f"fake:{name.lower()}"), name=name)


@asynccontextmanager
async def theatre(
    nursery: Nursery,
    root: Path,
    chat: ChatServer,
    *,
    deaths: list[int | None] | None = None,
    processes: bool = False,
    first_number: int = 1,
) -> AsyncIterator[Theatre]:
    """Have a bot live on ``root``, and live again, until the block ends; then it is killed."""
    async with aiohttp.ClientSession() as session:
        stage = Theatre(
            nursery, root, chat, session, processes, list(deaths or ()),
            numbers=count(first_number),
        )  # fmt: skip
        keeping = asyncio.create_task(stage.keep_up())
        try:
            yield stage
        finally:
            keeping.cancel()
            with suppress(asyncio.CancelledError):
                await keeping
            if stage.bot is not None:
                await stage.bot.kill()
