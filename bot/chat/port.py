"""What a chat can do, the four ways in which it refuses, and the port that adapters satisfy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.chat.events import MediaRef, MessageRef, Place
from bot.chat.messages import Outgoing
from generation.model.member import ChatId, MemberId, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a chat can do. Lengths in characters, sizes in bytes."""

    text_max: int = 4096
    caption_max: int = 1024
    per_row_max: int = 3
    clip_max_bytes: int = 48_000_000
    upload_max_bytes: int = 20_000_000
    edit_every_s: float = 1.0
    """Of one message; in a direct chat it is a second at most."""
    late_s: float = 5.0
    """A call that was not answered may still be carried out this much later."""
    private_replies: bool = True
    forms: bool = True
    """Forms are shown; elsewhere the bot asks the same in the direct chat, step by step."""
    own_house: bool = False
    """The chat is the bot's own: nobody has to let it in."""
    looks_back: bool = False
    """``said_before`` finds what somebody wrote."""
    meets_here: bool = False
    """What waits for a direct chat is shown where somebody presses, to them alone."""
    menus: bool = False
    """A sentence is typed after a word of its own; what a message becomes is chosen in its menu."""
    covers: bool = False
    """Films can be blurred until somebody taps them."""
    protects: bool = False
    """Messages can be kept from being forwarded and saved."""


class DeliveryError(Exception):
    """A chat did not do what was asked."""


class TooLarge(DeliveryError):
    """The file is over the chat's limit."""


class CannotReach(DeliveryError):
    """Blocked, removed, or never allowed to write there.

    ``unmet`` says that the member has not opened their direct chat yet, and may still do so.
    """

    def __init__(self, *, unmet: bool = False) -> None:
        """Say whether asking them to open it is worth anything."""
        super().__init__()
        self.unmet = unmet


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
        self,
        place: Place,
        message: Outgoing,
        *,
        key: str,
        only_for: MemberId | None = None,
        answers: str | None = None,
    ) -> str:
        """Show a new message and return the chat's id of it.

        ``key`` is the same for every try; a chat that can makes one message of them.
        ``answers`` is the id of the event it answers: a chat in which an answer is something else
        than a message makes one of it, as long as it can; for others it means nothing. More than
        one message may answer an event, and all of them are for where, or for whom, it came from.
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
