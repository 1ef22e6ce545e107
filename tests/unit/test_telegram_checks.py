"""What the checks ask of Telegram and of the books: whatever comes back is a finding, no bug."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from bot.settings import load_settings
from bot.telegram_room.account import Account, client
from bot.telegram_room.checks import advice
from bot.telegram_room.doctor import examined
from generation.errors import MachineError
from storage.folder import DataFolder
from tests.telegram.faults import Broken
from tests.telegram.server import telegram
from tests.telegram.world import World

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


async def dated(text):
    """Serve any request with this date, and return the address."""

    async def answer(read, write):
        await read.readuntil(b"\r\n\r\n")
        write.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nDate: " + text + b"\r\n\r\n")
        await write.drain()
        write.close()

    return await asyncio.start_server(answer, "127.0.0.1", 0)


@pytest.mark.parametrize(
    ("date", "found"),
    [
        (b"Sun, 01 Mar 2026 12:05:00 GMT", ["clock"]),
        (b"Sun, 01 Mar 2026 12:05:00 -0000", ["clock"]),
        (b"Sun, 01 Mar 2026 12:05:00", ["clock"]),
        (b"Sun, 01 Mar 2026 12:00:10 -0000", []),
        (b"yesterday", []),
        (b"Sun, 99 Mar 99999 12:05:00 GMT", []),
        (b"\xff\xfe", []),
        (b"", []),
    ],
)
async def test_a_clock_is_compared_with_whatever_date_a_server_writes(date, found):
    world = World(privacy=True)
    async with telegram(world) as server, await dated(date) as odd:
        url = f"http://127.0.0.1:{odd.sockets[0].getsockname()[1]}"
        async with client(Account(token=world.token, api_url=server.url)) as bot:
            advised = await advice(bot, api_url=url, polling=False, chats=(), clock=lambda: NOW)
    assert [one.what for one in advised] == found


@pytest.fixture
async def settings(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WALKON_TELEGRAM_TOKEN", World().token)
    return lambda url, mode="polling": load_settings().model_copy(
        update={"telegram_api_url": url, "telegram_mode": mode}
    )


@pytest.mark.parametrize("method", ["getWebhookInfo", "getUpdates"])
async def test_a_server_that_breaks_off_is_one_that_is_away(tmp_path, settings, method):
    world = World()
    world.faults.choose = lambda called, _number: Broken(502) if called == method else None
    async with telegram(world) as server:
        with pytest.raises(MachineError) as refused:
            await examined(settings(server.url), DataFolder(tmp_path / "data"))
    assert refused.value.message == "error-machine-telegram-away"


async def test_an_update_that_the_library_cannot_read_is_no_bug(tmp_path, settings):
    world = World()
    world.tell("message", {"message_id": 1})
    async with telegram(world) as server:
        handle, found = await examined(settings(server.url), DataFolder(tmp_path / "data"))
    assert (handle, found) == ("walkon_test_bot", [])
    assert len(world.updates.waiting) == 1


@pytest.mark.parametrize("content", [b"no database of ours" * 99, b""])
async def test_books_that_cannot_be_read_are_another_checks_affair(tmp_path, settings, content):
    folder = DataFolder(tmp_path / "data")
    folder.db.parent.mkdir(parents=True, exist_ok=True)
    folder.db.write_bytes(content)
    async with telegram(World()) as server:
        handle, _ = await examined(settings(server.url, "webhook"), folder)
    assert handle == "walkon_test_bot"


async def test_groups_are_found_whatever_the_folder_is_called(tmp_path, settings):
    folder = DataFolder(tmp_path / "what? 100% #1")
    world = World()
    ana = world.user("Ana")
    group = world.supergroup("Club", ana)
    folder.db.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder.db)) as books, books:
        books.execute("CREATE TABLE chats (id TEXT, opened INTEGER)")
        books.execute("INSERT INTO chats VALUES (?, 1)", (f"telegram:{group.id}",))
    async with telegram(world) as server:
        _, found = await examined(settings(server.url, "webhook"), folder)
    assert [one.what for one in found] == ["keeps"]
