"""A courtroom: walnut, high windows, a judge's dais, plush jurors; the dock's rail in front."""

from __future__ import annotations

from collections.abc import Mapping

from generation.engines.puppet.canvas import Colour
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.outlines import rounded
from generation.engines.puppet.props.plush import plush
from generation.engines.puppet.sets.indoors import (
    Hour,
    LightMap,
    defocus,
    hour_of,
    lettered,
    light,
    near,
    panel,
    people,
    planks,
    plaster,
)
from generation.engines.puppet.sets.panes import sky_dim, window
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

FLOOR = 0.74
DAIS = 0.67
WALNUT: Colour = (126, 80, 54)
BRASS: Colour = (226, 176, 84)
LEATHER: Colour = (134, 34, 40)
PARCHMENT: Colour = (246, 230, 190)
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 214, 184), shadow=(84, 78, 130), room=(206, 194, 206), lamp=0.3, side=0.7,
        light=light((255, 206, 176), (255, 186, 130), 1, (140, 100, 86), 0.5),
    ),
    "day": Hour(
        key=(255, 236, 204), shadow=(92, 84, 116), room=(228, 218, 206), lamp=0.15, side=0.7,
        light=light((255, 230, 196), (255, 226, 160), 1, (150, 104, 70), 0.45),
    ),
    "dusk": Hour(
        key=(255, 192, 128), shadow=(88, 56, 88), room=(214, 158, 130), lamp=0.6, side=0.7,
        light=light((255, 184, 120), (255, 120, 64), 1, (138, 76, 54), 0.55),
    ),
    "night": Hour(
        key=(255, 206, 140), shadow=(44, 50, 104), room=(146, 126, 140), lamp=1.0, side=0.7,
        light=light((244, 190, 132), (110, 140, 230), -1, (96, 66, 60), 0.6),
    ),
}  # fmt: skip


class Courtroom:
    """The group versus somebody."""

    id: str = "courtroom"
    room: Room = "hall"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where people stand; ``judge`` is high, ``jury`` sits at the right."""
        middle = aspect / 2
        return {
            **people(aspect, lead=-1.0),
            "judge": Anchor(at=(middle, DAIS), height=0.42),
            "jury": Anchor(at=(min(middle + 0.34, aspect - 0.1), 0.72), height=0.3),
            "table": Anchor(at=(middle + 0.12, DAIS + 0.005), height=0.42),
            "wall": Anchor(at=(middle, 0.24), height=0.5),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint the court for one shot."""
        hour = hour_of(HOURS, scene)
        return SetArt(
            behind=(_wall(scene, hour), _dais(scene, hour), _shafts(scene, hour)),
            front=(_rail(scene, hour),),
            light=hour.light,
            particles=(Particles(kind="dust", amount=0.5, colour=(255, 226, 170)),),
        )


def _wall(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.6, opaque=True)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    plaster(canvas, (58, 88, 84), hour.tint, contrast=0.35)
    for offset in (-1, 1):
        for column in range(4):
            x = middle + offset * (0.19 + 0.27 * column)
            if column % 2 == 0:
                window(scene, brush, (x - 0.05, 0.02, x + 0.05, 0.36), WALNUT, panes=(2, 5))
            else:
                panel(brush, x - 0.09, 0.0, x + 0.09, 0.4, (70, 104, 98))
            panel(brush, x - 0.1, 0.46, x + 0.1, 0.74, WALNUT)
    for x in (middle - 0.118, middle + 0.118):
        brush.slab(x - 0.02, -0.1, x + 0.02, 0.8, mix(WALNUT, (255, 210, 150), 0.12), bulge=0.012)
        for groove in (-0.008, 0.0, 0.008):
            brush.stroke([(x + groove, 0.02), (x + groove, 0.7)], 0.002, (60, 30, 20), 0.4)
    panel(brush, middle - 0.095, 0.22, middle + 0.095, 0.7, mix(WALNUT, (255, 200, 140), 0.1))
    left, right = canvas.span
    brush.slab(
        left - 0.1, 0.415, right + 0.1, 0.44, mix(WALNUT, (255, 210, 150), 0.15), bulge=0.006
    )
    _charge(scene, brush, middle)
    lights = LightMap(brush, hour.room)
    sun = 0.55 * (1 - sky_dim(scene.weather)) * (1 - 0.75 * hour.lamp)
    lights.pool((middle + 0.2, 0.2), (0.3, 0.36), hour.key, sun)
    lights.pool((middle, 0.26), (0.26, 0.4), (255, 206, 140), 0.3 + 0.35 * hour.lamp)
    lights.slope(0.5, 0.9, (150, 130, 150))
    lights.corners(0.5)
    lights.multiply()
    defocus(scene, canvas, 0.9)
    return scene.layer(canvas, opaque=True)


def _charge(scene: Scene, brush: Brush, middle: float) -> None:
    brush.ball((middle, 0.062), (0.046, 0.046), BRASS, gloss=0.7)
    brush.ball((middle, 0.062), (0.038, 0.038), mix(BRASS, (120, 70, 20), 0.45), gloss=0.3)
    gold = mix(BRASS, (255, 250, 220), 0.4)
    brush.stroke([(middle, 0.036), (middle, 0.086)], 0.004, gold)
    brush.stroke([(middle - 0.024, 0.047), (middle + 0.024, 0.047)], 0.004, gold)
    for side in (-1, 1):
        x = middle + side * 0.022
        brush.stroke([(x, 0.047), (x - 0.01, 0.068), (x + 0.01, 0.068), (x, 0.047)], 0.0018, gold)
        brush.disc((x, 0.07), (0.012, 0.005), gold)
    box = (middle - 0.225, 0.122, middle + 0.225, 0.205)
    brush.shadow((middle, 0.21), (0.24, 0.03), 0.6)
    for x in (box[0], box[2]):
        brush.rod([(x, box[1] - 0.008), (x, box[3] + 0.008)], 0.016, BRASS, gloss=0.6)
    brush.slab(*box, PARCHMENT, bulge=0.01, fall=0.12, corner=0.002)
    if not lettered(scene, brush, box, (88, 30, 26)):
        for x in range(-4, 5):
            brush.disc((middle + x * 0.042, 0.163), (0.006, 0.006), (176, 120, 70), 0.7)


def _dais(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.9)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    planks(brush, FLOOR, (150, 96, 58), width=0.12)
    left, right = canvas.span
    brush.slab(left - 0.1, FLOOR - 0.02, right + 0.1, FLOOR + 0.005, WALNUT, bulge=0.005)
    brush.form(
        rounded(middle - 0.1, 0.29, middle + 0.1, DAIS, 0.08), LEATHER, bulge=0.03, gloss=0.25
    )
    for row in range(4):
        for column in range(3 - row % 2):
            x = middle + (column - (2 - row % 2) / 2) * 0.055
            brush.disc((x, 0.36 + row * 0.06), (0.005, 0.005), mix(LEATHER, (0, 0, 0), 0.5), 0.9)
    rim = rounded(middle - 0.1, 0.29, middle + 0.1, DAIS, 0.08)
    brush.stroke([*rim, rim[0]], 0.008, BRASS, 0.85)
    wood = mix(WALNUT, (255, 190, 120), 0.12)
    brush.slab(middle - 0.24, DAIS, middle + 0.24, 0.83, mix(wood, (0, 0, 0), 0.25), bulge=0.006)
    for column in range(4):
        x = middle - 0.225 + column * 0.115
        panel(brush, x, DAIS + 0.03, x + 0.105, 0.82, wood)
    brush.slab(
        middle - 0.26, DAIS - 0.012, middle + 0.26, DAIS + 0.016, wood, bulge=0.007, gloss=0.4
    )
    _jury(brush, min(middle + 0.34, 2 * middle - 0.1), wood)
    lights = LightMap(brush, hour.room)
    sun = 0.6 * (1 - sky_dim(scene.weather)) * (1 - 0.7 * hour.lamp)
    for x in (middle - 0.22, middle + 0.06):
        lights.shaft(
            [(x, 0.8), (x + 0.12, 0.8), (x + 0.04, 1.0), (x - 0.14, 1.0)], hour.key, sun, 0.012
        )
    lights.pool((middle, 0.5), (0.26, 0.34), (255, 206, 140), 0.3 + 0.3 * hour.lamp)
    lights.slope(0.84, 1.08, (140, 120, 150))
    lights.multiply()
    defocus(scene, canvas, 0.35)
    return scene.layer(canvas)


def _jury(brush: Brush, x: float, wood: Colour) -> None:
    for index in range(3):
        plush(brush, (x - 0.1 + 0.1 * index, 0.66), 0.15, kind=index, gaze=-0.8)
    brush.slab(x - 0.18, 0.64, x + 0.18, 0.8, wood, bulge=0.006)
    for column in range(3):
        panel(brush, x - 0.165 + column * 0.112, 0.665, x - 0.06 + column * 0.112, 0.79, wood)
    brush.slab(x - 0.19, 0.628, x + 0.19, 0.648, mix(wood, BRASS, 0.2), bulge=0.006, gloss=0.4)


def _shafts(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.8, opaque=True)
    middle = scene.view.aspect / 2
    beams = LightMap(Brush(canvas, hour.tint), (0, 0, 0))
    sun = (1 - sky_dim(scene.weather)) * (1 - 0.8 * hour.lamp)
    for x in (middle + 0.14, middle + 0.68):
        for step in (0.0, 0.05):
            beams.shaft(
                [
                    (x + step, 0.02),
                    (x + step + 0.04, 0.02),
                    (x - 0.36 + step, 1.0),
                    (x - 0.5 + step, 1.0),
                ],
                hour.key,
                0.15 * sun,
                0.018,
            )
    beams.pool((middle + 0.2, 0.18), (0.16, 0.26), hour.key, 0.2 * sun)
    for side in (-1, 1):
        beams.pool((middle + side * 0.118, 0.27), (0.13, 0.13), (255, 190, 110), 0.6 * hour.lamp)
    beams.add()
    return scene.layer(canvas, blend="add", behaviour="pulse", hz=0.13)


def _rail(scene: Scene, hour: Hour) -> Layer:
    brush = near(scene, hour)
    wide = scene.view.aspect
    top, wood = 0.86, mix(WALNUT, (255, 180, 110), 0.16)
    count = max(3, round(wide / 0.075))
    for index in range(count + 1):
        x = wide * index / count
        brush.slab(x - 0.009, top, x + 0.009, 1.1, wood, bulge=0.007, gloss=0.3)
        brush.ball((x, top + 0.045), (0.021, 0.026), wood, gloss=0.4)
        brush.ball((x, top + 0.115), (0.024, 0.036), wood, gloss=0.4)
    brush.slab(
        -0.2, top - 0.012, wide + 0.2, top + 0.024, wood, bulge=0.011, gloss=0.5, corner=0.01
    )
    brush.stroke([(-0.2, top + 0.028), (wide + 0.2, top + 0.028)], 0.004, BRASS, 0.8)
    for index, x in enumerate((0.03, wide - 0.02, wide - 0.15)):
        plush(brush, (x, 1.06), 0.19 - 0.02 * (index == 2), kind=index, back=True)
    lights = LightMap(brush, mix(hour.room, (50, 40, 66), 0.35))
    lights.pool((wide * 0.62, top), (0.3, 0.09), hour.key, 0.45)
    lights.slope(0.88, 1.06, (120, 104, 132))
    lights.multiply()
    defocus(scene, brush.canvas, 0.9)
    return scene.layer(brush.canvas)


PAINTER = Courtroom()
