"""The screenplay: what the film shows and says, as closed data. It names no member.

The JSON form (``walkon.screenplay/1``) is these field names exactly; ``generation.director.script``
reads and writes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

Mood = Literal[
    "neutral", "joyful", "playful", "tender", "wistful", "sad",
    "angry", "afraid", "surprised", "proud", "deadpan", "dreamy",
]  # fmt: skip
"""The one mood token that reaches voice, face, body, light and music."""

TimeOfDay = Literal["dawn", "day", "dusk", "night"]
WeatherKind = Literal["clear", "rain", "snow", "fog", "wind", "storm"]
Behaviour = Literal["steady", "flicker", "pulse", "sweep"]
Framing = Literal["wide", "medium", "close", "extreme_close"]
CameraMotion = Literal["static", "push_in", "pull_back", "pan_left", "pan_right", "handheld"]
Delivery = Literal["say", "whisper", "shout", "sing_song", "read", "murmur"]
CastKind = Literal["cameo", "drawn", "stand_in", "thing", "extra"]
WORDLESS: frozenset[CastKind] = frozenset({"stand_in", "thing", "extra"})
"""Parts that murmur: nobody can think a real person said it."""
Heard = Literal["room", "radio", "phone", "megaphone", "off", "mute"]
"""What a voice comes through. ``off`` is outside the picture; ``mute`` is seen and not heard."""
CardStyle = Literal["title", "black", "stamp", "strip"]
Format = Literal["9:16", "1:1", "16:9", "note"]
Subtitles = Literal["horizontal", "vertical", "karaoke", "none"]

CLOSED: dict[str, object] = {"extra": "forbid"}
"""Read by pydantic where screenplay JSON is parsed: an unknown key is an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CastMember:
    """Somebody or something with a part. ``token`` is P1..P4, or X1.. for extras."""

    __pydantic_config__: ClassVar[dict[str, object]] = CLOSED
    token: str
    kind: CastKind
    name: str
    wears: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """``strength`` 0..1; ``wind`` -1 (from the right) .. 1 (from the left)."""

    __pydantic_config__: ClassVar[dict[str, object]] = CLOSED
    kind: WeatherKind = "clear"
    strength: float = 0.0
    wind: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """``kind`` names a light of the set (``key`` is the set's own)."""

    __pydantic_config__: ClassVar[dict[str, object]] = CLOSED
    kind: str = "key"
    behaviour: Behaviour = "steady"


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """``speed`` 0..1 of the motion."""

    __pydantic_config__: ClassVar[dict[str, object]] = CLOSED
    framing: Framing = "medium"
    motion: CameraMotion = "static"
    speed: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something ``who`` does; ``at`` is 0..1 of the shot, ``target`` a cast token or a prop id."""

    __pydantic_config__: ClassVar[dict[str, object]] = CLOSED
    who: str
    action: str
    target: str | None = None
    at: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Words somebody says. ``language`` is a BCP-47 tag; Mandarin is ``zh``."""

    __pydantic_config__: ClassVar[dict[str, object]] = CLOSED
    id: str
    who: str
    text: str
    language: str
    emotion: Mood = "neutral"
    delivery: Delivery = "say"
    pause_before_s: float | None = None
    stress: tuple[int, ...] = ()
    heard: Heard = "room"


@dataclass(frozen=True, slots=True, kw_only=True)
class Music:
    """The bed under a shot."""

    __pydantic_config__: ClassVar[dict[str, object]] = CLOSED
    mood: Mood
    tempo_bpm: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Lettering in the picture; ``at`` is 0..1 of the shot."""

    __pydantic_config__: ClassVar[dict[str, object]] = CLOSED
    text: str
    style: CardStyle
    at: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundEffect:
    """A short sound; ``at`` is 0..1 of the shot."""

    __pydantic_config__: ClassVar[dict[str, object]] = CLOSED
    id: str
    at: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Prop:
    """A drawn thing. ``label`` is the member's own word, lettered on it.

    ``anchor`` is an anchor of the set, or a cast token's hand (``P1.hand``). At ``at`` (0..1 of the
    shot) the prop changes from state ``start`` to state ``end`` (``absent``, ``whole``, ``lit``,
    ``out``, ``bitten``, ``stamped``, ``fallen``, ``broken`` ...); before it is in ``start``.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = CLOSED
    id: str
    label: str | None = None
    anchor: str = "table"
    start: str = "whole"
    end: str = "whole"
    at: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One view without a cut. ``duration_s`` None means: as long as the speech needs.

    ``take`` counts how often it was shot anew: the same words and deeds, played another way.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = CLOSED
    id: str
    set: str
    duration_s: float | None = None
    time: TimeOfDay = "day"
    weather: Weather = field(default_factory=Weather)
    light: Light = field(default_factory=Light)
    camera: Camera = field(default_factory=Camera)
    transition: Literal["cut", "fade", "wipe"] = "cut"
    cast: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    lines: tuple[Line, ...] = ()
    ambience: tuple[str, ...] = ()
    music: Music | None = None
    subtitles: Subtitles = "horizontal"
    insert: str | None = None
    cards: tuple[Card, ...] = ()
    sfx: tuple[SoundEffect, ...] = ()
    props: tuple[Prop, ...] = ()
    empty_anchor: bool = False
    take: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuity:
    """What stays true of one person over all shots.

    ``stands`` is a place of their own on sets that have it: ``bed``, ``judge``, ``frame``; of
    several, a set gives the first that it has.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = CLOSED
    wears: str | None = None
    holds: str | None = None
    stands: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Follows:
    """The scene before this one: where and when it was, what happened, and what it has left.

    ``happened`` is its reading; ``left`` is the thing it ended on, in the state that it is in.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = CLOSED
    title: str
    set: str
    time: TimeOfDay
    happened: str | None = None
    left: Prop | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Screenplay:
    """A whole film on paper."""

    __pydantic_config__: ClassVar[dict[str, object]] = CLOSED
    title: str
    language: str
    mood: Mood
    cast: tuple[CastMember, ...]
    shots: tuple[Shot, ...]
    genre: str | None = None
    look: str = "natural"
    format: Format = "9:16"
    continuity: dict[str, Continuity] = field(default_factory=dict)
    recipe: str | None = None
    button: int | None = None
    reading: str | None = None
    """One line for the member: what was understood, as the turn of the story."""
    cuts_on_beat: bool = False
    """Every cut out of a shot with music falls on a beat of it."""
    follows: Follows | None = None
    """The scene before, where this is the next one."""
    schema: Literal["walkon.screenplay/1"] = "walkon.screenplay/1"

    def member(self, token: str) -> CastMember:
        """Return the cast member with ``token``.

        Raises:
            KeyError: Nobody has it.
        """
        for member in self.cast:
            if member.token == token:
                return member
        raise KeyError(token)

    def mood_in(self, shot: Shot, who: str | None = None) -> Mood:
        """Return the mood of somebody in a shot, or of the shot: what is spoken, else the film's.

        Voice, face, body and light all read it; music has its own only where the film gives it one.
        """
        spoken = (line.emotion for line in shot.lines if who in (None, line.who))
        return next((mood for mood in spoken if mood != "neutral"), self.mood)
