"""What stands in kitchens: tiles, an oven, jars, and a worktop with a pot before the lens."""

from __future__ import annotations

import numpy as np

from generation.engines.puppet.canvas import Colour, Point
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.outlines import curve, oval
from generation.engines.puppet.sets.indoors import Hour, LightMap, close, defocus, near
from generation.engines.puppet.stage import Layer, Scene

COUNTER, FLOOR = 0.63, 0.86  # stage y of the cupboards behind
EDGE = 0.875  # of the picture: the worktop before the lens
TILE: Colour = (252, 240, 208)
MINT: Colour = (140, 212, 190)
STEEL: Colour = (186, 194, 200)
BLAZE: Colour = (255, 128, 36)
SOOT: Colour = (26, 22, 26)


def tiled(brush: Brush, middle: float, second: Colour = MINT) -> None:
    """Tile the wall over a counter, one in four in a ``second`` tone."""
    for row in range(5):
        for column in range(-9, 9):
            x, y = middle + column * 0.086 + 0.043 * (row % 2), 0.4 + row * 0.047
            tone = mix(TILE, second, 0.45) if (row + column) % 4 == 0 else TILE
            brush.slab(x, y, x + 0.083, y + 0.044, tone, bulge=0.004, gloss=0.5)


def oven(brush: Brush, box: tuple[float, float, float, float], colour: Colour) -> None:
    """Build in an oven that is on."""
    left, top, right, bottom = box
    brush.slab(left, top, right, bottom, colour, bulge=0.012, gloss=0.5)
    brush.slab(left, top, right, top + 0.03, (40, 40, 46), bulge=0.006, gloss=0.6)
    for index in range(4):
        knob = (left + 0.04 + index * 0.06, top + 0.05)
        brush.ball(knob, (0.014, 0.014), TILE, gloss=0.6)
    brush.rod([(left + 0.03, top + 0.085), (right - 0.03, top + 0.085)], 0.012, STEEL, gloss=0.8)
    brush.slab(left + 0.03, top + 0.105, right - 0.03, bottom - 0.03, (70, 34, 24), gloss=0.6)
    brush.haze(((left + right) / 2, (top + bottom) / 2 + 0.04), (0.09, 0.06), BLAZE, 0.9)


def jar(brush: Brush, foot: Point, seed: float) -> None:
    """Put a jar on a shelf; ``seed`` says what is in it."""
    x, y = foot
    tone = ((236, 180, 70), (196, 70, 50), (120, 150, 70))[round(abs(seed) * 100) % 3]
    brush.slab(x - 0.024, y - 0.07, x + 0.024, y, tone, bulge=0.01, gloss=0.7, corner=0.008)
    brush.slab(x - 0.02, y - 0.088, x + 0.02, y - 0.068, STEEL, bulge=0.005, gloss=0.7)


def worktop(scene: Scene, hour: Hour, *, burnt: bool = False) -> Layer:
    """Stand a worktop before the lens, with a pot on the boil; ``burnt`` is after a bang."""
    brush = near(scene, hour)
    wide = scene.view.aspect
    edge = EDGE - 0.02 * close(scene)
    wood = mix((206, 150, 96), SOOT, 0.7 if burnt else 0.0)
    brush.slab(-0.2, edge, wide + 0.2, 1.3, wood, bulge=0.012, gloss=0.4)
    for row in range(1, 4):
        y = edge + 0.016 * row * row
        brush.stroke([(-0.2, y), (wide + 0.2, y)], 0.0025, mix(wood, SOOT, 0.5), 0.5)
    pot(brush.at((wide - 0.085, edge + 0.012), 0.15), burnt=burnt)
    greens(brush.at((0.075, edge + 0.014), 0.1), burnt=burnt)
    lights = LightMap(brush, mix(hour.room, (255, 255, 255), 0.2))
    lights.pool((wide - 0.085, edge - 0.05), (0.16, 0.12), BLAZE, 0.35)
    lights.multiply()
    defocus(scene, brush.canvas, 0.4)
    return scene.layer(brush.canvas)


def pot(brush: Brush, *, burnt: bool) -> None:
    """Boil a pot over a blue flame; after the bang it is a flower of steel."""
    metal = mix(STEEL, SOOT, 0.72 if burnt else 0.0)
    brush.shadow((0, 0), (0.62, 0.1), 0.6)
    brush.slab(-0.42, -0.1, 0.42, 0.0, (50, 46, 50), bulge=0.03, corner=0.02)
    if burnt:
        petals = [(-0.4, -0.1), (-0.62, -0.5), (-0.34, -0.38), (-0.2, -0.72), (-0.04, -0.36),
                  (0.18, -0.64), (0.24, -0.34), (0.6, -0.56), (0.4, -0.1)]  # fmt: skip
        brush.form(petals, metal, bulge=0.08, gloss=0.5)
        return
    for x in np.linspace(-0.28, 0.28, 6):
        flame = [(float(x) - 0.05, -0.06), (float(x), -0.2), (float(x) + 0.05, -0.06)]
        brush.form(curve(flame), (120, 190, 255), bulge=0.02)
    brush.slab(-0.42, -0.66, 0.42, -0.14, metal, bulge=0.16, gloss=0.9, corner=0.06)
    brush.form(oval((0, -0.66), (0.44, 0.1)), mix(STEEL, (255, 255, 255), 0.4), bulge=0.03)
    brush.form(oval((0, -0.65), (0.38, 0.075)), (206, 62, 34), bulge=0.03, gloss=0.6)
    for x, y in ((-0.2, -0.67), (0.02, -0.63), (0.2, -0.67)):
        brush.ball((x, y), (0.06, 0.04), (240, 110, 60), gloss=0.8)
    for side in (-1, 1):
        brush.rod([(side * 0.42, -0.5), (side * 0.56, -0.5)], 0.07, (60, 40, 34), gloss=0.4)


def greens(brush: Brush, *, burnt: bool) -> None:
    """Lay out tomatoes and a leek that nobody will get to."""
    tone = 0.75 if burnt else 0.0
    brush.shadow((0, 0), (0.8, 0.1), 0.5)
    brush.slab(-0.7, -0.07, 0.75, 0.0, mix((226, 186, 130), SOOT, tone), bulge=0.02)
    brush.rod([(-0.6, -0.16), (0.3, -0.2)], 0.13, mix((236, 240, 214), SOOT, tone), gloss=0.4)
    brush.rod([(0.2, -0.2), (0.7, -0.34)], 0.12, mix((92, 160, 70), SOOT, tone), gloss=0.3)
    for x, y in ((-0.34, -0.3), (0.02, -0.34), (-0.16, -0.52)):
        brush.ball((x, y), (0.19, 0.17), mix((224, 60, 44), SOOT, tone), gloss=0.8)
