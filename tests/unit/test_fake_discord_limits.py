"""The fake Discord slows a bot down as Discord does, and says so in the headers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.discord.fixtures import ana as ana
from tests.discord.fixtures import channel as channel
from tests.discord.fixtures import guild as guild
from tests.discord.fixtures import server as server
from tests.discord.fixtures import world as world
from tests.discord.limits import Limits, Rule
from tests.discord.refusals import Refused
from tests.discord.samples import ask, sent


def says(server, channel):
    return ask(server, "POST", f"/channels/{channel.id}/messages", {"content": "Hello"})


async def test_every_answer_tells_what_is_left(server, world, channel):
    world.limits.on = True
    for left in (4, 3, 2, 1, 0):
        headers = (await says(server, channel)).headers
        assert headers["X-RateLimit-Limit"] == "5"
        assert headers["X-RateLimit-Remaining"] == str(left)
        assert 0 < float(headers["X-RateLimit-Reset-After"]) <= 5
        assert abs(float(headers["X-RateLimit-Reset"]) - world.clock.now()) < 6
        assert headers["X-RateLimit-Bucket"]


async def test_refusals_count_and_tell_too(server, world, channel):
    world.limits.on = True
    answer = await ask(server, "POST", f"/channels/{channel.id}/messages", {})
    assert answer.status == 400
    assert answer.headers["X-RateLimit-Remaining"] == "4"


async def test_one_message_too_many_has_to_wait(server, world, channel):
    world.limits.on = True
    for _ in range(5):
        assert (await says(server, channel)).status == 200
    answer = await says(server, channel)
    assert answer.status == 429
    assert answer.body["global"] is False
    assert 0 < answer.body["retry_after"] <= 5
    assert answer.headers["Via"]
    assert answer.headers["X-RateLimit-Scope"] == "user"
    assert answer.headers["X-RateLimit-Remaining"] == "0"
    assert len(channel.shown()) == 5
    world.move(timedelta(seconds=6))
    assert (await says(server, channel)).status == 200


async def test_every_channel_has_a_bucket_of_its_own(server, world, guild, channel):
    world.limits.on = True
    for _ in range(5):
        await says(server, channel)
    assert (await says(server, guild.opens_channel("other"))).status == 200


def test_too_many_requests_of_all_sorts_have_to_wait_too():
    limits = Limits(on=True)
    for number in range(50):
        limits.spend(f"GET /users/{number}", "", now=1000.0)
    with pytest.raises(Refused) as no:
        limits.spend("GET /users/50", "", now=1000.5)
    assert no.value.body == {**no.value.body, "global": True, "retry_after": 0.5}
    assert no.value.headers["X-RateLimit-Global"] == "true"
    assert limits.spend("POST /webhooks/{}/{}", "token", now=1000.5, counted=False)
    assert limits.spend("GET /users/50", "", now=1001.0)
    assert limits.refused == 1


async def test_old_messages_are_changed_only_so_often(server, world, channel):
    world.limits.old_edits = Rule(requests=2, seconds=60.0)
    message = await sent(server, channel)
    path = f"/channels/{channel.id}/messages/{message.id}"

    async def changed():
        return (await ask(server, "PATCH", path, {"content": "Bye"})).status

    assert [await changed() for _ in range(4)] == [200] * 4
    world.move(timedelta(hours=1, seconds=1))
    assert [await changed() for _ in range(3)] == [200, 200, 429]
    answer = await ask(server, "PATCH", path, {"content": "Bye"})
    assert answer.no == (429, 30046)
    assert 0 < answer.body["retry_after"] <= 60
    world.move(timedelta(minutes=1))
    assert await changed() == 200


async def test_there_is_plenty_where_nothing_is_limited(server, channel):
    answers = [await says(server, channel) for _ in range(12)]
    assert {answer.status for answer in answers} == {200}
    assert {answer.headers["X-RateLimit-Remaining"] for answer in answers} == {"999"}
