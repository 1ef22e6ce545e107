"""Fetches updates. Telegram is told that it may forget one only by the call after it was kept."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, TypeGuard

from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

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
RAW: Final = "getUpdates_"
"""``getUpdates`` to ``do_api_request``, which takes no name of a method of the library's own."""


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
                updates = await self._fetch(offset)
                if updates:
                    await self.intake.keep(updates)
            except Exception as error:  # whatever it is, what comes after it must be heard
                await self._tell(error)
                await asyncio.sleep(_wait_s(error, failures))
                failures += 1
                continue
            failures, self._told = 0, ""
            if updates:
                offset = max(update["update_id"] for update in updates) + 1

    async def _fetch(self, offset: int | None) -> list[dict[str, Any]]:
        """Ask for updates, and return them as they came: the server may be newer than our types.

        Raises:
            TelegramError: There is no answer, or none that holds updates.
        """
        found: Any = await self.bot.do_api_request(
            RAW,
            api_kwargs={
                "offset": offset, "limit": BATCH, "timeout": self.long_s,
                "allowed_updates": ALLOWED,
            },
            read_timeout=self.long_s + AIR_S,
        )  # fmt: skip
        if not isinstance(found, list):
            raise TelegramError("no list of updates")
        updates = [one for one in found if is_update(one)]
        if found and not updates:
            raise TelegramError("no updates")
        return updates

    async def _tell(self, error: Exception) -> None:
        """Say once what is wrong, until it is over."""
        what = trouble_of(error)
        log.warning("no updates", extra={"kind": type(error).__name__})
        if what != self._told:
            self._told = what
            await self.trouble(what)


def is_update(found: object) -> TypeGuard[dict[str, Any]]:
    """Tell whether something that Telegram sent is an update, of whatever kind."""
    return isinstance(found, dict) and type(found.get("update_id")) is int


def trouble_of(error: Exception) -> str:
    """Return what keeps updates away: the end of the id of the sentence that says it."""
    if isinstance(error, Conflict):
        return "webhook" if "webhook" in error.message.casefold() else "twice"
    if isinstance(error, InvalidToken | EndPointNotFound):
        return "token"
    return "away" if isinstance(error, TelegramError) else "unkept"


def _wait_s(error: Exception, failures: int) -> float:
    if isinstance(error, RetryAfter):
        return seconds_of(error)
    return WAITS_S[min(failures, len(WAITS_S) - 1)]
