"""A bedroom: moon or morning in the window, a lamp, a note by the bed; a blanket in front."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from generation.engines.puppet.canvas import Colour
from generation.engines.puppet.props import PROPS
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.look import Look
from generation.engines.puppet.props.outlines import curve, oval
from generation.engines.puppet.props.plush import plush
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
from generation.engines.puppet.sets.panes import sky_dim, window
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

FLOOR = 0.8
WALL: Colour = (112, 128, 172)
QUILT: Colour = (206, 110, 104)
LINEN: Colour = (246, 238, 230)
PINE: Colour = (176, 124, 84)
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 214, 198), shadow=(98, 92, 142), room=(196, 182, 206), lamp=0.2,
        light=light((250, 212, 204), (255, 170, 150), -1, (156, 140, 168), 0.4),
    ),
    "day": Hour(
        key=(252, 248, 240), shadow=(122, 124, 154), room=(230, 228, 232), lamp=0.0,
        light=light((250, 246, 240), (236, 240, 255), -1, (166, 170, 190), 0.3),
    ),
    "dusk": Hour(
        key=(255, 200, 156), shadow=(90, 74, 130), room=(186, 148, 170), lamp=0.8,
        light=light((252, 196, 156), (255, 130, 110), -1, (140, 104, 130), 0.45),
    ),
    "night": Hour(
        key=(196, 196, 236), shadow=(40, 44, 96), room=(84, 92, 148), lamp=1.0,
        light=light((214, 190, 196), (110, 150, 255), -1, (62, 62, 112), 0.55),
    ),
}  # fmt: skip


class Bedroom:
    """Where Monday morning comes through the door."""

    id: str = "bedroom"
    room: Room = "closet"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where people stand; ``bed`` sits up against the pillows."""
        middle = aspect / 2
        return {
            **people(aspect, lead=-1.0),
            "bed": Anchor(at=(middle - 0.02, 1.06), height=0.6),
            "table": Anchor(at=(middle + 0.215, 0.665), height=0.6),
            "wall": Anchor(at=(middle, 0.2), height=0.5),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint the bedroom for one shot."""
        hour = hour_of(HOURS, scene)
        return SetArt(
            behind=(_wall(scene, hour), _bed(scene, hour), _lamplight(scene, hour)),
            front=(_blanket(scene, hour),),
            light=hour.light,
            particles=(Particles(kind="dust", amount=0.3, colour=(255, 226, 190)),),
        )


def _moon(scene: Scene, brush: Brush, x: float, y: float) -> None:
    if scene.time != "night" or sky_dim(scene.weather) > 0.3:
        return
    brush.haze((x, y), (0.06, 0.06), (190, 206, 255), 0.6)
    brush.disc((x, y), (0.026, 0.026), (250, 246, 224))
    rng = brush.canvas.rng("stars")
    for _ in range(14):
        spot = (x + float(rng.uniform(-0.1, 0.06)), y + float(rng.uniform(-0.04, 0.14)))
        brush.disc(spot, (0.0022, 0.0022), (240, 244, 255), 0.9)


def _wall(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.6, opaque=True)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    plaster(canvas, WALL, hour.tint, contrast=0.3)
    rng = canvas.rng("wallpaper")
    left, right = canvas.span
    for row in range(-3, 9):
        for column in range(int(left / 0.11) - 1, int(right / 0.11) + 2):
            x = column * 0.11 + (row % 2) * 0.055
            canvas.ellipse(
                (x, row * 0.09),
                (0.009, 0.013),
                mix(WALL, LINEN, 0.4),
                0.5,
                angle=float(rng.uniform(-40, 40)),
            )
    window(scene, brush, (middle - 0.245, 0.1, middle - 0.045, 0.38), LINEN, panes=(2, 2))
    _moon(scene, brush, middle - 0.1, 0.16)
    drape(
        brush,
        (middle - 0.32, 0.05, middle - 0.2, 0.6),
        mix(QUILT, (130, 90, 150), 0.4),
        folds=3,
        pull=-0.35,
    )
    drape(
        brush,
        (middle - 0.09, 0.05, middle + 0.03, 0.6),
        mix(QUILT, (130, 90, 150), 0.4),
        folds=3,
        pull=0.35,
    )
    brush.rod([(middle - 0.34, 0.05), (middle + 0.05, 0.05)], 0.012, PINE, gloss=0.4)
    _note(scene, brush, middle)
    for index in range(3):
        x = middle + 0.42 + index * 0.15
        brush.slab(x, 0.36 - 0.04 * index, x + 0.12, 0.375 - 0.04 * index, PINE, bulge=0.005)
        for book, tone in enumerate(((200, 96, 84), (236, 196, 100), (96, 150, 170))):
            brush.slab(
                x + 0.02 + book * 0.022,
                0.29 - 0.04 * index + 0.01 * book,
                x + 0.04 + book * 0.022,
                0.36 - 0.04 * index,
                tone,
            )
    brush.slab(left - 0.1, 0.66, right + 0.1, 1.3, mix(LINEN, WALL, 0.3), bulge=0.005)
    lights = LightMap(brush, hour.room)
    day = (1 - sky_dim(scene.weather)) * (1 - 0.6 * hour.lamp)
    sky = (150, 180, 255) if scene.time == "night" else hour.key
    lights.pool((middle - 0.14, 0.24), (0.36, 0.4), sky, 0.4 * max(day, 0.35))
    lights.pool((middle + 0.215, 0.5), (0.34, 0.4), (255, 176, 96), 1.15 * hour.lamp)
    lights.corners(0.5)
    lights.multiply()
    defocus(scene, canvas, 0.9)
    return scene.layer(canvas, opaque=True)


def _note(scene: Scene, brush: Brush, middle: float) -> None:
    box = (middle + 0.055, 0.1, middle + 0.255, 0.27)
    brush.shadow((middle + 0.16, box[3]), (0.11, 0.02), 0.4)
    sheet = [
        (box[0], box[1] + 0.004),
        (box[2], box[1]),
        (box[2] + 0.003, box[3] - 0.02),
        (box[2] - 0.02, box[3]),
        (box[0] + 0.002, box[3] - 0.002),
    ]
    brush.form(sheet, (255, 232, 150), bulge=0.006, fall=0.2)
    brush.form(
        [
            (box[2] + 0.003, box[3] - 0.02),
            (box[2] - 0.02, box[3]),
            (box[2] - 0.016, box[3] - 0.016),
        ],
        (255, 244, 200),
        bulge=0.004,
    )
    brush.form(
        [
            (middle + 0.13, 0.09),
            (middle + 0.185, 0.086),
            (middle + 0.187, 0.108),
            (middle + 0.131, 0.111),
        ],
        (150, 200, 200),
        bulge=0.004,
        alpha=0.85,
    )
    if not lettered(scene, brush, (box[0], box[1] + 0.015, box[2], box[3]), (84, 58, 60)):
        for row in range(3):
            y = 0.145 + row * 0.034
            brush.stroke(
                [(box[0] + 0.025, y), (box[2] - 0.03 - 0.02 * row, y - 0.002)],
                0.005,
                (120, 90, 80),
                0.6,
            )


def _bed(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.92)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    planks(brush, FLOOR, (168, 122, 92), width=0.14)
    left, right = canvas.span
    brush.slab(left - 0.1, FLOOR - 0.02, right + 0.1, FLOOR + 0.004, LINEN, bulge=0.005)
    head = [
        (middle - 0.28, 0.95),
        (middle - 0.28, 0.53),
        (middle - 0.2, 0.47),
        (middle - 0.02, 0.45),
        (middle + 0.1, 0.47),
        (middle + 0.14, 0.53),
        (middle + 0.14, 0.95),
    ]
    brush.form(head, PINE, bulge=0.02, gloss=0.2)
    for index in range(5):
        x = middle - 0.25 + index * 0.078
        brush.slab(x, 0.53, x + 0.06, 0.9, mix(PINE, (255, 220, 170), 0.15), bulge=0.012)
    for x, tone in ((-0.16, LINEN), (0.03, mix(LINEN, (160, 180, 220), 0.3))):
        brush.ball((middle + x, 0.67), (0.12, 0.072), tone, angle=-4 if x < 0 else 5)
    quilt = [
        (middle - 0.31, 0.78),
        (middle - 0.1, 0.745),
        (middle + 0.12, 0.765),
        (middle + 0.17, 0.84),
        (middle + 0.18, 1.0),
        (middle - 0.33, 1.0),
    ]
    brush.form(curve(quilt, steps=4), QUILT, bulge=0.04)
    brush.form(
        curve(
            [
                (middle - 0.31, 0.775),
                (middle - 0.1, 0.742),
                (middle + 0.13, 0.762),
                (middle + 0.15, 0.795),
                (middle - 0.1, 0.775),
                (middle - 0.315, 0.81),
            ]
        ),
        LINEN,
        bulge=0.015,
    )
    x = middle + 0.23
    brush.shadow((x, 0.86), (0.09, 0.014), 0.5)
    brush.slab(x - 0.075, 0.665, x + 0.075, 0.86, PINE, bulge=0.012)
    brush.slab(x - 0.06, 0.7, x + 0.06, 0.765, mix(PINE, (255, 220, 170), 0.2), bulge=0.008)
    brush.ball((x, 0.733), (0.008, 0.008), (232, 190, 110), gloss=0.6)
    brush.slab(
        x - 0.082, 0.655, x + 0.082, 0.672, mix(PINE, (255, 220, 170), 0.2), bulge=0.005, gloss=0.2
    )
    _lamp(brush, x + 0.02, 0.655)
    PROPS["clock"].paint(
        Look(brush=brush.at((x - 0.05, 0.657), 0.06), label="7:00", lettering=scene.lettering)
    )
    plush(brush, (middle + 0.085, 0.765), 0.1, kind=0, gaze=0.3)
    for offset in (-0.6, 0.62):
        brush.slab(middle + offset - 0.14, 0.4, middle + offset + 0.14, 0.86, PINE, bulge=0.012)
        for side in (-1, 1):
            brush.slab(
                middle + offset + (side - 1) * 0.065 + 0.005,
                0.42,
                middle + offset + (side + 1) * 0.065 - 0.005,
                0.84,
                mix(PINE, (255, 220, 170), 0.15),
                bulge=0.012,
            )
    lights = LightMap(brush, hour.room)
    sky = (150, 180, 255) if scene.time == "night" else hour.key
    day = max((1 - sky_dim(scene.weather)) * (1 - 0.6 * hour.lamp), 0.3)
    lights.shaft(
        [(middle - 0.3, 0.55), (middle - 0.12, 0.55), (middle + 0.12, 0.98), (middle - 0.14, 0.98)],
        sky,
        0.4 * day,
        0.02,
    )
    lights.pool((middle + 0.24, 0.58), (0.3, 0.3), (255, 180, 100), 1.1 * hour.lamp)
    lights.slope(0.86, 1.06, (140, 130, 170))
    lights.multiply()
    defocus(scene, canvas, 0.4)
    return scene.layer(canvas)


def _lamp(brush: Brush, x: float, y: float) -> None:
    brush.form(oval((x, y), (0.026, 0.008)), (120, 150, 150), bulge=0.004)
    brush.ball((x, y - 0.03), (0.022, 0.028), (120, 160, 160), gloss=0.6)
    brush.form(
        [
            (x - 0.026, y - 0.125),
            (x + 0.026, y - 0.125),
            (x + 0.046, y - 0.058),
            (x - 0.046, y - 0.058),
        ],
        (255, 224, 170),
        bulge=0.02,
        fall=-0.3,
    )


def _lamplight(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.85, opaque=True)
    middle = scene.view.aspect / 2
    glow = LightMap(Brush(canvas, hour.tint), (0, 0, 0))
    glow.pool((middle + 0.25, 0.565), (0.17, 0.17), (255, 180, 92), 0.85 * hour.lamp)
    glow.pool((middle + 0.25, 0.565), (0.05, 0.045), (255, 220, 160), 0.7 * hour.lamp)
    sky = (120, 150, 255) if scene.time == "night" else hour.key
    day = (1 - sky_dim(scene.weather)) * (0.35 if hour.lamp > 0.5 else 1.0)
    glow.shaft(
        [(middle - 0.24, 0.1), (middle - 0.06, 0.1), (middle + 0.26, 0.95), (middle - 0.06, 0.95)],
        sky,
        0.15 * day,
        0.03,
    )
    glow.add()
    return scene.layer(canvas, blend="add", behaviour="pulse", hz=0.23)


def _blanket(scene: Scene, hour: Hour) -> Layer:
    brush = near(scene, hour, 1.3)
    wide = scene.view.aspect
    rng = brush.canvas.rng("folds")
    crest = [
        (-0.2, 0.93),
        (wide * 0.12, 0.885),
        (wide * 0.36, 0.905),
        (wide * 0.62, 0.88),
        (wide * 0.86, 0.9),
        (wide + 0.2, 0.925),
    ]
    body = [*curve(crest, closed=False), (wide + 0.2, 1.3), (-0.2, 1.3)]
    brush.form(body, QUILT, bulge=0.05, fall=0.2)
    for index in range(max(5, round(wide / 0.07))):
        x = wide * (index + 0.5) / max(5, round(wide / 0.07)) + float(rng.uniform(-0.02, 0.02))
        y = 0.925 + float(rng.uniform(0, 0.03))
        fold = curve(
            [
                (x, y),
                (x + float(rng.uniform(-0.03, 0.03)), y + 0.06),
                (x + float(rng.uniform(-0.05, 0.05)), 1.08),
            ],
            closed=False,
        )
        brush.stroke(fold, 0.012, mix(QUILT, (60, 20, 60), 0.5), 0.4, soften=0.008)
        lit = [(a - 0.014, b) for a, b in fold]
        brush.stroke(lit, 0.008, mix(QUILT, (255, 230, 200), 0.5), 0.35, soften=0.006)
    for u, v in ((0.1, 0.955), (0.3, 0.985), (0.5, 0.95), (0.7, 0.98), (0.9, 0.96)):
        for turn in np.arange(5) * 2 * np.pi / 5:
            petal = (u * wide + 0.011 * float(np.cos(turn)), v + 0.009 * float(np.sin(turn)))
            brush.disc(petal, (0.008, 0.007), (250, 216, 190), 0.75)
    hem = curve(crest, closed=False)
    brush.rod(hem, 0.022, LINEN, gloss=0.05)
    lights = LightMap(brush, mix(hour.room, (50, 46, 90), 0.22))
    lights.pool((wide * 0.8, 0.88), (0.26, 0.12), (255, 180, 110), 0.7 * hour.lamp)
    lights.pool(
        (wide * 0.2, 0.9), (0.26, 0.1), (170, 190, 255) if scene.time == "night" else hour.key, 0.3
    )
    lights.multiply()
    defocus(scene, brush.canvas, 0.8)
    return scene.layer(brush.canvas)


PAINTER = Bedroom()
