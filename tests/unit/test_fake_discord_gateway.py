"""The fake gateway: who is let in, what they are told, and what they get back after a break."""

from __future__ import annotations

import json
import zlib
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import numpy as np
import pytest
from aiohttp import web

from tests.discord import gateway
from tests.discord.faults import by_chance, drops_by_chance
from tests.discord.things import Intent
from tests.discord.world import World
from tests.fakes_server import serving

GUILDS_AND_DMS = Intent.GUILDS | Intent.DIRECT_MESSAGES
EVENT, HEARTBEAT, IDENTIFY, RESUME, INVALID_SESSION = 0, 1, 2, 6, 9


class Bot:
    """A bot that speaks the gateway's protocol by hand."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        self.ws, self.seq, self._inflate = ws, 0, zlib.decompressobj()

    async def hears(self, event: str = "") -> Any:
        """The next payload; with ``event``, the body of that event, which must be the next."""
        message = await self.ws.receive(timeout=10)
        if message.type is aiohttp.WSMsgType.BINARY:
            assert message.data.endswith(b"\x00\x00\xff\xff")
            payload = json.loads(self._inflate.decompress(message.data))
        else:
            assert message.type is aiohttp.WSMsgType.TEXT, (message, self.ws.close_code)
            payload = json.loads(message.data)
        self.seq = payload["s"] or self.seq
        if event:
            assert payload["t"] == event
            return payload["d"]
        return payload

    async def says(self, op: int, body: Any = None) -> None:
        await self.ws.send_json({"op": op, "d": body})

    async def is_hung_up(self) -> int | None:
        """The close code; whatever was sent before is passed over."""
        while not self.ws.closed:
            await self.ws.receive(timeout=10)
        return self.ws.close_code


def identity(world: World, intents: int = GUILDS_AND_DMS, **more: Any) -> dict[str, Any]:
    return {"token": world.token, "intents": intents, "properties": {"os": "test"}, **more}


@pytest.fixture
def world():
    return World()


@pytest.fixture
async def connect(world):
    """Opens a connection, past HELLO."""
    app = web.Application()
    app.add_routes(gateway.routes(world))

    @asynccontextmanager
    async def connected(query: str = "?v=10&encoding=json"):
        gate = f"{url}/gateway{query}"
        async with aiohttp.ClientSession() as session, session.ws_connect(gate) as ws:
            bot = Bot(ws)
            hello = await bot.hears()
            assert (hello["op"], hello["d"]["heartbeat_interval"]) == (10, 41250)
            yield bot

    async with serving(app) as url:
        yield connected


async def come_back(bot: Bot, world: World, session: str, seq: int) -> None:
    await bot.says(RESUME, {"token": world.token, "session_id": session, "seq": seq})


@pytest.mark.parametrize("query", ["?v=10", "?v=10&encoding=json&compress=zlib-stream"])
async def test_a_bot_is_told_who_it_is_and_where(world, connect, query):
    guild = world.guild("Friends", world.user("Ana"))
    async with connect(query) as bot:
        await bot.says(HEARTBEAT)
        assert (await bot.hears())["op"] == 11
        await bot.says(IDENTIFY, identity(world))
        ready = await bot.hears("READY")
        assert ready["user"]["id"] == str(world.me.id)
        assert ready["guilds"] == [{"id": str(guild.id), "unavailable": True}]
        created = await bot.hears("GUILD_CREATE")
        assert [channel["name"] for channel in created["channels"]] == ["general"]
        guild.opens_channel("films")
        assert (await bot.hears("CHANNEL_CREATE"))["name"] == "films"
        assert bot.seq == 3


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"op": IDENTIFY, "d": {"token": "another", "intents": 0}}, 4004),
        ({"op": IDENTIFY, "d": {"intents": 1 << 40}}, 4013),
        ({"op": IDENTIFY, "d": {"intents": None}}, 4013),
        ({"op": IDENTIFY, "d": {"intents": int(Intent.GUILD_MEMBERS)}}, 4014),
        ({"op": IDENTIFY, "d": {"intents": int(Intent.MESSAGE_CONTENT)}}, 4014),
        ({"op": IDENTIFY, "d": {"intents": 1, "shard": [1, 2]}}, 4010),
        ({"op": IDENTIFY, "d": []}, 4002),
        ({"op": 3, "d": {}}, 4003),
        ({"op": RESUME, "d": {"session_id": "x", "seq": None}}, 4007),
        ({"op": "2"}, 4002),
        ({"op": 1, "d": "x" * 4096}, 4002),
    ],
)
async def test_whoever_does_not_do_as_discord_asks_is_hung_up_on(world, connect, said, code):
    if isinstance(said.get("d"), dict):
        said["d"].setdefault("token", world.token)
    async with connect() as bot:
        await bot.ws.send_json(said)
        assert await bot.is_hung_up() == code


async def test_a_bot_that_identifies_twice_or_says_too_much_is_hung_up_on(world, connect):
    async with connect() as bot:
        await bot.says(IDENTIFY, identity(world))
        await bot.says(IDENTIFY, identity(world))
        assert await bot.is_hung_up() == 4005
    async with connect() as bot:
        for _ in range(121):
            await bot.says(HEARTBEAT)
        assert await bot.is_hung_up() == 4008
    async with connect("?v=7") as bot:
        assert await bot.is_hung_up() == 4012


async def test_a_bot_hears_what_it_listens_to_and_reads_what_it_may(world, connect):
    ana, ben = world.user("Ana"), world.user("Ben")
    guild = world.guild("Friends", ana, ben)
    async with connect() as quiet, connect() as bold:
        await quiet.says(IDENTIFY, identity(world, Intent.DIRECT_MESSAGES))
        await quiet.hears("READY")
        await bold.says(IDENTIFY, identity(world, Intent.GUILD_MESSAGES))
        await bold.hears("READY")
        world.post_message(guild.channel("general"), ana, "hello")
        world.post_message(guild.channel("general"), ana, f"hello {world.me.mention}")
        world.post_message(world.dm(ben), ben, "between us")
        assert (await bold.hears("MESSAGE_CREATE"))["content"] == ""
        assert (await bold.hears("MESSAGE_CREATE"))["content"].startswith("hello <@")
        assert (await quiet.hears("MESSAGE_CREATE"))["content"] == "between us"
    world.reads_words = True
    async with connect() as bot:
        intents = Intent.GUILD_MESSAGES | Intent.MESSAGE_CONTENT
        await bot.says(IDENTIFY, identity(world, intents))
        await bot.hears("READY")
        world.post_message(guild.channel("general"), ana, "hello again")
        assert (await bot.hears("MESSAGE_CREATE"))["content"] == "hello again"


async def test_who_comes_back_gets_what_came_meanwhile(world, connect):
    guild = world.guild("Friends", world.user("Ana"))
    async with connect() as bot:
        await bot.says(IDENTIFY, identity(world))
        session = (await bot.hears("READY"))["session_id"]
        await bot.hears("GUILD_CREATE")
        world.gateway.drops()
        assert await bot.is_hung_up() == 1006
    guild.opens_channel("first")
    guild.opens_channel("second")
    async with connect("?v=10&compress=zlib-stream") as again:
        await come_back(again, world, session, bot.seq)
        assert (await again.hears("CHANNEL_CREATE"))["name"] == "first"
        assert (await again.hears("CHANNEL_CREATE"))["name"] == "second"
        await again.hears("RESUMED")
        guild.opens_channel("third")
        assert (await again.hears("CHANNEL_CREATE"))["name"] == "third"
    assert (world.gateway.identified, world.gateway.resumed) == (1, 1)


async def test_who_comes_back_too_late_or_missed_too_much_must_begin_anew(world, connect):
    guild = world.guild("Friends", world.user("Ana"))
    world.gateway.kept = 3
    sessions = []
    for _ in range(2):
        async with connect() as bot:
            await bot.says(IDENTIFY, identity(world))
            sessions.append((await bot.hears("READY"))["session_id"])
            await bot.hears("GUILD_CREATE")
            world.gateway.drops()
            await bot.is_hung_up()
    for number in range(4):
        guild.opens_channel(f"channel-{number}")
    async with connect() as again:
        await come_back(again, world, sessions[0], 2)
        assert await again.hears() == {"op": INVALID_SESSION, "d": False, "s": None, "t": None}
        await come_back(again, world, sessions[1], 3)
        assert (await again.hears("CHANNEL_CREATE"))["name"] == "channel-1"
    world.gateway.drops()
    world.move(timedelta(minutes=4))
    async with connect() as late:
        await come_back(late, world, sessions[1], 6)
        assert (await late.hears())["op"] == INVALID_SESSION
        await late.says(IDENTIFY, identity(world))
        await late.hears("READY")


async def test_who_says_goodbye_has_no_session_to_come_back_to(world, connect):
    async with connect() as bot:
        await bot.says(IDENTIFY, identity(world))
        session = (await bot.hears("READY"))["session_id"]
        await bot.ws.close(code=1000)
    await world.until(lambda: not world.gateway.sessions)
    async with connect() as again:
        await come_back(again, world, session, 1)
        assert (await again.hears())["op"] == INVALID_SESSION


async def test_a_session_goes_on_over_the_new_line_while_the_old_one_is_silent(world, connect):
    guild = world.guild("Friends", world.user("Ana"))
    async with connect() as bot, connect() as again:
        await bot.says(IDENTIFY, identity(world))
        session = (await bot.hears("READY"))["session_id"]
        await bot.hears("GUILD_CREATE")
        world.gateway.goes_silent()
        guild.opens_channel("unheard")
        await bot.says(HEARTBEAT)
        await come_back(again, world, session, bot.seq)
        assert (await again.hears("CHANNEL_CREATE"))["name"] == "unheard"
        assert await bot.is_hung_up() == 1006


async def test_discord_may_ask_to_reconnect_end_a_session_or_lose_a_guild(world, connect):
    guild = world.guild("Friends", world.user("Ana"))
    async with connect() as bot:
        await bot.says(IDENTIFY, identity(world))
        await bot.hears("READY")
        await bot.hears("GUILD_CREATE")
        world.gateway.loses(guild)
        assert (await bot.hears("GUILD_DELETE"))["unavailable"]
        world.gateway.finds(guild)
        await bot.hears("GUILD_CREATE")
        world.gateway.asks_to_reconnect()
        assert (await bot.hears())["op"] == 7
        world.gateway.invalidates(resumable=True)
        assert (await bot.hears())["d"] is True
        world.gateway.invalidates()
        assert (await bot.hears())["d"] is False
        assert world.gateway.sessions == {}


async def test_a_bot_without_a_heartbeat_is_given_up(world, connect):
    async with connect() as bot:
        world.gateway.heartbeat_s = 0.05
        await bot.says(IDENTIFY, identity(world))
        assert await bot.is_hung_up() == 4009


async def test_the_line_breaks_after_the_events_that_faults_choose(world, connect):
    guild = world.guild("Friends", world.user("Ana"))
    world.faults.drops = lambda number: number == 2
    async with connect() as bot:
        await bot.says(IDENTIFY, identity(world))
        await bot.hears("READY")
        await bot.hears("GUILD_CREATE")
        for name in ("first", "second", "third"):
            guild.opens_channel(name)
        assert (await bot.hears("CHANNEL_CREATE"))["name"] == "first"
        assert (await bot.hears("CHANNEL_CREATE"))["name"] == "second"
        assert await bot.is_hung_up() == 1006
    assert world.faults.seen["Drop"] == 1


def test_chance_is_seeded_and_keeps_to_its_shares():
    def drawn(seed: int) -> list[object]:
        choose = by_chance(np.random.default_rng(seed), slow=0.1, lost=0.2, late=0.05)
        return [choose("POST /x", number) for number in range(2000)]

    assert drawn(1) == drawn(1) != drawn(2)
    lost = [type(fault).__name__ for fault in drawn(1)].count("LostAnswer")
    assert 330 < lost < 470
    drops = drops_by_chance(np.random.default_rng(1), 0.5)
    assert 400 < sum(drops(number) for number in range(1000)) < 600
