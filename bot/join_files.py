"""``walkon render --join``: films of ours, as files, become one."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ulid import ULID

from bot.bootstrap import Workshop, workshop
from bot.console import Console, interruptible
from bot.handing_over import beside, handed_over, make_room
from bot.settings import Settings
from generation.errors import JoinRejected, OptionRejected, WalkonError
from generation.files import shown_name
from generation.model.clip import SealedClip

OUT_FOLDER = Path("films")


def join_files(given: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Join, seal; print where the film is."""
    start = time.perf_counter()
    clip_id = str(ULID()).lower()
    films = [film.expanduser() for film in given.join]
    out = (given.out or OUT_FOLDER / f"{clip_id}.mp4").expanduser()
    _check(given, films, out)
    make_room(out)
    with workshop(settings, console.fetching) as shop:
        sealed = _joined(films, shop, out, console, clip_id)
    clip = sealed.clip
    console.result(
        "joined",
        {
            "clip": clip_id,
            "file": str(clip.file),
            "scenes": len(films),
            "duration_s": round(clip.duration_s, 3),
            "frames": clip.frames,
            "loudness_lufs": round(clip.loudness_lufs, 2),
            "sha256": sealed.sha256,
            "source_type": sealed.source_type,
            "seconds": round(time.perf_counter() - start, 2),
        },
    )
    return 0


def _check(given: argparse.Namespace, films: Sequence[Path], out: Path) -> None:
    if len(films) < 2:
        raise JoinRejected("one")
    if any((given.sentence, given.from_screenplay, given.after, given.of, given.retake)):
        raise OptionRejected("join-alone")
    read = {
        os.path.realpath(path) for film in films for path in beside(film, panels=False).values()
    }
    for path in beside(out, panels=False).values():
        if os.path.realpath(path) in read:
            raise OptionRejected("overwrites", file=shown_name(path))


def _joined(
    films: Sequence[Path], shop: Workshop, out: Path, console: Console, clip_id: str
) -> SealedClip:
    from generation.production.joining import Scene, join
    from generation.provenance.manifest import source_of_parts
    from generation.provenance.seal import seal

    types = [_source_of(film, shop) for film in films]
    scenes = [Scene(film=film, timeline=_timeline_of(film)) for film in films]
    with shop.folder.scratch() as tmp, console.progress() as report:
        report("rolling", 0.1)
        with interruptible() as stop:
            clip = join(scenes, tmp / "film.mp4", clip_id=clip_id, stop=stop)
        report("sealing", 0.9)
        parts = [film.read_bytes() for film in films]
        sealed = seal(clip, shop.chain, source_type=source_of_parts(types), parts=parts)
        return replace(sealed, clip=handed_over(sealed.clip, out))


def _source_of(film: Path, shop: Workshop) -> str:
    """Return the source type of a film of ours, as it was sealed.

    Raises:
        JoinRejected: ``foreign``: it is not one, or not as it was.
    """
    from generation.provenance.verify import verify

    try:
        verdict = verify(film, shop.chain.root)
    except WalkonError as error:
        raise JoinRejected("foreign", file=shown_name(film)) from error
    if (verdict.state, verdict.origin) != ("valid", "ours") or verdict.source_type is None:
        raise JoinRejected("foreign", file=shown_name(film))
    return verdict.source_type


def _timeline_of(film: Path) -> str:
    path = beside(film, panels=False)["timeline"]
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError) as error:
        raise JoinRejected("timeline", file=shown_name(film)) from error
