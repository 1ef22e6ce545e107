"""A farm that only pretends: tasks run in this process, instantly, slowly or not at all."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

from generation.errors import FarmFull, RenderError, RenderTimeout, WalkonError, WorkerLost
from generation.farm.running import Running
from generation.ports import Packed, Task

Tell = Callable[[str, float], None]
Answer = Callable[[Task, Tell], Awaitable[Packed]]


class FakeFarm:
    """Takes ``slots`` tasks at a time and lets ``answer`` say what becomes of each.

    Attributes:
        taken: Every task so far, in order.
        failures: What the next tasks raise instead of an answer, first come first served.
        gate: While it is clear, no task ends.
        pace_s: How long each takes.
    """

    def __init__(self, answer: Answer, *, slots: int = 2, pace_s: float = 0.0) -> None:
        self.taken: list[Task] = []
        self.failures: deque[WalkonError] = deque()
        self.gate = asyncio.Event()
        self.gate.set()
        self.pace_s = pace_s
        self._answer, self._slots = answer, slots
        self._working: dict[asyncio.Task[None], Running] = {}
        self._closed = False

    def free(self) -> int:
        return 0 if self._closed else self._slots - len(self._working)

    async def submit(self, task: Task) -> Running:
        if self.free() < 1:
            raise FarmFull()
        self.taken.append(task)
        failure = self.failures.popleft() if self.failures else None

        async def end() -> None:
            working.cancel()
            await running.wait()

        running = Running(end)
        working = asyncio.create_task(self._work(task, running, failure))
        self._working[working] = running
        working.add_done_callback(lambda _: self._over(working))
        return running

    async def aclose(self) -> None:
        self._closed = True
        for running in tuple(self._working.values()):
            running.end(WorkerLost())
        for working in tuple(self._working):
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working

    def _over(self, working: asyncio.Task[None]) -> None:
        running = self._working.pop(working, None)
        if running is not None:
            running.end(WorkerLost("cancelled"))

    async def _work(self, task: Task, running: Running, failure: WalkonError | None) -> None:
        outcome: Packed | WalkonError
        try:
            async with asyncio.timeout(task.deadline_s):
                running.tell("reading", 0.0)
                await asyncio.sleep(self.pace_s)
                await self.gate.wait()
                outcome = failure or await self._answer(task, running.tell)
        except TimeoutError:
            outcome = RenderTimeout()
        except WalkonError as error:
            outcome = error
        except Exception:
            outcome = RenderError("bug", bug="fake")
        self._working = {w: other for w, other in self._working.items() if other is not running}
        running.end(outcome)
