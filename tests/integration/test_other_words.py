"""The command alone, as an answer to a film: its sentence to change, as by the button under it."""

from __future__ import annotations

import pytest

from bot.chat import IncomingCommand, MessageRef, OpenForm, Silence, Toast
from tests.discord.house import discord_house, films
from tests.discord.server import discord
from tests.fakes_chat import FakeChat
from tests.fakes_house import at_stage
from tests.house_room import guests, open_house_room
from tests.telegram.house import telegram_house
from tests.telegram.server import telegram
from tests.telegram.world import World


@pytest.fixture(params=[True, False], ids=["forms", "steps"])
async def stage(request, tmp_path, models_dir):
    chat = FakeChat(forms=request.param)
    async with at_stage(tmp_path / "data", models_dir, chat=chat) as stage:
        await stage.join("Ana", "Ben", "Cho")
        yield stage


def answering(stage, shown):
    return MessageRef(message=next(id_ for id_, one in stage.chat.messages.items() if one is shown))


async def test_the_command_and_the_button_open_the_same_form(stage):
    await stage.film("Ana", "Ben argues about the last dumpling", mentions=("Ben",))
    film = answering(stage, stage.group_film())
    said = await stage.say("Cho", "/cameo", reply_to=film)
    pressed = await stage.press("Cho", "✏️", message=stage.group_film())
    assert said == pressed
    if stage.chat.capabilities().forms:
        assert isinstance(said, OpenForm)
        assert (said.kind, said.values["sentence"]) == (
            "sentence", "someone argues about the last dumpling",
        )  # fmt: skip
        await stage.submit("Cho", said.id, sentence="a cat argues about the last dumpling")
    else:
        assert said == Toast(text="I've written to you in private.")
        await stage.until(lambda: stage.sees("Cho", "Send me the sentence"))


async def test_a_film_in_the_direct_chat_can_be_answered_too(stage):
    me = stage.sender("Ana")

    async def say(text, **given):
        place = await stage.chat.direct(me.id)
        return await stage.handle(
            IncomingCommand(
                event_id=stage.event_id(), sender=me, place=place, text=text, **given
            )
        )  # fmt: skip

    await say("a dog waits in the snow")
    await stage.until(lambda: stage.chat.clips(me.id))
    film = next(one for one in stage.chat.seen_by(me.id) if one.now in stage.chat.clips(me.id))
    said = await say("/cameo", reply_to=answering(stage, film))
    if stage.chat.capabilities().forms:
        assert said.values["sentence"] == "a dog waits in the snow"
    else:
        await stage.until(lambda: stage.sees("Ana", "Send me the sentence"))


async def test_words_of_the_bot_s_that_are_no_film_are_answered_with_the_panel(stage):
    assert await stage.say("Ana", "help") == Silence()
    await stage.until(lambda: stage.sees("Ana", "/cameo who"))
    help_ = stage.chat.seen_by(stage.sender("Ana").id)[-1]
    assert await stage.say("Ana", "/cameo", reply_to=answering(stage, help_)) == Silence()
    await stage.until(lambda: stage.sees("Ana", "and I'll shoot it"))


async def test_a_film_that_is_taken_away_has_no_words_to_change(stage):
    await stage.film("Ana", "a dog waits in the snow")
    film = answering(stage, stage.group_film())
    await stage.press("Ana", "⋯", message=stage.group_film())
    await stage.until(lambda: stage.button("Ana", "Delete"))
    await stage.press("Ana", "Delete")
    await stage.until(lambda: stage.group_film().gone)
    assert await stage.say("Cho", "/cameo", reply_to=film) == Silence()
    await stage.until(lambda: stage.sees("Cho", "and I'll shoot it"))


async def test_in_the_room(tmp_path, models_dir):
    async with open_house_room(tmp_path, models_dir) as room, guests(room, Ana="en") as (ana,):
        group = ana.rooms[False]
        await ana.ask("say", room=group, text="/cameo a dog waits in the snow")
        film = (await ana.until(lambda: films_in(ana)))[0]
        reply = (await ana.ask("say", room=group, text="/cameo", reply=film["id"]))["reply"]
        assert (reply["kind"], reply["asks"]) == ("open", "sentence")
        assert reply["values"]["sentence"] == "a dog waits in the snow"
        await ana.ask(
            "form", room=group, form=reply["form"], values={"sentence": "a cat waits in the snow"}
        )
        await ana.until(lambda: any(one["parent"] == film["id"] for one in films_in(ana)))


def films_in(guest):
    return [all_[-1] for all_ in guest.group.values() if all_[-1]["kind"] == "clip"]


async def test_in_telegram(tmp_path, models_dir):
    async with (
        telegram(World()) as server,
        telegram_house(tmp_path / "data", models_dir, server) as room,
    ):
        group, ana, _ = await room.opened("Ana", "Ben")
        ana.starts()
        ana.says(group, "/cameo a dog waits in the snow")
        film = await room.film(ana, group)
        ana.says(group, "/cameo", reply_to=film)
        await room.sees(ana, "Send me the sentence")
        ana.says(ana.chat, "a cat waits in the snow")
        other = await room.until(lambda: newer(room, ana, group, film))
        assert other.reply_to is film


def newer(room, person, group, film):
    films = [m for m in person.sees(group) if m.media is not None and m.media.kind == "video"]
    return next((one for one in films if one is not film), None)


async def test_in_discord(tmp_path, models_dir):
    async with (
        discord() as server,
        discord_house(tmp_path / "data", models_dir, server) as room,
    ):
        channel, *people = await room.opened("Ana", "Ben")
        ana, ben = people
        asked = await ana.slash("make", channel, sentence="me in the snow", person=ben.user)
        film = await room.film(ben, channel)
        assert film.content.casefold().startswith("“**me in the snow with ben**”")
        assert asked.message is film  # the film is what the command was answered with
        form = (await ben.menu("Remix this clip", film)).form
        words = f"<@{ana.user.id}> in the rain, with a cat"
        await ben.fills(form, {"sentence": words})
        await room.until(lambda: len(films(ben, channel)) == 2)
        assert "Ana in the rain, with a cat" in [paper["sentence"] for paper in papers(room)]


def papers(room):
    return [task.body for task in room.house.desk.taken if task.kind == "paper"]
