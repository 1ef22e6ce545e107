"""The bot comes into servers and is out of them, whether it was there to see it or not."""

from __future__ import annotations

import pytest

from bot.chat import BotJoined, ChatMoved, IncomingCommand
from bot.discord_room.people import chat_id, member_id
from bot.discord_room.places import Stays
from tests.books import open_books
from tests.discord.ears import ears
from tests.discord.people import Person
from tests.discord.permissions import DEFAULT, Permission
from tests.discord.server import discord
from tests.discord.things import ChannelType
from tests.discord.world import World


@pytest.fixture
async def server():
    async with discord(World()) as server:
        yield server


@pytest.fixture
def world(server):
    return server.world


@pytest.fixture
def books():
    database = open_books()
    yield database
    database.close()


@pytest.fixture
def ana(world):
    return Person.new(world, "Ana")


def kinds(told):
    return [type(event) for event in told.events]


async def test_a_server_is_greeted_once_in_its_own_channel(server, books, world, ana):
    async with ears(server, database=books) as told:
        guild = world.guild("Friends", ana.user)
        event = await told.told(BotJoined)
        general = guild.channel("general")
        assert (event.sender.name, event.place.chat) == ("", chat_id(general.id))
        world.gateway.invalidates()
        await world.gateway.awaits(identified=2)
        ana.slash("me", general)
        await told.told(IncomingCommand)
        assert kinds(told) == [BotJoined, IncomingCommand]
    async with ears(server, database=books) as told:
        ana.slash("me", guild.channel("general"))
        await told.told(IncomingCommand)
        assert kinds(told) == [IncomingCommand]


async def test_where_nothing_may_be_written_another_channel_is_found_or_none(server, world, ana):
    async with ears(server) as told:
        quiet = DEFAULT & ~Permission.SEND_MESSAGES
        world.guild("Mute", ana.user, permissions=quiet, everyone=quiet)
        guild = world.guild("Friends", ana.user, with_bot=False)
        guild.system_channel = guild.opens_channel("welcome", kind=ChannelType.TEXT)
        guild.adds_bot()
        event = await told.told(BotJoined)
        assert event.place.chat == chat_id(guild.channel("welcome").id)
        assert kinds(told) == [BotJoined]


async def test_a_server_that_lets_the_bot_go_is_lost_in_every_channel(server, world, ana):
    async with ears(server) as told:
        guild = world.guild("Friends", ana.user)
        await told.told(BotJoined)
        other, unused = guild.opens_channel("other"), guild.opens_channel("unused")
        ana.slash("me", other)
        await told.told(IncomingCommand)
        guild.removes_bot()
        await told.told(ChatMoved, 2)
        lost = {e.place.chat for e in told.events if isinstance(e, ChatMoved) and e.to is None}
        assert lost == {chat_id(guild.channel("general").id), chat_id(other.id)}
        assert chat_id(unused.id) not in lost


async def test_what_happened_while_nobody_listened_is_seen_at_the_next_start(
    server, books, world, ana
):
    async with ears(server, database=books) as told:
        left = world.guild("Left", ana.user)
        back = world.guild("Back", ana.user)
        await told.told(BotJoined, 2)
    left.removes_bot()
    back.removes_bot()
    world.clock.moved_s += 60
    back.adds_bot()
    new = world.guild("New", ana.user)
    async with ears(server, database=books) as told:
        await told.told(BotJoined, 2)
        await told.told(ChatMoved, 2)
    said = [(type(e), e.place.chat) for e in told.events]
    general = {guild.name: chat_id(guild.channel("general").id) for guild in (left, back, new)}
    assert said.index((ChatMoved, general["Back"])) < said.index((BotJoined, general["Back"]))
    assert {(ChatMoved, general["Left"]), (BotJoined, general["New"])} < set(said)
    assert len({event.event_id for event in told.events}) == len(said) == 4


async def test_an_outage_is_no_farewell(server, world, ana):
    async with ears(server) as told:
        guild, other = world.guild("Friends", ana.user), world.guild("Others", ana.user)
        joined = await told.told(BotJoined, 2)
        world.gateway.loses(guild)
        ana.slash("me", other.channel("general"))  # what comes after the outage has come too
        await told.told(IncomingCommand)
        with pytest.raises(ConnectionError):
            await told.chat.role(chat_id(404), joined.sender.id)
        world.gateway.finds(guild)
        ana.slash("me", guild.channel("general"))
        await told.told(IncomingCommand, 2)
        assert await told.chat.role(chat_id(404), joined.sender.id) is None
        assert kinds(told) == [BotJoined, BotJoined, IncomingCommand, IncomingCommand]


async def test_a_channel_that_is_deleted_is_lost(server, world, ana):
    async with ears(server) as told:
        guild = world.guild("Friends", ana.user)
        await told.told(BotJoined)
        channel, other = guild.opens_channel("other"), guild.opens_channel("unused")
        ana.slash("me", channel)
        await told.told(IncomingCommand)
        other.deleted()
        channel.deleted()
        event = await told.told(ChatMoved)
        assert (event.place.chat, event.to) == (chat_id(channel.id), None)
        assert kinds(told).count(ChatMoved) == 1


async def test_a_role_is_what_discord_says_now(server, world, ana):
    ben, eve = Person.new(world, "Ben"), Person.new(world, "Eve")
    async with ears(server) as told:
        guild = world.guild("Friends", ana.user, ben.user)
        chat = (await told.told(BotJoined)).place.chat

        async def role(person, where=chat):
            return await told.chat.role(where, member_id(person.user.id))

        assert [await role(one) for one in (ana, ben, eve)] == ["admin", "member", None]
        guild.adds_role("Boss", DEFAULT | Permission.MANAGE_GUILD, ben.user)
        ana.slash("me", guild.channel("general"))
        await told.told(IncomingCommand)
        assert await role(ben) == "admin"
        assert await role(ben, chat_id(404)) is None
        guild.leaves(ben.user)
        assert await role(ben) is None


async def test_events_go_on_over_a_broken_line(server, world, ana):
    async with ears(server) as told:
        guild = world.guild("Friends", ana.user)
        await told.told(BotJoined)
        world.gateway.drops()
        ana.slash("me", guild.channel("general"))
        await told.told(IncomingCommand)
        world.gateway.asks_to_reconnect()
        await world.gateway.awaits(resumed=2)
        ana.slash("who", guild.channel("general"))
        assert (await told.told(IncomingCommand, 2)).text == "/cameo who"


async def test_one_server_that_fails_keeps_no_other_from_being_looked_at(
    server, world, ana, monkeypatch
):
    first, second = world.guild("First", ana.user), world.guild("Second", ana.user)
    looked = []

    async def joined(_stays, guild):
        looked.append(guild.id)
        if guild.id == first.id:
            raise RuntimeError

    async with ears(server) as told:
        await told.told(BotJoined, 2)
        monkeypatch.setattr(Stays, "joined", joined)
        assert told.chat._hearing is not None
        await told.chat._hearing.stays.look()
        assert set(looked) == {first.id, second.id}  # being ready has it look as well
