"""What a worker does of films: shoots them, draws boards of them, joins and shrinks them.

A film's files lie in a private folder for as long as that takes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Literal

import numpy as np

from bot.bootstrap import Workshop
from bot.casting import drawn, source_of
from generation.arrays import SAMPLE_RATE_HZ, RgbImage, Samples
from generation.director.script import from_json
from generation.errors import RenderError
from generation.farm import wire
from generation.farm.serving import Report
from generation.model.clip import Clip, RenderOrder, RenderSpec
from generation.model.likeness import Likeness
from generation.model.likeness_codec import read_likeness
from generation.model.screenplay import Screenplay
from generation.model.setup import Setup
from generation.ports import Packed

if TYPE_CHECKING:
    from generation.production.earlier import Earlier
    from generation.production.film import Crew
    from generation.production.shrinking import Finished


class Films:
    """What a worker does of films: shoots them, draws boards of them, joins and shrinks them."""

    def __init__(self, shop: Workshop) -> None:
        """Take what films are made with; it stays warm between tasks."""
        self._shop = shop
        self._drawn: Callable[[str], Likeness] = cache(lambda character: drawn(character, shop))

    def __call__(
        self, kind: Literal["film", "boards", "join", "shrink"], body: Packed, stop: Event,
        report: Report,
    ) -> Packed:  # fmt: skip
        """Do one task."""
        match kind:
            case "film":
                return wire.body(self.film(wire.read(wire.FilmBody, body), stop, report))
            case "boards":
                return wire.body(self.boards(wire.read(wire.FilmBody, body), stop, report))
            case "join":
                return wire.body(self.join(wire.read(wire.JoinBody, body), stop, report))
            case "shrink":
                return wire.body(self.shrink(wire.read(wire.ShrinkBody, body), stop, report))

    def film(self, body: wire.FilmBody, stop: Event, report: Report) -> wire.FilmResult:
        """Shoot a cut; its files lie in a private folder for as long as that takes.

        Raises:
            WalkonError: What production raises, or an order that cannot be read.
        """
        from generation.production.film import produce

        order = self._order(body)
        with self._shop.folder.scratch() as tmp:
            crew = self._crew(body, tmp)
            earlier = None if body.earlier is None else earlier_film(body.earlier, tmp)
            clip = produce(order, crew, tmp / "film.mp4", stop=stop, report=report, earlier=earlier)
            return film_result(
                clip, engine=crew.engine.name, voice=crew.voice.name,
                source_type=source_of(order.likenesses, trained=crew.engine.trained),
            )  # fmt: skip

    def boards(self, body: wire.FilmBody, stop: Event, report: Report) -> wire.BoardsResult:
        """Draw what a camera elsewhere is to film.

        Raises:
            WalkonError: What the table read and the stage raise; ``stopped`` once ``stop`` is set.
        """
        from generation.engines.remote.dialects import limits_of
        from generation.production.boards import storyboard

        order = self._order(body)
        limits = limits_of(self._shop.settings.remote_dialect)
        drawn_boards = list[wire.Board]()
        report("painting", 0.0)
        crew = replace(self._shop.crew, engine=self._shop.engine_named("puppet"))
        for setup, still in storyboard(order, crew, limits):
            if stop.is_set():
                raise RenderError("stopped")
            drawn_boards.append(board_of(setup, still, fps=float(limits.fps)))
        return wire.BoardsResult(boards=drawn_boards)

    def _order(self, body: wire.FilmBody) -> RenderOrder:
        screenplay = from_json(body.screenplay)
        return RenderOrder(
            clip_id=body.clip_id,
            screenplay=screenplay,
            likenesses={token: self._likeness_of(part) for token, part in body.parts.items()},
            spec=RenderSpec(width_px=body.width, height_px=body.height),
            recordings=self._recordings(body, screenplay),
            seed=body.seed,
            label=body.label,
            panels=screenplay.look == "comic",
        )

    def _crew(self, body: wire.FilmBody, tmp: Path) -> Crew:
        """Return who shoots a film: this worker's own engine, or the one that is asked for."""
        crew = self._shop.crew
        if body.engine in {"", crew.engine.name}:
            return crew
        if body.engine == "remote":
            from generation.engines.remote.camera import GivenRushes
            from generation.engines.remote.dialects import limits_of

            limits = limits_of(self._shop.settings.remote_dialect)
            rushes = GivenRushes(body.rushes, limits=limits, tmp=tmp)
            return replace(crew, engine=self._shop.engine_of(rushes))
        return replace(crew, engine=self._shop.engine_named(body.engine))

    def join(self, body: wire.JoinBody, stop: Event, report: Report) -> wire.FilmResult:
        """Put films together; one that is not made yet is shot first.

        Raises:
            WalkonError: What production raises.
        """
        from generation.production.joining import Scene, join
        from generation.provenance.manifest import source_of_parts

        scenes, types = list[Scene](), list[str]()
        with self._shop.folder.scratch() as tmp:
            for number, given in enumerate(body.scenes):
                film, timeline, source_type = self._scene(given, stop, report)
                file = tmp / f"{number}.mp4"
                file.write_bytes(film)
                scenes.append(Scene(film=file, timeline=timeline, tokens=given.tokens))
                types.append(source_type)
            clip = join(scenes, tmp / "film.mp4", clip_id=body.clip_id, stop=stop)
            crew = self._shop.crew
            return film_result(
                clip, engine=crew.engine.name, voice=crew.voice.name,
                source_type=source_of_parts(types),
            )  # fmt: skip

    def _scene(
        self, given: wire.JoinedScene, stop: Event, report: Report
    ) -> tuple[bytes, str, str]:
        """Return a scene's film, its timeline and its source type."""
        if given.made is not None:
            return given.made.film, given.made.timeline, given.source_type
        if given.order is None:
            raise LookupError("scene")
        shot = self.film(given.order, stop, report)
        return shot.film, shot.timeline, shot.source_type

    def shrink(self, body: wire.ShrinkBody, stop: Event, report: Report) -> wire.FilmResult:
        """Encode a finished film once more, smaller.

        Raises:
            WalkonError: What production raises.
        """
        from generation.production.shrinking import shrink

        with self._shop.folder.scratch() as tmp:
            clip = shrink(
                laid_down(body, tmp), tmp / "film.mp4", clip_id=body.clip_id,
                room_bytes=body.room_bytes, stop=stop, report=report,
            )  # fmt: skip
            return film_result(
                clip, engine=body.engine, voice=body.voice, source_type=body.source_type
            )

    def _likeness_of(self, part: wire.Part) -> Likeness:
        if part.likeness is not None:
            sample = None if part.voice is None else np.frombuffer(part.voice, np.float32)
            return replace(read_likeness(part.likeness), voice_sample=sample)
        return self._drawn(part.drawn or "")

    def _recordings(self, body: wire.FilmBody, screenplay: Screenplay) -> dict[str, Samples]:
        """Return line id → mono 48 kHz of the lines that are heard as somebody said them."""
        from generation.speech.assembly import resample

        heard = {
            line: resample(np.frombuffer(given.pcm, np.float32), given.rate)
            for line, given in body.recordings.items()
        }
        if body.voice_note is None:
            return heard
        return heard | told_by_the_lead(screenplay, voice_note(self._shop, body.voice_note))


def voice_note(shop: Workshop, media: bytes) -> Samples:
    """Decode a voice note: mono 48 kHz.

    Raises:
        MediaRejected: It cannot be read, or nothing is heard in it.
    """
    from generation.media.intake import read_voice

    with shop.folder.scratch() as tmp:
        return read_voice(media, tmp=tmp)


def told_by_the_lead(screenplay: Screenplay, note: Samples) -> dict[str, Samples]:
    """Give a voice note's pieces to the lead's lines in order; the last line takes the rest."""
    from generation.speech.recorded import pieces

    lead = screenplay.cast[0].token if screenplay.cast else ""
    lines = [line.id for shot in screenplay.shots for line in shot.lines if line.who == lead]
    if not lines:
        return {}
    parts = pieces(note)
    last = len(lines) - 1
    parts[last:] = [np.concatenate(parts[last:])] if parts[last:] else []
    return dict(zip(lines, parts, strict=False))


def board_of(setup: Setup, still: RgbImage, *, fps: float) -> wire.Board:
    """Return a setup as it is sent elsewhere."""
    from generation.media.poster import png
    from generation.speech.transcription import wav

    height, width = still.shape[:2]
    return wire.Board(
        id=setup.id, prompt=setup.prompt, frames=setup.frames, fps=fps, width=width,
        height=height, still=png(still), seed=setup.seed,
        dialogue=None if setup.dialogue is None else wav(setup.dialogue, SAMPLE_RATE_HZ),
    )  # fmt: skip


def earlier_film(given: wire.EarlierFilm, folder: Path) -> Earlier:
    """Lay a film from before into a folder."""
    from generation.production.earlier import Earlier

    file = folder / "earlier.mp4"
    file.write_bytes(given.film)
    return Earlier.read(file, given.timeline)


def laid_down(given: wire.ShrinkBody, folder: Path) -> Finished:
    """Lay a finished film, and what lies beside it, into a folder."""
    from generation.production.shrinking import Finished

    finished = Finished(
        film=folder / "larger.mp4", timeline=given.made.timeline, poster=folder / "larger.jpg",
        subtitles=folder / "larger.srt",
        panels=None if given.panels is None else folder / "larger.png",
    )  # fmt: skip
    finished.film.write_bytes(given.made.film)
    finished.poster.write_bytes(given.poster)
    finished.subtitles.write_text(given.subtitles, encoding="utf-8")
    if finished.panels is not None:
        finished.panels.write_bytes(given.panels or b"")
    return finished


def film_result(clip: Clip, *, engine: str, voice: str, source_type: str) -> wire.FilmResult:
    """Read a clip's files; they are not needed afterwards."""
    return wire.FilmResult(
        film=clip.file.read_bytes(),
        poster=clip.poster.read_bytes(),
        subtitles=clip.subtitles.read_text(encoding="utf-8"),
        timeline=clip.timeline.read_text(encoding="utf-8"),
        stills=np.stack(clip.stills).tobytes(),
        width=clip.width_px,
        height=clip.height_px,
        duration_s=clip.duration_s,
        frames=clip.frames,
        loudness_lufs=clip.loudness_lufs,
        engine=engine,
        voice=voice,
        source_type=source_type,
        unwritten=list(clip.unwritten),
        panels=None if clip.panels is None else clip.panels.read_bytes(),
        seconds=dict(clip.times.seconds),
    )
