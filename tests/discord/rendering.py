"""Things as Discord's API spells them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from tests.discord.things import (
    EPHEMERAL,
    Attachment,
    ChannelType,
    Json,
    Member,
    Message,
    MessageType,
    Role,
    User,
    born,
    iso,
)

if TYPE_CHECKING:
    from tests.discord.places import Channel, Guild
    from tests.discord.world import World

LINK_LASTS_S = 24 * 3600
SPOILER_FLAG = 1 << 3
NO_COLOURS: Json = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}


def user_json(user: User) -> Json:
    return {
        "id": str(user.id), "username": user.username, "avatar": None,
        "discriminator": "7310" if user.bot else "0", "public_flags": 0, "flags": 0,
        "banner": None, "accent_color": None, "global_name": user.global_name,
        "avatar_decoration_data": None, "collectibles": None, "primary_guild": None,
        **({"bot": True} if user.bot else {}),
    }  # fmt: skip


def me_json(world: World) -> Json:
    """The bot as it sees itself."""
    return {
        **user_json(world.me), "verified": True, "mfa_enabled": True, "locale": "en-US",
        "email": None, "premium_type": 0,
    }  # fmt: skip


def member_json(member: Member, *, with_user: bool = True) -> Json:
    """A member; without the user as in a message, where the author says who it is."""
    until = member.silenced_until
    body: Json = {
        "avatar": None, "banner": None, "nick": member.nick, "pending": False, "flags": 0,
        "communication_disabled_until": None if until is None else iso(until),
        "joined_at": iso(member.joined_at), "premium_since": None, "mute": False, "deaf": False,
        "roles": [str(role) for role in sorted(member.roles)],
    }  # fmt: skip
    return {**body, "user": user_json(member.user)} if with_user else body


def role_json(role: Role) -> Json:
    body: Json = {
        "id": str(role.id), "name": role.name, "description": None,
        "permissions": str(int(role.permissions)), "position": role.position, "color": 0,
        "colors": NO_COLOURS, "hoist": False, "managed": role.of_bot is not None,
        "mentionable": False, "icon": None, "unicode_emoji": None, "flags": 0,
    }  # fmt: skip
    return body if role.of_bot is None else {**body, "tags": {"bot_id": str(role.of_bot)}}


def role_event(guild: Guild, role: Role) -> Json:
    return {"guild_id": str(guild.id), "role": role_json(role)}


def guild_json(guild: Guild) -> Json:
    """A guild as REST gives it, without channels and members."""
    system = guild.system_channel
    nothing = dict.fromkeys((
        "icon", "description", "home_header", "splash", "discovery_splash", "banner",
        "application_id", "afk_channel_id", "widget_channel_id", "vanity_url_code",
        "rules_channel_id", "safety_alerts_channel_id", "public_updates_channel_id",
        "max_presences", "incidents_data", "hub_type",
    ))  # fmt: skip
    return {
        **nothing, "id": str(guild.id), "name": guild.name, "features": [],
        "owner_id": str(guild.owner.id), "region": "deprecated", "afk_timeout": 300,
        "system_channel_id": None if system is None else str(system.id),
        "system_channel_flags": 0, "widget_enabled": False, "verification_level": 0,
        "roles": [role_json(role) for role in guild.roles.values()],
        "default_message_notifications": 0, "mfa_level": 0, "explicit_content_filter": 0,
        "max_members": 500_000, "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25, "premium_tier": guild.premium_tier,
        "premium_subscription_count": 0, "preferred_locale": guild.locale,
        "premium_progress_bar_enabled": False, "nsfw": False, "nsfw_level": 0,
        "emojis": [], "stickers": [],
    }  # fmt: skip


def guild_create_json(guild: Guild) -> Json:
    """A guild as the gateway brings it, with everything in it that a bot is shown at once.

    Of the members, only the bot itself: the others come to those who listen for members.
    """
    me = guild.world.me
    channels = guild.channels.values()
    threads = [t for t in guild.threads if not t.archived and guild.world.sees(me, t)]
    mine = guild.members[me.id]
    return {
        **guild_json(guild), "joined_at": iso(mine.joined_at), "large": False,
        "unavailable": False, "member_count": len(guild.members), "voice_states": [],
        "members": [member_json(mine)], "presences": [],
        "channels": [channel_json(c) for c in channels if not c.is_thread],
        "threads": [channel_json(thread) for thread in threads],
        "stage_instances": [], "guild_scheduled_events": [], "soundboard_sounds": [],
    }  # fmt: skip


def channel_json(channel: Channel) -> Json:
    """A channel, a thread or direct messages, in full."""
    last = max(channel.messages, default=None)
    body: Json = {
        "id": str(channel.id), "type": int(channel.type), "flags": 0,
        "last_message_id": None if last is None else str(last),
    }  # fmt: skip
    if channel.is_dm:
        return {**body, **_dm_fields(channel)}
    body |= {
        "guild_id": str(channel.guild.id) if channel.guild else None, "name": channel.name,
        "parent_id": None if channel.parent is None else str(channel.parent.id),
        "rate_limit_per_user": channel.slowmode_s, "last_pin_timestamp": None,
    }  # fmt: skip
    return {**body, **(_thread_fields(channel) if channel.is_thread else _own_fields(channel))}


def deleted_channel_json(channel: Channel) -> Json:
    """What is told of a channel that is no more: of a thread, hardly anything."""
    body = channel_json(channel)
    if not channel.is_thread:
        return body
    return {name: body[name] for name in ("id", "type", "guild_id", "parent_id")}


def _dm_fields(channel: Channel) -> Json:
    recipients = [user_json(user) for user in channel.recipients]
    if channel.type is ChannelType.DM:
        return {"recipients": recipients}
    owner = channel.owner or channel.recipients[0]
    return {
        "recipients": recipients, "name": channel.name or None, "icon": None,
        "owner_id": str(owner.id),
    }  # fmt: skip


def _own_fields(channel: Channel) -> Json:
    body: Json = {
        "topic": channel.topic, "position": channel.position, "nsfw": channel.nsfw,
        "permission_overwrites": [
            {
                "id": str(o.id), "type": int(o.of_member), "allow": str(int(o.allow)),
                "deny": str(int(o.deny)),
            }
            for o in channel.overwrites
        ],
    }  # fmt: skip
    if channel.type is ChannelType.FORUM:
        body |= {
            "available_tags": [], "default_reaction_emoji": None, "default_sort_order": None,
            "default_forum_layout": 0, "template": "",
        }  # fmt: skip
    return body


def _thread_fields(thread: Channel) -> Json:
    made = iso(born(thread.id))
    metadata: Json = {
        "archived": thread.archived, "archive_timestamp": made, "auto_archive_duration": 4320,
        "locked": thread.locked, "create_timestamp": made,
    }  # fmt: skip
    if thread.is_private_thread:
        metadata["invitable"] = True
    count = len(thread.messages)
    return {
        "owner_id": str(thread.owner.id) if thread.owner else None, "thread_metadata": metadata,
        "message_count": count, "total_message_sent": count,
        "member_count": len(thread.invited), "applied_tags": [],
    }  # fmt: skip


def attachment_url(world: World, attachment: Attachment) -> str:
    """Where its bytes are for a day: a signed link, as Discord's are."""
    folder = "ephemeral-attachments" if attachment.ephemeral else "attachments"
    path = f"{folder}/{attachment.channel_id}/{attachment.id}/{attachment.filename}"
    now = int(world.clock.now())
    signed = f"ex={now + LINK_LASTS_S:x}&is={now:x}"
    return f"{world.url}/{path}?{signed}&hm={signature(path, signed)}&"


def signature(path: str, signed: str) -> str:
    """What a link must carry for its day."""
    return hashlib.sha256(f"{path}?{signed}".encode()).hexdigest()


def attachment_json(world: World, attachment: Attachment) -> Json:
    url = attachment_url(world, attachment)
    body: Json = {
        "id": str(attachment.id), "filename": attachment.filename, "size": len(attachment.data),
        "url": url, "proxy_url": url, "content_type": attachment.content_type,
        "description": attachment.description, "width": attachment.width,
        "height": attachment.height, "duration_secs": attachment.duration_s,
        "waveform": attachment.waveform, "ephemeral": attachment.ephemeral or None,
        "flags": SPOILER_FLAG if attachment.spoiler else None,
    }  # fmt: skip
    return {name: value for name, value in body.items() if value is not None}


def message_json(message: Message) -> Json:
    """A message as REST gives it, whole."""
    world, replied = message.channel.world, message.reply_to
    body: Json = {
        "id": str(message.id), "channel_id": str(message.channel.id), "type": int(message.type),
        "content": message.content, "author": user_json(message.author),
        "timestamp": iso(message.at),
        "edited_timestamp": None if message.edited_at is None else iso(message.edited_at),
        "mentions": [user_json(user) for user in message.mentions], "mention_roles": [],
        "mention_everyone": False, "tts": message.tts, "pinned": False, "flags": message.flags,
        "attachments": [attachment_json(world, a) for a in message.attachments],
        "embeds": message.embeds, "components": message.components,
    }  # fmt: skip
    if message.nonce is not None:
        body["nonce"] = message.nonce
    if message.webhook_id is not None:
        body |= {"webhook_id": str(message.webhook_id), "application_id": str(message.webhook_id)}
    if message.interaction_metadata is not None:
        body["interaction_metadata"] = message.interaction_metadata
    if message.type is MessageType.REPLY and replied is not None:
        body["message_reference"] = {
            "type": 0, "message_id": str(replied.id), "channel_id": str(replied.channel.id),
        }  # fmt: skip
        gone = replied.gone or replied.reply_to is not None
        body["referenced_message"] = None if gone else message_json(replied)
    return body


def gateway_message_json(message: Message) -> Json:
    """A message as the gateway brings it, with its guild and its author as a member there."""
    body, guild = message_json(message), message.channel.guild
    body["channel_type"] = int(message.channel.type)
    if guild is None:
        return body
    body["guild_id"] = str(guild.id)
    member = guild.member(message.author)
    if member is not None:
        body["member"] = member_json(member, with_user=False)
    return body


def without_words(world: World, body: Json) -> Json:
    """A message for a bot that may not read what is not meant for it.

    It reads what it wrote, what mentions it, and direct messages.
    """
    mine = str(world.me.id)
    channel = world.channels[int(body["channel_id"])]
    mentioned = any(user["id"] == mine for user in body["mentions"])
    if channel.is_dm or body["author"]["id"] == mine or mentioned or body["flags"] & EPHEMERAL:
        return body
    return {**body, "content": "", "attachments": [], "embeds": [], "components": []}
