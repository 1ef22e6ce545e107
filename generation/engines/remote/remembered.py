"""What a server may still have of us: which jobs, by their ids. Nothing of what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

NOTED_MAX = 4096


class Remembered(Protocol):
    """The jobs that one server may still have, faces and all.

    What a call was given is kept, or forgotten, once it returns. An id that is there twice is there
    once.
    """

    async def add(self, job: str) -> None:
        """Note a job that the server has taken; nothing else is done before that."""
        ...

    async def remove(self, job: str) -> None:
        """Note that the server has it no longer; nothing happens where it is not known."""
        ...

    async def all(self) -> Sequence[str]:
        """Return what the server may still have, the oldest first."""
        ...


class InThisLife:
    """Satisfies ``Remembered`` for as long as the process lives; of too many the oldest go."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._jobs: dict[str, None] = {}

    async def add(self, job: str) -> None:
        """Note a job."""
        self._jobs[job] = None
        while len(self._jobs) > NOTED_MAX:
            del self._jobs[next(iter(self._jobs))]

    async def remove(self, job: str) -> None:
        """Forget a job."""
        self._jobs.pop(job, None)

    async def all(self) -> Sequence[str]:
        """Return all that are noted, the oldest first."""
        return list(self._jobs)
