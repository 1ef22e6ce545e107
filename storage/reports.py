"""Films somebody reported. One member reports a film once; a closed report stays closed."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from generation.model.member import ChatId, MemberId
from storage.values import micros

PUT = "INSERT INTO reports (film, member, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
OPEN = """
    SELECT reports.film FROM reports JOIN films ON films.id = reports.film
    WHERE films.chat = ? AND NOT reports.closed
    GROUP BY reports.film ORDER BY min(reports.at), reports.film
"""
CLOSE = "UPDATE reports SET closed = 1 WHERE film = ?"


class ReportStore:
    """Implements ``generation.studio.books.Reports``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, film: str, member: MemberId, at: datetime) -> None:
        """Keep the member's report; a second one of theirs changes nothing."""
        self._connection.execute(PUT, (film, member, micros(at)))

    def open(self, chat: ChatId) -> Sequence[str]:
        """Return films of the chat with open reports, the longest waiting first."""
        return [row["film"] for row in self._connection.execute(OPEN, (chat,))]

    def close(self, film: str) -> None:
        """Close every report of the film."""
        self._connection.execute(CLOSE, (film,))
