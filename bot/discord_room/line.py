"""The line to Discord's API: plain JSON over the library's client; refusals are the port's four.

The library paces itself: it knows every bucket and waits where Discord asks it to. What it would
have to wait too long for comes back as ``SlowDown``.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, Protocol

from aiohttp import ClientError
from discord import File, HTTPException, RateLimited
from discord.http import Route

from bot.chat import CannotReach, Gone, SlowDown, TooLarge

ORIGINAL: Final = "@original"
"""Stands for the id of an interaction's first response."""

TOO_LARGE: Final = frozenset({40005})
NOT_THERE: Final = frozenset(
    {
        10003,  # channel
        10004,  # guild
        10008,  # message
        10015,  # webhook: what an interaction's token stands for
        10062,  # interaction
        50027,  # token of a webhook
    }
)
UNMET: Final = frozenset({50007, 50278})  # takes no direct messages from us; shares no server
CLOSED: Final = frozenset(
    {
        40094,  # no more messages by this token
        50008,  # not a channel to write in
        50033,  # there is no such person
        160005,  # a locked thread
    }
)
ANSWERED: Final = frozenset({40060})
ASLEEP: Final = frozenset({50083})
TOO_MUCH: Final = 429
WAIT_S: Final = 5.0  # where Discord does not say how long


class Answered(ConnectionError):
    """The interaction has had its first response already: an earlier call was carried out."""


class Asleep(ConnectionError):
    """The thread is archived: nothing in it can be changed until it is woken."""


class Refused(ConnectionError):
    """Discord does not understand what it was sent. The text is its code, and names nobody."""


class Http(Protocol):
    """What is used of the library's HTTP client."""

    @property
    def token(self) -> str | None:
        """Ours; None before the log-in."""
        ...

    async def request(
        self,
        route: Route,
        *,
        files: list[File] | None = None,
        form: list[dict[str, Any]] | None = None,
        **kwargs: Any,
    ) -> Any:
        """Make one request, and again where the library knows how."""
        ...


class Client(Protocol):
    """What is used of the library's client."""

    @property
    def http(self) -> Http:
        """What requests go through."""
        ...

    @property
    def application_id(self) -> int | None:
        """Who we are, once logged in."""
        ...

    def is_closed(self) -> bool:
        """Tell whether nothing goes out any more."""
        ...


class Line:
    """Calls Discord's API.

    Every method raises ``DeliveryError`` where Discord refuses, ``Refused`` where it does not
    understand, and another ``OSError`` where nobody knows whether the call was carried out.
    """

    def __init__(self, client: Client) -> None:
        """Speak through this client."""
        self._client = client

    @property
    def application(self) -> int:
        """Our own id.

        Raises:
            ConnectionError: It is not known yet.
        """
        if self._client.application_id is None:
            raise ConnectionError("not introduced")
        return self._client.application_id

    # ------------------------------------------------------------ channels

    async def post(self, channel: int, body: Mapping[str, Any]) -> int:
        """Show a new message in a channel and return its number."""
        sent = await self.call("POST", "/channels/{channel_id}/messages", body, channel_id=channel)
        return int(sent["id"])

    async def patch(
        self, channel: int, message: int, body: Mapping[str, Any], file: File | None = None
    ) -> None:
        """Change a message of ours in a channel."""
        await self._awake(
            channel,
            lambda: self.call(
                "PATCH", "/channels/{channel_id}/messages/{message_id}", body, file,
                channel_id=channel, message_id=message,
            ),
        )  # fmt: skip

    async def delete(self, channel: int, message: int) -> None:
        """Take a message out of a channel."""
        await self._awake(
            channel,
            lambda: self.call(
                "DELETE", "/channels/{channel_id}/messages/{message_id}",
                channel_id=channel, message_id=message,
            ),
        )  # fmt: skip

    async def _awake(self, channel: int, call: Callable[[], Awaitable[Any]]) -> Any:
        """Make a call in a channel; a thread that nobody wrote in for long is woken first."""
        try:
            return await call()
        except Asleep:
            await self.call(
                "PATCH", "/channels/{channel_id}", {"archived": False}, channel_id=channel
            )
            return await call()

    async def open_direct(self, person: int) -> int:
        """Return the number of the direct channel with somebody."""
        opened = await self.call("POST", "/users/@me/channels", {"recipient_id": str(person)})
        return int(opened["id"])

    async def leave(self, guild: int) -> None:
        """Leave a server."""
        await self.call("DELETE", "/users/@me/guilds/{guild_id}", guild_id=guild)

    # ------------------------------------------------------------ interactions

    async def respond(
        self, interaction: int, token: str, kind: int, data: Mapping[str, Any] | None = None
    ) -> int | None:
        """Make an interaction's first response; return the number of its message, if it has one.

        Raises:
            Answered: It has been made.
        """
        body = {"type": kind} | ({} if data is None else {"data": dict(data)})
        said = await self.call(
            "POST", "/interactions/{webhook_id}/{webhook_token}/callback", body,
            params={"with_response": "true"}, webhook_id=interaction, webhook_token=token,
        )  # fmt: skip
        shown = said.get("interaction", {}) if isinstance(said, dict) else {}
        number = shown.get("response_message_id")
        return None if number is None else int(number)

    async def follow(self, token: str, body: Mapping[str, Any]) -> int:
        """Show another message in answer to an interaction and return its number."""
        sent = await self.call(
            "POST", "/webhooks/{webhook_id}/{webhook_token}", body, params={"wait": "true"},
            webhook_id=self.application, webhook_token=token,
        )  # fmt: skip
        return int(sent["id"])

    async def patch_answer(
        self, token: str, message: int | str, body: Mapping[str, Any], file: File | None = None
    ) -> int:
        """Change a message that answers an interaction, and return its number."""
        sent = await self.call(
            "PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", body, file,
            webhook_id=self.application, webhook_token=token, message_id=message,
        )  # fmt: skip
        return int(sent["id"])

    async def words_of_answer(self, token: str, message: int) -> str:
        """Return what a message that answers an interaction says."""
        found = await self.call(
            "GET", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
            webhook_id=self.application, webhook_token=token, message_id=message,
        )  # fmt: skip
        return str(found["content"])

    async def delete_answer(self, token: str, message: int | str) -> None:
        """Take a message away that answers an interaction."""
        await self.call(
            "DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
            webhook_id=self.application, webhook_token=token, message_id=message,
        )  # fmt: skip

    # ------------------------------------------------------------ every call

    async def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        file: File | None = None,
        *,
        params: Mapping[str, str] | None = None,
        **names: int | str,
    ) -> Any:
        """Make a call and return what Discord answers, as plain values."""
        if self._client.http.token is None or self._client.is_closed():
            raise ConnectionError("closed")
        more: dict[str, Any] = {} if params is None else {"params": dict(params)}
        if file is not None:
            file.reset(seek=True)
            more |= {"form": _form(body or {}, file), "files": [file]}
        elif body is not None:
            more["json"] = dict(body)
        try:
            return await self._client.http.request(
                Route(method, path, metadata=None, **names), **more
            )
        except (HTTPException, RateLimited) as error:
            raise refusal_of(error) from error
        except ClientError as error:
            raise ConnectionError(type(error).__name__) from error
        except RuntimeError as error:  # as which the library's session says that it was closed
            if not self._client.is_closed():
                raise
            raise ConnectionError("closed") from error


def _form(body: Mapping[str, Any], file: File) -> list[dict[str, Any]]:
    return [
        {"name": "payload_json", "value": json.dumps(dict(body))},
        {
            "name": "files[0]", "value": file.fp, "filename": file.filename,
            "content_type": "application/octet-stream",
        },
    ]  # fmt: skip


def refusal_of(error: HTTPException | RateLimited) -> Exception:
    """Return what a failed call means: a refusal, or that its end is unknown.

    A 403 that names no code is not Discord's: somebody before it has let nothing through.
    """
    if isinstance(error, RateLimited):
        return SlowDown(error.retry_after)
    if error.status == TOO_MUCH:
        return SlowDown(_wait_s(error))
    kinds: tuple[tuple[bool, Exception], ...] = (
        (error.status == 413 or error.code in TOO_LARGE, TooLarge()),
        (error.code in ANSWERED, Answered()),
        (error.code in ASLEEP, Asleep()),
        (error.code in NOT_THERE, Gone()),
        (error.code in UNMET, CannotReach(unmet=True)),
        ((error.status == 403 and error.code != 0) or error.code in CLOSED, CannotReach()),
        (error.status in {400, 404, 405}, Refused(f"{error.status} {error.code}")),
    )
    found = next((kind for holds, kind in kinds if holds), None)
    return found if found is not None else ConnectionError(f"{error.status} {error.code}")


def _wait_s(error: HTTPException) -> float:
    said = getattr(error.response, "headers", {}).get("Retry-After", "")
    try:
        return float(said)
    except ValueError:
        return WAIT_S
