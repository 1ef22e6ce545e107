"""Things of a shared meal. Each function draws one at (0, 0)."""

from __future__ import annotations

from generation.engines.puppet.canvas import Colour
from generation.engines.puppet.props.forms import mix
from generation.engines.puppet.props.look import INK, Look
from generation.engines.puppet.props.outlines import curve, oval
from generation.engines.puppet.props.tableware import COLD, steam

GLAZE: Colour = (240, 242, 238)
COBALT: Colour = (54, 92, 160)
BAMBOO: Colour = (164, 92, 54)


def bowl(look: Look) -> None:
    """A bowl of rice with chopsticks across it; the label is on its side."""
    brush = look.brush
    brush.shadow((0, 0), (0.6, 0.08), 0.55)
    brush.slab(-0.26, -0.1, 0.26, 0.0, mix(GLAZE, INK, 0.12), bulge=0.03, gloss=0.5)
    brush.form(oval((0, -0.62), (0.72, 0.13)), mix(GLAZE, INK, 0.3), bulge=0.03)
    if look.state != "empty":
        heap = [(-0.62, -0.6), (-0.46, -0.8), (0, -0.92), (0.46, -0.8), (0.62, -0.6), (0, -0.5)]
        brush.form(curve(heap), (252, 248, 236), bulge=0.12, gloss=0.2, grain=2.6)
    side = [(-0.72, -0.62), (-0.62, -0.3), (-0.3, -0.07), (0.3, -0.07), (0.62, -0.3), (0.72, -0.62)]
    lip = [(0.36, -0.53), (0, -0.5), (-0.36, -0.53)]
    brush.form([*curve(side, closed=False), *lip], GLAZE, bulge=0.12, gloss=0.7)
    rim = [(-0.71, -0.6), (-0.36, -0.51), (0, -0.48), (0.36, -0.51), (0.71, -0.6)]
    brush.stroke(curve(rim, closed=False), 0.035, COBALT, 0.85)
    if not look.write((-0.46, -0.44, 0.46, -0.12), COBALT):
        for x in (-0.3, 0.0, 0.3):
            brush.disc((x, -0.28), (0.07, 0.09), COBALT, 0.7)
            brush.disc((x, -0.28), (0.035, 0.05), GLAZE)
    for lift in (0.0, 0.07):
        brush.rod([(-0.5, -0.62 - lift), (0.98, -0.98 - lift)], 0.045, BAMBOO, gloss=0.4)
    if look.state not in COLD:
        steam(brush, (0, -0.95), 0.4)
    look.mark((0.3, -0.26), 0.14)
