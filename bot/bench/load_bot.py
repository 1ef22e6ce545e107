"""The bot that ``walkon bench --load`` measures: the whole house, with a door for events.

``python -m bot.bench.load_bot FOLDER GROUPS FILMS``. The house is the one of ``walkon run``,
with real books and workers. The door takes one JSON object a line and answers when the event has
been handled: an event, or a question after the figures.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.bootstrap import FACE_MODELS, utc_now, workshop
from bot.chat import IncomingCommand, Place, Sender
from bot.console import Console
from bot.settings import load_settings
from bot.web_chat import WebChat
from generation.model.film import Film, Part
from generation.model.job import Job
from generation.model.member import Chat, ChatId, Member, MemberId, Membership
from generation.studio.records import Post
from storage.books import SqliteBooks
from storage.store import open_store
from storage.web_room import WebRoom
from storage.web_tables import Message, Person, Room, Seat

log = logging.getLogger("walkon.bench")

MEMBERS = 4  # of each group
TICK_S = 0.01
STALL_S = 0.05
LONG_AGO = timedelta(days=2)  # old films count towards nobody's hour
PAPER = '{"title": "an evening", "cast": []}'


def group_id(group: int) -> ChatId:
    """Return the id of a group."""
    return ChatId(f"web:group-{group}")


def member_id(group: int, member: int) -> MemberId:
    """Return the id of somebody in a group."""
    return MemberId(f"web:someone-{group}-{member}")


@dataclass(slots=True)
class Pulse:
    """How late the event loop is for a tick of ten milliseconds."""

    late_s: list[float] = field(default_factory=list)

    async def beat(self) -> None:
        """Measure until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + TICK_S
            await asyncio.sleep(TICK_S)
            self.late_s.append(loop.time() - due)

    def figures(self) -> dict[str, float]:
        """Return the worst tick, and the percentage of ticks that were a stall; then begin anew."""
        late, self.late_s = self.late_s or [0.0], []
        return {
            "stall_max_ms": 1000 * max(late),
            "stalled_percent": 100 * sum(one > STALL_S for one in late) / len(late),
        }


class Door:
    """Takes events in, one a line."""

    def __init__(self, room: WebChat, pulse: Pulse, books: Books) -> None:
        """Lead into ``room``."""
        self._room, self._pulse, self._books = room, pulse, books

    async def serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Answer one connection until it closes."""
        while line := await reader.readline():
            try:
                answer = await self._answer(json.loads(line))
            except Exception:  # it is counted; the door stays open
                log.exception("not answered")
                answer = {}
            writer.write(json.dumps(answer).encode() + b"\n")
            await writer.drain()
        writer.close()

    async def _answer(self, given: dict[str, Any]) -> dict[str, Any]:
        if "figures" in given:
            return self._pulse.figures() | await self._books.counted()
        await self._room.deliver(
            IncomingCommand(
                event_id=given["id"],
                sender=Sender(
                    id=member_id(given["group"], given["member"]), name=f"M{given['member']}"
                ),
                place=Place(chat=group_id(given["group"]), title=f"Group {given['group']}"),
                text=given["text"],
            )
        )
        return {"taken": True}


@dataclass(frozen=True, slots=True)
class Books:
    """The books, for counting."""

    database: Any

    async def counted(self) -> dict[str, float]:
        """Return how many films were asked for, by what has become of them."""
        return await self.database.read(  # type: ignore[no-any-return]
            lambda books: dict(
                books.connection.execute(
                    "SELECT 'films_' || state, count(*) FROM films GROUP BY state"
                ).fetchall()
            )
        )


def furnish(books: SqliteBooks, groups: int, films: int) -> None:
    """Write groups with their members, and films that were shown in them long ago."""
    room, at = WebRoom(books.connection), utc_now()
    for group in range(groups):
        chat = group_id(group)
        room.add_room(Room(id=chat, title=f"Group {group}", made_at=at))
        books.chats.put(Chat(id=chat, title=f"Group {group}", opened=True))
        for one in range(MEMBERS):
            who = member_id(group, one)
            room.add_person(Person(id=who, browser=who, name=f"M{one}", locale="en", made_at=at))
            room.sit(Seat(room=chat, person=who, role="member", joined=who, told=True))
            books.people.put(Member(id=who, name=f"M{one}", locale="en"))
            books.chats.join(Membership(chat=chat, member=who, role="member"))
    for number, film in enumerate(_old_films(groups, films)):
        books.films.put(film)
        books.films.put_part(Part(film=film.id, token="P1", name="M0", stand_in="mina"))
        books.jobs.put(
            Job(
                id=f"job-{number}", film=film.id, chat=film.chat, member=film.requester,
                made_at=film.made_at, cut=frozenset(), state="posted",
            )
        )  # fmt: skip
        message, _ = room.add_message(
            Message(id=f"message-{number}", room=film.chat, key=f"bot:{film.id}", made_at=at)
        )
        books.outbox.put(
            Post(
                slot=f"film:{film.id}", chat=film.chat, kind="film", object=film.id, published=1,
                message=message.id,
            )
        )  # fmt: skip


def _old_films(groups: int, films: int) -> Iterator[Film]:
    for number in range(films):
        group = number % groups
        yield Film(
            id=f"old-{number}", chat=group_id(group), requester=member_id(group, number % MEMBERS),
            sentence="an evening", locale="en", seed=number, made_at=utc_now() - LONG_AGO,
            root=f"old-{number}", title="an evening", paper=PAPER, state="shown",
        )  # fmt: skip


async def free_port() -> int:
    """Return a port nobody listens at."""
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    async with server:
        port: int = server.sockets[0].getsockname()[1]
    return port


async def work(folder: Path, groups: int, films: int) -> None:
    """Furnish the books, light the house up, open the door, and say where it is."""
    from bot.house.opening import open_house, until_told

    settings = load_settings().model_copy(
        update={"data_dir": folder, "web_port": await free_port(), "web_public_url": ""}
    )
    with workshop(settings) as shop:
        shop.assets.ensure(FACE_MODELS)
        with open_store(shop.folder, keys=None, mirror=None, clock=utc_now) as store:
            await store.database.write(lambda books: furnish(books, groups, films))
            async with open_house(settings, shop, store, Console("en", as_json=True)) as room:
                pulse = Pulse()
                door = Door(room, pulse, Books(store.database))
                beating = asyncio.create_task(pulse.beat())
                server = await asyncio.start_server(door.serve, "127.0.0.1", 0)
                port = server.sockets[0].getsockname()[1]
                sys.stdout.write(json.dumps({"port": port}) + "\n")
                sys.stdout.flush()
                await until_told()
                server.close()
                beating.cancel()


def main() -> None:
    """Work until told to stop."""
    folder, groups, films = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    asyncio.run(work(folder, groups, films))


if __name__ == "__main__":
    main()
