"""Every request as it came, each held against aiogram's models of the Bot API."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.telegram import oracle
from tests.telegram.things import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One request and what it came to.

    Attributes:
        method: As the documentation spells it, or as it came where there is none.
        params: What was given, read from JSON where it was sent as that.
        files: The uploads' sizes in bytes, by field.
        status: HTTP status of the answer.
        description: What Telegram said, if it refused.
        problems: Where the request is not as the Bot API has it.
    """

    method: str
    params: Json
    files: dict[str, int]
    at: float
    status: int
    description: str = ""
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class Recorder:
    """Keeps requests, and finds what is wrong with them and with this server's own answers."""

    requests: list[Recorded] = field(default_factory=list)
    wrong_answers: list[str] = field(default_factory=list)
    answers_checked: int = 0

    def of(self, method: str) -> list[Recorded]:
        """The requests of one method, oldest first."""
        return [request for request in self.requests if request.method == method]

    @property
    def problems(self) -> list[str]:
        """Everything wrong with any request, each with its method."""
        return [f"{r.method}: {problem}" for r in self.requests for problem in r.problems]

    def report(self) -> str:
        """One line on how many requests were checked and how many were wrong."""
        wrong = sum(bool(request.problems) for request in self.requests)
        return f"{len(self.requests)} requests checked against aiogram, {wrong} of them wrong"

    def check_answer(self, method: str, result: object) -> None:
        self.answers_checked += 1
        self.wrong_answers += [f"{method}: {fault}" for fault in oracle.answer(method, result)]
