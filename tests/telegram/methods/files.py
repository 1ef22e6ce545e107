"""Files that come with calls: what becomes of a picture, a video and its thumbnail."""

from __future__ import annotations

from dataclasses import replace

from tests.telegram import refusals
from tests.telegram.calls import Call, Upload
from tests.telegram.pictures import looked_at
from tests.telegram.refusals import Refused, bad
from tests.telegram.things import Json, Media, StoredFile
from tests.telegram.world import World

PHOTO_MAX_BYTES = 10 << 20
PHOTO_MAX_SIDES = 10_000
THUMBNAIL_MAX_BYTES = 200_000
THUMBNAIL_MAX_SIDE = 320
VIDEO_NOTE_MAX_S = 60
SENT_AS = {"video": "Video", "photo": "Photo", "video_note": "VideoNote", "voice": "VoiceNote",
           "document": "Document", "audio": "Audio", "animation": "Animation"}  # fmt: skip


def media_of(world: World, call: Call, kind: str, given: Json) -> Media:
    """The media that a call sends.

    Args:
        world: Where its files are.
        call: With the uploads.
        kind: E.g. ``video``.
        given: Its fields, from the call itself or from an ``InputMedia`` in it; the file stands
            under ``kind`` there, or under ``media``.

    Raises:
        Refused: There is no file, or Telegram would not take it.
    """
    source = call.file(kind, given.get("media"))
    if source is None:
        raise bad(f"there is no {kind.replace('_', ' ')} in the request")
    media = _uploaded(world, kind, source) if isinstance(source, Upload) else _known(
        world, kind, source
    )  # fmt: skip
    media.spoiler = _flag(given.get("has_spoiler"))
    if isinstance(source, str):
        return media
    world.media[media.file.id] = media
    if kind == "photo":
        return media
    media.width = _number(given.get("length" if kind == "video_note" else "width"))
    media.height = media.width if kind == "video_note" else _number(given.get("height"))
    media.duration = _number(given.get("duration"))
    media.streaming = _flag(given.get("supports_streaming"))
    media.thumbnail = _thumbnail(world, call.file("thumbnail", given.get("thumbnail")))
    cover = call.file("cover", given.get("cover"))
    if isinstance(cover, Upload):
        _check_picture(cover)
        media.cover = world.picture(cover.data)
    elif cover is not None:
        media.cover = known_file(world, cover, "photo")
    if kind == "video" and not (media.width and media.height and media.duration):
        world.bare_videos.append(f"{media.width} × {media.height} px, {media.duration} s")
    return media


def known_file(world: World, file_id: str, kind: str = "") -> StoredFile:
    """The file of this id.

    Raises:
        Refused: There is none, or it is of another kind than ``kind``.
    """
    if file_id.startswith(("http://", "https://")):
        raise bad(refusals.URL_FETCH)
    file = world.files.get(file_id)
    if file is None:
        raise bad(refusals.FILE_ID_WRONG)
    if kind and file.kind != kind:
        raise bad(f"can't use file of type {SENT_AS.get(file.kind, 'Photo')} as {SENT_AS[kind]}")
    return file


def _known(world: World, kind: str, file_id: str) -> Media:
    file = known_file(world, file_id, kind)
    before = world.media.get(file.id)
    if before is None:
        return Media(kind=kind, file=file, width=file.width, height=file.height)
    return replace(before, spoiler=False)


def _uploaded(world: World, kind: str, upload: Upload) -> Media:
    if not upload.data:
        raise bad(refusals.FILE_EMPTY)
    if len(upload.data) > world.upload_max_bytes:
        raise Refused(413, "Request Entity Too Large")
    if kind == "photo":
        _check_picture(upload)
        return world.photo(upload.data)
    mime = {"video": "video/mp4", "video_note": "video/mp4", "voice": "audio/ogg"}
    file = world.keep(upload.data, kind, name=upload.name, mime=upload.mime or mime.get(kind, ""))
    return Media(kind=kind, file=file)


def _check_picture(upload: Upload) -> None:
    if len(upload.data) > PHOTO_MAX_BYTES:
        limit = f"the maximum size is {PHOTO_MAX_BYTES} bytes"
        raise bad(f"file of size {len(upload.data)} bytes is too big for a photo; {limit}")
    size, _ = looked_at(upload.data)
    if size is None:
        raise bad(refusals.PHOTO_UNREADABLE)
    if sum(size) > PHOTO_MAX_SIDES or max(size) > 20 * min(size):
        raise bad(refusals.PHOTO_DIMENSIONS)


def _thumbnail(world: World, given: Upload | str | None) -> StoredFile | None:
    """The thumbnail that a video gets; Telegram silently leaves out a wrong one."""
    if given is None:
        return None
    wrong = _wrong_thumbnail(given)
    if wrong or isinstance(given, str):
        world.ignored_thumbnails.append(wrong)
        return None
    return world.picture(given.data)


def _wrong_thumbnail(given: Upload | str) -> str:
    if isinstance(given, str):
        return "not a fresh upload"
    size, kind = looked_at(given.data)
    if size is None or kind != "JPEG":
        return "no JPEG"
    if max(size) > THUMBNAIL_MAX_SIDE:
        return f"{size[0]} × {size[1]} px"
    if len(given.data) > THUMBNAIL_MAX_BYTES:
        return f"{len(given.data)} bytes"
    return ""


def _number(value: object) -> int:
    return int(value) if isinstance(value, int | float | str) and str(value).strip() else 0


def _flag(value: object) -> bool:
    return str(value).lower() in ("true", "1")
