"""The Discord adapter's own books; the core never reads them.

Every method is synchronous and runs inside a transaction on the thread that owns the connection.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime

from generation.model.member import ChatId, MemberId
from storage.discord_tables import Ours, Shown
from storage.values import canonical, micros, micros_or_none, moment, moment_or_none

MESSAGE = "SELECT * FROM discord_messages WHERE message = ?"
PUT_MESSAGE = """
    INSERT INTO discord_messages (message, channel, place, private, reader, token, until, clip,
                                  unsure, covered)
    VALUES (:message, :channel, :place, :private, :reader, :token, :until, :clip, :unsure,
            :covered)
    ON CONFLICT (message) DO UPDATE SET
        channel = excluded.channel, place = excluded.place, private = excluded.private,
        reader = excluded.reader, token = excluded.token, until = excluded.until,
        clip = excluded.clip, unsure = excluded.unsure, covered = excluded.covered
"""
FADING = """
    SELECT * FROM discord_messages
    WHERE until > ? AND until <= ? AND token != '' AND (clip IS NOT NULL OR unsure IS NOT NULL)
"""
FORGET_TOKENS = "UPDATE discord_messages SET token = '' WHERE until <= ? AND token != ''"
FORM = "SELECT * FROM discord_forms WHERE key = ?"
PUT_FORM = """
    INSERT INTO discord_forms (key, member, form, kind, shown, at)
    VALUES (:key, :member, :form, :kind, :shown, :at)
    ON CONFLICT (key) DO UPDATE SET
        member = excluded.member, form = excluded.form, kind = excluded.kind,
        shown = excluded.shown, at = excluded.at
"""
PUT_PLACE = """
    INSERT INTO discord_places (channel, guild) VALUES (?, ?)
    ON CONFLICT (channel) DO UPDATE SET guild = excluded.guild
"""
PUT_STATE = """
    INSERT INTO discord_state (key, value) VALUES (?, ?)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value
"""
WORKS_IN = """
    SELECT 1 FROM discord_places JOIN chats ON chats.id = 'discord:' || discord_places.channel
    WHERE discord_places.guild = ? AND chats.opened LIMIT 1
"""
SPOKEN = """
    SELECT locale FROM memberships JOIN members ON members.id = memberships.member
    WHERE chat = ? GROUP BY locale ORDER BY count(*) DESC, locale LIMIT 1
"""
STATES = "SELECT key, value FROM discord_state WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key"


class DiscordBooks:
    """The books of the Discord adapter, within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Work on this connection; the caller owns the transaction."""
        self._db = connection

    # ------------------------------------------------------------ messages of ours

    def message(self, message: int) -> Ours | None:
        """Return what is known of a message of ours, or None."""
        return next(map(_ours, self._rows(MESSAGE, message)), None)

    def put_message(self, ours: Ours) -> None:
        """Insert or replace what is known of a message."""
        self._db.execute(
            PUT_MESSAGE,
            {
                "message": ours.message, "channel": ours.channel, "place": ours.place,
                "private": ours.private, "reader": ours.reader, "token": ours.token,
                "until": micros_or_none(ours.until), "clip": ours.clip,
                "unsure": micros_or_none(ours.unsure), "covered": ours.covered,
            },
        )  # fmt: skip

    def drop_message(self, message: int) -> None:
        """Forget a message that is gone."""
        self._db.execute("DELETE FROM discord_messages WHERE message = ?", (message,))

    def fading(self, now: datetime, soon: datetime) -> Sequence[Ours]:
        """Return messages that may show a film, and can be reached now, but not after ``soon``."""
        return [_ours(row) for row in self._db.execute(FADING, (micros(now), micros(soon)))]

    def forget_tokens(self, at: datetime) -> None:
        """Forget what reached messages that nothing of ours can reach any more."""
        self._db.execute(FORGET_TOKENS, (micros(at),))

    def drop_expired(self, at: datetime) -> None:
        """Forget messages that nothing of ours can reach any more, and what reached them."""
        self._db.execute("DELETE FROM discord_messages WHERE until <= ?", (micros(at),))

    # ------------------------------------------------------------ forms

    def form(self, key: str) -> Shown | None:
        """Return a form that was shown, or None."""
        return next(map(_shown, self._rows(FORM, key)), None)

    def put_form(self, shown: Shown) -> None:
        """Remember a form; its key names it."""
        self._db.execute(
            PUT_FORM,
            {
                "key": shown.key, "member": shown.member, "form": shown.form, "kind": shown.kind,
                "shown": canonical(dict(shown.values)), "at": micros(shown.at),
            },
        )  # fmt: skip

    def drop_forms(self, before: datetime) -> None:
        """Forget forms that were shown before a moment."""
        self._db.execute("DELETE FROM discord_forms WHERE at < ?", (micros(before),))

    # ------------------------------------------------------------ people and places

    def locale_of(self, member: MemberId) -> str:
        """Return the language that somebody read last: Discord does not tell it with a message."""
        row = self._rows("SELECT locale FROM members WHERE id = ?", member).fetchone()
        return "en" if row is None else str(row[0])

    def spoken_in(self, chat: ChatId) -> str:
        """Return the language that most people of a chat read."""
        row = self._rows(SPOKEN, chat).fetchone()
        return "en" if row is None else str(row[0])

    def put_place(self, channel: int, guild: int) -> None:
        """Remember which server a channel belongs to."""
        self._db.execute(PUT_PLACE, (channel, guild))

    def channels(self, guild: int) -> Sequence[int]:
        """Return the channels of a server that something was done in."""
        rows = self._rows("SELECT channel FROM discord_places WHERE guild = ?", guild)
        return [int(row[0]) for row in rows]

    def works_in(self, guild: int) -> bool:
        """Tell whether the bot is open in a channel of a server."""
        return self._rows(WORKS_IN, guild).fetchone() is not None

    def drop_place(self, channel: int) -> None:
        """Forget a channel that is gone, or that the bot is out of."""
        self._db.execute("DELETE FROM discord_places WHERE channel = ?", (channel,))

    def state(self, key: str) -> str | None:
        """Return what was noted under a key, or None."""
        row = self._rows("SELECT value FROM discord_state WHERE key = ?", key).fetchone()
        return None if row is None else str(row[0])

    def states(self, start: str) -> dict[str, str]:
        """Return what was noted under keys that begin so."""
        return {str(row[0]): str(row[1]) for row in self._rows(STATES, start)}

    def put_state(self, key: str, value: str) -> None:
        """Note something under a key."""
        self._db.execute(PUT_STATE, (key, value))

    def drop_state(self, key: str) -> None:
        """Forget what was noted under a key."""
        self._db.execute("DELETE FROM discord_state WHERE key = ?", (key,))

    def _rows(self, statement: str, value: int | str) -> sqlite3.Cursor:
        return self._db.execute(statement, (value,))


def _ours(row: sqlite3.Row) -> Ours:
    reader = row["reader"]
    return Ours(
        message=row["message"], channel=row["channel"], place=ChatId(row["place"]),
        private=bool(row["private"]), reader=None if reader is None else MemberId(reader),
        token=row["token"], until=moment_or_none(row["until"]), clip=row["clip"],
        unsure=moment_or_none(row["unsure"]), covered=bool(row["covered"]),
    )  # fmt: skip


def _shown(row: sqlite3.Row) -> Shown:
    return Shown(
        key=row["key"], member=MemberId(row["member"]), form=row["form"], kind=row["kind"],
        values=json.loads(row["shown"]), at=moment(row["at"]),
    )  # fmt: skip
