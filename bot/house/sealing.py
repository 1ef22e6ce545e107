"""From a worker's result to a clip in the vault: sealed here, because the key never leaves here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from math import isqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import numpy as np

from bot.house.house import House
from generation.errors import MachineError, WorkerLost
from generation.farm import wire
from generation.model.cameo import BlobId
from generation.model.clip import Clip, SealedFilm, StageTimes
from generation.model.film import Cut
from generation.ports import Packed
from generation.provenance.fingerprint import STILLS
from generation.provenance.manifest import SourceType
from generation.studio.books import Books
from generation.studio.records import ClipRow
from storage.folder import DataFolder
from storage.vault import Vault

if TYPE_CHECKING:
    from generation.provenance.chain import Chain


def clip_owner(clip: str) -> str:
    """Name the key that a clip's files are encrypted under."""
    return f"clip:{clip}"


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals results and puts them away. Blocking: call it in a thread.

    Attributes:
        folder: For the moment that a film lies on disk.
        vault: Where it goes.
        chain: Opens the certificate chain; asked once for each clip.
    """

    folder: DataFolder
    vault: Vault
    chain: Callable[[], Chain]

    def put_away(
        self,
        clip: str,
        result: Packed,
        *,
        film: str,
        cut: Cut,
        grants: Sequence[str],
        at: datetime,
        parts: Sequence[BlobId] = (),
        larger: ClipRow | None = None,
    ) -> ClipRow:
        """Seal one result and encrypt its files under the clip's own key.

        ``parts`` are the sealed films that were put into it; ``larger`` is the one that it was
        made smaller from.

        Raises:
            RenderError: The film carries no label, cannot be signed, or is no film at all.
            DiskFull: No room is left.
        """
        from generation.provenance.seal import seal

        made = wire.read(wire.FilmResult, result)
        kind = next((one for one in get_args(SourceType) if one == made.source_type), None)
        if kind is None:
            raise WorkerLost("garbled")
        with self.folder.scratch() as tmp:
            sealed = seal(
                _clip(made, tmp), self.chain(), source_type=kind, grants=grants,
                parts=[self.vault.get(part) for part in parts],
                larger=None if larger is None else self.vault.get(larger.blob),
            )  # fmt: skip
            data = sealed.clip.file.read_bytes()
        owner, put = clip_owner(clip), self.vault.put
        return ClipRow(
            id=clip,
            film=film,
            cut=cut,
            blob=put(owner, "film", data),
            poster=put(owner, "poster", made.poster),
            subtitles=put(owner, "subtitles", made.subtitles.encode()),
            timeline=put(owner, "timeline", made.timeline.encode()),
            panels=None if made.panels is None else put(owner, "panels", made.panels),
            width_px=made.width,
            height_px=made.height,
            duration_s=made.duration_s,
            fingerprint=sealed.fingerprint,
            sha256=sealed.sha256,
            source_type=sealed.source_type,
            engine=made.engine,
            voice=made.voice,
            seconds=sum(made.seconds.values()),
            made_at=at,
        )

    def load(self, row: ClipRow) -> SealedFilm:
        """Read a clip back.

        Raises:
            DataBroken: Its key or a file is gone.
        """
        return SealedFilm(
            id=row.id,
            film=self.vault.get(row.blob),
            poster=self.vault.get(row.poster),
            subtitles=self.vault.get(row.subtitles).decode(),
            width_px=row.width_px,
            height_px=row.height_px,
            duration_s=row.duration_s,
            panels=None if row.panels is None else self.vault.get(row.panels),
        )


def _clip(made: wire.FilmResult, tmp: Path) -> Clip:
    """Lay a film down where it can be signed; what belongs to it stays in memory."""
    file = tmp / "film.mp4"
    file.write_bytes(made.film)
    side = isqrt(len(made.stills) // STILLS)
    stills = np.frombuffer(made.stills, np.uint8).reshape(STILLS, side, side)
    return Clip(
        file=file,
        poster=tmp / "film.jpg",
        subtitles=tmp / "film.srt",
        timeline=tmp / "film.json",
        width_px=made.width,
        height_px=made.height,
        duration_s=made.duration_s,
        frames=made.frames,
        loudness_lufs=made.loudness_lufs,
        unwritten=tuple(made.unwritten),
        stills=tuple(stills),
        times=StageTimes(seconds=made.seconds),
    )


async def seal_and_keep(
    house: House, clip: str, seal: Callable[[], ClipRow], keep: Callable[[Books, ClipRow], bool]
) -> None:
    """Have a clip sealed in a thread and written into the books, or leave nothing of it.

    Whoever gives up meanwhile waits for that: the thread would go on writing under the clip's key
    after everybody else had done with it.

    Args:
        house: Its books and vault.
        clip: Id of the clip.
        seal: Seals it and puts its files away. Blocking.
        keep: Writes it into the books, in one transaction; False where it is not to be kept.

    Raises:
        RenderError, DiskFull: As ``Sealer.put_away`` has it; and what ``keep`` raises.
    """
    await _to_its_end(_sealed_and_kept(house, clip, seal, keep))


async def _sealed_and_kept(
    house: House, clip: str, seal: Callable[[], ClipRow], keep: Callable[[Books, ClipRow], bool]
) -> None:
    house.sealing.add(clip)  # its name is as old as the work on it
    kept = False
    try:
        row = await asyncio.to_thread(seal)
        kept = await house.database.write(lambda books: keep(books, row))
    finally:
        if not kept:
            with suppress(MachineError):  # the keeper finds what is left
                await asyncio.to_thread(house.vault.forget, clip_owner(clip))
        house.sealing.discard(clip)


async def _to_its_end(work: Coroutine[Any, Any, None]) -> None:
    """Do what is begun, though whoever waits for it gives up, once or more often."""
    task = asyncio.ensure_future(work)
    given_up: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            given_up = error
    if given_up is not None:
        task.exception()  # looked at: nobody is left who could be told
        raise given_up
    task.result()
