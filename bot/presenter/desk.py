"""What a presenter is given, and what it answers with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from bot.chat import OutgoingText, Rows
from generation.model.member import MemberId
from generation.studio.bettering import Cameras
from generation.studio.records import ClipRow


class Crowd(NamedTuple):
    """A picture of several people: JPEG with a number on each, and the numbers."""

    picture: bytes
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the books do not know.

    Attributes:
        at: Now, in the time zone that times are written in.
        operator: Who runs this bot, or empty.
        command: The word of the command.
        engines: Everything that a face is given to, by name.
        new_id: Makes ids of buttons.
        stage: Film → how far its cut is that is being made: stage and share 0..1.
        queue: Film → how many cuts come before it, and their seconds.
        retention_days: Days without use after which a cameo is erased.
        llm_host: Who is sent sentences, or empty.
        hear_host: Who is sent spoken ideas, or empty.
        looks_back: Platforms that find what somebody wrote before a message of ours.
        meets_here: Platforms where what waits for a direct chat is shown where somebody presses.
        menus: Platforms where a sentence is typed after a word of its own, and what a message
            becomes is chosen in its menu.
        wide: Platforms whose rows hold five buttons.
        covers: Platforms that can blur films until somebody taps them.
        protects: Platforms that can keep messages from being forwarded and saved.
        crowd: Member → their picture in which one face is to be chosen, or None.
        cameras: The big cameras, if there are any.
        line: Film → how many others a big camera makes before it; 0 where it is at work.
        admins: Who runs the bot.
    """

    at: datetime
    operator: str
    command: str
    engines: tuple[str, ...]
    new_id: Callable[[], str]
    stage: Callable[[str], tuple[str, float] | None]
    queue: Callable[[str], tuple[int, float] | None]
    retention_days: int = 365
    llm_host: str = ""
    hear_host: str = ""
    looks_back: frozenset[str] = frozenset()
    meets_here: frozenset[str] = frozenset()
    menus: frozenset[str] = frozenset()
    wide: frozenset[str] = frozenset()
    covers: frozenset[str] = frozenset()
    protects: frozenset[str] = frozenset()
    crowd: Callable[[MemberId], Crowd | None] = lambda _: None
    cameras: Cameras = field(default_factory=Cameras)
    line: Callable[[str], int] = lambda _: 0
    admins: frozenset[MemberId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipPlan:
    """Show this clip; whoever publishes loads its bytes. Fields as in ``OutgoingClip``."""

    clip: ClipRow
    title: str
    caption: str
    rows: Rows = ()
    ticket: bool = False
    parent: str | None = None
    is_round: bool = False
    covered: bool = False
    protected: bool = False


@dataclass(frozen=True, slots=True)
class TakeAway:
    """The message is to go."""


@dataclass(frozen=True, slots=True)
class NotYet:
    """There is nothing to show; a message that is there stays as it is."""


Shown = OutgoingText | ClipPlan | TakeAway | NotYet
