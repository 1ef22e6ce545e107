"""The end of a job at a server: the film, and the face it was sent, are deleted there."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from generation.engines.remote.line import TOO_LONG, Answer, Line

log = logging.getLogger("walkon.remote")

TRIES_MAX = 4  # in a row, of what did not go through
GROWTH = 1.5
SHEET_MAX_BYTES = 1 << 20  # what a server says of a job; some repeat the prompt
_DONE_WITH: Final = frozenset({200, 202, 204, 404, 405, 410, 501, TOO_LONG})


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a server is waited for, in seconds.

    Attributes:
        film_s: For a film, everything together.
        answer_s: For one answer.
        fetch_s: For the film to come over.
        farewell_s: For the server to delete it.
        first_s: Before it is asked how far it is; then longer each time.
        most_s: The longest of these.
    """

    film_s: float = 1200.0
    answer_s: float = 120.0
    fetch_s: float = 180.0
    farewell_s: float = 15.0
    first_s: float = 1.0
    most_s: float = 5.0

    def pause_s(self, tries: int, answer: Answer | None = None) -> float:
        """Return how long a server is left alone: as it says, else longer with every try."""
        if answer is not None and answer.retry_s is not None:
            return answer.retry_s
        return float(min(self.first_s * GROWTH**tries, self.most_s))


async def deleted(line: Line, job: str, patience: Patience) -> bool:
    """Have a server delete a job, as far as it does that; False where it may still be there."""
    reason = "late"
    with suppress(TimeoutError):
        async with asyncio.timeout(patience.farewell_s):
            for tries in range(1, TRIES_MAX + 1):
                answer = await line.ask(
                    "DELETE", f"/videos/{job}",
                    limit_bytes=SHEET_MAX_BYTES, within_s=patience.answer_s,
                )  # fmt: skip
                still = b'"cancelling"' in answer.body
                reason = "cancelling" if still else f"status-{answer.status}"
                if answer.status in _DONE_WITH and not still:
                    return True
                if tries < TRIES_MAX:
                    await asyncio.sleep(patience.pause_s(tries, answer))
    log.warning("not deleted elsewhere: %s", reason, extra={"reason": reason})
    return False
