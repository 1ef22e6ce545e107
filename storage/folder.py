"""The data directory: where each kind of file lives, with modes only its owner can read."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generation.errors import DiskFull, NotPermitted
from generation.files import machine_error, own_errors

OWNER_ONLY = 0o700


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

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Lend a private folder for plaintext media; it is gone afterwards, whatever happens."""
        home = self._made("tmp")
        with own_errors(home):
            path = Path(tempfile.mkdtemp(dir=home, prefix="film-"))
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)
