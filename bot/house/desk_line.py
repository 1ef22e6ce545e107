"""The line before the desk: who came first is served first, and is called when a place is free."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field

from generation.errors import FarmFull
from generation.ports import Packed, RenderFarm, Task, TaskKind

LINE_MAX = 16  # of a kind; pictures wait in memory
WAIT_S = 60.0
UNCALLED_S = 1.0  # the pause after a worker's death ends by itself: nobody calls then


@dataclass(slots=True, eq=False)
class _Ticket:
    kind: TaskKind
    called: asyncio.Event = field(default_factory=asyncio.Event)


class DeskLine:
    """Everybody who has work for the desk goes through it. Used on one event loop."""

    def __init__(self, desk: RenderFarm) -> None:
        """Stand before ``desk``."""
        self._desk = desk
        self._waiting: deque[_Ticket] = deque()

    def room(self, kind: TaskKind) -> int:
        """Return how many more tasks of a kind are worth bringing now.

        One may always stand in the line, so that no kind is kept out by another.
        """
        if self._count(kind):
            return 0
        return max(1, self._desk.free() - len(self._waiting))

    async def work(self, task: Task) -> Packed:
        """Wait for a place, then for the answer.

        Raises:
            FarmFull: The line is too long, or no place came in time.
            WalkonError: What the work, or its loss, raised.
        """
        await self._turn(task.kind)
        try:
            running = await self._desk.submit(task)
            return await running.result()
        finally:
            self._call()

    async def _turn(self, kind: TaskKind) -> None:
        """Return in the moment in which the place is there to be taken."""
        if self._count(kind) >= LINE_MAX:
            raise FarmFull
        ticket = _Ticket(kind)
        self._waiting.append(ticket)
        try:
            async with asyncio.timeout(WAIT_S):
                while self._waiting[0] is not ticket or self._desk.free() < 1:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(UNCALLED_S):
                            await ticket.called.wait()
                    ticket.called.clear()
        except TimeoutError:
            raise FarmFull from None
        finally:
            self._waiting.remove(ticket)
            self._call()

    def _call(self) -> None:
        """Let the first in the line look."""
        if self._waiting:
            self._waiting[0].called.set()

    def _count(self, kind: TaskKind) -> int:
        return sum(ticket.kind == kind for ticket in self._waiting)
