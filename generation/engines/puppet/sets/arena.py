"""The screen of an old game: a wall of bricks under the sky, and a menu before the lens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from generation.engines.puppet.canvas import Canvas, Colour, Point
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.sets import brushes
from generation.engines.puppet.sets.indoors import (
    Hour,
    LightMap,
    defocus,
    hour_of,
    lettered,
    light,
    near,
)
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

GROUND = 0.655  # stage y that hero and boss stand on
BAR_Y = 0.19
BAR_WINDOW = 0.132  # a bar fills two thirds of it
BOSS_WINDOW = 0.66
MENU = 0.85  # of the picture: the upper edge of the menu
GRASS: Colour = (92, 196, 96)
EARTH: Colour = (150, 92, 62)
PANEL: Colour = (36, 44, 92)
RIM: Colour = (250, 250, 255)
GOLD: Colour = (255, 214, 84)
SKIES: Mapping[TimeOfDay, tuple[Colour, Colour, Colour]] = {
    "dawn": ((84, 92, 176), (226, 140, 170), (255, 212, 170)),
    "day": ((62, 140, 236), (124, 196, 255), (214, 244, 255)),
    "dusk": ((62, 38, 120), (206, 78, 128), (255, 170, 92)),
    "night": ((12, 14, 52), (44, 34, 110), (112, 70, 160)),
}
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 232, 222), shadow=(110, 92, 150), room=(222, 206, 222), lamp=0.3,
        light=light((255, 234, 224), (255, 190, 200), 1, (196, 160, 190), 0.35),
    ),
    "day": Hour(
        key=(255, 252, 240), shadow=(110, 128, 170), room=(246, 246, 246), lamp=0.0,
        light=light((255, 252, 244), (220, 240, 255), 1, (170, 200, 214), 0.3),
    ),
    "dusk": Hour(
        key=(255, 214, 190), shadow=(92, 60, 130), room=(216, 180, 196), lamp=0.5,
        light=light((255, 220, 200), (255, 120, 150), 1, (166, 104, 140), 0.4),
    ),
    "night": Hour(
        key=(222, 220, 255), shadow=(58, 50, 116), room=(170, 166, 214), lamp=0.9,
        light=light((226, 224, 255), (180, 120, 255), 1, (104, 90, 164), 0.45),
    ),
}  # fmt: skip


class Arena:
    """``actor1`` is small; what stands on ``ground`` is huge; windows 1 and 2 hold bars of life."""

    id: str = "arena"
    room: Room = "hall"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return the hero's place, the boss's, and those of the two bars."""
        middle, reach = aspect / 2, min(0.27 * aspect, 0.3)
        hero, boss = middle - 1.02 * reach, middle + 0.6 * reach
        half = 0.5 * BOSS_WINDOW
        return {
            "actor1": Anchor(at=(hero, GROUND + 0.02), height=0.36),
            "actor2": Anchor(at=(hero + 0.085, GROUND - 0.004), height=0.36),
            "actor3": Anchor(at=(hero - 0.07, GROUND - 0.002), height=0.36),
            "table": Anchor(at=(hero + 0.52 * (boss - hero), GROUND + 0.02), height=0.6),
            "wall": Anchor(at=(middle, 0.9), height=0.5),
            "air": Anchor(at=(middle, 0.3), height=0.5),
            "ground": Anchor(
                at=(boss, GROUND + 0.005), height=0.6,
                window=(boss - half, GROUND - BOSS_WINDOW, boss + half, GROUND),
            ),
            "window1": _bar(middle - 0.137),
            "window2": _bar(middle + 0.137),
        }  # fmt: skip

    def paint(self, scene: Scene) -> SetArt:
        """Paint the sky and the ground, and the menu with the word in it."""
        hour = hour_of(HOURS, scene)
        return SetArt(
            behind=(_sky(scene, hour), _clouds(scene, hour), _bricks(scene, hour)),
            front=(_menu(scene, hour),),
            light=replace(hour.light, behaviour="steady"),
            particles=(Particles(kind="sparks", amount=0.25, colour=GOLD),),
        )


def _bar(x: float) -> Anchor:
    half = BAR_WINDOW / 2
    return Anchor(at=(x, BAR_Y), height=0.5, window=(x - half, BAR_Y - BAR_WINDOW, x + half, BAR_Y))


def _sky(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.2, opaque=True)
    brushes.sky(canvas, SKIES[scene.time], 0.7)
    if hour.lamp > 0.4:
        brushes.stars(canvas, 0.6, 90)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    disc = (middle - 0.16, 0.3)
    canvas.glow(disc, 0.2, mix(GOLD, RIM, 0.5), 0.5)
    brush.disc(disc, (0.055, 0.055), mix(GOLD, RIM, 0.3 + 0.5 * hour.lamp))
    far = mix(SKIES[scene.time][1], (40, 60, 120), 0.45)
    peaks = [(-0.6, 0.72), (-0.3, 0.52), (-0.12, 0.62), (0.08, 0.44), (0.3, 0.6), (0.5, 0.5)]
    ridge = [(middle + x, y) for x, y in peaks]
    brush.form([(middle - 1.6, 0.74), *ridge, (middle + 1.6, 0.72), (middle + 1.6, 1.3),
                (middle - 1.6, 1.3)], far, bulge=0.02)  # fmt: skip
    lights = LightMap(brush, hour.room)
    lights.multiply()
    defocus(scene, canvas, 0.5)
    return scene.layer(canvas, opaque=True)


def _clouds(scene: Scene, hour: Hour) -> Layer:
    """Two clouds of squares that drift as they always have."""
    canvas = scene.canvas(0.35)
    tone = mix(RIM, SKIES[scene.time][1], 0.25 + 0.4 * hour.lamp)
    middle = scene.view.aspect / 2
    for x, y, size in ((middle - 0.2, 0.42, 0.018), (middle + 0.16, 0.12, 0.022)):
        for row, (low, high) in enumerate(((2, 5), (1, 7), (0, 8))):
            top = y + row * size
            canvas.box(x + low * size, top, x + high * size, top + size, tone, 0.9)
    return scene.layer(canvas, drift=(0.012, 0.0), behaviour="sweep")


def _bricks(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(1.0)
    brush = Brush(canvas, hour.tint)
    left, right = canvas.span
    brush.slab(left - 0.1, GROUND + 0.03, right + 0.1, 1.4, EARTH, corner=0.0, bulge=0.01)
    step = 0.045
    for index, place in enumerate(np.arange(left - 0.1, right + 0.1, step)):
        at = float(place)
        brush.slab(at, GROUND - 0.012, at + step, GROUND + 0.045, GRASS, corner=0.002, bulge=0.008)
        for row in range(2):
            tone = mix(EARTH, (70, 40, 40), 0.15 * row + 0.2 * (index % 2))
            x, top = at + row * step / 2, GROUND + 0.045 * (row + 1)
            brush.slab(x, top, x + step, top + 0.045, tone, corner=0.002, bulge=0.006)
        if index % 3 == 0:
            canvas.box(at, GROUND - 0.024, at + step * 0.4, GROUND - 0.01, mix(GRASS, RIM, 0.2))
    lights = LightMap(brush, hour.room)
    lights.multiply()
    defocus(scene, canvas, 0.5)
    return scene.layer(canvas)


# -- before the lens ---------------------------------------------------------------------------


def _menu(scene: Scene, hour: Hour) -> Layer:
    """The box at the foot of the screen: what one fights, and four things one can do."""
    brush = near(scene, hour, depth=1.0)
    wide = scene.view.aspect
    inset, rim = 0.016, 0.008
    brush.slab(inset, MENU, wide - inset, 0.985, RIM, corner=0.012, bulge=0.004)
    inner = (inset + rim, MENU + rim, wide - inset - rim, 0.985 - rim)
    brush.slab(*inner, PANEL, corner=0.008, bulge=0.002, grain=0.3)
    middle = wide / 2
    brush.stroke([(middle, MENU + 0.02), (middle, 0.965)], 0.005, RIM, 0.8)
    if not lettered(scene, brush, (inner[0], MENU + 0.015, middle - 0.01, 0.97), GOLD):
        for row in range(3):
            y = MENU + 0.04 + 0.03 * row
            brush.stroke([(inner[0] + 0.03, y), (middle - 0.04, y)], 0.01, GOLD, 0.8)
    column = (wide - inset - middle) / 2
    for index, icon in enumerate((_bed, _cup, _sword, _shoe)):
        x = middle + 0.004 + column * (0.5 + index % 2)
        icon(brush, (x, MENU + 0.042 + 0.052 * (index // 2)), 0.036)
    at = (middle + 0.016, MENU + 0.042)
    brush.flat([(at[0], at[1] - 0.012), (at[0] + 0.018, at[1]), (at[0], at[1] + 0.012)], GOLD)
    return scene.layer(brush.canvas)


def _blocks(canvas: Canvas, brush: Brush, at: Point, size: float, art: str, ink: Colour) -> None:
    """Draw a picture out of squares: ``#`` is ink."""
    rows = art.split("/")
    cell = size / len(rows)
    for y, row in enumerate(rows):
        for x, mark in enumerate(row):
            if mark == "#":
                left, top = at[0] + (x - len(row) / 2) * cell, at[1] + (y - len(rows) / 2) * cell
                a, b = brush.place((left, top)), brush.place((left + cell, top + cell))
                canvas.box(a[0], a[1], b[0], b[1], ink)


def _bed(brush: Brush, at: Point, size: float) -> None:
    _blocks(brush.canvas, brush, at, size, "#......./#.##..../#.######/########/#......#", RIM)


def _cup(brush: Brush, at: Point, size: float) -> None:
    _blocks(
        brush.canvas, brush, at, size, "..#.#.../.#.#..../######../#######./######.#/.####.#.", RIM
    )


def _sword(brush: Brush, at: Point, size: float) -> None:
    _blocks(
        brush.canvas,
        brush,
        at,
        size,
        "......##/.....##./#...##../.#.##.../..##..../.#.##.../#...#...",
        RIM,
    )


def _shoe(brush: Brush, at: Point, size: float) -> None:
    _blocks(
        brush.canvas, brush, at, size, "###...../###...../####..../#######./########/########", RIM
    )


PAINTER = Arena()
