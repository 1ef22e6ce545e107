"""Finds the frame of a scanned or letterboxed picture: bars and lines along its sides."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from generation.arrays import RgbImage

LINE_SHARE = 0.03  # of a side: edges of scans are thinner
BAR_SHARE = 0.3  # of a side: a portrait on a wide screen has bars this wide
STEP_MIN = 36.0  # levels of 255 between a frame and the picture in the middle of a row
BAR_STEP_MIN = 16.0  # the same behind rows without any grain
STEP_OVER_GRAIN = 4.0  # the same in steps between the picture's own rows
SETTLED = 2.0  # the same for the first row that carries nothing of the frame
SETTLE_ROWS = 4  # the blur of a scan ends within these
JPEG_ROWS = 8  # a block: its ringing makes the end of a bar uneven
GRAIN_ROWS = 24  # rows behind a line that tell how a picture's rows differ
BAR_SPREAD = 3.0  # standard deviation in levels along a row of a flat bar
BAR_DRIFT = 6.0  # levels by which the rows of a bar may differ
SAMPLES = 256  # pixels of a row that are looked at
LAYERS = 3  # a line round a bar round a line

Levels = npt.NDArray[np.float32]


class Margins(NamedTuple):
    """Whole pixels of frame at each side."""

    left: int
    top: int
    right: int
    bottom: int


def frame_margins(picture: RgbImage) -> Margins:
    """Return how much of each side is frame and no picture.

    A frame is a flat bar of one colour, or a line: the rows up to a step that most of a row takes
    at once, much larger than any step between the next rows.
    """
    height, width = picture.shape[:2]
    left, top, right, bottom = 0, 0, width, height
    for _ in range(LAYERS):
        down = picture[top:bottom, left:right]
        across = down.transpose(1, 0, 2)
        found = (_depth(across), _depth(down), _depth(across[::-1]), _depth(down[::-1]))
        if not any(found):
            break
        left, top = left + found[0], top + found[1]
        right, bottom = right - found[2], bottom - found[3]
    return Margins(left, top, width - right, height - bottom)


def _depth(rows: RgbImage) -> int:
    """Return how many of the first rows are frame."""
    step = max(1, rows.shape[1] // SAMPLES)
    longest = round(LINE_SHARE * len(rows))
    reach = round(BAR_SHARE * len(rows))
    looked = rows[: reach + longest + GRAIN_ROWS, ::step].astype(np.float32)
    return _bar(looked[:reach]) or _line(looked, longest)


def _bar(rows: Levels) -> int:
    """Return how many rows have one and the same colour, if a step ends them."""
    mean, spread = rows.mean(axis=1), rows.std(axis=1)
    same = (spread < BAR_SPREAD) & (np.abs(mean - mean[0]) < BAR_DRIFT)
    count = int((~same.all(axis=1)).argmax())
    if count < 1 or count + JPEG_ROWS > len(rows):
        return 0
    steps = _steps(rows[count - 1 : count + JPEG_ROWS])
    return count + int(steps.argmax()) if steps.max() > BAR_STEP_MIN else 0


def _line(rows: Levels, longest: int) -> int:
    """Return how many rows lie before the step that ends a line, and before what it blurs into."""
    steps = _steps(rows[: longest + GRAIN_ROWS])
    if len(steps) <= longest + SETTLE_ROWS:
        return 0
    grain = max(1.0, float(np.median(steps[longest:])))
    high = np.flatnonzero(steps[:longest] > max(STEP_MIN, STEP_OVER_GRAIN * grain))
    if high.size == 0:
        return 0
    end = int(high[-1]) + 1
    settled = steps[end : end + SETTLE_ROWS] < SETTLED * max(grain, STEP_MIN / 8)
    return end + (int(settled.argmax()) if settled.any() else SETTLE_ROWS)


def _steps(rows: Levels) -> Levels:
    """Return for each pair of neighbouring rows the middle of the steps between their pixels."""
    return np.asarray(np.median(np.abs(np.diff(rows, axis=0)).max(axis=2), axis=1), np.float32)
