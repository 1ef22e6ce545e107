"""Looks of a hand that draws: ink on paper, and a printed comic. Both work at half size."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from generation.arrays import Yuv420Frame
from generation.production.looks.negative import (
    BLACK,
    GREY,
    WHITE,
    Negative,
    Plane,
    Table,
    planes,
    table,
    vignette,
)


class Ink:
    """Brush and wash on paper: soft greys, dark contours, and no colour but vermilion."""

    WASH = (
        (16, 40), (40, 78), (60, 92), (84, 128), (104, 142), (130, 174), (155, 189), (235, 219),
    )  # fmt: skip
    LINES_MAX = 120
    PAPER = (121, 133)  # U, V
    RED_FROM, RED_FULL = 164, 184  # V at which colour begins to stay, and stays whole
    RED_DEPTH = 0.24  # how far vermilion stays below the light of a wash, of its share of 255
    KEPT = 0.14  # of any other colour

    def __init__(self, negative: Negative) -> None:
        """Make the paper once."""
        self._wash = table(self.WASH, 0, WHITE - BLACK)
        self._contours = Contours(negative, gain=6.0, threshold=2.0)
        self._fibres = fibres(negative)
        levels = np.arange(256, dtype=np.float32)
        share = np.clip((levels - self.RED_FROM) / (self.RED_FULL - self.RED_FROM), 0, 1)
        self._red = np.round(255 * (self.KEPT + (1 - self.KEPT) * share)).astype(np.uint8)
        half = self._fibres.shape
        self._keep, self._lose = np.empty(half, np.uint8), np.empty(half, np.uint8)
        self._tint, self._washed = np.empty(half, np.uint8), np.empty(half, np.uint8)

    def develop(self, _index: int, frame: Yuv420Frame) -> None:
        """Paint over with ink."""
        luma, chroma = planes(frame)
        lines = self._contours.of(luma)
        cv2.threshold(lines, self.LINES_MAX, 0, cv2.THRESH_TRUNC, dst=lines)
        cv2.LUT(self._contours.half, self._wash, dst=self._washed)
        cv2.subtract(self._washed, lines, dst=self._washed)
        cv2.subtract(self._washed, self._fibres, dst=self._washed)
        cv2.LUT(chroma[1], self._red, dst=self._keep)
        less = 255 * self.KEPT * self.RED_DEPTH
        cv2.addWeighted(self._keep, self.RED_DEPTH, self._keep, 0, -less, dst=self._tint)
        cv2.subtract(self._washed, self._tint, dst=self._washed)
        cv2.addWeighted(self._washed, 1, self._washed, 0, BLACK, dst=self._washed)
        cv2.pyrUp(self._washed, dst=luma)
        cv2.bitwise_not(self._keep, dst=self._lose)
        for plane, tint in zip(chroma, self.PAPER, strict=True):
            cv2.multiply(plane, self._keep, dst=plane, scale=1 / 255)
            cv2.addWeighted(self._lose, tint / 255, self._lose, 0, 0, dst=self._tint)
            cv2.add(plane, self._tint, dst=plane)


class Comic:
    """A printed page: flat tones, thick outlines, dots in the shadows, loud colours."""

    TONES = (16, 62, 116, 170, 214, 235)
    EDGES = (40, 80, 124, 168, 210)
    SCREEN = 16
    RAMP = 14  # levels from one tone to the next: harder steps boil where the picture has grain
    SATURATION = 1.5
    DOT_PX = 10  # between dots, of 720 in the shorter side

    def __init__(self, negative: Negative) -> None:
        """Make the dot screen once."""
        width, height = negative.width_px, negative.height_px
        self._full = np.empty((height, width), np.uint8)
        self._flat = np.empty((height // 2, width // 2), np.uint8)
        self._contours = Contours(negative, gain=14.0, threshold=3.0)
        self._tones = _steps(self.EDGES, self.TONES, self.SCREEN / 2, self.RAMP)
        pitch = max(4.0, self.DOT_PX * min(width, height) / 720)
        y, x = np.mgrid[0:height, 0:width].astype(np.float32) * (np.pi / pitch)
        dots = 0.5 + 0.25 * (np.cos(x + y) + np.cos(x - y))
        self._screen = np.round(dots * self.SCREEN).astype(np.uint8)

    def develop(self, _index: int, frame: Yuv420Frame) -> None:
        """Print."""
        luma, chroma = planes(frame)
        lines = self._contours.of(luma)
        cv2.medianBlur(self._contours.half, 3, dst=self._flat)
        cv2.medianBlur(self._flat, 3, dst=self._flat)
        cv2.subtract(self._flat, lines, dst=self._flat)
        cv2.pyrUp(self._flat, dst=self._full)
        cv2.add(self._full, self._screen, dst=self._full)
        cv2.LUT(self._full, self._tones, dst=luma)
        more = self.SATURATION
        cv2.addWeighted(chroma, more, chroma, 0, GREY * (1 - more), dst=chroma)


class Contours:
    """Dark lines where the picture has edges, found at half size."""

    REACH = 9 / 720  # of the shorter side: how far around a pixel its surroundings are
    LEAST = 5  # pixels across

    def __init__(self, negative: Negative, *, gain: float, threshold: float) -> None:
        """Lines are ``gain`` times as dark as the difference is above ``threshold``."""
        self._size = (negative.width_px // 2, negative.height_px // 2)
        shape = (negative.height_px // 2, negative.width_px // 2)
        self.half = np.empty(shape, np.uint8)
        self._around, self._lines = np.empty(shape, np.uint8), np.empty(shape, np.uint8)
        reach = 2 * round(self.REACH * min(self._size)) + 1
        self._reach = (max(self.LEAST, reach), max(self.LEAST, reach))
        self._gain, self._threshold = gain, threshold

    def of(self, luma: Plane) -> Plane:
        """Return at half size how many levels to take away; overwritten by the next call."""
        cv2.resize(luma, self._size, dst=self.half, interpolation=cv2.INTER_AREA)
        cv2.blur(self.half, self._reach, dst=self._around)
        cv2.GaussianBlur(self.half, (3, 3), 0, dst=self._lines)
        gain, less = self._gain, self._gain * self._threshold
        cv2.addWeighted(self._around, gain, self._lines, -gain, -less, dst=self._lines)
        return self._lines


def _steps(edges: Sequence[float], tones: Sequence[float], shift: float, ramp: float) -> Table:
    """Return flat ``tones`` that change over ``ramp`` levels around ``edges`` plus ``shift``."""
    points = [(0.0, float(tones[0]))]
    for edge, below, above in zip(edges, tones[:-1], tones[1:], strict=True):
        points += [(edge + shift - ramp / 2, below), (edge + shift + ramp / 2, above)]
    return table(points, BLACK, WHITE)


def fibres(negative: Negative) -> Plane:
    """Return at half size how much darker than white paper is: its fibres, its edges."""
    rng = np.random.default_rng([negative.seed, 3])
    size = (negative.height_px // 2, negative.width_px // 2)
    tone = np.zeros(size, np.float32)
    for wide, high, weight in ((5.0, 0.7, 1.0), (0.7, 4.0, 0.8), (20.0, 20.0, 1.2)):
        noise = rng.normal(0, 1, size).astype(np.float32)
        noise = np.asarray(cv2.GaussianBlur(noise, (0, 0), wide, sigmaY=high), np.float32)
        tone += weight * noise / noise.std()
    edges = 255 - vignette(negative, darkest=0.88, from_radius=0.55)[::2, ::2].astype(np.float32)
    return np.clip(edges + 4 + 2.0 * tone, 0, 255).astype(np.uint8)
