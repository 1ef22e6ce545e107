"""Posters that say which cut they are of, whose faces are in it, and what has shot it."""

from __future__ import annotations

import json
from collections.abc import Iterable

MARK = b"\n--told--\n"


def written(picture: bytes, clip: str, faces: Iterable[str], camera: str = "") -> bytes:
    """Return the picture, a JPEG, with what it tells after its end."""
    mark = {"clip": clip, "faces": sorted(faces), "camera": camera}
    return picture + MARK + json.dumps(mark).encode()


def told(poster: bytes) -> tuple[str, frozenset[str]]:
    """Return the cut and the faces that a poster tells of."""
    found = json.loads(poster.partition(MARK)[2])
    return str(found["clip"]), frozenset(found["faces"])


def camera_of(poster: bytes) -> str:
    """Return the engine that a poster tells of; empty is the usual one."""
    return str(json.loads(poster.partition(MARK)[2])["camera"])
