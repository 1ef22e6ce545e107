"""The keys that wrap all others: the operator's, or one that we make at the first start."""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from generation.errors import DataBroken, OptionRejected
from generation.files import own_errors
from storage.durable import write_durably

KEY_BYTES = 32
FILE = "keyring"
MARK_LETTERS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyring:
    """Wraps with the first key and unwraps with any.

    Attributes:
        made: The file, when it has just been made: it belongs into the operator's own backup.
    """

    keys: tuple[bytes, ...] = field(repr=False)
    made: Path | None = None

    @classmethod
    def open(cls, given: str | None, folder: Path, *, needed: bool = False) -> Keyring:
        """Take ``WALKON_KEYS``, and behind them the file that was used before there were any.

        Args:
            given: ``name:base64,name:base64`` of 32 bytes each, newest first; or None.
            folder: Where the file is, or is made when nothing is given.
            needed: There are keys wrapped by it already, so that a new one would be of no use.

        Raises:
            OptionRejected: ``given`` has another form.
            DataBroken: ``keyring-lost``, or the file is ``keyring-damaged``.
        """
        path = folder / FILE
        kept = _read(path)
        if given is not None:
            return cls(keys=(*_parse(given), *kept))
        if kept:
            return cls(keys=kept)
        if needed:
            raise DataBroken("keyring-lost", file=str(path))
        key = secrets.token_bytes(KEY_BYTES)
        write_durably(path, b"own:" + base64.b64encode(key) + b"\n")
        return cls(keys=(key,), made=path)

    def wrap(self, key: bytes) -> str:
        """Return a key as it may lie on a disk: ``mark:base64``."""
        from cryptography.hazmat.primitives.keywrap import aes_key_wrap

        return f"{self.mark}:{base64.b64encode(aes_key_wrap(self.keys[0], key)).decode()}"

    def unwrap(self, wrapped: str) -> bytes:
        """Return the key.

        Raises:
            DataBroken: ``wrong-keys``: none of ours has wrapped it.
        """
        from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

        sealed = base64.b64decode(wrapped.partition(":")[2])
        for key in self.keys:
            with suppress(InvalidUnwrap):
                return aes_key_unwrap(key, sealed)
        raise DataBroken("wrong-keys")

    def wraps(self, wrapped: str) -> bool:
        """Tell whether the first key has wrapped it, so that the others can go."""
        return wrapped.partition(":")[0] == self.mark

    @property
    def mark(self) -> str:
        """What tells the first key from others without telling the key."""
        return hashlib.sha256(b"walkon key " + self.keys[0]).hexdigest()[:MARK_LETTERS]


def _parse(text: str) -> tuple[bytes, ...]:
    keys = _keys(text)
    if not keys:
        raise OptionRejected("setting", name="WALKON_KEYS")
    return keys


def _read(path: Path) -> tuple[bytes, ...]:
    with own_errors(path):
        if not path.exists():
            return ()
        text = path.read_text(encoding="utf-8", errors="replace")
    keys = _keys(text)
    if not keys:
        raise DataBroken("keyring-damaged", file=str(path))
    return keys


def _keys(text: str) -> tuple[bytes, ...]:
    """Return the keys of ``name:base64,…``; none at all when one of them is of another form."""
    keys = []
    for entry in text.strip().split(","):
        name, _, encoded = entry.strip().partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            return ()
        if not name or len(key) != KEY_BYTES:
            return ()
        keys.append(key)
    return tuple(keys)
