"""How fast one sender may go: a bucket of tokens that fills with time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Bucket:
    """Holds up to ``size`` tokens and gains ``per_s`` each second of ``monotonic``."""

    size: float
    per_s: float
    monotonic: Callable[[], float]
    _tokens: float = field(init=False)
    _at: float = field(init=False)

    def __post_init__(self) -> None:
        """Begin full."""
        self._tokens, self._at = self.size, self.monotonic()

    def wait_s(self) -> float:
        """Take one token and return 0, or return how long there will be none."""
        now = self.monotonic()
        self._tokens = min(self.size, self._tokens + (now - self._at) * self.per_s)
        self._at = now
        if self._tokens >= 1:
            self._tokens -= 1
            return 0.0
        return (1 - self._tokens) / self.per_s


@dataclass(slots=True)
class Buckets:
    """One bucket per sender; the ones longest unheard of are forgotten."""

    size: float
    per_s: float
    monotonic: Callable[[], float]
    most: int = 2000
    _all: OrderedDict[str, Bucket] = field(default_factory=OrderedDict)

    def wait_s(self, sender: str) -> float:
        """As ``Bucket.wait_s``, for this sender."""
        bucket = self._all.pop(sender, None) or Bucket(self.size, self.per_s, self.monotonic)
        self._all[sender] = bucket
        while len(self._all) > self.most:
            self._all.popitem(last=False)
        return bucket.wait_s()
