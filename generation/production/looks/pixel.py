"""The look of an old game: squares out of a small palette."""

from __future__ import annotations

import math

import cv2
import numpy as np

from generation.arrays import Yuv420Frame
from generation.production.looks.negative import BLACK, GREY, WHITE, Negative, Plane, planes


class Pixel:
    """A game of the eighties: large square pixels out of a small palette."""

    ACROSS = 90
    LEVELS = 9
    CHROMA_STEP, SATURATION = 18, 1.5
    BAYER = np.array([[0, 2], [3, 1]], np.float32) / 4

    def __init__(self, negative: Negative) -> None:
        """Lay the grid once."""
        side = min(negative.width_px, negative.height_px)
        self._halvings = max(1, round(math.log2(side / self.ACROSS)))
        cell = 1 << self._halvings
        columns, rows = negative.width_px // cell, negative.height_px // cell
        self._grid = (columns, rows)
        step = (WHITE - BLACK) / (self.LEVELS - 1)
        screen = np.tile(self.BAYER, (rows // 2 + 1, columns // 2 + 1))[:rows, :columns]
        self._screen = np.round(screen * step * 0.5).astype(np.uint8)
        levels = np.arange(256, dtype=np.float32)
        shown = np.clip((levels - BLACK - 0.2 * step) / step + 0.5, 0, self.LEVELS - 1)
        self._levels = np.round(BLACK + np.floor(shown) * step).astype(np.uint8)
        far = np.round((levels - GREY) * self.SATURATION / self.CHROMA_STEP) * self.CHROMA_STEP
        self._colours = np.clip(far + GREY, 16, 240).astype(np.uint8)

    def develop(self, _index: int, frame: Yuv420Frame) -> None:
        """Lay out in squares."""
        luma, chroma = planes(frame)
        small = self._shrunk(luma, self._halvings)
        soft = cv2.GaussianBlur(small, (3, 3), 0)
        sharp = cv2.addWeighted(small, 2.0, soft, -1.0, 0)
        squares = cv2.LUT(cv2.add(sharp, self._screen), self._levels)
        self._spread(np.asarray(squares, np.uint8), luma, self._halvings)
        for plane in chroma:
            colours = cv2.LUT(self._shrunk(plane, self._halvings - 1), self._colours)
            self._spread(np.asarray(colours, np.uint8), plane, self._halvings - 1)

    def _shrunk(self, plane: Plane, halvings: int) -> Plane:
        columns, rows = self._grid
        small = plane[: rows << halvings, : columns << halvings]
        for _ in range(halvings):
            size = (small.shape[1] // 2, small.shape[0] // 2)
            small = np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_AREA), np.uint8)
        return small

    def _spread(self, small: Plane, plane: Plane, halvings: int) -> None:
        """Fill ``plane`` with squares; the last ones go on to the right and lower edge."""
        columns, rows = self._grid
        cell = 1 << halvings
        lines = np.repeat(small, cell, axis=1)
        width = columns * cell
        plane[: rows * cell, :width].reshape(rows, cell, width)[:] = lines[:, None]
        plane[: rows * cell, width:] = plane[: rows * cell, width - 1 : width]
        plane[rows * cell :] = plane[rows * cell - 1]
