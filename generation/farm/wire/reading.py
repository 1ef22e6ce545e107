"""Bodies and results as plain values, and read back from them."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from generation.errors import WorkerLost
from generation.ports import Packed

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")


def body(value: Any) -> Packed:
    """Return a body or result as plain values, its field names as keys."""
    return asdict(value)


def read(kind: type[T], values: Packed) -> T:
    """Read a body or result.

    Raises:
        WorkerLost: ``garbled``: these values are no such thing.
    """
    from pydantic import ValidationError

    try:
        return cast("T", _adapter(cast("Any", kind)).validate_python(dict(values)))
    except ValidationError as error:
        raise WorkerLost("garbled") from error


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)
