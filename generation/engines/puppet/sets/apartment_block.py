"""An apartment block across the yard: six windows, who lives behind them, a tree before them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import inf

import numpy as np

from generation.engines.puppet.canvas import Canvas, Colour, Point
from generation.engines.puppet.props.forms import Brush, mix, times
from generation.engines.puppet.sets import brushes
from generation.engines.puppet.sets.indoors import (
    Hour,
    LightMap,
    close,
    defocus,
    drape,
    hour_of,
    leaf,
    lettered,
    light,
    near,
    panel,
    people,
    plant,
    seen_in,
)
from generation.engines.puppet.sets.panes import outdoors
from generation.engines.puppet.stage import Anchor, Box, Lamp, Layer, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

FACE = 0.088  # face height of who stands at a window
CHIN_AT = 0.72  # of a window's height
WIDE, HIGH = 0.19, 0.175  # of a window, stage units
TOP, STOREY, ASIDE = 0.232, 0.212, 0.122
ROOF = 0.205
HALF = 0.262  # of the house's width
CELLS: tuple[tuple[int, int], ...] = ((1, 1), (0, -1), (2, -1), (0, 1), (1, -1), (2, 1))
"""Storey and side of window1 to window6; the first three are actor1's to actor3's."""
SILHOUETTES = {3: "cat", 4: "plant", 5: "chair"}
BRICK: Colour = (150, 92, 80)
STONE: Colour = (206, 196, 184)
NEON: Colour = (255, 122, 150)
DARK: Colour = (16, 20, 40)
SCREEN: Colour = (110, 168, 255)
WALLS: tuple[Colour, ...] = (
    (226, 184, 130), (206, 196, 150), (190, 176, 206), (222, 160, 126), (170, 190, 186),
    (216, 190, 160),
)  # fmt: skip
CURTAINS: tuple[Colour, ...] = (
    (176, 70, 62), (66, 110, 124), (140, 96, 150), (200, 150, 80), (110, 130, 90), (180, 110, 96),
)  # fmt: skip
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 214, 200), shadow=(92, 88, 130), room=(196, 184, 200), lamp=0.5,
        light=light((255, 226, 196), (255, 190, 160), 1, (150, 126, 120), 0.4),
    ),
    "day": Hour(
        key=(255, 250, 238), shadow=(110, 112, 136), room=(236, 234, 230), lamp=0.1,
        light=light((244, 240, 232), (214, 232, 255), -1, (150, 146, 140), 0.4),
    ),
    "dusk": Hour(
        key=(255, 176, 136), shadow=(72, 58, 104), room=(176, 138, 146), lamp=0.8,
        light=light((255, 220, 172), (255, 156, 110), 1, (140, 104, 84), 0.45),
    ),
    "night": Hour(
        key=(150, 166, 214), shadow=(26, 30, 62), room=(104, 112, 156), lamp=1.0,
        light=light((255, 222, 174), (255, 186, 116), -1, (136, 98, 70), 0.5),
    ),
}  # fmt: skip


def windows(aspect: float) -> tuple[Box, ...]:
    """Return window1 to window6 (left, top, right, bottom) in stage units."""
    middle = aspect / 2
    return tuple(
        (x - WIDE / 2, y, x + WIDE / 2, y + HIGH)
        for x, y in ((middle + side * ASIDE, TOP + storey * STOREY) for storey, side in CELLS)
    )


class ApartmentBlock:
    """Lamps at window1..window6 go out and on; ``light.kind`` "phone" leaves the first a screen."""

    id: str = "apartment_block"
    room: Room = "room"
    indoor: bool = False

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return three people at their windows, and six windows."""
        boxes = windows(aspect)
        return {
            **people(aspect),
            **{
                f"actor{n}": seen_in(box, face=FACE, chin_at=CHIN_AT)
                for n, box in enumerate(boxes[:3], 1)
            },
            **{
                f"window{n}": Anchor(at=((box[0] + box[2]) / 2, box[3]), height=HIGH, window=box)
                for n, box in enumerate(boxes, 1)
            },
            "wall": Anchor(at=(aspect / 2, 0.15), height=0.5),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint sky, house and rooms, then curtains, what is dark, and the tree."""
        hour = hour_of(HOURS, scene)
        return SetArt(
            behind=(_house(scene, hour), _shine(scene, hour)),
            front=(_curtains(scene, hour), *_darkness(scene, hour), _tree(scene, hour)),
            light=replace(
                hour.light, key=(140, 178, 255), rim=(120, 160, 255), ambient=(30, 44, 90),
                shade=0.6,
            ) if _phone(scene) and scene.view.zoom > 1.05 else hour.light,
        )  # fmt: skip


def _phone(scene: Scene) -> bool:
    return scene.light.kind == "phone"


# -- behind the people -------------------------------------------------------------------------


def _house(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(1.0, opaque=True)
    _sky(scene, canvas, hour)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    _neighbours(brush, middle, hour)
    left, right = middle - HALF, middle + HALF
    brush.slab(left, ROOF, right, 1.12, BRICK, bulge=0.006, grain=2.6, fall=0.1, corner=0.0)
    _courses(brush, left, right)
    for storey in range(4):
        y = TOP + storey * STOREY - 0.026
        brush.slab(left - 0.004, y, right + 0.004, y + 0.008, STONE, bulge=0.003, corner=0.0)
    brush.slab(
        left - 0.014, ROOF - 0.016, right + 0.014, ROOF + 0.006, STONE, bulge=0.005, corner=0.0
    )
    _door(brush, middle)
    lights = LightMap(brush, hour.room)
    for index, (x0, y0, x1, y1) in enumerate(windows(scene.view.aspect)):
        if _lamp(scene, index).before:
            at = ((x0 + x1) / 2, (y0 + y1) / 2 + 0.01)
            lights.pool(at, (WIDE * 0.95, HIGH * 0.9), (255, 190, 110), 0.55 * hour.lamp)
    lights.pool((middle, 0.95), (0.09, 0.1), (255, 206, 130), 0.5 * hour.lamp)
    lights.multiply()
    _roof_sign(scene, brush, middle, hour)
    _rooms(scene, canvas, hour)
    defocus(scene, canvas, 0.45)
    return scene.layer(canvas, opaque=True)


def _sky(scene: Scene, canvas: Canvas, hour: Hour) -> None:
    high, middle, low = outdoors(scene)
    canvas.gradient([(canvas.extent[0], high), (0.3, middle), (0.8, low)])
    if scene.time == "night" and scene.weather.kind == "clear":
        brushes.stars(canvas, 0.3, 140)
    if scene.weather.kind == "clear":
        at = (scene.view.aspect * 0.84, 0.12)
        canvas.glow(at, 0.12, mix(hour.key, (255, 244, 214), 0.5), 0.5)
        canvas.ellipse(at, (0.026, 0.026), (255, 246, 222), 0.95, soften=0.002)


def _neighbours(brush: Brush, middle: float, hour: Hour) -> None:
    """Lower houses on both sides, for wide pictures; their lights are far."""
    rng = brush.canvas.rng("neighbours")
    for side in (-1, 1):
        for number in range(4):
            inner = middle + side * (HALF - 0.02 + 0.24 * number)
            outer = inner + side * 0.25
            top = float(rng.uniform(0.3, 0.46))
            tone = mix((74, 76, 100), (120, 104, 110), float(rng.random()))
            box = (min(inner, outer), top, max(inner, outer), 1.12)
            brush.slab(*box, times(tone, hour.room), bulge=0.004, corner=0.0)
            for _ in range(9):
                x, y = float(rng.uniform(box[0] + 0.02, box[2] - 0.04)), top + 0.05
                y += 0.07 * int(rng.integers(7))
                lit = mix((40, 44, 66), (255, 206, 130), 0.8 * hour.lamp * float(rng.random()))
                brush.slab(x, y, x + 0.022, y + 0.034, lit, bulge=0.0, corner=0.0)


def _courses(brush: Brush, left: float, right: float) -> None:
    rng = brush.canvas.rng("bricks")
    seam = mix(BRICK, (60, 40, 44), 0.6)
    for row in range(46):
        y = ROOF + 0.012 + row * 0.0182
        brush.stroke([(left, y), (right, y)], 0.0016, seam, 0.35)
        for _ in range(3):
            x = float(rng.uniform(left, right - 0.03))
            tone = mix(BRICK, ((90, 60, 62), (190, 120, 98))[int(rng.integers(2))], 0.5)
            brush.slab(x, y + 0.002, x + 0.028, y + 0.016, tone, bulge=0.001, alpha=0.5)


def _door(brush: Brush, middle: float) -> None:
    brush.slab(middle - 0.06, 0.9, middle + 0.06, 1.12, STONE, bulge=0.006)
    panel(brush, middle - 0.045, 0.915, middle + 0.045, 1.12, (70, 96, 90))
    brush.ball((middle, 0.888), (0.012, 0.009), (255, 226, 160), gloss=0.4)


def _roof_sign(scene: Scene, brush: Brush, middle: float, hour: Hour) -> None:
    """The member's word in neon tubes on the roof."""
    if scene.view.zoom > 1.05:
        return
    frame = (middle - 0.22, 0.112, middle + 0.22, 0.186)
    for x in (-0.17, 0.0, 0.17):
        brush.rod([(middle + x, 0.186), (middle + x, ROOF)], 0.006, (60, 60, 70))
    glow = 0.25 + 0.55 * hour.lamp
    brush.haze((middle, 0.15), (0.26, 0.07), NEON, 0.5 * glow)
    if lettered(scene, brush, frame, mix(NEON, (255, 246, 244), 0.55)):
        brush.stroke([(frame[0], 0.188), (frame[2], 0.188)], 0.003, NEON, 0.9)
    else:
        brush.stroke([(middle - 0.05, 0.14), (middle + 0.05, 0.14)], 0.005, NEON, glow)


def _rooms(scene: Scene, house: Canvas, hour: Hour) -> None:
    """Paint what is behind the panes on a plane of its own and lay it into the windows."""
    canvas = scene.canvas(1.0)
    brush = Brush(canvas, replace(hour, key=(255, 236, 206), shadow=(110, 78, 70)).tint)
    boxes = windows(scene.view.aspect)
    for index, box in enumerate(boxes):
        _room(brush, index, box)
    lights = LightMap(brush, mix((110, 112, 130), (236, 204, 156), hour.lamp))
    for index, (left, top, right, _) in enumerate(boxes):
        if index == 0 and _phone(scene):
            lights.pool(((left + right) / 2, top + 0.09), (0.2, 0.2), (230, 190, 110), -1.2)
            continue
        lights.pool(((left + right) / 2, top + 0.05), (0.12, 0.13), (255, 216, 150), 0.35)
    lights.multiply()
    for box in boxes:
        x0, y0, x1, y1 = _span(canvas, box)
        house.bgr[y0:y1, x0:x1] = canvas.bgr[y0:y1, x0:x1]


def _room(brush: Brush, index: int, box: Box) -> None:
    left, top, right, bottom = box
    middle = (left + right) / 2
    brush.slab(
        left - 0.01, top - 0.01, right + 0.01, bottom + 0.01, WALLS[index], bulge=0.0, grain=1.6,
        corner=0.0,
    )  # fmt: skip
    side = 1 if index % 2 else -1
    x = middle + side * 0.055
    brush.slab(x - 0.022, top + 0.03, x + 0.022, top + 0.085, (92, 66, 56), bulge=0.004)
    brush.slab(x - 0.017, top + 0.036, x + 0.017, top + 0.079, CURTAINS[index - 1], bulge=0.002)
    lamp = (middle - side * 0.06, top)
    brush.stroke([lamp, (lamp[0], top + 0.03)], 0.002, (60, 50, 50))
    shade = [(-0.008, 0.03), (0.008, 0.03), (0.022, 0.052), (-0.022, 0.052)]
    brush.form([(lamp[0] + dx, top + dy) for dx, dy in shade], (255, 236, 190), bulge=0.006)
    brush.haze((lamp[0], top + 0.06), (0.04, 0.035), (255, 240, 190), 0.7)
    _silhouette(brush, SILHOUETTES.get(index, ""), (middle, bottom))


def _silhouette(brush: Brush, kind: str, foot: Point) -> None:
    x, y = foot
    fur = (74, 60, 62)
    if kind == "cat":
        brush.ball((x, y - 0.028), (0.02, 0.032), fur)
        brush.ball((x, y - 0.066), (0.017, 0.015), fur)
        for side in (-1, 1):
            ear = [(x + side * 0.016, y - 0.072), (x + side * 0.013, y - 0.092),
                   (x + side * 0.003, y - 0.079)]  # fmt: skip
            brush.flat(ear, fur)
            brush.disc((x + side * 0.006, y - 0.067), (0.003, 0.004), (240, 220, 120))
        tail = [(x + 0.018, y - 0.008), (x + 0.045, y - 0.012), (x + 0.05, y - 0.035)]
        brush.rod(tail, 0.009, fur)
    elif kind == "plant":
        plant(brush, (x, y), 0.13, pot=(180, 96, 70), leaves=(86, 126, 80))
    elif kind == "chair":
        brush.slab(x - 0.05, y - 0.08, x + 0.02, y + 0.02, (120, 66, 60), bulge=0.012, corner=0.02)
        brush.slab(x + 0.03, y - 0.11, x + 0.08, y + 0.02, (110, 80, 60), bulge=0.004)


def _span(canvas: Canvas, box: Box) -> tuple[int, int, int, int]:
    corners = canvas.px([(box[0], box[1]), (box[2], box[3])]).round().astype(int)
    (x0, y0), (x1, y1) = np.clip(corners, 0, (canvas.width, canvas.height)).tolist()
    return x0, y0, x1, y1


def _shine(scene: Scene, hour: Hour) -> Layer:
    """The neon on the roof and a television somebody has left on."""
    canvas = scene.canvas(1.0, opaque=True)
    beams = LightMap(Brush(canvas, hour.tint), (0, 0, 0))
    middle = scene.view.aspect / 2
    beams.pool((middle, 0.15), (0.34, 0.12), NEON, 0.3 * hour.lamp)
    left, top, right, bottom = windows(scene.view.aspect)[4]
    if _lamp(scene, 4).before:
        beams.pool(((left + right) / 2, (top + bottom) / 2), (0.09, 0.08), SCREEN, 0.25)
    beams.add()
    return scene.layer(canvas, blend="add", behaviour="flicker", hz=1.1)


# -- in front of the people --------------------------------------------------------------------


def _curtains(scene: Scene, hour: Hour) -> Layer:
    """Drapes, frames and sills: what is between the lens and who stands at a window."""
    canvas = scene.canvas(1.0)
    brush = Brush(canvas, replace(hour, key=(255, 228, 190), shadow=(84, 58, 66)).tint)
    for index, (left, top, right, bottom) in enumerate(windows(scene.view.aspect)):
        reach = 0.03 if index < 3 else 0.05
        for inner, outer, pull in ((left + reach, left, -0.4), (right - reach, right, 0.4)):
            box = (min(inner, outer), top, max(inner, outer), bottom)
            cloth = mix(CURTAINS[index], (20, 30, 70), 0.75 * (index == 0 and _phone(scene)))
            drape(brush, box, cloth, folds=3.0, pull=pull)
        rim = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        brush.stroke(rim, 0.011, times(mix(STONE, (255, 255, 250), 0.4), hour.room))
        brush.stroke(rim, 0.0025, (50, 44, 54), 0.6)
        sill = times(STONE, mix(hour.room, (255, 230, 190), 0.3))
        brush.slab(left - 0.014, bottom, right + 0.014, bottom + 0.013, sill, bulge=0.004)
        if index in (1, 5):
            _box_of_flowers(brush, (left + 0.03, bottom), hour)
    defocus(scene, canvas, 0.2)
    return scene.layer(canvas)


def _box_of_flowers(brush: Brush, foot: Point, hour: Hour) -> None:
    x, y = foot
    for dx in np.linspace(0.0, 0.06, 7).tolist():
        green = times((96, 140, 84), mix(hour.room, (255, 230, 190), 0.3))
        brush.ball((x + dx, y - 0.014), (0.008, 0.011), green)
        brush.ball((x + dx, y - 0.024), (0.005, 0.005), times((230, 110, 110), hour.room))
    brush.slab(x - 0.01, y - 0.009, x + 0.07, y + 0.006, (122, 74, 58), bulge=0.004)


def _lamp(scene: Scene, index: int) -> Lamp:
    if index == 0 and _phone(scene):
        return Lamp(before=False, after=False, at_s=inf)
    return scene.lamps.get(f"window{index + 1}", Lamp(before=True, after=True, at_s=inf))


def _darkness(scene: Scene, hour: Hour) -> Iterator[Layer]:
    """Yield a dark pane for every window whose lamp is out, for as long as it is."""
    for index, box in enumerate(windows(scene.view.aspect)):
        lamp = _lamp(scene, index)
        if lamp.before and lamp.after:
            continue
        canvas = scene.canvas(1.0)
        brush = Brush(canvas, hour.tint)
        screen = index == 0 and _phone(scene)
        _pane(brush, box, hour, 0.42 if screen else 0.96)
        if screen:
            left, top, right, bottom = box
            at = ((left + right) / 2, top + 0.7 * (bottom - top))
            brush.haze(at, (0.06, 0.075), SCREEN, 0.5 if scene.view.zoom <= 1.05 else 0.2)
        seen = (lamp.at_s, inf) if lamp.before else (0.0, lamp.at_s)
        yield scene.layer(canvas, seen=seen if lamp.before != lamp.after else (0.0, inf))


def _pane(brush: Brush, box: Box, hour: Hour, depth: float) -> None:
    left, top, right, bottom = box
    inner = [(left + 0.004, top + 0.004), (right - 0.004, top + 0.004),
             (right - 0.004, bottom - 0.002), (left + 0.004, bottom - 0.002)]  # fmt: skip
    tone = mix(DARK, times((150, 160, 190), hour.room), 0.4 * (1 - hour.lamp))
    brush.flat(inner, tone, depth * (0.5 + 0.5 * max(hour.lamp, 0.9)))
    for x, wide in ((0.25, 0.12), (0.55, 0.05)):
        a, b = left + x * WIDE, left + (x + wide) * WIDE
        brush.flat(
            [(a + 0.05, top + 0.005), (b + 0.05, top + 0.005), (b - 0.03, bottom - 0.004),
             (a - 0.03, bottom - 0.004)],
            (150, 176, 230), 0.07,
        )  # fmt: skip


def _tree(scene: Scene, hour: Hour) -> Layer:
    """A tree in the yard: its trunk at one side, its leaves along the lower edge."""
    brush = near(scene, hour, 1.35)
    wide, shallow = scene.view.aspect, close(scene)
    bark, colour = times((96, 74, 66), hour.room), times((84, 136, 78), hour.room)
    trunk = [(wide + 0.03, 1.1), (wide - 0.005, 0.8), (wide + 0.02, 0.55), (wide + 0.1, 0.3)]
    brush.rod(trunk, 0.06, bark)
    brush.rod([(wide, 0.82), (wide - 0.12, 0.9), (wide - 0.24, 0.95)], 0.022, bark)
    rng = brush.canvas.rng("leaves")
    for _ in range(80):
        t = float(rng.random())
        x = wide + 0.04 - 0.5 * min(wide, 0.6) * t + float(rng.normal(0, 0.03))
        y = 0.91 + 0.09 * t + float(rng.normal(0, 0.03))
        _foliage(brush, (x, y), colour, rng, hour)
    for _ in range(24):
        x = wide + 0.025 - float(rng.random()) * 0.075
        _foliage(brush, (x, float(rng.uniform(0.3, 0.95))), colour, rng, hour)
    for _ in range(30):
        at = (float(rng.uniform(-0.05, 0.1)), 1.02 - float(rng.random()) * 0.11)
        _foliage(brush, at, colour, rng, hour)
    brush.canvas.blur((0.0012 + 0.006 * shallow) * brush.unit)
    return scene.layer(brush.canvas)


def _foliage(brush: Brush, at: Point, colour: Colour, rng: np.random.Generator, hour: Hour) -> None:
    turn, size = float(rng.uniform(-0.4, 2.6)), float(rng.uniform(0.028, 0.05))
    tip = (at[0] - size * float(np.cos(turn)), at[1] + size * float(np.sin(turn)))
    tone = mix(colour, times((30, 70, 66), hour.room), float(rng.random()))
    tone = mix(tone, (255, 206, 120), 0.2 * float(rng.random()) ** 2 * hour.lamp)
    leaf(brush, at, tip, 0.22, tone)


PAINTER = ApartmentBlock()
