"""A house that makes films for whoever asks: one for each dialect, and all that can go wrong."""

from __future__ import annotations

import asyncio
import base64
import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.afar.faults import Broken, Chosen, Delayed, LostAnswer
from tests.afar.videos.filming import filmed
from tests.afar.videos.orders import Ordered, Refused, read
from tests.fakes_server import serving

ID_BYTES = 3
HANG_S = 3600.0
PATIENCE_S = 60.0  # the machine may be busy with other tests


@dataclass(frozen=True, slots=True)
class Status:
    """Not done: the server says so, and perhaps how long it wants to be left alone."""

    code: int
    retry_after: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """Not done: this is sent in place of an answer; ``length`` is what the header says of it."""

    body: bytes
    kind: str = "video/mp4"
    length: int | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Not done: the server points to somebody else."""

    url: str
    code: int = 307


@dataclass(frozen=True, slots=True)
class Hung:
    """The connection stays open, and nothing comes."""


@dataclass(frozen=True, slots=True)
class Dripping:
    """A little comes, again and again, and never an end."""


Fault = LostAnswer | Delayed | Broken | Status | Sent | Elsewhere | Hung | Dripping
Says = Callable[[int], dict[str, Any]]


@dataclass
class Job:
    """A film that is being made."""

    id: str
    order: Ordered
    asked: int = 0


def honest(asked: int, polls: int) -> dict[str, Any]:
    """Say how far a job is that is made at the ``polls``-th question."""
    if asked >= polls:
        return {"status": "completed", "progress": 100}
    return {"status": "in_progress" if asked else "queued", "progress": 100 * asked // polls}


@dataclass
class FilmHouse:
    """Answers ``/v1/videos`` as servers of one dialect do.

    Attributes:
        dialect: Which.
        key: The bearer token it wants, or empty.
        polls: At which question a film is made.
        says: What it says at each question instead, by its number.
        keeps_keys: It makes one film of two orders with one key.
        forgets: It knows nothing of a job from that question on.
        url: Where it listens.
        faults: What goes wrong, by ``create``, ``poll``, ``content``, ``delete``, ``models``.
        orders: Every order that was taken, in order.
        jobs: What it has not deleted yet, faces and all.
        paid: How many films were ordered by each key.
        deleted: Jobs in the order in which they were deleted.
        heard: Method, path and headers of every request.
        news: Set whenever something has happened.
    """

    dialect: str
    key: str = ""
    polls: int = 2
    says: Says | None = None
    keeps_keys: bool = True
    forgets: int | None = None
    url: str = ""
    faults: Chosen[Fault] = field(default_factory=Chosen)
    orders: list[Ordered] = field(default_factory=list)
    jobs: dict[str, Job] = field(default_factory=dict)
    paid: Counter[str] = field(default_factory=Counter)
    deleted: list[str] = field(default_factory=list)
    heard: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    _by_key: dict[str, str] = field(default_factory=dict)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until ``condition`` holds after something has happened."""
        async with asyncio.timeout(PATIENCE_S):
            while not condition():
                self.news.clear()
                await self.news.wait()

    async def create(self, request: web.Request) -> web.StreamResponse:
        try:
            order = await read(self.dialect, request)
        except Refused:
            return web.json_response({"error": {"message": "invalid request"}}, status=400)
        key = request.headers["Idempotency-Key"]
        job = self.jobs.get(self._by_key.get(key, "")) if self.keeps_keys else None
        if job is None and self.keeps_keys and key in self._by_key:  # made, and deleted since
            return web.json_response({"id": self._by_key[key], "object": "video"} | honest(0, 1))
        if job is None:
            self.paid[key] += 1
            self.orders.append(order)
            name = base64.urlsafe_b64encode(len(self.orders).to_bytes(ID_BYTES)).decode()
            job = self.jobs[f"video_{name}"] = Job(f"video_{name}", order)
            self._by_key[key] = job.id
        self.news.set()
        return web.json_response(self._sheet(job) | {"status": "queued", "progress": 0})

    async def poll(self, request: web.Request) -> web.StreamResponse:
        job = self._job(request)
        if job is None:
            return web.json_response({"detail": "Video not found"}, status=404)
        job.asked += 1
        return web.json_response(self._sheet(job))

    async def content(self, request: web.Request) -> web.StreamResponse:
        job = self._job(request)
        if job is None or self._sheet(job)["status"] != "completed":
            return web.json_response({"detail": "Generation is still in-progress"}, status=404)
        order = job.order
        film = await asyncio.to_thread(
            filmed, order.still, order.frames, order.fps, seed=order.seed or 0, voice=order.voice
        )
        return web.Response(body=film, content_type="video/mp4")

    async def delete(self, request: web.Request) -> web.StreamResponse:
        job = self.jobs.pop(request.match_info["job"], None)
        if job is None:
            return web.json_response({"detail": "Video not found"}, status=404)
        self.deleted.append(job.id)
        if self.dialect == "sglang":
            return web.json_response(self._sheet(job) | {"status": "deleted"})
        return web.json_response({"id": job.id, "object": "video.deleted", "deleted": True})

    async def models(self, request: web.Request) -> web.StreamResponse:
        return web.json_response({"object": "list", "data": [{"id": "served"}]})

    def _job(self, request: web.Request) -> Job | None:
        job = self.jobs.get(request.match_info["job"])
        if job is None or (self.forgets is not None and job.asked >= self.forgets):
            return None
        return job

    def _sheet(self, job: Job) -> dict[str, Any]:
        said = honest(job.asked, self.polls) if self.says is None else self.says(job.asked)
        own = {"id": job.id, "object": "video", "model": job.order.model, "size": job.order.size}
        if self.dialect != "sglang":
            own["prompt"] = job.order.prompt
        return own | {"created_at": 1_790_000_000, "error": None} | said

    def handler(self, call: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """What answers a call, well or badly."""
        well: Callable[[web.Request], Awaitable[web.StreamResponse]] = getattr(self, call)

        async def answer(request: web.Request) -> web.StreamResponse:
            self.heard.append((request.method, request.path, dict(request.headers)))
            if self.key and request.headers.get("Authorization") != f"Bearer {self.key}":
                return web.json_response({"error": {"message": "invalid key"}}, status=401)
            fault = self.faults.next(call)
            self.news.set()
            if fault is None:
                return await well(request)
            return await _badly(fault, request, well)

        return answer


async def _badly(
    fault: Fault,
    request: web.Request,
    well: Callable[[web.Request], Awaitable[web.StreamResponse]],
) -> web.StreamResponse:
    match fault:
        case LostAnswer():
            await well(request)
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        case Delayed(seconds):
            answer = await well(request)
            await asyncio.sleep(seconds)
            return answer
        case Broken(code):
            return web.Response(status=code, text="<html>upstream</html>")
        case Status(code, retry_after):
            headers = {} if retry_after is None else {"Retry-After": retry_after}
            return web.json_response({"error": {"message": "no"}}, status=code, headers=headers)
        case Elsewhere(url, code):
            return web.Response(status=code, headers={"Location": url})
        case Sent():
            return await _sent(fault, request)
        case Hung() | Dripping():
            return await _never(fault, request)


async def _sent(fault: Sent, request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Type": fault.kind})
    answer.content_length = len(fault.body) if fault.length is None else fault.length
    await answer.prepare(request)
    await answer.write(fault.body)
    if fault.length is not None and request.transport is not None:
        request.transport.close()
    return answer


async def _never(fault: Hung | Dripping, request: web.Request) -> web.StreamResponse:
    await request.read()
    answer = web.StreamResponse(headers={"Content-Type": "video/mp4"})
    if isinstance(fault, Hung):
        await asyncio.sleep(HANG_S)
    await answer.prepare(request)
    while True:
        await answer.write(b"\0")
        await asyncio.sleep(0.01)


def sheet(**says: Any) -> Sent:
    """An answer in place of what the house says of a job."""
    return Sent(json.dumps(says).encode(), "application/json")


@asynccontextmanager
async def open_house(house: FilmHouse) -> AsyncIterator[FilmHouse]:
    """Let the house be asked."""
    app = web.Application(client_max_size=64 << 20)
    app.router.add_post("/v1/videos", house.handler("create"))
    app.router.add_get("/v1/videos/{job}", house.handler("poll"))
    app.router.add_get("/v1/videos/{job}/content", house.handler("content"))
    app.router.add_delete("/v1/videos/{job}", house.handler("delete"))
    app.router.add_get("/v1/models", house.handler("models"))
    async with serving(app) as url:
        house.url = f"{url}/v1"
        yield house
