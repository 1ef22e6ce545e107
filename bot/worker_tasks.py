"""What a worker can do: shoot a cut, write a paper, make a face. One task at a time.

Whoever sends a task has already asked for permission; nothing here knows a person.
"""

from __future__ import annotations

import zlib
from contextlib import suppress
from dataclasses import replace
from threading import Event

import numpy as np

from bot.bootstrap import Workshop
from bot.casting import PictureChoice, filmable, taken_in
from bot.worker_films import Films, voice_note
from bot.worker_papers import described, paper
from generation.arrays import SAMPLE_RATE_HZ
from generation.errors import WalkonError
from generation.farm import wire
from generation.farm.serving import Report
from generation.model.drawn_me import DrawnSpec, read_spec
from generation.model.likeness import Likeness
from generation.model.likeness_codec import likeness_bytes, read_likeness
from generation.ports import Packed

FACES_MAX = 5  # more are not told apart in a small picture


class Tasks:
    """The handler of ``generation.farm.serving``: one method for each kind of task."""

    def __init__(self, shop: Workshop) -> None:
        """Take what films are made with; it stays warm between tasks."""
        self._shop = shop
        self._films = Films(shop)

    def warm(self) -> None:
        """Load what films are made with before one is asked for; what is missing is said then."""
        with suppress(WalkonError):
            self._shop.engine.load()
        with suppress(WalkonError):
            self._shop.landmarks.faces(np.zeros((64, 64, 3), np.uint8))

    def __call__(self, kind: str, body: Packed, stop: Event, report: Report) -> Packed:
        """Do one task."""
        match kind:
            case "film" | "boards" | "join" | "shrink":
                return self._films(kind, body, stop, report)
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

    def note(self, body: wire.NoteBody) -> wire.Recording:
        """Return what is heard in a voice note, at the rate that recognisers are taught at.

        Raises:
            MediaRejected: It cannot be read, or nothing is heard in it.
        """
        from generation.speech.sphinx import RATE_HZ, slowed

        sound = slowed(voice_note(self._shop, body.media), SAMPLE_RATE_HZ, 0.0)
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
        from generation.speech.recorded import pieces

        note = voice_note(self._shop, body.voice_note)
        lengths_s = [len(part) / SAMPLE_RATE_HZ for part in pieces(note)]
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
