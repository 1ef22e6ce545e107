"""Who has never opened their direct chat: what is for them waits, and a card says so."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.chat import (
    CannotReach,
    DirectOpened,
    IncomingCommand,
    OpenDirect,
    OutgoingText,
    Place,
    Toast,
)
from bot.i18n import say
from generation.model.member import ChatId, MemberId
from generation.studio import permission
from tests.fakes_chat import FakeChat
from tests.fakes_house import MovingClock, at_stage

DOOR = "Open our chat"


@pytest.fixture
async def clock():
    return MovingClock()


@pytest.fixture
async def stage(tmp_path, models_dir, clock):
    chat = FakeChat()
    chat.unmet = {MemberId("fake:ben"), MemberId("fake:eve")}
    async with at_stage(tmp_path / "data", models_dir, clock=clock, chat=chat) as stage:
        await stage.join("Ana", "Ben", "Eve")
        yield stage


def here(name):
    return Place(chat=ChatId(f"fake:dm-fake:{name.lower()}"), private=True)


async def opens(stage, name):
    stage.chat.unmet.discard(stage.sender(name).id)
    await stage.handle(
        DirectOpened(event_id=stage.event_id(), sender=stage.sender(name), place=here(name))
    )


async def follows(stage, name, token):
    return await stage.handle(
        IncomingCommand(
            event_id=stage.event_id(), sender=stage.sender(name), place=here(name),
            text=f"/start {token}",
        )
    )  # fmt: skip


async def asked(stage):
    """Have Ana write a part for Ben, who has no cameo and has never spoken to the bot."""
    await stage.film("Ana", "@Ben argues about the last dumpling", mentions=("Ben",))
    await stage.until(lambda: stage.button("Ben", DOOR))


async def test_a_question_waits_and_a_card_says_that_something_does(stage):
    await asked(stage)
    cards = [m.now for m in stage.chat.seen_by(stage.sender("Eve").id) if "Ben" in text(m)]
    assert any("something for you alone" in text_of(card) for card in cards)
    assert not stage.sees("Ben", "wrote a part for you")
    await opens(stage, "Ben")
    await stage.until(lambda: stage.sees("Ben", "wrote a part for you"))
    await stage.until(lambda: stage.button("Ben", DOOR) is None)


async def test_the_card_is_pressed_by_one_alone_and_leads_to_the_direct_chat(stage):
    await asked(stage)
    assert await stage.press("Eve", DOOR) == Toast(
        text=say("toast-not-yours", "en", {"name": "Ben"})
    )
    answer = await stage.press("Ben", DOOR)
    assert isinstance(answer, OpenDirect)
    assert 20 < len(answer.token) <= 64
    await opens(stage, "Ben")
    await follows(stage, "Ben", answer.token)
    await stage.until(lambda: stage.sees("Ben", "wrote a part for you"))
    assert not stage.sees("Ben", "used up")


@pytest.mark.parametrize("why", ["another's", "too late", "twice"])
async def test_a_link_is_good_once_for_ten_minutes_and_for_one(stage, clock, why):
    await asked(stage)
    answer = await stage.press("Ben", DOOR)
    if why == "twice":
        await follows(stage, "Ben", answer.token)
    if why == "too late":
        clock.later += timedelta(minutes=10)
    who = "Eve" if why == "another's" else "Ben"
    stage.chat.unmet.clear()
    await follows(stage, who, answer.token)
    await stage.until(lambda: stage.sees(who, "used up"))


async def test_whoever_presses_in_the_group_is_taken_along(stage):
    """What they asked for cannot be brought to them: they go to it."""
    await stage.film("Ana", "a cat in the rain")
    answer = await stage.press("Eve", "Add me")
    assert isinstance(answer, OpenDirect)
    await opens(stage, "Eve")
    await follows(stage, "Eve", answer.token)
    await stage.until(lambda: stage.sees("Eve", "castable"))


async def test_words_in_private_open_the_door_as_well(stage):
    await asked(stage)
    stage.chat.unmet.clear()
    event = IncomingCommand(
        event_id=stage.event_id(), sender=stage.sender("Ben"), place=here("Ben"), text="help"
    )
    await stage.handle(event)
    await stage.until(lambda: stage.sees("Ben", "wrote a part for you"))


async def test_whoever_blocks_the_bot_is_not_called_for(stage):
    stage.chat.unmet.clear()
    await stage.say("Ana", "a cat in the rain")
    await stage.until(stage.group_films)
    stage.chat.failures.append(CannotReach())
    await stage.press("Eve", "Add me")
    await stage.until(lambda: not stage.chat.failures)
    await stage.say("Ana", "help")
    await stage.until(lambda: stage.sees("Ana", "and a sentence"))
    assert stage.button("Eve", DOOR) is None


async def test_what_could_not_be_changed_behind_a_shut_door_is_changed_when_it_opens(stage):
    await asked(stage)
    await opens(stage, "Ben")
    await stage.until(lambda: stage.sees("Ben", "wrote a part for you"))
    stage.chat.shut.add(stage.sender("Ben").id)
    await stage.house.database.write(lambda books: _deleted(books, stage))
    stage.house.ring()
    slot = await stage.house.database.read(
        lambda books: next(
            post.slot for post in books.outbox.in_chat("@fake:ben") if post.kind == "part"
        )
    )
    while True:
        post = await stage.house.database.read(lambda books: books.outbox.get(slot))
        if post.not_before is not None:
            break
        await asyncio.sleep(0.01)
    assert stage.sees("Ben", "wrote a part for you")
    stage.chat.shut.clear()
    await opens(stage, "Ben")
    await stage.until(lambda: not stage.sees("Ben", "wrote a part for you"))


def _deleted(books, stage):
    ana = stage.sender("Ana").id
    permission.delete_film(books, books.films.by(ana)[0], by=ana, at=stage.house.clock())


def text(message):
    return text_of(message.now)


def text_of(shown):
    return shown.text if isinstance(shown, OutgoingText) else ""
