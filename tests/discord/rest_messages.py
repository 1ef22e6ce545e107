"""Messages of channels over REST: sent, read, changed and taken away with the bot's token."""

from __future__ import annotations

from tests.discord import refusals, rendering
from tests.discord.calls import Call, Route
from tests.discord.drafts import (
    Draft,
    change_message,
    check_sizes,
    new_message,
    read_draft,
    upload_max,
)
from tests.discord.fields import Fields
from tests.discord.permissions import Permission
from tests.discord.places import Channel
from tests.discord.refusals import Problems, Refused, wrong
from tests.discord.things import WITHOUT_MESSAGES, Json, Message, User
from tests.discord.world import World

NONCE_LASTS_S = 300.0
MANY_MAX = 100
OLD_S = 3600.0


def visible_channel(world: World, number: int) -> Channel:
    """A channel that the bot sees.

    Raises:
        Refused: There is none, or the bot does not see it.
    """
    channel = world.channels.get(number)
    if channel is None or channel.gone:
        raise Refused(refusals.UNKNOWN_CHANNEL)
    if not world.sees(world.me, channel):
        raise Refused(refusals.MISSING_ACCESS)
    return channel


def may_write(world: World, channel: Channel, *, files: bool) -> None:
    """Refuse unless the bot may send a message there, with files if it has any.

    Raises:
        Refused: It may not.
    """
    if channel.type in WITHOUT_MESSAGES:
        raise Refused(refusals.NO_TEXT_CHANNEL)
    if channel.is_dm:
        reaches(world, channel.recipients[0])
        return
    sending = Permission.SEND_MESSAGES
    if channel.is_thread:
        sending = Permission.SEND_MESSAGES_IN_THREADS
    needed = sending | (Permission.ATTACH_FILES if files else Permission.NONE)
    held = world.permissions(world.me, channel)
    if needed & ~held:
        raise Refused(refusals.MISSING_PERMISSIONS)
    if channel.locked and not held & Permission.MANAGE_THREADS:
        raise Refused(refusals.THREAD_LOCKED)


def reaches(world: World, user: User) -> None:
    """Refuse unless the bot may write to somebody in direct messages.

    Raises:
        Refused: They want no messages, or have nothing to do with the bot.
    """
    shared = [g for g in world.guilds.values() if g.has_bot and g.member(user)]
    if user.blocking:
        raise Refused(refusals.CANNOT_DM)
    if user.installed:
        return
    if not shared:
        raise Refused(refusals.NO_MUTUAL_GUILD)
    if not user.takes_dms:
        raise Refused(refusals.CANNOT_DM)


def create(world: World, call: Call) -> Json:
    channel = visible_channel(world, call.id("channel"))
    may_write(world, channel, files=bool(call.files))
    check_sizes(call.files, upload_max(world, channel.guild))
    problems = Problems()
    fields = call.fields(problems)
    draft = read_draft(fields, call.files, new=True)
    reply_to = _replied(world, channel, fields)
    problems.refuse()
    again = _sent_before(world, channel, draft)
    if again is not None:
        return rendering.message_json(again)
    message = new_message(world, channel, world.me, draft, reply_to=reply_to)
    if draft.nonce is not None:
        world.nonces[channel.id, str(draft.nonce)] = message
    return rendering.message_json(message)


def edit(world: World, call: Call) -> Json:
    channel = visible_channel(world, call.id("channel"))
    message = _message(channel, call.id("message"))
    if message.author is not world.me:
        raise Refused(refusals.NOT_YOURS)
    if channel.archived:
        raise Refused(refusals.THREAD_ARCHIVED)
    if call.files:
        may_write(world, channel, files=True)
    check_sizes(call.files, upload_max(world, channel.guild))
    problems = Problems()
    draft = read_draft(call.fields(problems), call.files, new=False)
    problems.refuse()
    if message.at < world.clock.now() - OLD_S:
        world.limits.spend_old_edit(channel.id, now=world.clock.now())
    change_message(world, message, draft)
    return rendering.message_json(message)


def delete(world: World, call: Call) -> None:
    channel = visible_channel(world, call.id("channel"))
    message = _message(channel, call.id("message"))
    if message.author is not world.me:
        if channel.is_dm:
            raise Refused(refusals.NOT_IN_DM)
        if not world.permissions(world.me, channel) & Permission.MANAGE_MESSAGES:
            raise Refused(refusals.MISSING_PERMISSIONS)
    if channel.archived:
        raise Refused(refusals.THREAD_ARCHIVED)
    world.delete_message(message)


def fetch(world: World, call: Call) -> Json:
    channel = _history(world, call)
    return _read(world, _message(channel, call.id("message")))


def fetch_many(world: World, call: Call) -> list[Json]:
    channel = _history(world, call)
    limit = call.number("limit", otherwise=50, least=1, most=MANY_MAX)
    before, after = call.asked_id("before"), call.asked_id("after")
    found = [
        message
        for message in channel.shown()
        if (before is None or message.id < before) and (after is None or message.id > after)
    ]
    chosen = found[:limit] if after is not None and before is None else found[-limit:]
    return [_read(world, message) for message in reversed(chosen)]


def typing(world: World, call: Call) -> None:
    channel = visible_channel(world, call.id("channel"))
    may_write(world, channel, files=False)
    world.typing.append((channel, world.clock.now()))


def _read(world: World, message: Message) -> Json:
    body = rendering.message_json(message)
    return body if world.reads_words else rendering.without_words(world, body)


def _history(world: World, call: Call) -> Channel:
    channel = visible_channel(world, call.id("channel"))
    if not world.permissions(world.me, channel) & Permission.READ_MESSAGE_HISTORY:
        raise Refused(refusals.MISSING_PERMISSIONS)
    return channel


def _message(channel: Channel, number: int) -> Message:
    """A message that everybody sees: what one person alone sees is reached by its token only."""
    message = channel.messages.get(number)
    if message is None or message.gone or message.viewer is not None:
        raise Refused(refusals.UNKNOWN_MESSAGE)
    return message


def _sent_before(world: World, channel: Channel, draft: Draft) -> Message | None:
    """The message that an earlier request of the same nonce made."""
    if draft.nonce is None or not draft.enforce_nonce:
        return None
    message = world.nonces.get((channel.id, str(draft.nonce)))
    recent = message is not None and message.at > world.clock.now() - NONCE_LASTS_S
    return message if recent else None


def _replied(world: World, channel: Channel, fields: Fields) -> Message | None:
    reference = fields.inside("message_reference")
    if reference is None:
        return None
    number = reference.snowflake("message_id", required=True)
    if not world.permissions(world.me, channel) & Permission.READ_MESSAGE_HISTORY:
        raise Refused(refusals.NO_REPLY_WITHOUT_HISTORY)
    message = channel.messages.get(number or 0)
    if message is not None and not message.gone and message.viewer is None:
        return message
    if reference.body.get("fail_if_not_exists") is False:
        return None
    raise wrong(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")


MANY, ONE = "/channels/{channel}/messages", "/channels/{channel}/messages/{message}"
ROUTES = [
    Route(method="POST", template=MANY, act=create),
    Route(method="GET", template=MANY, act=fetch_many),
    Route(method="GET", template=ONE, act=fetch),
    Route(method="PATCH", template=ONE, act=edit),
    Route(method="DELETE", template=ONE, act=delete),
    Route(method="POST", template="/channels/{channel}/typing", act=typing),
]
