"""The bot on Telegram does not go deaf: what stumbles begins again, what is odd is refused."""

from __future__ import annotations

import asyncio
import logging
from contextlib import closing, suppress

import pytest
from telegram.error import TelegramError

from bot.errands import gladly
from bot.i18n import say
from bot.telegram_room import hook as hook_module
from bot.telegram_room import listening as module
from bot.telegram_room.account import Account, client
from bot.telegram_room.hook import Hook
from bot.telegram_room.intake import Intake
from bot.telegram_room.listening import Listening, steadily
from bot.telegram_room.webhook import SECRET_HEADER
from generation.errors import PortTaken
from tests.fakes_room import free_port
from tests.telegram.house import Terminal
from tests.telegram.server import telegram
from tests.telegram.world import World


class Kept(Intake):
    """Keeps nothing, and says that it has."""

    def __init__(self) -> None:
        self.updates = 0

    async def keep(self, updates):
        self.updates += len(list(updates))


def listening(port, server=None, *, url="https://club.example/updates", token="1:a"):
    api_url = server.url if server else "http://127.0.0.1:9"
    return Listening(
        bot=client(Account(token=token, api_url=api_url)), api_url=api_url, intake=Kept(),
        terminal=Terminal(locale="en", as_json=False),
        hook=Hook(url=url, host="127.0.0.1", port=port, secret="between-us"),
    )  # fmt: skip


async def raw(port, head):
    """Send a request as it stands, and return the status of the answer."""
    read, write = await asyncio.open_connection("127.0.0.1", port)
    write.write(b"POST /updates HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n" + head + b"\r\n\r\n")
    status = int((await asyncio.wait_for(read.readline(), 10)).split()[1])
    write.close()
    await write.wait_closed()
    return status


async def test_work_that_stumbles_begins_again_and_it_is_said(monkeypatch):
    monkeypatch.setattr(module, "PAUSES_S", (0.0,))
    terminal, runs = Terminal(locale="en", as_json=False), list[int]()

    async def work():
        runs.append(1)
        if len(runs) < 3:
            raise ExceptionGroup("lanes", [KeyError("chat")])

    await asyncio.wait_for(steadily(work, terminal), 10)
    assert len(runs) == 3
    assert [said for said, _ in terminal.said] == ["telegram-stumbled"] * 2


async def test_what_is_nice_to_have_ends_nothing_else():
    async def work():
        raise TypeError

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(gladly(work, logging.getLogger("walkon.telegram")))


async def test_a_port_that_is_taken_is_named_with_its_setting():
    with closing(await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)) as other:
        port = other.sockets[0].getsockname()[1]
        with pytest.raises(PortTaken) as refused:
            await listening(port).open()
    sentence = say(refused.value.message, "en", refused.value.details)
    assert f"127.0.0.1:{port}" in sentence
    assert "WALKON_TELEGRAM_WEBHOOK_PORT" in sentence


@pytest.mark.parametrize("secret", [b"\xff\xfe", "·".encode(), b""])
async def test_a_secret_in_odd_bytes_is_refused(secret):
    ear = listening(free_port())
    await ear.open()
    try:
        given = SECRET_HEADER.encode() + b": " + secret
        assert ear.hook is not None
        assert await raw(ear.hook.port, given) == 403
    finally:
        await ear.close()


@pytest.mark.parametrize(
    ("url", "token", "what"),
    [("http://club.example/updates", None, "hook"), ("https://club.example/x", "7:no", "token")],
)
async def test_why_telegram_does_not_bring_updates_is_told_once(monkeypatch, url, token, what):
    monkeypatch.setattr(hook_module, "WAITS_S", (0.01,))
    world = World()
    async with telegram(world) as server:
        ear = listening(0, server, url=url, token=token or world.token)
        with suppress(TelegramError):
            await ear.bot.initialize()
        running = asyncio.create_task(ear.run())
        await asyncio.sleep(0.2)
        assert not running.done()
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await ear.bot.shutdown()
    assert isinstance(ear.terminal, Terminal)
    assert [said for said, _ in ear.terminal.said] == [f"telegram-{what}"]
