"""A wood of tall trunks in layers of light: shafts by day, fireflies by night, a trail sign."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from generation.engines.puppet.canvas import Canvas, Colour, Point
from generation.engines.puppet.sets import brushes, things
from generation.engines.puppet.sets.brushes import step
from generation.engines.puppet.sets.palettes import Palette, chosen, light_of, mix, places, times
from generation.engines.puppet.sets.scripts import FOREST
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt


class Forest:
    """Trunks behind trunks, moss, ferns, a path."""

    id = "forest"
    room: Room = "outside"
    indoor = False

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where actors and props stand on the path; ``table`` is a stump."""
        spread = min(0.36 * aspect, 0.27)
        return places(aspect, wall=(aspect / 2 - 0.78 * spread, 0.7))

    def paint(self, scene: Scene) -> SetArt:
        """Paint the bright depth, rows of trunks, shafts of light; ferns and leaves in front."""
        palette = chosen(FOREST, scene)
        behind = (
            self._depth(scene, palette),
            self._row(scene, palette, 0.28, 0),
            self._row(scene, palette, 0.55, 1),
            self._shafts(scene, palette),
            self._floor(scene, palette),
        )
        night = scene.time in ("dusk", "night")
        swarm = Particles(kind="fireflies", amount=0.35, colour=(220, 255, 140))
        motes = Particles(kind="dust", amount=0.4, colour=palette.glint)
        leaves = Particles(
            kind="leaves", amount=0.5, front=True, colour=mix(palette.glint, things.MOSS, 0.5)
        )
        dry = scene.weather.kind in ("clear", "fog")
        windy = scene.weather.kind in ("wind", "storm")
        return SetArt(
            behind=behind,
            front=(self._front(scene, palette),),
            light=light_of(palette, 1),
            particles=(leaves,) if windy else (swarm if night else motes,) if dry else (),
        )

    def _depth(self, scene: Scene, palette: Palette) -> Layer:
        canvas = brushes.plane(scene, 0.1, opaque=True)
        aspect = scene.view.aspect
        brushes.sky(canvas, palette.sky, 0.52)
        canvas.fade(0.5, 0.8, palette.far)
        heart = (aspect * 0.56, 0.36)
        if scene.time == "night" and scene.weather.kind in ("clear", "wind"):
            canvas.glow(heart, 0.4, palette.glint, 0.45)
            canvas.glow((heart[0] + 0.06, 0.13), 0.16, palette.glint, 0.6)
        else:
            canvas.glow(heart, 0.55, palette.glint, 0.75)
            canvas.glow(heart, 0.22, (255, 255, 236), 0.55)
        rng = canvas.rng("pale trunks")
        for _ in range(22):
            x = rng.uniform(-0.5, aspect + 0.5)
            wide = rng.uniform(0.004, 0.01)
            tone = mix(palette.far, palette.haze, float(rng.uniform(0.3, 0.7)))
            canvas.line([(x, -0.3), (x + rng.normal(0, 0.02), 0.68)], wide, tone, 0.85)
        self._foliage(
            canvas, "far leaves", (-0.5, 0.34), mix(palette.far, palette.haze, 0.35), 0.55, 0.05
        )
        self._foliage(
            canvas, "far leaves", (-0.55, 0.3), mix(palette.haze, palette.glint, 0.6), 0.3, 0.05
        )
        brushes.air(scene, canvas, palette)
        brushes.focus(scene, canvas)
        return scene.layer(canvas, opaque=True)

    @staticmethod
    def _foliage(
        canvas: Canvas,
        purpose: str,
        reach: tuple[float, float],
        colour: Colour,
        amount: float,
        size: float,
    ) -> None:
        """Lay clumps of leaves: large masses, eaten into by small ones."""
        mass = canvas.noise(purpose, size * 3, 3, stretch=1.5, coarse=2)
        leaf = canvas.noise(f"{purpose} fine", size * 0.42, 4, stretch=1.3, coarse=2)
        weight = brushes.band(canvas, reach[0], reach[1], 2) ** 0.5
        shape = (mass * 0.62 + leaf * 0.38) * weight
        canvas.blend(
            step(np.asarray(shape, np.float32), 0.62 - 0.3 * amount, 0.67 - 0.3 * amount),
            colour,
            inside=False,
        )

    def _row(self, scene: Scene, palette: Palette, depth: float, index: int) -> Layer:
        canvas = brushes.plane(scene, depth)
        aspect = scene.view.aspect
        tone = mix(palette.far, palette.mid, 0.45 + 0.55 * index)
        lit = mix(tone, palette.glint, 0.4 - 0.1 * index)
        rng = canvas.rng(f"row {index}")
        floor = 0.66 + 0.05 * index
        line = canvas.skyline(f"bank {index}", floor, 0.018, width=0.25)
        for slot in np.arange(-0.55, aspect + 0.55, 0.13 + 0.05 * index).tolist():
            x = slot + float(rng.uniform(-0.05, 0.05))
            if abs(x - aspect * 0.56) < 0.045 + 0.03 * index:
                continue
            wide = float(rng.uniform(0.009, 0.017)) * (1 + 0.75 * index)
            self._trunk(canvas, (x, floor + 0.04), wide, tone, lit, rng)
        canvas.polygon(
            [*line, (line[-1][0], 2.0), (line[0][0], 2.0)], mix(tone, palette.ground, 0.5)
        )
        canvas.fade(floor + 0.12, floor - 0.01, mix(palette.haze, palette.glint, 0.3), 0.5)
        self._foliage(
            canvas, f"leaves {index}", (-0.55, 0.24 - 0.03 * index), tone, 0.5, 0.055 + 0.02 * index
        )
        self._foliage(
            canvas, f"leaves {index}", (-0.55, 0.18 - 0.03 * index), lit, 0.12, 0.055 + 0.02 * index
        )
        self._foliage(
            canvas,
            f"bush {index}",
            (floor - 0.11, floor + 0.08),
            mix(tone, palette.ground, 0.25),
            0.42,
            0.03,
        )
        brushes.mist(
            canvas, f"mist {index}", (floor - 0.24, floor + 0.06), palette.haze, 0.6 - 0.2 * index
        )
        if scene.weather.kind == "snow":
            canvas.fade(floor, floor + 0.06, mix((240, 246, 255), palette.ambient, 0.3), 0.9)
        brushes.air(scene, canvas, palette)
        brushes.focus(scene, canvas)
        return scene.layer(canvas)

    @staticmethod
    def _trunk(
        canvas: Canvas,
        foot: Point,
        wide: float,
        tone: Colour,
        lit: Colour,
        rng: np.random.Generator,
    ) -> None:
        x, y = foot
        lean = float(rng.normal(0, 0.03))
        top = x + lean
        canvas.polygon(
            [
                (x - wide * 2.0, y + 0.03),
                (x - wide * 1.1, y - 0.03),
                (x - wide, y - 0.2),
                (top - wide * 0.75, -0.4),
                (top + wide * 0.75, -0.4),
                (x + wide, y - 0.2),
                (x + wide * 1.1, y - 0.03),
                (x + wide * 2.1, y + 0.03),
            ],
            tone,
        )
        canvas.polygon(
            [
                (x + wide * 0.45, y - 0.02),
                (x + wide, y - 0.2),
                (top + wide * 0.75, -0.4),
                (top + wide * 0.35, -0.4),
                (x + wide * 0.3, y - 0.2),
            ],
            lit,
            0.8,
        )
        for _ in range(int(rng.integers(1, 4))):
            t = float(rng.uniform(0.45, 0.9))
            at = (x + lean * t, y + (-0.4 - y) * t)
            way = float(rng.choice((-1.0, 1.0)))
            reach = float(rng.uniform(0.05, 0.12))
            canvas.line(
                [
                    at,
                    (at[0] + way * reach * 0.5, at[1] - reach * 0.25),
                    (at[0] + way * reach, at[1] - reach * 0.7),
                ],
                wide * 0.4,
                tone,
            )

    def _shafts(self, scene: Scene, palette: Palette) -> Layer:
        """Slanting light between the trunks; it breathes slowly."""
        canvas = brushes.plane(scene, 0.55, opaque=True, soft=True)
        aspect = scene.view.aspect
        strength = {"clear": 1.0, "wind": 0.8, "fog": 0.9, "snow": 0.35}.get(
            scene.weather.kind, 0.12
        )
        strength *= {"dawn": 0.3, "day": 0.26, "dusk": 0.28, "night": 0.14}[scene.time]
        rng = canvas.rng("shafts")
        source = (aspect * 0.95, -0.5)
        for _ in range(7):
            angle = float(rng.uniform(0.35, 1.25))
            reach, spread = 1.55, float(rng.uniform(0.012, 0.045))
            a = (
                source[0] - reach * np.sin(angle - spread),
                source[1] + reach * np.cos(angle - spread) * 1.05,
            )
            b = (
                source[0] - reach * np.sin(angle + spread),
                source[1] + reach * np.cos(angle + spread) * 1.05,
            )
            beam = Canvas(canvas.view, canvas.depth, seed=canvas.seed)
            beam.polygon(
                [source, (float(a[0]), float(a[1])), (float(b[0]), float(b[1]))],
                (255, 255, 255),
                1.0,
            )
            canvas.light(
                beam.alpha[::4, ::4].astype(np.float32) * np.float32(strength / 255), palette.glint
            )
        canvas.blur(0.012)
        fall = np.clip((0.92 - canvas.stage_y()[::4]) / 0.5, 0, 1)
        canvas.shade(np.repeat(1 - fall, 8, axis=1).astype(np.float32), (0, 0, 0))
        brushes.focus(scene, canvas, 0.0)
        return scene.layer(canvas, blend="add", behaviour="pulse", hz=0.13)

    def _floor(self, scene: Scene, palette: Palette) -> Layer:
        canvas = scene.canvas(1.0)
        aspect = scene.view.aspect
        rng = canvas.rng("near trunks")
        dark, lit = palette.near, mix(palette.near, palette.glint, 0.35)
        lead = self.anchors(aspect)["actor1"].at[0]
        for x, wide in ((aspect * 0.02 - 0.02, 0.05), (max(aspect * 0.99, lead + 0.24), 0.038)):
            self._trunk(canvas, (x, 0.86), wide, dark, lit, rng)
            self._bark(canvas, x, wide, dark, lit)
        line = canvas.skyline("floor", 0.785, 0.01, width=0.3)
        ground = mix(palette.ground, palette.near, 0.25)
        canvas.polygon([*line, (line[-1][0], 2.0), (line[0][0], 2.0)], ground)
        tufts = canvas.noise("tufts", 0.03, 5, stretch=1.8, coarse=2)
        below = np.clip((canvas.stage_y()[::2] - 0.77) / 0.05, 0, 1)
        canvas.blend(
            np.asarray(step(tufts, 0.5, 0.6) * below * 0.75, np.float32),
            mix(palette.ground, palette.glint, 0.22),
        )
        canvas.blend(
            np.asarray(step(1 - tufts, 0.62, 0.72) * below * 0.7, np.float32),
            mix(palette.near, palette.ground, 0.35),
        )
        self._path(canvas, aspect, palette)
        if scene.weather.kind == "snow":
            heap = canvas.noise("fallen", 0.06, 5, stretch=3, coarse=2)
            white = mix((240, 246, 255), palette.ambient, 0.28)
            canvas.blend(np.asarray(step(heap, 0.1, 0.45) * below, np.float32), white)
        if scene.weather.kind in ("rain", "storm"):
            pools = canvas.noise("pools", 0.04, 3, stretch=4, coarse=2)
            canvas.blend(
                np.asarray(step(pools, 0.66, 0.72) * below * 0.6, np.float32), palette.sky[-1]
            )
        places = self.anchors(aspect)
        canvas.glow_oval((lead, 0.93), (0.22, 0.07), palette.glint, 0.35)
        things.stump(canvas, places["table"].at, palette)
        things.trail_sign(canvas, scene, palette, places["wall"].at)
        things.toadstools(canvas, aspect, palette)
        return scene.layer(canvas)

    @staticmethod
    def _bark(canvas: Canvas, x: float, wide: float, dark: Colour, lit: Colour) -> None:
        rng = canvas.rng(f"bark {wide}")
        for _ in range(40):
            at = x + wide * float(rng.uniform(-0.8, 0.8))
            top = float(rng.uniform(-0.1, 0.75))
            tone = times(dark, 0.72) if rng.random() < 0.65 else lit
            canvas.line(
                [
                    (at, top),
                    (at + float(rng.normal(0, 0.006)), top + float(rng.uniform(0.03, 0.12))),
                ],
                0.003,
                tone,
                0.7,
            )
        moss = mix(things.MOSS, dark, 0.45)
        for _ in range(26):
            patch = (x - wide * float(rng.uniform(0.2, 0.95)), float(rng.uniform(0.45, 0.82)))
            canvas.ellipse(patch, (wide * 0.2, 0.012), moss, 0.7, soften=0.003)

    @staticmethod
    def _path(canvas: Canvas, aspect: float, palette: Palette) -> None:
        middle = aspect * 0.56
        earth = mix(mix((176, 142, 98), palette.ambient, 0.45), palette.ground, 0.25)
        sides: tuple[list[Point], list[Point]] = ([], [])
        for t in np.linspace(0, 1, 14).tolist():
            y = 0.785 + 0.26 * t
            bend = 0.05 * float(np.sin(2.4 * (1 - t)))
            for side, points in zip((-1, 1), sides, strict=True):
                points.append((middle + bend + side * (0.02 + 0.2 * t * t), y))
        canvas.polygon([*sides[0], *reversed(sides[1])], earth, 0.85, soften=0.01)
        canvas.polygon(
            [*sides[0][4:], *reversed([(x - 0.06, y) for x, y in sides[1][4:]])],
            mix(earth, palette.glint, 0.3),
            0.4,
            soften=0.02,
        )

    def _front(self, scene: Scene, palette: Palette) -> Layer:
        canvas = scene.canvas(1.4)
        unit = canvas.unit
        dark = palette.front
        tones = (dark, mix(dark, things.MOSS, 0.16), times(dark, 0.7))
        self._leaves(canvas, palette)
        for u, tall in (
            (-0.04, 0.3),
            (0.06, 0.2),
            (0.2, 0.12),
            (0.8, 0.13),
            (0.95, 0.22),
            (1.05, 0.3),
        ):
            self._fern(canvas, canvas.at_frame(u, 1.04), tall * unit, tones, palette)
        brushes.blades(canvas, "grass", tones, count=70, height=0.1, edges=0.5)
        canvas.blur((0.006 if scene.view.zoom > brushes.CLOSE_ZOOM else 0.0014) * unit)
        return scene.layer(canvas)

    @staticmethod
    def _leaves(canvas: Canvas, palette: Palette) -> None:
        """A dark bough with leaves across the upper corners of the picture."""
        rng = canvas.rng("bough")
        unit = canvas.unit
        for _ in range(130):
            side = float(rng.choice((0.0, 1.0)))
            far = float(rng.random()) ** 1.6
            u = side + (1 - 2 * side) * (0.34 * far - 0.06)
            v = -0.03 + (0.13 * (1 - far) * float(rng.random()))
            size = unit * float(rng.uniform(0.012, 0.026))
            tone = (
                mix(palette.front, palette.glint, 0.24)
                if rng.random() < 0.2
                else times(palette.front, float(rng.uniform(0.75, 1.2)))
            )
            canvas.ellipse(
                canvas.at_frame(u, v), (size, size * 0.42), tone, angle=float(rng.uniform(0, 180))
            )

    @staticmethod
    def _fern(
        canvas: Canvas, root: Point, tall: float, tones: tuple[Colour, ...], palette: Palette
    ) -> None:
        for index, way in enumerate((-0.8, -0.35, 0.1, 0.5, 0.9)):
            ts = np.linspace(0, 1, 11).tolist()
            spine = [
                (root[0] + tall * way * t, root[1] - tall * (1.15 * t - 0.5 * abs(way) * t * t))
                for t in ts
            ]
            tone = tones[index % len(tones)]
            rim = mix(tone, palette.glint, 0.2)
            for place in range(1, 11):
                (ax, ay), (bx, by) = spine[place - 1], spine[place]
                leaf = tall * 0.24 * (1 - place / 11.5)
                norm = max(1e-6, float(np.hypot(bx - ax, by - ay)))
                dx, dy = (bx - ax) / norm, (by - ay) / norm
                for side in (-1.0, 1.0):
                    tip = (bx + leaf * (0.5 * dx - side * dy), by + leaf * (0.5 * dy + side * dx))
                    canvas.polygon(
                        [(ax, ay), tip, (bx, by)], rim if side > 0 and place % 2 else tone
                    )


PAINTER = Forest()
