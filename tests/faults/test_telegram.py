"""Bots that speak to Telegram are killed, at chosen points and at random; calls go wrong."""

from __future__ import annotations

import asyncio

import pytest

from tests.faults.telegram_points import every_call, everywhere, template
from tests.faults.telegram_storm import telegram_storm
from tests.telegram.faults import AppliedLate, LostAnswer, SlowDown

SEED = 20261128
DEATHS_STEP = 7  # of points, where not all are tried: odd, for they come in twos

pytestmark = [pytest.mark.faults, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.timeout(240)
async def test_ten_kills_on_telegram_lose_nothing_and_do_nothing_twice(kept, tmp_path):
    report = await telegram_storm(
        kept, tmp_path / "house", seed=SEED, commands=60, kills=10, alive_s=(0.2, 0.8)
    )
    print("", *report.lines(), sep="\n")  # noqa: T201
    assert report.wrong == []
    assert report.acknowledged == 60
    assert report.clips + report.failures == 60


@pytest.mark.timeout(300)
async def test_whatever_happens_to_one_command_leaves_one_film(kept, every_point, tmp_path):
    before = template(tmp_path / "before")
    step = 1 if every_point else DEATHS_STEP
    tried = {
        "killed": everywhere(kept, before, tmp_path / "killed", times=1, step=step),
        "slow down": every_call(kept, before, tmp_path / "slow", SlowDown()),
        "lost answer": every_call(kept, before, tmp_path / "lost", LostAnswer()),
        "late": every_call(kept, before, tmp_path / "late", AppliedLate()),
    }
    tallies = dict(zip(tried, await asyncio.gather(*tried.values()), strict=True))
    print("", *(f"{name}: {tally}" for name, tally in tallies.items()), sep="\n")  # noqa: T201
    assert tallies["killed"].points > 4
    assert {name: tally.wrong for name, tally in tallies.items() if tally.wrong} == {}
