"""One call of a method: its parameters, however they came, and its files."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, MultipartReader, web

from tests.telegram import refusals
from tests.telegram.refusals import bad
from tests.telegram.things import Json

JSON_FIELDS = frozenset({
    "allowed_updates", "caption_entities", "commands", "entities", "ephemeral_message_parameters",
    "explanation_entities", "link_preview_options", "media", "message_ids", "options",
    "question_entities", "reaction", "reply_markup", "reply_parameters", "scope",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that came with a request."""

    name: str
    mime: str
    data: bytes


@dataclass(slots=True, kw_only=True)
class Call:
    """What was asked.

    Attributes:
        method: As the documentation spells it.
        params: Values as they came; JSON where a field is sent as JSON.
        files: Uploads by field, ``attach://`` names among them.
    """

    method: str
    params: Json = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        value = self.params.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str) -> int | None:
        """A whole number, or None if it is missing or no number."""
        try:
            return int(self.params.get(name, ""))
        except (TypeError, ValueError):
            return None

    def flag(self, name: str) -> bool:
        return str(self.params.get(name, "")).lower() in ("true", "1", "yes")

    def listed(self, name: str) -> list[Any]:
        """A JSON array; empty if it is missing.

        Raises:
            Refused: It is no JSON or no array.
        """
        value = self.params.get(name)
        if value in (None, ""):
            return []
        if not isinstance(value, list):
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object")
        return value

    def mapped(self, name: str) -> Json:
        """A JSON object; empty if it is missing.

        Raises:
            Refused: It is no JSON or no object.
        """
        value = self.params.get(name)
        if value in (None, ""):
            return {}
        if not isinstance(value, dict):
            whole = isinstance(value, list | int | float | bool)
            if name == "reply_markup":
                wrong = refusals.MARKUP_NOT_OBJECT if whole else refusals.KEYBOARD_NOT_JSON
                raise bad(wrong)
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object")
        return value

    def file(self, name: str, value: object = None) -> Upload | str | None:
        """A file by field, ``attach://`` name or file id; None where there is none."""
        value = self.params.get(name) if value is None else value
        if isinstance(value, str) and value.startswith("attach://"):
            return self.files.get(value.removeprefix("attach://"))
        if value:
            return str(value)
        return self.files.get(name)


def _decoded(params: Json) -> Json:
    """``params`` with JSON read where a field may be sent as that; left as it is if it is none."""
    read: Json = {}
    for name, value in params.items():
        read[name] = value
        if name in JSON_FIELDS and isinstance(value, str):
            try:
                read[name] = json.loads(value)
            except ValueError:
                continue
    return read


async def read_call(request: web.Request, method: str) -> Call:
    """Read a request as the Bot API does: from the address, a form, or JSON.

    Raises:
        Refused: The body is none of these.
    """
    params: Json = dict(request.query)
    files: dict[str, Upload] = {}
    match request.content_type:
        case "application/json":
            try:
                given = json.loads(await request.read() or b"{}")
            except ValueError:
                raise bad("can't parse JSON object") from None
            if not isinstance(given, dict):
                raise bad("object expected")
            params |= given
        case "multipart/form-data":
            await _read_parts(await request.multipart(), params, files)
        case "application/x-www-form-urlencoded":
            params |= {name: str(value) for name, value in (await request.post()).items()}
        case _:
            await request.read()
    return Call(method=method, params=_decoded(params), files=files)


async def _read_parts(parts: MultipartReader, params: Json, files: dict[str, Upload]) -> None:
    """Read a form part by part; nothing is left open by a caller who dies in the middle of it."""
    async for part in parts:
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read(decode=True))
        if part.filename is None:
            params[part.name] = data.decode()
        else:
            mime = part.headers.get("Content-Type", "")
            files[part.name] = Upload(name=part.filename, mime=mime, data=data)
