"""The bot's account at Discord, and the library's client that speaks and listens for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
from pydantic import SecretStr

from bot.discord_room.lateness import Lateness

log = logging.getLogger("walkon.discord")

OFFICIAL: Final = "https://discord.com/api/v10"
CDN: Final = ("cdn.discordapp.com", "media.discordapp.net")
LOGIN_S: Final = 20.0
READY_S: Final = 0.5  # between two servers that Discord tells of; those that come later count too
READY: Final = "READY"
AMISS: Final = (LookupError, TypeError, ValueError, AttributeError)
"""What the library raises over an answer that is none of Discord's."""
WAIT_MAX_S: Final = 30.0  # the library waits no longer for Discord to let a call through


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The bot's account.

    Attributes:
        token: As the developers' pages gave it; never logged.
        api_url: Where the API is; a server for tests, or Discord's.
    """

    token: str
    api_url: str = OFFICIAL


def account_of(token: SecretStr, api_url: str) -> Account:
    """Return an operator's account; without an address it is at Discord itself."""
    return Account(token=token.get_secret_value(), api_url=(api_url or OFFICIAL).rstrip("/"))


def holds(account: Account, file: yarl.URL) -> bool:
    """Tell whether a file's address is one where Discord keeps files of people's."""
    if account.api_url == OFFICIAL:
        return file.scheme == "https" and file.host in CDN
    return file.scheme in {"http", "https"} and file.host == yarl.URL(account.api_url).host


class Client(discord.Client):
    """The library's client, which keeps no people and no messages.

    Attributes:
        lateness: What time it is at Discord, by its answers.
    """

    def __init__(self) -> None:
        """Ask for servers and direct messages: nobody has to allow these."""
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        intents = discord.Intents.none()
        intents.guilds = intents.dm_messages = True
        self.lateness = Lateness()
        super().__init__(
            intents=intents, max_messages=None, chunk_guilds_at_startup=False,
            http_trace=self.lateness.tracing(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            allowed_mentions=discord.AllowedMentions.none(), max_ratelimit_timeout=WAIT_MAX_S,
            guild_ready_timeout=READY_S,
        )  # fmt: skip
        _outlast_a_cut(self.http)
        parsers = self._connection.parsers  # what ends in an exception there would end the line
        parsers |= {event: _harmless(parsers[event], event) for event in parsers.keys() - {READY}}

    async def on_error(self, event_method: str, /, *args: object, **more: object) -> None:
        """Go on with the next event; the log has what became of this one."""
        del args, more
        log.exception(  # noqa: LOG004  the library calls this from its handler
            "event not taken in", extra={"event": event_method}
        )


def _outlast_a_cut(http: discord.http.HTTPClient) -> None:
    """Have every call of the library's let the others through again where it is cancelled.

    A call that Discord tells to have *all* wait shuts them out, waits, and lets them in; cancelled
    while it waits, it would never do the last. Whichever is cut opens: at worst another is told to
    wait as well. It must not go on by itself: what we gave up would be done when nobody expects it.
    """
    request = http.request

    async def asked(*args: Any, **more: Any) -> Any:
        try:
            return await request(*args, **more)
        except asyncio.CancelledError:
            http._global_over.set()
            raise

    http.request = asked  # type: ignore[method-assign]


def _harmless(parse: Callable[[Any], None], event: str) -> Callable[[Any], None]:
    """Return a reading of events that leaves out what the library cannot read."""

    def parsed(data: Any) -> None:
        try:
            parse(data)
        except Exception:  # whatever it is, what comes after it must be heard
            log.exception("event not read", extra={"event": event})

    return parsed


def client(account: Account) -> Client:
    """Return the library's client, which has not spoken yet.

    The library has one address of Discord's for a whole process, so this sets it for all.
    """
    Route.BASE = account.api_url
    return Client()


async def log_in(bot: Client, account: Account) -> None:
    """Have Discord tell who we are, and where it is listened to.

    Raises:
        discord.LoginFailure: Discord does not know the token.
        discord.DiscordException: It does not let us in.
        OSError: Nobody answers, or not as Discord does.
    """
    try:
        async with asyncio.timeout(LOGIN_S):
            await bot.login(account.token)
            _, address, _ = await bot.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(address)
    except BaseException as error:
        await bot.http.close()
        bot.http.connector = discord.utils.MISSING  # closed with its session; the next is new
        if isinstance(error, AMISS):
            raise ConnectionError(type(error).__name__) from error
        raise
