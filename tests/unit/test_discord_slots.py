"""Who may answer an interaction, and which token reaches somebody."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.chat import IncomingCommand, Place, Sender
from bot.discord_room.slots import USABLE, Slots
from generation.model.member import ChatId, MemberId

ANA, BEN = MemberId("discord:1"), MemberId("discord:2")
MINUTE = timedelta(minutes=1)


@dataclass
class Interaction:
    id: int
    token: str
    channel_id: int | None = 7


class Room:
    """Slots under a clock that is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, tzinfo=UTC)
        self.slots = Slots(clock=lambda: self.now)
        self._count = 0

    def comes(self, who=ANA, channel=7):
        self._count += 1
        event = IncomingCommand(
            event_id=f"discord:{self._count}", sender=Sender(id=who, name="x"),
            place=Place(chat=ChatId("discord:7")), text="",
        )  # fmt: skip
        return self.slots.open(Interaction(self._count, f"t{self._count}", channel), event)

    async def token(self, who=ANA, channel=None, **more):
        found = await self.slots.token_of(who, channel, **more)
        return None if found is None else found.token


@pytest.fixture
def room():
    return Room()


async def test_nobody_answers_before_it_is_known_how(room):
    slot = room.comes()
    waiting = asyncio.create_task(room.slots.of("discord:1"))
    await asyncio.sleep(0)
    assert not waiting.done()
    slot.offer()
    assert await waiting is slot
    assert slot.state == "offered"


async def test_what_was_no_interaction_has_no_response(room):
    assert await room.slots.of("discord:99") is None
    assert await room.slots.of(None) is None


async def test_the_freshest_token_of_a_channel_counts(room):
    for who, channel in ((ANA, 7), (ANA, 8), (ANA, 7), (BEN, 7), (ANA, 9)):
        room.comes(who, channel).close("quiet")
    assert await room.token(channel=7) == "t3"
    assert await room.token(channel=8) == "t2"
    assert await room.token() == "t5"
    assert await room.token(MemberId("discord:3")) is None


async def test_a_token_is_waited_for_until_discord_has_had_its_answer(room):
    slot = room.comes()
    waiting = asyncio.create_task(room.token())
    await asyncio.sleep(0)
    assert not waiting.done()
    slot.think()
    await asyncio.sleep(0)
    assert not waiting.done()
    slot.settled.set()
    assert await waiting == "t1"


async def test_who_is_just_being_asked_about_is_not_waited_for(room):
    slot = room.comes()
    assert await room.token(patient=False) is None
    slot.close("quiet")
    assert await room.token(patient=False) == "t1"


async def test_what_discord_was_never_answered_reaches_nobody(room):
    room.comes().close("quiet")
    room.comes().close("lost")
    assert await room.token() == "t1"


async def test_a_token_is_good_for_less_than_a_quarter_of_an_hour(room):
    room.comes().close("used")
    room.now += USABLE - timedelta(seconds=1)
    assert await room.token() == "t1"
    room.now += timedelta(seconds=1)
    assert await room.token() is None


async def test_old_responses_are_forgotten(room):
    room.comes().close("used")
    room.now += 15 * MINUTE
    room.comes()
    assert await room.slots.of("discord:1") is None


async def test_a_further_message_ends_the_sign_that_we_think(room):
    slot = room.comes()
    slot.think()
    slot.settled.set()
    token = await room.slots.token_of(ANA)
    assert token is not None
    room.slots.spend(token)
    assert slot.state == "used"
