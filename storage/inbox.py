"""Events that have been taken in, so that a chat may deliver one twice."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from storage.values import micros

TAKE = "INSERT INTO inbox (event, at) VALUES (?, ?) ON CONFLICT DO NOTHING"
OLD = "DELETE FROM inbox WHERE at < ?"


class InboxStore:
    """Implements ``generation.studio.books.Inbox``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def take(self, event: str, at: datetime) -> bool:
        """Remember an event; False when it has been taken before."""
        return self._connection.execute(TAKE, (event, micros(at))).rowcount == 1

    def forget_before(self, at: datetime) -> None:
        """Forget events so old that no chat delivers them again."""
        self._connection.execute(OLD, (micros(at),))
