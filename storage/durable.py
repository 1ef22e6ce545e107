"""Files that are there whole, or not at all, also after the power went."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from generation.files import own_errors

FILE_MODE = 0o600
PART = ".part"


def write_durably(path: Path, data: bytes) -> None:
    """Write a file that only its owner can read; a file of that name is replaced at once.

    Raises:
        DiskFull: No room is left.
        NotPermitted: The folder is missing or may not be written.
    """
    part = path.with_name(path.name + PART)
    with own_errors(path):
        try:
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            with suppress(OSError):  # the first error is the one that counts
                part.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def link_or_copy(source: Path, target: Path) -> bool:
    """Give a file that never changes a second name; where the disk cannot, copy it.

    Returns:
        False when the source has gone meanwhile.
    """
    try:
        os.link(source, target)
    except FileExistsError:
        return True
    except FileNotFoundError:
        return False
    except OSError:  # another disk, or one without second names
        shutil.copyfile(source, target)
        target.chmod(FILE_MODE)
    return True


def sync_folder(folder: Path) -> None:
    """Have the names in a folder reach the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
