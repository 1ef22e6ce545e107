"""Commands, presses and forms: how a bot is told of one, and how long it may answer."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tests.discord import permissions, rendering
from tests.discord.drafts import upload_max
from tests.discord.permissions import Permission
from tests.discord.things import (
    LOADING,
    ChannelType,
    Intent,
    Interaction,
    Json,
    Message,
    User,
)

if TYPE_CHECKING:
    from tests.discord.places import Channel
    from tests.discord.world import World

COMMAND, PRESS, FORM = 2, 3, 5
ANSWER_WITHIN_S = 3.0
TOKEN_LASTS_S = 15 * 60.0
IN_GUILD, IN_BOT_DM, IN_PRIVATE = 0, 1, 2
GUILD_INSTALLED, USER_INSTALLED = 0, 1
AMONG_OTHERS = Permission.ATTACH_FILES | Permission.EMBED_LINKS | Permission.MENTION_EVERYONE
"""What an app may do in direct messages among people."""


def begin(
    world: World,
    user: User,
    channel: Channel,
    kind: int,
    data: Json,
    *,
    metadata: Json,
    message: Message | None = None,
) -> Interaction:
    """Let somebody have done something, and tell the bot.

    Args:
        world: Where.
        user: Who.
        channel: In which channel, thread or direct messages.
        kind: ``COMMAND``, ``PRESS`` or ``FORM``.
        data: What exactly, as Discord spells it.
        metadata: What a message that answers says of this, besides what all say.
        message: Whose button was pressed, or led to the form.
    """
    number = world.snowflakes.next()
    secret = f"interaction:{number}:{secrets.token_hex(24)}"
    interaction = Interaction(
        id=number, token=base64.urlsafe_b64encode(secret.encode()).decode().rstrip("="),
        type=kind, user=user, channel=channel, at=world.clock.now(), data=data, message=message,
    )  # fmt: skip
    interaction.metadata = {
        "id": str(number), "type": kind, "user": rendering.user_json(user),
        "authorizing_integration_owners": owners(world, user, channel), **metadata,
    }  # fmt: skip
    world.interactions[interaction.token] = interaction
    if world.endpoint_url is None:
        world.tell("INTERACTION_CREATE", interaction_json(world, interaction), Intent.NONE)
    world.happened()
    return interaction


def has_failed(world: World, interaction: Interaction) -> bool:
    """Whether whoever asked was told that the app did not respond, as soon as it is too late."""
    waited_s, original = world.clock.now() - interaction.at, interaction.original
    if interaction.callback is None:
        late = waited_s > ANSWER_WITHIN_S
    else:
        thinking = original is not None and bool(original.flags & LOADING) and not original.gone
        late = thinking and waited_s > TOKEN_LASTS_S
    interaction.failed = interaction.failed or late
    return interaction.failed


def expired(world: World, interaction: Interaction) -> bool:
    """Whether nothing can be done by its token any more."""
    return world.clock.now() - interaction.at > TOKEN_LASTS_S


def bot_is_in(channel: Channel) -> bool:
    """Whether the bot belongs where the channel is."""
    return channel.guild.has_bot if channel.guild else channel.has_bot


def silenced(world: World, interaction: Interaction) -> bool:
    """Whether whatever answers is seen by the asker alone, as the server does not want it seen."""
    guild, channel = interaction.channel.guild, interaction.channel
    if guild is None or guild.has_bot:
        return False
    return not world.permissions(interaction.user, channel) & Permission.USE_EXTERNAL_APPS


def context_of(channel: Channel) -> int:
    """In which sort of place something is done."""
    if channel.guild is not None:
        return IN_GUILD
    return IN_BOT_DM if channel.has_bot else IN_PRIVATE


def owners(world: World, user: User, channel: Channel) -> Json:
    """By whose installation the app is there: a server's, or this person's."""
    guild = channel.guild
    found: Json = {}
    if guild is not None and guild.has_bot and guild.authorized:
        found[str(GUILD_INSTALLED)] = str(guild.id)
    elif channel.has_bot and any(g.has_bot and g.member(user) for g in world.guilds.values()):
        found[str(GUILD_INSTALLED)] = "0"
    if user.installed:
        found[str(USER_INSTALLED)] = str(user.id)
    return found


def app_permissions(world: World, user: User, channel: Channel) -> Permission:
    """What the app may do there; where only somebody brought it along, what they may."""
    if bot_is_in(channel) and channel.guild is not None:
        if channel.is_private_thread and not world.tells_of_threads:
            # Discord says what the channel allows, whether the app is in the thread or not.
            return permissions.in_channel(world.me, channel, shut=False)
        return world.permissions(world.me, channel)
    if channel.has_bot:
        return AMONG_OTHERS | Permission.USE_EXTERNAL_EMOJIS
    if channel.guild is None:
        return AMONG_OTHERS
    return world.permissions(user, channel) & (AMONG_OTHERS | Permission.USE_EXTERNAL_EMOJIS)


def interaction_json(world: World, interaction: Interaction) -> Json:
    """An interaction as the gateway brings it."""
    user, channel, guild = interaction.user, interaction.channel, interaction.channel.guild
    body: Json = {
        "id": str(interaction.id), "application_id": str(world.app_id), "type": interaction.type,
        "token": interaction.token, "version": 1, "data": interaction.data,
        "channel_id": str(channel.id), "channel": place_json(world, user, channel),
        "locale": user.locale, "entitlements": [],
        "app_permissions": str(int(app_permissions(world, user, channel))),
        "authorizing_integration_owners": owners(world, user, channel),
        "context": context_of(channel), "attachment_size_limit": upload_max(world, guild),
    }  # fmt: skip
    if interaction.message is not None:
        body["message"] = rendering.message_json(interaction.message)
    if guild is None:
        return {**body, "user": rendering.user_json(user)}
    member = rendering.member_json(guild.members[user.id])
    return {
        **body, "guild_id": str(guild.id), "guild_locale": guild.locale,
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
        "member": {**member, "permissions": _permissions(world, user, channel)},
    }  # fmt: skip


def place_json(world: World, user: User, channel: Channel) -> Json:
    """A channel as an interaction names it, with what ``user`` may do there."""
    body = rendering.channel_json(channel)
    if channel.type is ChannelType.DM:
        return body
    body.pop("permission_overwrites", None)
    return {**body, "permissions": _permissions(world, user, channel)}


def resolved_users(world: World, users: Iterable[User], channel: Channel) -> Json:
    """What an interaction tells of the people it names; of members, what they may do too."""
    named = {str(user.id): user for user in users}
    body: Json = {"users": {number: rendering.user_json(user) for number, user in named.items()}}
    guild = channel.guild
    if guild is None:
        return body
    members = {}
    for number, user in named.items():
        member = guild.member(user)
        if member is not None:
            members[number] = {
                **rendering.member_json(member, with_user=False),
                "permissions": _permissions(world, user, channel),
            }
            del members[number]["deaf"], members[number]["mute"]
    return {**body, "members": members}


def _permissions(world: World, user: User, channel: Channel) -> str:
    return str(int(world.permissions(user, channel)))
