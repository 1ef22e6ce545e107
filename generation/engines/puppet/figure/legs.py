"""Legs of a whole figure: joints in each stance, shoes, and the shadow on the ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from generation.arrays import BgrFrame
from generation.engines.puppet.figure.arms import (
    SUBPIXEL,
    SUBPIXEL_BITS,
    Bend,
    Point,
    Shade,
    draw_limb,
    spine,
)
from generation.engines.puppet.figure.curves import vec
from generation.engines.puppet.sprite import Sprite

Stance = Literal["stand", "float"]

HIP = (0.36, 1.98)  # face heights from the chin
FEET_Y = 4.32  # soles: 4.2 heads of 1.35 face heights, less the head
ANKLE_Y = 4.14
STEP_LIFT = 0.26


@dataclass(frozen=True, slots=True, kw_only=True)
class LegColours:
    """Shades of trousers or skin, and of shoes, dark to light in BGR."""

    cloth: tuple[Shade, ...]
    shoe: tuple[Shade, ...]
    sole: tuple[int, int, int]
    width: float = 0.46  # of the thigh, face heights


def legs(
    stance: Stance, *, phase: float, walking: bool, squash: float, hip: Point
) -> tuple[Bend, Bend]:
    """Return the left and the right leg, in face heights from the chin.

    Args:
        stance: How the figure stands.
        phase: Turns: of a walking cycle, or of idle sway.
        walking: True while it walks towards or along the picture.
        squash: 0..1 landing: knees give outwards.
        hip: Middle of the hips.
    """
    left = _leg(stance, -1, phase, walking=walking, squash=squash, hip=hip)
    return left, _leg(stance, 1, phase, walking=walking, squash=squash, hip=hip)


def _leg(
    stance: Stance, side: int, phase: float, *, walking: bool, squash: float, hip: Point
) -> Bend:
    root = (hip[0] + side * HIP[0], hip[1])
    sway = float(np.sin(2 * np.pi * phase))
    if stance == "float":
        knee = (root[0] + side * (0.22 + 0.06 * sway), root[1] + 0.98)
        lag = float(np.sin(2 * np.pi * phase - 1.1 + 0.8 * side))
        return Bend(
            root, knee, (knee[0] - side * 0.10 + 0.14 * lag, knee[1] + (0.78 if side > 0 else 0.92))
        )
    if walking:
        lift = max(0.0, side * sway)
        ankle = (side * 0.32, ANKLE_Y - STEP_LIFT * lift)
        knee = ((root[0] + ankle[0]) / 2 + side * 0.05, (root[1] + ankle[1]) / 2 - 0.10 * lift)
        return Bend(root, knee, ankle)
    ankle = (side * 0.40, ANKLE_Y)
    give = side * (0.03 + 1.6 * squash)
    return Bend(root, ((root[0] + ankle[0]) / 2 + give, (root[1] + ankle[1]) / 2), ankle)


def draw_leg(
    frame: BgrFrame, leg: Bend, x: float, y: float, face_px: float, colours: LegColours, side: int
) -> None:
    """Draw one leg with its shoe; (x, y) is the chin in pixels."""
    line = spine(leg) * np.float32(face_px) + vec([x, y])
    _shoe(frame, line[-1], face_px, colours, side)
    wide = colours.width * face_px
    draw_limb(
        frame, line, [wide, 0.98 * wide, 0.86 * wide, 0.80 * wide, 0.74 * wide], colours.cloth
    )


SHOE = vec(
    [
        (-0.62, -0.72), (-0.80, -0.2), (-0.98, 0.32), (-0.99, 0.72), (-0.7, 0.9),
        (0.7, 0.9), (0.99, 0.72), (0.98, 0.32), (0.80, -0.2), (0.62, -0.72),
    ]
)  # fmt: skip
SOLE = vec([(-1.03, 0.62), (1.03, 0.62), (1.02, 0.84), (0.9, 0.96), (-0.9, 0.96), (-1.02, 0.84)])


def _shoe(
    frame: BgrFrame, ankle: np.ndarray, face_px: float, colours: LegColours, side: int
) -> None:
    size = vec([0.235, 0.20]) * np.float32(face_px)
    at = ankle + vec([side * 0.05, 0.0]) * np.float32(face_px)
    middle = SHOE.mean(0)
    for k, colour in enumerate(colours.shoe):
        inset = 0.92 * k / len(colours.shoe)
        shape = (
            (SHOE - middle) * np.float32(1 - inset)
            + middle
            + vec([-0.14, -0.3]) * np.float32(inset)
        )
        cv2.fillPoly(frame, [_fixed(shape * size + at)], colour, cv2.LINE_AA, SUBPIXEL_BITS)
    cv2.fillPoly(frame, [_fixed(SOLE * size + at)], colours.sole, cv2.LINE_AA, SUBPIXEL_BITS)


def _fixed(points: np.ndarray) -> np.ndarray:
    return np.round(points * SUBPIXEL - SUBPIXEL / 2).astype(np.int32)


def ground_shadow(face_px: float, strength: float) -> Sprite:
    """Return the soft ellipse under the feet."""
    wide, high = max(8, round(2.1 * face_px)), max(4, round(0.40 * face_px))
    x = np.linspace(-1, 1, wide, dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, high, dtype=np.float32)[:, None]
    cover = np.clip(1 - x * x - y * y, 0, 1) ** 1.5 * np.float32(255 * min(0.95, 0.35 + strength))
    inverse = (255 - cover).astype(np.uint8)
    return Sprite(bgr=np.zeros((high, wide, 3), np.uint8), inv=np.dstack([inverse] * 3))
