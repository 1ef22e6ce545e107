"""The bot's account at Telegram, and the library's client that speaks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pydantic import SecretStr
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.settings import prepare_libraries
from bot.telegram_room.showing import UPLOAD_S

OFFICIAL: Final = "https://api.telegram.org"
CALLS_AT_ONCE: Final = 32
CALL_S: Final = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The bot's account.

    Attributes:
        token: As BotFather gave it; never logged.
        api_url: Where the Bot API is; an operator's own server, or Telegram's.
    """

    token: str
    api_url: str = OFFICIAL


def account_of(token: SecretStr, api_url: str) -> Account:
    """Return an operator's account; without an address it is at Telegram's own server."""
    return Account(token=token.get_secret_value(), api_url=api_url or OFFICIAL)


def client(account: Account) -> Bot:
    """Return the library's client, which has not spoken yet."""
    prepare_libraries()
    base = account.api_url.rstrip("/")
    return Bot(
        account.token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=HTTPXRequest(
            connection_pool_size=CALLS_AT_ONCE, read_timeout=CALL_S, write_timeout=CALL_S,
            connect_timeout=CALL_S, pool_timeout=CALL_S, media_write_timeout=UPLOAD_S,
        ),
        get_updates_request=HTTPXRequest(connection_pool_size=2, connect_timeout=CALL_S),
    )  # fmt: skip
