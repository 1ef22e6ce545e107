"""Pictures of several people that wait to be told which one is meant: in memory, for minutes.

Nothing of them is written anywhere. Losing one, as a restart does, costs another try.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.chat import FormSubmit
from bot.presenter.desk import Crowd
from generation.model.member import MemberId
from generation.studio.records import Enrolment

WAIT = timedelta(minutes=10)


@dataclass(slots=True, eq=False)
class Waiting:
    """One picture: how it came, what its owner is shown of it, until when, and the choice."""

    event: FormSubmit
    wish: Enrolment
    media: bytes
    shown: Crowd
    until: datetime
    chosen: int | None = None


@dataclass(slots=True)
class Crowds:
    """One picture for each member, the last that they gave."""

    _waiting: dict[MemberId, Waiting] = field(default_factory=dict)

    def put(self, waiting: Waiting) -> None:
        """Wait for a choice."""
        self._waiting[waiting.event.sender.id] = waiting

    def shown(self, member: MemberId) -> Crowd | None:
        """Return what a member is shown, or None when nothing waits."""
        waiting = self._waiting.get(member)
        return waiting.shown if waiting is not None else None

    def choose(self, member: MemberId, number: int, *, at: datetime) -> bool:
        """Say which face is meant; False when that is no longer asked."""
        waiting = self._waiting.get(member)
        if waiting is None or at >= waiting.until or number not in waiting.shown.numbers:
            return False
        waiting.chosen = number
        return True

    def taken(self, member: MemberId) -> Waiting | None:
        """Take a picture out whose face has been chosen."""
        waiting = self._waiting.get(member)
        if waiting is None or waiting.chosen is None:
            return None
        return self._waiting.pop(member)

    def drop(self, member: MemberId) -> None:
        """Forget what a member gave."""
        self._waiting.pop(member, None)

    def drop_late(self, waiting: Waiting) -> bool:
        """Forget a picture that has waited long enough; False when it is no longer there."""
        member = waiting.event.sender.id
        if self._waiting.get(member) is not waiting:
            return False
        self.drop(member)
        return True
