"""Cuts being made. What follows what, and whose result counts, is enforced here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime

from generation.model.film import cut_name, cut_of
from generation.model.job import ARROWS, Job, JobState
from generation.model.member import ChatId, MemberId
from generation.studio.books import Ledger
from storage.values import Clock, canonical, micros, micros_or_none, moment, moment_or_none

GET = "SELECT * FROM jobs WHERE id = ?"
PUT = """
    INSERT INTO jobs (id, film, cut, viewer, chat, member, state, cost_s, attempt, lease_until,
                      room_bytes, reason, camera, tried, made_at)
    VALUES (:id, :film, :cut, :viewer, :chat, :member, :state, :cost_s, :attempt, :lease_until,
            :room_bytes, :reason, :camera, :tried, :made_at)
    ON CONFLICT (id) DO UPDATE SET
        film = excluded.film, cut = excluded.cut, viewer = excluded.viewer,
        chat = excluded.chat, member = excluded.member, state = excluded.state,
        cost_s = excluded.cost_s, attempt = excluded.attempt,
        lease_until = excluded.lease_until, room_bytes = excluded.room_bytes,
        reason = excluded.reason, camera = excluded.camera, tried = excluded.tried,
        made_at = excluded.made_at
"""
OF = "SELECT * FROM jobs WHERE film = ? ORDER BY made_at, id"
IN_STATE = """
    SELECT * FROM jobs WHERE state IN (SELECT value FROM json_each(?)) ORDER BY made_at, id
"""
ANY = """
    SELECT 1 FROM jobs WHERE state = ? AND NOT (camera = 'big' AND room_bytes = 0) LIMIT 1
"""
PENDING = """
    SELECT member, chat, cost_s FROM jobs
    WHERE state IN (SELECT value FROM json_each(?)) AND viewer IS NULL AND room_bytes = 0
          AND camera = 'small'
"""
SINCE = """
    SELECT count(*) FROM films WHERE requester = ? AND made_at >= ? AND state <> 'failed'
"""


class IllegalArrow(RuntimeError):
    """A job was to go from one state to another that cannot follow it."""


class StaleAttempt(RuntimeError):
    """A job was to be written by somebody whose attempt is over."""


class JobStore:
    """Implements ``generation.studio.books.Jobs``; every change of state leaves a ledger row."""

    def __init__(self, connection: sqlite3.Connection, ledger: Ledger, clock: Clock) -> None:
        self._connection = connection
        self._ledger = ledger
        self._clock = clock

    def get(self, job: str) -> Job | None:
        """Return the job, or None."""
        row = self._connection.execute(GET, (job,)).fetchone()
        return None if row is None else _job(row)

    def put(self, job: Job) -> None:
        """Insert or replace. A new job may start in any state.

        Raises:
            IllegalArrow: ``ARROWS`` has no arrow from the stored state to this one.
            StaleAttempt: The stored attempt is younger.
        """
        stored = self.get(job.id)
        if stored is not None:
            _check(stored, job)
        self._connection.execute(PUT, _values(job))
        if stored is None or stored.state != job.state:
            data = {"state": job.state, "attempt": job.attempt, "reason": job.reason}
            self._ledger.write("job", at=self._clock(), object_=job.id, data=data)

    def of(self, film: str) -> Sequence[Job]:
        """Return the film's jobs, oldest first."""
        return [_job(row) for row in self._connection.execute(OF, (film,))]

    def in_state(self, *states: JobState) -> Sequence[Job]:
        """Return jobs in any of the states, oldest first."""
        return [_job(row) for row in self._connection.execute(IN_STATE, (canonical(states),))]

    def any(self, state: JobState) -> bool:
        """Tell whether there is a job in this state that is none for a big camera."""
        return self._connection.execute(ANY, (state,)).fetchone() is not None

    def pending(self, *states: JobState) -> Sequence[tuple[MemberId, ChatId, float]]:
        """Return who asked, where, and seconds, of jobs for everybody in any of the states.

        A film that is only made smaller, or anew by a big camera, has another job already.
        """
        return [tuple(row) for row in self._connection.execute(PENDING, (canonical(states),))]

    def since(self, member: MemberId, at: datetime) -> int:
        """Return how many films the member has asked for since ``at``, failed ones not counted."""
        row = self._connection.execute(SINCE, (member, micros(at))).fetchone()
        return int(row[0])


def _check(stored: Job, job: Job) -> None:
    if job.attempt < stored.attempt:
        raise StaleAttempt(f"{job.id}: attempt {job.attempt} after {stored.attempt}")
    if job.state != stored.state and job.state not in ARROWS[stored.state]:
        raise IllegalArrow(f"{job.id}: {stored.state} to {job.state}")


def _values(job: Job) -> dict[str, object]:
    return {
        "id": job.id, "film": job.film, "cut": None if job.cut is None else cut_name(job.cut),
        "viewer": job.viewer, "chat": job.chat, "member": job.member, "state": job.state,
        "cost_s": job.cost_s, "attempt": job.attempt,
        "lease_until": micros_or_none(job.lease_until), "room_bytes": job.room_bytes,
        "reason": job.reason, "camera": job.camera, "tried": canonical(job.tried),
        "made_at": micros(job.made_at),
    }  # fmt: skip


def _job(row: sqlite3.Row) -> Job:
    return Job(
        id=row["id"], film=row["film"], cut=None if row["cut"] is None else cut_of(row["cut"]),
        viewer=row["viewer"], chat=row["chat"], member=row["member"], state=row["state"],
        cost_s=row["cost_s"], attempt=row["attempt"],
        lease_until=moment_or_none(row["lease_until"]), room_bytes=row["room_bytes"],
        reason=row["reason"], camera=row["camera"], tried=tuple(json.loads(row["tried"])),
        made_at=moment(row["made_at"]),
    )  # fmt: skip
