"""One file at a time: what is here of it, what is missing, and whether it is what it should be.

The client's own way of downloading keeps nothing of a file that was broken off; so a part of it is
used that does (``http_get`` with ``resume_size``), over plain HTTP, which can be gone on from too.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from generation.hub.meaning import Failed, asking

HALF: Final = ".half"  # ends the name of a file that is not whole yet
MANIFEST: Final = "walkon.json"  # in the folder: commits, and the sha256 of each file


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One file to fetch.

    Attributes:
        repo: Where it is.
        revision: As it was asked for: a commit or a branch.
        commit: At which commit.
        name: Its path there.
        path: Its path in the folder.
        size: In bytes.
        sha256: As the hub knows it of a large file; empty for small ones.
        git: The hash that git knows a small file by.
    """

    repo: str
    revision: str
    commit: str
    name: str
    path: str
    size: int
    sha256: str
    git: str


@dataclass(slots=True, kw_only=True)
class Teller:
    """Tells how many bytes are here."""

    done: int = 0

    def add(self, count: int) -> None:
        """Count bytes, and tell."""
        self.done += count
        tell("progress", done=self.done)


class Growing(io.BufferedRandom):
    """A file that tells of each block written to it."""

    def __init__(self, path: Path, teller: Teller) -> None:
        path.touch()
        super().__init__(io.FileIO(path, "r+"))
        self._teller = teller
        self.seek(0, os.SEEK_END)

    def write(self, block: Any, /) -> int:
        """Write all of a block."""
        count = super().write(block)
        self._teller.add(count)
        return count

    def truncate(self, size: int | None = None, /) -> int:
        """Forget what a server would not go on from."""
        left = self.tell() if size is None else size
        self._teller.add(left - self.seek(0, os.SEEK_END))
        self.seek(left)
        return super().truncate(left)


def tell(kind: str, **values: str | int | float) -> None:
    """Write one line for whoever started this process."""
    sys.stdout.write(json.dumps({"kind": kind, **values}) + "\n")
    sys.stdout.flush()


def here(part: Path, file: Wanted) -> int:
    """Return how many bytes of a file are here, whole or half."""
    for path in (part / file.path, part / (file.path + HALF)):
        if path.is_file():
            return min(path.stat().st_size, file.size)
    return 0


def fetched(part: Path, file: Wanted, teller: Teller) -> str:
    """Bring one file here, and return its sha256.

    Raises:
        Failed: ``hash``: it is not what the hub says it is.
    """
    path, half = part / file.path, part / (file.path + HALF)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file():
        if proved := _proved(path, file):
            return proved
        teller.done -= here(part, file)
        path.unlink()
    if half.is_file() and half.stat().st_size > file.size:
        teller.done -= here(part, file)
        half.unlink()
    with asking(file.repo, file.commit):
        _download(half, file, teller)
    proved = _proved(half, file)
    if not proved:
        half.unlink()
        raise Failed("hash", file=file.name, repo=file.repo)
    half.replace(path)
    return proved


def _download(half: Path, file: Wanted, teller: Teller) -> None:
    """Add what is missing at the end of a half file."""
    from huggingface_hub import hf_hub_url
    from huggingface_hub.file_download import http_get
    from huggingface_hub.utils import build_hf_headers

    with Growing(half, teller) as growing:
        have = growing.tell()
        if have == file.size:
            return
        http_get(
            hf_hub_url(file.repo, file.name, revision=file.commit),
            cast("BinaryIO", growing),
            resume_size=have,
            headers={**build_hf_headers(), "Accept-Encoding": "identity"},
            expected_size=file.size,
        )
        growing.flush()
        os.fsync(growing.fileno())


def _proved(path: Path, file: Wanted) -> str:
    """Return the sha256 of a file that is what the hub says it is; else nothing."""
    if path.stat().st_size != file.size:
        return ""
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    if file.sha256:
        return sha256 if sha256 == file.sha256 else ""
    return sha256 if not file.git or _git(path, file.size) == file.git else ""


def _git(path: Path, size: int) -> str:
    """Return the hash that git gives a file: sha1, of its kind and length as well."""
    whole = hashlib.sha1(b"blob %d\0" % size, usedforsecurity=False)
    whole.update(path.read_bytes())
    return whole.hexdigest()
