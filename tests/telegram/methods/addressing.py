"""Where a message goes: the chat, the topic, the message it replies to, and whether it may."""

from __future__ import annotations

from tests.telegram import refusals
from tests.telegram.calls import Call
from tests.telegram.places import Place
from tests.telegram.refusals import bad, forbidden, migrated
from tests.telegram.things import Message, Topic
from tests.telegram.world import World

RIGHTS = {
    "text": ("can_send_messages", "text messages"),
    "photo": ("can_send_photos", "photos"),
    "video": ("can_send_videos", "videos"),
    "video_note": ("can_send_video_notes", "video notes"),
    "voice": ("can_send_voice_notes", "voice notes"),
    "audio": ("can_send_audios", "music"),
    "document": ("can_send_documents", "documents"),
    "animation": ("can_send_other_messages", "animations"),
    "poll": ("can_send_polls", "polls"),
}


def named_place(world: World, call: Call, *, field: str = "chat_id") -> Place:
    """The chat that ``field`` names, by number or ``@handle``, whether or not one may write there.

    Raises:
        Refused: There is none that the bot knows, or it lives on elsewhere.
    """
    given = call.text(field).strip()
    if not given:
        raise bad(refusals.CHAT_EMPTY)
    if given.startswith("@"):
        found = next(
            (p for p in world.places.values() if p.username.lower() == given[1:].lower()), None
        )
    else:
        number = int(given) if given.lstrip("-").isdigit() else 0
        found = world.places.get(number)
    if found is None:
        raise bad(refusals.CHAT_NOT_FOUND)
    if found.migrated_to is not None:
        raise migrated(found.migrated_to.id)
    return found


def reachable_place(world: World, call: Call, *, field: str = "chat_id") -> Place:
    """The chat that ``field`` names, with the bot in it.

    Raises:
        Refused: The bot is not there: not let in, thrown out, blocked, or never written to.
    """
    place = named_place(world, call, field=field)
    if place.person is not None:
        if place.person.deactivated:
            raise forbidden(refusals.DEACTIVATED)
        if place.person.blocking:
            raise forbidden(refusals.BLOCKED)
        if not place.person.opened:
            raise forbidden(refusals.CANNOT_INITIATE)
        return place
    if place.bot.status == "kicked":
        raise forbidden(f"bot was kicked from the {place.kind} chat")
    if not place.bot.present:
        raise forbidden(f"bot is not a member of the {place.kind} chat")
    return place


def may_send(place: Place, kind: str) -> None:
    """Refuse unless the bot may send this kind of message to ``place``."""
    right, what = RIGHTS[kind]
    member = place.bot
    if member.admin or place.private:
        return
    held = member.rights if member.status == "restricted" else place.permissions
    if held is not None and right not in held:
        raise refusals.no_right_to_send(what)


def named_topic(call: Call, place: Place) -> Topic | None:
    """The topic to write into; None for a chat without topics, or for the general one.

    Raises:
        Refused: There is no such topic, or it is closed.
    """
    number = call.integer("message_thread_id")
    if not number:
        return None
    topic = place.topics.get(number) if place.forum else None
    if topic is None:
        raise bad(refusals.THREAD_NOT_FOUND)
    if topic.closed and not place.bot.admin:
        raise bad(refusals.TOPIC_CLOSED)
    return topic


def replied(call: Call, place: Place) -> Message | None:
    """The message to reply to.

    Raises:
        Refused: It is not there, and the caller has not said that this is all right.
    """
    given = call.mapped("reply_parameters")
    number = given.get("message_id") or call.integer("reply_to_message_id")
    if not number:
        return None
    message = place.messages.get(int(number))
    if message is not None and not message.gone:
        return message
    if given.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply"):
        return None
    raise bad(refusals.REPLY_NOT_FOUND)


def own_message(place: Place, number: int | None) -> Message:
    """The bot's message of this number, to be edited.

    Raises:
        Refused: There is none, or it is somebody else's.
    """
    if not number:
        raise bad(refusals.MESSAGE_ID_MISSING)
    message = place.messages.get(number)
    if message is None or message.gone:
        raise bad(refusals.EDIT_NOT_FOUND)
    if message.sender is not place.world.me or message.service:
        raise bad(refusals.EDIT_FORBIDDEN)
    return message
