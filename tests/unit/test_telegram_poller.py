"""Fetching updates goes on, whatever Telegram sends and whatever the disk says."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.telegram_room import poller as module
from bot.telegram_room.account import Account, client
from bot.telegram_room.intake import Intake
from bot.telegram_room.poller import AIR_S, Poller
from generation.errors import DiskFull
from tests.telegram.server import telegram
from tests.telegram.world import World


class Kept(Intake):
    """An intake that keeps what comes, once it has refused a few times."""

    def __init__(self, *refusals: Exception) -> None:
        self.updates: list[Any] = []
        self.came = asyncio.Event()
        self._refusals = list(refusals)

    async def keep(self, updates):
        if self._refusals:
            raise self._refusals.pop()
        self.updates += updates
        self.came.set()


@pytest.fixture(autouse=True)
def hasty(monkeypatch):
    monkeypatch.setattr(module, "WAITS_S", (0.01,))


@pytest.fixture
async def world():
    return World()


@asynccontextmanager
async def polling(world, kept, bot=None):
    """Poll a world; hand out what is told of trouble."""
    told: asyncio.Queue[str] = asyncio.Queue()
    async with telegram(world) as server:
        bot = bot or client(Account(token=world.token, api_url=server.url))
        async with bot:
            running = asyncio.create_task(Poller(bot, kept, told.put, long_s=1).run())
            yield told
            assert not running.done()
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running


async def test_an_update_that_the_library_cannot_read_is_kept_as_it_came(world):
    odd = {"message_id": 1, "of_a_later_version": {"chat": "nobody knows"}}
    kept = Kept()
    world.tell("message", odd)
    world.tell("message", {"message_id": 2, "date": 0, "chat": {"id": 1, "type": "new"}})
    async with polling(world, kept):
        await asyncio.wait_for(kept.came.wait(), 10)
    assert [one["message"]["message_id"] for one in kept.updates] == [1, 2]
    assert kept.updates[0]["message"] == odd


@pytest.mark.parametrize("refusal", [DiskFull(path="walkon.db"), ValueError("anything")])
async def test_a_disk_that_takes_nothing_is_told_and_waited_for(world, refusal):
    kept = Kept(refusal, refusal)
    world.tell("message", {"message_id": 1})
    async with polling(world, kept) as told:
        await asyncio.wait_for(kept.came.wait(), 10)
        assert told.get_nowait() == "unkept"
        assert told.empty()
    assert len(kept.updates) == 1


async def test_a_token_that_is_taken_back_is_told_as_that(world):
    async with polling(world, Kept()) as told:
        await asyncio.sleep(0.1)
        token, world.token = world.token, "777000777:another"
        world.tell("message", {"message_id": 1})
        assert await asyncio.wait_for(told.get(), 10) == "token"
        world.token = token


async def test_what_comes_out_of_order_is_confirmed_all_the_same(world):
    kept = Kept()
    world.updates.order = lambda updates: updates[::-1]
    for number in range(3):
        world.tell("message", {"message_id": number})
    async with polling(world, kept):
        await asyncio.wait_for(kept.came.wait(), 10)
        await asyncio.sleep(0.1)
        assert world.updates.waiting == []
    assert len(kept.updates) == 3


async def test_a_dead_line_is_noticed_soon_after_telegram_should_have_answered(world):
    waits, told = list[float](), asyncio.Queue[str]()

    class Noted(HTTPXRequest):
        async def do_request(self, *given, **more):
            waits.append(more["read_timeout"])
            return await super().do_request(*given, **more)

    async with telegram(world) as server:
        noted = Bot(world.token, base_url=server.base_url, get_updates_request=Noted())
        async with noted:
            polled = asyncio.create_task(Poller(noted, Kept(), told.put, long_s=1).run())
            await asyncio.sleep(0.2)
            polled.cancel()
            await asyncio.gather(polled, return_exceptions=True)
    assert waits
    assert set(waits) == {1 + AIR_S}
