"""What we tell a chat: words, and sealed films, with buttons under them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from generation.model.clip import SealedFilm
from generation.model.member import MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button. ``data`` comes back in ``ButtonPress``; ``about`` names what it acts on, for ears.

    ``tone`` is ``plain``, ``main`` (the one obvious thing), or ``even`` (one of two answers that
    must look alike). ``viewers`` are the only ones who see it, in a chat where not everybody has
    to see the same buttons; None is everybody.
    """

    label: str
    data: str
    tone: Literal["plain", "main", "even"] = "plain"
    about: str = ""
    viewers: tuple[MemberId, ...] | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingText:
    """Plain words; adapters escape them.

    Attributes:
        text: Lines are separated by a newline.
        rows: Buttons under it.
        style: ``note`` for words; ``progress`` while a film is made: ``title`` and ``step`` of
            ``steps`` say how far it is; ``card`` for something that is no longer there; ``empty``
            for a list with nothing in it yet, and a way on.
        title: Of the film in the making.
        step: 0..steps.
        steps: How many there are.
        picture: JPEG over the words, for whoever alone may see the message; it goes with the next
            edit. A chat must not keep it.
        parent: As in ``OutgoingClip``, of words that stand for a film.
        protected: As in ``OutgoingClip``.
    """

    text: str
    rows: Rows = ()
    style: Literal["note", "progress", "card", "empty"] = "note"
    title: str = ""
    step: int = 0
    steps: int = 5
    picture: bytes | None = None
    parent: str | None = None
    protected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingClip:
    """A sealed film with its caption: two lines at most, then buttons.

    Attributes:
        film: What is shown; there is no way to show one that is not sealed.
        title: Its name, for a heading and for screen readers.
        caption: Under it.
        rows: Buttons.
        ticket: Only ``viewer`` may see it: a preview with a band that says so.
        parent: Message of the film it was made from, in the same chat, or None.
        is_round: Of the square picture a circle is to be shown.
        covered: Blurred until somebody taps it, where the chat can.
        protected: Not to be forwarded or saved, where the chat can.
    """

    film: SealedFilm
    title: str
    caption: str
    rows: Rows = ()
    ticket: bool = False
    parent: str | None = None
    is_round: bool = False
    covered: bool = False
    protected: bool = False


Outgoing = OutgoingText | OutgoingClip


def standing_for(message: Outgoing) -> OutgoingText:
    """Return the words that a message begins with until it becomes what it is to be by an edit.

    Of words with a picture they are the words; else its title, as on its way.
    """
    if isinstance(message, OutgoingText) and message.picture is not None:
        return replace(message, picture=None, rows=(), protected=True)
    return OutgoingText(
        text=message.title, style="progress", title=message.title, step=5, parent=message.parent,
        protected=message.protected,
    )  # fmt: skip
