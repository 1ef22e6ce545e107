"""Servers and their channels, threads and forums, and the chats of a few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.discord import permissions, rendering
from tests.discord.permissions import DEFAULT, Overwrite, Permission
from tests.discord.things import (
    THREADS,
    ChannelType,
    Intent,
    Json,
    Member,
    Message,
    Role,
    User,
)

if TYPE_CHECKING:
    from tests.discord.world import World


@dataclass(eq=False, repr=False, slots=True, kw_only=True)
class Guild:
    """A server.

    Attributes:
        members: By user id.
        roles: By id, everyone's under the guild's own.
        channels: By id, threads among them.
        premium_tier: How far it is boosted, which larger uploads come with.
        authorized: Whether whoever added the bot also let it have commands here.
    """

    world: World
    id: int
    name: str
    owner: User
    locale: str = "en-US"
    premium_tier: int = 0
    system_channel: Channel | None = None
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    authorized: bool = True

    def __repr__(self) -> str:
        return f"<guild {self.name}>"

    @property
    def everyone(self) -> Role:
        return self.roles[self.id]

    @property
    def has_bot(self) -> bool:
        return self.world.me.id in self.members

    @property
    def threads(self) -> list[Channel]:
        return [channel for channel in self.channels.values() if channel.is_thread]

    def member(self, user: User) -> Member | None:
        return self.members.get(user.id)

    def permissions_of(self, user: User) -> Permission:
        """What a member may do wherever no channel says otherwise."""
        return permissions.in_guild(self, self.members[user.id])

    def channel(self, name: str) -> Channel:
        """The channel or thread of this name."""
        for channel in self.channels.values():
            if channel.name == name:
                return channel
        raise LookupError(f"no channel {name!r} in {self.name}")

    def opens_channel(
        self,
        name: str,
        *,
        kind: ChannelType = ChannelType.TEXT,
        nsfw: bool = False,
        overwrites: Sequence[Overwrite] = (),
        category: Channel | None = None,
    ) -> Channel:
        """Make a channel, a forum or a category."""
        channel = Channel(
            world=self.world, id=self.world.snowflakes.next(), type=kind, name=name, guild=self,
            nsfw=nsfw, parent=category, position=len(self.channels), overwrites=[*overwrites],
        )  # fmt: skip
        self.channels[channel.id] = self.world.channels[channel.id] = channel
        self.tell("CHANNEL_CREATE", rendering.channel_json(channel))
        return channel

    def adds_role(self, name: str, allowed: Permission = Permission.NONE, *members: User) -> Role:
        """Make a role, above the others, and give it to ``members``."""
        role = Role(
            id=self.world.snowflakes.next(), name=name, permissions=allowed,
            position=len(self.roles),
        )  # fmt: skip
        self.roles[role.id] = role
        self.tell("GUILD_ROLE_CREATE", rendering.role_event(self, role))
        for user in members:
            self.gives_role(role, user)
        return role

    def changes_role(self, role: Role, allowed: Permission) -> None:
        """Let a role allow exactly this."""
        role.permissions = allowed
        self.tell("GUILD_ROLE_UPDATE", rendering.role_event(self, role))

    def gives_role(self, role: Role, user: User) -> None:
        member = self.members[user.id]
        member.roles.add(role.id)
        self._changed(member)

    def joins(self, user: User, *, nick: str | None = None) -> Member:
        """Let somebody in."""
        member = Member(user=user, joined_at=self.world.clock.now(), nick=nick)
        self.members[user.id] = member
        body = {**rendering.member_json(member), "guild_id": str(self.id)}
        self.tell("GUILD_MEMBER_ADD", body, Intent.GUILD_MEMBERS)
        return member

    def leaves(self, user: User) -> None:
        """Let somebody go, or throw them out."""
        del self.members[user.id]
        body: Json = {"guild_id": str(self.id), "user": rendering.user_json(user)}
        self.tell("GUILD_MEMBER_REMOVE", body, Intent.GUILD_MEMBERS)

    def adds_bot(self, allowed: Permission = DEFAULT, *, commands: bool = True) -> Member:
        """Let the bot in with a role of its own, or with no leave to have ``commands`` here."""
        me = self.world.me
        member = Member(user=me, joined_at=self.world.clock.now())
        self.members[me.id] = member
        role = Role(
            id=self.world.snowflakes.next(), name=me.name, permissions=allowed,
            position=len(self.roles), of_bot=me.id,
        )  # fmt: skip
        self.roles[role.id] = role
        member.roles.add(role.id)
        self.authorized = commands
        self.world.tell("GUILD_CREATE", rendering.guild_create_json(self), Intent.GUILDS)
        return member

    def removes_bot(self) -> None:
        """Throw the bot out."""
        me = self.world.me
        member = self.members.pop(me.id)
        for number in member.roles:
            if self.roles[number].of_bot == me.id:
                del self.roles[number]
        self.world.tell("GUILD_DELETE", {"id": str(self.id)}, Intent.GUILDS)

    def silences(self, user: User, *, seconds: float) -> None:
        """Time somebody out."""
        member = self.members[user.id]
        member.silenced_until = self.world.clock.now() + seconds
        self._changed(member)

    def tell(self, event: str, body: Json, intent: Intent = Intent.GUILDS) -> None:
        """Let the bot know, if it is here."""
        if self.has_bot:
            self.world.tell(event, body, intent)

    def _changed(self, member: Member) -> None:
        # A bot learns of changes to itself whatever it listens to.
        intent = Intent.NONE if member.user is self.world.me else Intent.GUILD_MEMBERS
        body = {**rendering.member_json(member), "guild_id": str(self.id)}
        self.tell("GUILD_MEMBER_UPDATE", body, intent)


@dataclass(eq=False, repr=False, slots=True, kw_only=True)
class Channel:
    """A channel, a thread, a forum, or a chat of a few.

    Attributes:
        guild: None for direct messages.
        parent: A thread's channel, a channel's category.
        recipients: Who is in direct messages; the bot, where it is, does not stand among them.
        messages: All that were ever here, by id.
        invited: Who is in a private thread.
        slowmode_s: How long one must wait between messages.
        gone: Whether it was deleted.
    """

    world: World
    id: int
    type: ChannelType
    name: str = ""
    guild: Guild | None = None
    parent: Channel | None = None
    topic: str | None = None
    nsfw: bool = False
    position: int = 0
    slowmode_s: int = 0
    overwrites: list[Overwrite] = field(default_factory=list)
    owner: User | None = None
    recipients: list[User] = field(default_factory=list)
    messages: dict[int, Message] = field(default_factory=dict)
    archived: bool = False
    locked: bool = False
    invited: set[int] = field(default_factory=set)
    gone: bool = False

    def __repr__(self) -> str:
        return f"<{self.type.name.lower()} {self.name or self.recipients}>"

    @property
    def is_thread(self) -> bool:
        return self.type in THREADS

    @property
    def is_private_thread(self) -> bool:
        return self.type is ChannelType.PRIVATE_THREAD

    @property
    def is_dm(self) -> bool:
        return self.type in (ChannelType.DM, ChannelType.GROUP_DM)

    @property
    def has_bot(self) -> bool:
        """Whether these are direct messages between the bot and one person."""
        return self.type is ChannelType.DM and len(self.recipients) == 1

    @property
    def age_restricted(self) -> bool:
        """Whether it, or what it is a thread of, is for adults."""
        return self.nsfw or (self.is_thread and self.parent is not None and self.parent.nsfw)

    def shown(self) -> list[Message]:
        """What stands here for everybody, oldest first."""
        return [m for m in self.messages.values() if not m.gone and m.viewer is None]

    def from_bot(self) -> list[Message]:
        """What the bot has here now, oldest first, what one person alone sees included."""
        me = self.world.me
        return [m for m in self.messages.values() if m.author is me and not m.gone]

    def opens_thread(
        self, name: str, *, by: User, private: bool = False, message: Message | None = None
    ) -> Channel:
        """Make a thread, on ``message`` if one is given; in a forum, a post without words yet."""
        kind = ChannelType.PRIVATE_THREAD if private else ChannelType.PUBLIC_THREAD
        world = self.world
        thread = Channel(
            world=world, id=message.id if message else world.snowflakes.next(), type=kind,
            name=name, guild=self.guild, parent=self, owner=by, invited={by.id},
        )  # fmt: skip
        world.channels[thread.id] = thread
        if self.guild is not None:
            self.guild.channels[thread.id] = thread
        body = {**rendering.channel_json(thread), "newly_created": True}
        if world.sees(world.me, thread):
            world.tell("THREAD_CREATE", body, Intent.GUILDS)
        return thread

    def takes_in(self, user: User) -> None:
        """Let somebody into a private thread."""
        new = user.id not in self.invited
        self.invited.add(user.id)
        if new and user is self.world.me:
            self.world.tell("THREAD_CREATE", rendering.channel_json(self), Intent.GUILDS)

    def archives(self, *, locked: bool = False) -> None:
        """Close a thread, which anybody's message opens again unless it is locked."""
        self.archived, self.locked = True, locked
        self.changed()

    def wakes(self) -> None:
        """Open a thread that was closed."""
        self.archived = self.locked = False
        self.changed()

    def overwrites_for(
        self,
        whom: User | Role,
        *,
        allow: Permission = Permission.NONE,
        deny: Permission = Permission.NONE,
    ) -> None:
        """Grant and take here what the guild's roles say otherwise."""
        kept = [overwrite for overwrite in self.overwrites if overwrite.id != whom.id]
        new = Overwrite(id=whom.id, of_member=isinstance(whom, User), allow=allow, deny=deny)
        self.overwrites = [*kept, new]
        self.changed()

    def deleted(self) -> None:
        """Take the channel away, and its threads with it."""
        self.gone = True
        if self.guild is None:
            return
        for thread in self.guild.threads:
            if thread.parent is self:
                thread.gone = True
                del self.guild.channels[thread.id]
        del self.guild.channels[self.id]
        event = "THREAD_DELETE" if self.is_thread else "CHANNEL_DELETE"
        self.guild.tell(event, rendering.deleted_channel_json(self))

    def changed(self) -> None:
        """Let the bot know what the channel has become."""
        if self.guild is not None:
            event = "THREAD_UPDATE" if self.is_thread else "CHANNEL_UPDATE"
            self.guild.tell(event, rendering.channel_json(self))
