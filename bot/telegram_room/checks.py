"""What stands in the way of a bot on Telegram, one sentence each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

import httpx
from telegram import Bot, ChatMemberAdministrator, ChatMemberOwner
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.telegram_room.poller import RAW
from generation.errors import MachineError, OptionRejected

CLOCK_S: Final = 30.0  # a difference that no network makes
LISTEN_S: Final = 3  # another program that fetches cuts us off within this
CHATS_MAX: Final = 50
HEAD_S: Final = 10.0

Values = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A sentence about how the bot is set up: the end of its id, and what stands in it."""

    what: str
    values: Values = field(default_factory=dict)


def host_of(url: str) -> str:
    """Return who an address belongs to."""
    return urlsplit(url).netloc


async def introduced(bot: Bot, api_url: str) -> str:
    """Return the bot's handle, as Telegram tells it.

    Raises:
        OptionRejected: Telegram does not know the token.
        MachineError: Nobody answers.
    """
    try:
        await bot.initialize()
    except InvalidToken as error:
        raise OptionRejected("telegram-token") from error
    except TelegramError as error:
        raise MachineError("telegram-away", host=host_of(api_url)) from error
    return bot.username


async def listened_to(bot: Bot) -> None:
    """Make sure that nobody else fetches this bot's messages. Nothing is taken by that.

    Raises:
        MachineError: Somebody does.
    """
    try:
        await bot.do_api_request(
            RAW, api_kwargs={"limit": 1, "timeout": LISTEN_S}, read_timeout=LISTEN_S + HEAD_S
        )
    except Conflict as error:
        raise MachineError("telegram-twice") from error


async def advice(
    bot: Bot,
    *,
    api_url: str,
    polling: bool,
    chats: Sequence[int],
    clock: Callable[[], datetime],
) -> list[Advice]:
    """Return what should be otherwise about an account that is known to be ours."""
    found = list[Advice]()
    if polling:
        hook = (await bot.get_webhook_info()).url
        if hook:
            found.append(Advice(what="webhook", values={"host": host_of(hook)}))
    seconds = await _clock_off_s(api_url, clock)
    if abs(seconds) > CLOCK_S:
        found.append(Advice(what="clock", values={"seconds": round(abs(seconds))}))
    if bot.can_read_all_group_messages:
        found.append(Advice(what="reads-all"))
    kept = [chat for chat in chats[:CHATS_MAX] if not await _may_delete(bot, chat)]
    if kept:
        found.append(Advice(what="keeps", values={"n": len(kept)}))
    return found


async def _clock_off_s(api_url: str, clock: Callable[[], datetime]) -> float:
    """Return how far our clock is from the server's, as its answers tell; 0 where they do not."""
    try:
        async with httpx.AsyncClient(timeout=HEAD_S) as client:
            answer = await client.head(f"{api_url}/bot0:nobody/getMe")
        there = parsedate_to_datetime(answer.headers.get("Date", ""))
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, OverflowError):
        return 0.0
    if there.tzinfo is None:  # a zone of -0000, or none
        there = there.replace(tzinfo=UTC)
    return (clock() - there).total_seconds()


async def _may_delete(bot: Bot, chat: int) -> bool:
    """Tell whether we may take old messages away; a chat that does not answer is not counted."""
    try:
        me = await bot.get_chat_member(chat, bot.id)
    except TelegramError:
        return True
    if isinstance(me, ChatMemberOwner):
        return True
    return isinstance(me, ChatMemberAdministrator) and bool(me.can_delete_messages)
