"""What one asks with in a temple: a cup of sticks, and the one that falls. Drawn at (0, 0)."""

from __future__ import annotations

import numpy as np

from generation.engines.puppet.canvas import Colour
from generation.engines.puppet.props.forms import mix
from generation.engines.puppet.props.look import INK, Look
from generation.engines.puppet.props.outlines import oval, rounded

BAMBOO: Colour = (214, 172, 104)
RED: Colour = (186, 44, 38)
GILT: Colour = (238, 190, 92)


def stick_cup(look: Look) -> None:
    """A bamboo cup full of sticks with red tips; ``open`` one of them has come up."""
    brush = look.brush
    brush.shadow((0, 0), (0.36, 0.06), 0.6)
    brush.form(oval((0, -0.52), (0.27, 0.06)), mix(BAMBOO, INK, 0.6), bulge=0.02)
    for index, share in enumerate(np.linspace(-1, 1, 9).tolist()):
        tall = 0.82 + 0.05 * ((index * 5) % 3)
        _stick(look, (share * 0.17, -0.45), (share * 0.3, -tall))
    if look.state == "open":
        _stick(look, (0.07, -0.45), (0.24, -1.12))
    side = [(-0.27, -0.53), (-0.25, 0.0), (0.25, 0.0), (0.27, -0.53), (0.15, -0.485), (0, -0.47),
            (-0.15, -0.485)]  # fmt: skip
    brush.form(side, BAMBOO, bulge=0.09, gloss=0.4, grain=1.6)
    for y in (-0.42, -0.1):
        brush.slab(-0.26, y, 0.26, y + 0.05, RED, bulge=0.02, gloss=0.4, corner=0.0)
        brush.stroke([(-0.26, y), (0.26, y)], 0.01, GILT, 0.9)
    if not look.write((-0.2, -0.35, 0.2, -0.12), INK):
        ring = oval((0, -0.24), (0.09, 0.09))
        brush.stroke([*ring, ring[0]], 0.02, RED, 0.8)
    look.mark((0.14, -0.2), 0.1)


def _stick(look: Look, foot: tuple[float, float], tip: tuple[float, float]) -> None:
    brush = look.brush
    brush.rod([foot, tip], 0.05, mix(BAMBOO, (255, 240, 200), 0.25), gloss=0.3)
    near = (tip[0] + (foot[0] - tip[0]) * 0.2, tip[1] + (foot[1] - tip[1]) * 0.2)
    brush.rod([near, tip], 0.05, RED, gloss=0.3)


def fortune_stick(look: Look) -> None:
    """One flat stick on the ground; ``off`` it lies on its face, and the answer is underneath."""
    brush = look.brush
    brush.shadow((0, 0.02), (2.5, 0.16), 0.6)
    slip = rounded(-2.4, -0.9, 2.4, -0.02, 0.12)
    brush.form(slip, mix(BAMBOO, (255, 240, 200), 0.2), bulge=0.08, gloss=0.35, grain=1.8)
    brush.form(rounded(-2.4, -0.9, -1.75, -0.02, 0.12), RED, bulge=0.08, gloss=0.35)
    brush.ball((-2.08, -0.46), (0.12, 0.12), GILT, gloss=0.5)
    for y in (-0.8, -0.13):
        brush.stroke([(-1.68, y), (2.3, y)], 0.02, mix(BAMBOO, INK, 0.3), 0.5)
    if look.state == "off":
        for x in (-1.0, 0.4, 1.6):
            brush.stroke([(x, -0.78), (x + 0.03, -0.14)], 0.03, mix(BAMBOO, INK, 0.35), 0.5)
    else:
        look.write((-1.6, -0.78, 2.28, -0.14), INK)
    look.mark((1.9, -0.46), 0.26)
