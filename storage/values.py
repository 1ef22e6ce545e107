"""How values lie in tables: moments as microseconds since 1970, lists and maps as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Returns the present moment, aware."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """Return an aware moment as whole microseconds since 1970."""
    return (at - _EPOCH) // _MICROSECOND


def moment(value: int) -> datetime:
    """Read ``micros`` back, in UTC."""
    return _EPOCH + value * _MICROSECOND


def micros_or_none(at: datetime | None) -> int | None:
    """Return ``micros``, or None for None."""
    return None if at is None else micros(at)


def moment_or_none(value: int | None) -> datetime | None:
    """Return ``moment``, or None for None."""
    return None if value is None else moment(value)


def canonical(value: object) -> str:
    """Return JSON that is the same letters for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
