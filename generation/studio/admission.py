"""May one more film be asked for now? Limits per member come before limits per chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from generation.model.job import Job, JobState
from generation.model.member import ChatId, MemberId
from generation.studio.books import Books

PENDING: tuple[JobState, ...] = (
    "accepted", "placed", "queued", "rendering", "rendered", "publishing",
)  # fmt: skip
PENDING_MEMBER_MAX = 3
PENDING_CHAT_MAX = 20
PENDING_S_MAX = 600.0  # of rendering for each worker: nobody waits longer than ten minutes
HOURLY_MAX = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """No film now. ``hourly`` says when there is one again; the others pass by themselves."""

    why: Literal["hourly", "member", "chat", "house"]
    until: datetime | None = None


def admit(
    books: Books, member: MemberId, chat: ChatId, *, workers: int, at: datetime
) -> Turned | None:
    """Return why a film cannot be asked for, or None when it can."""
    if books.jobs.since(member, at - timedelta(hours=1)) >= HOURLY_MAX:
        return Turned(why="hourly", until=at + timedelta(hours=1))
    pending = books.jobs.pending(*PENDING)
    if sum(asker == member for asker, _, _ in pending) >= PENDING_MEMBER_MAX:
        return Turned(why="member")
    if sum(where == chat for _, where, _ in pending) >= PENDING_CHAT_MAX:
        return Turned(why="chat")
    if sum(cost_s for _, _, cost_s in pending) >= PENDING_S_MAX * workers:
        return Turned(why="house")
    return None


def ahead(books: Books, job: Job) -> tuple[int, float]:
    """Return how many queued or running cuts came before a job, and their seconds together.

    What waits for a big camera stands in a line of its own.
    """
    before = [
        other
        for other in books.jobs.in_state("queued", "rendering")
        if other.id != job.id and other.made_at <= job.made_at and other.is_big == job.is_big
    ]
    return len(before), sum(other.cost_s for other in before)
