"""What goes wrong on the way to Discord, as a chooser says: per route and number of the call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tests.afar.faults import AppliedLate, Broken, Chosen, Delayed, LostAnswer

__all__ = ["AppliedLate", "Broken", "Delayed", "Fault", "Faults", "LostAnswer", "SlowDown"]


@dataclass(frozen=True, slots=True)
class SlowDown:
    """Not done: 429, to be tried again after ``seconds``; ``everywhere`` if all calls must wait."""

    seconds: float = 0.2
    everywhere: bool = False


Fault = LostAnswer | Delayed | SlowDown | AppliedLate | Broken
Chooser = Callable[[str, int], Fault | None]


@dataclass(slots=True)
class Faults(Chosen[Fault]):
    """Chooses by a route as Discord's documentation spells it, with ``{}`` for each id.

    For example ``POST /channels/{}/messages``.

    Attributes:
        drops: Gets the number of an event that the gateway has brought, from 1; says whether the
            connection breaks after it.
    """

    drops: Callable[[int], bool] = lambda _number: False
    events: int = 0

    def by_chance(
        self, seed: int, *, slow: float = 0.0, lost: float = 0.0, late: float = 0.0,
        delay: float = 0.0, drops: float = 0.0,
    ) -> None:  # fmt: skip
        """Let things go wrong with these shares of all calls, and connections of all events."""
        calls, events = np.random.default_rng(seed), np.random.default_rng(seed + 1)
        self.choose = by_chance(calls, slow=slow, lost=lost, late=late, delay=delay)
        self.drops = drops_by_chance(events, drops)

    def event(self) -> bool:
        """Count an event that was brought, and tell whether the connection breaks now."""
        self.events += 1
        drop = self.drops(self.events)
        self.seen["Drop"] += drop
        return drop


def by_chance(
    rng: np.random.Generator,
    *,
    slow: float = 0.0,
    lost: float = 0.0,
    late: float = 0.0,
    delay: float = 0.0,
) -> Chooser:
    """Faults that come with these shares of all calls."""
    kinds: list[tuple[float, Fault]] = [
        (slow, SlowDown()), (lost, LostAnswer()), (late, AppliedLate()), (delay, Delayed()),
    ]  # fmt: skip

    def choose(_route: str, _number: int) -> Fault | None:
        drawn = float(rng.random())
        for share, fault in kinds:
            if drawn < share:
                return fault
            drawn -= share
        return None

    return choose


def drops_by_chance(rng: np.random.Generator, share: float) -> Callable[[int], bool]:
    """Connections that break after this share of all events."""
    return lambda _number: bool(rng.random() < share)
