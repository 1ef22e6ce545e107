"""Where a finished film and what belongs to it go on the command line: all of it, or nothing."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from generation.errors import NotPermitted, OptionRejected
from generation.files import atomic_output, own_errors, shown_name
from generation.model.clip import Clip


def beside(out: Path, *, panels: bool) -> dict[str, Path]:
    """Return where a film and what belongs to it go; the film is first."""
    comic = {"panels": out.with_name(f"{out.stem}.panels.png")} if panels else {}
    return {
        "file": out,
        "poster": out.with_name(f"{out.stem}.poster.jpg"),
        "subtitles": out.with_name(f"{out.stem}.srt"),
        "timeline": out.with_name(f"{out.stem}.timeline.json"),
        **comic,
    }


def make_room(out: Path) -> None:
    """Find out before the work whether ``out`` can be written after it.

    Raises:
        OptionRejected: It is a folder.
        NotPermitted: Its folder cannot be made or written.
    """
    with own_errors(out):
        if out.is_dir():
            raise OptionRejected("out-folder", file=shown_name(out))
        out.parent.mkdir(parents=True, exist_ok=True)
    if not os.access(out.parent, os.W_OK):
        raise NotPermitted("write", path=str(out.parent))


def handed_over(clip: Clip, out: Path) -> Clip:
    """Copy the finished files to where they were asked for: all of them or none."""
    targets = beside(out, panels=clip.panels is not None)
    with ExitStack() as parts:  # closes in reverse: the film itself appears last
        for name, target in targets.items():
            source: Path = getattr(clip, name)
            parts.enter_context(atomic_output(target)).write_bytes(source.read_bytes())
    return replace(
        clip,
        file=targets["file"],
        poster=targets["poster"],
        subtitles=targets["subtitles"],
        timeline=targets["timeline"],
        panels=targets.get("panels"),
    )
