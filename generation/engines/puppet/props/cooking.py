"""What a cooking show needs: a dish that has too much poured into it, and soot. At (0, 0)."""

from __future__ import annotations

from typing import Final

from generation.engines.puppet.canvas import Colour, Point
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.look import INK, Look
from generation.engines.puppet.props.outlines import curve, oval, rounded
from generation.engines.puppet.props.tableware import smoke, steam

ENAMEL: Colour = (246, 244, 238)
RIM: Colour = (48, 86, 158)
CRUST: Colour = (246, 190, 76)
SAUCE: Colour = (214, 52, 34)
CHAR: Colour = (34, 28, 30)
MITT: Colour = (222, 74, 70)
OIL: Colour = (236, 196, 60)
SOOT: Colour = (40, 36, 38)
ASH: Colour = (122, 116, 112)
BITS: Final = ((-0.5, -0.6, 0.1), (-0.16, -0.68, 0.12), (0.2, -0.64, 0.1), (0.5, -0.6, 0.09))
CRUMBS: Final = ((-0.42, -0.53, 0.05), (0.1, -0.56, 0.07), (0.46, -0.5, 0.04))
EYES: Final = 0.128  # of the height: from the middle of a face to the middle of an eye
MOUTH: Final = 0.285  # from the eyes down to the mouth


def casserole(look: Look) -> None:
    """A dish from the oven; ``lit`` oil is poured on it, ``open`` too much, ``out`` it is coal.

    ``empty`` leaves what sticks to the bottom.
    """
    brush = look.brush
    burnt = look.state == "out"
    brush.shadow((0, 0), (0.95, 0.1), 0.6)
    for side in (-1, 1):
        brush.rod([(side * 0.84, -0.44), (side * 1.0, -0.44)], 0.16, RIM, gloss=0.6)
    brush.form(oval((0, -0.52), (0.88, 0.14)), mix(ENAMEL, INK, 0.3), bulge=0.03)
    _filling(brush, burnt=burnt, eaten=look.state == "empty")
    wall = [(-0.88, -0.5), (-0.8, -0.08), (-0.7, 0.0), (0.7, 0.0), (0.8, -0.08), (0.88, -0.5),
            (0.44, -0.41), (0, -0.385), (-0.44, -0.41)]  # fmt: skip
    brush.form(wall, mix(ENAMEL, CHAR, 0.55 if burnt else 0.0), bulge=0.1, gloss=0.7)
    lip = curve([(-0.88, -0.51), (-0.44, -0.41), (0, -0.385), (0.44, -0.41), (0.88, -0.51)],
                closed=False)  # fmt: skip
    brush.stroke(lip, 0.045, RIM, 0.9)
    if look.state in ("lit", "open"):
        _poured(brush, spills=look.state == "open")
    if not look.write((-0.62, -0.36, 0.62, -0.04), INK):
        for x in (-0.4, 0.0, 0.4):
            brush.ball((x, -0.2), (0.1, 0.1), RIM, gloss=0.5)
    if look.state == "whole":
        steam(brush, (0, -0.76), 0.5)
    for x in (-0.46, 0.04, 0.5) if burnt else ():
        smoke(brush, (x, -0.68), 0.62)


def _filling(brush: Brush, *, burnt: bool, eaten: bool) -> None:
    heap = [(-0.8, -0.5), (-0.62, -0.68), (-0.2, -0.76), (0.24, -0.72), (0.62, -0.7), (0.8, -0.5),
            (0, -0.4)]  # fmt: skip
    if not eaten:
        brush.form(curve(heap), CHAR if burnt else CRUST, bulge=0.1, gloss=0.4, grain=3.0)
    for x, y, size in CRUMBS if eaten else BITS:
        tone = mix(CHAR, (120, 60, 30), 0.3) if burnt else SAUCE
        brush.ball((x, y), (size, size * 0.5), tone, gloss=0.6)


def _poured(brush: Brush, *, spills: bool) -> None:
    """Pour from a bottle in an oven mitt; what ``spills`` runs down and over the table."""
    thick = 0.16 if spills else 0.06
    if spills:
        brush.form(oval((0, 0.02), (1.2, 0.16)), OIL, bulge=0.05, gloss=0.9)
        brush.form(oval((0, -0.58), (0.84, 0.12)), OIL, bulge=0.05, gloss=0.9)
        for x, foot in ((-0.72, -0.02), (-0.3, -0.2), (0.3, 0.0), (0.7, -0.08)):
            brush.rod([(x, -0.5), (x * 1.03, foot)], 0.13, OIL, gloss=0.9)
    brush.rod([(-0.06, -1.12), (-0.03, -0.66)], thick, OIL, gloss=0.9)
    body = [(-0.08, -1.2), (-0.02, -1.08), (0.2, -1.14), (0.34, -1.12), (0.78, -1.3),
            (0.86, -1.46), (0.3, -1.42), (0.16, -1.28)]  # fmt: skip
    brush.form(body, (92, 140, 62), bulge=0.09, gloss=0.9)
    brush.form([(0.42, -1.18), (0.64, -1.27), (0.58, -1.43), (0.36, -1.41)], ENAMEL, bulge=0.03)
    thumb = [(0.5, -1.36), (0.54, -1.16), (0.7, -1.12), (0.76, -1.3)]
    palm = [(0.58, -1.5), (0.52, -1.3), (0.7, -1.16), (0.98, -1.14), (1.16, -1.24), (1.2, -1.5)]
    brush.form(curve(palm), MITT, bulge=0.12, grain=2.0)
    brush.form(curve(thumb), mix(MITT, INK, 0.12), bulge=0.07, grain=2.0)
    brush.form(rounded(1.06, -1.52, 1.3, -1.16, 0.05), ENAMEL, bulge=0.06, grain=2.0)


def chef_hat(look: Look) -> None:
    """A cook's tall hat; ``fallen`` it has been through a fire. Its grip is between the eyes."""
    burnt = look.state == "fallen"
    cloth = mix((255, 253, 248), CHAR, 0.6 if burnt else 0.0)
    brush = look.brush
    if burnt:
        brush.shadow((0, 0), (0.5, 0.08), 0.5)
    crown = [(-0.4, -0.34), (-0.66, -0.6), (-0.56, -0.92), (-0.24, -0.86), (0.0, -1.04),
             (0.26, -0.86), (0.56, -0.92), (0.66, -0.6), (0.4, -0.34)]  # fmt: skip
    brush.form(curve(crown), cloth, bulge=0.14, grain=1.6)
    for x in (-0.24, 0.0, 0.24):
        brush.stroke([(x * 0.9, -0.36), (x * 1.3, -0.66)], 0.03, mix(cloth, INK, 0.25), 0.6, 0.01)
    band = [(-0.41, -0.4), (-0.43, -0.02), (0, 0.03), (0.43, -0.02), (0.41, -0.4), (0, -0.36)]
    brush.form(band, cloth, bulge=0.07)
    look.write((-0.38, -0.34, 0.38, -0.02), INK)
    if burnt:
        for x in (-0.2, 0.24):
            smoke(brush, (x, -0.9), 0.6)


def soot(look: Look) -> None:
    """Soot over a face, with its eyes and mouth wiped free, hair on end, and smoke out of it.

    Its grip is the point between the eyes.
    """
    brush = look.brush.at((0.0, -0.5), 1.0)
    rng = brush.canvas.rng("soot")
    for index in range(13):
        share = index / 12 * 2 - 1
        root = (0.22 * share, -0.43 + 0.15 * share * share)
        tall = float(rng.uniform(0.14, 0.26))
        tip = (0.21 * share + 0.6 * tall * share, root[1] - tall)
        spike = [(root[0] - 0.035, root[1] + 0.03), tip, (root[0] + 0.035, root[1] + 0.03)]
        brush.flat(spike, SOOT, 0.92, 0.003)
        brush.haze((root[0], root[1] + 0.03), (0.05, 0.045), SOOT, 0.6)
    for index in range(170):
        tone = ASH if index % 4 == 0 else SOOT
        spot = (float(rng.uniform(-0.27, 0.27)), float(rng.uniform(-0.37, 0.4)))
        size = float(rng.uniform(0.035, 0.075))
        if _on_face(spot) and not _wiped(spot, size):
            brush.haze(spot, (size, size), tone, float(rng.uniform(0.34, 0.66)))
    for side in (-1, 1):
        ring = oval((side * EYES, 0.0), (0.085, 0.072))
        brush.stroke([*ring, ring[0]], 0.03, SOOT, 0.5, 0.014)
    for _ in range(26):
        spot = (float(rng.uniform(-0.25, 0.25)), float(rng.uniform(-0.3, 0.38)))
        if _on_face(spot) and not _wiped(spot, 0.0):
            size = float(rng.uniform(0.004, 0.011))
            brush.disc(spot, (size, size), SOOT, 0.8)
    for x, tall in ((-0.15, 0.34), (0.02, 0.44), (0.17, 0.32)):
        smoke(brush, (x, -0.52), tall)


def _on_face(spot: Point) -> bool:
    return (spot[0] / 0.26) ** 2 + ((spot[1] - 0.03) / 0.4) ** 2 < 1


def _wiped(spot: Point, size: float) -> bool:
    """Tell whether a smudge would lie on an eye or on the mouth."""
    eyes = any(
        ((spot[0] - side * EYES) / (0.07 + size)) ** 2 + (spot[1] / (0.055 + size)) ** 2 < 1
        for side in (-1, 1)
    )
    lips = (spot[0] / (0.1 + size)) ** 2 + ((spot[1] - MOUTH) / (0.045 + size)) ** 2 < 1
    return eyes or lips
