"""What stands in the way of a bot on Discord, one sentence each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

import aiohttp
import discord
import yarl

from bot.chat import CannotReach
from bot.discord_room.account import Account, Client, log_in
from bot.discord_room.line import Line
from bot.discord_room.places import missing
from generation.errors import MachineError, OptionRejected

CLOCK_S: Final = 30.0  # a difference that no network makes
GUILDS_MAX: Final = 200  # as many as Discord tells of at once
ASKED_MAX: Final = 50
CALL_S: Final = 10.0

Values = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A sentence about how the bot is set up: the end of its id, and what stands in it."""

    what: str
    values: Values = field(default_factory=dict)


def host_of(url: str) -> str:
    """Return who an address belongs to."""
    return yarl.URL(url).authority


async def introduced(bot: Client, account: Account) -> str:
    """Return the bot's handle, as Discord tells it.

    Raises:
        OptionRejected: Discord does not know the token.
        MachineError: Nobody answers.
    """
    try:
        await log_in(bot, account)
    except discord.LoginFailure as error:
        raise OptionRejected("discord-token") from error
    except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
        raise MachineError("discord-away", host=host_of(account.api_url)) from error
    return bot.user.name if bot.user is not None else ""


async def servers_of(line: Line) -> Sequence[Mapping[str, Any]]:
    """Return the servers that the bot is in, as Discord tells of them: ``id``, ``permissions``.

    Raises:
        DeliveryError: Discord does not tell.
        OSError: It does not answer.
    """
    told = await line.call("GET", "/users/@me/guilds", params={"limit": str(GUILDS_MAX)})
    return list(told)


async def advice(
    bot: Client,
    account: Account,
    servers: Sequence[Mapping[str, Any]],
    *,
    clock: Callable[[], datetime],
    command: str,
) -> list[Advice]:
    """Return what should be otherwise about an account that is known to be ours.

    Raises:
        DeliveryError: Discord does not tell.
        OSError: It does not answer.
    """
    found, line = list[Advice](), Line(bot)
    if bot.application is not None and bot.application.interactions_endpoint_url:
        found.append(Advice(what="endpoint"))
    seconds = await _clock_off_s(account.api_url, clock)
    if abs(seconds) > CLOCK_S:
        found.append(Advice(what="clock", values={"seconds": round(abs(seconds))}))
    if not await _offers(line, command):
        found.append(Advice(what="missing"))
    silent = [one for one in servers if missing(_may(one), thread=False)]
    if silent:
        found.append(Advice(what="mute", values={"n": len(silent)}))
    bare = [one for one in servers[:ASKED_MAX] if not await _takes_commands(line, one)]
    if bare:
        found.append(Advice(what="scope", values={"n": len(bare)}))
    return found


def _may(server: Mapping[str, Any]) -> discord.Permissions:
    return discord.Permissions(int(server["permissions"]))


async def _offers(line: Line, command: str) -> bool:
    """Tell whether Discord knows our command."""
    told = await line.call(
        "GET", "/applications/{application_id}/commands", application_id=line.application
    )
    return any(one.get("name") == command for one in told)


async def _takes_commands(line: Line, server: Mapping[str, Any]) -> bool:
    """Tell whether whoever invited the bot has let its commands in as well."""
    try:
        await line.call(
            "GET", "/applications/{application_id}/guilds/{guild_id}/commands",
            application_id=line.application, guild_id=int(server["id"]),
        )  # fmt: skip
    except CannotReach:
        return False
    return True


async def _clock_off_s(api_url: str, clock: Callable[[], datetime]) -> float:
    """Return how far our clock is from the server's, as its answers tell; 0 where they do not."""
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=CALL_S)) as session,
            session.get(f"{api_url}/gateway") as answer,
        ):
            there = parsedate_to_datetime(answer.headers.get("Date", ""))
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError, OverflowError):
        return 0.0
    if there.tzinfo is None:  # a zone of -0000, or none
        there = there.replace(tzinfo=UTC)
    return (clock() - there).total_seconds()
