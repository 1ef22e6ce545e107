"""What goes wrong on the way to Telegram, as a chooser says: per method and number of the call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

DOWNLOAD = "download"
"""What fetching a file is called here, which is no method."""


@dataclass(frozen=True, slots=True)
class LostAnswer:
    """Done, and the connection is cut before the answer."""


@dataclass(frozen=True, slots=True)
class Delayed:
    """Done at once, answered ``seconds`` later."""

    seconds: float = 0.3


@dataclass(frozen=True, slots=True)
class SlowDown:
    """Not done: 429, to be tried again after ``seconds``."""

    seconds: int = 1


@dataclass(frozen=True, slots=True)
class AppliedLate:
    """The connection is cut at once, and it is done ``seconds`` later all the same."""

    seconds: float = 0.3


@dataclass(frozen=True, slots=True)
class Broken:
    """Not done: a gateway answers, in no JSON of Telegram's."""

    code: int = 502


Fault = LostAnswer | Delayed | SlowDown | AppliedLate | Broken


@dataclass(slots=True)
class Faults:
    """Chooses what goes wrong.

    Attributes:
        choose: Gets a method as the documentation spells it, or ``DOWNLOAD``, and the number of
            this call of it, from 1; says what goes wrong, or None.
        seen: How often each kind of fault was chosen.
    """

    choose: Callable[[str, int], Fault | None] = lambda _method, _number: None
    seen: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)

    def next(self, method: str) -> Fault | None:
        self.calls[method] += 1
        fault = self.choose(method, self.calls[method])
        if fault is not None:
            self.seen[type(fault).__name__] += 1
        return fault

    def once(self, method: str, fault: Fault) -> None:
        """Let ``fault`` happen to the next call of ``method``, and nothing after it."""
        number = self.calls[method] + 1
        before = self.choose
        self.choose = lambda name, n: fault if (name, n) == (method, number) else before(name, n)
