"""A stadium's pitch in a replay: full stands, a ring and arrows drawn on the grass, lit boards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np

from generation.engines.puppet.canvas import Canvas, Colour, Point
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.outlines import oval
from generation.engines.puppet.sets import brushes
from generation.engines.puppet.sets.indoors import (
    Hour,
    LightMap,
    close,
    defocus,
    hour_of,
    light,
    near,
)
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

ROOF, STANDS, RAIL, GROUND = 0.17, 0.2, 0.485, 0.835  # stage y
BOARDS = 0.882  # of the picture: the upper edge of the boards before the lens
GRASS: Colour = (84, 172, 74)
CHALK: Colour = (240, 250, 236)
MARKER: Colour = (255, 226, 40)
BOARD: Colour = (18, 26, 60)
GLOW: Colour = (120, 255, 190)
SHIRTS: tuple[Colour, ...] = (
    (232, 72, 66), (250, 246, 238), (70, 128, 226), (250, 204, 70), (90, 60, 120), (58, 168, 140),
)  # fmt: skip
SKIES: Mapping[TimeOfDay, tuple[Colour, Colour, Colour]] = {
    "dawn": ((116, 130, 196), (230, 170, 180), (255, 222, 190)),
    "day": ((74, 146, 232), (138, 200, 250), (220, 242, 255)),
    "dusk": ((66, 56, 130), (214, 104, 120), (255, 184, 110)),
    "night": ((10, 14, 44), (26, 32, 84), (62, 66, 130)),
}
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 232, 214), shadow=(90, 100, 120), room=(214, 204, 210), lamp=0.5,
        light=light((255, 232, 214), (255, 200, 190), 1, (140, 160, 130), 0.45),
    ),
    "day": Hour(
        key=(255, 252, 238), shadow=(92, 116, 110), room=(246, 248, 244), lamp=0.0,
        light=light((255, 252, 240), (214, 244, 210), 1, (140, 176, 120), 0.45),
    ),
    "dusk": Hour(
        key=(255, 214, 178), shadow=(84, 74, 110), room=(206, 180, 186), lamp=0.7,
        light=light((255, 222, 190), (255, 140, 110), 1, (130, 124, 104), 0.5),
    ),
    "night": Hour(
        key=(240, 246, 255), shadow=(50, 68, 96), room=(186, 200, 214), lamp=1.0,
        light=light((242, 248, 255), (190, 226, 255), 1, (96, 132, 110), 0.55),
    ),
}  # fmt: skip
ARROW_S: Final = (0.0, 0.45, 0.9)  # when each stretch of the arrow is drawn
FLIGHT: Final = ((-0.23, 0.72), (-0.2, 0.58), (-0.1, 0.49), (0.0, 0.52), (0.05, 0.6))
"""The way through the air that is drawn, from the middle of the picture."""


class Pitch:
    """``actor1`` is in the ring, where ``ground`` is as well; ``table`` is on the boards."""

    id: str = "pitch"
    room: Room = "outside"
    indoor: bool = False

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return the places in the ring, and those of whoever stands around it."""
        ring = aspect / 2 + 0.09
        return {
            "actor1": Anchor(at=(ring, GROUND + 0.025), height=0.55),
            "actor2": Anchor(at=(ring - 0.25, GROUND + 0.02), height=0.55),
            "actor3": Anchor(at=(ring - 0.13, GROUND + 0.018), height=0.55),
            "table": Anchor(at=(ring - 0.2, BOARDS + 0.012), height=0.6),
            "front": Anchor(at=(ring - 0.2, BOARDS + 0.012), height=0.6),
            "ground": Anchor(at=(ring, GROUND + 0.028), height=0.55),
            "wall": Anchor(at=(aspect / 2, 0.93), height=0.5),
            "air": Anchor(at=(aspect / 2, 0.25), height=0.5),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint stands and grass; ``light.kind`` "away" is without what a replay draws."""
        hour = hour_of(HOURS, scene)
        drawn = scene.light.kind != "away"
        graphics = (_ring(scene, hour), *_arrow(scene, hour)) if drawn else ()
        front = (_boards(scene, hour), *((_mark(scene, hour),) if drawn else ()))
        return SetArt(
            behind=(_sky(scene, hour), _arena(scene, hour), *graphics),
            front=front,
            light=replace(hour.light, behaviour="steady"),
            particles=(Particles(kind="dust", amount=0.25, colour=(250, 255, 230)),),
        )


def _sky(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.1, opaque=True)
    brushes.sky(canvas, SKIES[scene.time], 0.3)
    if scene.time == "night":
        brushes.stars(canvas, 0.3, 60)
    brush = Brush(canvas, hour.tint)
    LightMap(brush, hour.room).multiply()
    return scene.layer(canvas, opaque=True)


def _arena(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.8)
    brush = Brush(canvas, hour.tint)
    left, right = canvas.span
    middle = scene.view.aspect / 2
    terraces(brush, (left - 0.1, right + 0.1), (STANDS, RAIL))
    for x in (-0.34, 0.34):
        _floodlight(brush, (middle + x, ROOF), hour.lamp)
    brush.slab(left - 0.1, RAIL - 0.012, right + 0.1, RAIL + 0.03, (232, 236, 240), bulge=0.006)
    for index, x in enumerate(np.arange(left - 0.1, right + 0.1, 0.17)):
        tone = SHIRTS[index % len(SHIRTS)]
        brush.slab(float(x), RAIL - 0.006, float(x) + 0.16, RAIL + 0.026, tone, bulge=0.004)
    grass(canvas, brush, middle, RAIL + 0.03)
    _goal(brush, (middle - 0.14, RAIL + 0.075), 0.17)
    lights = LightMap(brush, hour.room)
    lights.pool((middle + 0.05, 0.78), (0.5, 0.34), hour.key, 0.2 + 0.2 * hour.lamp)
    lights.corners(0.35)
    lights.multiply()
    defocus(scene, canvas, 0.9)
    return scene.layer(canvas)


def terraces(brush: Brush, span: Point, rows: Point) -> None:
    """Fill stands with people from ``rows[0]`` down to ``rows[1]``: heads and shirts, no faces."""
    rng = brush.canvas.rng("terraces")
    canvas = brush.canvas
    top, foot = rows
    brush.slab(span[0], top - 0.035, span[1], top - 0.01, (216, 222, 230), bulge=0.008, gloss=0.3)
    brush.slab(span[0], top - 0.012, span[1], foot, (62, 66, 92), bulge=0.0, corner=0.0)
    count = 9
    for row in range(count):
        y = top + (foot - top) * (row + 0.8) / count
        size = 0.0075 + 0.0045 * row / count
        for x in np.arange(span[0], span[1], 2.5 * size):
            place = brush.place((float(x + rng.uniform(-0.4, 0.4) * size), y))
            shirt = SHIRTS[int(rng.integers(len(SHIRTS)))]
            skin = mix((244, 206, 172), (110, 74, 54), float(rng.uniform(0, 1)))
            unit = size * brush.unit
            canvas.ellipse((place[0], place[1] + 1.5 * unit), (1.15 * unit, 1.2 * unit), shirt)
            canvas.ellipse(place, (0.8 * unit, 0.9 * unit), skin)
            if rng.random() < 0.16:
                scarf = [(place[0] - 1.6 * unit, place[1] - 1.6 * unit),
                         (place[0] + 1.6 * unit, place[1] - 1.9 * unit)]  # fmt: skip
                canvas.line(scarf, 0.7 * unit, SHIRTS[int(rng.integers(len(SHIRTS)))])


def grass(canvas: Canvas, brush: Brush, middle: float, top: float) -> None:
    """Mow a pitch in stripes that widen towards the lens, and chalk its lines."""
    left, right = canvas.span
    edges = [top + (1.25 - top) * (i / 9) ** 1.6 for i in range(10)]
    for row, (low, high) in enumerate(pairwise(edges)):
        tone = GRASS if row % 2 else mix(GRASS, (24, 96, 50), 0.3)
        canvas.box(left, brush.place((0, low))[1], right, brush.place((0, high + 0.002))[1], tone)
    brush.stroke([(middle - 1.4, top + 0.05), (middle + 1.4, top + 0.05)], 0.004, CHALK, 0.9)
    for side in (-1, 1):
        brush.stroke([(middle - 0.14 + side * 0.2, top + 0.05), (middle - 0.16 + side * 0.3, 0.68)],
                     0.005, CHALK, 0.85)  # fmt: skip
    brush.stroke([(middle - 0.46, 0.68), (middle + 0.14, 0.68)], 0.006, CHALK, 0.85)


def _goal(brush: Brush, foot: Point, wide: float) -> None:
    x, y = foot
    left, right, top = x - wide / 2, x + wide / 2, y - 0.1
    for at in np.linspace(left, right, 12):
        brush.stroke([(float(at), top), (float(at), y - 0.01)], 0.0012, CHALK, 0.5)
    for at in np.linspace(top, y - 0.01, 7):
        brush.stroke([(left, float(at)), (right, float(at))], 0.0012, CHALK, 0.5)
    brush.rod([(left, y), (left, top), (right, top), (right, y)], 0.007, (255, 255, 255))


def _floodlight(brush: Brush, foot: Point, lamp: float) -> None:
    x, y = foot
    brush.rod([(x, y + 0.02), (x, y - 0.09)], 0.008, (120, 126, 140))
    brush.slab(x - 0.06, y - 0.14, x + 0.06, y - 0.085, (70, 76, 90), bulge=0.004)
    for row in range(2):
        for column in range(4):
            spot = (x - 0.042 + 0.028 * column, y - 0.126 + 0.026 * row)
            brush.disc(spot, (0.011, 0.011), mix((200, 206, 214), (255, 255, 244), lamp))
            if lamp > 0.3:
                brush.haze(spot, (0.05, 0.05), (240, 248, 255), 0.3 * lamp)


# -- what a replay draws -----------------------------------------------------------------------


def _ring(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(1.0)
    brush = Brush(canvas, hour.tint)
    centre = (scene.view.aspect / 2 + 0.09, GROUND + 0.012)
    for radii, width, alpha in (((0.155, 0.042), 0.02, 0.35), ((0.155, 0.042), 0.009, 1.0)):
        ring = oval(centre, radii)
        brush.stroke([*ring, ring[0]], width, MARKER, alpha)
    brush.disc(centre, (0.15, 0.04), MARKER, 0.22)
    defocus(scene, canvas, 0.9)
    return scene.layer(canvas)


def _arrow(scene: Scene, hour: Hour) -> tuple[Layer, ...]:
    """Draw the way through the air stretch by stretch; the last one has the head."""
    middle = scene.view.aspect / 2
    path = [(middle + x, y) for x, y in FLIGHT]
    layers = []
    for index, begin in enumerate(ARROW_S):
        canvas = scene.canvas(1.0)
        brush = Brush(canvas, hour.tint)
        for share in np.linspace(index, index + 1, 5)[: 5 if index == 2 else 4]:
            _dash(brush, path, float(share) / 3)
        if index == len(ARROW_S) - 1:
            tip = path[-1]
            head = [(tip[0] - 0.045, tip[1] - 0.012), (tip[0] + 0.02, tip[1] + 0.05),
                    (tip[0] + 0.04, tip[1] - 0.035)]  # fmt: skip
            brush.flat(head, MARKER)
        defocus(scene, canvas, 0.9)
        layers.append(scene.layer(canvas, seen=(begin, float("inf"))))
    return tuple(layers)


def _dash(brush: Brush, path: list[Point], share: float) -> None:
    """Draw a dash a given share of the way along."""
    last = len(path) - 1
    ends = []
    for at in (share * last * 0.97, min(last, share * last * 0.97 + 0.22)):
        low = min(int(at), last - 1)
        part = at - low
        (x0, y0), (x1, y1) = path[low], path[low + 1]
        ends.append((x0 + (x1 - x0) * part, y0 + (y1 - y0) * part))
    brush.stroke(ends, 0.013, MARKER, 0.95)


def _mark(scene: Scene, hour: Hour) -> Layer:
    """The corner mark of a replay: a triangle, and how slow it runs."""
    brush = near(scene, hour, depth=1.1)
    left, top = 0.03, 0.13
    brush.slab(left, top, left + 0.15, top + 0.05, (220, 34, 44), bulge=0.003, corner=0.008)
    for shift in (0.0, 0.02):
        x = left + 0.014 + shift
        brush.flat([(x, top + 0.012), (x + 0.018, top + 0.025), (x, top + 0.038)], CHALK)
    mask = brushes.fitted(scene, brush.canvas, "0.3×", 0.08 * brush.unit, 0.034 * brush.unit)
    brush.ink(mask, (left + 0.1, top + 0.025), CHALK)
    return scene.layer(brush.canvas)


def _boards(scene: Scene, hour: Hour) -> Layer:
    """Lit boards before the lens, with the deed on them."""
    brush = near(scene, hour)
    wide = scene.view.aspect
    top = BOARDS + 0.02 * close(scene)
    brush.slab(-0.2, top, wide + 0.2, 1.2, BOARD, bulge=0.004, corner=0.0)
    brush.slab(-0.2, top - 0.008, wide + 0.2, top + 0.008, (206, 212, 222), bulge=0.004, gloss=0.5)
    box = (0.03, top + 0.014, wide - 0.03, 0.985)
    for x in np.arange(0.0, wide, 0.02):
        brush.stroke([(float(x), top + 0.012), (float(x), 1.1)], 0.001, (60, 76, 130), 0.6)
    brush.haze((wide / 2, (box[1] + box[3]) / 2), (0.3, 0.05), GLOW, 0.2)
    if scene.sign:
        room = ((box[2] - box[0]) * brush.unit, 0.8 * (box[3] - box[1]) * brush.unit)
        words = brushes.fitted(scene, brush.canvas, scene.sign, *room)
        brush.ink(words, (wide / 2, (box[1] + box[3]) / 2), GLOW)
    else:
        for x in np.arange(0.06, wide - 0.04, 0.12):
            brush.stroke([(float(x), 0.94), (float(x) + 0.07, 0.94)], 0.02, GLOW, 0.8)
    return scene.layer(brush.canvas)


PAINTER = Pitch()
