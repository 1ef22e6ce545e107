"""Has big cameras shoot anew what puppets have shown: on workers of their own, or elsewhere.

What puppets play is never late for it: whatever it needs of their workers waits until they have
nothing to do. One camera after the other is tried; that one has failed is in the books, so that a
bot that dies does not begin with it again.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field, replace

from bot.cameras import cost_of
from bot.house.bodies import body_of
from bot.house.dispatcher import small
from bot.house.fairness import Turns
from bot.house.house import House, heard
from bot.house.orders import CutOrder, order_of
from bot.house.sealing import Sealer, clip_owner
from generation.errors import EngineUnavailable, FarmFull, OutOfMemory, WalkonError, WorkerLost
from generation.farm import wire
from generation.model.job import Job
from generation.ports import Packed, RenderFarm, Task
from generation.studio import bettering, filming
from generation.studio.bettering import REMOTE
from generation.studio.books import Books
from generation.studio.records import ClipRow
from generation.studio.slots import film_slot, touch_film

log = logging.getLogger("walkon.big_camera")

PATIENCE_S = 1.0
FAR_AT_ONCE = 2  # films that a server elsewhere is asked for at the same time
LOST_MAX = 2  # workers that one camera may lose over one film
ORPHAN_ATTEMPTS_MAX = 10
SHOOT_S = 3600.0  # a large model on a small card takes minutes for each shot
NO_FACE = "no-face"  # why a job ended that no camera could do: it is not begun again
STAGE_S = 600.0  # to draw boards, or to make a film of what a camera elsewhere has brought


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A film that a camera has made: what a worker returned, who is named for it, what it cost."""

    result: Packed
    maker: str = ""
    cost: str = ""


class Over(Exception):
    """Nobody wants the film any more."""


@dataclass(slots=True)
class BigCamera:
    """Keeps the big cameras busy. One instance, one task.

    Attributes:
        shooting: What is being made, by job.
        borrowed: How many of the puppets' workers are at work for it.
    """

    house: House
    sealer: Sealer
    turns: Turns = field(default_factory=Turns)
    shooting: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    borrowed: int = 0

    async def run(self) -> None:
        """Shoot until cancelled. What an earlier life was making starts again."""
        house = self.house
        await house.database.write(self._begin)
        at_once = FAR_AT_ONCE if house.cameras is None else 1
        async with asyncio.TaskGroup() as crew:
            while True:
                waiting = await self._call_back()
                while waiting and len(self.shooting) < at_once:
                    job = await house.database.write(self._claim)
                    if job is None:
                        break
                    self.shooting[job.id] = crew.create_task(self._make(job))
                await heard(house.reels, patience_s=PATIENCE_S)

    def _begin(self, books: Books) -> None:
        """Queue again what was being made; call off what no camera is there for any more."""
        for job in books.jobs.in_state("rendering"):
            if job.is_big:
                filming.lost(
                    books, job, "error-worker-lost", retry=True, attempts_max=ORPHAN_ATTEMPTS_MAX
                )
        for job in books.jobs.in_state("queued"):
            if job.is_big and not self.house.terms.cameras:
                filming.call_off(books, job, "revoked")
                touch_film(books, job.film)

    def _claim(self, books: Books) -> Job | None:
        """Take the fair next job whose faces may be filmed now."""
        while True:
            queued = [job for job in books.jobs.in_state("queued") if job.is_big]
            running = [job for job in books.jobs.in_state("rendering") if job.is_big]
            job = self.turns.next(queued, running)
            if job is None:
                return None
            if filming.may_render(books, job) and bettering.usable(books, job, self._big):
                claimed = replace(job, state="rendering", attempt=job.attempt + 1)
                books.jobs.put(claimed)
                for one in (job, *queued):
                    if one.viewer is None:
                        books.outbox.touch(film_slot(one.film))  # everybody's place has changed
                return claimed
            filming.call_off(books, job, "revoked")
            touch_film(books, job.film)

    @property
    def _big(self) -> bettering.Cameras:
        return self.house.terms.big

    async def _call_back(self) -> bool:
        """End work on films that nobody may see any more; tell whether others wait."""

        def look(books: Books) -> tuple[set[str], bool]:
            claimed = {job.id for job in books.jobs.in_state("rendering")}
            return claimed, books.jobs.any("queued", big=True)

        claimed, waiting = await self.house.database.read(look)
        for job_id in [job_id for job_id in self.shooting if job_id not in claimed]:
            self.shooting.pop(job_id).cancel()  # once: it has something to put away
        return waiting

    # ------------------------------------------------------------ one film

    async def _make(self, job: Job) -> None:
        try:
            await self._by_one_of_them(job)
        except Over:
            return
        except Exception as error:  # one film must not end the others
            log.exception("bug", extra={"job": job.id, "kind": type(error).__name__})
            await self._give_up(job, "error-render-bug")
        finally:
            self.shooting.pop(job.id, None)
            self.house.ring()

    async def _by_one_of_them(self, job: Job) -> None:
        """Let one camera after the other try, the best first."""
        house, clip, reason = self.house, self.house.new_id(), EngineUnavailable.message_id
        side, clones = house.terms.film_side, house.terms.clones
        try:
            order = await house.database.read(
                lambda books: order_of(books, job, side=side, clones=clones)
            )
        except WalkonError:  # a face is gone: that is no camera's fault
            await house.database.write(lambda books: _called_off(books, job))
            return
        while (name := await self._next(order.job)) is not None:
            try:
                shot = await self._shot(name, order, clip)
            except WalkonError as error:
                reason = error.message
                log.warning(
                    "camera failed", extra={"job": job.id, "camera": name, "reason": reason}
                )
                order = replace(order, job=await self._note(order.job, name))
                continue
            await self._keep(order, clip, shot)
            return
        await self._give_up(job, reason)

    async def _next(self, job: Job) -> str | None:
        """Return the camera to try now, or None where all have failed.

        Raises:
            Over: The film is not wanted any more.
        """
        names = await self.house.database.read(lambda books: self._left(books, job))
        if names is None:
            raise Over
        return next(iter(names), None)

    def _left(self, books: Books, job: Job) -> tuple[str, ...] | None:
        now = books.jobs.get(job.id)
        held = now is not None and now.state == "rendering" and now.attempt == job.attempt
        if now is None or not held or not filming.may_render(books, now):
            return None
        return bettering.usable(books, now, self._big)

    async def _note(self, job: Job, name: str) -> Job:
        noted = await self.house.database.write(lambda books: bettering.failed_at(books, job, name))
        if noted is None:
            raise Over
        return noted

    async def _give_up(self, job: Job, reason: str) -> None:
        await self.house.database.write(lambda books: filming.lost(books, job, reason, retry=False))

    async def _shot(self, name: str, order: CutOrder, clip: str) -> Shot:
        """Have one camera shoot it; a worker that is lost once may be no fault of it."""
        body = {**await asyncio.to_thread(body_of, self.house, order, clip), "engine": name}
        for _ in range(LOST_MAX - 1):
            try:
                return await self._by(name, order.job, body)
            except WorkerLost:
                continue
        return await self._by(name, order.job, body)

    async def _by(self, name: str, job: Job, body: Packed) -> Shot:
        if name == REMOTE:
            return await self._elsewhere(job, body)
        farm = self.house.cameras
        if farm is None:
            raise EngineUnavailable("absent", engine=name)
        task = Task(
            id=f"{job.id}:{name}", attempt=job.attempt, kind="film", body=body, deadline_s=SHOOT_S
        )
        return Shot(result=await self._work(farm, task))

    # ------------------------------------------------------------ elsewhere

    async def _elsewhere(self, job: Job, body: Packed) -> Shot:
        """Have boards drawn here, filmed by the server there, and made a film of here.

        Raises:
            EngineUnavailable: There is no such server.
            Over: Somebody has taken a face out of it meanwhile.
        """
        studio = self.house.studio
        if studio is None:
            raise EngineUnavailable("absent", engine=REMOTE)
        stage, attempt = self.house.stage, job.attempt
        drawn = await self._work(
            stage,
            Task(
                id=f"{job.id}:boards", attempt=attempt, kind="boards", body=body,
                deadline_s=STAGE_S,
            ),
        )  # fmt: skip
        boards = wire.read(wire.BoardsResult, drawn).boards
        rushes: dict[str, bytes] = {}
        seconds = 0.0
        for board in boards:
            if REMOTE not in (await self.house.database.read(lambda b: self._left(b, job)) or ()):
                raise Over
            made = await studio.film(board, key=f"{job.id}-{board.id}", progress=_unheeded)
            rushes[board.id] = made.film
            seconds += made.seconds
        result = await self._work(
            stage,
            Task(
                id=f"{job.id}:{REMOTE}", attempt=attempt, kind="film",
                body={**body, "rushes": rushes}, deadline_s=STAGE_S,
            ),
        )  # fmt: skip
        return Shot(result=result, maker=studio.host, cost=cost_of(studio.price, seconds))

    # ------------------------------------------------------------ workers

    async def _work(self, farm: RenderFarm, task: Task) -> Packed:
        """Have a worker do something once one is free; a cancellation ends it there, too."""
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

    async def _keep(self, order: CutOrder, clip: str, shot: Shot) -> None:
        house, job = self.house, order.job
        cut = job.cut or frozenset()
        house.sealing.add(clip)  # its name is as old as the work on it
        try:
            row = await asyncio.to_thread(
                self.sealer.put_away, clip, shot.result, film=job.film, cut=cut,
                grants=[f"{job.film}:{token}" for token in sorted(cut)], at=house.clock(),
            )  # fmt: skip
        except WalkonError as error:
            house.sealing.discard(clip)
            await self._give_up(job, error.message)
            return
        row = replace(row, engine=shot.maker or row.engine, cost=shot.cost, camera="big")
        if not await house.database.write(lambda books: _kept(books, job, row)):
            await asyncio.to_thread(house.vault.forget, clip_owner(clip))
        house.sealing.discard(clip)


def _unheeded(_share: float) -> None:
    """A film that is shown already is not edited for every step of another one."""


def _called_off(books: Books, job: Job) -> None:
    now = books.jobs.get(job.id)
    if now is not None and now.state == "rendering" and now.attempt == job.attempt:
        filming.call_off(books, now, NO_FACE)
        touch_film(books, job.film)


def _kept(books: Books, job: Job, row: ClipRow) -> bool:
    return filming.rendered(books, job, row)
