"""A camera at a fake server that runs on a loop of its own, for tests that have none."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generation.engines.remote.camera import RemoteCamera
from generation.engines.remote.farewell import Patience
from generation.engines.remote.server import VideoServer
from tests.afar.videos.house import FilmHouse, open_house

QUICK = Patience(film_s=20.0, first_s=0.01, most_s=0.02, farewell_s=2.0)


@contextmanager
def running(house: FilmHouse) -> Iterator[FilmHouse]:
    """Let the house be asked, from any thread."""
    loop, opened = asyncio.new_event_loop(), threading.Event()
    closing = asyncio.Event()

    async def stand() -> None:
        async with open_house(house):
            opened.set()
            await closing.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(stand(),))
    thread.start()
    try:
        assert opened.wait(10)
        yield house
    finally:
        loop.call_soon_threadsafe(closing.set)
        thread.join(10)
        loop.close()


def camera_at(house: FilmHouse, tmp: Path) -> RemoteCamera:
    """A camera that films there."""
    server = VideoServer(
        url=house.url, key=house.key, dialect=house.dialect, patience=QUICK  # type: ignore[arg-type]  # as tests name it
    )  # fmt: skip
    return RemoteCamera(server, tmp=tmp, order="01film")
