"""Shooting a film, drawing its boards, joining films, making one smaller."""

from __future__ import annotations

from dataclasses import dataclass, field


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
