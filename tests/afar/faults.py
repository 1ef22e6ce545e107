"""What goes wrong on the way to a platform: kinds of faults, and how calls are chosen for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class LostAnswer:
    """Done, and the connection is cut before the answer."""


@dataclass(frozen=True, slots=True)
class Delayed:
    """Done at once, answered ``seconds`` later."""

    seconds: float = 0.3


@dataclass(frozen=True, slots=True)
class AppliedLate:
    """The connection is cut at once, and it is done ``seconds`` later all the same."""

    seconds: float = 0.3


@dataclass(frozen=True, slots=True)
class Broken:
    """Not done: something before the platform answers, in no JSON of the platform's."""

    code: int = 502


@dataclass(slots=True)
class Chosen(Generic[F]):
    """Chooses what goes wrong.

    Attributes:
        choose: Gets a call by its name, and the number of this call of it, from 1; says what goes
            wrong, or None.
        seen: How often each kind of fault was chosen.
        calls: How often each call was made.
    """

    choose: Callable[[str, int], F | None] = lambda _call, _number: None
    seen: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)

    def next(self, call: str) -> F | None:
        """Count a call, and return what goes wrong with it."""
        self.calls[call] += 1
        fault = self.choose(call, self.calls[call])
        if fault is not None:
            self.seen[type(fault).__name__] += 1
        return fault

    def once(self, call: str, fault: F) -> None:
        """Let ``fault`` happen to the next call of that name, and nothing after it."""
        number = self.calls[call] + 1
        before = self.choose
        self.choose = lambda name, n: fault if (name, n) == (call, number) else before(name, n)
