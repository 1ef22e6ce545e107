"""From drawn pixels to what the encoder takes: BGR to I420 (BT.709, limited), and overlays."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import Alpha, BgrFrame, RgbaImage, Yuv420Frame

KR, KG, KB = 0.2126, 0.7152, 0.0722  # ITU-R BT.709-6, 3.2
LUMA_SPAN, LUMA_FLOOR = 219 / 255, 16.0
CHROMA_SPAN, CHROMA_ZERO = 224 / 255, 128.0
BLACK_LUMA, WHITE_LUMA = 16.0, 235.0
ROUNDING, LAID_MIN = 2.5, 0.99  # levels; share of an overlay's pixels that must be as laid

SCALE_U, SCALE_V = (0.5 / (1 - share) * CHROMA_SPAN for share in (KB, KR))
FROM_BGR = np.array(
    [
        [KB * LUMA_SPAN, KG * LUMA_SPAN, KR * LUMA_SPAN, LUMA_FLOOR],
        [(1 - KB) * SCALE_U, -KG * SCALE_U, -KR * SCALE_U, CHROMA_ZERO],
        [-KB * SCALE_V, -KG * SCALE_V, (1 - KR) * SCALE_V, CHROMA_ZERO],
    ],
    np.float32,
)
"""Rows Y, U, V; columns blue, green, red and the zero level."""


class _Scratch(threading.local):
    """Pictures a thread reuses for every frame of one size."""

    def __init__(self) -> None:
        self.full: BgrFrame = np.empty((0, 0, 3), np.uint8)
        self.half: BgrFrame = np.empty((0, 0, 3), np.uint8)

    def fit(self, height: int, width: int) -> None:
        if self.full.shape[:2] != (height, width):
            self.full = np.empty((height, width, 3), np.uint8)
            self.half = np.empty((height // 2, width // 2, 3), np.uint8)


_SCRATCH = _Scratch()


def to_yuv420(frame: BgrFrame, out: Yuv420Frame) -> None:
    """Convert ``frame`` into ``out``; both sides even. About 1 ms at 720x1280."""
    height, width = frame.shape[:2]
    scratch = _SCRATCH
    scratch.fit(height, width)
    cv2.transform(frame, FROM_BGR, dst=scratch.full)
    cv2.extractChannel(scratch.full, 0, dst=out[:height])
    half_size = (width // 2, height // 2)
    cv2.resize(scratch.full, half_size, dst=scratch.half, interpolation=cv2.INTER_AREA)
    for channel, plane in enumerate(out[height:].reshape(2, height // 2, width // 2), start=1):
        cv2.extractChannel(scratch.half, channel, dst=plane)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """A picture laid over I420 frames at a fixed even place: premultiplied planes."""

    x: int
    y: int
    luma: Alpha
    luma_inverse: Alpha
    chroma: npt.NDArray[np.uint8]  # (2, h/2, w/2)
    chroma_inverse: Alpha

    @classmethod
    def from_rgba(cls, rgba: RgbaImage, x: int, y: int) -> Overlay:
        """Take straight-alpha RGBA whose top left lands on (x, y), rounded to even."""
        x, y = x & ~1, y & ~1
        height, width = rgba.shape[0] + (rgba.shape[0] & 1), rgba.shape[1] + (rgba.shape[1] & 1)
        padded = np.zeros((height, width, 4), np.uint8)
        padded[: rgba.shape[0], : rgba.shape[1]] = rgba
        cover = np.ascontiguousarray(padded[..., 3])
        planes = np.empty((height * 3 // 2, width), np.uint8)
        bgr = np.ascontiguousarray(padded[..., 2::-1])
        to_yuv420(bgr, planes)
        half = cv2.resize(cover, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        # colour of transparent pixels must not bleed: take it from covered ones only
        weight = np.maximum(half, 1).astype(np.float32)
        tinted = cv2.multiply(bgr, cv2.merge([cover] * 3), scale=1 / 255)
        small = cv2.resize(tinted, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        pure = np.clip(small.astype(np.float32) * 255 / weight[..., None], 0, 255).astype(np.uint8)
        chroma = _chroma_of(pure)
        return cls(
            x=x,
            y=y,
            luma=np.asarray(cv2.multiply(planes[:height], cover, scale=1 / 255), np.uint8),
            luma_inverse=np.asarray(cv2.bitwise_not(cover), np.uint8),
            chroma=np.stack(
                [np.asarray(cv2.multiply(plane, half, scale=1 / 255), np.uint8) for plane in chroma]
            ),
            chroma_inverse=np.asarray(cv2.bitwise_not(half), np.uint8),
        )

    def lay(self, frame: Yuv420Frame) -> None:
        """Blend over one frame in place, clipped to it."""
        height, width = frame.shape[0] * 2 // 3, frame.shape[1]
        h = min(self.luma.shape[0], height - self.y)
        w = min(self.luma.shape[1], width - self.x)
        if h <= 0 or w <= 0 or self.x < 0 or self.y < 0:
            return
        under = frame[self.y : self.y + h, self.x : self.x + w]
        cv2.multiply(under, self.luma_inverse[:h, :w], dst=under, scale=1 / 255)
        cv2.add(under, self.luma[:h, :w], dst=under)
        chroma = frame[height:].reshape(2, height // 2, width // 2)
        y, x, h, w = self.y // 2, self.x // 2, h // 2, w // 2
        for plane, colour in zip(chroma, self.chroma, strict=True):
            under = plane[y : y + h, x : x + w]
            cv2.multiply(under, self.chroma_inverse[:h, :w], dst=under, scale=1 / 255)
            cv2.add(under, colour[:h, :w], dst=under)

    def is_on(self, frame: Yuv420Frame) -> bool:
        """Tell whether it lies on ``frame``, whole and inside of it.

        No picture underneath, dark or bright, can give other levels than those allowed here.
        """
        height, width = frame.shape[0] * 2 // 3, frame.shape[1]
        h, w = self.luma.shape
        if not (0 <= self.y <= height - h and 0 <= self.x <= width - w):
            return False
        there = frame[self.y : self.y + h, self.x : self.x + w].astype(np.float32)
        through = self.luma_inverse.astype(np.float32) / 255
        darkest, brightest = (self.luma + through * level for level in (BLACK_LUMA, WHITE_LUMA))
        inside = (there >= darkest - ROUNDING) & (there <= brightest + ROUNDING)
        return bool(inside.mean() >= LAID_MIN)


def _chroma_of(bgr: BgrFrame) -> npt.NDArray[np.uint8]:
    """Return ``(2, h, w)`` U and V of every pixel."""
    blue, green, red = (bgr[..., channel].astype(np.float32) for channel in range(3))
    luma = KR * red + KG * green + KB * blue
    u = (blue - luma) * SCALE_U + CHROMA_ZERO
    v = (red - luma) * SCALE_V + CHROMA_ZERO
    return np.clip(np.stack([u, v]) + 0.5, 0, 255).astype(np.uint8)
