"""Nothing that anybody said, is called, or must keep secret stands in the log, at any level."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial

from tests.afar.logs import log as log
from tests.telegram.faults import AppliedLate, Broken, LostAnswer, SlowDown
from tests.telegram.house import telegram_house
from tests.telegram.server import telegram
from tests.telegram.world import World

SENTENCE = "/cameo me hiding the quince jelly from Ottoline"
SECRETS = ("quince", "jelly", "Ottoline", "Annabel", "annabel_b", "Dumpling", "unmistakable")
FAULTS = (LostAnswer(), SlowDown(1), AppliedLate(0.1), Broken(502))
METHODS = (
    "sendMessage", "editMessageText", "editMessageMedia", "editMessageCaption", "deleteMessage",
    "answerCallbackQuery", "setMessageReaction", "getChatAdministrators", "getUpdates",
)  # fmt: skip


async def test_every_fault_is_logged_without_a_word_of_anybodys(tmp_path, models_dir, log):
    world = World()
    async with (
        telegram(world) as server,
        telegram_house(tmp_path / "data", models_dir, server) as room,
    ):
        ana = world.user("Annabel", username="annabel_b")
        place = world.supergroup("Dumpling Club", ana, with_bot=False)
        place.adds_bot(by=ana)
        await ana.presses(await room.sees(ana, "shall I work", place), "✅ Open")
        ana.starts("unmistakable-token")
        for shift in (0, 2):
            for number, method in enumerate(METHODS):
                world.faults.once(method, FAULTS[(number + shift) % len(FAULTS)])
            ana.says(place, SENTENCE)
            film = await room.film(ana, place)
            for label in ("👍", "🗑 Delete"):
                with suppress(TimeoutError):
                    await ana.presses(film, label).within(0.3)
            await room.until(partial(_over, film))
        await _refused(room, ana, place)
    text = log()
    assert "not delivered" in text
    assert "update not taken in" in text
    assert [word for word in (*SECRETS, world.token) if word in text] == []


def _over(film):
    return film.gone or film.media.kind != "video"


async def _refused(room, ana, place):
    """Have updates that nobody can take in, a chat that throws the bot out, and a blocked one."""
    answering = room.chat._answering

    async def bug(_event):
        raise RuntimeError(f"{SENTENCE} by Annabel in Dumpling Club with {room.server.world.token}")

    handler, answering.handler = answering.handler, bug
    ana.says(place, SENTENCE)
    await asyncio.sleep(0.3)
    answering.handler = handler
    ana.blocks()
    ana.says(place, "/cameo me")
    ana.says(place, SENTENCE)
    place.removes_bot(by=ana)
    await asyncio.sleep(0.5)
