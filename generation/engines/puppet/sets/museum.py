"""A museum hall: pale columns, one gilt frame over a brass plate; visitors and a rope in front."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from math import inf

import numpy as np

from generation.engines.puppet.canvas import Colour, Point
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.look import turned
from generation.engines.puppet.props.outlines import curve
from generation.engines.puppet.props.plush import visitor
from generation.engines.puppet.props.words import block
from generation.engines.puppet.sets.indoors import (
    Hour,
    LightMap,
    defocus,
    framed,
    hour_of,
    light,
    near,
    people,
    plaster,
    seen_in,
    tiles,
)
from generation.engines.puppet.sets.panes import sky_dim
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

FLOOR = 0.78
STONE: Colour = (222, 218, 206)
WALL: Colour = (88, 112, 116)
GILT: Colour = (232, 178, 82)
FRAME = (0.19, 0.115, 0.55)  # half width, top, bottom of the gilt frame around the portrait
PLATE, PLATE_DOWN = (0.135, 0.034), 0.062  # half of it; from the frame down to its middle
FILL = 0.84  # of the plate, by its words
FALLEN, HANGS_DEG = "fallen", 24.0  # one nail still holds it
MAT = 0.041  # from the frame's outer edge to the picture
FACE, CHIN_AT = 0.155, 0.62  # face height of the portrait; its chin, of the picture's height
BESIDE = 0.3  # from the middle of the frame to whoever looks at it, of the stage's width
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(250, 228, 220), shadow=(112, 112, 142), room=(212, 204, 212), lamp=0.3, side=-0.5,
        light=light((246, 226, 220), (255, 200, 180), -1, (160, 158, 168), 0.35),
    ),
    "day": Hour(
        key=(252, 252, 244), shadow=(126, 134, 142), room=(236, 238, 234), lamp=0.15, side=-0.5,
        light=light((250, 250, 244), (240, 246, 255), -1, (172, 180, 178), 0.3),
    ),
    "dusk": Hour(
        key=(255, 220, 184), shadow=(104, 90, 128), room=(204, 180, 178), lamp=0.6, side=-0.5,
        light=light((252, 216, 182), (255, 160, 120), -1, (150, 124, 124), 0.4),
    ),
    "night": Hour(
        key=(246, 226, 188), shadow=(54, 66, 104), room=(108, 120, 150), lamp=1.0, side=-0.5,
        light=light((236, 218, 188), (130, 160, 230), -1, (80, 90, 108), 0.5),
    ),
}  # fmt: skip


class Museum:
    """Where a thing somebody said is hung."""

    id: str = "museum"
    room: Room = "hall"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where people stand; ``frame`` is the portrait in the gilt frame."""
        middle = aspect / 2
        half, top, bottom = FRAME
        picture = (middle - half + MAT, top + MAT, middle + half - MAT, bottom - MAT)
        everybody = people(aspect, lead=-1.0)
        return {
            **everybody,
            "actor1": replace(everybody["actor1"], at=(middle - BESIDE * aspect, 0.95)),
            "frame": seen_in(picture, face=FACE, chin_at=CHIN_AT),
            "table": Anchor(at=(middle + 0.2, 0.8), height=0.56),
            "wall": Anchor(at=(middle, 0.33), height=0.5),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint the hall for one shot."""
        hour = hour_of(HOURS, scene)
        return SetArt(
            behind=(
                _wall(scene, hour),
                _hall(scene, hour),
                *_plates(scene, hour),
                _skylight(scene, hour),
            ),
            front=(_visitors(scene, hour),),
            light=hour.light,
            particles=(Particles(kind="dust", amount=0.4, colour=(255, 250, 232)),),
        )


def _picture(brush: Brush, box: tuple[float, float, float, float], kind: int) -> None:
    left, top, right, bottom = box
    framed(brush, box, GILT, (206, 214, 206), 0.014)
    inner = brush.at((left + 0.016, top + 0.016), bottom - top - 0.032)
    wide = (right - left - 0.032) / (bottom - top - 0.032)
    if kind == 0:
        inner.slab(0, 0, wide, 1, (130, 176, 204), bulge=0.01, fall=-0.4, corner=0)
        inner.ball((wide * 0.7, 0.25), (0.09, 0.09), (255, 230, 160))
        inner.form(
            [(0, 0.7), (wide * 0.4, 0.42), (wide * 0.7, 0.66), (wide, 0.5), (wide, 1), (0, 1)],
            (84, 122, 104),
        )
        inner.form(
            [(0, 0.86), (wide * 0.5, 0.74), (wide, 0.84), (wide, 1), (0, 1)], (206, 178, 104)
        )
    elif kind == 1:
        inner.slab(0, 0, wide, 1, (236, 226, 202), bulge=0.01, corner=0)
        inner.form(
            [(wide * 0.1, 0.2), (wide * 0.55, 0.12), (wide * 0.5, 0.6), (wide * 0.15, 0.55)],
            (200, 70, 60),
        )
        inner.ball((wide * 0.65, 0.6), (wide * 0.22, wide * 0.22), (54, 92, 150))
        inner.stroke([(wide * 0.1, 0.9), (wide * 0.9, 0.2)], 0.03, (34, 34, 40))
    else:
        inner.slab(0, 0, wide, 1, (70, 52, 60), bulge=0.01, corner=0)
        inner.form(
            [(wide * 0.36, 0.9), (wide * 0.4, 0.5), (wide * 0.6, 0.5), (wide * 0.64, 0.9)],
            (120, 160, 170),
            bulge=0.06,
        )
        for x, y in ((0.3, 0.34), (0.5, 0.22), (0.7, 0.34), (0.5, 0.42)):
            inner.ball((wide * x, y), (0.1, 0.1), (236, 150, 140) if y > 0.3 else (250, 214, 140))


def _wall(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.7, opaque=True)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    plaster(canvas, WALL, hour.tint, contrast=0.35)
    left, right = canvas.span
    for offset in (-1.0, -0.27, 0.27, 1.0):
        x = middle + offset
        brush.slab(x - 0.035, -0.1, x + 0.035, 0.9, STONE, bulge=0.014, gloss=0.1)
        for groove in (-0.016, 0.0, 0.016):
            brush.stroke(
                [(x + groove, 0.07), (x + groove, 0.74)], 0.003, mix(STONE, (90, 90, 110), 0.5), 0.5
            )
        brush.slab(x - 0.045, 0.02, x + 0.045, 0.056, STONE, bulge=0.01)
        brush.slab(x - 0.045, 0.73, x + 0.045, 0.8, STONE, bulge=0.01)
    top = canvas.extent[0]
    brush.slab(left - 0.1, top - 0.1, right + 0.1, 0.022, STONE, bulge=0.012)
    brush.slab(left - 0.1, 0.66, right + 0.1, 1.2, mix(WALL, STONE, 0.4), bulge=0.006, fall=0.2)
    for x, y, w, h, kind in (
        (0.42, 0.2, 0.2, 0.16, 0),
        (0.7, 0.14, 0.16, 0.24, 2),
        (0.46, 0.42, 0.13, 0.15, 1),
        (-0.62, 0.2, 0.2, 0.16, 1),
        (-0.86, 0.16, 0.16, 0.24, 0),
        (-0.58, 0.42, 0.13, 0.15, 2),
    ):
        _picture(brush, (middle + x, y, middle + x + w, y + h), kind)
    lights = LightMap(brush, hour.room)
    day = (1 - sky_dim(scene.weather)) * (1 - 0.6 * hour.lamp)
    lights.pool((middle, 0.1), (0.6, 0.5), hour.key, 0.32 * day)
    lights.pool((middle, 0.3), (0.3, 0.42), (255, 226, 170), 0.3 + 0.75 * hour.lamp)
    lights.slope(0.5, 0.95, (170, 164, 180))
    lights.corners(0.4)
    lights.multiply()
    defocus(scene, canvas, 0.45)
    return scene.layer(canvas, opaque=True)


def _gilt(brush: Brush, middle: float) -> None:
    half, top, bottom = FRAME
    left, right = middle - half, middle + half
    brush.shadow((middle + 0.012, bottom + 0.004), (half * 1.15, 0.05), 0.6)
    for inset, tone, bulge in (
        (0.0, GILT, 0.01),
        (0.014, mix(GILT, (90, 50, 20), 0.35), 0.005),
        (0.019, GILT, 0.008),
        (0.036, mix(GILT, (70, 40, 20), 0.5), 0.004),
    ):
        brush.slab(
            left + inset,
            top + inset,
            right - inset,
            bottom - inset,
            tone,
            bulge=bulge,
            gloss=0.6,
            corner=0.004,
        )
    inner = (left + MAT, top + MAT, right - MAT, bottom - MAT)
    brush.slab(*inner, (74, 62, 70), bulge=0.02, fall=0.3, grain=2.2, corner=0.0)
    brush.haze((middle, 0.3), (0.12, 0.13), (150, 124, 108), 0.5)
    _carving(brush, (left, top, right, bottom))
    brush.rod(
        [(middle - 0.07, top - 0.026), (middle + 0.07, top - 0.026)],
        0.015,
        (190, 146, 76),
        gloss=0.7,
    )
    brush.rod([(middle, top - 0.026), (middle, top)], 0.006, (150, 110, 60))


def _carving(brush: Brush, box: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = box
    for x in np.linspace(left + 0.03, right - 0.03, 11):
        for y in (top + 0.008, bottom - 0.008):
            brush.ball((float(x), y), (0.012, 0.008), GILT, gloss=0.7)
    for y in np.linspace(top + 0.035, bottom - 0.035, 11):
        for x in (left + 0.008, right - 0.008):
            brush.ball((float(x), float(y)), (0.008, 0.012), GILT, gloss=0.7)
    for x in (left + 0.008, right - 0.008):
        for y in (top + 0.008, bottom - 0.008):
            for turn in range(5):
                angle = turn * 2 * np.pi / 5
                spot = (x + 0.017 * float(np.cos(angle)), y + 0.017 * float(np.sin(angle)))
                brush.ball(spot, (0.014, 0.014), GILT, gloss=0.7)
            brush.ball((x, y), (0.012, 0.012), mix(GILT, (255, 255, 230), 0.5), gloss=0.8)


def _plates(scene: Scene, hour: Hour) -> Iterator[Layer]:
    """Yield the brass plate as it is, and as it hangs once it has fallen."""
    falls = FALLEN in (scene.sign_state, scene.sign_end)
    at_s = 0.0 if scene.sign_state == FALLEN else scene.sign_at_s if falls else inf
    for angle, seen in ((0.0, (0.0, at_s)), (HANGS_DEG, (at_s, inf))):
        if seen[0] < seen[1]:
            canvas = scene.canvas(1.0)
            brush = Brush(canvas, hour.tint)
            _plate(scene, brush, scene.view.aspect / 2, angle)
            _hall_light(scene, brush, hour)
            defocus(scene, canvas, 0.25)
            yield scene.layer(canvas, seen=seen)


def _plate(scene: Scene, brush: Brush, middle: float, angle: float) -> None:
    """Draw the plate, turned by ``angle`` degrees about its left nail."""
    half, high = PLATE
    y = FRAME[2] + PLATE_DOWN
    nail = (middle - half + 0.01, y)
    cos, sin = float(np.cos(np.radians(angle))), float(np.sin(np.radians(angle)))

    def turn(x: float, down: float) -> Point:
        right, below = middle + x - nail[0], down
        return nail[0] + right * cos - below * sin, nail[1] + right * sin + below * cos

    corners = [(-half, -high), (half, -high), (half, high), (-half, high)]
    brush.form([turn(*corner) for corner in corners], (206, 160, 82), bulge=0.006, gloss=0.5)
    if scene.sign and scene.lettering.can_write(scene.sign):
        wide, tall = (2 * side * FILL * brush.scale for side in PLATE)
        words = turned(block(scene.sign, wide, tall, scene.lettering), angle)
        brush.ink(words, turn(0.0, 0.0), (62, 36, 20))
    else:
        for row in (-0.014, 0.008):
            brush.stroke([turn(-0.07, row), turn(0.07, row)], 0.005, (92, 60, 30), 0.7)
    for x in (0.01 - half, half - 0.01):
        brush.ball(turn(x, 0.0), (0.004, 0.004), (120, 84, 40), gloss=0.6)
    brush.ball((middle + half - 0.01, y), (0.004, 0.004), (120, 84, 40), gloss=0.6)


def _hall(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(1.0)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    tiles(brush, FLOOR, (206, 198, 184), width=0.2)
    left, right = canvas.span
    brush.slab(left - 0.1, FLOOR - 0.03, right + 0.1, FLOOR + 0.004, STONE, bulge=0.006)
    _gilt(brush, middle)
    for x in (-0.55, 0.55):
        brush.shadow((middle + x, 0.87), (0.17, 0.02), 0.5)
        for leg in (-0.11, 0.11):
            brush.slab(
                middle + x + leg - 0.012,
                0.81,
                middle + x + leg + 0.012,
                0.87,
                (84, 66, 60),
                bulge=0.008,
            )
        brush.slab(
            middle + x - 0.15, 0.785, middle + x + 0.15, 0.82, (132, 56, 58), bulge=0.014, gloss=0.2
        )
    _hall_light(scene, brush, hour)
    defocus(scene, canvas, 0.25)
    return scene.layer(canvas)


def _hall_light(scene: Scene, brush: Brush, hour: Hour) -> None:
    middle = scene.view.aspect / 2
    lights = LightMap(brush, hour.room)
    day = (1 - sky_dim(scene.weather)) * (1 - 0.6 * hour.lamp)
    lights.pool((middle, 0.3), (0.3, 0.42), (255, 226, 170), 0.2 + 0.75 * hour.lamp)
    lights.shaft(
        [(middle - 0.3, 0.8), (middle + 0.16, 0.8), (middle + 0.3, 1.0), (middle - 0.34, 1.0)],
        hour.key,
        0.24 * day,
        0.03,
    )
    lights.pool((middle, 0.84), (0.26, 0.06), (255, 226, 170), 0.5 * hour.lamp)
    lights.slope(0.88, 1.06, (150, 146, 170))
    lights.multiply()


def _skylight(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.8, opaque=True)
    middle = scene.view.aspect / 2
    beams = LightMap(Brush(canvas, hour.tint), (0, 0, 0))
    day = (1 - sky_dim(scene.weather)) * (1 - 0.85 * hour.lamp)
    for x in (-0.34, -0.14, 0.06, 0.3):
        beams.shaft(
            [
                (middle + x, -0.1),
                (middle + x + 0.07, -0.1),
                (middle + x + 0.3, 1.0),
                (middle + x + 0.14, 1.0),
            ],
            hour.key,
            0.09 * day,
            0.02,
        )
    half, top, bottom = FRAME
    spread = [
        (middle - 0.05, top - 0.02),
        (middle + 0.05, top - 0.02),
        (middle + half, bottom),
        (middle - half, bottom),
    ]
    beams.shaft(spread, (255, 214, 150), 0.08 + 0.2 * hour.lamp, 0.03)
    beams.pool((middle, top - 0.01), (0.14, 0.06), (255, 220, 160), 0.35 + 0.45 * hour.lamp)
    beams.add()
    return scene.layer(canvas, blend="add", behaviour="pulse", hz=0.09)


def _visitors(scene: Scene, hour: Hour) -> Layer:
    brush = near(scene, hour, 1.4)
    wide = scene.view.aspect
    posts = [u * wide for u in np.linspace(-0.08, 1.08, max(3, round(wide / 0.26) + 1))]
    for a, b in pairwise(posts):
        sag = [(float(a), 0.875), (float(a + b) / 2, 0.93), (float(b), 0.875)]
        brush.rod(curve(sag, closed=False, steps=10), 0.018, (150, 34, 48), gloss=0.3)
    for x in posts:
        brush.slab(float(x) - 0.008, 0.862, float(x) + 0.008, 1.1, GILT, bulge=0.008, gloss=0.7)
        brush.ball((float(x), 0.852), (0.017, 0.017), GILT, gloss=0.9)
    visitor(brush, (0.035, 0.93), 0.135, coat=(62, 84, 110), hair=(70, 46, 38), lean=0.5)
    visitor(brush, (wide - 0.04, 0.945), 0.135, coat=(150, 80, 72), hair=(42, 34, 40), lean=-0.5)
    lights = LightMap(brush, mix(hour.room, (44, 46, 70), 0.42))
    lights.pool((wide / 2, 0.84), (0.32, 0.16), hour.key, 0.35)
    lights.multiply()
    defocus(scene, brush.canvas, 0.7)
    return scene.layer(brush.canvas)


PAINTER = Museum()
