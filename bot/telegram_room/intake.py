"""Updates on their way in: on disk before Telegram hears that we have them, then one by one.

Those of one chat are taken in their order, chats beside each other. One that cannot be taken in is
tried again, and after the last try let go, so that it holds nobody up.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeVar

from bot.telegram_room.books import AdapterBooks
from bot.telegram_room.reading import lane_of
from storage.telegram import TelegramBooks
from storage.telegram_tables import Kept

log = logging.getLogger("walkon.telegram")

TRIES_MAX: Final = 3
AGAIN_S: Final = (0.5, 2.0)
LOOKED_AT: Final = 500  # updates waiting that are looked at together
PATIENCE_S: Final = 1.0
FULL_S: Final = 5.0  # between two tries to write on a disk that lets us not
TOGETHER: Final = 16  # chats at the same time: after a pause all would stand in line to be answered

T = TypeVar("T")

Take = Callable[[dict[str, Any]], Awaitable[None]]
"""Takes one update in, for good."""


@dataclass(slots=True)
class Intake:
    """Keeps updates and hands them on. ``run`` is one task.

    Attributes:
        calm: Set once everything has been taken in that had come before we were there.
    """

    books: AdapterBooks
    clock: Callable[[], datetime]
    take: Take
    calm: asyncio.Event = field(default_factory=asyncio.Event)
    _bell: asyncio.Event = field(default_factory=asyncio.Event)
    _lanes: dict[Hashable, deque[Kept]] = field(default_factory=dict)
    _seen: set[int] = field(default_factory=set)
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(TOGETHER))

    async def keep(self, updates: Iterable[dict[str, Any]]) -> None:
        """Put updates on disk; they are safe when this returns, and may come again."""
        rows = [(int(one["update_id"]), json.dumps(one, separators=(",", ":"))) for one in updates]
        at = self.clock()
        await self.books.write(lambda books: books.keep(rows, at))
        self._bell.set()

    async def run(self) -> None:
        """Take updates in until cancelled; whoever runs it again finds what was left."""
        self._lanes.clear()
        self._seen.clear()
        async with asyncio.TaskGroup() as lanes:
            while True:
                for kept in await self._waiting():
                    self._line_up(kept, lanes)
                if not self._lanes:
                    self.calm.set()
                await self._rung()

    async def _waiting(self) -> Sequence[Kept]:
        """Read what is on disk and stands in no lane."""
        busy = frozenset(self._seen)  # before the read: one that goes meanwhile is still read
        return await self._surely(
            self.books.read, lambda books: books.waiting(LOOKED_AT, beside=busy)
        )

    async def _surely(
        self, go: Callable[[Callable[[TelegramBooks], T]], Awaitable[T]], use: Callable[..., T]
    ) -> T:
        """Run work on the books, as often as it takes."""
        while True:
            try:
                return await go(use)
            except Exception as error:  # a full disk, whatever it is called, has room again one day
                log.warning("books of updates", extra={"kind": type(error).__name__})
                await asyncio.sleep(FULL_S)

    async def _rung(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._bell.wait()
        except TimeoutError:
            pass
        self._bell.clear()

    def _line_up(self, kept: Kept, lanes: asyncio.TaskGroup) -> None:
        self._seen.add(kept.id)
        lane = _lane_of(kept)
        if lane in self._lanes:
            self._lanes[lane].append(kept)
            return
        self._lanes[lane] = deque([kept])
        lanes.create_task(self._walk(lane))

    async def _walk(self, lane: Hashable) -> None:
        """Take in everything of one lane, in order."""
        waiting = self._lanes[lane]
        while waiting:
            kept = waiting[0]
            async with self._room:
                await self._take_in(kept)
            waiting.popleft()
            self._seen.discard(kept.id)
        del self._lanes[lane]
        if not self._lanes:
            self._bell.set()

    async def _take_in(self, kept: Kept) -> None:
        body = json.loads(kept.body)
        tries = kept.tries
        while tries < TRIES_MAX:
            try:
                await self.take(body)
            except Exception as error:  # one update must not hold up all that come after it
                kind = type(error).__name__
                log.exception("update not taken in", extra={"update": kept.id, "kind": kind})
                await self._surely(self.books.write, lambda books: books.failed(kept.id))
                tries += 1
                if tries < TRIES_MAX:
                    await asyncio.sleep(AGAIN_S[min(tries, len(AGAIN_S)) - 1])
            else:
                break
        await self._surely(self.books.write, lambda books: books.taken_in(kept.id))


def _lane_of(kept: Kept) -> Hashable:
    """Return an update's lane; whatever has an odd shape has one of its own."""
    lane = lane_of(json.loads(kept.body))
    try:
        hash(lane)
    except TypeError:
        return ("odd", kept.id)
    return lane
