"""What a chat is made of: a clock, files, media, messages, members and topics."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.telegram.people import Person
    from tests.telegram.places import Place

Json = dict[str, Any]
"""An object as the Bot API spells it."""
Buttons = list[list[Json]]
"""Rows of inline keyboard buttons."""

ADMIN_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories", "can_send_welcome_messages", "can_pin_messages",
    "can_manage_topics",
)  # fmt: skip
MEMBER_RIGHTS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos",
    "can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls",
    "can_send_other_messages", "can_add_web_page_previews", "can_react_to_messages",
    "can_edit_tag", "can_change_info", "can_invite_users", "can_pin_messages",
    "can_manage_topics",
)  # fmt: skip


@dataclass(slots=True)
class Clock:
    """The time Telegram goes by: this machine's, moved at will."""

    moved_s: float = 0.0

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time() + self.moved_s

    def move(self, *, seconds: float = 0.0, hours: float = 0.0, days: float = 0.0) -> None:
        self.moved_s += seconds + 3600 * hours + 86400 * days


@dataclass(eq=False, repr=False, slots=True, kw_only=True)
class StoredFile:
    """Bytes as Telegram keeps them, under the name that this bot knows them by."""

    id: str
    unique_id: str
    kind: str
    data: bytes
    path: str
    name: str = ""
    mime: str = ""
    width: int = 0
    height: int = 0


@dataclass(eq=False, repr=False, slots=True, kw_only=True)
class Media:
    """A photo, video, video note, voice, audio, animation or document in a message.

    Attributes:
        small: A photo's smaller version, which a message lists before the photo itself.
    """

    kind: str
    file: StoredFile
    width: int = 0
    height: int = 0
    duration: int = 0
    thumbnail: StoredFile | None = None
    cover: StoredFile | None = None
    small: StoredFile | None = None
    spoiler: bool = False
    streaming: bool = False

    def __repr__(self) -> str:
        return f"<{self.kind} of {len(self.data)} bytes>"

    @property
    def data(self) -> bytes:
        return self.file.data

    def same_as(self, other: Media | None) -> bool:
        """Whether nobody could tell the two apart in a chat."""
        return (
            other is not None
            and (self.kind, self.file.unique_id) == (other.kind, other.file.unique_id)
            and (self.spoiler, self.thumbnail) == (other.spoiler, other.thumbnail)
        )


@dataclass(eq=False, repr=False, slots=True, kw_only=True)
class Message:
    """One message, as it is now.

    Attributes:
        origin: Where it was forwarded from.
        quote: Which words of ``reply_to`` it answers.
        versions: Its earlier states in the API's spelling.
    """

    id: int
    place: Place
    sender: Person
    at: float
    sender_chat: Json | None = None
    thread: int | None = None
    in_topic: bool = False
    reply_to: Message | None = None
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    caption: str = ""
    caption_entities: list[Json] = field(default_factory=list)
    media: Media | None = None
    poll: Json | None = None
    origin: Json | None = None
    quote: Json | None = None
    service: Json = field(default_factory=dict)
    keyboard: Buttons = field(default_factory=list)
    reply_markup: Json | None = None
    edited_at: float | None = None
    gone: bool = False
    protected: bool = False
    reactions: dict[int, list[Json]] = field(default_factory=dict)
    ephemeral_id: int | None = None
    receiver: Person | None = None
    hidden_from: set[int] = field(default_factory=set)
    versions: list[Json] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<message {self.id} {self.words!r} {self.media or ''}{self.labels}>"

    @property
    def words(self) -> str:
        """What one reads: the text, or what stands under the picture."""
        return self.text or self.caption

    @property
    def labels(self) -> list[str]:
        """What its buttons say, row after row."""
        return [button["text"] for row in self.keyboard for button in row]

    def button(self, label_or_data: str) -> Json:
        """The button that says or carries this."""
        for row in self.keyboard:
            for button in row:
                if label_or_data in (button["text"], button.get("callback_data")):
                    return button
        raise LookupError(f"no button {label_or_data!r} among {self.labels}")

    def content(self) -> Json:
        """What an edit may change, without the media."""
        return {
            "text": self.text, "entities": self.entities, "caption": self.caption,
            "caption_entities": self.caption_entities, "keyboard": self.keyboard,
        }  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Member:
    """How somebody belongs to a chat, with rights where ``status`` leaves some open."""

    status: str = "member"
    rights: set[str] = field(default_factory=set)
    anonymous: bool = False

    @property
    def present(self) -> bool:
        return self.status in ("creator", "administrator", "member", "restricted")

    @property
    def admin(self) -> bool:
        return self.status in ("creator", "administrator")


@dataclass(slots=True, kw_only=True)
class Topic:
    """A forum topic; its id is the id of the message that opened it."""

    id: int
    name: str
    closed: bool = False
