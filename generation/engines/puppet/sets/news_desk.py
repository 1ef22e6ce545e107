"""A news studio: a desk, a world of dots on a wall of light, a screen, words that run below."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from generation.engines.puppet.canvas import Colour, Point
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.words import block
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
from generation.engines.puppet.stage import Anchor, Box, Layer, Particles, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

DESK = 0.9  # of the picture: the desk's far edge before a near lens
RAISED = 0.115  # a wide view looks over more of it, at people who sit
FLOOR = 0.86
TICKER: tuple[float, float] = (0.898, 0.966)  # of the picture: the bar that words run in
RUNS = -0.11  # picture heights a second
RED: Colour = (214, 30, 40)
DEEP: Colour = (24, 40, 84)
PALE: Colour = (244, 248, 255)
GLOW: Colour = (90, 180, 255)
LANDS: tuple[tuple[float, float, float, float], ...] = (
    (0.13, 0.3, 0.1, 0.12), (0.22, 0.42, 0.05, 0.06), (0.27, 0.68, 0.06, 0.16),
    (0.5, 0.26, 0.07, 0.08), (0.53, 0.56, 0.08, 0.17), (0.72, 0.3, 0.17, 0.13),
    (0.69, 0.5, 0.05, 0.09), (0.86, 0.72, 0.07, 0.07),
)  # fmt: skip
"""Middles and radii of what the dotted world is made of: shares of its box."""
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 238, 226), shadow=(96, 92, 136), room=(214, 196, 204), lamp=0.6,
        light=light((255, 238, 226), (255, 150, 150), 1, (150, 140, 164), 0.38),
    ),
    "day": Hour(
        key=(250, 252, 255), shadow=(92, 104, 146), room=(216, 226, 240), lamp=0.5,
        light=light((250, 252, 255), (110, 190, 255), 1, (146, 160, 186), 0.36),
    ),
    "dusk": Hour(
        key=(255, 220, 206), shadow=(92, 70, 128), room=(196, 156, 186), lamp=0.8,
        light=light((255, 224, 208), (255, 96, 120), 1, (140, 108, 142), 0.42),
    ),
    "night": Hour(
        key=(232, 238, 255), shadow=(48, 58, 112), room=(146, 158, 204), lamp=1.0,
        light=light((240, 242, 255), (70, 150, 255), 1, (104, 114, 156), 0.45),
    ),
}  # fmt: skip


class NewsDesk:
    """What is on the screen runs along the lower edge as well."""

    id: str = "news_desk"
    room: Room = "room"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return three who sit behind the desk, the first on the left of its middle."""
        middle, reach = aspect / 2, min(0.21 * aspect, 0.27)
        seats = (("actor1", -0.55, 0.0), ("actor2", 1.05, 0.0), ("actor3", 0.25, 0.02))
        return {
            **people(aspect),
            **{
                name: Anchor(at=(middle + side * reach, 1.06 - far), height=0.64 - far)
                for name, side, far in seats
            },
            "table": Anchor(at=(middle + 0.1, 0.95), height=0.6),
            "wall": Anchor(at=(middle + 0.11, 0.26), height=0.5),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint the wall and its screen; before the people the desk and what runs below it."""
        hour = hour_of(HOURS, scene)
        return SetArt(
            behind=(_wall(scene, hour), _shine(scene, hour)),
            front=(_desk(scene, hour), *_ticker(scene, hour)),
            light=hour.light,
            particles=(Particles(kind="dust", amount=0.2, colour=(200, 226, 255)),),
        )


# -- behind the people -------------------------------------------------------------------------


def _wall(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.7, opaque=True)
    brush = Brush(canvas, hour.tint)
    wide = scene.view.aspect
    left, right = canvas.span
    plaster(canvas, DEEP, hour.tint, contrast=0.3)
    apron(canvas, FLOOR, (30, 36, 62), hour.tint, contrast=0.2)
    _panels(brush, wide, (left, right))
    _world(brush, (-0.04, 0.1, wide + 0.04, 0.56))
    _screen(scene, brush, _screen_box(wide))
    lights = LightMap(brush, hour.room)
    lights.pool((wide / 2, 0.4), (0.5, 0.5), (120, 170, 255), 0.35)
    lights.pool((0.4 * wide, 0.55), (0.34, 0.4), hour.key, 0.2)
    lights.corners(0.4)
    lights.multiply()
    defocus(scene, canvas, 0.7)
    return scene.layer(canvas, opaque=True)


def _panels(brush: Brush, wide: float, span: Point) -> None:
    """Glass panels with seams of light, and the step the desk stands on."""
    for x in np.arange(wide / 2 - 0.9, wide / 2 + 0.95, 0.18):
        at = float(x)
        brush.flat([(at, -0.4), (at + 0.05, -0.4), (at - 0.03, FLOOR), (at - 0.08, FLOOR)],
                   (70, 110, 190), 0.14, 0.006)  # fmt: skip
        brush.stroke([(at, -0.4), (at, FLOOR)], 0.003, GLOW, 0.45)
    brush.slab(span[0] - 0.1, 0.62, span[1] + 0.1, 0.652, RED, bulge=0.006, gloss=0.5)
    brush.stroke([(span[0], 0.615), (span[1], 0.615)], 0.003, PALE, 0.7)
    brush.slab(span[0] - 0.1, 0.66, span[1] + 0.1, FLOOR, (18, 28, 60), bulge=0.006)


def _world(brush: Brush, box: Box) -> None:
    """A world of dots."""
    left, top, right, bottom = box
    for row in np.arange(0.04, 1.0, 0.047):
        for column in np.arange(0.02, 1.0, 0.031):
            x, y = float(column), float(row)
            if any(((x - a) / c) ** 2 + ((y - b) / d) ** 2 < 1 for a, b, c, d in LANDS):
                at = (left + (right - left) * x, top + (bottom - top) * y)
                brush.disc(at, (0.0055, 0.0055), (120, 196, 255), 0.7)


def _screen_box(wide: float) -> Box:
    middle, half = wide / 2 + min(0.14 * wide, 0.3), min(0.31 * wide, 0.24)
    return middle - half, 0.15, middle + half, 0.375


def _screen(scene: Scene, brush: Brush, box: Box) -> None:
    """The screen beside whoever reads: red where there are words, else a bell of rings."""
    left, top, right, bottom = box
    brush.haze(((left + right) / 2, (top + bottom) / 2), (0.26, 0.2), GLOW, 0.35)
    brush.slab(left - 0.01, top - 0.01, right + 0.01, bottom + 0.01, (12, 16, 30), bulge=0.006)
    brush.slab(left, top, right, bottom, RED, bulge=0.004, fall=0.35, gloss=0.2)
    middle = (left + right) / 2
    for number, reach in enumerate((0.018, 0.034, 0.05)):
        for side in (-1, 1):
            arc = [
                (middle + side * reach * float(np.cos(a)), top + 0.045 + reach * float(np.sin(a)))
                for a in np.linspace(-0.7, 0.7, 9)
            ]
            brush.stroke(arc, 0.005, PALE, 0.95 - 0.2 * number)
    brush.ball((middle, top + 0.045), (0.01, 0.01), PALE)
    words = (left + 0.01, top + 0.085, right - 0.01, bottom - 0.01)
    if not lettered(scene, brush, words, PALE, fill=0.92):
        for row in range(3):
            y = words[1] + 0.025 + 0.036 * row
            brush.stroke([(left + 0.03, y), (right - 0.03 - 0.03 * row, y)], 0.012, PALE, 0.7)


def _shine(scene: Scene, hour: Hour) -> Layer:
    """The screen shines into the room."""
    canvas = scene.canvas(0.75, opaque=True)
    beams = LightMap(Brush(canvas, hour.tint), (0, 0, 0))
    left, top, right, bottom = _screen_box(scene.view.aspect)
    beams.pool(((left + right) / 2, (top + bottom) / 2), (0.3, 0.24), (255, 70, 70), 0.12)
    beams.pool((0.0, 0.45), (0.2, 0.5), GLOW, 0.06 + 0.06 * hour.lamp)
    beams.add()
    return scene.layer(canvas, blend="add", behaviour="pulse", hz=0.9)


# -- before the lens ---------------------------------------------------------------------------


def _desk(scene: Scene, hour: Hour) -> Layer:
    """The desk with papers, a mug and a microphone; its front is a band of light."""
    whole = near(scene, hour)
    brush = whole.at((0.0, -RAISED * (1 - 0.8 * close(scene))), 1.0)
    wide = scene.view.aspect
    brush.slab(-0.2, DESK, wide + 0.2, 1.4, (36, 46, 86), bulge=0.01, gloss=0.4, corner=0.0)
    brush.slab(-0.2, DESK, wide + 0.2, DESK + 0.038, (196, 210, 232), bulge=0.01, gloss=0.6)
    brush.stroke([(-0.2, DESK + 0.042), (wide + 0.2, DESK + 0.042)], 0.005, GLOW, 0.95)
    for x in np.arange(-0.1, wide + 0.2, 0.16):
        brush.stroke([(float(x), DESK + 0.05), (float(x), 1.3)], 0.002, GLOW, 0.35)
    _papers(brush, (0.36 * wide, DESK + 0.02))
    _mug(brush, (max(0.9 * wide, wide - 0.1), DESK + 0.022))
    _stalk(brush, (0.13 * wide, DESK + 0.02))
    lights = LightMap(brush, mix(hour.room, hour.key, 0.5))
    lights.corners(0.3)
    lights.multiply()
    defocus(scene, brush.canvas, 0.5)
    _bar(whole, wide)
    return scene.layer(brush.canvas)


def _papers(brush: Brush, at: Point) -> None:
    x, y = at
    for shift, tone in ((0.02, (222, 226, 234)), (0.0, (252, 252, 248))):
        sheet = [(x - 0.07 + shift, y + 0.012), (x - 0.05 + shift, y - 0.014),
                 (x + 0.07 + shift, y - 0.014), (x + 0.06 + shift, y + 0.012)]  # fmt: skip
        brush.form(sheet, tone, bulge=0.002)
    for row in range(3):
        lift = y - 0.008 + 0.007 * row
        brush.stroke([(x - 0.04, lift), (x + 0.04, lift)], 0.0024, (90, 96, 120), 0.7)


def _mug(brush: Brush, foot: Point) -> None:
    x, y = foot
    brush.shadow((x, y), (0.04, 0.008), 0.6)
    ring = [(x + 0.026 + 0.02 * float(np.sin(a)), y - 0.03 - 0.018 * float(np.cos(a)))
            for a in np.linspace(0.2, 2.9, 10)]  # fmt: skip
    brush.rod(ring, 0.008, RED, gloss=0.4)
    brush.slab(x - 0.028, y - 0.062, x + 0.028, y, RED, bulge=0.014, gloss=0.5)
    brush.disc((x, y - 0.061), (0.026, 0.005), (60, 20, 24))


def _stalk(brush: Brush, foot: Point) -> None:
    """A microphone on a bent stalk."""
    x, y = foot
    brush.disc((x, y), (0.026, 0.006), (20, 24, 34))
    brush.rod([(x, y), (x + 0.004, y - 0.05), (x + 0.03, y - 0.08)], 0.006, (30, 34, 44))
    brush.ball((x + 0.036, y - 0.086), (0.013, 0.015), (40, 44, 54), gloss=0.4)


def _bar(whole: Brush, wide: float) -> None:
    """The bar that words run in, whatever the view."""
    top, foot = TICKER
    whole.slab(-0.2, top, wide + 0.2, foot, PALE, corner=0.0, bulge=0.002, grain=0.0)
    for y in TICKER:
        whole.stroke([(-0.2, y), (wide + 0.2, y)], 0.006, RED)


def _ticker(scene: Scene, hour: Hour) -> tuple[Layer, ...]:
    """Write the words over and over, as often as they fit, each after a red mark; they run."""
    if not scene.sign or not scene.lettering.can_write(scene.sign):
        return ()
    brush = near(scene, hour)
    left, right = ((x - brush.origin[0]) / brush.unit for x in brush.canvas.span)
    top, foot = TICKER
    high = (foot - top) * 0.62
    mask = block(scene.sign, 40 * high * brush.scale, high * brush.scale, scene.lettering)
    width = mask.shape[1] / brush.scale + 0.07
    copies = max(1, int((right - left) / width))
    pitch, y = (right - left) / copies, (top + foot) / 2
    brush.flat([(left, top + 0.006), (right, top + 0.006), (right, foot - 0.006),
                (left, foot - 0.006)], PALE)  # fmt: skip
    for copy in range(copies):
        x = left + pitch * copy
        brush.disc((x + 0.02, y), (0.011, 0.011), RED)
        brush.ink(mask, (x + 0.045 + mask.shape[1] / brush.scale / 2, y), (24, 28, 48))
    return (scene.layer(brush.canvas, behaviour="roll", drift=(RUNS, 0.0)),)


PAINTER = NewsDesk()
