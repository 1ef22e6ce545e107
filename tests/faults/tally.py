"""Point after point is tried, each on a house of its own, until one is past the end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path

POINTS_MAX = 400


@dataclass(slots=True)
class Tally:
    """What came of it: how many points there were, and what went wrong at which."""

    points: int = 0
    wrong: dict[int, list[str]] = field(default_factory=dict)


async def each(
    attempt: Callable[[int, Path], Coroutine[None, None, tuple[bool, list[str]]]],
    home: Path,
    *,
    step: int = 1,
    at_once: int = 1,
) -> Tally:
    """Try point after point, so many at the same time, until each is past the end.

    An attempt returns whether its point was reached, and what is wrong after it.
    """
    tally, numbers = Tally(), iter(range(0, POINTS_MAX * step, step))

    async def some() -> None:
        for n in numbers:
            reached, wrong = await attempt(n, home / str(n))
            if wrong:
                tally.wrong[n] = wrong
            if not reached:
                return
            tally.points += 1
        raise AssertionError("it never ends")

    await asyncio.gather(*(some() for _ in range(at_once)))
    return tally
