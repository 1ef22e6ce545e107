"""Owners whose keys are still to be destroyed, in the order in which that was decided."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from storage.values import micros

PUT = "INSERT INTO erasures (owner, at) VALUES (?, ?) ON CONFLICT DO NOTHING"
OPEN = "SELECT owner FROM erasures ORDER BY at, owner"
CLOSE = "DELETE FROM erasures WHERE owner = ?"


class ErasureStore:
    """Implements ``generation.studio.books.Erasures``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, owner: str, at: datetime) -> None:
        """Decide that the owner's key is to go."""
        self._connection.execute(PUT, (owner, micros(at)))

    def open(self) -> Sequence[str]:
        """Return owners whose keys may still be there."""
        return [row["owner"] for row in self._connection.execute(OPEN)]

    def close(self, owner: str) -> None:
        """Take down that the key is gone from every file."""
        self._connection.execute(CLOSE, (owner,))
