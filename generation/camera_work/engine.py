"""An engine made of a camera and a stage: the stage sets the scene, the camera films it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from threading import Event

import numpy as np

from generation.arrays import SAMPLE_RATE_HZ, RgbImage, Samples, Yuv420Frame
from generation.camera_work.breakdown import Stretch, seed_of, sound_of, stretches
from generation.camera_work.checking import checked
from generation.camera_work.prompts import prompt_of, retouching
from generation.camera_work.reel import Reel, laid
from generation.camera_work.stills import Stills
from generation.errors import RenderError
from generation.media.transition import lay_transition
from generation.model.clip import RenderOrder
from generation.model.setup import CameraLimits, LiveSound, Rushes, Setup
from generation.model.timeline import ShotRecord, ShotSpan, Timeline
from generation.ports import Camera, RenderEngine, Retoucher, Rolled, unheeded

FADE_FRAMES = 6


class Script:
    """A film made ready for a camera: its setups, and their stills."""

    def __init__(
        self, stage: RenderEngine, order: RenderOrder, timeline: Timeline, limits: CameraLimits,
        dialogue: Samples | None, *, aloud: bool = False,
    ) -> None:  # fmt: skip
        """Break the film down; nothing is drawn yet. ``aloud``: the camera speaks the lines."""
        self._aloud = aloud
        self._breakdown = stretches(order.screenplay, timeline, limits)
        self.stills = Stills(stage, order, timeline, self._breakdown)
        self.records: Sequence[ShotRecord] = self.stills.records()
        self._order, self._timeline, self._dialogue = order, timeline, dialogue

    def setups(self, shot_id: str) -> Iterator[tuple[Setup, Stretch]]:
        """Yield what is to be filmed of a shot, in order; nothing where the stage keeps it."""
        places = self._places(shot_id)
        for stretch in self._breakdown[shot_id]:
            heard = None
            if self._dialogue is not None:
                heard = sound_of(self._dialogue, stretch, self._timeline)
            prompt = prompt_of(
                self._order.screenplay, stretch, self._timeline, places, aloud=self._aloud
            )
            yield (
                Setup(
                    id=stretch.id, shot_id=shot_id, first=stretch.first, frames=stretch.frames,
                    prompt=prompt, actors=stretch.actors, follows=stretch.follows,
                    seed=seed_of(self._order, stretch), aloud=self._aloud, dialogue=heard,
                ),
                stretch,
            )  # fmt: skip

    def length(self, shot_id: str) -> int:
        """Return how many frames of a shot are to be filmed."""
        return sum(stretch.frames for stretch in self._breakdown[shot_id])

    def _places(self, shot_id: str) -> dict[str, float]:
        width = self._order.spec.width_px
        return {
            actor.token: (actor.face_px[0] + actor.face_px[2] / 2) / width
            for record in self.records
            if record.shot_id == shot_id
            for actor in record.actors
        }


class _Pace:
    """How far the shooting is, over all setups."""

    def __init__(self, frames: int, rolled: Rolled) -> None:
        self._frames, self._rolled, self._done = max(frames, 1), rolled, 0

    def of(self, setup: Setup) -> Rolled:
        """Return what is told the share of one setup."""

        def told(share: float) -> None:
            self._rolled((self._done + share * setup.frames) / self._frames)

        return told

    def finish(self, setup: Setup) -> None:
        """Count a setup as filmed."""
        self._done += setup.frames
        self._rolled(self._done / self._frames)


class CameraTake:
    """One film being shot by a camera."""

    def __init__(
        self, camera: Camera, stage: RenderEngine, order: RenderOrder, timeline: Timeline,
        dialogue: Samples | None, retoucher: Retoucher | None = None,
    ) -> None:  # fmt: skip
        """Break the film down and have the stage prepare it."""
        self._retoucher = retoucher
        self._camera, self._order, self._timeline = camera, order, timeline
        self.live = camera.limits.speaks and not order.recordings  # these are heard as they are
        self._script = Script(stage, order, timeline, camera.limits, dialogue, aloud=self.live)
        self._shots = {shot.id: shot for shot in order.screenplay.shots}
        self._filmed: dict[str, list[Rushes]] = {}

    def prepare(self, *, without: Collection[str] = ()) -> None:
        """Do nothing: a setup is filmed when it is its turn."""

    def records(self) -> Sequence[ShotRecord]:
        """Return where faces are to begin with."""
        return self._script.records

    def heard(
        self, stop: Event, *, without: Collection[str] = (), rolled: Rolled = unheeded
    ) -> LiveSound | None:
        """Film everything, where the camera speaks, and return what it has recorded.

        Raises:
            RenderError: What the camera raises; ``stopped`` once ``stop`` is set.
        """
        if not self.live:
            return None
        fps = float(self._timeline.fps)
        track = np.zeros((round(self._timeline.duration_s * SAMPLE_RATE_HZ), 2), np.float32)
        spans = self._wanted(without)
        pace = self._pace(spans, rolled)
        for span in spans:
            filmed = list(self._film(span, stop, pace))
            self._filmed[span.shot_id] = [rushes for _, rushes in filmed]
            for setup, rushes in filmed:
                end = setup.first + setup.frames
                laid(track, rushes.sound, first_s=setup.first / fps, end_s=end / fps)
        shots = (shot for shot, filmed in self._filmed.items() if filmed)
        return LiveSound(samples=track, shots=frozenset(shots))

    def frames(
        self, stop: Event, *, without: Collection[str] = (), rolled: Rolled = unheeded
    ) -> Iterator[Yuv420Frame]:
        """Yield every frame: of a filmed shot once each setup is filmed, of others as drawn.

        Raises:
            RenderError: What the camera raises.
        """
        reel, spans = Reel(self._order.spec), self._wanted(without)
        pace = self._pace(spans, rolled)
        try:
            for span in spans:
                yield from self._shot(span, reel, stop, pace)
        except RenderError as error:
            if error.reason != "stopped" or not stop.is_set():
                raise

    def _shot(self, span: ShotSpan, reel: Reel, stop: Event, pace: _Pace) -> Iterator[Yuv420Frame]:
        shot, number = self._shots[span.shot_id], 0
        for setup, rushes in self._film(span, stop, pace):
            for picture in reel.develop(rushes, setup.frames):
                if stop.is_set():
                    return
                if span.first:
                    lay_transition(picture, shot, number, frames=FADE_FRAMES)
                yield reel.printed(picture)
                number += 1
        if not number and not stop.is_set():
            yield from self._script.stills.shot(span.shot_id, stop)

    def _film(self, span: ShotSpan, stop: Event, pace: _Pace) -> Iterator[tuple[Setup, Rushes]]:
        """Yield every setup of a shot with its rushes; none is filmed twice."""
        before = self._filmed.get(span.shot_id)
        last: RgbImage | None = None
        for number, (setup, stretch) in enumerate(self._script.setups(span.shot_id)):
            if before is not None:
                yield setup, before[number]
                continue
            follows = setup.follows and last is not None
            still = last if follows and last is not None else self._still(setup, stretch)
            brought = self._camera.roll(setup, still, stop=stop, rolled=pace.of(setup))
            rushes = checked(brought, setup, live=self.live)
            pace.finish(setup)
            last = rushes.frames[min(setup.frames, len(rushes.frames)) - 1].copy()
            yield setup, rushes

    def _still(self, setup: Setup, stretch: Stretch) -> RgbImage:
        painted = self._script.stills.still(stretch)
        if self._retoucher is None:
            return painted
        return self._retoucher.improve(painted, retouching(setup.prompt), setup.seed)

    def _wanted(self, without: Collection[str]) -> list[ShotSpan]:
        return [span for span in self._timeline.spans if span.shot_id not in without]

    def _pace(self, spans: Sequence[ShotSpan], rolled: Rolled) -> _Pace:
        return _Pace(sum(self._script.length(span.shot_id) for span in spans), rolled)


class CameraEngine:
    """Shoots films with a camera; satisfies the port ``RenderEngine``."""

    trained = True

    def __init__(
        self, camera: Camera, stage: RenderEngine, retoucher: Retoucher | None = None
    ) -> None:
        """Take the camera, the engine that sets its scenes, and who retouches its stills."""
        self._camera, self._stage, self._retoucher = camera, stage, retoucher
        self.name = camera.name
        self.fps: Fraction = camera.limits.fps

    def load(self) -> None:
        """Bring in the stage, and the camera with its weights.

        Raises:
            WalkonError: What the camera raises.
        """
        self._stage.load()
        self._camera.load()
        if self._retoucher is not None:
            self._retoucher.load()

    def shoot(
        self, order: RenderOrder, timeline: Timeline, dialogue: Samples | None = None
    ) -> CameraTake:
        """Break the film down and have the stage prepare it."""
        return CameraTake(self._camera, self._stage, order, timeline, dialogue, self._retoucher)
