"""How many requests Discord takes in a while, and the headers that say so."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from hashlib import sha256

from tests.discord.refusals import TOO_MANY_OLD_EDITS, slow_down
from tests.discord.things import Json

EVERYWHERE_PER_S = 50
PLENTY = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """So many requests in so many seconds."""

    requests: int
    seconds: float


OTHERWISE = Rule(requests=30, seconds=10.0)
RULES = {
    "POST /channels/{}/messages": Rule(requests=5, seconds=5.0),
    "PATCH /channels/{}/messages/{}": Rule(requests=5, seconds=5.0),
    "DELETE /channels/{}/messages/{}": Rule(requests=5, seconds=1.0),
    "POST /users/@me/channels": Rule(requests=10, seconds=10.0),
    "GET /guilds/{}/members/{}": Rule(requests=5, seconds=2.0),
    "PUT /applications/{}/commands": Rule(requests=2, seconds=30.0),
    "POST /webhooks/{}/{}": Rule(requests=5, seconds=2.0),
    "PATCH /webhooks/{}/{}/messages/{}": Rule(requests=5, seconds=2.0),
}


@dataclass(slots=True)
class Limits:
    """Counts requests, by route and by the channel, server or webhook that they are for.

    Attributes:
        on: Whether too many are refused; if not, the headers say that there is plenty.
        rules: By route, e.g. ``POST /channels/{}/messages``.
        old_edits: How many changes of messages older than an hour a channel takes; Discord does
            not say how many it does. None for any number.
        refused: How many were.
    """

    on: bool = False
    rules: dict[str, Rule] = field(default_factory=lambda: dict(RULES))
    old_edits: Rule | None = None
    refused: int = 0
    _spent: dict[tuple[str, str], deque[float]] = field(default_factory=dict)
    _everywhere: deque[float] = field(default_factory=deque)

    def spend(self, route: str, major: str, *, now: float, counted: bool = True) -> Json:
        """Count one request and give the headers of its answer.

        Args:
            route: Which, e.g. ``POST /channels/{}/messages``.
            major: The id that has a bucket of its own.
            now: Seconds since 1970.
            counted: Whether it counts among all; nothing done by an interaction's token does.

        Raises:
            Refused: 429, it was one too many; the headers go with that.
        """
        rule = self.rules.get(route, OTHERWISE)
        bucket = sha256(route.encode()).hexdigest()[:32]
        if not self.on:
            return _headers(bucket, PLENTY, PLENTY - 1, now=now, after_s=1.0)
        if counted:
            self._spend_everywhere(now)
        spent = self._spent.setdefault((route, major), deque())
        _forget(spent, now - rule.seconds)
        after_s = spent[0] + rule.seconds - now if spent else rule.seconds
        left = rule.requests - len(spent)
        headers = _headers(bucket, rule.requests, max(0, left - 1), now=now, after_s=after_s)
        if left <= 0:
            self.refused += 1
            no = slow_down(after_s)
            no.headers |= headers
            raise no
        spent.append(now)
        return headers

    def spend_old_edit(self, channel: int, *, now: float) -> None:
        """Count a change of a message that is older than an hour.

        Raises:
            Refused: 429 and 30046, it was one too many.
        """
        if self.old_edits is None:
            return
        spent = self._spent.setdefault(("old edits", str(channel)), deque())
        _forget(spent, now - self.old_edits.seconds)
        if len(spent) >= self.old_edits.requests:
            self.refused += 1
            raise slow_down(spent[0] + self.old_edits.seconds - now, why=TOO_MANY_OLD_EDITS)
        spent.append(now)

    def _spend_everywhere(self, now: float) -> None:
        _forget(self._everywhere, now - 1.0)
        if len(self._everywhere) >= EVERYWHERE_PER_S:
            self.refused += 1
            raise slow_down(self._everywhere[0] + 1.0 - now, everywhere=True)
        self._everywhere.append(now)


def _forget(spent: deque[float], before: float) -> None:
    while spent and spent[0] <= before:
        spent.popleft()


def _headers(bucket: str, limit: int, left: int, *, now: float, after_s: float) -> Json:
    return {
        "X-RateLimit-Bucket": bucket, "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": str(left), "X-RateLimit-Reset": f"{now + after_s:.3f}",
        "X-RateLimit-Reset-After": f"{after_s:.3f}",
    }  # fmt: skip
