"""A farm that only pretends: tasks run in this process, instantly, slowly or not at all."""

from __future__ import annotations

import asyncio
import io
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bot.worker_films import film_result
from bot.worker_papers import described, paper
from generation.director.rules import RuleDirector
from generation.director.voice_note import voice_note_paper
from generation.errors import FarmFull, RenderError, RenderTimeout, WalkonError, WorkerLost
from generation.farm import wire
from generation.farm.running import Running
from generation.model.likeness import Likeness
from generation.model.likeness_codec import likeness_bytes
from generation.ports import Packed, Task
from tests.fakes import FakeEngine, FakeVoice
from tests.papers import order_of, two_shots

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

    def beat(self) -> None:
        """Let everybody who works be heard of."""
        for running in self._working.values():
            running.tell("rolling", 0.5)

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


PAGE = b"\x89PNG a page of four panels"  # of every comic, to this farm
NOTE_S = 2.0  # every voice note, to this farm
TINY_CLIP_ID = "01hzy0000000000000000000te"


@cache
def tiny_film(models_dir: Path) -> wire.FilmResult:
    """Return a real film of two seconds, 144x256, made once: grey pictures and a hum."""
    from generation.lettering import Lettering
    from generation.production.film import Crew, produce

    lettering = Lettering([models_dir / "NotoSansCJKsc-Regular.otf"])
    crew = Crew(engine=FakeEngine(), voice=FakeVoice(), lettering=lettering)
    order = replace(order_of(two_shots(), {}), clip_id=TINY_CLIP_ID)
    with TemporaryDirectory() as folder:
        clip = produce(order, crew, Path(folder) / "film.mp4")
        return film_result(clip, engine="puppet", voice="espeak", source_type="algorithmicMedia")


@cache
def tiny_face() -> wire.LikenessResult:
    """Return a face of sixteen pixels that nothing is filmed with."""
    from PIL import Image

    likeness = Likeness(
        kind="photo", picture=np.full((16, 16, 3), 120, np.uint8),
        alpha=np.full((16, 16), 255, np.uint8), landmarks=np.zeros((468, 3), np.float32),
        shoulders=True, clothes_bgr=(90, 60, 30), skin_bgr=(120, 150, 200), source_face_px=200.0,
    )  # fmt: skip
    jpeg = io.BytesIO()
    Image.new("RGB", (16, 16), (200, 150, 120)).save(jpeg, "JPEG")
    return wire.LikenessResult(
        likeness=likeness_bytes(likeness), portrait=jpeg.getvalue(), flags=[], face_px=200,
        framing="bust", faces=1,
        colours=wire.Colours(skin=(200, 150, 120), hair=(40, 30, 20), clothes=(30, 60, 90)),
    )  # fmt: skip


@cache
def tiny_capture() -> wire.CaptureResult:
    """Return a capture that has shown everything: the tiny face, and half a second of hum."""
    face = tiny_face()
    return wire.CaptureResult(
        verified=True, findings=[], likeness=face.likeness, portrait=face.portrait,
        flags=face.flags, voice=np.zeros(24_000, np.float32).tobytes(),
    )  # fmt: skip


def tiny_board(setup: str) -> wire.Board:
    """Return what a camera elsewhere would be asked to film; its picture is no picture."""
    return wire.Board(
        id=setup, prompt="A person waits in the rain.", frames=49, fps=24.0, width=64, height=96,
        still=b"still " + setup.encode(), dialogue=None, seed=7,
    )  # fmt: skip


CANNED = {
    "note": wire.Recording(pcm=bytes(round(NOTE_S * 64_000)), rate=16_000),
    "faces": wire.FacesResult(picture=b"numbered", numbers=[1, 2]),
    "boards": wire.BoardsResult(boards=[tiny_board("S1"), tiny_board("S2")]),
}


def canned(models_dir: Path) -> Answer:
    """Return an answer to every kind of task: a real small film, a real paper, a drawn face."""

    async def answer(task: Task, tell: Tell) -> Packed:
        tell("rolling", 0.5)
        match task.kind:
            case "film" | "join" | "shrink":
                made = tiny_film(models_dir)
                named = made.film.replace(TINY_CLIP_ID.encode(), str(task.body["clip_id"]).encode())
                comic = '"look": "comic"' in str(task.body.get("screenplay"))
                engine = str(task.body.get("engine") or made.engine)
                panels = PAGE if comic else None
                return wire.body(replace(made, film=named, panels=panels, engine=engine))
            case "paper":
                return wire.body(_written(wire.read(wire.PaperBody, task.body)))
            case "likeness":
                return wire.body(tiny_face())
            case "capture":
                return wire.body(tiny_capture())
            case "note" | "faces" | "boards":
                return wire.body(CANNED[task.kind])

    return answer


def _written(body: wire.PaperBody) -> wire.PaperResult:
    if body.voice_note is None:
        return paper(RuleDirector(), body)
    told = voice_note_paper(
        [NOTE_S], text=body.sentence or None, name=body.cast[0][0], locale=body.locale,
        seed=body.seed, persona=body.personas.get(body.cast[0][0], ""),
    )  # fmt: skip
    return described(told, NOTE_S)
