"""Fetch what is asked for on the standard input; the last line says how it went."""

from __future__ import annotations

import errno
import json
import sys
from typing import Final

from generation.hub.fetching import fetch
from generation.hub.files import Failed, tell

NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
SHUT: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.EEXIST, errno.ENOTDIR})
TRANSPORTS: Final = frozenset({"httpx", "httpx2", "httpcore", "httpcore2", "requests", "urllib3"})
"""Libraries that the client has spoken HTTP with; what they raise means that nobody answers."""
SHORT: Final = "Consistency check failed"  # so the client says that a server stopped early


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


def main() -> int:
    """Do it."""
    try:
        fetch(json.load(sys.stdin))
    except Exception as error:  # the outermost handler: what is no failure is raised again
        failed = meaning(error)
        if failed is None:
            raise
        tell("failed", reason=failed.reason, **failed.details)
        return 3
    tell("end")
    return 0


if __name__ == "__main__":
    sys.exit(main())
