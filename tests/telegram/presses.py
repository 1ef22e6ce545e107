"""A pressed button, and what comes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.telegram.things import Message

if TYPE_CHECKING:
    from tests.telegram.people import Person

PRESS_WAIT_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a press was answered with: a toast or an alert, or a link that opens."""

    text: str = ""
    alert: bool = False
    url: str = ""


@dataclass(eq=False, slots=True, kw_only=True)
class Press:
    """A pressed button. Awaited, it is its answer.

    Attributes:
        answer: None until the bot has given one.
    """

    id: str
    person: Person
    message: Message
    at: float
    answer: Answer | None = None
    _answered: asyncio.Event = field(default_factory=asyncio.Event)

    def give(self, answer: Answer) -> None:
        self.answer = answer
        self._answered.set()

    async def within(self, seconds: float) -> Answer:
        """The answer.

        Raises:
            TimeoutError: There was none for ``seconds``.
        """
        async with asyncio.timeout(seconds):
            await self._answered.wait()
        assert self.answer is not None
        return self.answer

    def __await__(self) -> Generator[Any, Any, Answer]:
        return self.within(PRESS_WAIT_S).__await__()
