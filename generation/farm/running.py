"""A task that a worker has taken, as its asker sees it: news, an end, a way to end it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from generation.errors import WalkonError
from generation.ports import Packed, Progress


class Running:
    """Satisfies the port ``RunningTask``. Used on one event loop."""

    def __init__(self, cancel: Callable[[], Awaitable[None]]) -> None:
        """Take what ends the work and returns when it is really over."""
        self._cancel = cancel
        self._outcome: Packed | WalkonError | None = None
        self._news: list[Progress] = []
        self._pulse = asyncio.Event()
        self._ended = asyncio.Event()

    @property
    def ended(self) -> bool:
        """Whether the outcome is known."""
        return self._ended.is_set()

    def tell(self, stage: str, share: float) -> None:
        """Pass on news; the share never falls."""
        before = self._news[-1].share if self._news else 0.0
        self._news.append(Progress(stage, max(before, min(share, 1.0))))
        self._wake()

    def end(self, outcome: Packed | WalkonError) -> None:
        """Settle the outcome; only the first one counts."""
        if not self.ended:
            self._outcome = outcome
            self._ended.set()
            self._wake()

    def _wake(self) -> None:
        self._pulse.set()
        self._pulse = asyncio.Event()

    async def progress(self) -> AsyncIterator[Progress]:
        """Yield news as they come, until the end."""
        told = 0
        while True:
            pulse = self._pulse
            while told < len(self._news):
                yield self._news[told]
                told += 1
            if self.ended:
                return
            await pulse.wait()

    async def wait(self) -> None:
        """Wait for the end, whatever it is."""
        await self._ended.wait()

    async def result(self) -> Packed:
        """Wait for the end.

        Raises:
            WalkonError: What the work, or its loss, raised.
        """
        await self._ended.wait()
        match self._outcome:
            case WalkonError() as error:
                raise error
            case None:
                raise AssertionError("ended without an outcome")
            case result:
                return result

    async def cancel(self) -> None:
        """End it; returns when its worker is gone or free."""
        if not self.ended:
            await self._cancel()
