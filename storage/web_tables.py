"""What the local room keeps: its tables, its values, and how rows become values."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from generation.model.member import ChatId, MemberId, Role
from storage.values import moment

Row = Any
"""A row of SQLite, read by position."""

UploadKind = Literal["photo", "video", "video_note", "voice", "file"]

TABLES = (
    "CREATE TABLE web_people (id TEXT PRIMARY KEY, browser TEXT NOT NULL, name TEXT NOT NULL,"
    " locale TEXT NOT NULL, made_at INTEGER NOT NULL) STRICT",
    "CREATE INDEX web_people_browser ON web_people (browser)",
    "CREATE TABLE web_rooms (id TEXT PRIMARY KEY, title TEXT NOT NULL,"
    " private_to TEXT REFERENCES web_people (id), made_at INTEGER NOT NULL) STRICT",
    "CREATE TABLE web_members (room TEXT NOT NULL REFERENCES web_rooms (id),"
    " person TEXT NOT NULL REFERENCES web_people (id), role TEXT NOT NULL, joined TEXT NOT NULL,"
    " told INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (room, person)) STRICT",
    "CREATE INDEX web_members_person ON web_members (person)",
    "CREATE TABLE web_messages (id TEXT PRIMARY KEY, room TEXT NOT NULL REFERENCES web_rooms (id),"
    " seq INTEGER NOT NULL, rev INTEGER NOT NULL UNIQUE, key TEXT NOT NULL UNIQUE, author TEXT,"
    " only_for TEXT, body TEXT NOT NULL, clip TEXT, gone INTEGER NOT NULL DEFAULT 0,"
    " made_at INTEGER NOT NULL) STRICT",
    "CREATE INDEX web_messages_room ON web_messages (room, seq)",
    "CREATE TABLE web_uploads (id TEXT PRIMARY KEY,"
    " owner TEXT NOT NULL REFERENCES web_people (id), kind TEXT NOT NULL, mime TEXT NOT NULL,"
    " size INTEGER NOT NULL, blob TEXT NOT NULL, message TEXT, made_at INTEGER NOT NULL) STRICT",
    "CREATE INDEX web_uploads_message ON web_uploads (message)",
    "CREATE TABLE web_invites (token TEXT PRIMARY KEY,"
    " room TEXT NOT NULL REFERENCES web_rooms (id), until INTEGER NOT NULL) STRICT",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in the room. ``browser`` is the hash of the token their browser holds."""

    id: MemberId
    browser: str
    name: str
    locale: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A chat: a group, or the direct chat of one person with the bot."""

    id: ChatId
    title: str
    made_at: datetime
    private_to: MemberId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A person's place in a room. ``told`` once the bot has heard of it."""

    room: ChatId
    person: MemberId
    role: Role
    joined: str
    told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a room shows, as it is now.

    Attributes:
        seq: Its place in the room; never changes.
        rev: Grows over all messages with every change, so a page can ask what it has missed.
        key: One message per key, ever.
        author: Who wrote it; None is the bot.
        only_for: The only one who sees it, or None.
        body: What it shows, as the page reads it.
        clip: The film it shows, or None.
        gone: It was taken away; nothing of it is left but its place.
    """

    id: str
    room: ChatId
    key: str
    made_at: datetime
    author: MemberId | None = None
    only_for: MemberId | None = None
    body: dict[str, Any] = field(default_factory=dict)
    clip: str | None = None
    seq: int = 0
    rev: int = 0
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file somebody sent; ``message`` once it is part of one, else it waits for a form."""

    id: str
    owner: MemberId
    kind: UploadKind
    mime: str
    size: int
    blob: str
    made_at: datetime
    message: str | None = None


def person_of(row: Row) -> Person:
    """Read a person back."""
    return Person(id=row[0], browser=row[1], name=row[2], locale=row[3], made_at=moment(row[4]))


def room_of(row: Row) -> Room:
    """Read a room back."""
    return Room(id=row[0], title=row[1], private_to=row[2], made_at=moment(row[3]))


def seat_of(row: Row) -> Seat:
    """Read a seat back."""
    return Seat(room=row[0], person=row[1], role=row[2], joined=row[3], told=bool(row[4]))


def message_of(row: Row) -> Message:
    """Read a message back."""
    return Message(
        id=row[0], room=row[1], seq=row[2], rev=row[3], key=row[4], author=row[5],
        only_for=row[6], body=json.loads(row[7]), clip=row[8], gone=bool(row[9]),
        made_at=moment(row[10]),
    )  # fmt: skip


def upload_of(row: Row) -> Upload:
    """Read an upload back."""
    return Upload(
        id=row[0], owner=row[1], kind=row[2], mime=row[3], size=row[4], blob=row[5],
        message=row[6], made_at=moment(row[7]),
    )  # fmt: skip
