"""A film from a server: bytes to pictures at an even pace, and its sound. Runs in the sandbox.

The header is believed in nothing: times and sizes are taken from what is really there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

import av

from generation.arrays import RgbImage, StereoSamples
from generation.errors import MediaRejected
from generation.media.container import MALFORMED, opened
from generation.media.footage import check_size, frames_of, picture_stream, printed
from generation.media.hearing import heard_on_two_sides

CLIP_MAX_BYTES = 800_000_000  # twelve seconds of 720x1280 at 24 a second are 796 MB as pixels
GAP_MAX_S = 1.0  # a picture that stands still for longer is no film any more
STEP_S = 1 / 24  # how long a picture is shown where nothing says so
EARLY_S = 1e-4  # stamps are rounded
MORE, END = b"\1", b"\0"  # what the child writes before a picture, and behind the last

Size = tuple[int, int]
"""Width and height in pixels."""


class Wanted(NamedTuple):
    """What is needed of a film.

    Attributes:
        fps: Frames a second.
        frames: At most so many.
        within: What the frames are needed to cover; larger ones are scaled down.
    """

    fps: Fraction
    frames: int
    within: Size | None


class Stamped(NamedTuple):
    """A frame, and when it is shown, in seconds from the first one."""

    at_s: float
    frame: av.VideoFrame


def developed(data: bytes, demuxer: str, wanted: Wanted) -> tuple[Size, Iterator[RgbImage]]:
    """Return the size of the pictures, and then the pictures, one for each wanted frame.

    There are fewer where the film is shorter, or cannot be decoded to its end.

    Raises:
        MediaRejected: ``audio-only``, ``codec``, ``video-size`` or ``broken``.
    """
    film = _stamped(_decoded(data, demuxer))
    first = next(film, None)
    if first is None:
        raise MediaRejected("broken")
    size = _fitting(_shown(first.frame), wanted)
    return size, _pictures(paced(_all(first, film), wanted), size)


def sound_of(data: bytes, demuxer: str, wanted: Wanted) -> StereoSamples | None:
    """Return what is heard from the first picture on, as long as the wanted frames."""
    length_s = float(wanted.frames / wanted.fps)
    zero_s = _begins_s(data, demuxer)
    return heard_on_two_sides(data, demuxer, zero_s=zero_s, limit_s=math.ceil(length_s))


def paced(film: Iterable[Stamped], wanted: Wanted) -> Iterator[av.VideoFrame]:
    """Yield at each tick the frame that is nearest to it, for as long as the film lasts."""
    tick, before, step_s = 0, None, STEP_S
    for now in film:
        if before is not None:
            step_s = now.at_s - before.at_s
            while tick < wanted.frames and tick / wanted.fps <= before.at_s + step_s / 2:
                yield before.frame
                tick += 1
        if tick >= wanted.frames:
            return
        before = now
    while before is not None and _lasts(tick, before.at_s + step_s, wanted):
        yield before.frame
        tick += 1


def _lasts(tick: int, end_s: float, wanted: Wanted) -> bool:
    return tick < wanted.frames and tick / wanted.fps < end_s - EARLY_S


def _decoded(data: bytes, demuxer: str) -> Iterator[av.VideoFrame]:
    try:
        with opened(data, demuxer) as container:
            for frame in frames_of(container, picture_stream(container)):
                check_size(frame.width, frame.height)
                yield frame
    except MALFORMED as error:
        raise MediaRejected("broken") from error


def _stamped(frames: Iterable[av.VideoFrame]) -> Iterator[Stamped]:
    """Yield frames with their times, until one is too long in coming."""
    zero_s, before_s, step_s = 0.0, -STEP_S, STEP_S
    for number, frame in enumerate(frames):
        if number == 0:
            zero_s = frame.time or 0.0
        at_s = before_s + step_s if frame.pts is None else frame.time - zero_s
        if at_s <= before_s:  # stamps that do not go on are no stamps
            at_s = before_s + step_s
        if at_s - before_s > GAP_MAX_S:
            return
        step_s, before_s = at_s - before_s, at_s
        yield Stamped(at_s, frame)


def _begins_s(data: bytes, demuxer: str) -> float:
    first = next(iter(_decoded(data, demuxer)), None)
    return 0.0 if first is None else first.time or 0.0


def _all(first: Stamped, rest: Iterable[Stamped]) -> Iterator[Stamped]:
    yield first
    yield from rest


def _pictures(frames: Iterable[av.VideoFrame], size: Size) -> Iterator[RgbImage]:
    """Yield pictures of one size, whatever the frames become; one that is shown on is kept."""
    before: tuple[av.VideoFrame, RgbImage] | None = None
    for frame in frames:
        if before is None or before[0] is not frame:
            lying = size[::-1] if _is_turned(frame) else size
            before = frame, printed(frame, lying)
        yield before[1]


def _is_turned(frame: av.VideoFrame) -> bool:
    return round(frame.rotation / 90) % 2 == 1


def _shown(frame: av.VideoFrame) -> Size:
    size = frame.width, frame.height
    return size[::-1] if _is_turned(frame) else size


def _fitting(size: Size, wanted: Wanted) -> Size:
    """Return the size that pictures come in: no larger than needed, and never past the limit."""
    width, height = size
    shrink = 1.0
    if wanted.within is not None:
        shrink = min(shrink, max(wanted.within[0] / width, wanted.within[1] / height))
    whole = 3 * wanted.frames * width * height
    shrink = min(shrink, math.sqrt(CLIP_MAX_BYTES / whole))
    return max(int(width * shrink), 1), max(int(height * shrink), 1)
