"""Looks at pictures, and makes the small one that Telegram shows first."""

from __future__ import annotations

import io

SMALL_SIDE = 90


def looked_at(data: bytes) -> tuple[tuple[int, int] | None, str]:
    """Width and height in pixels, and the format; None where it is no picture."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            return picture.size, picture.format or ""
    except (UnidentifiedImageError, OSError):
        return None, ""


def smaller(data: bytes) -> bytes:
    """The same picture as a JPEG that fits into a square of ``SMALL_SIDE`` pixels."""
    from PIL import Image

    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as picture:
        picture.thumbnail((SMALL_SIDE, SMALL_SIDE))
        picture.convert("RGB").save(out, "JPEG")
    return out.getvalue()
