"""Users, the bot and its app over REST, direct messages being opened, and where the gateway is."""

from __future__ import annotations

from tests.discord import refusals, rendering
from tests.discord.calls import Call, Route
from tests.discord.refusals import Problems, Refused
from tests.discord.things import Json
from tests.discord.world import World

BOT_AND_COMMANDS: Json = {"scopes": ["applications.commands", "bot"], "permissions": "274877941760"}


def me(world: World, _call: Call) -> Json:
    return rendering.me_json(world)


def user(world: World, call: Call) -> Json:
    found = world.users.get(call.id("user"))
    if found is None:
        raise Refused(refusals.UNKNOWN_USER)
    return rendering.user_json(found)


def open_dm(world: World, call: Call) -> Json:
    problems = Problems()
    number = call.fields(problems).snowflake("recipient_id", required=True)
    problems.refuse()
    found = world.users.get(number or 0)
    if found is None:
        raise Refused(refusals.INVALID_RECIPIENTS)
    if found.bot:
        raise Refused(refusals.CANNOT_DM)
    return rendering.channel_json(world.dm(found))


def app(world: World, _call: Call) -> Json:
    """The app, as ``/applications/@me`` and the older ``/oauth2/applications/@me`` give it."""
    nothing = dict.fromkeys((
        "icon", "role_connections_verification_url", "event_webhooks_url", "team",
    ))  # fmt: skip
    guilds = sum(guild.has_bot for guild in world.guilds.values())
    return {
        **nothing, "id": str(world.app_id), "name": world.me.name, "description": "", "type": None,
        "interactions_endpoint_url": world.endpoint_url,
        "summary": "", "bot": rendering.user_json(world.me), "bot_public": True,
        "bot_require_code_grant": False, "verify_key": "0" * 64, "flags": 0, "flags_new": "0",
        "rpc_origins": [], "redirect_uris": [], "tags": [], "hook": True,
        "owner": rendering.user_json(world.maker), "approximate_guild_count": guilds,
        "approximate_user_install_count": sum(u.installed for u in world.users.values()),
        "approximate_user_authorization_count": 0, "explicit_content_filter": 0,
        "integration_types_config": {
            "0": {"oauth2_install_params": BOT_AND_COMMANDS},
            "1": {"oauth2_install_params": {
                "scopes": ["applications.commands"], "permissions": "0",
            }},
        },
        "event_webhooks_status": 1, "event_webhooks_types": [], "eligible_oauth2_scopes": [],
    }  # fmt: skip


def gateway(world: World, _call: Call) -> Json:
    return {"url": world.gateway_url}


def gateway_for_bots(world: World, _call: Call) -> Json:
    left = max(0, 1000 - world.gateway.identified)
    limit = {"total": 1000, "remaining": left, "reset_after": 86_400_000, "max_concurrency": 1}
    return {"url": world.gateway_url, "shards": 1, "session_start_limit": limit}


ROUTES = [
    Route(method="GET", template="/users/@me", act=me),
    Route(method="GET", template="/users/{user}", act=user),
    Route(method="POST", template="/users/@me/channels", act=open_dm),
    Route(method="GET", template="/applications/@me", act=app),
    Route(method="GET", template="/oauth2/applications/@me", act=app),
    Route(method="GET", template="/gateway", act=gateway, open=True),
    Route(method="GET", template="/gateway/bot", act=gateway_for_bots),
]
