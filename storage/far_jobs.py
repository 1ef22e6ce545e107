"""Jobs that servers elsewhere may still have, so that whoever is killed can have them deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from storage.values import micros

PUT = "INSERT OR REPLACE INTO far_jobs (host, job, at) VALUES (?, ?, ?)"
REMOVE = "DELETE FROM far_jobs WHERE host = ? AND job = ?"
LEFT_AT = "SELECT job FROM far_jobs WHERE host = ? ORDER BY at, job"
OLD = "DELETE FROM far_jobs WHERE at < ?"


class FarJobStore:
    """Implements ``generation.studio.books.FarJobs``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, host: str, job: str, at: datetime) -> None:
        """Take down that a host has a job since ``at``."""
        self._connection.execute(PUT, (host, job, micros(at)))

    def remove(self, host: str, job: str) -> None:
        """Take down that it has it no longer."""
        self._connection.execute(REMOVE, (host, job))

    def left_at(self, host: str) -> Sequence[str]:
        """Return what a host may still have, the oldest first."""
        return [row["job"] for row in self._connection.execute(LEFT_AT, (host,))]

    def forget_before(self, at: datetime) -> None:
        """Forget jobs older than ``at``, whoever has them."""
        self._connection.execute(OLD, (micros(at),))
