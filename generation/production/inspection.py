"""A look at a take in passing: is it black, frozen, mute, torn, unmarked, out of length?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from generation.arrays import StereoSamples, Yuv420Frame
from generation.errors import TakeRejected
from generation.media.colour import Overlay
from generation.model.timeline import ShotRecord, Timeline, face_boxes

Fault = Literal["black", "frozen", "lips", "silent", "clipped", "unmarked", "length"]

SAMPLES_ACROSS = 40  # a frame is looked at by a grid of pixels, so many across
DARK_LUMA, DARK_SHARE = 40, 0.995  # limited range: black is 16
BLACK_MAX = 0.5  # of all frames
FROZEN_S = 2.5  # without one pixel of the grid changing: film grain alone changes them
LONGEST_S = 61.0
MUTE_RMS: Final = 10 ** (-55 / 20)
FULL_SCALE, CLIPPED_MAX = 0.999, 0.0005
FACE_MIN_PX = 64  # of a face whose lips are looked at
LIVELY_LINE, LIVELY_FILM = 1.3, 1.1  # how much more mouths change while they speak than foreheads
CUE_MIN_S = 0.5
MOUTH, FOREHEAD = (0.30, 0.60, 0.70, 0.95), (0.30, 0.05, 0.70, 0.25)  # left, top, right, bottom

Luma = npt.NDArray[np.uint8]


class Inspector:
    """Looks at every frame in passing, some tens of microseconds each. One take, one thread."""

    def __init__(self, timeline: Timeline, records: Sequence[ShotRecord]) -> None:
        """Know from the plan when who speaks, and where their faces are."""
        self._timeline = timeline
        self._mouths = _mouths(timeline, records)
        self._seen = self._black = self._run = self._longest_run = 0
        self._last: Luma | None = None
        self.unmarked = False

    def look(self, index: int, frame: Yuv420Frame) -> None:
        """Look at frame ``index`` as the camera gave it, before anything is written on it."""
        luma = frame[: frame.shape[0] * 2 // 3]
        step = max(1, luma.shape[1] // SAMPLES_ACROSS)
        grid = luma[step // 2 :: step, step // 2 :: step].copy()
        self._seen += 1
        self._black += int((grid < DARK_LUMA).mean() >= DARK_SHARE)
        same = self._last is not None and np.array_equal(grid, self._last)
        self._run = self._run + 1 if same else 0
        self._longest_run = max(self._longest_run, self._run)
        self._last = grid
        for mouth in self._mouths:
            mouth.look(index, luma)

    def passed(self, frames: int) -> None:
        """Count frames that were looked at when they were made for another film."""
        self._seen += frames

    def marked(self, frame: Yuv420Frame, mark: Overlay) -> None:
        """Check that the label is on a finished frame."""
        self.unmarked |= not mark.is_on(frame)

    def faults(self, sound: StereoSamples) -> list[Fault]:
        """Return what is wrong with the take and its sound, the gravest first."""
        return list(_faults(self, sound))

    def check(self, sound: StereoSamples) -> None:
        """Let the take pass, or not.

        Raises:
            TakeRejected: ``reason`` is its gravest fault.
        """
        fault = next(_faults(self, sound), None)
        if fault is not None:
            raise TakeRejected(fault)

    @property
    def wrong_length(self) -> bool:
        """Whether frames are missing, or it is longer than any film may be."""
        return self._seen != self._timeline.frames or self._timeline.duration_s > LONGEST_S

    @property
    def black(self) -> bool:
        """Whether most frames are dark everywhere."""
        return self._black > BLACK_MAX * max(self._seen, 1)

    @property
    def frozen(self) -> bool:
        """Whether the picture stood still."""
        return self._longest_run >= FROZEN_S * float(self._timeline.fps)

    def is_mute(self, sound: StereoSamples) -> bool:
        """Tell whether nothing is heard at all, or nothing while somebody speaks."""
        if _rms(sound) < MUTE_RMS:
            return True
        rate_hz = len(sound) / max(self._timeline.duration_s, 1e-6)
        spoken = [cue for cue in self._timeline.cues if cue.words and not cue.silent]
        words = [sound[round(c.start_s * rate_hz) : round(c.end_s * rate_hz)] for c in spoken]
        return any(_rms(part) < MUTE_RMS for part in words)

    @property
    def lips_rest(self) -> bool:
        """Whether no mouth of the film speaks. In doubt they do: a hand may hide one."""
        judged = [mouth.change for mouth in self._mouths if mouth.change[1] > 0]
        lively = any(mouth > LIVELY_LINE * forehead for mouth, forehead in judged)
        mouths, foreheads = np.sum(judged, axis=0) if judged else (1.0, 0.0)
        return not lively and bool(mouths < LIVELY_FILM * foreheads)


def _faults(take: Inspector, sound: StereoSamples) -> Iterator[Fault]:
    if take.unmarked:
        yield "unmarked"
    if take.wrong_length:
        yield "length"
    if take.black:
        yield "black"
    if take.frozen:
        yield "frozen"
    if take.is_mute(sound):
        yield "silent"
    if (np.abs(sound) >= FULL_SCALE).mean() > CLIPPED_MAX:
        yield "clipped"
    if take.lips_rest:
        yield "lips"


class _Mouth:
    """One mouth while it speaks, beside the forehead above it, which moves with the head alone."""

    def __init__(self, box: tuple[int, int, int, int], first: int, end: int) -> None:
        self._boxes = [_within(box, part) for part in (MOUTH, FOREHEAD)]
        self._first, self._end = first, end
        self._last: list[Luma] | None = None
        self.change = np.zeros(2)

    def look(self, index: int, luma: Luma) -> None:
        if not self._first <= index < self._end:
            return
        now = [luma[top:bottom:2, left:right:2].copy() for left, top, right, bottom in self._boxes]
        if self._last is not None and min(patch.size for patch in now):
            pairs = zip(now, self._last, strict=True)
            self.change += [np.abs(a.astype(np.int16) - b).mean() for a, b in pairs]
        self._last = now


def _mouths(timeline: Timeline, records: Sequence[ShotRecord]) -> list[_Mouth]:
    """Return the mouths that speak, large enough and for long enough to be judged."""
    faces = face_boxes(records)
    fps = float(timeline.fps)
    spoken = [
        (cue, box)
        for cue in timeline.cues
        if (box := faces.get((cue.shot_id, cue.who))) is not None
        and box[3] >= FACE_MIN_PX
        and cue.end_s - cue.start_s >= CUE_MIN_S
    ]
    first = {span.shot_id: span.first for span in timeline.spans}
    return [
        _Mouth(box, max(round(cue.start_s * fps), first[cue.shot_id]), round(cue.end_s * fps))
        for cue, box in spoken
    ]


def _within(
    box: tuple[int, int, int, int], part: tuple[float, float, float, float]
) -> tuple[int, int, int, int]:
    x, y, width, height = box
    left, top, right, bottom = part
    corners = (x + left * width, y + top * height, x + right * width, y + bottom * height)
    return tuple(max(0, round(corner)) for corner in corners)  # type: ignore[return-value]


def _rms(sound: StereoSamples) -> float:
    return float(np.sqrt(np.mean(np.square(sound, dtype=np.float64)))) if sound.size else 0.0
