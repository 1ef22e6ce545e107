"""A web server of our own, closed while people come in."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress

import pytest
from aiohttp import web

from bot.serving import serve
from generation.errors import PortTaken

KNOCKS, EARLY_TURNS = 20, 12


async def turns(count):
    for _ in range(count):
        await asyncio.sleep(0)


async def knocking(address, line):
    """One more visitor with every turn of the loop, until the server is gone."""
    for _ in range(KNOCKS):
        visitor = socket.socket()
        visitor.setblocking(False)
        line.append(visitor)
        with suppress(BlockingIOError):
            visitor.connect(address)
        await asyncio.sleep(0)


@pytest.mark.parametrize("early", range(EARLY_TURNS))
async def test_nobody_is_left_inside_however_late_they_came(early):
    server = await serve(web.Application(), "127.0.0.1", 0)
    line: list[socket.socket] = []
    visits = asyncio.create_task(knocking(("127.0.0.1", server.port), line))
    await turns(early)
    await server.close()
    with suppress(ConnectionError):
        await visits
    async with asyncio.timeout(60):
        for visitor in line:
            with suppress(OSError):  # refused at the door, or cut
                assert await asyncio.get_running_loop().sock_recv(visitor, 1) == b""
            visitor.close()


async def test_an_address_that_is_taken_is_named():
    server = await serve(web.Application(), "127.0.0.1", 0)
    try:
        port = server.port
        taken = PortTaken("telegram", address=f"127.0.0.1:{port}")
        with pytest.raises(PortTaken) as raised:
            await serve(web.Application(), "127.0.0.1", port, taken=taken)
        assert raised.value is taken
    finally:
        await server.close()
