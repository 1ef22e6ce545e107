"""What people do on Discord, as the core is told of it."""

from __future__ import annotations

import time

import pytest

from bot.chat import (
    ButtonPress,
    DirectOpened,
    FormSubmit,
    IncomingCommand,
    MediaUpload,
    Mention,
    MessageRef,
    OpenForm,
    Place,
    Sender,
    Toast,
)
from bot.commands import RESERVED
from bot.discord_room.people import chat_id, member_id
from bot.i18n import say
from tests.discord.ears import ears
from tests.discord.faults import Delayed
from tests.discord.people import Person
from tests.discord.permissions import DEFAULT, Overwrite, Permission
from tests.discord.server import discord
from tests.discord.things import ChannelType
from tests.discord.world import World

JPEG = b"\xff\xd8\xff" + bytes(40)
OGG = b"OggS" + bytes(40)


@pytest.fixture
async def told():
    async with discord(World()) as server, ears(server) as listening:
        yield listening


@pytest.fixture
def world(told):
    return told.world


@pytest.fixture
def ana(world):
    return Person.new(world, "Ana", locale="zh-TW")


@pytest.fixture
def ben(world):
    return Person.new(world, "Ben B", username="ben")


@pytest.fixture
async def friends(told, ana, ben):
    guild = told.world.guild("Friends", ana.user, ben.user)
    await told.until(lambda: [e for e in told.events if e.place.title == "#general · Friends"])
    told.events.clear()
    return guild


def sender(person, **more):
    return Sender(
        id=member_id(person.user.id), name=person.user.global_name,
        handle=person.user.username, **more,
    )  # fmt: skip


def place(channel, **more):
    title = f"#{channel.name} · {channel.guild.name}"
    return Place(chat=chat_id(channel.id), title=title, **more)


# ---------------------------------------------------------------- commands


async def test_a_sentence_comes_with_who_where_and_in_which_language(told, friends, ana):
    general = friends.channel("general")
    asked = ana.slash("make", general, sentence="me in the rain")
    event = await told.told(IncomingCommand)
    assert event == IncomingCommand(
        event_id=f"discord:{asked.interaction.id}", text="/cameo me in the rain",
        sender=sender(ana, role="admin", locale="zh-Hant"), place=place(general),
    )  # fmt: skip


@pytest.mark.parametrize("resolved", [False, True])
async def test_people_are_who_discord_says_picked_or_typed(told, friends, ana, ben, resolved):
    told.world.resolves_mentions = resolved
    cleo = Person.new(told.world, "Cleo")
    friends.joins(cleo.user, nick="C")
    sentence = f"<@!{cleo.user.id}> and <@{told.world.me.id}> <:cat:123456> chase <@404>"
    ana.slash("make", friends.channel("general"), sentence=sentence, person=ben.user)
    event = await told.told(IncomingCommand)
    assert event.text == f"/cameo <@{cleo.user.id}> and chase "
    assert event.mentions == (
        Mention(
            text=f"<@{cleo.user.id}>",
            member=Sender(id=member_id(cleo.user.id), name="C", handle="cleo"),
        ),
        Mention(text="", member=sender(ben)),
    )
    told_of = f"/guilds/{friends.id}/members/{cleo.user.id}"
    asked = [one for one in told.world.recorder.requests if one.path == told_of]
    assert bool(asked) is not resolved


async def test_a_program_that_was_picked_is_nobody(told, friends, ana):
    ana.slash("make", friends.channel("general"), sentence="we dance", person=told.world.me)
    assert (await told.told(IncomingCommand)).mentions == ()


async def test_a_voice_comes_with_a_sentence(told, friends, ana):
    general = friends.channel("general")
    ana.slash("make", general, sentence="film", voice=("idea.ogg", OGG))
    event = await told.told(IncomingCommand)
    assert [one.kind for one in event.media] == ["voice"]
    assert await told.chat.fetch(event.media[0], limit_bytes=100) == OGG


@pytest.mark.parametrize("word", RESERVED)
async def test_every_reserved_word_can_be_typed(told, friends, ben, word):
    ben.slash(word, friends.channel("general"))
    event = await told.told(IncomingCommand)
    assert (event.text, event.sender.role) == (f"/cameo {word}", "member")


async def test_the_best_of_a_month_are_asked_for_in_chinese(told, friends, ana):
    ana.slash("榜", friends.channel("general"), period="month")
    assert (await told.told(IncomingCommand)).text == "/cameo top month"


async def test_a_thread_belongs_to_its_channel(told, friends, ana):
    forum = friends.opens_channel("films", kind=ChannelType.FORUM)
    thread = forum.opens_thread("first", by=ana.user)
    ana.slash("make", thread, sentence="me")
    event = await told.told(IncomingCommand)
    assert event.place == place(forum, thread=str(thread.id))


async def test_with_the_bot_alone_a_command_happens_there(told, friends, ana):
    ana.slash("me", ana.dm)
    event = await told.told(IncomingCommand)
    assert event.place == Place(chat=chat_id(ana.dm.id), private=True)


@pytest.mark.parametrize("among", ["others", "strangers"])
async def test_where_the_bot_only_visits_everything_is_private(told, ana, ben, among):
    ana.user.installed = True
    if among == "others":
        where = told.world.chat_of(ana.user, ben.user)
    else:
        foreign = told.world.guild("Elsewhere", ben.user, ana.user, with_bot=False)
        where = foreign.channel("general")
    ana.slash("me", where)
    event = await told.told(IncomingCommand)
    assert event.place == Place(chat=chat_id(ana.dm.id), private=True)
    assert event.sender.role == "member"


async def test_where_a_direct_chat_takes_too_long_to_open_that_is_said_and_nothing_is_done(
    told, ana, ben, monkeypatch
):
    monkeypatch.setattr("bot.discord_room.reading.DIRECT_S", 0.1)
    ana.user.installed = True
    foreign = told.world.guild("Elsewhere", ben.user, ana.user, with_bot=False)
    told.world.faults.once("POST /users/@me/channels", Delayed(0.6))
    asked = ana.slash("make", foreign.channel("general"), sentence="rain")
    assert (await asked.said()).content == say("discord-failed", "zh-Hant")
    assert told.events == []
    monkeypatch.undo()
    ana.slash("make", foreign.channel("general"), sentence="rain")
    assert (await told.told(IncomingCommand)).place.private


async def test_a_film_that_was_asked_for_too_long_ago_is_not_made_and_what_is_none_is_done(
    told, friends, ana, ben
):
    general = friends.channel("general")
    message = told.world.post_message(
        general, told.world.me, "A film", components=button("1:like:" + "A" * 22)
    )
    lateness = told.chat._bot.lateness
    lateness.monotonic = lambda: time.monotonic() + 10
    ana.slash("make", general, sentence="rain")
    ben.presses(message, "Go")
    await told.told(ButtonPress)
    ana.slash("me", general)
    assert (await told.told(IncomingCommand)).text == "/cameo me"
    lateness.monotonic = time.monotonic
    ana.slash("make", general, sentence="rain")
    assert (await told.told(IncomingCommand, 2)).text == "/cameo rain"


async def test_a_right_that_films_need_is_named_to_whoever_asks_for_one(told, friends, ana):
    general = friends.channel("general")
    friends.changes_role(
        next(role for role in friends.roles.values() if role.of_bot),
        DEFAULT & ~Permission.ATTACH_FILES,
    )
    friends.changes_role(friends.everyone, DEFAULT & ~Permission.ATTACH_FILES)
    said = await ana.slash("make", general, sentence="me").said()
    assert "附加檔案" in said.content
    assert said.viewer is ana.user
    assert told.events == []
    ana.slash("forget-me", general)
    await told.told(IncomingCommand)


async def test_a_channel_that_is_shut_to_the_bot_is_not_filmed_in(told, friends, ana):
    shut = friends.opens_channel(
        "shut",
        overwrites=[Overwrite(id=told.world.me.id, of_member=True, deny=Permission.SEND_MESSAGES)],
    )
    said = await ana.slash("make", shut, sentence="me").said()
    assert "傳送訊息" in said.content


# ---------------------------------------------------------------- menus


async def test_a_message_becomes_a_film_of_its_author_words_and_files(told, friends, ana, ben):
    general = friends.channel("general")
    message = ben.says(general, f"<@{ana.user.id}> look <:cat:12345>", JPEG)
    ana.menu("Film this message", message)
    event = await told.told(IncomingCommand)
    assert event.text == "/cameo"
    assert event.reply_to is not None
    assert event.reply_to.author == sender(ben)
    assert event.reply_to.text == "@Ana look"
    assert [one.kind for one in event.reply_to.media] == ["photo"]


async def test_a_program_has_words_and_no_author(told, friends, ana):
    general = friends.channel("general")
    robot = told.world.user("Robot", bot=True)
    friends.joins(robot)
    message = told.world.post_message(general, robot, "beep")
    ana.menu("Film this message", message)
    event = await told.told(IncomingCommand)
    assert event.reply_to == MessageRef(message=str(message.id), text="beep")


async def test_a_film_of_ours_is_told_by_its_message(told, friends, ana):
    general = friends.channel("general")
    message = told.world.post_message(general, told.world.me, "A film")
    ana.menu("翻拍這部", message)
    event = await told.told(IncomingCommand)
    assert (event.text, event.reply_to) == ("/cameo", MessageRef(message=str(message.id)))


# ---------------------------------------------------------------- presses and forms


def button(data):
    return [{"type": 1, "components": [{"type": 2, "style": 2, "label": "Go", "custom_id": data}]}]


async def test_a_press_names_its_message(told, friends, ben):
    general, data = friends.channel("general"), "1:like:" + "A" * 22
    message = told.world.post_message(general, told.world.me, "A film", components=button(data))
    told.answers[ButtonPress] = Toast(text="Noted.")
    asked = ben.presses(message, "Go")
    event = await told.told(ButtonPress)
    assert (event.data, event.message, event.place) == (data, str(message.id), place(general))
    assert (await asked.said()).viewer is ben.user


async def test_a_form_comes_back_with_who_is_mentioned_in_it(told, friends, ana, ben):
    general = friends.channel("general")
    form = OpenForm(id="f1", kind="sentence", values={"title": "Rain", "sentence": "we wait"})
    told.answers[IncomingCommand] = form
    asked = await ana.slash("me", general)
    ana.fills(asked, {"sentence": f"<@{ben.user.id}> waits with me"})
    event = await told.told(FormSubmit)
    assert event.form == "f1"
    assert event.values["sentence"] == f"<@{ben.user.id}> waits with me"
    assert event.mentions == (Mention(text=f"<@{ben.user.id}>", member=sender(ben)),)
    assert event.place.chat == f"discord:{general.id}"


# ---------------------------------------------------------------- in private


async def test_words_in_private_are_a_command_and_open_the_door(told, ana):
    message = ana.writes_dm("me in the rain")
    event = await told.told(IncomingCommand)
    assert event == IncomingCommand(
        event_id=f"discord:{message.id}", sender=sender(ana), text="me in the rain",
        place=Place(chat=chat_id(ana.dm.id), private=True),
    )  # fmt: skip
    assert isinstance(told.events[0], DirectOpened)


async def test_a_file_in_private_is_an_upload_and_with_words_a_command(told, ana):
    ana.writes_dm("", JPEG)
    assert [one.kind for one in (await told.told(MediaUpload)).media] == ["photo"]
    ana.writes_dm("on the moon", JPEG)
    event = await told.told(IncomingCommand)
    assert (event.text, len(event.media)) == ("on the moon", 1)


async def test_an_answer_in_private_names_what_it_answers(told, ana):
    first = ana.writes_dm("the rain")
    theirs = told.world.post_message(ana.dm, told.world.me, "a film")
    ana.writes_dm("film it", reply_to=first)
    event = await told.told(IncomingCommand, 2)
    assert event.reply_to == MessageRef(message=str(first.id), author=sender(ana), text="the rain")
    ana.writes_dm("again", reply_to=theirs)
    event = await told.told(IncomingCommand, 3)
    assert event.reply_to == MessageRef(message=str(theirs.id))


async def test_what_is_said_in_channels_is_not_heard(told, friends, ana, ben):
    ben.says(friends.channel("general"), "good morning")
    ana.writes_dm("help")
    await told.told(IncomingCommand)
    assert [type(event) for event in told.events] == [DirectOpened, IncomingCommand]
