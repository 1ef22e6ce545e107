"""Files by their links, each good for a day: Discord's CDN."""

from __future__ import annotations

from aiohttp import web

from tests.discord import rendering
from tests.discord.things import Attachment
from tests.discord.world import World

GONE = "This content is no longer available."
FOLDERS = ("attachments", "ephemeral-attachments")


def download(world: World, request: web.Request) -> web.Response:
    """The bytes behind a link, or 404 where its day is over or it was never given."""
    attachment = _found(world, request)
    if attachment is None:
        return web.Response(status=404, text=GONE)
    return web.Response(body=attachment.data, content_type=attachment.content_type)


def _found(world: World, request: web.Request) -> Attachment | None:
    query = request.query
    signed = f"ex={query.get('ex', '')}&is={query.get('is', '')}"
    right = rendering.signature(request.path.removeprefix("/"), signed)
    if query.get("hm") != right or int(query["ex"], 16) < world.clock.now():
        return None
    return world.attachments.get(int(request.match_info["attachment"]))
