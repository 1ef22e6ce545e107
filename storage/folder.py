"""The data directory: where each kind of file lives, with modes only its owner can read."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generation.errors import DataLocked, DiskFull, NotPermitted
from generation.files import machine_error, own_errors

OWNER_ONLY = 0o700
PREFIX = "film-"
YOUNG_S = 2.0


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Paths under one data directory; folders appear when first asked for."""

    root: Path

    def _made(self, name: str) -> Path:
        folder = self.root / name
        try:
            self.root.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
            folder.mkdir(mode=OWNER_ONLY, exist_ok=True)
        except OSError as error:
            failure = machine_error(error, folder)
            if isinstance(failure, DiskFull):
                raise failure from error
            raise NotPermitted("write", path=str(folder)) from error
        return folder

    @property
    def models(self) -> Path:
        """Downloaded files, named by their sha256."""
        return self._made("models")

    @property
    def seal(self) -> Path:
        """The certificate chain that signs clips, and its key; whoever fills it makes it."""
        return self.root / "seal"

    @property
    def db(self) -> Path:
        """The books."""
        return self.root / "walkon.db"

    @property
    def keys_db(self) -> Path:
        """The wrapped keys of everything in ``blobs``."""
        return self.root / "keys.db"

    @property
    def keys_mirror(self) -> Path:
        """Folder of the copy of ``keys_db``, where no other is given."""
        return self.root / "keys-mirror"

    @property
    def blobs(self) -> Path:
        """Encrypted faces, voices and clips."""
        return self._made("blobs")

    @property
    def backups(self) -> Path:
        """Copies of the books and of ``blobs``, never of keys."""
        return self._made("backups")

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only bot that works with this folder.

        Raises:
            DataLocked: Another one does.
        """
        path = self._made("tmp").parent / "lock"
        with own_errors(path):
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise DataLocked("folder", folder=str(self.root)) from error
            yield
        finally:
            os.close(descriptor)

    def empty_tmp(self) -> None:
        """Remove what ended processes left; what a living one holds stays."""
        home = self._made("tmp")
        with own_errors(home):
            _remove_orphans(home)
            for path in home.iterdir():
                if not path.name.startswith(PREFIX):
                    shutil.rmtree(path, ignore_errors=True)
                    path.unlink(missing_ok=True)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Lend a private folder for plaintext media; it is gone afterwards, whatever happens.

        What a killed process left behind is removed by the next one that asks.
        """
        home = self._made("tmp")
        with own_errors(home):
            _remove_orphans(home)
            path = Path(tempfile.mkdtemp(dir=home, prefix=PREFIX))
        with _held(path):
            try:
                yield path
            finally:
                shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Keep a lock on a folder for as long as this process lives; the kernel lets go of it."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def _remove_orphans(home: Path) -> None:
    """Remove lent folders that nobody holds; a folder this young may not be locked yet."""
    for folder in home.glob(f"{PREFIX}*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > YOUNG_S:
                with _held(folder):
                    shutil.rmtree(folder, ignore_errors=True)
