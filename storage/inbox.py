"""Events that have been taken in, so that a chat may deliver one twice, and what answers them."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from generation.model.member import ChatId, MemberId
from storage.outbox import Occasion, OutboxStore
from storage.values import micros

TAKE = "INSERT INTO inbox (event, at) VALUES (?, ?) ON CONFLICT DO NOTHING"
OLD = "DELETE FROM inbox WHERE at < ?"


class InboxStore:
    """Implements ``generation.studio.books.Inbox``."""

    def __init__(self, connection: sqlite3.Connection, outbox: OutboxStore) -> None:
        self._connection, self._outbox = connection, outbox

    def take(self, event: str, at: datetime, *, by: MemberId, chat: ChatId) -> bool:
        """Remember an event of a member's in a chat; False when it has been taken before.

        The outbox is told of a new one: what is put there in this transaction answers it.
        """
        if self._connection.execute(TAKE, (event, micros(at))).rowcount != 1:
            return False
        self._outbox.occasion = Occasion(event=event, by=by, chat=chat)
        return True

    def forget_before(self, at: datetime) -> None:
        """Forget events so old that no chat delivers them again."""
        self._connection.execute(OLD, (micros(at),))
