"""RenderOrder → Clip: the five steps of making a film, in order, readable in one sitting."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from threading import Event

import numpy as np
import numpy.typing as npt

from generation.arrays import StereoSamples, Yuv420Frame
from generation.errors import TakeRejected
from generation.files import write_text
from generation.lettering import Lettering
from generation.media.colour import Overlay
from generation.media.encode import EncodeReport, encode
from generation.media.poster import write_poster
from generation.media.probe import frames_at
from generation.media.splice import Kept
from generation.media.subtitles import write_srt
from generation.model.clip import Clip, RenderOrder, StageTimes
from generation.model.timeline import ShotRecord, Timeline
from generation.ports import RenderEngine, Rolled, Take, Voice, unheeded
from generation.production.captions import Captions
from generation.production.dialogue import dialogue, with_live_sound
from generation.production.earlier import Earlier
from generation.production.inspection import Inspector
from generation.production.layout import lay_out
from generation.production.looks import NATURAL, Look, look_for
from generation.production.mat import mat
from generation.production.panels import Panels
from generation.production.score import score
from generation.production.shot_keys import shot_keys
from generation.production.stills import still_frames, still_of
from generation.production.table_read import table_read
from generation.production.timeline_json import timeline_json
from generation.provenance.aigc import AIGC_KEY, aigc_tag
from generation.provenance.label import FULL_S, full_label, small_label
from generation.sound.loudness import loudness_lufs
from generation.sound.mix import MixPlan, beats_of, mix

Report = Callable[[str, float], None]
"""Takes a stage (``reading painting rolling``) and the share 0..1 of the whole that is done."""

READING_SHARE, PAINTING_SHARE = 0.06, 0.18
POSTER_FRAME = 0  # frame 0 is already the poster


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Who makes the film."""

    engine: RenderEngine
    voice: Voice
    lettering: Lettering


@dataclass(slots=True)
class _Clock:
    """Wall seconds by stage."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time of the block to ``name``."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


def produce(
    order: RenderOrder,
    crew: Crew,
    out: Path,
    *,
    stop: Event | None = None,
    report: Report = lambda _stage, _share: None,
    earlier: Earlier | None = None,
) -> Clip:
    """Make the film ``out`` with its poster, subtitles and timeline beside it. Blocking.

    Shots that look as they did in the ``earlier`` film are taken over from it. A take that fails
    the inspection is shot once more with another seed.

    Raises:
        TakeRejected: Both takes failed; ``reason`` is the gravest fault.
        VoiceFailed: A line was not spoken.
        RenderError: ``stop`` was set, or the engine gave no frames.
        DiskFull: No room is left.
        NotPermitted: The folder may not be written.
    """
    stop = stop or Event()
    try:
        return _one_take(order, crew, out, stop, report, earlier)
    except TakeRejected:
        return _one_take(replace(order, seed=order.seed + 1), crew, out, stop, report)


def _one_take(
    order: RenderOrder, crew: Crew, out: Path, stop: Event, report: Report,
    earlier: Earlier | None = None,
) -> Clip:  # fmt: skip
    clock = _Clock()
    order = replace(order, spec=replace(order.spec, fps=crew.engine.fps))
    report("reading", 0.0)
    with clock.stage("table_read"):
        speeches = table_read(
            order.screenplay, order.likenesses, crew.voice,
            recordings=order.recordings, seed=order.seed,
        )  # fmt: skip
        timeline = lay_out(order.screenplay, speeches, fps=order.spec.fps)
    report("painting", READING_SHARE)

    def rolled(share: float) -> None:
        report("rolling", PAINTING_SHARE + (1 - PAINTING_SHARE) * share)

    with ThreadPoolExecutor(1, thread_name_prefix="mix") as studio:
        with clock.stage("shoot_prepare"):
            crew.engine.load()
            take = crew.engine.shoot(order, timeline, dialogue(timeline, speeches))
            records = take.records()
            keys = shot_keys(order, timeline, engine=crew.engine.name)
            anew = earlier is None or order.panels or take.live  # of old shots nothing is heard
            kept = None if anew or earlier is None else earlier.kept(keys, timeline)
            left_out = taken_over(timeline, kept)
            heard = take.heard(stop, without=left_out, rolled=rolled)
            plan = score(order, timeline, speeches, records)
            if heard is not None:
                plan = with_live_sound(plan, heard, timeline)
            mixing = studio.submit(_timed_mix, plan, clock)
            titles = Titles(order, timeline, crew.lettering)
            look = look_for(order, timeline, records)
            panels = Panels(order, timeline, records, crew.lettering) if order.panels else None
            frames = Developed(
                take, () if crew.engine.trained else records, titles, timeline, stop, report,
                look=look, panels=panels, kept=kept, rolled=rolled,
            )  # fmt: skip
            take.prepare(without=left_out)
        sound = mixing.result()
    with clock.stage("shoot_and_master"):
        encoded = master(frames, sound, out, order=order, timeline=timeline, kept=kept, stop=stop)
    try:
        frames.inspector.check(sound)
    except TakeRejected:
        out.unlink(missing_ok=True)
        raise
    beside = _Beside(out)
    with clock.stage("papers"):
        write_poster(frames.poster, beside.poster)
        write_srt(timeline.cues, beside.subtitles)
        if panels is not None:
            panels.write(beside.panels)
        text = timeline_json(
            order, timeline, records,
            engine=crew.engine.name, voice=crew.voice.name, beats_s=beats_of(plan.music), keys=keys,
        )  # fmt: skip
        write_text(text, beside.timeline)
    return Clip(
        file=out,
        poster=beside.poster,
        subtitles=beside.subtitles,
        timeline=beside.timeline,
        panels=beside.panels if panels is not None else None,
        width_px=order.spec.width_px,
        height_px=order.spec.height_px,
        duration_s=encoded.duration_s,
        frames=encoded.frames,
        loudness_lufs=loudness_lufs(sound),
        unwritten=titles.unwritten,
        stills=tuple(frames.stills),
        times=StageTimes(seconds=dict(clock.seconds)),
    )


def master(
    frames: Iterable[Yuv420Frame],
    sound: StereoSamples,
    out: Path,
    *,
    order: RenderOrder,
    timeline: Timeline,
    kept: Kept | None = None,
    stop: Event | None = None,
) -> EncodeReport:
    """Encode finished frames, as they come, and the sound into the film ``out`` names."""
    return encode(
        iter(frames), sound, out, spec=order.spec, metadata={AIGC_KEY: aigc_tag(order.clip_id)},
        cuts=[span.first for span in timeline.spans], kept=() if kept is None else (kept,),
        stop=stop,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Beside:
    """Names of what lies beside a film."""

    film: Path

    @property
    def poster(self) -> Path:
        return self.film.with_suffix(".jpg")

    @property
    def panels(self) -> Path:
        return self.film.with_suffix(".png")

    @property
    def subtitles(self) -> Path:
        return self.film.with_suffix(".srt")

    @property
    def timeline(self) -> Path:
        return self.film.with_suffix(".timeline.json")


def taken_over(timeline: Timeline, kept: Kept | None) -> list[str]:
    """Return ids of the shots that nobody has to draw."""
    spans = kept.spans if kept is not None else ()
    return [span.shot_id for span in timeline.spans if (span.first, span.end) in spans]


def _timed_mix(plan: MixPlan, clock: _Clock) -> StereoSamples:
    with clock.stage("mix"):
        return mix(plan)


class Titles:
    """What lies over the picture whoever shot it: subtitles, the label, a mat around a circle."""

    def __init__(self, order: RenderOrder, timeline: Timeline, lettering: Lettering) -> None:
        """Draw the label and plan every caption."""
        width, height = order.spec.width_px, order.spec.height_px
        is_round = order.screenplay.format == "note"
        strip = full_label(
            order.label, order.screenplay.title, lettering,
            width=width, height=height, is_round=is_round,
        )  # fmt: skip
        mark = small_label(
            order.label, lettering, width=width, height=height, is_round=is_round
        )  # fmt: skip
        self._full, self._small = Overlay.from_rgba(*strip), Overlay.from_rgba(*mark)
        self._full_until = round(FULL_S * float(timeline.fps))
        self._mat = mat(width, height) if is_round else None
        self._captions = Captions(order.screenplay, timeline, order.spec, lettering)
        self.unwritten = self._captions.unwritten

    def label(self, index: int) -> Overlay:
        """Return the label of one frame; it lies over everything else."""
        return self._full if index < self._full_until else self._small

    def lay(self, index: int, frame: Yuv420Frame) -> None:
        """Write on one frame in place."""
        if self._mat is not None:
            self._mat.lay(frame)
        self._captions.lay(index, frame)
        self.label(index).lay(frame)


class Developed:
    """The engine's frames with titles on them, inspected; says how far it is."""

    def __init__(
        self,
        take: Take,
        records: Sequence[ShotRecord],
        titles: Titles,
        timeline: Timeline,
        stop: Event,
        report: Report = lambda _stage, _share: None,
        *,
        look: Look = NATURAL,
        panels: Panels | None = None,
        kept: Kept | None = None,
        rolled: Rolled = unheeded,
    ) -> None:
        """Develop ``take`` in a look, but for what is ``kept``; ``stop`` ends it early.

        ``records`` say where mouths are to be watched; those in front of a camera may move away.
        """
        self._rolled = rolled
        self._take, self._titles, self._timeline = take, titles, timeline
        self.inspector = Inspector(timeline, records)
        self._stop, self._report, self._look = stop, report, look
        self._panels, self._kept = panels, kept
        self._left_out = taken_over(timeline, kept)
        self._old = [span for span in timeline.spans if span.shot_id in self._left_out]
        self._poster: Yuv420Frame | None = None
        self._stills: dict[int, npt.NDArray[np.uint8]] = {}
        self._still_frames = set(still_frames(timeline.frames))

    @property
    def stills(self) -> list[npt.NDArray[np.uint8]]:
        """Small pictures out of the whole film, in order."""
        return [self._stills[index] for index in sorted(self._stills)]

    @property
    def poster(self) -> Yuv420Frame:
        """The frame that stands for the film."""
        assert self._poster is not None, "encode() has refused a film without frames"  # noqa: S101
        return self._poster

    def __iter__(self) -> Iterator[Yuv420Frame]:
        every = max(1, self._timeline.frames // 50)
        self._take_over()
        new = [span for span in self._timeline.spans if span not in self._old]
        drawn = self._take.frames(self._stop, without=self._left_out, rolled=self._rolled)
        numbers = chain.from_iterable(range(span.first, span.end) for span in new)
        for index, frame in zip(numbers, drawn, strict=False):
            self.inspector.look(index, frame)
            if self._panels is not None:
                self._panels.keep(index, frame)
            self._look.develop(index, frame)
            self._titles.lay(index, frame)
            if index == POSTER_FRAME:
                self._poster = frame.copy()
            if index in self._still_frames:
                self._stills[index] = still_of(frame)
            if index % every == 0:
                self.inspector.marked(frame, self._titles.label(index))
                share = index / self._timeline.frames
                self._report("rolling", PAINTING_SHARE + (1 - PAINTING_SHARE) * share)
            yield frame

    def _take_over(self) -> None:
        """Take what is wanted of kept shots out of the earlier film: a poster, stills."""
        if self._kept is None:
            return
        inside = {index for span in self._old for index in range(span.first, span.end)}
        self.inspector.passed(len(inside))
        for index, frame in frames_at(
            self._kept.film, inside & {*self._still_frames, POSTER_FRAME}
        ).items():
            if index == POSTER_FRAME:
                self._poster = frame
            if index in self._still_frames:
                self._stills[index] = still_of(frame)
