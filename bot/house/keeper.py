"""Tidies up: silence becomes a no, and keys of what is gone are destroyed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from ulid import ULID

from bot.house.house import House, heard
from bot.presenter import note_body
from generation.errors import MachineError
from generation.model.cameo import Grant
from generation.studio import dialogs, enrolling, permission
from generation.studio.books import Books
from generation.studio.slots import tell
from storage.store import finish_erasures

log = logging.getLogger("walkon.keeper")

PATIENCE_S = 30.0
PAUSE_S = 0.5  # every event rings, and nothing here is in more of a hurry
TIDY = timedelta(seconds=30)  # between two looks at what time alone has changed
COLLECT_S = 10.0  # between two looks through all keys, of which there is one for each clip
CLIP = "clip:"
ON_ITS_WAY = timedelta(minutes=30)  # a clip is named before its film; no puppets' cut takes longer


@dataclass(slots=True)
class Keeper:
    """One instance, one task."""

    house: House

    async def run(self) -> None:
        """Tidy until cancelled."""
        await self.house.database.write(self._reopen)
        tidied, collected_s = None, -COLLECT_S
        while True:
            at, now_s = self.house.clock(), asyncio.get_running_loop().time()
            if tidied is None or at - tidied >= TIDY:
                tidied = at
                await self.house.database.write(self._tidy)
                self.house.ring()
                self.house.rubbish.clear()  # our own ring
            if await self._destroy(everything=now_s - collected_s >= COLLECT_S):
                collected_s = now_s
            await asyncio.sleep(PAUSE_S)
            await heard(self.house.rubbish, patience_s=PATIENCE_S)

    def _reopen(self, books: Books) -> None:
        """Let pictures that an earlier life was looking at be given again."""
        looked_at = books.enrolments.in_state("checking")
        for wish in (*looked_at, *books.enrolments.in_state("choosing")):
            if not wish.test_film:
                enrolling.refused(books, wish.member, "", at=self.house.clock())

    def _tidy(self, books: Books) -> None:
        """Hear silences, ask about permissions that end, erase faces that nobody uses."""
        at, new_id = self.house.clock(), self.house.new_id
        dialogs.end_idle(books, at)
        permission.hear_silence(books, at=at, new_id=new_id)
        for given in permission.to_renew(books, at=at):
            _ask_to_renew(books, given)
        unused = books.cameos.unused_since(at - timedelta(days=self.house.terms.retention_days))
        for owner in unused:
            for key in enrolling.forget(books, owner, at=at, new_id=new_id)[0]:
                books.erasures.put(key, at)

    async def _destroy(self, *, everything: bool) -> bool:
        """Destroy keys that are to go; a disk that is away or full is tried again.

        True when all keys have been looked through.
        """
        try:
            await asyncio.to_thread(finish_erasures, self.house.database, self.house.vault)
            if everything:
                await self.collect()
        except MachineError as error:
            log.warning("keys not destroyed yet", extra={"reason": error.message})
            return False
        return everything

    async def collect(self) -> int:
        """Destroy the keys of clips that are no longer in the books; returns how many."""
        owners = await asyncio.to_thread(self.house.vault.owners)
        gone = await self.house.database.read(lambda books: self._unbooked(books, owners))
        for owner in gone:
            await asyncio.to_thread(self.house.vault.forget, owner)
        return len(gone)

    def _unbooked(self, books: Books, owners: Collection[str]) -> list[str]:
        return [
            owner
            for owner in owners
            if owner.startswith(CLIP)
            and books.clips.get(owner.removeprefix(CLIP)) is None
            and owner.removeprefix(CLIP) not in self.house.sealing
            and not self._young(owner)
        ]

    def _young(self, owner: str) -> bool:
        """Tell whether a clip may still be on its way into the books."""
        made = ULID.from_str(owner.removeprefix(CLIP).upper()).datetime
        return self.house.clock() - made < ON_ITS_WAY


def _ask_to_renew(books: Books, given: Grant) -> None:
    if given.until is None:
        return
    values = {
        "name": given.grantee or "", "chat": given.chat or "", "date": given.until.isoformat()
    }  # fmt: skip
    rows = [[{"label": "renew", "verb": "renew", "object": given.id}]]
    tell(
        books, given.subject, "note", given.id, slot=permission.renewal_slot(given),
        body=note_body("note-renewal" if given.grantee else "note-renewal-anyone", values, rows),
    )  # fmt: skip
