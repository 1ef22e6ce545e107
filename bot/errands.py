"""What is nice to have beside what must be done."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable


async def gladly(work: Callable[[], Awaitable[None]], log: logging.Logger) -> None:
    """Do something; that it was not done keeps nothing else from being done."""
    try:
        await work()
    except Exception as error:  # as it says
        log.warning("left undone", extra={"kind": type(error).__name__})
