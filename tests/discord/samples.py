"""Small things to send, and a client that asks without a library in between."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.discord.places import Channel
from tests.discord.server import Server
from tests.discord.things import Json, Message

VIDEO = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(2000)
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a request got.

    Attributes:
        body: Read from JSON; words where it is none, and None where there is nothing.
    """

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def no(self) -> tuple[int, int]:
        """The HTTP status and Discord's code."""
        return self.status, self.body["code"]

    def wrong(self, *path: str | int) -> str:
        """What code the body of a refusal has for a field."""
        assert self.no == (400, 50035), self.body
        here: Json = self.body["errors"]
        for part in path:
            here = here[str(part)]
        return str(here["_errors"][0]["code"])


async def ask(
    server: Server,
    method: str,
    path: str,
    body: Any = None,
    *,
    files: Sequence[tuple[str, bytes]] = (),
    data: bytes | None = None,
    headers: Mapping[str, str] = JSON,
    token: str | None = None,
) -> Answer:
    """Ask for ``path`` below the API's version, as JSON, or as a form where there are files.

    Args:
        server: Whom.
        method: ``GET``, ``POST`` and so on.
        path: What.
        body: Sent as JSON.
        files: Names and bytes.
        data: Sent as it is, in place of ``body``.
        headers: Sent besides the token.
        token: Another than the bot's.
    """
    allowed = {"Authorization": f"Bot {server.world.token if token is None else token}"}
    sent: Any = data
    if files:
        sent = aiohttp.FormData(quote_fields=False)
        sent.add_field("payload_json", json.dumps(body or {}))
        for number, (name, content) in enumerate(files):
            sent.add_field(f"files[{number}]", io.BytesIO(content), filename=name)
    elif body is not None:
        allowed |= headers
        sent = json.dumps(body)
    elif data is not None:
        allowed |= headers
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, server.api_url + path, data=sent, headers=allowed) as answer,
    ):
        words = await answer.text()
        as_json = answer.headers.get("Content-Type") == JSON["Content-Type"]
        read = json.loads(words) if as_json else words or None
        return Answer(status=answer.status, body=read, headers=answer.headers)


async def sent(server: Server, channel: Channel, **body: Any) -> Message:
    """Have the bot write ``Hello``, or something else, and return that as it is kept."""
    files = body.pop("files", ())
    whole = {"content": "Hello", **body}
    answer = await ask(server, "POST", f"/channels/{channel.id}/messages", whole, files=files)
    assert answer.status == 200, answer.body
    return channel.messages[int(answer.body["id"])]


def row(*buttons: Json) -> Json:
    """An action row."""
    return {"type": 1, "components": list(buttons)}


def button(label: str = "Yes", **more: Any) -> Json:
    return {"type": 2, "style": 1, "label": label, "custom_id": f"1:{label.lower()}", **more}
