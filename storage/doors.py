"""Links that open a direct chat: kept as hashes, each good for one member, once."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from generation.model.member import MemberId
from storage.values import micros

OLD = "DELETE FROM deep_links WHERE until <= ?"
PUT = "INSERT INTO deep_links (hash, member, until) VALUES (?, ?, ?)"
USE = "DELETE FROM deep_links WHERE hash = ? AND member = ? AND until > ?"


class DoorStore:
    """Implements ``generation.studio.books.Doors``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, hashed: str, member: MemberId, *, until: datetime, at: datetime) -> None:
        """Remember a link, and drop those that have ended."""
        self._connection.execute(OLD, (micros(at),))
        self._connection.execute(PUT, (hashed, member, micros(until)))

    def use(self, hashed: str, member: MemberId, at: datetime) -> bool:
        """Spend a link; False when it is not theirs, has ended, or was spent before."""
        return self._connection.execute(USE, (hashed, member, micros(at))).rowcount == 1
