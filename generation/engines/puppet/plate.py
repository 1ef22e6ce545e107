"""The painted set of one shot, ready to be laid under and over the actors frame by frame."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np

from generation.arrays import BgrFrame
from generation.engines.puppet.sprite import Sprite, Window, blit
from generation.engines.puppet.stage import Layer
from generation.engines.puppet.tiling import (
    Piece,
    Tiles,
    joined,
    pieces,
    shown,
    tiles_of,
    without_hidden,
)

FLICKER_FLOOR = 0.35  # a flickering tube never goes quite dark
CALL_PX, LIGHT_CALL_PX = 12_000, 40_000  # pixels laid in the time that a call takes
GAIN_LEVELS = 40  # steps of a living light: fine enough for a glow, coarse enough to be kept


class _Dimmed(threading.local):
    """A light at the level it was last asked for; each thread keeps its own."""

    def __init__(self) -> None:
        self._level = GAIN_LEVELS
        self._bgr: BgrFrame = np.empty((0, 0, 3), np.uint8)

    def at(self, light: BgrFrame, level: int) -> BgrFrame:
        """Return ``light`` at ``level`` of ``GAIN_LEVELS``."""
        if self._level != level:
            if self._bgr.shape != light.shape:
                self._bgr = np.empty_like(light)
            cv2.convertScaleAbs(light, dst=self._bgr, alpha=level / GAIN_LEVELS)
            self._level = level
        return self._bgr


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plane:
    """A layer with what is needed to lay it fast.

    Attributes:
        layer: As painted.
        mixed: Colour and transparency of the part that holds anything.
        solid: The same colour without transparency.
        offset: Of that part's first pixel in the layer: x, y.
        pieces: Rectangles of that part that are laid.
        box: Where anything is in the layer: left, right. Its width is what a sweep wraps over.
        dimmed: The layer as a light that is not at its brightest.
    """

    layer: Layer
    mixed: Sprite
    solid: Sprite
    offset: tuple[int, int]
    pieces: tuple[Piece, ...]
    box: tuple[int, int]
    dimmed: _Dimmed = field(default_factory=_Dimmed)


def light_gain(behaviour: str, hz: float, t_s: float) -> float:
    """Return the brightness 0..1 of a light at a time, so that any frame can be drawn alone."""
    match behaviour:
        case "flicker":
            tick = int(t_s * hz * 4)
            draw = (np.sin(tick * 12.9898 + hz * 78.233) * 43758.5453) % 1.0
            return float(FLICKER_FLOOR if draw < 0.22 else 0.85 + 0.15 * draw)
        case "pulse":
            return float(0.7 + 0.3 * np.sin(2 * np.pi * hz * t_s))
        case _:
            return 1.0


def swing(hz: float, t_s: float) -> float:
    """Return where a pendulum is at a time: 1 at first, -1 half a swing later."""
    return float(np.cos(2 * np.pi * hz * t_s))


class Plate:
    """Layers of one side (behind or in front) of the actors."""

    def __init__(
        self,
        layers: Sequence[Layer],
        *,
        width: int,
        height: int,
        camera_still: bool,
        reach_px: float,
        whole: bool = False,
    ) -> None:
        """Prepare ``layers``, far to near, for a picture of this size.

        ``reach_px`` is how far the camera moves the actor plane from home at most; ``whole`` lays
        layers on whole pixels.
        """
        self._whole = whole
        self._size = (height, width)
        covers = without_hidden(layers, [tiles_of(layer) for layer in layers], reach_px)
        self._planes = [
            _plane(layer, cover, moving=reach_px > 0)
            for layer, cover in zip(layers, covers, strict=True)
        ]
        self._cached: BgrFrame | None = None
        self._cached_count = 0
        if camera_still and layers and layers[0].alpha is None and layers[0].blend == "over":
            self._bake()

    def _bake(self) -> None:
        """Lay everything that never moves once; moving layers and what is before them stay live."""
        count = 0
        for plane in self._planes:
            moves = plane.layer.drift != (0.0, 0.0) or not plane.layer.always
            alive = plane.layer.blend == "add" and plane.layer.behaviour != "steady"
            if moves or alive:
                break
            count += 1
        if not count:
            return
        frame = np.zeros((*self._size, 3), np.uint8)
        self._lay(frame, self._planes[:count], 0.0, 0.0, 0.0)
        self._cached = frame
        self._cached_count = count

    def lay(self, frame: BgrFrame, t_s: float, dx: float, dy: float) -> None:
        """Draw at time ``t_s`` with the actor plane shifted by (dx, dy) pixels."""
        planes = self._planes
        if self._cached is not None:
            np.copyto(frame, self._cached)
            planes = planes[self._cached_count :]
        self._lay(frame, planes, t_s, dx, dy)

    def _lay(
        self, frame: BgrFrame, planes: Sequence[_Plane], t_s: float, dx: float, dy: float
    ) -> None:
        for plane in planes:
            if not plane.layer.seen[0] <= t_s < plane.layer.seen[1]:
                continue
            x, y = self._place(plane, t_s, dx, dy)
            if plane.layer.blend == "add":
                _lay_light(frame, plane, round(x), round(y), t_s)
                continue
            x, y = x + plane.offset[0], y + plane.offset[1]
            if plane.layer.behaviour == "roll":
                self._roll(frame, plane, (x, y), t_s)
                continue
            for piece in plane.pieces:
                blit(frame, plane.solid if piece.solid else plane.mixed, x, y, piece.window)

    def _roll(self, frame: BgrFrame, plane: _Plane, place: tuple[float, float], t_s: float) -> None:
        """Lay a plane that goes round inside its own box: what leaves one side enters the other."""
        tall, wide = plane.mixed.bgr.shape[:2]
        high = self._size[0]
        right = round(plane.layer.drift[0] * high * t_s) % wide
        down = round(plane.layer.drift[1] * high * t_s) % tall
        x, y = round(place[0]), round(place[1])
        for left, first, end in ((right, 0, wide - right), (right - wide, wide - right, wide)):
            for top, begin, stop in ((down, 0, tall - down), (down - tall, tall - down, tall)):
                if end > first and stop > begin:
                    blit(frame, plane.mixed, x + left, y + top, (first, begin, end, stop))

    def _place(self, plane: _Plane, t_s: float, dx: float, dy: float) -> tuple[float, float]:
        layer = plane.layer
        height, width = self._size
        x = -layer.margin_px + dx * layer.depth
        y = -layer.margin_px + dy * layer.depth
        if self._whole:
            x, y = float(round(x)), float(round(y))
        if layer.drift != (0.0, 0.0) and layer.behaviour != "roll":
            left, right = plane.box
            span = width + right - left
            far = swing(layer.hz, t_s) if layer.behaviour == "swing" else t_s
            travelled = layer.drift[0] * height * far
            if layer.behaviour == "sweep":
                end = right - layer.margin_px
                travelled = (travelled + end) % span - end
            x += travelled
            y += layer.drift[1] * height * far
        return x, y


def _plane(layer: Layer, cover: Tiles, *, moving: bool) -> _Plane:
    height, width = layer.bgr.shape[:2]
    call_px = LIGHT_CALL_PX if layer.blend == "add" else CALL_PX
    laid = joined(pieces(cover, (height, width)), call_px)
    left, top, right, bottom = _union([piece.window for piece in laid])
    right, bottom = min(right + 1, width), min(bottom + 1, height)  # a shift looks one pixel on
    if layer.behaviour == "roll" and layer.alpha is not None:
        left, top, across, down = cv2.boundingRect(layer.alpha)
        right, bottom = max(left + across, left + 1), max(top + down, top + 1)
    part = (slice(top, bottom), slice(left, right))
    solid = Sprite(bgr=np.ascontiguousarray(layer.bgr[part]), inv=None)
    mixed = solid
    if layer.blend == "over" and layer.alpha is not None:
        inverse = np.asarray(cv2.bitwise_not(np.ascontiguousarray(layer.alpha[part])), np.uint8)
        triple = inverse if moving else np.asarray(cv2.merge([inverse] * 3), np.uint8)
        mixed = Sprite(bgr=solid.bgr, inv=triple)
    return _Plane(
        layer=layer,
        mixed=mixed,
        solid=solid,
        offset=(left, top),
        pieces=tuple(piece.moved(-left, -top) for piece in laid),
        box=_columns(layer),
    )


def _union(windows: Sequence[Window]) -> Window:
    if not windows:
        return 0, 0, 1, 1
    left, top, right, bottom = zip(*windows, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _columns(layer: Layer) -> tuple[int, int]:
    seen = layer.alpha if layer.alpha is not None else shown(layer.bgr).astype(np.uint8)
    left, _, width, _ = cv2.boundingRect(seen)
    pad = 2  # a fraction of a pixel of shift needs a transparent rim
    return max(left - pad, 0), min(left + width + pad, seen.shape[1])


def _lay_light(frame: BgrFrame, plane: _Plane, x: int, y: int, t_s: float) -> None:
    """Add a light layer where it shines; whole pixels suffice for something without edges."""
    level = round(light_gain(plane.layer.behaviour, plane.layer.hz, t_s) * GAIN_LEVELS)
    if level <= 0:
        return
    shining = plane.solid.bgr
    if level < GAIN_LEVELS:
        shining = plane.dimmed.at(shining, level)
    x, y = x + plane.offset[0], y + plane.offset[1]
    height, width = frame.shape[:2]
    for piece in plane.pieces:
        left, top, right, bottom = piece.window
        left, right = max(left, -x), min(right, width - x)
        top, bottom = max(top, -y), min(bottom, height - y)
        if left >= right or top >= bottom:
            continue
        under = frame[top + y : bottom + y, left + x : right + x]
        cv2.add(under, shining[top:bottom, left:right], dst=under)
