"""Voice prints, kept in memory alone and no longer than the recording they were made of."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Generic, TypeVar

from generation.arrays import Samples

Print = TypeVar("Print")


class Prints(Generic[Print]):
    """What a model made of people's recordings. A print goes when its recording does."""

    def __init__(self, make: Callable[[Samples], Print]) -> None:
        """Keep how to make one."""
        self._make = make
        self._kept: dict[int, tuple[weakref.ref[Samples], Print]] = {}

    def of(self, sample: Samples) -> Print:
        """Return the print of a recording; made once for the same array."""
        key = id(sample)
        kept = self._kept.get(key)
        if kept is not None and kept[0]() is sample:
            return kept[1]
        made = self._make(sample)
        self._kept[key] = (weakref.ref(sample, lambda _: self._kept.pop(key, None)), made)
        return made

    def __len__(self) -> int:
        """Count the prints that are held."""
        return len(self._kept)

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()
