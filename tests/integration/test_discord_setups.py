"""Bad set-ups of a bot on Discord: one sentence each, at the start and from the doctor."""

from __future__ import annotations

import argparse
import asyncio
import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot import discord_bot
from bot.bootstrap import utc_now
from bot.chat import Gone, IncomingCommand, MediaUpload, TooLarge
from bot.console import Console
from bot.discord_room import fetching
from bot.discord_room.people import member_id
from bot.i18n import LOCALES, say
from bot.settings import load_settings
from bot.verbs.doctor import run
from generation.errors import OptionRejected
from storage.folder import DataFolder
from storage.store import open_store
from tests.books import open_books
from tests.discord.ears import ears
from tests.discord.faults import Broken
from tests.discord.people import Person
from tests.discord.permissions import DEFAULT, Permission
from tests.discord.server import discord
from tests.discord.things import Intent
from tests.discord.world import World

SENTENCE = re.compile(r"[^\n]+[.。]")
WRONG = "MTIz.wrong.token"
COMMANDS = "PUT /applications/{}/commands"


@pytest.fixture
def world():
    return World()


@pytest.fixture
async def server(world):
    async with discord(world) as server:
        yield server


async def sentence(told, what):
    """Wait until something is said on the terminal, and return it in English."""
    values = await told.says(f"discord-{what}")
    for locale in LOCALES:
        assert SENTENCE.fullmatch(say(f"discord-{what}", locale, values))
    return say(f"discord-{what}", "en", values)


def calls(world, route):
    return [one for one in world.recorder.requests if one.route == route]


# ---------------------------------------------------------------- at the start


async def test_a_wrong_token_ends_the_start(server):
    with pytest.raises(OptionRejected) as refused:
        async with ears(server, token=WRONG):
            pass
    assert refused.value.reason == "discord-token"


async def test_a_server_that_is_away_is_waited_for(server, monkeypatch):
    monkeypatch.setattr(discord_bot, "AGAIN_S", (0.05,))
    await server.stop()
    async with ears(server, open_=False) as told:
        assert "127.0.0.1" in await sentence(told, "away")
        await server.start()
        await told.says("discord-open")


async def test_a_line_that_stays_down_is_told_of_and_comes_back(server, world, monkeypatch):
    monkeypatch.setattr(discord_bot, "AWAY_S", 0.05)
    ana = Person.new(world, "Ana")
    guild = world.guild("Friends", ana.user)
    async with ears(server) as told:
        await server.stop()
        await sentence(told, "away")
        await server.start()
        await world.gateway.awaits(resumed=1)
        ana.slash("me", guild.channel("general"))
        await told.told(IncomingCommand)


async def test_a_line_that_breaks_for_a_moment_is_nobodys_business(server, world):
    async with ears(server) as told:
        world.gateway.drops()
        await world.gateway.awaits(resumed=1)
        assert [name for name, _ in told.terminal.said] == ["discord-open"]


@pytest.mark.parametrize(
    ("event", "body"),
    [
        ("MESSAGE_DELETE", {"id": "x"}),
        ("INTERACTION_CREATE", {"id": "1", "type": 2}),
        ("GUILD_CREATE", {"id": "x"}),
        ("GUILD_DELETE", None),
    ],
)
async def test_an_event_that_the_library_cannot_read_costs_nothing_else(server, world, event, body):
    ana = Person.new(world, "Ana")
    guild = world.guild("Friends", ana.user)
    async with ears(server) as told:
        world.tell(event, body, Intent.GUILDS)
        ana.slash("me", guild.channel("general"))
        await told.told(IncomingCommand)
        assert world.gateway.identified == 1


async def test_a_line_that_cannot_be_understood_is_left_for_another(server, world, monkeypatch):
    monkeypatch.setattr(discord_bot, "AGAIN_S", (0.0,))
    ana = Person.new(world, "Ana")
    guild = world.guild("Friends", ana.user)
    async with ears(server) as told:
        world.tell("READY", None, Intent.GUILDS)
        await sentence(told, "stumbled")
        await world.gateway.awaits(identified=2)
        ana.slash("me", guild.channel("general"))
        await told.told(IncomingCommand)
        assert len(world.gateway.connected) == 1


@pytest.mark.parametrize(("code", "what"), [(4004, "token"), (4011, "closed")])
async def test_a_bot_that_is_shut_out_for_good_says_so_once(server, world, code, what):
    async with ears(server) as told:
        world.gateway.hangs_up(code)
        await sentence(told, what)
        with pytest.raises(OSError, match="closed"):
            await told.chat.direct(member_id(1))


async def test_commands_are_brought_once_and_again_only_when_they_change(server, world):
    books = open_books()
    for _ in range(2):
        async with ears(server, database=books) as told:
            await told.says("discord-open")
            await told.chat.stop()
    assert len(calls(world, COMMANDS)) == 1
    async with ears(server, database=books, command="film") as told:
        await told.until(lambda: [c for c in world.commands[None] if c["name"] == "film"])
    assert len(calls(world, COMMANDS)) == 2
    books.close()


async def test_commands_that_discord_has_lost_are_brought_again(server, world):
    books = open_books()
    async with ears(server, database=books):
        pass
    world.commands[None].pop()
    async with ears(server, database=books) as told:
        await told.until(lambda: len(world.commands[None]) == 3)
    books.close()


async def test_commands_that_are_refused_are_told_of(server, world, monkeypatch):
    monkeypatch.setattr(discord_bot, "AGAIN_S", (0.01,))
    world.faults.choose = lambda route, _: Broken(418) if route == COMMANDS else None
    async with ears(server, open_=False) as told:
        await sentence(told, "commands")


async def test_everything_about_an_app_that_should_be_otherwise_is_told(server, world):
    server.clock_error_s, world.endpoint_url = -300.0, "https://elsewhere.example"
    ana = Person.new(world, "Ana")
    mute = DEFAULT & ~Permission.ATTACH_FILES
    world.guild("Mute", ana.user, permissions=mute, everyone=mute)
    bare = world.guild("Bare", ana.user, with_bot=False)
    bare.adds_bot(commands=False)
    world.guild("Fine", ana.user)
    async with ears(server) as told:
        assert "General Information" in await sentence(told, "endpoint")
        assert re.search(r"\b(29\d|30\d)\b", await sentence(told, "clock"))
        assert "one server" in await sentence(told, "mute")
        assert "one server" in await sentence(told, "scope")
        assert "discord-missing" not in [name for name, _ in told.terminal.said]


# ---------------------------------------------------------------- files


async def test_a_file_is_read_where_discord_keeps_it_and_nowhere_else(server, world, monkeypatch):
    monkeypatch.setattr(fetching, "WAITS_S", (0.01, 0.01))
    ana, data = Person.new(world, "Ana"), b"\xff\xd8" * 50
    async with ears(server) as told:
        ana.writes_dm("", data)
        [media] = (await told.told(MediaUpload)).media
        world.faults.once("GET /attachments/{}/{}/{}", Broken(502))
        assert await told.chat.fetch(media, limit_bytes=100) == data
        for limit, size in ((99, 100), (99, None)):
            with pytest.raises(TooLarge):
                await told.chat.fetch(replace(media, size=size), limit_bytes=limit)
        elsewhere = media.handle.replace("127.0.0.1", "localhost")
        for handle in (elsewhere, "file:///etc/passwd", "http://["):
            with pytest.raises(Gone):
                await told.chat.fetch(replace(media, handle=handle), limit_bytes=100)
        world.faults.choose = lambda *_: Broken(502)
        with pytest.raises(Gone):
            await told.chat.fetch(media, limit_bytes=100)
        world.faults.choose = lambda *_: None
        world.move(timedelta(days=2))
        with pytest.raises(Gone):
            await told.chat.fetch(media, limit_bytes=100)


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
    monkeypatch.setenv("WALKON_DISCORD_TOKEN", world.token)
    return folder


async def doctor(monkeypatch, capsys, server):
    """Return what the doctor finds about Discord."""
    monkeypatch.setenv("WALKON_DISCORD_API_URL", server.api_url)
    monkeypatch.setattr(
        "generation.libraries.installed", lambda _name: False
    )  # no GPU is looked at
    monkeypatch.setattr("bot.equipment.installed", lambda _name: False)
    console = Console(locale="en", as_json=True)
    await asyncio.to_thread(run, argparse.Namespace(repair=False), load_settings(), console)
    found = json.loads(capsys.readouterr().out)["findings"]
    return next(one for one in found if one["id"] == "discord")


async def test_the_doctor_leaves_a_running_bot_in_peace(data, monkeypatch, capsys, world, server):
    ana = Person.new(world, "Ana")
    guild = world.guild("Friends", ana.user)
    async with ears(server) as told:
        found = await doctor(monkeypatch, capsys, server)
        assert (found["fine"], found["detail"]) == (True, "@walkon, in one server")
        assert (world.gateway.identified, len(calls(world, COMMANDS))) == (1, 1)
        ana.slash("me", guild.channel("general"))
        await told.told(IncomingCommand)


@pytest.mark.parametrize(
    "what", ["token", "away", "missing", "scope", "mute", "clock", "endpoint", "off"]
)
async def test_the_doctor_says_what_stands_in_the_way(
    data, monkeypatch, capsys, world, server, what
):
    ana = Person.new(world, "Ana")
    quiet = DEFAULT & ~Permission.ATTACH_FILES if what == "mute" else DEFAULT
    guild = world.guild("G", ana.user, with_bot=False, everyone=quiet)
    guild.adds_bot(quiet, commands=what != "scope")
    if what != "missing":
        async with ears(server):
            pass
    if what == "token":
        monkeypatch.setenv("WALKON_DISCORD_TOKEN", WRONG)
    elif what == "away":
        await server.stop()
    elif what == "clock":
        server.clock_error_s = 300.0
    elif what == "endpoint":
        world.endpoint_url = "https://elsewhere.example"
    elif what == "off":
        monkeypatch.delenv("WALKON_DISCORD_TOKEN")
    found = await doctor(monkeypatch, capsys, server)
    lines = found["detail"].split("\n  ")
    ends = {
        "token": "error-option-discord-token", "away": "error-machine-discord-away",
        "off": "doctor-discord-off",
    }  # fmt: skip
    assert found["fine"] is (what not in {"token", "away"})
    if what in ends:
        assert lines == [say(ends[what], "en", {"host": f"127.0.0.1:{server.port}"})]
    else:
        assert len(lines) == 2
        assert SENTENCE.fullmatch(lines[1])
        wanted = say(f"discord-{what}", "en", {"n": 1, "seconds": 300})
        assert re.sub(r"\b(299|301)\b", "300", lines[1]) == wanted


@pytest.fixture
async def portal():
    """The address of a server that says yes to everything, and is none of Discord's."""

    async def answer(read, write):
        await read.readuntil(b"\r\n\r\n")
        page = b"<html>Welcome to our hotel</html>"
        write.write(
            b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(page)
        )
        write.write(page)
        await write.drain()
        write.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/api/v10"


async def test_a_server_that_is_not_discord_is_nobody_who_answers(
    server, world, monkeypatch, data, capsys, portal
):
    class Elsewhere:
        api_url, world = portal, server.world

    async with ears(Elsewhere(), open_=False) as told:  # type: ignore[arg-type]
        assert portal.split("/")[2] in await sentence(told, "away")
    found = await doctor(monkeypatch, capsys, Elsewhere())
    assert not found["fine"]
    assert found["detail"] == say(
        "error-machine-discord-away", "en", {"host": portal.split("/")[2]}
    )


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("TOKEN", "not a token", "discord-token"),
        ("TOKEN", "Bot a.b.c", "discord-token"),
        ("API_URL", "http://discord.example/api", "clear-discord"),
    ],
)
def test_what_cannot_be_is_refused_before_discord_is_asked(monkeypatch, data, name, value, reason):
    monkeypatch.setenv(f"WALKON_DISCORD_{name}", value)
    with pytest.raises(OptionRejected) as refused:
        load_settings()
    assert refused.value.reason == reason


def test_the_token_may_stand_in_a_file(monkeypatch, data, tmp_path, world):
    monkeypatch.delenv("WALKON_DISCORD_TOKEN")
    (tmp_path / "token").write_text(f"{world.token}\n", encoding="utf-8")
    monkeypatch.setenv("WALKON_DISCORD_TOKEN_FILE", str(tmp_path / "token"))
    settings = load_settings()
    assert settings.discord_token is not None
    assert settings.discord_token.get_secret_value() == world.token
    assert world.token not in repr(settings)
