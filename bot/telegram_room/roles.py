"""Who runs a group: asked of Telegram, and believed for a minute, or a few where it is away."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from bot.chat import DeliveryError
from bot.telegram_room.line import Line
from generation.model.member import Role

log = logging.getLogger("walkon.telegram")

BELIEVED_S: Final = 60.0
STALE_S: Final = 300.0  # and for so long where it does not answer
CHATS_MAX: Final = 1000


@dataclass(slots=True)
class Roles:
    """Knows a group's admins. Whoever Telegram does not tell of is a member like any other."""

    line: Line
    monotonic: Callable[[], float]
    _admins: dict[int, tuple[float, frozenset[int]]] = field(default_factory=dict)

    async def of(self, chat: int, person: int) -> Role:
        """Return what somebody may do in a group."""
        return "admin" if person in await self.admins(chat) else "member"

    async def admins(self, chat: int) -> frozenset[int]:
        """Return the numbers of a group's admins; none where Telegram does not say."""
        now = self.monotonic()
        known = self._admins.get(chat)
        if known is not None and now - known[0] < BELIEVED_S:
            return known[1]
        try:
            found = await self.line.ask(lambda: self.line.bot.get_chat_administrators(chat))
        except (DeliveryError, OSError, TimeoutError) as error:
            log.info("admins not told", extra={"kind": type(error).__name__})
            if known is None or now - known[0] >= STALE_S:
                return frozenset()
            return known[1]
        admins = frozenset(one.user.id for one in found)
        if len(self._admins) >= CHATS_MAX:
            self._admins.clear()
        self._admins[chat] = now, admins
        return admins

    def forget(self, chat: int) -> None:
        """Ask again at the next occasion: somebody's rights have changed."""
        self._admins.pop(chat, None)
