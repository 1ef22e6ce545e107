"""What the fake Discord tells bots, held against the types that discord.js is written with."""

from __future__ import annotations

import aiohttp
import pytest

from tests.discord.by_hand import CHOICE, FORM, SHOW_FORM, THINK, with_buttons
from tests.discord.by_hand import bot as bot
from tests.discord.by_hand import friends as friends
from tests.discord.by_hand import world as world
from tests.discord.oracle import event_problems
from tests.discord.things import EPHEMERAL, Intent

LISTENING = Intent.GUILDS | Intent.GUILD_MESSAGES | Intent.DIRECT_MESSAGES


@pytest.fixture
async def session(world, friends):
    """A session that keeps whatever is told."""
    async with aiohttp.ClientSession() as http, http.ws_connect(f"{world.url}/gateway") as ws:
        await ws.send_json({"op": 2, "d": {"token": world.token, "intents": int(LISTENING)}})
        await world.gateway.awaits(identified=1)
        (session,) = world.gateway.connected
        yield session


async def test_every_event_is_as_discord_js_knows_it(bot, world, friends, session):
    ana, ben = friends
    ben.user.installed = True
    general, guild = ana.here, ana.here.guild
    assert guild is not None
    asked = ana.slash("make", sentence=f"with {ben.user.mention}", person=ben, photo=b"\xff\xd8")
    await bot.says(asked, "Between us", flags=EPHEMERAL)
    film = with_buttons(world, ana)
    for form, values, files in (
        (FORM, {"me": True, "Where": ["Here"]}, {"selfie": b"\xff\xd8"}),
        (CHOICE, {"place": "Moon", "with": ana}, {}),
    ):
        pressed = ben.presses(film, "1:like")
        await bot.answers(pressed, SHOW_FORM, form)
        filled = ben.fills(pressed, values, files)
        await bot.answers(filled, THINK, {"flags": EPHEMERAL})
        await bot.webhook(filled, "PATCH", "@original", {"content": "Thank you"})
    ana.menu("Remix this clip", film)
    ben.slash("me", ben.dm)
    ben.slash("me", world.chat_of(ana.user, ben.user))
    ana.writes_dm("Hello", b"\xff\xd8")
    thread = general.opens_thread("Films", by=ana.user)
    ana.slash("me", thread)
    ana.says(thread, "In here", reply_to=film)
    thread.archives()
    thread.deleted()
    guild.opens_channel("more").deleted()
    world.delete_message(film)
    guild.gives_role(guild.adds_role("Friends"), world.me)
    guild.removes_bot()
    guild.adds_bot()
    world.gateway.loses(guild)
    events = [(event.name, event.body) for event in session.sent]
    assert len({name for name, _ in events}) >= 14
    assert event_problems(events) == []


def test_the_judge_finds_what_is_wrong():
    gone = {"id": "1", "unavailable": True}
    (missing, unknown, wrong) = event_problems([
        ("GUILD_DELETE", gone), ("GUILD_DELETE", {"unavailable": True}),
        ("GUILD_DELETE", {**gone, "gone": True}), ("GUILD_DELETE", {**gone, "id": 1}),
    ])  # fmt: skip
    assert "id: string" in missing
    assert '"gone"' in unknown
    assert "'number' is not assignable to type 'string'" in wrong
