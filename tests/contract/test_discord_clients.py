"""The fake Discord as others see it: discord.py and discord.js drive it unchanged."""

from __future__ import annotations

import asyncio
from asyncio.subprocess import Process
from contextlib import asynccontextmanager
from operator import attrgetter
from pathlib import Path

import pytest

from tests.discord.asking import Asked, NoResponse
from tests.discord.gateway import Gateway
from tests.discord.library_bot import library_bot
from tests.discord.people import Person, people
from tests.discord.remote import another_process
from tests.discord.server import Server, discord
from tests.discord.things import EPHEMERAL
from tests.discord.world import World

CLIENTS = Path(__file__).parent.parent / "discord" / "clients"
PHOTO = b"\xff\xd8\xff a face"


async def started(url: str, token: str) -> Process:
    """Start the bot on discord.js."""
    assert (CLIENTS / "node_modules" / "discord.js").is_dir(), "make clients fetches discord.js"
    script = CLIENTS / "bot.mjs"
    return await asyncio.create_subprocess_exec("node", str(script), f"{url}/api", token)


@asynccontextmanager
async def on_discord_js(server: Server):
    """Run the bot on discord.js for as long as the block lasts."""
    node = await started(server.url, server.world.token)
    try:
        yield
    finally:
        node.terminate()
        assert await node.wait() == 0


@pytest.fixture(params=["discord.py", "discord.js"])
def runs(request, monkeypatch):
    """Runs the bot on one of the libraries."""
    if request.param == "discord.py":
        return lambda server: library_bot(server, monkeypatch)
    return on_discord_js


@pytest.fixture
async def server():
    async with discord() as server:
        yield server


async def test_a_bot_is_asked_answers_and_comes_back(server, runs):
    world = server.world
    ana, ben = people(world, "Ana", "Ben")
    world.guild("Friends", ana.user, ben.user)
    async with runs(server):
        await ana.is_offered("make")
        assert (ana.commands(), ana.menus()) == (["film make"], ["Remix"])

        asked = ana.slash("make", sentence="To the moon", person=ben, photo=PHOTO)
        said = await asked.said()
        words = f"To the moon with Ben, {len(PHOTO)} bytes, in Friends #general"
        assert (said.content, asked.failed) == (words, False)
        film = await ben.awaits("^Film")
        assert [(file.filename, len(file.data)) for file in film.attachments] == [
            ("film.mp4", 2000)
        ]
        assert film.labels == ["Like", "Count", "Selfie"]
        assert asked.messages == [said, film]

        assert (await ben.presses(film, "Like").said()).flags & EPHEMERAL
        assert (ben.was_told, ana.was_told) == (["Liked"], [])
        await ben.presses(film, "Count")
        assert (film.content, len(film.attachments)) == ("Film, counted", 1)

        opened = await ben.presses(film, "Selfie")
        assert (opened.form.title, opened.form.labels) == (
            "Your likeness", ["Name", "Selfie", "It is me"],
        )  # fmt: skip
        filled = ben.fills(opened, {"Name": "Ben", "It is me": True}, {"Selfie": PHOTO})
        thanks = await filled.said()
        assert thanks.content == f"Ben: photo.jpg of {len(PHOTO)} bytes, true"
        assert thanks.viewer is ben.user

        assert (await ana.menu("Remix", film).said()).content == "Remix of Film, counted"
        ana.writes_dm("Hello", PHOTO)
        await ana.awaits("You wrote Hello with 1 files", ana.dm)

        world.gateway.drops()
        ana.writes_dm("Are you there?")
        await ana.awaits("You wrote Are you there", ana.dm)
        world.gateway.asks_to_reconnect()
        await world.gateway.awaits(resumed=2)
        ben.writes_dm("And now?")
        await ben.awaits("You wrote And now", ben.dm)
        assert (world.gateway.identified, world.gateway.resumed) == (1, 2)

        world.gateway.forgets()
        ben.writes_dm("This one is lost")
        await world.gateway.awaits(identified=2)
        ben.writes_dm("This is not")
        await ben.awaits("You wrote This is not", ben.dm)
        assert [message.content for message in ben.sees_dm()].count("This one is lost") == 1
        assert "lost with" not in "".join(message.content for message in ben.sees_dm())
        assert ana.failed == ben.failed == []
    await world.gateway.is_left()


async def test_discord_py_notices_a_line_that_only_looks_alive(server, monkeypatch):
    world = server.world
    (ana,) = people(world, "Ana")
    world.guild("Friends", ana.user)
    world.gateway.heartbeat_s = 0.2
    async with library_bot(server, monkeypatch, heartbeat_timeout=0.6):
        world.gateway.goes_silent()
        ana.writes_dm("Hello?")
        await world.gateway.awaits(resumed=1)
        await ana.awaits("You wrote Hello", ana.dm)


async def test_people_ask_one_life_of_a_bot_after_another():
    async with another_process() as remote:
        ana = await remote.call(Person.new, remote.world, "Ana")
        user, dm = await remote.call(attrgetter("user", "dm"), ana)
        await remote.call(World.guild, remote.world, "Friends", user)
        for life in (1, 2):
            node = await started(remote.url, remote.token)
            await remote.call(Person.is_offered, ana, "Remix")
            await remote.call(Gateway.awaits, remote.gateway, identified=life)
            await remote.call(Person.writes_dm, ana, f"Life {life}")
            said = await remote.call(Person.awaits, ana, f"You wrote Life {life}", dm)
            asked = await remote.call(Person.menu, ana, "Remix", said)
            answer = await remote.call(Asked.said, asked)
            words = await remote.call(attrgetter("content"), answer)
            assert words == f"Remix of You wrote Life {life} with 0 files"
            node.kill()
            await node.wait()
            await remote.call(Gateway.is_left, remote.gateway)
            asked = await remote.call(Person.menu, ana, "Remix", said)
            with pytest.raises(NoResponse):
                await remote.call(Asked.said, asked)
            assert len(await remote.call(attrgetter("failed"), ana)) == life
