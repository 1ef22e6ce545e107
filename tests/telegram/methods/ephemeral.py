"""Messages in a group that one person alone sees, since Bot API 10.2."""

from __future__ import annotations

from tests.telegram import refusals
from tests.telegram.calls import Call
from tests.telegram.methods import addressing, editing
from tests.telegram.refusals import bad
from tests.telegram.things import Message
from tests.telegram.world import World

TEXT_MAX = 1024  # of an edit; documented are 4096, see tdlib/telegram-bot-api#881


def _found(world: World, call: Call, gone: str) -> Message:
    place = addressing.reachable_place(world, call)
    message = place.ephemeral.get(call.integer("ephemeral_message_id") or 0)
    reader = call.integer("receiver_user_id")
    if message is None or message.gone or message.receiver is None:
        raise bad(gone)
    if message.receiver.id != reader:
        raise bad(gone)
    return message


def edit_text(world: World, call: Call) -> bool:
    message = _found(world, call, refusals.EDIT_NOT_FOUND)
    editing.new_text(message, call, limit=TEXT_MAX, too_long=refusals.EPHEMERAL_TEXT_TOO_LONG)
    return True


def edit_caption(world: World, call: Call) -> bool:
    editing.new_caption(_found(world, call, refusals.EDIT_NOT_FOUND), call)
    return True


def edit_media(world: World, call: Call) -> bool:
    editing.new_media(world, _found(world, call, refusals.EDIT_NOT_FOUND), call)
    return True


def edit_reply_markup(world: World, call: Call) -> bool:
    editing.new_keyboard(_found(world, call, refusals.EDIT_NOT_FOUND), call)
    return True


def delete(world: World, call: Call) -> bool:
    _found(world, call, refusals.DELETE_NOT_FOUND).gone = True
    return True


METHODS = {
    "editEphemeralMessageText": edit_text,
    "editEphemeralMessageCaption": edit_caption,
    "editEphemeralMessageMedia": edit_media,
    "editEphemeralMessageReplyMarkup": edit_reply_markup,
    "deleteEphemeralMessage": delete,
}
