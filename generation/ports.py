"""What production needs from the world. Adapters satisfy these by shape, fakes too."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from threading import Event
from typing import Literal, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from generation.arrays import Landmarks, RgbImage, Samples, Yuv420Frame
from generation.model.clip import RenderOrder
from generation.model.screenplay import Screenplay
from generation.model.setup import CameraLimits, LiveSound, Rushes, Setup
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


Rolled = Callable[[float], None]
"""Takes the share 0..1 of the shooting that is done, where that is known before frames come."""


def unheeded(share: float) -> None:
    """Be told of progress and do nothing with it."""
    del share


class Take(Protocol):
    """One film being shot.

    Attributes:
        live: What is spoken in it is recorded with the pictures, by a camera that speaks.
    """

    live: bool

    def prepare(self, *, without: Collection[str] = ()) -> None:
        """Do what can be done before the first frame of ``frames`` with the same ``without``.

        Whoever does not call it waits for that frame instead.
        """
        ...

    def heard(
        self, stop: Event, *, without: Collection[str] = (), rolled: Rolled = unheeded
    ) -> LiveSound | None:
        """Return what the camera itself has recorded of all shots but those ``without``.

        None where the take is not ``live``, and then at once; else it may take as long as the whole
        shooting, and ``frames`` with the same ``without`` takes no longer for it.
        """
        ...

    def frames(
        self, stop: Event, *, without: Collection[str] = (), rolled: Rolled = unheeded
    ) -> Iterator[Yuv420Frame]:
        """Yield the frames of every shot in display order, but none of the shots ``without``.

        A yielded array stays untouched until the third frame after it has been yielded. Ends early,
        without error, once ``stop`` is set.
        """
        ...

    def records(self) -> Sequence[ShotRecord]:
        """Return where faces are and when lids close; complete before the first frame is drawn."""
        ...


class RenderEngine(Protocol):
    """Turns a screenplay on a timeline into pictures. Synchronous: call it off the loop.

    Attributes:
        name: As in the timeline and in captions.
        fps: Frames a second that it shoots at: films of it have this rate.
        trained: A trained model makes its pictures; a film's papers say so.
    """

    name: str
    fps: Fraction
    trained: bool

    def load(self) -> None:
        """Bring heavy libraries and weights in; seconds at most for a CPU engine."""
        ...

    def shoot(
        self, order: RenderOrder, timeline: Timeline, dialogue: Samples | None = None
    ) -> Take:
        """Prepare every shot.

        ``dialogue`` is what is spoken in the film, mono 48 kHz from the first frame on, for
        engines whose pictures follow it.

        Raises:
            EngineUnavailable: Try again later.
        """
        ...


class Camera(Protocol):
    """A video model: films one setup at a time. Synchronous: call it off the loop.

    Attributes:
        name: Of the engine it is the camera of, such as ``ltx``.
        limits: What it can do.
    """

    name: str
    limits: CameraLimits

    def load(self) -> None:
        """Bring libraries and weights in; a minute or two for a large model, once.

        Raises:
            ToolMissing: A library is absent.
            ModelMissing: The weights, or a part of them, are absent.
            ModelCorrupt: They are cut off, or of another kind.
            OutOfMemory: The device has no room for them.
        """
        ...

    def roll(self, setup: Setup, still: RgbImage, *, stop: Event, rolled: Rolled) -> Rushes:
        """Film one setup that begins with ``still``; looks at ``stop`` between steps.

        ``still`` is of any size and of the wanted shape; the rushes are of the camera's own size.

        Raises:
            RenderError: ``stopped`` once ``stop`` is set.
            OutOfMemory: It did not fit, nor did a smaller picture.
            EngineUnavailable: It cannot film now.
        """
        ...


class Retoucher(Protocol):
    """An image model that makes a photograph of a painted still. Synchronous."""

    def load(self) -> None:
        """Bring libraries and weights in; raises as ``Camera.load`` does."""
        ...

    def improve(self, still: RgbImage, prompt: str, seed: int) -> RgbImage:
        """Return the still as ``prompt`` asks for it, of the same size.

        Raises:
            OutOfMemory: It did not fit, nor did a smaller picture.
            EngineUnavailable: It cannot work now.
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

TaskKind = Literal[
    "film", "boards", "join", "shrink", "paper", "likeness", "capture", "faces", "note"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Work for a worker. It carries no secret and no id of a person.

    Attributes:
        id: Of the job; with ``attempt`` it is echoed in every answer.
        attempt: Which try this is.
        kind: ``film``: shoot a cut. ``boards``: draw what a camera elsewhere is to film of
            it. ``join``: put films together. ``shrink``: encode a film once
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
