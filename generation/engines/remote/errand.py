"""One film at a server: ordered, waited for, fetched, and in any case deleted there."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from generation.engines.remote.dialects import Dialect, Order, news_of
from generation.engines.remote.farewell import SHEET_MAX_BYTES, TRIES_MAX, Patience, deleted
from generation.engines.remote.line import (
    LATE,
    LOST,
    TOO_LONG,
    UNREACHED,
    Answer,
    Line,
)
from generation.engines.remote.remembered import Remembered
from generation.errors import EngineUnavailable, WalkonError
from generation.media.sniff import HEAD_BYTES, sniff
from generation.ports import Rolled
from generation.posting import multipart

log = logging.getLogger("walkon.remote")

FILM_MAX_BYTES = 20 << 20  # a dozen seconds at 13 Mbit/s; what six boards bring fits into one order
ORDERS_MAX = 2  # of one film: where an answer is lost, a server that keeps no keys makes it twice
_ID: Final = re.compile(r"[A-Za-z0-9][\w.~:=+@,-]{0,255}", re.ASCII)
_BUSY: Final = frozenset({UNREACHED, 429, 503})
_UNCLEAR: Final = frozenset({LATE, LOST})
_LATER: Final = frozenset({404, 408, 409, 425, 429})
_NO_KEY: Final = frozenset({401, 403})


@dataclass(slots=True, kw_only=True)
class Errand:
    """Runs once.

    Attributes:
        line: To the server.
        host: As people are told.
        dialect: How it is spoken to.
        order: What is sent.
        keys: What says that two orders are the same one; the second where the first is used up.
        told: Gets the share that is done, which never falls.
        patience: How long it may take.
        remembered: What the server may still have; a job of this errand is noted there at once.
        at_work: Jobs that an errand has in hand; nobody else deletes them.
        jobs: How many jobs there were, each under a key of its own.
    """

    line: Line
    host: str
    dialect: Dialect
    order: Order
    keys: tuple[str, str]
    told: Rolled
    patience: Patience
    remembered: Remembered
    at_work: set[str]
    jobs: int = field(default=0, init=False)
    _job: str = field(default="", init=False)
    _orders: int = field(default=0, init=False)
    _share: float = field(default=0.0, init=False)

    async def run(self) -> bytes:
        """Return the film.

        Raises:
            EngineUnavailable: As ``VideoServer.film`` has it.
            MachineError: The job could not be noted; it is deleted.
        """
        film = await self._one(self.keys[0])
        if film is None:  # the key stood for a job that was deleted in another life
            film = await self._one(self.keys[1])
        if film is None:
            raise EngineUnavailable("remote-failed", host=self.host)
        self.told(1.0)
        return film

    async def _one(self, key: str) -> bytes | None:
        """Return the film, or None where the server has an order and no job of it."""
        self._job = ""
        try:
            sheet = await self._ordered(key)
            if await self._is_made(sheet):
                return await self._fetched()
            return None
        finally:
            if self._job:
                self.jobs += 1
                await _to_its_end(self._deleted())

    async def _ordered(self, key: str) -> Mapping[str, object]:
        """Order the film, and return what the server says of it."""
        tries = 0
        while True:
            answer = await self._placed(key)
            if answer.status in _BUSY:
                tries += 1
                if tries == TRIES_MAX:
                    raise self._refused(answer)
            elif answer.status in _UNCLEAR or answer.status >= 500:
                self._orders += 1
                if self._orders >= ORDERS_MAX:
                    raise self._refused(answer)
            else:
                return await self._signed(answer)
            await self._rest(tries, answer)

    async def _placed(self, key: str) -> Answer:
        """Place the order; whoever gives up meanwhile waits for what names the job."""
        placing = asyncio.ensure_future(self._place(key))
        try:
            return await asyncio.shield(placing)
        except asyncio.CancelledError:
            with suppress(TimeoutError, WalkonError):
                async with asyncio.timeout(self.patience.farewell_s):
                    await self._signed(await placing)
            raise

    async def _place(self, key: str) -> Answer:
        sent: dict[str, Any] = {"headers": {"Idempotency-Key": key}}
        if self.order.form is not None:
            sent["data"] = multipart(self.order.form)
        else:
            sent["json"] = self.order.json
        return await self._ask("POST", "/videos", **sent)

    async def _signed(self, answer: Answer) -> Mapping[str, object]:
        """Note the job of an answer to an order, so that it outlives us, before all else."""
        sheet = self._sheet(answer)
        job = sheet.get("id")
        if not isinstance(job, str) or not _ID.fullmatch(job):
            raise EngineUnavailable("remote-failed", host=self.host)
        self._job = job
        self._orders += 1
        self.at_work.add(job)
        await _to_its_end(self.remembered.add(job))
        return sheet

    async def _is_made(self, sheet: Mapping[str, object]) -> bool:
        """Wait until the film is made; False where the server never knew of it."""
        asked = 0
        while not self._tells_of_a_film(sheet):
            await self._rest(asked)
            answer = await self._asked_after()
            if answer.status == 404 and not asked and self._orders < ORDERS_MAX:
                return False
            if answer.status == 404:
                raise EngineUnavailable("remote-failed", host=self.host)
            sheet = self._sheet(answer)
            asked += 1
        return True

    def _tells_of_a_film(self, sheet: Mapping[str, object]) -> bool:
        news = news_of(self.dialect, sheet)
        if news.stage not in {"making", "made"}:
            raise EngineUnavailable("remote-failed", host=self.host)
        self._share = max(self._share, news.share)
        self.told(self._share)
        return news.stage == "made"

    async def _asked_after(self) -> Answer:
        """Ask how far the job is; what goes wrong on the way is asked again."""
        for tries in range(1, TRIES_MAX):
            answer = await self._ask("GET", f"/videos/{self._job}")
            if not _may_pass(answer.status):
                return answer
            await self._rest(tries, answer)
        return await self._ask("GET", f"/videos/{self._job}")

    async def _fetched(self) -> bytes:
        """Fetch the film, and once more where it did not come to its end."""
        answer = await self._fetch()
        if _may_pass(answer.status) or answer.status in _LATER:
            await self._rest(0, answer)
            answer = await self._fetch()
        if answer.status == TOO_LONG:
            raise EngineUnavailable("remote-broken", host=self.host)
        if answer.status != 200:
            raise self._refused(answer)
        if sniff(answer.body[:HEAD_BYTES]).kind != "video":
            raise EngineUnavailable("remote-broken", host=self.host)
        return answer.body

    async def _fetch(self) -> Answer:
        path, within_s = f"/videos/{self._job}/content", self.patience.fetch_s
        return await self.line.ask("GET", path, limit_bytes=FILM_MAX_BYTES, within_s=within_s)

    async def _deleted(self) -> None:
        """Have the job deleted; where that is not noted, it is asked for once more later."""
        try:
            if await deleted(self.line, self._job, self.patience):
                await self.remembered.remove(self._job)
        except WalkonError as error:
            log.warning("not noted: %s", error.message, extra={"reason": error.message})
        finally:
            self.at_work.discard(self._job)

    async def _ask(self, method: str, path: str, **sent: Any) -> Answer:
        return await self.line.ask(
            method, path, limit_bytes=SHEET_MAX_BYTES, within_s=self.patience.answer_s, **sent
        )

    async def _rest(self, tries: int, answer: Answer | None = None) -> None:
        await asyncio.sleep(self.patience.pause_s(tries, answer))

    def _sheet(self, answer: Answer) -> Mapping[str, object]:
        """Read what a server says of a job."""
        if not (200 <= answer.status < 300 or answer.status == TOO_LONG):
            raise self._refused(answer)
        try:
            sheet = json.loads(answer.body)
        except (ValueError, RecursionError):
            sheet = None
        if not isinstance(sheet, dict):
            raise EngineUnavailable("remote-failed", host=self.host)
        return sheet

    def _refused(self, answer: Answer) -> EngineUnavailable:
        """Return what people are told of an answer that is none."""
        if answer.status == LATE:
            return EngineUnavailable("remote-slow", host=self.host)
        if answer.status in {UNREACHED, LOST}:
            return EngineUnavailable("remote-down", host=self.host)
        if answer.status in _NO_KEY:
            return EngineUnavailable("remote-key", host=self.host)
        return EngineUnavailable("remote-refused", host=self.host, status=answer.status)


async def _to_its_end(work: Coroutine[None, None, None]) -> None:
    """Do what is begun, though whoever waits for it gives up."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        raise


def _may_pass(status: int) -> bool:
    """Tell whether the same question may be answered later."""
    return status in _BUSY | _UNCLEAR or status >= 500
