"""Chats, and who is in them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from generation.model.member import Chat, ChatId, MemberId, Membership
from storage.values import micros_or_none, moment_or_none

GET = "SELECT id, title, private, opened, paused FROM chats WHERE id = ?"
PUT = """
    INSERT INTO chats (id, title, private, opened, paused)
    VALUES (:id, :title, :private, :opened, :paused)
    ON CONFLICT (id) DO UPDATE SET
        title = excluded.title, private = excluded.private,
        opened = excluded.opened, paused = excluded.paused
"""
ONLY = "SELECT puppets_only FROM chats WHERE id = ?"
SET_ONLY = "UPDATE chats SET puppets_only = ? WHERE id = ?"
REMOVE = "DELETE FROM chats WHERE id = ?"
JOIN = """
    INSERT INTO memberships (chat, member, role, called, allowed_at)
    VALUES (:chat, :member, :role, :called, :allowed_at)
    ON CONFLICT (chat, member) DO UPDATE SET
        role = excluded.role, called = excluded.called, allowed_at = excluded.allowed_at
"""
LEAVE = "DELETE FROM memberships WHERE chat = ? AND member = ?"
MEMBERSHIP = """
    SELECT chat, member, role, called, allowed_at FROM memberships WHERE chat = ? AND member = ?
"""
MEMBERS = """
    SELECT chat, member, role, called, allowed_at FROM memberships WHERE chat = ? ORDER BY member
"""
OF = """
    SELECT chat, member, role, called, allowed_at FROM memberships WHERE member = ? ORDER BY chat
"""


class ChatStore:
    """Implements ``generation.studio.books.Chats``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, chat: ChatId) -> Chat | None:
        """Return the chat, or None."""
        row = self._connection.execute(GET, (chat,)).fetchone()
        return None if row is None else _chat(row)

    def put(self, chat: Chat) -> None:
        """Insert or replace."""
        values = {
            "id": chat.id, "title": chat.title, "private": chat.private, "opened": chat.opened,
            "paused": chat.paused,
        }  # fmt: skip
        self._connection.execute(PUT, values)

    def remove(self, chat: ChatId) -> None:
        """Take the row out; memberships stay."""
        self._connection.execute(REMOVE, (chat,))

    def puppets_only(self, chat: ChatId) -> bool:
        """Tell whether a chat's films are made by puppets alone."""
        row = self._connection.execute(ONLY, (chat,)).fetchone()
        return row is not None and bool(row["puppets_only"])

    def set_puppets_only(self, chat: ChatId, *, only: bool) -> None:
        """Have a chat's films made by puppets alone, or by the best there is."""
        self._connection.execute(SET_ONLY, (only, chat))

    def join(self, membership: Membership) -> None:
        """Insert or replace one membership."""
        values = {
            "chat": membership.chat, "member": membership.member, "role": membership.role,
            "called": membership.called, "allowed_at": micros_or_none(membership.allowed_at),
        }  # fmt: skip
        self._connection.execute(JOIN, values)

    def leave(self, chat: ChatId, member: MemberId) -> None:
        """Remove one membership."""
        self._connection.execute(LEAVE, (chat, member))

    def membership(self, chat: ChatId, member: MemberId) -> Membership | None:
        """Return somebody's membership, or None."""
        row = self._connection.execute(MEMBERSHIP, (chat, member)).fetchone()
        return None if row is None else _membership(row)

    def members(self, chat: ChatId) -> Sequence[Membership]:
        """Return everybody in the chat, in the order of their ids."""
        return [_membership(row) for row in self._connection.execute(MEMBERS, (chat,))]

    def of(self, member: MemberId) -> Sequence[Membership]:
        """Return every chat the member is in, in the order of their ids."""
        return [_membership(row) for row in self._connection.execute(OF, (member,))]


def _chat(row: sqlite3.Row) -> Chat:
    return Chat(
        id=row["id"], title=row["title"], private=bool(row["private"]),
        opened=bool(row["opened"]), paused=bool(row["paused"]),
    )  # fmt: skip


def _membership(row: sqlite3.Row) -> Membership:
    return Membership(
        chat=row["chat"], member=row["member"], role=row["role"], called=row["called"],
        allowed_at=moment_or_none(row["allowed_at"]),
    )  # fmt: skip
