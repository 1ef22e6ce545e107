"""A served world with Ana in it, and a group of hers, for tests of the fake itself."""

from __future__ import annotations

import pytest

from tests.telegram.server import telegram
from tests.telegram.world import World


@pytest.fixture
def world():
    return World()


@pytest.fixture
async def server(world):
    async with telegram(world) as server:
        yield server


@pytest.fixture
def ana(world):
    return world.user("Ana", username="ana")


@pytest.fixture
def group(world, ana):
    return world.supergroup("Friends", ana)
