"""What stands on a weather map: a cloud, a sun, a town with its name. Each is drawn at (0, 0)."""

from __future__ import annotations

import numpy as np

from generation.engines.puppet.canvas import Colour
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.look import INK, Look
from generation.engines.puppet.props.outlines import curve, oval, rounded

STORM: Colour = (62, 66, 92)
MILD: Colour = (226, 234, 244)
BOLT: Colour = (255, 214, 62)
DROP: Colour = (150, 206, 255)
GOLD: Colour = (255, 196, 48)
PIN: Colour = (226, 58, 60)
PUFFS = ((-0.44, -0.48, 0.25), (-0.13, -0.64, 0.31), (0.24, -0.6, 0.28), (0.5, -0.45, 0.22))
WRITTEN_ON = (-0.52, -0.62, 0.52, -0.3)  # of a cloud


def cloud(look: Look) -> None:
    """A dark cloud with rain under it; ``lit`` it throws a bolt, ``off`` it is pale and dry."""
    brush = look.brush
    dry = look.state == "off"
    if not dry:
        for number, x in enumerate((-0.46, -0.24, 0.0, 0.24, 0.46)):
            foot = -0.02 - 0.07 * (number % 2)
            brush.stroke([(x + 0.04, -0.26), (x - 0.03, foot)], 0.04, DROP, 0.9)
    if look.state == "lit":
        bolt = [(0.1, -0.4), (-0.12, -0.06), (0.02, -0.08), (-0.06, 0.2), (0.24, -0.16),
                (0.08, -0.14), (0.28, -0.4)]  # fmt: skip
        brush.haze((0.06, -0.08), (0.5, 0.4), BOLT, 0.6)
        brush.form(bolt, BOLT, bulge=0.02, gloss=0.6)
    puffed(brush, MILD if dry else STORM)
    look.write(WRITTEN_ON, (70, 84, 110) if dry else (255, 255, 255))


def puffed(brush: Brush, colour: Colour) -> None:
    """Draw the body of a cloud, 1.4 wide, its foot a little above (0, 0)."""
    dark = mix(colour, INK, 0.3)
    for x, y, radius in PUFFS:
        brush.disc((x, y), (radius + 0.035, radius + 0.035), dark)
    brush.flat(rounded(-0.725, -0.515, 0.735, -0.205, 0.16), dark)
    for x, y, radius in PUFFS:
        brush.ball((x, y), (radius, radius), mix(colour, (255, 255, 255), 0.12), fall=0.25)
    brush.slab(-0.69, -0.5, 0.7, -0.24, colour, corner=0.13, bulge=0.05, fall=0.3)
    brush.disc((0.0, -0.46), (0.5, 0.16), colour, soften=0.06)


def sun(look: Look) -> None:
    """A sun with twelve rays; the label is on its face, which smiles where there is none."""
    brush = look.brush
    middle = (0.0, -0.5)
    for ray in range(12):
        turn = ray * np.pi / 6
        x, y = float(np.sin(turn)), float(np.cos(turn))
        tip = (x * 0.52, middle[1] + y * 0.52)
        root = (x * 0.37, middle[1] + y * 0.37)
        wedge = [(root[0] + y * 0.07, root[1] - x * 0.07), tip,
                 (root[0] - y * 0.07, root[1] + x * 0.07)]  # fmt: skip
        brush.form(wedge, mix(GOLD, (255, 130, 40), 0.4), bulge=0.01)
    brush.ball(middle, (0.34, 0.34), GOLD, gloss=0.5, fall=0.2)
    if not look.write((-0.28, -0.66, 0.28, -0.34), (120, 70, 10)):
        for x in (-0.12, 0.12):
            brush.disc((x, -0.56), (0.035, 0.05), (120, 70, 10))
        smile = curve([(-0.15, -0.44), (0.0, -0.35), (0.15, -0.44)], closed=False)
        brush.stroke(smile, 0.035, (120, 70, 10))
    look.mark((0.2, -0.5), 0.14)


def town(look: Look) -> None:
    """A pin with its name on a plate below it; ``lit`` the plate is that of the town spoken of."""
    brush = look.brush
    lit = look.state == "lit"
    brush.flat(oval((0.0, 0.03), (0.07, 0.03)), INK, 0.4, soften=0.02)
    brush.ball((0.0, 0.0), (0.055, 0.055), PIN, gloss=0.6)
    plate = (214, 46, 50) if lit else (252, 250, 242)
    brush.slab(-0.46, 0.07, 0.46, 0.33, plate, corner=0.05, bulge=0.012, grain=0.4)
    look.write((-0.42, 0.08, 0.42, 0.32), (255, 255, 255) if lit else INK)
