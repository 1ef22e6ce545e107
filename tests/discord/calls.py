"""One request to the API: where it goes, its body, however it came, and its files."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader, MultipartReader, web

from tests.discord.fields import Fields
from tests.discord.refusals import INVALID_FORM, INVALID_JSON, Problems, Refused, wrong
from tests.discord.things import Json

if TYPE_CHECKING:
    from tests.discord.world import World

FILE_FIELD = re.compile(r"files\[(\d+)\]")
NAMED = re.compile(r"\{\w+\}")
JSON_TYPE = "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that came with a request."""

    name: str
    mime: str
    data: bytes

    @property
    def sha256(self) -> str:
        return sha256(self.data).hexdigest()


@dataclass(slots=True, kw_only=True)
class Call:
    """What was asked.

    Attributes:
        method: ``GET``, ``POST`` and so on.
        path: Below the API's version, e.g. ``/channels/1/messages``.
        template: The same with names for its parts, e.g. ``/channels/{channel}/messages``.
        parts: Those parts by name.
        query: What stands behind the question mark.
        body: What was sent as JSON: an object, a list, or None.
        files: Uploads by their number in ``files[n]``.
    """

    method: str
    path: str
    template: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    files: dict[int, Upload] = field(default_factory=dict)

    @property
    def route(self) -> str:
        """Its method and path with ``{}`` for each part, e.g. ``POST /channels/{}/messages``."""
        return f"{self.method} {NAMED.sub('{}', self.template or self.path)}"

    def id(self, part: str) -> int:
        """A part of the path that is an id.

        Raises:
            Refused: It is none.
        """
        value = self.parts[part]
        if not value.isdigit():
            message = f'Value "{value}" is not snowflake.'
            raise wrong((f"{part}_id",), "NUMBER_TYPE_COERCE", message)
        return int(value)

    def asks(self, name: str) -> bool:
        """Whether the query says yes to this."""
        return self.query.get(name, "").lower() in ("1", "true")

    def number(self, name: str, *, otherwise: int, least: int, most: int) -> int:
        """A number in the query.

        Raises:
            Refused: It is none, or not from ``least`` to ``most``.
        """
        problems = Problems()
        value = Fields(dict(self.query), problems).number(name, least=least, most=most)
        problems.refuse()
        return otherwise if value is None else value

    def asked_id(self, name: str) -> int | None:
        """An id in the query.

        Raises:
            Refused: It is none.
        """
        problems = Problems()
        value = Fields(dict(self.query), problems).snowflake(name)
        problems.refuse()
        return value

    def fields(self, problems: Problems) -> Fields:
        """The body's fields.

        Raises:
            Refused: It is no object.
        """
        if self.body is None:
            return Fields({}, problems)
        if not isinstance(self.body, dict):
            raise Refused(
                INVALID_FORM,
                more={"errors": {"_errors": [{
                    "code": "MODEL_TYPE_CONVERT", "message": "Only dictionaries may be used here",
                }]}},
            )  # fmt: skip
        return Fields(self.body, problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A method and a path of the API, and what is done there.

    Attributes:
        template: With names in braces, e.g. ``/channels/{channel}/messages``.
        act: Returns what is answered as JSON, None for 204, or a response of its own.
        open: Whether it needs no bot token, as what is done by an interaction's token.
    """

    method: str
    template: str
    act: Callable[[World, Call], object | Awaitable[object]]
    open: bool = False


async def read_body(request: web.Request, call: Call) -> None:
    """Read what was sent: JSON, or a form with ``payload_json`` and ``files[n]``.

    Raises:
        Refused: It is neither.
    """
    if not request.can_read_body:
        return
    if request.content_type.startswith("multipart/"):
        await _read_form(await request.multipart(), call)
        return
    data = await request.read()
    if not data:
        return
    if request.headers.get("Content-Type", "") != JSON_TYPE:
        expected = f"Expected \"Content-Type\" header to be one of {{'{JSON_TYPE}'}}."
        raise Refused((400, 50035, expected))
    call.body = _parsed(data)


async def _read_form(parts: MultipartReader, call: Call) -> None:
    plain: Json = {}
    async for part in parts:
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read(decode=True))
        numbered = FILE_FIELD.fullmatch(part.name)
        if part.name == "payload_json":
            call.body = _parsed(data)
        elif numbered is not None or part.filename is not None:
            number = int(numbered[1]) if numbered else len(call.files)
            mime = part.headers.get("Content-Type", "")
            name = part.filename or "unknown"
            call.files[number] = Upload(name=name, mime=mime, data=data)
        else:
            plain[part.name] = data.decode()
    if plain and call.body is None:
        call.body = plain


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        raise Refused(INVALID_JSON) from None
