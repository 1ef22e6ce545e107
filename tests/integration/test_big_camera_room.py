"""A bot with a video model, or a server: the puppets' film is there first, then the better one.

Everything is real but the weights, which are tiny and random, and the server.
"""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import asynccontextmanager
from typing import Any, cast

import psutil

from bot.bootstrap import Workshop, utc_now
from bot.console import Console
from bot.house.opening import open_house
from bot.i18n import say
from bot.settings import Settings
from storage.store import open_store
from tests.afar.videos.house import FilmHouse
from tests.afar.videos.house import open_house as open_film_house
from tests.fakes_room import free_port
from tests.house_room import HouseRoom, guests
from tests.tiny.cameras import checkpoint

SENTENCE = "/cameo a museum at night"
BIG, OUT = "Wan 2.2", say("caption-out")


@asynccontextmanager
async def bot(tmp_path, models_dir, **given):
    """Run a bot as ``walkon run`` does, and let Ana in."""
    settings = Settings(
        data_dir=tmp_path / "data", models_dir=models_dir, web_port=free_port(), film_side=270,
        workers=1, **given,
    )  # fmt: skip
    shop = Workshop(settings, lambda _package: None)
    console = Console("en", as_json=False)
    with shop.opened, open_store(shop.folder, keys=None, mirror=None, clock=utc_now) as store:
        async with open_house(settings, shop, store, console) as room:
            here = HouseRoom(
                house=cast("Any", None), desk=cast("Any", None), folder=tmp_path, url=room.url
            )
            async with guests(here, Ana="en") as (ana,):
                yield ana


def films(ana):
    """Return all that each message with a film has been."""
    found = ana.group.values()
    return [shown for shown in found if any(one.get("film") for one in shown)]


async def captioned(ana, words):
    """Wait until the one film's caption has these words, and return all that its message was."""

    def look():
        for shown in films(ana):
            if shown[-1].get("film") and words in shown[-1]["text"]:
                return shown
        return None

    return await ana.until(look)


def workers(engine):
    """Return the processes that shoot with an engine."""
    children = psutil.Process().children(recursive=True)
    return [one for one in children if f"--engine={engine}" in " ".join(one.cmdline())]


async def wish(ana):
    await ana.ask("say", room=ana.rooms[False], text=SENTENCE)


async def test_the_better_film_takes_the_place_of_the_puppets(tmp_path, models_dir):
    async with bot(tmp_path, models_dir, engine="wan", weights=checkpoint("wan")) as ana:
        await wish(ana)
        shown = await captioned(ana, BIG)
        assert len(films(ana)) == 1
        first = next(one for one in shown if one.get("film"))
        assert BIG not in first["text"]
        assert first["film"] != shown[-1]["film"]
        assert sum(bool(one.get("film")) for one in shown) >= 2


async def test_when_its_worker_dies_again_and_again_the_puppets_film_stays(tmp_path, models_dir):
    async with bot(tmp_path, models_dir, engine="wan", weights=checkpoint("wan")) as ana:
        killing = asyncio.create_task(kill_whatever_shoots("wan"))
        await wish(ana)
        shown = await captioned(ana, OUT)
        killing.cancel()
        assert len(films(ana)) == 1
        assert not any(BIG in one["text"] for one in shown)


async def kill_whatever_shoots(engine):
    """End every worker that shoots with an engine, a moment after it has begun to."""
    while True:
        for worker in workers(engine):
            if worker.cpu_times().user > 0.5:
                os.kill(worker.pid, signal.SIGKILL)
        await asyncio.sleep(0.1)


async def test_a_server_films_and_when_it_goes_away_the_puppets_film_stays(tmp_path, models_dir):
    server = FilmHouse("openai", polls=1)
    async with (
        open_film_house(server),
        bot(tmp_path, models_dir, engine="remote", remote_url=server.url) as ana,
    ):
        host = server.url.removeprefix("http://").split("/")[0]
        await wish(ana)
        await captioned(ana, host)
        assert not server.jobs
        server.says = lambda _asked: {"status": "failed"}
        await wish(ana)
        await captioned(ana, OUT)
        assert len(films(ana)) == 2
        assert not server.jobs
