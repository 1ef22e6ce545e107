"""A served world with Ana in it, and a server of hers, for tests of the fake itself."""

from __future__ import annotations

import pytest

from tests.discord.server import discord
from tests.discord.world import World


@pytest.fixture
def world():
    return World()


@pytest.fixture
async def server(world):
    async with discord(world) as server:
        yield server


@pytest.fixture
def ana(world):
    return world.user("Ana", username="ana")


@pytest.fixture
def guild(world, ana):
    return world.guild("Friends", ana)


@pytest.fixture
def channel(guild):
    return guild.channel("general")
