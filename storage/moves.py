"""Every place in the books that names a chat; a chat that gets another id is renamed in all."""

from __future__ import annotations

import sqlite3
from typing import Final

from generation.model.member import ChatId

COLUMNS: Final[tuple[tuple[str, str], ...]] = (
    ("chats", "id"),
    ("memberships", "chat"),
    ("grants", "chat"),
    ("films", "chat"),
    ("jobs", "chat"),
    ("outbox", "chat"),
    ("buttons", "chat"),
    ("enrolments", "origin"),
    ("dialogs", "chat"),
)
"""Tables and the column that is a chat's id. The ledger's rows are never changed."""

WITHIN: Final = (
    "UPDATE buttons SET object = 'called:' || :new WHERE object = 'called:' || :old",
    """
    UPDATE buttons SET object = :new || substr(object, length(:old) + 1)
    WHERE verb = 'puppets_only' AND substr(object, 1, length(:old) + 1) = :old || '|'
    """,
    """
    UPDATE outbox SET body = replace(body, json_quote(:old), json_quote(:new))
    WHERE instr(body, json_quote(:old)) > 0
    """,
)
"""Where a chat's id stands inside of something longer: buttons about a chat, values of a note."""


class MoveStore:
    """Implements ``generation.studio.books.Moves``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rename(self, old: ChatId, new: ChatId) -> None:
        """Put one id in the place of the other."""
        values = {"old": old, "new": new}
        for table, column in COLUMNS:
            update = f"UPDATE {table} SET {column} = :new WHERE {column} = :old"  # noqa: S608
            self._connection.execute(update, values)
        for update in WITHIN:
            self._connection.execute(update, values)
