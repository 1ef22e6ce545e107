"""How long a worker may have a cut: as long as it is heard of, and while it is still its own.

The clock of these tests moves only when a test moves it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from generation.model.job import LEASE_S
from tests.books import FakeClock
from tests.fakes_house import at_stage

SENTENCE = "a dog waits in the snow"
LONG = 12  # times that a worker is heard of; four minutes of filming


def lease_end(clock: FakeClock) -> datetime:
    return clock.now + timedelta(seconds=LEASE_S)


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
async def stage(tmp_path, models_dir, clock):
    """A house whose only film is being made, for as long as the gate is shut."""
    async with at_stage(tmp_path / "data", models_dir, clock=clock) as stage:
        await stage.join("Ana")
        stage.stage.gate.clear()
        await stage.say("Ana", SENTENCE)
        await stage.until(lambda: job_of(stage) is not None and stage.stage.taken)
        yield stage


def job_of(stage):
    jobs = stage.house.database.read_now(lambda books: books.jobs.in_state("rendering"))
    return jobs[0] if jobs else None


def put(stage, job):
    stage.house.database.write_now(lambda books: books.jobs.put(job))


def posted(stage):
    return stage.house.database.read_now(lambda books: books.jobs.in_state("posted"))


async def test_a_long_film_is_not_taken_for_lost(stage, clock):
    for _ in range(LONG):
        clock.move(LEASE_S * 0.7)
        stage.stage.beat()
        await stage.until(lambda: job_of(stage).lease_until == lease_end(clock))
    stage.stage.gate.set()
    await stage.until(lambda: posted(stage))
    assert [job.attempt for job in posted(stage)] == [1]
    assert len(stage.stage.taken) == 1


async def test_a_clock_that_is_set_forward_takes_nothing_from_a_worker(stage, clock):
    clock.move(24 * 3600)
    stage.house.ring()
    stage.stage.gate.set()
    await stage.until(lambda: posted(stage))
    assert [job.attempt for job in posted(stage)] == [1]


async def test_whoever_was_overtaken_cannot_renew_and_delivers_nothing(stage, clock):
    held = job_of(stage)
    overtaken = replace(held, attempt=held.attempt + 1, lease_until=lease_end(clock))
    put(stage, replace(held, state="queued", lease_until=None))
    put(stage, overtaken)
    clock.move(LEASE_S / 2)
    stage.stage.beat()
    await stage.until(lambda: stage.stage.free() == 2)
    assert job_of(stage) == overtaken
    clock.move(LEASE_S / 2 + 1)
    stage.stage.gate.set()
    await stage.until(lambda: posted(stage))
    assert [job.attempt for job in posted(stage)] == [held.attempt + 2]
    assert [task.attempt for task in stage.stage.taken] == [held.attempt, held.attempt + 2]
