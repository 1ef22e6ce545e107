"""A throne hall: red pillars, a gilt throne under a plaque, a silk table for what is offered."""

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
from generation.engines.puppet.sets.panes import outside, sky_dim
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

FLOOR = 0.72
VERMILION: Colour = (196, 40, 34)
CRIMSON: Colour = (140, 22, 38)
GOLD: Colour = (236, 178, 72)
SILK: Colour = (246, 196, 70)
LAPIS: Colour = (38, 62, 120)
JADE: Colour = (52, 128, 104)
UMBER: Colour = (92, 46, 38)
FLAME: Colour = (255, 196, 110)
PILLARS = (-0.26, 0.26, -0.66, 0.66)  # from the middle, stage units
WINDOWS = (-0.205, 0.205, -0.45, 0.45, -0.86, 0.86)
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 220, 190), shadow=(96, 70, 104), room=(176, 152, 156), lamp=0.5,
        light=light((255, 214, 182), (255, 196, 150), 1, (160, 100, 90), 0.45),
    ),
    "day": Hour(
        key=(255, 240, 210), shadow=(112, 76, 84), room=(222, 200, 182), lamp=0.25,
        light=light((255, 238, 208), (255, 210, 120), 1, (180, 112, 84), 0.45),
    ),
    "dusk": Hour(
        key=(255, 190, 124), shadow=(92, 50, 80), room=(180, 126, 108), lamp=0.85,
        light=light((255, 188, 122), (255, 96, 56), 1, (162, 80, 54), 0.55),
    ),
    "night": Hour(
        key=(255, 194, 118), shadow=(58, 38, 76), room=(116, 80, 82), lamp=1.0,
        light=light((255, 196, 120), (255, 130, 60), 1, (124, 58, 42), 0.6, moves=True),
    ),
}  # fmt: skip


class ThroneHall:
    """Where small matters are decided."""

    id: str = "throne_hall"
    room: Room = "hall"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where people and things stand: the first on the throne, the others below."""
        middle, reach = aspect / 2, min(0.33 * aspect, 0.3)
        return {
            **people(aspect),
            "actor1": Anchor(at=(middle, 0.875), height=0.58),
            "actor2": Anchor(at=(middle - reach, 0.965), height=0.575),
            "actor3": Anchor(at=(middle + reach, 0.965), height=0.575),
            "table": Anchor(at=(middle, 0.945), height=0.6),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint the hall for one shot."""
        hour = hour_of(HOURS, scene)
        return SetArt(
            behind=(
                _wall(scene, hour),
                _floor(scene, hour),
                _shafts(scene, hour),
                _pillars(scene, hour),
            ),
            front=(_table(scene, hour),),
            light=hour.light,
            particles=(
                Particles(kind="dust", amount=0.5, colour=(255, 226, 170)),
                Particles(kind="steam", amount=0.25, front=True, colour=(240, 226, 210)),
            ),
        )


def _wall(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.7, opaque=True)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    left, right = canvas.span
    plaster(canvas, (150, 48, 40), hour.tint, contrast=0.4)
    for x in WINDOWS:
        _lattice(scene, brush, middle + x)
    _beam(brush, left, right)
    brush.slab(left - 0.1, 0.6, right + 0.1, 1.2, mix(UMBER, VERMILION, 0.3), bulge=0.01)
    brush.slab(left - 0.1, 0.59, right + 0.1, 0.612, GOLD, bulge=0.006, gloss=0.5)
    _plaque(scene, brush, middle)
    lights = LightMap(brush, hour.room)
    day = (1 - sky_dim(scene.weather)) * (1 - 0.7 * hour.lamp)
    for x in WINDOWS:
        lights.pool((middle + x, 0.34), (0.14, 0.3), hour.key, 0.4 * day)
    lights.pool((middle, 0.4), (0.28, 0.4), FLAME, 0.55 * hour.lamp + 0.15)
    lights.slope(0.5, 0.9, (150, 116, 130))
    lights.corners(0.5)
    lights.multiply()
    defocus(scene, canvas, 0.9)
    return scene.layer(canvas, opaque=True)


def _lattice(scene: Scene, brush: Brush, x: float) -> None:
    box = (x - 0.062, 0.17, x + 0.062, 0.56)
    outside(scene, brush.canvas, box, "garden")
    wood = mix(VERMILION, UMBER, 0.45)
    for column in range(5):
        a = box[0] + (box[2] - box[0]) * column / 4
        brush.slab(a - 0.0035, box[1], a + 0.0035, box[3], wood, bulge=0.002)
    for row in range(11):
        y = box[1] + (box[3] - box[1]) * row / 10
        brush.slab(box[0], y - 0.0035, box[2], y + 0.0035, wood, bulge=0.002)
    for edge in (
        (box[0] - 0.012, box[1] - 0.012, box[0], box[3] + 0.012),
        (box[2], box[1] - 0.012, box[2] + 0.012, box[3] + 0.012),
        (box[0] - 0.012, box[1] - 0.012, box[2] + 0.012, box[1]),
        (box[0] - 0.012, box[3], box[2] + 0.012, box[3] + 0.012),
    ):
        brush.slab(*edge, GOLD, bulge=0.003, gloss=0.4)


def _beam(brush: Brush, left: float, right: float) -> None:
    """Lay the painted beam under the ceiling: green and blue fields, gold lines."""
    brush.slab(left - 0.1, -0.3, right + 0.1, 0.05, mix(UMBER, (20, 16, 26), 0.4), bulge=0.01)
    brush.slab(left - 0.1, 0.03, right + 0.1, 0.125, JADE, bulge=0.012)
    for index in range(int(left / 0.14) - 1, int(right / 0.14) + 2):
        x = index * 0.14
        field = [(x, 0.078), (x + 0.03, 0.045), (x + 0.1, 0.045), (x + 0.13, 0.078),
                 (x + 0.1, 0.111), (x + 0.03, 0.111)]  # fmt: skip
        brush.form(field, LAPIS, bulge=0.006)
        brush.stroke([*field, field[0]], 0.004, GOLD, 0.9)
        brush.ball((x + 0.065, 0.078), (0.016, 0.016), GOLD, gloss=0.5)
    for y in (0.028, 0.125):
        brush.slab(left - 0.1, y, right + 0.1, y + 0.01, GOLD, bulge=0.004, gloss=0.5)


def _plaque(scene: Scene, brush: Brush, middle: float) -> None:
    box = (middle - 0.16, 0.075, middle + 0.16, 0.18)
    brush.shadow((middle, box[3] + 0.006), (0.18, 0.02), 0.6)
    brush.slab(*box, GOLD, bulge=0.012, gloss=0.6, corner=0.01)
    inner = (box[0] + 0.014, box[1] + 0.014, box[2] - 0.014, box[3] - 0.014)
    brush.slab(*inner, (28, 40, 78), bulge=0.004)
    if not lettered(scene, brush, inner, (255, 220, 130), fill=0.88):
        for x in (-0.08, 0.0, 0.08):
            _cloud(brush, (middle + x, 0.128), 0.03)


def _cloud(brush: Brush, at: Point, size: float) -> None:
    """Curl a gold cloud."""
    turns = np.linspace(0, 4.2 * np.pi / 2, 18)
    curl = [
        (
            at[0] + size * (1 - t / 9) * float(np.cos(t)),
            at[1] + size * (1 - t / 9) * 0.7 * float(np.sin(t)),
        )
        for t in turns
    ]
    brush.stroke(curl, size * 0.22, GOLD, 0.95)
    brush.stroke([(at[0] - size * 1.3, at[1] + size * 0.6), (at[0] + size, at[1] + size * 0.6)],
                 size * 0.2, GOLD, 0.95)  # fmt: skip


def _floor(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.95)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    tiles(brush, FLOOR, (120, 74, 56), width=0.24)
    brush.form([(middle - 0.12, FLOOR), (middle + 0.12, FLOOR), (middle + 0.26, 1.12),
                (middle - 0.26, 1.12)], (176, 34, 36), bulge=0.01)  # fmt: skip
    for side in (-1, 1):
        brush.stroke([(middle + side * 0.108, FLOOR), (middle + side * 0.236, 1.12)], 0.01, GOLD)
    for step in range(3):
        half, top = 0.25 + step * 0.03, 0.7 + step * 0.045
        stone = mix((208, 190, 168), UMBER, 0.1 * step)
        brush.slab(middle - half, top, middle + half, top + 0.05, stone, bulge=0.006)
        brush.slab(middle - 0.13, top, middle + 0.13, top + 0.05, (176, 34, 36), bulge=0.005)
        brush.stroke([(middle - half, top + 0.004), (middle + half, top + 0.004)], 0.004, GOLD, 0.6)
    _throne(brush.at((middle, 0.72), 0.55))
    lights = LightMap(brush, hour.room)
    lights.pool((middle, 0.42), (0.3, 0.42), FLAME, 0.25 + 0.4 * hour.lamp)
    lights.slope(0.86, 1.06, (140, 110, 126))
    lights.multiply()
    defocus(scene, canvas, 0.6)
    return scene.layer(canvas)


def _throne(brush: Brush) -> None:
    """Stand the throne on (0, 0), one unit high: back, crest, arms, seat."""
    brush.shadow((0, 0.0), (0.5, 0.05), 0.6)
    back = [(-0.3, -0.12), (-0.33, -0.62), (-0.25, -0.8), (-0.12, -0.86), (0, -0.98),
            (0.12, -0.86), (0.25, -0.8), (0.33, -0.62), (0.3, -0.12)]  # fmt: skip
    brush.form(curve(back, steps=5), GOLD, bulge=0.035, gloss=0.6)
    inner = [(-0.24, -0.14), (-0.26, -0.6), (-0.18, -0.74), (0, -0.82), (0.18, -0.74),
             (0.26, -0.6), (0.24, -0.14)]  # fmt: skip
    brush.form(curve(inner, steps=5), CRIMSON, bulge=0.04, gloss=0.15)
    for x, y in ((-0.2, -0.6), (0.2, -0.6), (-0.21, -0.42), (0.21, -0.42)):
        _cloud(brush, (x, y), 0.034)
    brush.ball((0, -0.93), (0.055, 0.055), (255, 120, 70), gloss=0.9)
    for side in (-1, 1):
        brush.ball((side * 0.33, -0.66), (0.045, 0.05), GOLD, gloss=0.7)
        arm = [(side * 0.3, -0.4), (side * 0.42, -0.42), (side * 0.47, -0.34), (side * 0.46, -0.04)]
        brush.rod(curve(arm, closed=False), 0.075, GOLD, gloss=0.6)
        brush.ball((side * 0.47, -0.37), (0.065, 0.06), mix(GOLD, (255, 240, 180), 0.3), gloss=0.8)
        brush.form(
            oval((side * 0.46, -0.02), (0.06, 0.03)), mix(GOLD, UMBER, 0.3), bulge=0.02, gloss=0.4
        )
    brush.slab(-0.44, -0.25, 0.44, -0.14, SILK, bulge=0.03, gloss=0.2, corner=0.03)
    brush.slab(-0.42, -0.14, 0.42, 0.0, GOLD, bulge=0.02, gloss=0.5)
    for x in (-0.28, 0.0, 0.28):
        _cloud(brush, (x, -0.08), 0.035)


def _shafts(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.85, opaque=True)
    middle = scene.view.aspect / 2
    beams = LightMap(Brush(canvas, hour.tint), (0, 0, 0))
    day = (1 - sky_dim(scene.weather)) * (1 - 0.8 * hour.lamp)
    for x in (-0.205, -0.45, 0.45):
        head, foot = middle + x, middle + x + 0.24
        beam = [(head - 0.05, 0.2), (head + 0.05, 0.2), (foot + 0.09, 0.95), (foot - 0.07, 0.95)]
        beams.shaft(beam, hour.key, 0.2 * day, 0.02)
    beams.pool((middle, 0.36), (0.26, 0.34), FLAME, 0.16 * hour.lamp, 1.2)
    beams.add()
    return scene.layer(canvas, blend="add", behaviour="pulse", hz=0.23)


def _pillars(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.9)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    for offset in PILLARS:
        x = middle + offset
        brush.shadow((x, 0.815), (0.07, 0.02), 0.7)
        brush.slab(x - 0.042, -0.2, x + 0.042, 0.79, VERMILION, bulge=0.026, gloss=0.55)
        for y in (0.13, 0.72):
            brush.slab(x - 0.045, y, x + 0.045, y + 0.04, GOLD, bulge=0.016, gloss=0.7)
        for turn in range(4):
            _cloud(brush, (x + (0.012 if turn % 2 else -0.012), 0.24 + turn * 0.125), 0.022)
        brush.form(oval((x, 0.8), (0.06, 0.024)), (196, 184, 168), bulge=0.014)
        brush.slab(x - 0.056, 0.775, x + 0.056, 0.8, (214, 202, 184), bulge=0.012, corner=0.01)
    lights = LightMap(brush, hour.room)
    lights.pool((middle, 0.45), (0.36, 0.5), FLAME, 0.35 * hour.lamp + 0.2)
    lights.multiply()
    defocus(scene, canvas, 0.6)
    return scene.layer(canvas)


def _table(scene: Scene, hour: Hour) -> Layer:
    brush = near(scene, hour)
    wide = scene.view.aspect
    middle = wide / 2
    half = min(wide * 0.43, 0.42)
    cloth = [(middle - half, 0.905), (middle + half, 0.905), (middle + half + 0.02, 1.1),
             (middle - half - 0.02, 1.1)]  # fmt: skip
    brush.form(cloth, SILK, bulge=0.02, gloss=0.25)
    brush.form(oval((middle, 0.905), (half, 0.022)), mix(SILK, (255, 244, 200), 0.35), bulge=0.01)
    for index in range(7):
        x = middle - half * 0.86 + index * half * 0.287
        brush.stroke([(x, 0.935), (x + 0.004, 1.02)], 0.006, mix(SILK, UMBER, 0.45), 0.35)
    tray = min(half * 0.9, 0.25)
    brush.slab(middle - tray, 0.915, middle + tray, 0.965, VERMILION, bulge=0.012, gloss=0.6,
               corner=0.014)  # fmt: skip
    brush.slab(middle - tray, 0.908, middle + tray, 0.92, GOLD, bulge=0.004, gloss=0.7)
    for x in (-0.03, wide + 0.03):
        _burner(brush.at((x, 1.02), 0.2))
    lights = LightMap(brush, mix(hour.room, (90, 50, 60), 0.1))
    lights.pool((middle, 0.95), (0.3, 0.1), hour.key, 0.4)
    lights.multiply()
    defocus(scene, brush.canvas, 0.5)
    return scene.layer(brush.canvas)


def _burner(brush: Brush) -> None:
    """Set down a bronze incense burner."""
    bronze = mix(GOLD, (70, 90, 70), 0.4)
    brush.ball((0, -0.36), (0.42, 0.26), bronze, gloss=0.6)
    for side in (-1, 1):
        ear = [(side * 0.38, -0.46), (side * 0.54, -0.62), (side * 0.5, -0.78)]
        brush.rod(curve(ear, closed=False), 0.07, bronze, gloss=0.6)
    brush.form(oval((0, -0.55), (0.36, 0.08)), mix(bronze, UMBER, 0.5), bulge=0.03)
    brush.ball((0, -0.62), (0.28, 0.13), bronze, gloss=0.6)
    brush.ball((0, -0.76), (0.06, 0.06), GOLD, gloss=0.8)


PAINTER = ThroneHall()
