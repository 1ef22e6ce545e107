"""A hotpot room: a round table with the pot boiling in front, friends behind, one stool lit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from generation.engines.puppet.canvas import Colour, Point
from generation.engines.puppet.props import PROPS
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.look import Look
from generation.engines.puppet.props.outlines import curve, oval
from generation.engines.puppet.sets.indoors import (
    Hour,
    LightMap,
    close,
    defocus,
    hour_of,
    lettered,
    light,
    near,
    people,
    plaster,
    tiles,
)
from generation.engines.puppet.sets.panes import sky_dim, window
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

FLOOR = 0.74
SEAT_Y = 0.685  # stage height of the empty stool's cushion
RAISED = 0.1  # of the picture: a wide view looks over the table's edge, at people who sit
TEAL: Colour = (58, 120, 112)
CREAM: Colour = (240, 220, 178)
WOOD: Colour = (128, 74, 46)
RED: Colour = (214, 52, 44)
BRASS: Colour = (224, 166, 82)
BROTH: Colour = (206, 58, 28)
CLEAR_BROTH: Colour = (238, 214, 160)
BULB: Colour = (255, 222, 150)
LAMPLIGHT: Colour = (255, 244, 216)
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 226, 200), shadow=(84, 96, 116), room=(160, 158, 166), lamp=0.7,
        light=light((255, 218, 190), (150, 220, 206), -1, (120, 128, 118)),
    ),
    "day": Hour(
        key=(255, 244, 220), shadow=(88, 112, 112), room=(206, 208, 194), lamp=0.55,
        light=light((255, 242, 216), (160, 236, 214), -1, (140, 152, 128)),
    ),
    "dusk": Hour(
        key=(255, 204, 140), shadow=(84, 70, 92), room=(158, 128, 114), lamp=0.95,
        light=light((255, 200, 138), (255, 112, 74), -1, (150, 96, 66), 0.5),
    ),
    "night": Hour(
        key=(255, 200, 126), shadow=(50, 54, 84), room=(104, 88, 92), lamp=1.0,
        light=light((255, 198, 128), (96, 214, 206), -1, (112, 78, 56), 0.55),
    ),
}  # fmt: skip


def _stool_x(aspect: float) -> float:
    return aspect / 2 + min(0.33 * aspect, 0.42)


class HotpotRoom:
    """Where one is missing."""

    id: str = "hotpot_room"
    room: Room = "room"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where people sit and things stand; the front is the seat of the empty stool."""
        left = min(0.31 * aspect, 0.34)
        stool, middle = _stool_x(aspect), aspect / 2
        return {
            **people(aspect, ground=0.97),
            "actor1": Anchor(at=(middle - left * 1.1, 1.075), height=0.65),
            "actor2": Anchor(at=(middle + 0.075 * aspect, 1.045), height=0.635),
            "actor3": Anchor(at=(middle - left * 0.46, 0.965), height=0.605),
            "ground": Anchor(at=(min(stool + 0.07, aspect - 0.06), 0.97), height=0.62),
            "table": Anchor(at=(middle + 0.12, 0.925), height=0.6),
            "front": Anchor(at=(stool, SEAT_Y + 0.006), height=0.62),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint the room for one shot."""
        hour = hour_of(HOURS, scene)
        return SetArt(
            behind=(_wall(scene, hour), _floor(scene, hour), _seat(scene, hour)),
            front=(_table(scene, hour),),
            light=hour.light,
            particles=(Particles(kind="steam", amount=1.0, front=True, colour=(255, 248, 236)),),
        )


def _wall(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.6, opaque=True)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    left, right = canvas.span
    plaster(canvas, CREAM, hour.tint, contrast=0.4)
    for x, view in ((-0.36, "roofs"), (0.86, "roofs"), (-0.9, "roofs")):
        centre = middle + x
        window(scene, brush, (centre - 0.15, 0.12, centre + 0.15, 0.43), WOOD, view=view)
    brush.slab(left - 0.1, 0.5, right + 0.1, 1.2, TEAL, bulge=0.01)
    for column in range(int((left - 0.1) / 0.075), int((right + 0.1) / 0.075) + 1):
        x = column * 0.075
        brush.stroke([(x, 0.52), (x, 0.9)], 0.002, mix(TEAL, (20, 40, 50), 0.5), 0.6)
    for row in range(5):
        y = 0.545 + row * 0.05
        brush.stroke([(left, y), (right, y)], 0.002, mix(TEAL, (20, 40, 50), 0.5), 0.6)
    brush.slab(left - 0.1, 0.485, right + 0.1, 0.51, WOOD, bulge=0.008, gloss=0.3)
    for x in (0.6, -0.64):
        _menu(brush, middle + x)
    _board(scene, brush, middle)
    lights = LightMap(brush, hour.room)
    day = (1 - sky_dim(scene.weather)) * (1 - 0.7 * hour.lamp)
    for x in (-0.36, 0.86, -0.9):
        lights.pool((middle + x, 0.3), (0.3, 0.34), hour.key, 0.5 * day)
    lights.pool((_stool_x(scene.view.aspect), 0.5), (0.22, 0.42), BULB, 0.3 + 0.4 * hour.lamp)
    lights.pool((middle, 0.14), (0.3, 0.16), (255, 190, 120), 0.45 * hour.lamp)
    lights.slope(0.55, 0.95, (150, 130, 140))
    lights.corners(0.5)
    lights.multiply()
    defocus(scene, canvas, 0.9)
    return scene.layer(canvas, opaque=True)


def _menu(brush: Brush, x: float) -> None:
    """Hang strips of a menu that nobody needs to read."""
    for index in range(4):
        left = x - 0.12 + index * 0.062
        paper = (250, 232, 190) if index % 2 else (246, 206, 150)
        brush.slab(left, 0.14, left + 0.05, 0.4, paper, bulge=0.003, grain=1.4)
        for row in range(4):
            y = 0.175 + row * 0.05
            brush.stroke([(left + 0.025, y), (left + 0.025, y + 0.028)], 0.016, (120, 40, 34), 0.6)


def _board(scene: Scene, brush: Brush, middle: float) -> None:
    box = (middle - 0.21, 0.085, middle + 0.09, 0.185)
    for x in (box[0] + 0.03, box[2] - 0.03):
        brush.stroke([(x, -0.3), (x, box[1])], 0.004, (60, 34, 26))
    brush.shadow((middle - 0.05, box[3]), (0.16, 0.024), 0.5)
    brush.slab(*box, RED, bulge=0.008, gloss=0.35, corner=0.016)
    inner = (box[0] + 0.012, box[1] + 0.012, box[2] - 0.012, box[3] - 0.012)
    brush.slab(*inner, mix(RED, (90, 10, 20), 0.35), bulge=0.004, corner=0.012)
    if not lettered(scene, brush, inner, (255, 226, 150)):
        for x in (-0.15, -0.06, 0.03):
            _chilli(brush.at((middle + x, 0.135), 0.08))


def _chilli(brush: Brush) -> None:
    pod = [(-0.42, -0.1), (-0.1, -0.26), (0.3, -0.08), (0.5, 0.3), (0.16, 0.16), (-0.3, 0.14)]
    brush.form(curve(pod), (255, 120, 60), bulge=0.1, gloss=0.7)
    brush.stroke([(-0.42, 0.0), (-0.58, -0.14)], 0.08, (130, 190, 90))


def _floor(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.9)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    stool = _stool_x(scene.view.aspect)
    tiles(brush, FLOOR, (150, 96, 70), width=0.2)
    lights = LightMap(brush, hour.room)
    lights.pool((stool, 0.86), (0.2, 0.16), BULB, 0.95)
    lights.pool((middle, 0.9), (0.36, 0.14), (255, 180, 110), 0.4 * hour.lamp)
    lights.slope(0.84, 1.06, (130, 110, 126))
    lights.multiply()
    defocus(scene, canvas, 0.5)
    return scene.layer(canvas)


def _stool(brush: Brush, seat: Point) -> None:
    """Stand an empty stool on the floor."""
    x, y = seat
    brush.shadow((x, y + 0.245), (0.1, 0.02), 0.7)
    for foot, top in ((-0.066, -0.044), (0.066, 0.044), (-0.026, -0.02), (0.026, 0.02)):
        brush.rod([(x + top, y + 0.02), (x + foot, y + 0.245)], 0.017, WOOD, gloss=0.4)
    brush.rod([(x - 0.056, y + 0.15), (x + 0.056, y + 0.15)], 0.012, WOOD, gloss=0.4)
    brush.form(oval((x, y + 0.022), (0.083, 0.024)), mix(WOOD, (255, 210, 150), 0.2), bulge=0.012)
    brush.form(oval((x, y + 0.002), (0.08, 0.027)), RED, bulge=0.022, gloss=0.3)
    brush.form(oval((x, y - 0.006), (0.07, 0.019)), mix(RED, (255, 150, 110), 0.5), bulge=0.012)
    brush.haze((x - 0.01, y - 0.01), (0.05, 0.012), (255, 240, 200), 0.55)


def _seat(scene: Scene, hour: Hour) -> Layer:
    """Hang a lamp over the stool, with the cone of light that nobody sits in."""
    canvas = scene.canvas(1.0)
    brush = Brush(canvas, replace(hour.tint, key=LAMPLIGHT, shadow=(128, 96, 96)))
    x = _stool_x(scene.view.aspect)
    cone = [(x - 0.028, 0.265), (x + 0.028, 0.265), (x + 0.105, SEAT_Y + 0.2),
            (x - 0.105, SEAT_Y + 0.2)]  # fmt: skip
    for share, alpha in ((1.0, 0.13), (0.75, 0.12), (0.45, 0.12)):
        core = [(x + (a - x) * share, b) for a, b in cone]
        brush.flat(core, (255, 236, 180), alpha * (0.75 + 0.25 * hour.lamp), 0.012)
    brush.haze((x, SEAT_Y + 0.06), (0.13, 0.17), BULB, 0.4)
    brush.haze((x, SEAT_Y + 0.245), (0.13, 0.03), LAMPLIGHT, 0.45)
    _stool(brush, (x, SEAT_Y))
    brush.stroke([(x, -0.4), (x, 0.2)], 0.004, (50, 34, 30))
    shade = [(x - 0.018, 0.19), (x + 0.018, 0.19), (x + 0.066, 0.265), (x - 0.066, 0.265)]
    brush.form(shade, BRASS, bulge=0.016, gloss=0.6)
    brush.haze((x, 0.272), (0.07, 0.024), BULB, 0.9)
    brush.disc((x, 0.268), (0.022, 0.014), (255, 250, 226))
    return scene.layer(canvas)


def _table(scene: Scene, hour: Hour) -> Layer:
    brush = near(scene, hour).at((0.0, -RAISED * (1 - 0.6 * close(scene))), 1.0)
    wide = scene.view.aspect
    middle = wide / 2
    reach = min(max(0.36, wide * 0.56), 0.7)
    brush.slab(-0.2, 1.03, wide + 0.2, 1.3, (84, 40, 34))
    edge = oval((middle, 1.05), (reach, 0.225), count=72)
    brush.form(edge, WOOD, bulge=0.012, gloss=0.4)
    top = oval((middle, 1.042), (reach - 0.008, 0.21), count=72)
    brush.form(top, mix(WOOD, (230, 150, 96), 0.45), bulge=0.012, gloss=0.35, fall=-0.1)
    _bowl(brush.at((middle - 0.255, 0.94), 0.045))
    _dishes(scene, brush, middle)
    _pot(brush.at((middle - 0.1, 0.985), 0.16))
    lights = LightMap(brush, mix(hour.room, (70, 50, 46), 0.1))
    lights.pool((middle - 0.1, 0.9), (0.2, 0.1), (255, 190, 120), 0.7)
    lights.pool((wide - 0.09, 0.93), (0.2, 0.1), BULB, 0.6)
    lights.multiply()
    defocus(scene, brush.canvas, 0.5)
    return scene.layer(brush.canvas)


def _dishes(scene: Scene, brush: Brush, middle: float) -> None:
    """Set the table: meat, greens, and cups."""
    for x, y, tone in ((0.06, 0.985, (224, 120, 112)), (0.2, 0.97, (110, 168, 84))):
        dish = brush.at((middle + x, y), 0.062)
        dish.shadow((0, 0.1), (0.95, 0.28), 0.5)
        dish.form(oval((0, 0), (0.9, 0.3)), (236, 238, 232), bulge=0.06, gloss=0.6)
        rng = brush.canvas.rng(f"dish {x}")
        for index in range(8):
            spot = (-0.56 + 0.16 * index, -0.08 + float(rng.uniform(-0.08, 0.06)))
            shade = mix(tone, (255, 240, 220), float(rng.uniform(0.0, 0.45)))
            dish.ball(spot, (0.17, 0.12), shade, angle=35, gloss=0.2)
    for x, y in ((0.4, 0.965), (-0.42, 0.96), (0.56, 0.99), (-0.58, 0.99)):
        cup = Look(brush=brush.at((middle + x, y), 0.042), lettering=scene.lettering)
        PROPS["teacup"].paint(cup)


def _bowl(brush: Brush) -> None:
    brush.shadow((0, 0), (0.7, 0.14), 0.5)
    side = [(-0.68, -0.6), (-0.44, -0.05), (0.44, -0.05), (0.68, -0.6)]
    brush.form(curve(side, closed=False), (238, 240, 238), bulge=0.14, gloss=0.6)
    brush.form(oval((0, -0.6), (0.68, 0.17)), (70, 100, 160), bulge=0.05)
    brush.form(oval((0, -0.57), (0.58, 0.13)), (250, 246, 236), bulge=0.06)
    brush.rod([(-0.2, -0.62), (1.1, -1.1)], 0.07, (150, 84, 52), gloss=0.3)
    brush.rod([(-0.05, -0.58), (1.16, -0.98)], 0.07, (150, 84, 52), gloss=0.3)


def _pot(brush: Brush) -> None:
    """Boil a divided pot: one half red, one clear."""
    brush.shadow((0, 0), (0.85, 0.16), 0.7)
    brush.slab(-0.34, -0.14, 0.34, 0.0, (60, 52, 56), bulge=0.04, corner=0.03)
    for x in (-0.22, -0.07, 0.08, 0.23):
        flame = [(x - 0.05, -0.08), (x, -0.2), (x + 0.05, -0.08)]
        brush.form(curve(flame), (110, 180, 255), bulge=0.02)
    for side in (-1, 1):
        ear = [(side * 0.72, -0.5), (side * 0.94, -0.52), (side * 0.92, -0.38), (side * 0.7, -0.36)]
        brush.rod(curve(ear, closed=False), 0.055, BRASS, gloss=0.7)
    body = [(-0.76, -0.52), (-0.7, -0.2), (-0.4, -0.12), (0.4, -0.12), (0.7, -0.2), (0.76, -0.52)]
    brush.form(curve(body), (204, 206, 212), bulge=0.16, gloss=0.8)
    brush.form(oval((0, -0.54), (0.78, 0.24)), (224, 226, 230), bulge=0.04, gloss=0.8)
    brush.form(oval((0, -0.53), (0.7, 0.2)), BROTH, bulge=0.05, gloss=0.5)
    clear = [p for p in oval((0, -0.53), (0.7, 0.2)) if p[0] >= 0]
    clear.sort(key=lambda p: float(np.arctan2(p[1] + 0.53, p[0])))
    wave = [(0.06, -0.44), (-0.06, -0.53), (0.06, -0.62)]
    brush.form([*clear, *wave], CLEAR_BROTH, bulge=0.03, gloss=0.5)
    brush.rod([(0, -0.34), *wave, (0, -0.73)], 0.035, (224, 226, 230), gloss=0.7)
    rng = brush.canvas.rng("bubbles")
    for _ in range(16):
        turn, far = float(rng.uniform(0, 6.28)), float(rng.uniform(0.2, 0.85))
        spot = (0.66 * far * float(np.cos(turn)), -0.53 + 0.18 * far * float(np.sin(turn)))
        tone = (255, 150, 96) if spot[0] < 0 else (255, 248, 224)
        brush.ball(spot, (0.045, 0.028), tone, gloss=0.8)
    for x, y in ((-0.4, -0.56), (-0.24, -0.46), (-0.5, -0.48)):
        _chilli(brush.at((x, y), 0.11))


PAINTER = HotpotRoom()
