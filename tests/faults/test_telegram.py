"""The storm over Telegram: ten kills over sixty commands lose nothing and double nothing."""

from __future__ import annotations

import pytest

from tests.faults.telegram_storm import telegram_storm

SEED = 20261128

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
