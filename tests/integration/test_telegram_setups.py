"""Bad set-ups of a bot on Telegram: one sentence each, at the start and from the doctor."""

from __future__ import annotations

import argparse
import asyncio
import json
import re
from contextlib import asynccontextmanager, closing

import pytest

from bot import telegram_bot
from bot.bootstrap import utc_now
from bot.console import Console
from bot.i18n import say
from bot.settings import load_settings
from bot.telegram_room import listening
from bot.telegram_room.account import Account, client
from bot.telegram_room.hook import Hook
from bot.telegram_room.intake import Intake
from bot.telegram_room.poller import Poller
from bot.verbs.doctor import run
from generation.errors import OptionRejected, PortTaken
from storage.folder import DataFolder
from storage.store import open_store
from tests.telegram.house import telegram_house
from tests.telegram.server import Server, telegram
from tests.telegram.world import World

SENTENCE = re.compile(r"[^\n]+[.。]")


@pytest.fixture
async def world():
    return World()


@asynccontextmanager
async def lit(tmp_path, models_dir, server):
    async with telegram_house(tmp_path / "data", models_dir, server) as room:
        yield room


async def told(room, what):
    """Wait until something is said on the terminal, and return the sentence."""
    name = f"telegram-{what}"
    await room.until(lambda: [said for said in room.terminal.said if said[0] == name])
    values = next(values for said, values in room.terminal.said if said == name)
    sentence = say(name, "en", values)
    assert SENTENCE.fullmatch(sentence)
    return sentence


# ---------------------------------------------------------------- at the start


async def test_a_wrong_token_ends_the_start(tmp_path, models_dir, world):
    async with telegram(world) as server:
        with pytest.raises(OptionRejected) as refused:
            async with telegram_house(
                tmp_path / "data", models_dir, server, token="2:not-known-to-telegram"
            ):
                pass
    assert SENTENCE.fullmatch(say(refused.value.message, "en", refused.value.details))


async def test_a_server_that_is_away_is_waited_for(tmp_path, models_dir, world):
    async with telegram(world) as server:
        pass
    async with lit(tmp_path, models_dir, server) as room:
        assert "127.0.0.1" in await told(room, "away")
        await server.start()
        try:
            await told(room, "open")
        finally:
            await server.stop()


async def test_a_second_poller_is_told_of_once(tmp_path, models_dir, world):
    async with telegram(world) as server, lit(tmp_path, models_dir, server) as room:
        await told(room, "open")
        other = client(Account(token=world.token, api_url=server.url))
        async with other:
            for _ in range(3):
                await other.get_updates(timeout=0)
                await asyncio.sleep(0.05)
            await told(room, "twice")
        assert sum(name == "telegram-twice" for name, _ in room.terminal.said) == 1


async def test_a_webhook_elsewhere_is_named(tmp_path, models_dir, world):
    async with telegram(world) as server:
        async with client(Account(token=world.token, api_url=server.url)) as other:
            await other.set_webhook("https://elsewhere.example/hook")
        async with lit(tmp_path, models_dir, server) as room:
            assert "elsewhere.example" in await told(room, "webhook")


async def test_groups_that_are_read_along_a_wrong_clock_and_a_missing_right_are_told(
    tmp_path, models_dir, world
):
    world.privacy, world.clock_error_s = False, -300.0
    async with telegram(world) as server:
        async with lit(tmp_path, models_dir, server) as room:
            await told(room, "reads-all")
            assert re.search(r"\b(29\d|30\d)\b", await told(room, "clock"))
            ana = world.user("Ana")
            place = world.supergroup("Club", ana, with_bot=False)
            place.adds_bot(by=ana)
            await ana.presses(await room.sees(ana, "shall I work", place), "✅ Open")
        async with lit(tmp_path, models_dir, server) as room:
            assert "one group" in await told(room, "keeps")
        place.promotes_bot(can_delete_messages=True)
        async with lit(tmp_path, models_dir, server) as room:
            await told(room, "clock")
            assert "telegram-keeps" not in [name for name, _ in room.terminal.said]


async def test_a_port_that_is_taken_ends_the_start(tmp_path, models_dir, world):
    with closing(await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)) as other:
        port = other.sockets[0].getsockname()[1]
        hook = Hook(url=f"http://127.0.0.1:{port}/x", host="127.0.0.1", port=port, secret="ours")
        async with telegram(world) as server:
            with pytest.raises(PortTaken):
                async with telegram_house(tmp_path / "data", models_dir, server, hook=hook):
                    pass
    assert world.hook is None


async def test_a_bot_that_stumbles_in_all_it_does_goes_on(tmp_path, models_dir, world, monkeypatch):
    async def broken(*_args, **_more):
        raise TypeError

    fetch, run, stumbles = Poller.run, Intake.run, list[str]()

    def once(name, work):
        async def stumbling(self):
            if name not in stumbles:
                stumbles.append(name)
                raise TypeError
            await work(self)

        return stumbling

    monkeypatch.setattr(listening, "PAUSES_S", (0.0,))
    monkeypatch.setattr(telegram_bot, "advice", broken)
    monkeypatch.setattr(telegram_bot, "set_commands", broken)
    monkeypatch.setattr(Poller, "run", once("poller", fetch))
    monkeypatch.setattr(Intake, "run", once("intake", run))
    async with telegram(world) as server, lit(tmp_path, models_dir, server) as room:
        ana = world.user("Ana")
        place = world.supergroup("Club", ana, with_bot=False)
        await told(room, "stumbled")
        await room.until(lambda: len(stumbles) == 2)
        place.adds_bot(by=ana)
        await room.sees(ana, "shall I work", place)


# ---------------------------------------------------------------- the doctor


@pytest.fixture
def data(tmp_path, monkeypatch, models_dir, world):
    """The settings of a bot of its own, as the command line reads them."""
    folder = tmp_path / "data"
    with open_store(DataFolder(folder), keys=None, mirror=None, clock=utc_now):
        pass
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WALKON_DATA_DIR", str(folder))
    monkeypatch.setenv("WALKON_MODELS_DIR", str(models_dir))
    monkeypatch.setenv("WALKON_TELEGRAM_TOKEN", world.token)
    return folder


async def doctor(monkeypatch, capsys, server: Server):
    """Return what the doctor finds about Telegram."""
    monkeypatch.setenv("WALKON_TELEGRAM_API_URL", server.url)
    monkeypatch.setattr(
        "generation.libraries.installed", lambda _name: False
    )  # no GPU is looked at
    monkeypatch.setattr("bot.equipment.installed", lambda _name: False)
    console = Console(locale="en", as_json=True)
    await asyncio.to_thread(run, argparse.Namespace(repair=False), load_settings(), console)
    found = json.loads(capsys.readouterr().out)["findings"]
    return next(one for one in found if one["id"] == "telegram")


async def test_the_doctor_finds_everything_in_order(data, monkeypatch, capsys, world):
    async with telegram(world) as server:
        found = await doctor(monkeypatch, capsys, server)
    assert found["fine"]
    assert found["detail"] == "@walkon_test_bot, by polling"


@pytest.mark.parametrize("what", ["token", "away", "webhook", "reads-all", "clock", "twice"])
async def test_the_doctor_says_what_stands_in_the_way(data, monkeypatch, capsys, world, what):
    async with telegram(world) as server:
        poller = None
        if what == "token":
            monkeypatch.setenv("WALKON_TELEGRAM_TOKEN", "1:not-known-to-telegram")
        elif what == "away":
            await server.stop()
        elif what == "webhook":
            async with client(Account(token=world.token, api_url=server.url)) as other:
                await other.set_webhook("https://elsewhere.example/hook")
        elif what == "reads-all":
            world.privacy = False
        elif what == "clock":
            world.clock_error_s = 300.0
        else:
            poller = asyncio.create_task(_poll(world, server))
        found = await doctor(monkeypatch, capsys, server)
        if poller is not None:
            poller.cancel()
    errors = {
        "token": "error-option-telegram-token", "away": "error-machine-telegram-away",
        "twice": "error-machine-telegram-twice",
    }  # fmt: skip
    lines = found["detail"].split("\n  ")
    if what in errors:
        assert not found["fine"]
        assert lines == [say(errors[what], "en", {"host": f"127.0.0.1:{server.port}"})]
    else:
        assert len(lines) == 2
        assert SENTENCE.fullmatch(lines[1])


async def _poll(world, server):
    """Be another program that fetches this bot's messages."""
    async with client(Account(token=world.token, api_url=server.url)) as other:
        while True:
            await other.get_updates(timeout=0)
            await asyncio.sleep(0.3)
