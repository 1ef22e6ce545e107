"""Nothing that anybody said, is called, or must keep secret stands in the log, at any level."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta
from functools import partial

from tests.afar.logs import log as log
from tests.discord.faults import AppliedLate, Broken, LostAnswer, SlowDown
from tests.discord.house import discord_house
from tests.discord.server import discord
from tests.discord.world import World

AFTER_ALL = timedelta(seconds=80)  # what a late call has shown is made good by then
SENTENCE = "me hiding the quince jelly from Ottoline"
SECRETS = ("quince", "jelly", "Ottoline", "Annabel", "annabel", "Dumpling", "unmistakable")
FAULTS = (LostAnswer(), SlowDown(0.01), AppliedLate(0.1), Broken(400))
ROUTES = (
    "POST /channels/{}/messages", "PATCH /channels/{}/messages/{}",
    "DELETE /channels/{}/messages/{}", "POST /interactions/{}/{}/callback", "POST /webhooks/{}/{}",
    "GET /guilds/{}/members/{}", "POST /users/@me/channels",
)  # fmt: skip


async def test_every_fault_is_logged_without_a_word_of_anybodys(tmp_path, models_dir, log):
    world = World()
    async with (
        discord(world) as server,
        discord_house(tmp_path / "data", models_dir, server) as room,
    ):
        channel, *people = await room.opened("Annabel")
        [ana] = people
        for shift in range(2):
            for number, route in enumerate(ROUTES):
                world.faults.once(route, FAULTS[(number + shift) % len(FAULTS)])
            ana.slash("make", channel, sentence=SENTENCE)
            film = await room.film(ana, channel)
            world.move(AFTER_ALL)
            for label in ("👍", "🗑 Delete"):
                await room.until(partial(_offers, film, label))
                with suppress(TimeoutError):
                    await ana.presses(film, label).said(within_s=0.5)
            await room.until(partial(getattr, film, "gone"))
        ana.writes_dm("tell nobody that it is unmistakable quince")
        await _stumbles(room, ana, channel)
        world.gateway.drops()
        await world.gateway.awaits(resumed=1)
        await server.stop()
        ana.slash("me", channel)
    text = log()
    assert "walkon.discord: event not taken in" in text
    assert "not delivered" in text
    tokens = [one.token for one in world.interactions.values()]
    found = [word for word in (*SECRETS, world.token, *tokens) if word in text]
    assert found == []


def _offers(message, label):
    return label in message.labels


async def _stumbles(room, ana, channel):
    """Have the bot trip over a mistake of its own."""
    answering = room.chat._hearing.answering
    handler, tripped = answering.handler, asyncio.Event()

    async def bug(_event):
        tripped.set()
        raise RuntimeError(f"{SENTENCE} by Annabel in Dumpling Club with {room.world.token}")

    answering.handler = bug
    ana.slash("make", channel, sentence=SENTENCE)
    await tripped.wait()
    answering.handler = handler
    await ana.slash("me", channel).said()
