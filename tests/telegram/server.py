"""Telegram's Bot API over HTTP on this machine, for one bot.

``python -m tests.telegram.server`` is a process of its own; see ``tests.telegram.remote``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from inspect import isawaitable

from aiohttp import web

from bot.serving import Serving, serve
from tests.telegram import webhook
from tests.telegram.calls import Call, read_call
from tests.telegram.faults import DOWNLOAD, AppliedLate, Broken, Delayed, LostAnswer, SlowDown
from tests.telegram.methods import METHODS, known
from tests.telegram.recorder import Recorded
from tests.telegram.refusals import Refused, too_many
from tests.telegram.things import Json
from tests.telegram.world import World

SLACK_BYTES = 1 << 20
BODY_MAX_BYTES = 2 << 30


@dataclass(eq=False, slots=True, kw_only=True)
class Server:
    """Serves a world. It may stop and start again: port and world stay.

    Attributes:
        port: 0 until it has started.
        routes: What it serves besides.
    """

    world: World
    port: int = 0
    routes: Sequence[web.AbstractRouteDef] = ()
    _serving: Serving | None = None
    _delivery: asyncio.Task[None] | None = None
    _late: set[asyncio.Task[object]] = field(default_factory=set)

    @property
    def url(self) -> str:
        """Where it listens, without a path."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """What python-telegram-bot calls the base URL."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.url}/file/bot"

    async def start(self) -> None:
        app = web.Application(client_max_size=BODY_MAX_BYTES)
        app.router.add_route("*", "/bot{token}/{method}", self._method)
        app.router.add_routes(self.routes)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._serving = await serve(app, "127.0.0.1", self.port, closing_s=0.05)
        self.port = self._serving.port
        self._delivery = asyncio.create_task(webhook.deliver(self.world))

    async def stop(self) -> None:
        """Stop, with every connection cut; nothing of the world is lost."""
        for task in (self._delivery, *self._late):
            if task is not None:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
        if self._serving is None:
            return
        await self._serving.close()

    async def _method(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.world.token:
            await request.read()
            return self._refuse(Refused(401, "Unauthorized"))
        method = known(self.world, request.match_info["method"])
        if method is None:
            await request.read()
            return self._refuse(Refused(404, "Not Found"))
        if (request.content_length or 0) > self.world.upload_max_bytes + SLACK_BYTES:
            async for _ in request.content.iter_any():
                pass
            return self._refuse(Refused(413, "Request Entity Too Large"))
        try:
            call = await read_call(request, method)
        except Refused as refused:
            return self._refuse(refused)
        except ConnectionError:  # whoever called has died in the middle of it
            return web.Response()
        return await self._with_faults(request, method, lambda: self._answer(method, call), call)

    async def _with_faults(
        self,
        request: web.Request,
        method: str,
        act: Callable[[], Awaitable[web.Response]],
        call: Call | None = None,
    ) -> web.StreamResponse:
        fault = self.world.faults.next(method)
        match fault:
            case SlowDown(seconds):
                if call is not None:
                    self._record(method, call, too_many(seconds))
                return self._refuse(too_many(seconds))
            case Broken(code):
                return web.Response(status=code, text="<html>Bad Gateway</html>")
            case AppliedLate(seconds):
                self._cut(request)
                task = asyncio.ensure_future(_later(seconds, act))
                self._late.add(task)
                task.add_done_callback(self._late.discard)
                return web.Response()
            case _:
                answer = await act()
        match fault:
            case LostAnswer():
                self._cut(request)
            case Delayed(seconds):
                await asyncio.sleep(seconds)
            case _:
                pass
        return answer

    async def _answer(self, method: str, call: Call) -> web.Response:
        try:
            made = METHODS[method](self.world, call)
            result = await made if isawaitable(made) else made
        except Refused as refused:
            self._record(method, call, refused)
            return self._refuse(refused)
        self._record(method, call, result=result)
        self.world.happened()
        return self._json(200, {"ok": True, "result": result})

    def _record(
        self, method: str, call: Call, refused: Refused | None = None, *, result: object = None
    ) -> None:
        sizes = {name: len(upload.data) for name, upload in call.files.items()}
        recorded = Recorded(
            method=method, params=call.params, files=sizes, at=self.world.clock.now(),
            result=result, status=refused.code if refused else 200,
            description=refused.description if refused else "",
        )  # fmt: skip
        self.world.recorder.requests.append(recorded)

    def _refuse(self, refused: Refused) -> web.Response:
        body: Json = {
            "ok": False, "error_code": refused.code, "description": refused.description
        }  # fmt: skip
        if refused.parameters:
            body["parameters"] = refused.parameters
        return self._json(refused.code, body)

    def _json(self, status: int, body: Json) -> web.Response:
        wrong = self.world.clock_error_s
        date = formatdate(self.world.clock.now() + wrong, usegmt=True)
        return web.Response(
            status=status, text=json.dumps(body), content_type="application/json",
            headers={"Date": date},
        )  # fmt: skip

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.world.token:
            return self._refuse(Refused(401, "Unauthorized"))

        async def act() -> web.Response:
            file, until = self.world.paths.get(request.match_info["path"], (None, 0.0))
            if file is None or self.world.clock.now() > until:
                return self._refuse(Refused(404, "Not Found"))
            return web.Response(body=file.data, content_type="application/octet-stream")

        return await self._with_faults(request, DOWNLOAD, act)

    @staticmethod
    def _cut(request: web.Request) -> None:
        if request.transport is not None:
            request.transport.abort()


async def _later(seconds: float, act: Callable[[], Awaitable[web.Response]]) -> web.Response:
    await asyncio.sleep(seconds)
    return await act()


@asynccontextmanager
async def telegram(world: World | None = None) -> AsyncIterator[Server]:
    """Serve a world, a new one if none is given, for as long as the block lasts."""
    server = Server(world=world or World())
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


async def run(port: int, bot_api: tuple[int, int], *, privacy: bool) -> None:
    """Serve a new world until somebody ends the process; its address is told as a line of JSON."""
    from tests.telegram.remote import control

    world, ended = World(bot_api=bot_api, privacy=privacy), asyncio.Event()
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
    parser = argparse.ArgumentParser(description="A Telegram of our own, on this machine only.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--bot-api", default="10.3", help="the version it speaks")
    parser.add_argument("--no-privacy", action="store_true", help="the bot hears everything")
    options = parser.parse_args()
    major, _, minor = options.bot_api.partition(".")
    asyncio.run(run(options.port, (int(major), int(minor)), privacy=not options.no_privacy))


if __name__ == "__main__":
    main()
