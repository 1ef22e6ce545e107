"""What a worker is told of a cut: the screenplay as this cut has it, and a face for each part."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.scenes import whole
from generation.director.merging import JOIN, tokens_of
from generation.director.script import from_json
from generation.director.versions import RETAKE
from generation.errors import EngineUnavailable, JoinRejected
from generation.model.cameo import BlobId
from generation.model.film import Cut, Film, Part
from generation.model.job import Job
from generation.model.member import MemberId
from generation.studio.books import Books
from generation.studio.records import ClipRow

SHAPES = {"9:16": (9, 16), "1:1": (9, 9), "16:9": (16, 9), "note": (6, 6)}
SHORT = 9  # of these make the short side


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOrder:
    """Everything about a cut that the books know.

    Attributes:
        film: Which film.
        job: Which cut of it.
        size: Width and height in pixels.
        paper: The screenplay of this cut as JSON.
        faces: Token → blob of a likeness, for the faces of this cut.
        drawn: Token → drawn character, for everybody else.
        recording: Blob of the voice note that the lead speaks, or None.
        earlier: Blobs of a film and its timeline, of which one shot is shot anew, or None.
        scenes: The films that are put together for it; empty where it is one by itself.
        larger: The clip that is only to be encoded smaller, or None.
        voices: Token → blob of how somebody of this cut sounds, where they lend their voice to it.
    """

    film: Film
    job: Job
    size: tuple[int, int]
    paper: str
    faces: Mapping[str, BlobId]
    drawn: Mapping[str, str]
    recording: BlobId | None
    earlier: tuple[BlobId, BlobId] | None = None
    scenes: tuple[Scene, ...] = ()
    larger: ClipRow | None = None
    voices: Mapping[str, BlobId] = field(default_factory=dict)

    @property
    def lent(self) -> frozenset[tuple[str, str, BlobId]]:
        """What of people it is made with: film, token, and blob of a face, a voice, or a film."""
        film = self.film.id
        sources = [*self.faces.items(), *self.voices.items()]
        sources += [("", blob) for blob in self.earlier or ()]
        found = {(film, token, blob) for token, blob in sources}
        for scene in self.scenes:
            found |= scene.order.lent
            if scene.made is not None:
                found.add((scene.order.film.id, "", scene.made.blob))
        return frozenset(found)

    @property
    def speakers(self) -> frozenset[str]:
        """Tokens of those who speak in it as the sample sounds that they lent."""
        if self.larger is not None:
            return self.larger.voices
        found = set(self.voices)
        for scene in self.scenes:
            speaking = scene.order.voices if scene.made is None else scene.made.voices
            found |= {scene.tokens[token] for token in speaking}
        return frozenset(found)

    @property
    def kind(self) -> Literal["film", "join", "shrink"]:
        """What a worker has to do."""
        if self.larger is not None:
            return "shrink"
        return "join" if self.scenes else "film"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One of the films that are put together.

    Attributes:
        order: How it is shot, where the cut that is wanted of it was never made.
        made: The clip of that cut, or None.
        tokens: Cast token in it → cast token in the whole.
    """

    order: CutOrder
    made: ClipRow | None
    tokens: Mapping[str, str]


def order_of(books: Books, job: Job, *, side: int, clones: bool = False) -> CutOrder:
    """Gather the order of a cut.

    Args:
        books: Where everything is.
        job: The cut.
        side: Short side of films, in pixels.
        clones: There is a voice that can speak as somebody sounds.

    Raises:
        EngineUnavailable: ``no-face``: a face of the cut, or the cut itself, is no longer there.
        JoinRejected: ``gone``: a scene of it is no longer there.
    """
    film = books.films.get(job.film)
    cut = job.cut or frozenset()
    if film is None or film.paper is None:
        raise EngineUnavailable("no-face")
    if job.room_bytes:
        return _smaller(books, film, job)
    parts = books.films.parts(film.id)
    faces = {part.token: _face(books, film, part) for part in parts if part.token in cut}
    voices = _voices(books, [part for part in parts if part.token in cut], clones)
    return CutOrder(
        film=film,
        job=job,
        size=frame_size(json.loads(film.paper)["format"], side),
        paper=cut_paper(film.paper, cut, parts),
        faces=faces,
        drawn={part.token: part.stand_in for part in parts if part.token not in cut},
        recording=film.recording if _speaks(parts, cut, film.requester) else None,
        earlier=None if job.is_big else _earlier(books, film, cut, voices),
        scenes=tuple(_scenes(books, film, job, side, clones)) if film.change == JOIN else (),
        voices=voices,
    )


def _smaller(books: Books, film: Film, job: Job) -> CutOrder:
    shot = (job.cut, job.camera)
    made = [clip for clip in books.clips.of(film.id) if (clip.cut, clip.camera) == shot]
    if not made:
        raise EngineUnavailable("no-face")
    return CutOrder(
        film=film, job=job, size=(made[-1].width_px, made[-1].height_px), paper=film.paper or "",
        faces={}, drawn={}, recording=None, larger=made[-1],
    )  # fmt: skip


def frame_size(shape: str, side: int) -> tuple[int, int]:
    """Return width and height in pixels of a film of this shape; a round note is smaller."""
    width, height = SHAPES[shape]
    return width * side // SHORT, height * side // SHORT


def _scenes(books: Books, film: Film, job: Job, side: int, clones: bool) -> Iterator[Scene]:  # noqa: FBT001
    """Yield the scenes of a film, each with the faces that it shows and that this cut may show.

    They are of puppets, whatever a big camera has made of them: one film has one camera.
    Who is not seen in a scene by now, whatever the reason, is not seen in it here.
    """
    scenes = whole(books, books.films.get(film.remix_of or ""))
    if not scenes:
        raise JoinRejected("gone")
    parts, cut = books.films.parts(film.id), job.cut or frozenset()
    epochs = {part.member: part.epoch for part in parts if part.token in cut and part.member}
    lent = {part.member for part in parts if part.token in cut and part.voice}
    all_tokens = tokens_of([from_json(scene.paper or "") for scene in scenes])
    for scene, tokens in zip(scenes, all_tokens, strict=True):
        own = books.films.parts(scene.id)
        seen = [part for part in own if part.state == "agreed" and part.member in epochs]
        here = frozenset(part.token for part in seen)
        same = all(part.epoch == epochs[part.member] for part in seen if part.member)
        made = [clip for clip in books.clips.of(scene.id) if clip.camera == "small"]
        size = frame_size(json.loads(scene.paper or "")["format"], side)
        if made:  # another cut of it, of its own time: scenes of one size can be joined
            size = made[-1].width_px, made[-1].height_px
        voices = _voices(books, [part for part in seen if part.member in lent], clones)
        like = [clip for clip in made if clip.cut == here and clip.voices <= set(voices)]
        yield Scene(
            order=CutOrder(
                film=scene, job=job, size=size, paper=cut_paper(scene.paper or "", here, own),
                faces={
                    part.token: _face(books, scene, replace(part, epoch=epochs[part.member]))
                    for part in seen
                    if part.member
                },
                drawn={part.token: part.stand_in for part in own if part.token not in here},
                recording=scene.recording if _speaks(own, here, scene.requester) else None,
                voices=voices,
            ),
            made=like[-1] if like and same else None,
            tokens=tokens,
        )  # fmt: skip


def cut_paper(paper: str, cut: Cut, parts: Sequence[Part]) -> str:
    """Return the screenplay with everybody outside of the cut played by a stand-in."""
    screenplay = json.loads(paper)
    owned = {part.token for part in parts if part.member is not None}
    for member in screenplay["cast"]:
        if member["token"] in cut:
            member["kind"] = "cameo"
        elif member["kind"] == "cameo" or member["token"] in owned:
            member["kind"] = "stand_in"
    return json.dumps(screenplay, ensure_ascii=False)


def _face(books: Books, film: Film, part: Part) -> BlobId:
    member = part.member
    wish = books.enrolments.get(member) if member is not None else None
    if wish is not None and wish.test_film == film.id and wish.likeness is not None:
        return wish.likeness
    cameo = books.cameos.get(member) if member is not None else None
    if cameo is None or not cameo.face or cameo.epoch != part.epoch:
        raise EngineUnavailable("no-face")
    return cameo.likeness


def _earlier(
    books: Books, film: Film, cut: Cut, voices: Collection[str]
) -> tuple[BlobId, BlobId] | None:
    """Return the like cut of the film of which this one is another take, as long as it is there.

    Nobody may speak in it whose voice is not lent to this one.
    """
    if film.remix_of is None or not film.change.startswith(RETAKE):
        return None
    made = books.clips.of(film.remix_of)
    like = [
        clip
        for clip in made
        if clip.cut == cut and clip.camera == "small" and clip.voices <= set(voices)
    ]
    return (like[-1].blob, like[-1].timeline) if like else None


def _voices(books: Books, parts: Sequence[Part], clones: bool) -> Mapping[str, BlobId]:  # noqa: FBT001
    """Return how those of a cut sound who lend their voice to this film, now as when they did."""
    sounds: dict[str, BlobId] = {}
    for part in parts if clones else ():
        cameo = books.cameos.get(part.member) if part.voice and part.member is not None else None
        if cameo is not None and cameo.voice and cameo.voice_sample is not None:
            sounds[part.token] = cameo.voice_sample
    return sounds


def _speaks(parts: Sequence[Part], cut: Cut, requester: MemberId) -> bool:
    return any(part.member == requester and part.token in cut for part in parts)
