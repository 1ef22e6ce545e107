"""Encrypted files: faces, voices and clips, each under the key of whom it belongs to.

A file says which key opens it, and its name, kind and owner are sealed into it, so one cannot be
passed off as another. Without its key it is noise for good.
"""

from __future__ import annotations

import errno
import re
import secrets
import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Self

from ulid import ULID

from generation.errors import DataBroken
from generation.files import own_errors
from generation.model.cameo import BlobId
from generation.model.member import MemberId
from storage.durable import PART, write_durably
from storage.folder import DataFolder
from storage.keyring import Keyring
from storage.keys import MIRROR_NAME, KeyStore
from storage.ledger import Head, alias
from storage.values import Clock

MEMBER, CLIP, BLOB = "member:", "clip:", "blob:"
TAKE = "/"  # what follows it in an owner's name is one of their takes, with a key of its own
LEDGER = "ledger"  # owner of the key that hides members in the ledger
VERSION = "1"
MAGIC = b"WKB1"
ID = re.compile(r"[0-9a-z]{26}")
NONCE_BYTES = 12  # as AES-GCM is specified; random, and far below 2^32 files a key
ID_BYTES = 26
HEAD_BYTES = len(MAGIC) + ID_BYTES + 1 + 255


class Label(NamedTuple):
    """What stands before the encrypted bytes."""

    key: str
    kind: str
    size: int


class Vault:
    """Puts bytes away and gives them back. Blocking, and safe from every thread.

    Owners are ``member:<id>``, ``voice:<id>`` and ``clip:<id>``. ``member:<id>/<take>`` is a take:
    it goes with its member, or alone.
    """

    def __init__(self, folder: Path, keys: KeyStore, *, restored: Path | None) -> None:
        """Look at what there is; ``restored`` is the mirror the keys were taken from, or None."""
        self._folder, self._keys = folder, keys
        self.restored = restored
        self._lock = threading.Lock()
        self._dying: set[str] = set()
        self._blobs: dict[str, set[BlobId]] = defaultdict(set)
        self.ledger_key = keys.of(LEDGER).secret
        for path in _files(folder):
            label = read_label(path)
            if label is not None:
                self._blobs[label.key].add(path.stem)

    @classmethod
    def open(
        cls, folder: DataFolder, keyring: Keyring, *, clock: Clock, mirror: Path | None = None
    ) -> Self:
        """Open the vault of a data folder; a lost ``keys.db`` is taken from its mirror.

        Raises:
            DataBroken: The keys are lost, damaged, or wrapped by other keys.
        """
        copy = (mirror or folder.keys_mirror) / MIRROR_NAME
        restored = None
        if not folder.keys_db.exists():
            if copy.exists():
                with own_errors(copy):
                    write_durably(folder.keys_db, copy.read_bytes())
                restored = copy
            elif folder.db.exists() or any(_files(folder.blobs)):
                raise DataBroken("keys-lost", file=str(folder.keys_db), mirror=str(copy))
        keys = KeyStore(folder.keys_db, copy.parent, keyring, clock)
        return cls(folder.blobs, keys, restored=restored)

    def close(self) -> None:
        """Close the keys."""
        self._keys.close()

    def put(self, owner: str, kind: str, data: bytes) -> BlobId:
        """Encrypt and keep ``data``; it is on disk when this returns.

        Raises:
            DiskFull: No room is left.
            NotPermitted: The folder may not be written.
            DataBroken: The owner was erased meanwhile.
        """
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        key = self._keys.of(owner)
        blob, nonce = str(ULID()).lower(), secrets.token_bytes(NONCE_BYTES)
        sealed = AESGCM(key.secret).encrypt(nonce, data, _sealed_in(owner, kind, blob))
        path, name = self._path(blob), kind.encode()
        with own_errors(path):
            path.parent.mkdir(mode=0o700, exist_ok=True)
        with self._lock:
            self._blobs[key.id].add(blob)
        head = MAGIC + key.id.encode() + bytes([len(name)]) + name + nonce
        write_durably(path, head + sealed)
        if self._keys.by_id(key.id) is None:  # the owner was erased meanwhile
            self.remove(blob)
            raise DataBroken("blob")
        return blob

    def get(self, blob: BlobId) -> bytes:
        """Return what was put.

        Raises:
            DataBroken: It is not there, damaged, another's, or its key has been erased.
        """
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        path = self._path(blob)
        try:
            with own_errors(path):
                content = _content(path)
            label = _label(content)
            key = None if label is None else self._keys.by_id(label.key)
            if label is None or key is None:
                raise DataBroken("blob")
            nonce, sealed = content[label.size :][:NONCE_BYTES], content[label.size + NONCE_BYTES :]
            bound = _sealed_in(key.owner, label.kind, blob)
            return AESGCM(key.secret).decrypt(nonce, sealed, bound)
        except (InvalidTag, ValueError) as error:
            raise DataBroken("blob") from error

    def holds(self, blob: BlobId) -> bool:
        """Tell whether a file with a living key is there, without decrypting it."""
        label = read_label(self._path(blob))
        return label is not None and self._keys.by_id(label.key) is not None

    def remove(self, blob: BlobId) -> None:
        """Delete one file; its owner's others stay."""
        path = self._path(blob)
        with own_errors(path), self._lock:
            label = read_label(path)
            path.unlink(missing_ok=True)
            if label is not None and label.key in self._blobs:
                self._blobs[label.key].discard(blob)

    def forget(self, *owners: str) -> int:
        """Destroy owners' keys, then their files; return how many files went. Safe to repeat.

        With owners go their takes; ``blob:<id>`` is that file, and the take that it is of. When it
        returns, the keys are in no file of ours, the mirror included: what they encrypted can be
        read by nobody, in no backup either.

        Raises:
            DiskFull, NotPermitted: The mirror could not be rewritten; forget again.
            DataLocked: Another process has been reading the keys for too long; forget again.
        """
        members = [MemberId(o.removeprefix(MEMBER)) for o in owners if o.startswith(MEMBER)]
        blobs = {o.removeprefix(BLOB) for o in owners if o.startswith(BLOB)}
        with self._lock:
            named = self._with_takes(owners) | self._takes_of(blobs)
            self._dying |= self._keys.ids(named)
            self._keys.erase(named, [alias(self.ledger_key, member) for member in members])
            count = sum(self._unlink(self._blobs.pop(key, set())) for key in self._dying)
            self._dying.clear()
            return count + self._lose(blobs)

    def _with_takes(self, owners: Iterable[str]) -> set[str]:
        named = set(owners) - {LEDGER}
        return named.union(*(self._keys.under(owner) for owner in named))

    def _takes_of(self, blobs: Iterable[BlobId]) -> set[str]:
        takes = set()
        for path in map(self._path, blobs):
            with own_errors(path):
                label = read_label(path)
            key = None if label is None else self._keys.by_id(label.key)
            if key is not None and TAKE in key.owner:
                takes.add(key.owner)
        return takes

    def collect(self, referenced: Collection[BlobId]) -> int:
        """Delete files that no book points to, and takes without one; return how many files.

        For the start, when nobody is between ``put`` and the book.
        """
        with self._lock:
            everything = {blob for blobs in self._blobs.values() for blob in blobs}
            count = self._lose(everything.difference(referenced))
            empty = [
                owner
                for key, owner in self._keys.owners().items()
                if TAKE in owner and not self._blobs.get(key)
            ]
            if empty:
                self._keys.erase(empty, ())
            return count

    def erased_since(self, at: datetime, members: Iterable[MemberId]) -> list[MemberId]:
        """Return those of ``members`` who were erased at ``at`` or later."""
        aliases = self._keys.erased_since(at)
        return [member for member in members if alias(self.ledger_key, member) in aliases]

    def owners(self) -> frozenset[str]:
        """Return everyone who has a key."""
        return frozenset(self._keys.owners().values()) - {LEDGER}

    @property
    def witness(self) -> Callable[[Head], None]:
        """What ``Database.open`` is given, so that the ledger's end is known outside of it."""
        return self._keys.witness

    def _path(self, blob: BlobId) -> Path:
        if not ID.fullmatch(blob):
            raise DataBroken("blob")
        return path_of(self._folder, blob)

    def _lose(self, lost: Collection[BlobId]) -> int:
        """Delete files, whoever they belong to."""
        if not lost:
            return 0
        for blobs in self._blobs.values():
            blobs.difference_update(lost)
        return self._unlink(lost)

    def _unlink(self, blobs: Iterable[BlobId]) -> int:
        count = 0
        for blob in blobs:
            path = self._path(blob)
            with own_errors(path), suppress(FileNotFoundError):
                path.unlink()
                count += 1
        return count


def path_of(folder: Path, blob: BlobId) -> Path:
    """Return where a blob lies: in one of many small folders, by the random end of its id."""
    return folder / blob[-2:] / f"{blob}.bin"


def read_label(path: Path) -> Label | None:
    """Return what a file says about itself, or None when there is no file of ours."""
    try:
        with path.open("rb") as file:
            return _label(file.read(HEAD_BYTES))
    except FileNotFoundError:
        return None


def _content(path: Path) -> bytes:
    """Read a file; what the disk cannot give back is as good as gone."""
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        return b""


def _label(content: bytes) -> Label | None:
    fixed = len(MAGIC) + ID_BYTES + 1
    if not content.startswith(MAGIC) or len(content) < fixed:
        return None
    size = fixed + content[fixed - 1]
    key, kind = content[len(MAGIC) : fixed - 1], content[fixed:size]
    return Label(key.decode("ascii", "replace"), kind.decode("utf-8", "replace"), size)


def _files(folder: Path) -> Iterator[Path]:
    """Yield every blob; what an ended process had not finished is removed."""
    for path in folder.glob("??/*"):
        if path.suffix == PART:
            path.unlink(missing_ok=True)
        elif path.suffix == ".bin":
            yield path


def _sealed_in(owner: str, kind: str, blob: BlobId) -> bytes:
    return "|".join((owner, kind, VERSION, blob)).encode()
