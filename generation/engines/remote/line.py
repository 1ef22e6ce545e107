"""The line to one server: one question at a time, and no more of its answer than is wanted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from generation.posting import BLOCK_BYTES

if TYPE_CHECKING:
    from aiohttp import ClientSession

CONNECT_S = 10.0
SILENCE_S = 60.0  # between two pieces of an answer
RETRY_MAX_S = 60.0  # what a busy server may ask us to wait


UNREACHED = 0  # not spoken to: nothing was done there
LATE, LOST = 1, 2  # no answer in time, or none to its end: nobody knows whether it was done
TOO_LONG = 3  # no more of the answer was read than there can be


class Answer(NamedTuple):
    """What a server answered.

    Attributes:
        status: Of HTTP, or one of the four above: HTTP has none below 100.
        body: No longer than was allowed; empty without an answer.
        retry_s: How long it asks to be left alone, bounded; None where it does not say.
    """

    status: int
    body: bytes = b""
    retry_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An open line. It goes to one address and follows nobody elsewhere.

    Attributes:
        base: The address, up to and without what is asked.
        session: Carries the key.
    """

    base: str
    session: ClientSession = field(repr=False)

    async def ask(
        self, method: str, path: str, *, limit_bytes: int, within_s: float, **sent: Any
    ) -> Answer:
        """Ask once.

        Args:
            method: Of HTTP.
            path: Behind ``base``.
            limit_bytes: The longest answer that is wanted.
            within_s: How long it may take altogether.
            sent: What ``aiohttp`` is to send: ``json``, ``data``, ``headers``.
        """
        import aiohttp

        try:
            async with (
                asyncio.timeout(within_s),
                self.session.request(
                    method, self.base + path, allow_redirects=False, **sent
                ) as response,
            ):
                body = await _read(response, limit_bytes)
                retry_s = _retry_s(response.headers)
                return Answer(TOO_LONG) if body is None else Answer(response.status, body, retry_s)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            return Answer(UNREACHED)
        except TimeoutError:
            return Answer(LATE)
        except (aiohttp.ClientError, OSError):
            return Answer(LOST)


@asynccontextmanager
async def opened(base: str, key: str) -> AsyncIterator[Line]:
    """Open a line; certificates are checked, and no proxy of the environment is asked."""
    import aiohttp

    headers = {"Accept-Encoding": "identity"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    timeout = aiohttp.ClientTimeout(
        total=None, connect=CONNECT_S, sock_connect=CONNECT_S, sock_read=SILENCE_S
    )
    async with aiohttp.ClientSession(
        auto_decompress=False, headers=headers, timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        yield Line(base=base, session=session)


async def _read(response: Any, limit_bytes: int) -> bytes | None:
    """Return what is answered, or None where it is too long."""
    answer = bytearray()
    async for block in response.content.iter_chunked(BLOCK_BYTES):
        answer += block
        if len(answer) > limit_bytes:
            return None
    return bytes(answer)


def _retry_s(headers: Mapping[str, str]) -> float | None:
    """Read ``Retry-After`` in seconds; a date would need the server's clock."""
    said = headers.get("Retry-After", "").strip()
    return min(float(said), RETRY_MAX_S) if said.isdecimal() and said.isascii() else None
