"""Two tiled roofs before a huge moon: where two may fight, or settle the bill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import inf

import numpy as np

from generation.engines.puppet.canvas import Canvas, Colour, Point
from generation.engines.puppet.props.forms import Brush, Tint
from generation.engines.puppet.sets import brushes
from generation.engines.puppet.sets.palettes import Palette, chosen, light_of, mix, times
from generation.engines.puppet.sets.scripts import Script
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt

RIDGE = 0.79  # stage y of the tiles that somebody stands on
FIGURE = 0.24  # they are small, the moon is not
MOON: Point = (0.5, 0.4)  # shares of the wide view
MOON_RADIUS = 0.24
CUT_S = 0.85  # a falling leaf is whole until then
FALL = 0.36  # stage heights a second
MAPLE: Colour = (226, 74, 44)
SILK: Colour = (172, 34, 38)
ROOFTOPS: Script = {
    "dawn": Palette(
        sky=((70, 92, 150), (156, 140, 182), (246, 190, 170), (255, 220, 180)),
        haze=(226, 196, 206), far=(132, 136, 178), mid=(98, 100, 146), near=(84, 84, 120),
        ground=(104, 98, 128), front=(58, 44, 66), glint=(255, 226, 196), lamps=0.5,
        key=(255, 232, 216), rim=(255, 200, 170), ambient=(168, 146, 168), shade=0.35,
    ),
    "day": Palette(
        sky=((84, 148, 208), (146, 196, 226), (214, 232, 232), (244, 240, 222)),
        haze=(220, 230, 232), far=(148, 176, 194), mid=(116, 144, 158), near=(98, 116, 124),
        ground=(120, 130, 132), front=(70, 66, 60), glint=(255, 248, 226), lamps=0.0,
        key=(255, 250, 238), rim=(236, 244, 250), ambient=(176, 188, 186), shade=0.3,
    ),
    "dusk": Palette(
        sky=((58, 44, 100), (150, 70, 110), (240, 122, 88), (255, 186, 110)),
        haze=(226, 132, 110), far=(126, 76, 108), mid=(92, 56, 90), near=(76, 50, 78),
        ground=(98, 66, 86), front=(48, 28, 42), glint=(255, 196, 130), lamps=0.8,
        key=(255, 208, 168), rim=(255, 150, 96), ambient=(150, 92, 96), shade=0.42,
    ),
    "night": Palette(
        sky=((8, 14, 40), (18, 32, 74), (40, 62, 112), (74, 98, 146)),
        haze=(66, 90, 136), far=(40, 58, 102), mid=(30, 44, 82), near=(34, 42, 72),
        ground=(52, 60, 92), front=(16, 16, 34), glint=(226, 236, 255), lamps=1.0,
        key=(206, 218, 250), rim=(246, 244, 220), ambient=(66, 82, 128), shade=0.45,
    ),
}  # fmt: skip


def apart(aspect: float) -> float:
    """Return how far from the middle each of the two stands, in stage units."""
    return min(0.29 * aspect, 0.32)


class Rooftops:
    """Where the light is a "sweep", a leaf falls between the two, and is two halves."""

    id: str = "rooftops"
    room: Room = "outside"
    indoor: bool = False

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return a place on each roof, and one that comes up between them."""
        middle, reach = aspect / 2, apart(aspect)
        return {
            "actor1": Anchor(at=(middle - reach, RIDGE), height=FIGURE),
            "actor2": Anchor(at=(middle + reach, RIDGE + 0.006), height=FIGURE),
            "actor3": Anchor(at=(middle, RIDGE + 0.085), height=FIGURE),
            "table": Anchor(at=(middle - 0.5 * reach, RIDGE + 0.03), height=0.6),
            "ground": Anchor(at=(middle + 0.45 * reach, RIDGE + 0.04), height=0.6),
            "wall": Anchor(at=(middle - reach - 0.05, 0.5), height=0.5),
            "air": Anchor(at=(middle + 1.3 * reach, 0.34), height=0.5),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint moon, hills, the town's roofs, the two near ones; maple leaves in front."""
        palette = chosen(ROOFTOPS, scene)
        front = [_branches(scene, palette)]
        if scene.light.behaviour == "sweep":
            front += _leaf(scene, palette)
        return SetArt(
            behind=(_sky(scene, palette), _hills(scene, palette), _town(scene, palette),
                    _roofs(scene, palette)),
            front=tuple(front),
            light=light_of(palette, -1),
            particles=(Particles(kind="leaves", amount=0.35, front=True, colour=MAPLE),),
        )  # fmt: skip


# -- behind the people -------------------------------------------------------------------------


def _sky(scene: Scene, palette: Palette) -> Layer:
    canvas = brushes.plane(scene, 0.08, opaque=True)
    brushes.sky(canvas, palette.sky, 0.75)
    open_sky = scene.weather.kind in ("clear", "wind")
    if scene.time == "night" and open_sky:
        brushes.stars(canvas, 0.6, 110)
    _moon(canvas, scene, palette, 1.0 if open_sky else 0.45)
    lit = mix(palette.sky[-1], palette.glint, 0.3)
    amount = 0.22 if open_sky else 0.7
    brushes.clouds(canvas, "high", (0.1, 0.62), lit, mix(palette.sky[1], palette.haze, 0.5),
                   amount=amount, size=0.07, stretch=5.0)  # fmt: skip
    brushes.air(scene, canvas, palette)
    brushes.focus(scene, canvas, 0.6)
    return scene.layer(canvas, opaque=True)


def _moon(canvas: Canvas, scene: Scene, palette: Palette, strength: float) -> None:
    at = (scene.view.aspect * MOON[0], MOON[1])
    bright = scene.time in ("night", "dusk")
    tone: Colour = (255, 246, 214) if bright else mix(palette.sky[-1], (255, 255, 250), 0.7)
    canvas.glow(at, MOON_RADIUS * 2.3, mix(tone, palette.sky[-1], 0.4), 0.5 * strength)
    canvas.ellipse(at, (MOON_RADIUS, MOON_RADIUS), tone, strength, soften=0.002)
    seas = mix(tone, palette.sky[-1], 0.45)
    for x, y, size in ((-0.3, -0.25, 0.3), (0.2, -0.1, 0.22), (-0.1, 0.3, 0.26), (0.42, 0.3, 0.14)):
        spot = (at[0] + x * MOON_RADIUS, at[1] + y * MOON_RADIUS)
        radius = size * MOON_RADIUS
        canvas.ellipse(spot, (radius, radius * 0.8), seas, 0.4 * strength, soften=radius * 0.25)


def _hills(scene: Scene, palette: Palette) -> Layer:
    canvas = brushes.plane(scene, 0.3)
    tone = mix(palette.far, palette.haze, 0.3)
    line = canvas.skyline("hills", 0.66, 0.06, roughness=0.5, width=0.4)
    canvas.polygon([*line, (line[-1][0], 2.0), (line[0][0], 2.0)], tone)
    middle = scene.view.aspect / 2
    _pagoda(canvas, (middle + 0.17, 0.68), 0.2, mix(palette.far, palette.mid, 0.4))
    brushes.mist(canvas, "foot of the hills", (0.6, 0.78), palette.haze, 0.7)
    brushes.air(scene, canvas, palette)
    brushes.focus(scene, canvas, 0.8)
    return scene.layer(canvas)


def _pagoda(canvas: Canvas, foot: Point, height: float, tone: Colour) -> None:
    x, y = foot
    for tier in range(4):
        wide, base = height * (0.27 - 0.045 * tier), y - height * 0.23 * tier
        canvas.box(x - wide * 0.62, base - height * 0.22, x + wide * 0.62, base, tone)
        eave = [(x - wide * 1.3, base - height * 0.16), (x - wide * 0.5, base - height * 0.24),
                (x + wide * 0.5, base - height * 0.24), (x + wide * 1.3, base - height * 0.16),
                (x + wide * 0.6, base - height * 0.185),
                (x - wide * 0.6, base - height * 0.185)]  # fmt: skip
        canvas.polygon(eave, times(tone, 0.85))
    canvas.line([(x, y - height * 0.9), (x, y - height * 1.12)], height * 0.02, tone)


def _town(scene: Scene, palette: Palette) -> Layer:
    """Rows of roofs below, with a lit window here and there."""
    canvas = brushes.plane(scene, 0.6)
    rng = canvas.rng("town")
    left, right = canvas.span
    for row, (base, size) in enumerate(((0.76, 0.09), (0.84, 0.13), (0.95, 0.18))):
        tone = mix(mix(palette.mid, palette.haze, 0.3 - 0.12 * row), palette.near, 0.25 * row)
        for x in np.arange(left - 0.1, right + 0.1, size * 1.25):
            at = float(x) + size * float(rng.uniform(-0.2, 0.2))
            top = base - size * float(rng.uniform(0.32, 0.5))
            gable = [(at - size * 0.72, base - size * 0.06), (at - size * 0.4, top + size * 0.08),
                     (at, top), (at + size * 0.4, top + size * 0.08),
                     (at + size * 0.72, base - size * 0.06)]  # fmt: skip
            canvas.box(at - size * 0.5, base - size * 0.1, at + size * 0.5, 1.4, times(tone, 0.72))
            canvas.polygon(gable, tone)
            canvas.line(gable[1:4], size * 0.03, mix(tone, palette.glint, 0.35))
            if rng.random() < 0.6 * palette.lamps:
                glow = (at + size * 0.1, base + size * 0.08)
                canvas.box(glow[0] - size * 0.06, glow[1] - size * 0.07, glow[0] + size * 0.06,
                           glow[1] + size * 0.05, (255, 196, 110))  # fmt: skip
                canvas.glow(glow, size * 0.4, (255, 170, 80), 0.5)
    brushes.mist(canvas, "alleys", (0.72, 0.95), palette.haze, 0.4)
    brushes.air(scene, canvas, palette)
    brushes.focus(scene, canvas, 0.8)
    return scene.layer(canvas)


def _roofs(scene: Scene, palette: Palette) -> Layer:
    canvas = scene.canvas(1.0)
    middle, reach = scene.view.aspect / 2, apart(scene.view.aspect)
    brush = Brush(canvas, Tint(key=palette.key, shadow=times(palette.ambient, 0.8), side=0.7))
    _ladder(brush, middle)
    for side in (-1, 1):
        _roof(brush, middle + side * reach, side, palette, 0.6 * reach)
    _banner(scene, brush, (middle - reach - 0.108, RIDGE + 0.02), palette)
    return scene.layer(canvas)


def _roof(brush: Brush, x: float, side: int, palette: Palette, half: float) -> None:
    """One roof: a ridge with curled ends, tiles falling away from it, an eave towards the gap."""
    drop = 0.34
    inner, outer = x - side * half, x + side * 0.6
    tile = mix(palette.ground, palette.near, 0.35)
    slope = [(inner, RIDGE + 0.012), (outer, RIDGE + 0.012), (outer + side * 0.2, RIDGE + drop),
             (inner - side * 0.02, RIDGE + drop), (inner - side * 0.075, RIDGE + 0.17),
             (inner - side * 0.035, RIDGE + 0.1)]  # fmt: skip
    brush.form(slope, tile, bulge=0.02, grain=1.6)
    for row in range(7):
        y = RIDGE + 0.035 + 0.026 * row + 0.002 * row * row
        for column in range(-3, 22):
            at = inner + side * (0.034 * column + 0.017 * (row % 2))
            if side * (at - inner) < -0.016 - 0.006 * row:
                continue
            tone = mix(tile, times(tile, 0.72), ((row * 5 + column * 3) % 4) / 3)
            brush.disc((at, y), (0.0185, 0.014), times(tone, 0.66))
            brush.disc((at, y - 0.003), (0.0175, 0.012), tone)
    ridge = [(inner - side * 0.05, RIDGE - 0.03), (inner - side * 0.02, RIDGE - 0.004),
             (inner + side * 0.04, RIDGE - 0.006), (outer, RIDGE - 0.006),
             (outer, RIDGE + 0.02), (inner, RIDGE + 0.02),
             (inner - side * 0.03, RIDGE + 0.004)]  # fmt: skip
    brush.form(ridge, times(tile, 0.9), bulge=0.01, gloss=0.3)
    brush.stroke([(inner + side * 0.04, RIDGE - 0.006), (outer, RIDGE - 0.006)], 0.003,
                 mix(tile, palette.glint, 0.6), 0.8)  # fmt: skip


def _ladder(brush: Brush, middle: float) -> None:
    wood: Colour = (120, 84, 56)
    top, low, half = RIDGE - 0.03, 1.3, 0.05
    for step in range(12):
        y = top + 0.05 + step * 0.05
        brush.rod([(middle - half, y), (middle + half, y)], 0.01, wood)
    for side in (-1, 1):
        brush.rod([(middle + side * half, top), (middle + side * (half + 0.02), low)], 0.013, wood)


def _banner(scene: Scene, brush: Brush, foot: Point, palette: Palette) -> None:
    """The tavern's banner on its pole, with the member's word on it."""
    x, y = foot
    top = 0.47
    brush.rod([(x, y), (x, top - 0.02)], 0.009, (104, 74, 52))
    cloth = [(x + 0.004, top), (x + 0.066, top + 0.006), (x + 0.062, top + 0.22),
             (x + 0.048, top + 0.208), (x + 0.034, top + 0.224), (x + 0.016, top + 0.21),
             (x + 0.004, top + 0.218)]  # fmt: skip
    brush.form(cloth, SILK, bulge=0.008, gloss=0.2)
    centre = (x + 0.035, top + 0.106)
    if scene.sign:
        ink = brushes.stacked(scene, brush.canvas, scene.sign, 0.054, 0.18)
        brushes.write(brush.canvas, ink, centre, mix((255, 236, 190), palette.key, 0.3))
    else:
        brush.disc(centre, (0.024, 0.024), (255, 236, 190), 0.9)


# -- before the lens ---------------------------------------------------------------------------


def _branches(scene: Scene, palette: Palette) -> Layer:
    """Maple twigs in from the upper corners and along the lower edge."""
    canvas = scene.canvas(1.35)
    unit, rng = canvas.unit, canvas.rng("maple")
    dark = mix(palette.front, (40, 26, 26), 0.4)
    lit = mix(MAPLE, palette.ambient, 0.3)
    for u, v, way in ((-0.06, 0.06, 1), (1.06, 0.1, -1), (-0.06, 0.93, 1), (1.06, 0.9, -1)):
        x, y = canvas.at_frame(u, v)
        reach = unit * min(0.24, 0.4 * canvas.view.aspect)
        bend = 0.06 if v < 0.5 else -0.05
        twig = [(x + way * reach * t, y + unit * bend * t * t) for t in np.linspace(0, 1, 7)]
        canvas.line([(float(a), float(b)) for a, b in twig], unit * 0.006, dark)
        for a, b in twig[1:]:
            for _ in range(3):
                at = (
                    float(a) + unit * rng.normal(0, 0.014),
                    float(b) + unit * rng.normal(0, 0.016),
                )
                tone = mix(lit, dark, 0.55 * float(rng.random()))
                size = unit * float(rng.uniform(0.014, 0.024))
                canvas.polygon(maple(at, size, float(rng.uniform(0, 6.28))), tone)
    canvas.blur((0.006 if scene.view.zoom > brushes.CLOSE_ZOOM else 0.0014) * unit)
    return scene.layer(canvas)


def maple(at: Point, size: float, turn: float) -> list[Point]:
    """Return the outline of a maple leaf: five points and a stalk."""
    reach = (1.0, 0.42, 0.9, 0.4, 0.75, 0.3, 0.18, 0.5, 0.18, 0.3, 0.75, 0.4, 0.9, 0.42)
    angles = np.linspace(0, 2 * np.pi, len(reach), endpoint=False) + turn
    return [
        (at[0] + size * r * float(np.cos(a)), at[1] + size * r * float(np.sin(a)))
        for r, a in zip(reach, angles, strict=True)
    ]


def _leaf(scene: Scene, palette: Palette) -> list[Layer]:
    """A leaf on its way down between the two; from one frame to the next it is two halves."""
    middle = scene.view.aspect / 2
    start = (middle, 0.26)
    cut = (middle, start[1] + FALL * CUT_S)
    whole = scene.canvas(1.05)
    _paint_leaf(whole, start, palette)
    layers = [scene.layer(whole, drift=(0.0, FALL), seen=(0.0, CUT_S))]
    for side in (-1, 1):
        drift = (side * 0.05, FALL * 0.62)
        home = (cut[0] - drift[0] * CUT_S + side * 0.012, cut[1] - drift[1] * CUT_S)
        half = scene.canvas(1.05)
        _paint_leaf(half, home, palette)
        _halve(half, home, side)
        layers.append(scene.layer(half, drift=drift, seen=(CUT_S, inf)))
    flash = scene.canvas(1.05, opaque=True)
    for width, alpha in ((0.012, 0.35), (0.004, 1.0)):
        flash.line([(cut[0] - 0.24, cut[1] + 0.1), (cut[0] + 0.24, cut[1] - 0.1)], width,
                   (255, 252, 236), alpha, soften=width * 0.4)  # fmt: skip
    shine = scene.layer(flash, blend="add", seen=(CUT_S - 0.04, CUT_S + 0.07))
    return [*layers, replace(shine, alpha=None)]


def _paint_leaf(canvas: Canvas, at: Point, palette: Palette) -> None:
    size, tone = 0.066, mix(MAPLE, palette.key, 0.15)
    canvas.polygon(maple(at, size, -np.pi / 2), times(tone, 0.8))
    canvas.polygon(maple((at[0] - 0.002, at[1] - 0.003), size * 0.9, -np.pi / 2), tone)
    for turn in (-2.2, -1.57, -0.94):
        tip = (at[0] + size * 0.7 * float(np.cos(turn)), at[1] + size * 0.7 * float(np.sin(turn)))
        canvas.line([at, tip], 0.0024, mix(tone, (255, 220, 160), 0.5))
    canvas.line([at, (at[0], at[1] + size * 1.1)], 0.004, times(tone, 0.6))


def _halve(canvas: Canvas, at: Point, side: int) -> None:
    """Keep what lies on one ``side`` of the leaf's middle."""
    column = int(np.clip(round(float(canvas.px([at])[0, 0])), 0, canvas.width))
    gone = slice(column, None) if side < 0 else slice(0, column)
    canvas.bgr[:, gone] = 0
    canvas.alpha[:, gone] = 0


PAINTER = Rooftops()
