"""Fetch what is asked for on the standard input; the last line says how it went."""

from __future__ import annotations

import json
import sys

from generation.hub.fetching import fetch
from generation.hub.files import tell
from generation.hub.meaning import meaning


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
