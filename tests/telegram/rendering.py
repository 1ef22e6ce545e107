"""Telegram's objects spelled in JSON, as a bot gets to read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.telegram.things import (
    ADMIN_RIGHTS,
    MEMBER_RIGHTS,
    Json,
    Media,
    Member,
    Message,
    StoredFile,
)

if TYPE_CHECKING:
    from tests.telegram.people import Person
    from tests.telegram.places import Place


def filled(**fields: Any) -> Json:
    """``fields`` without those that are empty, as Telegram leaves them out."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], False)}


def user_json(person: Person) -> Json:
    return {
        "id": person.id, "is_bot": person.is_bot, "first_name": person.first_name,
        **filled(
            last_name=person.last_name, username=person.username,
            language_code=person.language_code,
        ),
    }  # fmt: skip


def chat_json(place: Place) -> Json:
    if place.person is not None:
        person = place.person
        names = filled(
            first_name=person.first_name, last_name=person.last_name, username=person.username
        )
        return {"id": place.id, "type": "private", **names}
    more = filled(username=place.username, is_forum=place.forum)
    return {"id": place.id, "type": place.kind, "title": place.title, **more}


def member_json(person: Person, member: Member) -> Json:
    base: Json = {"user": user_json(person), "status": member.status}
    match member.status:
        case "creator":
            base["is_anonymous"] = member.anonymous
        case "administrator":
            base |= {"can_be_edited": False, "is_anonymous": member.anonymous}
            base |= {right: right in member.rights for right in ADMIN_RIGHTS}
        case "restricted":
            base |= {"is_member": True, "until_date": 0}
            base |= {right: right in member.rights for right in MEMBER_RIGHTS}
        case "kicked":
            base["until_date"] = 0
        case _:
            pass
    return base


def file_json(file: StoredFile) -> Json:
    return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(file.data)}


def picture_json(file: StoredFile) -> Json:
    return {**file_json(file), "width": file.width, "height": file.height}


def _body(media: Media) -> Json:
    """The media itself, with the fields that its kind has."""
    named = filled(file_name=media.file.name, mime_type=media.file.mime)
    match media.kind:
        case "video" | "animation":
            size = {"width": media.width, "height": media.height}
            return {**size, "duration": media.duration, **named}
        case "video_note":
            return {"length": media.width, "duration": media.duration}
        case "voice" | "audio":
            return {"duration": media.duration, **filled(mime_type=media.file.mime)}
        case _:
            return named


def media_json(media: Media) -> Json:
    """The fields that a message has for its media: the kind, and what goes with it."""
    spoiler = filled(has_media_spoiler=media.spoiler)
    if media.kind == "photo":
        sizes = [one for one in (media.small, media.file) if one is not None]
        return {"photo": [picture_json(one) for one in sizes], **spoiler}
    body = file_json(media.file) | _body(media)
    if media.thumbnail is not None:
        body["thumbnail"] = picture_json(media.thumbnail)
    if media.cover is not None:
        body["cover"] = [picture_json(media.cover)]
    more = {media.kind: body, **spoiler}
    return more | {"document": file_json(media.file)} if media.kind == "animation" else more


def markup_json(message: Message) -> Json | None:
    return {"inline_keyboard": message.keyboard} if message.keyboard else None


def message_json(message: Message, *, nested: bool = False) -> Json:
    """``message`` as the bot reads it; ``nested`` as what another one replies to."""
    body: Json = {
        "message_id": message.id,
        "from": user_json(message.sender),
        "chat": chat_json(message.place),
        "date": int(message.at),
    }
    body |= filled(
        sender_chat=message.sender_chat,
        message_thread_id=message.thread,
        is_topic_message=message.in_topic,
        edit_date=int(message.edited_at) if message.edited_at else None,
        text=message.text,
        entities=message.entities,
        caption=message.caption,
        caption_entities=message.caption_entities,
        poll=message.poll,
        forward_origin=message.origin,
        quote=message.quote,
        has_protected_content=message.protected,
        reply_markup=markup_json(message),
        ephemeral_message_id=message.ephemeral_id,
    )
    if message.receiver is not None:
        body["receiver_user"] = user_json(message.receiver)
    if message.media is not None:
        body |= media_json(message.media)
    if message.reply_to is not None and not nested:
        body["reply_to_message"] = message_json(message.reply_to, nested=True)
    return body | message.service


def query_message_json(message: Message) -> Json:
    """The message under a pressed button: no more than an address once it is gone."""
    if message.gone:
        return {"chat": chat_json(message.place), "message_id": message.id, "date": 0}
    return message_json(message)
