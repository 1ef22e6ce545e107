"""Two-bone arms and legs: where the middle joint goes, and how a shaded limb is drawn into a frame.

Lengths are in face heights unless a name says px. A limb is one tapered strip drawn as nested
strips from dark to light: soft shading without a picture to turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from generation.engines.puppet.figure.curves import vec

Point = tuple[float, float]
Bgr = tuple[int, int, int]
Shade = tuple[int, int, int, int]
"""Blue, green, red and full opacity: right for frames and for layers."""

Spine = npt.NDArray[np.float32]

Layer = npt.NDArray[np.uint8]
"""``(h, w, 3)`` BGR frame, or ``(h, w, 4)`` premultiplied BGRA that began as zeros."""


ELBOW_OUT, ELBOW_LOW = 0.08, 0.84  # face heights outwards, share of the upper arm down
RAISED = 0.5  # face heights above the shoulder at which an elbow swings out in full
SWING = 0.8
FOLD = 0.15  # cosine between both bones from which a joint is drawn round
REACH = 0.995  # share of both bones together: a locked elbow looks broken
BONE_KNOTS, TURN_KNOTS = 5, 7
KNOTS = 2 * BONE_KNOTS + TURN_KNOTS
SHADES = 9
PLANS_KEPT = 32
SUBPIXEL_BITS = 4
SUBPIXEL = 1 << SUBPIXEL_BITS
TO_LIGHT = vec([-0.62, -0.78])


class Bones(NamedTuple):
    """Measures of a limb in face heights.

    Attributes:
        upper: Shoulder to elbow.
        lower: Elbow to wrist.
    """

    upper: float
    lower: float


DRAWN_ARM = Bones(upper=0.65, lower=0.62)
NEAREST = 0.5  # shoulder to wrist in space; what looks nearer is in front of the shoulder
HANG = (0.45, 1.0, 0.22)  # which way a drawn elbow hangs: outwards, down, back


class Bend(NamedTuple):
    """Shoulder, elbow and wrist (or hip, knee and ankle)."""

    root: Point
    joint: Point
    end: Point


def reach(root: Point, target: Point, upper: float, lower: float) -> Point:
    """Return ``target``, drawn in to what both bones can reach."""
    dx, dy = target[0] - root[0], target[1] - root[1]
    far = float(np.hypot(dx, dy))
    limit = REACH * (upper + lower)
    if far <= limit:
        return target
    return root[0] + dx * limit / far, root[1] + dy * limit / far


def bend(root: Point, target: Point, side: int, bones: Bones = DRAWN_ARM) -> Bend:
    """Place the elbow of an arm on ``side`` (-1 left in the picture, 1 right).

    Bones may point at the viewer, so an elbow is anywhere within their lengths. Under the shoulder
    it hangs at the body's side as far as both bones allow; the higher the wrist, the more it swings
    outwards. It never jumps while the wrist travels.
    """
    end = vec(reach(root, target, bones.upper, bones.lower))
    hung = vec([root[0] + ELBOW_OUT * side, root[1] + ELBOW_LOW * bones.upper])
    hung = _within(hung, (vec(root), bones.upper), (end, bones.lower))
    swing = _swung(root, end, side, bones) - hung
    raised = float(np.clip((root[1] - end[1]) / RAISED, 0, 1))
    outwards = float(np.clip(swing[0] * side / RAISED, 0, 1))
    joint = hung + SWING * raised * outwards * swing
    return Bend(root, (float(joint[0]), float(joint[1])), (float(end[0]), float(end[1])))


Disc = tuple[Spine, float]
"""Centre and radius."""


def _within(point: Spine, one: Disc, other: Disc) -> Spine:
    """Return the point of two overlapping discs that is nearest to ``point``."""
    for disc, rest in ((one, other), (other, one)):
        way = point - disc[0]
        near = disc[0] + way * min(1.0, disc[1] / max(float(np.hypot(*way)), 1e-6))
        if float(np.hypot(*(near - rest[0]))) <= rest[1]:
            return np.asarray(near, np.float32)
    across = other[0] - one[0]
    far = max(float(np.hypot(*across)), 1e-6)
    along = (one[1] ** 2 - other[1] ** 2 + far**2) / (2 * far)
    aside = vec([-across[1], across[0]]) * (np.sqrt(max(one[1] ** 2 - along**2, 0.0)) / far)
    base = one[0] + across * (along / far)
    ends = [base + aside, base - aside]
    return np.asarray(min(ends, key=lambda end: float(np.hypot(*(end - point)))), np.float32)


def _swung(root: Point, end: Spine, side: int, bones: Bones) -> Spine:
    """Return the elbow of an arm in a plane, hanging outwards; a near wrist is in front of it."""
    flat = (end - vec(root)).astype(np.float64)
    ahead = np.sqrt(max(NEAREST**2 - float(flat @ flat), 0.0))
    way = np.append(flat, -ahead)
    far = max(float(np.linalg.norm(way)), 1e-6)
    way = way / far
    along = (bones.upper**2 - bones.lower**2 + far**2) / (2 * far)
    out = float(np.sqrt(max(bones.upper**2 - along**2, 0.0)))
    fall = np.array([HANG[0] * side, *HANG[1:]])
    fall = fall - (fall @ way) * way
    joint = way * along + fall * (out / max(float(np.linalg.norm(fall)), 1e-6))
    return vec(root) + vec(joint[:2])


def spine(limb: Bend) -> Spine:
    """Return ``KNOTS`` points along the limb: straight bones, a rounded joint."""
    a, b, c = (vec(p) for p in limb)
    near, after = b + 0.42 * (a - b), b + 0.42 * (c - b)
    t = np.linspace(0, 1, TURN_KNOTS, dtype=np.float32)[:, None]
    turn = (1 - t) ** 2 * near + 2 * t * (1 - t) * b + t**2 * after
    straight = np.linspace(0, 1, BONE_KNOTS, endpoint=False, dtype=np.float32)[:, None]
    first = a + straight * (near - a)
    last = after + np.linspace(0, 1, BONE_KNOTS + 1, dtype=np.float32)[1:, None] * (c - after)
    return np.concatenate([first, turn, last]).astype(np.float32)


def normals(line: Spine) -> Spine:
    """Return unit normals of a line, pointing to its right."""
    tangent = _slope(line)
    tangent /= np.maximum(np.hypot(tangent[:, 0], tangent[:, 1]), 1e-6)[:, None]
    return np.stack([-tangent[:, 1], tangent[:, 0]], 1)


def _slope(line: Spine) -> Spine:
    """Return the central differences of a line, one-sided at its ends."""
    steps = np.diff(line, axis=0)
    return np.concatenate([steps[:1], (steps[1:] + steps[:-1]) / 2, steps[-1:]])


def shades(stops: Sequence[Bgr]) -> list[Shade]:
    """Return ``SHADES`` colours from the dark rim to the light middle of a limb."""
    at = np.linspace(0, 1, len(stops))
    want = np.linspace(0.30, 0.68, SHADES)
    table = np.stack([np.interp(want, at, [s[i] for s in stops]) for i in range(3)], 1)
    return [(int(b), int(g), int(r), 255) for b, g, r in np.round(table)]


def draw_limb(
    frame: Layer,
    line: Spine,
    widths_px: Sequence[float],
    colours: Sequence[Shade],
    *,
    melt: bool = False,
) -> None:
    """Draw a tapered limb along ``line`` (pixels); light comes from the upper left.

    Both bones are drawn one over the other, so that a folded limb covers itself.

    Args:
        frame: Drawn into.
        line: ``(n, 2)`` pixels.
        widths_px: Full widths, spread evenly along the line.
        colours: Dark rim to light middle.
        melt: Let the first end flow into the body: round, without a dark rim.
    """
    plan = _plan(len(line), len(widths_px), len(colours), melt)
    half = np.asarray(plan.spread @ vec(widths_px)[:, None] / 2, np.float32)
    side = normals(line)
    towards = (side @ TO_LIGHT)[:, None]
    left, right = _room(line, side, half)
    shift, width = plan.inset * (np.float32(0.46) * towards * half), half - plan.inset * half
    edges = np.concatenate(
        [
            line + side * np.minimum(shift + width, right),
            (line + side * np.maximum(shift - width, left))[:, ::-1],
        ],
        axis=1,
    )
    fixed = np.round(edges * SUBPIXEL - SUBPIXEL / 2).astype(np.int32)
    if melt:
        x, y = (int(v) for v in np.round(line[0] * SUBPIXEL - SUBPIXEL / 2))
        cv2.circle(
            frame, (x, y), int(half[0, 0] * SUBPIXEL), colours[-1], -1, cv2.LINE_AA, SUBPIXEL_BITS
        )
    middle = len(line) // 2
    if _folded(line):
        _draw_elbow(frame, line[middle], float(half[middle, 0]), colours)
    for part in (fixed.take(ends, axis=1) for ends in plan.bones):
        for points, colour in zip(part, colours, strict=True):
            cv2.fillPoly(frame, [points], colour, cv2.LINE_AA, SUBPIXEL_BITS)


class _Plan(NamedTuple):
    """What limbs of so many knots, widths and shades share.

    Attributes:
        spread: ``(knots, widths)`` makes a width for every knot.
        inset: ``(shades, 1 or knots, 1)`` share of its half width that a strip is narrower.
        bones: Points of a strip's outline, up one side and down the other, for each bone.
    """

    spread: Spine
    inset: Spine
    bones: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]


@lru_cache(maxsize=PLANS_KEPT)
def _plan(count: int, widths: int, shades: int, melt: bool) -> _Plan:  # noqa: FBT001
    along = np.linspace(0, 1, count, dtype=np.float32)
    places = np.linspace(0, 1, widths)
    spread = np.stack([np.interp(along, places, row) for row in np.eye(widths)], 1)
    rim = np.clip(along / 0.42, 0, 1)[:, None] ** 0.7 if melt else np.float32(1)
    inset = 0.97 * np.arange(shades, dtype=np.float32)[:, None, None] / shades * rim
    middle = count // 2
    near = np.r_[0 : middle + 1, 2 * count - middle - 1 : 2 * count]
    far = np.r_[middle - 1 : 2 * count - middle + 1]
    return _Plan(spread.astype(np.float32), inset.astype(np.float32), (near, far))


def _folded(line: Spine) -> bool:
    """Tell whether a limb bends so sharply that its strip ends flat at the joint."""
    joint = line[len(line) // 2]
    back, on = line[0] - joint, line[-1] - joint
    return float(back @ on) > FOLD * max(float(np.hypot(*back) * np.hypot(*on)), 1e-6)


def _draw_elbow(frame: Layer, at: Spine, half_px: float, colours: Sequence[Shade]) -> None:
    """Draw a shaded ball over the joint of a folded limb."""
    for index, colour in enumerate(colours):
        inset = 0.97 * index / len(colours)
        centre = at + TO_LIGHT * np.float32(0.46 * inset * half_px)
        x, y = (int(v) for v in np.round(centre * SUBPIXEL - SUBPIXEL / 2))
        radius = int(half_px * (1 - inset) * SUBPIXEL)
        cv2.circle(frame, (x, y), radius, colour, -1, cv2.LINE_AA, SUBPIXEL_BITS)


def _room(line: Spine, side: Spine, half: Spine) -> tuple[Spine, Spine]:
    """Return how far the strip may go to both sides before it would cross itself in a bend."""
    step = np.maximum(np.hypot(*_slope(line).T), 1e-6)
    tangent = np.stack([side[:, 1], -side[:, 0]], 1)
    turn = _slope(tangent)
    curve = (turn * side).sum(1) / step
    radius = (0.92 / np.maximum(np.abs(curve), 1e-6))[:, None]
    wide = 10 * half
    return (
        np.where(curve[:, None] < 0, -np.minimum(radius, wide), -wide),
        np.where(curve[:, None] > 0, np.minimum(radius, wide), wide),
    )


def draw_band(
    frame: Layer, line: Spine, width_px: float, long_px: float, colours: Sequence[Shade]
) -> None:
    """Draw a cuff across the end of a limb."""
    way = line[-1] - line[-2]
    way = way / max(float(np.hypot(*way)), 1e-6)
    start, end = line[-1] - way * long_px * 0.55, line[-1] + way * long_px * 0.45
    piece = np.linspace(start, end, 4).astype(np.float32)
    draw_limb(frame, piece, [0.94 * width_px, width_px, 0.97 * width_px], colours[::3])
