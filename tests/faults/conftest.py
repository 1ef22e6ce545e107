"""One film and one process that bots are forked from, for every test here."""

from __future__ import annotations

import pytest
import pytest_asyncio

from tests.faults.lives import nursery
from tests.faults.worker import film_file


@pytest.fixture(scope="session")
def film(tmp_path_factory, models_dir):
    return film_file(tmp_path_factory.mktemp("film"), models_dir)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def kept(film):
    async with nursery(film) as kept:
        yield kept


@pytest.fixture
def every_point(pytestconfig):
    """Whether there is time to die everywhere: `make crash` has it."""
    return bool(pytestconfig.getoption("every_point"))
