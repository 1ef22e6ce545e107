"""What the sea brings: a bottle with a message. It is drawn at (0, 0)."""

from __future__ import annotations

from generation.engines.puppet.canvas import Colour
from generation.engines.puppet.props.forms import mix
from generation.engines.puppet.props.look import INK, Look
from generation.engines.puppet.props.outlines import curve, rounded

GLASS: Colour = (122, 190, 160)
PAPER: Colour = (250, 240, 212)
CORK: Colour = (190, 136, 84)


def bottle(look: Look) -> None:
    """A bottle lying on its side, with a note in it; ``off`` the note is still rolled up."""
    brush = look.brush
    brush.shadow((0.1, 0), (1.15, 0.1), 0.6)
    body = [(-1.15, -0.1), (-1.2, -0.5), (-1.15, -0.9), (0.35, -0.92), (0.66, -0.72), (0.78, -0.62),
            (1.18, -0.6), (1.18, -0.4), (0.78, -0.38), (0.66, -0.28), (0.35, -0.08)]  # fmt: skip
    brush.form(body, mix(GLASS, INK, 0.45), bulge=0.1, gloss=0.5, alpha=0.5)
    if look.state != "off":
        brush.form(rounded(-1.02, -0.82, 0.42, -0.18, 0.04), PAPER, bulge=0.012, grain=1.6)
        if not look.write((-0.96, -0.76, 0.36, -0.24), INK):
            look.scribble((-0.9, -0.7, 0.3, -0.3), INK, 2)
    else:
        roll = curve([(-0.9, -0.36), (-0.92, -0.5), (-0.9, -0.64), (0.1, -0.66), (0.14, -0.5),
                      (0.1, -0.34)])  # fmt: skip
        brush.form(roll, PAPER, bulge=0.08)
        brush.slab(-0.46, -0.68, -0.36, -0.32, (196, 52, 48), bulge=0.02)
    brush.form(body, GLASS, bulge=0.14, gloss=0.9, alpha=0.28)
    brush.form([(1.14, -0.59), (1.34, -0.56), (1.34, -0.44), (1.14, -0.41)], CORK, bulge=0.04)
    brush.slab(1.06, -0.63, 1.15, -0.37, GLASS, bulge=0.03, gloss=0.8)
    brush.stroke([(-1.02, -0.82), (0.3, -0.84)], 0.045, (255, 255, 255), 0.55, 0.01)
    brush.stroke([(0.74, -0.56), (1.02, -0.55)], 0.03, (255, 255, 255), 0.5)
    look.mark((0.2, -0.4), 0.2)
