"""What ``walkon bench --gpu`` is asked for: sizes, variants, goals. Pure; no model library."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from generation.errors import OptionRejected

SIDE, SIDE_MIN, SIDE_MAX = 32, 64, 1920  # pixels; the model's sides are multiples of 32
SIZES_MAX = 4
SIZES_DEFAULT = "512x768,704x1280"
GIVEN_SHOWN = 40  # characters of a wrong value that the sentence repeats

FRAMES, SMALL_FRAMES, FPS = 121, 9, 24  # five seconds; a multiple of eight, and one
SMALLER = 8  # sides of a shrunk film are an eighth

VARIANTS = ("eager", "cudnn", "compile", "fp8")
"""In the order they are tried; each adds to those before it, and ``eager`` is none of them."""

TWICE_FROM_PX = 512 * 768  # larger pictures are also filmed in two passes, small ones first


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmSize:
    """One size to measure.

    Attributes:
        asked: As it was asked for, ``WIDTHxHEIGHT``.
        width: Of the pictures filmed, in pixels.
        height: Of the pictures filmed, in pixels.
        frames: How many pictures; a multiple of eight, and one.
        twice: It is filmed in two passes as well.
    """

    asked: str
    width: int
    height: int
    frames: int
    twice: bool

    @property
    def seconds(self) -> float:
        """How long the film plays."""
        return self.frames / FPS

    def shrunk(self) -> FilmSize:
        """Return a moment of it, each side about an eighth, for where there is no GPU."""
        return replace(
            self, width=_shrunk(self.width), height=_shrunk(self.height), frames=SMALL_FRAMES
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """How soon a film of five seconds is to be there; in seconds on one H200."""

    limit_s: float
    stretch_s: float | None = None


GOALS = {
    "512x768": Goal(limit_s=5.0, stretch_s=3.0),
    "704x1280": Goal(limit_s=10.0),
}


def parse_sizes(text: str) -> tuple[FilmSize, ...]:
    """Read ``WIDTHxHEIGHT,…``.

    Raises:
        OptionRejected: ``gpu-sizes``: no size, too many, or one that the model cannot film.
    """
    found = [re.fullmatch(r"(\d{1,4})x(\d{1,4})", word.strip()) for word in text.split(",")]
    sizes = [(int(match[1]), int(match[2])) for match in found if match is not None]
    if len(sizes) != len(found) or len(sizes) > SIZES_MAX or not all(map(_filmable, sizes)):
        raise OptionRejected(
            "gpu-sizes", given=text[:GIVEN_SHOWN], low=SIDE_MIN, high=SIDE_MAX, most=SIZES_MAX
        )
    return tuple(_film(*size) for size in dict.fromkeys(sizes))


def parse_variants(text: str) -> tuple[str, ...]:
    """Read names of variants, separated by commas; they come back in the order they are tried.

    Raises:
        OptionRejected: ``gpu-variants``: one is not known.
    """
    words = {word.strip() for word in text.split(",")}
    if unknown := sorted(words.difference(VARIANTS)):
        raise OptionRejected(
            "gpu-variants", given=unknown[0][:GIVEN_SHOWN], known=" ".join(VARIANTS)
        )
    return tuple(name for name in VARIANTS if name in words)


def _filmable(size: tuple[int, int]) -> bool:
    return all(SIDE_MIN <= side <= SIDE_MAX and side % SIDE == 0 for side in size)


def _film(width: int, height: int) -> FilmSize:
    halves = all(side % (2 * SIDE) == 0 for side in (width, height))
    return FilmSize(
        asked=f"{width}x{height}", width=width, height=height, frames=FRAMES,
        twice=halves and width * height > TWICE_FROM_PX,
    )  # fmt: skip


def _shrunk(side: int) -> int:
    return max(side // SMALLER // (2 * SIDE), 1) * 2 * SIDE
