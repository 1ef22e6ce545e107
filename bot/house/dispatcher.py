"""Hands the fair next cut to a free worker, and takes back what came of it: the small camera's."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.house.fairness import Turns
from bot.house.house import House, heard
from bot.house.lending import Changed, is_lent, order_again, ordered, read_body
from bot.house.orders import CutOrder
from bot.house.sealing import Sealer, seal_and_keep
from generation.errors import (
    DataBroken,
    EngineUnavailable,
    FarmFull,
    RenderError,
    TakeRejected,
    WalkonError,
    WorkerLost,
)
from generation.model.job import ATTEMPTS_MAX, LEASE_S, ORPHAN_ATTEMPTS_MAX, Job
from generation.ports import Packed, RunningTask, Task
from generation.studio import enrolling, filming, remaking
from generation.studio.books import Books
from generation.studio.records import ClipRow

log = logging.getLogger("walkon.dispatcher")

PATIENCE_S = 1.0
PAUSE_S = 0.03  # everything rings: with many events at once, one look is enough for all
LEASE, RENEW_EVERY = timedelta(seconds=LEASE_S), timedelta(seconds=LEASE_S / 3)
DEADLINE_BASE_S, DEADLINE_FACTOR = 60.0, 12.0  # of the estimate: a busy machine is slow, not dead


@dataclass(slots=True)
class Dispatcher:
    """Keeps the workers of the stage busy. One instance, one task.

    Attributes:
        handing: Jobs on their way to a worker: for each of them one will not be free.
        running: What workers do, by job.
    """

    house: House
    sealer: Sealer
    turns: Turns = field(default_factory=Turns)
    handing: set[str] = field(default_factory=set)
    running: dict[str, RunningTask] = field(default_factory=dict)

    async def run(self) -> None:
        """Dispatch until cancelled. Cuts that an earlier life was making start again."""
        at = self.house.clock()
        await self.house.database.write(lambda books: _orphans(books, at))
        async with asyncio.TaskGroup() as crew:
            while True:
                waiting = await self._call_back()
                while waiting and self.house.stage.free() > len(self.handing):
                    job = await self.house.database.write(self._claim)
                    if job is None:
                        break
                    self.handing.add(job.id)
                    crew.create_task(self._make(job))
                await heard(self.house.cuts, patience_s=PATIENCE_S)
                await asyncio.sleep(PAUSE_S)

    def _claim(self, books: Books) -> Job | None:
        """Take the fair next job whose faces may be filmed now."""
        at = self.house.clock()
        while True:
            running = small(books.jobs.in_state("rendering"))
            job = self.turns.next(small(books.jobs.in_state("queued")), running)
            if job is None or len(running) >= self.house.terms.workers:
                return None
            if filming.may_render(books, job):
                return _claimed(books, job, at)
            filming.call_off(books, job, "revoked")

    async def _make(self, job: Job) -> None:
        house, clip = self.house, self.house.new_id()
        try:
            order = await ordered(house, job)
            await self._keep(order, clip, await self._render(order, clip))
        except FarmFull:
            await house.database.write(lambda books: _unclaimed(books, job))
        except Changed:
            await house.database.write(lambda books: order_again(books, job))
        except WalkonError as error:
            log.warning("cut not made", extra={"job": job.id, "reason": error.message})
            await self._lose(job, error)
        except Exception as error:  # one cut must not end the others
            log.exception("bug", extra={"job": job.id, "kind": type(error).__name__})
            await self._lose(job, RenderError("bug", bug=job.id))
        finally:
            self.handing.discard(job.id)
            self.running.pop(job.id, None)
            house.progress.end(job.film)
            house.ring()

    async def _lose(self, job: Job, error: WalkonError) -> None:
        over = isinstance(error, EngineUnavailable | TakeRejected)  # tried again where it was made
        retry = error.retryable and not over
        at = self.house.clock()
        await self.house.database.write(
            lambda books: _lost(books, job, error.message, at, retry=retry)
        )

    async def _make_again(self, order: CutOrder) -> None:
        """Have clips that a cut is made of, and that cannot be read, made once more."""
        at, new_id, holds = self.house.clock(), self.house.new_id, self.house.vault.holds
        scenes = [scene.made for scene in order.scenes if scene.made is not None]
        gone = [clip for clip in scenes if not await asyncio.to_thread(holds, clip.blob)]
        if order.larger is not None:
            gone.append(order.larger)

        def work(books: Books) -> None:
            for clip in gone:
                remaking.remake(books, clip.id, at=at, new_id=new_id)

        await self.house.database.write(work)

    async def _render(self, order: CutOrder, clip: str) -> Packed:
        try:
            body = await read_body(self.house, order, clip)
        except DataBroken:
            await self._make_again(order)
            raise
        task = Task(
            id=order.job.id,
            attempt=order.job.attempt,
            kind=order.kind,
            body=body,
            deadline_s=DEADLINE_BASE_S + DEADLINE_FACTOR * order.job.cost_s,
        )
        try:
            running = await self.house.stage.submit(task)
        finally:
            self.handing.discard(order.job.id)
        self.running[order.job.id] = running
        claim = order.job
        async for stage, share in running.progress():
            if order.job.viewer is None:
                self.house.moved(order.film.id, stage, share)
            renewed = await self._renewed(claim)
            if renewed is None:
                await running.cancel()  # it is not ours any more: its result is a lost worker
                break
            claim = renewed
        return await running.result()

    async def _renewed(self, claim: Job) -> Job | None:
        """A worker was heard of: let its claim go on, from time to time; None when it is over."""
        until = self.house.clock() + LEASE
        if claim.lease_until is not None and until - claim.lease_until < RENEW_EVERY:
            return claim
        return await self.house.database.write(
            lambda books: filming.renew(books, claim, until=until)
        )

    async def _keep(self, order: CutOrder, clip: str, result: Packed) -> None:
        job, at = order.job, self.house.clock()

        def seal() -> ClipRow:
            row = self.sealer.put_away(
                clip, result, film=job.film, cut=job.cut or frozenset(), at=at,
                grants=[f"{job.film}:{token}" for token in sorted(job.cut or ())],
                parts=[scene.made.blob for scene in order.scenes if scene.made is not None],
                larger=order.larger,
            )  # fmt: skip
            return replace(row, voices=order.speakers)

        def keep(books: Books, row: ClipRow) -> bool:
            if not is_lent(books, order, self.house.terms):
                raise Changed
            return _kept(books, order, row, self.house.clock())

        await seal_and_keep(self.house, clip, seal, keep)

    async def _call_back(self) -> bool:
        """End work on cuts that nobody may see any more; tell whether other cuts wait."""
        claimed, waiting = await self.house.database.read(_standing)
        for job_id, running in list(self.running.items()):
            if job_id not in claimed:
                self.running.pop(job_id, None)
                await running.cancel()
        lapsed = [job for job in claimed.values() if self._has_lapsed(job)]
        if lapsed:
            at = self.house.clock()
            await self.house.database.write(lambda books: _missed(books, lapsed, at))
        return waiting or bool(lapsed)

    def _has_lapsed(self, job: Job) -> bool:
        """Tell whether a claim has ended without news.

        Of a worker of ours the farm knows whether it is silent, by a clock that nobody sets.
        """
        ours = job.id in self.handing or job.id in self.running
        return not ours and job.lease_until is not None and job.lease_until <= self.house.clock()


def _standing(books: Books) -> tuple[dict[str, Job], bool]:
    """Return the cuts that workers have, and whether others wait."""
    claimed = {job.id: job for job in small(books.jobs.in_state("rendering"))}
    return claimed, books.jobs.any("queued")


def small(jobs: Sequence[Job]) -> Sequence[Job]:
    """Return the work that is none for a big camera."""
    return [job for job in jobs if not job.is_big]


def _lost(
    books: Books,
    job: Job,
    reason: str,
    at: datetime,
    *,
    retry: bool,
    attempts_max: int = ATTEMPTS_MAX,
) -> None:
    """Queue a cut again that was not made, or give it up; a screen test with its picture."""
    filming.lost(books, job, reason, retry=retry, attempts_max=attempts_max)
    enrolling.untested(books, job.film, at=at)


def _missed(books: Books, jobs: Sequence[Job], at: datetime) -> None:
    """Queue again what nobody has been heard of for too long."""
    for job in jobs:
        _lost(books, job, WorkerLost.message_id, at, retry=True)


def _claimed(books: Books, job: Job, at: datetime) -> Job:
    claimed = replace(job, state="rendering", attempt=job.attempt + 1, lease_until=at + LEASE)
    books.jobs.put(claimed)
    return claimed


def _unclaimed(books: Books, job: Job) -> None:
    now = books.jobs.get(job.id)
    if now is not None and now.state == "rendering" and now.attempt == job.attempt:
        books.jobs.put(replace(now, state="queued", lease_until=None))


def _orphans(books: Books, at: datetime) -> None:
    """Queue again what no worker of this life has: it is hardly the film that ended the bot."""
    for job in small(books.jobs.in_state("rendering")):
        _lost(books, job, WorkerLost.message_id, at, retry=True, attempts_max=ORPHAN_ATTEMPTS_MAX)


def _kept(books: Books, order: CutOrder, row: ClipRow, at: datetime) -> bool:
    job = order.job
    if not filming.rendered(books, job, row, instead_of=order.larger):
        return False
    enrolling.screened(books, job.member, job.film, row.id, at=at)
    return True
