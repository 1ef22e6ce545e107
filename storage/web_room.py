"""The local room's own books: its people, rooms, messages, uploads and invitations.

They are what a platform would keep for us elsewhere; the core never reads them. Every method is
synchronous and runs inside a transaction on the thread that owns the connection.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from generation.model.member import ChatId, MemberId
from storage.values import micros
from storage.web_tables import (
    Message,
    Person,
    Room,
    Seat,
    Upload,
    message_of,
    person_of,
    room_of,
    seat_of,
    upload_of,
)

_SELECT = (
    "SELECT id, room, seq, rev, key, author, only_for, body, clip, gone, made_at FROM web_messages"
)
CHANGED = (
    "SELECT id, room, seq, rev, key, author, only_for, body, clip, gone, made_at FROM web_messages"
    " WHERE rev > ? AND (only_for IS NULL OR only_for = ?)"
    " AND room IN (SELECT room FROM web_members WHERE person = ?) ORDER BY rev LIMIT ?"
)
_UPLOAD = "SELECT id, owner, kind, mime, size, blob, message, made_at FROM web_uploads"


class WebRoom:
    """The books of the local room, within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Work on this connection; the caller owns the transaction."""
        self._db = connection

    # ------------------------------------------------------------ people

    def add_person(self, person: Person) -> None:
        """Insert somebody new."""
        self._db.execute(
            "INSERT INTO web_people VALUES (?, ?, ?, ?, ?)",
            (person.id, person.browser, person.name, person.locale, micros(person.made_at)),
        )

    def person(self, person: MemberId) -> Person | None:
        """Return somebody, or None."""
        rows = self._db.execute(
            "SELECT id, browser, name, locale, made_at FROM web_people WHERE id = ?", (person,)
        )
        return next(map(person_of, rows), None)

    def people_of(self, browser: str) -> Sequence[Person]:
        """Return everybody made in one browser, oldest first."""
        rows = self._db.execute(
            "SELECT id, browser, name, locale, made_at FROM web_people WHERE browser = ?"
            " ORDER BY made_at, id",
            (browser,),
        )
        return [person_of(row) for row in rows]

    def change_person(self, person: MemberId, *, name: str, locale: str) -> None:
        """Give somebody another name and language; what others see of it is looked at again."""
        self._db.execute(
            "UPDATE web_people SET name = ?, locale = ? WHERE id = ?", (name, locale, person)
        )

    # ------------------------------------------------------------ rooms

    def add_room(self, room: Room) -> None:
        """Insert a room; one that is there already stays as it is."""
        self._db.execute(
            "INSERT OR IGNORE INTO web_rooms VALUES (?, ?, ?, ?)",
            (room.id, room.title, room.private_to, micros(room.made_at)),
        )

    def room(self, room: ChatId) -> Room | None:
        """Return a room, or None."""
        rows = self._db.execute(
            "SELECT id, title, private_to, made_at FROM web_rooms WHERE id = ?", (room,)
        )
        return next(map(room_of, rows), None)

    def first_room(self) -> Room | None:
        """Return the oldest group, or None before there is any."""
        rows = self._db.execute(
            "SELECT id, title, private_to, made_at FROM web_rooms WHERE private_to IS NULL"
            " ORDER BY made_at, id LIMIT 1"
        )
        return next(map(room_of, rows), None)

    def rooms_of(self, person: MemberId) -> Sequence[Room]:
        """Return the rooms somebody is in: groups by age, then the direct chat."""
        rows = self._db.execute(
            "SELECT r.id, r.title, r.private_to, r.made_at FROM web_rooms r"
            " JOIN web_members m ON m.room = r.id WHERE m.person = ?"
            " ORDER BY r.private_to IS NOT NULL, r.made_at, r.id",
            (person,),
        )
        return [room_of(row) for row in rows]

    def sit(self, seat: Seat) -> bool:
        """Give somebody a place in a room; False when they have one."""
        done = self._db.execute(
            "INSERT OR IGNORE INTO web_members VALUES (?, ?, ?, ?, ?)",
            (seat.room, seat.person, seat.role, seat.joined, int(seat.told)),
        )
        return done.rowcount == 1

    def tell(self, room: ChatId, person: MemberId) -> None:
        """Remember that the bot has heard of a place taken."""
        self._db.execute(
            "UPDATE web_members SET told = 1 WHERE room = ? AND person = ?", (room, person)
        )

    def stand_up(self, room: ChatId, person: MemberId) -> None:
        """Take somebody's place in a room away."""
        self._db.execute("DELETE FROM web_members WHERE room = ? AND person = ?", (room, person))

    def seat(self, room: ChatId, person: MemberId) -> Seat | None:
        """Return somebody's place in a room, or None."""
        return next((s for s in self.seats(room) if s.person == person), None)

    def seats(self, room: ChatId) -> Sequence[Seat]:
        """Return everybody's places in a room, in the order they came."""
        rows = self._db.execute(
            "SELECT room, person, role, joined, told FROM web_members WHERE room = ?"
            " ORDER BY joined",
            (room,),
        )
        return [seat_of(row) for row in rows]

    def company_of(self, person: MemberId) -> Sequence[tuple[ChatId, MemberId, str]]:
        """Return room, member and name of all who are where somebody is, in the order they came."""
        rows = self._db.execute(
            "SELECT m.room, m.person, p.name FROM web_members m"
            " JOIN web_people p ON p.id = m.person"
            " WHERE m.room IN (SELECT room FROM web_members WHERE person = ?) ORDER BY m.joined",
            (person,),
        )
        return [(ChatId(room), MemberId(who), str(name)) for room, who, name in rows]

    def untold(self, person: MemberId) -> Sequence[Seat]:
        """Return places of somebody's that the bot has not heard of."""
        rows = self._db.execute(
            "SELECT room, person, role, joined, told FROM web_members"
            " WHERE person = ? AND told = 0 ORDER BY joined",
            (person,),
        )
        return [seat_of(row) for row in rows]

    # ------------------------------------------------------------ messages

    def _next_rev(self) -> int:
        row = self._db.execute("SELECT coalesce(max(rev), 0) + 1 FROM web_messages").fetchone()
        return int(row[0])

    def add_message(self, message: Message) -> tuple[Message, bool]:
        """Insert a message, or return the one its key has made before, and False."""
        known = self._db.execute(f"{_SELECT} WHERE key = ?", (message.key,)).fetchone()
        if known:
            return message_of(known), False
        rev = self._next_rev()
        self._db.execute(
            "INSERT INTO web_messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
            (
                message.id, message.room, rev, rev, message.key, message.author,
                message.only_for, json.dumps(message.body, ensure_ascii=False), message.clip,
                micros(message.made_at),
            ),
        )  # fmt: skip
        return self._must(message.id), True

    def message(self, message: str) -> Message | None:
        """Return a message, or None."""
        row = self._db.execute(f"{_SELECT} WHERE id = ?", (message,)).fetchone()
        return message_of(row) if row else None

    def _must(self, message: str) -> Message:
        return message_of(self._db.execute(f"{_SELECT} WHERE id = ?", (message,)).fetchone())

    def change_message(self, message: str, *, body: dict[str, Any], clip: str | None) -> bool:
        """Show something else in a message; False when it shows that already."""
        was = self._must(message)
        if (was.body, was.clip) == (body, clip):
            return False
        self._db.execute(
            "UPDATE web_messages SET body = ?, clip = ?, rev = ? WHERE id = ? AND gone = 0",
            (json.dumps(body, ensure_ascii=False), clip, self._next_rev(), message),
        )
        return True

    def remove_message(self, message: str) -> Sequence[Upload]:
        """Empty a message for good and return the files that were in it."""
        self._db.execute(
            "UPDATE web_messages SET body = '{}', clip = NULL, gone = 1, rev = ?"
            " WHERE id = ? AND gone = 0",
            (self._next_rev(), message),
        )
        return self.uploads_in(message)

    def latest(self, room: ChatId, viewer: MemberId, *, before: int, limit: int) -> list[Message]:
        """Return what somebody sees of a room: the last messages below ``before``, in order."""
        rows = self._db.execute(
            f"{_SELECT} WHERE room = ? AND seq < ? AND gone = 0"
            " AND (only_for IS NULL OR only_for = ?) ORDER BY seq DESC LIMIT ?",
            (room, before, viewer, limit),
        ).fetchall()
        return [message_of(row) for row in reversed(rows)]

    def changed(self, viewer: MemberId, *, since: int, limit: int) -> list[Message]:
        """Return what has changed for somebody after revision ``since``, in order."""
        rows = self._db.execute(
            CHANGED,
            (since, viewer, viewer, limit),
        )
        return [message_of(row) for row in rows]

    def last_rev(self) -> int:
        """Return the revision of the newest change."""
        return self._next_rev() - 1

    def visible(self, message: str, viewer: MemberId) -> Message | None:
        """Return a message that somebody may see now, or None."""
        found = self.message(message)
        if found is None or found.gone or found.only_for not in (None, viewer):
            return None
        return found if self.seat(found.room, viewer) else None

    # ------------------------------------------------------------ uploads

    def add_upload(self, upload: Upload) -> None:
        """Remember a file."""
        self._db.execute(
            "INSERT INTO web_uploads VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                upload.id, upload.owner, upload.kind, upload.mime, upload.size, upload.blob,
                upload.message, micros(upload.made_at),
            ),
        )  # fmt: skip

    def upload(self, upload: str) -> Upload | None:
        """Return a file's row, or None."""
        rows = self._db.execute(f"{_UPLOAD} WHERE id = ?", (upload,))
        return next(map(upload_of, rows), None)

    def uploads_in(self, message: str) -> Sequence[Upload]:
        """Return the files of a message."""
        return [
            upload_of(row)
            for row in self._db.execute(f"{_UPLOAD} WHERE message = ? ORDER BY id", (message,))
        ]

    def attach(self, uploads: Iterable[str], message: str) -> None:
        """Make files part of a message."""
        for upload in uploads:
            self._db.execute(
                "UPDATE web_uploads SET message = ? WHERE id = ? AND message IS NULL",
                (message, upload),
            )

    def drop_upload(self, upload: str) -> Upload | None:
        """Forget a file and return what was known of it."""
        found = self.upload(upload)
        self._db.execute("DELETE FROM web_uploads WHERE id = ?", (upload,))
        return found

    def loose_uploads(self, before: datetime) -> Sequence[Upload]:
        """Return files older than ``before`` that are part of no message."""
        rows = self._db.execute(
            f"{_UPLOAD} WHERE message IS NULL AND made_at < ?", (micros(before),)
        )
        return [upload_of(row) for row in rows]

    # ------------------------------------------------------------ invitations

    def add_invite(self, token: str, room: ChatId, *, until: datetime, now: datetime) -> None:
        """Remember the hash of an invitation, and drop those that have ended."""
        self._db.execute("DELETE FROM web_invites WHERE until < ?", (micros(now),))
        self._db.execute("INSERT INTO web_invites VALUES (?, ?, ?)", (token, room, micros(until)))

    def invite(self, token: str, at: datetime) -> ChatId | None:
        """Return the room an invitation leads to, or None when it has ended."""
        row = self._db.execute(
            "SELECT room FROM web_invites WHERE token = ? AND until > ?", (token, micros(at))
        ).fetchone()
        return ChatId(row[0]) if row else None
