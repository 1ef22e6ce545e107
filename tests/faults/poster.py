"""Posters that say which cut they are of and whose faces are in it, behind a real picture."""

from __future__ import annotations

import json
from collections.abc import Iterable

MARK = b"\n--told--\n"


def written(picture: bytes, clip: str, faces: Iterable[str]) -> bytes:
    """Return the picture, a JPEG, with what it tells after its end."""
    return picture + MARK + json.dumps({"clip": clip, "faces": sorted(faces)}).encode()


def told(poster: bytes) -> tuple[str, frozenset[str]]:
    """Return the cut and the faces that a poster tells of."""
    found = json.loads(poster.partition(MARK)[2])
    return str(found["clip"]), frozenset(found["faces"])
