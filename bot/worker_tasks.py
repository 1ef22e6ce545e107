"""What a worker can do: shoot a cut, write a paper, make a face. One task at a time.

Whoever sends a task has already asked for permission; nothing here knows a person.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from threading import Event

import numpy as np

from bot.bootstrap import Workshop
from bot.casting import PictureChoice, drawn, filmable, source_of, taken_in
from generation.director.callsheet import players
from generation.director.script import from_json, to_json
from generation.director.timing import film_seconds
from generation.errors import WalkonError
from generation.farm import wire
from generation.farm.clips import film_result
from generation.farm.serving import Report
from generation.model.clip import RenderOrder, RenderSpec
from generation.model.likeness import Likeness
from generation.model.likeness_codec import likeness_bytes, read_likeness
from generation.ports import Director, Packed

PREPARE_S = 1.0  # voices, sets and sound of a short film
SECONDS_A_SECOND = 1.0  # of work for one of film at 720x1280, where each worker has a core


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
            case "film":
                return wire.body(self.film(wire.read(wire.FilmBody, body), stop, report))
            case "paper":
                return wire.body(paper(self._shop.director, wire.read(wire.PaperBody, body)))
            case "likeness":
                return wire.body(self.likeness(wire.read(wire.LikenessBody, body)))
            case _:
                raise LookupError(kind)

    def film(self, body: wire.FilmBody, stop: Event, report: Report) -> wire.FilmResult:
        """Shoot a cut; its files lie in a private folder for as long as that takes.

        Raises:
            WalkonError: What production raises, or an order that cannot be read.
        """
        from generation.production.film import produce

        parts = {token: self._likeness_of(part) for token, part in body.parts.items()}
        order = RenderOrder(
            clip_id=body.clip_id,
            screenplay=from_json(body.screenplay),
            likenesses=parts,
            spec=RenderSpec(width_px=body.width, height_px=body.height),
            seed=body.seed,
            label=body.label,
        )
        crew = self._shop.crew
        with self._shop.folder.scratch() as tmp:
            clip = produce(order, crew, tmp / "film.mp4", stop=stop, report=report)
            return film_result(
                clip, engine=crew.engine.name, voice=crew.voice.name, source_type=source_of(parts)
            )

    def _likeness_of(self, part: wire.Part) -> Likeness:
        if part.likeness is not None:
            return read_likeness(part.likeness)
        return self._drawn(part.drawn or "")

    def likeness(self, body: wire.LikenessBody) -> wire.LikenessResult:
        """Make a face of what somebody sent.

        Raises:
            MediaRejected: It is no picture that can be read.
            FaceRejected: It holds no face that can be filmed.
        """
        intake = taken_in(body.media or b"", self._shop)
        points = None if body.points is None else tuple(body.points)
        choice = PictureChoice(face=body.face, points=points)
        made = filmable(intake, self._shop, choice, seed=body.seed)
        return _presented(made, faces=len(self._shop.landmarks.faces(intake.picture)))


def paper(director: Director, body: wire.PaperBody) -> wire.PaperResult:
    """Write a screenplay.

    Raises:
        SentenceRejected: There is nothing to film in the sentence.
    """
    cast = players(body.sentence, body.cast, locale=body.locale)
    screenplay = director.write(body.sentence, cast, locale=body.locale, seed=body.seed)
    return wire.PaperResult(
        screenplay=to_json(screenplay),
        title=screenplay.title,
        reading=screenplay.reading or screenplay.title,
        recipe=screenplay.recipe or "",
        estimate_s=round(PREPARE_S + SECONDS_A_SECOND * film_seconds(screenplay), 1),
    )


def _presented(made: Likeness, *, faces: int) -> wire.LikenessResult:
    from generation.engines.puppet.likeness.colours import hair_colour
    from generation.media.portrait import portrait

    hair = hair_colour(made.picture, made.alpha, made.landmarks, made.skin_bgr)
    return wire.LikenessResult(
        likeness=likeness_bytes(made),
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
