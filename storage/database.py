"""The books on disk: one thread writes, a few read, and the event loop waits for neither."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Self, TypeVar

from storage.books import SqliteBooks
from storage.opening import connect, connect_to_read, own_database_errors, prepare
from storage.values import Clock
from storage.writer import Witness, Writer

T = TypeVar("T")

READERS = 4
INBOX_KEPT = timedelta(days=30)  # no chat delivers an event again after so long
MEMORY = Path("/dev/shm")  # noqa: S108  a folder in memory, where the system has one
SNAPSHOT, LET_GO = "BEGIN", "ROLLBACK"
EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"


class Database:
    """Runs closures over the books; ``open`` makes one, ``close`` ends its threads.

    A write closure is a transaction: all of it happens, or nothing. Closures run one after the
    other, so none sees half of another.
    """

    def __init__(
        self, path: Path, *, clock: Clock, key: bytes, witness: Witness | None, passing: bool
    ) -> None:
        """Start on a file that has its tables; a ``passing`` one goes with its folder."""
        self.path = path
        self._clock, self._key, self._passing = clock, key, passing
        self._writer = Writer(path, self._books(connect(path)), witness)
        self._local = threading.local()
        self._reading: list[sqlite3.Connection] = []
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="walkon-reader")

    @classmethod
    def open(
        cls,
        path: Path | None,
        *,
        clock: Clock,
        ledger_key: bytes | None = None,
        witness: Witness | None = None,
    ) -> Self:
        """Open the books; make them, or bring them up to date, first.

        Args:
            path: The file; None keeps the books in memory until they are closed.
            clock: Tells the time of ledger rows that the books write by themselves.
            ledger_key: Hides members in the ledger; the vault keeps it. Books in memory can do
                without: their key ends with them.
            witness: Told about once a second, and at the end, what the ledger's last row is.

        Raises:
            DataBroken: The file is damaged, no book of ours, or of a later version.
            DiskFull: No room is left.
            NotPermitted: It may not be read or written.
        """
        passing = path is None
        if path is None:
            memory = MEMORY if os.access(MEMORY, os.W_OK) else None
            path = Path(tempfile.mkdtemp(prefix="walkon-books-", dir=memory)) / "walkon.db"
            ledger_key = ledger_key or os.urandom(32)
        if ledger_key is None:
            raise ValueError("books on disk need the vault's ledger key")
        with own_database_errors(path):
            prepare(path, clock=clock)
            opened = cls(path, clock=clock, key=ledger_key, witness=witness, passing=passing)
        opened.write_now(lambda books: books.inbox.forget_before(clock() - INBOX_KEPT))
        return opened

    async def write(self, work: Callable[[SqliteBooks], T]) -> T:
        """Run ``work`` in a transaction; return its result once that is on disk.

        What ``work`` raises is raised here, and nothing of it stays. To be cancelled while it runs
        does not undo it. ``work`` must be short, and must not write through the database again.
        """
        return await asyncio.wrap_future(self._writer.order(work))

    async def read(self, work: Callable[[SqliteBooks], T]) -> T:
        """Run ``work`` on the books as they are at one moment; it cannot write."""
        return await asyncio.wrap_future(self._readers.submit(self._look, work))

    def write_now(self, work: Callable[[SqliteBooks], T]) -> T:
        """Do what ``write`` does, where there is no event loop."""
        return self._writer.order(work).result()

    def read_now(self, work: Callable[[SqliteBooks], T]) -> T:
        """Do what ``read`` does, where there is no event loop."""
        return self._readers.submit(self._look, work).result()

    def scrub(self) -> bool:
        """Take what has been deleted out of the log file too; blocking.

        Returns:
            False when a reader still looks at an older state: try again in a moment.
        """
        return self._writer.order(_empty_log, alone=True).result()

    def close(self) -> None:
        """Finish what was ordered and end every thread; a second call does nothing."""
        self._readers.shutdown()
        for connection in self._reading:
            connection.close()
        self._writer.close()
        if self._passing:
            shutil.rmtree(self.path.parent, ignore_errors=True)

    def _books(self, connection: sqlite3.Connection) -> SqliteBooks:
        return SqliteBooks(connection, clock=self._clock, key=self._key)

    def _look(self, work: Callable[[SqliteBooks], T]) -> T:
        """Run on a reader's thread, each of which has a connection of its own."""
        books: SqliteBooks | None = getattr(self._local, "books", None)
        if books is None:
            with own_database_errors(self.path):
                connection = connect_to_read(self.path)
            self._reading.append(connection)
            books = self._local.books = self._books(connection)
        books.connection.execute(SNAPSHOT)
        try:
            return work(books)
        finally:
            books.connection.execute(LET_GO)


def _empty_log(books: SqliteBooks) -> bool:
    busy, _, _ = books.connection.execute(EMPTY_LOG).fetchone()
    return not busy
