"""The three faces and what they do to lids, brows, lips and jaw, as curves. No paint."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

import numpy as np

from generation.engines.puppet.figure.curves import Curve2, mirrored, smooth
from generation.engines.puppet.figure.looks import Look

FaceName = Literal["neutral", "laugh", "shock"]

PUPIL = (3.15, -2.6)  # canonical
MOUTH_Y = 4.36
CORNER_X = 2.46
EYE_SIZE = 1.04  # a touch larger than life


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """Units are head centimetres unless said otherwise.

    Attributes:
        gap: Opening between the lips at the middle.
        wide: How far the mouth corners go outwards.
        lift: How far the mouth corners go up.
        jaw: How far the chin goes down.
        brow: How far the brows go up.
        upper_lid: Share of the upper lid's canonical height above the pupil.
        lower_lid: How far the lower lid goes up.
        cheek: 0..1 how much the cheeks bulge.
    """

    gap: float = 0.0
    wide: float = 0.0
    lift: float = 0.0
    jaw: float = 0.0
    brow: float = 0.0
    upper_lid: float = 1.0
    lower_lid: float = 0.0
    cheek: float = 0.0


EXPRESSIONS: MappingProxyType[str, Expression] = MappingProxyType(
    {
        "neutral": Expression(wide=0.06, lift=0.22, lower_lid=0.03, cheek=0.12),
        "laugh": Expression(
            gap=1.75,
            wide=0.75,
            lift=0.6,
            jaw=0.75,
            brow=0.25,
            upper_lid=0.62,
            lower_lid=0.3,
            cheek=1.0,
        ),
        "shock": Expression(
            gap=2.0, wide=-0.12, jaw=1.2, brow=0.85, upper_lid=1.28, lower_lid=-0.1
        ),
    }
)


class Lips(NamedTuple):
    """Closed curves of both lips and the hole between them, and the line where they meet."""

    upper: Curve2
    lower: Curve2
    hole: Curve2
    line: Curve2


class Eye(NamedTuple):
    """The right eye's opening: closed outline, upper and lower lid, pupil."""

    outline: Curve2
    upper: Curve2
    lower: Curve2
    pupil: tuple[float, float]


def lips(look: Look, act: Expression) -> Lips:
    """Return the lips of ``look`` when it acts."""
    corner = (CORNER_X + act.wide, MOUTH_Y - act.lift + 0.25 * act.gap)
    full = look.lip
    rise = 0.16 * act.gap + 0.35 * act.lift * min(act.gap, 1.0)
    sink = 0.84 * act.gap
    share = corner[0] / CORNER_X
    top = MOUTH_Y - 0.14 - rise
    outer_up = [
        (0.0, top - 0.70 * full),
        (0.62 * share, top - 0.86 * full),
        (1.38 * share, top - 0.56 * full + 0.06),
        (2.0 * share, top + (corner[1] - top) * 0.62 - 0.12),
        corner,
    ]
    inner_up = [
        (0.0, MOUTH_Y + 0.08 - rise),
        (0.7 * share, MOUTH_Y - 0.02 - rise),
        (1.5 * share, MOUTH_Y + 0.02 - 0.8 * rise),
        (2.08 * share, MOUTH_Y + (corner[1] - MOUTH_Y) * 0.75),
        corner,
    ]
    inner_low = [
        (0.0, inner_up[0][1] + rise + sink),
        (0.7 * share, inner_up[1][1] + rise + 0.95 * sink),
        (1.5 * share, inner_up[2][1] + 0.8 * rise + 0.68 * sink),
        (2.08 * share, inner_up[3][1] + 0.24 * sink),
        corner,
    ]
    base = MOUTH_Y + sink
    outer_low = [
        (0.0, base + 0.08 + 0.92 * full),
        (0.75 * share, base + 0.04 + 0.84 * full),
        (1.42 * share, base + 0.5 * full - 0.06 * sink),
        (2.02 * share, corner[1] + (base - corner[1]) * 0.62 + 0.24 * full),
        corner,
    ]
    up, low = _across(outer_up), _across(outer_low)
    line_up, line_low = _across(inner_up), _across(inner_low)
    return Lips(
        np.concatenate([up, line_up[::-1]]),
        np.concatenate([line_low, low[::-1]]),
        np.concatenate([line_up, line_low[::-1]]),
        line_up,
    )


def _across(half: list[tuple[float, float]]) -> Curve2:
    """Return a smooth curve from the left corner over the middle to the right corner."""
    left = [(-x, y) for x, y in reversed(half) if x > 0]
    return smooth([*left, *half], closed=False, steps=8)


def eye(look: Look, act: Expression) -> Eye:
    """Return the right eye's opening."""
    size, open_up = EYE_SIZE * look.eye, act.upper_lid
    cx, cy = PUPIL

    def at(dx: float, dy: float) -> tuple[float, float]:
        return cx + dx * size, cy + dy * size

    inner, outer = at(-1.36, 0.16), at(1.40, -0.06)
    upper = [
        inner,
        at(-0.98, -0.25 * open_up),
        at(-0.42, -0.55 * open_up),
        at(0.18, -0.64 * open_up),
        at(0.80, -0.47 * open_up),
        at(1.18, -0.25 * open_up),
        outer,
    ]
    low = act.lower_lid
    lower = [
        outer,
        at(1.05, 0.25 - 0.6 * low),
        at(0.45, 0.45 - low),
        at(-0.2, 0.46 - low),
        at(-0.88, 0.32 - 0.6 * low),
        inner,
    ]
    top, bottom = smooth(upper, closed=False, steps=8), smooth(lower, closed=False, steps=8)
    return Eye(np.concatenate([top, bottom[1:-1]]), top, bottom, (cx + 0.02, cy - 0.06))


def outline(look: Look, act: Expression) -> Curve2:
    """Return the closed outline of skull, cheeks and jaw."""
    half = [
        (0.0, -12.3),
        (3.4, -11.8),
        (6.0, -9.9),
        (look.cheek - 0.15, -6.6),
        (look.cheek + 0.1, -3.0),
        (look.cheek + 0.12 * act.cheek, 0.2),
        (0.45 * look.cheek + 0.55 * look.jaw + 0.2, 2.6),
        (look.jaw - 0.05, 4.9),
        (0.62 * look.jaw + 0.38 * look.chin + 0.35, 7.0),
        (look.chin + 0.7, 8.1),
        (look.chin * 0.55, 8.88),
        (0.0, 9.05),
    ]
    dropped = [(x, y + act.jaw * float(np.clip((y - 1.0) / 6.0, 0, 1))) for x, y in half]
    return smooth(mirrored(dropped), closed=True, steps=8)
