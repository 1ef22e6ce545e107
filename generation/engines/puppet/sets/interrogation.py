"""A room for questions: a table, a dark mirror, and one lamp on a cord that will not hang still."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from generation.engines.puppet.canvas import Colour, Point
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.sets.indoors import (
    Hour,
    LightMap,
    apron,
    close,
    defocus,
    hour_of,
    lettered,
    light,
    near,
    people,
    plaster,
)
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

FLOOR = 0.86
TABLE = 0.9  # of the picture: the far edge of the table before a near lens
RAISED = 0.115  # a wide view looks over more of it, at people who sit
NIGHT: Colour = (6, 9, 16)  # what the lamp does not reach
DARK = 0.8  # how much of it is lost
GRID = 8  # the dark has no edges: it is painted this much smaller
CONCRETE: Colour = (112, 124, 120)
STEEL: Colour = (150, 160, 166)
BULB: Colour = (255, 236, 190)
CORK: Colour = (166, 122, 82)
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 232, 196), shadow=(60, 66, 84), room=(134, 130, 140), lamp=0.8,
        light=light((255, 236, 204), (150, 150, 190), 1, (96, 98, 100), 0.45),
    ),
    "day": Hour(
        key=(255, 238, 206), shadow=(70, 78, 84), room=(158, 162, 152), lamp=0.7,
        light=light((255, 240, 212), (190, 210, 220), 1, (112, 116, 104), 0.4),
    ),
    "dusk": Hour(
        key=(255, 226, 182), shadow=(62, 56, 70), room=(134, 114, 108), lamp=0.85,
        light=light((255, 228, 186), (220, 120, 90), 1, (100, 86, 74), 0.45),
    ),
    "night": Hour(
        key=(255, 232, 190), shadow=(40, 48, 58), room=(104, 112, 112), lamp=1.0,
        light=light((255, 234, 196), (110, 150, 170), 1, (72, 78, 72), 0.5),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Swing:
    """How the lamp moves: how far it begins from home (picture heights), and how often a second."""

    reach: float
    hz: float


STIR = Swing(0.1, 0.33)
AWAY = Swing(0.26, 0.62)  # over the face at first, off it, and back: once
BACK_S = 1 / AWAY.hz


class Interrogation:
    """Where the light is a "sweep", the lamp swings off whoever sits there, and back."""

    id: str = "interrogation"
    room: Room = "hall"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return two who sit across from each other, and things on the table."""
        middle, reach = aspect / 2, min(0.22 * aspect, 0.27)
        return {
            **people(aspect),
            **{
                name: Anchor(at=(middle + side * reach, 1.06 - far), height=0.64 - far)
                for name, side, far in (("actor1", -1, 0.0), ("actor2", 1, 0.02))
            },
            "table": Anchor(at=(middle, 0.96), height=0.6),
            "ground": Anchor(at=(middle + 0.08, 0.96), height=0.62),
            "wall": Anchor(at=(middle - 0.12, 0.24), height=0.5),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint the room, the lamp, and the dark that its light is cut out of."""
        hour = hour_of(HOURS, scene)
        dark = [_dark(scene, hour, STIR, (0.0, inf))]
        if scene.light.behaviour == "sweep":
            spans = ((AWAY, (0.0, BACK_S)), (STIR, (BACK_S, inf)))
            dark = [_dark(scene, hour, swing, seen) for swing, seen in spans]
        return SetArt(
            behind=(_wall(scene, hour), _lamp(scene, hour)),
            front=(*dark, _table(scene, hour)),
            light=replace(hour.light, behaviour="steady"),
            particles=(Particles(kind="dust", amount=0.5, colour=(255, 240, 206)),),
        )


# -- behind the people -------------------------------------------------------------------------


def _wall(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.7, opaque=True)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    left, right = canvas.span
    plaster(canvas, CONCRETE, hour.tint, contrast=0.55)
    for x in np.arange(-3, 4):
        seam = middle + 0.34 * float(x) + 0.17
        brush.stroke([(seam, -0.3), (seam, FLOOR)], 0.003, (50, 56, 58), 0.5)
        for y in (0.08, 0.5):
            brush.disc((seam - 0.02, y), (0.005, 0.005), (50, 56, 58), 0.8)
    brush.slab(left - 0.1, 0.6, right + 0.1, FLOOR + 0.02, (74, 92, 92), bulge=0.008)
    brush.slab(left - 0.1, 0.592, right + 0.1, 0.606, (46, 58, 60), bulge=0.004)
    apron(canvas, FLOOR, (76, 76, 74), hour.tint, contrast=0.5)
    _mirror(brush, (middle + 0.0, 0.2, middle + 0.62, 0.5))
    _board(scene, brush, (middle - 0.27, 0.19, middle - 0.05, 0.4))
    lights = LightMap(brush, hour.room)
    lights.pool((middle, 0.42), (0.5, 0.62), hour.key, 0.5)
    lights.pool((middle, 1.0), (0.6, 0.2), hour.key, 0.3)
    lights.corners(0.5)
    lights.multiply()
    defocus(scene, canvas, 0.8)
    return scene.layer(canvas, opaque=True)


def _mirror(brush: Brush, box: tuple[float, float, float, float]) -> None:
    """Draw the dark window that others may be behind."""
    left, top, right, bottom = box
    brush.slab(left - 0.016, top - 0.016, right + 0.016, bottom + 0.016, STEEL, gloss=0.4)
    brush.slab(left, top, right, bottom, (22, 32, 38), bulge=0.004, gloss=0.8)
    for shine in (0.1, 0.34, 0.42):
        x = left + (right - left) * shine
        brush.flat(
            [(x + 0.05, top), (x + 0.09, top), (x + 0.0, bottom), (x - 0.04, bottom)],
            (150, 190, 200), 0.12, 0.004,
        )  # fmt: skip


def _board(scene: Scene, brush: Brush, box: tuple[float, float, float, float]) -> None:
    """Draw the cork board of the case: its name, and what is strung together."""
    left, top, right, bottom = box
    brush.slab(left - 0.01, top - 0.01, right + 0.01, bottom + 0.01, (90, 64, 46), bulge=0.006)
    brush.slab(left, top, right, bottom, CORK, bulge=0.003, grain=2.0)
    pins: list[Point] = []
    for x, y, tilt in ((0.2, 0.62, 0.004), (0.52, 0.74, -0.005), (0.8, 0.6, 0.003)):
        at = (left + (right - left) * x, top + (bottom - top) * y)
        paper = [(at[0] - 0.026, at[1] - 0.02 + tilt), (at[0] + 0.026, at[1] - 0.02 - tilt),
                 (at[0] + 0.026, at[1] + 0.034), (at[0] - 0.026, at[1] + 0.034)]  # fmt: skip
        brush.form(paper, (240, 236, 224), bulge=0.003)
        brush.disc((at[0], at[1] + 0.004), (0.009, 0.011), (90, 90, 100), 0.8)
        pins.append((at[0], at[1] - 0.018))
    brush.stroke([pins[0], pins[1], pins[2], pins[0]], 0.0022, (200, 40, 40), 0.9)
    for pin in pins:
        brush.ball(pin, (0.005, 0.005), (214, 50, 46), gloss=0.7)
    name = (left + 0.012, top + 0.012, right - 0.012, top + (bottom - top) * 0.38)
    brush.slab(*name, (252, 248, 232), bulge=0.003)
    lettered(scene, brush, name, (40, 34, 40))


def _lamp(scene: Scene, hour: Hour) -> Layer:
    """The shade on its cord, with the cone of light under it."""
    canvas = scene.canvas(0.9)
    brush = Brush(canvas, hour.tint)
    middle, foot = scene.view.aspect / 2, 0.14
    brush.rod([(middle, -0.6), (middle, foot - 0.05)], 0.006, (24, 24, 28))
    cone = [(middle - 0.06, foot), (middle + 0.06, foot), (middle + 0.34, 1), (middle - 0.34, 1)]
    brush.flat(cone, BULB, 0.1, 0.02)
    brush.haze((middle, foot + 0.01), (0.12, 0.06), BULB, 0.7)
    shade = [(middle - 0.022, foot - 0.056), (middle + 0.022, foot - 0.056),
             (middle + 0.095, foot), (middle - 0.095, foot)]  # fmt: skip
    brush.form(shade, (52, 92, 78), bulge=0.02, gloss=0.6)
    brush.disc((middle, foot + 0.001), (0.088, 0.01), (255, 246, 216))
    brush.ball((middle, foot + 0.008), (0.022, 0.018), (255, 252, 236), gloss=1.0)
    return scene.layer(canvas, behaviour="swing", hz=STIR.hz, drift=(STIR.reach * 0.6, 0.0))


# -- before the lens ---------------------------------------------------------------------------


def _dark(scene: Scene, hour: Hour, swing: Swing, seen: tuple[float, float]) -> Layer:
    """Everything the lamp does not reach; the hole in it travels with the lamp."""
    high, wide = scene.view.height_px, scene.view.aspect
    margin = scene.view.margin_px + round(2 * swing.reach * high)
    roomy = replace(scene, view=replace(scene.view, margin_px=margin))
    canvas = roomy.canvas(1.0)
    columns = np.linspace(-margin, high * wide + margin, canvas.width // GRID, dtype=np.float32)
    rows = np.linspace(-margin, high + margin, canvas.height // GRID, dtype=np.float32)
    home = wide / 2 - (swing.reach if swing is AWAY else 0.0)
    x = (columns[None, :] / high - home) / (0.5 * min(wide, 0.8) + 0.06)
    y = (rows[:, None] / high - 0.5) / 0.62
    far = np.clip((np.sqrt(x * x + y * y) - 0.45) / 0.75, 0, 1)
    share = far * far * (3 - 2 * far) * np.float32(DARK * (0.6 + 0.4 * hour.lamp))
    canvas.blend(np.asarray(share, np.float32), NIGHT, inside=False)
    return scene.layer(canvas, behaviour="swing", hz=swing.hz, drift=(swing.reach, 0.0), seen=seen)


def _table(scene: Scene, hour: Hour) -> Layer:
    """The table's edge before the lens: a tape recorder, a cold coffee, a file."""
    brush = near(scene, hour).at((0.0, -RAISED * (1 - 0.8 * close(scene))), 1.0)
    wide = scene.view.aspect
    brush.slab(-0.2, TABLE, wide + 0.2, 1.3, (120, 128, 130), bulge=0.01, gloss=0.5, corner=0.0)
    brush.stroke([(-0.2, TABLE + 0.004), (wide + 0.2, TABLE + 0.004)], 0.006, (214, 220, 216), 0.7)
    brush.haze((wide / 2, 0.99), (0.26, 0.06), BULB, 0.5)
    _recorder(brush, (min(0.11, wide * 0.2), 0.955))
    _coffee(brush, (wide - min(0.085, wide * 0.15), 0.965))
    lights = LightMap(brush, mix(hour.room, hour.key, 0.4))
    lights.corners(0.4)
    lights.multiply()
    defocus(scene, brush.canvas, 0.6)
    return scene.layer(brush.canvas)


def _recorder(brush: Brush, foot: Point) -> None:
    x, y = foot
    brush.shadow((x, y), (0.09, 0.012), 0.6)
    brush.slab(x - 0.075, y - 0.075, x + 0.075, y, (44, 46, 52), bulge=0.01, gloss=0.4)
    for side in (-1, 1):
        brush.ball((x + side * 0.034, y - 0.042), (0.024, 0.022), (196, 196, 190), gloss=0.5)
        brush.disc((x + side * 0.034, y - 0.042), (0.008, 0.007), (40, 40, 44))
    brush.ball((x + 0.062, y - 0.064), (0.006, 0.006), (255, 60, 50), gloss=0.9)


def _coffee(brush: Brush, foot: Point) -> None:
    x, y = foot
    brush.shadow((x, y), (0.05, 0.01), 0.6)
    cup = [(x - 0.03, y), (x - 0.042, y - 0.1), (x + 0.042, y - 0.1), (x + 0.03, y)]
    brush.form(cup, (236, 232, 222), bulge=0.02)
    brush.slab(x - 0.039, y - 0.07, x + 0.039, y - 0.03, (150, 104, 70), bulge=0.012)
    brush.slab(x - 0.046, y - 0.112, x + 0.046, y - 0.096, (70, 50, 42), gloss=0.5)


PAINTER = Interrogation()
