"""What a piece of work costs: wall seconds, and CPU seconds of this process with its threads."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds on the wall clock and seconds of processor time."""

    wall_s: float
    cpu_s: float

    def __add__(self, other: Cost) -> Cost:
        return Cost(wall_s=self.wall_s + other.wall_s, cpu_s=self.cpu_s + other.cpu_s)


def measured(work: Callable[[], Result]) -> tuple[Result, Cost]:
    """Do the work once and return what came out and what it cost."""
    wall, cpu = time.perf_counter(), cpu_s()
    result = work()
    return result, Cost(wall_s=time.perf_counter() - wall, cpu_s=cpu_s() - cpu)


def cpu_s(who: int = resource.RUSAGE_SELF) -> float:
    """Return user and system seconds spent so far."""
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the median of each of the two figures."""
    return Cost(
        wall_s=median(cost.wall_s for cost in costs),
        cpu_s=median(cost.cpu_s for cost in costs),
    )
