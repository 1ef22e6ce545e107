"""What somebody may do in a channel: a server's member who sees it, and whether they run it."""

from __future__ import annotations

from dataclasses import dataclass

import discord

from bot.discord_room.account import Client
from bot.discord_room.line import refusal_of
from bot.discord_room.people import number_of
from generation.model.member import ChatId, MemberId, Role

Seen = (
    discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.ForumChannel
    | discord.Thread
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Asks Discord for a member, and looks at what the channel lets them do."""

    bot: Client

    async def of(self, chat: ChatId, member: MemberId) -> Role | None:
        """Return what somebody may do in a channel now, or None where they do not see it.

        Raises:
            DeliveryError: Discord does not tell.
            OSError: It does not answer, or has not told us of its servers yet.
        """
        try:
            channel = await self._channel(number_of(chat))
            if channel is None:
                return None
            found = await channel.guild.fetch_member(number_of(member))
            if not await _sees(channel, found):
                return None
        except discord.NotFound:
            return None
        except (discord.HTTPException, discord.RateLimited) as error:
            raise refusal_of(error) from error
        except discord.DiscordException as error:
            raise ConnectionError(type(error).__name__) from error
        return "admin" if found.guild_permissions.manage_guild else "member"

    async def _channel(self, number: int) -> Seen | None:
        """Return a channel, or a thread; Discord tells by itself only of threads that are open."""
        channel: object = self.bot.get_channel(number)
        if isinstance(channel, Seen):
            return channel
        self._surely_none()
        try:
            channel = await self.bot.fetch_channel(number)
        except discord.Forbidden:  # we are not in it any more
            return None
        return channel if isinstance(channel, discord.Thread) else None

    def _surely_none(self) -> None:
        """Let nobody conclude from an outage that a channel is no more."""
        if not self.bot.is_ready() or any(guild.unavailable for guild in self.bot.guilds):
            raise ConnectionError("servers not known")


async def _sees(channel: Seen, member: discord.Member) -> bool:
    """Tell whether a member sees a channel; a private thread, whether they are in it as well."""
    may = channel.permissions_for(member)
    if not may.view_channel:
        return False
    if not isinstance(channel, discord.Thread) or not channel.is_private():
        return True
    if may.administrator or may.manage_threads:
        return True
    try:
        await channel.fetch_member(member.id)
    except discord.NotFound:
        return False
    return True
