"""Everything that is kept, opened together: the lock, the keys, the vault, the books."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generation.errors import DataBroken, DataLocked, MachineError
from generation.files import shown_name
from storage.books import SqliteBooks
from storage.census import blobs
from storage.database import Database
from storage.folder import DataFolder
from storage.keyring import Keyring
from storage.keys import MIRROR_NAME
from storage.values import Clock
from storage.vault import Vault

SCRUB_TRIES, SCRUB_PAUSE_S = 100, 0.02  # readers look for milliseconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """What is kept, open.

    Attributes:
        database: The books.
        vault: Faces, voices and films, encrypted.
        keyring_made: The keyring's file, when it has just been made: it belongs into a backup.
        keys_restored: The mirror that a lost ``keys.db`` was taken from, or None.
    """

    database: Database
    vault: Vault
    keyring_made: Path | None
    keys_restored: Path | None


@contextmanager
def open_store(
    folder: DataFolder, *, keys: str | None, mirror: Path | None, clock: Clock
) -> Iterator[Store]:
    """Open everything, finish what an ended bot had begun, and lend it.

    Keys that are to go are gone when it is given back.

    Args:
        folder: The data folder.
        keys: The operator's keys, or None for our own keyring.
        mirror: Folder of the copy of ``keys.db``, or None for the usual one.
        clock: Returns the present moment.

    Raises:
        DataLocked: Another bot works with the folder.
        DataBroken: Something of it is lost or damaged.
    """
    with folder.lock():
        folder.empty_tmp()
        with open_locked(folder, keys=keys, mirror=mirror, clock=clock) as store:
            store.vault.collect(store.database.read_now(lambda books: blobs(books.connection)))
            finish_erasures(store.database, store.vault)
            scrub(store.database)
            try:
                yield store
            finally:
                with suppress(MachineError):  # the next start tries again
                    finish_erasures(store.database, store.vault)


@contextmanager
def open_locked(
    folder: DataFolder, *, keys: str | None, mirror: Path | None, clock: Clock
) -> Iterator[Store]:
    """Open keys, vault and books for somebody who holds the lock.

    Raises:
        DataBroken: Something is lost or damaged.
    """
    with open_vault(folder, keys=keys, mirror=mirror, clock=clock) as (vault, keyring):
        if not folder.db.exists() and vault.owners():
            raise DataBroken("books-lost", file=str(folder.db))
        database = Database.open(
            folder.db, clock=clock, ledger_key=vault.ledger_key, witness=vault.witness
        )
        with closing(database):
            yield Store(
                database=database, vault=vault, keyring_made=keyring.made,
                keys_restored=vault.restored,
            )  # fmt: skip


@contextmanager
def open_vault(
    folder: DataFolder, *, keys: str | None, mirror: Path | None, clock: Clock
) -> Iterator[tuple[Vault, Keyring]]:
    """Open keys and vault alone, for somebody who holds the lock."""
    kept = folder.keys_db, (mirror or folder.keys_mirror) / MIRROR_NAME
    keyring = Keyring.open(keys, folder.root, needed=any(path.exists() for path in kept))
    with closing(Vault.open(folder, keyring, clock=clock, mirror=mirror)) as vault:
        yield vault, keyring


def finish_erasures(database: Database, vault: Vault) -> int:
    """Destroy every key that the books say is to go; return how many files went with them.

    Blocking, and safe to repeat however it ended. When it returns, neither the keys nor the rows
    that were deleted with them are in any file of ours.
    """
    owners = database.read_now(lambda books: books.erasures.open())
    if not owners:
        return 0
    count = vault.forget(*owners)

    def close(books: SqliteBooks) -> None:
        for owner in owners:
            books.erasures.close(owner)

    database.write_now(close)
    scrub(database)
    return count


def scrub(database: Database) -> None:
    """Take what was deleted out of the log file, as soon as no reader needs it; blocking.

    Raises:
        DataLocked: Somebody has been reading for too long.
    """
    for _ in range(SCRUB_TRIES):
        if database.scrub():
            return
        time.sleep(SCRUB_PAUSE_S)
    raise DataLocked("busy", file=shown_name(database.path))
