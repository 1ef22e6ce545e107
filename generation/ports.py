"""What production needs from the world. Adapters satisfy these by shape, fakes too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Event
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from generation.arrays import Landmarks, RgbImage, Yuv420Frame
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


class Take(Protocol):
    """One film being shot."""

    def frames(self, stop: Event) -> Iterator[Yuv420Frame]:
        """Yield ``timeline.frames`` frames in display order.

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
        self, sentence: str, cast: Sequence[tuple[str, str]], *, locale: str, seed: int
    ) -> Screenplay:
        """Write the screenplay; ``cast`` is (name, kind) in order, the lead first.

        Raises:
            SentenceRejected: There is nothing to film in it.
        """
        ...
