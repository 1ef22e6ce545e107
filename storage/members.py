"""Members, as chats know them."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from generation.model.member import Member, MemberId
from storage.values import micros, micros_or_none, moment, moment_or_none

GET = "SELECT id, name, locale, adult_at FROM members WHERE id = ?"
PUT = """
    INSERT INTO members (id, name, locale, adult_at) VALUES (:id, :name, :locale, :adult_at)
    ON CONFLICT (id) DO UPDATE SET
        name = excluded.name, locale = excluded.locale, adult_at = excluded.adult_at
"""
REMOVE = "DELETE FROM members WHERE id = ?"
TOLD_AT = "SELECT at FROM told WHERE member = ?"
TELL = """
    INSERT INTO told (member, at) VALUES (?, ?)
    ON CONFLICT (member) DO UPDATE SET at = excluded.at
"""
UNTELL = "DELETE FROM told WHERE member = ?"


class MemberStore:
    """Implements ``generation.studio.books.People``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, member: MemberId) -> Member | None:
        """Return who that is, or None."""
        row = self._connection.execute(GET, (member,)).fetchone()
        return None if row is None else _member(row)

    def put(self, member: Member) -> None:
        """Insert or replace."""
        values = {
            "id": member.id, "name": member.name, "locale": member.locale,
            "adult_at": micros_or_none(member.adult_at),
        }  # fmt: skip
        self._connection.execute(PUT, values)

    def remove(self, member: MemberId) -> None:
        """Take the member out; memberships and everything else stay."""
        self._connection.execute(REMOVE, (member,))
        self._connection.execute(UNTELL, (member,))

    def told_at(self, member: MemberId) -> datetime | None:
        """Return when they were last told of a part, or None."""
        row = self._connection.execute(TOLD_AT, (member,)).fetchone()
        return None if row is None else moment(row["at"])

    def told(self, member: MemberId, at: datetime) -> None:
        """Remember that they were told."""
        self._connection.execute(TELL, (member, micros(at)))


def _member(row: sqlite3.Row) -> Member:
    return Member(
        id=row["id"], name=row["name"], locale=row["locale"],
        adult_at=moment_or_none(row["adult_at"]),
    )  # fmt: skip
