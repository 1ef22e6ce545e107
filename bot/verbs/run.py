"""``walkon run``: opens the room and works until it is told to stop."""

from __future__ import annotations

import argparse
import asyncio
from typing import TYPE_CHECKING

from bot.bootstrap import FACE_MODELS, Workshop, utc_now, workshop
from bot.console import Console
from bot.keeping import introduce_keys
from bot.settings import Settings

if TYPE_CHECKING:
    from storage.store import Store


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare nothing: everything about the running bot is a setting."""
    del parser


def run(given: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Open everything, say where the room is, and close it again in order."""
    del given
    from storage.store import open_store

    with workshop(settings, console.fetching) as shop:
        shop.assets.ensure(FACE_MODELS)
        keys = settings.keys.get_secret_value() if settings.keys is not None else None
        with open_store(
            shop.folder, keys=keys, mirror=settings.keys_mirror_dir, clock=utc_now
        ) as store:
            introduce_keys(store, console)
            asyncio.run(_work(settings, shop, store, console))
    return 0


async def _work(settings: Settings, shop: Workshop, store: Store, console: Console) -> None:
    from bot.house.opening import open_house, until_told

    async with open_house(settings, shop, store, console) as room:
        console.say("room-open", url=room.url)
        if settings.web_public_url:
            console.say("room-invitation", link=await room.invitation())
        await until_told()
    console.say("room-closed")
