"""A handle whose owner the chat cannot tell: a part, a card, and whoever says that it is them."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.chat import ButtonPress, IncomingCommand, OutgoingText, Toast
from bot.i18n import say
from generation.director.script import from_json
from generation.model.member import MemberId
from generation.studio import enrolling, permission
from tests.fakes_house import GROUP, MovingClock, at_stage, buttons, words_of

ME = "That's me"
CLAIMED = Toast(text=say("toast-claimed"))


@pytest.fixture
async def clock():
    return MovingClock()


@pytest.fixture
async def stage(tmp_path, models_dir, clock):
    async with at_stage(tmp_path / "data", models_dir, clock=clock) as stage:
        await stage.join("Ana", "Cho")
        yield stage


async def ask(stage, text="@ben and me argue about the last dumpling", *unknown, name="Ana"):
    return await stage.handle(
        IncomingCommand(
            event_id=stage.event_id(), sender=stage.sender(name), place=GROUP, text=text,
            unknown=unknown or ("ben",),
        )
    )  # fmt: skip


async def press(stage, name, *, handle, shown=None):
    shown = shown or cards(stage)[-1]
    number = next(key for key, value in stage.chat.messages.items() if value is shown)
    return await stage.handle(
        ButtonPress(
            event_id=stage.event_id(), sender=replace(stage.sender(name), handle=handle),
            place=GROUP, data=buttons(shown.now)[0].data, message=number,
        )
    )  # fmt: skip


def cards(stage, words="wrote a part for you."):
    return [
        one
        for one in stage.chat.messages.values()
        if not one.gone and one.place.chat == GROUP.chat and words in words_of(one.now)
    ]


async def shown_with_a_card(stage, *wish):
    before = len(stage.group_films())
    await ask(stage, *wish)
    await stage.until(lambda: len(stage.group_films()) > before and cards(stage))
    return stage.group_film()


async def last(stage, name="Ana"):
    def read(books):
        film = books.films.by(stage.sender(name).id)[0]
        return film, books.films.parts(film.id)

    return await stage.house.database.read(read)


async def test_a_stranger_is_played_by_a_stand_in_and_called_by_one_card(stage):
    film = await shown_with_a_card(stage)
    [card] = cards(stage)
    assert words_of(card.now) == "@ben, Ana wrote a part for you."
    assert [one.label for one in buttons(card.now)] == ["🙋 That's me"]
    assert "as ben" in film.now.caption
    row, parts = await last(stage)
    assert "@" not in row.sentence + (row.paper or "") + film.now.caption
    assert "ben" in [one.name for one in from_json(row.paper).cast]
    assert [part.member for part in parts if part.name == "ben"] == [None]


async def test_the_card_waits_for_the_paper_and_goes_with_the_film(stage):
    stage.desk.gate.clear()
    await ask(stage)
    await stage.until(lambda: stage.desk.taken)
    await asyncio.sleep(0.1)
    assert not cards(stage)
    stage.stage.gate.clear()
    stage.desk.gate.set()
    await stage.until(lambda: cards(stage))
    await stage.press("Ana", "Cancel")
    await stage.until(lambda: not cards(stage))


async def test_only_whoever_goes_by_the_handle_gets_the_part_and_is_asked(stage):
    await stage.enrol("Ben", "drawn")
    film = await shown_with_a_card(stage)
    card, before = cards(stage)[0], film.now.caption
    theirs = Toast(text=say("toast-not-yours", "en", {"name": "@ben"}))
    assert await press(stage, "Cho", handle="cho") == theirs
    assert await press(stage, "Cho", handle="") == theirs
    assert cards(stage) == [card]
    assert await press(stage, "Ben", handle="Ben") == CLAIMED
    await stage.until(lambda: card.gone)
    await stage.until(lambda: stage.button("Ben", "Post"))
    assert film.now.caption == before
    shown = film.now.film.id
    await stage.press("Ben", "Post")
    await stage.until(lambda: film.now.film.id != shown)
    assert "as ben" not in film.now.caption


async def test_without_a_cameo_they_are_told_of_the_part_whatever_they_were_told_today(stage):
    await shown_with_a_card(stage)

    def told(books):
        books.people.told(MemberId("fake:ben"), stage.house.clock())

    await stage.house.database.write(told)
    assert await press(stage, "Ben", handle="ben") == CLAIMED
    await stage.until(lambda: stage.sees("Ben", "wrote a part for you in"))
    assert stage.button("Ben", "Yes, this once")


async def test_a_press_is_no_yes_and_a_no_looks_like_any_other(stage):
    await stage.enrol("Ben", "drawn")

    def refuse(books):
        permission.stop_asking(
            books, MemberId("fake:ben"), stage.sender("Ana").id, "", at=stage.house.clock(),
            new_id=stage.house.new_id,
        )  # fmt: skip

    await stage.house.database.write(refuse)
    film = await shown_with_a_card(stage)
    before = film.now
    assert await press(stage, "Ben", handle="ben") == CLAIMED
    await stage.until(lambda: not cards(stage))
    assert film.now == before
    _, parts = await last(stage)
    [part] = [one for one in parts if one.name == "ben"]
    assert (part.member, part.state) == ("fake:ben", "stand_in")


async def test_a_yes_that_is_there_already_counts_as_for_a_mention(stage):
    await stage.enrol("Ben", "drawn")

    def allow(books):
        ben, at = MemberId("fake:ben"), stage.house.clock()
        enrolling.set_ask(books, ben, never=True, at=at)
        books.chats.join(replace(books.chats.membership(GROUP.chat, ben), allowed_at=at))

    await stage.join("Ben")
    await stage.house.database.write(allow)
    film = await shown_with_a_card(stage)
    before = (await last(stage))[0].paper_sha256
    await press(stage, "Ben", handle="ben")
    await stage.until(lambda: "as ben" not in film.now.caption)
    assert (await last(stage))[0].paper_sha256 != before


async def test_whoever_is_in_the_film_already_has_one_part_of_it(stage):
    await shown_with_a_card(stage)
    again = Toast(text=say("toast-in-it-already"))
    assert await press(stage, "Ana", handle="ben") == again
    assert cards(stage)


async def test_a_film_in_another_mood_keeps_the_card_of_the_one_that_gave_way(stage):
    stage.stage.gate.clear()
    await ask(stage)
    await stage.until(lambda: cards(stage))
    [card] = cards(stage)
    await stage.press("Ana", "Not that mood")
    await stage.until(lambda: len(card.history) > 1)
    stage.stage.gate.set()
    await stage.until(lambda: stage.group_films())
    assert cards(stage) == [card]
    assert await press(stage, "Ben", handle="ben") == CLAIMED
    _, parts = await last(stage)
    assert [part.member for part in parts if part.name == "ben"] == ["fake:ben"]


async def test_a_chat_calls_for_a_handle_once_an_hour(stage, clock):
    await shown_with_a_card(stage)
    await stage.say("Cho", "a dog waits in the snow")
    await stage.until(lambda: len(stage.group_films()) == 2)
    await ask(stage, "@Ben dances in the rain", "Ben", name="Cho")
    await stage.until(lambda: len(stage.group_films()) == 3)
    assert len(cards(stage)) == 1
    clock.later += permission.SILENCE_IS_NO / 23
    await ask(stage, "@BEN waits for the bus", "BEN", name="Cho")
    await stage.until(lambda: len(cards(stage)) == 2)


async def test_a_remix_knows_the_stranger_and_calls_for_nobody(stage):
    film = await shown_with_a_card(stage)
    await stage.enrol("Cho", "drawn")
    await stage.press("Cho", "Add me", message=film)
    await stage.until(lambda: len(stage.group_films()) == 2)
    assert "as ben" in stage.group_film().now.caption
    assert len(cards(stage)) == 1


async def test_a_name_that_somebody_has_chosen_is_not_given_to_a_stranger(stage):
    def choose(books):
        mine = books.chats.membership(GROUP.chat, stage.sender("Cho").id)
        books.chats.join(replace(mine, called="Ben"))

    await stage.house.database.write(choose)
    await ask(stage, "@ben和@ana and @anastasia argue", "ben", "ana", "anastasia")
    await stage.until(lambda: stage.group_films())
    row, parts = await last(stage)
    assert row.sentence == "ben2和ana2 and anastasia argue"
    assert {part.member for part in parts if part.name != "Ana"} == {None}


async def test_nobody_is_called_in_a_direct_chat(stage):
    place = await stage.chat.direct(stage.sender("Ana").id)
    await stage.handle(
        IncomingCommand(
            event_id=stage.event_id(), sender=stage.sender("Ana"), place=place,
            text="@ben and me argue", unknown=("ben",),
        )
    )  # fmt: skip
    await stage.until(
        lambda: any(
            not isinstance(one.now, OutgoingText)
            for one in stage.chat.seen_by(stage.sender("Ana").id)
        )
    )
    assert not any("wrote a part" in words_of(one.now) for one in stage.chat.messages.values())
