"""What the Telegram adapter keeps: updates on their way in, people, messages of ours, files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from generation.model.member import ChatId, MemberId

Door = Literal["unknown", "open", "shut"]
"""Whether somebody may be written to in private: never asked, they let us, they blocked us."""

Media = Literal["none", "film", "picture"]
"""What a message of ours carries beside its words."""

TABLES = (
    """
    CREATE TABLE telegram_updates (
        id INTEGER PRIMARY KEY, body TEXT NOT NULL, at INTEGER NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE TABLE telegram_people (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, handle TEXT UNIQUE COLLATE NOCASE,
        locale TEXT NOT NULL, door TEXT NOT NULL DEFAULT 'unknown'
    ) STRICT
    """,
    """
    CREATE TABLE telegram_messages (
        chat INTEGER NOT NULL, message INTEGER NOT NULL, place TEXT NOT NULL, reader TEXT,
        media TEXT NOT NULL, clip TEXT, unsure INTEGER, protected INTEGER NOT NULL,
        PRIMARY KEY (chat, message)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE TABLE telegram_files (clip TEXT PRIMARY KEY, file TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE TRIGGER telegram_people_forgotten AFTER DELETE ON members
    WHEN OLD.id GLOB 'telegram:*' BEGIN
        UPDATE telegram_people SET name = '', handle = NULL
        WHERE id = CAST(substr(OLD.id, 10) AS INTEGER);
    END
    """,
)


COVERS = ("ALTER TABLE telegram_messages ADD COLUMN covered INTEGER NOT NULL DEFAULT 0",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody Telegram has told us of. ``handle`` finds them; it never identifies them."""

    id: int
    name: str
    handle: str | None = None
    locale: str = "en"
    door: Door = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """A message of ours as Telegram holds it.

    Attributes:
        chat: Where Telegram shows it.
        message: Telegram's number of it there; an ephemeral message has a negative one.
        place: The chat it speaks for: a private answer to a group may be shown elsewhere.
        reader: The only one who sees it, or None.
        media: What it carries.
        clip: The film it is known to show, or None where it shows none, or that is not known.
        unsure: When the last call that changes its film and whose end is unknown began, or None.
        protected: It cannot be forwarded or saved.
        covered: Its film is blurred until somebody taps it.
    """

    chat: int
    message: int
    place: ChatId
    reader: MemberId | None = None
    media: Media = "none"
    clip: str | None = None
    unsure: datetime | None = None
    protected: bool = False
    covered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An update on its way in: its number, the JSON, and how often it could not be taken in."""

    id: int
    body: str
    tries: int = 0
