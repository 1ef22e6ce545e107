"""A web server of our own: open at one address, and closed with nobody left inside."""

from __future__ import annotations

import asyncio
import errno
from dataclasses import dataclass
from ssl import SSLContext
from typing import Final

from aiohttp import web

from generation.errors import PortTaken

NOT_OURS: Final = (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL)
# Accepted, given a transport, known to aiohttp: asyncio takes a turn of the loop for each.
LET_IN_TURNS: Final = 3


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that listens.

    Attributes:
        listener: The sockets people knock at.
        runner: Whoever was let in.
    """

    listener: asyncio.Server
    runner: web.AppRunner

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self.listener.sockets[0].getsockname()[1]
        return port

    async def close(self) -> None:
        """Let nobody in any more, and cut every connection there is.

        Whoever asyncio accepted must have arrived before the listener closes: it would forget
        them there and then, with their sockets open.
        """
        for knocked_at in self.listener.sockets:
            asyncio.get_running_loop().remove_reader(knocked_at)
        for _ in range(LET_IN_TURNS):
            await asyncio.sleep(0)
        self.listener.close()
        inside = self.runner.server.connections if self.runner.server else ()
        await self.runner.cleanup()
        for connection in inside:
            if connection.transport is not None:
                connection.transport.abort()
        await asyncio.sleep(0)


async def serve(
    app: web.Application,
    host: str,
    port: int,
    *,
    taken: PortTaken | None = None,
    closing_s: float = 1.0,
    tls: SSLContext | None = None,
) -> Serving:
    """Serve ``app`` at this address; port 0 is any that is free.

    Args:
        app: What is served.
        host: Its address, or a name of it.
        port: 0 to 65535.
        taken: What is raised where the address is somebody else's.
        closing_s: How long requests may take to end when it closes, in seconds.
        tls: Without it, plain HTTP.

    Raises:
        PortTaken: ``taken``: somebody else listens there, or nobody may.
        OSError: It cannot be listened at.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=closing_s)
    await runner.setup()
    assert runner.server is not None  # noqa: S101  it has been set up
    try:
        listener = await asyncio.get_running_loop().create_server(
            runner.server, host, port, reuse_address=True, ssl=tls
        )
    except OSError as error:
        await runner.cleanup()
        if taken is not None and error.errno in NOT_OURS:
            raise taken from error
        raise
    return Serving(listener, runner)
