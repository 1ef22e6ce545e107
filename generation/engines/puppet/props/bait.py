"""What things are lured with: a packet of crisps. It is drawn at (0, 0)."""

from __future__ import annotations

from generation.engines.puppet.canvas import Colour
from generation.engines.puppet.props.forms import mix
from generation.engines.puppet.props.look import INK, Look
from generation.engines.puppet.props.outlines import curve, oval

FOIL: Colour = (226, 64, 52)
BAND: Colour = (255, 214, 92)
INSIDE: Colour = (196, 204, 212)
CRISP: Colour = (246, 198, 96)


def packet(look: Look) -> None:
    """A packet of crisps with the word on its belly; ``empty`` it is flat and torn open."""
    brush = look.brush
    empty = look.state == "empty"
    brush.shadow((0, 0), (0.42, 0.06), 0.55)
    waist = 0.3 if empty else 0.36
    top = -0.86 if empty else -0.92
    body = [(-0.36, -0.05), (-waist, -0.3), (-waist, -0.62), (-0.35, top), (0.35, top),
            (waist, -0.62), (waist + 0.01, -0.3), (0.36, -0.05)]  # fmt: skip
    brush.form(body, FOIL, bulge=0.03 if empty else 0.11, gloss=0.65)
    brush.slab(-0.37, -0.07, 0.37, 0.0, mix(FOIL, INK, 0.15), bulge=0.01, gloss=0.5, corner=0.0)
    if empty:
        mouth = [(-0.35, top + 0.01), (-0.16, top - 0.06), (0.08, top + 0.02), (0.35, top - 0.03),
                 (0.3, top + 0.1), (-0.28, top + 0.1)]  # fmt: skip
        brush.form(mouth, INSIDE, bulge=0.02, gloss=0.8, fall=-0.4)
        for crease in ([(-0.28, -0.7), (0.05, -0.45), (-0.2, -0.16)],
                       [(0.3, -0.66), (0.1, -0.4), (0.26, -0.12)]):  # fmt: skip
            brush.stroke(crease, 0.016, mix(FOIL, (255, 255, 255), 0.5), 0.7)
        for x, y in ((0.5, -0.02), (0.62, -0.03), (-0.52, -0.02)):
            brush.form(oval((x, y), (0.07, 0.03), 12), CRISP, bulge=0.02)
    else:
        brush.slab(
            -0.36, -1.0, 0.36, -0.91, mix(FOIL, INK, 0.15), bulge=0.01, gloss=0.5, corner=0.0
        )
        for x in (-0.24, -0.12, 0.0, 0.12, 0.24):
            brush.stroke([(x, -0.99), (x, -0.92)], 0.016, (255, 255, 255), 0.3)
    brush.form(oval((0, -0.5), (waist - 0.02, 0.2)), BAND, bulge=0.03, gloss=0.5)
    if not look.write((-0.27, -0.61, 0.27, -0.39), INK):
        chip = curve([(-0.16, -0.5), (-0.04, -0.6), (0.16, -0.54), (0.12, -0.42), (-0.08, -0.4)])
        brush.form(chip, CRISP, bulge=0.05)
    brush.stroke([(-0.27, -0.2), (-0.28, -0.34)], 0.03, (255, 255, 255), 0.4)
    look.mark((0.16, -0.2), 0.12)
