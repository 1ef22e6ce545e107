"""What Discord is made of: a clock, ids with time in them, people, guilds, channels, messages."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import IntEnum, IntFlag
from typing import TYPE_CHECKING, Any

from tests.discord.permissions import Permission

if TYPE_CHECKING:
    from tests.discord.places import Channel

Json = dict[str, Any]
"""An object as Discord's API spells it."""

DISCORD_EPOCH_MS = 1_420_070_400_000  # the first second of 2015
EPHEMERAL = 1 << 6
"""The flag of a message that one person alone sees."""
LOADING = 1 << 7
"""The flag of a deferred answer that has no words yet."""
SUPPRESS_EMBEDS = 1 << 2
COMPONENTS_V2 = 1 << 15


class Intent(IntFlag):
    """What a bot may listen to; of these, none but the guilds' members and words are privileged."""

    NONE = 0
    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_MESSAGES = 1 << 9
    DIRECT_MESSAGES = 1 << 12
    MESSAGE_CONTENT = 1 << 15


class ChannelType(IntEnum):
    """Kinds of channels that there are here."""

    TEXT = 0
    DM = 1
    VOICE = 2
    GROUP_DM = 3
    CATEGORY = 4
    ANNOUNCEMENT = 5
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15


THREADS = frozenset({ChannelType.PUBLIC_THREAD, ChannelType.PRIVATE_THREAD})
WITHOUT_MESSAGES = frozenset({ChannelType.CATEGORY, ChannelType.FORUM})


class MessageType(IntEnum):
    """Kinds of messages that there are here."""

    DEFAULT = 0
    THREAD_CREATED = 18
    REPLY = 19
    COMMAND = 20
    MENU = 23


@dataclass(slots=True)
class Clock:
    """The time Discord goes by: this machine's, moved at will."""

    moved_s: float = 0.0

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time() + self.moved_s

    def move(self, by: timedelta) -> None:
        self.moved_s += by.total_seconds()


def iso(at: float) -> str:
    """A moment as Discord writes it, e.g. ``2026-11-20T20:00:00.000000+00:00``."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="microseconds")


@dataclass(slots=True, kw_only=True)
class Snowflakes:
    """Makes ids: milliseconds since 2015 in the upper 42 bits, a running number below."""

    clock: Clock
    _last: int = 0

    def next(self) -> int:
        """An id that is larger than every id before it."""
        ms = round(self.clock.now() * 1000) - DISCORD_EPOCH_MS
        self._last = max(ms << 22, self._last + 1)
        return self._last


def born(snowflake: int) -> float:
    """When an id was made, in seconds since 1970."""
    return ((snowflake >> 22) + DISCORD_EPOCH_MS) / 1000


@dataclass(eq=False, repr=False, slots=True, kw_only=True)
class User:
    """Somebody with an account, or the bot.

    Attributes:
        locale: The language that they use Discord in.
        takes_dms: Whether those who share a server with them may write to them.
        blocking: Whether they block the bot.
        installed: Whether they added the app to their account, to use it anywhere.
    """

    id: int
    username: str
    global_name: str | None = None
    bot: bool = False
    locale: str = "en-US"
    takes_dms: bool = True
    blocking: bool = False
    installed: bool = False

    def __repr__(self) -> str:
        return f"<{self.username} {self.id}>"

    @property
    def name(self) -> str:
        """What others read."""
        return self.global_name or self.username

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"


@dataclass(eq=False, repr=False, slots=True, kw_only=True)
class Role:
    """A role of a guild; the one with the guild's own id is everyone's.

    Attributes:
        of_bot: The bot that it came with and goes with.
    """

    id: int
    name: str
    permissions: Permission
    position: int = 0
    of_bot: int | None = None

    def __repr__(self) -> str:
        return f"<role {self.name}>"


@dataclass(eq=False, slots=True, kw_only=True)
class Member:
    """How somebody belongs to a guild.

    Attributes:
        roles: Ids of roles besides everyone's.
        joined_at: Seconds since 1970.
        silenced_until: When a time-out ends, in seconds since 1970.
    """

    user: User
    joined_at: float
    nick: str | None = None
    roles: set[int] = field(default_factory=set)
    silenced_until: float | None = None

    @property
    def name(self) -> str:
        """What others read in this guild."""
        return self.nick or self.user.name


@dataclass(eq=False, repr=False, slots=True, kw_only=True)
class Attachment:
    """A file of a message, or one that somebody gave with a command or in a form.

    Attributes:
        at: When it was uploaded, in seconds since 1970.
        channel_id: Where; part of its address.
    """

    id: int
    filename: str
    data: bytes
    at: float
    channel_id: int
    content_type: str = "application/octet-stream"
    description: str | None = None
    width: int | None = None
    height: int | None = None
    duration_s: float | None = None
    waveform: str | None = None
    ephemeral: bool = False

    def __repr__(self) -> str:
        return f"<{self.filename} of {len(self.data)} bytes>"

    @property
    def spoiler(self) -> bool:
        """Whether one sees it only after a tap."""
        return self.filename.startswith("SPOILER_")


@dataclass(eq=False, repr=False, slots=True, kw_only=True)
class Message:
    """One message, as it is now.

    Attributes:
        viewer: The only person who sees it, if it is ephemeral.
        interaction_metadata: Which interaction it answers, as Discord spells that.
        nonce: What its sender gave to know it again by.
        versions: Its earlier states, as Discord spells them.
    """

    id: int
    channel: Channel
    author: User
    at: float
    type: MessageType = MessageType.DEFAULT
    content: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    embeds: list[Json] = field(default_factory=list)
    mentions: list[User] = field(default_factory=list)
    flags: int = 0
    reply_to: Message | None = None
    edited_at: float | None = None
    nonce: str | int | None = None
    webhook_id: int | None = None
    interaction_metadata: Json | None = None
    viewer: User | None = None
    tts: bool = False
    gone: bool = False
    versions: list[Json] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<message {self.id} {self.content!r} {self.attachments or ''}{self.labels}>"

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def url(self) -> str:
        """Where the message is for somebody in Discord."""
        guild = self.channel.guild.id if self.channel.guild else "@me"
        return f"https://discord.com/channels/{guild}/{self.channel.id}/{self.id}"

    @property
    def buttons(self) -> list[Json]:
        """Every component that can be pressed or chosen from, row after row."""
        return [part for row in self.components for part in row.get("components", [])]

    @property
    def labels(self) -> list[str]:
        """What its buttons say, row after row."""
        return [part.get("label", "") for part in self.buttons]

    def button(self, label_or_id: str) -> Json:
        """The button that says this, or whose custom id it is."""
        for part in self.buttons:
            if label_or_id in (part.get("label"), part.get("custom_id")):
                return part
        raise LookupError(f"no button {label_or_id!r} among {self.labels}")


@dataclass(eq=False, repr=False, slots=True, kw_only=True)
class Interaction:
    """A command, a press or a form handed in, and what became of it.

    Attributes:
        type: 2 for a command, 3 for a press, 5 for a form.
        data: What was chosen, as Discord spells it.
        message: Whose button was pressed.
        callback: The body of the first answer, once there is one.
        answered_at: When it came, in seconds since 1970.
        original: The message that is or will be the answer.
        followups: Messages sent by its token after the answer.
        failed: Whether the presser was told that the app did not respond.
        metadata: What messages that answer it say of it.
        form: The form that it was answered with, its parts numbered.
    """

    id: int
    token: str
    type: int
    user: User
    channel: Channel
    at: float
    data: Json
    message: Message | None = None
    callback: Json | None = None
    answered_at: float | None = None
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    failed: bool = False
    metadata: Json = field(default_factory=dict)
    form: Json | None = None

    def __repr__(self) -> str:
        return f"<interaction {self.id} of {self.user}>"
