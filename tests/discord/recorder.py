"""Every request as it came and what it got, to be held against Discord's types."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.discord.things import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file of a request, without its bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One request and what it came to.

    Attributes:
        route: Its method and path with ``{}`` for each id, e.g. ``POST /channels/{}/messages``.
        path: As it came, below the API's version.
        query: What stood behind the question mark.
        body: What was sent as JSON, or as ``payload_json`` of a form.
        files: Uploads by their number in ``files[n]``.
        at: When, in seconds since 1970 by Discord's clock.
        status: HTTP status of the answer.
        answer: What it got, as JSON; None for 204.
    """

    method: str
    route: str
    path: str
    query: dict[str, str]
    body: Any
    files: dict[int, SentFile]
    at: float
    status: int
    answer: Any

    @property
    def code(self) -> int:
        """Discord's code, if it refused; 0 for none."""
        return int(self.answer.get("code", 0)) if self.refused else 0

    @property
    def refused(self) -> bool:
        return self.status >= 400 and isinstance(self.answer, dict)

    def as_json(self) -> Json:
        """What a checker of another language needs: method, path, body, answer."""
        return {
            "method": self.method, "path": self.path, "route": self.route, "query": self.query,
            "body": self.body, "status": self.status, "answer": self.answer,
            "files": {
                str(number): {"name": file.name, "size": file.size, "sha256": file.sha256}
                for number, file in self.files.items()
            },
        }  # fmt: skip


@dataclass(slots=True)
class Recorder:
    """Keeps requests in the order in which they were answered."""

    requests: list[Recorded] = field(default_factory=list)

    def of(self, route: str) -> list[Recorded]:
        """The requests of one route, oldest first."""
        return [request for request in self.requests if request.route == route]

    def refused(self) -> list[Recorded]:
        return [request for request in self.requests if request.status >= 400]
