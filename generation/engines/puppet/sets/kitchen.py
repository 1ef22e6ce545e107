"""A kitchen at home: a window over the sink, a slate for the shopping, and a pot on the boil."""

from __future__ import annotations

from collections.abc import Mapping

from generation.engines.puppet.canvas import Colour, Point
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.outlines import oval
from generation.engines.puppet.sets.cookware import (
    BLAZE,
    COUNTER,
    FLOOR,
    STEEL,
    TILE,
    jar,
    oven,
    tiled,
    worktop,
)
from generation.engines.puppet.sets.indoors import (
    Hour,
    LightMap,
    apron,
    defocus,
    drape,
    framed,
    hour_of,
    lettered,
    light,
    panel,
    people,
    plant,
    plaster,
)
from generation.engines.puppet.sets.panes import sky_dim, window
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

WALL: Colour = (234, 206, 150)
SKY_TILE: Colour = (120, 170, 196)
CUPBOARD: Colour = (98, 140, 152)
LINEN: Colour = (250, 240, 220)
OAK: Colour = (196, 142, 92)
SLATE: Colour = (52, 62, 64)
GLOW: Colour = (255, 206, 130)
LAMP = 0.16  # of the height: the lower edge of the lamp over the table
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 226, 206), shadow=(112, 106, 144), room=(196, 184, 200), lamp=0.35,
        light=light((255, 224, 206), (255, 190, 160), 1, (172, 148, 150), 0.35),
    ),
    "day": Hour(
        key=(255, 248, 232), shadow=(122, 122, 140), room=(234, 228, 220), lamp=0.0,
        light=light((255, 246, 230), (236, 246, 255), 1, (196, 180, 152), 0.3),
    ),
    "dusk": Hour(
        key=(255, 206, 152), shadow=(104, 80, 118), room=(204, 168, 152), lamp=0.75,
        light=light((255, 204, 150), (255, 140, 96), 1, (172, 122, 92), 0.42),
    ),
    "night": Hour(
        key=(255, 214, 156), shadow=(58, 60, 100), room=(150, 138, 150), lamp=1.0,
        light=light((255, 212, 154), (126, 156, 226), 1, (118, 96, 88), 0.5),
    ),
}  # fmt: skip


class Kitchen:
    """Where dinner is made, and the dishes are done."""

    id: str = "kitchen"
    room: Room = "room"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where people stand behind the worktop, and where a dish is on it."""
        middle = aspect / 2
        return {
            **people(aspect, ground=0.96),
            "table": Anchor(at=(middle - 0.085, 0.925), height=0.6),
            "front": Anchor(at=(middle + 0.085, 0.925), height=0.6),
            "ground": Anchor(at=(middle + 0.03, 0.874), height=0.6),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint the kitchen for one shot."""
        hour = hour_of(HOURS, scene)
        return SetArt(
            behind=(_room(scene, hour),),
            front=(worktop(scene, hour),),
            light=hour.light,
            particles=(Particles(kind="steam", amount=0.6, front=True, colour=(255, 250, 240)),),
        )


def _room(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.6, opaque=True)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    plaster(canvas, WALL, hour.tint, contrast=0.3)
    tiled(brush, middle, SKY_TILE)
    _window(scene, brush, middle + 0.1)
    _slate(scene, brush, (middle - 0.275, 0.1, middle - 0.065, 0.3))
    _shelf(brush, (middle - 0.3, middle - 0.06), 0.4)
    for x in (-0.74, 0.36):
        _cupboards(brush, middle + x)
    _counter(brush, middle)
    _lamp(brush, (middle + 0.03, LAMP))
    _lit(scene, brush, hour, middle)
    defocus(scene, canvas, 0.8)
    return scene.layer(canvas, opaque=True)


def _window(scene: Scene, brush: Brush, x: float) -> None:
    """Look out over the sink, between two short curtains."""
    box = (x - 0.1, 0.13, x + 0.17, 0.43)
    window(scene, brush, box, LINEN, panes=(2, 2), view="garden")
    cloth = (224, 108, 84)
    drape(brush, (box[0] - 0.045, 0.1, box[0] + 0.035, 0.36), cloth, folds=2.4)
    drape(brush, (box[2] - 0.035, 0.1, box[2] + 0.045, 0.36), cloth, folds=2.4)
    brush.rod([(box[0] - 0.06, 0.1), (box[2] + 0.06, 0.1)], 0.009, OAK, gloss=0.4)
    plant(brush, (box[2] - 0.04, 0.43), 0.1, pot=(206, 106, 72), leaves=(92, 146, 92))


def _slate(scene: Scene, brush: Brush, box: tuple[float, float, float, float]) -> None:
    """Hang the slate that everybody writes on; nobody has, where nothing is to be lettered."""
    framed(brush, box, OAK, SLATE, 0.012)
    left, top, right, bottom = box
    inner = (left + 0.016, top + 0.02, right - 0.016, bottom - 0.02)
    if lettered(scene, brush, inner, LINEN, chalk=0.15, fill=0.96):
        return
    for row, length in enumerate((0.11, 0.08, 0.12)):
        y = top + 0.05 + row * 0.035
        brush.stroke([(left + 0.035, y), (left + 0.035 + length, y)], 0.004, LINEN, 0.55)


def _shelf(brush: Brush, reach: tuple[float, float], y: float) -> None:
    left, right = reach
    brush.shadow(((left + right) / 2, y + 0.022), ((right - left) / 2, 0.014), 0.35)
    for index in range(4):
        jar(brush, (left + 0.035 + index * 0.055, y), 0.01 * index)
    brush.slab(left, y, right, y + 0.013, OAK, bulge=0.004, corner=0.002)


def _cupboards(brush: Brush, left: float) -> None:
    for index in range(2):
        x = left + index * 0.2
        brush.shadow((x + 0.09, 0.36), (0.1, 0.016), 0.4)
        panel(brush, x, 0.06, x + 0.194, 0.35, CUPBOARD)
        knob = x + (0.17 if index == 0 else 0.024)
        brush.ball((knob, 0.31), (0.008, 0.008), OAK, gloss=0.5)


def _counter(brush: Brush, middle: float) -> None:
    """Build the counter: cupboards, an oven, a sink under its tap, a drying rack."""
    canvas = brush.canvas
    left, right = canvas.span
    apron(canvas, FLOOR, (176, 120, 84), brush.tint, contrast=0.5)
    for column in range(-5, 6):
        x = middle + column * 0.19 - 0.095
        panel(brush, x, COUNTER + 0.028, x + 0.186, FLOOR, CUPBOARD)
        brush.rod([(x + 0.07, COUNTER + 0.06), (x + 0.116, COUNTER + 0.06)], 0.008, OAK)
    brush.slab(left - 0.1, COUNTER, right + 0.1, COUNTER + 0.03, OAK, gloss=0.4)
    oven(brush, (middle - 0.29, COUNTER - 0.03, middle - 0.04, FLOOR - 0.01), LINEN)
    tap = (middle + 0.09, COUNTER)
    neck = [(0.0, 0.0), (0.0, -0.1), (0.018, -0.122), (0.046, -0.118), (0.056, -0.09)]
    brush.rod([(tap[0] + x, tap[1] + y) for x, y in neck], 0.014, STEEL, gloss=0.9)
    brush.form(oval((tap[0] + 0.06, COUNTER + 0.006), (0.09, 0.012)), mix(STEEL, SLATE, 0.4))
    _rack(brush, (middle + 0.2, COUNTER))


def _rack(brush: Brush, foot: Point) -> None:
    """Stand three plates to dry."""
    x, y = foot
    for index in range(3):
        at = (x + index * 0.024, y - 0.05)
        brush.form(oval(at, (0.014, 0.048)), mix(TILE, (255, 255, 255), 0.5), bulge=0.01, gloss=0.6)
        brush.stroke(oval(at, (0.009, 0.036)), 0.003, (70, 110, 170), 0.6)
    brush.rod([(x - 0.03, y - 0.012), (x + 0.08, y - 0.012)], 0.007, STEEL, gloss=0.8)


def _lamp(brush: Brush, foot: Point) -> None:
    x, y = foot
    brush.stroke([(x, -0.3), (x, y - 0.07)], 0.004, SLATE)
    shade = [(x - 0.025, y - 0.075), (x + 0.025, y - 0.075), (x + 0.085, y), (x - 0.085, y)]
    brush.form(shade, (224, 108, 84), bulge=0.02, gloss=0.4)
    brush.form(oval((x, y), (0.085, 0.012)), mix(GLOW, LINEN, 0.4), bulge=0.004)


def _lit(scene: Scene, brush: Brush, hour: Hour, middle: float) -> None:
    sun = (1 - sky_dim(scene.weather)) * (1 - 0.8 * hour.lamp)
    lights = LightMap(brush, hour.room)
    lights.pool((middle + 0.03, LAMP + 0.06), (0.34, 0.3), GLOW, 0.8 * hour.lamp)
    lights.pool((middle + 0.14, 0.3), (0.3, 0.34), hour.key, 0.35 * sun)
    beam = [(middle - 0.02, 0.44), (middle + 0.2, 0.44), (middle - 0.1, 0.9), (middle - 0.4, 0.9)]
    lights.shaft(beam, hour.key, 0.35 * sun, 0.02)
    lights.pool((middle - 0.16, 0.76), (0.13, 0.1), BLAZE, 0.4)
    lights.slope(0.6, 0.95, (176, 164, 184))
    lights.corners(0.4)
    lights.multiply()


PAINTER = Kitchen()
