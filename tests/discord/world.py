"""Everything that Discord keeps for one bot: who there is, where, and what was said."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from tests.discord import permissions, rendering, wording
from tests.discord.faults import Faults
from tests.discord.gateway import Gateway
from tests.discord.limits import Limits
from tests.discord.permissions import DEFAULT, Permission
from tests.discord.places import Channel, Guild
from tests.discord.recorder import Recorder
from tests.discord.things import (
    EPHEMERAL,
    Attachment,
    ChannelType,
    Clock,
    Intent,
    Interaction,
    Json,
    Message,
    MessageType,
    Role,
    Snowflakes,
    User,
)

T = TypeVar("T")
Listener = Callable[[str, Json, Intent], None]
"""Gets an event's name, its payload, and the intent without which a bot is not told of it."""


@dataclass(eq=False, repr=False, slots=True, kw_only=True)
class World:
    """State of one bot's Discord; a server may die and another one come back with it.

    Attributes:
        url: Where the server listens, which the links to files begin with.
        gateway_url: Where the gateway listens.
        upload_max_bytes: The largest file that may be sent where no boost allows more.
        reads_words: Whether the app was granted the privileged intent for the words of messages.
        resolves_mentions: Whether a command also tells who is mentioned in its words, which Discord
            does but does not promise.
        tells_of_threads: Whether an interaction's ``app_permissions`` are none in a private thread
            that the bot is not in.
        endpoint_url: Where the app wants interactions brought, in place of the gateway.
        commands: The app's commands by guild id, those for everywhere under None.
        interactions: By token.
        nonces: The messages of the last minutes by channel and nonce, for those sent twice.
        made_commands: When commands were made, in seconds since 1970; a day takes only so many.
        typing: Where the bot was seen typing, and when.
        listeners: Who is told of what happens: the gateway, and whoever wants to know.
    """

    token: str = "MTU3MzQyNDYwNDIxMzUxNDI4.GfAkEd.walkon-test-token-of-no-bot-at-all-01"
    url: str = "http://127.0.0.1:0"
    gateway_url: str = "ws://127.0.0.1:0/gateway"
    upload_max_bytes: int = 10 << 20
    reads_words: bool = False
    resolves_mentions: bool = False
    tells_of_threads: bool = False
    clock: Clock = field(default_factory=Clock)
    snowflakes: Snowflakes = field(init=False)
    users: dict[int, User] = field(default_factory=dict)
    guilds: dict[int, Guild] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    attachments: dict[int, Attachment] = field(default_factory=dict)
    endpoint_url: str | None = None
    commands: dict[int | None, list[Json]] = field(default_factory=dict)
    interactions: dict[str, Interaction] = field(default_factory=dict)
    listeners: list[Listener] = field(default_factory=list)
    nonces: dict[tuple[int, str], Message] = field(default_factory=dict)
    made_commands: list[float] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    limits: Limits = field(default_factory=Limits)
    recorder: Recorder = field(default_factory=Recorder)
    gateway: Gateway = field(init=False)
    typing: list[tuple[Channel, float]] = field(default_factory=list)
    me: User = field(init=False)
    maker: User = field(init=False)
    _happened: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.snowflakes = Snowflakes(clock=self.clock)
        self.gateway = Gateway(world=self)
        self.listeners.append(self.gateway.tell)
        self.me = User(id=self.snowflakes.next(), username="walkon", bot=True)
        self.users[self.me.id] = self.me
        self.maker = self.user("Maker")

    @property
    def app_id(self) -> int:
        """The app's id, which is the bot's too."""
        return self.me.id

    def move(self, by: timedelta) -> None:
        """Let time pass."""
        self.clock.move(by)
        self.happened()

    def user(self, name: str, **more: Any) -> User:
        """Somebody with an account; ``more`` as in ``User``."""
        username = more.pop("username", name.lower().replace(" ", "_"))
        user = User(id=self.snowflakes.next(), username=username, global_name=name, **more)
        self.users[user.id] = user
        return user

    def guild(
        self,
        name: str,
        owner: User,
        *people: User,
        with_bot: bool = True,
        permissions: Permission = DEFAULT,
        everyone: Permission = DEFAULT,
    ) -> Guild:
        """A server with one text channel, ``general``.

        Args:
            name: Its name.
            owner: Who made it, and may do everything.
            people: The other members.
            with_bot: Whether the bot is there.
            permissions: What the bot's own role allows.
            everyone: What everyone's role allows.
        """
        guild = Guild(world=self, id=self.snowflakes.next(), name=name, owner=owner)
        self.guilds[guild.id] = guild
        guild.roles[guild.id] = Role(id=guild.id, name="@everyone", permissions=everyone)
        for user in (owner, *people):
            guild.joins(user)
        guild.system_channel = guild.opens_channel("general")
        if with_bot:
            guild.adds_bot(permissions)
        return guild

    def dm(self, user: User) -> Channel:
        """The direct messages between the bot and somebody, which begin if there are none."""
        for channel in self.channels.values():
            if channel.has_bot and channel.recipients == [user]:
                return channel
        return self._chat(ChannelType.DM, [user])

    def chat_of(self, *people: User) -> Channel:
        """Direct messages among people, in which the bot is not."""
        kind = ChannelType.DM if len(people) == 2 else ChannelType.GROUP_DM
        return self._chat(kind, [*people])

    def attach(self, data: bytes, filename: str, *, channel: Channel, **more: Any) -> Attachment:
        """Upload a file, for a message, a command's option or a form; ``more`` as there."""
        content_type = more.pop("content_type", wording.content_type_of(filename))
        attachment = Attachment(
            id=self.snowflakes.next(), filename=filename, data=data, at=self.clock.now(),
            channel_id=channel.id, content_type=content_type, **more,
        )  # fmt: skip
        self.attachments[attachment.id] = attachment
        return attachment

    def post_message(
        self,
        channel: Channel,
        author: User,
        content: str = "",
        *,
        attachments: Sequence[Attachment] = (),
        components: Sequence[Json] = (),
        viewer: User | None = None,
        reply_to: Message | None = None,
        **more: Any,
    ) -> Message:
        """Let a message appear, and tell the bot of it where it is.

        Args:
            channel: Where.
            author: Whose it is.
            content: What it says; mentions in it are found.
            attachments: Its files.
            components: Its buttons, which get ids of their own.
            viewer: The only one who sees it: it is ephemeral.
            reply_to: Which message it answers.
            more: Other fields, as in ``Message``.
        """
        more.setdefault("mentions", wording.mentioned(content, self.users))
        if viewer is not None:
            more["flags"] = more.get("flags", 0) | EPHEMERAL
        if reply_to is not None:
            more.setdefault("type", MessageType.REPLY)
        message = Message(
            id=self._message_id(channel), channel=channel, author=author, at=self.clock.now(),
            content=content, attachments=[*attachments], components=wording.numbered(components),
            viewer=viewer, reply_to=reply_to, **more,
        )  # fmt: skip
        channel.messages[message.id] = message
        if channel.is_private_thread:
            for user in message.mentions:
                channel.takes_in(user)
        if channel.is_thread and channel.archived:
            channel.wakes()
        self._tell_message("MESSAGE_CREATE", message)
        return message

    def edit_message(self, message: Message, **changes: Any) -> Message:
        """Let a message be something else; ``changes`` as in ``Message``."""
        message.versions.append(rendering.message_json(message))
        if "components" in changes:
            changes["components"] = wording.numbered(changes["components"])
        if "content" in changes:
            changes.setdefault("mentions", wording.mentioned(changes["content"], self.users))
        for name, value in changes.items():
            setattr(message, name, value)
        message.edited_at = self.clock.now()
        self._tell_message("MESSAGE_UPDATE", message)
        return message

    def delete_message(self, message: Message) -> None:
        """Take a message away."""
        message.gone = True
        channel = message.channel
        body: Json = {"id": str(message.id), "channel_id": str(channel.id)}
        if channel.guild is not None:
            body["guild_id"] = str(channel.guild.id)
        if message.viewer is None and self.sees(self.me, channel):
            self.tell("MESSAGE_DELETE", body, self._messages_of(channel))

    def permissions(self, user: User, channel: Channel) -> Permission:
        """What somebody may do in a channel; nothing for whoever cannot see it."""
        return permissions.in_channel(user, channel)

    def sees(self, user: User, channel: Channel) -> bool:
        """Whether somebody has a channel before their eyes."""
        return bool(self.permissions(user, channel) & Permission.VIEW_CHANNEL)

    def read_by(self, user: User, channel: Channel) -> list[Message]:
        """The messages that somebody sees there, oldest first."""
        if not self.sees(user, channel):
            return []
        every = channel.messages.values()
        return [m for m in every if not m.gone and m.viewer in (None, user)]

    def message(self, number: int) -> Message | None:
        """A message by its id, gone or not."""
        for channel in self.channels.values():
            if number in channel.messages:
                return channel.messages[number]
        return None

    def tell(self, event: str, body: Json, intent: Intent) -> None:
        """Let the bot know what happened, if it listens to it."""
        for listener in [*self.listeners]:
            listener(event, body, intent)

    def happened(self) -> None:
        """Wake whoever waits until something is so."""
        self._happened.set()
        self._happened = asyncio.Event()

    async def until(self, look: Callable[[], T | None], *, within_s: float = 20.0) -> T:
        """What ``look`` finds, once something that the bot did has made it so.

        Raises:
            TimeoutError: It did not come to that.
        """
        async with asyncio.timeout(within_s):
            while True:
                with suppress(LookupError):
                    found = look()
                    if found:
                        return found
                await self._happened.wait()

    def _chat(self, kind: ChannelType, people: list[User]) -> Channel:
        channel = Channel(world=self, id=self.snowflakes.next(), type=kind, recipients=people)
        self.channels[channel.id] = channel
        return channel

    def _message_id(self, channel: Channel) -> int:
        # A forum post's first message has the post's own id.
        parent = channel.parent
        opens = channel.is_thread and not channel.messages and parent is not None
        if opens and parent is not None and parent.type is ChannelType.FORUM:
            return channel.id
        return self.snowflakes.next()

    def _messages_of(self, channel: Channel) -> Intent:
        return Intent.DIRECT_MESSAGES if channel.is_dm else Intent.GUILD_MESSAGES

    def _tell_message(self, event: str, message: Message) -> None:
        channel = message.channel
        body = rendering.gateway_message_json(message)
        if message.viewer is not None:  # it goes from the bot to one person, as if in a DM
            body = {name: body[name] for name in body if name not in ("guild_id", "member")}
            self.tell(event, body, Intent.DIRECT_MESSAGES)
        elif self.sees(self.me, channel):
            self.tell(event, body, self._messages_of(channel))
        self.happened()
