"""A commentary box high over a pitch: glass, headsets' lamps, two microphones on a long desk."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from generation.engines.puppet.canvas import Colour, Point
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.outlines import oval
from generation.engines.puppet.sets import brushes
from generation.engines.puppet.sets.indoors import (
    Hour,
    LightMap,
    close,
    defocus,
    hour_of,
    lettered,
    light,
    near,
    people,
)
from generation.engines.puppet.sets.pitch import MARKER, SKIES, grass, terraces
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt
from generation.model.screenplay import TimeOfDay

DESK = 0.845  # of the picture: its far edge
SILL = 0.6  # stage y of the lower edge of the glass
WALL: Colour = (40, 46, 66)
WOOD: Colour = (112, 72, 52)
RED: Colour = (222, 42, 46)
PALE: Colour = (252, 250, 240)
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 232, 214), shadow=(84, 92, 120), room=(212, 202, 206), lamp=0.6,
        light=light((255, 232, 214), (200, 226, 190), 1, (140, 148, 132), 0.4),
    ),
    "day": Hour(
        key=(255, 246, 230), shadow=(86, 104, 116), room=(230, 232, 230), lamp=0.4,
        light=light((255, 246, 232), (190, 236, 180), 1, (140, 156, 130), 0.4),
    ),
    "dusk": Hour(
        key=(255, 214, 170), shadow=(80, 68, 104), room=(206, 178, 180), lamp=0.8,
        light=light((255, 216, 174), (255, 150, 120), 1, (132, 112, 104), 0.45),
    ),
    "night": Hour(
        key=(255, 226, 180), shadow=(54, 60, 92), room=(176, 178, 196), lamp=1.0,
        light=light((255, 228, 186), (170, 220, 255), 1, (104, 112, 120), 0.5),
    ),
}  # fmt: skip


class CommentaryBox:
    """Who comments sits behind the desk; ``table`` is between them, ``front`` at their right."""

    id: str = "commentary_box"
    room: Room = "room"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return the seats behind the desk and the places on it."""
        middle = aspect / 2
        return {
            **people(aspect, ground=1.09, height=0.64),
            "table": Anchor(at=(middle, DESK + 0.03), height=0.6),
            "front": Anchor(at=(middle + min(0.2, 0.33 * aspect), DESK + 0.04), height=0.6),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint the stadium behind the glass, and before the people the desk."""
        hour = hour_of(HOURS, scene)
        return SetArt(
            behind=(_stadium(scene, hour), _frame(scene, hour)),
            front=(_desk(scene, hour),),
            light=hour.light,
            particles=(Particles(kind="dust", amount=0.2, colour=(255, 244, 220)),),
        )


def _stadium(scene: Scene, hour: Hour) -> Layer:
    """The pitch far below, with the ring on it; behind glass it is soft."""
    canvas = scene.canvas(0.35, opaque=True)
    brushes.sky(canvas, SKIES[scene.time], 0.24)
    brush = Brush(canvas, hour.tint)
    left, right = canvas.span
    middle = scene.view.aspect / 2
    terraces(brush, (left - 0.1, right + 0.1), (0.2, 0.43))
    grass(canvas, brush, middle, 0.44)
    ring = oval((middle + 0.04, 0.53), (0.07, 0.018))
    brush.stroke([*ring, ring[0]], 0.007, MARKER)
    lights = LightMap(brush, hour.room)
    lights.pool((middle, 0.5), (0.6, 0.3), hour.key, 0.15 + 0.25 * hour.lamp)
    lights.multiply()
    canvas.blur(0.004)
    defocus(scene, canvas, 0.8)
    return scene.layer(canvas, opaque=True)


def _frame(scene: Scene, hour: Hour) -> Layer:
    canvas = scene.canvas(0.7)
    brush = Brush(canvas, hour.tint)
    left, right = canvas.span
    middle, wide = scene.view.aspect / 2, scene.view.aspect
    brush.slab(left - 0.1, -0.4, right + 0.1, 0.1, WALL, bulge=0.01)
    brush.slab(left - 0.1, SILL, right + 0.1, 1.3, WALL, bulge=0.01)
    for x in (-0.02, 0.5, 1.02):
        at = middle + (x - 0.5) * max(wide, 0.62)
        brush.slab(at - 0.012, 0.08, at + 0.012, SILL + 0.01, mix(WALL, PALE, 0.2), bulge=0.006)
    for x in (-0.2, 0.16):
        glint = [(middle + x, 0.1), (middle + x + 0.06, 0.1), (middle + x - 0.06, SILL),
                 (middle + x - 0.12, SILL)]  # fmt: skip
        brush.flat(glint, PALE, 0.1, 0.006)
    brush.slab(middle - 0.11, 0.115, middle + 0.11, 0.165, RED, bulge=0.006, corner=0.012)
    for x in (-0.07, 0.0, 0.07):
        brush.disc((middle + x, 0.14), (0.012, 0.012), (255, 236, 220))
    lights = LightMap(brush, hour.room)
    lights.pool((middle, 0.14), (0.3, 0.1), RED, 0.3)
    lights.corners(0.4)
    lights.multiply()
    defocus(scene, canvas, 0.7)
    return scene.layer(canvas)


def _desk(scene: Scene, hour: Hour) -> Layer:
    """The desk with the deed on its front, two microphones and their papers."""
    brush = near(scene, hour)
    wide = scene.view.aspect
    top = DESK + 0.03 * close(scene)
    brush.slab(-0.2, top, wide + 0.2, 1.3, WOOD, bulge=0.01, corner=0.0, gloss=0.3)
    brush.slab(-0.2, top, wide + 0.2, top + 0.045, mix(WOOD, PALE, 0.3), bulge=0.01, gloss=0.5)
    box = (0.035, top + 0.058, wide - 0.15, 0.985)
    brush.slab(*box, (22, 28, 62), bulge=0.006, corner=0.01)
    lettered(scene, brush, box, (255, 224, 90), fill=0.9)
    for side, x in ((1, 0.13), (-1, wide - 0.13)):
        _microphone(brush, (x, top + 0.03), side)
        _notes(brush, (x + side * 0.06, top + 0.03))
    lights = LightMap(brush, mix(hour.room, hour.key, 0.4))
    lights.corners(0.25)
    lights.multiply()
    defocus(scene, brush.canvas, 0.4)
    return scene.layer(brush.canvas)


def _microphone(brush: Brush, foot: Point, side: int) -> None:
    x, y = foot
    brush.disc((x, y), (0.032, 0.009), (24, 26, 34))
    brush.rod(
        [(x, y), (x, y - 0.05), (x + side * 0.012, y - 0.085)], 0.008, (50, 54, 66), gloss=0.6
    )
    brush.ball((x + side * 0.016, y - 0.102), (0.021, 0.025), RED)
    for turn in np.linspace(-0.8, 0.8, 4):
        line = [(x + side * 0.016 - 0.018, y - 0.102 + 0.014 * float(turn)),
                (x + side * 0.016 + 0.018, y - 0.102 + 0.014 * float(turn))]  # fmt: skip
        brush.stroke(line, 0.0018, (120, 14, 22), 0.7)


def _notes(brush: Brush, at: Point) -> None:
    x, y = at
    sheet = [(x - 0.035, y + 0.01), (x - 0.025, y - 0.012), (x + 0.04, y - 0.012),
             (x + 0.035, y + 0.01)]  # fmt: skip
    brush.form(sheet, PALE, bulge=0.002)
    for row in range(3):
        lift = y - 0.007 + 0.005 * row
        brush.stroke([(x - 0.022, lift), (x + 0.026, lift)], 0.0018, (90, 90, 110), 0.7)


PAINTER = CommentaryBox()
