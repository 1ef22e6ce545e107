"""How updates reach us, fetched or brought; the terminal hears what keeps them away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from telegram import Bot
from telegram.error import TelegramError

from bot.console import Console
from bot.telegram_room.checks import host_of
from bot.telegram_room.hook import Hook
from bot.telegram_room.intake import Intake
from bot.telegram_room.poller import Poller
from bot.telegram_room.webhook import Webhook

log = logging.getLogger("walkon.telegram")

PAUSES_S: Final = (1.0, 5.0, 30.0, 60.0)


@dataclass(slots=True, kw_only=True)
class Listening:
    """Listens for updates, and says what keeps them away.

    Attributes:
        hook: Where Telegram brings updates, or None where we fetch them.
    """

    bot: Bot
    api_url: str
    intake: Intake
    terminal: Console
    hook: Hook | None
    _door: Webhook | None = None

    async def open(self) -> None:
        """Have an address to listen at, where one is needed.

        Raises:
            PortTaken: Somebody else listens there.
        """
        if self.hook is not None:
            door = self.hook.door(self.intake)
            await door.start()
            self._door = door

    async def run(self) -> None:
        """Listen until cancelled."""
        if self.hook is None:
            await Poller(self.bot, self.intake, self.trouble).run()
        else:
            await self.hook.register(self.bot, self.trouble)
            await asyncio.Event().wait()

    async def close(self) -> None:
        """Listen no more."""
        if self._door is not None:
            await self._door.stop()

    async def trouble(self, what: str) -> None:
        """Say what keeps updates away."""
        host = host_of(self.api_url)
        if what == "webhook":
            with suppress(TelegramError):
                host = host_of((await self.bot.get_webhook_info()).url)
        self.terminal.say(f"telegram-{what}", host=host)


async def steadily(work: Callable[[], Awaitable[None]], terminal: Console) -> None:
    """Do what has no end, and begin it again after a mistake of ours, which is said."""
    failures = 0
    while True:
        try:
            await work()
        except Exception:  # a bot that is deaf for good, and looks well, is the worst of all
            log.exception("stumbled")
            terminal.say("telegram-stumbled")
            await asyncio.sleep(PAUSES_S[min(failures, len(PAUSES_S) - 1)])
            failures += 1
        else:
            return
