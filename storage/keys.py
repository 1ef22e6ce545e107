"""``keys.db``: one wrapped key per owner, who has been erased, and the ledger's last known row.

To erase somebody is to delete their key: whatever was encrypted with it, in every backup too, stays
unreadable. So this file is in no backup. It has one mirror, which is rewritten at every change.
"""

from __future__ import annotations

import logging
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ulid import ULID

from generation.errors import DataBroken, DataLocked, MachineError
from generation.files import own_errors, shown_name
from storage.durable import write_durably
from storage.keyring import KEY_BYTES, Keyring
from storage.ledger import GENESIS, Head
from storage.opening import QUICK_CHECK, check, connect, connect_to_read, own_database_errors
from storage.values import Clock, micros

log = logging.getLogger("walkon.storage")

MIRROR_NAME = "keys.db"
CHECKPOINT_TRIES, CHECKPOINT_PAUSE_S = 100, 0.02  # an audit beside the bot reads for milliseconds

TABLES = (
    """
    CREATE TABLE IF NOT EXISTS keys (
        id TEXT PRIMARY KEY, owner TEXT NOT NULL UNIQUE, wrapped TEXT NOT NULL,
        made_at INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE IF NOT EXISTS erased (alias TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT
    """,
    "CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
)
BEGIN, COMMIT, ROLLBACK = "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"
EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"
OF = "SELECT id, owner, wrapped FROM keys WHERE owner = ?"
BY_ID = "SELECT id, owner, wrapped FROM keys WHERE id = ?"
ALL = "SELECT id, owner, wrapped FROM keys ORDER BY id"
UNDER = "SELECT owner FROM keys WHERE owner > ?1 || '/' AND owner < ?1 || '0'"  # 0 follows /
PUT = "INSERT INTO keys (id, owner, wrapped, made_at) VALUES (?, ?, ?, ?)"
REWRAP = "UPDATE keys SET wrapped = ? WHERE id = ?"
DELETE = "DELETE FROM keys WHERE owner = ?"
ERASE = """
    INSERT INTO erased (alias, at) VALUES (?, ?)
    ON CONFLICT (alias) DO UPDATE SET at = excluded.at
"""
ERASED = "SELECT alias FROM erased WHERE at >= ?"
NOTE = """
    INSERT INTO notes (name, value) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""
NOTED = "SELECT value FROM notes WHERE name = ?"
HEAD, MIRROR = "ledger-head", "mirror"


class Key(NamedTuple):
    """A key that is in use; ``secret`` never touches a disk as it is."""

    id: str
    owner: str
    secret: bytes


class KeyStore:
    """The keys, for every thread; each call is short and on disk when it returns."""

    def __init__(self, path: Path, mirror: Path, keyring: Keyring, clock: Clock) -> None:
        """Open the file; ``mirror`` is the folder of its copy.

        Raises:
            DataBroken: The file is ``keys-damaged``, or wrapped by ``wrong-keys``.
        """
        self._path, self._mirror, self._keyring, self._clock = path, mirror, keyring, clock
        self._lock = threading.RLock()
        try:
            with own_database_errors(path):
                self._connection = connect(path)
                try:
                    self._start()
                except BaseException:
                    self._connection.close()
                    raise
        except DataBroken as error:
            if error.reason != "damaged":
                raise
            raise DataBroken("keys-damaged", file=str(path), mirror=str(mirror)) from error

    def _start(self) -> None:
        check(self._connection, self._path, QUICK_CHECK)
        for table in TABLES:
            self._connection.execute(table)
        with self._change() as keys:
            for row in keys.execute(ALL).fetchall():
                if not self._keyring.wraps(row["wrapped"]):
                    wrapped = self._keyring.wrap(self._keyring.unwrap(row["wrapped"]))
                    keys.execute(REWRAP, (wrapped, row["id"]))
        self._leave_old_mirror()
        self._copy()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def of(self, owner: str) -> Key:
        """Return the owner's key, made now when they have none."""
        with self._use() as keys:
            row = keys.execute(OF, (owner,)).fetchone()
            return self._key(row) if row is not None else self._make(owner)

    def _make(self, owner: str) -> Key:
        key = Key(str(ULID()).lower(), owner, secrets.token_bytes(KEY_BYTES))
        values = (key.id, owner, self._keyring.wrap(key.secret), micros(self._clock()))
        with self._change() as keys:
            keys.execute(PUT, values)
        try:
            self._copy()
        except MachineError as error:  # a mirror that is away must not stop the room
            log.warning("keys not mirrored", extra={"kind": type(error).__name__})
        return key

    def by_id(self, key: str) -> Key | None:
        """Return a key, or None when it has been erased."""
        with self._use() as keys:
            row = keys.execute(BY_ID, (key,)).fetchone()
            return None if row is None else self._key(row)

    def ids(self, owners: Iterable[str]) -> frozenset[str]:
        """Return the ids of the owners' keys."""
        with self._use() as keys:
            rows = (keys.execute(OF, (owner,)).fetchone() for owner in owners)
            return frozenset(row["id"] for row in rows if row is not None)

    def owners(self) -> dict[str, str]:
        """Return the owner of each key by its id."""
        with self._use() as keys:
            return {row["id"]: row["owner"] for row in keys.execute(ALL)}

    def under(self, owner: str) -> frozenset[str]:
        """Return the owners whose names begin with this one and a slash."""
        with self._use() as keys:
            return frozenset(row["owner"] for row in keys.execute(UNDER, (owner,)))

    def erase(self, owners: Iterable[str], aliases: Iterable[str]) -> None:
        """Delete keys, and remember by alias who has been erased.

        When it returns, the keys are in no file of ours, the mirror included.

        Raises:
            DataLocked: Somebody has been reading the file for too long; erase again.
            DiskFull, NotPermitted: The mirror could not be rewritten; erase again.
        """
        with self._lock:
            with self._change() as keys:
                for owner in owners:
                    keys.execute(DELETE, (owner,))
                for alias in aliases:
                    keys.execute(ERASE, (alias, micros(self._clock())))
            self._copy()

    def erased_since(self, at: datetime) -> frozenset[str]:
        """Return the aliases of those who have been erased at ``at`` or later."""
        with self._use() as keys:
            return frozenset(row["alias"] for row in keys.execute(ERASED, (micros(at),)))

    def witness(self, head: Head) -> None:
        """Take down the ledger's last row."""
        with self._change() as keys:
            keys.execute(NOTE, (HEAD, f"{head.seq} {head.hash}"))

    @contextmanager
    def _use(self) -> Iterator[sqlite3.Connection]:
        with self._lock, own_database_errors(self._path):
            yield self._connection

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with self._use() as keys:
            keys.execute(BEGIN)
            try:
                yield keys
                keys.execute(COMMIT)
            except BaseException:
                if keys.in_transaction:
                    keys.execute(ROLLBACK)
                raise

    def _key(self, row: sqlite3.Row) -> Key:
        return Key(row["id"], row["owner"], self._keyring.unwrap(row["wrapped"]))

    def _empty_log(self) -> None:
        """Move everything from the log into the file, so that deleted keys are in neither."""
        for _ in range(CHECKPOINT_TRIES):
            busy, _, _ = self._connection.execute(EMPTY_LOG).fetchone()
            if not busy:
                return
            time.sleep(CHECKPOINT_PAUSE_S)
        raise DataLocked("busy", file=shown_name(self._path))

    def _copy(self) -> None:
        """Replace the mirror by what the file holds now."""
        with self._use() as keys:
            self._empty_log()
            content = keys.serialize()
        with own_errors(self._mirror):
            self._mirror.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_durably(self._mirror / MIRROR_NAME, content)

    def _leave_old_mirror(self) -> None:
        """Remove the mirror of another folder: there is one, so that erased is erased."""
        row = self._connection.execute(NOTED, (MIRROR,)).fetchone()
        here = str(self._mirror.resolve())
        if row is not None and row["value"] != here:
            with own_errors(Path(row["value"])):
                (Path(row["value"]) / MIRROR_NAME).unlink(missing_ok=True)
        with self._change() as keys:
            keys.execute(NOTE, (MIRROR, here))


def witnessed(path: Path) -> Head:
    """Return the ledger's last known row from a file that the bot may have open."""
    with own_database_errors(path):
        connection = connect_to_read(path)
        try:
            row = connection.execute(NOTED, (HEAD,)).fetchone()
        finally:
            connection.close()
    if row is None:
        return Head(0, GENESIS)
    seq, _, hash_ = str(row["value"]).partition(" ")
    return Head(int(seq), hash_)
