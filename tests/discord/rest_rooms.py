"""Channels, servers, their members and roles over REST, as far as a bot may look."""

from __future__ import annotations

from tests.discord import refusals, rendering
from tests.discord.calls import Call, Route
from tests.discord.permissions import Permission
from tests.discord.places import Guild
from tests.discord.refusals import Problems, Refused
from tests.discord.rest_messages import visible_channel
from tests.discord.things import Json, iso
from tests.discord.world import World

MANY_MAX = 1000
GUILDS_MAX = 200


def own_guild(world: World, call: Call) -> Guild:
    """The guild that is named, with the bot in it.

    Raises:
        Refused: There is none, or the bot is not there.
    """
    guild = world.guilds.get(call.id("guild"))
    if guild is None or not guild.has_bot:
        raise Refused(refusals.UNKNOWN_GUILD)
    return guild


def channel(world: World, call: Call) -> Json:
    return rendering.channel_json(visible_channel(world, call.id("channel")))


def change_thread(world: World, call: Call) -> Json:
    """Close a thread, or open one again."""
    thread = visible_channel(world, call.id("channel"))
    held = world.permissions(world.me, thread)
    problems = Problems()
    fields = call.fields(problems)
    archived, locked = fields.flag("archived"), fields.flag("locked")
    problems.refuse()
    mine = thread.owner is world.me and not fields.has("locked")
    wakes = fields.body == {"archived": False} and not thread.locked
    writes = bool(held & Permission.SEND_MESSAGES_IN_THREADS) and (wakes or mine)
    if not thread.is_thread or not (held & Permission.MANAGE_THREADS or writes):
        raise Refused(refusals.MISSING_PERMISSIONS)
    if archived:
        thread.archives(locked=locked)
    elif fields.has("archived"):
        thread.wakes()
    return rendering.channel_json(thread)


def thread_member(world: World, call: Call) -> Json:
    """Who is in a thread, if they are."""
    thread = visible_channel(world, call.id("channel"))
    named = call.parts["user"]
    number = world.me.id if named == "@me" else int(named)
    everybody = thread.invited if thread.is_private_thread else {world.me.id}
    if not thread.is_thread or number not in everybody:
        raise Refused(refusals.UNKNOWN_MEMBER)
    return {
        "id": str(thread.id), "user_id": str(number), "flags": 0,
        "join_timestamp": iso(world.clock.now()),
    }  # fmt: skip


def guild(world: World, call: Call) -> Json:
    found = own_guild(world, call)
    body = rendering.guild_json(found)
    if call.asks("with_counts"):
        count = len(found.members)
        body |= {"approximate_member_count": count, "approximate_presence_count": count}
    return body


def channels(world: World, call: Call) -> list[Json]:
    every = own_guild(world, call).channels.values()
    return [rendering.channel_json(each) for each in every if not each.is_thread]


def threads(world: World, call: Call) -> Json:
    every = own_guild(world, call).threads
    active = [each for each in every if not each.archived and world.sees(world.me, each)]
    shown = [rendering.channel_json(each) for each in active]
    return {"threads": shown, "members": [], "has_more": False}


def roles(world: World, call: Call) -> list[Json]:
    return [rendering.role_json(role) for role in own_guild(world, call).roles.values()]


def member(world: World, call: Call) -> Json:
    guild = own_guild(world, call)
    user = world.users.get(call.id("user"))
    if user is None:
        raise Refused(refusals.UNKNOWN_USER)
    found = guild.member(user)
    if found is None:
        raise Refused(refusals.UNKNOWN_MEMBER)
    return rendering.member_json(found)


def members(world: World, call: Call) -> None:
    own_guild(world, call)
    raise Refused(refusals.MISSING_ACCESS)  # this takes the privileged intent for members


def search_members(world: World, call: Call) -> list[Json]:
    limit = call.number("limit", otherwise=1, least=1, most=MANY_MAX)
    begin = call.query.get("query", "").lower()
    found = [
        each
        for each in own_guild(world, call).members.values()
        if each.user.username.lower().startswith(begin) or each.name.lower().startswith(begin)
    ]
    return [rendering.member_json(each) for each in found[:limit]]


def my_guilds(world: World, call: Call) -> list[Json]:
    limit = call.number("limit", otherwise=GUILDS_MAX, least=1, most=GUILDS_MAX)
    own = [guild for guild in world.guilds.values() if guild.has_bot]
    return [
        {
            "id": str(guild.id), "name": guild.name, "icon": None, "banner": None, "owner": False,
            "permissions": str(int(guild.permissions_of(world.me))), "features": [],
        }
        for guild in own[:limit]
    ]  # fmt: skip


def leave(world: World, call: Call) -> None:
    own_guild(world, call).removes_bot()


ROUTES = [
    Route(method="GET", template="/channels/{channel}", act=channel),
    Route(method="PATCH", template="/channels/{channel}", act=change_thread),
    Route(method="GET", template="/channels/{channel}/thread-members/{user}", act=thread_member),
    Route(method="GET", template="/guilds/{guild}", act=guild),
    Route(method="GET", template="/guilds/{guild}/channels", act=channels),
    Route(method="GET", template="/guilds/{guild}/threads/active", act=threads),
    Route(method="GET", template="/guilds/{guild}/roles", act=roles),
    Route(method="GET", template="/guilds/{guild}/members", act=members),
    Route(method="GET", template="/guilds/{guild}/members/search", act=search_members),
    Route(method="GET", template="/guilds/{guild}/members/{user}", act=member),
    Route(method="GET", template="/users/@me/guilds", act=my_guilds),
    Route(method="DELETE", template="/users/@me/guilds/{guild}", act=leave),
]
