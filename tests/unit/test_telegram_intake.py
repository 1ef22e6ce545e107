"""Updates that have waited: a few chats at a time, each in its order, and then there is calm."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from bot.telegram_room.books import AdapterBooks
from bot.telegram_room.intake import TOGETHER, Intake
from tests.books import NOW, open_books

CHATS, EACH = 3 * TOGETHER, 2


def update(number):
    chat = {"id": -(number % CHATS) - 1}
    return {"update_id": number, "message": {"message_id": number, "date": 0, "chat": chat}}


@pytest.fixture
async def books():
    database = open_books()
    yield AdapterBooks(database)
    database.close()


async def test_a_few_chats_are_answered_at_a_time_and_none_is_forgotten(books):
    taken: list[int] = []
    busy, most = 0, 0

    async def take(body):
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        await asyncio.sleep(0.02)
        assert not intake.calm.is_set()
        taken.append(body["update_id"])
        busy -= 1

    intake = Intake(books, lambda: NOW, take)
    await intake.keep(update(number) for number in range(CHATS * EACH))
    running = asyncio.create_task(intake.run())
    await asyncio.wait_for(intake.calm.wait(), 20)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert sorted(taken) == list(range(CHATS * EACH))
    assert all(taken.index(number) < taken.index(number + CHATS) for number in range(CHATS))
    assert most == TOGETHER


async def test_where_nobody_has_waited_there_is_calm_at_once(books):
    intake = Intake(books, lambda: NOW, lambda _body: asyncio.sleep(0))
    running = asyncio.create_task(intake.run())
    await asyncio.wait_for(intake.calm.wait(), 20)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
