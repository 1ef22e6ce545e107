"""Drawn faces of things that have a part: eyes that look and blink, brows, a mouth that speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import BgrFrame
from generation.engines.puppet.canvas import Colour, Point
from generation.engines.puppet.props.forms import times
from generation.engines.puppet.props.look import Box

Outline = npt.NDArray[np.float64]

SUBPIXEL = 4  # bits of fixed point
INK: Colour = (42, 28, 36)
WHITE: Colour = (252, 248, 240)
GUMS: Colour = (112, 26, 40)
TONGUE: Colour = (226, 104, 106)
EYE_AT: Point = (0.5, -0.36)  # of the right eye, in half widths of the face
EYE_SIZE: Point = (0.3, 0.36)
PUPIL = 0.165
GAZE_REACH: Point = (0.36, 0.26)  # half widths a full glance moves a pupil
MOUTH_Y = 0.52
MOUTH_HALF = 0.34
THIN_GAP = 0.05  # lips nearer than that are one line
TURN_SHARE = 0.018  # half widths by which a degree of the head moves the face
SHUT = 0.86  # of a lid: nothing of the eye is seen
FACE_REACH = 0.28  # a turned face stays on its thing
_TURNS = np.linspace(0, 2 * np.pi, 44, endpoint=False)
_CIRCLE: Outline = np.stack([np.cos(_TURNS), np.sin(_TURNS)], axis=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where the face of a thing is: its middle and half its width, in heights from the foot.

    ``skin`` is the colour of the lids, that of the thing behind them; ``label`` is where its
    lettering goes.
    """

    at: Point
    half: float
    skin: Colour
    label: Box


FACES: Mapping[str, Spot] = {
    "calendar_page": Spot(
        at=(0.0, -0.255), half=0.25, skin=(236, 228, 208), label=(-0.36, -0.69, 0.36, -0.52)
    ),
    "phone": Spot(at=(0.0, -0.42), half=0.2, skin=(84, 126, 190), label=(-0.2, -0.88, 0.2, -0.72)),
    "lamp": Spot(at=(0.0, -0.73), half=0.2, skin=(246, 220, 164), label=(-0.3, -0.56, 0.3, -0.47)),
    "dumpling_steamer": Spot(
        at=(0.05, -0.5), half=0.16, skin=(232, 214, 190), label=(-0.62, -0.2, 0.62, 0.05)
    ),
    "file": Spot(
        at=(0.0, -0.27), half=0.28, skin=(226, 186, 118), label=(-0.36, -0.79, 0.36, -0.56)
    ),
    "note": Spot(
        at=(0.0, -0.33), half=0.28, skin=(250, 216, 104), label=(-0.41, -0.85, 0.41, -0.64)
    ),
    "box": Spot(
        at=(0.0, -0.27), half=0.26, skin=(206, 158, 106), label=(-0.46, -0.72, 0.46, -0.52)
    ),
    "crate": Spot(
        at=(0.0, -0.3), half=0.26, skin=(190, 138, 84), label=(-0.44, -0.84, 0.44, -0.62)
    ),
    "book": Spot(
        at=(-0.04, -0.34), half=0.24, skin=(70, 98, 148), label=(-0.3, -0.84, 0.24, -0.64)
    ),
    "mug": Spot(at=(0.0, -0.42), half=0.28, skin=(196, 74, 62), label=(-0.38, -0.18, 0.38, -0.05)),
    "clock": Spot(
        at=(0.0, -0.45), half=0.22, skin=(244, 236, 220), label=(-0.2, -0.26, 0.2, -0.17)
    ),
    "balloon": Spot(
        at=(0.0, -0.77), half=0.14, skin=(214, 64, 72), label=(-0.12, -0.97, 0.12, -0.9)
    ),
    "trophy": Spot(
        at=(0.0, -0.74), half=0.18, skin=(232, 186, 84), label=(-0.22, -0.19, 0.22, -0.05)
    ),
}
"""Things that can be cast as somebody; their label makes room for the face."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacePose:
    """One frame of a face; weights are those of the acting, 0..1.

    Attributes:
        turn: Head (yaw, pitch) in degrees: to the picture's right, up.
        roll: Degrees the thing leans, clockwise.
        gaze: (x, y) in eye widths.
        weights: Base name → weight.
    """

    turn: Point = (0.0, 0.0)
    roll: float = 0.0
    gaze: Point = (0.0, 0.0)
    weights: Mapping[str, float]

    def weight(self, base: str) -> float:
        """Return a weight; what is not there is 0."""
        return float(self.weights.get(base, 0.0))

    @property
    def lid(self) -> float:
        """Return how far the eye is shut, 0 wide open, 1 shut."""
        wide = 0.12 * self.weight("brow_up")
        half = 0.16 + 0.75 * self.weight("lid") + 0.45 * self.weight("squint") - wide
        blink = max(self.weight("blinkL"), self.weight("blinkR"))
        return float(np.clip(max(half, blink), 0.0, 1.0))


class DrawnFace:
    """The face of one thing at one size, in the light of a set."""

    def __init__(self, spot: Spot, height_px: float, key: Colour) -> None:
        """Mix the colours once."""
        self._spot = spot
        self._unit = spot.half * height_px
        self._height = height_px
        self._key = key
        self._line = max(1, round(0.055 * self._unit))

    def lay(self, canvas: BgrFrame, foot: Point, pose: FacePose) -> None:
        """Draw the face of the thing whose foot is at ``foot`` (canvas pixels)."""
        yaw, pitch = pose.turn
        aside = float(np.clip(TURN_SHARE * yaw, -FACE_REACH, FACE_REACH))
        up = float(np.clip(TURN_SHARE * pitch, -FACE_REACH, FACE_REACH))
        angle = np.radians(pose.roll)
        cos, sin = float(np.cos(angle)), float(np.sin(angle))
        home = np.array(self._spot.at) * self._height + np.array((aside, -up)) * self._unit
        middle = np.array(foot) + np.array(
            (home[0] * cos - home[1] * sin, home[0] * sin + home[1] * cos)
        )
        matrix = self._unit * np.array(((cos, sin), (-sin, cos)))
        pen = _Pen(canvas, middle, matrix, self._key, self._line)
        for side in (-1.0, 1.0):
            _eye(pen, side, pose, self._spot.skin)
            _brow(pen, side, pose)
        _mouth(pen, pose)


class _Pen:
    """Draws outlines given in half widths of the face."""

    def __init__(
        self, canvas: BgrFrame, middle: Outline, matrix: Outline, key: Colour, line: int
    ) -> None:
        self._canvas, self._middle, self._matrix = canvas, middle, matrix
        self._key, self._line = key, line

    def _points(self, outline: Outline) -> npt.NDArray[np.int32]:
        placed = outline @ self._matrix + self._middle
        return np.round(placed * (1 << SUBPIXEL)).astype(np.int32)

    def _bgr(self, colour: Colour) -> tuple[int, int, int]:
        red, green, blue = times(colour, self._key)
        return blue, green, red

    def fill(self, outline: Outline, colour: Colour) -> None:
        """Fill a closed outline."""
        points = self._points(outline)
        cv2.fillPoly(self._canvas, [points], self._bgr(colour), cv2.LINE_AA, SUBPIXEL)

    def stroke(
        self, outline: Outline, colour: Colour, *, weight: float = 1.0, closed: bool
    ) -> None:
        """Draw along an outline; ``weight`` 1 is an ordinary line."""
        wide = max(1, round(self._line * weight))
        points = self._points(outline)
        bgr = self._bgr(colour)
        cv2.polylines(self._canvas, [points], closed, bgr, wide, cv2.LINE_AA, SUBPIXEL)


def _eye(pen: _Pen, side: float, pose: FacePose, skin: Colour) -> None:
    centre = np.array((side * EYE_AT[0], EYE_AT[1]))
    ball = centre + _CIRCLE * EYE_SIZE
    top = centre[1] - EYE_SIZE[1]
    low = top + 2 * EYE_SIZE[1] * pose.lid
    high = centre[1] + EYE_SIZE[1] * (1 - 0.5 * pose.weight("squint"))
    if pose.lid > SHUT:
        pen.fill(ball, skin)
        pen.stroke(_lower(ball), INK, weight=1.4, closed=False)
        return
    pen.fill(ball, skin)
    pen.fill(_between(ball, low, high), WHITE)
    at = centre + np.clip(np.array(pose.gaze), -1, 1) * GAZE_REACH
    pen.fill(_between(at + _CIRCLE * PUPIL, low, high), INK)
    glint = at + np.array((-0.06, -0.07)) + _CIRCLE * 0.05
    pen.fill(_between(glint, low, high), WHITE)
    pen.stroke(_between(ball, low, high), INK, weight=0.7, closed=True)
    lid = np.array([(x, low) for x in _span(centre, low)])
    pen.stroke(lid, INK, weight=1.4, closed=False)


def _lower(ball: Outline) -> Outline:
    """Return the lower edge of an oval, flattened: a shut eye."""
    half = ball[: len(ball) // 2 + 1].copy()
    middle = float(ball[:, 1].mean())
    half[:, 1] = middle + 0.5 * (half[:, 1] - middle)
    return half


def _between(outline: Outline, low: float, high: float) -> Outline:
    """Return an outline pressed between two heights."""
    pressed = outline.copy()
    pressed[:, 1] = np.clip(pressed[:, 1], low, max(low, high))
    return pressed


def _span(centre: Outline, y: float) -> tuple[float, float]:
    """Return the left and right ends of an eye at a height."""
    share = float(np.clip((y - centre[1]) / EYE_SIZE[1], -1, 1))
    half = EYE_SIZE[0] * float(np.sqrt(1 - share**2))
    return float(centre[0]) - half, float(centre[0]) + half


def _brow(pen: _Pen, side: float, pose: FacePose) -> None:
    rise = 0.2 * pose.weight("brow_up") - 0.1 * pose.weight("brow_down")
    tilt = 0.2 * pose.weight("brow_down") - 0.2 * pose.weight("brow_sad")
    y = EYE_AT[1] - EYE_SIZE[1] - 0.13 - rise
    inner = (side * (EYE_AT[0] - 0.26), y + tilt)
    outer = (side * (EYE_AT[0] + 0.3), y - 0.3 * tilt + 0.05)
    middle = (side * EYE_AT[0], y - 0.07 + 0.3 * tilt)
    pen.stroke(np.array((inner, middle, outer)), INK, weight=1.9, closed=False)


def _mouth(pen: _Pen, pose: FacePose) -> None:
    gap = 0.52 * pose.weight("jaw") + 0.1 * pose.weight("round") + 0.06 * pose.weight("wide")
    smile = 0.2 * (pose.weight("smile") - pose.weight("frown"))
    half = MOUTH_HALF + 0.1 * pose.weight("wide") + 0.1 * pose.weight("smile")
    half *= 1 - 0.45 * pose.weight("round")
    across = np.linspace(-1, 1, 17)
    bend = smile * (1 - across**2)
    upper = np.stack([across * half, MOUTH_Y - 0.5 * smile + bend], axis=1)
    if gap < THIN_GAP:
        pen.stroke(upper, INK, weight=1.3, closed=False)
        return
    depth = gap * np.sqrt(np.clip(1 - across**2, 0, 1))
    lower = upper + np.stack([np.zeros_like(across), depth], axis=1)
    upper[:, 1] -= 0.3 * depth
    hole = np.concatenate([upper, lower[::-1]])
    pen.fill(hole, GUMS)
    tongue = lower[4:-4].copy()
    back = tongue[::-1].copy()
    back[:, 1] -= 0.42 * depth[4:-4]
    pen.fill(np.concatenate([tongue, back]), TONGUE)
    pen.stroke(hole, INK, weight=0.9, closed=True)
