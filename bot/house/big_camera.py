"""Has big cameras shoot anew what puppets have shown: on workers of their own, or elsewhere.

What puppets play is never late for it: whatever it needs of their workers waits until they have
nothing to do. One camera after the other is tried; that one has failed is in the books, so that a
bot that dies does not begin with it again.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field, replace

from bot.house.borrowing import Borrower
from bot.house.elsewhere import Elsewhere, Shot
from bot.house.fairness import Turns
from bot.house.house import House, heard
from bot.house.lending import Changed, is_lent, must_be_lent, order_again, ordered, read_body
from bot.house.orders import CutOrder
from bot.house.sealing import Sealer, seal_and_keep
from generation.errors import DataBroken, EngineUnavailable, WalkonError, WorkerLost
from generation.model.job import ORPHAN_ATTEMPTS_MAX, Job
from generation.ports import Packed, Task
from generation.studio import bettering, filming
from generation.studio.bettering import REMOTE
from generation.studio.books import Books
from generation.studio.records import ClipRow
from generation.studio.slots import film_slot, touch_film

log = logging.getLogger("walkon.big_camera")

PATIENCE_S = 1.0
FAR_AT_ONCE = 2  # films that a server elsewhere is asked for at the same time
SHOOT_S = 6 * 3600.0  # a small card takes minutes for each second; what stands still ends before
NO_FACE = "no-face"  # why a job ended that no camera could do: it is not begun again
REVOKED = "revoked"  # why one ended that may be begun again


class Over(Exception):
    """The film is not to be made any more; ``reason`` says why."""

    def __init__(self, reason: str = REVOKED) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class BigCamera:
    """Keeps the big cameras busy. One instance, one task.

    Attributes:
        shooting: What is being made, by job.
        orders: What it is made with, by job, once that is known.
        line: Jobs that wait or are being made, as last seen.
        workers: The way to those who make it here.
        elsewhere: The way to the server.
    """

    house: House
    sealer: Sealer
    turns: Turns = field(default_factory=Turns)
    shooting: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    orders: dict[str, CutOrder] = field(default_factory=dict)
    line: frozenset[str] = frozenset()
    workers: Borrower = field(init=False)
    elsewhere: Elsewhere = field(init=False)

    def __post_init__(self) -> None:
        """Find the way to workers, and from there to a server."""
        self.workers = Borrower(self.house)
        self.elsewhere = Elsewhere(self.house, self.workers)

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
                    books, job, WorkerLost.message_id, retry=True,
                    attempts_max=ORPHAN_ATTEMPTS_MAX,
                )  # fmt: skip
        for job in books.jobs.in_state("queued"):
            if job.is_big and not self.house.terms.cameras:
                filming.call_off(books, job, REVOKED)
                touch_film(books, job.film)

    def _claim(self, books: Books) -> Job | None:
        """Take the fair next job whose faces may be filmed now."""
        while True:
            queued = [job for job in books.jobs.in_state("queued") if job.is_big]
            running = [job for job in books.jobs.in_state("rendering") if job.is_big]
            job = self.turns.next(queued, running)
            if job is None:
                return None
            wanted = filming.may_render(books, job)
            if wanted and bettering.usable(books, job, self._big):
                claimed = replace(job, state="rendering", attempt=job.attempt + 1)
                books.jobs.put(claimed)
                if job.viewer is None:
                    books.outbox.touch(film_slot(job.film))
                return claimed
            failed = wanted and job.tried  # by a life that ended before it could say so
            filming.call_off(books, job, EngineUnavailable.message_id if failed else REVOKED)
            touch_film(books, job.film)

    @property
    def _big(self) -> bettering.Cameras:
        return self.house.terms.big

    async def _call_back(self) -> bool:
        """End work on films that nobody may see any more, and on what is not lent to them now.

        Tell whether others wait; they move up where one has gone.
        """
        house, orders = self.house, dict(self.orders)

        def look(books: Books) -> tuple[set[str], list[Job], list[Job]]:
            line = [job for job in books.jobs.in_state("queued", "rendering") if job.is_big]
            claimed = {job.id for job in line if job.state == "rendering"}
            waiting = [job for job in line if job.state == "queued"]
            changed = [
                order.job
                for job_id, order in orders.items()
                if job_id in claimed and not is_lent(books, order, house.terms)
            ]
            return claimed, waiting, changed

        def tell(books: Books) -> None:
            for job in changed:
                order_again(books, job)
            for job in waiting:
                if job.viewer is None:
                    books.outbox.touch(film_slot(job.film))

        claimed, waiting, changed = await house.database.read(look)
        line = frozenset(claimed.union(job.id for job in waiting))
        if changed or self.line - line:
            await house.database.write(tell)
        self.line = line
        gone = self.shooting.keys() - claimed | {job.id for job in changed}
        for job_id in gone & self.shooting.keys():
            self.orders.pop(job_id, None)
            self.shooting.pop(job_id).cancel()  # once: it has something to put away
        return bool(waiting or changed)

    # ------------------------------------------------------------ one film

    async def _make(self, job: Job) -> None:
        write = self.house.database.write
        try:
            await self._by_one_of_them(job)
        except Over as over:
            reason = over.reason
            await write(lambda books: _called_off(books, job, reason))
        except Changed:
            await write(lambda books: order_again(books, job))
        except Exception as error:  # one film must not end the others
            log.exception("bug", extra={"job": job.id, "kind": type(error).__name__})
            await self._give_up(job, "error-render-bug")
        finally:
            if self.shooting.get(job.id) is asyncio.current_task():
                del self.shooting[job.id]
                self.orders.pop(job.id, None)
            self.house.ring()

    async def _by_one_of_them(self, job: Job) -> None:
        """Let one camera after the other try, the best first, each with what is lent by then."""
        clip, reason = self.house.new_id(), EngineUnavailable.message_id
        while (name := await self._next(job)) is not None:
            order = self.orders[job.id] = await self._ordered(job)
            try:
                shot = await self._shot(name, order, clip)
            except WalkonError as error:
                reason = error.message
                log.warning(
                    "camera failed", extra={"job": job.id, "camera": name, "reason": reason}
                )
                job = await self._note(job, name)
                continue
            await self._keep(order, clip, shot)
            return
        if not job.tried:
            raise Over
        await self._give_up(job, reason)

    async def _ordered(self, job: Job) -> CutOrder:
        try:
            return await ordered(self.house, job)
        except WalkonError as error:  # a face is gone: that is no camera's fault
            raise Over(NO_FACE) from error

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
        """Have one camera shoot it."""
        job, farm = order.job, self.house.cameras
        try:
            body: Packed = {**await read_body(self.house, order, clip), "engine": name}
        except DataBroken as error:  # nor is it a camera's fault that a face cannot be read
            raise Over(NO_FACE) from error
        if name == REMOTE:
            return await self.elsewhere.shoot(job, body, look=lambda: self._may_be_sent(order))
        if farm is None:
            raise EngineUnavailable("absent", engine=name)
        task = Task(
            id=f"{job.id}:{name}", attempt=job.attempt, kind="film", body=body, deadline_s=SHOOT_S
        )
        return Shot(result=await self.workers.work(farm, task))

    async def _may_be_sent(self, order: CutOrder) -> None:
        """Look whether a server may be sent more of a film.

        Raises:
            Over: Nobody wants it any more.
            Changed: Not of this one: a face may not go there, or something is not lent now.
        """
        left = await self.house.database.read(lambda books: self._left(books, order.job))
        if left is None:
            raise Over
        if REMOTE not in left:
            raise Changed
        await must_be_lent(self.house, order)

    async def _keep(self, order: CutOrder, clip: str, shot: Shot) -> None:
        job, cut, at = order.job, order.job.cut or frozenset(), self.house.clock()

        def seal() -> ClipRow:
            row = self.sealer.put_away(
                clip, shot.result, film=job.film, cut=cut, at=at,
                grants=[f"{job.film}:{token}" for token in sorted(cut)],
            )  # fmt: skip
            return replace(
                row, engine=shot.maker or row.engine, cost=shot.cost, camera="big",
                voices=order.speakers,
            )  # fmt: skip

        def keep(books: Books, row: ClipRow) -> bool:
            if not is_lent(books, order, self.house.terms):
                raise Changed
            return filming.rendered(books, job, row)

        try:
            await seal_and_keep(self.house, clip, seal, keep)
        except WalkonError as error:
            await self._give_up(job, error.message)


def _called_off(books: Books, job: Job, reason: str) -> None:
    now = books.jobs.get(job.id)
    if now is not None and now.state == "rendering" and now.attempt == job.attempt:
        filming.call_off(books, now, reason)
        touch_film(books, job.film)
