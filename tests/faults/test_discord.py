"""Bots that speak to Discord are killed, at chosen points and at random; calls go wrong."""

from __future__ import annotations

import asyncio

import pytest

from tests.discord.faults import AppliedLate, LostAnswer, SlowDown
from tests.faults.discord_points import every_call, everywhere, template
from tests.faults.discord_storm import discord_storm

SEED = 20261128
# Every how many points a bot dies once, twice in a row, and while it takes long: odd, for they
# come in twos.
STEPS, STEPS_EVERYWHERE = (7, 21, 11), (1, 3, 1)

pytestmark = [pytest.mark.faults, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.timeout(240)
async def test_eight_kills_on_discord_lose_nothing_and_do_nothing_twice(kept, tmp_path):
    report = await discord_storm(
        kept, tmp_path / "house", seed=SEED, commands=60, kills=8, alive_s=(0.5, 1.3)
    )
    print("", *report.lines(), sep="\n")  # noqa: T201
    assert report.wrong == []
    assert report.acknowledged == 60
    assert report.clips + report.failures + report.told_busy >= 60


@pytest.mark.timeout(600)
async def test_whatever_happens_to_one_command_leaves_one_film(kept, every_point, tmp_path):
    before = template(tmp_path / "before")
    once, twice, slow = STEPS_EVERYWHERE if every_point else STEPS
    tried = {
        "once": everywhere(kept, before, tmp_path / "once", times=1, step=once),
        "twice": everywhere(kept, before, tmp_path / "twice", times=2, step=twice),
        "slow": everywhere(kept, before, tmp_path / "slow", times=1, step=slow, slow=True),
        "slow down": every_call(kept, before, tmp_path / "slow-down", SlowDown()),
        "lost answer": every_call(kept, before, tmp_path / "lost", LostAnswer()),
        "late": every_call(kept, before, tmp_path / "late", AppliedLate()),
    }
    tallies = dict(zip(tried, await asyncio.gather(*tried.values()), strict=True))
    print("", *(f"{name}: {tally}" for name, tally in tallies.items()), sep="\n")  # noqa: T201
    assert tallies["once"].points * once > 28
    assert {name: tally.wrong for name, tally in tallies.items() if tally.wrong} == {}
