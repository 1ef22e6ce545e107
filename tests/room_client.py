"""A page without a browser: one cookie jar, the same asks."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, FormData

from tests.fakes_room import OpenRoom

WAIT_S = 60.0  # the machine may be busy with other tests


@dataclass
class Browser:
    """One browser on a device; several people may live in it on this machine."""

    room: OpenRoom
    headers: dict[str, str] = field(default_factory=dict)
    sockets: list[ClientWebSocketResponse] = field(default_factory=list)

    async def __aenter__(self) -> Browser:
        self.session = ClientSession(cookie_jar=CookieJar(unsafe=True))
        return self

    async def __aexit__(self, *_: object) -> None:
        for socket in self.sockets:
            await socket.close()
        await self.session.close()

    async def post(self, path: str, given: object, **headers: str) -> tuple[int, Any]:
        """Post JSON as our page does."""
        all_headers = {"Origin": self.room.url} | self.headers | headers
        url = self.room.url + path
        async with self.session.post(url, json=given, headers=all_headers) as answer:
            return answer.status, await answer.json() if answer.status == 200 else None

    async def get(self, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
        """Get anything."""
        async with self.session.get(self.room.url + path, headers=self.headers | headers) as answer:
            return answer.status, await answer.read(), dict(answer.headers)

    async def enter(self, name: str, *, invite: str = "", locale: str = "en") -> str:
        """Come in as somebody new."""
        given = {"name": name, "locale": locale, "invite": invite}
        status, reply = await self.post("/people", given)
        assert status == 200, status
        return str(reply["id"])

    async def upload(self, data: bytes, kind: str, person: str) -> tuple[int, str]:
        """Send a file."""
        form = FormData()
        form.add_field(kind, BytesIO(data), filename="file")
        headers = {"Origin": self.room.url, "X-Walkon-As": person} | self.headers
        async with self.session.post(
            self.room.url + "/upload", data=form, headers=headers
        ) as answer:
            reply = await answer.json() if answer.status == 200 else {"id": ""}
            return answer.status, str(reply["id"])

    async def page(self, person: str, *, since: int = 0, origin: str = "") -> Page:
        """Open the socket as somebody."""
        socket = await self.session.ws_connect(
            f"{self.room.url}/live?as={person}&since={since}",
            headers={"Origin": origin or self.room.url} | self.headers,
        )
        self.sockets.append(socket)
        page = Page(socket)
        await page.until(lambda frame: frame["t"] == "ready")
        return page


@dataclass
class Page:
    """An open socket, and everything it has shown."""

    socket: ClientWebSocketResponse
    frames: list[dict[str, Any]] = field(default_factory=list)
    number: int = 0
    connection: str = field(default_factory=lambda: secrets.token_hex(10))

    async def until(self, wanted: Any) -> dict[str, Any]:
        """Read frames up to the wanted one."""
        async with asyncio.timeout(WAIT_S):
            while True:
                frame: dict[str, Any] = await self.socket.receive_json()
                self.frames.append(frame)
                if wanted(frame):
                    return frame

    @property
    def messages(self) -> dict[str, dict[str, Any]]:
        """What is shown now, by id."""
        shown: dict[str, dict[str, Any]] = {}
        for frame in self.frames:
            for message in frame.get("messages", ()):
                shown[message["id"]] = message
        return {name: message for name, message in shown.items() if not message.get("gone")}

    @property
    def rooms(self) -> dict[str, Any]:
        """The last frame about rooms and people."""
        return [frame for frame in self.frames if frame["t"] == "rooms"][-1]

    @property
    def green(self) -> str:
        """The first room's id."""
        return str(self.rooms["rooms"][0]["id"])

    @property
    def direct(self) -> str:
        """The id of the direct chat."""
        return str(next(room["id"] for room in self.rooms["rooms"] if room["private"]))

    async def ask(self, what: str, *, key: str = "", **given: Any) -> dict[str, Any]:
        """Ask, and return the whole answer."""
        self.number += 1
        key = key or f"{self.connection}:{self.number}"
        await self.socket.send_json({"ask": what, "key": key, **given})
        return await self.until(lambda frame: frame.get("key") == key)

    async def say(self, text: str, *, room: str = "", **given: Any) -> dict[str, Any]:
        """Write something."""
        return await self.ask("say", room=room or self.green, text=text, **given)

    async def shown(self, **wanted: Any) -> dict[str, Any]:
        """Wait for a message with these fields."""

        def fits(message: dict[str, Any]) -> bool:
            return all(message.get(name) == value for name, value in wanted.items())

        for message in self.messages.values():
            if fits(message):
                return message
        frame = await self.until(lambda frame: any(map(fits, frame.get("messages", ()))))
        return next(filter(fits, frame["messages"]))
