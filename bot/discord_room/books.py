"""The adapter's books, off the event loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from storage.database import Database
from storage.discord import DiscordBooks

T = TypeVar("T")


class AdapterBooks:
    """Runs work on the adapter's books inside the one database there is."""

    def __init__(self, database: Database) -> None:
        """Lie in this database, beside everything else."""
        self._database = database

    async def write(self, use: Callable[[DiscordBooks], T]) -> T:
        """Run within one transaction; it is on disk when this returns."""
        return await self._database.write(lambda books: use(DiscordBooks(books.connection)))

    async def read(self, use: Callable[[DiscordBooks], T]) -> T:
        """Run on what is on disk."""
        return await self._database.read(lambda books: use(DiscordBooks(books.connection)))
