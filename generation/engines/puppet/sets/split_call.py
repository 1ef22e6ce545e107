"""A call between two places, cut aslant: a room that would be a film, and a kitchen that is one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from generation.engines.puppet.canvas import Canvas, Colour, Point, View
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.outlines import curve
from generation.engines.puppet.sets.indoors import (
    Hour,
    LightMap,
    defocus,
    hour_of,
    lettered,
    light,
    near,
    panel,
    plaster,
)
from generation.engines.puppet.sets.panes import outside
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

TOP_AT, FOOT_AT = 0.7, 0.53  # shares of the width where the cut meets the picture's edges
PHONE_FOOT, PHONE_ROOM = 0.74, 0.52  # stage y under the caller, and the height around it
COUNTER = 0.74
BAR: Colour = (252, 250, 244)
TILE: Colour = (240, 226, 198)
WOOD: Colour = (198, 134, 82)
ENAMEL: Colour = (222, 84, 66)
NIGHT: Colour = (24, 30, 46)
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 236, 228), shadow=(112, 112, 150), room=(198, 190, 202), lamp=0.5,
        light=light((246, 230, 226), (255, 200, 170), -1, (150, 142, 156), 0.4),
    ),
    "day": Hour(
        key=(244, 250, 246), shadow=(122, 134, 144), room=(216, 222, 220), lamp=0.1,
        light=light((222, 230, 226), (186, 204, 216), -1, (150, 162, 160), 0.3),
    ),
    "dusk": Hour(
        key=(255, 190, 130), shadow=(58, 50, 92), room=(150, 110, 112), lamp=0.8,
        light=light((255, 186, 128), (60, 190, 220), -1, (112, 80, 92), 0.6),
    ),
    "night": Hour(
        key=(250, 200, 150), shadow=(26, 34, 66), room=(86, 88, 116), lamp=1.0,
        light=light((248, 198, 150), (40, 170, 230), -1, (64, 68, 98), 0.7),
    ),
}  # fmt: skip
KITCHEN = Hour(
    key=(255, 250, 236), shadow=(150, 132, 126), room=(240, 232, 218), lamp=0.3,
    light=light((255, 250, 240), (255, 236, 200), 1, (210, 200, 180), 0.25),
)  # fmt: skip


def cut_at(aspect: float, y: float) -> float:
    """Return the stage x of the cut at stage ``y``."""
    return aspect * (TOP_AT + (FOOT_AT - TOP_AT) * y)


class SplitCall:
    """By day the left room is a kitchen as well; at other hours it is lit as in a film."""

    id: str = "split_call"
    room: Room = "room"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return one large on the left, two behind them, and the caller on the right: ``front``."""
        foot = (cut_at(aspect, PHONE_FOOT) + aspect) / 2 + 0.012
        left, right = cut_at(aspect, 0.5), aspect
        top = PHONE_FOOT - PHONE_ROOM
        return {
            "actor1": _bust(aspect, 0.27 * aspect, chin=0.56, face=0.2),
            "actor2": _bust(aspect, 0.49 * aspect, chin=0.5, face=0.14),
            "actor3": _bust(aspect, 0.07 * aspect, chin=0.49, face=0.135),
            "table": Anchor(at=(0.3 * aspect, 0.95), height=0.6),
            "ground": Anchor(at=(0.3 * aspect, 0.96), height=0.6),
            "front": Anchor(
                at=(foot, PHONE_FOOT), height=0.6, window=(left, top, right, PHONE_FOOT)
            ),
            "wall": Anchor(at=(0.85 * aspect, 0.14), height=0.5),
            "air": Anchor(at=(0.4 * aspect, 0.16), height=0.5),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint the left room behind whoever is called, and the caller's kitchen before them."""
        hour = hour_of(HOURS, scene)
        kitchen = scene.time == "day"
        return SetArt(
            behind=(_plain_kitchen(scene, hour) if kitchen else _film(scene, hour),
                    _glow(scene, hour)),
            front=(_caller(scene), _table(scene, hour)),
            light=hour.light,
            particles=(Particles(kind="steam", amount=0.35, front=True, colour=(255, 250, 240)),),
        )  # fmt: skip


def _bust(aspect: float, x: float, *, chin: float, face: float) -> Anchor:
    window = (-0.2, -0.2, cut_at(aspect, 0.0), 1.2)
    return Anchor.of_chin((x, chin), face, window)


# -- the room of the one who is called ---------------------------------------------------------


def _film(scene: Scene, hour: Hour) -> Layer:
    """A night that somebody lit: blinds, the town behind them, stripes on the wall."""
    canvas = scene.canvas(0.7, opaque=True)
    brush = Brush(canvas, hour.tint)
    wide = scene.view.aspect
    plaster(canvas, (92, 78, 92), hour.tint, contrast=0.4)
    box = (-0.08, 0.1, 0.4 * wide, 0.62)
    outside(scene, canvas, box, "roofs")
    for row in range(14):
        y = box[1] + (box[3] - box[1]) * row / 14
        brush.slab(box[0], y, box[2], y + 0.016, (60, 54, 66), bulge=0.004, gloss=0.2)
    brush.slab(box[0], box[3], box[2] + 0.03, box[3] + 0.03, (76, 62, 64), bulge=0.008)
    _lamp(brush, (0.56 * wide, 0.78))
    lights = LightMap(brush, hour.room)
    lights.pool((0.56 * wide, 0.62), (0.3, 0.3), hour.key, 0.75)
    for row in range(6):
        y = 0.1 + row * 0.075
        stripe = [(0.34 * wide, y), (0.75 * wide, y + 0.05), (0.75 * wide, y + 0.08),
                  (0.34 * wide, y + 0.03)]  # fmt: skip
        lights.shaft(stripe, hour.light.rim, 0.45, soften=0.008)
    lights.corners(0.5)
    lights.multiply()
    defocus(scene, canvas)
    return scene.layer(canvas, opaque=True)


def _lamp(brush: Brush, foot: Point) -> None:
    x, y = foot
    brush.rod([(x, y), (x, y - 0.16)], 0.012, (160, 120, 70), gloss=0.6)
    shade = [
        (x - 0.07, y - 0.15),
        (x - 0.045, y - 0.25),
        (x + 0.045, y - 0.25),
        (x + 0.07, y - 0.15),
    ]
    brush.form(shade, (255, 206, 130), bulge=0.02)


def _plain_kitchen(scene: Scene, hour: Hour) -> Layer:
    """The same wall when the light is on: tiles, a shelf, what has not been washed."""
    canvas = scene.canvas(0.7, opaque=True)
    brush = Brush(canvas, hour.tint)
    wide = scene.view.aspect
    plaster(canvas, (176, 190, 188), hour.tint, contrast=0.25)
    for row in range(8):
        for column in range(-4, int(wide * 12) + 4):
            x, y = column * 0.08, 0.34 + row * 0.052
            tile = mix((212, 220, 218), (170, 186, 186), 0.5 * ((row + column) % 2))
            brush.slab(x, y, x + 0.076, y + 0.048, tile, bulge=0.003, gloss=0.4)
    brush.slab(-0.2, 0.27, 0.8 * wide, 0.288, WOOD, bulge=0.005)
    for index, tone in enumerate(
        ((214, 120, 84), (112, 150, 160), (232, 200, 110), (120, 140, 96))
    ):
        x = 0.02 + index * 0.075
        brush.slab(x, 0.18 + 0.02 * (index % 2), x + 0.052, 0.27, tone, bulge=0.012, gloss=0.5)
        brush.slab(
            x - 0.003, 0.172 + 0.02 * (index % 2), x + 0.055, 0.19, (236, 236, 232), gloss=0.4
        )
    brush.slab(-0.2, COUNTER, wide, COUNTER + 0.03, (214, 208, 196), bulge=0.006, gloss=0.3)
    for index in range(4):
        y = COUNTER - 0.006 - index * 0.018
        brush.form(curve([(0.02, y), (0.03, y - 0.016), (0.15, y - 0.016), (0.16, y)]),
                   (250, 250, 248), bulge=0.006, gloss=0.6)  # fmt: skip
    lights = LightMap(brush, hour.room)
    lights.pool((0.25 * wide, 0.1), (0.6, 0.5), hour.key, 0.2)
    lights.multiply()
    defocus(scene, canvas)
    return scene.layer(canvas, opaque=True)


def _glow(scene: Scene, hour: Hour) -> Layer:
    """What lives in the light: a sign across the street, or the tube over the sink."""
    canvas = scene.canvas(0.7, opaque=True)
    lights = LightMap(Brush(canvas, hour.tint), (0, 0, 0))
    lights.pool((0.06 * scene.view.aspect, 0.3), (0.3, 0.3), hour.light.rim, 0.3 * hour.lamp)
    lights.pool((0.3 * scene.view.aspect, -0.02), (0.4, 0.12), hour.key, 0.18 * (1 - hour.lamp))
    lights.add()
    return scene.layer(canvas, blend="add", behaviour="pulse", hz=0.43)


# -- the caller's kitchen ----------------------------------------------------------------------


def _caller(scene: Scene) -> Layer:
    """Everything right of the cut: a kitchen that is always at home."""
    room = scene.canvas(1.0)
    brush = Brush(room, KITCHEN.tint)
    wide = scene.view.aspect
    plaster(room, TILE, KITCHEN.tint, contrast=0.2)
    for row in range(9):
        for column in range(9):
            x, y = wide - 0.01 - column * 0.062, 0.2 + row * 0.062
            if (row + column) % 2:
                brush.slab(
                    x - 0.058, y, x, y + 0.058, mix(TILE, (226, 170, 120), 0.35), bulge=0.003
                )
    panel(brush, cut_at(wide, 0.0) - 0.1, -0.1, wide + 0.2, 0.07, WOOD)
    _note(scene, brush, (wide - min(0.15, 0.28 * wide), 0.095, wide - 0.02, 0.185))
    brush.slab(0.4 * wide, COUNTER, wide + 0.2, 1.2, WOOD, bulge=0.01, gloss=0.2)
    brush.slab(0.4 * wide, COUNTER - 0.012, wide + 0.2, COUNTER + 0.02, (236, 226, 208), gloss=0.4)
    _pot(brush, (wide - min(0.09, 0.16 * wide), 0.92))
    lights = LightMap(brush, KITCHEN.room)
    lights.pool((0.85 * wide, 0.4), (0.4, 0.5), KITCHEN.key, 0.25)
    lights.multiply()
    _keep_right(room, wide)
    top, foot = (cut_at(wide, -0.2), -0.2), (cut_at(wide, 1.2), 1.2)
    brush.stroke([(top[0] - 0.004, -0.2), (foot[0] - 0.004, 1.2)], 0.022, (30, 24, 30), 0.35, 0.004)
    brush.stroke([top, foot], 0.013, BAR)
    return scene.layer(room)


def _keep_right(canvas: Canvas, wide: float) -> None:
    rows, columns = canvas.stage_y(), canvas.stage_x()
    edge = cut_at(wide, 0.0) + (cut_at(wide, 1.0) - cut_at(wide, 0.0)) * rows
    keep = np.clip((columns - edge) * canvas.scale + 0.5, 0, 1)
    canvas.keep(np.asarray(keep, np.float32))


def _note(scene: Scene, brush: Brush, box: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = box
    brush.slab(left, top, right, bottom, (255, 244, 150), bulge=0.004)
    brush.ball(((left + right) / 2, top + 0.004), (0.008, 0.008), (214, 60, 60), gloss=0.7)
    if not lettered(scene, brush, (left, top + 0.01, right, bottom), (60, 48, 60)):
        for row in range(3):
            y = top + 0.03 + row * 0.018
            brush.stroke([(left + 0.015, y), (right - 0.02, y)], 0.004, (120, 110, 110), 0.6)


def _pot(brush: Brush, foot: Point) -> None:
    """A pot that has been on since this morning."""
    x, y = foot
    brush.shadow((x, y), (0.11, 0.016), 0.5)
    brush.slab(x - 0.085, y - 0.1, x + 0.085, y, ENAMEL, bulge=0.03, gloss=0.7, corner=0.02)
    for side in (-1, 1):
        brush.rod([(x + side * 0.085, y - 0.07), (x + side * 0.11, y - 0.07)], 0.016, (40, 36, 40))
    lid = curve(
        [(x - 0.09, y - 0.1), (x - 0.05, y - 0.13), (x + 0.05, y - 0.13), (x + 0.09, y - 0.1)]
    )
    brush.form(lid, mix(ENAMEL, (255, 255, 255), 0.15), bulge=0.02, gloss=0.8)
    brush.ball((x, y - 0.136), (0.014, 0.012), (40, 36, 40), gloss=0.6)


# -- before the lens ---------------------------------------------------------------------------


def _cut_seen(view: View, y: float) -> float:
    """Return where the cut is seen in the picture at its height ``y``, whatever the framing."""
    high, scale = view.height_px, view.scale(1.0)
    left, top = view.project((0.0, 0.0))
    at = cut_at(view.aspect, (y * high - top) / scale)
    return min((left + at * scale) / high - 0.008, view.aspect + 0.2)


def _table(scene: Scene, hour: Hour) -> Layer:
    """The edge of the table before the lens, and an empty bowl that tells the truth."""
    brush = near(scene, hour)
    wide = scene.view.aspect
    edge = [(-0.2, 0.93), (_cut_seen(scene.view, 0.93), 0.93),
            (_cut_seen(scene.view, 1.15), 1.15), (-0.2, 1.15)]  # fmt: skip
    brush.form(edge, mix(WOOD, NIGHT, 0.45), bulge=0.01, gloss=0.3)
    x, y = min(0.09, 0.15 * wide), 0.965
    brush.shadow((x, y), (0.07, 0.012), 0.6)
    side = [(x - 0.075, y - 0.06), (x - 0.05, y - 0.008), (x, y), (x + 0.05, y - 0.008),
            (x + 0.075, y - 0.06)]  # fmt: skip
    brush.form(curve(side, closed=False), (236, 238, 236), bulge=0.02, gloss=0.6)
    brush.disc((x, y - 0.06), (0.075, 0.012), (196, 200, 200))
    for lift in (0.0, 0.01):
        brush.rod(
            [(x - 0.06, y - 0.064 - lift), (x + 0.11, y - 0.078 - lift)], 0.006, (150, 84, 52)
        )
    lights = LightMap(brush, mix(hour.room, hour.key, 0.4))
    lights.multiply()
    defocus(scene, brush.canvas, 0.7)
    return scene.layer(brush.canvas)


PAINTER = SplitCall()
