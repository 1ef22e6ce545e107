"""What is attached to a message of Telegram's, and whether it is of whoever sent it."""

from __future__ import annotations

from typing import Literal

from telegram import Message, MessageOriginUser

from bot.chat import MediaRef


def passed_on(message: Message) -> bool:
    """Tell whether a message brings what its sender has not made.

    It was forwarded from somebody else, or from a hidden name, or came by way of another bot.
    """
    if message.via_bot is not None:
        return True
    origin = message.forward_origin
    return origin is not None and not (
        isinstance(origin, MessageOriginUser) and origin.sender_user == message.from_user
    )


def media_of(message: Message) -> tuple[MediaRef, ...]:
    """Return the file of a message that the bot can read, if there is one."""
    if message.photo:
        largest = message.photo[-1]
        return (MediaRef(kind="photo", handle=largest.file_id, size=largest.file_size),)
    if message.video_note is not None:
        note = message.video_note
        return (MediaRef(kind="video_note", handle=note.file_id, size=note.file_size),)
    if message.voice is not None:
        return (MediaRef(kind="voice", handle=message.voice.file_id, size=message.voice.file_size),)
    if message.video is not None:
        return (MediaRef(kind="video", handle=message.video.file_id, size=message.video.file_size),)
    return _document_of(message)


def _document_of(message: Message) -> tuple[MediaRef, ...]:
    document = message.document
    if document is None:
        return ()
    kinds: dict[str, Literal["photo", "video"]] = {"image": "photo", "video": "video"}
    sort = (document.mime_type or "").partition("/")[0]
    return (
        MediaRef(kind=kinds.get(sort, "file"), handle=document.file_id, size=document.file_size),
    )
