"""Opening and writing files so that every failure has our own name. It knows no format."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from generation.errors import DiskFull, MachineError, MediaRejected, NotPermitted

NAME_SHOWN = 60  # characters of a file name that a sentence repeats
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_ABSENT = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP})
_NO_STREAM = frozenset({errno.ENXIO, errno.ENODEV})


def shown_name(path: Path) -> str:
    """The bare name without characters that break a line or turn the reading direction."""
    letters = (
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in path.name
    )
    name = "".join(letters)
    return name if len(name) <= NAME_SHOWN else name[: NAME_SHOWN - 1] + "…"


def machine_error(error: OSError, path: Path) -> MachineError:
    """Say what a failed read or write of ``path`` means for the person who asked."""
    name = shown_name(path)
    if error.errno in _NO_ROOM:
        return DiskFull(file=name)
    if error.errno in _ABSENT:
        return NotPermitted("no-folder", file=name)
    return NotPermitted(file=name)


@contextmanager
def own_errors(path: Path) -> Iterator[None]:
    """Turn what the operating system refuses inside the block into our errors about ``path``."""
    try:
        yield
    except OSError as error:
        raise machine_error(error, path) from error


@contextmanager
def open_given(path: Path) -> Iterator[BinaryIO]:
    """Open a file that somebody named. Never waits, not even for a named pipe.

    Raises:
        MediaRejected: ``missing``, or ``not-a-file`` for a folder, pipe, socket or device.
        NotPermitted: It may not be read.
    """
    descriptor = _descriptor(path)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise MediaRejected("not-a-file", file=shown_name(path))
    with os.fdopen(descriptor, "rb") as file, own_errors(path):
        yield file


def _descriptor(path: Path) -> int:
    try:
        return os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except ValueError as error:  # a NUL in the name
        raise MediaRejected("missing", file=shown_name(path)) from error
    except OSError as error:
        if error.errno in _ABSENT:
            raise MediaRejected("missing", file=shown_name(path)) from error
        if error.errno in _NO_STREAM:
            raise MediaRejected("not-a-file", file=shown_name(path)) from error
        raise machine_error(error, path) from error


@contextmanager
def atomic_output(path: Path) -> Iterator[Path]:
    """Hand out ``F.part`` beside ``path``; rename it to ``path`` when the block ends well.

    The part is removed when the block raises. An existing ``path`` is replaced only at the end.

    Raises:
        DiskFull: No room is left on the device or in the quota.
        NotPermitted: The folder is missing or may not be written, or ``path`` is a folder.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        with own_errors(path):
            yield part
            part.replace(path)
    finally:
        with suppress(OSError):  # the first error is the one that counts
            part.unlink(missing_ok=True)


def write_text(text: str, path: Path) -> None:
    """Write UTF-8 text that is there whole or not at all.

    Raises:
        DiskFull: No room is left.
        NotPermitted: The folder may not be written.
    """
    with atomic_output(path) as part:
        part.write_text(text, encoding="utf-8", newline="\n")
