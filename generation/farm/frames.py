"""The frames that go through a worker's pipes, and how an error crosses.

A frame is four bytes of length, the highest first, and one msgpack map with a ``type``:

* ``hello`` to the worker, first of all: ``memory_bytes`` it may use. From it: it is ready.
* ``order`` to the worker: ``job``, ``attempt``, ``kind`` and ``body``.
* ``cancel`` to the worker: ``job``, ``attempt`` of an order that nobody wants any more.
* ``progress`` from it: ``job``, ``attempt``, ``stage`` and ``share`` 0..1; again every two seconds.
* ``clip`` from it, the last of an order: ``job``, ``attempt``, ``result``, ``rss_bytes``.
* ``error`` from it, instead of a clip: ``job``, ``attempt``, ``kind`` (the error's class),
  ``reason``, ``details``, ``rss_bytes``.

Whoever reads ``job`` and ``attempt`` of something else than what it asked for looks away.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any, Final

from generation import errors
from generation.model.packed import pack, unpack

LENGTH: Final = struct.Struct(">I")
FRAME_MAX_BYTES = 128 << 20  # four likenesses with a minute of voice each are 60 MB
REASON_MAX = 80
DETAILS_MAX = 12
DETAIL_MAX = 400


def frame(message: Mapping[str, object]) -> bytes:
    """Return one frame.

    Raises:
        ValueError: It is larger than ``FRAME_MAX_BYTES``.
    """
    data = pack(message)
    if len(data) > FRAME_MAX_BYTES:
        raise ValueError(f"a frame of {len(data)} bytes")
    return LENGTH.pack(len(data)) + data


def frame_bytes(prefix: bytes) -> int:
    """Return how many bytes follow the length ``prefix``.

    Raises:
        ValueError: More than ``FRAME_MAX_BYTES``: this is no frame.
    """
    size: int = LENGTH.unpack(prefix)[0]
    if size > FRAME_MAX_BYTES:
        raise ValueError(f"a frame of {size} bytes")
    return size


def message(data: bytes) -> dict[str, Any]:
    """Read the inside of a frame.

    Raises:
        ValueError: It is no map with a ``type``.
    """
    found = unpack(data)
    if not isinstance(found, dict) or not isinstance(found.get("type"), str):
        raise ValueError("no message")  # noqa: TRY004 - a wrong value, not a wrong call
    return found


def error_fields(error: errors.WalkonError) -> dict[str, object]:
    """Return what of an error goes through a pipe."""
    return {"kind": type(error).__name__, "reason": error.reason, "details": dict(error.details)}


def error_of(fields: Mapping[str, object]) -> errors.WalkonError:
    """Build the error again, by name.

    Raises:
        ValueError: It is none of ours.
    """
    kind = getattr(errors, str(fields.get("kind")), None)
    if not (isinstance(kind, type) and issubclass(kind, errors.WalkonError)):
        raise ValueError("unknown error")  # noqa: TRY004 - a wrong value, not a wrong call
    reason, details = fields.get("reason"), fields.get("details")
    if not isinstance(reason, str) or len(reason) > REASON_MAX or not isinstance(details, dict):
        raise ValueError("malformed error")
    if len(details) > DETAILS_MAX or not all(_is_detail(*pair) for pair in details.items()):
        raise ValueError("malformed details")
    return kind(reason, **details)


def _is_detail(name: object, value: object) -> bool:
    if not isinstance(name, str) or name in {"self", "reason"}:
        return False
    return isinstance(value, int | float) or (isinstance(value, str) and len(value) <= DETAIL_MAX)
