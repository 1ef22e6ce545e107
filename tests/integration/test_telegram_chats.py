"""Telegram groups that come and go, and handles in them that nobody knows yet."""

from __future__ import annotations

import pytest

from bot.i18n import say
from generation.model.member import ChatId
from tests.fakes_farm import FakeFarm, canned
from tests.telegram.house import telegram_house
from tests.telegram.server import telegram
from tests.telegram.world import World


@pytest.fixture
async def stage(models_dir):
    return FakeFarm(canned(models_dir))


@pytest.fixture
async def room(tmp_path, models_dir, stage):
    async with (
        telegram(World()) as server,
        telegram_house(tmp_path / "data", models_dir, server, stage=stage) as room,
    ):
        yield room


async def let_in(room, *names, group=False):
    """Have people make a group and let the bot in; return the group, the card, and them."""
    world = room.server.world
    people = [world.user(name, username=name.lower()) for name in names]
    make = world.group if group else world.supergroup
    place = make("Dumpling Club", *people, with_bot=False)
    place.adds_bot(by=people[0])
    return place, await room.sees(people[0], "shall I work here", place), *people


async def test_a_group_that_does_not_want_the_bot_sees_it_leave(room):
    place, card, ana, ben = await let_in(room, "Ana", "Ben")
    answer = await ben.presses(card, "👋 Leave")
    assert answer.text == say("toast-admins-only")
    await ana.presses(card, "👋 Leave")
    await room.until(lambda: place.bot.status == "left")
    chat = await room.house.database.read(lambda books: books.chats.get(chat_of(place)))
    assert chat is not None
    assert not chat.opened


def chat_of(place):
    return ChatId(f"telegram:{place.id}")


async def test_a_film_in_the_making_comes_in_the_supergroup(room, stage):
    place, card, ana, _ = await let_in(room, "Ana", "Ben", group=True)
    await ana.presses(card, "✅ Open")
    await room.sees(ana, "First film", place)
    stage.gate.clear()
    ana.says(place, "/cameo a cat in the rain")
    await room.until(lambda: stage.taken)
    new = place.migrates()
    await room.sees(ana, "a cat in the rain", new)
    stage.gate.set()
    await room.film(ana, new)
    left = await room.house.database.read(
        lambda books: (books.chats.get(chat_of(place)), books.chats.get(chat_of(new)))
    )
    assert left[0] is None
    assert left[1] is not None
    assert left[1].opened


async def test_a_handle_that_nobody_knows_is_called_and_claimed(room):
    place, card, ana, ben, cho = await let_in(room, "Ana", "Ben", "Cho")
    await ana.presses(card, "✅ Open")
    await room.sees(ana, "First film", place)
    ana.says(place, "/cameo @ben and me argue about the last dumpling")
    card = await room.sees(ben, "@ben, Ana wrote a part for you.", place)
    [film] = await room.until(lambda: [m for m in ana.sees(place) if m.media is not None])
    assert "as ben" in film.words
    answer = await cho.presses(card, "🙋 That's me")
    assert answer.text == say("toast-not-yours", "en", {"name": "@ben"})
    await ben.presses(card, "🙋 That's me")
    await room.until(lambda: card.gone)
    owners = await room.house.database.read(
        lambda books: [
            part.member
            for one in books.films.by(f"telegram:{ana.id}")
            for part in books.films.parts(one.id)
            if part.name == "ben"
        ]
    )
    assert owners == [f"telegram:{ben.id}"]
    ben.starts()
    await room.sees(ben, "Ana wrote a part for you in Dumpling Club", ben.chat)
