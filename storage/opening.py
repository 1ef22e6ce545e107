"""Opening SQLite files: how we set them up, what their errors mean, and how tables get there."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from generation.errors import DataBroken, DiskFull, MachineError, NotPermitted
from generation.files import machine_error, shown_name
from storage.values import Clock

BUSY_S = 10.0  # a backup or an audit beside the bot holds locks for far less
LOG_MAX_BYTES = 8 << 20  # the log file is cut back to this after each checkpoint
SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = 1",
    "PRAGMA secure_delete = 1",
    f"PRAGMA journal_size_limit = {LOG_MAX_BYTES}",
)
TABLES = "SELECT count(*) FROM sqlite_schema"
QUICK_CHECK = "PRAGMA quick_check"
WHOLE_CHECK = "PRAGMA integrity_check"

_FORBIDDEN = frozenset(
    {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_AUTH}
)
_BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_UNWRITTEN = frozenset(
    {sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE}
)


def connect(path: Path) -> sqlite3.Connection:
    """Open a file for reading and writing, readable by its owner alone; transactions are ours."""
    with suppress(FileExistsError):  # to open and close one in use would let go of its locks
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    connection = sqlite3.connect(
        path, timeout=BUSY_S, isolation_level=None, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    try:
        for setting in SETTINGS:
            connection.execute(setting)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a file that another connection may be writing to, for reading alone."""
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=BUSY_S, isolation_level=None,
        check_same_thread=False,
    )  # fmt: skip
    connection.row_factory = sqlite3.Row
    return connection


@contextmanager
def own_database_errors(path: Path) -> Iterator[None]:
    """Turn what a disk or a file does to SQLite into our errors; bugs stay what they are."""
    try:
        yield
    except sqlite3.Error as error:
        own = machine_error_of(error, path)
        if own is None:
            raise
        raise own from error
    except OSError as error:
        raise machine_error(error, path) from error


def machine_error_of(error: sqlite3.Error, path: Path) -> MachineError | None:
    """Return what an error of SQLite means for whoever runs the bot; None where it is a bug."""
    code = getattr(error, "sqlite_errorcode", None)  # Python's own misuse errors carry none
    if code is None:
        return None
    name, primary = shown_name(path), code & 0xFF
    if primary == sqlite3.SQLITE_FULL or code in _UNWRITTEN:
        return DiskFull(file=name)
    if primary in _FORBIDDEN:
        return NotPermitted(file=name)
    if primary in _BROKEN or primary == sqlite3.SQLITE_IOERR:
        return DataBroken("damaged", file=name)
    return None


def prepare(path: Path, *, clock: Clock) -> None:
    """Make the books' tables, or bring them up to date after copying what is there.

    Raises:
        DataBroken: ``damaged``, or ``newer`` when a later version of the bot has written it.
    """
    from sqlite_utils import Database

    from storage import migrations

    with closing(connect(path)) as connection:
        check(connection, path, QUICK_CHECK)
        tables = Database(connection, execute_plugins=False)
        if migrations.unknown(tables):
            raise DataBroken("newer", file=shown_name(path))
        steps = migrations.pending(tables)
        if steps and connection.execute(TABLES).fetchone()[0] > 0:
            folder = path.parent / "backups"
            folder.mkdir(mode=0o700, exist_ok=True)
            stamp = clock().strftime("%Y%m%dT%H%M%SZ")
            copy(connection, folder / f"before-{steps[0]}-{stamp}.db")
        migrations.migrations.apply(tables)


def copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy an open database into a new file and check the copy; writers may go on meanwhile.

    Raises:
        DataBroken: The copy is ``damaged``.
    """
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    with closing(sqlite3.connect(target, isolation_level=None)) as made:
        connection.backup(made)
        made.execute("PRAGMA journal_mode = DELETE")
        check(made, target, WHOLE_CHECK)


def check(connection: sqlite3.Connection, path: Path, question: str) -> None:
    """Have SQLite look at every page.

    Raises:
        DataBroken: It found something.
    """
    if [tuple(row) for row in connection.execute(question)] != [("ok",)]:
        raise DataBroken("damaged", file=shown_name(path))
