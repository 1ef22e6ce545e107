"""Permissions for more than one film, and whom one does not want to be asked by."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from generation.model.cameo import Block, Grant
from generation.model.member import MemberId
from storage.values import micros, micros_or_none, moment, moment_or_none

GET = """
    SELECT id, subject, grantee, chat, voice, uses_left, until, epoch, origin, made_at
    FROM grants WHERE id = ?
"""
PUT = """
    INSERT INTO grants (id, subject, grantee, chat, voice, uses_left, until, epoch, origin, made_at)
    VALUES (:id, :subject, :grantee, :chat, :voice, :uses_left, :until, :epoch, :origin, :made_at)
    ON CONFLICT (id) DO UPDATE SET
        subject = excluded.subject, grantee = excluded.grantee, chat = excluded.chat,
        voice = excluded.voice, uses_left = excluded.uses_left, until = excluded.until,
        epoch = excluded.epoch, origin = excluded.origin, made_at = excluded.made_at
"""
REMOVE = "DELETE FROM grants WHERE id = ?"
BY = """
    SELECT id, subject, grantee, chat, voice, uses_left, until, epoch, origin, made_at
    FROM grants WHERE subject = ? ORDER BY made_at, id
"""
ENDING = """
    SELECT id, subject, grantee, chat, voice, uses_left, until, epoch, origin, made_at
    FROM grants WHERE until < ? ORDER BY until, id
"""
BLOCK = "INSERT INTO blocks (subject, asker) VALUES (?, ?) ON CONFLICT DO NOTHING"
UNBLOCK = "DELETE FROM blocks WHERE subject = ?"
BLOCKS = "SELECT subject, asker FROM blocks WHERE subject = ? ORDER BY asker"
ANYBODY = ""  # stands for "by anyone" in the key, where NULL would not be unique


class GrantStore:
    """Implements ``generation.studio.books.Grants``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, grant: str) -> Grant | None:
        """Return the grant, or None."""
        row = self._connection.execute(GET, (grant,)).fetchone()
        return None if row is None else _grant(row)

    def put(self, grant: Grant) -> None:
        """Insert or replace."""
        values = {
            "id": grant.id, "subject": grant.subject, "grantee": grant.grantee,
            "chat": grant.chat, "voice": grant.voice, "uses_left": grant.uses_left,
            "until": micros_or_none(grant.until), "epoch": grant.epoch, "origin": grant.origin,
            "made_at": micros(grant.made_at),
        }  # fmt: skip
        self._connection.execute(PUT, values)

    def remove(self, grant: str) -> None:
        """End it."""
        self._connection.execute(REMOVE, (grant,))

    def by(self, subject: MemberId) -> Sequence[Grant]:
        """Return every grant the member gave that has not been removed, oldest first."""
        return [_grant(row) for row in self._connection.execute(BY, (subject,))]

    def ending_before(self, at: datetime) -> Sequence[Grant]:
        """Return grants that end before ``at``, the first to end first."""
        return [_grant(row) for row in self._connection.execute(ENDING, (micros(at),))]

    def block(self, block: Block) -> None:
        """Remember whom somebody does not want to be asked by."""
        self._connection.execute(BLOCK, (block.subject, block.asker or ANYBODY))

    def unblock(self, subject: MemberId) -> None:
        """Let everybody ask the member again."""
        self._connection.execute(UNBLOCK, (subject,))

    def blocks(self, subject: MemberId) -> Sequence[Block]:
        """Return whom the member does not want to be asked by."""
        rows = self._connection.execute(BLOCKS, (subject,))
        return [Block(subject=row["subject"], asker=row["asker"] or None) for row in rows]


def _grant(row: sqlite3.Row) -> Grant:
    return Grant(
        id=row["id"], subject=row["subject"], grantee=row["grantee"], chat=row["chat"],
        voice=bool(row["voice"]), uses_left=row["uses_left"], until=moment_or_none(row["until"]),
        epoch=row["epoch"], origin=row["origin"], made_at=moment(row["made_at"]),
    )  # fmt: skip
