"""The load benchmark: an open-loop driver, honest times, and books that are furnished as told."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager

import numpy as np
import pytest

from bot.bench.load import Lines, Load, _drive
from bot.bench.load_bot import MEMBERS, Pulse, furnish, group_id
from bot.cli import parse
from bot.i18n import say
from generation.studio.admission import admit
from storage.web_room import WebRoom
from tests.books import NOW, open_books


@asynccontextmanager
async def door(answer):
    """Serve lines with ``answer(given)``; yields the port."""

    async def serve(reader, writer):
        while line := await reader.readline():
            writer.write(json.dumps(await answer(json.loads(line))).encode() + b"\n")
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def driven(answer, *, rate=100.0, seconds=0.5):
    load = Load(rate=rate, seconds=seconds)
    async with door(answer) as port:
        lines = Lines(port)
        await _drive(lines, np.random.default_rng(3), load, name="test")
        lines.close()
        await asyncio.sleep(0.05)
    return load


async def test_commands_come_at_the_rate_with_ids_of_their_own():
    heard = []

    async def answer(given):
        heard.append(given)
        return {"taken": True}

    load = await driven(answer)
    assert 25 < len(heard) < 90  # fifty, more or less
    assert len({given["id"] for given in heard}) == len(heard) == len(load.taken_ms)
    assert load.errors == 0


async def test_a_stall_counts_for_every_command_that_was_due_meanwhile():
    """Coordinated omission would have shown one slow answer."""
    gate = asyncio.Event()

    async def answer(_given):
        await gate.wait()
        return {"taken": True}

    asyncio.get_running_loop().call_later(0.4, gate.set)
    load = await driven(answer)
    assert sum(ms > 100 for ms in load.taken_ms) > len(load.taken_ms) / 3


async def test_what_was_not_answered_is_an_error():
    async def answer(_given):
        return {}

    load = await driven(answer, seconds=0.2)
    assert load.errors == len(load.taken_ms) > 0
    assert not {verdict.id: verdict.met for verdict in load.verdicts()}["load-errors"]


async def test_a_blocked_loop_is_seen():
    import time

    pulse = Pulse()
    beating = asyncio.create_task(pulse.beat())
    await asyncio.sleep(0.05)
    time.sleep(0.2)  # noqa: ASYNC251  this is what is to be seen
    await asyncio.sleep(0.05)
    figures = pulse.figures()
    beating.cancel()
    assert figures["stall_max_ms"] > 150
    assert figures["stalled_percent"] > 0
    assert pulse.figures()["stall_max_ms"] == 0


@pytest.mark.parametrize("locale", ["en", "zh-Hans", "zh-Hant"])
def test_every_limit_has_a_name(locale):
    load = Load(rate=50.0, seconds=1.0, taken_ms=[1.0])
    for verdict in load.verdicts():
        assert say(f"bench-gate-{verdict.id}", locale, {"order": ""})
    assert load.values()["commands"] == 1


def test_old_films_fill_the_books_and_nobody_s_hour():
    database = open_books()
    database.write_now(lambda books: furnish(books, 3, 40))

    def look(books):
        room = WebRoom(books.connection)
        return (
            [len(room.seats(group_id(group))) for group in range(3)],
            books.connection.execute("SELECT count(*) FROM films").fetchone()[0],
            list(books.outbox.due(NOW)),
            admit(
                books, books.films.get("old-1").requester, group_id(1), workers=2,
                at=books.films.get("old-1").made_at,
            ),
        )  # fmt: skip

    seats, films, due, turned = database.read_now(look)
    database.close()
    assert seats == [MEMBERS] * 3
    assert films == 40
    assert due == []
    assert turned is None


def test_the_options_have_their_defaults():
    given = parse(["bench", "--load"], "en")
    assert (given.load, given.rate, given.seconds) == (True, 50.0, 20.0)
