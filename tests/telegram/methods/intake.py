"""What comes to the bot: updates, by polling or by webhook, and files."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tests.telegram import refusals
from tests.telegram.calls import Call
from tests.telegram.methods.files import known_file
from tests.telegram.refusals import Refused, bad
from tests.telegram.rendering import file_json, filled
from tests.telegram.things import Json
from tests.telegram.world import Hook, World

LINK_LIFE_S = 3600.0
UPDATE_LIFE_S = 24 * 3600.0
LOOPBACK = ("127.0.0.1", "localhost")


async def get_updates(world: World, call: Call) -> list[Json]:
    if world.hook is not None:
        raise Refused(409, refusals.CONFLICT_WEBHOOK)
    _allow(world, call)
    world.updates.forget(before=world.clock.now() - UPDATE_LIFE_S)
    limit = call.integer("limit")
    return await world.updates.poll(
        offset=call.integer("offset") or 0,
        limit=100 if limit is None else limit,
        timeout_s=max(0, call.integer("timeout") or 0),
    )


def set_webhook(world: World, call: Call) -> bool:
    url, secret = call.text("url"), call.text("secret_token")
    if not url:
        return delete_webhook(world, call)
    link = urlsplit(url)
    if link.scheme != "https" and link.hostname not in LOOPBACK:
        raise bad(refusals.WEBHOOK_HTTPS)
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad(refusals.SECRET_TOKEN_WRONG)
    _allow(world, call)
    _drop(world, call)
    world.hook = Hook(
        url=url, secret_token=secret, max_connections=call.integer("max_connections") or 40
    )
    world.updates.interrupt(Refused(409, refusals.CONFLICT_SET_WEBHOOK))
    return True


def delete_webhook(world: World, call: Call) -> bool:
    _drop(world, call)
    world.hook = None
    return True


def get_webhook_info(world: World, _call: Call) -> Json:
    hook = world.hook
    pending = len(world.updates.waiting)
    if hook is None:
        return {"url": "", "has_custom_certificate": False, "pending_update_count": pending}
    allowed = world.updates.allowed
    return {
        "url": hook.url, "has_custom_certificate": False, "pending_update_count": pending,
        "max_connections": hook.max_connections,
        **filled(
            last_error_date=int(hook.last_error_at) if hook.last_error_at else None,
            last_error_message=hook.last_error,
            allowed_updates=sorted(allowed) if allowed else None,
        ),
    }  # fmt: skip


def get_file(world: World, call: Call) -> Json:
    try:
        file = known_file(world, call.text("file_id"))
    except Refused:
        raise bad("invalid file_id") from None
    if len(file.data) > world.download_max_bytes:
        raise bad(refusals.FILE_TOO_BIG)
    world.paths[file.path] = (file, world.clock.now() + LINK_LIFE_S)
    path = file.path
    if world.local_files is not None:
        local = world.local_files / path
        local.parent.mkdir(parents=True, exist_ok=True)
        local.write_bytes(file.data)
        path = str(local)
    return {**file_json(file), "file_path": path}


def _allow(world: World, call: Call) -> None:
    if "allowed_updates" in call.params:
        world.updates.allowed = frozenset(map(str, call.listed("allowed_updates"))) or None


def _drop(world: World, call: Call) -> None:
    if call.flag("drop_pending_updates"):
        world.updates.waiting.clear()


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "getFile": get_file,
}
