"""Updates that Telegram brings itself: behind a secret, and acknowledged only once on disk."""

from __future__ import annotations

import pytest
from aiohttp import ClientSession

from bot.telegram_room.hook import Hook
from bot.telegram_room.webhook import SECRET_HEADER
from generation.errors import DiskFull
from tests.fakes_room import free_port
from tests.telegram.house import telegram_house
from tests.telegram.server import telegram
from tests.telegram.world import World

SECRET = "between-telegram-and-us"


@pytest.fixture
async def world():
    return World()


@pytest.fixture
async def room(tmp_path, models_dir, world):
    port = free_port()
    hook = Hook(
        url=f"http://127.0.0.1:{port}/telegram/4f1c", host="127.0.0.1", port=port, secret=SECRET
    )
    async with (
        telegram(world) as server,
        telegram_house(tmp_path / "data", models_dir, server, hook=hook) as room,
    ):
        await room.until(lambda: world.hook)
        yield room


async def post(world, body, **headers):
    async with (
        ClientSession() as session,
        session.post(world.hook.url, data=body, headers=headers) as answer,
    ):
        return answer.status


async def test_what_telegram_brings_becomes_a_film(room, world):
    place, ana = await room.opened("Ana")
    ana.says(place, "/cameo a cat in the rain")
    await room.film(ana, place)
    assert world.recorder.of("getUpdates") == []


async def test_nobody_else_is_heard(room, world):
    forged = b'{"update_id": 1, "message": {}}'
    assert await post(world, forged) == 403
    assert await post(world, forged, **{SECRET_HEADER: "guessed"}) == 403
    waiting = await room.chat._books.read(lambda books: books.waiting(9))
    assert list(waiting) == []


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"update_id": "1"}', b"\xff"])
async def test_what_is_no_update_is_refused(room, world, body):
    assert await post(world, body, **{SECRET_HEADER: SECRET}) == 400


async def test_an_update_that_cannot_be_kept_is_brought_again(room, world, monkeypatch):
    place, ana = await room.opened("Ana")
    intake = room.chat._intake
    keep, refused = type(intake).keep, list[int]()

    async def full(self, updates):
        if len(refused) < 2:
            refused.append(1)
            raise DiskFull(path="walkon.db")
        await keep(self, updates)

    monkeypatch.setattr(type(intake), "keep", full)
    ana.says(place, "/cameo a cat in the rain")
    await room.film(ana, place)
    assert len(refused) == 2
