"""One question to somebody else's server over HTTP, and no more of its answer than is wanted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from aiohttp import FormData

BLOCK_BYTES = 16 << 10


class AnswerTooLong(Exception):
    """A server did not stop at the length that an answer can have."""


class File(NamedTuple):
    """A file in a form: its name, its kind as a MIME type, and its bytes."""

    name: str
    mime: str
    data: bytes


def host_of(url: str) -> str:
    """Return who is behind an address, with the port, as people are told."""
    return re.sub(r"^https?://|/.*$", "", url)


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
    data = None if form is None else _multipart(form)
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


def _multipart(form: Mapping[str, str | File]) -> FormData:
    import aiohttp

    data = aiohttp.FormData(default_to_multipart=True)
    for name, value in form.items():
        if isinstance(value, File):
            data.add_field(name, value.data, filename=value.name, content_type=value.mime)
        else:
            data.add_field(name, value)
    return data
