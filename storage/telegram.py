"""The Telegram adapter's own books; the core never reads them.

Every method is synchronous and runs inside a transaction on the thread that owns the connection.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from generation.model.member import ChatId, MemberId
from storage.telegram_tables import Door, Kept, Ours, Person
from storage.values import micros, micros_or_none, moment_or_none

KEEP = "INSERT INTO telegram_updates (id, body, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
WAITING = """
    SELECT id, body, tries FROM telegram_updates
    WHERE id NOT IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT ?
"""
FAILED = "UPDATE telegram_updates SET tries = tries + 1 WHERE id = ?"
LET_GO = "UPDATE telegram_people SET handle = NULL WHERE handle = ? AND id != ?"
MEET = """
    INSERT INTO telegram_people (id, name, handle, locale)
    VALUES (:id, :name, :handle, :locale)
    ON CONFLICT (id) DO UPDATE SET
        name = excluded.name, handle = excluded.handle, locale = excluded.locale
"""
PERSON = "SELECT id, name, handle, locale, door FROM telegram_people WHERE id = ?"
CALLED = "SELECT id, name, handle, locale, door FROM telegram_people WHERE handle = ?"
DOOR = """
    INSERT INTO telegram_people (id, name, locale, door) VALUES (:id, '', 'en', :door)
    ON CONFLICT (id) DO UPDATE SET door = excluded.door
"""
MESSAGE = "SELECT * FROM telegram_messages WHERE chat = ? AND message = ?"
PUT_MESSAGE = """
    INSERT INTO telegram_messages (chat, message, place, reader, media, clip, unsure, protected,
                                   covered)
    VALUES (:chat, :message, :place, :reader, :media, :clip, :unsure, :protected, :covered)
    ON CONFLICT (chat, message) DO UPDATE SET
        place = excluded.place, reader = excluded.reader, media = excluded.media,
        clip = excluded.clip, unsure = excluded.unsure,
        protected = excluded.protected, covered = excluded.covered
"""
FILE = "SELECT file FROM telegram_files WHERE clip = ?"
PUT_FILE = """
    INSERT INTO telegram_files (clip, file) VALUES (?, ?)
    ON CONFLICT (clip) DO UPDATE SET file = excluded.file
"""
GROUPS = "SELECT id FROM chats WHERE id GLOB 'telegram:-*' AND opened ORDER BY id"
SPOKEN = """
    SELECT locale FROM memberships JOIN members ON members.id = memberships.member
    WHERE chat = ? GROUP BY locale ORDER BY count(*) DESC, locale LIMIT 1
"""
SHOWN_ELSEWHERE = "SELECT 1 FROM telegram_messages WHERE clip = ? LIMIT 1"


class TelegramBooks:
    """The books of the Telegram adapter, within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Work on this connection; the caller owns the transaction."""
        self._db = connection

    # ------------------------------------------------------------ updates on their way in

    def keep(self, updates: Iterable[tuple[int, str]], at: datetime) -> None:
        """Keep updates until they are taken in; one that is kept already stays as it is."""
        self._db.executemany(KEEP, ((number, body, micros(at)) for number, body in updates))

    def waiting(self, limit: int, *, beside: Collection[int] = ()) -> Sequence[Kept]:
        """Return updates that have not been taken in, beside these, in Telegram's order."""
        rows = self._db.execute(WAITING, (json.dumps(list(beside)), limit))
        return [Kept(id=row[0], body=row[1], tries=row[2]) for row in rows]

    def taken_in(self, update: int) -> None:
        """Let an update go."""
        self._db.execute("DELETE FROM telegram_updates WHERE id = ?", (update,))

    def failed(self, update: int) -> None:
        """Count a try that came to nothing."""
        self._db.execute(FAILED, (update,))

    # ------------------------------------------------------------ people

    def meet(self, person: Person) -> None:
        """Remember somebody's name and handle; a handle belongs to whoever showed it last."""
        if person.handle:
            self._db.execute(LET_GO, (person.handle, person.id))
        self._db.execute(
            MEET,
            {
                "id": person.id, "name": person.name, "handle": person.handle or None,
                "locale": person.locale,
            },
        )  # fmt: skip

    def person(self, person: int) -> Person | None:
        """Return somebody, or None."""
        return next(map(_person, self._db.execute(PERSON, (person,))), None)

    def called(self, handle: str) -> Person | None:
        """Return who showed this handle last, in any case of letters, or None."""
        return next(map(_person, self._db.execute(CALLED, (handle,))), None)

    def set_door(self, person: int, door: Door) -> bool:
        """Note whether somebody may be written to in private; False when that was known."""
        known = self.person(person)
        if known is not None and known.door == door:
            return False
        self._db.execute(DOOR, {"id": person, "door": door})
        return True

    # ------------------------------------------------------------ messages of ours

    def message(self, chat: int, message: int) -> Ours | None:
        """Return what is known of a message of ours, or None."""
        return next(map(_ours, self._db.execute(MESSAGE, (chat, message))), None)

    def put_message(self, ours: Ours) -> None:
        """Insert or replace what is known of a message; a film it shows no more is forgotten."""
        before = self.message(ours.chat, ours.message)
        self._db.execute(
            PUT_MESSAGE,
            {
                "chat": ours.chat, "message": ours.message, "place": ours.place,
                "reader": ours.reader, "media": ours.media, "clip": ours.clip,
                "unsure": micros_or_none(ours.unsure), "protected": ours.protected,
                "covered": ours.covered,
            },
        )  # fmt: skip
        if before is not None and before.clip is not None and before.clip != ours.clip:
            self.drop_file(before.clip)

    def drop_message(self, chat: int, message: int) -> None:
        """Forget a message that is gone, and the file it showed where nothing else does."""
        ours = self.message(chat, message)
        self._db.execute(
            "DELETE FROM telegram_messages WHERE chat = ? AND message = ?", (chat, message)
        )
        if ours is not None and ours.clip is not None:
            self.drop_file(ours.clip)

    def groups(self) -> Sequence[int]:
        """Return the numbers of the groups that the bot works in."""
        return [int(row[0].partition(":")[2]) for row in self._db.execute(GROUPS)]

    def spoken(self, chat: ChatId) -> str:
        """Return the language that most of a chat's people read."""
        row = self._db.execute(SPOKEN, (chat,)).fetchone()
        return "en" if row is None else str(row[0])

    def moved(self, old: ChatId, new: ChatId) -> None:
        """Have what is shown elsewhere for a chat speak for the one that it has become."""
        self._db.execute("UPDATE telegram_messages SET place = ? WHERE place = ?", (new, old))

    # ------------------------------------------------------------ files

    def file_of(self, clip: str) -> str | None:
        """Return Telegram's own id of a film that it holds already, or None."""
        row = self._db.execute(FILE, (clip,)).fetchone()
        return None if row is None else str(row[0])

    def put_file(self, clip: str, file: str) -> None:
        """Remember Telegram's own id of a film."""
        self._db.execute(PUT_FILE, (clip, file))

    def forget_file(self, clip: str) -> None:
        """Forget a film's file that Telegram does not know any more."""
        self._db.execute("DELETE FROM telegram_files WHERE clip = ?", (clip,))

    def drop_file(self, clip: str) -> None:
        """Forget a film's file, unless a message still shows it."""
        if self._db.execute(SHOWN_ELSEWHERE, (clip,)).fetchone() is None:
            self.forget_file(clip)


def _person(row: sqlite3.Row) -> Person:
    return Person(id=row[0], name=row[1], handle=row[2], locale=row[3], door=row[4])


def _ours(row: sqlite3.Row) -> Ours:
    reader = row["reader"]
    return Ours(
        chat=row["chat"], message=row["message"], place=ChatId(row["place"]),
        reader=None if reader is None else MemberId(reader), media=row["media"], clip=row["clip"],
        unsure=moment_or_none(row["unsure"]), protected=bool(row["protected"]),
        covered=bool(row["covered"]),
    )  # fmt: skip
