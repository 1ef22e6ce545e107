"""Films on their way into a worker's private folder, and out of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from generation.farm import wire
from generation.model.clip import Clip

if TYPE_CHECKING:
    from generation.production.earlier import Earlier
    from generation.production.shrinking import Finished


def earlier_film(given: wire.EarlierFilm, folder: Path) -> Earlier:
    """Lay a film from before into a folder."""
    from generation.production.earlier import Earlier

    file = folder / "earlier.mp4"
    file.write_bytes(given.film)
    return Earlier.read(file, given.timeline)


def laid_down(given: wire.ShrinkBody, folder: Path) -> Finished:
    """Lay a finished film, and what lies beside it, into a folder."""
    from generation.production.shrinking import Finished

    finished = Finished(
        film=folder / "larger.mp4", timeline=given.made.timeline, poster=folder / "larger.jpg",
        subtitles=folder / "larger.srt",
        panels=None if given.panels is None else folder / "larger.png",
    )  # fmt: skip
    finished.film.write_bytes(given.made.film)
    finished.poster.write_bytes(given.poster)
    finished.subtitles.write_text(given.subtitles, encoding="utf-8")
    if finished.panels is not None:
        finished.panels.write_bytes(given.panels or b"")
    return finished


def film_result(clip: Clip, *, engine: str, voice: str, source_type: str) -> wire.FilmResult:
    """Read a clip's files; they are not needed afterwards."""
    return wire.FilmResult(
        film=clip.file.read_bytes(),
        poster=clip.poster.read_bytes(),
        subtitles=clip.subtitles.read_text(encoding="utf-8"),
        timeline=clip.timeline.read_text(encoding="utf-8"),
        stills=np.stack(clip.stills).tobytes(),
        width=clip.width_px,
        height=clip.height_px,
        duration_s=clip.duration_s,
        frames=clip.frames,
        loudness_lufs=clip.loudness_lufs,
        engine=engine,
        voice=voice,
        source_type=source_type,
        unwritten=list(clip.unwritten),
        panels=None if clip.panels is None else clip.panels.read_bytes(),
        seconds=dict(clip.times.seconds),
    )
