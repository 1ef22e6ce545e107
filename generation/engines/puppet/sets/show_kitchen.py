"""The kitchen of a cooking show: tiles, a board of bulbs, an oven, and a pot boiling in front."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from generation.engines.puppet.canvas import Colour
from generation.engines.puppet.props.forms import Brush, mix
from generation.engines.puppet.props.outlines import curve, oval
from generation.engines.puppet.sets.cookware import (
    BLAZE,
    COUNTER,
    FLOOR,
    MINT,
    SOOT,
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
    hour_of,
    lettered,
    light,
    panel,
    people,
    plaster,
)
from generation.engines.puppet.sets.panes import window
from generation.engines.puppet.stage import (
    Anchor,
    Layer,
    Particles,
    Room,
    Scene,
    SetArt,
    SetLight,
)
from generation.model.screenplay import TimeOfDay

FLASH_S, GLARE_S = 0.068, 0.42  # white, and what is left of it
CHERRY: Colour = (214, 58, 56)
BULB: Colour = (255, 226, 150)
HOT: Final = SetLight(
    key=(255, 164, 84), rim=(255, 92, 30), rim_side=1, ambient=(206, 92, 40), shade=0.55,
    behaviour="flicker",
)  # fmt: skip
BURNT: Final = SetLight(
    key=(234, 228, 226), rim=(255, 150, 84), rim_side=1, ambient=(104, 98, 102), shade=0.5
)
HOURS: Mapping[TimeOfDay, Hour] = {
    "dawn": Hour(
        key=(255, 232, 206), shadow=(96, 104, 122), room=(178, 170, 170), lamp=0.7,
        light=light((255, 230, 206), (168, 236, 220), -1, (146, 146, 132), 0.35),
    ),
    "day": Hour(
        key=(255, 248, 230), shadow=(104, 124, 124), room=(222, 218, 204), lamp=0.5,
        light=light((255, 246, 228), (190, 246, 228), -1, (170, 176, 152), 0.3),
    ),
    "dusk": Hour(
        key=(255, 214, 160), shadow=(94, 82, 104), room=(206, 184, 166), lamp=0.9,
        light=light((255, 214, 160), (255, 146, 96), -1, (164, 118, 88), 0.4),
    ),
    "night": Hour(
        key=(255, 222, 168), shadow=(64, 72, 100), room=(190, 176, 168), lamp=1.0,
        light=light((255, 220, 168), (128, 226, 214), -1, (138, 112, 88), 0.45),
    ),
}  # fmt: skip


class ShowKitchen:
    """``light.kind`` "hot": the pot glows; "burnt": it is off, as a "flicker" this instant."""

    id: str = "show_kitchen"
    room: Room = "room"
    indoor: bool = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where people stand behind the counter, and where the dish is on it."""
        middle = aspect / 2
        return {
            **people(aspect, ground=0.96),
            "table": Anchor(at=(middle - 0.085, 0.925), height=0.6),
            "front": Anchor(at=(middle + 0.085, 0.925), height=0.6),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint the kitchen for one shot."""
        hour = hour_of(HOURS, scene)
        kind = scene.light.kind
        lit, glare = hour.light, tuple[Layer, ...]()
        if kind == "hot":
            hour = replace(hour, key=(255, 190, 120), room=(190, 116, 76), shadow=(96, 46, 40))
            lit, glare = HOT, (_glow(scene),)
        elif kind == "burnt":
            hour = replace(hour, key=(196, 190, 192), room=(166, 154, 156), shadow=(56, 50, 64))
            lit = BURNT
            glare = _glare(scene) if scene.light.behaviour == "flicker" else ()
        front = (*glare, worktop(scene, hour, burnt=kind == "burnt"))
        return SetArt(
            behind=(_kitchen(scene, hour, burnt=kind == "burnt"),),
            front=front,
            light=lit,
            particles=_air(kind),
        )


def _air(kind: str) -> tuple[Particles, ...]:
    if kind == "hot":
        return (
            Particles(kind="steam", amount=1.0, front=True, colour=(255, 190, 130)),
            Particles(kind="sparks", amount=0.7, front=True, colour=(255, 190, 90)),
        )
    if kind == "burnt":
        smoke = Particles(kind="steam", amount=1.0, colour=(150, 146, 150))
        return smoke, replace(smoke, front=True, amount=0.6)
    return (Particles(kind="steam", amount=0.8, front=True, colour=(255, 252, 244)),)


def _glow(scene: Scene) -> Layer:
    """Let the pot light everything from below, at the flicker of a fire."""
    canvas = scene.canvas(1.0)
    brush = Brush(canvas, HOURS["day"].tint, canvas.at_frame(0.0, 0.0), canvas.unit)
    wide = scene.view.aspect
    lights = LightMap(brush, (0, 0, 0))
    lights.pool((wide * 0.84, 0.86), (0.5, 0.5), BLAZE, 0.6)
    lights.pool((wide * 0.5, 1.05), (0.8, 0.42), BLAZE, 0.45)
    lights.add()
    return scene.layer(canvas, blend="add", behaviour="flicker", hz=3.1)


def _glare(scene: Scene) -> tuple[Layer, ...]:
    """Return two frames of white, and then two steps of what the eye keeps of it."""
    steps = ((0.0, FLASH_S, 1.0), (FLASH_S, 0.2, 0.5), (0.2, GLARE_S, 0.22))
    layers = []
    for begin, end, level in steps:
        canvas = scene.canvas(1.0)
        brush = Brush(canvas, HOURS["day"].tint, canvas.at_frame(0.0, 0.0), canvas.unit)
        tone = mix(BLAZE, (255, 255, 255), level)
        LightMap(brush, tuple(round(level * part) for part in tone)).add()  # type: ignore[arg-type]
        layers.append(scene.layer(canvas, blend="add", seen=(begin, end)))
    return tuple(layers)


# -- behind the people -------------------------------------------------------------------------


def _kitchen(scene: Scene, hour: Hour, *, burnt: bool) -> Layer:
    canvas = scene.canvas(0.6, opaque=True)
    brush = Brush(canvas, hour.tint)
    middle = scene.view.aspect / 2
    left, right = canvas.span
    plaster(canvas, MINT, hour.tint, contrast=0.3)
    tiled(brush, middle)
    for x in (-0.43, 0.4):
        box = (middle + x - 0.13, 0.12, middle + x + 0.13, 0.42)
        window(scene, brush, box, TILE, panes=(2, 2))
    apron(canvas, FLOOR, (150, 110, 96), hour.tint, contrast=0.5)
    for column in range(-5, 6):
        x = middle + column * 0.19 - 0.095
        panel(brush, x, COUNTER + 0.028, x + 0.186, FLOOR, mix(MINT, (40, 90, 96), 0.35))
        brush.rod([(x + 0.07, COUNTER + 0.06), (x + 0.116, COUNTER + 0.06)], 0.008, STEEL)
    brush.slab(left - 0.1, COUNTER, right + 0.1, COUNTER + 0.03, (232, 214, 180), gloss=0.5)
    oven(brush, (middle + 0.02, COUNTER - 0.03, middle + 0.28, FLOOR - 0.01), CHERRY)
    _rail(brush, middle)
    for x in (-0.2, -0.14, -0.08):
        jar(brush, (middle + x, COUNTER), x)
    _board(scene, brush, middle, burnt=burnt)
    lights = LightMap(brush, hour.room)
    lights.pool((middle, 0.2), (0.42, 0.24), BULB, 0.3 + 0.35 * hour.lamp)
    lights.pool((middle + 0.15, 0.75), (0.16, 0.12), BLAZE, 0.5)
    lights.pool((middle, 0.5), (0.5, 0.5), hour.key, 0.25)
    lights.corners(0.4)
    if burnt:
        lights.pool((middle, 0.5), (0.34, 0.46), (255, 255, 255), -0.3)
    lights.multiply()
    if burnt:
        _scorch(brush, middle)
    defocus(scene, canvas, 0.8)
    return scene.layer(canvas, opaque=True)


def _rail(brush: Brush, middle: float) -> None:
    """Hang pans and ladles on a rail over the tiles."""
    brush.rod([(middle - 0.34, 0.4), (middle + 0.34, 0.4)], 0.008, STEEL, gloss=0.8)
    for x, radius in ((-0.29, 0.036), (-0.2, 0.028), (0.2, 0.03), (0.29, 0.038)):
        spot = (middle + x, 0.465 + radius)
        brush.rod([(middle + x, 0.402), (middle + x, 0.47)], 0.01, (60, 60, 66), gloss=0.5)
        brush.shadow((spot[0] + 0.01, spot[1] + 0.01), (radius, radius), 0.35)
        brush.form(oval(spot, (radius, radius)), (208, 120, 76), bulge=0.012, gloss=0.8)


def _board(scene: Scene, brush: Brush, middle: float, *, burnt: bool) -> None:
    """Hang the board with the dish of the evening; a bang puts most of its bulbs out."""
    drop = 0.03 if burnt else 0.0
    box = (middle - 0.235, 0.085 + drop, middle + 0.235, 0.255 + drop)
    for x in (box[0] + 0.05, box[2] - 0.05):
        brush.stroke([(x, -0.3), (x, box[1])], 0.005, (60, 50, 46))
    brush.shadow((middle, box[3] + 0.01), (0.26, 0.03), 0.5)
    brush.slab(*box, CHERRY, bulge=0.01, gloss=0.4, corner=0.03)
    inner = (box[0] + 0.03, box[1] + 0.03, box[2] - 0.03, box[3] - 0.03)
    brush.slab(*inner, TILE, bulge=0.005, corner=0.016)
    if not lettered(scene, brush, inner, (150, 30, 34)):
        _hat(brush.at((middle, inner[3] - 0.012), 0.088))
    bulbs = [(float(x), y) for x in np.linspace(box[0] + 0.02, box[2] - 0.02, 12)
             for y in (box[1] + 0.015, box[3] - 0.015)]  # fmt: skip
    for index, spot in enumerate(bulbs):
        dark = burnt and index % 5 != 0
        brush.disc(spot, (0.009, 0.009), (96, 80, 74) if dark else (255, 250, 224))
        if not dark:
            brush.haze(spot, (0.024, 0.024), BULB, 0.6)


def _hat(brush: Brush) -> None:
    """Draw a cook's hat where the board has nothing to say."""
    crown = [(-0.3, -0.3), (-0.56, -0.5), (-0.5, -0.86), (-0.16, -0.8), (0.0, -1.0), (0.2, -0.8),
             (0.5, -0.86), (0.56, -0.5), (0.3, -0.3)]  # fmt: skip
    brush.form(curve(crown), (255, 255, 255), bulge=0.12)
    brush.slab(-0.32, -0.34, 0.32, 0.0, (246, 244, 240), bulge=0.05)


def _scorch(brush: Brush, middle: float) -> None:
    """Blacken the wall in a star around where somebody stood."""
    rng = brush.canvas.rng("scorch")
    for index in range(30):
        turn = 6.2832 * index / 30 + float(rng.uniform(-0.1, 0.1))
        reach = float(rng.uniform(0.2, 0.42))
        side = 0.05
        tip = (middle + reach * float(np.cos(turn)), 0.5 + 1.15 * reach * float(np.sin(turn)))
        flank = [(middle + side * float(np.cos(turn + s)), 0.5 + side * float(np.sin(turn + s)))
                 for s in (-1.5, 1.5)]  # fmt: skip
        brush.flat([flank[0], tip, flank[1]], SOOT, 0.42, 0.012)
    brush.haze((middle, 0.5), (0.32, 0.38), SOOT, 0.75)


PAINTER = ShowKitchen()
