"""Workers that die, and what it costs a film: an attempt, never a wrong word to whoever asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generation.errors import RenderTimeout, TakeRejected, WorkerLost
from generation.model.job import ATTEMPTS_MAX
from tests.fakes_house import at_stage

SENTENCE = "a dog waits in the snow"


@pytest.fixture
async def stage(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana", "Ben")
        yield stage


async def attempts(stage, films=1):
    """How often each film was tried, once the books say that all are posted."""

    def posted():
        return stage.house.database.read_now(lambda books: books.jobs.in_state("posted"))

    await stage.until(lambda: len(posted()) == films)
    return [job.attempt for job in posted()]


@pytest.mark.parametrize("error", [WorkerLost(), RenderTimeout()], ids=["lost", "late"])
async def test_a_writer_who_is_lost_is_replaced(stage, error):
    stage.desk.failures.extend([error] * (ATTEMPTS_MAX - 1))
    await stage.film("Ana", SENTENCE)
    papers = [task for task in stage.desk.taken if task.kind == "paper"]
    assert [task.attempt for task in papers] == list(range(1, ATTEMPTS_MAX + 1))


async def test_after_three_writers_the_film_may_be_asked_for_again(stage):
    """The sentence is not to blame, and the message does not say so."""
    stage.desk.failures.extend([WorkerLost()] * ATTEMPTS_MAX)
    await stage.say("Ana", SENTENCE)
    await stage.until(lambda: stage.button("Ana", "Again"))
    await stage.press("Ana", "Again")
    await stage.until(stage.group_films)


async def test_a_worker_who_is_lost_costs_one_attempt(stage):
    stage.stage.failures.append(WorkerLost())
    await stage.film("Ana", SENTENCE)
    assert await attempts(stage) == [2]


async def test_two_spoilt_takes_are_told_at_once_and_the_turn_is_back(stage):
    """They were shot where they were found out; a third time would be no better."""
    stage.stage.failures.append(TakeRejected("frozen"))
    await stage.say("Ana", SENTENCE)
    await stage.until(lambda: stage.button("Ana", "Again"))
    assert len([task for task in stage.stage.taken if task.kind == "film"]) == 1
    await stage.press("Ana", "Again")
    await stage.until(stage.group_films)


async def test_waiting_for_a_worker_costs_no_attempt(stage):
    """The house may have fewer workers than its terms say: some have just died."""
    stage.house.terms = replace(stage.house.terms, workers=6)
    stage.stage.pace_s = 0.05
    for name in ("Ana", "Ben", "Cho", "Dan", "Eve", "Fay"):
        await stage.say(name, SENTENCE)
    await stage.until(lambda: len(stage.group_films()) == 6)
    assert await attempts(stage, films=6) == [1] * 6
