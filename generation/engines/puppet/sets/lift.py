"""A lift seen through its door: brushed steel, a tired lamp, a counter above; or open space."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generation.engines.puppet.canvas import Canvas, Colour
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.sets import brushes
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
    panel,
    people,
    plant,
    plaster,
)
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt, SetLight
from generation.model.screenplay import TimeOfDay

TOP, SILL = 0.19, 0.955  # stage y of the door's opening
CEILING, FLOOR = 0.245, 0.83  # of the back wall
DOOR_S = 1.6  # the doors need this long
ROW_SHARE = 0.64  # of half the opening: how far off the middle the outer people stand
COUNTER_ZOOM = 1.9  # nearer views leave no room for the counter above the hair
STEEL: Colour = (176, 182, 184)
WOOD: Colour = (150, 96, 62)
HALL: Colour = (196, 178, 150)
SPACE: Colour = (10, 14, 38)
LED: Colour = (255, 142, 48)
STARLIGHT: Colour = (150, 186, 255)
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 226, 206), shadow=(92, 88, 124), room=(206, 198, 206), lamp=0.4,
        light=light((250, 226, 214), (255, 190, 160), 1, (132, 122, 124), 0.5),
    ),
    "day": Hour(
        key=(250, 248, 232), shadow=(96, 104, 118), room=(226, 226, 218), lamp=0.35,
        light=light((246, 248, 232), (226, 244, 255), 1, (138, 142, 132), 0.55),
    ),
    "dusk": Hour(
        key=(255, 216, 164), shadow=(92, 70, 96), room=(206, 168, 144), lamp=0.7,
        light=light((255, 216, 164), (255, 140, 96), 1, (138, 104, 80), 0.55),
    ),
    "night": Hour(
        key=(226, 240, 214), shadow=(54, 70, 92), room=(150, 162, 150), lamp=1.0,
        light=light((222, 240, 212), (130, 170, 220), -1, (84, 100, 92), 0.65),
    ),
}  # fmt: skip


def opening(aspect: float) -> tuple[float, float]:
    """Return stage x of the left and right edge of the door's opening."""
    half = min(0.42 * aspect, 0.44)
    return aspect / 2 - half, aspect / 2 + half


class Lift:
    """``light.kind`` "stars": its doors open on space; they slide where the light is a "sweep"."""

    id: str = "lift"
    room: Room = "closet"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return a row of three: ``actor1`` in the middle, a little nearer than the others."""
        left, right = opening(aspect)
        middle, reach = aspect / 2, (right - left) / 2 * ROW_SHARE
        return {
            **people(aspect),
            "actor1": Anchor(at=(middle, 0.945), height=0.63),
            "actor2": Anchor(at=(middle - reach, 0.915), height=0.6),
            "actor3": Anchor(at=(middle + reach, 0.92), height=0.64),
            "wall": Anchor(at=(middle, 0.11), height=0.5),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint the cabin, its lamp, and in front of it the door with what is outside."""
        hour = hour_of(HOURS, scene)
        outside = scene.light.kind == "stars"
        lit = _starlit(hour.light) if outside else hour.light
        front = [_doorway(scene, hour, outside=outside)]
        if outside:
            front.append(_twinkle(scene, hour))
            if scene.light.behaviour == "sweep":
                front[:0] = [_leaf(scene, hour, side) for side in (-1, 1)]
        return SetArt(
            behind=(_cabin(scene, hour, outside=outside), _lamp(scene, hour, outside=outside)),
            front=(*front, _edges(scene, hour, outside=outside)),
            light=lit,
            particles=(Particles(kind="dust", amount=0.25, colour=(240, 246, 255)),),
        )


def _starlit(lit: SetLight) -> SetLight:
    return replace(
        lit,
        key=mix(lit.key, (120, 160, 255), 0.6),
        rim=(210, 226, 255),
        ambient=mix(lit.ambient, (34, 52, 120), 0.7),
        shade=0.6,
        behaviour="steady",
    )


# -- behind the people -------------------------------------------------------------------------


def _cabin(scene: Scene, hour: Hour, *, outside: bool) -> Layer:
    canvas = scene.canvas(0.85, opaque=True)
    brush = Brush(canvas, hour.tint)
    left, right = opening(scene.view.aspect)
    middle, half = (left + right) / 2, (right - left) / 2
    a, b = middle - half * 0.74, middle + half * 0.74
    plaster(canvas, mix(STEEL, (90, 96, 104), 0.4), hour.tint, contrast=0.25)
    far = half * 1.6
    brush.form(
        [(middle - far, -0.1), (middle + far, -0.1), (b, CEILING), (a, CEILING)],
        (218, 220, 214), bulge=0.004,
    )  # fmt: skip
    apron(canvas, FLOOR, (92, 74, 78), hour.tint, contrast=0.6)
    _back_wall(brush, a, b)
    for side, x in ((-1, a), (1, b)):
        _side_wall(brush, x, middle + side * far, side)
    brush.slab(a - 0.004, CEILING - 0.006, b + 0.004, CEILING + 0.006, STEEL, gloss=0.4)
    brush.slab(a, FLOOR - 0.02, b, FLOOR + 0.004, (70, 66, 74), gloss=0.2)
    lights = LightMap(brush, mix(hour.room, (66, 84, 160), 0.55) if outside else hour.room)
    if outside:
        lights.pool((middle, 0.95), (half * 1.8, 0.6), STARLIGHT, 0.5)
    else:
        lights.pool((middle, 0.2), (half * 1.3, 0.34), hour.key, 0.4 + 0.3 * hour.lamp)
        lights.pool((middle, 0.95), (half, 0.16), hour.key, 0.25)
    lights.slope(0.5, 1.0, (150, 146, 168))
    lights.corners(0.45)
    lights.multiply()
    defocus(scene, canvas, 0.8)
    return scene.layer(canvas, opaque=True)


def _back_wall(brush: Brush, a: float, b: float) -> None:
    third = (b - a) / 3
    for column in range(3):
        x = a + third * column
        brush.slab(x, CEILING, x + third, 0.6, STEEL, bulge=0.008, gloss=0.35, fall=0.35, grain=2.0)
        panel(brush, x + 0.004, 0.645, x + third - 0.004, FLOOR - 0.02, WOOD)
        for shine in (0.28, 0.62):
            top = x + third * shine
            brush.flat(
                [(top, CEILING), (top + third * 0.12, CEILING), (top - third * 0.05, 0.6),
                 (top - third * 0.17, 0.6)],
                (255, 255, 250), 0.1, 0.004,
            )  # fmt: skip
    brush.rod([(a + 0.01, 0.622), (b - 0.01, 0.622)], 0.014, (214, 190, 130), gloss=0.8)
    for x in (a + third, b - third):
        brush.slab(x - 0.004, 0.616, x + 0.004, 0.64, (150, 128, 84), bulge=0.003)
    notice = (a + third * 0.22, 0.30, a + third * 0.78, 0.30 + third * 0.8)
    brush.slab(*notice, (250, 248, 238), bulge=0.003, corner=0.002)
    brush.slab(
        notice[0], notice[1], notice[2], notice[1] + third * 0.16, (200, 60, 50), bulge=0.002
    )
    for row in range(3):
        y = notice[1] + third * (0.3 + 0.16 * row)
        brush.stroke([(notice[0] + 0.006, y), (notice[2] - 0.006, y)], 0.003, (120, 120, 130), 0.7)


def _side_wall(brush: Brush, x: float, far: float, side: int) -> None:
    wall = [(far, -0.1), (x, CEILING), (x, FLOOR), (far, 1.12)]
    brush.form(wall, mix(STEEL, (110, 116, 126), 0.35), bulge=0.006, gloss=0.25)
    for share in (0.25, 0.5):
        edge = x + (far - x) * share
        top, low = CEILING + (-0.1 - CEILING) * share, FLOOR + (1.12 - FLOOR) * share
        brush.stroke([(edge, top), (edge, low)], 0.003, (70, 74, 84), 0.6)
    if side > 0:
        column = x + (far - x) * 0.2
        brush.slab(column - 0.014, 0.46, column + 0.014, 0.68, (214, 214, 208), gloss=0.5)
        for row in range(6):
            glow = (255, 196, 96) if row == 1 else (120, 122, 126)
            brush.ball((column, 0.482 + row * 0.035), (0.007, 0.009), glow, gloss=0.5)


def _lamp(scene: Scene, hour: Hour, *, outside: bool) -> Layer:
    """The tube in the ceiling: it has never been quite right."""
    canvas = scene.canvas(0.85, opaque=True)
    left, right = opening(scene.view.aspect)
    middle, half = (left + right) / 2, (right - left) / 2
    beams = LightMap(Brush(canvas, hour.tint), (0, 0, 0))
    strength = 0.3 if outside else 0.6 + 0.4 * hour.lamp
    for side in (-1, 1):
        x = middle + side * half * 0.34
        beams.shaft(
            [(x - half * 0.16, 0.19), (x + half * 0.16, 0.19), (x + half * 0.12, 0.226),
             (x - half * 0.12, 0.226)],
            hour.key, strength, 0.004,
        )  # fmt: skip
        beams.pool((x, 0.25), (half * 0.5, 0.2), hour.key, 0.16 * strength)
    beams.add()
    return scene.layer(canvas, blend="add", behaviour="flicker", hz=0.83)


# -- in front of the people --------------------------------------------------------------------


def _doorway(scene: Scene, hour: Hour, *, outside: bool) -> Layer:
    """Paint what is around the opening, then cut the opening out."""
    canvas = scene.canvas(1.05)
    brush = Brush(canvas, hour.tint)
    left, right = opening(scene.view.aspect)
    if outside:
        _space(canvas, scene.view.aspect)
    else:
        _hall(scene, brush, left, right)
    metal = mix(STEEL, (60, 80, 150), 0.45) if outside else STEEL
    for inner, outer in ((left, left - 0.034), (right, right + 0.034)):
        brush.slab(
            min(inner, outer), TOP - 0.03, max(inner, outer), SILL + 0.02, metal, bulge=0.008,
            gloss=0.5,
        )  # fmt: skip
    brush.slab(left - 0.034, TOP - 0.03, right + 0.034, TOP, metal, bulge=0.008, gloss=0.5)
    brush.slab(left - 0.034, SILL, right + 0.034, SILL + 0.022, metal, bulge=0.006, gloss=0.6)
    for line in (0.006, 0.013):
        brush.stroke([(left, SILL + line), (right, SILL + line)], 0.002, (40, 40, 50), 0.7)
    if not outside:
        _shaded(brush, hour)
    if scene.view.zoom <= 1.05:
        middle = scene.view.aspect / 2
        _counter(scene, brush, (middle - 0.07, 0.104, middle + 0.07, 0.154))
    _cut(canvas, (left, TOP, right, SILL))
    defocus(scene, canvas, 0.4)
    return scene.layer(canvas)


def _shaded(brush: Brush, hour: Hour) -> None:
    lights = LightMap(brush, mix(hour.room, (120, 110, 120), 0.35))
    lights.slope(0.6, 1.06, (150, 140, 150))
    lights.multiply()


def _space(canvas: Canvas, aspect: float) -> None:
    top, low = canvas.extent
    canvas.gradient([(top, SPACE), (0.55, mix(SPACE, (52, 34, 96), 0.6)), (low, (16, 22, 62))])
    canvas.glow_oval((aspect * 0.12, 0.3), (0.3, 0.5), (70, 60, 150), 0.35)
    canvas.glow_oval((aspect * 0.95, 0.06), (0.5, 0.16), (150, 80, 150), 0.3)
    brushes.stars(canvas, 1.1, 340)
    canvas.glow((aspect * 0.2, 1.32), 0.55, (90, 150, 255), 0.5)
    canvas.ellipse((aspect * 0.2, 1.42), (0.46, 0.46), (40, 96, 170), soften=0.006)


def _hall(scene: Scene, brush: Brush, left: float, right: float) -> None:
    plaster(brush.canvas, HALL, brush.tint, contrast=0.4)
    for x in range(-3, 4):
        for y in (0.05, 0.36, 0.67):
            seam = scene.view.aspect / 2 + x * 0.3 + 0.15
            brush.stroke([(seam, y - 0.3), (seam, y)], 0.002, mix(HALL, (90, 70, 60), 0.6), 0.6)
            brush.stroke([(seam, y), (seam + 0.3, y)], 0.002, mix(HALL, (90, 70, 60), 0.6), 0.6)
    panel(brush, right + 0.1, 0.5, right + 0.16, 0.62, STEEL)
    for y, tone in ((0.535, LED), (0.585, (130, 130, 134))):
        brush.ball((right + 0.13, y), (0.011, 0.011), tone, gloss=0.6)
    plant(brush, (left - 0.22, 0.95), 0.42, pot=(120, 70, 56), leaves=(70, 116, 72))


def _counter(scene: Scene, brush: Brush, box: tuple[float, float, float, float]) -> None:
    """The floor the lift is at, in lamps."""
    left, top, right, bottom = box
    brush.slab(
        left - 0.01, top - 0.01, right + 0.01, bottom + 0.01, (60, 60, 66), bulge=0.006, gloss=0.5
    )
    brush.slab(left, top, right, bottom, (20, 14, 16), bulge=0.004, corner=0.003)
    high = bottom - top
    brush.haze(((left + right) / 2, (top + bottom) / 2), (high * 1.2, high * 0.7), LED, 0.3)
    x, y = left + high * 0.55, (top + bottom) / 2
    arrow = [
        (x - high * 0.22, y + high * 0.2),
        (x, y - high * 0.24),
        (x + high * 0.22, y + high * 0.2),
    ]
    brush.flat(arrow, LED)
    if not lettered(scene, brush, (left + high * 0.9, top, right, bottom), LED):
        for step in range(3):
            brush.disc((x + high * (0.7 + 0.4 * step), y), (high * 0.08, high * 0.08), LED)


def _cut(canvas: Canvas, box: tuple[float, float, float, float]) -> None:
    """Leave nothing of the plane inside ``box`` (left, top, right, bottom; stage units)."""
    (x0, y0), (x1, y1) = (
        canvas.px([(box[0], box[1]), (box[2], box[3])]).round().astype(int).tolist()
    )
    hole = (slice(max(y0, 0), max(y1, 0)), slice(max(x0, 0), max(x1, 0)))
    canvas.bgr[hole] = 0
    canvas.alpha[hole] = 0


def _twinkle(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(1.05, opaque=True)
    brush = Brush(canvas, hour.tint)
    left, right = opening(scene.view.aspect)
    rng = canvas.rng("twinkle")
    low, high = canvas.span
    for _ in range(26):
        at = (float(rng.uniform(low, high)), float(rng.uniform(0.0, 1.0)))
        if not (left - 0.05 < at[0] < right + 0.05 and TOP - 0.05 < at[1] < SILL + 0.03):
            canvas.glow(at, 0.012, (230, 238, 255), 0.9)
            brush.disc(at, (0.0016, 0.0016), (255, 255, 255))
    return scene.layer(canvas, blend="add", behaviour="pulse", hz=0.47)


def _leaf(scene: Scene, hour: Hour, side: int) -> Layer:
    """One half of the door, shut, and on its way into the wall."""
    canvas = scene.canvas(1.05)
    brush = Brush(canvas, hour.tint)
    left, right = opening(scene.view.aspect)
    middle, half = (left + right) / 2, (right - left) / 2
    box = (left - 0.01, middle) if side < 0 else (middle, right + 0.01)
    brush.slab(
        box[0], TOP - 0.01, box[1], SILL + 0.01, mix(STEEL, (80, 104, 190), 0.35), bulge=0.012,
        gloss=0.5, fall=0.3, grain=2.0,
    )  # fmt: skip
    for share in (0.3, 0.62):
        x = middle + side * half * share
        brush.flat(
            [(x, TOP), (x + half * 0.1, TOP), (x - half * 0.06, SILL), (x - half * 0.16, SILL)],
            (230, 240, 255), 0.14, 0.01,
        )  # fmt: skip
    brush.stroke([(middle + side * 0.003, TOP), (middle + side * 0.003, SILL)], 0.006, (24, 24, 32))
    return scene.layer(canvas, drift=(side * half / DOOR_S, 0.0))


def _edges(scene: Scene, hour: Hour, *, outside: bool) -> Layer:
    """The door's two edges and its sill before the lens; the counter where there is room."""
    brush = near(scene, hour)
    wide = scene.view.aspect
    reach = wide * (0.024 + 0.03 * close(scene))
    metal = mix(STEEL, (50, 70, 140), 0.6) if outside else mix(STEEL, (60, 60, 70), 0.35)
    for inner, outer in ((reach, -0.2), (wide - reach, wide + 0.2)):
        brush.slab(min(inner, outer), -0.1, max(inner, outer), 1.1, metal, bulge=0.012, gloss=0.4)
        brush.stroke([(inner, -0.1), (inner, 1.1)], 0.012, (28, 28, 34))
        brush.stroke([(inner, -0.1), (inner, 1.1)], 0.003, (110, 114, 124), 0.6)
    brush.slab(-0.2, 0.968, wide + 0.2, 1.1, metal, bulge=0.01, gloss=0.5, corner=0.0)
    brush.stroke([(-0.2, 0.984), (wide + 0.2, 0.984)], 0.004, (28, 28, 34), 0.8)
    if not outside:
        _shaded(brush, hour)
    defocus(scene, brush.canvas, 0.8)
    if 1.05 < scene.view.zoom < COUNTER_ZOOM:
        _counter(scene, brush, (wide / 2 - 0.06, 0.075, wide / 2 + 0.06, 0.12))
    return scene.layer(brush.canvas)


PAINTER = Lift()
