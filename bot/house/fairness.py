"""Whose cut is next: deficit round robin by chat, then by member. Pure, but for who had turns.

After Shreedhar and Varghese (1996); the cost of a cut is its estimated seconds. A group that asks
for three hundred films does not make the others wait.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from generation.model.job import Job
from generation.model.member import ChatId, MemberId

QUANTUM_S = 10.0  # what a chat is credited with in each round: about one film
RUNNING_MEMBER_MAX = 1
RUNNING_CHAT_MAX = 2


@dataclass(slots=True)
class Turns:
    """Remembers what each chat has coming, and who had a turn when."""

    credit_s: OrderedDict[ChatId, float] = field(default_factory=OrderedDict)
    last: dict[tuple[ChatId, MemberId], int] = field(default_factory=dict)
    turn: int = 0

    def next(self, queued: Sequence[Job], running: Sequence[Job]) -> Job | None:
        """Return the fair next job of those queued, or None when all must wait.

        Args:
            queued: Waiting jobs, oldest first.
            running: Jobs that workers have, for the limits of each member and chat.
        """
        ready = self._ready(queued, running)
        if not ready:
            return None
        self._meet(ready)
        while True:
            for chat in list(self.credit_s):
                job = self._first(ready.get(chat, ()), chat)
                if job is not None and self.credit_s[chat] >= job.cost_s:
                    return self._take(job)
                if job is not None:
                    self.credit_s[chat] += QUANTUM_S
                    self.credit_s.move_to_end(chat)

    def _ready(self, queued: Sequence[Job], running: Sequence[Job]) -> dict[ChatId, list[Job]]:
        chats = Counter(job.chat for job in running)
        members = Counter(job.member for job in running)
        ready: dict[ChatId, list[Job]] = {}
        for job in queued:
            if chats[job.chat] < RUNNING_CHAT_MAX and members[job.member] < RUNNING_MEMBER_MAX:
                ready.setdefault(job.chat, []).append(job)
        return ready

    def _meet(self, ready: dict[ChatId, list[Job]]) -> None:
        """Keep credit only for chats that wait; whoever is new comes last."""
        for chat in [chat for chat in self.credit_s if chat not in ready]:
            del self.credit_s[chat]
        for chat in ready:
            self.credit_s.setdefault(chat, 0.0)

    def _first(self, jobs: Sequence[Job], chat: ChatId) -> Job | None:
        """Return the oldest job of the member whose last turn is longest ago."""
        return min(
            jobs,
            key=lambda job: (self.last.get((chat, job.member), -1), job.made_at, job.id),
            default=None,
        )

    def _take(self, job: Job) -> Job:
        self.turn += 1
        self.last[job.chat, job.member] = self.turn
        self.credit_s[job.chat] -= job.cost_s
        return job
