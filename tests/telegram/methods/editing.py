"""Changing and taking away what was sent."""

from __future__ import annotations

from copy import copy
from typing import Any

from tests.telegram import refusals, rendering
from tests.telegram.calls import Call
from tests.telegram.methods import addressing, files, markup, sending
from tests.telegram.places import Place
from tests.telegram.refusals import bad
from tests.telegram.things import Buttons, Json, Media, Message
from tests.telegram.world import World

DELETE_WITHIN_S = 48 * 3600
EDITABLE_MEDIA = frozenset({"animation", "audio", "document", "photo", "video"})
DELETE_MAX = 100


def change(message: Message, keyboard: Buttons, **fields: Any) -> None:
    """Give a message other content; what is not named stays, but the keyboard.

    Raises:
        Refused: Nothing would change.
    """
    changed = copy(message)
    for name, value in fields.items():
        setattr(changed, name, value)
    changed.keyboard = keyboard
    same_media = changed.media is message.media or (
        changed.media is not None and changed.media.same_as(message.media)
    )
    if same_media and changed.content() == message.content():
        raise bad(refusals.NOT_MODIFIED)
    message.versions.append(rendering.message_json(message))
    for name, value in {**fields, "keyboard": keyboard}.items():
        setattr(message, name, value)


def new_text(message: Message, call: Call, **limits: Any) -> None:
    """Change the words of a text message, and its keyboard."""
    text, entities = sending.text_of(call, **limits)
    if message.media is not None or message.poll is not None:
        raise bad(refusals.NO_TEXT)
    change(message, markup.inline_keyboard(call), text=text, entities=entities)


def new_caption(message: Message, call: Call) -> None:
    """Change the words under media, and the keyboard."""
    caption, entities = sending.caption_of(call)
    if message.media is None or message.media.kind == "video_note":
        raise bad(refusals.NO_CAPTION)
    change(message, markup.inline_keyboard(call), caption=caption, caption_entities=entities)


def new_keyboard(message: Message, call: Call) -> None:
    """Change the keyboard alone; without one in the call, take it away."""
    change(message, markup.inline_keyboard(call))


def new_media(world: World, message: Message, call: Call) -> None:
    """Change the media of a message, or put media where there was text."""
    given = call.mapped("media")
    kind = str(given.get("type", ""))
    if kind not in EDITABLE_MEDIA:
        raise bad(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    if message.poll is not None or (
        message.media is not None and message.media.kind not in EDITABLE_MEDIA
    ):
        raise bad(refusals.NO_MEDIA)
    buttons = markup.inline_keyboard(call)
    caption, entities = sending.caption_of(call, given)
    media = files.media_of(world, call, kind, given)
    _put(message, buttons, media, caption, entities)


def _put(
    message: Message, buttons: Buttons, media: Media, caption: str, entities: list[Json]
) -> None:
    change(
        message, buttons, media=media, caption=caption, caption_entities=entities,
        text="", entities=[],
    )  # fmt: skip


def _found(world: World, call: Call) -> Message:
    place = addressing.reachable_place(world, call)
    message = addressing.own_message(place, call.integer("message_id"))
    world.spend(place)
    return message


def _edited(world: World, message: Message) -> Json:
    message.edited_at = world.clock.now()
    return rendering.message_json(message)


def edit_message_text(world: World, call: Call) -> Json:
    message = _found(world, call)
    new_text(message, call)
    return _edited(world, message)


def edit_message_caption(world: World, call: Call) -> Json:
    message = _found(world, call)
    new_caption(message, call)
    return _edited(world, message)


def edit_message_media(world: World, call: Call) -> Json:
    message = _found(world, call)
    new_media(world, message, call)
    return _edited(world, message)


def edit_message_reply_markup(world: World, call: Call) -> Json:
    message = _found(world, call)
    new_keyboard(message, call)
    return _edited(world, message)


def delete_message(world: World, call: Call) -> bool:
    place = addressing.reachable_place(world, call)
    number = call.integer("message_id")
    if number is None:
        raise bad(refusals.MESSAGE_ID_MISSING)
    message = place.messages.get(number)
    if message is None or message.gone:
        raise bad(refusals.DELETE_NOT_FOUND)
    _delete(world, place, message)
    return True


def delete_messages(world: World, call: Call) -> bool:
    place = addressing.reachable_place(world, call)
    numbers = call.listed("message_ids")
    if not numbers:
        raise bad("message identifiers are not specified")
    if len(numbers) > DELETE_MAX:
        raise bad("too many messages to delete")
    for number in numbers:
        message = place.messages.get(int(number))
        if message is not None and not message.gone:
            _delete(world, place, message)
    return True


def _delete(world: World, place: Place, message: Message) -> None:
    opens_topic = "forum_topic_created" in message.service
    admin = place.bot.admin and (place.kind == "group" or "can_delete_messages" in place.bot.rights)
    if opens_topic or not (admin or place.private or message.sender is world.me):
        raise bad(refusals.DELETE_FORBIDDEN)
    if not admin and world.clock.now() - message.at > DELETE_WITHIN_S:
        raise bad(refusals.DELETE_FOR_EVERYONE)
    message.gone = True


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
