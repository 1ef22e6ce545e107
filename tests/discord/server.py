"""Discord over HTTP on this machine, for one bot: REST, gateway and files.

``python -m tests.discord.remote`` is a process of its own.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from inspect import isawaitable
from typing import Any

from aiohttp import web

from bot.serving import Serving, serve
from tests.discord import (
    callbacks,
    gateway,
    refusals,
    rest_commands,
    rest_files,
    rest_messages,
    rest_rooms,
    rest_users,
)
from tests.discord.calls import Call, Route, read_body
from tests.discord.faults import AppliedLate, Broken, Delayed, LostAnswer, SlowDown
from tests.discord.recorder import Recorded, SentFile
from tests.discord.refusals import Refused, slow_down
from tests.discord.world import World

API = "/api/v10"
BODY_MAX_BYTES = 2 << 30
PART = re.compile(r"\{(\w+)\}")
DOWNLOAD = "GET /attachments/{}/{}/{}"
"""What fetching a file is called here, wherever it lies."""
ROUTES = [
    *rest_messages.ROUTES, *rest_rooms.ROUTES, *rest_users.ROUTES, *rest_commands.ROUTES,
    *callbacks.ROUTES,
]  # fmt: skip
Act = Callable[[], Awaitable[web.StreamResponse]]


@dataclass(eq=False, slots=True, kw_only=True)
class Server:
    """Serves a world. It may stop and start again: port and world stay.

    Attributes:
        port: 0 until it has started.
        routes: What it serves besides.
        clock_error_s: How wrong its ``Date`` is.
    """

    world: World
    port: int = 0
    routes: Sequence[web.AbstractRouteDef] = ()
    clock_error_s: float = 0.0
    _serving: Serving | None = None
    _late: set[asyncio.Task[object]] = field(default_factory=set)

    @property
    def url(self) -> str:
        """Where it listens, without a path."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def api_url(self) -> str:
        """What discord.py calls ``Route.BASE``."""
        return f"{self.url}{API}"

    async def start(self) -> None:
        app = web.Application(client_max_size=BODY_MAX_BYTES)
        app.router.add_routes([*self.routes, *gateway.routes(self.world)])
        app.router.add_route("*", "/api/{version}/{path:.*}", self._rest)
        for folder in rest_files.FOLDERS:
            app.router.add_get(f"/{folder}/{{channel}}/{{attachment}}/{{name}}", self._download)
        self._serving = await serve(app, "127.0.0.1", self.port, closing_s=0.05)
        self.port = self._serving.port
        self.world.url = self.url
        self.world.gateway_url = f"ws://127.0.0.1:{self.port}/gateway"

    async def stop(self) -> None:
        """Stop, with every connection cut; nothing of the world is lost."""
        for task in [*self._late]:  # each leaves the set at its end
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        if self._serving is None:
            return
        self.world.gateway.drops()
        await self._serving.close()

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        path = "/" + request.match_info["path"]
        call = Call(method=request.method, path=path, query=dict(request.query))
        try:
            route = self._routed(request, call)
            await read_body(request, call)
        except Refused as refused:
            await request.read()
            return self._refuse(call, refused)
        except ConnectionError:  # whoever called has died in the middle of it
            return web.Response()
        return await self._with_faults(request, call, lambda: self._answer(route, call))

    def _routed(self, request: web.Request, call: Call) -> Route:
        """Find what is asked for, and let nobody but the bot ask.

        Raises:
            Refused: There is no such thing, or the token is wrong.
        """
        if request.match_info["version"] != API.rpartition("/")[2]:
            raise Refused(refusals.INVALID_VERSION)
        found = _matches(call.path)
        if not found:
            raise Refused(refusals.NOT_FOUND)
        for route, match in found:
            if route.method == call.method:
                call.template, call.parts = route.template, match.groupdict()
                if not route.open and not self._is_bot(request):
                    raise Refused(refusals.UNAUTHORIZED)
                return route
        raise Refused(refusals.METHOD_NOT_ALLOWED)

    def _is_bot(self, request: web.Request) -> bool:
        return request.headers.get("Authorization") == f"Bot {self.world.token}"

    async def _answer(self, route: Route, call: Call) -> web.StreamResponse:
        world = self.world
        major = call.parts.get("token") or next(iter(call.parts.values()), "")
        try:
            headers = world.limits.spend(
                call.route, major, now=world.clock.now(), counted=not route.open
            )
        except Refused as refused:
            return self._refuse(call, refused)
        try:
            made = route.act(world, call)
            result = await made if isawaitable(made) else made
        except Refused as refused:
            refused.headers |= headers
            return self._refuse(call, refused)
        world.happened()
        if isinstance(result, web.StreamResponse):
            return result
        status = 204 if result is None else 200
        self._record(call, status, result)
        return self._json(status, result, headers)

    async def _with_faults(
        self, request: web.Request, call: Call | None, act: Act
    ) -> web.StreamResponse:
        fault = self.world.faults.next(call.route if call else DOWNLOAD)
        match fault:
            case SlowDown(seconds, everywhere):
                return self._refuse(call, slow_down(seconds, everywhere=everywhere))
            case Broken(code):
                return web.Response(status=code, text="<html>Bad Gateway</html>")
            case AppliedLate(seconds):
                _cut(request)
                task = asyncio.ensure_future(_later(seconds, act))
                self._late.add(task)
                task.add_done_callback(self._late.discard)
                return web.Response()
            case _:
                answer = await act()
        match fault:
            case LostAnswer():
                _cut(request)
            case Delayed(seconds):
                await asyncio.sleep(seconds)
            case _:
                pass
        return answer

    async def _download(self, request: web.Request) -> web.StreamResponse:
        async def act() -> web.StreamResponse:
            return rest_files.download(self.world, request)

        return await self._with_faults(request, None, act)

    def _refuse(self, call: Call | None, refused: Refused) -> web.Response:
        if call is not None:
            self._record(call, refused.status, refused.body)
        return self._json(refused.status, refused.body, refused.headers)

    def _record(self, call: Call, status: int, answer: Any) -> None:
        files = {
            number: SentFile(name=upload.name, size=len(upload.data), sha256=upload.sha256)
            for number, upload in call.files.items()
        }
        recorded = Recorded(
            method=call.method, route=call.route, path=call.path, query=dict(call.query),
            body=call.body, files=files, at=self.world.clock.now(), status=status, answer=answer,
        )  # fmt: skip
        self.world.recorder.requests.append(recorded)

    def _json(self, status: int, body: Any, headers: dict[str, str]) -> web.Response:
        date = formatdate(self.world.clock.now() + self.clock_error_s, usegmt=True)
        # What Discord says goes by its proxy; discord.py takes a 429 without that for a ban.
        every = {"Date": date, "Via": "1.1 google", **headers}
        if status == 204:
            return web.Response(status=status, headers=every)
        every["Content-Type"] = "application/json"  # with a charset discord.py reads no JSON in it
        return web.Response(status=status, body=json.dumps(body).encode(), headers=every)


def _matches(path: str) -> list[tuple[Route, re.Match[str]]]:
    """The routes of this path, those with the fewest names in them first."""
    found = [(route, pattern.fullmatch(path)) for pattern, route in _PATTERNS]
    return [(route, match) for route, match in found if match is not None]


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(PART.sub(r"(?P<\1>[^/]+)", template))


_PATTERNS = [
    (_pattern(route.template), route)
    for route in sorted(ROUTES, key=lambda route: route.template.count("{"))
]


def _cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


async def _later(seconds: float, act: Act) -> web.StreamResponse:
    await asyncio.sleep(seconds)
    return await act()


@asynccontextmanager
async def discord(world: World | None = None) -> AsyncIterator[Server]:
    """Serve a world, a new one if none is given, for as long as the block lasts."""
    server = Server(world=world or World())
    await server.start()
    try:
        yield server
    finally:
        await server.stop()
