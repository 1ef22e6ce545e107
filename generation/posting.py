"""Somebody else's server: one question over HTTP, and no more of its answer than is wanted."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from aiohttp import FormData

BLOCK_BYTES = 16 << 10
REST_S = 60.0  # for a server that is slow, busy or out of reach: nobody waits twice in a row
TOO_MANY, BROKEN = 429, 500


class AnswerTooLong(Exception):
    """A server did not stop at the length that an answer can have."""


class File(NamedTuple):
    """A file in a form: its name, its kind as a MIME type, and its bytes."""

    name: str
    mime: str
    data: bytes


@dataclass(slots=True, kw_only=True)
class Service:
    """A model behind an address that speaks as OpenAI's does, and whether it is left alone now.

    Attributes:
        url: Up to and without the path of what is asked.
        model: What the server calls the model.
        key: Sent as a bearer token; may be empty. It is in no log and no error.
        clock: Monotonic seconds.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    clock: Callable[[], float] = time.monotonic
    _rests_until: float = field(default=float("-inf"), init=False)

    @property
    def host(self) -> str:
        """Who is behind the address, with the port, as people are told."""
        return re.sub(r"^https?://|/.*$", "", self.url)

    @property
    def rests(self) -> bool:
        """Whether nothing is asked of it now."""
        return self.clock() < self._rests_until

    def rest(self) -> None:
        """Ask nothing of it for a while."""
        self._rests_until = self.clock() + REST_S

    async def ask(
        self,
        path: str,
        *,
        limit_bytes: int,
        json: Mapping[str, object] | None = None,
        form: Mapping[str, str | File] | None = None,
    ) -> tuple[int, bytes]:
        """Post to ``path`` as ``post`` does; one that says that it is busy or broken rests."""
        status, body = await post(
            self.url.rstrip("/") + path, key=self.key, limit_bytes=limit_bytes, json=json, form=form
        )
        if status == TOO_MANY or status >= BROKEN:
            self.rest()
        return status, body


async def post(
    url: str,
    *,
    key: str,
    limit_bytes: int,
    json: Mapping[str, object] | None = None,
    form: Mapping[str, str | File] | None = None,
) -> tuple[int, bytes]:
    """Post ``json``, or ``form`` as multipart, once; nothing is followed or unpacked.

    ``key`` is sent as a bearer token unless it is empty. Returns the status and the body.

    Raises:
        AnswerTooLong: The body is longer than ``limit_bytes``; no more than that was read.
        OSError: The server is out of reach.
        aiohttp.ClientError: What it says is not HTTP.
    """
    import aiohttp

    headers = {"Accept-Encoding": "identity"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    data = None if form is None else multipart(form)
    async with (
        aiohttp.ClientSession(auto_decompress=False, headers=headers) as session,
        session.post(url, json=json, data=data, allow_redirects=False) as response,
    ):
        answer = bytearray()
        async for block in response.content.iter_chunked(BLOCK_BYTES):
            answer += block
            if len(answer) > limit_bytes:
                raise AnswerTooLong
        return response.status, bytes(answer)


def multipart(form: Mapping[str, str | File]) -> FormData:
    """Return a form as ``aiohttp`` sends it; good for one sending."""
    import aiohttp

    data = aiohttp.FormData(default_to_multipart=True)
    for name, value in form.items():
        if isinstance(value, File):
            body = io.BytesIO(value.data)
            data.add_field(name, body, filename=value.name, content_type=value.mime)
        else:
            data.add_field(name, value)
    return data
