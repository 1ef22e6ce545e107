"""Discord has all wait, or somebody before it lets nothing through; it goes on all the same."""

from __future__ import annotations

import asyncio

import pytest

from bot.discord_room.account import Account, client, log_in
from tests.discord.faults import Broken, SlowDown
from tests.discord_stage import Stage, stage_of
from tests.integration.test_discord_showing import HELLO, POST

MEMBER = "GET /guilds/{}/members/{}"
ALL_WAIT = SlowDown(25.0, everywhere=True)
SOON_S = 20.0


@pytest.fixture
async def stage(tmp_path):
    async with stage_of(tmp_path) as stage:
        yield stage


async def cut(stage: Stage, call) -> None:
    """Begin a call, and give it up once Discord has told it that everybody is to wait."""
    refused = stage.world.faults.seen["SlowDown"]
    task = asyncio.ensure_future(call)
    await stage.world.until(lambda: stage.world.faults.seen["SlowDown"] > refused)
    await asyncio.sleep(0.1)  # for the answer to arrive: nothing tells of that
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_wait_for_all_that_was_given_up_keeps_nobody_waiting(stage: Stage):
    stage.world.faults.once(MEMBER, ALL_WAIT)
    await cut(stage, stage.chat.role(stage.place.chat, stage.member(stage.ben)))
    async with asyncio.timeout(SOON_S):
        sent = await stage.send(HELLO)
    assert [str(one.id) for one in stage.seen()] == [sent]


async def test_a_message_that_was_given_up_does_not_go_out_later(stage: Stage):
    stage.world.faults.once(POST, SlowDown(0.3, everywhere=True))
    await cut(stage, stage.send(HELLO))
    async with asyncio.timeout(SOON_S):
        sent = await stage.send(HELLO, key="film:2")
    await asyncio.sleep(0.5)  # longer than it would have waited
    assert [str(one.id) for one in stage.seen()] == [sent]


async def test_a_log_in_that_was_given_up_can_be_tried_again(stage: Stage):
    account = Account(token=stage.world.token, api_url=stage.server.api_url)
    bot = client(account)
    stage.world.faults.once("GET /users/@me", ALL_WAIT)
    await cut(stage, log_in(bot, account))
    async with asyncio.timeout(SOON_S):
        await log_in(bot, account)
    await bot.close()


async def test_what_a_proxy_lets_not_through_is_tried_again(stage: Stage):
    stage.world.faults.once(POST, Broken(403))
    with pytest.raises(ConnectionError):
        await stage.send(HELLO)
    sent = await stage.send(HELLO)
    assert [str(one.id) for one in stage.seen()] == [sent]
