"""Every farm keeps the port's promises, the fake one included."""

from __future__ import annotations

import asyncio
import sys
import time
from itertools import count

import pytest

from generation.errors import (
    FaceRejected,
    FarmFull,
    OutOfMemory,
    RenderError,
    RenderTimeout,
    WorkerLost,
)
from generation.farm.local import LocalFarm
from generation.ports import RenderFarm, Task
from tests.fakes_farm import FakeFarm
from tests.messages import ROOT

WORKER = [sys.executable, str(ROOT / "tests/farm_worker.py")]
ENV = {"PYTHONPATH": str(ROOT)}
MEMORY_BYTES = 1 << 30
SOON_S = 20.0  # tasks last longer; the machine may be busy with other tests
_numbers = count(1)


def task(do: str, *, deadline_s: float = 20.0, attempt: int = 1, **more: object) -> Task:
    body = {"do": do, **more}
    name = f"job-{next(_numbers)}"
    return Task(id=name, attempt=attempt, kind="film", body=body, deadline_s=deadline_s)


async def pretend(given: Task, tell):
    """Answer as ``tests/farm_worker.py`` does."""
    match given.body["do"]:
        case "echo":
            return {"data": given.body.get("data")}
        case "steps":
            for step in range(11):
                tell("rolling", step / 10)
                await asyncio.sleep(0)
            return {}
        case "sleep":
            tell("rolling", 0.5)
            await asyncio.sleep(float(str(given.body["s"])))
            return {}
        case "refuse":
            raise FaceRejected("several", count=3)
        case "hoard":
            raise OutOfMemory()
        case _:
            raise KeyError(given.body.get("name"))


@pytest.fixture(params=["fake", "local"])
async def farm(request):
    made: RenderFarm
    if request.param == "fake":
        made = FakeFarm(pretend, slots=2)
    else:
        made = LocalFarm(WORKER, slots=2, env=ENV, memory_bytes=MEMORY_BYTES)
    yield made
    await made.aclose()


async def done(farm: RenderFarm, given: Task):
    return await (await farm.submit(given)).result()


async def free_again(farm: RenderFarm, slots: int = 2, within_s: float = 3.0) -> None:
    end = time.monotonic() + within_s
    while farm.free() < slots and time.monotonic() < end:  # noqa: ASYNC110 - the port has no event
        await asyncio.sleep(0.01)
    assert farm.free() == slots


async def test_a_task_comes_to_an_end(farm):
    assert (await done(farm, task("echo", data="hi")))["data"] == "hi"


async def test_five_megabytes_come_back_intact(farm):
    data = bytes(range(256)) * 20_000
    assert (await done(farm, task("echo", data=data)))["data"] == data


async def test_progress_never_falls_and_ends_with_the_task(farm):
    running = await farm.submit(task("steps"))
    told = [news async for news in running.progress()]
    shares = [news.share for news in told]
    assert len(told) >= 11
    assert shares == sorted(shares)
    assert (told[-1].stage, told[-1].share) == ("rolling", 1.0)
    assert await running.result() == {}


async def test_news_reach_everybody_who_listens_even_late(farm):
    running = await farm.submit(task("steps"))
    first = [news async for news in running.progress()]
    assert [news async for news in running.progress()] == first


async def test_a_result_may_be_asked_for_twice(farm):
    running = await farm.submit(task("echo", data=1))
    assert await running.result() == await running.result()


async def test_an_impatient_listener_does_not_end_the_task(farm):
    running = await farm.submit(task("sleep", s=0.2))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await running.result()
    assert await running.result() == {}


async def test_what_the_work_raises_comes_back_by_name(farm):
    with pytest.raises(FaceRejected) as caught:
        await done(farm, task("refuse"))
    assert (caught.value.reason, caught.value.details) == ("several", {"count": 3})


async def test_a_bug_comes_back_as_an_id(farm):
    with pytest.raises(RenderError) as caught:
        await done(farm, task("bug", name="Ann"))
    assert caught.value.reason == "bug"
    assert "Ann" not in str(caught.value)
    assert await done(farm, task("echo", data=1))


async def test_a_task_too_large_for_memory_is_told_apart(farm):
    with pytest.raises(OutOfMemory):
        await done(farm, task("hoard"))
    assert (await done(farm, task("echo", data=1)))["data"] == 1


async def test_the_deadline_ends_a_task(farm):
    start = time.monotonic()
    with pytest.raises(RenderTimeout):
        await done(farm, task("sleep", s=30, deadline_s=1.0))
    assert time.monotonic() - start < SOON_S
    await free_again(farm)


async def test_cancelling_does_not_wait_for_what_runs(farm):
    running = await farm.submit(task("sleep", s=30))
    async for _ in running.progress():
        break
    start = time.monotonic()
    await running.cancel()
    assert time.monotonic() - start < SOON_S
    with pytest.raises(WorkerLost):
        await running.result()
    assert farm.free() == 2


async def test_cancelling_what_has_ended_changes_nothing(farm):
    running = await farm.submit(task("echo", data=1))
    await running.result()
    await running.cancel()
    assert (await running.result())["data"] == 1


async def test_progress_ends_when_a_task_is_cancelled(farm):
    running = await farm.submit(task("sleep", s=30))
    await running.cancel()
    async with asyncio.timeout(SOON_S):
        told = [news async for news in running.progress()]
    assert all(news.share < 1 for news in told)


async def test_free_counts_what_would_be_taken(farm):
    assert farm.free() == 2
    one = await farm.submit(task("sleep", s=30))
    assert farm.free() == 1
    await farm.submit(task("sleep", s=30))
    assert farm.free() == 0
    await one.cancel()
    assert farm.free() == 1


async def test_a_full_farm_says_so_at_once(farm):
    for _ in range(2):
        await farm.submit(task("sleep", s=30))
    with pytest.raises(FarmFull):
        await farm.submit(task("echo"))
    assert farm.free() == 0


async def test_of_a_hundred_at_once_two_are_taken(farm):
    asked = [farm.submit(task("sleep", s=0.2)) for _ in range(100)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(answer, FarmFull) for answer in answers) == 98


async def test_a_hundred_tasks_go_through_two_slots(farm):
    async def one(number: int) -> object:
        while True:
            try:
                return (await done(farm, task("echo", data=number)))["data"]
            except FarmFull:
                await asyncio.sleep(0.005)

    async with asyncio.timeout(30):
        assert await asyncio.gather(*map(one, range(100))) == list(range(100))


async def test_closing_ends_what_runs(farm):
    running = await farm.submit(task("sleep", s=30))
    start = time.monotonic()
    await farm.aclose()
    assert time.monotonic() - start < SOON_S
    with pytest.raises(WorkerLost):
        await running.result()


async def test_a_closed_farm_takes_nothing(farm):
    await farm.aclose()
    assert farm.free() == 0
    with pytest.raises(FarmFull):
        await farm.submit(task("echo"))


async def test_it_may_be_closed_twice(farm):
    await farm.aclose()
    await farm.aclose()
