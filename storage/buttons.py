"""Buttons that have been shown."""

from __future__ import annotations

import sqlite3

from generation.studio.records import Button
from storage.values import micros_or_none, moment_or_none

GET = "SELECT * FROM buttons WHERE id = ?"
FIND = """
    SELECT * FROM buttons WHERE slot = ? AND verb = ? AND object = ? ORDER BY rowid DESC LIMIT 1
"""
PUT = """
    INSERT INTO buttons (id, verb, object, slot, chat, allowed, single_use, expires_at, used_at)
    VALUES (:id, :verb, :object, :slot, :chat, :allowed, :single_use, :expires_at, :used_at)
    ON CONFLICT (id) DO UPDATE SET
        verb = excluded.verb, object = excluded.object, slot = excluded.slot,
        chat = excluded.chat, allowed = excluded.allowed, single_use = excluded.single_use,
        expires_at = excluded.expires_at, used_at = excluded.used_at
"""


class ButtonStore:
    """Implements ``generation.studio.books.Buttons``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, button: str) -> Button | None:
        """Return the button, or None."""
        row = self._connection.execute(GET, (button,)).fetchone()
        return None if row is None else _button(row)

    def find(self, slot: str, verb: str, object_: str) -> Button | None:
        """Return the button that this message shows for this; the last one made, or None."""
        row = self._connection.execute(FIND, (slot, verb, object_)).fetchone()
        return None if row is None else _button(row)

    def put(self, button: Button) -> None:
        """Insert or replace."""
        values = {
            "id": button.id, "verb": button.verb, "object": button.object, "slot": button.slot,
            "chat": button.chat, "allowed": button.allowed, "single_use": button.single_use,
            "expires_at": micros_or_none(button.expires_at),
            "used_at": micros_or_none(button.used_at),
        }  # fmt: skip
        self._connection.execute(PUT, values)


def _button(row: sqlite3.Row) -> Button:
    return Button(
        id=row["id"], verb=row["verb"], object=row["object"], slot=row["slot"],
        chat=row["chat"], allowed=row["allowed"], single_use=bool(row["single_use"]),
        expires_at=moment_or_none(row["expires_at"]), used_at=moment_or_none(row["used_at"]),
    )  # fmt: skip
