"""What ``walkon doctor`` asks Telegram, with the running bot left in peace."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from bot.bootstrap import utc_now
from bot.settings import Settings
from bot.telegram_bot import OFFICIAL, Account, client
from bot.telegram_room.checks import Advice, advice, introduced, listened_to
from generation.errors import DataLocked
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
    api_url = settings.telegram_api_url or OFFICIAL
    bot = client(Account(token=token.get_secret_value(), api_url=api_url))
    polling = settings.telegram_mode == "polling"
    try:
        handle = await introduced(bot, api_url)
        found = await advice(
            bot, api_url=api_url, polling=polling, chats=_groups(folder), clock=utc_now
        )
        if polling and not found and _is_free(folder):
            await listened_to(bot)
    finally:
        await bot.shutdown()
    return handle, found


def _groups(folder: DataFolder) -> list[int]:
    """Return the groups in the books; none where there are no books yet."""
    if not folder.db.exists():
        return []
    try:
        with closing(sqlite3.connect(f"file:{folder.db}?mode=ro", uri=True)) as books:
            return list(TelegramBooks(books).groups())
    except sqlite3.OperationalError:
        return []  # books of an earlier version


def _is_free(folder: DataFolder) -> bool:
    """Tell whether no bot of ours works with this data: it would be the one that fetches."""
    try:
        with folder.lock():
            return True
    except DataLocked:
        return False
