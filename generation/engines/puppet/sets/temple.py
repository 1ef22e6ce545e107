"""A small temple: red pillars, an altar with oranges, lanterns, and incense before the lens."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from generation.engines.puppet.canvas import Colour, Point
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.outlines import curve, oval
from generation.engines.puppet.sets.indoors import (
    Hour,
    LightMap,
    defocus,
    hour_of,
    lettered,
    light,
    near,
    people,
    plaster,
    tiles,
)
from generation.engines.puppet.sets.panes import outside
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

FLOOR, BEAM = 0.74, 0.165  # stage y
SWAY = 0.01  # picture heights the smoke leans either way
LACQUER: Colour = (172, 44, 36)
GILT: Colour = (232, 182, 82)
DARK: Colour = (58, 34, 30)
BRONZE: Colour = (124, 104, 66)
EMBER: Colour = (255, 138, 60)
FLAME: Colour = (255, 206, 120)
STONE: Colour = (142, 132, 122)
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 226, 202), shadow=(94, 78, 104), room=(178, 160, 164), lamp=0.7,
        light=light((250, 218, 196), (255, 206, 140), 1, (160, 124, 116), 0.45),
    ),
    "day": Hour(
        key=(255, 242, 214), shadow=(112, 92, 94), room=(212, 200, 184), lamp=0.4,
        light=light((250, 236, 210), (255, 226, 150), 1, (180, 146, 120), 0.4),
    ),
    "dusk": Hour(
        key=(255, 196, 140), shadow=(78, 52, 72), room=(164, 122, 112), lamp=0.85,
        light=light((252, 190, 140), (255, 160, 80), 1, (146, 90, 72), 0.5),
    ),
    "night": Hour(
        key=(255, 190, 120), shadow=(46, 30, 46), room=(104, 76, 76), lamp=1.0,
        light=light((248, 182, 124), (255, 150, 70), 1, (108, 64, 52), 0.6),
    ),
}  # fmt: skip


class Temple:
    """Where one asks, kneeling behind the incense; somebody lives here and has lunch."""

    id: str = "temple"
    room: Room = "temple"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return who asks, and two who are farther back at both sides."""
        middle = aspect / 2
        aside = min(0.3 * aspect, 0.4)
        return {
            **people(aspect),
            "actor1": Anchor(at=(middle - 0.05, 0.965), height=0.64),
            "actor2": Anchor(at=(middle + aside, 0.875), height=0.565),
            "actor3": Anchor(at=(middle - aside - 0.03, 0.87), height=0.56),
            "table": Anchor(at=(middle + 0.13, 0.95), height=0.6),
            "wall": Anchor(at=(middle, 0.2), height=0.5),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint the hall and its lights; smoke and a bronze burner in front."""
        hour = hour_of(HOURS, scene)
        return SetArt(
            behind=(_hall(scene, hour), _lights(scene, hour), _candles(scene, hour)),
            front=(_smoke(scene, hour), _burner(scene, hour)),
            light=hour.light,
            particles=(Particles(kind="dust", amount=0.3, colour=(255, 220, 160)),),
        )


# -- behind the people -------------------------------------------------------------------------


def _hall(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.65, opaque=True)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    left, right = canvas.span
    plaster(canvas, (126, 60, 46), hour.tint, contrast=0.35)
    for side in (-1, 1):
        _lattice(scene, brush, middle + side * 0.33)
    _altar(brush, middle)
    tiles(brush, FLOOR, STONE, width=0.22)
    brush.slab(left - 0.1, FLOOR - 0.012, right + 0.1, FLOOR + 0.004, (96, 84, 78), bulge=0.004)
    _step(brush, middle)
    for x in (-0.74, -0.2, 0.2, 0.74):
        _pillar(brush, middle + x, 0.036)
    brush.slab(left - 0.1, BEAM - 0.05, right + 0.1, BEAM, (38, 92, 86), bulge=0.01)
    brush.slab(left - 0.1, BEAM - 0.006, right + 0.1, BEAM + 0.012, GILT, bulge=0.005, gloss=0.5)
    for x in np.arange(-8, 9) * 0.1:
        brush.ball((middle + float(x), BEAM - 0.026), (0.018, 0.014), (200, 66, 52))
        brush.ball((middle + float(x) + 0.05, BEAM - 0.026), (0.008, 0.008), GILT, gloss=0.5)
    _plaque(scene, brush, middle)
    lights = LightMap(brush, hour.room)
    lights.pool((middle, 0.5), (0.3, 0.34), hour.key, 0.55)
    lights.pool((middle, 0.95), (0.5, 0.2), hour.key, 0.25)
    for side in (-1, 1):
        x = middle + side * 0.33
        shaft = [(x - 0.07, 0.24), (x + 0.07, 0.24), (x + 0.16 - side * 0.2, 1.05),
                 (x - 0.1 - side * 0.2, 1.05)]  # fmt: skip
        lights.shaft(shaft, hour.key, 0.32 * (1.1 - hour.lamp), soften=0.03)
    lights.corners(0.5)
    lights.multiply()
    defocus(scene, canvas)
    return scene.layer(canvas, opaque=True)


def _lattice(scene: Scene, brush: Brush, x: float) -> None:
    """Cut a window with a round lattice into the wall."""
    box = (x - 0.085, 0.24, x + 0.085, 0.6)
    outside(scene, brush.canvas, box, "roofs")
    for row in range(9):
        y = box[1] + 0.04 * row
        brush.slab(box[0], y, box[2], y + 0.006, DARK, bulge=0.002)
    for column in range(5):
        at = box[0] + 0.0415 * column
        brush.slab(at, box[1], at + 0.006, box[3], DARK, bulge=0.002)
    for edge in ((box[0] - 0.014, box[1] - 0.014, box[2] + 0.014, box[1]),
                 (box[0] - 0.014, box[3], box[2] + 0.014, box[3] + 0.016),
                 (box[0] - 0.014, box[1], box[0], box[3]),
                 (box[2], box[1], box[2] + 0.014, box[3])):  # fmt: skip
        brush.slab(*edge, LACQUER, bulge=0.005)


def _altar(brush: Brush, middle: float) -> None:
    """A gilt niche with a rising sun, a table before it, oranges in two heaps."""
    niche = [(middle - 0.15, 0.6), (middle - 0.15, 0.36), (middle - 0.1, 0.29), (middle, 0.265),
             (middle + 0.1, 0.29), (middle + 0.15, 0.36), (middle + 0.15, 0.6)]  # fmt: skip
    brush.form(niche, DARK, bulge=0.02)
    brush.stroke([*niche], 0.012, GILT, 0.9)
    for size, tone in ((0.105, (112, 40, 34)), (0.09, GILT), (0.078, (150, 52, 40))):
        brush.ball((middle, 0.415), (size, size), tone, gloss=0.4)
    for ray in range(12):
        turn = ray * np.pi / 6
        ends = [(middle + float(np.sin(turn)) * far, 0.415 - float(np.cos(turn)) * far)
                for far in (0.03, 0.07)]  # fmt: skip
        brush.stroke(ends, 0.006, GILT, 0.85)
    brush.ball((middle, 0.415), (0.022, 0.022), GILT, gloss=0.7)
    brush.slab(middle - 0.21, 0.565, middle + 0.21, 0.585, GILT, bulge=0.006, gloss=0.4)
    brush.slab(middle - 0.2, 0.583, middle + 0.2, FLOOR, LACQUER, bulge=0.012)
    cloth = [(middle - 0.12, 0.585), (middle + 0.12, 0.585), (middle + 0.12, 0.67),
             (middle, 0.705), (middle - 0.12, 0.67)]  # fmt: skip
    brush.form(cloth, (236, 176, 60), bulge=0.006)
    brush.stroke([(middle - 0.12, 0.668), (middle, 0.703), (middle + 0.12, 0.668)], 0.006, LACQUER)
    for side in (-1, 1):
        x = middle + side * 0.11
        for dx, dy in ((-0.024, 0.0), (0.0, 0.0), (0.024, 0.0), (-0.012, -0.021), (0.012, -0.021)):
            brush.ball((x + dx, 0.552 + dy), (0.0135, 0.0135), (240, 148, 48), gloss=0.4)


def _step(brush: Brush, middle: float) -> None:
    """A cushion to kneel on."""
    brush.shadow((middle - 0.05, 0.99), (0.17, 0.02), 0.5)
    brush.form(oval((middle - 0.05, 0.975), (0.15, 0.03)), (206, 150, 58), bulge=0.02)


def _pillar(brush: Brush, x: float, half: float) -> None:
    brush.slab(x - half, -0.3, x + half, FLOOR + 0.04, LACQUER, bulge=half * 0.7, gloss=0.5)
    brush.slab(x - half * 1.3, FLOOR + 0.02, x + half * 1.3, FLOOR + 0.06, STONE, bulge=0.01)
    for y in (BEAM + 0.06, 0.62):
        brush.slab(x - half, y, x + half, y + 0.012, GILT, bulge=0.004, gloss=0.5)


def _plaque(scene: Scene, brush: Brush, middle: float) -> None:
    """The board over the altar: the question, in gold."""
    box = (middle - 0.155, 0.175, middle + 0.155, 0.25)
    brush.shadow((middle, box[3] + 0.006), (0.17, 0.016), 0.5)
    brush.slab(box[0] - 0.012, box[1] - 0.012, box[2] + 0.012, box[3] + 0.012, GILT, gloss=0.5)
    brush.slab(*box, (30, 26, 32), bulge=0.006, gloss=0.3)
    if not lettered(scene, brush, box, (255, 214, 120)):
        for x in (-0.07, 0.0, 0.07):
            brush.disc((middle + x, 0.2125), (0.02, 0.02), GILT, 0.9)
            brush.disc((middle + x, 0.2125), (0.011, 0.011), (30, 26, 32))


def _lights(scene: Scene, hour: Hour) -> Layer:
    """Two paper lanterns that hang from the beam."""
    canvas = scene.canvas(0.75)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    for side in (-1, 1):
        x, y = middle + side * min(0.235, 0.42 * scene.view.aspect), 0.275
        brush.stroke([(x, -0.2), (x, y - 0.06)], 0.003, DARK)
        brush.haze((x, y), (0.11, 0.11), EMBER, 0.5 * hour.lamp)
        body = curve([(x - 0.03, y - 0.055), (x - 0.058, y - 0.02), (x - 0.058, y + 0.02),
                      (x - 0.03, y + 0.055), (x + 0.03, y + 0.055), (x + 0.058, y + 0.02),
                      (x + 0.058, y - 0.02), (x + 0.03, y - 0.055)])  # fmt: skip
        brush.form(body, mix((222, 60, 44), FLAME, 0.35 * hour.lamp), bulge=0.03, gloss=0.2)
        brush.haze((x, y + 0.008), (0.035, 0.03), FLAME, 0.75 * hour.lamp)
        for edge in (y - 0.062, y + 0.052):
            brush.slab(x - 0.03, edge, x + 0.03, edge + 0.01, GILT, gloss=0.5)
        for dx in (-0.008, 0.0, 0.008):
            brush.stroke([(x, y + 0.06), (x + dx, y + 0.105)], 0.004, (226, 70, 50))
    defocus(scene, canvas, 0.8)
    return scene.layer(canvas)


def _candles(scene: Scene, hour: Hour) -> Layer:
    """What the candles on the altar throw: light that is never quite still."""
    canvas = scene.canvas(0.65, opaque=True)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    for side in (-1, 1):
        x = middle + side * 0.17
        brush.haze((x, 0.5), (0.1, 0.12), EMBER, 0.28 * hour.lamp + 0.1)
        brush.haze((x, 0.535), (0.012, 0.024), FLAME, 0.9)
        brush.slab(x - 0.006, 0.545, x + 0.006, 0.566, (190, 60, 50), bulge=0.003)
    defocus(scene, canvas, 0.6)
    return scene.layer(canvas, blend="add", behaviour="flicker", hz=0.9)


# -- before the lens ---------------------------------------------------------------------------


def _smoke(scene: Scene, hour: Hour) -> Layer:
    """What rises from the incense: threads that part on their way up and lean to and fro."""
    brush = near(scene, hour, depth=1.2)
    rng = brush.canvas.rng("smoke")
    wide = scene.view.aspect
    tone = mix(hour.key, (250, 246, 240), 0.5)
    for thread in range(9):
        x = wide * 0.5 + (thread / 4 - 1) * max(0.22, 0.34 * wide)
        phase, reach = float(rng.uniform(0, 6.3)), float(rng.uniform(0.4, 0.75))
        rise = [0.93 - reach * t for t in np.linspace(0.12, 1, 24).tolist()]
        for spread, width, alpha in ((0.006, 0.014, 0.16), (0.03, 0.034, 0.1), (0.06, 0.06, 0.08)):
            path: list[Point] = [
                (x + spread * float(np.sin(phase + 9 * y)) * (1 - y) * 2.2, y) for y in rise
            ]
            brush.stroke(path, width, tone, alpha, soften=width * 0.6)
    brush.haze((wide / 2, 0.84), (0.4 * max(wide, 0.6), 0.16), tone, 0.3)
    return scene.layer(brush.canvas, behaviour="swing", hz=0.17, drift=(SWAY, 0.0))


def _burner(scene: Scene, hour: Hour) -> Layer:
    """A bronze burner along the lower edge, sticks of incense in its sand."""
    brush = near(scene, hour, depth=1.35)
    wide = scene.view.aspect
    middle = wide * 0.5
    reach = max(0.24, 0.36 * wide)
    _sticks(brush, middle, reach)
    rim = [(middle - reach * 1.16, 0.925), (middle - reach, 0.915), (middle + reach, 0.915),
           (middle + reach * 1.16, 0.925), (middle + reach * 1.08, 0.955),
           (middle + reach, 1.15), (middle - reach, 1.15),
           (middle - reach * 1.08, 0.955)]  # fmt: skip
    brush.form(rim, BRONZE, bulge=0.025, gloss=0.6)
    brush.disc((middle, 0.921), (reach * 1.1, 0.011), (196, 186, 170))
    brush.stroke([(middle - reach * 1.14, 0.93), (middle + reach * 1.14, 0.93)], 0.008,
                 mix(BRONZE, (255, 240, 190), 0.5), 0.8)  # fmt: skip
    for x in np.linspace(-0.8, 0.8, 7):
        ring = oval((middle + float(x) * reach, 0.985), (reach * 0.09, 0.022))
        brush.stroke([*ring, ring[0]], 0.006, mix(BRONZE, (30, 22, 20), 0.5), 0.7)
    lights = LightMap(brush, mix(hour.room, hour.key, 0.45))
    lights.corners(0.3)
    lights.multiply()
    defocus(scene, brush.canvas, 0.7)
    return scene.layer(brush.canvas)


def _sticks(brush: Brush, middle: float, reach: float) -> None:
    """Stand the incense, shorter in the middle: nobody's face is behind it."""
    rng = brush.canvas.rng("incense")
    for share in np.linspace(-0.95, 0.95, 11):
        edge = abs(float(share))
        x = middle + float(share) * reach
        tall = 0.035 + 0.13 * edge**1.5 * float(rng.uniform(0.7, 1.0))
        tip: Point = (x + float(rng.uniform(-0.012, 0.012)), 0.92 - tall)
        brush.stroke([(x, 0.925), tip], 0.005, (150, 62, 44))
        brush.haze(tip, (0.012, 0.012), EMBER, 0.8)
        brush.disc(tip, (0.0034, 0.0044), (255, 190, 110))


PAINTER = Temple()
