"""The chain of what was agreed and done.

Each row carries the hash of the row before it, so a changed, removed, inserted or moved row shows.
Rows hold no name and no id of a person: members are in them as a keyed hash. What a row is about
lies beside it in ``receipts``, salted into the row's ``data_sha256``, and can be erased without
breaking the chain.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from generation.model.member import MemberId
from generation.studio.records import LedgerKind
from storage.values import canonical, micros, moment

GENESIS = "0" * 64
SALT_BYTES = 16

LAST = "SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1"
APPEND = """
    INSERT INTO ledger (seq, at, kind, actor, subject, object, data_sha256, prev, hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
KEEP = "INSERT INTO receipts (seq, salt, data) VALUES (?, ?, ?)"
# the indexes leave out rows about nobody, and serve only questions that do too
_WHO = "(actor = :who AND actor <> '') OR (subject = :who AND subject <> '')"
ABOUT = f"""
    SELECT ledger.seq, at, kind, actor, subject, object, data
    FROM ledger LEFT JOIN receipts ON receipts.seq = ledger.seq
    WHERE {_WHO} ORDER BY ledger.seq
"""  # noqa: S608
FORGET = f"DELETE FROM receipts WHERE seq IN (SELECT seq FROM ledger WHERE {_WHO})"  # noqa: S608
ALL = """
    SELECT ledger.seq, at, kind, actor, subject, object, data_sha256, prev, hash, salt, data
    FROM ledger LEFT JOIN receipts ON receipts.seq = ledger.seq ORDER BY ledger.seq
"""


class Head(NamedTuple):
    """The last row of a chain: its number (0 for none) and hash."""

    seq: int
    hash: str


class Verdict(NamedTuple):
    """What an audit found: how many rows there are, the last, and the first bad one or None."""

    rows: int
    head: Head
    first_bad: int | None


class LedgerStore:
    """Implements ``generation.studio.books.Ledger``. ``key`` hides who a row is about."""

    def __init__(self, connection: sqlite3.Connection, key: bytes) -> None:
        self._connection = connection
        self._key = key

    def write(
        self,
        kind: LedgerKind,
        *,
        at: datetime,
        actor: MemberId | None = None,
        subject: MemberId | None = None,
        object_: str = "",
        data: Mapping[str, object] | None = None,
    ) -> int:
        """Append one row and return its number."""
        last = head(self._connection)
        seq, text, salt = last.seq + 1, None, b""
        if data is not None:
            text, salt = canonical(data), secrets.token_bytes(SALT_BYTES)
        row = (
            seq, micros(at), kind, self._alias(actor), self._alias(subject), object_,
            _data_hash(salt, text), last.hash,
        )  # fmt: skip
        self._connection.execute(APPEND, (*row, _row_hash(row)))
        if text is not None:
            self._connection.execute(KEEP, (seq, salt, text))
        return seq

    def receipts(self, member: MemberId) -> Sequence[Mapping[str, object]]:
        """Return rows about the member, oldest first.

        Each has ``seq``, ``at``, ``kind``, ``object``, ``actor`` and ``subject`` (the member where
        it is them, else None), and ``data``: what is still there, empty when erased.
        """
        who = self._alias(member)
        return [
            {
                "seq": row["seq"], "at": moment(row["at"]), "kind": row["kind"],
                "object": row["object"], "actor": member if row["actor"] == who else None,
                "subject": member if row["subject"] == who else None,
                "data": json.loads(row["data"]) if row["data"] is not None else {},
            }
            for row in self._connection.execute(ABOUT, {"who": who})
        ]  # fmt: skip

    def forget(self, member: MemberId) -> None:
        """Erase the data of every row about the member; the chain stays whole."""
        self._connection.execute(FORGET, {"who": self._alias(member)})

    def _alias(self, member: MemberId | None) -> str:
        return "" if member is None else alias(self._key, member)


def alias(key: bytes, member: MemberId) -> str:
    """Return what stands for a member in rows that outlive them."""
    return hmac.new(key, member.encode(), hashlib.sha256).hexdigest()


def head(connection: sqlite3.Connection) -> Head:
    """Return the last row."""
    row = connection.execute(LAST).fetchone()
    return Head(0, GENESIS) if row is None else Head(row["seq"], row["hash"])


def verify_chain(connection: sqlite3.Connection, witness: Head | None = None) -> Verdict:
    """Walk the chain from its first row.

    Args:
        connection: To the books, with rows by name.
        witness: A row known from elsewhere to have been in the chain: without it, a chain that was
            cut off at the end, or written anew as a whole, looks like any other.
    """
    last, first_bad, seen = Head(0, GENESIS), None, witness is None or witness.seq == 0
    rows = 0
    for row in connection.execute(ALL):
        rows += 1
        sound = row["seq"] == last.seq + 1 and row["prev"] == last.hash and _sound(row)
        if witness is not None and row["seq"] == witness.seq:
            seen = row["hash"] == witness.hash
            sound = sound and seen
        if not sound and first_bad is None:
            first_bad = row["seq"]
        last = Head(row["seq"], row["hash"])
    if not seen and first_bad is None:
        first_bad = last.seq + 1
    return Verdict(rows, last, first_bad)


def _sound(row: sqlite3.Row) -> bool:
    fields = tuple(
        row[name]
        for name in ("seq", "at", "kind", "actor", "subject", "object", "data_sha256", "prev")
    )
    if row["hash"] != _row_hash(fields):
        return False
    return row["data"] is None or row["data_sha256"] == _data_hash(row["salt"], row["data"])


def _row_hash(fields: tuple[object, ...]) -> str:
    return hashlib.sha256(canonical(fields).encode()).hexdigest()


def _data_hash(salt: bytes, text: str | None) -> str:
    return "" if text is None else hashlib.sha256(salt + text.encode()).hexdigest()
