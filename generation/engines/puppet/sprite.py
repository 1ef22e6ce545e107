"""A picture with transparency, ready to be laid over a frame, and the one way to lay it.

Not a scene graph: whoever draws keeps order, position and parallax.
"""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import BgrFrame, RgbaImage

SHIFT_MIN_PX = 0.02  # a smaller fraction of a pixel changes no 8-bit level worth a pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sprite:
    """Premultiplied colour and inverted coverage.

    Attributes:
        bgr: ``(h, w, 3)`` uint8, colour already multiplied by alpha.
        inv: ``(h, w, 3)`` uint8, ``255 - alpha`` in all three channels; None = opaque. One channel,
            ``(h, w)``, is slower to lay on whole pixels and faster on fractions of them.
    """

    bgr: BgrFrame
    inv: npt.NDArray[np.uint8] | None

    @classmethod
    def from_rgba(cls, rgba: RgbaImage) -> Sprite:
        """Premultiply ``rgba``; a picture without any transparency becomes opaque."""
        alpha = rgba[..., 3]
        bgr = np.ascontiguousarray(rgba[..., 2::-1])
        if bool((alpha == 255).all()):
            return cls(bgr=bgr, inv=None)
        cover = cv2.merge([alpha, alpha, alpha])
        inv = np.asarray(cv2.bitwise_not(cover), np.uint8)
        return cls(bgr=np.asarray(cv2.multiply(bgr, cover, scale=1 / 255), np.uint8), inv=inv)

    @classmethod
    def from_premultiplied(cls, bgra: npt.NDArray[np.uint8]) -> Sprite:
        """Take a layer that was painted from zeros: ``(h, w, 4)``, colour multiplied by alpha."""
        bgr, inv = (np.empty((*bgra.shape[:2], 3), np.uint8) for _ in range(2))
        split(bgra, bgr, inv)
        return cls(bgr=bgr, inv=inv)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.bgr.shape[1], self.bgr.shape[0]


def split(bgra: npt.NDArray[np.uint8], bgr: BgrFrame, inv: BgrFrame) -> npt.NDArray[np.uint8]:
    """Part a premultiplied picture into colour and inverted coverage, in place; returns one."""
    cv2.cvtColor(bgra, cv2.COLOR_BGRA2BGR, dst=bgr)
    clear = np.asarray(cv2.bitwise_not(cv2.extractChannel(bgra, 3)), np.uint8)
    cv2.cvtColor(clear, cv2.COLOR_GRAY2BGR, dst=inv)
    return clear


class _Scratch(threading.local):
    """Five buffers a thread, grown when needed: fresh ones cost page faults at every call."""

    def __init__(self) -> None:
        self._flat = [np.empty(0, np.uint8) for _ in range(5)]

    def take(self, slot: int, *shape: int) -> npt.NDArray[np.uint8]:
        """Return buffer ``slot`` in ``shape``; its content is arbitrary."""
        need = math.prod(shape)
        if self._flat[slot].size < need:
            self._flat[slot] = np.empty(need, np.uint8)
        return self._flat[slot][:need].reshape(shape)


_SCRATCH = _Scratch()


def _shifted(
    source: npt.NDArray[np.uint8],
    left: int,
    top: int,
    shift: tuple[float, float],
    size: tuple[int, int],
    slot: int,
    out: BgrFrame | None = None,
) -> npt.NDArray[np.uint8]:
    """Cut ``size`` (w, h) out of ``source``, moved by a fraction of a pixel to the left and up.

    What is moved lies in ``out``, or else in scratch; what is not moved is a view of ``source``.
    """
    (fx, fy), (width, height) = shift, size
    channels = source.shape[2:]
    tall = height + (fy > 0)
    piece = source[top : top + tall, left : left + width]
    if fx > 0:
        across = out if out is not None and fy <= 0 else _SCRATCH.take(slot, tall, width, *channels)
        after = source[top : top + tall, left + 1 : left + 1 + width]
        cv2.addWeighted(piece, 1 - fx, after, fx, 0, dst=across)
        piece = across
    if fy > 0:
        down = out if out is not None else _SCRATCH.take(slot + 1, height, width, *channels)
        cv2.addWeighted(piece[:-1], 1 - fy, piece[1:], fy, 0, dst=down)
        piece = down
    return piece


def _span(
    start: float, length: int, limit: int, window: tuple[int, int]
) -> tuple[int, int, int, float]:
    """Clip one axis: first frame pixel, first sprite pixel, pixels to draw, fraction to shift."""
    origin = math.ceil(start - SHIFT_MIN_PX)
    first = max(0, origin + window[0])
    last = min(limit, origin + window[1])
    into = max(0.0, first - start)
    whole = int(into)
    part = into - whole
    if part > 1 - SHIFT_MIN_PX:
        whole, part = whole + 1, 0.0
    part = part if part > SHIFT_MIN_PX else 0.0
    return first, whole, min(last - first, length - whole - (part > 0)), part


Window = tuple[int, int, int, int]
"""x0, y0, x1, y1 in pixels of a sprite."""


def blit(frame: BgrFrame, sprite: Sprite, x: float, y: float, window: Window | None = None) -> None:
    """Lay ``sprite`` over ``frame`` in place, its top left corner at (``x``, ``y``), clipped.

    A fraction of a pixel is honoured by two weighted sums; the outermost column and row are then
    left out, so keep them transparent. With a ``window`` only that part of the sprite is laid;
    adjoining windows meet without a seam.
    """
    tall, wide = sprite.bgr.shape[:2]
    left_edge, top_edge, right_edge, bottom_edge = window or (0, 0, wide, tall)
    x0, left, width, fx = _span(x, wide, frame.shape[1], (left_edge, right_edge))
    y0, top, height, fy = _span(y, tall, frame.shape[0], (top_edge, bottom_edge))
    if width <= 0 or height <= 0:
        return
    under = frame[y0 : y0 + height, x0 : x0 + width]
    if sprite.inv is None:
        colour = _shifted(sprite.bgr, left, top, (fx, fy), (width, height), 0, under)
        if colour is not under:
            under[:] = colour
        return
    colour = _shifted(sprite.bgr, left, top, (fx, fy), (width, height), 0)
    cover = _shifted(sprite.inv, left, top, (fx, fy), (width, height), 2)
    if cover.ndim == 2:
        triple = _SCRATCH.take(4, height, width, 3)
        cv2.cvtColor(cover, cv2.COLOR_GRAY2BGR, dst=triple)
        cover = triple
    cv2.multiply(under, cover, dst=under, scale=1 / 255)
    cv2.add(under, colour, dst=under)


class Held(NamedTuple):
    """A thing in a hand or on a cheek.

    Attributes:
        sprite: Its picture.
        grip: The pixel of it by which it is there.
        hangs: True where it hangs from the hand, before the arm.
    """

    sprite: Sprite
    grip: tuple[float, float]
    hangs: bool = False
