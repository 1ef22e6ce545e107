"""What goes wrong on the way to Discord, as a chooser says: per route and number of the call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True, slots=True)
class LostAnswer:
    """Done, and the connection is cut before the answer."""


@dataclass(frozen=True, slots=True)
class Delayed:
    """Done at once, answered ``seconds`` later."""

    seconds: float = 0.3


@dataclass(frozen=True, slots=True)
class SlowDown:
    """Not done: 429, to be tried again after ``seconds``; ``everywhere`` if all calls must wait."""

    seconds: float = 0.2
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class AppliedLate:
    """The connection is cut at once, and it is done ``seconds`` later all the same."""

    seconds: float = 0.3


@dataclass(frozen=True, slots=True)
class Broken:
    """Not done: a proxy before Discord answers, in no JSON of Discord's."""

    code: int = 502


Fault = LostAnswer | Delayed | SlowDown | AppliedLate | Broken
Chooser = Callable[[str, int], Fault | None]


@dataclass(slots=True)
class Faults:
    """Chooses what goes wrong.

    Attributes:
        choose: Gets a route as Discord's documentation spells it, with ``{}`` for each id, e.g.
            ``POST /channels/{}/messages``, and the number of this call of it, from 1; says what
            goes wrong, or None.
        drops: Gets the number of an event that the gateway has brought, from 1; says whether the
            connection breaks after it.
        seen: How often each kind of fault was chosen.
    """

    choose: Chooser = lambda _route, _number: None
    drops: Callable[[int], bool] = lambda _number: False
    seen: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    events: int = 0

    def next(self, route: str) -> Fault | None:
        self.calls[route] += 1
        fault = self.choose(route, self.calls[route])
        if fault is not None:
            self.seen[type(fault).__name__] += 1
        return fault

    def once(self, route: str, fault: Fault) -> None:
        """Let ``fault`` happen to the next call of ``route``, and nothing after it."""
        number = self.calls[route] + 1
        before = self.choose
        self.choose = lambda name, n: fault if (name, n) == (route, number) else before(name, n)

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
