"""What is attached to a message of Telegram's, and whether it is of whoever sent it."""

from __future__ import annotations

from typing import Literal

from telegram import (
    Document,
    Message,
    MessageOriginUser,
    PhotoSize,
    Video,
    VideoNote,
    Voice,
)

from bot.chat import MediaRef

Kind = Literal["photo", "video", "video_note", "voice", "file"]


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
        return _ref("photo", message.photo[-1])  # the largest
    if message.video_note is not None:
        return _ref("video_note", message.video_note)
    if message.voice is not None:
        return _ref("voice", message.voice)
    if message.video is not None:
        return _ref("video", message.video)
    if message.document is None:
        return ()
    kinds: dict[str, Kind] = {"image": "photo", "video": "video"}
    sort = (message.document.mime_type or "").partition("/")[0]
    return _ref(kinds.get(sort, "file"), message.document)


def _ref(kind: Kind, file: PhotoSize | VideoNote | Voice | Video | Document) -> tuple[MediaRef]:
    return (MediaRef(kind=kind, handle=file.file_id, size=file.file_size),)
