"""Has workers do what big cameras need, and borrows the puppets' only while those rest."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from bot.house.dispatcher import small
from bot.house.house import House, heard
from generation.errors import FarmFull, OutOfMemory, WorkerLost
from generation.ports import Packed, RenderFarm, Task
from generation.studio.books import Books

PATIENCE_S = 1.0
LOST_MAX = 2  # workers that one task may lose


@dataclass(slots=True)
class Borrower:
    """The way of the big cameras to workers.

    Attributes:
        borrowed: How many of the puppets' workers are at work for it.
    """

    house: House
    borrowed: int = 0

    async def work(self, farm: RenderFarm, task: Task) -> Packed:
        """Have a worker do something once one is free; one that is lost may be no fault of it.

        A cancellation ends it there, too.
        """
        for _ in range(LOST_MAX - 1):
            with suppress(WorkerLost):
                return await self._once(farm, task)
        return await self._once(farm, task)

    async def _once(self, farm: RenderFarm, task: Task) -> Packed:
        while True:
            await self._until_free(farm)
            try:
                running = await farm.submit(task)
            except FarmFull:
                await heard(self.house.reels, patience_s=PATIENCE_S)
                continue
            except ValueError as error:  # more than one task can carry
                raise OutOfMemory() from error
            break
        borrowed = farm is self.house.stage
        self.borrowed += borrowed
        try:
            async for _ in running.progress():
                pass
            return await running.result()
        except asyncio.CancelledError:
            await running.cancel()
            raise
        finally:
            self.borrowed -= borrowed

    async def _until_free(self, farm: RenderFarm) -> None:
        """Wait for a worker; for one of the puppets' until nothing of theirs waits for it."""
        while True:
            if farm.free() and (farm is not self.house.stage or await self._puppets_rest()):
                return
            await heard(self.house.reels, patience_s=PATIENCE_S)

    async def _puppets_rest(self) -> bool:
        """Tell whether no cut of the puppets' waits, nor is on its way to a worker."""

        def taken(books: Books) -> int | None:
            if books.jobs.any("queued"):
                return None
            return len(small(books.jobs.in_state("rendering")))

        theirs = await self.house.database.read(taken)
        free = self.house.stage.free()
        workers = self.house.terms.workers
        return theirs is not None and free > 0 and theirs + self.borrowed + free <= workers
