"""Several finished films become one: their pictures as they are, their sound put together anew."""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import accumulate, pairwise
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np

from generation.arrays import StereoSamples, Yuv420Frame
from generation.errors import JoinRejected
from generation.files import write_text
from generation.media.encode import encode
from generation.media.poster import write_poster
from generation.media.probe import decode_sound, frames_at, probe
from generation.media.splice import Kept
from generation.media.subtitles import write_srt
from generation.model.clip import JOINED_MAX_S, Clip, RenderSpec, StageTimes
from generation.model.timeline import Cue
from generation.production.stills import still_frames, still_of
from generation.provenance.aigc import AIGC_KEY, aigc_tag
from generation.sound.loudness import loudness_lufs
from generation.sound.seams import joined

_MOMENTS = frozenset(("start_s", "end_s"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A finished film that becomes a part of another one.

    Attributes:
        film: The mp4.
        timeline: Its timeline file, as text.
        tokens: Cast token in it → cast token in the joined film; those not named keep theirs.
    """

    film: Path
    timeline: str
    tokens: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Reel:
    """A scene with what its timeline says; ``first`` is its first frame in the joined film."""

    scene: Scene
    paper: Mapping[str, Any]
    first: int
    frames: int

    @property
    def end(self) -> int:
        return self.first + self.frames


def join(scenes: Sequence[Scene], out: Path, *, clip_id: str, stop: Event | None = None) -> Clip:
    """Make one film of several, with its poster, subtitles and timeline beside it. Blocking.

    No picture is encoded again, and so none is decoded but for the poster and the fingerprint.

    Args:
        scenes: In order, at least two, alike in size and frame rate.
        out: The mp4.
        clip_id: Stands in its AIGC tag.
        stop: Set from another thread to give up.

    Raises:
        JoinRejected: ``too-long``, ``sizes``, or ``broken`` where a film is not what its timeline
            says.
        RenderError: ``stop`` was set.
        DiskFull: No room is left.
        NotPermitted: The folder may not be written.
    """
    started = time.perf_counter()
    reels, spec = _reels(scenes)
    sound = joined(
        [_sound_of(reel, spec) for reel in reels], seed=zlib.crc32(reels[0].scene.timeline.encode())
    )
    kept = [Kept(film=reel.scene.film, spans=((0, reel.frames),), at=reel.first) for reel in reels]
    encoded = encode(
        iter(()),
        sound,
        out,
        spec=spec,
        metadata={AIGC_KEY: aigc_tag(clip_id)},
        kept=kept,
        stop=stop,
    )
    if probe(out).frames != reels[-1].end:
        out.unlink(missing_ok=True)
        raise JoinRejected("broken")
    poster, subtitles = out.with_suffix(".jpg"), out.with_suffix(".srt")
    timeline = out.with_suffix(".timeline.json")
    stills, first = _pictures(reels)
    write_poster(first, poster)
    write_srt([cue for reel in reels for cue in _cues(reel, spec)], subtitles)
    write_text(_timeline(reels, spec), timeline)
    return Clip(
        file=out, poster=poster, subtitles=subtitles, timeline=timeline,
        width_px=spec.width_px, height_px=spec.height_px, duration_s=encoded.duration_s,
        frames=encoded.frames, loudness_lufs=loudness_lufs(sound), unwritten=(), stills=stills,
        times=StageTimes(seconds={"join": time.perf_counter() - started}),
    )  # fmt: skip


def _reels(scenes: Sequence[Scene]) -> tuple[list[_Reel], RenderSpec]:
    try:
        papers = [json.loads(scene.timeline) for scene in scenes]
        sizes = {(int(paper["width"]), int(paper["height"])) for paper in papers}
        rates = {Fraction(paper["fps"]) for paper in papers}
        if len(sizes) != 1:
            raise JoinRejected("sizes")
        if len(rates) != 1:
            raise JoinRejected("rates")
        (width, height), fps = sizes.pop(), rates.pop()
        lengths = [round(float(paper["shots"][-1]["end_s"]) * fps) for paper in papers]
    except (ValueError, LookupError, TypeError) as error:
        raise JoinRejected("broken") from error
    if sum(lengths) > JOINED_MAX_S * fps:
        raise JoinRejected("too-long", limit_s=round(JOINED_MAX_S), given_s=sum(lengths) // fps)
    starts = accumulate(lengths, initial=0)
    reels = [_Reel(*one) for one in zip(scenes, papers, starts, lengths, strict=False)]
    return reels, RenderSpec(width_px=width, height_px=height, fps=fps)


def _sound_of(reel: _Reel, spec: RenderSpec) -> StereoSamples:
    """Return the sound, exactly as long as the picture: AAC fills its last block."""
    sound = decode_sound(reel.scene.film)
    wanted = round(reel.frames / spec.fps * spec.sample_rate_hz)
    missing = max(0, wanted - len(sound))
    return np.pad(sound, ((0, missing), (0, 0)))[:wanted]


def _pictures(reels: Sequence[_Reel]) -> tuple[tuple[Any, ...], Yuv420Frame]:
    """Return the stills of the whole film, and its first frame."""
    chosen = still_frames(reels[-1].end)
    wanted = {0, *chosen}
    found: dict[int, Yuv420Frame] = {}
    for reel in reels:
        inside = {index - reel.first for index in wanted if reel.first <= index < reel.end}
        for index, frame in frames_at(reel.scene.film, inside).items():
            found[index + reel.first] = frame
    if len(found) != len(wanted):
        raise JoinRejected("broken")
    return tuple(still_of(found[index]) for index in chosen), found[0]


def _cues(reel: _Reel, spec: RenderSpec) -> list[Cue]:
    later = float(reel.first / spec.fps)
    return [
        Cue(
            line_id=line["id"], shot_id=line["shot"], who=line["who"], text=line["text"],
            language=line["language"], start_s=line["start_s"], end_s=line["end_s"], words=(),
            phonemes=(), silent=line.get("silent", False),
        ).moved(later)
        for line in reel.paper["lines"]
    ]  # fmt: skip


def _timeline(reels: Sequence[_Reel], spec: RenderSpec) -> str:
    """Return the timelines as one: shots and lines are numbered through, times are the film's."""
    whole = dict(reels[0].paper)
    shots: list[Any] = []
    lines: list[Any] = []
    beats: list[float] = []
    for reel in reels:
        later, names = float(reel.first / spec.fps), dict[str, str]()
        for shot in reel.paper["shots"]:
            names[shot["id"]] = f"S{len(shots) + 1}"
            told = {key: value for key, value in shot.items() if key != "key"}
            shots.append(_moved({**told, "id": names[shot["id"]]}, later, reel.scene.tokens))
        for line in reel.paper["lines"]:
            told = {**line, "id": f"L{len(lines) + 1}", "shot": names[line["shot"]]}
            lines.append(_moved(told, later, reel.scene.tokens))
        beats += [_later(beat, later) for beat in reel.paper["beats_s"]]
    whole |= {
        "duration_s": round(float(reels[-1].end / spec.fps), 3),
        "seams_s": [round(float(b.first / spec.fps), 3) for _, b in pairwise(reels)],
        "shots": shots, "lines": lines, "beats_s": beats,
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _moved(value: Any, later: float, tokens: Mapping[str, str]) -> Any:
    """Return a piece of a timeline ``later`` seconds on, its people called by other tokens."""
    if isinstance(value, list):
        return [_moved(one, later, tokens) for one in value]
    if not isinstance(value, dict):
        return value
    moved = {key: _moved(one, later, tokens) for key, one in value.items()}
    moved |= {key: _later(value[key], later) for key in _MOMENTS & value.keys()}
    moved |= {key: tokens.get(value[key], value[key]) for key in {"who", "token"} & value.keys()}
    if "blinks_s" in value:
        moved["blinks_s"] = [_later(blink, later) for blink in value["blinks_s"]]
    return moved


def _later(at_s: float, later: float) -> float:
    return round(at_s + later, 3)
