"""What somebody may do in a channel: a server's member who sees it, and whether they run it."""

from __future__ import annotations

from dataclasses import dataclass

import discord

from bot.discord_room.account import Client
from bot.discord_room.line import refusal_of
from bot.discord_room.people import number_of
from generation.model.member import ChatId, MemberId, Role

Seen = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.ForumChannel


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
        channel = self.bot.get_channel(number_of(chat))
        if not isinstance(channel, Seen):
            self._surely_none()
            return None
        try:
            found = await channel.guild.fetch_member(number_of(member))
        except discord.NotFound:
            return None
        except (discord.HTTPException, discord.RateLimited) as error:
            raise refusal_of(error) from error
        except discord.DiscordException as error:
            raise ConnectionError(type(error).__name__) from error
        if not channel.permissions_for(found).view_channel:
            return None
        return "admin" if found.guild_permissions.manage_guild else "member"

    def _surely_none(self) -> None:
        """Let nobody conclude from an outage that a channel is no more."""
        if not self.bot.is_ready() or any(guild.unavailable for guild in self.bot.guilds):
            raise ConnectionError("servers not known")
