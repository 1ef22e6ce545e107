"""Ears that only pretend: a service that speaks OpenAI's audio transcriptions, and a port."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from generation.arrays import Samples
from generation.errors import HearingFailed
from generation.ports import Heard
from tests.fakes_server import serving

WORDS = "me in the rain with an umbrella"
Answer = Callable[[], web.StreamResponse]


@dataclass
class FakeService:
    """Answers every recording with ``text``, or with what ``answer`` makes.

    Attributes:
        url: Where it listens, as an operator sets it.
        language: What it says was spoken, or None for a service that does not say.
        forms: The fields of each request that are no file.
        files: The file of each.
        keys: The ``Authorization`` of each.
        delay_s: How long it listens.
    """

    url: str = ""
    text: str = WORDS
    language: str | None = None
    answer: Answer | None = None
    forms: list[dict[str, str]] = field(default_factory=list)
    files: list[bytes] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    delay_s: float = 0.0

    async def transcribe(self, request: web.Request) -> web.StreamResponse:
        given = await request.post()
        self.forms.append({name: value for name, value in given.items() if isinstance(value, str)})
        for value in given.values():
            if isinstance(value, web.FileField):
                with value.file as file:
                    self.files.append(file.read())
        self.keys.append(request.headers.get("Authorization", ""))
        await asyncio.sleep(self.delay_s)
        if self.answer is not None:
            return self.answer()
        spoken = {} if self.language is None else {"language": self.language}
        return web.json_response({"text": self.text} | spoken)


@asynccontextmanager
async def at_work(service: FakeService) -> AsyncIterator[FakeService]:
    app = web.Application(client_max_size=4 << 20)
    app.router.add_post("/v1/audio/transcriptions", service.transcribe)
    async with serving(app) as url:
        service.url = f"{url}/v1"
        yield service


@dataclass
class FakeRecogniser:
    """Satisfies ``generation.ports.Recogniser``.

    Attributes:
        text: What it hears; nothing where that is empty.
        failures: Raised by the next calls instead, first come first served.
        taken: Length in seconds and hint of each recording.
        gate: While it is clear, nothing is heard.
    """

    text: str = WORDS
    failures: deque[HearingFailed] = field(default_factory=deque)
    taken: list[tuple[float, str]] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    name: str = "fake"
    host: str = "ears.example"

    def __post_init__(self) -> None:
        self.gate.set()

    async def hear(self, sound: Samples, rate_hz: int, *, language: str = "") -> Heard:
        self.taken.append((len(sound) / rate_hz, language))
        await self.gate.wait()
        if self.failures:
            raise self.failures.popleft()
        if not self.text.strip():
            raise HearingFailed("nothing")
        return Heard(self.text, language)
