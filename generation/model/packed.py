"""Plain values as msgpack bytes and back; what cannot be read is a ValueError, whoever wrote it."""

from __future__ import annotations

from typing import Any

import msgpack  # type: ignore[import-untyped]

_UNREADABLE = (ValueError, TypeError, RecursionError, msgpack.UnpackException)


def pack(value: object) -> bytes:
    """Return text, bytes, numbers, booleans, None, lists and maps of them as bytes."""
    data: bytes = msgpack.packb(value, use_bin_type=True)
    return data


def unpack(data: bytes) -> Any:
    """Read ``pack`` back; tuples come back as lists.

    Raises:
        ValueError: The bytes are not one whole value, or hold more than plain values.
    """
    try:
        return msgpack.unpackb(data, raw=False, strict_map_key=True, ext_hook=_refuse)
    except _UNREADABLE as error:
        raise ValueError("not plain values") from error


def _refuse(code: int, data: bytes) -> object:
    raise ValueError(f"extension {code} of {len(data)} bytes")
