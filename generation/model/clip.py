"""What production takes and gives: the order, the unsealed clip, the sealed clip."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt

from generation.arrays import SAMPLE_RATE_HZ, Samples
from generation.model.likeness import Likeness
from generation.model.screenplay import Screenplay

JOINED_MAX_S = 60.0
"""The longest film of several scenes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderSpec:
    """What the film must measure. ``fps`` is exact, as containers store it; sides are even."""

    width_px: int = 720
    height_px: int = 1280
    fps: Fraction = Fraction(30)
    sample_rate_hz: int = SAMPLE_RATE_HZ


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOrder:
    """Everything a worker needs for one clip, and nothing else: no secrets, no ids of people.

    ``recordings`` holds lines that are heard as their speakers said them: line id → mono 48 kHz.
    """

    clip_id: str
    screenplay: Screenplay
    likenesses: Mapping[str, Likeness]
    spec: RenderSpec = field(default_factory=RenderSpec)
    recordings: Mapping[str, Samples] = field(default_factory=dict)
    seed: int = 0
    label: tuple[str, str] = ("AI · Walkon", "AI · Walkon")  # the requester's language, English
    panels: bool = False  # four frames as a comic, beside the film


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTimes:
    """Wall seconds a clip spent in each stage."""

    seconds: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A mastered film that carries no signature yet. Files belong to the caller's folder."""

    file: Path
    poster: Path
    subtitles: Path
    timeline: Path
    width_px: int
    height_px: int
    duration_s: float
    frames: int
    loudness_lufs: float
    unwritten: tuple[str, ...]  # line ids whose script no font at hand can draw
    stills: tuple[npt.NDArray[np.uint8], ...]  # eight small luma pictures, for the fingerprint
    times: StageTimes
    panels: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedClip:
    """A clip with its C2PA manifest: the only thing that may be shown to anyone.

    Made by ``generation.provenance.seal`` alone.
    """

    clip: Clip
    fingerprint: bytes  # 64 bytes: eight 64-bit difference hashes
    sha256: str
    source_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedFilm:
    """A sealed clip read back from where it is kept: the only film a chat can be given.

    Attributes:
        id: Clip id, as in the file's AIGC tag.
        film: The mp4.
        poster: JPEG of at most 320 px.
        subtitles: SRT.
        panels: PNG of a comic page, or None.
    """

    id: str
    film: bytes
    poster: bytes
    subtitles: str
    width_px: int
    height_px: int
    duration_s: float
    panels: bytes | None = None
