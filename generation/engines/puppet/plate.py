"""The painted set of one shot, ready to be laid under and over the actors frame by frame."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from generation.arrays import BgrFrame
from generation.engines.puppet.sprite import Sprite, blit
from generation.engines.puppet.stage import Layer

FLICKER_FLOOR = 0.35  # a flickering tube never goes quite dark


@dataclass(frozen=True, slots=True)
class _Plane:
    """A layer with what is needed to lay it fast."""

    layer: Layer
    sprite: Sprite
    solid_from: int  # from this row of the layer down, nothing behind it is seen
    box: tuple[int, int, int, int]  # where anything is: left, top, right, bottom
    offset: tuple[int, int]  # of the sprite's first pixel in the layer


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


class Plate:
    """Layers of one side (behind or in front) of the actors."""

    def __init__(
        self, layers: Sequence[Layer], *, width: int, height: int, camera_still: bool
    ) -> None:
        """Prepare ``layers``, far to near, for a picture of this size."""
        self._size = (height, width)
        self._planes = [_plane(layer) for layer in layers]
        self._cached: BgrFrame | None = None
        self._cached_count = 0
        opaque_first = bool(self._planes) and self._planes[0].sprite.inv is None
        if camera_still and opaque_first and self._planes[0].layer.blend == "over":
            self._bake()

    def _bake(self) -> None:
        """Lay everything that never moves once; moving layers and what is before them stay live."""
        count = 0
        for plane in self._planes:
            moves = plane.layer.drift != (0.0, 0.0)
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
        height = self._size[0]
        places = []
        hidden_from = height
        for plane in reversed(planes):  # what a nearer solid layer hides is not drawn
            x, y = self._place(plane, t_s, dx, dy)
            places.append((plane, x, y, hidden_from))
            if plane.layer.blend == "over":
                hidden_from = min(hidden_from, max(0, int(np.ceil(y)) + plane.solid_from + 1))
        for plane, x, y, floor in reversed(places):
            if plane.layer.blend == "add":
                _lay_light(frame[:floor], plane, x, y, t_s)
            elif floor > 0:
                blit(frame[:floor], plane.sprite, x + plane.offset[0], y + plane.offset[1])

    def _place(self, plane: _Plane, t_s: float, dx: float, dy: float) -> tuple[float, float]:
        layer = plane.layer
        height, width = self._size
        x = -layer.margin_px + dx * layer.depth
        y = -layer.margin_px + dy * layer.depth
        if layer.drift != (0.0, 0.0):
            span = width + plane.box[2] - plane.box[0]
            travelled = layer.drift[0] * height * t_s
            if layer.behaviour == "sweep":
                start = plane.box[0] - layer.margin_px
                travelled = (travelled + start + (plane.box[2] - plane.box[0])) % span - (
                    start + plane.box[2] - plane.box[0]
                )
            x += travelled
            y += layer.drift[1] * height * t_s
        return x, y


def _plane(layer: Layer) -> _Plane:
    inv = None
    solid_from = layer.bgr.shape[0]
    if layer.blend == "over" and layer.alpha is not None:
        inverse = np.asarray(cv2.bitwise_not(layer.alpha), np.uint8)
        inv = cv2.merge([inverse, inverse, inverse])
        open_rows = np.nonzero(inverse.max(axis=1))[0]
        solid_from = int(open_rows[-1]) + 1 if len(open_rows) else 0
    elif layer.blend == "over":
        solid_from = 0
    left, top, right, bottom = box = _box(layer)
    if inv is None:
        return _Plane(layer, Sprite(bgr=layer.bgr, inv=None), solid_from, box, (0, 0))
    sprite = Sprite(  # only the part where something is painted is ever laid
        bgr=np.ascontiguousarray(layer.bgr[top:bottom, left:right]),
        inv=np.ascontiguousarray(inv[top:bottom, left:right]),
    )
    return _Plane(layer, sprite, solid_from, box, (left, top))


def _box(layer: Layer) -> tuple[int, int, int, int]:
    seen = layer.alpha if layer.alpha is not None else layer.bgr.max(axis=2)
    left, top, width, height = cv2.boundingRect(seen)
    pad = 2  # a fraction of a pixel of shift needs a transparent rim
    right = min(left + width + pad, seen.shape[1])
    bottom = min(top + height + pad, seen.shape[0])
    return max(left - pad, 0), max(top - pad, 0), right, bottom


class _LightScratch(threading.local):
    def __init__(self) -> None:
        self.flat = np.empty(0, np.uint8)

    def take(self, shape: tuple[int, ...]) -> BgrFrame:
        need = int(np.prod(shape))
        if self.flat.size < need:
            self.flat = np.empty(need, np.uint8)
        return self.flat[:need].reshape(shape)


_LIGHT = _LightScratch()


def _lay_light(frame: BgrFrame, plane: _Plane, x: float, y: float, t_s: float) -> None:
    """Add a light layer where it shines; whole pixels suffice for something without edges."""
    left, top, right, bottom = plane.box
    x0, y0 = round(x) + left, round(y) + top
    u0, v0 = max(x0, 0), max(y0, 0)
    u1, v1 = min(x0 + right - left, frame.shape[1]), min(y0 + bottom - top, frame.shape[0])
    if u0 >= u1 or v0 >= v1:
        return
    light = plane.layer.bgr[v0 - round(y) : v1 - round(y), u0 - round(x) : u1 - round(x)]
    under = frame[v0:v1, u0:u1]
    gain = light_gain(plane.layer.behaviour, plane.layer.hz, t_s)
    if gain > 0.995:
        cv2.add(under, light, dst=under)
    elif gain > 0.01:
        dimmed = _LIGHT.take(light.shape)
        cv2.convertScaleAbs(light, dst=dimmed, alpha=gain)
        cv2.add(under, dimmed, dst=under)
