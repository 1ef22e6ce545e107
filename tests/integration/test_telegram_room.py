"""The room in Telegram: groups, private chats, buttons, topics, on a fake of it."""

from __future__ import annotations

import pytest

from tests.telegram.house import telegram_house
from tests.telegram.server import telegram
from tests.telegram.world import World


@pytest.fixture
async def world():
    return World()


@pytest.fixture
async def room(tmp_path, models_dir, world):
    async with (
        telegram(world) as server,
        telegram_house(tmp_path / "data", models_dir, server) as room,
    ):
        yield room


async def opened(room, *names, forum=False):
    """Have people make a group, let the bot in, and open it."""
    people = [room.server.world.user(name, username=name.lower()) for name in names]
    place = room.server.world.supergroup("Dumpling Club", *people, with_bot=False, forum=forum)
    place.adds_bot(by=people[0])
    card = await room.sees(people[0], "shall I work here", place)
    await people[0].presses(card, "✅ Open")
    await room.sees(people[0], "First film", place)
    return place, people


async def test_a_sentence_becomes_a_film_in_the_same_message(room):
    place, (ana, _) = await opened(room, "Ana", "Ben")
    asked = ana.says(place, "/cameo a cat in the rain")
    film = await room.film(ana, place)
    assert film.media.duration > 0
    assert asked.reactions
