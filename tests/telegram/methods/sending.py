"""Sending: texts, media, polls, copies and signs of life."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.telegram import formatting, refusals, rendering
from tests.telegram.calls import Call
from tests.telegram.methods import addressing, files, markup, receivers
from tests.telegram.places import Place
from tests.telegram.refusals import bad
from tests.telegram.things import Json, Message
from tests.telegram.world import World

TEXT_MAX = 4096
CAPTION_MAX = 1024
POLL_OPTIONS = range(1, 13)
ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note",
    "upload_video_note",
})  # fmt: skip


def text_of(call: Call, *, limit: int = TEXT_MAX, too_long: str = "") -> tuple[str, list[Json]]:
    """The text of a call and its entities, as Telegram keeps them.

    Raises:
        Refused: It is empty or too long, or its entities are wrong.
    """
    text, entities = _formatted(call, "text", "entities")
    if not call.text("text"):
        raise bad(refusals.TEXT_EMPTY)
    if not text:
        raise bad("text must be non-empty")
    if len(text) > limit:
        raise bad(too_long or refusals.TEXT_TOO_LONG)
    return text, entities


def caption_of(call: Call, given: Json | None = None) -> tuple[str, list[Json]]:
    """The caption and its entities, from the call or from an ``InputMedia`` in it.

    Raises:
        Refused: It is too long, or its entities are wrong.
    """
    inner = call if given is None else Call(method=call.method, params=given)
    caption, entities = _formatted(inner, "caption", "caption_entities")
    if len(caption) > CAPTION_MAX:
        raise bad(refusals.CAPTION_TOO_LONG)
    return caption, entities


def _formatted(call: Call, words: str, entities: str) -> tuple[str, list[Json]]:
    raw, mode = call.text(words), call.text("parse_mode")
    if mode and not call.listed(entities):
        text, found = formatting.parsed(raw, mode)
    else:
        text, found = raw, formatting.checked(raw, call.listed(entities))
    text, found = formatting.trimmed(text, found)
    covered = {(one["offset"], one["length"]) for one in found}
    for one in formatting.found_entities(text, {}):
        if (one["offset"], one["length"]) not in covered:
            found.append(one)
    return text, sorted(found, key=lambda one: (one["offset"], -one["length"]))


def deliver(
    world: World, call: Call, kind: str, content: Callable[[Place], dict[str, Any]]
) -> Json:
    """Send what ``content`` makes to where the call says; the message as its answer."""
    place = addressing.reachable_place(world, call)
    addressing.may_send(place, kind)
    topic = addressing.named_topic(call, place)
    reply_to = addressing.replied(call, place)
    buttons, other = markup.keyboard(call)
    fields = content(place)
    receiver = receivers.receiver(world, call, place)
    world.spend(place)
    if receiver is not None:
        message = Message(
            **receivers.head(world, place, topic), **fields, receiver=receiver, keyboard=buttons
        )
        receivers.appear(call, message)
        return rendering.message_json(message)
    message = Message(
        **world.head(place, world.me, reply_to=reply_to, thread=topic),
        **fields, keyboard=buttons, reply_markup=other, protected=call.flag("protect_content"),
    )  # fmt: skip
    world.post(message)
    return rendering.message_json(message)


def send_message(world: World, call: Call) -> Json:
    def content(_place: Place) -> dict[str, Any]:
        text, entities = text_of(call)
        return {"text": text, "entities": entities}

    return deliver(world, call, "text", content)


def _sender_of(kind: str) -> Callable[[World, Call], Json]:
    def send(world: World, call: Call) -> Json:
        def content(_place: Place) -> dict[str, Any]:
            caption, entities = ("", []) if kind == "video_note" else caption_of(call)
            media = files.media_of(world, call, kind, call.params)
            if kind == "video_note" and media.duration > files.VIDEO_NOTE_MAX_S:
                raise bad(refusals.VIDEO_NOTE_LONG)
            return {"media": media, "caption": caption, "caption_entities": entities}

        return deliver(world, call, kind, content)

    return send


def send_poll(world: World, call: Call) -> Json:
    def content(_place: Place) -> dict[str, Any]:
        question, options = call.text("question"), call.listed("options")
        if not question:
            raise bad("poll question must be non-empty")
        if len(options) not in POLL_OPTIONS:
            raise bad("poll must have at least 1 option and at most 12 options")
        words = [one["text"] if isinstance(one, dict) else str(one) for one in options]
        number = world.fresh_query_id()
        poll: Json = {
            "id": number, "question": question, "total_voter_count": 0, "is_closed": False,
            "options": [
                {"persistent_id": f"{number}-{n}", "text": text, "voter_count": 0}
                for n, text in enumerate(words)
            ],
            "is_anonymous": call.text("is_anonymous").lower() != "false",
            "type": call.text("type") or "regular", "allows_revoting": True, "members_only": False,
            "allows_multiple_answers": call.flag("allows_multiple_answers"),
        }  # fmt: skip
        return {"poll": poll}

    return deliver(world, call, "poll", content)


def send_chat_action(world: World, call: Call) -> bool:
    place = addressing.reachable_place(world, call)
    topic = addressing.named_topic(call, place)
    if call.text("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    world.actions.append((place, topic.id if topic else None, call.text("action")))
    return True


def copy_message(world: World, call: Call) -> Json:
    origin = addressing.reachable_place(world, call, field="from_chat_id")
    source = origin.messages.get(call.integer("message_id") or 0)
    if source is None or source.gone:
        raise bad(refusals.COPY_NOT_FOUND)
    if source.service or source.protected:
        raise bad("message can't be copied")

    def content(_place: Place) -> dict[str, Any]:
        caption, entities = source.caption, source.caption_entities
        if "caption" in call.params:
            caption, entities = caption_of(call)
        return {
            "text": source.text, "entities": source.entities, "media": source.media,
            "caption": caption, "caption_entities": entities, "poll": source.poll,
        }  # fmt: skip

    kind = source.media.kind if source.media else "text"
    return {"message_id": deliver(world, call, kind, content)["message_id"]}


def _camel(kind: str) -> str:
    return kind.title().replace("_", "")


METHODS = {
    "sendMessage": send_message,
    **{f"send{_camel(kind)}": _sender_of(kind) for kind in files.SENT_AS},
    "sendPoll": send_poll,
    "sendChatAction": send_chat_action,
    "copyMessage": copy_message,
}
