"""What the adapter's books keep no longer than it is of use: erased at the start and hourly."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.discord_room.books import AdapterBooks
from bot.discord_room.forms import LIVES
from bot.discord_room.sending import BEGUN, until_of
from storage.discord import DiscordBooks

log = logging.getLogger("walkon.discord")

EVERY_S: Final = 3600.0
PRESSED_FOR: Final = timedelta(days=30)  # an app shows what one alone sees until it is started anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidying:
    """Forgets old forms, tokens and messages, whether or not anything new comes."""

    books: AdapterBooks
    clock: Callable[[], datetime]

    async def run(self) -> None:
        """Tidy until cancelled."""
        while True:
            try:
                await self.tidy()
            except Exception:  # whatever it is, the bot works, and it is tried again
                log.exception("not tidied")
            await asyncio.sleep(EVERY_S)

    async def tidy(self) -> None:
        """Forget what is of no use any more."""
        at = self.clock()

        def work(books: DiscordBooks) -> None:
            books.drop_forms(at - LIVES)
            books.forget_tokens(at)
            books.drop_expired(at - PRESSED_FOR)
            for name, value in books.states(BEGUN).items():
                if until_of(value) <= at:
                    books.drop_state(name)

        await self.books.write(work)
