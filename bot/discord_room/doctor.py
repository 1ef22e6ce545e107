"""What ``walkon doctor`` asks Discord, with the running bot left in peace: it does not listen."""

from __future__ import annotations

from bot.bootstrap import utc_now
from bot.chat import DeliveryError
from bot.discord_room.account import AMISS, account_of, client
from bot.discord_room.checks import Advice, advice, host_of, introduced, servers_of
from bot.discord_room.line import Line
from bot.settings import Settings
from generation.errors import MachineError


async def examined(settings: Settings) -> tuple[str, int, list[Advice]]:
    """Return the bot's handle, how many servers it is in, and what should be otherwise.

    Raises:
        OptionRejected: Discord does not know the token.
        MachineError: Nobody answers there.
    """
    token = settings.discord_token
    assert token is not None  # noqa: S101  asked before
    account = account_of(token, settings.discord_api_url)
    bot = client(account)
    try:
        handle = await introduced(bot, account)
        servers = await servers_of(Line(bot))
        found = await advice(bot, account, servers, clock=utc_now, command=settings.command)
    except (DeliveryError, OSError, TimeoutError, *AMISS) as error:
        raise MachineError("discord-away", host=host_of(account.api_url)) from error
    finally:
        await bot.close()
    return handle, len(servers), found
