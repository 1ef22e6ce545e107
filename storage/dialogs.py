"""Forms that members are asked step by step; one per member."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime

from generation.model.member import MemberId
from generation.studio.records import Dialog
from storage.values import micros, moment

GET = "SELECT * FROM dialogs WHERE member = ?"
BEFORE = "SELECT * FROM dialogs WHERE at < ? ORDER BY at"
PUT = """
    INSERT INTO dialogs (member, form, kind, slot, chat, thread, shown, given, page, at)
    VALUES (:member, :form, :kind, :slot, :chat, :thread, :shown, :given, :page, :at)
    ON CONFLICT (member) DO UPDATE SET
        form = excluded.form, kind = excluded.kind, slot = excluded.slot, chat = excluded.chat,
        thread = excluded.thread, shown = excluded.shown, given = excluded.given,
        page = excluded.page, at = excluded.at
"""
REMOVE = "DELETE FROM dialogs WHERE member = ?"


class DialogStore:
    """Implements ``generation.studio.books.Dialogs``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, member: MemberId) -> Dialog | None:
        """Return what the member is asked, or None."""
        row = self._connection.execute(GET, (member,)).fetchone()
        return None if row is None else _dialog(row)

    def put(self, dialog: Dialog) -> None:
        """Insert or replace."""
        values = {
            "member": dialog.member, "form": dialog.form, "kind": dialog.kind,
            "slot": dialog.slot, "chat": dialog.chat, "thread": dialog.thread,
            "shown": json.dumps(dict(dialog.values)), "given": json.dumps(dict(dialog.given)),
            "page": dialog.page, "at": micros(dialog.at),
        }  # fmt: skip
        self._connection.execute(PUT, values)

    def remove(self, member: MemberId) -> None:
        """End the dialog."""
        self._connection.execute(REMOVE, (member,))

    def before(self, at: datetime) -> Sequence[Dialog]:
        """Return dialogs that have not changed since ``at``, the oldest first."""
        return [_dialog(row) for row in self._connection.execute(BEFORE, (micros(at),))]


def _dialog(row: sqlite3.Row) -> Dialog:
    return Dialog(
        member=row["member"], form=row["form"], kind=row["kind"], slot=row["slot"],
        chat=row["chat"], thread=row["thread"], values=json.loads(row["shown"]),
        given=json.loads(row["given"]), page=row["page"], at=moment(row["at"]),
    )  # fmt: skip
