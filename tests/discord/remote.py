"""A world in a process of its own, and people in it who are led from here.

``python -m tests.discord.remote`` is that process. Both ends are ours: calls are pickled, and what
lives in the world goes by its address.
"""

from __future__ import annotations

import argparse
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
from inspect import iscoroutine
from operator import attrgetter
from typing import Any

import aiohttp
from aiohttp import web

from tests.discord.asking import Asked
from tests.discord.faults import Faults
from tests.discord.gateway import Gateway
from tests.discord.people import Person
from tests.discord.places import Channel, Guild
from tests.discord.recorder import Recorder
from tests.discord.server import API, Server
from tests.discord.things import Attachment, Interaction, Message, User
from tests.discord.world import World

Address = tuple[str, int | str]
"""What sort of thing, and by what it is found."""

Key = Callable[[Any], int | str]
Find = Callable[[World, Any], object]


def _by_id(thing: Any) -> int:
    return int(thing.id)


def _only(_thing: object) -> int:
    return 0


KINDS: dict[type, tuple[Key, Find]] = {
    World: (_only, lambda world, _: world),
    Gateway: (_only, lambda world, _: world.gateway),
    Faults: (_only, lambda world, _: world.faults),
    Recorder: (_only, lambda world, _: world.recorder),
    User: (_by_id, lambda world, number: world.users[number]),
    Guild: (_by_id, lambda world, number: world.guilds[number]),
    Channel: (_by_id, lambda world, number: world.channels[number]),
    Message: (_by_id, lambda world, number: world.message(number)),
    Attachment: (_by_id, lambda world, number: world.attachments[number]),
    Interaction: (attrgetter("token"), lambda world, token: world.interactions[token]),
    Person: (attrgetter("user.id"), lambda world, number: Person(world, world.users[number])),
    Asked: (
        attrgetter("interaction.token"),
        lambda world, token: Asked(world, world.interactions[token]),
    ),
}  # fmt: skip
"""What lives in a world: by what it is found, and where."""
FINDS = {kind.__name__: find for kind, (_, find) in KINDS.items()}


@dataclass(frozen=True, slots=True)
class There:
    """Something that lives in the other process."""

    address: Address


class _Pickler(pickle.Pickler):
    def persistent_id(self, obj: object) -> Address | None:
        if isinstance(obj, There):
            return obj.address
        kind = type(obj)
        return (kind.__name__, KINDS[kind][0](obj)) if kind in KINDS else None


class _Unpickler(pickle.Unpickler):
    """Reads a call; ``world`` is None where its things are only spoken of."""

    def __init__(self, data: bytes, world: World | None) -> None:
        super().__init__(io.BytesIO(data))
        self._world = world

    def persistent_load(self, pid: Address) -> object:
        if self._world is None:
            return There(pid)
        kind, which = pid
        return FINDS[kind](self._world, which)


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
            # Only what is a coroutine is awaited: what was asked of a bot may never be answered.
            result: object = await made if iscoroutine(made) else made
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
    def api_url(self) -> str:
        """What discord.py calls ``Route.BASE``."""
        return f"{self.url}{API}"

    @property
    def world(self) -> There:
        return There((World.__name__, 0))

    @property
    def gateway(self) -> There:
        return There((Gateway.__name__, 0))

    @property
    def faults(self) -> There:
        return There((Faults.__name__, 0))

    async def call(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call a function or a method by its name over there, and await it if it is a coroutine.

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
    """Run ``python -m tests.discord.remote`` with ``options`` for as long as the block lasts."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.discord.remote", *options, stdout=asyncio.subprocess.PIPE
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


async def run(port: int) -> None:
    """Serve a new world until somebody ends the process; its address is told as a line of JSON."""
    world, ended = World(), asyncio.Event()
    server = Server(world=world, port=port, routes=[control(world)])
    await server.start()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    sys.stdout.write(json.dumps({"url": server.url, "token": world.token}) + "\n")
    sys.stdout.flush()
    await ended.wait()
    await server.stop()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="A Discord of our own, on this machine only.")
    parser.add_argument("--port", type=int, default=0)
    asyncio.run(run(parser.parse_args().port))


if __name__ == "__main__":
    main()
