"""Who somebody of Discord's is. A number says it; a name or a handle does not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import discord

from bot.chat import DeliveryError, Sender
from bot.discord_room.line import Line
from generation.model.member import ChatId, MemberId, Role

log = logging.getLogger("walkon.discord")

PLATFORM: Final = "discord"
LOCALES: Final = {
    discord.Locale.chinese: "zh-Hans", discord.Locale.taiwan_chinese: "zh-Hant",
}  # fmt: skip
ASKED_MAX: Final = 8  # more people than fit into any film
ASK_S: Final = 1.0  # of the three seconds in which something must be answered


def member_id(person: int) -> MemberId:
    """Return how the core names somebody."""
    return MemberId(f"{PLATFORM}:{person}")


def chat_id(channel: int) -> ChatId:
    """Return how the core names a chat."""
    return ChatId(f"{PLATFORM}:{channel}")


def number_of(name: str) -> int:
    """Read ``member_id`` or ``chat_id`` back."""
    return int(name.partition(":")[2])


def locale_of(locale: discord.Locale) -> str:
    """Return which of our languages somebody reads, from their app's language."""
    return LOCALES.get(locale, "en")


def sender_of(
    person: discord.User | discord.Member, *, locale: str = "en", role: Role = "member"
) -> Sender:
    """Return somebody as the core knows them."""
    return Sender(
        id=member_id(person.id), name=person.display_name, locale=locale, role=role,
        handle=person.name,
    )  # fmt: skip


def raw_sender(user: Mapping[str, Any], member: Mapping[str, Any] | None = None) -> Sender | None:
    """Return somebody as Discord describes them; None for programs, which are nobody."""
    if user.get("bot"):
        return None
    handle = str(user["username"])
    name = (member or {}).get("nick") or user.get("global_name") or handle
    return Sender(id=member_id(int(user["id"])), name=str(name), handle=handle)


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Asks Discord who somebody is whom it has only given a number."""

    line: Line

    async def named(self, people: Iterable[int], guild: int | None) -> dict[int, Sender]:
        """Return who they are, as a server knows them where there is one.

        Whoever Discord does not tell of in time is left out.
        """
        asked = [*dict.fromkeys(people)][:ASKED_MAX]
        tasks = {one: asyncio.create_task(self._who(one, guild)) for one in asked}
        if not tasks:
            return {}
        try:
            done, _ = await asyncio.wait(tasks.values(), timeout=ASK_S)
        finally:
            for task in tasks.values():
                task.cancel()
        found = ((one, task.result()) for one, task in tasks.items() if task in done)
        return {one: sender for one, sender in found if sender is not None}

    async def _who(self, person: int, guild: int | None) -> Sender | None:
        try:
            if guild is None:
                return raw_sender(await self.line.call("GET", "/users/{user_id}", user_id=person))
            told = await self.line.call(
                "GET", "/guilds/{guild_id}/members/{member_id}", guild_id=guild, member_id=person
            )
        except (DeliveryError, OSError, TimeoutError) as error:
            log.info("not told who", extra={"kind": type(error).__name__})
            return None
        return raw_sender(told["user"], told)
