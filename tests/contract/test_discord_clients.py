"""The fake Discord as others see it: discord.py and discord.js drive it unchanged."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.discord.library_bot import library_bot
from tests.discord.people import people
from tests.discord.server import Server, discord
from tests.discord.things import EPHEMERAL

CLIENTS = Path(__file__).parent.parent / "discord" / "clients"
PHOTO = b"\xff\xd8\xff a face"


@asynccontextmanager
async def on_discord_js(server: Server):
    """Run the bot on discord.js for as long as the block lasts."""
    assert (CLIENTS / "node_modules" / "discord.js").is_dir(), "make clients fetches discord.js"
    node = await asyncio.create_subprocess_exec(
        "node", str(CLIENTS / "bot.mjs"), f"{server.url}/api", server.world.token
    )
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
        await world.until(ana.commands)
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
    await world.until(lambda: not world.gateway.connected)


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
