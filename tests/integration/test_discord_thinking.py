"""A bot on Discord that died while it showed that it thinks: the next one ends that."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.chat import Toast
from bot.discord_room.thinking import SIGN
from bot.i18n import say
from tests.discord.faults import Broken
from tests.discord_stage import BUTTON, Stage, stage_of
from tests.integration.test_discord_showing import HELLO

THINKING = 5
ORIGINAL = "DELETE /webhooks/{}/{}/messages/{}"


@pytest.fixture
async def stage(tmp_path):
    async with stage_of(tmp_path) as stage:
        yield stage


async def promised(stage: Stage):
    """Have Ana type something that a message is to answer, and the bot die before it comes."""
    stage.answering.offer_s = 0.0
    asked = await stage.ana.slash("make", sentence="rain")
    event = await stage.hears()
    assert asked.kind == THINKING
    await stage.world.until(lambda: asked.messages)
    await stage.restart()
    assert asked.messages
    return asked, event


async def undecided(stage: Stage):
    """Have Ben press something, and the bot die before it has taken that in."""
    message = await stage.button()
    stage.answering.handler_s = 0.05
    stage.gate.clear()
    asked = await stage.ben.presses(message, BUTTON.label)
    await stage.hears()
    await stage.restart()
    return asked


def look(stage: Stage):
    return stage.chat._signs.look()


async def noted(stage: Stage):
    return await stage.chat._books.read(lambda books: books.states(SIGN))


async def test_the_message_that_answers_ends_the_sign_of_the_bot_before(stage: Stage):
    asked, event = await promised(stage)
    sent = await stage.send(HELLO, answers=event.event_id)
    assert asked.messages == []
    assert [str(one.id) for one in stage.seen()] == [sent]
    await look(stage)
    stage.world.move(timedelta(minutes=16))
    assert not asked.failed


async def test_what_is_for_the_asker_alone_takes_the_place_of_that_sign(stage: Stage):
    asked, event = await promised(stage)
    ana = stage.member(stage.ana)
    sent = await stage.send(HELLO, answers=event.event_id, only_for=ana)
    assert [(str(one.id), one.ephemeral) for one in asked.messages] == [(sent, True)]
    await look(stage)
    assert (await asked.said()).content == "🎬 “**Rain**” · rolling"
    await stage.chat.remove(stage.place, sent)
    assert asked.messages == []


async def test_a_sign_that_nothing_comes_for_is_taken_away(stage: Stage):
    asked, _ = await promised(stage)
    stage.world.faults.once(ORIGINAL, Broken(503))
    await look(stage)
    assert asked.messages
    await look(stage)
    assert asked.messages == []


async def test_whoever_did_what_was_lost_is_told(stage: Stage):
    asked = await undecided(stage)
    await look(stage)
    assert (asked.words, asked.message.ephemeral) == (say("discord-failed"), True)


async def test_an_old_sign_is_left_alone(stage: Stage):
    asked = await undecided(stage)
    assert await noted(stage)
    stage.world.move(timedelta(minutes=16))
    await look(stage)
    assert asked.failed
    assert not await noted(stage)


async def test_what_was_answered_is_not_touched_by_the_next_bot(stage: Stage):
    message = await stage.button()
    stage.answering.handler_s = 0.05
    stage.gate.clear()
    stage.answers = lambda _event: Toast(text="Done.")
    asked = await stage.ben.presses(message, BUTTON.label)
    stage.gate.set()
    await asked.said()
    await stage.restart()
    assert not await noted(stage)
    assert asked.words == "Done."
