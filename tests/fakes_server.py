"""A server of somebody else's, as far as the address goes: only this machine hears it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ssl import SSLContext

from aiohttp import web

from bot.serving import serve


@asynccontextmanager
async def serving(app: web.Application, *, tls: SSLContext | None = None) -> AsyncIterator[str]:
    """Serve ``app`` on a free port; yields its address without a path."""
    server = await serve(app, "127.0.0.1", 0, closing_s=0.1, tls=tls)
    try:
        yield f"https://localhost:{server.port}" if tls else f"http://127.0.0.1:{server.port}"
    finally:
        await server.close()
