"""The line before the desk: first come, first served, called at once, bounded, open to all."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from bot.house import desk_line
from bot.house.desk_line import LINE_MAX, DeskLine
from generation.errors import FarmFull, WorkerLost
from generation.ports import Packed, Task, TaskKind
from tests.fakes_farm import FakeFarm


def task(name: str, kind: TaskKind = "likeness") -> Task:
    return Task(id=name, attempt=1, kind=kind, body={}, deadline_s=20)


async def answer(order: Task, tell: object) -> Packed:
    del tell
    return {"for": order.id}


async def breathe() -> None:
    """Let everybody go on who has been called; no clock is waited for."""
    for _ in range(30):
        await asyncio.sleep(0)


@pytest.fixture
async def farm():
    farm = FakeFarm(answer, slots=1)
    farm.gate.clear()
    yield farm
    await farm.aclose()


@pytest.fixture
def line(farm, monkeypatch):
    """A line in which nobody looks by themselves."""
    monkeypatch.setattr(desk_line, "UNCALLED_S", 3600.0)
    return DeskLine(farm)


def begun(line, *names, kind: TaskKind = "likeness"):
    return [asyncio.create_task(line.work(task(name, kind))) for name in names]


async def leave(*works):
    for work in works:
        work.cancel()
        with suppress(asyncio.CancelledError, WorkerLost):
            await work


async def test_whoever_came_first_is_served_first_and_called_without_a_look_at_the_clock(
    farm, line
):
    names = [f"m{number}" for number in range(6)]
    works = begun(line, *names)
    await breathe()
    assert [order.id for order in farm.taken] == ["m0"]
    farm.gate.set()
    await breathe()
    assert [work.result() for work in works] == [{"for": name} for name in names]
    assert [order.id for order in farm.taken] == names


async def test_a_failure_frees_the_place_for_the_next(farm, line):
    farm.failures.append(WorkerLost())
    works = begun(line, "a", "b")
    farm.gate.set()
    await breathe()
    assert isinstance(works[0].exception(), WorkerLost)
    assert works[1].result() == {"for": "b"}


async def test_whoever_leaves_the_line_holds_nobody_up(farm, line):
    working, leaving, staying = begun(line, "a", "b", "c")
    await breathe()
    await leave(leaving)
    farm.gate.set()
    await breathe()
    assert working.done()
    assert staying.result() == {"for": "c"}
    assert [order.id for order in farm.taken] == ["a", "c"]


async def test_the_line_is_bounded_for_each_kind(farm, line):
    works = begun(line, *map(str, range(LINE_MAX + 1)))
    await breathe()
    with pytest.raises(FarmFull):
        await line.work(task("one too many"))
    works += begun(line, "paper", kind="paper")
    await breathe()
    assert not works[-1].done()
    await leave(*works)


async def test_every_kind_has_one_in_the_line_however_long_it_is(farm, line):
    assert line.room("paper") == 1
    works = begun(line, "a", "b", "c")
    await breathe()
    assert line.room("paper") == 1
    works += begun(line, "d", kind="paper")
    await breathe()
    assert line.room("paper") == 0
    await leave(*works)


async def test_nobody_waits_for_ever(farm, line, monkeypatch):
    monkeypatch.setattr(desk_line, "WAIT_S", 0.01)
    works = begun(line, "a")
    await breathe()
    with pytest.raises(FarmFull):
        await line.work(task("b"))
    farm.gate.set()
    await breathe()
    assert works[0].result() == {"for": "a"}
    assert await line.work(task("c")) == {"for": "c"}


async def test_a_place_that_comes_back_by_itself_is_found(farm, monkeypatch):
    """After a worker's death the farm pauses, and nobody calls when that is over."""
    monkeypatch.setattr(desk_line, "UNCALLED_S", 0.01)
    paused = FakeFarm(answer, slots=0)
    work = begun(DeskLine(paused), "a")[0]
    await breathe()
    paused._slots = 1
    assert await work == {"for": "a"}
    await paused.aclose()
