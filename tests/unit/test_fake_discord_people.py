"""People in the fake Discord: what the bot is told of what they do, and what they cannot do."""

from __future__ import annotations

import pytest

from tests.discord.by_hand import CHOICE, FORM, SHOW_FORM, with_buttons
from tests.discord.by_hand import bot as bot
from tests.discord.by_hand import friends as friends
from tests.discord.by_hand import told as told
from tests.discord.by_hand import world as world
from tests.discord.giving import NotPossible
from tests.discord.permissions import DEFAULT, Permission
from tests.discord.things import EPHEMERAL

# ---------------------------------------------------------------- what the bot is told


async def test_a_command_tells_who_asked_what_where_and_of_whom(world, friends, told):
    ana, ben = friends
    ana.user.locale = "zh-CN"
    asked = ana.slash(
        "make", sentence="to the moon", person=ben, photo=b"\xff\xd8face", shots="one"
    )
    ((event, body),) = told
    assert event == "INTERACTION_CREATE"
    (root,) = body["data"]["options"]
    values = {option["name"]: option["value"] for option in root["options"]}
    assert (body["type"], body["data"]["name"], root["name"]) == (2, "walkon", "make")
    assert (values["sentence"], values["person"], values["shots"]) == (
        "to the moon", str(ben.user.id), 1,
    )  # fmt: skip
    resolved = body["data"]["resolved"]
    assert resolved["users"][str(ben.user.id)]["global_name"] == "Ben"
    assert "user" not in resolved["members"][str(ben.user.id)]
    photo = resolved["attachments"][values["photo"]]
    assert (photo["filename"], photo["content_type"]) == ("photo.jpg", "image/jpeg")
    guild = ana.here.guild
    assert guild is not None
    assert body["guild_id"] == str(guild.id)
    assert body["member"]["user"]["id"] == str(ana.user.id)
    assert int(body["member"]["permissions"]) & Permission.MANAGE_GUILD
    assert Permission(int(body["app_permissions"])) == DEFAULT
    assert body["authorizing_integration_owners"] == {"0": str(guild.id)}
    assert (body["context"], body["locale"], body["guild_locale"]) == (0, "zh-CN", "en-US")
    assert body["attachment_size_limit"] == 10 << 20
    assert not asked.answered


async def test_words_may_tell_whom_they_mention(world, friends, told):
    ana, ben = friends
    ana.slash("make", sentence=f"with {ben.user.mention}")
    assert "resolved" not in told[-1][1]["data"]
    world.resolves_mentions = True
    ana.slash("make", sentence=f"{ben.user.mention}, us")
    assert set(told[-1][1]["data"]["resolved"]["members"]) == {str(ben.user.id)}


async def test_what_the_app_may_do_and_who_installed_it_depends_on_the_place(
    bot, world, friends, told
):
    ana, ben = friends
    ben.user.installed = True
    general = ana.here
    general.overwrites_for(world.me, deny=Permission.ATTACH_FILES)
    ana.slash("me", general)
    assert not int(told[-1][1]["app_permissions"]) & Permission.ATTACH_FILES
    ana.slash("me", ana.dm)
    body = told[-1][1]
    assert (body["context"], body["authorizing_integration_owners"]) == (1, {"0": "0"})
    assert body["user"]["id"] == str(ana.user.id)
    assert "guild_id" not in body
    ben.slash("me", world.chat_of(ana.user, ben.user))
    body = told[-1][1]
    assert (body["context"], body["authorizing_integration_owners"]) == (2, {"1": str(ben.user.id)})
    abroad = world.guild("Elsewhere", ben.user, ana.user, with_bot=False)
    ben.slash("me", abroad.channel("general"))
    body = told[-1][1]
    assert (body["context"], body["authorizing_integration_owners"]) == (0, {"1": str(ben.user.id)})
    with pytest.raises(LookupError, match="0 called 'me'"):
        ana.slash("me", abroad.channel("general"))


def test_people_are_offered_what_the_bot_has_synced_and_no_more(world, friends):
    ana, ben = friends
    assert ana.commands() == ["walkon make", "walkon me", "audit"]
    assert ben.commands() == ["walkon make", "walkon me"]
    assert ben.menus() == ["Remix this clip"]
    assert ben.slash("拍", sentence="x").interaction.data["options"][0]["name"] == "make"
    assert ben.slash("walkon me").interaction.data["name"] == "walkon"
    with pytest.raises(LookupError, match="no option 'sentense'"):
        ben.slash("make", sentense="x")
    with pytest.raises(LookupError, match="0 called 'fake'"):
        ben.slash("fake")
    with pytest.raises(NotPossible, match="must be given"):
        ben.slash("make")
    for wrong in ("", " ", "x" * 31):
        with pytest.raises(NotPossible):
            ben.slash("make", sentence=wrong)
    for more in ({"shots": 2}, {"shots": "two"}, {"person": "Ana"}, {"photo": "face.jpg"}):
        with pytest.raises(NotPossible):
            ben.slash("make", sentence="x", **more)
    ben.here.overwrites_for(ben.user, deny=Permission.USE_APPLICATION_COMMANDS)
    assert ben.commands() == []
    ana.here.guild.authorized = False
    assert ana.commands(ana.here) == []


async def test_a_menu_and_a_press_bring_the_message_whole(world, friends, told):
    ana, ben = friends
    film = with_buttons(world, ana)
    ben.menu("Remix this clip", film)
    body = told[-1][1]
    assert (body["data"]["type"], body["data"]["target_id"]) == (3, str(film.id))
    assert body["data"]["resolved"]["messages"][str(film.id)]["content"] == "film"
    ben.presses(film, "👍")
    body = told[-1][1]
    assert (body["type"], body["data"]["custom_id"], body["data"]["component_type"]) == (
        3, "1:like", 2,
    )  # fmt: skip
    assert body["message"]["content"] == "film"
    assert ben.opens(film, "Help") == "https://example.org/"
    for label in ("Remix", "Help"):
        with pytest.raises(NotPossible):
            ben.presses(film, label)
    with pytest.raises(LookupError):
        ben.presses(film, "No")
    with pytest.raises(LookupError, match="in the menu"):
        ben.menu("Film this message", film)
    alone = with_buttons(world, ana, viewer=ana.user)
    with pytest.raises(LookupError, match="does not see"):
        ben.presses(alone, "👍 3")


# ---------------------------------------------------------------- forms


async def test_a_form_is_filled_in_and_handed_in(bot, world, friends, told):
    ana, ben = friends
    opened = ana.slash("me")
    assert await bot.answers(opened, SHOW_FORM, FORM) == (
        200, {"interaction": {"id": str(opened.interaction.id), "type": 2}},
    )  # fmt: skip
    assert await bot.webhook(opened, "GET", "@original") == (404, 10008)
    form = (await opened).form
    assert (form.title, form.labels) == (
        "Your likeness", ["Sentence", "Selfie", "It is me", "Where"],
    )  # fmt: skip
    assert "A selfie is enough." in form.words
    filled = ana.fills(form, {"me": True, "Where": ["There"]}, {"selfie": [b"\xff\xd8face"]})
    body = told[-1][1]
    assert (body["type"], body["data"]["custom_id"], "message" in body) == (5, "m:1", False)
    shown, *labelled = body["data"]["components"]
    assert shown == {"type": 10, "id": shown["id"]}
    parts = {part["component"]["custom_id"]: part["component"] for part in labelled}
    assert parts["sentence"]["value"] == "moon"
    assert (parts["me"]["value"], parts["where"]["values"]) == (True, ["there"])
    (number,) = parts["selfie"]["values"]
    assert body["data"]["resolved"]["attachments"][number]["filename"] == "photo.jpg"
    await bot.says(filled, "Thank you", flags=EPHEMERAL)
    assert filled.words == "Thank you"
    metadata = filled.message.interaction_metadata
    assert metadata is not None
    assert metadata["triggering_interaction_metadata"]["type"] == 2
    with pytest.raises(LookupError, match="opened for"):
        ben.fills(form, {"me": True}, {"selfie": b"x"})
    with pytest.raises(LookupError, match="no form opened"):
        ana.fills(filled)


async def test_a_form_that_discords_app_would_not_send_is_not_sent(bot, friends):
    ana, _ = friends
    opened, chosen = ana.slash("me"), ana.slash("me")
    await bot.answers(opened, SHOW_FORM, FORM)
    await bot.answers(chosen, SHOW_FORM, CHOICE)
    face = {"selfie": b"\xff\xd8"}
    for values, files in (
        ({}, {}), ({"sentence": ""}, face), ({"sentence": "x" * 21}, face), ({"me": "yes"}, face),
        ({"where": ["Nowhere"]}, face), ({}, {"selfie": [b"1", b"2", b"3"]}), ({"selfie": "x"}, {}),
    ):  # fmt: skip
        with pytest.raises(NotPossible):
            ana.fills(opened, values, files)
    with pytest.raises(LookupError, match="no field"):
        ana.fills(opened, {"nothing": 1}, face)
    for values in ({"place": "moon"}, {"place": "sun", "with": ana}, {"with": ana}):
        with pytest.raises(NotPossible):
            ana.fills(chosen, values)
    filled = ana.fills(chosen, {"place": "moon", "with": [ana], "style": "Epic"})
    parts = [part.get("component") for part in filled.interaction.data["components"]]
    assert (parts[0]["value"], parts[2]["values"]) == ("epic", [str(ana.user.id)])


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "x" * 46}, {"title": ""}, {"custom_id": "x" * 101}, {"components": []},
        {"components": FORM["components"] * 2}, {"components": [{"type": 2, "label": "x"}]},
        {"components": [{"type": 18, "label": "x" * 46, "component": {
            "type": 23, "custom_id": "a",
        }}]},
        {"components": [{"type": 18, "label": "x", "component": {"type": 2, "custom_id": "a"}}]},
        {"components": [{"type": 18, "label": "x", "component": {
            "type": 21, "custom_id": "a", "options": [{"label": "one", "value": "1"}],
        }}]},
        {"components": [{"type": 18, "label": "x", "component": {
            "type": 19, "custom_id": "a", "max_values": 11,
        }}]},
    ],
)  # fmt: skip
async def test_a_form_that_discord_does_not_take_opens_for_nobody(bot, friends, changed):
    ana, _ = friends
    asked = ana.slash("me")
    assert await bot.answers(asked, SHOW_FORM, {**FORM, **changed}) == (400, 50035)
    with pytest.raises(LookupError, match="no form"):
        _ = asked.form


# ---------------------------------------------------------------- direct messages


async def test_what_is_written_to_the_bot_alone_is_there_for_both(world, friends, told):
    ana, ben = friends
    ana.writes_dm("Here I am", b"\xff\xd8face")
    event, body = told[-1]
    assert (event, body["content"], body["attachments"][0]["filename"]) == (
        "MESSAGE_CREATE", "Here I am", "photo.jpg",
    )  # fmt: skip
    world.post_message(ana.dm, world.me, "Thank you")
    assert [message.content for message in ana.sees_dm()] == ["Here I am", "Thank you"]
    assert ana.finds("^Thank", ana.dm)
    assert ben.sees(ana.dm) == []
    with pytest.raises(LookupError):
        ben.says(ana.dm, "me too")
