"""A karaoke room: neon tubes, two beams that swing, a mirror ball, a sofa, a table of glasses."""

from __future__ import annotations

from collections.abc import Mapping

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

FLOOR = 0.72
SWING_HZ = 112 / 60 / 4  # a beam goes to and fro once in a bar of the song
PINK: Colour = (255, 84, 170)
CYAN: Colour = (84, 214, 255)
VIOLET: Colour = (86, 58, 128)
LEATHER: Colour = (150, 44, 84)
WALNUT: Colour = (74, 48, 60)
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 206, 226), shadow=(76, 54, 116), room=(176, 150, 190), lamp=0.8,
        light=light((255, 206, 220), CYAN, 1, (118, 84, 134), 0.45),
    ),
    "day": Hour(
        key=(250, 220, 246), shadow=(88, 64, 130), room=(196, 170, 214), lamp=0.75,
        light=light((252, 218, 236), CYAN, 1, (130, 96, 150), 0.4),
    ),
    "dusk": Hour(
        key=(255, 190, 200), shadow=(72, 46, 104), room=(160, 124, 164), lamp=0.9,
        light=light((255, 194, 200), CYAN, 1, (118, 72, 112), 0.5),
    ),
    "night": Hour(
        key=(246, 184, 236), shadow=(56, 38, 104), room=(140, 112, 172), lamp=1.0,
        light=light((250, 196, 232), (110, 220, 255), 1, (100, 62, 128), 0.5),
    ),
}  # fmt: skip


class KaraokeRoom:
    """The singer stands in the middle; friends sit down before them, left and right."""

    id: str = "karaoke_room"
    room: Room = "room"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return the singer's place on the step, and two nearer ones at its sides."""
        middle, reach = aspect / 2, min(0.29 * aspect, 0.3)
        return {
            **people(aspect),
            "actor1": Anchor(at=(middle, 0.87), height=0.58),
            "actor2": Anchor(at=(middle - reach, 0.965), height=0.6),
            "actor3": Anchor(at=(middle + reach, 0.968), height=0.6),
            "ground": Anchor(at=(middle, 0.965), height=0.6),
            "wall": Anchor(at=(middle, 0.19), height=0.5),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint the room, its tubes at two rates, two beams, and the table before the lens."""
        hour = hour_of(HOURS, scene)
        return SetArt(
            behind=(
                _room(scene, hour),
                _tubes(scene, hour, PINK, -1, 0.93),
                _tubes(scene, hour, CYAN, 1, 1.37),
                _beam(scene, hour, PINK, -1),
                _beam(scene, hour, CYAN, 1),
            ),
            front=(_table(scene, hour),),
            light=hour.light,
            particles=(
                Particles(kind="dust", amount=0.4, colour=(255, 214, 246)),
                Particles(kind="stars", amount=0.25, colour=(255, 236, 255)),
            ),
        )


# -- behind the people -------------------------------------------------------------------------


def _room(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.8, opaque=True)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    plaster(canvas, VIOLET, hour.tint, contrast=0.35)
    _padding(brush, middle)
    apron(canvas, FLOOR, (58, 40, 84), hour.tint, contrast=0.5)
    brush.slab(
        middle - 0.34, FLOOR + 0.03, middle + 0.34, FLOOR + 0.2, (84, 56, 110), bulge=0.01,
        corner=0.03,
    )  # fmt: skip
    for side, tone in ((-1, PINK), (1, CYAN)):
        edge = middle + side * 0.34
        brush.stroke([(middle, FLOOR + 0.035), (edge - side * 0.03, FLOOR + 0.035)], 0.006, tone)
        _speaker(brush, (middle + side * 0.36, FLOOR + 0.06))
        _sofa(brush, middle, side)
    lights = LightMap(brush, hour.room)
    lights.pool((middle, 0.3), (0.36, 0.34), (255, 150, 220), 0.35)
    lights.pool((middle, 0.86), (0.34, 0.14), (255, 200, 240), 0.4)
    lights.slope(0.55, 1.05, (150, 130, 176))
    lights.corners(0.5)
    lights.multiply()
    _sign(scene, brush, middle)
    _ball(brush, (middle, 0.065))
    defocus(scene, canvas, 1.0)
    return scene.layer(canvas, opaque=True)


def _padding(brush: Brush, middle: float) -> None:
    """Quilted leather on the wall, with a button in every diamond."""
    seam = mix(VIOLET, (30, 16, 60), 0.6)
    for step in range(-14, 15):
        x = middle + step * 0.11
        for lean in (-1, 1):
            brush.stroke([(x - lean * 0.35, 0.0), (x + lean * 0.35, FLOOR)], 0.003, seam, 0.55)
    for row in range(5):
        for column in range(-8, 9):
            at = (middle + 0.11 * column + 0.055 * (row % 2), 0.09 + 0.113 * row)
            brush.ball(at, (0.005, 0.005), mix(PINK, VIOLET, 0.5), gloss=0.6)


def _speaker(brush: Brush, foot: Point) -> None:
    x, y = foot
    brush.slab(x - 0.07, y - 0.3, x + 0.07, y, (40, 34, 48), bulge=0.008)
    for rise, size in ((0.09, 0.05), (0.2, 0.035), (0.265, 0.014)):
        brush.ball((x, y - rise), (size, size), (24, 22, 30), gloss=0.3)
        brush.ball((x, y - rise), (size * 0.4, size * 0.4), (90, 84, 104), gloss=0.6)


def _sofa(brush: Brush, middle: float, side: int) -> None:
    inner, outer = middle + side * 0.2, middle + side * 1.4
    box = (min(inner, outer), max(inner, outer))
    brush.slab(box[0], 0.74, box[1], 1.1, LEATHER, bulge=0.03, gloss=0.35, corner=0.03)
    brush.slab(box[0] - 0.01, 0.86, box[1] + 0.01, 1.1, mix(LEATHER, (60, 10, 40), 0.3),
               bulge=0.02, gloss=0.3, corner=0.02)  # fmt: skip


def _sign(scene: Scene, brush: Brush, middle: float) -> None:
    """The name of the song in tubes, over the singer's head."""
    high = min(0.25, 0.45 * scene.view.aspect)
    box = (middle - high, 0.15, middle + high, 0.235)
    brush.haze((middle, 0.192), (high * 1.1, 0.075), PINK, 0.6)
    rim = [(box[0], 0.146), (box[2], 0.146), (box[2], 0.24), (box[0], 0.24), (box[0], 0.146)]
    brush.stroke(rim, 0.005, mix(CYAN, (255, 255, 255), 0.35))
    if not lettered(scene, brush, box, mix(PINK, (255, 255, 255), 0.72)):
        for x in (-0.05, 0.0, 0.05):
            brush.ball((middle + x, 0.205), (0.014, 0.011), mix(PINK, (255, 255, 255), 0.6))
            brush.stroke([(middle + x + 0.012, 0.205), (middle + x + 0.012, 0.165)], 0.004, PINK)


def _ball(brush: Brush, at: Point) -> None:
    x, y = at
    brush.stroke([(x, -0.1), (x, y - 0.05)], 0.003, (40, 36, 50))
    brush.ball(at, (0.05, 0.05), (196, 196, 222), gloss=0.9)
    rng = brush.canvas.rng("mirrors")
    for row in range(-4, 5):
        half = float(np.sqrt(max(0.0, 1 - (row / 5) ** 2)))
        for column in range(-4, 5):
            tile = mix((90, 84, 130), ((255, 180, 230), (190, 240, 255))[column % 2],
                       float(rng.random()))  # fmt: skip
            cx, cy = x + 0.05 * half * column / 5, y + 0.01 * row
            brush.slab(
                cx - 0.0042 * half, cy - 0.0042, cx + 0.0042 * half, cy + 0.0042, tile, bulge=0.0,
                corner=0.0, grain=0.0,
            )  # fmt: skip


def _tubes(scene: Scene, hour: Hour, tone: Colour, side: int, hz: float) -> Layer:
    """Neon along one side of the wall; the two sides have rates of their own."""
    canvas = scene.canvas(0.8, opaque=True)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    beams = LightMap(brush, (0, 0, 0))
    for number in range(3):
        x = middle + side * (0.2 + 0.055 * number)
        brush.stroke([(x, 0.3 + 0.05 * number), (x, FLOOR - 0.03)], 0.006, tone)
        beams.pool((x, 0.5), (0.1, 0.3), tone, 0.14)
    beams.add()
    return scene.layer(canvas, blend="add", behaviour="flicker", hz=hz)


def _beam(scene: Scene, hour: Hour, tone: Colour, side: int) -> Layer:
    """One beam of light through smoke, on its way to and fro."""
    canvas = scene.canvas(0.95, opaque=True)
    beams = LightMap(Brush(canvas, hour.tint), (0, 0, 0))
    foot = scene.view.aspect / 2 + side * 0.12
    top = foot + side * 0.16
    beams.shaft(
        [(top - 0.012, -0.05), (top + 0.012, -0.05), (foot + 0.13, 0.9), (foot - 0.13, 0.9)],
        tone, 0.3, 0.02,
    )  # fmt: skip
    beams.pool((foot, 0.88), (0.17, 0.05), tone, 0.4)
    beams.sides()
    beams.add()
    return scene.layer(canvas, blend="add", behaviour="swing", hz=SWING_HZ, drift=(0.07 * side, 0))


# -- in front of the people --------------------------------------------------------------------


def _table(scene: Scene, hour: Hour) -> Layer:
    """The table before the lens: glasses, a bottle, a tambourine, the remote control."""
    brush = near(scene, hour, 1.35)
    wide, shallow = scene.view.aspect, close(scene)
    brush.slab(-0.3, 0.93, wide + 0.3, 1.15, WALNUT, bulge=0.012, gloss=0.6, corner=0.0)
    brush.stroke([(-0.3, 0.934), (wide + 0.3, 0.934)], 0.004, PINK, 0.8)
    _glass(brush, (0.06 * wide + 0.02, 0.985), 0.1, (255, 190, 90))
    _glass(brush, (0.95 * wide - 0.01, 0.99), 0.11, (120, 230, 210))
    _bottle(brush, (0.84 * wide, 0.97), 0.15)
    x = 0.24 * wide
    brush.ball((x, 0.965), (0.05, 0.022), (230, 196, 140))
    brush.ball((x, 0.962), (0.042, 0.016), (250, 236, 206))
    for turn in np.linspace(0.4, 2.8, 5).tolist():
        at = (x + 0.05 * float(np.cos(turn)), 0.967 + 0.02 * float(np.sin(turn)))
        brush.ball(at, (0.007, 0.005), (240, 220, 140), gloss=0.8)
    brush.canvas.blur((0.0008 + 0.005 * shallow) * brush.unit)
    return scene.layer(brush.canvas)


def _glass(brush: Brush, foot: Point, height: float, drink: Colour) -> None:
    x, y = foot
    half = height * 0.24
    wall = [
        (x - half, y - height),
        (x + half, y - height),
        (x + half * 0.8, y),
        (x - half * 0.8, y),
    ]
    brush.form(wall, (220, 230, 250), bulge=0.008, gloss=0.9, alpha=0.35)
    level = y - height * 0.7
    brush.form(
        [(x - half * 0.92, level), (x + half * 0.92, level), (x + half * 0.78, y - 0.006),
         (x - half * 0.78, y - 0.006)],
        drink, bulge=0.006, gloss=0.6, alpha=0.85,
    )  # fmt: skip
    brush.rod([(x + half * 0.2, level), (x + half * 0.9, y - height * 1.3)], 0.005, PINK)


def _bottle(brush: Brush, foot: Point, height: float) -> None:
    x, y = foot
    half = height * 0.16
    neck = half * 0.4
    left = [(-half, 0.0), (-half, -height * 0.55), (-neck, -height * 0.72), (-neck, -height)]
    right = [(-dx, dy) for dx, dy in reversed(left)]
    body = [(x + dx, y + dy) for dx, dy in (*left, *right)]
    brush.form(body, (66, 120, 84), bulge=0.01, gloss=0.9)
    brush.slab(
        x - half, y - height * 0.46, x + half, y - height * 0.16, (240, 226, 190), bulge=0.004
    )


PAINTER = KaraokeRoom()
