"""A worker with a video model in it: warm from film to film, called off between steps, killed."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import asdict

import pytest

from bot.settings import Settings
from bot.worker import memory_bytes, worker_argv, worker_env
from generation.director.script import to_json
from generation.errors import WorkerLost
from generation.farm import wire
from generation.farm.local import LocalFarm
from generation.farm.process import Patience
from generation.ports import Task
from tests.papers import two_shots
from tests.tiny.cameras import checkpoint

PATIENT = Patience(hello_s=120.0, cancel_s=60.0, crash_s=0.05)


@pytest.fixture
async def farm(tmp_path, models_dir):
    settings = Settings(
        data_dir=tmp_path / "data", models_dir=models_dir, weights=checkpoint("wan"), voice="espeak"
    )
    made = LocalFarm(
        worker_argv(settings, engine="wan"), slots=1, env=worker_env(), patience=PATIENT,
        memory_bytes=memory_bytes(settings, engine="wan"), lasting=True,
    )  # fmt: skip
    yield made
    await made.aclose()
    assert made.pids() == ()


def film(number):
    body = wire.FilmBody(
        clip_id="01jabcdefghjkmnpqrstvwxyz0", screenplay=to_json(two_shots()), seed=number,
        width=128, height=224, label=("AI", "AI"), parts={"P1": wire.Part(drawn="mina")},
    )  # fmt: skip
    return Task(id=f"film-{number}", attempt=1, kind="film", body=asdict(body), deadline_s=110.0)


async def rolling(running):
    """Wait until it films."""
    async for news in running.progress():
        if news.stage == "rolling" and news.share > 0.2:
            return
    raise AssertionError("it never rolled")


async def made(farm, number):
    running = await farm.submit(film(number))
    return wire.read(wire.FilmResult, await running.result())


async def test_a_model_stays_warm_is_called_off_between_steps_and_survives_its_worker(farm):
    first = await made(farm, 1)
    (pid,) = farm.pids()
    assert (first.engine, first.source_type) == ("wan", "trainedAlgorithmicMedia")

    called_off = await farm.submit(film(2))
    await rolling(called_off)
    await called_off.cancel()
    with pytest.raises(WorkerLost, match="cancelled"):
        await called_off.result()
    assert farm.pids() == (pid,)

    killed = await farm.submit(film(3))
    await rolling(killed)
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(WorkerLost):
        await killed.result()

    while not farm.free():  # noqa: ASYNC110 - a short pause after a death
        await asyncio.sleep(0.02)
    again = await made(farm, 1)
    assert farm.pids() != (pid,)
    assert again.film == first.film
