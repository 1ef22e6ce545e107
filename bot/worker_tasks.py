"""What a worker can do: shoot a cut, write a paper, make a face. One task at a time.

Whoever sends a task has already asked for permission; nothing here knows a person.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache
from threading import Event
from typing import Literal

import numpy as np

from bot.bootstrap import Workshop
from bot.casting import PictureChoice, drawn, filmable, source_of, taken_in
from bot.worker_films import earlier_film, film_result, laid_down
from bot.worker_papers import described, paper
from generation.arrays import Samples
from generation.director.script import from_json
from generation.errors import WalkonError
from generation.farm import wire
from generation.farm.serving import Report
from generation.model.clip import RenderOrder, RenderSpec
from generation.model.drawn_me import DrawnSpec, read_spec
from generation.model.likeness import Likeness
from generation.model.likeness_codec import likeness_bytes, read_likeness
from generation.model.screenplay import Screenplay
from generation.ports import Packed

FACES_MAX = 5  # more are not told apart in a small picture


class Tasks:
    """The handler of ``generation.farm.serving``: one method for each kind of task."""

    def __init__(self, shop: Workshop) -> None:
        """Take what films are made with; it stays warm between tasks."""
        self._shop = shop
        self._drawn: Callable[[str], Likeness] = cache(lambda character: drawn(character, shop))

    def warm(self) -> None:
        """Load what films are made with before one is asked for; what is missing is said then."""
        with suppress(WalkonError):
            self._shop.crew.engine.load()
        with suppress(WalkonError):
            self._shop.landmarks.faces(np.zeros((64, 64, 3), np.uint8))

    def __call__(self, kind: str, body: Packed, stop: Event, report: Report) -> Packed:
        """Do one task."""
        match kind:
            case "film" | "join" | "shrink":
                return wire.body(self._made(kind, body, stop, report))
            case "paper":
                return wire.body(self.paper(wire.read(wire.PaperBody, body)))
            case "likeness":
                return wire.body(self.likeness(wire.read(wire.LikenessBody, body)))
            case "capture":
                return wire.body(self.capture(wire.read(wire.CaptureBody, body)))
            case "note":
                return wire.body(self.note(wire.read(wire.NoteBody, body)))
            case "faces":
                return wire.body(self.faces(wire.read(wire.FacesBody, body)))
            case _:
                raise LookupError(kind)

    def _made(
        self, kind: Literal["film", "join", "shrink"], body: Packed, stop: Event, report: Report
    ) -> wire.FilmResult:
        match kind:
            case "film":
                return self.film(wire.read(wire.FilmBody, body), stop, report)
            case "join":
                return self.join(wire.read(wire.JoinBody, body), stop, report)
            case "shrink":
                return self.shrink(wire.read(wire.ShrinkBody, body), stop, report)

    def film(self, body: wire.FilmBody, stop: Event, report: Report) -> wire.FilmResult:
        """Shoot a cut; its files lie in a private folder for as long as that takes.

        Raises:
            WalkonError: What production raises, or an order that cannot be read.
        """
        from generation.production.film import produce

        parts = {token: self._likeness_of(part) for token, part in body.parts.items()}
        screenplay = from_json(body.screenplay)
        order = RenderOrder(
            clip_id=body.clip_id,
            screenplay=screenplay,
            likenesses=parts,
            spec=RenderSpec(width_px=body.width, height_px=body.height),
            recordings=self._recordings(body, screenplay),
            seed=body.seed,
            label=body.label,
            panels=screenplay.look == "comic",
        )
        crew = self._shop.crew
        with self._shop.folder.scratch() as tmp:
            earlier = None if body.earlier is None else earlier_film(body.earlier, tmp)
            clip = produce(order, crew, tmp / "film.mp4", stop=stop, report=report, earlier=earlier)
            return film_result(
                clip, engine=crew.engine.name, voice=crew.voice.name,
                source_type=source_of(parts, trained=crew.engine.trained),
            )  # fmt: skip

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
        return heard | told_by_the_lead(screenplay, self._note(body.voice_note))

    def _note(self, media: bytes) -> Samples:
        from generation.media.intake import read_voice

        with self._shop.folder.scratch() as tmp:
            return read_voice(media, tmp=tmp)

    def note(self, body: wire.NoteBody) -> wire.Recording:
        """Return what is heard in a voice note, at the rate that recognisers are taught at.

        Raises:
            MediaRejected: It cannot be read, or nothing is heard in it.
        """
        from generation.speech.assembly import SAMPLE_RATE_HZ
        from generation.speech.sphinx import RATE_HZ, slowed

        sound = slowed(self._note(body.media), SAMPLE_RATE_HZ, 0.0)
        return wire.Recording(pcm=sound.astype(np.float32).tobytes(), rate=RATE_HZ)

    def paper(self, body: wire.PaperBody) -> wire.PaperResult:
        """Write a screenplay, of a sentence or of a voice note.

        Raises:
            SentenceRejected: There is nothing to film in the sentence.
            MediaRejected: The voice note cannot be read, or nothing is heard in it.
        """
        if body.voice_note is None:
            return paper(self._shop.director, body)
        from generation.director.voice_note import voice_note_paper
        from generation.speech.assembly import SAMPLE_RATE_HZ
        from generation.speech.recorded import pieces

        lengths_s = [len(part) / SAMPLE_RATE_HZ for part in pieces(self._note(body.voice_note))]
        name = body.cast[0][0] if body.cast else ""
        screenplay = voice_note_paper(
            lengths_s,
            text=body.sentence.strip() or None,
            name=name,
            locale=body.locale,
            seed=body.seed,
            persona=body.personas.get(name, ""),
        )
        return described(screenplay, sum(lengths_s))

    def likeness(self, body: wire.LikenessBody) -> wire.LikenessResult:
        """Make a face of what somebody sent, or draw one.

        Raises:
            MediaRejected: It is no picture that can be read.
            FaceRejected: It holds no face that can be filmed.
            OptionRejected: A choice that there is not.
        """
        if body.drawn is not None:
            seed = _seed(body.seed, repr(sorted(body.drawn.items())).encode())
            return presented(self._draw(read_spec(body.drawn), seed), faces=0)
        media = body.media or b""
        intake = taken_in(media, self._shop)
        points = None if body.points is None else tuple(body.points)
        seed = _seed(body.seed, media)
        made = filmable(intake, self._shop, PictureChoice(face=body.face, points=points), seed=seed)
        faces = len(self._shop.landmarks.faces(intake.picture))
        if body.draw:
            from generation.engines.puppet.self_portrait import drawn_after

            made = self._draw(drawn_after(made), seed)
        return presented(made, faces=faces)

    def faces(self, body: wire.FacesBody) -> wire.FacesResult:
        """Number the people in a picture.

        Raises:
            MediaRejected: It is no picture that can be read.
        """
        from generation.engines.puppet.likeness.build import people_in
        from generation.media.crowd import numbered

        picture, people = people_in(taken_in(body.media, self._shop).picture, self._shop.landmarks)
        boxes = {number: face.box for number, face in enumerate(people, 1)}
        largest = sorted(boxes, key=lambda number: boxes[number][3], reverse=True)[:FACES_MAX]
        shown = {number: boxes[number] for number in sorted(largest)}
        return wire.FacesResult(
            picture=numbered(picture, shown, self._shop.lettering), numbers=list(shown)
        )

    def _draw(self, spec: DrawnSpec, seed: int) -> Likeness:
        from generation.engines.puppet.self_portrait import drawn_me

        return drawn_me(spec, self._shop.landmarks, seed=seed)

    def capture(self, body: wire.CaptureBody) -> wire.CaptureResult:
        """Look whether a video shows its owner, and make a face of it.

        Raises:
            MediaRejected: It is no video that can be read.
            FaceRejected: Its face cannot be filmed.
        """
        from generation.engines.puppet.likeness.build import build_likeness
        from generation.liveness.verdict import check
        from generation.media.intake import read_capture

        with self._shop.folder.scratch() as tmp:
            tape = read_capture(body.media, tmp=tmp)
        model = self._shop.landmarks
        photo = None if body.photo is None else read_likeness(body.photo)
        verdict = check(
            tape, digits=body.digits, language=body.language, model=model, photo=photo,
            faces_s=body.faces_s,
        )  # fmt: skip
        face: wire.LikenessResult | None = None
        if verdict.best_frame is not None:
            seed = _seed(body.seed, body.media)
            made = build_likeness(verdict.best_frame, model, seed=seed)
            face = presented(replace(made, reach=verdict.reach), faces=1)
        voice = verdict.voice_sample
        return wire.CaptureResult(
            verified=verdict.verified,
            findings=list(verdict.findings),
            likeness=face.likeness if face else None,
            portrait=face.portrait if face else None,
            flags=face.flags if face else [],
            voice=None if voice is None else voice.astype(np.float32).tobytes(),
        )


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


def presented(made: Likeness, *, faces: int) -> wire.LikenessResult:
    """Return a face with what its owner is shown of it, and without a voice."""
    from generation.engines.puppet.likeness.colours import hair_colour
    from generation.media.portrait import portrait

    hair = hair_colour(made.picture, made.alpha, made.landmarks, made.skin_bgr)
    return wire.LikenessResult(
        likeness=likeness_bytes(replace(made, voice_sample=None)),
        portrait=portrait(made),
        flags=sorted(made.quality),
        face_px=round(made.source_face_px),
        framing="bust" if made.shoulders else "head",
        faces=faces,
        colours=wire.Colours(
            skin=_rgb(made.skin_bgr), hair=_rgb(hair), clothes=_rgb(made.clothes_bgr)
        ),
    )


def _rgb(bgr: tuple[int, int, int]) -> wire.Rgb:
    blue, green, red = bgr
    return red, green, blue


def _seed(given: int | None, sent: bytes) -> int:
    return zlib.crc32(sent) if given is None else given
