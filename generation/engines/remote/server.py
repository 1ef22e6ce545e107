"""A server that makes films, at an address that speaks ``/v1/videos``, in one of its dialects."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from generation.engines.remote.dialects import Dialect, ordered
from generation.engines.remote.errand import Errand
from generation.engines.remote.farewell import SHEET_MAX_BYTES, Patience, deleted
from generation.engines.remote.line import LATE, LOST, UNREACHED, Line, opened
from generation.engines.remote.remembered import NOTED_MAX, InThisLife, Remembered
from generation.engines.remote.wish import Filmed, Price, Wish
from generation.errors import EngineUnavailable, OptionRejected
from generation.ports import Rolled, unheeded

log = logging.getLogger("walkon.remote")

PROBE_S = 5.0
TIDIED_AT_ONCE = 8
_SAFE: Final = re.compile(r"https://|http://(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?(/|$)")
_VERSION: Final = re.compile(r"/v\d+$")


class _Hand:
    """What goes on between us and a server, for as long as this process lives.

    Attributes:
        at_work: Jobs that somebody waits for.
        tidying: Held by whoever has left-over jobs deleted.
    """

    def __init__(self) -> None:
        self.at_work: set[str] = set()
        self.tidying = asyncio.Lock()
        self._jobs: dict[str, int] = {}
        self._refused: dict[str, int] = {}

    def unused(self, key: str) -> tuple[str, str]:
        """Return the next two keys for a wish: one that had a job would lead back to that."""
        times = self._jobs.get(key, 0)
        return f"{key}-{times}", f"{key}-{times + 1}"

    def close(self, key: str, jobs: int) -> None:
        """Note how many jobs a key had; what is oldest is forgotten."""
        self._jobs[key] = self._jobs.pop(key, 0) + jobs
        while len(self._jobs) > NOTED_MAX:
            del self._jobs[next(iter(self._jobs))]

    def left(self, jobs: Sequence[str]) -> list[str]:
        """Return those that nobody waits for; what was refused longest ago, or never, is first."""
        known = set(jobs)
        self._refused = {job: turn for job, turn in self._refused.items() if job in known}
        idle = [job for job in jobs if job not in self.at_work]
        return sorted(idle, key=lambda job: self._refused.get(job, 0))

    def refused(self, job: str) -> None:
        """Let the others come before a job that the server does not delete."""
        self._refused[job] = max(self._refused.values(), default=0) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoServer:
    """Where films are made elsewhere. It is sent faces: nobody else is, wherever it points to.

    Attributes:
        url: The address, with or without ``/v1``: https, or this machine.
        model: What the server calls the model; may be empty.
        key: Sent as a bearer token; may be empty. It is in no log and no error.
        dialect: How it is spoken to.
        price: What a second of its film costs, where that is known.
        patience: How long it is waited for.
        remembered: What it may still have; whoever keeps that on disk has it deleted in the next
            life, too.
    """

    url: str
    model: str = ""
    key: str = field(default="", repr=False)
    dialect: Dialect = "openai"
    price: Price | None = None
    patience: Patience = field(default_factory=Patience)
    remembered: Remembered = field(default_factory=InThisLife, repr=False, compare=False)
    _hand: _Hand = field(default_factory=_Hand, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse an address that others could listen at.

        Raises:
            OptionRejected: ``clear-remote``.
        """
        if not _SAFE.match(self.url):
            raise OptionRejected("clear-remote")

    @property
    def host(self) -> str:
        """Who is behind the address, with the port, as people are told."""
        return re.sub(r"^https?://([^/]*@)?|/.*$", "", self.url)

    async def film(self, wish: Wish, *, order: str, on_progress: Rolled = unheeded) -> Filmed:
        """Have a setup filmed, and deleted over there once it is here, or is given up.

        Args:
            wish: What is to be filmed.
            order: Names the wish: of two calls with equal arguments the server, as far as it keeps
                keys, makes one film. A job's id and the setup's do; the attempt is no part of it.
            on_progress: Gets the share 0..1 that is done, as far as the server can be believed;
                it never falls.

        Raises:
            ValueError: The still is no picture.
            EngineUnavailable: ``remote-down``, ``remote-slow``, ``remote-key``,
                ``remote-refused``, ``remote-failed``, or ``remote-broken`` where what came is no
                film.
            MachineError: What it has could not be remembered; it is deleted.
        """
        sent = await asyncio.to_thread(ordered, self.dialect, wish, model=self.model)
        key = _key(order, wish)
        try:
            async with (
                asyncio.timeout(self.patience.film_s),
                opened(self._base, self.key) as line,
            ):
                await self._tidy(line)
                errand = Errand(
                    line=line, host=self.host, dialect=self.dialect, order=sent,
                    keys=self._hand.unused(key), told=on_progress, patience=self.patience,
                    remembered=self.remembered, at_work=self._hand.at_work,
                )  # fmt: skip
                try:
                    return Filmed(await errand.run(), sent.seconds)
                finally:
                    self._hand.close(key, errand.jobs)
        except TimeoutError:
            log.warning("no film: remote-slow", extra={"reason": "remote-slow"})
            raise EngineUnavailable("remote-slow", host=self.host) from None
        except EngineUnavailable as error:
            log.warning("no film: %s", error.reason, extra={"reason": error.reason})
            raise

    async def probe(self) -> None:
        """Ask for the list of models: whoever answers that question, with or without one, is there.

        Raises:
            EngineUnavailable: ``remote-down``, ``remote-key``, or ``remote-refused``.
        """
        async with opened(self._base, self.key) as line:
            answer = await line.ask("GET", "/models", limit_bytes=SHEET_MAX_BYTES, within_s=PROBE_S)
        if answer.status in {401, 403}:
            raise EngineUnavailable("remote-key", host=self.host)
        if answer.status in {UNREACHED, LATE, LOST}:
            raise EngineUnavailable("remote-down", host=self.host)
        if answer.status >= 500 or 300 <= answer.status < 400:
            raise EngineUnavailable("remote-refused", host=self.host, status=answer.status)

    async def tidy(self) -> int:
        """Have deleted what nobody waits for, a few at a time; return how many are left.

        That is what the server did not delete when it was asked to, and what an earlier life had no
        time to ask for. Every film begins with it, too.

        Raises:
            MachineError: What it may still have cannot be read or noted.
        """
        if await self._left():
            async with opened(self._base, self.key) as line:
                await self._tidy(line)
        return len(await self._left())

    async def _left(self) -> list[str]:
        return self._hand.left(await self.remembered.all())

    async def _tidy(self, line: Line) -> None:
        """Ask for a few, until one is refused."""
        async with self._hand.tidying:
            for job in (await self._left())[:TIDIED_AT_ONCE]:
                if job in self._hand.at_work:  # a server that keeps keys has handed it out again
                    continue
                if not await deleted(line, job, self.patience):
                    self._hand.refused(job)
                    return
                await self.remembered.remove(job)

    @property
    def _base(self) -> str:
        url = self.url.rstrip("/")
        return url if _VERSION.search(url) else f"{url}/v1"


def _key(order: str, wish: Wish) -> str:
    """Return what is the same for the same wish alone, and tells nothing of it."""
    digest = hashlib.sha256(order.encode())
    for part in (
        wish.prompt.encode(),
        wish.still_png,
        wish.dialogue_wav or b"",
        repr(wish).encode(),
    ):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
