"""A world in a process of its own, and people in it who are led from here.

Both ends are ours: calls are pickled, and what lives in the world goes by its address.
"""

from __future__ import annotations

import asyncio
import io
import json
import os
import pickle
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any

import aiohttp
from aiohttp import web

from tests.telegram.people import Person
from tests.telegram.places import Place
from tests.telegram.presses import Press
from tests.telegram.things import Message
from tests.telegram.world import World

Address = tuple[str, int, int]
"""What sort of thing, and by which numbers it is found."""


@dataclass(frozen=True, slots=True)
class There:
    """Something that lives in the other process."""

    address: Address


def _address(thing: object) -> Address | None:
    match thing:
        case There():
            return thing.address
        case World():
            return ("world", 0, 0)
        case Person():
            return ("person", thing.id, 0)
        case Place():
            return ("place", thing.id, 0)
        case Message():
            return ("message", thing.place.id, thing.id or -(thing.ephemeral_id or 0))
        case Press():
            return ("press", int(thing.id), 0)
        case _:
            return None


class _Pickler(pickle.Pickler):
    def persistent_id(self, obj: object) -> Address | None:
        return _address(obj)


class _Unpickler(pickle.Unpickler):
    """Reads a call; ``world`` is None where its things are only spoken of."""

    def __init__(self, data: bytes, world: World | None) -> None:
        super().__init__(io.BytesIO(data))
        self._world = world

    def persistent_load(self, pid: Address) -> object:
        return There(pid) if self._world is None else _found(self._world, pid)


def _found(world: World, address: Address) -> object:
    kind, first, second = address
    match kind:
        case "person":
            return world.people[first]
        case "place":
            return world.places[first]
        case "message" if second < 0:
            return world.places[first].ephemeral[-second]
        case "message":
            return world.places[first].messages[second]
        case "press":
            return world.queries[str(first)]
        case _:
            return world


def _pickled(value: object) -> bytes:
    out = io.BytesIO()
    _Pickler(out).dump(value)
    return out.getvalue()


def control(world: World) -> web.RouteDef:
    """Where calls from the other process come in."""

    async def call(request: web.Request) -> web.Response:
        function, args, kwargs = _Unpickler(await request.read(), world).load()
        try:
            made = function(*args, **kwargs)
            result: object = await made if isawaitable(made) else made
        except Exception as error:  # it is raised again at the other end
            result = error
        return web.Response(body=_pickled(result))

    return web.post("/control", call)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """A world in another process.

    Attributes:
        url: Where its server listens, without a path.
        token: The bot's.
        pid: The process.
    """

    url: str
    token: str
    pid: int
    session: aiohttp.ClientSession

    @property
    def world(self) -> There:
        return There(("world", 0, 0))

    async def call(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call a function or a method by its name over there, and await what it returns.

        What lives in the world comes back as ``There``, and may be given as an argument.

        Raises:
            Exception: What was raised over there.
        """
        body = _pickled((function, args, kwargs))
        async with self.session.post(f"{self.url}/control", data=body) as answer:
            result = _Unpickler(await answer.read(), None).load()
        if isinstance(result, Exception):
            raise result
        return result


@asynccontextmanager
async def another_process(*options: str) -> AsyncIterator[Remote]:
    """Run ``python -m tests.telegram.server`` with ``options`` for as long as the block lasts."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.telegram.server", *options, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        told = json.loads(await process.stdout.readline())
        async with aiohttp.ClientSession() as session:
            yield Remote(url=told["url"], token=told["token"], pid=process.pid, session=session)
    finally:
        if process.returncode is None:
            os.kill(process.pid, signal.SIGTERM)
        await process.communicate()
