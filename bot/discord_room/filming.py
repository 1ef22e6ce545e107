"""What makes a film or changes one, and what the bot may not that it needs for that.

Nothing else is stopped where the bot may not film: whoever takes a film away, says no, or answers a
question about their face needs no leave of a server's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import discord

from bot.buttons import WHILE_IT_IS_MADE, decode
from bot.chat import ButtonPress, CannotReach, DeliveryError, Event, FormSubmit, Gone, Place
from bot.discord_room.commands import MAKE
from bot.discord_room.line import Line, Refused
from bot.discord_room.people import number_of
from bot.discord_room.places import missing
from bot.i18n import say

Interaction = discord.Interaction[Any]

MENU: Final = 3  # kind of a command that is opened at a message
FILMING: Final = (WHILE_IT_IS_MADE - {"cancel"}) | {
    "same_style", "prompt", "look", "retry", "rewrite",
}  # fmt: skip
"""Buttons that make a film, or another version of one. Covering a film is none: it protects."""
SENTENCE: Final = "sentence:"
"""Begins the id of the form in which a film is asked for."""
ASK_S: Final = 0.8  # of the three seconds in which something must be answered


def films(interaction: Interaction, event: Event | None = None) -> bool:
    """Tell whether something makes or changes a film, as far as it is read."""
    if isinstance(event, FormSubmit):
        return event.form.startswith(SENTENCE)
    data: Any = interaction.data or {}
    if interaction.type is discord.InteractionType.component:
        pressed = decode(event.data if isinstance(event, ButtonPress) else _pressed(data))
        return pressed is not None and pressed[0] in FILMING
    if interaction.type is not discord.InteractionType.application_command:
        return False
    first: Mapping[str, Any] = next(iter(data.get("options", ())), {})
    return data.get("type") == MENU or first.get("name") == MAKE


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Finds out whether a film can be shown where somebody asks for one."""

    line: Line

    async def lacking(self, interaction: Interaction, place: Place, locale: str) -> str | None:
        """Return one sentence that says what stands in the way of a film; None where nothing does.

        Of a place that is not where somebody is, only what the library knows already counts.
        """
        if place.private:
            return None
        number = int(place.thread) if place.thread else number_of(place.chat)
        channel = interaction.channel
        if channel is None or channel.id != number:
            channel = interaction.client.get_channel(number)
            may = _allowed(channel)
        else:
            may = interaction.app_permissions
        if may is None:
            return None
        lacking = missing(may, thread=isinstance(channel, discord.Thread))
        if lacking:
            return _may_not(lacking, locale)
        if not isinstance(channel, discord.Thread) or not channel.is_private():
            return None
        if may.administrator or may.manage_threads or await self._is_in(channel.id):
            return None
        return say("discord-not-in-thread", locale)

    async def _is_in(self, thread: int) -> bool:
        """Tell whether the bot is in a thread; it is believed to be where Discord does not say."""
        try:
            async with asyncio.timeout(ASK_S):
                await self.line.call(
                    "GET", "/channels/{channel_id}/thread-members/@me", channel_id=thread
                )
        except (CannotReach, Gone, Refused):
            return False
        except (DeliveryError, OSError, TimeoutError):
            return True
        return True


def _allowed(channel: Any) -> discord.Permissions | None:
    """Return what the bot may do in a channel, as far as the library knows it."""
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return None
    try:
        return channel.permissions_for(channel.guild.me)
    except discord.ClientException:  # a thread whose channel is not known
        return None


def _pressed(data: Mapping[str, Any]) -> str:
    return str(data.get("custom_id", ""))


def _may_not(lacking: tuple[str, ...], locale: str) -> str:
    """Say what the bot would have to be allowed."""
    names = [say(f"discord-right-{one.replace('_', '-')}", locale) for one in lacking]
    return say("discord-may-not", locale, {"rights": " · ".join(names)})
