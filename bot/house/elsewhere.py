"""Has a film made by the server elsewhere: drawn here, filmed there, and made a film of here."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.cameras import cost_of
from bot.house.borrowing import Borrower
from bot.house.house import House
from generation.errors import EngineUnavailable, OutOfMemory
from generation.farm import wire
from generation.farm.frames import FRAME_MAX_BYTES
from generation.model.job import Job
from generation.model.packed import pack
from generation.ports import Packed, Task, unheeded
from generation.studio.bettering import REMOTE

STAGE_S = 600.0  # to draw boards, or to make a film of what a camera elsewhere has brought
ENVELOPE_BYTES = 64 << 10  # of an order, beside its body


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A film that a camera has made: what a worker returned, who is named for it, what it cost."""

    result: Packed
    maker: str = ""
    cost: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The way to the server; what a worker loses here is not ordered there again."""

    house: House
    workers: Borrower

    async def shoot(self, job: Job, body: Packed, *, look: Callable[[], Awaitable[None]]) -> Shot:
        """Have one film made. ``look`` is asked before each board, and may end it.

        Raises:
            EngineUnavailable: There is no such server, or it could not.
            OutOfMemory: What it makes is more than one order carries to a worker.
        """
        studio, stage = self.house.studio, self.house.stage
        if studio is None:
            raise EngineUnavailable("absent", engine=REMOTE)
        drawn = await self.workers.work(stage, _task(job, "boards", body))
        boards = wire.read(wire.BoardsResult, drawn).boards
        room = await asyncio.to_thread(_room_beside, body)
        rushes: dict[str, bytes] = {}
        seconds = 0.0
        for board in boards:
            await look()
            # A film that is shown already is not edited for every step of another one.
            made = await studio.film(board, key=f"{job.id}-{board.id}", progress=unheeded)
            rushes[board.id] = made.film
            seconds += made.seconds
            _fits(rushes, of=len(boards), room=room)
        result = await self.workers.work(stage, _task(job, REMOTE, {**body, "rushes": rushes}))
        return Shot(result=result, maker=studio.host, cost=cost_of(studio.price, seconds))


def _task(job: Job, what: str, body: Packed) -> Task:
    return Task(
        id=f"{job.id}:{what}", attempt=job.attempt, kind="boards" if what == "boards" else "film",
        body=body, deadline_s=STAGE_S,
    )  # fmt: skip


def _room_beside(body: Packed) -> int:
    """Return how many bytes of rushes an order carries beside everything else of a film."""
    return FRAME_MAX_BYTES - ENVELOPE_BYTES - len(pack(body))


def _fits(rushes: Mapping[str, bytes], *, of: int, room: int) -> None:
    """Look whether all that is ordered will fit into an order, before any more is paid for.

    Raises:
        OutOfMemory: It would not, were the rest as large as what is there.
    """
    so_far = sum(map(len, rushes.values()))
    if so_far * of > room * len(rushes):
        raise OutOfMemory()
