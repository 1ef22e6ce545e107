"""What an event is answered with: for whoever it came from, and for nobody else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal

from bot.chat.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Nothing to say beyond having taken it in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast:
    """One short sentence for the one it answers; it leaves no trace in the chat.

    Attributes:
        text: The sentence.
        aloud: It may be said before everybody where it cannot be said to them alone.
    """

    text: str
    aloud: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenForm:
    """A form for the one who pressed, in a chat that shows forms.

    ``kind`` and ``values`` say what it asks.

    Attributes:
        id: Comes back in ``FormSubmit``.
        kind: ``release``: two yeses and the age statement before any camera. Names the
            ``operator``, the ``engines``, the ``days`` that are kept; ``kind`` is the form that
            follows. Returns ``face``, ``voice`` and ``adult``, each ``1`` or ``0``. ``video``: a
            video that reads ``digits``. Returns it, and from the camera ``digits_s``, ``turn_s``,
            ``faces_s``: seconds at which each part begins. ``photo``: one picture. ``drawn``:
            returns ``hair``, ``skin``, ``clothes`` (``#rrggbb``), ``style``, ``glasses`` and
            ``beard``, or a picture to take them from. ``sentence``: shows ``title`` and
            ``sentence`` to change; returns ``sentence``. ``persona``: shows and returns
            ``persona``. ``called``: shows the ``chat``, one's ``name`` and ``called``, the name
            one goes by there; returns ``called``. ``limit_words``: shows and returns
            ``limit_words``, topics between commas. Each is cleared by an empty text.
        values: What the form shows, by name.
    """

    id: str
    kind: Literal[
        "release", "video", "photo", "drawn", "sentence", "persona", "called", "limit_words"
    ]
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseForm:
    """The form is done; ``text`` says what happens now."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepForm:
    """The form stays open, because of ``text``."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDirect:
    """Take whoever pressed to the direct chat; ``token`` comes back as its first word."""

    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveChat:
    """The bot is to leave the chat of the event."""


Answer = Silence | Toast | OpenForm | CloseForm | KeepForm | OpenDirect | LeaveChat
Handler = Callable[[Event], Awaitable[Answer]]
"""Takes an event in, for good, and answers. The event counts as delivered once this returns."""
