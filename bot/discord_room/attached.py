"""What is attached to something of Discord's, as the library or Discord itself describes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

import discord

from bot.chat import MediaRef

Kind = Literal["photo", "video", "video_note", "voice", "file"]
KINDS: Final[dict[str, Kind]] = {"image": "photo", "video": "video"}
SPOKEN: Final = "audio"


def files_of(attachments: Iterable[discord.Attachment]) -> tuple[MediaRef, ...]:
    """Return the files of a message. A voice is one that was recorded for it; music is a file."""
    return tuple(
        MediaRef(
            kind="voice" if one.is_voice_message() else KINDS.get(_sort(one.content_type), "file"),
            handle=one.url, size=one.size,
        )
        for one in attachments
    )  # fmt: skip


def raw_files(attachments: Iterable[Mapping[str, Any]]) -> tuple[MediaRef, ...]:
    """Return the files of a message as Discord describes them."""
    return tuple(_raw(one, spoken="waveform" in one) for one in attachments)


def given_file(attachment: Mapping[str, Any] | None) -> tuple[MediaRef, ...]:
    """Return a file that came with a command; sound is somebody's voice there."""
    if attachment is None:
        return ()
    return (_raw(attachment, spoken=_sort(attachment.get("content_type")) == SPOKEN),)


def _raw(one: Mapping[str, Any], *, spoken: bool) -> MediaRef:
    kind = "voice" if spoken else KINDS.get(_sort(one.get("content_type")), "file")
    return MediaRef(kind=kind, handle=str(one["url"]), size=one.get("size"))


def _sort(content_type: str | None) -> str:
    return (content_type or "").partition("/")[0]
