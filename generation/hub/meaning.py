"""What went wrong, as one reason each: the hub's client and the disk raise what they please."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
SHUT: Final = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.EEXIST, errno.ENOTDIR, errno.EISDIR}
)
TRANSPORTS: Final = frozenset({"httpx", "httpx2", "httpcore", "httpcore2", "requests", "urllib3"})
"""Libraries that the client has spoken HTTP with; what they raise means that nobody answers."""
SHORT: Final = "Consistency check failed"  # so the client says that a server stopped early


class Failed(Exception):
    """It ends here: ``reason`` and what is told with it."""

    def __init__(self, reason: str, **details: str | int | float) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details


@contextmanager
def asking(repo: str, revision: str) -> Iterator[None]:
    """Say of whatever fails meanwhile which repository was asked, and for what.

    Raises:
        Failed: It has a meaning; what has none is raised as it is.
    """
    try:
        yield
    except Exception as error:
        failed = meaning(error)
        if failed is None:
            raise
        failed.details = {"repo": repo, "revision": revision, **failed.details}
        raise failed from error


def meaning(error: Exception) -> Failed | None:
    """Return what an error of the hub's client, or of the disk, means; None for a bug."""
    from huggingface_hub import errors

    match error:
        case Failed():
            return error
        case errors.GatedRepoError():
            return Failed("gated")
        case errors.RepositoryNotFoundError():
            return Failed("repo")
        case errors.RevisionNotFoundError():
            return Failed("revision")
        case errors.HfHubHTTPError():
            return _refused(error.response.status_code if error.response is not None else 0)
        case _:
            return _of_the_machine(error)


def _refused(status: int) -> Failed:
    return Failed("token") if status in (401, 403) else Failed("hub", status=status)


def _of_the_machine(error: Exception) -> Failed | None:
    match error:
        case OSError() if error.errno in NO_ROOM:
            return Failed("disk-while")
        case OSError() if error.errno in SHUT:
            return Failed("permission")
        case OSError() if SHORT in str(error):
            return Failed("interrupted")
        case _:
            library = type(error).__module__.partition(".")[0]
            return Failed("no-network") if library in TRANSPORTS else None
