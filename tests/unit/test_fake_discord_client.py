"""discord.py speaks with the fake Discord as it does with Discord."""

from __future__ import annotations

import asyncio
import io
from contextlib import asynccontextmanager

import discord
import pytest
from discord.app_commands import AppCommandContext, AppInstallationType, CommandTree, locale_str
from discord.http import HTTPClient, Route, handle_message_parameters
from yarl import URL

from tests.discord.fixtures import ana as ana
from tests.discord.fixtures import channel as channel
from tests.discord.fixtures import guild as guild
from tests.discord.fixtures import server as server
from tests.discord.fixtures import world as world
from tests.discord.limits import Rule
from tests.discord.permissions import Permission
from tests.discord.samples import VIDEO
from tests.discord.things import ChannelType


@pytest.fixture
def base(server, monkeypatch):
    monkeypatch.setattr(Route, "BASE", server.api_url)


@pytest.fixture
async def http(world, base):
    client = HTTPClient(asyncio.get_running_loop())
    await client.static_login(world.token)
    yield client
    await client.close()


def film(name="film.mp4"):
    return discord.File(io.BytesIO(VIDEO), name, spoiler=True)


async def sends(http, channel, **more):
    with handle_message_parameters(**more) as params:
        return await http.send_message(channel.id, params=params)


async def test_a_wrong_token_is_a_login_failure(base):
    client = HTTPClient(asyncio.get_running_loop())
    with pytest.raises(discord.LoginFailure):
        await client.static_login("nobody")
    await client.close()


async def test_a_film_is_sent_and_changed(http, channel):
    body = await sends(http, channel, content="Here", file=film(), nonce="n1")
    again = await sends(http, channel, content="Here", file=film(), nonce="n1")
    assert body["id"] == again["id"]
    (message,) = channel.shown()
    assert (message.attachments[0].data, message.attachments[0].spoiler) == (VIDEO, True)
    with handle_message_parameters(attachments=[film("other.mp4")]) as params:
        await http.edit_message(channel.id, message.id, params=params)
    assert [each.filename for each in message.attachments] == ["SPOILER_other.mp4"]
    with handle_message_parameters(content="Gone", attachments=[], view=None) as params:
        await http.edit_message(channel.id, message.id, params=params)
    assert (message.attachments, message.content) == ([], "Gone")
    await http.delete_message(channel.id, message.id)
    assert message.gone


async def test_refusals_are_read_with_their_codes(http, world, channel):
    with pytest.raises(discord.HTTPException) as no:
        await sends(http, channel, content="x" * 2001)
    assert (no.value.status, no.value.code) == (400, 50035)
    assert "content: Must be 2000 or fewer in length." in no.value.text
    world.upload_max_bytes = 100
    with pytest.raises(discord.HTTPException) as large:
        await sends(http, channel, file=film())
    assert (large.value.status, large.value.code) == (413, 40005)
    channel.overwrites_for(world.me, deny=Permission.SEND_MESSAGES)
    with pytest.raises(discord.Forbidden) as forbidden:
        await sends(http, channel, content="Here")
    assert forbidden.value.code == 50013
    channel.deleted()
    with pytest.raises(discord.NotFound) as gone:
        await sends(http, channel, content="Here")
    assert gone.value.code == 10003


async def test_it_waits_where_it_has_to(http, world, channel):
    world.limits.on = True
    world.limits.rules["POST /channels/{}/messages"] = Rule(requests=5, seconds=0.5)
    for number in range(7):
        await sends(http, channel, content=str(number))
    assert [message.content for message in channel.shown()] == [str(n) for n in range(7)]


async def test_people_are_written_to(http, world, ana, guild):
    body = await http.start_private_message(ana.id)
    await http.send_message(body["id"], params=handle_message_parameters(content="Hello"))
    assert world.read_by(ana, world.dm(ana))[0].content == "Hello"
    member = await http.get_member(guild.id, ana.id)
    assert member["user"]["id"] == str(ana.id)


@asynccontextmanager
async def connected(world, monkeypatch, client):
    gateway = URL(world.gateway_url)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
    ready = asyncio.Event()

    @client.event
    async def on_ready():
        ready.set()

    await client.login(world.token)
    running = asyncio.create_task(client.connect())
    try:
        async with asyncio.timeout(10):
            await ready.wait()
        yield client
    finally:
        await client.close()
        await running


async def test_a_client_sees_the_world_as_it_is(world, base, monkeypatch, ana, guild, channel):
    thread = channel.opens_thread("Idea", by=ana)
    forum = guild.opens_channel("ideas", kind=ChannelType.FORUM, nsfw=True)
    channel.overwrites_for(world.me, deny=Permission.ATTACH_FILES)
    client = discord.Client(intents=discord.Intents(guilds=True, dm_messages=True))
    async with connected(world, monkeypatch, client):
        seen = client.get_guild(guild.id)
        assert seen is not None
        assert (seen.name, seen.owner_id, seen.member_count) == ("Friends", ana.id, 2)
        general = seen.get_channel(channel.id)
        assert isinstance(general, discord.TextChannel)
        held = general.permissions_for(seen.me)
        assert (held.send_messages, held.attach_files) == (True, False)
        assert held.value == world.permissions(world.me, channel)
        ideas = seen.get_channel(forum.id)
        assert isinstance(ideas, discord.ForumChannel)
        assert ideas.is_nsfw()
        talk = seen.get_thread(thread.id)
        assert talk is not None
        assert talk.parent_id == channel.id
        sent = await talk.send("Hello")
        assert sent.id in thread.messages
        question = world.post_message(channel, ana, "Well?")
        message = await general.fetch_message(question.id)
        answer = await message.reply("Yes")
        assert answer.reference is not None
        assert answer.reference.message_id == question.id
        owner = await seen.fetch_member(ana.id)
        assert owner.guild_permissions.administrator


async def test_a_tree_of_commands_is_synced(world, base, monkeypatch, ana, guild):
    client = discord.Client(intents=discord.Intents.none())
    tree = CommandTree(
        client,
        allowed_contexts=AppCommandContext(guild=True, dm_channel=True, private_channel=True),
        allowed_installs=AppInstallationType(guild=True, user=True),
    )
    group = discord.app_commands.Group(name="cameo", description="Films")

    @group.command(name=locale_str("make"), description="Make a film")
    async def make(
        interaction: discord.Interaction,
        sentence: str,
        person: discord.User | None = None,
        photo: discord.Attachment | None = None,
    ) -> None: ...

    @tree.context_menu(name="Film this message")
    async def film_this(interaction: discord.Interaction, message: discord.Message) -> None: ...

    tree.add_command(group)
    await client.login(world.token)
    try:
        synced = await tree.sync()
        assert sorted(each.name for each in synced) == ["Film this message", "cameo"]
        kept = next(each for each in world.commands[None] if each["name"] == "cameo")
        assert (kept["contexts"], kept["integration_types"]) == ([0, 1, 2], [0, 1])
        assert [each["name"] for each in kept["options"][0]["options"]] == [
            "sentence", "person", "photo",
        ]  # fmt: skip
        assert len(await tree.fetch_commands()) == 2
        guild.authorized = False
        tree.copy_global_to(guild=discord.Object(guild.id))
        with pytest.raises(discord.Forbidden) as no:
            await tree.sync(guild=discord.Object(guild.id))
        assert no.value.code == 50001
    finally:
        await client.close()
