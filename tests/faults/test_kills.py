"""A storm: fifteen bots are killed over 150 commands, and nothing is lost or doubled."""

from __future__ import annotations

import pytest

from tests.faults.storm import storm

SEED = 20261127


@pytest.mark.faults
@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.timeout(240)
async def test_fifteen_kills_lose_nothing_and_do_nothing_twice(kept, tmp_path):
    report = await storm(
        kept, tmp_path / "house", seed=SEED, commands=150, kills=15, processes=False
    )
    print("", *report.lines(), sep="\n")  # noqa: T201
    assert report.wrong == []
    assert report.acknowledged == 150
    assert report.clips + report.failures == 150
