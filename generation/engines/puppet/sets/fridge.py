"""A kitchen at night, seen from inside the fridge: bottles before the lens, its lamp is the key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generation.engines.puppet.canvas import Colour, Point
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.outlines import curve
from generation.engines.puppet.sets.indoors import (
    Hour,
    LightMap,
    apron,
    defocus,
    hour_of,
    lettered,
    light,
    near,
    panel,
    people,
    plaster,
)
from generation.engines.puppet.sets.panes import window
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

COUNTER, FLOOR = 0.62, 0.84  # stage y
SHELF = 0.955  # of the picture: what stands before the lens stands here
OPEN_HZ = 0.9  # stage widths a second
SHUT_S = 1.0  # the door is shut so long after the shot began
AJAR = 0.63  # of the picture's width that the opening door leaves free on the first frame
WALL: Colour = (104, 132, 140)
CUPBOARD: Colour = (120, 146, 150)
STEEL: Colour = (176, 186, 190)
LINER: Colour = (238, 244, 248)
LED: Colour = (96, 255, 170)
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(236, 240, 250), shadow=(84, 88, 122), room=(150, 142, 166), lamp=0.7,
        light=light((242, 244, 250), (255, 190, 170), -1, (122, 124, 146), 0.4),
    ),
    "day": Hour(
        key=(246, 250, 255), shadow=(104, 116, 134), room=(206, 208, 206), lamp=0.4,
        light=light((244, 248, 250), (255, 244, 220), -1, (158, 168, 172), 0.35),
    ),
    "dusk": Hour(
        key=(240, 240, 250), shadow=(86, 72, 104), room=(150, 118, 128), lamp=0.7,
        light=light((240, 240, 250), (255, 140, 96), -1, (118, 104, 122), 0.45),
    ),
    "night": Hour(
        key=(232, 244, 255), shadow=(34, 46, 76), room=(40, 50, 86), lamp=1.0,
        light=light((226, 242, 255), (96, 140, 220), -1, (62, 84, 116), 0.55),
    ),
}  # fmt: skip


class Fridge:
    """Its door opens where the light is a "sweep"; ``light.kind`` "away": it closes."""

    id: str = "fridge"
    room: Room = "room"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return places one behind the other: ``actor2`` looks over the head of ``actor1``."""
        middle = aspect / 2
        return {
            **people(aspect),
            "actor1": Anchor(at=(middle - 0.03, 0.965), height=0.58),
            "actor2": Anchor(at=(middle + 0.015, 0.88), height=0.638),
            "actor3": Anchor(at=(middle + 0.16, 0.93), height=0.6),
            "table": Anchor(at=(middle, 0.94), height=0.6),
            "wall": Anchor(at=(middle + 0.17, 0.3), height=0.5),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint the kitchen, and before it the fridge's shelves and, where it moves, the door."""
        hour = hour_of(HOURS, scene)
        doors: tuple[Layer, ...] = ()
        if scene.light.kind == "away":
            doors = (_door(scene, hour, shuts=True),)
        elif scene.light.behaviour == "sweep":
            doors = (_door(scene, hour, shuts=False),)
        return SetArt(
            behind=(_kitchen(scene, hour), _moon(scene, hour)),
            front=(*doors, _shelves(scene, hour)),
            light=replace(hour.light, behaviour="steady"),
            particles=(Particles(kind="steam", amount=0.3, front=True, colour=(226, 240, 255)),),
        )


# -- behind the people -------------------------------------------------------------------------


def _kitchen(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.55, opaque=True)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    plaster(canvas, WALL, hour.tint, contrast=0.3)
    for row in range(5):
        for column in range(-12, 12):
            x, y = middle + column * 0.075 + 0.037 * (row % 2), 0.4 + row * 0.045
            brush.slab(x, y, x + 0.073, y + 0.043, mix(WALL, LINER, 0.35), bulge=0.003, gloss=0.4)
    window(scene, brush, (middle - 0.36, 0.13, middle - 0.1, 0.42), LINER, panes=(2, 2))
    for column in range(3):
        x = middle + 0.02 + column * 0.19
        panel(brush, x, -0.1, x + 0.185, 0.2, CUPBOARD)
        brush.rod([(x + 0.02, 0.14), (x + 0.02, 0.18)], 0.008, STEEL, gloss=0.8)
    apron(canvas, FLOOR, (110, 96, 96), hour.tint, contrast=0.5)
    left, right = canvas.span
    for column in range(-4, 5):
        x = middle + column * 0.2 - 0.1
        panel(brush, x, COUNTER + 0.03, x + 0.195, FLOOR, CUPBOARD)
    brush.slab(left - 0.1, COUNTER, right + 0.1, COUNTER + 0.03, (150, 120, 96), gloss=0.3)
    _oven(brush, (middle + 0.03, 0.235, middle + 0.25, 0.375))
    _kettle(brush, (middle - 0.24, COUNTER))
    lights = LightMap(brush, hour.room)
    lights.pool((middle, 0.8), (0.42, 0.42), hour.key, 0.75 * hour.lamp)
    lights.pool((middle - 0.22, 0.3), (0.26, 0.3), (120, 150, 220), 0.2 * hour.lamp)
    lights.corners(0.5)
    lights.multiply()
    defocus(scene, canvas)
    return scene.layer(canvas, opaque=True)


def _oven(brush: Brush, box: tuple[float, float, float, float]) -> None:
    """Draw a small oven on the wall, whose clock is one of the kitchen's lamps."""
    left, top, right, bottom = box
    brush.slab(left, top, right, bottom, (58, 62, 70), bulge=0.008, gloss=0.5)
    brush.slab(left + 0.012, top + 0.06, right - 0.012, bottom - 0.014, (22, 24, 30), gloss=0.7)
    brush.rod([(left + 0.02, top + 0.055), (right - 0.02, top + 0.055)], 0.008, STEEL, gloss=0.8)


def _kettle(brush: Brush, foot: Point) -> None:
    x, y = foot
    body = [(x - 0.05, y), (x - 0.045, y - 0.07), (x - 0.02, y - 0.1), (x + 0.02, y - 0.1),
            (x + 0.045, y - 0.07), (x + 0.05, y)]  # fmt: skip
    brush.rod([(x - 0.03, y - 0.09), (x, y - 0.135), (x + 0.03, y - 0.09)], 0.009, (40, 40, 46))
    brush.rod([(x + 0.04, y - 0.04), (x + 0.08, y - 0.09)], 0.014, STEEL, gloss=0.6)
    brush.form(curve(body), STEEL, bulge=0.02, gloss=0.7)


def _moon(scene: Scene, hour: Hour) -> Layer:
    """The lights of the kitchen: the clock of the oven, the moon on the counter."""
    canvas = scene.canvas(0.55, opaque=True)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    clock = (middle + 0.1, 0.24, middle + 0.22, 0.284)
    brush.haze(((clock[0] + clock[2]) / 2, 0.262), (0.13, 0.05), LED, 0.16 * hour.lamp)
    if not lettered(scene, brush, clock, LED):
        brush.disc((middle + 0.16, 0.262), (0.006, 0.006), LED)
    beams = LightMap(brush, (0, 0, 0))
    beams.pool((middle - 0.2, COUNTER + 0.01), (0.2, 0.05), (120, 160, 240), 0.3 * hour.lamp)
    beams.add()
    defocus(scene, canvas, 0.6)
    return scene.layer(canvas, blend="add", behaviour="pulse", hz=0.53)


# -- before the lens ---------------------------------------------------------------------------


def _shelves(scene: Scene, hour: Hour) -> Layer:
    brush = near(scene, hour, depth=1.3)
    wide = scene.view.aspect
    edge = min(0.052, wide * 0.075)
    for inner, outer in ((edge, -0.2), (wide - edge, wide + 0.2)):
        low, high = min(inner, outer), max(inner, outer)
        brush.slab(low, -0.1, high, 1.1, LINER, bulge=0.02, gloss=0.4, corner=0.0)
        for y in (0.12, 0.42, 0.72):
            brush.slab(low, y, high, y + 0.014, mix(LINER, STEEL, 0.5), bulge=0.004)
    brush.slab(-0.2, -0.1, wide + 0.2, 0.022, LINER, bulge=0.01, gloss=0.4, corner=0.0)
    brush.slab(wide * 0.34, 0.008, wide * 0.66, 0.03, (255, 255, 250), bulge=0.008, gloss=1.0)
    brush.slab(-0.2, SHELF, wide + 0.2, 1.1, (186, 214, 226), bulge=0.012, gloss=0.7, corner=0.0)
    brush.stroke([(-0.2, SHELF + 0.003), (wide + 0.2, SHELF + 0.003)], 0.005, (255, 255, 255), 0.8)
    _bottles(brush, wide, edge)
    lights = LightMap(brush, mix(hour.key, (255, 255, 255), 0.4))
    lights.slope(0.1, 1.05, mix(hour.shadow, (170, 190, 210), 0.75))
    lights.multiply()
    defocus(scene, brush.canvas, 0.7)
    return scene.layer(brush.canvas)


def _bottles(brush: Brush, wide: float, edge: float) -> None:
    """Stand what is always there at both sides: sauce, milk, a jar, half a lemon."""
    left, right = edge + 0.012, wide - edge - 0.012
    _bottle(brush, (left + 0.035, SHELF), 0.3, (60, 132, 84), (238, 226, 180))
    _bottle(brush, (left + 0.105, SHELF + 0.012), 0.19, (206, 52, 44), (250, 246, 236))
    _jar(brush, (right - 0.115, SHELF + 0.012), (0.042, 0.11), (150, 168, 72))
    _carton(brush, (right - 0.04, SHELF), (0.075, 0.25))


def _bottle(brush: Brush, foot: Point, height: float, glass: Colour, paper: Colour) -> None:
    x, y = foot
    w = height * 0.13
    body = [(x - w, y), (x - w, y - 0.55 * height), (x - w * 0.42, y - 0.74 * height),
            (x - w * 0.4, y - 0.95 * height), (x + w * 0.4, y - 0.95 * height),
            (x + w * 0.42, y - 0.74 * height), (x + w, y - 0.55 * height), (x + w, y)]  # fmt: skip
    brush.form(body, glass, bulge=w * 0.7, gloss=0.85)
    brush.slab(x - w, y - 0.44 * height, x + w, y - 0.14 * height, paper, bulge=w * 0.5)
    brush.slab(x - w * 0.46, y - height, x + w * 0.46, y - 0.93 * height, (230, 190, 90), gloss=0.6)
    brush.stroke([(x - w * 0.6, y - 0.06 * height), (x - w * 0.6, y - 0.52 * height)],
                 w * 0.16, (255, 255, 255), 0.45)  # fmt: skip


def _jar(brush: Brush, foot: Point, half: Point, filling: Colour) -> None:
    x, y = foot
    w, high = half
    brush.slab(x - w, y - high, x + w, y, filling, corner=w * 0.4, bulge=w * 0.6, gloss=0.8)
    brush.slab(x - w * 0.9, y - high * 1.2, x + w * 0.9, y - high * 0.97, (214, 70, 60), gloss=0.6)
    brush.slab(x - w * 0.8, y - high * 0.62, x + w * 0.8, y - high * 0.24, LINER, bulge=0.004)


def _carton(brush: Brush, foot: Point, size: Point) -> None:
    x, y = foot
    w, high = size[0] / 2, size[1]
    brush.slab(x - w, y - high * 0.76, x + w, y, (248, 250, 252), bulge=0.01, corner=0.003)
    eaves, ridge = y - high * 0.76, y - high * 0.93
    roof = [(x - w, eaves), (x - w * 0.7, ridge), (x + w * 0.7, ridge), (x + w, eaves)]
    brush.form(roof, (226, 236, 246), bulge=0.006)
    brush.slab(x - w * 0.7, y - high, x + w * 0.7, y - high * 0.92, (248, 250, 252), bulge=0.004)
    wave = [(x - w, y - high * 0.3), (x - w * 0.3, y - high * 0.38), (x + w * 0.4, y - high * 0.26),
            (x + w, y - high * 0.36), (x + w, y), (x - w, y)]  # fmt: skip
    brush.form(wave, (72, 140, 214), bulge=0.008)


def _door(scene: Scene, hour: Hour, *, shuts: bool) -> Layer:
    """The inside of the door, dark against the kitchen; its hinge is on the right."""
    wide = scene.view.aspect
    if shuts:
        margin = round(1.15 * scene.view.width_px)
        scene = replace(scene, view=replace(scene.view, margin_px=margin))
    brush = near(scene, hour, depth=1.2)
    start = -0.004 if shuts else wide * AJAR
    brush.slab(start, -0.2, wide * 2.4, 1.2, (44, 52, 66), bulge=0.014, gloss=0.2, corner=0.0)
    brush.slab(start + 0.004, -0.2, start + 0.022, 1.2, (206, 216, 224), bulge=0.006, gloss=0.3)
    for y in (0.3, 0.62, 0.9):
        brush.slab(start + 0.06, y, wide * 2.4, y + 0.05, (84, 98, 116), bulge=0.01, gloss=0.3)
        for column in range(int(wide * 6) + 2):
            x = start + 0.12 + column * 0.12
            _bottle(brush, (x, y + 0.01), 0.17 + 0.04 * (column % 2), (52, 68, 84), (90, 100, 116))
    if shuts:
        return scene.layer(
            brush.canvas, behaviour="swing", hz=0.25 / SHUT_S, drift=(wide * 1.02, 0.0)
        )
    return scene.layer(brush.canvas, drift=(wide * OPEN_HZ, 0.0))


PAINTER = Fridge()
