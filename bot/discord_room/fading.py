"""Films that one person alone sees are taken back before that cannot be done any more.

What only they see is changed by a token that lives for a quarter of an hour. A film that somebody
in it takes back later could not be reached: so none stays that long.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from bot.chat import DeliveryError, Gone
from bot.discord_room.books import AdapterBooks
from bot.discord_room.line import Line
from bot.discord_room.writing import TEXT_MAX
from bot.i18n import say
from storage.discord_tables import Ours

log = logging.getLogger("walkon.discord")

AHEAD: Final = timedelta(seconds=90)  # before the token's end: for some tries, and slow calls
EVERY_S: Final = 15.0


@dataclass(slots=True, kw_only=True)
class Fading:
    """Takes films and pictures out of messages whose token ends soon. One instance, one task."""

    line: Line
    books: AdapterBooks
    clock: Callable[[], datetime]

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(EVERY_S)

    async def look(self) -> None:
        """Take out what is due."""
        at = self.clock()
        for ours in await self.books.read(lambda books: books.fading(at, at + AHEAD)):
            try:
                await self._take_out(ours)
            except (DeliveryError, OSError, TimeoutError) as error:
                log.warning("not put away yet", extra={"kind": type(error).__name__})

    async def _take_out(self, ours: Ours) -> None:
        assert ours.token is not None  # noqa: S101  asked for
        assert ours.reader is not None  # noqa: S101  with a token there is one
        reader = ours.reader
        locale = await self.books.read(lambda books: books.locale_of(reader))
        try:
            said = await self.line.words_of_answer(ours.token, ours.message)
            words = f"{said}\n-# {say('discord-put-away', locale)}"
            body: dict[str, Any] = {"attachments": []}
            await self.line.patch_answer(
                ours.token, ours.message,
                body | ({"content": words} if len(words) <= TEXT_MAX else {}),
            )  # fmt: skip
        except Gone:
            await self.books.write(lambda books: books.drop_message(ours.message))
            return
        bare = replace(ours, clip=None, covered=False, unsure=None)
        await self.books.write(lambda books: books.put_message(bare))
