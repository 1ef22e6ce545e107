"""Where Telegram brings updates to us, and how it is told so."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.telegram_room.intake import Intake
from bot.telegram_room.poller import WAITS_S, Trouble, trouble_of
from bot.telegram_room.reading import ALLOWED
from bot.telegram_room.webhook import Webhook

log = logging.getLogger("walkon.telegram")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """Where Telegram finds us, and where we listen behind a proxy.

    Attributes:
        url: The public address, with a path of its own.
        host: What the proxy speaks to.
        port: What the proxy speaks to.
        secret: What Telegram has to bring along.
    """

    url: str
    host: str
    port: int
    secret: str

    def door(self, intake: Intake) -> Webhook:
        """Return what listens there, which does not listen yet."""
        return Webhook(
            intake, host=self.host, port=self.port, path=urlsplit(self.url).path,
            secret=self.secret,
        )  # fmt: skip

    async def register(self, bot: Bot, trouble: Trouble) -> None:
        """Tell Telegram where to bring updates, until it has understood."""
        tries, told = 0, ""
        while True:
            try:
                await bot.set_webhook(self.url, allowed_updates=ALLOWED, secret_token=self.secret)
            except TelegramError as error:
                log.warning("no webhook", extra={"kind": type(error).__name__})
                what = "hook" if isinstance(error, BadRequest) else trouble_of(error)
                if what != told:
                    told = what
                    await trouble(what)
                await asyncio.sleep(WAITS_S[min(tries, len(WAITS_S) - 1)])
                tries += 1
            else:
                return
