"""A server elsewhere that only pretends to film."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

from bot.house.house import FarFilm
from generation.errors import WalkonError
from generation.farm.wire import Board

HOST = "films.example.org"


class FakeStudio:
    """Satisfies ``bot.house.house.FarStudio``.

    Attributes:
        asked: Board and key of every wish, in order.
        deleted: Keys of what it no longer has.
        failures: What the next wishes raise instead of an answer, first come first served.
        gate: While it is clear, no film is finished.
    """

    def __init__(self, *, host: str = HOST, price: str = "") -> None:
        self.host, self.price = host, price
        self.asked: list[tuple[Board, str]] = []
        self.deleted: list[str] = []
        self.failures: deque[WalkonError] = deque()
        self.gate = asyncio.Event()
        self.gate.set()

    async def film(self, board: Board, *, key: str, progress: Callable[[float], None]) -> FarFilm:
        self.asked.append((board, key))
        try:
            progress(0.5)
            if self.failures:
                raise self.failures.popleft()
            await self.gate.wait()
            return FarFilm(b"rushes of " + board.id.encode(), board.frames / board.fps)
        finally:
            self.deleted.append(key)
