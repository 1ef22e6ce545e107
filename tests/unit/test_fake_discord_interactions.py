"""Interactions of the fake Discord: how long a bot may answer, with what, and who sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.discord.asking import NoResponse
from tests.discord.by_hand import CHANGE, CHOICE, FORM, LATER, SAY, SHOW_FORM, THINK, with_buttons
from tests.discord.by_hand import bot as bot
from tests.discord.by_hand import friends as friends
from tests.discord.by_hand import told as told
from tests.discord.by_hand import world as world
from tests.discord.giving import NotPossible
from tests.discord.permissions import DEFAULT, Permission
from tests.discord.samples import ask
from tests.discord.things import EPHEMERAL, LOADING, MessageType

# ---------------------------------------------------------------- the first answer


async def test_an_answer_is_seen_by_all_or_by_whoever_asked(bot, friends):
    ana, ben = friends
    loud, quiet = ana.slash("me"), ana.slash("me")
    status, got = await bot.answers(loud, SAY, {"content": "Hello"})
    assert (status, got["resource"]["type"]) == (200, SAY)
    about, message = got["interaction"], got["resource"]["message"]
    assert about["response_message_id"] == message["id"]
    assert (about["response_message_loading"], about["response_message_ephemeral"]) == (
        False, False,
    )  # fmt: skip
    assert (message["type"], message["webhook_id"]) == (MessageType.COMMAND, str(bot.world.app_id))
    assert message["interaction_metadata"]["user"]["id"] == str(ana.user.id)
    await bot.says(quiet, "Between us", flags=EPHEMERAL)
    assert [message.content for message in ana.sees()] == ["Hello", "Between us"]
    assert [message.content for message in ben.sees()] == ["Hello"]
    assert (ana.was_told, ben.was_told) == (["Between us"], [])
    ana.deletes(quiet.message)
    assert [message.content for message in ana.sees()] == ["Hello"]
    with pytest.raises(NotPossible):
        ana.deletes(loud.message)


async def test_the_bot_is_told_of_what_one_person_sees_as_of_a_direct_message(bot, friends, told):
    ana, _ = friends
    await bot.says(ana.slash("me"), "Between us", flags=EPHEMERAL)
    event, body = told[-1]
    assert (event, body["content"], body["flags"]) == ("MESSAGE_CREATE", "Between us", EPHEMERAL)
    assert "guild_id" not in body
    assert "member" not in body


async def test_after_three_seconds_it_is_too_late(bot, world, friends):
    ana, _ = friends
    asked = ana.slash("me")
    world.move(timedelta(seconds=2.5))
    assert not asked.failed
    world.move(timedelta(seconds=1))
    assert (await asked).failed
    assert [one.interaction for one in ana.failed] == [asked.interaction]
    assert await bot.answers(asked, SAY, {"content": "Late"}) == (404, 10062)
    assert await bot.webhook(asked, "POST", body={"content": "Late"}) == (404, 10015)
    assert await bot.webhook(asked, "PATCH", "@original", {"content": "Late"}) == (404, 10015)
    with pytest.raises(NoResponse):
        await asked.said()
    assert ana.sees() == []


async def test_there_is_one_first_answer(bot, friends):
    ana, _ = friends
    asked = ana.slash("me")
    assert (await bot.answers(asked, SAY, {"content": ""}))[1] == 50006
    assert not asked.answered
    await bot.says(asked, "Hello")
    assert await bot.answers(asked, THINK) == (400, 40060)
    other = ana.slash("me").interaction
    path = f"/interactions/{other.id + 1}/{other.token}/callback"
    assert (await ask(bot.server, "POST", path, {"type": THINK})).no == (404, 10062)


async def test_each_kind_of_interaction_takes_its_kinds_of_answers(bot, world, friends):
    ana, _ = friends
    film = with_buttons(world, ana)
    for kind in (1, LATER, CHANGE, 8, None):
        assert (await bot.answers(ana.slash("me"), kind))[1] == 50035
    opened = ana.presses(film, "1:like")
    assert (await bot.answers(opened, SHOW_FORM, CHOICE))[0] == 200
    filled = ana.fills(opened, {"place": "Moon", "with": ana})
    assert (await bot.answers(filled, SHOW_FORM, FORM))[1] == 50035
    assert (await bot.answers(filled, CHANGE, {"content": "changed"}))[0] == 200
    assert film.content == "changed"
    command = ana.slash("me")
    assert (await bot.answers(command, SHOW_FORM, CHOICE))[0] == 200
    filled = ana.fills(command, {"place": "moon", "with": ana})
    assert (await bot.answers(filled, LATER))[1] == 50035
    assert (await bot.answers(filled, THINK, {"flags": EPHEMERAL}))[0] == 200


async def test_a_press_may_change_its_message_now_or_later(bot, world, friends):
    ana, ben = friends
    film = with_buttons(world, ana)
    pressed, later = ben.presses(film, "1:like"), ben.presses(film, "1:like")
    status, got = await bot.answers(pressed, CHANGE, {"content": "liked", "components": []})
    assert (status, got["resource"]["message"]["content"]) == (200, "liked")
    assert (film.content, film.components) == ("liked", [])
    status, got = await bot.answers(later, LATER)
    assert (status, "resource" in got) == (200, False)
    assert (await bot.webhook(later, "PATCH", "@original", {"content": "twice"}))[0] == 200
    assert film.content == "twice"
    status, got = await bot.webhook(later, "POST", body={"content": "Noted", "flags": EPHEMERAL})
    assert (status, got["type"]) == (200, MessageType.REPLY)
    assert (later.words, ben.was_told) == ("Noted", ["Noted"])


# ---------------------------------------------------------------- what follows


async def test_a_promise_to_think_is_kept_by_an_edit_or_by_what_follows_first(bot, world, friends):
    ana, ben = friends
    by_edit, by_follow_up = ana.slash("me"), ana.slash("me")
    status, got = await bot.answers(by_edit, THINK)
    assert (status, got["interaction"]["response_message_loading"]) == (200, True)
    assert by_edit.message.flags & LOADING
    status, _ = await bot.webhook(
        by_edit, "PATCH", "@original", {"content": "Done"}, ("clip.mp4", b"film")
    )
    assert status == 200
    done = await by_edit.said()
    assert (done.content, [file.data for file in done.attachments]) == ("Done", [b"film"])
    assert done in ben.sees()

    await bot.answers(by_follow_up, THINK, {"flags": EPHEMERAL})
    assert await bot.webhook(by_follow_up, "POST", body={"content": ""}) == (400, 50006)
    status, got = await bot.webhook(by_follow_up, "POST", body={"content": "Kept"})
    assert got["id"] == str(by_follow_up.message.id)
    assert got["flags"] == EPHEMERAL
    assert by_follow_up.message not in ben.sees()
    status, got = await bot.webhook(by_follow_up, "POST", body={"content": "And this"})
    assert got["id"] != str(by_follow_up.message.id)
    assert [message.content for message in ben.sees()] == ["Done", "And this"]


async def test_a_promise_that_is_not_kept_fails_after_a_quarter_of_an_hour(bot, world, friends):
    ana, _ = friends
    asked = ana.slash("me")
    await bot.answers(asked, THINK)
    world.move(timedelta(minutes=14))
    assert not asked.failed
    assert (await bot.webhook(asked, "GET", "@original"))[0] == 200
    world.move(timedelta(minutes=2))
    assert asked.failed
    with pytest.raises(NoResponse):
        await asked.said()
    for method, message in (("POST", ""), ("PATCH", "@original"), ("DELETE", "@original")):
        assert await bot.webhook(asked, method, message, {"content": "Late"}) == (401, 50027)
    path = f"/webhooks/{world.app_id}/nonsense"
    assert (await ask(bot.server, "POST", path, {"content": "x"})).no == (401, 50027)


async def test_what_was_said_is_read_changed_and_taken_away_by_the_token(bot, world, friends):
    ana, _ = friends
    asked = ana.slash("me")
    await bot.says(asked, "Alone", flags=EPHEMERAL)
    _, more = await bot.webhook(asked, "POST", "", {"content": "More"}, ("a.txt", b"1"))
    assert (await bot.webhook(asked, "GET", more["id"]))[1]["content"] == "More"
    assert (await bot.webhook(asked, "PATCH", more["id"], {"content": "Changed"}))[0] == 200
    assert (await bot.webhook(asked, "PATCH", "@original", {"content": "Still alone"}))[0] == 200
    assert [message.content for message in ana.sees()] == ["Still alone", "Changed"]
    channel = asked.message.channel.id
    path = f"/channels/{channel}/messages/{asked.message.id}"
    assert (await ask(bot.server, "PATCH", path, {"content": "Otherwise"})).no == (404, 10008)
    for message in (more["id"], "@original"):
        assert await bot.webhook(asked, "DELETE", message) == (204, None)
        assert await bot.webhook(asked, "DELETE", message) == (404, 10008)
    elsewhere = with_buttons(world, ana)
    assert await bot.webhook(asked, "GET", elsewhere.id) == (404, 10008)
    assert ana.was_told == ["Still alone"]


async def test_what_answers_elsewhere_is_limited_and_may_be_for_one_alone(bot, world, friends):
    ana, ben = friends
    ben.user.installed = True
    abroad = world.guild("Elsewhere", ana.user, ben.user, with_bot=False)
    general = abroad.channel("general")
    asked = ben.slash("me", general)
    await bot.says(asked, "Hello")
    assert ana.sees(general) == [asked.message]
    for number in range(5):
        assert (await bot.webhook(asked, "POST", body={"content": str(number)}))[0] == 200
    assert await bot.webhook(asked, "POST", body={"content": "6"}) == (400, 40094)
    abroad.changes_role(abroad.everyone, DEFAULT & ~Permission.USE_EXTERNAL_APPS)
    quiet = ben.slash("me", general)
    await bot.says(quiet, "Hush")
    assert quiet.message not in ana.sees(general)
    assert ben.was_told == ["Hush"]
    path = f"/channels/{general.id}/messages"
    assert (await ask(bot.server, "POST", path, {"content": "x"})).no == (403, 50001)


async def test_a_file_that_is_too_large_is_refused_and_the_interaction_stays_open(
    bot, world, friends
):
    ana, _ = friends
    world.upload_max_bytes = 100
    asked = ana.slash("me")
    large = ("clip.mp4", b"x" * 101)
    assert await bot.answers(asked, SAY, {"content": "x"}, large) == (413, 40005)
    await bot.says(asked, "Smaller")
    assert await bot.webhook(asked, "POST", "", {"content": "x"}, large) == (413, 40005)
