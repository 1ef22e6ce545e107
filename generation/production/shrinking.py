"""A finished film becomes a smaller file: its pictures encoded once more, its sound as it is."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from threading import Event
from typing import Any

from generation.arrays import Yuv420Frame
from generation.files import write_text
from generation.media.encode import BURST_S, encode
from generation.media.probe import FilmFacts, decode_frames, decode_sound, probe, sound_bytes
from generation.model.clip import Clip, RenderSpec, StageTimes
from generation.production.stills import still_frames, still_of
from generation.provenance.aigc import AIGC_KEY, aigc_tag
from generation.sound.loudness import loudness_lufs

STAGE = "shrinking"
MARGIN = 0.97  # of the room: x264 keeps its limit to about a hundredth
SEAL_BYTES = 32_000  # a signature has 5 kB, and as much for each film this one is made of
INDEX_BYTES_PER_FRAME = 40  # of the container, sound included
PLENTY_SHARE = 0.5  # of what a film has for each pixel; with less, blocks are seen in rain and snow
SIDE_MIN_PX = 320  # the label can still be read
PICTURE_MIN_BITS_PER_S = 48_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A finished film and what lies beside it.

    Attributes:
        film: The mp4.
        timeline: Its timeline file, as text.
        poster: Of the film; it stays as it is.
        subtitles: As well.
        panels: As well, or None.
    """

    film: Path
    timeline: str
    poster: Path
    subtitles: Path
    panels: Path | None = None


def shrink(
    finished: Finished,
    out: Path,
    *,
    clip_id: str,
    room_bytes: int,
    stop: Event | None = None,
    report: Callable[[str, float], None] = lambda _stage, _share: None,
) -> Clip:
    """Encode a film once more so that it fits into ``room_bytes`` after it is sealed. Blocking.

    Length, frame rate and sound stay; where so few bits would be seen, the picture gets fewer
    pixels. A room that is too small for any picture is not kept.

    Raises:
        MediaRejected: It cannot be decoded.
        RenderError: ``stop`` was set.
        DiskFull: No room is left.
        NotPermitted: The folder may not be written.
    """
    started = time.perf_counter()
    facts, paper = probe(finished.film), json.loads(finished.timeline)
    sound = sound_bytes(finished.film)
    bits = picture_bits_per_s(facts, room_bytes=room_bytes, sound=sound)
    has = (finished.film.stat().st_size - sound) * 8 / facts.duration_s
    width, height = fitting_size(facts.width_px, facts.height_px, share=bits / has)
    spec = RenderSpec(width_px=width, height_px=height, fps=facts.fps)
    watch = _Watch(facts.frames, report)
    encoded = encode(
        watch.over(decode_frames(finished.film, size=(width, height))),
        finished.film,
        out,
        spec=spec,
        metadata={AIGC_KEY: aigc_tag(clip_id)},
        cuts=[round(float(shot["start_s"]) * facts.fps) for shot in paper["shots"]],
        bits_per_s=bits,
        stop=stop,
    )
    timeline = out.with_suffix(".timeline.json")
    write_text(_scaled(paper, spec), timeline)
    return Clip(
        file=out, poster=finished.poster, subtitles=finished.subtitles, timeline=timeline,
        panels=finished.panels, width_px=width, height_px=height, duration_s=encoded.duration_s,
        frames=encoded.frames, loudness_lufs=loudness_lufs(decode_sound(finished.film)),
        unwritten=(), stills=tuple(watch.stills),
        times=StageTimes(seconds={STAGE: time.perf_counter() - started}),
    )  # fmt: skip


def picture_bits_per_s(facts: FilmFacts, *, room_bytes: int, sound: int) -> int:
    """Return what the picture may take of a room, beside sound, index and seal."""
    index = INDEX_BYTES_PER_FRAME * facts.frames
    left = room_bytes * MARGIN - sound - index - SEAL_BYTES
    return max(PICTURE_MIN_BITS_PER_S, int(left * 8 / (facts.duration_s + BURST_S)))


def fitting_size(width: int, height: int, *, share: float) -> tuple[int, int]:
    """Return width and height, even, for which a ``share`` of the bits is plenty; never larger."""
    least = min(1.0, SIDE_MIN_PX / min(width, height))
    scale = min(1.0, max(least, math.sqrt(share / PLENTY_SHARE)))
    return 2 * round(width * scale / 2), 2 * round(height * scale / 2)


class _Watch:
    """Takes the small pictures of a film as its frames go by, and says how far it is."""

    def __init__(self, frames: int, report: Callable[[str, float], None]) -> None:
        self.stills: list[Any] = []
        self._wanted, self._frames, self._report = still_frames(frames), frames, report

    def over(self, frames: Iterator[Yuv420Frame]) -> Iterator[Yuv420Frame]:
        every = max(1, self._frames // 50)
        for index, frame in enumerate(frames):
            self.stills += [still_of(frame)] * self._wanted.count(index)
            if index % every == 0:
                self._report(STAGE, index / self._frames)
            yield frame


def _scaled(paper: dict[str, Any], spec: RenderSpec) -> str:
    """Return a timeline in other pixels. Its shots have no keys: no film takes them over."""
    scale = Fraction(spec.width_px, int(paper["width"]))
    shots = [
        {
            **{key: value for key, value in shot.items() if key != "key"},
            "actors": [
                {**actor, "face_px": [round(side * scale) for side in actor["face_px"]]}
                for actor in shot["actors"]
            ],
        }
        for shot in paper["shots"]
    ]
    whole = {**paper, "width": spec.width_px, "height": spec.height_px, "shots": shots}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
