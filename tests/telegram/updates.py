"""What happened, kept for the bot until it says that it has it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.telegram import refusals
from tests.telegram.refusals import Refused
from tests.telegram.things import Json

UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Updates that come only when a bot has named them."""
LIMIT = 100


@dataclass(slots=True)
class UpdateQueue:
    """Updates in order of their ids.

    Attributes:
        waiting: Those not yet confirmed.
        allowed: The kinds that the bot has named, or None for all but ``UNASKED``.
        repeats: Says of an update id whether that one is delivered once more, later.
        order: Puts the updates of one answer into another order.
        told: How many updates there were.
    """

    next_id: int = 700_000_001
    waiting: list[Json] = field(default_factory=list)
    allowed: frozenset[str] | None = None
    repeats: Callable[[int], bool] = lambda _id: False
    order: Callable[[Sequence[Json]], Sequence[Json]] = lambda updates: updates
    told: int = 0
    again: list[Json] = field(default_factory=list)
    _came: asyncio.Event = field(default_factory=asyncio.Event)
    _poll: asyncio.Future[None] | None = None
    _repeated: set[int] = field(default_factory=set)
    _at: dict[int, float] = field(default_factory=dict)

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in UNASKED

    def tell(self, kind: str, body: Json, *, at: float = 0.0) -> int | None:
        """Queue an update of what happened ``at``; None where the bot does not want this kind."""
        if not self.wants(kind):
            return None
        self.next_id += 1
        self._at[self.next_id] = at
        self.waiting.append({"update_id": self.next_id, kind: body})
        self.told += 1
        self._came.set()
        return self.next_id

    def forget(self, *, before: float) -> None:
        """Drop what nobody has fetched for too long."""
        self.waiting = [one for one in self.waiting if self._at[one["update_id"]] >= before]

    def confirm(self, offset: int) -> None:
        """Forget what is older than ``offset``; counted from the end where that is negative."""
        if offset < 0:
            self.waiting = self.waiting[offset:]
            return
        for update in self.waiting:
            if update["update_id"] < offset:
                self._repeat(update)
        self.waiting = [update for update in self.waiting if update["update_id"] >= offset]

    def next(self) -> Json | None:
        """What a webhook is sent next, or None if nothing waits."""
        if self.again:
            return self.again[0]
        return self.order(self.waiting)[0] if self.waiting else None

    def taken(self, update: Json) -> None:
        """Forget one update, which a webhook has taken."""
        if update in self.again:
            self.again.remove(update)
        elif update in self.waiting:
            self.waiting.remove(update)
            self._repeat(update)

    def _repeat(self, update: Json) -> None:
        number = update["update_id"]
        if self.repeats(number) and number not in self._repeated:
            self._repeated.add(number)
            self.again.append(update)

    async def poll(self, *, offset: int, limit: int, timeout_s: float) -> list[Json]:
        """``getUpdates``: what waits from ``offset`` on, after up to ``timeout_s`` if nothing does.

        Raises:
            Refused: Somebody else has begun to poll meanwhile, or set a webhook.
        """
        self.interrupt(Refused(409, refusals.CONFLICT_POLLERS))
        if offset:
            self.confirm(offset)
        self._poll = mine = asyncio.get_running_loop().create_future()
        try:
            if not self.waiting and not self.again and timeout_s > 0:
                await self._something(mine, timeout_s)
            if mine.done():
                mine.result()
        finally:
            if self._poll is mine:
                self._poll = None
            mine.cancel()
        repeated, self.again = self.again, []
        return list(self.order([*repeated, *self.waiting[: max(1, min(limit, LIMIT))]]))

    def interrupt(self, why: Refused) -> None:
        """End a long poll that is going on."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(why)

    async def came(self) -> None:
        """Return once something may wait to be delivered."""
        if self.next() is None:
            self._came.clear()
            await self._came.wait()

    async def _something(self, interrupted: asyncio.Future[None], timeout_s: float) -> None:
        self._came.clear()
        came: asyncio.Future[Any] = asyncio.ensure_future(self._came.wait())
        try:
            both: set[asyncio.Future[Any]] = {came, interrupted}
            await asyncio.wait(both, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            came.cancel()
