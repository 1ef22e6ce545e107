"""A bot that is killed while a server films: its next life has the face deleted there, nobody else.

The process that is killed opens what a bot opens: the data folder with its books, and its cameras.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from bot.bootstrap import Workshop, utc_now
from bot.console import Console
from bot.house.big_cameras import KEPT, open_cameras
from bot.settings import Settings
from generation.farm.wire import Board
from storage.folder import DataFolder
from storage.store import open_store
from tests.afar.videos.house import FilmHouse, Hung, Job, open_house

REPOSITORY = Path(__file__).parents[2]
LEFT, PAUSE_S = "video_left", 0.02
CHILD = """
import asyncio, sys
from pathlib import Path
from tests.integration.test_far_jobs import film
asyncio.run(film(Path(sys.argv[1]), sys.argv[2]))
"""


@asynccontextmanager
async def life(folder, url, *, engine="remote"):
    """Open books and cameras as a bot does; yields both."""
    settings = Settings(data_dir=folder, engine=engine, remote_url=url)
    shop, console = Workshop(settings, lambda _package: None), Console("en", as_json=False)
    with shop.opened, open_store(shop.folder, keys=None, mirror=None, clock=utc_now) as store:
        async with AsyncExitStack() as open_things:
            cameras = await open_cameras(
                settings, shop, console, open_things, database=store.database, clock=utc_now
            )
            yield store.database, cameras


async def wish(cameras):
    """Have one setup filmed."""
    import cv2
    import numpy as np

    still = cv2.imencode(".png", np.full((64, 64, 3), 90, np.uint8))[1].tobytes()
    board = Board(
        id="S1", prompt="A person waves.", frames=25, fps=24.0, width=64, height=64, still=still,
        dialogue=None, seed=1,
    )  # fmt: skip
    return await cameras.studio.film(board, key="01job-S1", progress=lambda _share: None)


async def film(folder, url):
    """Be a bot that has a film made."""
    async with life(folder, url) as (_, cameras):
        await wish(cameras)


async def killed_while(server, folder, holds):
    """Run a bot in a process of its own, and kill it while the server films."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CHILD, str(folder), server.url,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY)},
    )  # fmt: skip
    await server.until(holds)
    child.kill()
    await child.wait()
    assert len(server.jobs) == 1


def noted(server, folder, age=timedelta()):
    """Leave a job at a server, and a note of it in the books, as one who was killed does."""
    server.jobs[LEFT] = Job(LEFT, cast("Any", None))
    with open_store(DataFolder(folder), keys=None, mirror=None, clock=utc_now) as store:
        store.database.write_now(
            lambda books: books.far_jobs.put(host(server), LEFT, utc_now() - age)
        )


def host(server):
    return server.url.split("/")[2]


async def left(database, server):
    """What the books say that a server may still have."""
    return await database.read(lambda books: books.far_jobs.left_at(host(server)))


async def until_forgotten(database, server):
    async with asyncio.timeout(60):
        while await left(database, server):  # noqa: ASYNC110  books ring no bell
            await asyncio.sleep(PAUSE_S)


@pytest.fixture
async def server():
    async with open_house(FilmHouse("openai", polls=10**6)) as opened:
        yield opened


@pytest.fixture
async def other():
    async with open_house(FilmHouse("openai", polls=1)) as opened:
        yield opened


@pytest.mark.parametrize("engine", ["remote", "puppet"])
async def test_the_face_that_a_killed_bot_left_at_a_server_is_deleted_by_its_next_life(
    server, tmp_path, engine
):
    await killed_while(server, tmp_path, lambda: server.faults.calls["poll"])
    async with life(tmp_path, server.url, engine=engine) as (database, _):
        await server.until(lambda: not server.jobs)
        await until_forgotten(database, server)
    assert len(server.orders) == 1


@pytest.mark.parametrize("keeps_keys", [True, False])
async def test_a_film_that_is_wished_again_leaves_no_face_there_either(
    server, tmp_path, keeps_keys
):
    server.keeps_keys = keeps_keys
    await killed_while(server, tmp_path, lambda: server.faults.calls["poll"])
    server.polls = 1
    async with life(tmp_path, server.url) as (database, cameras):
        assert (await wish(cameras)).film
        assert not server.jobs
        assert await left(database, server) == []


async def test_a_bot_killed_while_it_is_deleted_has_it_deleted_again(server, tmp_path):
    server.polls = 1
    server.faults.choose = lambda call, _number: Hung() if call == "delete" else None
    await killed_while(server, tmp_path, lambda: server.faults.calls["delete"])
    server.faults.choose = lambda _call, _number: None
    async with life(tmp_path, server.url):
        await server.until(lambda: not server.jobs)


async def test_nobody_else_is_asked_and_the_server_is_once_it_is_set_again(server, other, tmp_path):
    noted(server, tmp_path)
    async with life(tmp_path, other.url) as (database, cameras):
        assert (await wish(cameras)).film
        assert await left(database, server) == [LEFT]
    assert not any(LEFT in path for _, path, _ in other.heard)
    assert len(other.deleted) == 1
    async with life(tmp_path, server.url) as (database, _):
        await server.until(lambda: not server.jobs)
        await until_forgotten(database, server)
    assert [method for method, _, _ in server.heard] == ["DELETE"]


async def test_what_another_server_has_is_forgotten_after_a_month(server, other, tmp_path):
    noted(server, tmp_path, KEPT + timedelta(hours=1))
    noted(other, tmp_path, KEPT - timedelta(hours=1))
    async with life(tmp_path, "", engine="puppet") as (database, _):
        await until_forgotten(database, server)
        assert await left(database, other) == [LEFT]
    assert (server.heard, other.heard) == ([], [])


async def test_a_month_later_the_server_that_is_set_is_asked_before_it_is_forgotten(
    server, tmp_path
):
    noted(server, tmp_path, KEPT + timedelta(days=9))
    async with life(tmp_path, server.url):
        await server.until(lambda: not server.jobs)


async def test_a_bot_waits_for_no_server_to_open_nor_to_close(server, tmp_path):
    noted(server, tmp_path)
    server.faults.choose = lambda call, _number: Hung() if call == "delete" else None
    async with asyncio.timeout(10), life(tmp_path, server.url) as (database, _):
        await server.until(lambda: server.faults.calls["delete"])
        assert await left(database, server) == [LEFT]
