"""What a chat tells us: who did what, where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from generation.model.member import ChatId, MemberId, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who did something. ``name`` is what the chat shows; only ``id`` says who it is.

    ``handle`` is what others may call them by (``ben`` of ``@ben``). It can change hands: it finds
    somebody, and never identifies one.
    """

    id: MemberId
    name: str
    locale: str = "en"
    role: Role = "member"
    handle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something happened or is to be shown.

    ``title`` is what a chat is called; one that is part of something larger is ``part · whole``.

    ``spoken_for`` is a chat for which something was said elsewhere, in private: it does not tell
    that whoever said it is in that chat (still).
    """

    chat: ChatId
    thread: str | None = None
    title: str = ""
    private: bool = False
    spoken_for: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A person named in a text: the words that stand there, and who the chat says it is.

    Where somebody was picked beside the text, nothing stands in it for them, and ``text`` is empty
    or is not in it.
    """

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
    """Words for the bot: what follows the command, with mentions as they stand in it.

    ``unknown`` are handles in it whose owners the chat does not tell.
    """

    text: str
    mentions: tuple[Mention, ...] = ()
    unknown: tuple[str, ...] = ()
    media: tuple[MediaRef, ...] = ()
    reply_to: MessageRef | None = None


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
    """A form of ours was filled in: its id, its values, its files, and who is mentioned in it."""

    form: str
    values: dict[str, str] = field(default_factory=dict)
    media: tuple[MediaRef, ...] = ()
    mentions: tuple[Mention, ...] = ()
    unknown: tuple[str, ...] = ()


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
class BotJoined(Inbound):
    """The sender has let the bot into a chat; one without a name is nobody in particular."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectOpened(Inbound):
    """The sender has opened the direct chat with the bot, for the first time or again."""


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
    | MemberJoined | MemberLeft | BotJoined | DirectOpened | MessageGone | ChatMoved
)  # fmt: skip
