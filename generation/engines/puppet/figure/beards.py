"""A full beard over jaw and chin; the moustache above it is of the features."""

from __future__ import annotations

import numpy as np

from generation.engines.puppet.figure.curves import smooth, vec
from generation.engines.puppet.figure.expression import Expression
from generation.engines.puppet.figure.features import flip
from generation.engines.puppet.figure.looks import Look
from generation.engines.puppet.figure.paint import Sheet
from generation.engines.puppet.figure.tints import ramp

HAIRS = 260


def paint_beard(whole: Sheet, look: Look, act: Expression, rng: np.random.Generator) -> None:
    """Lay a short boxed beard from the ears round the chin; the lips stay free."""
    drop, gap = act.jaw, act.gap
    outer = [
        (look.cheek - 0.35, -0.6),
        (look.cheek - 0.3, 0.8),
        (0.45 * look.cheek + 0.55 * look.jaw + 0.12, 2.8),
        (look.jaw + 0.12, 5.0 + 0.4 * drop),
        (0.62 * look.jaw + 0.38 * look.chin + 0.5, 7.1 + 0.8 * drop),
        (look.chin + 0.9, 8.6 + drop),
        (0.6 * look.chin, 9.5 + drop),
        (0.0, 9.7 + drop),
    ]
    inner = [
        (0.0, 6.05 + 0.9 * gap),
        (1.3, 5.95 + 0.85 * gap),
        (2.5 + act.wide, 5.25 + 0.4 * gap),
        (3.1 + act.wide, 4.2),
        (3.9 + act.wide, 3.55),
        (5.2, 2.9),
        (6.2, 1.5),
        (look.cheek - 0.75, -0.6),
    ]
    right = [*outer, *inner]
    for side in (-1, 1):
        curve = flip(smooth(right, closed=True, steps=5), side)
        sheet = whole.part(curve)
        z = sheet.inflate(sheet.coarse(curve), 1.6, 1.1)
        light = sheet.light(np.asarray(z, np.float32), wrap=0.4, reach=0.9)
        value = np.asarray(light.lit * 0.72 - 0.04, np.float32)
        sheet.lay(sheet.fill(curve, soft=0.22), ramp(look.hair[:3], value), 0.9)
    _hairs(whole, look, vec(outer), vec(inner[::-1]), rng)


def _hairs(
    whole: Sheet, look: Look, outer: np.ndarray, inner: np.ndarray, rng: np.random.Generator
) -> None:
    """Lay single hairs that grow down and outwards, and a few over the edge."""
    edge = smooth(outer, closed=False, steps=8)
    rim = smooth(inner, closed=False, steps=8)
    for _ in range(HAIRS):
        along, across = float(rng.uniform(0, 1)), float(rng.uniform(-0.04, 1.0))
        far, near = edge[int(along * (len(edge) - 1))], rim[int(along * (len(rim) - 1))]
        root = near + (far - near) * across
        lean = vec([0.12 * (1 - along), 0.34]) * float(rng.uniform(0.7, 1.3)) * 1.6
        hair = np.stack([root, root + 0.5 * lean + vec([0.05, 0.0]), root + lean])
        tone = look.hair[int(rng.choice([0, 1, 1, 2, 2, 2]))]
        for side in (-1, 1):
            stroke = whole.stroke(flip(hair.astype(np.float32), side), [0.05, 0.08, 0.0], soft=0.02)
            whole.lay(stroke, tone, 0.45)
