"""What production needs from the world. Adapters satisfy these by shape, fakes too."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Literal, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from generation.arrays import Landmarks, RgbImage, Samples, Yuv420Frame
from generation.model.clip import RenderOrder
from generation.model.screenplay import Screenplay
from generation.model.speech import Speech, Utterance
from generation.model.timeline import ShotRecord, Timeline


class Face(NamedTuple):
    """A face found in a picture: box in pixels (x, y, width, height) and score 0..1."""

    box: tuple[float, float, float, float]
    score: float
    landmarks: Landmarks


class LandmarkModel(Protocol):
    """Finds faces and their 468 points. Synchronous; a few milliseconds a face."""

    def faces(self, picture: RgbImage) -> Sequence[Face]:
        """Return every face, largest first; empty when there is none."""
        ...

    def silhouette(self, picture: RgbImage) -> npt.NDArray[np.float32]:
        """Return ``(height, width)`` float32 0..1: how likely each pixel belongs to a person."""
        ...


class Voice(Protocol):
    """Turns words into sound with phoneme and word times. Blocking; call it off the event loop."""

    name: str

    def speak(self, utterance: Utterance) -> Speech:
        """Speak one line.

        Raises:
            VoiceFailed: The voice process died or timed out.
        """
        ...

    def close(self) -> None:
        """End what the voice started."""
        ...


class Heard(NamedTuple):
    """What somebody has said.

    Attributes:
        text: One line without control characters, never empty, at most 2000 characters. Nobody
            has checked what it says.
        language: BCP-47 tag of what was spoken, as far as anybody knows; else empty.
    """

    text: str
    language: str


class Recogniser(Protocol):
    """Turns speech into words."""

    @property
    def name(self) -> str:
        """What hears: a model, for whoever runs the bot."""
        ...

    @property
    def host(self) -> str:
        """Who is sent the recordings, as people are told."""
        ...

    async def hear(self, sound: Samples, rate_hz: int, *, language: str = "") -> Heard:
        """Return what is said in a recording of at most a minute; ``language`` is a hint.

        Raises:
            HearingFailed: ``nothing`` where no word is heard; ``slow`` and ``down`` where nobody
                answered in time, or not with words.
        """
        ...


class Take(Protocol):
    """One film being shot."""

    def prepare(self, *, without: Collection[str] = ()) -> None:
        """Do what can be done before the first frame of ``frames`` with the same ``without``.

        Whoever does not call it waits for that frame instead.
        """
        ...

    def frames(self, stop: Event, *, without: Collection[str] = ()) -> Iterator[Yuv420Frame]:
        """Yield the frames of every shot in display order, but none of the shots ``without``.

        A yielded array stays untouched until the third frame after it has been yielded. Ends early,
        without error, once ``stop`` is set.
        """
        ...

    def records(self) -> Sequence[ShotRecord]:
        """Return where faces are and when lids close; complete before the first frame is drawn."""
        ...


class RenderEngine(Protocol):
    """Turns a screenplay on a timeline into pictures. Synchronous: call it off the loop."""

    name: str

    def load(self) -> None:
        """Bring heavy libraries and weights in; seconds at most for a CPU engine."""
        ...

    def shoot(self, order: RenderOrder, timeline: Timeline) -> Take:
        """Prepare every shot.

        Raises:
            EngineUnavailable: Try again later.
        """
        ...


class Director(Protocol):
    """One sentence becomes a screenplay. Pure: equal arguments, equal paper."""

    name: str

    def write(
        self,
        sentence: str,
        cast: Sequence[tuple[str, str]],
        *,
        locale: str,
        seed: int,
        personas: Mapping[str, str] = ...,
    ) -> Screenplay:
        """Write the screenplay; ``cast`` is (name, kind) in order, the lead first.

        ``personas`` is what the persona cards of the cast say, by name: hints for whatever the
        sentence leaves open, and never words to be spoken.

        Raises:
            SentenceRejected: There is nothing to film in it.
        """
        ...


Packed = Mapping[str, object]
"""Values that msgpack carries: text, bytes, numbers, booleans, None, lists and maps of them."""

TaskKind = Literal["film", "join", "shrink", "paper", "likeness", "capture", "faces", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Work for a worker. It carries no secret and no id of a person.

    Attributes:
        id: Of the job; with ``attempt`` it is echoed in every answer.
        attempt: Which try this is.
        kind: ``film``: shoot a cut. ``join``: put films together. ``shrink``: encode a film once
            more, smaller. ``paper``: write a screenplay. ``likeness``: make a face of a
            picture, or of four colours. ``capture``: check a video and make a face of it.
            ``faces``: number the people in a picture. ``note``: decode a voice note.
        body: What the kind needs; ``generation.farm.wire`` names the keys.
        deadline_s: Seconds it may take.
    """

    id: str
    attempt: int
    kind: TaskKind
    body: Packed
    deadline_s: float


class Progress(NamedTuple):
    """How far a task is: its stage (a message-id suffix) and the share 0..1 that is done."""

    stage: str
    share: float


class RunningTask(Protocol):
    """A task that a worker has taken."""

    def progress(self) -> AsyncIterator[Progress]:
        """Yield news as they come, at least every five seconds, until the task has ended."""
        ...

    async def result(self) -> Packed:
        """Wait for the end.

        Raises:
            WorkerLost: The worker died; try again.
            RenderTimeout: The deadline passed; the worker was killed.
            OutOfMemory: It did not fit.
            WalkonError: What the work itself raised, rebuilt by name.
        """
        ...

    async def cancel(self) -> None:
        """End it; returns when the worker is really gone or free. ``result`` raises WorkerLost."""
        ...


class RenderFarm(Protocol):
    """Workers for heavy work. Nothing waits inside: what is taken is running."""

    def free(self) -> int:
        """Return how many tasks would be taken now."""
        ...

    async def submit(self, task: Task) -> RunningTask:
        """Hand a task to a free worker.

        Raises:
            FarmFull: None is free.
        """
        ...

    async def aclose(self) -> None:
        """End every worker."""
        ...
