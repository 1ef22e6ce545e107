"""A room dressed for a birthday: banner, bunting, fairy lights, presents; cake table in front."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from generation.engines.puppet.canvas import Colour
from generation.engines.puppet.props import PROPS
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.look import Look
from generation.engines.puppet.props.outlines import curve
from generation.engines.puppet.sets.indoors import (
    Hour,
    LightMap,
    defocus,
    drape,
    hour_of,
    lettered,
    light,
    near,
    people,
    planks,
    plaster,
)
from generation.engines.puppet.sets.panes import sky_dim, window
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

FLOOR = 0.76
WALL: Colour = (86, 142, 150)
CREAM: Colour = (255, 242, 220)
PARTY: tuple[Colour, ...] = (
    (240, 98, 96), (252, 200, 84), (120, 190, 220), (242, 150, 190), (150, 206, 130),
)  # fmt: skip
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 224, 212), shadow=(106, 92, 140), room=(214, 194, 206), lamp=0.4,
        light=light((255, 222, 212), (255, 170, 190), 1, (180, 150, 164)),
    ),
    "day": Hour(
        key=(255, 244, 224), shadow=(116, 108, 140), room=(236, 226, 220), lamp=0.25,
        light=light((255, 242, 222), (255, 200, 210), 1, (180, 176, 172), 0.35),
    ),
    "dusk": Hour(
        key=(255, 208, 160), shadow=(104, 72, 126), room=(206, 162, 168), lamp=0.85,
        light=light((255, 204, 158), (255, 120, 150), 1, (160, 112, 118), 0.45),
    ),
    "night": Hour(
        key=(255, 200, 132), shadow=(70, 50, 108), room=(148, 114, 140), lamp=1.0,
        light=light((255, 196, 132), (210, 110, 220), 1, (120, 76, 92), 0.55, moves=True),
    ),
}  # fmt: skip


class BirthdayRoom:
    """Somebody comes through the door any second."""

    id: str = "birthday_room"
    room: Room = "room"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where people and things stand."""
        return {**people(aspect, lead=1.0), "table": Anchor(at=(aspect / 2, 0.9), height=0.62)}

    def paint(self, scene: Scene) -> SetArt:
        """Paint the party for one shot."""
        hour = hour_of(HOURS, scene)
        return SetArt(
            behind=(_wall(scene, hour), _room(scene, hour), _fairy_lights(scene, hour)),
            front=(_table(scene, hour),),
            light=hour.light,
            particles=(Particles(kind="confetti", amount=0.25, front=True),),
        )


def _garland(x0: float, x1: float, y: float, sag: float, count: int) -> list[tuple[float, float]]:
    return [
        (x0 + (x1 - x0) * t, y + sag * 4 * t * (1 - t))
        for t in (i / count for i in range(count + 1))
    ]


def _bunting(brush: Brush, x0: float, x1: float, y: float, sag: float) -> None:
    count = max(4, round(abs(x1 - x0) / 0.062))
    line = _garland(x0, x1, y, sag, count)
    brush.stroke(line, 0.0035, CREAM, 0.9)
    for index in range(count):
        (ax, ay), (bx, by) = line[index], line[index + 1]
        tip = ((ax + bx) / 2 - (by - ay) * 0.6, (ay + by) / 2 + 0.058)
        brush.form([(ax + 0.004, ay), (bx - 0.004, by), tip], PARTY[index % 5], bulge=0.006)


def _banner(scene: Scene, brush: Brush, middle: float) -> None:
    top = [
        (middle - 0.22 + 0.44 * t, 0.135 + 0.022 * np.sin(t * np.pi)) for t in np.linspace(0, 1, 13)
    ]
    low = [(x, y + 0.115) for x, y in reversed(top)]
    for side in (-1, 1):
        edge = middle + side * 0.22
        tail = [
            (edge, 0.15),
            (edge + side * 0.07, 0.162),
            (edge + side * 0.045, 0.215),
            (edge + side * 0.07, 0.265),
            (edge, 0.255),
        ]
        brush.form(tail, mix(PARTY[0], (90, 20, 40), 0.3), bulge=0.008)
    brush.shadow((middle, 0.262), (0.22, 0.03), 0.4)
    brush.form([(float(x), float(y)) for x, y in (*top, *low)], CREAM, bulge=0.012, fall=0.2)
    for line, lift in ((top, 0.01), (low, -0.01)):
        brush.stroke([(float(x), float(y) + lift) for x, y in line], 0.004, PARTY[0], 0.8)
    if not lettered(
        scene, brush, (middle - 0.21, 0.165, middle + 0.21, 0.262), (206, 60, 80), fill=0.88
    ):
        for index in range(5):
            brush.ball((middle + (index - 2) * 0.075, 0.212), (0.02, 0.02), PARTY[index], gloss=0.4)


def _wall(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.6, opaque=True)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    plaster(canvas, WALL, hour.tint, contrast=0.3)
    left, right = canvas.span
    stripe = mix(WALL, CREAM, 0.16)
    for index in range(int((left - 0.1) / 0.07) - 1, int((right + 0.1) / 0.07) + 2):
        canvas.box(index * 0.07, -0.6, index * 0.07 + 0.03, 1.0, stripe, 0.55)
    for x in (middle - 0.62, middle + 0.42):
        window(scene, brush, (x, 0.2, x + 0.2, 0.52), CREAM)
        drape(brush, (x - 0.06, 0.15, x + 0.06, 0.66), PARTY[3], folds=3, pull=-0.5)
        drape(brush, (x + 0.14, 0.15, x + 0.26, 0.66), PARTY[3], folds=3, pull=0.5)
    brush.slab(left - 0.1, 0.6, right + 0.1, 1.2, CREAM, bulge=0.006, fall=0.2)
    for x in np.arange(left - left % 0.13, right, 0.13):
        brush.slab(float(x) + 0.012, 0.64, float(x) + 0.118, 0.73, CREAM, bulge=0.01)
    _bunting(brush, middle - 0.34, middle + 0.02, 0.005, 0.06)
    _bunting(brush, middle - 0.02, middle + 0.34, 0.0, 0.065)
    _bunting(brush, middle + 0.3, middle + 0.9, 0.03, 0.08)
    _bunting(brush, middle - 0.9, middle - 0.3, 0.03, 0.08)
    _banner(scene, brush, middle)
    lights = LightMap(brush, hour.room)
    day = (1 - sky_dim(scene.weather)) * (1 - 0.7 * hour.lamp)
    lights.pool((middle, 0.3), (0.4, 0.4), (255, 206, 150), 0.6 * hour.lamp)
    lights.pool((middle - 0.2, 0.35), (0.5, 0.5), hour.key, 0.35 * day)
    lights.slope(0.5, 0.95, (160, 140, 170))
    lights.corners(0.45)
    lights.multiply()
    defocus(scene, canvas, 0.9)
    return scene.layer(canvas, opaque=True)


def _present(brush: Brush, x: float, y: float, size: float, paper: Colour, ribbon: Colour) -> None:
    gift = brush.at((x, y), size)
    gift.shadow((0, 0), (0.62, 0.09), 0.55)
    gift.slab(-0.5, -0.8, 0.5, 0, paper, bulge=0.04, corner=0.02)
    gift.slab(-0.55, -0.88, 0.55, -0.66, paper, bulge=0.04, corner=0.02)
    gift.slab(-0.09, -0.88, 0.09, 0, ribbon, bulge=0.03, gloss=0.3)
    for side in (-1, 1):
        loop = [(0, -0.88), (side * 0.32, -1.14), (side * 0.4, -0.9)]
        gift.form(curve(loop), ribbon, bulge=0.06, gloss=0.3)
    gift.ball((0, -0.91), (0.08, 0.07), ribbon, gloss=0.3)


def _balloons(brush: Brush, x: float, y: float, size: float) -> None:
    for index, (dx, dy) in enumerate(((-0.05, 0.03), (0.055, 0.0), (0.0, -0.07))):
        balloon(brush, (x + dx, y + dy), size, PARTY[(index * 2 + round(x * 9)) % 5])
        brush.stroke(
            curve(
                [(x + dx, y + dy + size * 0.7), (x, y + 0.2), (x + 0.005, y + 0.34)], closed=False
            ),
            0.0018,
            CREAM,
            0.7,
        )


def balloon(brush: Brush, centre: tuple[float, float], size: float, colour: Colour) -> None:
    """Draw one balloon around ``centre``."""
    egg = brush.at(centre, size)
    egg.flat([(-0.1, 0.72), (0.1, 0.72), (0, 0.55)], mix(colour, (40, 20, 40), 0.25))
    shape = [
        (0, -0.62),
        (0.4, -0.48),
        (0.52, -0.1),
        (0.34, 0.32),
        (0, 0.6),
        (-0.34, 0.32),
        (-0.52, -0.1),
        (-0.4, -0.48),
    ]
    egg.form(curve(shape), colour, bulge=0.28, gloss=0.8, fall=0.35)
    egg.disc((-0.2, -0.3), (0.08, 0.15), (255, 255, 255), 0.7, angle=28, soften=0.03)


def _room(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.88)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    planks(brush, FLOOR, (196, 140, 96), width=0.14)
    left, right = canvas.span
    brush.slab(left - 0.1, FLOOR - 0.02, right + 0.1, FLOOR + 0.004, CREAM, bulge=0.005)
    canvas.ellipse((middle, 0.92), (0.4, 0.09), (214, 120, 120), 0.85, soften=0.004)
    canvas.ellipse((middle, 0.92), (0.36, 0.078), (244, 206, 170), 0.7, soften=0.004)
    canvas.ellipse((middle, 0.92), (0.33, 0.07), (206, 104, 110), 0.85, soften=0.004)
    for x, y, size, a, b in (
        (-0.26, 0.815, 0.1, 1, 0),
        (-0.2, 0.83, 0.07, 3, 1),
        (0.25, 0.82, 0.11, 2, 0),
        (0.5, 0.83, 0.13, 0, 1),
        (-0.52, 0.84, 0.14, 4, 3),
    ):
        _present(brush, middle + x, y, size, PARTY[a], PARTY[b])
    for x, y in ((-0.245, 0.42), (0.245, 0.38), (0.72, 0.3), (-0.72, 0.34)):
        _balloons(brush, middle + x, y, 0.085)
    lights = LightMap(brush, hour.room)
    lights.pool((middle, 0.9), (0.4, 0.16), (255, 206, 140), 0.5 * hour.lamp)
    lights.slope(0.86, 1.06, (140, 110, 150))
    lights.multiply()
    defocus(scene, canvas, 0.6)
    return scene.layer(canvas)


def _fairy_lights(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.75, opaque=True)
    middle = scene.view.aspect / 2
    brush = Brush(canvas, hour.tint)
    glow = LightMap(brush, (0, 0, 0))
    dots = [
        *_garland(middle - 0.95, middle, 0.075, 0.05, 16),
        *_garland(middle, middle + 0.95, 0.075, 0.05, 16),
    ]
    for index, dot in enumerate(dots):
        tone = mix((255, 214, 130), PARTY[index % 5], 0.35)
        glow.pool(dot, (0.045, 0.045), tone, 0.25 + 0.55 * hour.lamp, 2.5)
    glow.pool((middle, 0.96), (0.42, 0.3), (255, 170, 84), 0.22 * hour.lamp)
    glow.add()
    for dot in dots:
        canvas.ellipse(dot, (0.0048, 0.0056), (255, 240, 206), 0.4 + 0.6 * hour.lamp)
    return scene.layer(canvas, blend="add", behaviour="flicker", hz=1.7)


def _table(scene: Scene, hour: Hour) -> Layer:
    brush = near(scene, hour, 1.4)
    wide = scene.view.aspect
    state = "lit" if hour.lamp > 0.35 else "whole"
    for x, y, size, tone in (
        (0.015, 0.8, 0.17, 0),
        (wide + 0.005, 0.74, 0.18, 2),
        (-0.015, 0.62, 0.12, 1),
        (wide - 0.035, 0.87, 0.12, 3),
    ):
        balloon(brush, (x, y), size, PARTY[tone])
    scallops = max(4, round(wide / 0.09))
    brush.slab(-0.2, 0.925, wide + 0.2, 1.3, CREAM, bulge=0.012, fall=0.3)
    for index in range(-1, scallops + 1):
        a = wide * index / scallops
        b = wide * (index + 1) / scallops
        brush.form(
            curve(
                [(a, 0.935), (b, 0.935), (b - 0.01, 0.955), ((a + b) / 2, 0.972), (a + 0.01, 0.955)]
            ),
            PARTY[0],
            bulge=0.01,
        )
    if "cake" not in scene.brought:
        at = brush.at((wide * 0.3, 0.945), 0.125)
        PROPS["cake"].paint(Look(brush=at, state=state, lettering=scene.lettering))
    PROPS["plate"].paint(
        Look(brush=brush.at((wide * 0.72, 0.95), 0.042), lettering=scene.lettering)
    )
    lights = LightMap(brush, mix(hour.room, (60, 40, 80), 0.2))
    lights.pool((wide * 0.3, 0.86), (0.26, 0.2), (255, 200, 120), 0.75 * hour.lamp)
    lights.multiply()
    defocus(scene, brush.canvas, 0.75)
    return scene.layer(brush.canvas)


PAINTER = BirthdayRoom()
