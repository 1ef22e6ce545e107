"""Backups: the books and every encrypted file they point to; never a key.

Made beside a running bot. Files never change, so a backup gives them a second name on the same disk
and costs next to nothing. Whoever is erased afterwards is unreadable in it, for their key is gone.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generation.errors import DataBroken, NotPermitted
from generation.files import own_errors
from storage.census import blobs
from storage.durable import PART, link_or_copy, sync_folder, write_durably
from storage.folder import OWNER_ONLY, DataFolder
from storage.ledger import Verdict, verify_chain
from storage.opening import WHOLE_CHECK, check, connect_to_read, copy, own_database_errors
from storage.values import Clock
from storage.vault import path_of

SCHEMA = "walkon.backup/1"
BOOKS, BLOBS, MANIFEST = "walkon.db", "blobs", "backup.json"
STAMP = "%Y%m%dT%H%M%S%fZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that has been checked.

    Attributes:
        folder: Where it is.
        made_at: When.
        rows: Rows of the ledger in it.
        files: Encrypted files in it.
    """

    folder: Path
    made_at: datetime
    rows: int
    files: int


def back_up(folder: DataFolder, *, clock: Clock) -> Backup:
    """Make a backup and check it; it appears whole or not at all.

    Raises:
        DataBroken: ``no-books`` to back up, or they are ``damaged`` or their ledger is ``altered``.
        DiskFull, NotPermitted: It could not be written.
    """
    if not folder.db.exists():
        raise DataBroken("no-books", folder=str(folder.root))
    made_at = clock()
    target = folder.backups / made_at.strftime(STAMP)
    part = target.with_name(target.name + PART)
    with own_database_errors(folder.db), own_errors(part):
        for unfinished in folder.backups.glob(f"*{PART}"):
            shutil.rmtree(unfinished)
        part.mkdir(mode=OWNER_ONLY)
        try:
            verdict, files = _fill(part, folder, made_at)
            part.replace(target)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        sync_folder(folder.backups)
    return Backup(folder=target, made_at=made_at, rows=verdict.rows, files=files)


def _fill(part: Path, folder: DataFolder, made_at: datetime) -> tuple[Verdict, int]:
    with closing(connect_to_read(folder.db)) as books:
        copy(books, part / BOOKS)
    with closing(connect_to_read(part / BOOKS)) as books:
        verdict = _audited(books, folder.db)
        files = _take_files(books, folder.blobs, part / BLOBS)
    manifest = {
        "schema": SCHEMA, "made_at": made_at.isoformat(), "sha256": _sha256(part / BOOKS),
        "rows": verdict.rows, "head": verdict.head.hash, "files": files,
    }  # fmt: skip
    write_durably(part / MANIFEST, json.dumps(manifest, indent=1).encode())
    return verdict, files


def examine(folder: Path) -> Backup:
    """Check that a backup is whole and as it was made.

    Raises:
        DataBroken: There is ``no-backup`` in the folder, or it is ``damaged`` or ``altered``.
    """
    try:
        with own_errors(folder):
            manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        made_at = datetime.fromisoformat(manifest["made_at"])
        wanted, rows, files = manifest["sha256"], int(manifest["rows"]), int(manifest["files"])
        known = manifest["schema"] == SCHEMA and made_at.tzinfo is not None
    except (ValueError, KeyError, TypeError, NotPermitted) as error:
        raise DataBroken("no-backup", folder=str(folder)) from error
    if not known:
        raise DataBroken("no-backup", folder=str(folder))
    books = folder / BOOKS
    with own_errors(books), own_database_errors(books):
        if _sha256(books) != wanted:
            raise DataBroken("damaged", file=str(books))
        with closing(connect_to_read(books)) as connection:
            check(connection, books, WHOLE_CHECK)
            _audited(connection, books)
    return Backup(folder=folder, made_at=made_at, rows=rows, files=files)


def _audited(books: sqlite3.Connection, path: Path) -> Verdict:
    verdict = verify_chain(books)
    if verdict.first_bad is not None:
        raise DataBroken("altered", file=str(path), row=verdict.first_bad)
    return verdict


def _take_files(books: sqlite3.Connection, home: Path, target: Path) -> int:
    """Give every file the books point to a name in the backup; erased ones are gone by now."""
    count = 0
    target.mkdir(mode=OWNER_ONLY)
    for blob in sorted(blobs(books)):
        source, name = path_of(home, blob), path_of(target, blob)
        if source.exists():
            name.parent.mkdir(mode=OWNER_ONLY, exist_ok=True)
            count += link_or_copy(source, name)
    for folder in (*target.iterdir(), target):
        sync_folder(folder)
    return count


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
