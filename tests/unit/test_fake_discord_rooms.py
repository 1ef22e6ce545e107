"""Servers, members, people and the app of the fake Discord, as far as a bot may look."""

from __future__ import annotations

import pytest

from tests.discord import interactions
from tests.discord.fixtures import ana as ana
from tests.discord.fixtures import channel as channel
from tests.discord.fixtures import guild as guild
from tests.discord.fixtures import server as server
from tests.discord.fixtures import world as world
from tests.discord.permissions import DEFAULT, Permission
from tests.discord.samples import ask
from tests.discord.things import ChannelType


async def test_a_channel_is_told_in_full(server, world, guild, channel):
    channel.overwrites_for(world.me, allow=Permission.ATTACH_FILES)
    body = (await ask(server, "GET", f"/channels/{channel.id}")).body
    assert (body["type"], body["name"], body["guild_id"]) == (0, "general", str(guild.id))
    assert body["permission_overwrites"] == [
        {"id": str(world.me.id), "type": 1, "allow": str(1 << 15), "deny": "0"}
    ]
    assert (body["parent_id"], body["topic"], body["nsfw"]) == (None, None, False)


async def test_a_thread_says_what_it_is_a_thread_of(server, ana, channel):
    thread = channel.opens_thread("Idea", by=ana)
    body = (await ask(server, "GET", f"/channels/{thread.id}")).body
    assert (body["type"], body["parent_id"]) == (11, str(channel.id))
    assert body["thread_metadata"]["archived"] is False
    assert "nsfw" not in body


async def test_a_thread_of_an_age_restricted_channel_is_too(guild, ana):
    channel = guild.opens_channel("late", nsfw=True)
    assert channel.opens_thread("Idea", by=ana).age_restricted
    assert not guild.channel("general").age_restricted


async def test_whoever_writes_in_a_thread_may_wake_it(server, world, ana, channel):
    thread = channel.opens_thread("Idea", by=ana)
    path, wake = f"/channels/{thread.id}", {"archived": False}
    thread.archives()
    assert (await ask(server, "PATCH", path, wake)).body["thread_metadata"]["archived"] is False
    assert (await ask(server, "PATCH", path, {"archived": True})).no == (403, 50013)
    thread.archives(locked=True)
    assert (await ask(server, "PATCH", path, wake)).no == (403, 50013)
    channel.overwrites_for(world.me, allow=Permission.MANAGE_THREADS)
    assert (await ask(server, "PATCH", path, wake)).status == 200
    locked = await ask(server, "PATCH", path, {"archived": True, "locked": True})
    assert locked.body["thread_metadata"]["locked"] is True
    channel.overwrites_for(world.me, deny=Permission.SEND_MESSAGES_IN_THREADS)
    thread.archives()
    assert (await ask(server, "PATCH", path, wake)).no == (403, 50013)


async def test_the_bots_own_thread_is_its_own_to_close(server, world, channel):
    thread = channel.opens_thread("Films", by=world.me)
    assert (await ask(server, "PATCH", f"/channels/{thread.id}", {"archived": True})).status == 200
    assert thread.archived
    answer = await ask(server, "PATCH", f"/channels/{channel.id}", {"archived": True})
    assert answer.no == (403, 50013)


async def test_a_server_is_told_of_to_whoever_is_in_it(server, world, guild):
    body = (await ask(server, "GET", f"/guilds/{guild.id}?with_counts=true")).body
    assert (body["name"], body["approximate_member_count"]) == ("Friends", 2)
    assert body["roles"][0] == {**body["roles"][0], "id": str(guild.id), "name": "@everyone"}
    guild.removes_bot()
    for path in ("", "/channels", "/roles", "/threads/active", "/members/1"):
        assert (await ask(server, "GET", f"/guilds/{guild.id}{path}")).no == (404, 10004)


async def test_channels_and_threads_are_listed_apart(server, world, ana, guild, channel):
    guild.opens_channel("ideas", kind=ChannelType.FORUM)
    opened, secret = channel.opens_thread("A", by=ana), channel.opens_thread("B", by=ana)
    secret.archives()
    channel.opens_thread("C", by=ana, private=True)
    listed = (await ask(server, "GET", f"/guilds/{guild.id}/channels")).body
    assert [each["name"] for each in listed] == ["general", "ideas"]
    active = (await ask(server, "GET", f"/guilds/{guild.id}/threads/active")).body
    assert [each["id"] for each in active["threads"]] == [str(opened.id)]


async def test_a_member_is_told_with_roles_and_nick(server, world, guild):
    ben = world.user("Ben")
    guild.joins(ben, nick="Benny")
    role = guild.adds_role("Admin", Permission.MANAGE_GUILD, ben)
    body = (await ask(server, "GET", f"/guilds/{guild.id}/members/{ben.id}")).body
    assert (body["nick"], body["roles"]) == ("Benny", [str(role.id)])
    assert body["user"]["global_name"] == "Ben"
    guild.leaves(ben)
    assert (await ask(server, "GET", f"/guilds/{guild.id}/members/{ben.id}")).no == (404, 10007)
    assert (await ask(server, "GET", f"/guilds/{guild.id}/members/1")).no == (404, 10013)


async def test_members_are_searched_but_not_listed(server, world, guild):
    guild.joins(world.user("Ben"), nick="Film Ben")
    path = f"/guilds/{guild.id}/members"
    assert (await ask(server, "GET", path)).no == (403, 50001)
    for query in ("BEN", "film"):
        found = (await ask(server, "GET", f"{path}/search?query={query}&limit=10")).body
        assert [each["user"]["username"] for each in found] == ["ben"]


async def test_the_bot_knows_where_it_is_and_leaves(server, guild):
    body = (await ask(server, "GET", "/users/@me/guilds")).body
    assert [(each["id"], each["permissions"]) for each in body] == [
        (str(guild.id), str(int(DEFAULT)))
    ]
    assert (await ask(server, "DELETE", f"/users/@me/guilds/{guild.id}")).status == 204
    assert not guild.has_bot


async def test_people_are_known_by_id(server, world, ana):
    assert (await ask(server, "GET", f"/users/{ana.id}")).body["username"] == "ana"
    assert (await ask(server, "GET", "/users/1")).no == (404, 10013)
    assert (await ask(server, "GET", "/users/@me")).body["id"] == str(world.me.id)


async def test_direct_messages_are_opened_once(server, world, ana):
    first = await ask(server, "POST", "/users/@me/channels", {"recipient_id": str(ana.id)})
    second = await ask(server, "POST", "/users/@me/channels", {"recipient_id": ana.id})
    assert first.body["id"] == second.body["id"] == str(world.dm(ana).id)
    assert [each["username"] for each in first.body["recipients"]] == ["ana"]


@pytest.mark.parametrize(
    ("body", "no"),
    [
        ({"recipient_id": "1"}, (400, 50033)),
        ({}, (400, 50035)),
        ({"recipient_id": "ana"}, (400, 50035)),
    ],
)
async def test_direct_messages_are_opened_with_people_only(server, body, no):
    assert (await ask(server, "POST", "/users/@me/channels", body)).no == no


async def test_no_direct_messages_with_a_bot(server, world):
    body = {"recipient_id": str(world.me.id)}
    assert (await ask(server, "POST", "/users/@me/channels", body)).no == (403, 50007)


@pytest.mark.parametrize("path", ["/applications/@me", "/oauth2/applications/@me"])
async def test_the_app_is_told_of(server, world, guild, path):
    body = (await ask(server, "GET", path)).body
    assert (body["id"], body["approximate_guild_count"]) == (str(world.app_id), 1)


async def test_interactions_go_to_the_apps_own_address(server, world, ana, channel):
    world.endpoint_url = "https://elsewhere.example"
    body = (await ask(server, "GET", "/applications/@me")).body
    assert body["interactions_endpoint_url"] == world.endpoint_url
    told: list[str] = []
    world.listeners.append(lambda name, _body, _intent: told.append(name))
    interactions.begin(world, ana, channel, interactions.COMMAND, {}, metadata={})
    assert told == []


async def test_where_the_gateway_is_is_told(server, world):
    body = (await ask(server, "GET", "/gateway/bot")).body
    assert body["url"] == world.gateway_url
    assert body["session_start_limit"]["max_concurrency"] == 1
    assert (await ask(server, "GET", "/gateway", token="nobody")).body["url"] == world.gateway_url


@pytest.mark.parametrize("path", ["/users/@me", "/gateway/bot", "/applications/@me"])
async def test_nobody_but_the_bot_asks(server, path):
    assert (await ask(server, "GET", path, token="nobody")).no == (401, 0)
