"""One WebSocket between a bot and the gateway: JSON, compressed as a stream where asked for."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.discord.things import Json

PAYLOAD_MAX_BYTES = 4096
"""Discord hangs up on a bot that sends more at once."""
SENDS_MAX, SENDS_S = 120, 60.0


class HangUp(Exception):
    """The gateway ends the connection, with a close code; None for cutting it without a word."""

    def __init__(self, code: int | None, reason: str = "") -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


def undecodable() -> HangUp:
    """The end of a bot that speaks nonsense."""
    return HangUp(4002, "Error while decoding payload.")


@dataclass(eq=False, slots=True, kw_only=True)
class Line:
    """A connection. What is sent goes out in its order, by a task of the line's own.

    Attributes:
        deaf: Whether it only looks alive: nothing comes through in either direction.
    """

    ws: web.WebSocketResponse
    request: web.Request
    compressed: bool
    deaf: bool = False
    _out: asyncio.Queue[Json | HangUp] = field(default_factory=asyncio.Queue)
    _heard: deque[float] = field(default_factory=deque)

    def send(
        self, op: int, body: object = None, *, seq: int | None = None, event: str | None = None
    ) -> None:
        """Send a payload; ``seq`` and ``event`` only for what has happened."""
        self._out.put_nowait({"op": op, "d": body, "s": seq, "t": event})

    def hang_up(self, end: HangUp) -> None:
        """End the connection, after what is still to be sent."""
        self._out.put_nowait(end)

    async def heard(self, within_s: float) -> Json | None:
        """What the bot says next, or None once it is gone.

        Raises:
            HangUp: It is no payload of a bot's, or there are too many, or none for so long.
        """
        while True:
            try:
                message = await self.ws.receive(timeout=within_s)
            except TimeoutError:
                raise HangUp(4009, "Session timed out.") from None
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                return None
            if not self.deaf:
                self._count()
                return _read(message.data)

    async def write(self) -> None:
        """Send what is to be sent, until the connection is to end."""
        deflate = zlib.compressobj()
        while isinstance(sent := await self._out.get(), dict):
            if not self.deaf:
                with suppress(ConnectionError):
                    await self._write(json.dumps(sent, ensure_ascii=False), deflate)
        if sent.code is not None:
            await self.ws.close(code=sent.code, message=sent.reason.encode())
        elif self.request.transport is not None:
            self.request.transport.abort()

    async def _write(self, text: str, deflate: zlib._Compress) -> None:
        if not self.compressed:
            await self.ws.send_str(text)
            return
        data = deflate.compress(text.encode()) + deflate.flush(zlib.Z_SYNC_FLUSH)
        await self.ws.send_bytes(data)

    def _count(self) -> None:
        now = asyncio.get_running_loop().time()
        while self._heard and self._heard[0] <= now - SENDS_S:
            self._heard.popleft()
        self._heard.append(now)
        if len(self._heard) > SENDS_MAX:
            raise HangUp(4008, "Rate limited.")


def _read(data: str | bytes) -> Json:
    if len(data) > PAYLOAD_MAX_BYTES:
        raise undecodable()
    try:
        payload = json.loads(data)
    except ValueError:
        raise undecodable() from None
    if not isinstance(payload, dict) or not isinstance(payload.get("op"), int):
        raise undecodable()
    return payload
