"""Fetches updates. Telegram is told that it may forget one only by the call after it was kept."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from telegram import Bot
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.telegram_room.intake import Intake
from bot.telegram_room.line import seconds_of
from bot.telegram_room.reading import ALLOWED

log = logging.getLogger("walkon.telegram")

Trouble = Callable[[str], Awaitable[None]]
"""Is told what keeps updates away: the end of a sentence's id."""

LONG_S: Final = 25  # Telegram holds the line open this long when there is nothing
AIR_S: Final = 10.0  # beyond it, before we think that the line is dead
WAITS_S: Final = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
BATCH: Final = 100


@dataclass(slots=True)
class Poller:
    """Long polling. ``trouble`` is told when something new stands in the way.

    Attributes:
        long_s: How long Telegram is asked to wait for something to happen.
    """

    bot: Bot
    intake: Intake
    trouble: Trouble
    long_s: int = LONG_S
    _told: str = ""

    async def run(self) -> None:
        """Fetch until cancelled; what stands in the way is waited out."""
        offset, failures = None, 0
        while True:
            try:
                updates = await self.bot.get_updates(
                    offset=offset, limit=BATCH, timeout=self.long_s, allowed_updates=ALLOWED,
                    read_timeout=self.long_s + AIR_S,
                )  # fmt: skip
            except TelegramError as error:
                await self._tell(error)
                await asyncio.sleep(_wait_s(error, failures))
                failures += 1
                continue
            failures, self._told = 0, ""
            if updates:
                await self.intake.keep(update.to_dict() for update in updates)
                offset = updates[-1].update_id + 1

    async def _tell(self, error: TelegramError) -> None:
        """Say once what is wrong, until it is over."""
        what = trouble_of(error)
        log.warning("no updates", extra={"kind": type(error).__name__})
        if what != self._told:
            self._told = what
            await self.trouble(what)


def trouble_of(error: TelegramError) -> str:
    """Return what keeps updates away: the end of the id of the sentence that says it."""
    if isinstance(error, Conflict):
        return "webhook" if "webhook" in error.message.casefold() else "twice"
    return "away"


def _wait_s(error: TelegramError, failures: int) -> float:
    if isinstance(error, RetryAfter):
        return seconds_of(error)
    return WAITS_S[min(failures, len(WAITS_S) - 1)]
