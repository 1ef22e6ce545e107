"""How much the bot may say on Telegram, and when: beyond it Telegram refuses, and makes us wait."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from bot.chat import SlowDown

GROUP_MAX, GROUP_S = 20, 60.0  # messages and edits in one group
ALL_MAX, ALL_S = 28, 1.0  # in all chats together; Telegram allows 30
KEPT: Final = 8  # of a group's, for what is no progress: a film, a failure, an answer
IDLE_CHATS_MAX: Final = 2000


@dataclass(slots=True)
class Pace:
    """Counts what was said. One instance for each token; times are the loop's."""

    monotonic: Callable[[], float]
    _all: deque[float] = field(default_factory=deque)
    _groups: dict[int, deque[float]] = field(default_factory=dict)
    _held: dict[int, float] = field(default_factory=dict)

    def take(self, chat: int, *, minor: bool = False) -> None:
        """Count one message to a chat; ``minor`` ones leave room for what matters more.

        Raises:
            SlowDown: It would be one too many.
        """
        now = self.monotonic()
        held = self._held.get(chat, 0.0)
        if held > now:
            raise SlowDown(held - now)
        self._room(self._all, now, ALL_MAX, ALL_S)
        if chat < 0:
            said = self._groups.setdefault(chat, deque())
            self._room(said, now, GROUP_MAX - KEPT if minor else GROUP_MAX, GROUP_S)
            said.append(now)
        self._all.append(now)
        if len(self._groups) > IDLE_CHATS_MAX:
            self._forget(now)

    def hold(self, chat: int, wait_s: float) -> None:
        """Say nothing to a chat for so long: Telegram has asked for it."""
        now = self.monotonic()
        self._held = {one: until for one, until in self._held.items() if until > now}
        self._held[chat] = now + wait_s

    @staticmethod
    def _room(said: deque[float], now: float, most: int, span_s: float) -> None:
        while said and said[0] <= now - span_s:
            said.popleft()
        if len(said) >= most:
            raise SlowDown(said[len(said) - most] + span_s - now)

    def _forget(self, now: float) -> None:
        self._groups = {
            chat: said for chat, said in self._groups.items() if said and said[-1] > now - GROUP_S
        }
