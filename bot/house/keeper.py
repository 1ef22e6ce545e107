"""Tidies up: silence becomes a no, and keys of what is gone are destroyed."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta

from ulid import ULID

from bot.house.house import House, heard
from generation.studio import permission
from generation.studio.books import Books
from storage.store import finish_erasures

log = logging.getLogger("walkon.keeper")

PATIENCE_S = 30.0
CLIP = "clip:"
ON_ITS_WAY = timedelta(minutes=30)  # a clip's key is made before its film; no cut takes longer


@dataclass(slots=True)
class Keeper:
    """One instance, one task."""

    house: House

    async def run(self) -> None:
        """Tidy until cancelled."""
        while True:
            at = self.house.clock()
            said = await self.house.database.write(
                lambda books, at=at: permission.hear_silence(  # type: ignore[misc]
                    books, at=at, new_id=self.house.new_id
                )
            )
            if said:
                self.house.ring()
            await asyncio.to_thread(finish_erasures, self.house.database, self.house.vault)
            await self.collect()
            await heard(self.house.rubbish, patience_s=PATIENCE_S)

    async def collect(self) -> int:
        """Destroy the keys of clips that are no longer in the books; returns how many."""
        owners = [
            owner
            for owner in await asyncio.to_thread(self.house.vault.owners)
            if owner.startswith(CLIP) and not self._young(owner)
        ]
        gone = await self.house.database.read(lambda books: _unbooked(books, owners))
        for owner in gone:
            await asyncio.to_thread(self.house.vault.forget, owner)
        return len(gone)

    def _young(self, owner: str) -> bool:
        """Tell whether a clip may still be on its way into the books."""
        made = ULID.from_str(owner.removeprefix(CLIP).upper()).datetime
        return self.house.clock() - made < ON_ITS_WAY


def _unbooked(books: Books, owners: list[str]) -> list[str]:
    return [owner for owner in owners if books.clips.get(owner.removeprefix(CLIP)) is None]
