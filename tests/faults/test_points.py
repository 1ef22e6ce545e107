"""The bot dies before and after every commit and every call; the chat refuses or breaks off."""

from __future__ import annotations

import asyncio

import pytest

from tests.faults.scenes import SCENES, every_call, everywhere, templates

pytestmark = [
    pytest.mark.faults,
    pytest.mark.timeout(600),
    pytest.mark.asyncio(loop_scope="session"),
]
# Every how many points a bot dies once, and twice in a row: odd, for they come in twos.
STEPS, STEPS_EVERYWHERE = (3, 7), (1, 3)


@pytest.fixture(scope="module")
def moments():
    """Templates by name; they are made once."""
    return {}


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
async def test_death_at_any_point_changes_nothing_of_the_outcome(
    kept, moments, scene, every_point, tmp_path, tmp_path_factory
):
    if not moments:
        moments |= await templates(kept, tmp_path_factory.mktemp("moments"))
    moment = moments[scene.before]
    once, twice = STEPS_EVERYWHERE if every_point else STEPS
    tried = {
        "once": everywhere(kept, scene, moment, tmp_path / "once", times=1, step=once),
        "twice": everywhere(kept, scene, moment, tmp_path / "twice", times=2, step=twice),
        "slow down": every_call(kept, scene, moment, tmp_path / "slow", "slow down"),
        "lost answer": every_call(kept, scene, moment, tmp_path / "lost", "lost answer"),
        "late": every_call(kept, scene, moment, tmp_path / "late", "late"),
    }
    tallies = dict(zip(tried, await asyncio.gather(*tried.values()), strict=True))
    print("", scene.name, *(f"{name}: {tally}" for name, tally in tallies.items()), sep="\n")  # noqa: T201
    assert tallies["once"].points * once > 10
    assert {name: tally.wrong for name, tally in tallies.items() if tally.wrong} == {}
