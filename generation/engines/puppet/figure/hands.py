"""Nine hands, painted with the portraits' brush: fingers up, thumb on the left, wrist at (0, 0).

Units are hand lengths (wrist to middle finger tip). No arms; who lays a hand turns and mirrors it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, get_args

import numpy as np

from generation.arrays import RgbaImage
from generation.engines.puppet.figure.curves import Curve2, ribbon, smooth, vec
from generation.engines.puppet.figure.paint import Sheet
from generation.engines.puppet.figure.tints import Stops, mix, ramp, tint

HandShape = Literal["rest", "open", "point", "fist", "hold", "wave", "palm_up", "facepalm", "clap"]

SHAPES: tuple[HandShape, ...] = get_args(HandShape)
SPREAD_THUMB_DEG = -22.0  # a thumb turned further reaches beside the palm
SPAN = 1.44  # side of a hand's square picture in hand lengths
WRIST = (0.72, 1.14)  # where the wrist lies in that square, hand lengths from its top left
PAINT_PX = 270.0  # hands are painted this long, without supersampling, and brought to size
KEPT = 16  # pictures of 0.6 MB: a film's shots show the same few hands again and again

FINGERS = (  # base x, base y, angle in degrees, length, width
    (-0.150, -0.47, -7.0, 0.42, 0.118),
    (-0.048, -0.505, -1.0, 0.48, 0.124),
    (0.055, -0.49, 5.0, 0.44, 0.118),
    (0.148, -0.43, 12.0, 0.35, 0.102),
)
PALM = (
    (-0.118, 0.10), (-0.125, 0.0), (-0.185, -0.14), (-0.215, -0.32), (-0.205, -0.48),
    (-0.10, -0.545),
    (0.06, -0.535), (0.19, -0.455), (0.205, -0.3), (0.165, -0.1), (0.122, 0.0), (0.118, 0.10),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HandPlan:
    """How a hand is formed.

    Attributes:
        curled: Fingers (0 index .. 3 little) folded into the palm.
        spread: Multiplier of the fingers' angles.
        thumb: Angle of a free thumb in degrees, or None for one laid over curled fingers.
        nails: True when the back of the hand is seen.
        narrow: Width of the picture of the hand, 1 is flat to the viewer.
        reach: Length of the fingers as seen: relaxed ones bend away.
    """

    curled: frozenset[int] = frozenset()
    spread: float = 1.0
    thumb: float | None = -42.0
    nails: bool = False
    narrow: float = 1.0
    reach: float = 1.0

    @property
    def half(self) -> float:
        """Hand lengths that nothing of the hand lies further beside its axis than."""
        return 0.5 if self.thumb is not None and self.thumb < SPREAD_THUMB_DEG else 0.29


HANDS: MappingProxyType[HandShape, HandPlan] = MappingProxyType(
    {
        "rest": HandPlan(spread=0.3, thumb=-20.0, nails=True, narrow=0.88, reach=0.82),
        "open": HandPlan(spread=0.9, thumb=-36.0, nails=True),
        "wave": HandPlan(spread=1.9, thumb=-50.0),
        "point": HandPlan(curled=frozenset({1, 2, 3}), spread=0.6, thumb=None),
        "fist": HandPlan(curled=frozenset({0, 1, 2, 3}), thumb=None),
        "hold": HandPlan(curled=frozenset({0, 1, 2, 3}), thumb=None, narrow=0.94),
        "palm_up": HandPlan(spread=1.0, thumb=-52.0, narrow=0.72),
        "facepalm": HandPlan(spread=0.5, thumb=-26.0, nails=True),
        "clap": HandPlan(spread=0.15, thumb=-20.0, narrow=0.66, nails=True),
    }
)


def known_hand(shape: str) -> HandShape:
    """Return ``shape``, or an open hand where there is no such hand."""
    return next((known for known in SHAPES if known == shape), "open")


@lru_cache(maxsize=KEPT)
def hand_picture(shape: HandShape, skin: Stops) -> RgbaImage:
    """Return a square straight RGBA picture, ``SPAN * PAINT_PX`` wide; kept, so read only."""
    length = PAINT_PX
    side = int(np.ceil(SPAN * length))
    plan = HANDS[shape]
    sheet = Sheet((side, side), length, (WRIST[0] * length, WRIST[1] * length), supersample=1)
    if plan.thumb is not None:
        _thumb(sheet, plan, skin)
    straight = [index for index in (3, 2, 1, 0) if index not in plan.curled]
    palm = smooth(PALM, closed=True, steps=6)
    if plan.nails:
        _part(sheet, plan, palm, skin, radius=0.13)
    for index in straight:
        _finger(sheet, plan, skin, index)
    if not plan.nails:
        _part(sheet, plan, palm, skin, radius=0.13)
    _lines(sheet, plan, skin)
    for index in sorted(plan.curled, reverse=True):
        _curl(sheet, plan, skin, index)
    if plan.thumb is None:
        _thumb_across(sheet, plan, skin)
    picture = sheet.straight()
    picture.flags.writeable = False
    return picture


def _squeezed(plan: HandPlan, curve: Curve2) -> Curve2:
    return np.asarray(curve * vec([plan.narrow, 1]), np.float32)


def _part(
    sheet: Sheet, plan: HandPlan, curve: Curve2, skin: Stops, *, radius: float, lift: float = 0.0
) -> None:
    """Lay one rounded piece of flesh with a soft dark seam around it."""
    shape = _squeezed(plan, curve)
    sheet.lay(sheet.fill(shape * np.float32(1.0) + vec([0.006, 0.014]), soft=0.012), skin[0], 0.42)
    z = sheet.inflate(sheet.coarse(shape), radius, 0.8 * radius)
    light = sheet.light(z, wrap=0.5, reach=0.12)
    image = ramp(skin, np.asarray(light.lit * 0.93 + lift, np.float32))
    warm = np.float32(0.09) * np.ones_like(light.lit)
    sheet.lay(sheet.fill(shape, soft=0.006), tint(image, warm, (255, 176, 160)))


def _tube(curve: Curve2, width: float) -> Curve2:
    """Return the outline of a finger: slightly thinner towards a round tip."""
    length = float(np.hypot(*np.diff(curve, axis=0).T).sum())
    t = np.linspace(0, 1, 25)
    cap = np.clip((t * length - (length - 0.46 * width)) / (0.46 * width), 0, 1)
    root = np.clip(1 - t * length / (0.4 * width), 0, 1)
    round_ = np.sqrt(1 - cap**2) * np.sqrt(1 - 0.8 * root**2)
    widths = width * (1.04 - 0.16 * t - 0.05 * np.cos(5.2 * np.pi * t)) * round_
    fine = np.stack(
        [np.interp(t, np.linspace(0, 1, len(curve)), curve[:, i]) for i in (0, 1)], 1
    ).astype(np.float32)
    return ribbon(fine, list(widths))


def _finger(sheet: Sheet, plan: HandPlan, skin: Stops, index: int) -> None:
    x, y, angle, length, width = FINGERS[index]
    length *= plan.reach
    turn = np.radians(angle * plan.spread)
    way = vec([np.sin(turn), -np.cos(turn)])
    bend = vec([-way[1], way[0]]) * 0.02 * np.sign(angle)
    base = vec([x, y]) - 0.06 * way
    tip = vec([x, y]) + length * way
    curve = smooth([base, (base + tip) / 2 + bend, tip], closed=False, steps=8)
    _part(sheet, plan, _tube(curve, width), skin, radius=0.5 * width)
    for share in (0.42, 0.72):
        joint = vec([x, y]) + length * share * way
        across = vec([-way[1], way[0]]) * 0.3 * width
        line = _squeezed(plan, np.stack([joint - across, joint - 0.006 * way, joint + across]))
        sheet.lay(sheet.stroke(line, [0, 0.014, 0], soft=0.006), skin[0], 0.4)
    if plan.nails:
        _nail(sheet, plan, skin, tip - 0.052 * way, way, width)


def _nail(sheet: Sheet, plan: HandPlan, skin: Stops, at: Curve2, way: Curve2, width: float) -> None:
    across = vec([-way[1], way[0]])
    turn = np.linspace(0, 2 * np.pi, 17)[:-1]
    oval = (
        at
        + np.cos(turn)[:, None] * across * 0.27 * width
        + np.sin(turn)[:, None] * way * 0.40 * width
    )
    nail = sheet.fill(_squeezed(plan, oval.astype(np.float32)), soft=0.006)
    sheet.lay(nail, mix(skin[3], (255, 196, 196), 0.45), 0.75)
    glint = sheet.fill(
        _squeezed(plan, (0.4 * (oval - at) + at - 0.012).astype(np.float32)), soft=0.006
    )
    sheet.lay(glint, (255, 250, 246), 0.5)


def _curl(sheet: Sheet, plan: HandPlan, skin: Stops, index: int) -> None:
    """Lay a finger folded to the palm: what is seen is its middle, from knuckle to joint."""
    x, y, _, _, width = FINGERS[index]
    top, low = (1.06 * x, y - 0.055), (0.98 * x, y + 0.20 - 0.05 * (index == 3))
    curve = smooth([top, (1.03 * x, (top[1] + low[1]) / 2), low], closed=False, steps=8)
    reach = np.concatenate([[vec(top) + vec([0, 0.001])], curve[1:]])
    wide = 1.08 * width
    outline = ribbon(
        reach.astype(np.float32), [0.55 * wide, wide, 1.06 * wide, 1.02 * wide, 0.6 * wide]
    )
    _part(sheet, plan, outline, skin, radius=0.42 * wide, lift=0.02)


def _thumb(sheet: Sheet, plan: HandPlan, skin: Stops) -> None:
    turn = np.radians(float(plan.thumb or 0.0))
    way = vec([np.sin(turn), -np.cos(turn)])
    root = vec([-0.075, -0.10])
    joint = root + 0.23 * way
    tip = joint + 0.22 * vec([np.sin(0.62 * turn), -np.cos(0.62 * turn)])
    curve = smooth([root, joint, tip], closed=False, steps=8)
    _part(sheet, plan, _tube(curve, 0.15), skin, radius=0.075)
    if plan.nails:
        last = tip - joint
        _nail(sheet, plan, skin, tip - 0.05 * last / np.hypot(*last), last / np.hypot(*last), 0.13)


def _thumb_across(sheet: Sheet, plan: HandPlan, skin: Stops) -> None:
    knots = [(-0.185, -0.17), (-0.17, -0.27), (-0.05, -0.315), (0.075, -0.30)]
    _part(
        sheet,
        plan,
        _tube(smooth(knots, closed=False, steps=8), 0.135),
        skin,
        radius=0.068,
        lift=0.03,
    )
    _nail(sheet, plan, skin, vec([0.035, -0.315]), vec([0.98, 0.1]), 0.105)


def _lines(sheet: Sheet, plan: HandPlan, skin: Stops) -> None:
    """Lay the lines of a palm, or the tendons of a back."""
    if plan.nails:
        for x, y, *_ in FINGERS:
            end = vec([0.45 * x, y + 0.3])
            start = vec([x, y + 0.02])
            curve = _squeezed(plan, np.stack([start, (start + end) / 2, end]))
            sheet.lay(sheet.stroke(curve, [0.03, 0.02, 0], soft=0.018), skin[3], 0.22)
            knuckle = _squeezed(
                plan, vec([[x - 0.03, y + 0.03], [x, y + 0.02], [x + 0.03, y + 0.03]])
            )
            sheet.lay(sheet.stroke(knuckle, [0, 0.018, 0], soft=0.01), skin[0], 0.3)
        return
    for knots in (
        [(-0.19, -0.30), (-0.08, -0.33), (0.04, -0.28), (0.1, -0.2)],
        [(0.19, -0.36), (0.08, -0.40), (-0.06, -0.43), (-0.12, -0.48)],
        [(-0.18, -0.28), (-0.08, -0.24), (-0.04, -0.12), (-0.05, -0.02)],
    ):
        curve = _squeezed(plan, smooth(knots, closed=False, steps=6))
        sheet.lay(sheet.stroke(curve, [0, 0.016, 0.014, 0], soft=0.006), skin[0], 0.42)
