"""Likes: one per member and film."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from generation.model.member import ChatId, MemberId
from storage.values import micros_or_none

SET = """
    INSERT INTO reactions (film, member, value) VALUES (?, ?, ?)
    ON CONFLICT (film, member) DO UPDATE SET value = excluded.value
"""
UNSET = "DELETE FROM reactions WHERE film = ? AND member = ?"
OF = "SELECT value FROM reactions WHERE film = ? AND member = ?"
COUNTS = """
    SELECT count(*) FILTER (WHERE value = 'like'), count(*) FILTER (WHERE value = 'dislike')
    FROM reactions WHERE film = ?
"""
TOP = """
    WITH scored (id, made_at, score) AS (
        SELECT id, made_at,
               3 * (SELECT count(*) FROM remix_edges JOIN films AS remix ON remix.id = child
                    WHERE parent = films.id AND remix.state = 'shown')
               + (SELECT coalesce(sum(iif(value = 'like', 1, -1)), 0) FROM reactions
                  WHERE film = films.id)
        FROM films
        WHERE chat = :chat AND state = 'shown' AND NOT hidden
              AND (:since IS NULL OR made_at >= :since)
    )
    SELECT id, score FROM scored WHERE score > 0
    ORDER BY score DESC, made_at DESC, id DESC LIMIT :limit
"""


class ReactionStore:
    """Implements ``generation.studio.books.Reactions``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def set(self, film: str, member: MemberId, value: Literal["like", "dislike"] | None) -> None:
        """Set the member's one reaction, or take it back."""
        if value is None:
            self._connection.execute(UNSET, (film, member))
        else:
            self._connection.execute(SET, (film, member, value))

    def of(self, film: str, member: MemberId) -> Literal["like", "dislike"] | None:
        """Return the member's reaction, or None."""
        row = self._connection.execute(OF, (film, member)).fetchone()
        return None if row is None else row["value"]

    def counts(self, film: str) -> tuple[int, int]:
        """Return likes and dislikes."""
        likes, dislikes = self._connection.execute(COUNTS, (film,)).fetchone()
        return likes, dislikes

    def top(self, chat: ChatId, since: datetime | None, limit: int) -> Sequence[tuple[str, int]]:
        """Return films the chat sees, with remixes it can see × 3 + likes − dislikes, best first.

        Only those above zero; of equals, the newer comes first.
        """
        values = {"chat": chat, "since": micros_or_none(since), "limit": limit}
        return [(row["id"], row["score"]) for row in self._connection.execute(TOP, values)]
