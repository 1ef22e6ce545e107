"""A clip and the files it names as one result that travels, and back into a folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from generation.errors import WorkerLost
from generation.farm.wire import FilmResult
from generation.files import own_errors, write_text
from generation.model.clip import Clip, StageTimes

STILLS_SHAPE = (8, 32, 32)


def film_result(clip: Clip, *, engine: str, voice: str, source_type: str) -> FilmResult:
    """Read a clip's files; they are not needed afterwards."""
    return FilmResult(
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
        seconds=dict(clip.times.seconds),
    )


def clip_in(folder: Path, result: FilmResult) -> Clip:
    """Write the files of a result into ``folder`` and return the unsealed clip they are.

    Raises:
        WorkerLost: ``garbled``: its stills are no stills.
        DiskFull: No room is left.
        NotPermitted: The folder may not be written.
    """
    levels = np.frombuffer(result.stills, np.uint8)
    if levels.size != np.prod(STILLS_SHAPE):
        raise WorkerLost("garbled")
    film, poster = folder / "film.mp4", folder / "film.jpg"
    subtitles, timeline = folder / "film.srt", folder / "film.timeline.json"
    with own_errors(film):
        film.write_bytes(result.film)
        poster.write_bytes(result.poster)
    write_text(result.subtitles, subtitles)
    write_text(result.timeline, timeline)
    return Clip(
        file=film,
        poster=poster,
        subtitles=subtitles,
        timeline=timeline,
        width_px=result.width,
        height_px=result.height,
        duration_s=result.duration_s,
        frames=result.frames,
        loudness_lufs=result.loudness_lufs,
        unwritten=tuple(result.unwritten),
        stills=tuple(levels.reshape(STILLS_SHAPE)),
        times=StageTimes(seconds=result.seconds),
    )
