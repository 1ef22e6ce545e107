"""Legs of a whole figure: joints in each stance, shoes, and the shadow on the ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from generation.engines.puppet.figure.arms import (
    SUBPIXEL,
    SUBPIXEL_BITS,
    Bend,
    Layer,
    Point,
    Shade,
    draw_limb,
    spine,
)
from generation.engines.puppet.figure.bodyparts import Placed, banded
from generation.engines.puppet.figure.curves import vec
from generation.engines.puppet.sprite import Sprite

Stance = Literal["stand", "float"]

HIP = (0.36, 1.98)  # face heights from the chin
FEET_Y = 4.32  # soles: 4.2 heads of 1.35 face heights, less the head
ANKLE_Y = 4.14
STEP_LIFT = 0.26
SWAY = 0.05  # of the hips to both sides
FOOT_REACH = 0.30  # around an ankle


@dataclass(frozen=True, slots=True, kw_only=True)
class LegColours:
    """Shades of trousers or skin, and of shoes, dark to light in BGR."""

    cloth: tuple[Shade, ...]
    shoe: tuple[Shade, ...]
    sole: Shade
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


def draw_legs(
    frame: Layer,
    both: tuple[Bend, Bend],
    at: tuple[float, float],
    face_px: float,
    colours: LegColours,
) -> None:
    """Draw both legs with their shoes; ``at`` is the chin in pixels."""
    wide = colours.width * face_px
    widths = [share * wide for share in (1.0, 0.98, 0.86, 0.80, 0.74)]
    for side, leg in zip((-1, 1), both, strict=True):
        line = spine(leg) * np.float32(face_px) + vec(at)
        _shoe(frame, line[-1], face_px, colours, side)
        draw_limb(frame, line, widths, colours.cloth)


def standing_legs(hip_x: float, face_px: float, colours: LegColours) -> Placed:
    """Paint the legs of a figure that stands, for the chin at (0, 0): a picture to be kept.

    Args:
        hip_x: Where the hips have swayed, in face heights.
        face_px: Pixels a face height.
        colours: Of cloth and shoes.
    """
    both = legs("stand", phase=0.0, walking=False, squash=0.0, hip=(hip_x, HIP[1]))
    joints = vec([point for leg in both for point in leg]) * np.float32(face_px)
    pad = max(FOOT_REACH, colours.width) * face_px
    x0, y0 = (int(v) for v in np.floor(joints.min(0) - pad))
    x1, y1 = (int(v) for v in np.ceil(joints.max(0) + pad))
    layer = np.zeros((y1 - y0, x1 - x0, 4), np.uint8)
    draw_legs(layer, both, (-x0, -y0), face_px, colours)
    return banded(layer, x0, y0)


SHOE = vec(
    [
        (-0.62, -0.72), (-0.80, -0.2), (-0.98, 0.32), (-0.99, 0.72), (-0.7, 0.9),
        (0.7, 0.9), (0.99, 0.72), (0.98, 0.32), (0.80, -0.2), (0.62, -0.72),
    ]
)  # fmt: skip
SOLE = vec([(-1.03, 0.62), (1.03, 0.62), (1.02, 0.84), (0.9, 0.96), (-0.9, 0.96), (-1.02, 0.84)])


def _shoe(frame: Layer, ankle: np.ndarray, face_px: float, colours: LegColours, side: int) -> None:
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
