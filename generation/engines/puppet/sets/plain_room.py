"""A plain room: window light on a wall, one framed print; plant, curtain and sofa in front."""

from __future__ import annotations

from collections.abc import Mapping

from generation.engines.puppet.canvas import Colour
from generation.engines.puppet.props import PROPS
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.look import Look
from generation.engines.puppet.props.outlines import curve, oval
from generation.engines.puppet.sets.indoors import (
    Hour,
    LightMap,
    defocus,
    drape,
    framed,
    hour_of,
    leaf,
    lettered,
    light,
    near,
    people,
    planks,
    plant,
    plaster,
)
from generation.engines.puppet.sets.panes import sky_dim, window
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

FLOOR = 0.77
WALL: Colour = (214, 160, 138)
LINEN: Colour = (244, 230, 208)
OAK: Colour = (190, 136, 88)
SAGE: Colour = (96, 138, 104)
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 226, 204), shadow=(120, 108, 148), room=(212, 198, 212), lamp=0.15,
        light=light((255, 222, 202), (255, 190, 160), -1, (184, 150, 150), 0.35),
    ),
    "day": Hour(
        key=(255, 248, 234), shadow=(130, 124, 142), room=(232, 226, 222), lamp=0.0,
        light=light((255, 246, 232), (255, 250, 236), -1, (206, 172, 154), 0.3),
    ),
    "dusk": Hour(
        key=(255, 202, 150), shadow=(116, 84, 128), room=(204, 164, 160), lamp=0.3,
        light=light((255, 198, 148), (255, 140, 90), -1, (184, 120, 100), 0.45),
    ),
    "night": Hour(
        key=(214, 210, 226), shadow=(62, 62, 112), room=(108, 112, 158), lamp=0.9,
        light=light((206, 200, 220), (255, 190, 120), 1, (84, 80, 120), 0.5),
    ),
}  # fmt: skip


class PlainRoom:
    """The hall of things: where any sentence can be said."""

    id: str = "plain_room"
    room: Room = "room"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where people and things stand."""
        middle = aspect / 2
        return {
            **people(aspect, lead=-1.0),
            "table": Anchor(at=(middle + min(0.17, aspect * 0.3), 0.795), height=0.6),
            "wall": Anchor(at=(middle + 0.06, 0.22), height=0.5),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint the room for one shot."""
        hour = hour_of(HOURS, scene)
        return SetArt(
            behind=(_wall(scene, hour), _floor(scene, hour), _sun(scene, hour)),
            front=(_foreground(scene, hour),),
            light=hour.light,
            particles=(Particles(kind="dust", amount=0.45, colour=(255, 240, 214)),),
        )


def _sunlight(scene: Scene, hour: Hour) -> float:
    return (1 - sky_dim(scene.weather)) * (1 - 0.65 * hour.lamp)


def _panes(x: float, y: float) -> list[list[tuple[float, float]]]:
    shapes = []
    for column in range(2):
        for row in range(3):
            left, top = x + column * 0.1, y + row * 0.115 + column * 0.028
            shapes.append(
                [
                    (left, top),
                    (left + 0.082, top + 0.023),
                    (left + 0.082, top + 0.118),
                    (left, top + 0.095),
                ]
            )
    return shapes


def _wall(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.6, opaque=True)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    plaster(canvas, WALL, hour.tint, contrast=0.36)
    left, right = canvas.span
    brush.slab(left - 0.1, 0.6, right + 0.1, 1.3, mix(WALL, LINEN, 0.55), bulge=0.006, fall=0.1)
    brush.slab(left - 0.1, 0.588, right + 0.1, 0.606, LINEN, bulge=0.005)
    window(
        scene, brush, (middle - 0.72, 0.14, middle - 0.46, 0.56), LINEN, panes=(2, 3), view="garden"
    )
    drape(brush, (middle - 0.82, 0.08, middle - 0.68, 0.8), LINEN, folds=4)
    drape(brush, (middle - 0.5, 0.08, middle - 0.36, 0.8), LINEN, folds=4)
    box = (middle - 0.11, 0.075, middle + 0.2, 0.265)
    framed(brush, box, OAK, (252, 248, 238), 0.01)
    inner = (box[0] + 0.016, box[1] + 0.016, box[2] - 0.016, box[3] - 0.016)
    if not lettered(scene, brush, inner, (60, 52, 64)):
        brush.disc((middle + 0.05, 0.16), (0.035, 0.035), (226, 120, 84), 0.95)
        hill = [
            (inner[0], 0.23),
            (middle - 0.02, 0.185),
            (middle + 0.08, 0.22),
            (inner[2], 0.19),
            (inner[2], inner[3]),
            (inner[0], inner[3]),
        ]
        brush.form(hill, SAGE, bulge=0.006)
    _shelf(brush, middle)
    for x, y, w, h in ((0.4, 0.14, 0.13, 0.17), (0.58, 0.22, 0.1, 0.13)):
        framed(brush, (middle + x, y, middle + x + w, y + h), OAK, (250, 244, 232), 0.008)
        brush.ball(
            (middle + x + w / 2, y + h / 2),
            (w * 0.26, w * 0.3),
            mix(SAGE, (226, 150, 90), x - 0.3),
            fall=0.2,
        )
    lights = LightMap(brush, hour.room)
    sun = _sunlight(scene, hour)
    tone = hour.key if scene.time != "night" else (150, 180, 255)
    for shape in (*_panes(middle - 0.2, 0.3), *_panes(middle + 0.34, 0.34)):
        lights.shaft(shape, tone, 0.62 * sun, 0.003)
    lights.pool((middle - 0.32, 0.36), (0.42, 0.5), tone, 0.16 * sun)
    lights.pool((middle + 0.24, 0.5), (0.3, 0.34), (255, 190, 110), 0.9 * hour.lamp)
    lights.slope(0.5, 0.95, (176, 160, 184))
    lights.corners(0.4)
    lights.multiply()
    defocus(scene, canvas, 0.9)
    return scene.layer(canvas, opaque=True)


def _shelf(brush: Brush, middle: float) -> None:
    """Put a shelf with books and a vase where narrow pictures have an empty corner."""
    left, right, y = middle - 0.27, middle - 0.14, 0.235
    brush.shadow(((left + right) / 2, y + 0.022), (0.08, 0.014), 0.35)
    for index, (tone, tall) in enumerate(
        (((186, 84, 70), 0.07), (SAGE, 0.082), ((226, 178, 92), 0.064), ((92, 116, 150), 0.076))
    ):
        x = left + 0.012 + index * 0.016
        brush.slab(x, y - tall, x + 0.014, y, tone, bulge=0.004, corner=0.001)
    brush.ball((right - 0.03, y - 0.02), (0.019, 0.021), (236, 226, 208), gloss=0.4)
    for lean in (-0.024, 0.0, 0.02):
        tip = (right - 0.03 + lean, y - 0.095 + abs(lean))
        leaf(brush, (right - 0.03, y - 0.036), tip, 0.16, mix(SAGE, (250, 220, 150), 0.2))
    brush.slab(left, y, right, y + 0.012, OAK, bulge=0.004, corner=0.002)


def _side_table(brush: Brush, x: float, y: float) -> None:
    brush.shadow((x, y + 0.105), (0.1, 0.014), 0.5)
    for lean in (-0.055, 0.0, 0.055):
        brush.rod(
            [(x + lean * 0.7, y), (x + lean * 1.25, y + 0.1 + (0.012 if lean == 0 else 0))],
            0.011,
            OAK,
            gloss=0.2,
        )
    brush.form(oval((x, y + 0.008), (0.098, 0.02)), mix(OAK, (80, 40, 30), 0.4), bulge=0.008)
    brush.form(oval((x, y), (0.1, 0.02)), mix(OAK, (255, 230, 190), 0.25), bulge=0.008, gloss=0.2)


def _floor(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.92)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    planks(brush, FLOOR, (206, 160, 112), width=0.13)
    left, right = canvas.span
    brush.slab(left - 0.1, FLOOR - 0.022, right + 0.1, FLOOR + 0.004, LINEN, bulge=0.005)
    for radius, tone in (
        (0.34, (196, 104, 84)),
        (0.31, LINEN),
        (0.27, (206, 128, 96)),
        (0.16, LINEN),
        (0.13, (196, 104, 84)),
    ):
        brush.form(
            oval((middle - 0.02, 0.91), (radius, radius * 0.2), count=56),
            tone,
            bulge=0.004,
            grain=1.6,
            fall=0.05,
        )
    table = min(0.17, scene.view.aspect * 0.3)
    _side_table(brush, middle + table, 0.795)
    _lamp(brush, middle + table + 0.08, 0.79)
    plant(brush, (middle - 0.245, 0.86), 0.34, pot=(236, 220, 196), leaves=SAGE)
    PROPS["chair"].paint(
        Look(brush=brush.at((middle + 0.56, 0.88), 0.3), lettering=scene.lettering)
    )
    plant(brush, (middle + 0.82, 0.9), 0.46, pot=(186, 96, 74), leaves=SAGE)
    lights = LightMap(brush, hour.room)
    sun = _sunlight(scene, hour)
    for x in (middle - 0.2, middle + 0.02):
        lights.shaft(
            [(x, 0.84), (x + 0.15, 0.84), (x + 0.23, 0.98), (x + 0.06, 0.98)],
            hour.key,
            0.4 * sun,
            0.008,
        )
    lights.pool((middle + 0.24, 0.78), (0.26, 0.18), (255, 190, 110), 0.7 * hour.lamp)
    lights.slope(0.88, 1.08, (150, 134, 164))
    lights.multiply()
    defocus(scene, canvas, 0.45)
    return scene.layer(canvas)


def _lamp(brush: Brush, x: float, y: float) -> None:
    brush.form(oval((x, y), (0.026, 0.007)), OAK, bulge=0.004)
    brush.ball((x, y - 0.035), (0.026, 0.034), (120, 150, 150), gloss=0.6)
    brush.rod([(x, y - 0.06), (x, y - 0.1)], 0.007, OAK)
    brush.form(
        [
            (x - 0.03, y - 0.155),
            (x + 0.03, y - 0.155),
            (x + 0.05, y - 0.085),
            (x - 0.05, y - 0.085),
        ],
        LINEN,
        bulge=0.02,
        fall=-0.2,
    )


def _sun(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.85, opaque=True)
    middle = scene.view.aspect / 2
    beams = LightMap(Brush(canvas, hour.tint), (0, 0, 0))
    sun = _sunlight(scene, hour) * (0.5 if scene.time == "night" else 1.0)
    for x in (-0.78, -0.6):
        beams.shaft(
            [
                (middle + x, 0.1),
                (middle + x + 0.12, 0.1),
                (middle + x + 0.95, 1.0),
                (middle + x + 0.6, 1.0),
            ],
            hour.key,
            0.075 * sun,
            0.03,
        )
    table = min(0.17, scene.view.aspect * 0.3) + 0.08
    beams.pool((middle + table, 0.67), (0.15, 0.15), (255, 184, 96), 0.75 * hour.lamp)
    beams.add()
    return scene.layer(canvas, blend="add", behaviour="pulse", hz=0.17)


def _foreground(scene: Scene, hour: Hour) -> Layer:
    brush = near(scene, hour, 1.4)
    wide = scene.view.aspect
    drape(
        brush, (-0.06, -0.1, 0.055, 1.1), mix(LINEN, (200, 130, 100), 0.15), folds=2.2, alpha=0.96
    )
    rng = brush.canvas.rng("fronds")
    for index in range(9):
        root = (wide + 0.03 - index * 0.022, 1.06)
        reach = 0.12 + 0.12 * float(rng.random())
        lean = 0.05 - 0.14 * (index / 8) + float(rng.uniform(-0.02, 0.02))
        leaf(
            brush,
            root,
            (root[0] + lean, 1.02 - reach),
            0.17,
            mix(SAGE, (30, 60, 70), 0.4 * (index % 2)),
        )
    sofa = (72, 112, 128)
    back = [
        (-0.3, 0.955),
        (wide * 0.3, 0.93),
        (wide * 0.7, 0.93),
        (wide + 0.3, 0.955),
        (wide + 0.3, 1.3),
        (-0.3, 1.3),
    ]
    brush.form(curve(back, steps=4), sofa, bulge=0.022, fall=0.3)
    cushion = [(wide * 0.12, 0.935), (wide * 0.36, 0.925), (wide * 0.39, 1.06), (wide * 0.09, 1.06)]
    brush.form(curve(cushion, steps=5), (206, 128, 96), bulge=0.04)
    lights = LightMap(brush, mix(hour.room, (56, 54, 84), 0.35))
    lights.pool((0.25 * wide, 0.93), (0.3, 0.1), hour.key, 0.35 * _sunlight(scene, hour))
    lights.multiply()
    defocus(scene, brush.canvas, 0.9)
    return scene.layer(brush.canvas)


PAINTER = PlainRoom()
