"""What the Discord adapter keeps: messages of ours, forms that are open, and where the bot is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from generation.model.member import ChatId, MemberId

TABLES = (
    """
    CREATE TABLE discord_messages (
        message INTEGER PRIMARY KEY, channel INTEGER NOT NULL, place TEXT NOT NULL,
        private INTEGER NOT NULL, reader TEXT, token TEXT, until INTEGER, clip TEXT,
        unsure INTEGER, covered INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX discord_messages_until ON discord_messages (until) WHERE until IS NOT NULL",
    """
    CREATE TABLE discord_forms (
        key TEXT PRIMARY KEY, member TEXT NOT NULL, form TEXT NOT NULL, kind TEXT NOT NULL,
        shown TEXT NOT NULL, at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX discord_forms_at ON discord_forms (at)",
    """
    CREATE TABLE discord_places (
        channel INTEGER PRIMARY KEY, guild INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX discord_places_guild ON discord_places (guild)",
    """
    CREATE TABLE discord_state (
        key TEXT PRIMARY KEY, value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TRIGGER discord_forms_forgotten AFTER DELETE ON members
    WHEN OLD.id GLOB 'discord:*' BEGIN
        DELETE FROM discord_forms WHERE member = OLD.id;
    END
    """,
)

READERS = (
    """
    CREATE TRIGGER discord_readers_forgotten AFTER DELETE ON members
    WHEN OLD.id GLOB 'discord:*' BEGIN
        UPDATE discord_messages SET reader = '' WHERE reader = OLD.id;
    END
    """,
    """
    UPDATE discord_messages SET reader = ''
    WHERE reader IS NOT NULL AND reader NOT IN (SELECT id FROM members)
    """,
)
"""Whoever is forgotten is nobody's reader; what they alone saw can still be taken away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """A message of ours as Discord holds it.

    Attributes:
        message: Discord's number of it, like no other's.
        channel: Where Discord shows it: a channel, a thread or a direct channel.
        place: The chat it speaks for: a private answer to a channel may be shown elsewhere.
        private: It speaks for somebody's direct chat, wherever it is shown.
        reader: The only one who sees it, or None; empty once they are forgotten.
        token: What an ephemeral message is changed and taken away with, else None.
        until: How long that token is good for.
        clip: The film it is known to show, or None where it shows none, or that is not known.
        unsure: When the last call that changes its film and whose end is unknown began, or None.
        covered: Its film is blurred until somebody taps it.
    """

    message: int
    channel: int
    place: ChatId
    private: bool = False
    reader: MemberId | None = None
    token: str | None = None
    until: datetime | None = None
    clip: str | None = None
    unsure: datetime | None = None
    covered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A form as it was shown to somebody.

    Attributes:
        key: What a button or a filled-in form brings back; not to be guessed.
        member: Who alone may fill it in.
        form: The core's id of it.
        kind: What it asks, as ``OpenForm.kind``.
        values: What it shows, by name.
        at: When.
    """

    key: str
    member: MemberId
    form: str
    kind: str
    values: Mapping[str, str] = field(default_factory=dict)
    at: datetime
