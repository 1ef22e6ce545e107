"""Small files to send, and a client that asks without a library in between."""

from __future__ import annotations

import io
import json
from typing import Any

import aiohttp

from tests.telegram.places import Place
from tests.telegram.server import Server
from tests.telegram.things import Json, Message

VIDEO = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(2000)


def picture(width: int = 90, height: int = 160, *, form: str = "JPEG") -> bytes:
    """A picture of one colour."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (width, height), (40, 80, 120)).save(out, form)
    return out.getvalue()


async def ask(server: Server, method: str, **params: Any) -> Json:
    """Call a method with a form, as clients do; the whole answer, refused or not.

    Bytes are uploaded, numbers and texts sent as they are, everything else as JSON.
    """
    form = aiohttp.FormData()
    for name, value in params.items():
        if isinstance(value, bytes):
            form.add_field(name, io.BytesIO(value), filename=f"{name}.bin")
        else:
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server.base_url}{server.world.token}/{method}", data=form) as answer,
    ):
        body: Json = await answer.json()
        assert body.get("error_code", 200) == answer.status
        return body


async def sent(server: Server, place: Place, **more: Any) -> Message:
    """Have the bot write ``Hello``, or something else, and return that as it is kept."""
    answer = await ask(server, "sendMessage", chat_id=place.id, **{"text": "Hello", **more})
    return place.messages[answer["result"]["message_id"]]


async def refused(server: Server, method: str, **params: Any) -> str:
    """Why a call is refused."""
    answer = await ask(server, method, **params)
    assert not answer["ok"]
    return str(answer["description"])


def keyboard(*rows: list[Json]) -> Json:
    """An inline keyboard."""
    return {"inline_keyboard": list(rows)}


def button(text: str = "Yes", **acts: Any) -> Json:
    return {"text": text, **(acts or {"callback_data": "1:yes"})}
