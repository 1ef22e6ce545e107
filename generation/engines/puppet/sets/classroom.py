"""A classroom: blackboard with chalk, window light across desks, a desk edge in front."""

from __future__ import annotations

from collections.abc import Mapping

from generation.engines.puppet.canvas import Colour
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.outlines import oval
from generation.engines.puppet.sets.indoors import (
    Hour,
    LightMap,
    defocus,
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

FLOOR = 0.73
WOOD: Colour = (186, 128, 78)
SLATE: Colour = (52, 92, 76)
CHALK: Colour = (244, 242, 228)
RED: Colour = (196, 74, 64)
OCHRE: Colour = (228, 176, 70)
BLUE: Colour = (66, 116, 158)
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 224, 198), shadow=(112, 100, 138), room=(226, 204, 202), lamp=0.2,
        light=light((255, 222, 200), (255, 196, 150), -1, (176, 150, 140)),
    ),
    "day": Hour(
        key=(255, 248, 226), shadow=(120, 124, 132), room=(240, 236, 220), lamp=0.0,
        light=light((255, 248, 226), (255, 244, 200), -1, (190, 186, 150)),
    ),
    "dusk": Hour(
        key=(255, 206, 150), shadow=(112, 82, 116), room=(222, 176, 150), lamp=0.35,
        light=light((255, 196, 136), (255, 150, 84), -1, (170, 110, 84), 0.5),
    ),
    "night": Hour(
        key=(190, 214, 236), shadow=(58, 72, 112), room=(112, 132, 172), lamp=1.0,
        light=light((188, 206, 226), (120, 170, 255), -1, (66, 84, 122), 0.55),
    ),
}  # fmt: skip


class Classroom:
    """Blackboard, windows on the left, rows of desks."""

    id: str = "classroom"
    room: Room = "room"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where people and things stand."""
        return {
            **people(aspect, lead=1.0),
            "table": Anchor(at=(aspect / 2 - 0.1, 0.85), height=0.6),
            "wall": Anchor(at=(aspect / 2, 0.3), height=0.5),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint the room for one shot."""
        hour = hour_of(HOURS, scene)
        return SetArt(
            behind=(_wall(scene, hour), _floor(scene, hour), _sun(scene, hour)),
            front=(_desk(scene, hour),),
            light=hour.light,
            particles=(Particles(kind="dust", amount=0.35, colour=(255, 240, 206)),),
        )


def _board(scene: Scene, brush: Brush, middle: float) -> None:
    left, right, top, bottom = middle - 0.21, middle + 0.23, 0.115, 0.46
    canvas = brush.canvas
    brush.shadow((middle, bottom + 0.01), (0.26, 0.03), 0.4)
    brush.slab(left - 0.016, top - 0.016, right + 0.016, bottom + 0.016, WOOD, bulge=0.006)
    brush.slab(left, top, right, bottom, SLATE, bulge=0.004, fall=0.05, grain=1.5)
    for x, y, width in ((0.12, 0.22, 0.2), (0.3, 0.33, 0.24), (0.2, 0.4, 0.3)):
        canvas.ellipse(
            (left + x, y), (width / 2, 0.02), (150, 176, 160), 0.12, angle=-9, soften=0.012
        )
    if not lettered(scene, brush, (left + 0.02, top + 0.005, right - 0.02, bottom - 0.14), CHALK,
                    chalk=0.55):  # fmt: skip
        wave = [(left + 0.06 + i * 0.02, 0.27 + 0.03 * ((i % 4) - 1.5) / 2) for i in range(15)]
        canvas.line(wave, 0.003, CHALK, 0.6)
    for index, tone in enumerate(((250, 240, 220), (255, 190, 190), (190, 220, 255))):
        x = left + 0.06 + index * 0.034
        canvas.line([(x, bottom + 0.001), (x + 0.02, bottom + 0.001)], 0.007, tone, 0.95)
    brush.slab(left - 0.02, bottom + 0.004, right + 0.02, bottom + 0.02, WOOD, bulge=0.005)
    brush.slab(right - 0.09, bottom - 0.012, right - 0.03, bottom + 0.006, (120, 84, 66))


def _clock(brush: Brush, x: float, y: float) -> None:
    brush.shadow((x + 0.006, y + 0.012), (0.05, 0.05), 0.35)
    brush.ball((x, y), (0.036, 0.036), (150, 60, 48), gloss=0.5)
    brush.ball((x, y), (0.03, 0.03), (250, 244, 228), fall=0.1)
    brush.canvas.line([(x, y), (x + 0.009, y - 0.014)], 0.004, (40, 36, 40))
    brush.canvas.line([(x, y), (x - 0.018, y - 0.008)], 0.0028, (40, 36, 40))


def _wall(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.6, opaque=True)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    plaster(canvas, (236, 222, 178), hour.tint, contrast=0.28)
    left, right = canvas.span
    brush.slab(left - 0.1, 0.56, right + 0.1, 1.3, (122, 156, 132), bulge=0.006, fall=0.1)
    brush.slab(left - 0.1, 0.548, right + 0.1, 0.566, WOOD, bulge=0.004)
    for x in (middle - 0.42, middle - 0.78):
        window(scene, brush, (x, 0.1, x + 0.145, 0.5), (240, 236, 220), view="garden")
    _board(scene, brush, middle + 0.02)
    _clock(brush, middle + 0.02, 0.052)
    for index, tone in enumerate(((224, 120, 96), (240, 196, 92), (112, 164, 190))):
        x = middle + 0.32 + 0.11 * index
        brush.slab(x, 0.2 + 0.02 * (index % 2), x + 0.085, 0.34 + 0.02 * (index % 2), tone)
        canvas.ellipse((x + 0.042, 0.27), (0.024, 0.024), mix(tone, (255, 255, 255), 0.6), 0.9)
    lights = LightMap(brush, hour.room)
    sun = hour.key
    strength = 0.42 * (1 - sky_dim(scene.weather)) * (1 - 0.8 * hour.lamp)
    for x in (middle - 0.1, middle + 0.13):
        lights.shaft(
            [(x, 0.16), (x + 0.15, 0.2), (x + 0.02, 0.62), (x - 0.15, 0.58)], sun, strength, 0.012
        )
    lights.pool((middle - 0.36, 0.3), (0.5, 0.5), sun, 0.3 * (1 - sky_dim(scene.weather)))
    lights.pool((middle + 0.05, 0.25), (0.42, 0.5), (214, 232, 255), 0.55 * hour.lamp)
    lights.corners(0.4)
    lights.multiply()
    defocus(scene, canvas, 0.8)
    return scene.layer(canvas, opaque=True)


def _pupil_desk(brush: Brush, x: float, y: float, size: float) -> None:
    brush.shadow((x, y), (size * 0.9, size * 0.16), 0.5)
    for side in (-0.62, 0.62):
        brush.rod(
            [(x + side * size, y - size * 0.75), (x + side * size * 1.06, y)], size * 0.09,
            (98, 108, 116), gloss=0.3,
        )  # fmt: skip
    brush.slab(
        x - size * 0.7,
        y - size * 0.8,
        x + size * 0.7,
        y - size * 0.55,
        mix(WOOD, (90, 50, 30), 0.4),
    )
    top = y - size * 0.8
    brush.form(
        [(x - size * 0.66, top - size * 0.22), (x + size * 0.66, top - size * 0.22),
         (x + size * 0.8, top + size * 0.02), (x - size * 0.8, top + size * 0.02)],
        WOOD, bulge=0.006, gloss=0.2,
    )  # fmt: skip


def _floor(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.9)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    planks(brush, FLOOR, (188, 138, 92), width=0.13)
    left, right = canvas.span
    brush.slab(left - 0.1, FLOOR - 0.016, right + 0.1, FLOOR + 0.005, (98, 122, 104), bulge=0.004)
    for x, y, size in (
        (middle - 0.2, 0.79, 0.085), (middle + 0.2, 0.79, 0.085), (middle + 0.46, 0.82, 0.1),
        (middle - 0.48, 0.84, 0.11), (middle + 0.74, 0.86, 0.12), (middle - 0.78, 0.88, 0.13),
    ):  # fmt: skip
        _pupil_desk(brush, x, y, size)
    x, y = middle - 0.22, 0.722
    brush.ball((x, y - 0.052), (0.034, 0.034), (86, 148, 190), gloss=0.6)
    canvas.ellipse((x - 0.008, y - 0.056), (0.014, 0.011), (130, 176, 98), 0.9)
    canvas.ellipse((x + 0.014, y - 0.044), (0.01, 0.014), (214, 190, 110), 0.9)
    brush.rod([(x, y - 0.018), (x, y)], 0.01, (150, 100, 60))
    lights = LightMap(brush, hour.room)
    strength = 0.5 * (1 - sky_dim(scene.weather)) * (1 - hour.lamp)
    for x in (middle - 0.16, middle + 0.14):
        lights.shaft(
            [(x, 0.78), (x + 0.12, 0.78), (x + 0.02, 1.0), (x - 0.16, 1.0)],
            hour.key,
            strength,
            0.01,
        )
    lights.slope(0.86, 1.08, (150, 140, 160))
    lights.multiply()
    defocus(scene, canvas, 0.4)
    return scene.layer(canvas)


def _sun(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.8, opaque=True)
    middle = scene.view.aspect / 2
    beams = LightMap(Brush(canvas, hour.tint), (0, 0, 0))
    bright = (1 - sky_dim(scene.weather)) * (1 - 0.75 * hour.lamp)
    for x in (middle - 0.42, middle - 0.78, middle - 0.3):
        beams.shaft(
            [(x, 0.1), (x + 0.13, 0.1), (x + 0.56, 0.98), (x + 0.2, 0.98)], hour.key,
            0.11 * bright, 0.03,
        )  # fmt: skip
    beams.pool((middle - 0.34, 0.28), (0.3, 0.34), hour.key, 0.2 * bright)
    beams.pool((middle + 0.02, -0.02), (0.5, 0.22), (200, 224, 255), 0.5 * hour.lamp)
    beams.add()
    return scene.layer(canvas, blend="add", behaviour="pulse", hz=0.11)


def _desk(scene: Scene, hour: Hour) -> Layer:
    brush = near(scene, hour)
    wide = scene.view.aspect
    top = 0.885
    for x, tones in ((0.07, (BLUE, OCHRE)), (0.17, (RED,))):
        for index, tone in enumerate(tones):
            low = top - index * 0.026
            brush.slab(x - 0.08 + 0.01 * index, low - 0.026, x + 0.07, low, tone, corner=0.006)
            brush.slab(x + 0.02, low - 0.021, x + 0.068, low - 0.005, (246, 238, 220), bulge=0.003)
    _pencils(brush, wide - 0.07, top)
    pale, dark = mix(WOOD, (255, 220, 170), 0.3), mix(WOOD, (60, 34, 30), 0.5)
    brush.slab(-0.2, top - 0.004, wide + 0.2, top + 0.016, pale, bulge=0.006, gloss=0.3)
    brush.slab(-0.2, top + 0.016, wide + 0.2, 1.3, dark, bulge=0.01, fall=0.5)
    lights = LightMap(brush, mix(hour.room, (60, 56, 80), 0.22))
    lights.pool((0.2 * wide, 0.87), (0.3, 0.08), hour.key, 0.3)
    lights.multiply()
    defocus(scene, brush.canvas, 0.9)
    return scene.layer(brush.canvas)


def _pencils(brush: Brush, x: float, y: float) -> None:
    for lean, tone in ((-0.014, OCHRE), (0.004, RED), (0.018, BLUE)):
        brush.rod([(x + lean * 0.5, y - 0.03), (x + lean * 2, y - 0.1)], 0.012, tone)
    brush.slab(x - 0.032, y - 0.058, x + 0.032, y, (92, 132, 130), bulge=0.02, gloss=0.3)
    brush.form(oval((x, y - 0.058), (0.032, 0.007)), (50, 76, 80), bulge=0.003)


PAINTER = Classroom()
