"""A tea house: a moon window on bamboo, paper lanterns, a scroll; the tea table steams in front."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from generation.engines.puppet.canvas import Colour
from generation.engines.puppet.props import PROPS
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.look import Look
from generation.engines.puppet.props.outlines import curve, oval
from generation.engines.puppet.sets.indoors import (
    Hour,
    LightMap,
    defocus,
    drape,
    hour_of,
    leaf,
    lettered,
    light,
    near,
    people,
    planks,
    plaster,
)
from generation.engines.puppet.sets.panes import outside, sky_dim
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

FLOOR = 0.76
TIMBER: Colour = (104, 54, 36)
CLAY: Colour = (222, 190, 140)
RED: Colour = (208, 62, 44)
PAPER: Colour = (250, 238, 206)
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 222, 192), shadow=(96, 88, 110), room=(206, 186, 176), lamp=0.5,
        light=light((255, 216, 188), (190, 220, 190), -1, (166, 140, 110)),
    ),
    "day": Hour(
        key=(252, 242, 206), shadow=(100, 104, 92), room=(222, 210, 178), lamp=0.3,
        light=light((250, 240, 206), (206, 240, 170), -1, (164, 156, 104)),
    ),
    "dusk": Hour(
        key=(255, 196, 128), shadow=(100, 62, 84), room=(206, 146, 112), lamp=0.85,
        light=light((255, 192, 126), (255, 120, 60), -1, (164, 92, 56), 0.5),
    ),
    "night": Hour(
        key=(255, 190, 112), shadow=(62, 48, 78), room=(168, 112, 88), lamp=1.0,
        light=light((255, 190, 118), (120, 160, 230), -1, (128, 72, 44), 0.55),
    ),
}  # fmt: skip


class TeaHouse:
    """Where the last dumpling is argued about."""

    id: str = "tea_house"
    room: Room = "room"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where people and things stand."""
        return {**people(aspect, lead=-1.0), "table": Anchor(at=(aspect / 2, 0.885), height=0.62)}

    def paint(self, scene: Scene) -> SetArt:
        """Paint the tea house for one shot."""
        hour = hour_of(HOURS, scene)
        return SetArt(
            behind=(
                _wall(scene, hour),
                _floor(scene, hour),
                _lanterns(scene, hour),
                _glow(scene, hour),
            ),
            front=(_table(scene, hour),),
            light=hour.light,
            particles=(Particles(kind="steam", amount=0.6, front=True, colour=(255, 244, 226)),),
        )


def _moon_window(scene: Scene, brush: Brush, middle: float) -> None:
    centre, radius = (middle, 0.31), 0.2
    canvas = brush.canvas
    plane = scene.canvas(canvas.depth)
    outside(
        scene, plane, (middle - radius, 0.31 - radius, middle + radius, 0.31 + radius), "garden"
    )
    bamboo = Brush(plane, brush.tint)
    rng = plane.rng("bamboo")
    green = (70, 122, 74) if scene.time != "night" else (34, 62, 66)
    for x in (-0.14, -0.1, 0.09, 0.15):
        lean = float(rng.uniform(-0.03, 0.03))
        for joint in range(5):
            y = 0.5 - joint * 0.1
            start = middle + x + lean * joint / 4
            bamboo.rod([(start, y), (start + lean / 5, y - 0.094)], 0.016, green)
        for _ in range(4):
            root = (middle + x + lean * 0.6, float(rng.uniform(0.14, 0.36)))
            tip = (
                root[0] + float(rng.uniform(-0.09, 0.09)),
                root[1] + float(rng.uniform(0.02, 0.06)),
            )
            leaf(bamboo, root, tip, 0.14, mix(green, (180, 220, 120), 0.25))
    hole = Brush(scene.canvas(canvas.depth), brush.tint)
    hole.flat(oval(centre, (radius, radius), count=72), (255, 255, 255))
    np.copyto(canvas.bgr, plane.bgr, where=hole.canvas.alpha[..., None] > 127)
    rim = oval(centre, (radius + 0.006, radius + 0.006), count=72)
    brush.rod([*rim, rim[0]], 0.026, TIMBER, gloss=0.3)
    rim = oval(centre, (radius - 0.012, radius - 0.012), count=72)
    brush.rod([*rim, rim[0]], 0.006, mix(TIMBER, (255, 200, 140), 0.3))


def _lattice(brush: Brush, left: float, right: float) -> None:
    brush.slab(left, 0.1, right, 0.62, PAPER, bulge=0.004, grain=1.4)
    columns = max(2, round((right - left) / 0.055))
    for column in range(columns + 1):
        x = left + (right - left) * column / columns
        brush.slab(x - 0.004, 0.1, x + 0.004, 0.62, TIMBER, bulge=0.003)
    for row in range(7):
        y = 0.1 + 0.52 * row / 6
        brush.slab(left, y - 0.004, right, y + 0.004, TIMBER, bulge=0.003)


def _wall(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.6, opaque=True)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    plaster(canvas, CLAY, hour.tint, contrast=0.42)
    left, right = canvas.span
    for offset in (0.5, 0.86):
        for side in (-1, 1):
            x = middle + side * offset
            _lattice(brush, x - 0.14, x + 0.14)
    _moon_window(scene, brush, middle)
    for x in (-0.68, -0.255, 0.255, 0.68):
        brush.slab(middle + x - 0.017, -0.2, middle + x + 0.017, 0.9, TIMBER, bulge=0.01, gloss=0.2)
    brush.slab(left - 0.1, 0.63, right + 0.1, 1.2, mix(TIMBER, (190, 110, 70), 0.3), bulge=0.01)
    for y in (0.02, 0.625):
        brush.slab(left - 0.1, y, right + 0.1, y + 0.026, TIMBER, bulge=0.008, gloss=0.2)
    lights = LightMap(brush, hour.room)
    day = (1 - sky_dim(scene.weather)) * (1 - 0.7 * hour.lamp)
    lights.pool((middle, 0.31), (0.34, 0.34), hour.key, 0.5 * day)
    for side in (-1, 1):
        lights.pool((middle + side * 0.2, 0.16), (0.26, 0.3), (255, 176, 90), 0.7 * hour.lamp)
        lights.pool((middle + side * 0.62, 0.3), (0.4, 0.36), hour.key, 0.3)
    lights.slope(0.5, 0.9, (150, 120, 140))
    lights.corners(0.5)
    lights.multiply()
    defocus(scene, canvas, 0.9)
    return scene.layer(canvas, opaque=True)


def _floor(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.9)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    planks(brush, FLOOR, (146, 86, 54), width=0.15)
    for x in (-0.24, 0.24, 0.66, -0.66):
        brush.shadow((middle + x, 0.83), (0.07, 0.016), 0.5)
        brush.slab(
            middle + x - 0.05, 0.745, middle + x + 0.05, 0.83, TIMBER, bulge=0.02, corner=0.01
        )
        brush.form(oval((middle + x, 0.745), (0.055, 0.014)), RED, bulge=0.01)
    _signboard(scene, brush, middle)
    lights = LightMap(brush, hour.room)
    lights.pool((middle, 0.9), (0.36, 0.14), (255, 190, 110), 0.5 * hour.lamp)
    lights.pool((middle, 0.12), (0.3, 0.16), (255, 206, 130), 0.3 + 0.3 * hour.lamp)
    lights.slope(0.84, 1.06, (120, 96, 120))
    lights.multiply()
    defocus(scene, canvas, 0.5)
    return scene.layer(canvas)


def _signboard(scene: Scene, brush: Brush, middle: float) -> None:
    box = (middle - 0.155, 0.045, middle + 0.155, 0.135)
    for x in (box[0] + 0.02, box[2] - 0.02):
        brush.stroke([(x, -0.3), (x, box[1])], 0.004, (60, 34, 26))
    brush.shadow((middle + 0.008, box[3]), (0.17, 0.02), 0.5)
    for x in (box[0], box[2]):
        brush.rod(
            [(x, box[1] - 0.006), (x, box[3] + 0.006)], 0.014, mix(TIMBER, RED, 0.3), gloss=0.4
        )
        for y in (box[1] - 0.008, box[3] + 0.008):
            brush.ball((x, y), (0.009, 0.009), (226, 176, 84), gloss=0.6)
    brush.slab(*box, PAPER, bulge=0.005, grain=1.6, corner=0.0)
    if not lettered(scene, brush, box, (58, 32, 30)):
        for x, reach in ((-0.08, 0.03), (0.0, 0.022), (0.07, 0.026)):
            arc = [(middle + x - reach, 0.105), (middle + x, 0.072), (middle + x + reach, 0.105)]
            brush.stroke(curve(arc, closed=False), 0.007, (70, 70, 70), 0.6)
    brush.slab(box[2] - 0.03, box[3] - 0.028, box[2] - 0.012, box[3] - 0.01, RED, bulge=0.002)


def _lantern_places(aspect: float) -> tuple[tuple[float, float, float], ...]:
    middle = aspect / 2
    return tuple(
        (middle + x, y, size)
        for x, y, size in (
            (-0.23, 0.23, 0.17),
            (0.235, 0.2, 0.15),
            (0.62, 0.24, 0.17),
            (-0.6, 0.2, 0.15),
        )
    )


def _lanterns(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.8)
    brush = Brush(canvas, hour.tint)
    state = "lit" if hour.lamp > 0.4 else "whole"
    for x, y, size in _lantern_places(scene.view.aspect):
        brush.stroke([(x, -0.4), (x, y - size * 0.95)], 0.003, (60, 30, 24))
        PROPS["lantern"].paint(
            Look(brush=brush.at((x, y), size), state=state, lettering=scene.lettering)
        )
    defocus(scene, canvas, 0.7)
    return scene.layer(canvas)


def _glow(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.8, opaque=True)
    glow = LightMap(Brush(canvas, hour.tint), (0, 0, 0))
    for x, y, size in _lantern_places(scene.view.aspect):
        glow.pool((x, y - size * 0.55), (size * 1.3, size * 1.3), (255, 150, 64), 0.5 * hour.lamp)
    day = (1 - sky_dim(scene.weather)) * (1 - 0.8 * hour.lamp)
    glow.pool((scene.view.aspect / 2, 0.31), (0.3, 0.3), hour.key, 0.24 * day)
    glow.add()
    return scene.layer(canvas, blend="add", behaviour="pulse", hz=0.31)


def _table(scene: Scene, hour: Hour) -> Layer:
    brush = near(scene, hour)
    wide = scene.view.aspect
    for x in (-0.04, wide - 0.09):
        drape(brush, (x, -0.06, x + 0.13, 0.1), mix(RED, (70, 20, 40), 0.3), folds=3.0)
    lacquer = (128, 42, 34)
    brush.form(
        oval((wide / 2, 1.06), (max(0.42, wide * 0.62), 0.17), count=64),
        lacquer,
        bulge=0.03,
        gloss=0.5,
        fall=0.3,
    )
    rim = oval((wide / 2, 1.064), (max(0.42, wide * 0.62) - 0.014, 0.158), count=64)
    brush.stroke([*rim, rim[0]], 0.003, (230, 170, 90), 0.7)
    _teapot(brush, 0.1, 0.955)
    for prop, x, y, size, state in (
        ("teacup", 0.215, 0.965, 0.042, "whole"),
        ("dumpling_steamer", wide - 0.1, 0.97, 0.066, "whole"),
        ("teacup", wide - 0.235, 0.955, 0.04, "empty"),
    ):
        PROPS[prop].paint(
            Look(brush=brush.at((x, y), size), state=state, lettering=scene.lettering)
        )
    lights = LightMap(brush, mix(hour.room, (60, 40, 50), 0.22))
    lights.pool((wide / 2, 0.95), (0.3, 0.08), hour.key, 0.35)
    lights.multiply()
    defocus(scene, brush.canvas, 0.8)
    return scene.layer(brush.canvas)


def _teapot(brush: Brush, x: float, y: float) -> None:
    pot = brush.at((x, y), 0.1)
    clay: Colour = (168, 88, 62)
    pot.shadow((0, 0), (0.6, 0.1), 0.6)
    handle = [(-0.36, -0.52), (-0.78, -0.62), (-0.74, -0.18), (-0.38, -0.14)]
    pot.rod(curve(handle, closed=False), 0.1, clay, gloss=0.4)
    pot.rod(
        curve([(0.36, -0.22), (0.62, -0.36), (0.76, -0.66)], closed=False), 0.14, clay, gloss=0.4
    )
    pot.ball((0, -0.36), (0.5, 0.37), clay, gloss=0.45)
    pot.form(
        oval((0, -0.66), (0.26, 0.08)), mix(clay, (255, 200, 150), 0.25), bulge=0.04, gloss=0.4
    )
    pot.ball((0, -0.78), (0.08, 0.075), clay, gloss=0.6)


PAINTER = TeaHouse()
