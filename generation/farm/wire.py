"""The body and the result of every kind of task: their field names are the keys that travel."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from generation.errors import WorkerLost
from generation.ports import Packed

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Rgb = tuple[int, int, int]
"""Levels 0..255 of red, green and blue."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Who plays a part: exactly one of the two.

    Attributes:
        likeness: ``likeness_bytes`` of a face.
        drawn: Id of a drawn character.
        voice: How the person sounds, float32 mono at 48 kHz, beside ``likeness``; None where they
            have not lent their voice to this film.
    """

    likeness: bytes | None = None
    drawn: str | None = None
    voice: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What somebody really said: ``pcm`` is float32 mono sound at ``rate`` Hz."""

    pcm: bytes
    rate: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierFilm:
    """A film of which another take is made: the mp4, and its timeline as JSON."""

    film: bytes
    timeline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmBody:
    """Task ``film``: shoot one cut.

    Attributes:
        clip_id: ULID; stands in the film's AIGC tag.
        screenplay: JSON of ``walkon.screenplay/1``.
        width: Pixels, even.
        height: Pixels, even.
        label: In the requester's language, in English.
        parts: Cast token to who plays it.
        recordings: Line id to what is heard instead of a voice.
        voice_note: A voice note as it was sent, that the lead speaks instead; its pieces go to the
            lead's lines in order.
        earlier: A film whose shots are taken over where they would look the same.
        engine: What shoots it, or empty for what this worker was started with.
        rushes: Setup id to what a camera elsewhere has filmed of it (a video file).
    """

    clip_id: str
    screenplay: str
    seed: int
    width: int
    height: int
    label: tuple[str, str]
    parts: dict[str, Part]
    recordings: dict[str, Recording] = field(default_factory=dict)
    voice_note: bytes | None = None
    earlier: EarlierFilm | None = None
    engine: str = ""
    rushes: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """One setup as a camera elsewhere is asked to film it.

    Attributes:
        id: Of the setup; names its rushes.
        prompt: What is to be seen and heard.
        frames: How many are wanted.
        fps: At how many a second.
        width: Pixels of the picture that is wanted, even.
        height: The same.
        still: The first picture, PNG of that size.
        dialogue: What is spoken meanwhile, a WAV file of 16 bits, or None where nobody speaks.
        seed: Of the noise it is made of.
    """

    id: str
    prompt: str
    frames: int
    fps: float
    width: int
    height: int
    still: bytes
    dialogue: bytes | None
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardsResult:
    """Task ``boards``, whose body is a ``FilmBody``: what there is to film, in order."""

    boards: list[Board]


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedScene:
    """A film that becomes a part of another one: exactly one of ``made`` and ``order``.

    Attributes:
        made: The film as it is.
        order: How it is shot before it is put in.
        source_type: Of ``made``.
        tokens: Cast token in it to cast token in the whole.
    """

    made: EarlierFilm | None = None
    order: FilmBody | None = None
    source_type: str = ""
    tokens: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinBody:
    """Task ``join``: put films together, in their order.

    Attributes:
        clip_id: ULID; stands in the AIGC tag of the whole.
        scenes: At least two.
    """

    clip_id: str
    scenes: list[JoinedScene]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShrinkBody:
    """Task ``shrink``: encode a finished film once more, smaller; its result is a ``FilmResult``.

    What lies beside the film, and who made it, stays as it is.

    Attributes:
        clip_id: ULID; stands in the AIGC tag of the smaller film.
        made: The film.
        room_bytes: What it has to fit into once it is sealed.
    """

    clip_id: str
    made: EarlierFilm
    room_bytes: int
    poster: bytes
    subtitles: str
    panels: bytes | None
    engine: str
    voice: str
    source_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmResult:
    """A mastered, unsealed film; the bot seals it.

    Attributes:
        film: The mp4.
        poster: JPEG.
        subtitles: SRT.
        timeline: JSON of ``walkon.timeline/1``.
        stills: 8x32x32 luma levels for the fingerprint.
        engine: Name of the engine, as in the timeline.
        voice: Name of the voice.
        source_type: Digital source type of the film.
        unwritten: Ids of lines that no font at hand can write.
        panels: PNG of four moments as a comic page, or None where the film is no comic.
        seconds: Wall seconds by stage.
    """

    film: bytes
    poster: bytes
    subtitles: str
    timeline: str
    stills: bytes
    width: int
    height: int
    duration_s: float
    frames: int
    loudness_lufs: float
    engine: str
    voice: str
    source_type: str
    unwritten: list[str]
    seconds: dict[str, float]
    panels: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Whose message a paper is written of.

    Attributes:
        author: As it is lettered, or empty.
        part: What ``cast`` calls the author, or None where they do not play.
        own: The author has asked for the film.
        recipe: The one that is wanted, or empty.
    """

    author: str
    part: str | None
    own: bool
    recipe: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneBefore:
    """The film that a paper goes on from.

    Attributes:
        screenplay: JSON of ``walkon.screenplay/1``.
        film: The film file that the next scene is, or empty where its sentence decides.
    """

    screenplay: str
    film: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperBody:
    """Task ``paper``: write a screenplay.

    Attributes:
        cast: (name, kind) in order, the lead first; whoever asks has the kind ``self``.
        voice_note: A voice note as it was sent, that the lead is to speak; ``sentence`` is then
            what is said in it, or empty where nobody has written it down.
        personas: Name in ``cast`` to what that person's persona card says.
        quoted: Whose message ``sentence`` is, where one was answered.
        recent: Recipe, button and set of the chat's last films, newest first: what the new one is
            not to resemble.
        after: The scene before, where a next one is written.
    """

    sentence: str
    cast: list[tuple[str, str]]
    locale: str
    seed: int
    voice_note: bytes | None = None
    personas: dict[str, str] = field(default_factory=dict)
    quoted: Quote | None = None
    recent: list[tuple[str | None, int | None, str]] = field(default_factory=list)
    after: SceneBefore | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperResult:
    """A screenplay as JSON, its title, what was understood, and how long one cut will take."""

    screenplay: str
    title: str
    reading: str
    recipe: str
    estimate_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LikenessBody:
    """Task ``likeness``: make a face of a photo or video, or draw one.

    Attributes:
        media: The file as it was sent, or None where ``drawn`` is given.
        face: Which face, counted from 1 at the left, where there are several.
        points: x, y of left eye, right eye and mouth in pixels of the original.
        draw: Draw somebody after the photo, and keep none of its pixels.
        drawn: Draw somebody by these choices; ``generation.model.drawn_me`` reads them.
        seed: Chooses what is not shown, the voice above all; None takes it from what was sent.
    """

    media: bytes | None = None
    face: int | None = None
    points: list[float] | None = None
    draw: bool = False
    drawn: dict[str, str] | None = None
    seed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """Main colours of somebody."""

    skin: Rgb
    hair: Rgb
    clothes: Rgb


@dataclass(frozen=True, slots=True, kw_only=True)
class LikenessResult:
    """A face that can be filmed.

    Attributes:
        likeness: ``likeness_bytes``, without a voice sample: that is another yes.
        portrait: JPEG of the face, at most 256 px.
        flags: Quality flags, sorted.
        face_px: Height of the face in the picture that was sent.
        framing: ``bust`` or ``head``.
        faces: How many faces were seen in the picture.
        colours: Of skin, hair and clothes.
    """

    likeness: bytes
    portrait: bytes
    flags: list[str]
    face_px: int
    framing: str
    faces: int
    colours: Colours


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureBody:
    """Task ``capture``: check a video in which somebody reads ``digits`` and turns the head.

    Attributes:
        media: The video as it was sent.
        digits: What they were asked to read, such as ``374``.
        language: BCP-47 tag of the language they read in.
        photo: ``likeness_bytes`` of their photo, if there was one.
        faces_s: When the page asked for the three faces, in seconds, or None.
    """

    media: bytes
    digits: str
    language: str
    photo: bytes | None = None
    faces_s: float | None = None
    seed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureResult:
    """What a video has shown.

    Attributes:
        verified: The person is who they say, as far as a video can show it.
        findings: Ids of what speaks against it, the first to be said first.
        likeness: ``likeness_bytes`` made of the video, without the voice; None where it shows no
            face alone.
        portrait: JPEG of the face, at most 256 px, or None.
        flags: Quality flags, sorted.
        voice: float32 mono sound at 48 kHz, or None.
    """

    verified: bool
    findings: list[str]
    likeness: bytes | None
    portrait: bytes | None
    flags: list[str]
    voice: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteBody:
    """Task ``note``: decode a voice note; its result is a ``Recording``.

    Attributes:
        media: The file as it was sent.
    """

    media: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FacesBody:
    """Task ``faces``: number the people in a picture, so that one can be chosen.

    Attributes:
        media: The file as it was sent.
    """

    media: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FacesResult:
    """A picture in which everybody has a number.

    Attributes:
        picture: JPEG, at most 720 px a side.
        numbers: Those in it, ``LikenessBody.face`` each; the five largest faces at most.
    """

    picture: bytes
    numbers: list[int]


def body(value: Any) -> Packed:
    """Return a body or result as plain values, its field names as keys."""
    return asdict(value)


def read(kind: type[T], values: Packed) -> T:
    """Read a body or result.

    Raises:
        WorkerLost: ``garbled``: these values are no such thing.
    """
    from pydantic import ValidationError

    try:
        return cast("T", _adapter(cast("Any", kind)).validate_python(dict(values)))
    except ValidationError as error:
        raise WorkerLost("garbled") from error


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)
