"""From a worker's result to a clip in the vault: sealed here, because the key never leaves here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from generation.model.clip import SealedFilm
from generation.model.film import Cut
from generation.ports import Packed
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
    ) -> ClipRow:
        """Seal one result and encrypt its files under the clip's own key.

        Raises:
            RenderError: The film carries no label, or cannot be signed.
            DiskFull: No room is left.
        """
        from generation.provenance.seal import seal

        with self.folder.scratch() as tmp:
            sealed = seal(
                _clip(result, tmp), self.chain(), source_type=_text(result, "source_type"),  # type: ignore[arg-type]
                grants=grants,
            )  # fmt: skip
            data = sealed.clip.file.read_bytes()
        owner = clip_owner(clip)
        seconds = result["seconds"]
        return ClipRow(
            id=clip,
            film=film,
            cut=cut,
            blob=self.vault.put(owner, "film", data),
            poster=self.vault.put(owner, "poster", _bytes(result, "poster")),
            subtitles=self.vault.put(owner, "subtitles", _text(result, "subtitles").encode()),
            timeline=self.vault.put(owner, "timeline", _text(result, "timeline").encode()),
            width_px=_number(result, "width"),
            height_px=_number(result, "height"),
            duration_s=float(str(result["duration_s"])),
            fingerprint=sealed.fingerprint,
            sha256=sealed.sha256,
            source_type=sealed.source_type,
            engine=_text(result, "engine"),
            voice=_text(result, "voice"),
            seconds=sum(seconds.values()) if isinstance(seconds, dict) else 0.0,
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
        )


def _clip(result: Packed, tmp: Path) -> object:
    import numpy as np

    from generation.model.clip import Clip, StageTimes
    from generation.provenance.fingerprint import STILLS

    file = tmp / "film.mp4"
    file.write_bytes(_bytes(result, "film"))
    stills = np.frombuffer(_bytes(result, "stills"), np.uint8).reshape(STILLS, 32, 32)
    return Clip(
        file=file,
        poster=tmp / "film.jpg",
        subtitles=tmp / "film.srt",
        timeline=tmp / "film.json",
        width_px=_number(result, "width"),
        height_px=_number(result, "height"),
        duration_s=float(str(result["duration_s"])),
        frames=_number(result, "frames"),
        loudness_lufs=float(str(result["loudness_lufs"])),
        unwritten=(),
        stills=tuple(stills),
        times=StageTimes(seconds={}),
    )


def _bytes(result: Packed, key: str) -> bytes:
    value = result[key]
    if not isinstance(value, bytes):
        raise TypeError(key)
    return value


def _text(result: Packed, key: str) -> str:
    return str(result[key])


def _number(result: Packed, key: str) -> int:
    return int(str(result[key]))
