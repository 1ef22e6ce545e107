"""Bringing a backup back. What has been erased since it was made stays erased."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from generation.errors import DataBroken
from generation.files import own_errors
from generation.model.member import MemberId
from storage.backup import BLOBS, BOOKS, STAMP, Backup, examine
from storage.books import SqliteBooks
from storage.census import blobs, everybody
from storage.database import Database
from storage.durable import FILE_MODE, link_or_copy, sync_folder
from storage.folder import OWNER_ONLY, DataFolder
from storage.keys import MIRROR_NAME
from storage.ledger import head
from storage.opening import connect, own_database_errors
from storage.store import finish_erasures, open_locked, open_vault
from storage.values import Clock
from storage.vault import Vault, path_of

Forget = Callable[[SqliteBooks, MemberId], None]
"""Erases a member's rows, and puts down whose keys are to go."""

LOGS = ("-wal", "-shm")
EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"
CLIPS = "SELECT id, blob, poster, subtitles, timeline, panels FROM clips"
DROP_CLIP = "DELETE FROM clips WHERE id = ?"
CAMEOS = "SELECT owner, likeness, portrait FROM cameos"
DROP_CAMEO = "DELETE FROM cameos WHERE owner = ?"
ENROLMENTS = "SELECT member, likeness, portrait FROM enrolments"
DROP_ENROLMENT = "DELETE FROM enrolments WHERE member = ?"
VOICES = "SELECT owner, voice_sample FROM cameos WHERE voice_sample IS NOT NULL"
MUTE = "UPDATE cameos SET voice_sample = NULL, voice = 0 WHERE owner = ?"
RECORDINGS = "SELECT id, recording FROM films WHERE recording IS NOT NULL"
DROP_RECORDING = "UPDATE films SET recording = NULL WHERE id = ?"
CLOSE_FILMS = """
    UPDATE films SET state = 'removed'
    WHERE state = 'shown' AND NOT EXISTS (SELECT 1 FROM clips WHERE clips.film = films.id)
"""
END_YESES = """
    UPDATE film_parts SET state = 'withdrawn', basis = NULL
    WHERE state IN ('agreed', 'asked') AND NOT EXISTS (
        SELECT 1 FROM clips WHERE clips.film = film_parts.film
        AND instr('+' || clips.cut || '+', '+' || film_parts.token || '+')
    )
"""
"""A withdrawal destroys every clip that shows the face; where none is left, there is no yes."""
END_GRANTS = "DELETE FROM grants"
ASK_AGAIN = "UPDATE cameos SET ask = 'each_time'"
LOOK_AGAIN = "UPDATE outbox SET revision = revision + 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What came back.

    Attributes:
        backup: From where.
        aside: Where the books that were there are now, or None when there were none.
        erased: Members in the backup who have been erased since.
        unreadable: Faces and films in it whose keys are gone.
    """

    backup: Backup
    aside: Path | None
    erased: int
    unreadable: int


def restore(
    folder: DataFolder,
    source: Path,
    *,
    keys: str | None,
    mirror: Path | None,
    clock: Clock,
    forget: Forget,
) -> Restored:
    """Put a backup in the place of the books; what was there is kept aside.

    Nothing is touched before the backup has been checked and opened; until the very last step, the
    books that are there stay.

    Raises:
        DataLocked: A bot works with the folder.
        DataBroken: The backup or the keys cannot be used.
        DiskFull, NotPermitted: It could not be written.
    """
    with folder.lock():
        backup = examine(source)
        copies = folder.keys_db, (mirror or folder.keys_mirror) / MIRROR_NAME
        if not any(path.exists() for path in copies):
            raise DataBroken("keys-lost", file=str(copies[0]), mirror=str(copies[1]))
        folder.empty_tmp()
        with folder.scratch() as scratch:
            staged = scratch / BOOKS
            with own_errors(staged):
                shutil.copyfile(source / BOOKS, staged)
                staged.chmod(FILE_MODE)
            with open_vault(folder, keys=keys, mirror=mirror, clock=clock) as (vault, _):
                _link_files(staged, source / BLOBS, folder.blobs)
                erased, unreadable = _mend(staged, vault, backup, clock, forget)
                aside = folder.backups / f"replaced-{clock().strftime(STAMP)}"
                with own_errors(folder.db):
                    replaced = _swap(folder.db, staged, aside)
                with own_database_errors(folder.db), closing(connect(folder.db)) as books:
                    vault.witness(head(books))
        with open_locked(folder, keys=keys, mirror=mirror, clock=clock) as store:
            finish_erasures(store.database, store.vault)
    return Restored(
        backup=backup, aside=aside if replaced else None, erased=erased, unreadable=unreadable
    )


def _link_files(staged: Path, source: Path, home: Path) -> None:
    """Give what the books point to its name among our files again."""
    with own_database_errors(staged), closing(connect(staged)) as books:
        wanted = blobs(books)
    with own_errors(home):
        for blob in wanted:
            found, path = path_of(source, blob), path_of(home, blob)
            if found.exists():
                path.parent.mkdir(mode=OWNER_ONLY, exist_ok=True)
                link_or_copy(found, path)


def _mend(
    staged: Path, vault: Vault, backup: Backup, clock: Clock, forget: Forget
) -> tuple[int, int]:
    """Erase again who has been erased since, and drop what no key opens any more."""
    database = Database.open(staged, clock=clock, ledger_key=vault.ledger_key)
    with closing(database):

        def work(books: SqliteBooks) -> tuple[int, int]:
            erased = vault.erased_since(backup.made_at, everybody(books.connection))
            for member in erased:
                forget(books, member)
            unreadable = _drop_unreadable(books.connection, vault)
            _end_old_yeses(books.connection)
            return len(erased), unreadable

        return database.write_now(work)


def _end_old_yeses(books: sqlite3.Connection) -> None:
    """Let nobody be shown by a yes that may have been taken back since the backup was made."""
    for statement in (END_YESES, END_GRANTS, ASK_AGAIN, LOOK_AGAIN):
        books.execute(statement)


def _drop_unreadable(books: sqlite3.Connection, vault: Vault) -> int:
    """Take out every row that points to what cannot be read; return how many."""
    count = 0
    for query, drop in (
        (CLIPS, DROP_CLIP), (CAMEOS, DROP_CAMEO), (ENROLMENTS, DROP_ENROLMENT),
        (VOICES, MUTE), (RECORDINGS, DROP_RECORDING),
    ):  # fmt: skip
        for owner, *pointers in books.execute(query).fetchall():
            if not all(vault.holds(blob) for blob in pointers if blob is not None):
                books.execute(drop, (owner,))
                count += 1
    books.execute(CLOSE_FILMS)
    return count


def _swap(path: Path, staged: Path, aside: Path) -> bool:
    """Put the staged books in place in one step; tell whether there were others before."""
    replaced = path.exists()
    if replaced:
        with suppress(sqlite3.Error), closing(connect(path)) as books:
            books.execute(EMPTY_LOG)
        aside.mkdir(mode=OWNER_ONLY)
        for file in (path, *(path.with_name(path.name + end) for end in LOGS)):
            if file.exists():
                os.link(file, aside / file.name)
        sync_folder(aside)
        for end in LOGS:
            path.with_name(path.name + end).unlink(missing_ok=True)
    staged.replace(path)
    sync_folder(path.parent)
    return replaced
