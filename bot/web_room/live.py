"""The socket of a page: everything it has missed, then everything new, and its asks in order."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from functools import partial
from typing import Any, Final

from aiohttp import WSMsgType, web

from bot.web_room.ask import Ask, Refused
from bot.web_room.asks import EARLIER, Asks
from bot.web_room.backstage import Backstage
from bot.web_room.doors import Doors
from bot.web_room.limits import Bucket
from bot.web_room.wire import message_json
from generation.model.member import ChatId, MemberId
from storage.web_room import WebRoom
from storage.web_tables import Message, Person

log = logging.getLogger(__name__)

KEY: Final = re.compile(r"[0-9a-z]{20,32}:[0-9]{1,9}")  # connection, number: both made by the page
FRAME_MAX_BYTES: Final = 65_536
CATCH_UP: Final = 200  # changes per frame
HEARTBEAT_S: Final = 20.0
FOREVER: Final = 1 << 60


class Live:
    """Serves ``/live``."""

    def __init__(self, backstage: Backstage, doors: Doors, asks: Asks) -> None:
        """Speak for this room."""
        self._stage = backstage
        self._doors = doors
        self._asks = asks
        self._open: set[web.WebSocketResponse] = set()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Run one page's socket until it closes."""
        person = await self._doors.person(request)
        asked = request.query.get("since", "")[:18]
        since = int(asked) if asked.isascii() and asked.isdecimal() else 0
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_S, max_msg_size=FRAME_MAX_BYTES)
        await socket.prepare(request)
        self._open.add(socket)
        page = _Page(self._stage, self._asks, socket, person.id)
        others = [p.id for p in await self._doors.people(request)]
        local = self._stage.address.local(request)
        try:
            await self._doors.announce(person)
            async with asyncio.TaskGroup() as tasks:
                showing = tasks.create_task(page.show(since, others if local else []))
                try:
                    await page.listen()
                finally:
                    showing.cancel()
        except* ConnectionError:
            pass
        finally:
            self._open.discard(socket)
        return socket

    async def close(self) -> None:
        """Close every socket; pages come back by themselves."""
        for socket in list(self._open):
            await socket.close(code=1012)


class _Page:
    """One page on its socket."""

    def __init__(
        self,
        backstage: Backstage,
        asks: Asks,
        socket: web.WebSocketResponse,
        person: MemberId,
    ) -> None:
        self._stage = backstage
        self._asks = asks
        self._socket = socket
        self._person = person
        self._bucket = Bucket(size=30, per_s=6, monotonic=backstage.monotonic)

    # ------------------------------------------------------------ out

    async def show(self, since: int, others: list[MemberId]) -> None:
        """Bring the page up to date, again and again."""
        changed = asyncio.Event()
        self._stage.bell.add(changed)
        try:
            shown = await self._welcome(since, others)
            while not self._socket.closed:
                changed.clear()
                shown = await self._catch_up(shown, others)
                await changed.wait()
        finally:
            self._stage.bell.remove(changed)

    async def _welcome(self, since: int, others: list[MemberId]) -> int:
        """Send where the person is; a page that knows nothing gets the last messages too."""

        def look(books: WebRoom) -> tuple[int, list[Message]]:
            last = books.last_rev()
            if 0 < since <= last:
                return since, []
            rooms = books.rooms_of(self._person)
            return last, [
                message
                for room in rooms
                for message in books.latest(room.id, self._person, before=FOREVER, limit=EARLIER)
            ]

        shown, messages = await self._stage.books.read(look)
        await self._send_rooms(await self._stage.books.read(partial(self._look, others=others)))
        if shown != since:
            me = await self._me()
            await self._send(
                {
                    "t": "start",
                    "rev": shown,
                    "full": EARLIER,
                    "messages": [message_json(m, me) for m in messages],
                }
            )
        await self._send({"t": "ready"})
        return shown

    async def _me(self) -> Person:
        person = await self._stage.books.read(lambda books: books.person(self._person))
        if person is None:
            raise web.HTTPUnauthorized
        return person

    async def _catch_up(self, shown: int, others: list[MemberId]) -> int:
        while True:
            rooms, me, messages = await self._stage.books.read(
                partial(self._news, since=shown, others=others)
            )
            await self._send_rooms(rooms)
            if me is None:
                raise web.HTTPUnauthorized
            if messages:
                shown = messages[-1].rev
                shaped = [message_json(message, me) for message in messages]
                await self._send({"t": "changed", "rev": shown, "messages": shaped})
            if len(messages) < CATCH_UP:
                return shown

    def _news(
        self, books: WebRoom, *, since: int, others: list[MemberId]
    ) -> tuple[dict[str, Any], Person | None, list[Message]]:
        """Look everything up at once: every line in a room wakes everybody in it."""
        messages = books.changed(self._person, since=since, limit=CATCH_UP)
        return self._look(books, others), books.person(self._person), messages

    _rooms: dict[str, Any] | None = None

    async def _send_rooms(self, rooms: dict[str, Any]) -> None:
        """Send the rooms and the people in them, when they differ from what was sent."""
        if rooms != self._rooms:
            self._rooms = rooms
            await self._send(rooms)

    def _look(self, books: WebRoom, others: list[MemberId]) -> dict[str, Any]:
        me = books.person(self._person)
        people = {self._person: me.name if me else ""}
        members: dict[ChatId, list[MemberId]] = {}
        for room, who, name in books.company_of(self._person):
            members.setdefault(room, []).append(who)
            people[who] = name
        for who in others:
            if who not in people:
                other = books.person(who)
                people[who] = other.name if other else ""
        return {
            "t": "rooms",
            "me": self._person,
            "locale": me.locale if me else "en",
            "others": others,
            "people": people,
            "rooms": [
                {
                    "id": room.id,
                    "title": room.title,
                    "private": room.private_to is not None,
                    "members": members[room.id],
                }
                for room in books.rooms_of(self._person)
            ],
        }

    async def _send(self, frame: dict[str, Any]) -> None:
        await self._socket.send_str(json.dumps(frame, ensure_ascii=False))

    # ------------------------------------------------------------ in

    async def listen(self) -> None:
        """Take the page's asks, one after the other."""
        async for frame in self._socket:
            if frame.type is not WSMsgType.TEXT:
                break
            if not await self._take(frame.data):
                break

    async def _take(self, data: str) -> bool:
        """Do one ask and answer it; False for a page that speaks no language of ours."""
        try:
            given = json.loads(data)
            key, what = given["key"], given["ask"]
        except (ValueError, TypeError, KeyError):
            return False
        if not isinstance(key, str) or not KEY.fullmatch(key) or not isinstance(what, str):
            return False
        wait_s = self._bucket.wait_s()
        if wait_s:
            await self._send({"t": "wait", "key": key, "s": round(wait_s, 2)})
            return True
        ask = Ask(key=f"web:{key}", given=given, person=await self._me())
        try:
            reply = await self._asks.do(what, ask)
        except Refused as refusal:
            await self._send({"t": "no", "key": key, "why": str(refusal)})
        except Exception:
            log.exception("an ask failed", extra={"ask": what, "key": ask.key})
            await self._send({"t": "wait", "key": key, "s": 2.0, "failed": True})
        else:
            await self._send({"t": "done", "key": key, "reply": reply})
        return True
