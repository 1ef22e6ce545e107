"""A fake chat behind HTTP: keeps its messages whatever becomes of the bot, and logs every change.

It refuses, breaks off and dawdles as told. Calls are pickled, since both ends are ours.
"""

from __future__ import annotations

import asyncio
import pickle
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from aiohttp import web
from yarl import URL

from bot.chat import Button, Outgoing, OutgoingClip, OutgoingText, Place
from generation.model.member import MemberId
from tests import fakes_server

Fault = Literal["slow down", "lost answer", "delay", "late"]
"""What goes wrong with a call: refused; done and not answered; answered late; not answered, and
done only after the caller has long gone on."""
DELAY_S = 0.3
RETRY_AFTER_S = 0.15
BODY_MAX_BYTES = 8 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One call that the chat has carried out: what a message shows from then on, or None."""

    at: float  # monotonic seconds
    message: str
    now: Outgoing | None


@dataclass(slots=True, kw_only=True)
class ServerMessage:
    """A message of the bot: where, whose, under which key, and what it shows; None once removed."""

    place: Place
    only_for: MemberId | None
    key: str
    now: Outgoing | None


@dataclass(slots=True)
class Memory:
    """What a chat keeps."""

    messages: dict[str, ServerMessage] = field(default_factory=dict)
    log: list[Change] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class ChatServer:
    """Serves one chat. ``fault_of`` says what goes wrong with the n-th call, or None."""

    port: int
    token: str = ""
    platform: str = "fake"
    memory: Memory = field(default_factory=Memory)
    fault_of: Callable[[int], Fault | None] = lambda _number: None
    calls: int = 0
    under_way: int = 0
    faults: dict[Fault, int] = field(default_factory=dict)

    async def call(self, request: web.Request) -> web.StreamResponse:
        """``POST /``: one call of the port, with what goes wrong with it."""
        name, given = pickle.loads(await request.read())
        self.calls += 1
        self.under_way += 1
        try:
            return await self._answer(request.transport, name, given)
        finally:
            self.under_way -= 1

    async def _answer(
        self, wire: asyncio.Transport | None, name: str, given: dict[str, object]
    ) -> web.StreamResponse:
        fault = self.fault_of(self.calls)
        if fault is not None:
            self.faults[fault] = self.faults.get(fault, 0) + 1
        if fault == "slow down":
            return web.Response(status=429, headers={"Retry-After": str(RETRY_AFTER_S)})
        if fault == "late" and wire is not None:
            wire.abort()
        if fault in {"delay", "late"}:
            await asyncio.sleep(DELAY_S)
        done = self._do(name, given)
        if fault == "lost answer" and wire is not None:
            wire.abort()
        if done is None:
            return web.Response(status=410)
        return web.Response(body=pickle.dumps(done))

    def _do(self, name: str, given: dict[str, object]) -> object | None:
        """Carry a call out; None where there is nothing to do it to."""
        match name, given:
            case "send", {"place": Place() as place, "message": message, "key": str(key)}:
                number = str(len(self.memory.messages) + 1)
                viewer = given.get("only_for")
                self.memory.messages[number] = ServerMessage(
                    place=place, only_for=MemberId(str(viewer)) if viewer else None, key=key,
                    now=None,
                )  # fmt: skip
                self._show(number, message)
                return number
            case "edit", {"message_id": str(number), "message": message}:
                return self._change(number, message)
            case "remove", {"message_id": str(number)}:
                return self._change(number, None)
            case "fetch", {"handle": str(handle)}:
                return self.memory.files.get(handle)
            case _:
                raise AssertionError(name)

    def _change(self, number: str, now: object) -> bool | None:
        found = self.memory.messages.get(number)
        if found is None or found.now is None:
            return None
        self._show(number, now)
        return True

    def _show(self, number: str, now: object) -> None:
        assert now is None or isinstance(now, OutgoingText | OutgoingClip)
        self.memory.messages[number].now = now
        self.memory.log.append(Change(at=time.monotonic(), message=number, now=now))

    # ------------------------------------------------------------ what people see

    def seen_by(self, member: MemberId) -> list[tuple[str, ServerMessage]]:
        """Return what somebody sees: the groups' messages, and their own private ones."""
        return [
            (number, message)
            for number, message in self.memory.messages.items()
            if message.now is not None
            and (
                message.only_for == member
                or (
                    message.only_for is None
                    and (not message.place.private or str(message.place.chat).endswith(member))
                )
            )
        ]

    def button(self, member: MemberId, label: str) -> tuple[str, ServerMessage, Button] | None:
        """Return the newest button with this in its label that somebody sees, and its message."""
        for number, message in reversed(self.seen_by(member)):
            rows = message.now.rows if message.now is not None else ()
            for button in (one for row in rows for one in row):
                if label in button.label:
                    return number, message, button
        return None

    def remember(self) -> Memory:
        """Return a copy of everything."""
        return deepcopy(self.memory)


@asynccontextmanager
async def serving(
    memory: Memory | None = None, fault_of: Callable[[int], Fault | None] | None = None
) -> AsyncIterator[ChatServer]:
    """Serve a chat on a free port of this machine."""
    server = ChatServer(port=0, memory=memory or Memory())
    if fault_of is not None:
        server.fault_of = fault_of
    app = web.Application(client_max_size=BODY_MAX_BYTES)
    app.add_routes([web.post("/", server.call)])
    async with fakes_server.serving(app) as url:
        server.port = URL(url).port or 0
        yield server


def by_chance(
    rng: np.random.Generator, *, slow: float, lost: float, delay: float
) -> Callable[[int], Fault | None]:
    """Return faults that come with these shares of all calls."""

    def fault_of(_number: int) -> Fault | None:
        drawn = float(rng.random())
        if drawn < slow:
            return "slow down"
        if drawn < slow + lost:
            return "lost answer"
        return "delay" if drawn < slow + lost + delay else None

    return fault_of
