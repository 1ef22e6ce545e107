"""Who may do what where, computed as Discord documents it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.discord.places import Channel, Guild
    from tests.discord.things import Member, User


class Permission(IntFlag):
    """The permissions that matter here, under Discord's names and bits."""

    NONE = 0
    KICK_MEMBERS = 1 << 1
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    SEND_TTS_MESSAGES = 1 << 12
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    CHANGE_NICKNAME = 1 << 26
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    USE_EXTERNAL_STICKERS = 1 << 37
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40
    SEND_VOICE_MESSAGES = 1 << 46
    SEND_POLLS = 1 << 49
    USE_EXTERNAL_APPS = 1 << 50
    PIN_MESSAGES = 1 << 51


ALL = Permission((1 << 53) - 1)
DEFAULT = (
    Permission.ADD_REACTIONS | Permission.VIEW_CHANNEL | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS | Permission.ATTACH_FILES | Permission.READ_MESSAGE_HISTORY
    | Permission.MENTION_EVERYONE | Permission.USE_EXTERNAL_EMOJIS | Permission.CHANGE_NICKNAME
    | Permission.USE_APPLICATION_COMMANDS | Permission.CREATE_PUBLIC_THREADS
    | Permission.CREATE_PRIVATE_THREADS | Permission.USE_EXTERNAL_STICKERS
    | Permission.SEND_MESSAGES_IN_THREADS | Permission.SEND_VOICE_MESSAGES
    | Permission.SEND_POLLS | Permission.USE_EXTERNAL_APPS
)  # fmt: skip
"""What everybody may do in a new guild."""
IN_DM = DEFAULT & ~(
    Permission.CHANGE_NICKNAME | Permission.CREATE_PUBLIC_THREADS
    | Permission.CREATE_PRIVATE_THREADS | Permission.SEND_MESSAGES_IN_THREADS
)  # fmt: skip
TIED_TO_SENDING = (
    Permission.MENTION_EVERYONE | Permission.SEND_TTS_MESSAGES | Permission.ATTACH_FILES
    | Permission.EMBED_LINKS
)  # fmt: skip
LEFT_TO_THE_SILENCED = Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY


@dataclass(frozen=True, slots=True, kw_only=True)
class Overwrite:
    """What a channel grants or takes from a role or a member, named by id."""

    id: int
    of_member: bool = False
    allow: Permission = Permission.NONE
    deny: Permission = Permission.NONE


def in_guild(guild: Guild, member: Member) -> Permission:
    """What a member may do wherever no channel says otherwise."""
    if member.user is guild.owner:
        return ALL
    granted = guild.everyone.permissions
    for role in member.roles:
        granted |= guild.roles[role].permissions
    return ALL if granted & Permission.ADMINISTRATOR else granted


def in_channel(user: User, channel: Channel, *, shut: bool = True) -> Permission:
    """What somebody may do in a channel; nothing for whoever cannot see it.

    Unless private threads are ``shut``, it does not matter who is in one.
    """
    guild = channel.guild
    if guild is None:
        belongs = user in channel.recipients or (user is channel.world.me and channel.has_bot)
        return IN_DM if belongs else Permission.NONE
    member = guild.member(user)
    if member is None or channel.gone:
        return Permission.NONE
    granted = in_guild(guild, member)
    if granted == ALL:
        return ALL
    granted = _with_overwrites(granted, member, channel)
    if not granted & Permission.VIEW_CHANNEL or (shut and _shut_out(granted, user, channel)):
        return Permission.NONE
    silenced = member.silenced_until
    if silenced is not None and silenced > channel.world.clock.now():
        return granted & LEFT_TO_THE_SILENCED
    sending = Permission.SEND_MESSAGES
    if channel.is_thread:
        sending = Permission.SEND_MESSAGES_IN_THREADS
    return granted if granted & sending else granted & ~TIED_TO_SENDING


def _shut_out(granted: Permission, user: User, channel: Channel) -> bool:
    """Whether a private thread is closed to somebody."""
    if not channel.is_private_thread or user is channel.owner:
        return False
    return user.id not in channel.invited and not granted & Permission.MANAGE_THREADS


def _with_overwrites(granted: Permission, member: Member, channel: Channel) -> Permission:
    """Apply a channel's overwrites: everyone's, then those of roles at once, then the member's."""
    of = channel.parent if channel.is_thread and channel.parent is not None else channel
    guild_id = of.guild.id if of.guild else 0
    everyone = [o for o in of.overwrites if not o.of_member and o.id == guild_id]
    roles = [o for o in of.overwrites if not o.of_member and o.id in member.roles]
    own = [o for o in of.overwrites if o.of_member and o.id == member.user.id]
    for layer in (everyone, roles, own):
        deny = allow = Permission.NONE
        for overwrite in layer:
            deny |= overwrite.deny
            allow |= overwrite.allow
        granted = granted & ~deny | allow
    return granted
