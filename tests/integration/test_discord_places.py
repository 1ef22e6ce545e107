"""Where films may be made on Discord: what the bot may not is said, however one is asked for."""

from __future__ import annotations

import asyncio

import pytest

from bot.discord_room.filming import FILMING
from bot.discord_room.people import chat_id
from bot.i18n import say
from tests.discord.house import discord_house, films
from tests.discord.permissions import Permission
from tests.discord.server import discord
from tests.discord.world import World

CAT = "a cat in the rain"
PROMISE = say("discord-may-not", "en", {"rights": ""}).partition(":")[0]


@pytest.fixture
async def room(tmp_path, models_dir):
    async with (
        discord(World()) as server,
        discord_house(tmp_path / "data", models_dir, server) as room,
    ):
        yield room


async def asked_for(room):
    """Return how many films anybody has asked for."""
    return await room.house.database.read(
        lambda books: books.connection.execute("SELECT count(*) FROM films").fetchone()[0]
    )


async def opens(room, person, channel):
    """Ask in a channel that is not open yet, and open it."""
    await person.slash("make", channel, sentence=CAT)
    await person.presses(await room.sees(person, "✅ Open", channel), "✅ Open")
    await room.sees(person, "First film", channel)


async def test_a_form_that_makes_a_film_says_what_the_bot_may_not_and_loses_no_word(room):
    channel, ana, ben = await room.opened("Ana", "Ben")
    ana.slash("make", channel, sentence=CAT)
    film = await room.film(ana, channel)
    opened = await ben.presses(film, "✏️ Prompt")
    channel.overwrites_for(room.world.me, deny=Permission.ATTACH_FILES)
    said = await ben.fills(opened, {"sentence": "a dog in the rain"}).said()
    assert said.content.startswith(PROMISE)
    assert await asked_for(room) == 1
    channel.overwrites_for(room.world.me, allow=Permission.ATTACH_FILES)
    again = await ben.presses(said, said.labels[0])
    assert again.form.field("sentence")["value"] == "a dog in the rain"
    ben.fills(again)
    await room.until(lambda: len(films(ben, channel)) == 2)


async def test_every_button_that_makes_another_version_says_what_the_bot_may_not(room):
    channel, ana, _ = await room.opened("Ana", "Ben")
    ana.slash("make", channel, sentence=CAT)
    film = await room.film(ana, channel)
    await ana.presses(film, "⋯")
    more = await room.sees(ana, "🗑", channel)
    channel.overwrites_for(room.world.me, deny=Permission.ATTACH_FILES)
    version = next(one for one in more.buttons if one["custom_id"].split(":")[1] in FILMING)
    said = await ana.presses(more, version["custom_id"]).said()
    assert said.content.startswith(PROMISE)
    assert await asked_for(room) == 1
    await ana.presses(more, "🗑")
    await room.until(lambda: film.gone)


async def test_in_a_private_thread_that_it_is_not_in_the_bot_says_how_to_let_it_in(room):
    channel, ana, _ = await room.opened("Ana", "Ben")
    thread = channel.opens_thread("secret", by=ana.user, private=True)
    said = await ana.slash("make", thread, sentence=CAT).said()
    assert (said.content, said.viewer) == (say("discord-not-in-thread", "en"), ana.user)
    assert await asked_for(room) == 0
    ana.says(thread, f"<@{room.world.me.id}> come in")
    await opens(room, ana, thread)
    ana.slash("make", thread, sentence=CAT)
    assert await room.film(ana, thread)


async def test_what_is_filmed_in_a_private_thread_is_not_told_in_its_channel(room):
    channel, ana, ben = await room.opened("Ana", "Ben")
    thread = channel.opens_thread("secret", by=ana.user, private=True)
    ana.says(thread, f"<@{room.world.me.id}> come in")
    await opens(room, ana, thread)
    assert await room.role_of(ana, thread) == "admin"
    assert await room.role_of(ben, thread) is None
    ana.slash("make", thread, sentence="a surprise party for Ben")
    film = await room.film(ana, thread)
    await ana.presses(film, "👍")
    await room.until(lambda: "👍 1" in film.labels)
    best = await ben.slash("top", channel, period="all").said()
    assert "surprise" not in best.content
    best = await ana.slash("top", thread, period="all").said()
    assert "surprise" in best.content
    ana.says(thread, f"<@{ben.user.id}> look")
    assert await room.role_of(ben, thread) == "member"


async def test_a_private_thread_that_is_deleted_is_closed(room):
    channel, ana, _ = await room.opened("Ana", "Ben")
    thread = channel.opens_thread("secret", by=ana.user, private=True)
    ana.says(thread, f"<@{room.world.me.id}> come in")
    await opens(room, ana, thread)
    thread.deleted()
    for _ in range(400):
        if not await is_open(room, thread):
            break
        await asyncio.sleep(0.01)
    assert not await is_open(room, thread)
    assert await is_open(room, channel)


async def is_open(room, channel):
    chat = await room.house.database.read(lambda books: books.chats.get(chat_id(channel.id)))
    return chat.opened
