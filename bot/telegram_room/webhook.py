"""Where Telegram brings updates itself: one address, one secret, and nothing else to be seen."""

from __future__ import annotations

import json
from hmac import compare_digest
from typing import Any, Final

from aiohttp import web

from bot.serving import Serving, serve
from bot.telegram_room.intake import Intake
from bot.telegram_room.poller import is_update
from generation.errors import MachineError, PortTaken

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  a header's name
BODY_MAX_BYTES: Final = 1 << 20


class Webhook:
    """Listens for updates behind a proxy that speaks TLS."""

    def __init__(self, intake: Intake, *, host: str, port: int, path: str, secret: str) -> None:
        """Listen at this path; nobody without the secret is heard."""
        self._intake, self._host, self._port = intake, host, port
        self._path, self._secret = path or "/", secret
        self._serving: Serving | None = None

    async def start(self) -> None:
        """Begin to listen.

        Raises:
            PortTaken: Somebody else listens there.
        """
        app = web.Application(client_max_size=BODY_MAX_BYTES)
        app.add_routes([web.post(self._path, self._take)])
        self._serving = await serve(
            app, self._host, self._port,
            taken=PortTaken("telegram", address=f"{self._host}:{self._port}"),
        )  # fmt: skip

    async def stop(self) -> None:
        """Listen no more; Telegram brings again what was not taken."""
        if self._serving is not None:
            await self._serving.close()
            self._serving = None

    async def _take(self, request: web.Request) -> web.Response:
        """Take one update in: only what is on disk is acknowledged."""
        given = request.headers.get(SECRET_HEADER, "")
        if not compare_digest(given.encode(errors="surrogateescape"), self._secret.encode()):
            return web.Response(status=403)
        update = _update_in(await request.read())
        if update is None:
            return web.Response(status=400)
        try:
            await self._intake.keep([update])
        except MachineError:
            return web.Response(status=503)  # Telegram brings it again
        return web.Response()


def _update_in(body: bytes) -> dict[str, Any] | None:
    """Read an update, or return None for what is none."""
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return given if is_update(given) else None
