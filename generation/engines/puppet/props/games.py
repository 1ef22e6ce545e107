"""What one fights with: a bar of life, a sword. Each is drawn at (0, 0)."""

from __future__ import annotations

from collections.abc import Mapping

from generation.engines.puppet.canvas import Colour
from generation.engines.puppet.props.forms import mix
from generation.engines.puppet.props.look import INK, Look
from generation.engines.puppet.props.outlines import curve

FRAME: Colour = (250, 250, 255)
PANEL: Colour = (36, 44, 92)
HURT: Colour = (236, 72, 60)
BLADE: Colour = (206, 216, 226)
BRASS: Colour = (222, 174, 84)
TASSEL: Colour = (200, 40, 46)
LIFE: Mapping[str, tuple[float, Colour]] = {
    "whole": (1.0, (86, 214, 92)),
    "open": (0.55, (250, 196, 60)),
    "bitten": (0.2, HURT),
    "empty": (0.0, HURT),
}
"""How full a bar of life is, and its colour, by state."""


def life_bar(look: Look) -> None:
    """A bar of life, full; ``open`` half full, ``bitten`` nearly gone, ``empty`` gone."""
    brush = look.brush
    share, colour = LIFE.get(look.state, LIFE["whole"])
    brush.slab(-1.5, -1.0, 1.5, 0.0, FRAME, corner=0.1, bulge=0.02)
    brush.slab(-1.43, -0.93, 1.43, -0.07, PANEL, corner=0.07, bulge=0.02, grain=0.3)
    if not look.write((-1.36, -0.92, 1.36, -0.42), FRAME):
        brush.disc((-1.2, -0.66), (0.12, 0.14), HURT)
    brush.slab(-1.34, -0.38, 1.34, -0.14, (16, 18, 40), corner=0.02, bulge=0.01)
    if share:
        end = -1.3 + 2.6 * share
        brush.slab(-1.3, -0.35, end, -0.17, colour, corner=0.02, bulge=0.03, gloss=0.5)
    look.mark((1.1, -0.5), 0.3)


def sword(look: Look) -> None:
    """A straight sword, point up, with a red tassel and a paper charm that takes a word."""
    brush = look.brush
    blade = [(-0.035, -0.26), (-0.03, -0.9), (0.0, -1.0), (0.03, -0.9), (0.035, -0.26)]
    brush.form(blade, BLADE, bulge=0.012, gloss=0.9, grain=0.3)
    brush.stroke([(0.0, -0.28), (0.0, -0.95)], 0.008, mix(BLADE, INK, 0.45), 0.6)
    brush.form(curve([(-0.12, -0.27), (0.0, -0.3), (0.12, -0.27), (0.06, -0.22), (-0.06, -0.22)]),
               BRASS, bulge=0.02, gloss=0.6)  # fmt: skip
    brush.rod([(0.0, -0.22), (0.0, -0.04)], 0.05, (96, 54, 44))
    brush.ball((0.0, -0.02), (0.04, 0.03), BRASS, gloss=0.6)
    brush.stroke([(0.0, 0.0), (0.05, 0.1), (0.03, 0.2)], 0.03, TASSEL)
    brush.slab(-0.19, -0.21, 0.19, -0.07, (252, 240, 214), bulge=0.01)
    look.write((-0.18, -0.2, 0.18, -0.08), TASSEL)
    look.mark((0.0, -0.5), 0.1)
