"""A beach: heaped clouds, bands of sea, foam, wet sand that mirrors the sky, a palm, a banner."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from generation.engines.puppet.canvas import Canvas, Colour, Point
from generation.engines.puppet.sets import brushes, things
from generation.engines.puppet.sets.brushes import step
from generation.engines.puppet.sets.palettes import Palette, chosen, light_of, mix, places, times
from generation.engines.puppet.sets.scripts import BEACH
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt

SEA_LINE = 0.5  # stage y of the horizon: behind the chest of a standing person
SHORE = 0.74
ROUGH: Mapping[str, float] = {"storm": 0.9, "wind": 0.55, "rain": 0.3}  # of the sea, else 0.16


class Beach:
    """Sea and sky with a low sun, a banner between two poles."""

    id = "beach"
    room: Room = "outside"
    indoor = False

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where actors and props stand on the sand."""
        return places(aspect, wall=(aspect * 0.5, 0.2))

    def paint(self, scene: Scene) -> SetArt:
        """Paint sky, sea, sand; grass and a palm frond in front."""
        palette = chosen(BEACH, scene)
        sky, sea = self._sky(scene, palette), self._sea(scene, palette)
        sand = self._sand(scene, palette, (sky, sea))
        behind = (sky, sea, self._glitter(scene, palette), sand)
        return SetArt(
            behind=behind,
            front=(self._front(scene, palette),),
            light=light_of(palette, -1 if scene.time == "dusk" else 1),
            particles=(Particles(kind="sparks", amount=0.15, colour=palette.glint),)
            if scene.weather.kind == "clear" and scene.time != "night"
            else (),
        )

    @staticmethod
    def _sun(scene: Scene) -> Point:
        heights = {"dawn": 0.44, "day": 0.1, "dusk": 0.455, "night": 0.2}
        return scene.view.aspect * (0.3 if scene.time != "dawn" else 0.72), heights[scene.time]

    def _sky(self, scene: Scene, palette: Palette) -> Layer:
        canvas = brushes.plane(scene, 0.06, opaque=True)
        aspect = scene.view.aspect
        brushes.sky(canvas, palette.sky, SEA_LINE)
        clear = scene.weather.kind in ("clear", "wind")
        sun = self._sun(scene)
        if clear and scene.time == "night":
            brushes.stars(canvas, SEA_LINE, 170)
        if clear:
            canvas.glow(sun, 0.5, palette.glint, 0.55)
            canvas.glow(sun, 0.2, palette.glint, 0.7)
            disc = 0.034 if scene.time == "night" else 0.05
            canvas.ellipse(
                sun, (disc, disc), mix(palette.glint, (255, 255, 246), 0.6), soften=0.002
            )
        lit = mix(palette.glint, palette.haze, 0.12)
        shaded = mix(palette.sky[1], palette.haze, 0.55)
        brushes.clouds(
            canvas,
            "veil",
            (-0.1, 0.36),
            lit,
            shaded,
            amount=0.36 if clear else 0.85,
            size=0.08,
            stretch=4,
        )
        if clear:
            tall = mix(shaded, palette.far, 0.25)
            brushes.cumulus(canvas, "heap a", (aspect * 0.86, 0.47), 0.46, lit, tall)
            brushes.cumulus(canvas, "heap b", (aspect * 0.1, 0.485), 0.3, lit, tall)
            brushes.cumulus(canvas, "heap c", (aspect * 0.5, 0.495), 0.2, mix(lit, tall, 0.3), tall)
        canvas.fade(SEA_LINE - 0.09, SEA_LINE, palette.haze, 0.6)
        brushes.air(scene, canvas, palette)
        brushes.focus(scene, canvas)
        return scene.layer(canvas, opaque=True)

    def _sea(self, scene: Scene, palette: Palette) -> Layer:
        canvas = brushes.plane(scene, 0.3)
        left, right = canvas.span
        deep = mix(palette.mid, palette.far, 0.25)
        canvas.box(left, SEA_LINE, right, 1.5, deep)
        self._islands(canvas, scene, palette)
        canvas.fade(SEA_LINE, SEA_LINE + 0.03, palette.mid, 0.9)
        canvas.fade(SEA_LINE + 0.06, SHORE - 0.03, palette.near)
        canvas.fade(SEA_LINE + 0.012, SEA_LINE, mix(palette.haze, palette.mid, 0.4), 0.8)
        self._islands(canvas, scene, palette)
        rough = ROUGH.get(scene.weather.kind, 0.16)
        waves = canvas.noise("waves", 0.012 + 0.022 * rough, 5, stretch=10, coarse=2)
        depth = np.clip((canvas.stage_y()[::2] - SEA_LINE) / (SHORE - SEA_LINE), 0, 1) ** 0.7
        dark, light = times(palette.mid, 0.72), mix(palette.sky[-1], palette.near, 0.35)
        canvas.blend(step(waves, 0.56, 0.7) * np.float32(0.5) * depth, dark)
        canvas.blend(step(1 - waves, 0.58, 0.72) * np.float32(0.5) * depth, light)
        caps = canvas.noise("caps", 0.02, 6, stretch=7, coarse=2)
        canvas.blend(step(caps, 0.86 - 0.3 * rough, 0.94 - 0.25 * rough) * depth, palette.glint)
        canvas.glow_oval((self._sun(scene)[0], SEA_LINE + 0.1), (0.1, 0.16), palette.glint, 0.4)
        brushes.air(scene, canvas, palette)
        brushes.focus(scene, canvas)
        return scene.layer(canvas)

    @staticmethod
    def _islands(canvas: Canvas, scene: Scene, palette: Palette) -> None:
        aspect = scene.view.aspect
        line = [
            (x, SEA_LINE - max(0.0, 0.035 - 0.32 * abs(x - aspect * 0.93)) - (SEA_LINE - y) * 0.2)
            for x, y in canvas.skyline("isle", SEA_LINE, 0.02, width=0.1)
            if abs(x - aspect * 0.93) < 0.11
        ]
        if len(line) > 2:
            line = [(line[0][0] - 0.02, SEA_LINE), *line, (line[-1][0] + 0.02, SEA_LINE)]
            canvas.polygon(line, mix(palette.far, palette.haze, 0.35))

    def _glitter(self, scene: Scene, palette: Palette) -> Layer:
        """The path of sun or moon on the water: light that pulses slowly."""
        canvas = scene.canvas(0.3, opaque=True)
        sun = self._sun(scene)
        rows, columns = canvas.stage_y()[::2], canvas.stage_x()[:, ::2]
        below = np.clip((rows - SEA_LINE) / (SHORE + 0.06 - SEA_LINE), 0, 1)
        spread = 0.03 + 0.12 * below
        path = np.exp(-(((columns - np.float32(sun[0])) / spread) ** 2)) * (below > 0) * (below < 1)
        sparks = step(canvas.noise("glitter", 0.009, 4, stretch=6, coarse=2), 0.6, 0.75)
        strength = 0.85 if scene.weather.kind == "clear" else 0.15
        light = path * sparks * strength * (1 - below**3)
        canvas.light(np.asarray(light, np.float32), palette.glint)
        return scene.layer(canvas, blend="add", behaviour="pulse", hz=0.37)

    def _sand(self, scene: Scene, palette: Palette, far: tuple[Layer, ...]) -> Layer:
        canvas = scene.canvas(1.0)
        aspect = scene.view.aspect
        line = [
            (x, y + 0.03 * (x / aspect - 0.5))
            for x, y in canvas.skyline("shore", SHORE, 0.012, width=0.5, roughness=0.4)
        ]
        wet = mix(times(palette.ground, 0.72), palette.near, 0.25)
        foam = mix(palette.glint, palette.haze, 0.2)

        def below(offset: float, wave: float) -> list[Point]:
            edge = [(x, y + offset + wave * float(np.sin(x * 9 + offset * 60))) for x, y in line]
            return [*edge, (edge[-1][0], 2.0), (edge[0][0], 2.0)]

        canvas.polygon(below(-0.05, 0.006), mix(palette.near, foam, 0.25), 0.75, soften=0.004)
        canvas.polygon(below(-0.012, 0.008), foam)
        canvas.polygon(below(0.006, 0.008), mix(palette.near, wet, 0.45))
        canvas.polygon(below(0.022, 0.007), mix(foam, wet, 0.35), 0.7)
        canvas.polygon(below(0.03, 0.007), wet)
        wetness = (canvas.stage_y()[::4] - SHORE) / 0.13
        mirror = np.clip(1.15 - wetness, 0, 1) * np.clip((wetness - 0.12) * 5, 0, 1) * 0.62
        brushes.mirrored(
            canvas,
            brushes.seen(far),
            SHORE + 0.01,
            np.repeat(mirror, 8, axis=1).astype(np.float32),
            smear=0.02,
            ripple=0.01,
        )
        canvas.polygon(below(0.125, 0.012), palette.ground, 1.0, soften=0.012)
        canvas.fade(0.86, 1.02, times(palette.ground, 1.06), 0.6)
        dunes = canvas.noise("dunes", 0.02, 5, stretch=6, coarse=2)
        dry = np.clip((canvas.stage_y()[::2] - SHORE - 0.11) / 0.06, 0, 1).astype(np.float32)
        canvas.blend(step(dunes, 0.55, 0.75) * dry * np.float32(0.35), times(palette.ground, 0.78))
        canvas.blend(step(1 - dunes, 0.6, 0.8) * dry * np.float32(0.35), palette.glint)
        self._shells(canvas, aspect, palette)
        places = self.anchors(aspect)
        things.cool_box(canvas, places["table"].at, palette)
        self._palm(canvas, scene, palette)
        self._banner(canvas, scene, palette)
        return scene.layer(canvas)

    @staticmethod
    def _shells(canvas: Canvas, aspect: float, palette: Palette) -> None:
        rng = canvas.rng("shells")
        for _ in range(26):
            at = (aspect * rng.uniform(-0.05, 1.05), rng.uniform(0.9, 1.02))
            size = rng.uniform(0.002, 0.006)
            canvas.ellipse(
                (at[0], at[1] + size * 0.4),
                (size * 1.3, size * 0.5),
                times(palette.ground, 0.6),
                0.5,
            )
            tone = mix(palette.glint, (240, 150, 130), float(rng.uniform(0, 0.7)))
            canvas.ellipse(at, (size, size * 0.6), mix(tone, palette.ground, 0.25))

    @staticmethod
    def _palm(canvas: Canvas, scene: Scene, palette: Palette) -> None:
        """A palm that leans in from the left."""
        aspect = scene.view.aspect
        shade = mix(palette.front, palette.mid, 0.1)
        bark = mix(mix((150, 112, 84), palette.ambient, 0.35), shade, 0.3 + 0.4 * palette.lamps)
        foot = (aspect * 0.02 - 0.11, 0.9)
        trunk = [
            (foot[0] + 0.17 * t**1.7, foot[1] - 0.74 * t) for t in np.linspace(0, 1, 16).tolist()
        ]
        for index, (a, b) in enumerate(pairwise(trunk)):
            canvas.line([a, b], 0.03 - 0.011 * index / 15, bark if index % 2 else times(bark, 0.86))
            canvas.line(
                [(a[0] + 0.006, a[1]), (b[0] + 0.006, b[1])], 0.006, mix(bark, palette.glint, 0.45)
            )
        crown = trunk[-1]
        leaf = mix(
            mix((46, 122, 74), palette.ambient, 0.15), palette.front, 0.25 + 0.5 * palette.lamps
        )
        sway = 0.05 * scene.weather.wind * scene.weather.strength
        for angle in (-168, -140, -118, -88, -60, -34, -8, 150, 24):
            tone = leaf if angle % 4 else mix(leaf, palette.glint, 0.16)
            Beach._frond(canvas, crown, np.radians(angle), 0.2, tone, sway)

    @staticmethod
    def _frond(
        canvas: Canvas, root: Point, angle: float, length: float, colour: Colour, sway: float
    ) -> None:
        ts = np.linspace(0, 1, 13)
        spine = [
            (
                root[0] + length * t * np.cos(angle) + sway * t,
                root[1] + length * (t * np.sin(angle) * 0.75 + 0.62 * t * t),
            )
            for t in ts.tolist()
        ]
        canvas.line(spine, 0.0045, times(colour, 0.8))
        for index in range(1, len(spine)):
            (ax, ay), (bx, by) = spine[index - 1], spine[index]
            t = index / (len(spine) - 1)
            reach = length * 0.3 * np.sin(np.pi * min(0.98, 0.25 + 0.75 * t)) + 0.012
            dx, dy = (bx - ax), (by - ay)
            norm = max(1e-6, float(np.hypot(dx, dy)))
            dx, dy = dx / norm, dy / norm
            for side, tone in ((1.0, colour), (-1.0, times(colour, 1.18))):
                tip = (
                    bx + reach * (0.62 * dx - 0.7 * dy * side),
                    by + reach * (0.62 * dy + 0.7 * dx * side * 0.8 + 0.45),
                )
                canvas.polygon([(ax, ay), (bx + dx * 0.006, by + dy * 0.006), tip], tone)

    def _banner(self, canvas: Canvas, scene: Scene, palette: Palette) -> None:
        """A cloth between two poles; it carries the member's word, or stays a row of pennants."""
        middle, y = self.anchors(scene.view.aspect)["wall"].at
        half = min(0.2, scene.view.aspect * 0.36)
        cloth = mix(mix((250, 244, 228), palette.ambient, 0.35), palette.key, 0.3)
        cord = times(palette.front, 0.9)
        sag = [
            (middle + half * 1.6 * t, y - 0.035 + 0.028 * (1 - t * t))
            for t in np.linspace(-1, 1, 15).tolist()
        ]
        canvas.line(sag, 0.003, cord)
        if not scene.sign:
            tones: tuple[Colour, ...] = (
                (226, 92, 80),
                (250, 196, 84),
                (70, 168, 172),
                (250, 244, 228),
            )
            for index, (a, b) in enumerate(pairwise(sag)):
                tone = mix(
                    mix(tones[index % 4], palette.ambient, 0.3), palette.front, 0.4 * palette.lamps
                )
                canvas.polygon([a, b, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + 0.045)], tone)
            return
        high = 0.042
        xs = np.linspace(-half, half, 13).tolist()
        top = [(middle + x, y - high + 0.006 * np.sin(x * 30)) for x in xs]
        low = [(middle + x, y + high + 0.006 * np.sin(x * 30 + 0.6)) for x in reversed(xs)]
        canvas.polygon([*top, *low], cloth)
        canvas.polygon([*top[6:], *low[:7]], times(cloth, 0.93))
        for side in (-1, 1):
            canvas.line(
                [(middle + side * half, y - high), sag[0] if side < 0 else sag[-1]], 0.003, cord
            )
        ink = brushes.fitted(scene, canvas, scene.sign, half * 1.8, high * 1.7)
        brushes.write(
            canvas, ink, (middle, y), mix((206, 62, 58), palette.front, 0.35 * palette.lamps)
        )

    def _front(self, scene: Scene, palette: Palette) -> Layer:
        canvas = scene.canvas(1.4)
        unit = canvas.unit
        sway = 0.35 * scene.weather.wind * (0.4 + scene.weather.strength)
        tones = (palette.front, mix(palette.front, palette.glint, 0.22), times(palette.front, 0.75))
        sand = mix(palette.ground, palette.front, 0.45)
        brushes.drift_edge(canvas, "dune", 1.0, 0.055, sand, mix(sand, palette.glint, 0.3))
        brushes.blades(canvas, "dune grass", tones, count=120, height=0.2, sway=sway, edges=0.85)
        canvas.blur((0.006 if scene.view.zoom > brushes.CLOSE_ZOOM else 0.0014) * unit)
        return scene.layer(canvas)


PAINTER = Beach()
