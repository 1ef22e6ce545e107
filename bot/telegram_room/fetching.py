"""Reads a file that somebody sent, through the short outages that a network has."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from bot.chat import Gone, SlowDown, TooLarge
from bot.telegram_room.line import Line, Refused

log = logging.getLogger("walkon.telegram")

WAITS_S: Final = (0.5, 2.0, 5.0, 10.0)
WAIT_MAX_S: Final = 30.0  # longer than that nobody waits for an answer
READ_S: Final = 50.0


async def fetched(line: Line, file: str, limit_bytes: int) -> bytes:
    """Return a file's bytes.

    Raises:
        TooLarge: It is longer than ``limit_bytes``, or than Telegram gives out.
        Gone: Telegram does not have it, or does not answer for longer than somebody waits.
    """
    for wait_s in WAITS_S:
        try:
            return await _read(line, file, limit_bytes)
        except SlowDown as error:
            wait_s = min(max(wait_s, error.retry_after_s), WAIT_MAX_S)
        except (OSError, TimeoutError) as error:
            log.info("file not read yet", extra={"kind": type(error).__name__})
        await asyncio.sleep(wait_s)
    raise Gone


async def _read(line: Line, file: str, limit_bytes: int) -> bytes:
    try:
        found = await line.ask(lambda: line.bot.get_file(file))
        if found.file_size is not None and found.file_size > limit_bytes:
            raise TooLarge
        data = await line.ask(lambda: found.download_as_bytearray(read_timeout=READ_S))
    except Refused as error:
        raise Gone from error
    if len(data) > limit_bytes:
        raise TooLarge
    return bytes(data)
