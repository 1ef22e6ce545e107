"""From what a camera brings back to frames of the film: its size, its rate, its sound."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from generation.arrays import SAMPLE_RATE_HZ, BgrFrame, RgbImage, StereoSamples, Yuv420Frame
from generation.media.colour import to_yuv420
from generation.model.clip import RenderSpec
from generation.model.setup import Rushes

RING = 5  # frames that are reused: a yielded one stays untouched until the third after it


class Reel:
    """Frames of one size, developed one after another."""

    def __init__(self, spec: RenderSpec) -> None:
        """Prepare buffers for the film's size."""
        self._size = (spec.width_px, spec.height_px)
        shape = (spec.height_px * 3 // 2, spec.width_px)
        self._ring = [np.empty(shape, np.uint8) for _ in range(RING)]
        self._next = 0

    def develop(self, rushes: Rushes, frames: int) -> Iterator[BgrFrame]:
        """Yield ``frames`` pictures of the film's size; the last is held where some are missing."""
        for index in range(frames):
            yield fitted(rushes.frames[min(index, len(rushes.frames) - 1)], self._size)

    def printed(self, picture: BgrFrame) -> Yuv420Frame:
        """Return a picture as the encoder takes it."""
        out = self._ring[self._next]
        self._next = (self._next + 1) % RING
        to_yuv420(picture, out)
        return out


def fitted(picture: RgbImage, size: tuple[int, int]) -> BgrFrame:
    """Scale a picture so that it covers ``size`` (width, height), and cut off what stands out."""
    height, width = picture.shape[:2]
    scale = max(size[0] / width, size[1] / height)
    cut_w, cut_h = min(width, round(size[0] / scale)), min(height, round(size[1] / scale))
    left, top = (width - cut_w) // 2, (height - cut_h) // 2
    part = np.ascontiguousarray(picture[top : top + cut_h, left : left + cut_w, ::-1])
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(part, size, interpolation=way), np.uint8)


def laid(
    track: StereoSamples, sound: StereoSamples | None, *, first_s: float, end_s: float
) -> None:
    """Lay the sound of one setup where it belongs in the film's track, in place."""
    if sound is None:
        return
    start, end = round(first_s * SAMPLE_RATE_HZ), min(round(end_s * SAMPLE_RATE_HZ), len(track))
    heard = sound[: max(end - start, 0)]
    track[start : start + len(heard)] = heard
