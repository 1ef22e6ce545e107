"""The fake Discord's world: ids with time in them, who may do what where, what a bot is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.discord.fixtures import ana as ana
from tests.discord.fixtures import channel as channel
from tests.discord.fixtures import guild as guild
from tests.discord.fixtures import world as world
from tests.discord.permissions import ALL, DEFAULT, IN_DM, Permission
from tests.discord.rendering import message_json, without_words
from tests.discord.things import ChannelType, Clock, Intent, Snowflakes, born
from tests.discord.wording import every_component, numbered
from tests.discord.world import World

VIEW, SEND, ATTACH = Permission.VIEW_CHANNEL, Permission.SEND_MESSAGES, Permission.ATTACH_FILES


@pytest.fixture
def told(world):
    """What a bot that listens to everything was told: names and bodies."""
    events = []
    world.listeners.append(lambda name, body, _intent: events.append((name, body)))
    return events


def test_an_id_tells_when_it_was_made_and_none_comes_twice():
    clock = Clock()
    ids = Snowflakes(clock=clock)
    made = [ids.next() for _ in range(500)]
    assert len(set(made)) == 500
    assert made == sorted(made)
    assert abs(born(made[0]) - clock.now()) < 5
    clock.move(timedelta(days=3))
    assert abs(born(ids.next()) - clock.now()) < 5


def test_the_owner_may_do_everything_and_a_stranger_nothing(world, ana, channel):
    assert world.permissions(ana, channel) == ALL
    assert world.permissions(world.user("Ben"), channel) == Permission.NONE


def test_everyone_then_roles_then_the_member_have_the_say(world, ana):
    ben = world.user("Ben")
    guild = world.guild("Friends", ana, ben)
    channel = guild.channel("general")
    channel.overwrites_for(guild.everyone, deny=ATTACH)
    assert not world.permissions(ben, channel) & ATTACH
    role = guild.adds_role("Film makers", Permission.NONE, ben)
    channel.overwrites_for(role, allow=ATTACH)
    assert world.permissions(ben, channel) & ATTACH
    channel.overwrites_for(ben, deny=ATTACH)
    assert not world.permissions(ben, channel) & ATTACH


def test_one_role_that_allows_beats_another_that_denies(world, ana):
    ben = world.user("Ben")
    guild = world.guild("Friends", ana, ben)
    channel = guild.channel("general")
    channel.overwrites_for(guild.adds_role("Quiet", Permission.NONE, ben), deny=SEND)
    channel.overwrites_for(guild.adds_role("Loud", Permission.NONE, ben), allow=SEND)
    assert world.permissions(ben, channel) & SEND


def test_who_does_not_see_a_channel_may_do_nothing_there(world, guild, channel):
    channel.overwrites_for(world.me, deny=VIEW)
    assert world.permissions(world.me, channel) == Permission.NONE
    assert not world.sees(world.me, channel)


def test_who_may_not_send_may_not_send_files_either(world, guild, channel):
    channel.overwrites_for(world.me, deny=SEND)
    assert not world.permissions(world.me, channel) & ATTACH


def test_an_administrator_is_stopped_by_no_channel(world, ana):
    guild = world.guild("Friends", ana, permissions=Permission.ADMINISTRATOR)
    guild.channel("general").overwrites_for(guild.everyone, deny=VIEW)
    assert world.permissions(world.me, guild.channel("general")) == ALL


def test_a_thread_goes_by_its_channel_and_has_a_permission_of_its_own(world, ana, channel):
    thread = channel.opens_thread("Idea", by=ana)
    channel.overwrites_for(world.me, deny=SEND)
    assert world.permissions(world.me, thread) & ATTACH
    channel.overwrites_for(world.me, deny=Permission.SEND_MESSAGES_IN_THREADS)
    assert not world.permissions(world.me, thread) & ATTACH


def test_a_private_thread_is_seen_by_whom_it_is_for(world, ana, channel):
    ben = world.user("Ben")
    channel.guild.joins(ben)
    thread = channel.opens_thread("Secret", by=ana, private=True)
    assert world.sees(ana, thread)
    assert not world.sees(ben, thread)
    thread.invited.add(ben.id)
    assert world.sees(ben, thread)


def test_who_is_timed_out_reads_and_does_no_more(world, guild, channel):
    guild.silences(world.me, seconds=60)
    held = world.permissions(world.me, channel)
    assert held == VIEW | Permission.READ_MESSAGE_HISTORY
    world.move(timedelta(seconds=61))
    assert world.permissions(world.me, channel) & SEND


def test_direct_messages_are_between_the_bot_and_one(world, ana):
    chat = world.dm(ana)
    assert chat is world.dm(ana)
    assert world.permissions(world.me, chat) == world.permissions(ana, chat) == IN_DM
    assert not world.sees(world.user("Ben"), chat)
    assert not world.sees(world.me, world.chat_of(ana, world.user("Cy")))


@given(st.integers(0, (1 << 53) - 1), st.integers(0, (1 << 53) - 1), st.integers(0, (1 << 53) - 1))
def test_what_is_denied_is_not_held_and_what_is_allowed_is(roles, allow, deny):
    world = World()
    guild = world.guild("Friends", world.user("Ana"), with_bot=False)
    role = Permission(roles) & ~Permission.ADMINISTRATOR
    guild.adds_bot(role)
    guild.changes_role(guild.everyone, Permission.NONE)
    channel = guild.channel("general")
    channel.overwrites_for(world.me, allow=Permission(allow), deny=Permission(deny))
    held = world.permissions(world.me, channel)
    wanted = role & ~Permission(deny) | Permission(allow)
    assert held & ~wanted == 0
    if wanted & VIEW and wanted & SEND:
        assert held == wanted


def test_the_bot_is_told_of_servers_channels_and_threads(world, ana, told):
    guild = world.guild("Friends", ana)
    channel = guild.opens_channel("films", nsfw=True)
    thread = channel.opens_thread("Idea", by=ana)
    channel.overwrites_for(guild.everyone, deny=SEND)
    thread.deleted()
    channel.deleted()
    guild.removes_bot()
    assert [name for name, _ in told] == [
        "GUILD_CREATE", "CHANNEL_CREATE", "THREAD_CREATE", "CHANNEL_UPDATE", "THREAD_DELETE",
        "CHANNEL_DELETE", "GUILD_DELETE",
    ]  # fmt: skip
    assert told[0][1]["system_channel_id"] == str(guild.channel("general").id)
    assert told[-1][1] == {"id": str(guild.id)}


def test_the_bot_is_not_told_of_what_it_does_not_see(world, ana, guild, channel, told):
    channel.overwrites_for(world.me, deny=VIEW)
    told.clear()
    message = world.post_message(channel, ana, "Hello")
    world.edit_message(message, content="Bye")
    world.delete_message(message)
    channel.opens_thread("Idea", by=ana)
    assert told == []


def test_a_message_is_told_with_its_server_and_its_author_there(world, ana, channel, told):
    guild = channel.guild
    guild.members[ana.id].nick = "Boss"
    told.clear()
    world.post_message(channel, ana, f"Hello {world.me.mention}")
    (name, body) = told[0]
    assert name == "MESSAGE_CREATE"
    assert (body["guild_id"], body["member"]["nick"]) == (str(guild.id), "Boss")
    assert [user["id"] for user in body["mentions"]] == [str(world.me.id)]
    assert "user" not in body["member"]


def test_words_are_kept_from_a_bot_that_they_are_not_meant_for(world, ana, channel):
    def read(message):
        return without_words(world, message_json(message))["content"]

    assert read(world.post_message(channel, ana, "Secret")) == ""
    assert read(world.post_message(channel, ana, f"You, {world.me.mention}")) != ""
    assert read(world.post_message(channel, world.me, "Mine")) == "Mine"
    assert read(world.post_message(world.dm(ana), ana, "Direct")) == "Direct"


def test_what_one_person_alone_sees_nobody_else_sees(world, ana, channel):
    ben = world.user("Ben")
    channel.guild.joins(ben)
    message = world.post_message(channel, world.me, "Psst", viewer=ana)
    assert message.ephemeral
    assert message in world.read_by(ana, channel)
    assert message not in world.read_by(ben, channel)


def test_a_message_opens_a_thread_that_was_closed(world, ana, channel):
    thread = channel.opens_thread("Idea", by=ana)
    thread.archives()
    world.post_message(thread, ana, "Still there?")
    assert not thread.archived


def test_the_first_message_of_a_post_has_the_posts_id(world, ana, guild):
    post = guild.opens_channel("ideas", kind=ChannelType.FORUM).opens_thread("Moon", by=ana)
    assert world.post_message(post, ana, "To the moon").id == post.id
    assert world.post_message(post, ana, "And back").id != post.id


def test_every_component_gets_an_id_and_keeps_its_own():
    given_id = {"type": 2, "id": 2, "custom_id": "b"}
    rows = [{"type": 1, "components": [{"type": 2, "custom_id": "a"}, given_id]}]
    made = numbered(rows)
    assert [part["id"] for part in every_component(made)] == [1, 3, 2]
    assert "id" not in rows[0]


def test_the_bots_role_comes_and_goes_with_it(world, guild):
    (role,) = (role for role in guild.roles.values() if role.of_bot)
    assert role.permissions == DEFAULT
    guild.removes_bot()
    assert role.id not in guild.roles
    assert not guild.has_bot


async def test_who_waits_is_woken_by_what_happens(world, ana, channel):
    world.post_message(channel, ana, "Hello")
    assert await world.until(channel.shown)


def test_a_session_that_does_not_listen_is_not_told(world, ana, channel):
    heard = []
    world.listeners.append(lambda name, _body, intent: heard.append((name, intent)))
    world.post_message(channel, ana, "Hello")
    world.post_message(world.dm(ana), ana, "Hello")
    assert heard == [
        ("MESSAGE_CREATE", Intent.GUILD_MESSAGES), ("MESSAGE_CREATE", Intent.DIRECT_MESSAGES),
    ]  # fmt: skip
