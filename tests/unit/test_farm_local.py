"""Worker processes: they are limited, replaced, not believed, and never left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from itertools import count

import psutil
import pytest

from generation.errors import OutOfMemory, RenderError, RenderTimeout, WorkerLost
from generation.farm.local import LocalFarm
from generation.farm.process import TASKS_MAX, Patience
from generation.ports import Task
from tests.messages import ROOT

WORKER = (sys.executable, str(ROOT / "tests/farm_worker.py"))
ENV = {"PYTHONPATH": str(ROOT)}
MEMORY_BYTES = 1 << 30
SOON_S = 20.0  # tasks last longer; the machine may be busy with other tests
POLITE = Patience(cancel_s=15.0)
HASTY = Patience(hello_s=1.0, silence_s=0.5)
FRAIL = Patience(crash_s=0.2, crash_max_s=0.6)
_numbers = count(1)


def task(do="echo", *, deadline_s=20.0, attempt=1, **more):
    body = {"do": do, **more}
    name = f"job-{next(_numbers)}"
    return Task(id=name, attempt=attempt, kind="film", body=body, deadline_s=deadline_s)


@pytest.fixture
async def farm_of():
    made = []

    def make(*raw, slots=2, patience=None, env=ENV, argv=WORKER, lasting=False):
        farm = LocalFarm(
            [*argv, *raw], slots=slots, env=env, memory_bytes=MEMORY_BYTES, patience=patience,
            lasting=lasting,
        )  # fmt: skip
        made.append(farm)
        return farm

    yield make
    for farm in made:
        await farm.aclose()
        assert farm.pids() == ()


async def done(farm, given):
    return await (await farm.submit(given)).result()


async def first_news(running):
    async for news in running.progress():
        if news.share > 0:
            return news
    raise AssertionError("no news")


def alive(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


async def dead_within(pid: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < end:  # noqa: ASYNC110 - a process has no event
        await asyncio.sleep(0.01)
    return not alive(pid)


async def test_nothing_runs_before_the_first_task(farm_of):
    assert farm_of().pids() == ()


async def test_workers_may_be_started_before_the_first_task(farm_of):
    farm = farm_of()
    _, first = await asyncio.gather(farm.warm(), farm.submit(task()))
    pids = farm.pids()
    assert len(pids) == 2
    found = {(await first.result())["pid"], *[(await done(farm, task()))["pid"] for _ in range(3)]}
    assert found <= set(pids)
    await farm.warm()
    assert farm.pids() == pids


async def test_a_worker_stays_warm(farm_of):
    farm = farm_of()
    assert len({(await done(farm, task()))["pid"] for _ in range(4)}) == 1


async def test_a_killed_worker_fails_its_own_task_alone(farm_of):
    farm = farm_of()
    lost, other = [await farm.submit(task("sleep", s=1.0)) for _ in range(2)]
    await first_news(lost)
    victim = farm.pids()[0]
    os.kill(victim, signal.SIGKILL)
    start = time.monotonic()
    ends = await asyncio.gather(lost.result(), other.result(), return_exceptions=True)
    assert sorted(map(repr, ends), key=len) == ["{}", repr(WorkerLost())]
    assert time.monotonic() - start < SOON_S
    await asyncio.sleep(0.6)
    assert farm.free() == 2
    assert (await done(farm, task(data=1)))["data"] == 1


async def test_death_is_noticed_at_once(farm_of):
    farm = farm_of(slots=1)
    running = await farm.submit(task("sleep", s=30))
    await first_news(running)
    start = time.monotonic()
    os.kill(farm.pids()[0], signal.SIGKILL)
    with pytest.raises(WorkerLost):
        await running.result()
    assert time.monotonic() - start < SOON_S


async def test_a_worker_that_kills_itself_is_replaced(farm_of):
    farm = farm_of(slots=1, patience=FRAIL)
    with pytest.raises(WorkerLost):
        await done(farm, task("die"))
    assert farm.free() == 0
    await asyncio.sleep(0.3)
    assert (await done(farm, task(data=1)))["data"] == 1


async def test_a_cancelled_worker_and_its_children_are_gone(farm_of):
    farm = farm_of(slots=1)
    running = await farm.submit(task("family"))
    child = round((await first_news(running)).share * 1e9)
    pid = farm.pids()[0]
    await running.cancel()
    assert not alive(pid)
    assert await dead_within(child, 0.5)


async def test_a_worker_that_puts_its_task_down_in_time_is_kept(farm_of):
    farm = farm_of(slots=1, patience=POLITE)
    for _ in range(2):
        running = await farm.submit(task("until_stopped"))
        await first_news(running)
        pid = farm.pids()[0]
        await running.cancel()
        with pytest.raises(WorkerLost) as raised:
            await running.result()
        assert raised.value.reason == "cancelled"
        assert farm.free() == 1
        assert (await done(farm, task()))["pid"] == pid


async def test_a_worker_that_does_not_put_its_task_down_is_ended(farm_of):
    farm = farm_of(slots=1, patience=Patience(cancel_s=0.3))
    running = await farm.submit(task("sleep", s=30))
    await first_news(running)
    pid = farm.pids()[0]
    await running.cancel()
    assert not alive(pid)
    assert farm.free() == 1


async def test_a_worker_that_takes_long_to_get_ready_is_kept_after_a_failure(farm_of):
    farm = farm_of(slots=1, lasting=True)
    pid = (await done(farm, task()))["pid"]
    with pytest.raises(OutOfMemory):
        await done(farm, task("hoard"))
    assert (await done(farm, task()))["pid"] == pid
    with pytest.raises(RenderError):
        await done(farm, task("bug"))
    assert (await done(farm, task()))["pid"] != pid


async def test_the_deadline_ends_the_process(farm_of):
    farm = farm_of(slots=1)
    running = await farm.submit(task("sleep", s=30, deadline_s=0.8))
    pid = farm.pids()[0]
    with pytest.raises(RenderTimeout):
        await running.result()
    assert not alive(pid)
    assert farm.free() == 1


async def test_closing_leaves_no_process_behind(farm_of):
    farm = farm_of()
    running = await farm.submit(task("family"))
    child = round((await first_news(running)).share * 1e9)
    await done(farm, task())
    pids = farm.pids()
    await farm.aclose()
    assert not any(map(alive, pids))
    assert await dead_within(child, 0.5)
    with pytest.raises(WorkerLost):
        await running.result()


async def test_what_runs_may_clean_up_when_the_farm_closes(farm_of, tmp_path):
    farm = farm_of(slots=1)
    running = await farm.submit(task("tidy", file=str(tmp_path / "film.mp4")))
    await first_news(running)
    assert list(tmp_path.iterdir()) != []
    await farm.aclose()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(WorkerLost):
        await running.result()


async def test_what_a_killed_worker_left_is_swept_up():
    swept = asyncio.Event()
    farm = LocalFarm(WORKER, slots=1, env=ENV, memory_bytes=MEMORY_BYTES, sweep=swept.set)
    running = await farm.submit(task("sleep", s=30))
    await running.cancel()
    async with asyncio.timeout(SOON_S):
        await swept.wait()
    await farm.aclose()


async def test_closing_may_wait_for_what_runs(farm_of):
    farm = farm_of()
    running = await farm.submit(task("sleep", s=0.3))
    await farm.aclose(grace_s=10)
    assert await running.result() == {}


async def test_a_late_answer_to_an_old_attempt_is_ignored(farm_of):
    farm = farm_of("late", slots=1)
    for attempt in (2, 5):
        running = await farm.submit(task(attempt=attempt))
        shares = [news.share async for news in running.progress()]
        assert shares == [0.1]
        assert await running.result() == {"which": "new"}


@pytest.mark.parametrize("raw", ["garbage", "nonsense"])
async def test_a_worker_that_talks_nonsense_is_ended(farm_of, raw):
    farm = farm_of(raw, slots=1, patience=FRAIL)
    with pytest.raises(WorkerLost) as caught:
        await done(farm, task())
    assert caught.value.reason == "garbled"
    assert farm.pids() == ()


@pytest.mark.parametrize("raw", ["mute", "silent"])
async def test_a_silent_worker_is_ended(farm_of, raw):
    farm = farm_of(raw, slots=1, patience=HASTY)
    start = time.monotonic()
    with pytest.raises(WorkerLost) as caught:
        await done(farm, task())
    assert caught.value.reason == "silent"
    assert time.monotonic() - start < SOON_S


async def test_a_worker_that_closes_its_mouth_is_ended(farm_of):
    farm = farm_of("deaf", slots=1, patience=FRAIL)
    with pytest.raises(WorkerLost):
        await done(farm, task())
    assert farm.pids() == ()


async def test_work_without_news_is_no_silence(farm_of):
    farm = farm_of(slots=1, patience=Patience(silence_s=3.0))
    running = await farm.submit(task("sleep", s=4.5))
    told = [news async for news in running.progress()]
    assert len(told) >= 3
    assert await running.result() == {}


STRICT = Patience(silence_s=8.0, stall_s=4.0, crash_s=0.0)


async def test_work_that_gets_nowhere_is_ended_though_its_worker_lives(farm_of):
    farm = farm_of(slots=1, patience=STRICT)
    start = time.monotonic()
    with pytest.raises(WorkerLost) as caught:
        await done(farm, task("sleep", s=30))
    assert caught.value.reason == "stalled"
    assert time.monotonic() - start < SOON_S
    assert (await done(farm, task(data=1)))["data"] == 1


async def test_slow_work_that_gets_on_is_not_ended(farm_of):
    farm = farm_of(slots=1, patience=STRICT)
    assert await done(farm, task("steps", s=0.5)) == {}


async def test_workers_that_crash_are_started_ever_more_seldom(farm_of):
    farm = farm_of("crash", slots=1, patience=FRAIL)
    pauses = []
    for _ in range(4):
        with pytest.raises(WorkerLost):
            await done(farm, task())
        start = time.monotonic()
        while farm.free() == 0:  # noqa: ASYNC110 - time itself is what is waited for
            await asyncio.sleep(0.01)
        pauses.append(time.monotonic() - start)
    assert pauses[0] > 0.1
    assert 0.4 < pauses[3] < SOON_S


async def test_a_command_that_does_not_exist_is_a_lost_worker(farm_of):
    farm = farm_of(argv=["/nowhere/python"], slots=1, patience=FRAIL)
    with pytest.raises(WorkerLost):
        await farm.submit(task())
    assert farm.free() == 0


async def test_a_worker_is_replaced_after_so_many_tasks(farm_of):
    farm = farm_of(slots=1)
    pids = [(await done(farm, task()))["pid"] for _ in range(TASKS_MAX + 1)]
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [TASKS_MAX, 1]


async def test_a_swollen_worker_is_replaced(farm_of):
    farm = farm_of("swelling", slots=1)
    pids = [(await done(farm, task()))["pid"] for _ in range(4)]
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [3, 1]


async def test_a_worker_has_the_limits_it_was_given(farm_of):
    found = await done(farm_of(slots=1), task("self"))
    assert found["nice"] >= 10
    assert found["limits"]["RLIMIT_AS"] == MEMORY_BYTES
    assert found["limits"]["RLIMIT_CORE"] == 0
    assert 0 < found["limits"]["RLIMIT_FSIZE"] <= 1 << 30
    assert 0 < found["limits"]["RLIMIT_NOFILE"] <= 1024
    assert found["no_new_privs"] == ["1"]
    assert found["session"] is True
    assert found["cwd"] == "/"


async def test_a_worker_sees_no_environment_but_its_own(farm_of, monkeypatch):
    monkeypatch.setenv("WALKON_KEYS", "a:secret")
    found = await done(farm_of(slots=1), task("self"))
    assert not [name for name in found["env"] if name.startswith("WALKON")]
    assert set(found["env"]) <= {*ENV, "LC_CTYPE"}


async def test_what_libraries_print_is_no_answer(farm_of, capfd):
    farm = farm_of(slots=1)
    assert await done(farm, task("print")) == {}
    assert "noise" in capfd.readouterr().err


async def test_a_bug_is_logged_without_the_values_it_met(farm_of, capfd):
    with pytest.raises(Exception, match="bug"):
        await done(farm_of(slots=1), task("bug", name="Ann"))
    said = capfd.readouterr().err
    assert "bug-id" in said
    assert "KeyError" in said
    assert "_bug" in said
    assert "Ann" not in said


OWNER = """
import asyncio, sys
from generation.farm.local import LocalFarm
from generation.ports import Task

async def main():
    farm = LocalFarm({argv!r}, slots=1, env={env!r}, memory_bytes=1 << 30)
    body = {{"do": {do!r}, "s": 60}}
    running = await farm.submit(Task(id="a", attempt=1, kind="film", body=body, deadline_s=60))
    async for news in running.progress():
        if news.share > 0:
            print(*farm.pids(), flush=True)

asyncio.run(main())
"""


@pytest.mark.parametrize("do", ["until_stopped", "sleep"])
def test_a_worker_does_not_outlive_the_bot(do):
    code = OWNER.format(argv=list(WORKER), env=ENV, do=do)
    owner = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE)
    assert owner.stdout is not None
    with owner, owner.stdout:
        pid = int(owner.stdout.readline())
        assert alive(pid)
        owner.kill()
    assert asyncio.run(dead_within(pid, 3))
