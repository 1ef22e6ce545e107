"""A film whose edit nobody answered may be there: what comes after it on Telegram takes it away."""

from __future__ import annotations

from contextlib import suppress

import pytest

from bot.chat import OutgoingClip, OutgoingText, Place
from generation.model.clip import SealedFilm
from generation.model.member import ChatId
from tests.fakes_farm import tiny_film
from tests.telegram.faults import LostAnswer
from tests.telegram.house import telegram_house
from tests.telegram.server import telegram
from tests.telegram.world import World

CARD = OutgoingText(text="This film was taken back by someone in it.", style="card")


@pytest.fixture
async def room(tmp_path, models_dir):
    async with (
        telegram(World()) as server,
        telegram_house(tmp_path / "data", models_dir, server) as room,
    ):
        yield room


@pytest.fixture
def clip(models_dir):
    made = tiny_film(models_dir)
    film = SealedFilm(
        id="c1", film=made.film, poster=made.poster, subtitles="", width_px=144, height_px=256,
        duration_s=2.0,
    )  # fmt: skip
    return OutgoingClip(film=film, title="A cat", caption="“A cat”")


async def doubted(room, place, clip):
    """Show words that become a film, of which the bot hears nothing more."""
    shown = Place(chat=ChatId(f"telegram:{place.id}"), private=place.private)
    number = await room.chat.send(shown, OutgoingText(text="🎬 rolling"), key="k")
    room.server.world.faults.once("editMessageMedia", LostAnswer())
    with suppress(OSError):
        await room.chat.edit(shown, number, clip)
    assert place.from_bot()[-1].media.kind == "video"
    return shown, number


async def test_words_take_the_place_of_a_film_that_nobody_knew_was_there(room, clip):
    world = room.server.world
    place = world.supergroup("Dumpling Club", world.user("Ana"))
    shown, number = await doubted(room, place, clip)
    await room.chat.edit(shown, number, CARD)
    (message,) = place.from_bot()
    assert message.media.kind == "photo"
    assert message.words == CARD.text
    await room.chat.edit(shown, number, clip)
    assert message.media.kind == "video"


async def test_an_old_film_that_nobody_knew_was_there_leaves_a_plain_card(room, clip):
    world = room.server.world
    place = world.supergroup("Dumpling Club", world.user("Ana"))
    shown, number = await doubted(room, place, clip)
    world.clock.move(days=3)
    await room.chat.remove(shown, number)
    (message,) = place.from_bot()
    assert message.media.kind == "photo"
