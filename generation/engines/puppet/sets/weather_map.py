"""A weather studio: a wall that is a map with room for five towns, and cameras before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import inf

import numpy as np

from generation.engines.puppet.canvas import Canvas, Colour, Point
from generation.engines.puppet.props.forecast import STORM, WRITTEN_ON, puffed
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.look import Look
from generation.engines.puppet.props.outlines import curve
from generation.engines.puppet.sets.indoors import (
    Hour,
    LightMap,
    apron,
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

FLOOR = 0.84
MAP_TOP, BANNER = 0.085, 0.068  # stage y of the map, and the height of the banner at its head
TOWNS: tuple[Point, ...] = (
    (0.19, 0.265), (0.51, 0.262), (0.17, 0.485), (0.42, 0.455), (0.83, 0.248),
)  # fmt: skip
"""Where the towns are: share of the map's width, stage y."""
CELL = 0.165  # height of a town's window
OVERHEAD = 0.16  # stage units above the chin: where a cloud stays
ARRIVES_S = 1.1
CLOUD = 0.13  # its height, stage units
RAIN: Colour = (196, 226, 255)
SEA: Colour = (54, 112, 176)
LAND: Colour = (112, 176, 104)
STEEL: Colour = (44, 48, 60)
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 240, 226), shadow=(122, 116, 148), room=(232, 216, 214), lamp=0.4,
        light=light((255, 240, 226), (150, 200, 255), -1, (176, 172, 176), 0.35),
    ),
    "day": Hour(
        key=(255, 255, 250), shadow=(132, 138, 160), room=(242, 246, 248), lamp=0.2,
        light=light((252, 253, 250), (140, 206, 255), -1, (176, 190, 196), 0.32),
    ),
    "dusk": Hour(
        key=(255, 220, 196), shadow=(108, 88, 132), room=(218, 178, 186), lamp=0.6,
        light=light((255, 222, 200), (255, 150, 130), -1, (160, 132, 144), 0.4),
    ),
    "night": Hour(
        key=(214, 226, 255), shadow=(64, 72, 124), room=(176, 188, 226), lamp=1.0,
        light=light((232, 236, 255), (90, 170, 255), -1, (112, 124, 160), 0.42),
    ),
}  # fmt: skip


def towns(aspect: float) -> tuple[Box, ...]:
    """Return the window of each town (left, top, right, bottom) in stage units."""
    half = min(0.15 * aspect, 0.09)
    return tuple(
        (x * aspect - half, y - CELL / 2, x * aspect + half, y + CELL / 2) for x, y in TOWNS
    )


class WeatherMap:
    """Where the light is a "sweep", a cloud leaves the first town and finds whoever presents."""

    id: str = "weather_map"
    room: Room = "room"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return people before the map, the first on the right, and five towns as windows."""
        return {
            **people(aspect, lead=1.0),
            **{
                f"window{number}": Anchor(
                    at=((box[0] + box[2]) / 2, box[3] - 0.055), height=0.5, window=box
                )
                for number, box in enumerate(towns(aspect), 1)
            },
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint the map, the studio, and the weather that comes out of it."""
        hour = hour_of(HOURS, scene)
        weather: tuple[Layer, ...] = ()
        if scene.light.behaviour == "sweep":
            weather = _cloud_comes(scene, hour, self.anchors(scene.view.aspect))
        elif scene.light.kind == "away":
            weather = _cloud_stays(scene, hour, self.anchors(scene.view.aspect), 0.0)
        return SetArt(
            behind=(_wall(scene, hour), _glow(scene, hour)),
            front=(*weather, _cameras(scene, hour)),
            light=replace(hour.light, behaviour="steady"),
            particles=(Particles(kind="dust", amount=0.2, colour=(255, 255, 255)),),
        )


# -- behind the people -------------------------------------------------------------------------


def _wall(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.85, opaque=True)
    brush = Brush(canvas, hour.tint)
    wide = scene.view.aspect
    left, right = canvas.span
    plaster(canvas, (58, 66, 92), hour.tint, contrast=0.25)
    apron(canvas, FLOOR, (74, 82, 104), hour.tint, contrast=0.3)
    for y in (FLOOR + 0.03, FLOOR + 0.1):
        brush.stroke([(left, y), (right, y)], 0.003, (150, 190, 226), 0.35)
    brush.slab(left - 0.1, 0.755, right + 0.1, FLOOR + 0.004, (46, 54, 80), bulge=0.006)
    brush.stroke([(left, 0.752), (right, 0.752)], 0.006, (110, 200, 255), 0.9)
    _sea(brush, (-0.02, MAP_TOP, wide + 0.02, 0.735))
    _land(brush, wide)
    _isobars(brush, wide)
    _banner(scene, brush, wide)
    lights = LightMap(brush, hour.room)
    lights.pool((0.7 * wide, 0.5), (0.4, 0.5), hour.key, 0.22)
    lights.pool((wide / 2, 0.98), (0.6, 0.14), hour.key, 0.25)
    lights.corners(0.22)
    lights.multiply()
    defocus(scene, canvas, 0.28)
    return scene.layer(canvas, opaque=True)


def _sea(brush: Brush, box: Box) -> None:
    left, top, right, bottom = box
    brush.slab(left - 0.012, top - 0.014, right + 0.012, bottom + 0.012, (30, 36, 54), bulge=0.01)
    brush.slab(left, top, right, bottom, SEA, bulge=0.004, fall=0.3, grain=0.8)
    for y in np.arange(top + 0.06, bottom, 0.075):
        brush.stroke([(left, float(y)), (right, float(y))], 0.0016, (150, 200, 240), 0.28)
    for x in np.arange(0.0, right, 0.09):
        brush.stroke([(float(x), top), (float(x), bottom)], 0.0016, (150, 200, 240), 0.28)


def _land(brush: Brush, wide: float) -> None:
    """A country that looks a little like a face in profile, and an island."""
    coast = [(0.02, 0.25), (0.12, 0.205), (0.3, 0.225), (0.44, 0.2), (0.62, 0.215), (0.8, 0.2),
             (0.95, 0.24), (0.98, 0.34), (0.9, 0.4), (0.95, 0.48), (0.84, 0.56), (0.7, 0.57),
             (0.6, 0.64), (0.42, 0.6), (0.3, 0.655), (0.12, 0.61), (0.03, 0.5),
             (0.07, 0.38)]  # fmt: skip
    outline = curve([(x * wide, y) for x, y in coast])
    brush.flat([(x + 0.006, y + 0.01) for x, y in outline], (24, 60, 110), 0.6, 0.008)
    brush.form(outline, (236, 226, 176), bulge=0.006)
    middle = (0.5 * wide, 0.4)
    inner = [
        (middle[0] + (x - middle[0]) * 0.97, middle[1] + (y - middle[1]) * 0.965)
        for x, y in outline
    ]
    brush.form(inner, LAND, bulge=0.012, fall=0.2)
    isle = [(0.84, 0.63), (0.93, 0.61), (0.96, 0.655), (0.88, 0.69)]
    brush.form(curve([(x * wide, y) for x, y in isle]), LAND, bulge=0.008)
    river = [(0.5, 0.2), (0.55, 0.32), (0.36, 0.37), (0.3, 0.47), (0.33, 0.655)]
    course = curve([(x * wide, y) for x, y in river], closed=False)
    brush.stroke(course, 0.006, (96, 160, 216), 0.9)


def _isobars(brush: Brush, wide: float) -> None:
    for number, size in enumerate((0.34, 0.5, 0.68)):
        ring = [
            (
                (0.2 + size * float(np.cos(a)) * (1 + 0.08 * np.sin(3 * a + number))) * wide,
                0.36 + size * 0.36 * float(np.sin(a)),
            )
            for a in np.linspace(-0.9, 2.2, 40)
        ]
        brush.stroke(ring, 0.0026, (250, 252, 255), 0.5)


def _banner(scene: Scene, brush: Brush, wide: float) -> None:
    """The head of the map: what is forecast here."""
    box = (0.03 * wide, MAP_TOP + 0.012, 0.97 * wide, MAP_TOP + 0.012 + BANNER)
    brush.slab(*box, (206, 44, 50), bulge=0.006, gloss=0.3, corner=0.01)
    if not lettered(scene, brush, box, (255, 255, 255), fill=0.9):
        for x in (-0.04, 0.0, 0.04):
            brush.disc((wide / 2 + x, (box[1] + box[3]) / 2), (0.009, 0.009), (255, 255, 255))


def _glow(scene: Scene, hour: Hour) -> Layer:
    """The wall is a screen: it shines into the room."""
    canvas = scene.canvas(0.9, opaque=True)
    beams = LightMap(Brush(canvas, hour.tint), (0, 0, 0))
    wide = scene.view.aspect
    beams.pool((wide / 2, 0.42), (0.6, 0.42), (70, 130, 200), 0.08 + 0.1 * hour.lamp)
    beams.add()
    return scene.layer(canvas, blend="add", behaviour="pulse", hz=0.31)


# -- the weather -------------------------------------------------------------------------------


def _home(anchors: Mapping[str, Anchor]) -> tuple[Point, Point]:
    """Return where the cloud begins and where it stays: the points under it."""
    chin = anchors["actor1"].chin
    return anchors["window1"].at, (chin[0], chin[1] - OVERHEAD)


def _cloud_comes(scene: Scene, hour: Hour, anchors: Mapping[str, Anchor]) -> tuple[Layer, ...]:
    start, end = _home(anchors)
    pace = scene.view.zoom / ARRIVES_S
    drift = ((end[0] - start[0]) * pace, (end[1] - start[1]) * pace)
    coming = scene.layer(_cloud(scene, hour, start), drift=drift, seen=(0.0, ARRIVES_S))
    return coming, *_cloud_stays(scene, hour, anchors, ARRIVES_S)


def _cloud_stays(
    scene: Scene, hour: Hour, anchors: Mapping[str, Anchor], since_s: float
) -> tuple[Layer, ...]:
    """Return two sheets of rain on whoever presents, and the cloud that it falls from."""
    _, at = _home(anchors)
    box = (at[0] - 0.068, at[1] - 0.03, at[0] + 0.068, anchors["actor1"].at[1])
    pace = scene.view.zoom**0.5
    sheets = tuple(
        scene.layer(
            _rain(scene, box, drops, thick / pace), behaviour="roll", drift=(0.0, fall * pace),
            seen=(since_s, inf),
        )
        for drops, thick, fall in ((30, 0.0018, 0.8), (16, 0.0026, 1.2))
    )  # fmt: skip
    return *sheets, scene.layer(_cloud(scene, hour, at), seen=(since_s, inf))


def _cloud(scene: Scene, hour: Hour, at: Point) -> Canvas:
    """Draw the cloud, and on it what it brings: the words of the thing in the air."""
    canvas = scene.canvas(1.0)
    brush = Brush(canvas, hour.tint).at(at, CLOUD)
    puffed(brush, STORM)
    words = Look(brush=brush, label=scene.labels.get("air"), lettering=scene.lettering)
    words.write(WRITTEN_ON, (255, 255, 255))
    return canvas


def _rain(scene: Scene, box: Box, drops: int, thick: float) -> Canvas:
    """Draw one sheet of rain in what is seen of ``box``: its foot goes on at its head."""
    canvas = scene.canvas(1.0)
    left, _, right, _ = box
    top, bottom = max(box[1], canvas.extent[0]), min(box[3], canvas.extent[1])
    high = bottom - top
    canvas.box(left, top, right, bottom, RAIN, 0.012)
    rng = canvas.rng(f"drops {drops}")
    for _ in range(drops):
        x, y = float(rng.uniform(left + 0.004, right - 0.004)), float(rng.uniform(top, bottom))
        for foot in (y, y + high, y - high):
            begin, end = max(foot - 0.045, top), min(foot, bottom)
            if end > begin:
                canvas.line([(x, begin), (x, end)], thick, RAIN, 0.6)
    return canvas


# -- before the lens ---------------------------------------------------------------------------


def _cameras(scene: Scene, hour: Hour) -> Layer:
    """The lower edge: two cameras with their red lamps, and the script on a stand."""
    brush = near(scene, hour)
    wide = scene.view.aspect
    brush.slab(-0.2, 0.962, wide + 0.2, 1.2, (24, 26, 34), bulge=0.004, corner=0.0)
    _camera(brush, (0.1 * wide, 1.0), 1.0)
    _camera(brush, (0.93 * wide, 1.02), -1.0)
    middle = 0.5 * wide
    brush.slab(middle - 0.075, 0.885, middle + 0.075, 0.975, STEEL, bulge=0.006, gloss=0.3)
    brush.slab(middle - 0.066, 0.893, middle + 0.066, 0.967, (14, 18, 28), bulge=0.002)
    for row, share in enumerate((0.9, 0.7, 0.8)):
        y = 0.908 + 0.02 * row
        brush.stroke([(middle - 0.056, y), (middle - 0.056 + 0.112 * share, y)], 0.006,
                     (190, 240, 255), 0.85)  # fmt: skip
    lights = LightMap(brush, mix(hour.room, hour.key, 0.3))
    lights.multiply()
    defocus(scene, brush.canvas, 0.6)
    return scene.layer(brush.canvas)


def _camera(brush: Brush, foot: Point, side: float) -> None:
    """A studio camera seen from behind, turned to the middle of the picture."""
    x, y = foot
    brush.rod([(x, y), (x, y - 0.1)], 0.03, mix(STEEL, (0, 0, 0), 0.3))
    brush.slab(x - 0.075, y - 0.19, x + 0.075, y - 0.075, STEEL, bulge=0.012, gloss=0.35)
    brush.slab(x - 0.05, y - 0.175, x + 0.05, y - 0.1, (26, 34, 48), bulge=0.004, gloss=0.6)
    brush.slab(x - 0.044, y - 0.169, x + 0.044, y - 0.106, (86, 140, 190), bulge=0.004)
    brush.disc((x + 0.02, y - 0.138), (0.008, 0.009), (40, 44, 60), 0.8)
    brush.slab(x + 0.006, y - 0.128, x + 0.034, y - 0.108, (40, 44, 60), alpha=0.8)
    brush.rod([(x + side * 0.075, y - 0.09), (x + side * 0.15, y - 0.05)], 0.014, STEEL)
    brush.ball((x, y - 0.203), (0.014, 0.011), (255, 54, 46), gloss=0.8)
    brush.haze((x, y - 0.203), (0.04, 0.03), (255, 60, 50), 0.5)


PAINTER = WeatherMap()
