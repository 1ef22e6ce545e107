"""Looks of film stock: noir and silent, with their grain, corners, dust and iris."""

from __future__ import annotations

import cv2
import numpy as np

from generation.arrays import Yuv420Frame
from generation.production.looks.negative import (
    BLACK,
    GREY,
    TWOS,
    WHITE,
    Negative,
    Plane,
    planes,
    table,
    vignette,
)


class Noir:
    """Black and white of hard light: deep shadows, dark corners, a little grain."""

    GRAIN = 2  # levels either way; more of it would cost the encoder what the scene costs
    CURVE = ((16, 0), (40, 20), (72, 72), (104, 116), (150, 174), (190, 208), (235, 219))

    def __init__(self, negative: Negative) -> None:
        """Expose the corners and the grain once."""
        self._seed = negative.seed
        self._corners = vignette(negative, darkest=0.5, from_radius=0.5)
        self._grain = Grain(negative, self.GRAIN)
        floor = self.GRAIN / 0.5
        self._curve = table(self.CURVE, floor, WHITE - BLACK - self.GRAIN)

    def develop(self, index: int, frame: Yuv420Frame) -> None:
        """Develop in black and white."""
        luma, chroma = planes(frame)
        cv2.LUT(luma, self._curve, dst=luma)
        cv2.multiply(luma, self._corners, dst=luma, scale=1 / 255)
        cv2.add(luma, self._grain.of(index), dst=luma)
        chroma[:] = GREY


class Silent:
    """A film of the twenties: sepia, a light that flickers, dust, an iris that opens and closes."""

    GRAIN = 2
    CURVE = ((16, 12), (60, 52), (110, 118), (160, 178), (200, 206), (235, 217))
    SEPIA = (119, 136)  # U, V
    FLICKER = (1.0, 0.985, 0.965, 1.0, 0.94, 0.99)
    FLICKER_FRAMES = 4
    IRIS_S = 0.5
    IRIS_OPEN = 0.48  # of the frame's height, in the first frame: a poster still
    SCRATCH_FRAMES = 40
    SCRATCH_SHARE = 0.4

    def __init__(self, negative: Negative) -> None:
        """Expose the corners and the grain once."""
        self._film = negative
        self._corners = vignette(negative, darkest=0.45, from_radius=0.55)
        self._grain = Grain(negative, self.GRAIN)
        top = WHITE - BLACK - self.GRAIN
        self._curves = [
            table([(x, y * gain) for x, y in self.CURVE], self.GRAIN / 0.45, top)
            for gain in self.FLICKER
        ]
        self._iris = Iris(negative)
        self._iris_frames = max(1, round(self.IRIS_S * negative.fps))

    def develop(self, index: int, frame: Yuv420Frame) -> None:
        """Develop on old stock."""
        luma, chroma = planes(frame)
        light = np.random.default_rng([self._film.seed, 3, index // self.FLICKER_FRAMES])
        cv2.LUT(luma, self._curves[int(light.integers(len(self._curves)))], dst=luma)
        self._dust(luma, index)
        cv2.multiply(luma, self._corners, dst=luma, scale=1 / 255)
        if self._closed(index, luma):
            np.maximum(luma, self.GRAIN, out=luma)
        cv2.add(luma, self._grain.of(index), dst=luma)
        for plane, level in zip(chroma, self.SEPIA, strict=True):
            plane[:] = level

    def _closed(self, index: int, luma: Plane) -> bool:
        """Lay the iris over the first and the last frames; tell whether it was laid."""
        left = self._film.frames - 1 - index
        if index < self._iris_frames:
            share = (index / self._iris_frames) ** 2
            self._iris.lay(luma, self._film.opens_on, self.IRIS_OPEN + share)
            return True
        if left < self._iris_frames:
            share = 1 - (1 - left / self._iris_frames) ** 0.6
            self._iris.lay(luma, self._film.closes_on, 0.9 * share)
            return True
        return False

    def _dust(self, luma: Plane, index: int) -> None:
        rng = np.random.default_rng([self._film.seed, index // TWOS])
        height, width = luma.shape
        unit = height / 1280
        for _ in range(int(rng.poisson(1.1))):
            x, y = int(rng.integers(width)), int(rng.integers(height))
            tone = 14 if rng.random() < 0.7 else 190
            if rng.random() < 0.2:
                size = (round(rng.uniform(8, 30) * unit) + 1, round(rng.uniform(8, 40) * unit) + 1)
                turn, arc = int(rng.integers(360)), int(rng.integers(60, 200))
                cv2.ellipse(luma, (x, y), size, turn, 0, arc, tone, 1, cv2.LINE_AA)
            else:
                size = (round(rng.uniform(1, 4) * unit) + 1, round(rng.uniform(1, 3) * unit) + 1)
                cv2.ellipse(luma, (x, y), size, int(rng.integers(180)), 0, 360, tone, -1)
        reel = np.random.default_rng([self._film.seed, 1, index // self.SCRATCH_FRAMES])
        if reel.random() < self.SCRATCH_SHARE:
            x = int(reel.integers(width - 2)) + int(rng.integers(2))
            column = luma[:, x]
            column[:] = np.minimum(column.astype(np.int16) + 26, WHITE - BLACK - self.GRAIN)


class Grain:
    """A sheet of grain, somewhat larger than a frame, laid elsewhere each time."""

    SPARE_PX = 64

    def __init__(self, negative: Negative, levels: int) -> None:
        """Expose a sheet of ``BLACK`` plus or minus ``levels``."""
        self._film = negative
        rng = np.random.default_rng([negative.seed, 0])
        size = (negative.height_px + self.SPARE_PX, negative.width_px + self.SPARE_PX)
        noise = rng.normal(0, 1, size).astype(np.float32)
        noise = np.asarray(cv2.GaussianBlur(noise, (0, 0), 0.8), np.float32)
        scaled = noise / noise.std() * levels / 2
        self._sheet = (BLACK + np.clip(np.round(scaled), -levels, levels)).astype(np.uint8)

    def of(self, index: int) -> Plane:
        """Return the grain of frame ``index``."""
        rng = np.random.default_rng([self._film.seed, 2, index // TWOS])
        y, x = rng.integers(self.SPARE_PX, size=2)
        height, width = self._film.height_px, self._film.width_px
        return np.asarray(self._sheet[y : y + height, x : x + width])


class Iris:
    """A round opening with a soft edge in a black sheet."""

    SHRUNK = 4

    def __init__(self, negative: Negative) -> None:
        """Cut a sheet for the film's size."""
        width, height = negative.width_px, negative.height_px
        self._small = np.empty((-(-height // self.SHRUNK), -(-width // self.SHRUNK)), np.uint8)
        self._full = np.empty((height, width), np.uint8)

    def lay(self, luma: Plane, centre: tuple[float, float], radius: float) -> None:
        """Lay it over luma whose black is 0; ``radius`` is a share of the height."""
        height, width = luma.shape
        small_height, small_width = self._small.shape
        self._small[:] = 0
        at = (round(centre[0] * small_width), round(centre[1] * small_height))
        cv2.circle(self._small, at, round(radius * small_height), 255, -1, cv2.LINE_AA)
        soft = cv2.GaussianBlur(self._small, (0, 0), 2.0)
        cv2.resize(soft, (width, height), dst=self._full, interpolation=cv2.INTER_LINEAR)
        cv2.multiply(luma, self._full, dst=luma, scale=1 / 255)
