"""Files of the fake Discord lie behind links that are good for a day; the way there may break."""

from __future__ import annotations

from datetime import timedelta

import aiohttp
import pytest

from tests.discord.faults import AppliedLate, Broken, Delayed, LostAnswer, SlowDown
from tests.discord.fixtures import ana as ana
from tests.discord.fixtures import channel as channel
from tests.discord.fixtures import guild as guild
from tests.discord.fixtures import server as server
from tests.discord.fixtures import world as world
from tests.discord.rendering import attachment_json
from tests.discord.samples import VIDEO, ask, sent
from tests.discord.server import DOWNLOAD, Server

POST = "POST /channels/{}/messages"


async def fetch(url):
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, answer.headers["Content-Type"], await answer.read()


def says(server, channel):
    return ask(server, "POST", f"/channels/{channel.id}/messages", {"content": "Hello"})


@pytest.fixture
async def attachment(server, world, channel):
    message = await sent(server, channel, files=[("film.mp4", VIDEO)])
    return message.attachments[0]


async def test_a_link_brings_the_bytes_for_a_day(server, world, attachment):
    url = attachment_json(world, attachment)["url"]
    assert url.startswith(f"{server.url}/attachments/")
    assert await fetch(url) == (200, "video/mp4", VIDEO)
    world.move(timedelta(hours=25))
    assert (await fetch(url))[0] == 404
    assert (await fetch(attachment_json(world, attachment)["url"]))[0] == 200


@pytest.mark.parametrize(
    "change", [("film", "other"), ("hm=", "hm=0"), ("ex=", "ex=f"), ("?", "?a=")]
)
async def test_a_link_that_was_not_given_brings_nothing(server, world, attachment, change):
    url = attachment_json(world, attachment)["url"]
    assert (await fetch(url.replace(*change)))[0] == 404
    assert (await fetch(url.partition("?")[0]))[0] == 404


async def test_files_that_one_person_alone_sees_lie_elsewhere(server, world, channel):
    file = world.attach(b"a", "a.png", channel=channel, ephemeral=True)
    body = attachment_json(world, file)
    assert "/ephemeral-attachments/" in body["url"]
    assert body["ephemeral"] is True
    assert await fetch(body["url"]) == (200, "image/png", b"a")


async def test_an_answer_may_be_lost_after_the_deed(server, world, channel):
    world.faults.once(POST, LostAnswer())
    with pytest.raises(aiohttp.ClientError):
        await says(server, channel)
    assert len(channel.shown()) == 1


async def test_a_deed_may_be_done_late(server, world, channel):
    world.faults.once(POST, AppliedLate(0.01))
    with pytest.raises(aiohttp.ClientError):
        await says(server, channel)
    assert await world.until(channel.shown)


async def test_discord_may_be_broken_or_slow_or_say_slow_down(server, world, channel):
    world.faults.once(POST, Broken())
    assert (await says(server, channel)).status == 502
    world.faults.once(POST, SlowDown(0.5, everywhere=True))
    answer = await says(server, channel)
    assert (answer.status, answer.body["retry_after"], answer.body["global"]) == (429, 0.5, True)
    assert answer.headers["X-RateLimit-Global"] == "true"
    assert channel.shown() == []
    world.faults.once(POST, Delayed(0.01))
    assert (await says(server, channel)).status == 200


async def test_fetching_may_fail_too(server, world, attachment):
    world.faults.once(DOWNLOAD, Broken(503))
    url = attachment_json(world, attachment)["url"]
    assert (await fetch(url))[0] == 503
    assert (await fetch(url))[0] == 200


async def test_what_was_to_be_done_late_is_not_done_when_the_server_stops(world, channel):
    server = Server(world=world)
    await server.start()
    for _ in range(3):
        world.faults.once(POST, AppliedLate(60.0))
        with pytest.raises(aiohttp.ClientError):
            await says(server, channel)
    await server.stop()
    assert channel.shown() == []


async def test_another_server_comes_back_with_the_same_world(world, ana, guild, channel):
    first = Server(world=world)
    await first.start()
    await says(first, channel)
    await first.stop()
    second = Server(world=world, port=first.port)
    await second.start()
    await says(second, channel)
    await second.stop()
    assert len(channel.shown()) == 2
