"""The real bot in its real room, and pages that are read all the time; films are pretended."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar

from bot.bootstrap import Workshop, utc_now
from bot.house.house import House
from bot.house.opening import new_id, new_key, terms_of, web_chat
from bot.house.sealing import Sealer
from bot.house.service import at_work
from bot.i18n import say
from bot.settings import Settings
from bot.worker import MEMORY_BYTES, worker_argv, worker_env
from generation.farm.local import LocalFarm
from generation.model.member import MemberId
from generation.studio.enrolling import screen_test_slot
from storage.books import SqliteBooks
from storage.census import blobs
from storage.store import open_store
from storage.web_room import WebRoom
from tests.badrequests import END, MULTIPART, part
from tests.fakes_farm import FakeFarm, canned, tiny_film
from tests.fakes_room import free_port

PATIENCE_S = 100.0  # the machine may be busy with other tests
POLL_S = 0.05
RATE_PER_S = 8
GONE_S = 10.0  # keys of clips that nobody needs are destroyed within moments

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class HouseRoom:
    """A room that is open.

    Attributes:
        desk: The real worker that looks at pictures.
    """

    house: House
    desk: LocalFarm
    folder: Path
    url: str

    async def screen_test(self, member: str) -> str:
        """Wait until what somebody gave has been looked at; returns what is shown of it."""
        slot = screen_test_slot(MemberId(member))

        def shown(books: SqliteBooks) -> str | None:
            wish, post = books.enrolments.get(MemberId(member)), books.outbox.get(slot)
            if wish is None or wish.state == "checking" or post is None or post.message is None:
                return None
            message = WebRoom(books.connection).message(post.message)
            return message.body["text"] if message and post.published == post.revision else None

        async with asyncio.timeout(PATIENCE_S):
            while not (text := await self.house.database.read(shown)):  # noqa: ASYNC110  no bell
                await asyncio.sleep(POLL_S)
            return text

    async def empty(self) -> None:
        """Wait until nothing is left over; what takes seconds to go is still on its way."""
        left: list[str] = []
        try:
            async with asyncio.timeout(GONE_S):
                while left := await self.left():  # noqa: ASYNC110  files ring no bell
                    await asyncio.sleep(POLL_S)
        except TimeoutError:
            raise AssertionError(f"left over: {left}") from None

    async def left(self) -> list[str]:
        """Return what lies where nothing should: unfinished files, blobs that no book names."""
        kept = await self.house.database.read(lambda books: blobs(books.connection))
        lost = [path for path in self.folder.glob("blobs/??/*") if path.stem not in kept]
        return [str(path) for path in (*self.folder.glob("tmp/*"), *lost)]


@asynccontextmanager
async def open_house_room(folder: Path, models_dir: Path) -> AsyncIterator[HouseRoom]:
    """Open the room as ``walkon run`` does, with one worker at the desk."""
    settings = Settings(data_dir=folder, models_dir=models_dir, web_port=free_port())
    shop = Workshop(settings, lambda _package: None)
    tiny_film(models_dir)  # made now, so that no page waits for it later
    stage = FakeFarm(canned(models_dir))
    desk = LocalFarm(
        worker_argv(settings), slots=1, env=worker_env(), memory_bytes=MEMORY_BYTES,
        sweep=shop.folder.empty_tmp,
    )  # fmt: skip
    with open_store(shop.folder, keys=None, mirror=None, clock=utc_now) as store:
        sealer = Sealer(shop.folder, store.vault, lambda: shop.chain)
        house = House(
            database=store.database, vault=store.vault, chats={}, stage=stage, desk=desk,
            clock=utc_now, new_id=new_id, new_key=new_key, terms=terms_of(settings),
        )  # fmt: skip
        chat = web_chat(settings, house, sealer)
        house.chats[chat.name] = chat
        try:
            await desk.warm()
            async with at_work(house, sealer) as service:
                await chat.start(service.handler)
                url = f"http://127.0.0.1:{settings.web_port}"
                yield HouseRoom(house=house, desk=desk, folder=folder, url=url)
                await chat.stop()
        finally:
            await stage.aclose()
            await desk.aclose()


@dataclass(kw_only=True)
class Guest:
    """Somebody's page: everything it has been shown, and what it has asked.

    Attributes:
        rooms: Ids of the direct chat (``True``) and of the group.
        private: Messages of the direct chat by id: all that each has been.
        group: The same of the group.
    """

    url: str
    session: ClientSession
    id: str
    locale: str
    socket: ClientWebSocketResponse
    rooms: dict[bool, str] = field(default_factory=dict)
    private: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    group: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    ready: bool = False
    answers: dict[str, asyncio.Future[dict[str, Any]]] = field(default_factory=dict)
    news: asyncio.Condition = field(default_factory=asyncio.Condition)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def headers(self) -> dict[str, str]:
        return {"Origin": self.url, "X-Walkon-As": self.id}

    def say(self, message_id: str, **values: str | int | float) -> str:
        return say(message_id, self.locale, values)

    async def listen(self) -> None:
        async for message in self.socket:
            frame = message.json()
            answer = self.answers.pop(frame.get("key", ""), None)
            if answer is not None and not answer.done():
                answer.set_result(frame)
            async with self.news:
                self._take_in(frame)
                self.news.notify_all()

    async def until(self, look: Callable[[], T]) -> T:
        """Wait until something is there to be seen."""
        try:
            async with asyncio.timeout(PATIENCE_S), self.news:
                while not (found := look()):
                    await self.news.wait()
                return found
        except TimeoutError:
            raise AssertionError(f"it never came: {self.now[-3:]}") from None

    def _take_in(self, frame: dict[str, Any]) -> None:
        if frame["t"] == "rooms":
            self.rooms = {room["private"]: room["id"] for room in frame["rooms"]}
        self.ready = self.ready or frame["t"] == "ready"
        for message in frame.get("messages", ()):
            private = message["room"] == self.rooms[True]
            (self.private if private else self.group).setdefault(message["id"], []).append(message)

    @property
    def now(self) -> list[dict[str, Any]]:
        """What the direct chat shows now."""
        return [versions[-1] for versions in self.private.values()]

    async def ask(self, what: str, **given: Any) -> dict[str, Any]:
        """Ask, and return the whole answer."""
        key = f"{self.id.removeprefix('web:')}:{next(self.numbers)}"
        answer = self.answers[key] = asyncio.get_running_loop().create_future()
        await self.socket.send_json({"ask": what, "key": key, **given})
        return await asyncio.wait_for(answer, PATIENCE_S)

    def button(self, label: str) -> dict[str, str] | None:
        """Return the last button of the direct chat with this label, as it is asked for."""
        for message in reversed(self.now):
            for button in (button for row in message.get("rows", ()) for button in row):
                if button["label"] == label:
                    return {"message": message["id"], "data": button["data"]}
        return None

    async def press(self, *label_ids: str) -> Any:
        """Press the first of these buttons that is there, as soon as one is."""
        labels = [self.say(label) for label in label_ids]
        button = await self.until(lambda: list(filter(None, map(self.button, labels))))
        return (await self.ask("press", **button[0]))["reply"]

    async def fill(self, form: str, uploads: tuple[str, ...] = (), **values: str) -> Any:
        """Hand a form in, and return the whole answer."""
        return await self.ask(
            "form", room=self.rooms[True], form=form, values=values, uploads=list(uploads)
        )

    async def post(self, body: Any, kind: str) -> tuple[int, str]:
        """Send a body to where files go; returns the status, and the upload's id."""
        headers = self.headers | {"Content-Type": kind}
        data = BytesIO(body) if isinstance(body, bytes) else body
        async with self.session.post(f"{self.url}/upload", data=data, headers=headers) as answer:
            known = (await answer.json())["id"] if answer.status == 200 else ""
            return answer.status, str(known)

    async def upload(self, data: bytes, kind: str = "photo") -> tuple[int, str]:
        """Send a file as the page does."""
        return await self.post(part(b'filename="file"', data, field=kind) + END, MULTIPART)


@asynccontextmanager
async def guests(room: HouseRoom, **names: str) -> AsyncIterator[list[Guest]]:
    """Let people in by one browser: name → language."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        inside = [await _come_in(room, session, name, locale) for name, locale in names.items()]
        async with asyncio.TaskGroup() as pages:
            for guest in inside:
                pages.create_task(guest.listen())
            for guest in inside:
                await guest.until(partial(getattr, guest, "ready"))
            yield inside
            for guest in inside:
                await guest.socket.close()


async def _come_in(room: HouseRoom, session: ClientSession, name: str, locale: str) -> Guest:
    headers = {"Origin": room.url}
    given = {"name": name, "locale": locale, "invite": ""}
    async with session.post(f"{room.url}/people", json=given, headers=headers) as answer:
        assert answer.status == 200
        person = str((await answer.json())["id"])
    socket = await session.ws_connect(f"{room.url}/live?as={person}&since=0", headers=headers)
    return Guest(url=room.url, session=session, id=person, locale=locale, socket=socket)


class Talk:
    """People who write and press at a steady rate, whatever the room is busy with."""

    def __init__(self, people: Sequence[Guest]) -> None:
        self.people = people
        self.taken_s: list[float] = []
        self.over = asyncio.Event()

    async def go_on(self) -> None:
        """Write and press until it is over; when something is due does not depend on the room."""
        clock = asyncio.get_running_loop()
        start = clock.time()
        async with asyncio.TaskGroup() as asks:
            number = 0
            while not self.over.is_set():
                due = start + number / RATE_PER_S
                await asyncio.sleep(due - clock.time())
                asks.create_task(self._one(self.people[number % len(self.people)], number, due))
                number += 1

    async def _one(self, guest: Guest, number: int, due: float) -> None:
        if number // len(self.people) % 4:
            answer = await guest.ask("say", room=guest.rooms[False], text=f"line {number}")
            assert answer["t"] == "done"
        else:
            assert (await guest.press("button-one-photo"))["kind"] == "open"
        self.taken_s.append(asyncio.get_running_loop().time() - due)

    def assert_answered(self) -> None:
        """Nobody was refused or left waiting; how long each waited is printed."""
        p50, p99, most = np.quantile(self.taken_s, [0.5, 0.99, 1.0]) * 1000
        load = os.getloadavg()[0]
        told = f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, most {most:.1f} ms; load average {load:.1f}"
        sys.stderr.write(f"{len(self.taken_s)} answers: {told}\n")
        assert len(self.taken_s) > RATE_PER_S
