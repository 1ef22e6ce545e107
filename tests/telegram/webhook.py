"""Carries updates to the address that the bot has set, and tries again where it is not taken."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import aiohttp

from tests.telegram.methods.intake import UPDATE_LIFE_S
from tests.telegram.things import Json
from tests.telegram.world import Hook, World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
RETRY_S = 0.05  # Telegram waits longer
LOOK_S = 0.02
TIMEOUT_S = 10.0


async def deliver(world: World) -> None:
    """Carry updates out, one after another, for as long as nobody stops it."""
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        while True:
            await world.updates.came()
            world.updates.forget(before=world.clock.now() - UPDATE_LIFE_S)
            hook, update = world.hook, world.updates.next()
            if hook is None or update is None:
                await asyncio.sleep(LOOK_S)
            elif await _taken(session, hook, update, world):
                world.updates.taken(update)
            else:
                await asyncio.sleep(RETRY_S)


async def _taken(session: aiohttp.ClientSession, hook: Hook, update: Json, world: World) -> bool:
    headers = {SECRET_HEADER: hook.secret_token} if hook.secret_token else {}
    wrong = "Connection refused"
    with suppress(aiohttp.ClientError, TimeoutError):
        async with session.post(hook.url, json=update, headers=headers) as answer:
            if 200 <= answer.status < 300:
                return True
            wrong = f"Wrong response from the webhook: {answer.status} {answer.reason}"
    hook.last_error_at, hook.last_error = world.clock.now(), wrong
    return False
