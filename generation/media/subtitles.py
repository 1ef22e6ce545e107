"""Spoken lines as an .srt file. The subtitles in the picture are drawn elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generation.files import write_text
from generation.model.timeline import Cue


def write_srt(cues: Sequence[Cue], path: Path) -> None:
    """Write SubRip text, UTF-8, one block a line, in the order they are heard.

    Raises:
        DiskFull: No room is left.
        NotPermitted: The folder may not be written.
    """
    ordered = sorted(
        (cue for cue in cues if not cue.silent), key=lambda cue: (cue.start_s, cue.end_s)
    )
    write_text("\n".join(_block(number, cue) for number, cue in enumerate(ordered, 1)), path)


def _block(number: int, cue: Cue) -> str:
    words = " ".join(cue.text.split())  # a blank line inside would end the block
    return f"{number}\n{_clock(cue.start_s)} --> {_clock(cue.end_s)}\n{words}\n"


def _clock(seconds: float) -> str:
    """Hours, minutes, seconds and milliseconds as SubRip writes them."""
    total_ms = max(round(seconds * 1000), 0)
    minutes, ms = divmod(total_ms, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{ms // 1000:02d},{ms % 1000:03d}"
