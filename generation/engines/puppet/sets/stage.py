"""A theatre stage: red velvet, gilt, footlights, follow spots; the audience sits in front."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from generation.engines.puppet.canvas import Colour
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.outlines import curve
from generation.engines.puppet.props.plush import visitor
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
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

FLOOR = 0.75
VELVET: Colour = (168, 26, 44)
GOLD: Colour = (232, 178, 84)
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 226, 206), shadow=(96, 76, 120), room=(190, 172, 184), lamp=0.45,
        light=light((255, 232, 222), (210, 190, 255), 1, (150, 86, 112), 0.5),
    ),
    "day": Hour(
        key=(255, 238, 208), shadow=(104, 66, 96), room=(214, 190, 178), lamp=0.65,
        light=light((255, 234, 204), (255, 206, 140), 1, (170, 94, 84), 0.5),
    ),
    "dusk": Hour(
        key=(255, 216, 172), shadow=(92, 44, 84), room=(186, 138, 130), lamp=0.9,
        light=light((255, 222, 188), (255, 130, 110), 1, (150, 58, 82), 0.6),
    ),
    "night": Hour(
        key=(255, 224, 190), shadow=(66, 30, 92), room=(92, 68, 116), lamp=1.0,
        light=light((255, 228, 200), (190, 110, 255), 1, (110, 44, 82), 0.65),
    ),
}  # fmt: skip


class Stage:
    """The awards, the announcement, the song."""

    id: str = "stage"
    room: Room = "hall"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where people and things stand."""
        return {
            **people(aspect, lead=1.0, ground=0.93),
            "table": Anchor(at=(aspect / 2 - 0.06, 0.87), height=0.6),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint the stage for one shot."""
        hour = hour_of(HOURS, scene)
        return SetArt(
            behind=(_curtain(scene, hour), _arch(scene, hour), _spots(scene, hour)),
            front=(_audience(scene, hour),),
            light=hour.light,
            particles=(Particles(kind="dust", amount=0.6, colour=(255, 232, 190)),),
        )


def _curtain(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.65, opaque=True)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    plaster(canvas, (40, 16, 30), hour.tint)
    left, right = canvas.span
    drape(brush, (left - 0.02, -0.1, right + 0.02, 0.86), VELVET, folds=(right - left) * 15)
    _poster(scene, brush, middle)
    lights = LightMap(brush, mix(hour.room, (30, 10, 40), 0.3))
    lights.pool((middle, 0.32), (0.36, 0.5), (255, 222, 170), 0.75 * hour.lamp)
    lights.pool((middle + 0.12, 0.5), (0.2, 0.4), (255, 235, 205), 0.4 * hour.lamp)
    lights.slope(0.3, -0.05, (120, 96, 130))
    lights.corners(0.55)
    lights.multiply()
    defocus(scene, canvas, 1.0)
    return scene.layer(canvas, opaque=True)


def _poster(scene: Scene, brush: Brush, middle: float) -> None:
    box = (middle - 0.2, 0.155, middle + 0.2, 0.295)
    for x in (box[0] + 0.03, box[2] - 0.03):
        brush.stroke([(x, -0.2), (x, box[1])], 0.003, (60, 40, 30), 0.9)
    brush.shadow((middle, box[3]), (0.22, 0.04), 0.7)
    brush.slab(*box, GOLD, bulge=0.01, gloss=0.6, corner=0.02)
    inner = (box[0] + 0.012, box[1] + 0.012, box[2] - 0.012, box[3] - 0.012)
    brush.slab(*inner, (36, 30, 66), bulge=0.006, corner=0.014)
    if not lettered(scene, brush, inner, (255, 222, 140)):
        for index in range(5):
            x = middle + (index - 2) * 0.066
            star = [
                (x + np.sin(k * np.pi / 5) * r, 0.225 - np.cos(k * np.pi / 5) * r)
                for k, r in ((k, 0.024 if k % 2 == 0 else 0.01) for k in range(10))
            ]
            brush.form([(float(a), float(b)) for a, b in star], GOLD, bulge=0.006, gloss=0.5)
    for index in range(15):
        x = box[0] + 0.012 + (box[2] - box[0] - 0.024) * index / 14
        for y in (box[1] + 0.006, box[3] - 0.006):
            brush.disc((x, y), (0.0046, 0.0046), (255, 244, 210))


def _arch(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.92)
    brush = Brush(canvas, hour.tint)
    wide = scene.view.aspect
    middle = wide / 2
    planks(brush, FLOOR, (168, 104, 66), width=0.1, vanish=(middle, 0.3))
    edge = max(wide / 2 - 0.035, 0.2)
    for side in (-1, 1):
        x = middle + side * (edge + 0.02)
        box = (x - 0.12, -0.1, x + 0.05, 0.8) if side < 0 else (x - 0.05, -0.1, x + 0.12, 0.8)
        drape(brush, box, mix(VELVET, (60, 0, 20), 0.25), folds=4.0, pull=0.7 * side)
        cord = x + side * 0.015
        brush.rod([(cord - 0.05, 0.5), (cord, 0.515), (cord + 0.05, 0.5)], 0.012, GOLD, gloss=0.5)
        brush.rod([(cord + side * 0.01, 0.51), (cord + side * 0.012, 0.57)], 0.014, GOLD)
    left, right = canvas.span
    swags = max(3, round((right - left) / 0.2))
    for index in range(swags):
        a = left + (right - left) * index / swags
        b = left + (right - left) * (index + 1) / swags
        c = (a + b) / 2
        brush.form(
            curve(
                [
                    (a, -0.2),
                    (b, -0.2),
                    (b, 0.055),
                    (c + 0.05, 0.1),
                    (c, 0.108),
                    (c - 0.05, 0.1),
                    (a, 0.055),
                ],
                steps=5,
            ),
            VELVET,
            bulge=0.03,
            fall=0.3,
        )
        hem = [(a, 0.055), (c - 0.05, 0.1), (c, 0.108), (c + 0.05, 0.1), (b, 0.055)]
        brush.rod(curve(hem, closed=False), 0.012, GOLD, gloss=0.4)
        brush.ball((a, 0.07), (0.012, 0.024), GOLD, gloss=0.5)
    lights = LightMap(brush, hour.room)
    lights.pool((middle, 0.9), (0.4, 0.12), (255, 226, 176), 0.9 * hour.lamp)
    lights.slope(0.86, 1.04, (120, 90, 110))
    lights.corners(0.4)
    lights.multiply()
    defocus(scene, canvas, 0.4)
    return scene.layer(canvas)


def _spots(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.95, opaque=True)
    wide = scene.view.aspect
    anchor = PAINTER.anchors(wide)["actor1"].at
    beams = LightMap(Brush(canvas, hour.tint), (0, 0, 0))
    for start, foot, tone in (
        (anchor[0] - 0.45, anchor[0], (255, 232, 190)),
        (anchor[0] + 0.42, anchor[0], (255, 206, 170)),
        (wide / 2 - 0.1, wide - anchor[0], (190, 170, 255)),
    ):
        beams.shaft(
            [
                (start - 0.01, -0.15),
                (start + 0.01, -0.15),
                (foot + 0.13, 0.93),
                (foot - 0.13, 0.93),
            ],
            tone,
            0.2 * hour.lamp,
            0.012,
        )
    beams.pool(anchor, (0.2, 0.035), (255, 236, 200), 0.5 * hour.lamp, 1.0)
    beams.add()
    return scene.layer(canvas, blend="add", behaviour="sweep", hz=0.12)


def _audience(scene: Scene, hour: Hour) -> Layer:
    brush = near(scene, hour)
    wide = scene.view.aspect
    rng = brush.canvas.rng("audience")
    for index in range(max(2, round(wide / 0.09))):
        x = (index + 0.5) * 0.09
        brush.ball((x, 0.905), (0.018, 0.012), (255, 214, 130), gloss=1.0)
        brush.slab(x - 0.024, 0.907, x + 0.024, 0.93, (70, 48, 40), corner=0.01)
    count = max(3, round(wide / 0.19))
    for index in range(count):
        x = wide * index / (count - 1) + float(rng.uniform(-0.02, 0.02))
        coat = ((60, 46, 76), (74, 40, 52), (40, 52, 74))[index % 3]
        visitor(
            brush, (x, 0.965 + float(rng.uniform(0, 0.015))), 0.125, coat=coat,
            hair=((44, 30, 34), (80, 52, 40), (30, 28, 40))[(index * 2) % 3],
            lean=float(rng.uniform(-0.6, 0.6)),
        )  # fmt: skip
    lights = LightMap(brush, mix(hour.room, (40, 26, 60), 0.45))
    lights.pool((wide / 2, 0.9), (0.5 * wide + 0.1, 0.07), (255, 214, 150), 0.9 * hour.lamp)
    lights.multiply()
    defocus(scene, brush.canvas, 0.8)
    return scene.layer(brush.canvas)


PAINTER = Stage()
