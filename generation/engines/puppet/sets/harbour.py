"""A harbour in the mist: a lighthouse whose beam goes round, and a notice with a blank face."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from generation.engines.puppet.canvas import Canvas, Colour, Point
from generation.engines.puppet.props.forms import Brush, Tint
from generation.engines.puppet.sets import brushes
from generation.engines.puppet.sets.brushes import step
from generation.engines.puppet.sets.indoors import LightMap
from generation.engines.puppet.sets.palettes import Palette, chosen, light_of, mix, places, times
from generation.engines.puppet.sets.scripts import HARBOUR
from generation.engines.puppet.stage import Anchor, Layer, Room, Scene, SetArt

SEA_LINE, QUAY = 0.56, 0.77  # stage y of the horizon and of the edge one stands behind
LAMP: Colour = (255, 240, 196)
PAPER: Colour = (244, 236, 216)
TURNS = 10  # pictures of the beam on its way from right to left
TURN_S, BEGIN_S = 0.14, 0.15  # each is seen so long; the first one from here on
FOUND = (7, TURNS)  # while these are seen, so is whoever fishes


class Harbour:
    """Where the light is a "sweep" the beam passes once; it finds somebody where it is "away"."""

    id = "harbour"
    room: Room = "outside"
    indoor = False

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where actors stand on the quay, right of ``wall``, the notice on its post."""
        spread = min(0.36 * aspect, 0.27)
        lead = aspect / 2 + 0.12 * spread
        shared = places(aspect, wall=(aspect / 2 - 0.87 * spread, 0.47))
        return {
            **shared,
            "actor1": replace(shared["actor1"], at=(lead, 0.93)),
            "actor2": replace(shared["actor2"], at=(lead + 0.82 * spread, 0.935)),
            "actor3": replace(shared["actor3"], at=(lead + 0.42 * spread, 0.9)),
        }

    def paint(self, scene: Scene) -> SetArt:
        """Paint sky, far shore with the lighthouse, sea and quay; a bollard and rope in front."""
        palette = chosen(HARBOUR, scene)
        found: tuple[Layer, ...] = ()
        if scene.light.kind == "away":
            found = (self._fisher(scene, palette),)
        return SetArt(
            behind=(self._sky(scene, palette), self._shore(scene, palette), *found,
                    *self._beams(scene, palette), self._quay(scene, palette)),
            front=(self._front(scene, palette),),
            light=light_of(palette, 1, scene.light.behaviour),
        )  # fmt: skip

    @staticmethod
    def _tower(aspect: float) -> Point:
        """Return the middle of the lighthouse's lamp."""
        return aspect / 2 + min(0.39 * aspect, 0.36), 0.285

    def _sky(self, scene: Scene, palette: Palette) -> Layer:
        canvas = brushes.plane(scene, 0.06, opaque=True)
        brushes.sky(canvas, palette.sky, SEA_LINE)
        if scene.time == "night" and scene.weather.kind in ("clear", "wind"):
            brushes.stars(canvas, SEA_LINE, 110)
        shaded = mix(palette.sky[0], palette.haze, 0.4)
        brushes.clouds(canvas, "bank", (-0.1, 0.5), mix(palette.haze, palette.glint, 0.25), shaded,
                       amount=0.55, size=0.11, stretch=3.5)  # fmt: skip
        canvas.fade(SEA_LINE - 0.2, SEA_LINE, palette.haze, 0.75)
        brushes.air(scene, canvas, palette)
        brushes.focus(scene, canvas)
        return scene.layer(canvas, opaque=True)

    def _shore(self, scene: Scene, palette: Palette) -> Layer:
        canvas = brushes.plane(scene, 0.25)
        aspect = scene.view.aspect
        left, right = canvas.span
        for x, tall in ((aspect * 0.06, 0.17), (aspect * 0.34, 0.2)):
            _crane(canvas, (x, SEA_LINE), tall, mix(palette.far, palette.haze, 0.3))
        canvas.box(left, SEA_LINE, right, 2.0, palette.mid)
        canvas.fade(SEA_LINE + 0.12, QUAY, palette.near)
        canvas.fade(SEA_LINE + 0.06, SEA_LINE, palette.haze, 0.8)
        waves = canvas.noise("waves", 0.014, 4, stretch=9, coarse=2)
        below = np.clip((canvas.stage_y()[::2] - SEA_LINE) / 0.1, 0, 1)
        canvas.blend(np.asarray(step(waves, 0.58, 0.72) * below * 0.5, np.float32), palette.haze)
        dark = np.asarray(step(1 - waves, 0.6, 0.75) * below * 0.5, np.float32)
        canvas.blend(dark, times(palette.mid, 0.7))
        self._lighthouse(canvas, aspect, palette)
        brushes.mist(canvas, "sea mist", (0.4, 0.68), palette.haze, 0.55)
        self._jetty(canvas, aspect, palette)
        brushes.air(scene, canvas, palette)
        lamp = self._tower(aspect)
        canvas.glow(lamp, 0.16, LAMP, 0.3 + 0.5 * palette.lamps)
        canvas.glow(lamp, 0.05, (255, 252, 232), 0.3 + 0.7 * palette.lamps)
        brushes.focus(scene, canvas)
        return scene.layer(canvas)

    def _lighthouse(self, canvas: Canvas, aspect: float, palette: Palette) -> None:
        x, y = self._tower(aspect)
        foot = SEA_LINE + 0.005
        rock = [(x - 0.12, foot + 0.012), (x - 0.07, foot - 0.03), (x, foot - 0.045),
                (x + 0.06, foot - 0.025), (x + 0.13, foot + 0.012)]  # fmt: skip
        canvas.polygon(rock, mix(palette.near, palette.far, 0.4), soften=0.002)
        white, red = mix((226, 226, 222), palette.haze, 0.4), mix((176, 60, 56), palette.haze, 0.4)
        for band in range(6):
            top, low = (y + 0.026 + (foot - 0.07 - y) * share / 6 for share in (band, band + 1))
            wide = [0.017 + 0.016 * (at - y) / (foot - y) for at in (top, low)]
            canvas.polygon(
                [(x - wide[0], top), (x + wide[0], top), (x + wide[1], low), (x - wide[1], low)],
                white if band % 2 else red,
            )
        canvas.box(x - 0.024, y + 0.02, x + 0.024, y + 0.028, palette.near)
        canvas.box(x - 0.013, y - 0.018, x + 0.013, y + 0.02, LAMP)
        canvas.polygon([(x - 0.018, y - 0.018), (x, y - 0.044), (x + 0.018, y - 0.018)], red)

    @staticmethod
    def _jetty(canvas: Canvas, aspect: float, palette: Palette) -> None:
        tone = mix(palette.near, palette.far, 0.35)
        end = _seat(aspect)[0] + 0.045
        canvas.box(-0.6, SEA_LINE + 0.068, end, SEA_LINE + 0.08, tone)
        for post in np.arange(end - 0.01, -0.5, -0.06).tolist():
            canvas.line([(post, SEA_LINE + 0.07), (post, SEA_LINE + 0.125)], 0.008, tone)

    def _beams(self, scene: Scene, palette: Palette) -> tuple[Layer, ...]:
        """The beam through the mist: still, or on its way round in one picture after the other."""
        if scene.light.behaviour != "sweep":
            return (self._beam(scene, palette, 0.84, (0.0, np.inf)),)
        steps = [BEGIN_S + TURN_S * turn for turn in range(TURNS + 1)]
        return tuple(
            self._beam(scene, palette, turn / (TURNS - 1), (steps[turn], steps[turn + 1]))
            for turn in range(TURNS)
        )

    def _beam(
        self, scene: Scene, palette: Palette, turn: float, seen: tuple[float, float]
    ) -> Layer:
        canvas = scene.canvas(0.25, opaque=True)
        lights = LightMap(Brush(canvas, Tint()), (0, 0, 0))
        x, y = self._tower(scene.view.aspect)
        angle = np.pi * turn
        along = (float(np.cos(angle)) * 1.7, 0.1 + 0.42 * float(np.sin(angle)))
        half = 0.09 + 0.2 * float(np.sin(angle))
        strength = (0.34 + 0.5 * palette.lamps) * (0.75 + 0.25 * float(np.sin(angle)))
        for share, level in ((1.0, 0.5), (0.5, 0.5)):
            tip = x + along[0], y + along[1]
            across = (half * share * along[1] / 1.2, half * share)
            shape = [(x, y), (tip[0] + across[0], tip[1] - across[1]),
                     (tip[0] - across[0], tip[1] + across[1])]  # fmt: skip
            lights.shaft(shape, LAMP, strength * level, soften=0.02)
        lights.pool((x, y), (0.2, 0.2), LAMP, 0.4 * strength)
        lights.add()
        return scene.layer(canvas, blend="add", seen=seen)

    @staticmethod
    def _fisher(scene: Scene, palette: Palette) -> Layer:
        """Whoever is looked for, from behind and in no hurry: seen while the beam is there."""
        canvas = scene.canvas(0.25)
        x, y = _seat(scene.view.aspect)
        coat, lit = mix((226, 178, 60), palette.haze, 0.25), mix(LAMP, (226, 178, 60), 0.35)
        canvas.box(x - 0.02, y - 0.012, x + 0.024, y + 0.012, times(palette.near, 0.8))
        body = [(x - 0.024, y - 0.008), (x - 0.022, y - 0.05), (x - 0.008, y - 0.066),
                (x + 0.012, y - 0.066), (x + 0.024, y - 0.048), (x + 0.026, y - 0.008)]  # fmt: skip
        canvas.polygon(body, coat)
        canvas.polygon([(x + 0.026, y - 0.008), (x + 0.024, y - 0.048), (x + 0.012, y - 0.066),
                        (x + 0.012, y - 0.008)], lit)  # fmt: skip
        canvas.ellipse((x + 0.002, y - 0.081), (0.015, 0.017), times(coat, 0.8))
        canvas.polygon([(x - 0.03, y - 0.083), (x + 0.03, y - 0.083), (x + 0.014, y - 0.092),
                        (x + 0.01, y - 0.106), (x - 0.008, y - 0.106), (x - 0.013, y - 0.092)],
                       lit)  # fmt: skip
        tip = (x + 0.078, y - 0.1)
        canvas.line([(x + 0.012, y - 0.042), (x + 0.036, y - 0.056)], 0.011, coat)
        canvas.line([(x + 0.028, y - 0.048), tip], 0.0035, times(palette.near, 0.5))
        canvas.line([tip, (tip[0] + 0.004, y + 0.062)], 0.0015, mix(LAMP, palette.haze, 0.4), 0.9)
        canvas.ellipse((tip[0] + 0.004, y + 0.062), (0.006, 0.005), (226, 70, 60))
        seen = tuple(BEGIN_S + TURN_S * turn for turn in FOUND)
        brushes.focus(scene, canvas, 0.0)
        return scene.layer(canvas, seen=(seen[0], seen[1]))

    def _quay(self, scene: Scene, palette: Palette) -> Layer:
        canvas = scene.canvas(1.0)
        left, right = canvas.span
        canvas.box(left, QUAY, right, 2.0, palette.ground)
        canvas.box(left, QUAY, right, QUAY + 0.016, mix(palette.ground, palette.glint, 0.35))
        canvas.box(left, QUAY + 0.016, right, QUAY + 0.024, times(palette.ground, 0.55))
        middle = scene.view.aspect / 2
        for board in np.arange(-12, 13).tolist():
            foot, top = (middle + board * width for width in (0.16, 0.09))
            canvas.line([(top, QUAY + 0.024), (foot, 1.1)], 0.003, times(palette.ground, 0.6), 0.8)
        wet = canvas.noise("wet", 0.04, 3, stretch=4, coarse=2)
        below = np.clip((canvas.stage_y()[::2] - QUAY) / 0.03, 0, 1)
        canvas.blend(np.asarray(step(wet, 0.55, 0.75) * below * 0.4, np.float32), palette.haze)
        _notice(canvas, scene, palette, self.anchors(scene.view.aspect)["wall"].at)
        if scene.weather.kind == "snow":
            canvas.fade(QUAY, QUAY + 0.05, mix((240, 246, 255), palette.ambient, 0.3), 0.8)
        brushes.air(scene, canvas, palette, seam=0.75)
        return scene.layer(canvas)

    @staticmethod
    def _front(scene: Scene, palette: Palette) -> Layer:
        canvas = scene.canvas(1.4)
        unit, dark = canvas.unit, palette.front
        lit = mix(dark, palette.glint, 0.3)
        for u, tall in ((0.1, 0.2), (0.94, 0.15)):
            x, y = canvas.at_frame(u, 1.02)
            wide = 0.038 * unit * tall / 0.18
            high = tall * unit
            canvas.box(x - wide, y - high, x + wide, y, dark)
            canvas.box(x - wide, y - high, x - wide * 0.5, y, lit)
            canvas.ellipse((x, y - high), (wide * 1.35, wide * 0.55), mix(dark, lit, 0.4))
        rope = [canvas.at_frame(0.1 + 0.84 * t, 0.875 + 0.16 * t * (1 - t) * 2 + 0.03 * t)
                for t in np.linspace(0, 1, 16).tolist()]  # fmt: skip
        canvas.line(rope, 0.02 * unit, times(dark, 0.8))
        canvas.line([(x, y - 0.004 * unit) for x, y in rope], 0.009 * unit, lit)
        low = canvas.at_frame(0, 1.0)[1]
        canvas.fade(low - 0.25 * unit, low, mix(palette.haze, dark, 0.5), 0.35, inside=False)
        canvas.blur((0.006 if scene.view.zoom > brushes.CLOSE_ZOOM else 0.002) * unit)
        return scene.layer(canvas)


def _seat(aspect: float) -> Point:
    """Return where somebody could sit and fish, out on the jetty."""
    return aspect / 2 - min(0.105 * aspect, 0.09), SEA_LINE + 0.066


def _crane(canvas: Canvas, foot: Point, tall: float, tone: Colour) -> None:
    x, y = foot
    for side in (-0.03, 0.03):
        canvas.line([(x + side * 1.4, y), (x + side, y - tall * 0.75)], 0.006, tone)
    canvas.line([(x - 0.05, y - tall * 0.75), (x + 0.05, y - tall * 0.75)], 0.009, tone)
    canvas.line([(x - 0.1, y - tall * 0.98), (x, y - tall * 0.78), (x + 0.07, y - tall * 0.72)],
                0.006, tone)  # fmt: skip
    canvas.line([(x - 0.1, y - tall * 0.98), (x - 0.1, y - tall * 0.55)], 0.002, tone)


def _notice(canvas: Canvas, scene: Scene, palette: Palette, at: Point) -> None:
    """Nail a notice to a post: a blank where a face would be, and the member's word under it."""
    x, y = at
    wood = mix((112, 82, 60), palette.ambient, 0.35)
    canvas.line([(x, y - 0.13), (x, QUAY + 0.07)], 0.024, times(wood, 0.7))
    canvas.line(
        [(x - 0.006, y - 0.13), (x - 0.006, QUAY + 0.07)], 0.007, mix(wood, palette.glint, 0.3)
    )
    sheet = mix(mix(PAPER, palette.key, 0.25), palette.ambient, 0.12)
    ink = mix((52, 44, 56), palette.ambient, 0.15)
    wide, top, low = 0.075, y - 0.115, y + 0.105
    canvas.polygon([(x - wide + 0.004, top + 0.005), (x + wide + 0.006, top + 0.006),
                    (x + wide + 0.004, low + 0.008), (x - wide, low + 0.006)],
                   times(palette.near, 0.6), 0.5, soften=0.004)  # fmt: skip
    canvas.polygon([(x - wide, top), (x + wide, top + 0.003), (x + wide - 0.002, low),
                    (x - wide + 0.003, low - 0.003)], sheet)  # fmt: skip
    canvas.box(x - 0.05, top + 0.016, x + 0.05, top + 0.136, mix(ink, sheet, 0.62))
    head = (x, top + 0.064)
    canvas.ellipse(head, (0.0235, 0.029), sheet)
    canvas.polygon([(x - 0.044, top + 0.136), (x - 0.036, top + 0.108), (x - 0.012, top + 0.098),
                    (x + 0.012, top + 0.098), (x + 0.036, top + 0.108), (x + 0.044, top + 0.136)],
                   sheet, soften=0.001)  # fmt: skip
    canvas.ellipse((x, top + 0.007), (0.004, 0.004), (176, 52, 48))
    if scene.sign:
        written = brushes.fitted(scene, canvas, scene.sign, wide * 1.75, 0.052)
        brushes.write(canvas, written, (x, low - 0.042), ink)
    else:
        for row in (0.055, 0.038, 0.021):
            canvas.line([(x - 0.05, low - row), (x + 0.04, low - row)], 0.004, ink, 0.5)


PAINTER = Harbour()
