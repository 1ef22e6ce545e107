"""What ``walkon doctor`` asks Telegram, with the running bot left in peace."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from telegram.error import TelegramError

from bot.bootstrap import utc_now
from bot.settings import Settings
from bot.telegram_room.account import account_of, client
from bot.telegram_room.checks import Advice, advice, host_of, introduced, listened_to
from generation.errors import DataLocked, MachineError
from storage.folder import DataFolder
from storage.telegram import TelegramBooks


async def examined(settings: Settings, folder: DataFolder) -> tuple[str, list[Advice]]:
    """Return the bot's handle, and what should be otherwise.

    Raises:
        OptionRejected: Telegram does not know the token.
        MachineError: Nobody answers there, or another program fetches this bot's messages.
    """
    token = settings.telegram_token
    assert token is not None  # noqa: S101  asked before
    account = account_of(token, settings.telegram_api_url)
    bot, api_url = client(account), account.api_url
    polling = settings.telegram_mode == "polling"
    try:
        handle = await introduced(bot, api_url)
        found = await advice(
            bot, api_url=api_url, polling=polling, chats=_groups(folder), clock=utc_now
        )
        if polling and not found and _is_free(folder):
            await listened_to(bot)
    except TelegramError as error:
        raise MachineError("telegram-away", host=host_of(api_url)) from error
    finally:
        await bot.shutdown()
    return handle, found


def _groups(folder: DataFolder) -> list[int]:
    """Return the groups in the books; none where there are no books yet."""
    if not folder.db.exists():
        return []
    try:
        address = f"{folder.db.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as books:
            return list(TelegramBooks(books).groups())
    except sqlite3.DatabaseError:
        return []  # books of an earlier version, or damaged ones, which another check tells


def _is_free(folder: DataFolder) -> bool:
    """Tell whether no bot of ours works with this data: it would be the one that fetches."""
    try:
        with folder.lock():
            return True
    except DataLocked:
        return False
