"""Reads a file that somebody sent, through the short outages that a network has.

Only Discord's own files are read, and nothing of ours goes along: an address may come from anybody.
"""

from __future__ import annotations

import asyncio
import logging
from http import HTTPStatus
from typing import Final

import aiohttp
import yarl

from bot.chat import Gone, TooLarge
from bot.discord_room.account import Account, holds

log = logging.getLogger("walkon.discord")

WAITS_S: Final = (0.5, 2.0, 5.0, 10.0)
READ_S: Final = 50.0
CHUNK_BYTES: Final = 1 << 16
LATER: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})


async def fetched(account: Account, address: str, limit_bytes: int) -> bytes:
    """Return a file's bytes.

    Raises:
        TooLarge: It is longer than ``limit_bytes``; no more than that is read.
        Gone: It is not there, or not Discord's, or nobody answers for longer than somebody waits.
    """
    url = _safe(account, address)
    timeout = aiohttp.ClientTimeout(total=READ_S)
    async with aiohttp.ClientSession(
        timeout=timeout, auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar(),
        headers={"Accept-Encoding": "identity"},
    ) as session:  # fmt: skip
        for wait_s in WAITS_S:
            try:
                return await _read(session, url, limit_bytes)
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                log.info("file not read yet", extra={"kind": type(error).__name__})
            await asyncio.sleep(wait_s)
    raise Gone


def _safe(account: Account, address: str) -> yarl.URL:
    try:
        url = yarl.URL(address)
    except ValueError as error:
        raise Gone from error
    if not holds(account, url):
        raise Gone
    return url


async def _read(session: aiohttp.ClientSession, url: yarl.URL, limit_bytes: int) -> bytes:
    async with session.get(url, allow_redirects=False) as answer:
        if answer.status in LATER or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise ConnectionError(answer.status)
        if answer.status != HTTPStatus.OK:
            raise Gone
        if (answer.content_length or 0) > limit_bytes:
            raise TooLarge
        read = bytearray()
        async for part in answer.content.iter_chunked(CHUNK_BYTES):
            read += part
            if len(read) > limit_bytes:
                raise TooLarge
        return bytes(read)
