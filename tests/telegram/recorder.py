"""Every request as it came and what it got, to be held against aiogram's models of the Bot API."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.telegram import oracle
from tests.telegram.things import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One request and what it came to.

    Attributes:
        method: As the documentation spells it.
        params: What was given, read from JSON where it was sent as that.
        files: The uploads' sizes in bytes, by field or ``attach://`` name.
        at: When, in seconds since 1970 by Telegram's clock.
        result: What it got, unless it was refused.
        status: HTTP status of the answer.
        description: What Telegram said, if it refused.
    """

    method: str
    params: Json
    files: dict[str, int]
    at: float
    result: object = None
    status: int = 200
    description: str = ""

    def problems(self) -> tuple[str, ...]:
        """Where the request is not as the Bot API has it."""
        return oracle.request(self.method, self.params, frozenset(self.files))

    def wrong_answers(self) -> tuple[str, ...]:
        """Where the result is not as the Bot API has it."""
        return () if self.result is None else oracle.answer(self.method, self.result)


@dataclass(slots=True)
class Recorder:
    """Keeps requests in the order in which they were answered."""

    requests: list[Recorded] = field(default_factory=list)

    def of(self, method: str) -> list[Recorded]:
        """The requests of one method, oldest first."""
        return [request for request in self.requests if request.method == method]

    def refused(self) -> list[Recorded]:
        return [request for request in self.requests if request.status != 200]

    def problems(self) -> list[str]:
        """Everything wrong with any request, each with its method. Loads aiogram: seconds."""
        return [f"{r.method}: {problem}" for r in self.requests for problem in r.problems()]

    def wrong_answers(self) -> list[str]:
        """Everything wrong with what this server answered. Loads aiogram: seconds."""
        return [f"{r.method}: {wrong}" for r in self.requests for wrong in r.wrong_answers()]

    def report(self) -> str:
        """One line: how many requests were held against aiogram, and how many are wrong."""
        wrong = sum(bool(request.problems()) for request in self.requests)
        return f"{len(self.requests)} requests checked against aiogram, {wrong} of them wrong"
