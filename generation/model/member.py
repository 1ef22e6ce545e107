"""People and places of the chats, as opaque ids: ``platform:id``. A name is never an identity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NewType

MemberId = NewType("MemberId", str)
"""``platform:id`` of a person, such as ``telegram:12345``."""

ChatId = NewType("ChatId", str)
"""``platform:id`` of a group or of a direct chat; what consent is given for."""

Role = Literal["member", "admin"]

DIRECT = "@"
"""Begins what stands for a direct chat."""

CALLED_MAX = 24  # characters, as of every name that is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person as a chat knows them. ``name`` is for display only and may change at any time.

    Attributes:
        id: Who.
        name: What the chat shows.
        locale: ``en``, ``zh-Hans`` or ``zh-Hant``.
        adult_at: When they said that they are 18 or older, or None.
    """

    id: MemberId
    name: str
    locale: str = "en"
    adult_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A place where films are posted.

    Attributes:
        id: Where.
        title: What the chat is called; for a direct chat the member's name.
        private: True for a direct chat with one member.
        opened: An admin, or the room itself, has let the bot work here.
        paused: An admin wants no films for now.
    """

    id: ChatId
    title: str
    private: bool = False
    opened: bool = True
    paused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Somebody in a chat.

    Attributes:
        role: What the chat lets them do.
        called: The name they chose to be called by here, unique in the chat, or None.
        allowed_at: When they allowed their cameo in this chat, or None: every chat starts closed.
    """

    chat: ChatId
    member: MemberId
    role: Role = "member"
    called: str | None = None
    allowed_at: datetime | None = None


def direct_chat(member: MemberId) -> ChatId:
    """Return what stands for the direct chat with a member until a platform names its own."""
    return ChatId(f"{DIRECT}{member}")


def member_of(chat: ChatId) -> MemberId | None:
    """Read ``direct_chat`` back; None for any other chat."""
    return MemberId(chat.removeprefix(DIRECT)) if chat.startswith(DIRECT) else None
