"""A log for tests that look for what must not stand in one."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator

import pytest

from bot.logs import open_log


@pytest.fixture
def log() -> Iterator[Callable[[], str]]:
    """A log at its most talkative; what stands in it so far."""
    root, stream = logging.getLogger(), io.StringIO()
    before, level = root.handlers[:], root.level
    root.handlers.clear()
    open_log("DEBUG", stream)
    yield stream.getvalue
    root.handlers[:], root.level = before, level
