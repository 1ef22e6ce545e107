"""Other people's, forged, expired, replayed and misplaced presses: none does anything."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from bot import buttons
from bot.bootstrap import utc_now
from bot.chat import ButtonPress, OutgoingText, Place, Toast
from bot.i18n import say
from generation.model.member import ChatId
from tests.fakes_house import GROUP, MovingClock, at_stage
from tests.fakes_house import buttons as shown_buttons

STRANGERS = [f"Stranger{n}" for n in range(20)]
TOGETHER = 100  # presses at the same time
FUZZED_WHOLE = 10_000  # through the whole handler; test_buttons takes 100,000 through the codec
TABLES_LEFT = """
    SELECT name FROM sqlite_master WHERE type = 'table'
    AND name NOT IN ('inbox', 'people', 'memberships', 'chats') AND name NOT LIKE 'sqlite_%'
    AND name NOT LIKE '_sqlite_%' ORDER BY name
"""
EXPIRED = say("toast-expired", "en")
STILL = 5  # looks in a row that find nothing to do


@pytest.fixture
async def clock():
    return MovingClock()


@pytest.fixture
async def stage(tmp_path, models_dir, clock):
    async with at_stage(tmp_path / "data", models_dir, clock=clock) as stage:
        await stage.join("Ana", "Ben", "Cho")
        await stage.enrol("Ben", "drawn")
        await stage.film("Ana", "@Ben argues about the last dumpling", mentions=("Ben",))
        await stage.until(lambda: stage.button("Ben", "Post"))
        await rest(stage)
        yield stage


def everything(books):
    """Return all rows but those that say who came by."""
    names = [row[0] for row in books.connection.execute(TABLES_LEFT)]
    return {
        name: books.connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
        for name in names
    }


async def kept(stage):
    """Return the books as plain values."""
    tables = await stage.house.database.read(everything)
    return {name: [tuple(row) for row in rows] for name, rows in tables.items()}


async def rest(stage):
    """Wait until every film is made, every message as the books say, and every key gone."""

    def busy(books):
        later = utc_now() + timedelta(days=9)
        return (
            books.outbox.due(later)
            or books.erasures.open()
            or books.jobs.in_state("accepted", "placed", "queued", "rendering", "publishing")
        )

    still = 0
    while still < STILL:  # what is decided in one breath is written in the next
        still = 0 if await stage.house.database.read(busy) else still + 1
        await asyncio.sleep(0.02)


def shown(stage):
    """Return every button that anybody sees, with its message's id and place."""
    return [
        (button.data, number, message.place)
        for number, message in stage.chat.messages.items()
        if not message.gone
        for button in shown_buttons(message.now)
    ]


def press(stage, name, data, message, place):
    return ButtonPress(
        event_id=stage.event_id(), sender=stage.sender(name), place=place, data=data,
        message=message,
    )  # fmt: skip


async def test_twenty_strangers_press_what_is_for_somebody_else(stage):
    await stage.join(*STRANGERS)
    await rest(stage)
    owned = [
        (row.allowed, data, message, place)
        for data, message, place in shown(stage)
        if (row := await stage.house.database.read(lambda b, d=data: b.buttons.get(d[-22:])))
        and row.allowed is not None
    ]
    assert {data.split(":")[1] for _, data, _, _ in owned} >= {"approve", "decline"}
    before = await kept(stage)
    for name in STRANGERS:
        for owner, data, message, place in owned:
            if owner != stage.sender(name).id:
                answer = await stage.handle(press(stage, name, data, message, place))
                assert isinstance(answer, Toast)
    assert await kept(stage) == before


async def test_ten_thousand_forged_presses_change_nothing(stage):
    await stage.join(*STRANGERS)
    await rest(stage)
    rng, there = np.random.default_rng(11), shown(stage)
    before, answers = await kept(stage), Counter[bool]()
    for first in range(0, FUZZED_WHOLE, TOGETHER):
        events = []
        for n in range(first, first + TOGETHER):
            data, message, place = there[int(rng.integers(len(there)))]
            name = STRANGERS[n % len(STRANGERS)] if n % 2 else "Ben"
            events.append(press(stage, name, forged(rng, data), message, place))
        for answer in await asyncio.gather(*map(stage.handle, events)):
            answers[isinstance(answer, Toast) and answer.text == EXPIRED] += 1
    assert answers == {True: FUZZED_WHOLE}
    await rest(stage)
    assert await kept(stage) == before


def forged(rng, data):
    """Return something that looks like a button's data, and is not this one's."""
    verb, other = data.split(":")[1], buttons.new_id(rng.bytes(buttons.ID_BYTES))
    verbs = sorted(buttons.VERBS - {verb})
    place = int(rng.integers(len(data)))
    match int(rng.integers(5)):
        case 0:
            return f"1:{verb}:{other}"
        case 1:
            return f"1:{verbs[int(rng.integers(len(verbs)))]}:{data[-22:]}"
        case 2:
            return data[:place] + chr(int(rng.integers(32, 0x2FFF))) + "~" + data[place + 1 :]
        case 3:
            return data[:place]
        case _:
            return rng.bytes(int(rng.integers(1, 64))).decode("latin-1")


async def test_a_press_counts_only_where_its_button_is(stage):
    """Another chat, a direct chat, another message: the same data does nothing there."""
    before = await kept(stage)
    elsewhere = Place(chat=ChatId("fake:elsewhere"), title="Elsewhere")
    direct = await stage.chat.direct(stage.sender("Ben").id)
    for data, message, place in shown(stage):
        others = [key for key in stage.chat.messages if key != message] + ["999", ""]
        wrong = [(message, elsewhere), *((other, place) for other in others)]
        wrong.append((message, GROUP if place.private else direct))
        for number, where in wrong:
            answer = await stage.handle(press(stage, "Ben", data, number, where))
            assert answer == Toast(text=EXPIRED)
    assert await kept(stage) == before


async def test_an_answer_is_given_once(stage):
    """Every later press of either of the two buttons finds nothing to answer any more."""
    no, yes = stage.button("Ben", "Not this"), stage.button("Ben", "Post")
    ticket = next(m for m in stage.chat.seen_by(stage.sender("Ben").id) if _has(m, yes.data))
    await stage.press_data("Ben", yes.data, ticket)
    await rest(stage)
    before = await kept(stage)
    for data in [yes.data, no.data] * 10:
        answer = await stage.press_data("Ben", data, ticket)
        assert answer == Toast(text=EXPIRED)
    after = await kept(stage)
    del before["buttons"], after["buttons"]  # the other button is used up by its first press
    assert after == before


def _has(message, data):
    return any(button.data == data for button in shown_buttons(message.now))


async def test_the_same_delivery_again_does_nothing(stage):
    film = next(
        (key, m) for key, m in stage.chat.messages.items() if m.only_for is None
        and m.place.chat == GROUP.chat and not isinstance(m.now, OutgoingText)
    )  # fmt: skip
    like = next(b for b in shown_buttons(film[1].now) if "👍" in b.label)
    event = press(stage, "Cho", like.data, film[0], GROUP)
    await stage.handle(event)
    await rest(stage)
    before = await kept(stage)
    for _ in range(50):
        await stage.handle(event)
    assert await kept(stage) == before


async def test_a_button_that_has_run_out_does_nothing(stage, clock):
    """Whatever has an end is pressed by whom it belongs to, after that end."""

    def ending(books):
        rows = books.connection.execute(
            "SELECT id FROM buttons WHERE expires_at IS NOT NULL"
        ).fetchall()
        return [books.buttons.get(row["id"]) for row in rows]

    for row in await stage.house.database.read(ending):
        post = await stage.house.database.read(lambda books, r=row: books.outbox.get(r.slot))
        message = stage.chat.messages.get(post.message)
        clock.later = row.expires_at - utc_now() + timedelta(seconds=1)
        before = await kept(stage)
        event = replace(
            press(stage, "Ben", buttons.encode(row.verb, row.id), post.message, message.place),
            sender=replace(stage.sender("Ben"), id=row.allowed or stage.sender("Ben").id),
        )
        assert await stage.handle(event) == Toast(text=EXPIRED)
        after = await kept(stage)
        assert after["jobs"] == before["jobs"]
        assert after["film_parts"] == before["film_parts"]
