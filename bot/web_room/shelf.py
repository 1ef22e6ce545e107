"""Files in and out: uploads with a cap, films and pictures with ranges, each to whom it is for."""

from __future__ import annotations

import re
from typing import Final, get_args

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import BadHttpMessage

from bot.web_room.backstage import Backstage
from bot.web_room.doors import Doors
from bot.web_room.limits import Buckets
from generation.media.sniff import HEAD_BYTES, sniff
from generation.model.clip import SealedFilm
from generation.model.member import ChatId
from storage.web_tables import Message, Upload, UploadKind

SHOWN: Final = frozenset(
    {"image/jpeg", "image/png", "image/webp", "video/mp4", "video/webm", "audio/webm", "audio/mp4",
     "audio/ogg", "audio/wav"}
)  # fmt: skip
MIMES: Final = {
    "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "mp4": "video/mp4",
    "mov": "video/mp4", "webm": "video/webm", "ogg": "audio/ogg", "wav": "audio/wav",
}  # fmt: skip
FORM: Final = "multipart/form-data"
PRIVATE: Final = {"Cache-Control": "no-store", "Cross-Origin-Resource-Policy": "same-origin"}
_CHUNK: Final = 65_536
_RANGE: Final = re.compile(r"bytes=(\d*)-(\d*)")
_CUE: Final = re.compile(r"^(\d\d:\d\d:\d\d),(\d{3}) --> (\d\d:\d\d:\d\d),(\d{3})", re.MULTILINE)


class Shelf:
    """Serves ``/upload``, ``/media`` and ``/portrait``."""

    def __init__(self, backstage: Backstage, doors: Doors) -> None:
        """Keep this room's files."""
        self._stage = backstage
        self._doors = doors
        self._pace = Buckets(size=30, per_s=0.5, monotonic=backstage.monotonic)

    # ------------------------------------------------------------ in

    async def take(self, request: web.Request) -> web.Response:
        """``POST /upload``: one file in a multipart field named after its kind."""
        person = await self._doors.person(request)
        if self._pace.wait_s(person.id):
            raise web.HTTPTooManyRequests
        kind, data = await self._received(request)
        upload = Upload(
            id=self._stage.new_id(),
            owner=person.id,
            kind=kind,
            mime=_mime(data, kind),
            size=len(data),
            blob=await self._stage.files.put(person.id, data),
            made_at=self._stage.clock(),
        )
        await self._stage.books.write(lambda books: books.add_upload(upload))
        return web.json_response({"id": upload.id})

    async def _received(self, request: web.Request) -> tuple[UploadKind, bytes]:
        """Read the one file; what is no form with a file, or breaks off, is turned away."""
        if request.content_type != FORM:
            raise web.HTTPBadRequest
        try:
            part = await (await request.multipart()).next()
            if not isinstance(part, BodyPartReader) or part.name not in get_args(UploadKind):
                raise web.HTTPBadRequest
            kind: UploadKind = part.name  # type: ignore[assignment]  # checked above
            return kind, await self._read(part)
        except (ValueError, BadHttpMessage, ConnectionError) as error:
            raise web.HTTPBadRequest from error

    async def _read(self, part: BodyPartReader) -> bytes:
        most = self._stage.upload_max_bytes
        data = bytearray()
        while chunk := await part.read_chunk(_CHUNK):
            data += chunk
            if len(data) > most:
                raise web.HTTPRequestEntityTooLarge(max_size=most, actual_size=len(data))
        if not data:
            raise web.HTTPBadRequest
        return bytes(data)

    # ------------------------------------------------------------ out

    async def film(self, request: web.Request) -> web.Response:
        """``GET /media/<message>/film.mp4|poster.jpg|panels.png|subtitles.vtt``."""
        message = await self._message(request)
        film = await self._stage.load_film(message.clip) if message.clip else None
        if film is None:
            raise web.HTTPNotFound
        data, mime = _part_of(film, request.match_info["file"])
        if not data:
            raise web.HTTPNotFound
        return ranged(request, data, mime)

    async def file(self, request: web.Request) -> web.Response:
        """``GET /media/<message>/file/<upload>``: something that somebody sent."""
        message = await self._message(request)
        wanted = request.match_info["upload"]
        upload = await self._stage.books.read(lambda books: books.upload(wanted))
        if upload is None or upload.message != message.id or upload.mime not in SHOWN:
            raise web.HTTPNotFound
        data = await self._stage.files.get(upload.blob)
        if data is None:
            raise web.HTTPNotFound
        return ranged(request, data, upload.mime)

    async def picture(self, request: web.Request) -> web.Response:
        """``GET /media/<message>/picture.jpg``: what a message shows for the moment."""
        message = await self._message(request)
        data = self._stage.pictures.get(message.id)
        if data is None:
            raise web.HTTPNotFound
        return ranged(request, data, "image/jpeg")

    async def portrait(self, request: web.Request) -> web.Response:
        """``GET /portrait/<room>/<member>``: a face, as far as the call sheet shows it."""
        person = await self._doors.person(request)
        room, member = ChatId(request.match_info["room"]), request.match_info["member"]
        if not await self._stage.books.read(lambda books: books.seat(room, person.id)):
            raise web.HTTPNotFound
        for line in await self._stage.call_sheet(room, person.id):
            if line.member == member and line.portrait:
                data = await self._stage.files.get(line.portrait)
                if data is not None:
                    return ranged(request, data, "image/jpeg")
        raise web.HTTPNotFound

    async def _message(self, request: web.Request) -> Message:
        person = await self._doors.person(request)
        wanted = request.match_info["message"]
        message = await self._stage.books.read(lambda books: books.visible(wanted, person.id))
        if message is None:
            raise web.HTTPNotFound
        return message


def _mime(data: bytes, kind: UploadKind) -> str:
    """Return what a file is by its first bytes; whoever sent it is not asked."""
    mime = MIMES.get(sniff(data[:HEAD_BYTES]).name, "application/octet-stream")
    return mime.replace("video/", "audio/") if kind == "voice" else mime


def _part_of(film: SealedFilm, file: str) -> tuple[bytes, str]:
    match file:
        case "film.mp4":
            return film.film, "video/mp4"
        case "poster.jpg":
            return film.poster, "image/jpeg"
        case "panels.png":
            return film.panels or b"", "image/png"
        case _:
            cues = _CUE.sub(r"\1.\2 --> \3.\4", film.subtitles)
            return f"WEBVTT\n\n{cues}".encode(), "text/vtt; charset=utf-8"


def ranged(request: web.Request, data: bytes, mime: str) -> web.Response:
    """Answer with bytes, or with the one range of them that was asked for (RFC 9110, 14)."""
    headers = {**PRIVATE, "Accept-Ranges": "bytes", "Content-Type": mime}
    wanted = _RANGE.fullmatch(request.headers.get("Range", ""))
    if wanted is None or wanted.group(0) == "bytes=-":
        return web.Response(body=data, headers=headers)
    first, last = wanted.groups()
    start = int(first) if first else max(0, len(data) - int(last))
    end = min(int(last), len(data) - 1) if first and last else len(data) - 1
    if start > end:
        headers["Content-Range"] = f"bytes */{len(data)}"
        return web.Response(status=416, headers=headers)
    headers["Content-Range"] = f"bytes {start}-{end}/{len(data)}"
    return web.Response(status=206, body=data[start : end + 1], headers=headers)
