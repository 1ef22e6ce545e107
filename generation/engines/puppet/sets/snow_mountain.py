"""A snow ridge over a crater lake, birches, a trail sign: cold blue-white light."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from generation.engines.puppet.canvas import Canvas, Colour, Point
from generation.engines.puppet.sets import brushes, things
from generation.engines.puppet.sets.brushes import step
from generation.engines.puppet.sets.palettes import Palette, chosen, light_of, mix, places, times
from generation.engines.puppet.sets.scripts import SNOW_MOUNTAIN
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt


class SnowMountain:
    """Peaks, a steel-blue lake in their ring, a snow slope with birches."""

    id = "snow_mountain"
    room: Room = "outside"
    indoor = False

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where actors and props stand on the slope."""
        spread = min(0.36 * aspect, 0.27)
        return places(aspect, wall=(aspect / 2 - 0.75 * spread, 0.74))

    def paint(self, scene: Scene) -> SetArt:
        """Paint sky, peaks, lake, slope; a drift and birch twigs in front."""
        palette = chosen(SNOW_MOUNTAIN, scene)
        if scene.weather.kind == "snow":
            palette = replace(palette, ground=mix(palette.ground, palette.glint, 0.3))
        behind = [
            self._sky(scene, palette),
            self._peaks(scene, palette),
            self._lake(scene, palette),
            self._slope(scene, palette),
        ]
        if scene.weather.kind in ("wind", "snow", "storm") or scene.time == "dawn":
            behind.insert(2, self._blown(scene, palette))
        sun = -1 if scene.time in ("dusk",) else 1
        return SetArt(
            behind=tuple(behind),
            front=(self._front(scene, palette),),
            light=light_of(palette, sun),
            particles=(Particles(kind="sparks", amount=0.12, front=True, colour=palette.glint),)
            if scene.weather.kind == "clear"
            else (),
        )

    def _sky(self, scene: Scene, palette: Palette) -> Layer:
        canvas = brushes.plane(scene, 0.08, opaque=True)
        brushes.sky(canvas, palette.sky, 0.46)
        if scene.time == "night" and scene.weather.kind in ("clear", "wind"):
            brushes.stars(canvas, 0.42, 160)
            self._moon(canvas, scene)
        elif scene.weather.kind in ("clear", "wind"):
            at = (scene.view.aspect * (0.3 if scene.time == "dusk" else 0.78), 0.3)
            canvas.glow(at, 0.4, palette.glint, 0.5)
            canvas.glow(at, 0.12, (255, 250, 240), 0.7)
        lit, shaded = (
            mix(palette.sky[-1], palette.glint, 0.6),
            mix(palette.sky[1], palette.haze, 0.5),
        )
        amount = 0.42 if scene.weather.kind == "clear" else 0.7
        brushes.clouds(canvas, "high", (-0.08, 0.42), lit, shaded, amount=amount, size=0.09)
        brushes.air(scene, canvas, palette)
        brushes.focus(scene, canvas)
        return scene.layer(canvas, opaque=True)

    def _moon(self, canvas: Canvas, scene: Scene) -> None:
        at = (scene.view.aspect * 0.24, 0.16)
        canvas.glow(at, 0.3, (150, 180, 230), 0.6)
        canvas.ellipse(at, (0.03, 0.03), (244, 248, 255))
        canvas.ellipse(
            (at[0] + 0.008, at[1] - 0.004), (0.009, 0.008), (214, 224, 242), soften=0.003
        )

    def _peaks(self, scene: Scene, palette: Palette) -> Layer:
        canvas = brushes.plane(scene, 0.25)
        sun = -1 if scene.time == "dusk" else 1
        lit = mix(palette.glint, palette.far, 0.12)
        line = canvas.skyline("far peaks", 0.42, 0.075, roughness=0.5, width=0.3, peaked=True)
        brushes.mountain(
            canvas,
            line,
            mix(lit, palette.haze, 0.35),
            mix(palette.far, palette.haze, 0.45),
            purpose="far",
            facet=0.07,
            sun=sun,
            foot=(0.36, 0.52, palette.haze),
        )
        line = self._massif(canvas, scene.view.aspect)
        brushes.mountain(
            canvas,
            line,
            lit,
            palette.far,
            purpose="massif",
            facet=0.13,
            sun=sun,
            rock=mix(palette.mid, things.BARK, 0.35),
            foot=(0.42, 0.6, mix(palette.haze, palette.far, 0.2)),
        )
        brushes.mist(canvas, "valley", (0.4, 0.58), palette.haze, 0.75)
        brushes.air(scene, canvas, palette)
        brushes.focus(scene, canvas)
        return scene.layer(canvas)

    @staticmethod
    def _massif(canvas: Canvas, aspect: float) -> list[Point]:
        """Return a skyline with one great summit left of the middle and a shoulder to the right."""
        rough = canvas.skyline("massif", 0.5, 0.045, roughness=0.52, width=0.22, peaked=True)
        middle = aspect * 0.33
        points = []
        for x, y in rough:
            summit = max(0.0, 1 - abs(x - middle) / 0.3) ** 1.25 * 0.25
            shoulder = max(0.0, 1 - abs(x - middle - 0.42) / 0.28) ** 1.2 * 0.15
            points.append((x, y - max(summit, shoulder)))
        return points

    def _blown(self, scene: Scene, palette: Palette) -> Layer:
        """Snow dust that the wind carries off the crest, from right to left."""
        canvas = scene.canvas(0.25)
        field = canvas.noise("blown", 0.05, 4, stretch=7.0, wraps=True, coarse=2)
        veil = step(field, 0.5, 0.95) * brushes.band(canvas, 0.14, 0.5, 2)
        canvas.blend(
            np.asarray(veil * 0.6, np.float32), mix(palette.glint, palette.haze, 0.3), inside=False
        )
        way = -1.0 if scene.weather.wind <= 0 else 1.0
        return scene.layer(canvas, drift=(way * (0.05 + 0.1 * scene.weather.strength), 0.0))

    def _lake(self, scene: Scene, palette: Palette) -> Layer:
        canvas = brushes.plane(scene, 0.5)
        aspect = scene.view.aspect
        lit, shaded = palette.glint, mix(palette.mid, palette.haze, 0.25)
        middle = aspect * 0.46
        rim = canvas.skyline("rim", 0.555, 0.018, roughness=0.55, width=0.16, peaked=True)
        brushes.mountain(
            canvas,
            rim,
            mix(lit, palette.haze, 0.15),
            shaded,
            purpose="rim",
            facet=0.05,
            rock=mix(palette.mid, things.BARK, 0.4),
        )
        water = mix(palette.mid, (36, 84, 124), 0.45)
        half = 0.2 + 0.16 * max(0.0, aspect - 0.56)
        canvas.ellipse((middle, 0.617), (half + 0.02, 0.047), mix(lit, shaded, 0.35), soften=0.003)
        canvas.ellipse((middle, 0.62), (half, 0.04), times(water, 0.92), soften=0.002)
        canvas.ellipse(
            (middle, 0.612),
            (half * 0.86, 0.022),
            mix(water, palette.sky[-1], 0.55),
            0.8,
            soften=0.008,
        )
        canvas.glow_oval((middle - 0.06, 0.612), (0.16, 0.012), palette.glint, 0.55)
        rows = canvas.noise("ice", 0.012, 4, stretch=9.0, coarse=2)
        ripples = step(rows, 0.62, 0.8) * brushes.band(canvas, 0.58, 0.66, 2) * np.float32(0.3)
        canvas.blend(np.asarray(ripples, np.float32), mix(palette.glint, water, 0.25))
        near = canvas.skyline("near rim", 0.672, 0.012, width=0.3)
        brushes.mountain(
            canvas,
            near,
            mix(lit, palette.haze, 0.4),
            mix(palette.ground, palette.mid, 0.16),
            purpose="lip",
            facet=0.035,
            stretch=3.0,
        )
        self._firs(canvas, scene, palette)
        brushes.air(scene, canvas, palette)
        brushes.focus(scene, canvas, 0.8)
        return scene.layer(canvas)

    @staticmethod
    def _firs(canvas: Canvas, scene: Scene, palette: Palette) -> None:
        """Small snowed firs on both shores of the lake."""
        rng = canvas.rng("firs")
        aspect = scene.view.aspect
        for _ in range(34):
            side = rng.choice((-1, 1))
            x = aspect / 2 + side * aspect * rng.uniform(0.22, 0.62)
            tall = rng.uniform(0.035, 0.075)
            foot = 0.69 + rng.uniform(-0.012, 0.02)
            dark = mix(palette.near, (30, 56, 66), 0.55)
            for tier in range(5):
                y = foot - tall * (0.16 + 0.17 * tier)
                wide = tall * 0.26 * (1 - 0.17 * tier)
                tip = (x, y - tall * 0.3)
                canvas.polygon([(x - wide, y), tip, (x + wide, y)], dark)
                canvas.polygon(
                    [(x - wide, y), tip, (x + wide * 0.1, y - tall * 0.08)],
                    mix(dark, palette.glint, 0.75),
                )

    def _slope(self, scene: Scene, palette: Palette) -> Layer:
        canvas = scene.canvas(1.0)
        aspect = scene.view.aspect
        shaded = mix(palette.ground, palette.mid, 0.42)
        line = [
            (x, y - 0.05 * np.cos((x / aspect - 0.5) * 5.2) * -1)
            for x, y in canvas.skyline("slope", 0.785, 0.008, roughness=0.4, width=0.35)
        ]
        for x in (0.03, 0.15, 0.97):
            self._birch(canvas, (x * aspect, 0.86), palette, scene)
        brushes.mountain(
            canvas, line, palette.ground, shaded, purpose="slope", facet=0.05, stretch=4.5
        )
        canvas.fade(0.98, 0.76, palette.glint, 0.55)
        self._footprints(canvas, aspect, shaded)
        places = self.anchors(aspect)
        things.snowy_rock(canvas, places["table"].at, palette)
        things.snowy_sign(canvas, scene, palette, places["wall"].at)
        return scene.layer(canvas)

    @staticmethod
    def _footprints(canvas: Canvas, aspect: float, colour: Colour) -> None:
        for index in range(14):
            t = index / 14
            x = aspect * (0.75 - 0.3 * t) + (0.014 if index % 2 else -0.014) * (1 - t * 0.6)
            size = 0.012 * (1 - 0.6 * t)
            canvas.ellipse(
                (x, 0.985 - 0.2 * t**0.8), (size, size * 0.4), colour, 0.65, soften=0.002
            )

    @staticmethod
    def _birch(canvas: Canvas, foot: Point, palette: Palette, scene: Scene) -> None:
        """One white trunk with dark eyes and bare twigs, taller than the picture."""
        rng = canvas.rng(f"birch {foot[0] / scene.view.aspect:.2f}")
        bark = mix(palette.glint, palette.ground, 0.45)
        wide, lean = rng.uniform(0.009, 0.016), rng.uniform(-0.05, 0.05)
        x, y = foot
        top = (x + lean, -0.1)
        canvas.polygon(
            [
                (x - wide, y),
                (top[0] - wide * 0.5, top[1]),
                (top[0] + wide * 0.5, top[1]),
                (x + wide, y),
            ],
            bark,
        )
        canvas.polygon(
            [
                (x - wide, y),
                (top[0] - wide * 0.5, top[1]),
                (top[0] - wide * 0.1, top[1]),
                (x - wide * 0.25, y),
            ],
            mix(palette.mid, bark, 0.45),
            0.75,
        )
        for _ in range(22):
            t = rng.uniform(0.02, 0.98)
            at = (x + lean * t + rng.uniform(-0.5, 0.5) * wide, y + (top[1] - y) * t)
            canvas.ellipse(
                at,
                (wide * rng.uniform(0.2, 0.7), 0.0025 * rng.uniform(0.5, 1.4)),
                things.BARK,
                0.85,
            )
        for _ in range(9):
            t = rng.uniform(0.35, 0.9)
            start = (x + lean * t, y + (top[1] - y) * t)
            way = rng.choice((-1.0, 1.0))
            reach, rise = rng.uniform(0.014, 0.034), rng.uniform(0.012, 0.034)
            points = [start]
            for bend in range(1, 5):
                lift = rise * bend - 0.004 * bend * bend
                points.append((start[0] + way * reach * bend, start[1] - lift))
            canvas.line(points, 0.0028, mix(things.BARK, palette.mid, 0.3))
            lifted = [(a, b - 0.002) for a, b in points]
            canvas.line(lifted, 0.0016, palette.glint, 0.8)

    def _front(self, scene: Scene, palette: Palette) -> Layer:
        canvas = scene.canvas(1.35)
        unit = canvas.unit
        lit = mix(palette.ground, palette.glint, 0.55)
        self._twigs(canvas, palette)
        brushes.drift_edge(
            canvas, "drift", 0.985, 0.085, mix(palette.front, palette.mid, 0.15), lit
        )
        if scene.view.zoom > brushes.CLOSE_ZOOM:
            canvas.blur(0.006 * unit)
        else:
            canvas.blur(0.0012 * unit)
        return scene.layer(canvas)

    @staticmethod
    def _twigs(canvas: Canvas, palette: Palette) -> None:
        """Birch twigs with snow on them, in from the upper left edge of the picture."""
        rng = canvas.rng("twigs")
        unit = canvas.unit
        dark = mix(things.BARK, palette.front, 0.35)
        for v in (0.02, 0.08, 0.15):
            x, y = canvas.at_frame(-0.08, v)
            reach = unit * min(0.2, 0.36 * canvas.view.aspect) * rng.uniform(0.5, 1.0)
            points = [(x + reach * t, y + unit * 0.05 * t * t) for t in np.linspace(0, 1, 6)]
            canvas.line(points, unit * 0.006, dark)
            canvas.line(
                [(a, b - unit * 0.003) for a, b in points], unit * 0.004, palette.glint, 0.9
            )
            for a, b in points[1:]:
                for way in (-1, 1):
                    tip = (a + unit * 0.024, b + way * unit * rng.uniform(0.01, 0.028))
                    canvas.line([(a, b), tip], unit * 0.003, dark)
                    canvas.line(
                        [(a, b - unit * 0.002), (tip[0], tip[1] - unit * 0.002)],
                        unit * 0.0022,
                        palette.glint,
                        0.85,
                    )


PAINTER = SnowMountain()
