"""What a server may still have: in memory for one life, in the books for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import count

import pytest

from bot.house.big_cameras import BookedJobs
from generation.engines.remote.remembered import NOTED_MAX, InThisLife, Remembered
from tests.books import FakeClock, later, open_books

HOST = "films.example:8443"


@pytest.fixture(params=["in this life", "in the books"])
def jobs(request: pytest.FixtureRequest) -> Iterator[Remembered]:
    if request.param == "in this life":
        yield InThisLife()
        return
    moments = map(later, count())
    with closing(open_books()) as database:
        yield BookedJobs(database, HOST, lambda: next(moments))


async def test_jobs_are_there_until_they_are_removed_the_oldest_first(jobs):
    assert await jobs.all() == []
    for job in ("video_c", "video_a", "video_b"):
        await jobs.add(job)
    assert await jobs.all() == ["video_c", "video_a", "video_b"]
    await jobs.remove("video_a")
    assert await jobs.all() == ["video_c", "video_b"]


async def test_a_job_is_there_once(jobs):
    for _ in range(2):
        await jobs.add("video_a")
    assert await jobs.all() == ["video_a"]
    for _ in range(2):
        await jobs.remove("video_a")
    assert await jobs.all() == []


async def test_memory_holds_the_newest_of_too_many():
    jobs = InThisLife()
    for number in range(NOTED_MAX + 2):
        await jobs.add(f"video_{number}")
    kept = await jobs.all()
    assert len(kept) == NOTED_MAX
    assert kept[0] == "video_2"


async def test_the_books_tell_one_host_apart_from_another():
    with closing(open_books()) as database:
        here, there = (BookedJobs(database, host, FakeClock()) for host in (HOST, "other.example"))
        await here.add("video_a")
        assert await there.all() == []
        await there.remove("video_a")
        assert await here.all() == ["video_a"]
