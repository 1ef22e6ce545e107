"""An office: whiteboard, skyline glass, desks with glowing screens; a desk edge in front."""

from __future__ import annotations

from collections.abc import Mapping

from generation.engines.puppet.canvas import Colour
from generation.engines.puppet.props import PROPS
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.look import Look
from generation.engines.puppet.props.outlines import rounded
from generation.engines.puppet.sets.indoors import (
    Hour,
    LightMap,
    apron,
    defocus,
    hour_of,
    leaf,
    lettered,
    light,
    near,
    people,
    plant,
    plaster,
)
from generation.engines.puppet.sets.panes import sky_dim, window
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

FLOOR = 0.75
GREY: Colour = (206, 214, 220)
DESK: Colour = (214, 188, 150)
STEEL: Colour = (150, 162, 176)
SCREEN: Colour = (150, 210, 240)
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(244, 226, 220), shadow=(104, 108, 146), room=(202, 204, 222), lamp=0.5, side=0.7,
        light=light((240, 226, 224), (255, 196, 160), 1, (158, 152, 170), 0.4),
    ),
    "day": Hour(
        key=(244, 250, 255), shadow=(122, 134, 154), room=(226, 234, 240), lamp=0.3, side=0.7,
        light=light((240, 248, 255), (220, 240, 255), 1, (176, 190, 198), 0.35),
    ),
    "dusk": Hour(
        key=(255, 216, 186), shadow=(96, 88, 136), room=(196, 172, 186), lamp=0.6, side=0.7,
        light=light((250, 206, 184), (255, 140, 100), 1, (150, 112, 130), 0.45),
    ),
    "night": Hour(
        key=(206, 232, 240), shadow=(54, 70, 104), room=(110, 134, 154), lamp=1.0, side=0.7,
        light=light((204, 228, 232), (90, 190, 255), 1, (70, 96, 116), 0.55),
    ),
}  # fmt: skip


class Office:
    """Where Monday happens."""

    id: str = "office"
    room: Room = "room"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where people and things stand."""
        return {
            **people(aspect, lead=-1.0),
            "table": Anchor(at=(aspect / 2 + 0.08, 0.785), height=0.58),
            "wall": Anchor(at=(aspect / 2, 0.22), height=0.5),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint the office for one shot."""
        hour = hour_of(HOURS, scene)
        return SetArt(
            behind=(_wall(scene, hour), _desks(scene, hour), _lamps(scene, hour)),
            front=(_desk(scene, hour),),
            light=hour.light,
            particles=(Particles(kind="dust", amount=0.15, colour=(220, 236, 250)),),
        )


def _whiteboard(scene: Scene, brush: Brush, middle: float) -> None:
    box = (middle - 0.2, 0.105, middle + 0.2, 0.31)
    brush.shadow((middle, box[3] + 0.004), (0.23, 0.03), 0.35)
    brush.slab(
        box[0] - 0.01, box[1] - 0.01, box[2] + 0.01, box[3] + 0.01, STEEL, bulge=0.005, gloss=0.5
    )
    brush.slab(*box, (250, 252, 252), bulge=0.003, fall=0.04, grain=0.5, corner=0.003)
    brush.stroke(
        [
            (box[0] + 0.03, 0.288),
            (box[0] + 0.07, 0.262),
            (box[0] + 0.1, 0.276),
            (box[0] + 0.15, 0.248),
        ],
        0.004,
        (60, 150, 110),
        0.8,
    )
    for index, tone in enumerate(((255, 224, 112), (255, 170, 170), (160, 220, 170))):
        x = box[2] - 0.1 + index * 0.032
        brush.form(
            [(x, 0.254), (x + 0.028, 0.252), (x + 0.029, 0.285), (x + 0.001, 0.286)],
            tone,
            bulge=0.003,
        )
    if not lettered(
        scene, brush, (box[0] + 0.01, box[1] + 0.006, box[2] - 0.01, 0.242), (36, 60, 120)
    ):
        for row, reach in enumerate((0.26, 0.18, 0.22)):
            y = 0.14 + row * 0.036
            brush.stroke(
                [(box[0] + 0.04, y), (box[0] + 0.04 + reach, y - 0.004)], 0.005, (60, 84, 150), 0.7
            )
    brush.slab(middle - 0.09, box[3] + 0.006, middle + 0.09, box[3] + 0.018, STEEL, bulge=0.004)
    for x, tone in ((-0.05, (40, 70, 150)), (-0.01, (200, 60, 60)), (0.03, (50, 140, 90))):
        brush.rod([(middle + x, box[3] + 0.006), (middle + x + 0.03, box[3] + 0.006)], 0.008, tone)


def _wall(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.55, opaque=True)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    plaster(canvas, GREY, hour.tint, contrast=0.18)
    left, right = canvas.span
    top = canvas.extent[0]
    for x in (-1.0, -0.64, 0.28, 0.64, 1.0):
        window(scene, brush, (middle + x, 0.1, middle + x + 0.34, 0.6), STEEL, panes=(2, 1))
    window(scene, brush, (middle - 0.19, 0.36, middle + 0.19, 0.6), STEEL, panes=(3, 1))
    brush.slab(
        left - 0.1, top - 0.1, right + 0.1, 0.035, mix(GREY, (255, 255, 255), 0.3), bulge=0.01
    )
    _whiteboard(scene, brush, middle)
    lights = LightMap(brush, hour.room)
    day = (1 - sky_dim(scene.weather)) * (1 - 0.7 * hour.lamp)
    lights.pool((middle + 0.4, 0.32), (0.42, 0.46), hour.key, 0.42 * day)
    lights.pool((middle, 0.1), (0.36, 0.36), (226, 244, 255), 0.5 * hour.lamp)
    lights.slope(0.4, 0.9, (160, 164, 184))
    lights.corners(0.42)
    lights.multiply()
    defocus(scene, canvas, 1.0)
    return scene.layer(canvas, opaque=True)


def _workplace(brush: Brush, x: float, y: float, size: float) -> None:
    desk = brush.at((x, y), size)
    desk.shadow((0, 0), (1.0, 0.12), 0.45)
    for leg in (-0.8, 0.8):
        desk.slab(leg - 0.04, -0.62, leg + 0.04, 0, STEEL, bulge=0.03, gloss=0.3)
    desk.slab(0.36, -0.6, 0.76, -0.04, mix(GREY, (90, 100, 130), 0.3), bulge=0.03)
    for row in (-0.42, -0.2):
        desk.stroke([(0.5, row), (0.62, row)], 0.03, (70, 80, 100), 0.8)
    desk.slab(-0.95, -0.7, 0.95, -0.6, DESK, bulge=0.03, gloss=0.2)
    desk.slab(-0.08, -0.92, 0.08, -0.7, (60, 66, 80), bulge=0.03)
    desk.slab(-0.5, -1.42, 0.5, -0.84, (48, 54, 68), bulge=0.02, corner=0.04)
    desk.slab(-0.46, -1.38, 0.46, -0.89, SCREEN, bulge=0.005, fall=-0.3)
    for row, tone in enumerate(((255, 255, 255), (70, 120, 180), (240, 180, 90))):
        line = -1.28 + row * 0.13
        desk.stroke([(-0.38, line), (0.2 - 0.12 * row, line)], 0.05, tone, 0.75)
    desk.slab(-0.72, -0.83, -0.6, -0.7, (214, 92, 74), bulge=0.05, gloss=0.4)


def _desks(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.9)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    apron(canvas, FLOOR, (120, 138, 158), hour.tint, contrast=0.5)
    left, right = canvas.span
    brush.slab(left - 0.1, FLOOR - 0.012, right + 0.1, FLOOR + 0.004, (90, 104, 124), bulge=0.004)
    for x, y, size in (
        (-0.25, 0.8, 0.13),
        (0.06, 0.8, 0.13),
        (0.44, 0.81, 0.14),
        (-0.62, 0.82, 0.15),
        (0.84, 0.84, 0.16),
    ):
        _workplace(brush, middle + x, y, size)
    plant(brush, (middle + 0.245, 0.9), 0.34, pot=(232, 226, 214), leaves=(74, 138, 96))
    plant(brush, (middle - 0.86, 0.92), 0.42, pot=(232, 226, 214), leaves=(74, 138, 96))
    lights = LightMap(brush, hour.room)
    for x in (-0.25, 0.06, 0.44, -0.62, 0.84):
        lights.pool((middle + x, 0.66), (0.17, 0.15), SCREEN, 0.3 + 0.6 * hour.lamp)
    lights.pool((middle, 0.95), (0.34, 0.1), (230, 244, 255), 0.3 * hour.lamp)
    lights.slope(0.84, 1.06, (130, 134, 160))
    lights.multiply()
    defocus(scene, canvas, 0.5)
    return scene.layer(canvas)


def _lamps(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.7, opaque=True)
    middle = scene.view.aspect / 2
    glow = LightMap(Brush(canvas, hour.tint), (0, 0, 0))
    day = (1 - sky_dim(scene.weather)) * (1 - 0.75 * hour.lamp)
    for x in (-0.5, 0.0, 0.5):
        glow.shaft(
            [
                (middle + x - 0.12, 0.028),
                (middle + x + 0.12, 0.028),
                (middle + x + 0.12, 0.046),
                (middle + x - 0.12, 0.046),
            ],
            (230, 246, 255),
            0.3 + 0.8 * hour.lamp,
            0.004,
        )
        glow.pool((middle + x, 0.04), (0.26, 0.2), (190, 224, 255), 0.22 * hour.lamp)
    glow.pool((middle + 0.46, 0.3), (0.36, 0.36), hour.key, 0.2 * day)
    glow.add()
    return scene.layer(canvas, blend="add", behaviour="flicker", hz=7.3)


def _desk(scene: Scene, hour: Hour) -> Layer:
    brush = near(scene, hour)
    wide = scene.view.aspect
    top = 0.9
    brush.slab(
        wide - 0.22, 0.785, wide + 0.06, 0.89, (50, 56, 70), bulge=0.012, corner=0.012, gloss=0.2
    )
    brush.slab(wide - 0.1, 0.88, wide - 0.05, 0.91, (64, 70, 84), bulge=0.008)
    frame = rounded(wide - 0.21, 0.795, wide + 0.05, 0.88, 0.008)
    brush.stroke([*frame, frame[0]], 0.0025, SCREEN, 0.5 + 0.4 * hour.lamp, soften=0.002)
    for x, tone in ((wide - 0.19, (255, 224, 112)), (wide - 0.145, (255, 170, 170))):
        brush.form(
            [(x, 0.812), (x + 0.036, 0.81), (x + 0.037, 0.846), (x + 0.001, 0.848)],
            tone,
            bulge=0.004,
        )
    look = Look(brush=brush.at((0.11, 0.902), 0.062), lettering=scene.lettering)
    PROPS["mug"].paint(look)
    for index, tone in enumerate(((250, 248, 240), (240, 236, 226), (250, 248, 240))):
        y = top - index * 0.008
        brush.form([(0.17, y - 0.008), (0.3, y - 0.01), (0.305, y), (0.172, y)], tone, bulge=0.002)
    for tip in ((0.08, 0.8), (0.0, 0.78), (-0.05, 0.83), (0.1, 0.85)):
        leaf(brush, (-0.03, 0.9), tip, 0.18, (64, 126, 90))
    brush.slab(
        -0.2,
        top - 0.002,
        wide + 0.2,
        top + 0.018,
        mix(DESK, (255, 255, 255), 0.25),
        bulge=0.006,
        gloss=0.3,
    )
    brush.slab(
        -0.2, top + 0.018, wide + 0.2, 1.3, mix(DESK, (70, 70, 100), 0.5), bulge=0.01, fall=0.4
    )
    lights = LightMap(brush, mix(hour.room, (50, 56, 84), 0.25))
    lights.pool((wide - 0.06, 0.9), (0.24, 0.07), SCREEN, 0.3 + 0.5 * hour.lamp)
    lights.multiply()
    defocus(scene, brush.canvas, 0.9)
    return scene.layer(brush.canvas)


PAINTER = Office()
