"""What is held against somebody: a bag with a label, and crumbs. Each is drawn at (0, 0)."""

from __future__ import annotations

import numpy as np

from generation.engines.puppet.canvas import Colour, Point
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.look import INK, Look
from generation.engines.puppet.props.outlines import oval

FILM: Colour = (206, 224, 232)
SEAL: Colour = (206, 46, 44)
CRUST: Colour = (214, 156, 84)
PAPER: Colour = (252, 248, 236)


def evidence_bag(look: Look) -> None:
    """A clear bag, sealed in red, with a white label and a cookie in it.

    ``empty`` it is open and holds crumbs; ``on`` it holds something dark, ``off`` nothing.
    """
    brush = look.brush
    empty = look.state in ("empty", "off")
    brush.shadow((0, 0), (0.4, 0.05), 0.55)
    sag = 0.06 if empty else 0.0
    outline = [(-0.4, 0.0), (-0.375 + sag, -0.24), (-0.365 + sag, -0.5), (-0.38, -0.84),
               (0.38, -0.84), (0.37 - sag, -0.5), (0.38 - sag, -0.2), (0.41, -0.005),
               (0.2, -0.02), (-0.1, 0.0)]  # fmt: skip
    brush.form(outline, FILM, bulge=0.04, gloss=0.7, alpha=0.45)
    for crease in ([(-0.4, 0.0), (-0.28, -0.14)], [(0.41, 0.0), (0.3, -0.12)],
                   [(-0.38, -0.84), (-0.33, -0.76)], [(0.38, -0.84), (0.34, -0.75)]):  # fmt: skip
        brush.stroke(crease, 0.014, (255, 255, 255), 0.6)
    if look.state == "empty":
        _scatter(brush, (0.0, -0.1), (0.26, 0.05), 0.024, 9)
    elif look.state == "on":
        brush.slab(-0.19, -0.3, 0.19, -0.05, (52, 58, 72), bulge=0.03, gloss=0.5)
        brush.stroke([(-0.13, -0.25), (-0.04, -0.25)], 0.025, (190, 206, 222), 0.8)
    elif not empty:
        brush.ball((0.0, -0.17), (0.24, 0.14), CRUST, gloss=0.25)
        for x, y in ((-0.12, -0.22), (0.04, -0.25), (0.13, -0.16), (-0.03, -0.14)):
            brush.ball((x, y), (0.035, 0.028), (96, 54, 34), gloss=0.3)
    _seal(brush, opened=empty)
    brush.slab(-0.31, -0.7, 0.31, -0.34, PAPER, bulge=0.01)
    brush.stroke([(-0.29, -0.63), (0.29, -0.63)], 0.02, SEAL, 0.8)
    if not look.write((-0.28, -0.61, 0.28, -0.36), INK):
        look.scribble((-0.26, -0.6, 0.26, -0.38), INK, 3)
    brush.stroke([(-0.3, -0.06), (-0.32, -0.5), (-0.31, -0.8)], 0.022, (255, 255, 255), 0.5)
    brush.stroke([(0.26, -0.1), (0.29, -0.3)], 0.03, (255, 255, 255), 0.35)
    look.mark((0.2, -0.2), 0.14)


def _seal(brush: Brush, *, opened: bool) -> None:
    if opened:
        flap = [(-0.37, -0.84), (0.37, -0.84), (0.3, -0.97), (-0.14, -0.93), (-0.33, -1.0)]
        brush.form(flap, mix(FILM, SEAL, 0.35), bulge=0.02, alpha=0.7)
        return
    brush.slab(-0.39, -0.93, 0.39, -0.83, SEAL, bulge=0.01, gloss=0.4, corner=0.01)
    for x in np.arange(-0.32, 0.34, 0.16):
        stripe = [(x, -0.835), (x + 0.06, -0.835), (x + 0.09, -0.925), (x + 0.03, -0.925)]
        brush.flat([(float(a), b) for a, b in stripe], (255, 244, 236), 0.9)
    brush.slab(-0.39, -1.0, 0.39, -0.93, FILM, bulge=0.01, alpha=0.6, corner=0.01)


def crumbs(look: Look) -> None:
    """A few crumbs: too small for a word."""
    _scatter(look.brush, (0.0, -0.5), (0.5, 0.42), 0.1, 11)


def _scatter(brush: Brush, centre: Point, reach: Point, size: float, count: int) -> None:
    rng = brush.canvas.rng(f"crumbs {count}")
    for index in range(count):
        turn, far = float(rng.uniform(0, 6.28)), float(rng.random()) ** 0.7
        at = (centre[0] + reach[0] * far * np.cos(turn), centre[1] + reach[1] * far * np.sin(turn))
        big = size * float(rng.uniform(0.4, 1.0))
        tone = mix(CRUST, (110, 64, 34), 0.6 * (index % 3 == 0))
        place = (float(at[0]), float(at[1]))
        under = (place[0] + big * 0.2, place[1] + big * 0.3)
        brush.disc(under, (big, big * 0.8), (50, 30, 26), 0.4)
        brush.form(oval(place, (big, big * 0.75), turn * 57), tone, bulge=big * 0.4, grain=2.0)
