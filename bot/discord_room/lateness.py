"""How long ago somebody did what Discord tells of only now, by Discord's own clock.

After a line has broken, Discord brings what was missed. Whoever did it has been told after three
seconds that it failed, and has done something else meanwhile.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

import aiohttp

LATE_S: Final = 4.0  # Discord waits for three; more, as the time it tells has whole seconds
IN_A_ROW: Final = 8


@dataclass(slots=True, kw_only=True)
class Lateness:
    """Knows what time it is at Discord at least: what its answers say, and the time since.

    Our own clock has no part in it. A proxy's clock that is ahead would make everything late:
    after so many ``IN_A_ROW`` it is not believed until something comes in time.
    """

    monotonic: Callable[[], float] = time.monotonic
    _ahead_s: float | None = None
    _row: int = 0

    def tracing(self) -> aiohttp.TraceConfig:
        """Return what has a session tell the time of every answer."""
        config = aiohttp.TraceConfig()
        config.on_request_end.append(self._answered)
        return config

    def told(self, date: str) -> None:
        """Take note of the time that an answer says; what is none is left out."""
        try:
            at = parsedate_to_datetime(date)
        except (ValueError, OverflowError):
            return
        ahead_s = at.replace(tzinfo=at.tzinfo or UTC).timestamp() - self.monotonic()
        self._ahead_s = ahead_s if self._ahead_s is None else max(self._ahead_s, ahead_s)

    def is_late(self, created_at: datetime) -> bool:
        """Tell of what has just come whether its doer was surely told that it failed."""
        if self._ahead_s is None:
            return False
        age_s = self._ahead_s + self.monotonic() - created_at.timestamp()
        self._row = self._row + 1 if age_s > LATE_S else 0
        return 0 < self._row <= IN_A_ROW

    async def _answered(
        self, _session: object, _context: object, params: aiohttp.TraceRequestEndParams
    ) -> None:
        headers: Any = params.response.headers
        self.told(headers.get("Date", ""))
