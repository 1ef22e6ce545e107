"""The chat port: what any chat tells us, what we tell it, and the four ways it can refuse.

Adapters translate a platform into these values. Nothing here, and nothing that uses it, knows a
platform's name.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from generation.model.clip import SealedFilm
from generation.model.member import ChatId, MemberId, Role

# ---------------------------------------------------------------- what a chat tells us


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who did something. ``name`` is what the chat shows; only ``id`` says who it is."""

    id: MemberId
    name: str
    locale: str = "en"
    role: Role = "member"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something happened or is to be shown."""

    chat: ChatId
    thread: str | None = None
    title: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A person named in a text: the words that stand there, and who the chat says it is."""

    text: str
    member: Sender


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRef:
    """A file that somebody sent and that has not been read yet; ``fetch`` of the port reads it."""

    kind: Literal["photo", "video", "video_note", "voice", "file"]
    handle: str
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRef:
    """A message of somebody's that is answered or meant.

    Attributes:
        message: The chat's id of it.
        author: Who wrote it, or None where the chat does not say.
        text: What it says.
        media: What is attached to it.
    """

    message: str
    author: Sender | None = None
    text: str = ""
    media: tuple[MediaRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """What every event has. ``event_id`` is the same when the chat delivers it again."""

    event_id: str
    sender: Sender
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingCommand(Inbound):
    """Words for the bot: what follows the command, with mentions as they stand in it."""

    text: str
    mentions: tuple[Mention, ...] = ()
    media: tuple[MediaRef, ...] = ()
    reply_to: MessageRef | None = None
    deep_link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonPress(Inbound):
    """A button under ``message`` was pressed; ``data`` is what the button carried.

    ``meant`` is what somebody wrote last before that message, where the button asks for it.
    """

    data: str
    message: str
    meant: MessageRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSubmit(Inbound):
    """A form of ours was filled in: its id, its values, its files."""

    form: str
    values: dict[str, str] = field(default_factory=dict)
    media: tuple[MediaRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaUpload(Inbound):
    """A file sent to the bot in a direct chat, outside of a form."""

    media: tuple[MediaRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberJoined(Inbound):
    """Somebody is in a chat: the sender. Also told for whoever is met for the first time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLeft(Inbound):
    """The sender has left the chat, or was removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageGone(Inbound):
    """A message of ours was deleted by somebody else."""

    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatMoved(Inbound):
    """A chat has a new id, or None when it is no more."""

    to: ChatId | None


Event = (
    IncomingCommand | ButtonPress | FormSubmit | MediaUpload
    | MemberJoined | MemberLeft | MessageGone | ChatMoved
)  # fmt: skip


# ---------------------------------------------------------------- what an event is answered with


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Nothing to say beyond having taken it in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast:
    """One short sentence for the one who pressed; it leaves no trace in the chat."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenForm:
    """A form for the one who pressed. ``kind`` and ``values`` say what it asks.

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


Answer = Silence | Toast | OpenForm | CloseForm | KeepForm
Handler = Callable[[Event], Awaitable[Answer]]
"""Takes an event in, for good, and answers. The event counts as delivered once this returns."""


# ---------------------------------------------------------------- what we tell a chat


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
    """

    text: str
    rows: Rows = ()
    style: Literal["note", "progress", "card", "empty"] = "note"
    title: str = ""
    step: int = 0
    steps: int = 5
    picture: bytes | None = None


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
    """

    film: SealedFilm
    title: str
    caption: str
    rows: Rows = ()
    ticket: bool = False
    parent: str | None = None
    is_round: bool = False


Outgoing = OutgoingText | OutgoingClip


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a chat can do. Lengths in characters, sizes in bytes."""

    text_max: int = 4096
    caption_max: int = 1024
    per_row_max: int = 3
    clip_max_bytes: int = 48_000_000
    upload_max_bytes: int = 20_000_000
    edit_every_s: float = 1.0
    late_s: float = 5.0
    """A call that was not answered may still be carried out this much later."""
    private_replies: bool = True
    forms: bool = True
    own_house: bool = False
    """The chat is the bot's own: nobody has to let it in."""
    looks_back: bool = False
    """``said_before`` finds what somebody wrote."""


class DeliveryError(Exception):
    """A chat did not do what was asked."""


class TooLarge(DeliveryError):
    """The file is over the chat's limit."""


class CannotReach(DeliveryError):
    """Blocked, removed, or never allowed to write there."""


class Gone(DeliveryError):
    """The message or the chat is no more."""


class SlowDown(DeliveryError):
    """Too many requests; try again after ``retry_after_s``."""

    def __init__(self, retry_after_s: float = 1.0) -> None:
        """Remember how long to wait."""
        super().__init__(retry_after_s)
        self.retry_after_s = retry_after_s


class ChatPort(Protocol):
    """Shows, changes and takes away messages, and reads files. Raises ``DeliveryError`` only.

    A call that fails in any other way (a lost connection, a time-out) may have been carried out:
    ``edit`` and ``remove`` are safe to repeat; a repeated ``send`` may show a second message.
    """

    name: str
    """The platform's part of ids: what stands before the colon."""

    async def send(
        self, place: Place, message: Outgoing, *, key: str, only_for: MemberId | None = None
    ) -> str:
        """Show a new message and return the chat's id of it.

        ``key`` is the same for every try; a chat that can makes one message of them.
        """
        ...

    async def edit(self, place: Place, message_id: str, message: Outgoing) -> None:
        """Make a message equal to ``message``; one that is equal already counts as done."""
        ...

    async def remove(self, place: Place, message_id: str) -> None:
        """Take a message away, or make a neutral card of it where the chat does not let us."""
        ...

    async def fetch(self, media: MediaRef, *, limit_bytes: int) -> bytes:
        """Read a file.

        Raises:
            TooLarge: It is longer than ``limit_bytes``; no more than that is read.
            Gone: It is no longer there.
        """
        ...


class ChatDirectory(Protocol):
    """Knows the chat's people and places."""

    def capabilities(self) -> Capabilities:
        """Return what the chat can do."""
        ...

    async def direct(self, member: MemberId) -> Place:
        """Return the direct chat with a member.

        Raises:
            CannotReach: They have never spoken to the bot, or blocked it.
        """
        ...

    async def said_before(
        self, place: Place, message_id: str, *, viewer: MemberId
    ) -> MessageRef | None:
        """Return what a person wrote last before a message of ours, as ``viewer`` sees it.

        None where nobody did, or the chat does not let us look back. Called when somebody has
        asked for it, and at no other time.
        """
        ...

    async def role(self, chat: ChatId, member: MemberId) -> Role | None:
        """Return what the member may do in a chat now, or None when they are not in it."""
        ...


class Chat(ChatPort, ChatDirectory, Protocol):
    """One platform, whole."""
