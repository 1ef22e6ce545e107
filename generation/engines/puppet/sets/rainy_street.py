"""A small old street in the wet: one lamp, lit windows, a bench, puddles that double the lamp."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from generation.engines.puppet.canvas import Canvas, Colour, Point
from generation.engines.puppet.sets import brushes, things, town
from generation.engines.puppet.sets.brushes import step
from generation.engines.puppet.sets.palettes import Palette, chosen, light_of, mix, places, times
from generation.engines.puppet.sets.scripts import RAINY_STREET
from generation.engines.puppet.sets.town import House, Street
from generation.engines.puppet.stage import Anchor, Layer, Room, Scene, SetArt

LAMP: Colour = (255, 198, 112)


AXIS = 0.69  # stage y where the near ground begins to mirror
FAR_DEPTH, NEAR_DEPTH = 0.4, 0.8


class RainyStreet:
    """One lamp on the right, a shop on the left, wet stones."""

    id = "rainy_street"
    room: Room = "street"
    indoor = False

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where actors and props stand; ``table`` is the bench."""
        return places(aspect, wall=(aspect / 2 - 0.165, 0.33))

    def paint(self, scene: Scene) -> SetArt:
        """Paint sky, two ends of the street, lamp and ground; a kerb and its puddle in front."""
        palette = chosen(RAINY_STREET, scene)
        street = Street(vanishing=(scene.view.aspect * 0.5, 0.5), half_width=0.31, drop=0.38)
        glow = brushes.plane(scene, 1.0, opaque=True, soft=True)
        windows = brushes.plane(scene, NEAR_DEPTH, opaque=True, soft=True)
        sky = self._sky(scene, palette)
        far = self._houses(scene, palette, street, FAR_DEPTH, None)
        near = self._houses(scene, palette, street, NEAR_DEPTH, windows)
        lamp = self._lamp(scene, palette, glow)
        brushes.focus(scene, glow, 0.0)
        pane = scene.layer(windows, blend="add", behaviour="pulse", hz=0.21)
        shine = scene.layer(glow, blend="add", behaviour="flicker", hz=1.1)
        self._road(scene, palette, street, lamp, (sky, far, near, pane, scene.layer(lamp), shine))
        return SetArt(
            behind=(sky, far, near, pane, scene.layer(lamp), shine),
            front=(self._front(scene, palette),),
            light=light_of(palette, 1, "flicker" if scene.light.behaviour == "flicker" else ""),
        )

    @staticmethod
    def _lamp_at(aspect: float) -> Point:
        """Return the middle of the lantern."""
        return aspect / 2 + min(0.42 * aspect, 0.34), 0.2

    def _sky(self, scene: Scene, palette: Palette) -> Layer:
        canvas = brushes.plane(scene, 0.08, opaque=True)
        brushes.sky(canvas, palette.sky, 0.56)
        amount = 0.6 if scene.weather.kind == "clear" else 0.85
        if scene.time == "night" and scene.weather.kind == "clear":
            brushes.stars(canvas, 0.4, 60, 0.7)
        lit, shaded = (
            mix(palette.sky[-1], palette.glint, 0.35),
            mix(palette.sky[0], palette.haze, 0.5),
        )
        brushes.clouds(canvas, "low", (-0.15, 0.5), lit, shaded, amount=amount, size=0.13)
        line = canvas.skyline("roofs", 0.47, 0.03, width=0.1, roughness=0.3)
        floor = [(line[-1][0], 2.0), (line[0][0], 2.0)]
        canvas.polygon([*line, *floor], mix(palette.far, palette.haze, 0.5))
        canvas.fade(0.36, 0.56, palette.haze, 0.7)
        brushes.air(scene, canvas, palette)
        brushes.focus(scene, canvas)
        return scene.layer(canvas, opaque=True)

    def _houses(
        self, scene: Scene, palette: Palette, street: Street, depth: float, light: Canvas | None
    ) -> Layer:
        canvas = brushes.plane(scene, depth)
        near = light is not None
        reach = (town.FIRST, 0.36) if near else (0.36, 0.9)
        if not near:
            left, right = canvas.span
            canvas.box(left, 0.52, right, 2.0, mix(palette.ground, palette.haze, 0.4))
            canvas.fade(0.7, 0.51, palette.haze, 0.9)
        brick, plaster = (
            mix(palette.near, (150, 92, 78), 0.32),
            mix(palette.near, (176, 158, 128), 0.3),
        )
        share = 0.12 + 0.4 * palette.lamps
        house = House(
            walls=(brick, plaster, mix(palette.near, (96, 118, 118), 0.3)),
            distance=palette.haze,
            lit=(
                mix((255, 204, 122), palette.ambient, 0.12),
                mix((255, 178, 98), palette.ambient, 0.12),
            ),
            dark=mix(palette.front, palette.far, 0.4),
            share=share,
            roof=mix(palette.front, palette.near, 0.35),
            storey=0.24,
        )
        for side in (-1, 1):
            town.row(canvas, street, house, side, reach, purpose="row", storeys=(3, 5))
        brushes.mist(canvas, "street", (0.4, 0.72), palette.haze, 0.4 if not near else 0.16)
        if light is not None:
            self._shop(canvas, light, scene, palette, street)
            brushes.focus(scene, light, 0.8)
        if scene.weather.kind == "snow":
            self._snowed(canvas, street, palette, reach)
        brushes.air(scene, canvas, palette)
        brushes.focus(scene, canvas, 0.8)
        return scene.layer(canvas)

    @staticmethod
    def _snowed(
        canvas: Canvas, street: Street, palette: Palette, reach: tuple[float, float]
    ) -> None:
        white = mix((240, 246, 255), palette.ambient, 0.3)
        for side in (-1, 1):
            canvas.polygon(
                street.quad(side, -0.01, 0.03, max(-1.6, reach[0]), reach[1]), white, 0.9
            )

    def _shop(
        self, canvas: Canvas, light: Canvas, scene: Scene, palette: Palette, street: Street
    ) -> None:
        """The lit shop on the left with the board that carries the member's word."""
        side, begin, end = -1, -0.22, 0.24
        pane = mix((255, 206, 128), palette.mid, 0.5 * (1 - palette.lamps))
        frame = mix((70, 46, 40), palette.near, 0.35)
        canvas.polygon(street.quad(side, 0.0, 0.3, begin - 0.03, end + 0.03), frame)
        canvas.polygon(street.quad(side, 0.06, 0.26, begin, end), pane)
        canvas.polygon(street.quad(side, 0.06, 0.14, begin, end), times(pane, 0.84))
        rng = canvas.rng("wares")
        for index in range(11):
            t = begin + (end - begin) * (index + 0.5) / 11
            tone = mix(times(pane, 0.55), (120, 60, 40), float(rng.uniform(0, 0.6)))
            canvas.polygon(
                street.quad(side, 0.06, 0.1 + float(rng.uniform(0, 0.05)), t - 0.012, t + 0.012),
                tone,
            )
        for post in np.linspace(begin, end, 5).tolist():
            canvas.line(
                [street.at(side, 0.06, post), street.at(side, 0.26, post)],
                0.004 * (1 - post),
                frame,
            )
        lip = side * (1 - 0.1 / street.half_width)
        reds = (mix((176, 62, 56), palette.near, 0.3), mix((232, 214, 190), palette.near, 0.35))
        edges = np.linspace(begin - 0.03, end + 0.03, 10).tolist()
        for index, (a, b) in enumerate(pairwise(edges)):
            canvas.polygon(
                [
                    street.at(side, 0.36, a),
                    street.at(lip, 0.29, a),
                    street.at(lip, 0.265, (a + b) / 2),
                    street.at(lip, 0.29, b),
                    street.at(side, 0.36, b),
                ],
                reds[index % 2],
            )
        light.glow(street.at(side * 0.9, 0.16, 0.02), 0.3, (255, 176, 90), 0.5 * palette.lamps)
        self._board(canvas, light, scene, palette)

    def _board(self, canvas: Canvas, light: Canvas, scene: Scene, palette: Palette) -> None:
        x, y = self.anchors(scene.view.aspect)["wall"].at
        word = scene.sign
        upright = bool(word) and not str(word).isascii() and len(str(word)) <= 6
        size = (0.07, 0.24) if upright or not word else (0.2, 0.075)
        wood = mix((58, 40, 36), palette.near, 0.3)
        half, high = size[0] / 2, size[1] / 2
        canvas.line(
            [(x - 0.16, y - high + 0.02), (x + half, y - high + 0.02)], 0.006, times(wood, 0.7)
        )
        canvas.box(
            x - half - 0.006, y - high - 0.006, x + half + 0.006, y + high + 0.006, times(wood, 0.6)
        )
        face = mix((255, 226, 170), palette.mid, 0.55 * (1 - palette.lamps))
        canvas.box(x - half, y - high, x + half, y + high, face)
        canvas.glow((x, y), high, (255, 246, 216), 0.4 * palette.lamps)
        if not word:
            canvas.ellipse((x, y - 0.05), (0.022, 0.022), wood)
            canvas.ellipse((x, y - 0.05), (0.016, 0.016), face)
            canvas.box(x - 0.016, y, x + 0.016, y + 0.07, wood)
        else:
            write = brushes.stacked if upright else brushes.fitted
            brushes.write(
                canvas,
                write(scene, canvas, word, size[0] * 0.9, size[1] * 0.94),
                (x, y),
                (84, 34, 26),
            )
        light.glow((x, y), 0.2, (255, 190, 110), 0.4 * palette.lamps)

    def _lamp(self, scene: Scene, palette: Palette, glow: Canvas) -> Canvas:
        """The post, its lantern, and the plane of light the lantern throws."""
        canvas = scene.canvas(1.0)
        x, y = self._lamp_at(scene.view.aspect)
        iron = mix(palette.front, palette.near, 0.25)
        edge = mix(iron, LAMP, 0.35 * palette.lamps + 0.1)
        canvas.polygon(
            [(x - 0.009, y + 0.05), (x + 0.009, y + 0.05), (x + 0.013, 0.88), (x - 0.013, 0.88)],
            iron,
        )
        canvas.line([(x - 0.006, y + 0.05), (x - 0.009, 0.87)], 0.003, edge)
        for low, wide, high in (
            (0.88, 0.034, 0.016),
            (0.85, 0.024, 0.03),
            (0.62, 0.016, 0.012),
            (y + 0.07, 0.018, 0.012),
        ):
            canvas.box(x - wide, low - high, x + wide, low, iron)
        glass = mix(LAMP, (255, 250, 226), 0.6 * palette.lamps)
        glass = mix(glass, palette.haze, 0.55 * (1 - palette.lamps))
        canvas.polygon(
            [
                (x - 0.022, y + 0.045),
                (x - 0.034, y - 0.035),
                (x + 0.034, y - 0.035),
                (x + 0.022, y + 0.045),
            ],
            glass,
        )
        for dx in (-1.0, 0.0, 1.0):
            canvas.line([(x + dx * 0.022, y + 0.045), (x + dx * 0.034, y - 0.035)], 0.004, iron)
        canvas.polygon([(x - 0.042, y - 0.033), (x, y - 0.074), (x + 0.042, y - 0.033)], iron)
        canvas.line([(x - 0.028, y + 0.047), (x + 0.028, y + 0.047)], 0.008, iron)
        power = palette.lamps * (1.0 if scene.weather.kind != "fog" else 1.2)
        glow.glow((x, y), 0.42, LAMP, 0.42 * power)
        glow.glow((x, y), 0.13, (255, 236, 190), 0.85 * power)
        cone = [(x - 0.03, y + 0.03), (x + 0.03, y + 0.03), (x + 0.26, 0.9), (x - 0.3, 0.9)]
        glow.polygon(cone, times(LAMP, 0.13 * power), 1.0, soften=0.03)
        glow.glow((x, y), 0.2, LAMP, 0.4 * power)
        glow.glow_oval((x - 0.02, 0.9), (0.34, 0.07), LAMP, 0.5 * power)
        return canvas

    def _road(
        self,
        scene: Scene,
        palette: Palette,
        street: Street,
        canvas: Canvas,
        behind: tuple[Layer, ...],
    ) -> None:
        """Paint the ground under the lamp, on its plane, with everything else mirrored in it."""
        ground = scene.canvas(1.0)
        left, right = ground.span
        ground.polygon(
            [(left, AXIS), (right, AXIS), (right, 2.0), (left, 2.0)],
            palette.ground,
            1.0,
            soften=0.015,
        )
        ground.fade(0.84, AXIS, mix(palette.ground, palette.haze, 0.5), 0.8)
        town.cobbles(ground, street, AXIS + 0.02, palette.glint, times(palette.ground, 0.62))
        stones = ground.noise("stones", 0.025, 4, stretch=2.2, coarse=2)
        ground.blend(
            step(stones, 0.45, 0.8) * np.float32(0.3), mix(palette.ground, palette.glint, 0.35)
        )
        kind = scene.weather.kind
        wetness = {"rain": 1.0, "storm": 1.0, "fog": 0.7, "snow": 0.35, "wind": 0.55}.get(
            kind, 0.72
        )
        brushes.mirrored(
            ground,
            brushes.seen(behind),
            AXIS + 0.02,
            town.puddles(ground, AXIS + 0.02, wetness),
            smear=0.03,
            ripple=0.012,
        )
        self._double(ground, scene, palette, wetness)
        if kind == "snow":
            heap = ground.noise("fallen", 0.06, 5, stretch=3, coarse=2)
            ground.blend(
                step(heap, 0.3, 0.55) * np.float32(0.85),
                mix((238, 244, 255), palette.ambient, 0.35),
            )
        ground.lay(canvas)
        things.bench(ground, self.anchors(scene.view.aspect)["table"].at, palette)
        canvas.bgr, canvas.alpha = ground.bgr, ground.alpha
        if kind in ("rain", "storm"):
            self._rings(canvas, palette)

    def _double(self, canvas: Canvas, scene: Scene, palette: Palette, wetness: float) -> None:
        """The puddle at the foot of the lamp with the lamp upside down in it."""
        x = self._lamp_at(scene.view.aspect)[0] - 0.03
        water = mix(palette.sky[1], palette.ground, 0.35)
        for dx, y, wide, high in (
            (0.0, 0.935, 0.17, 0.034),
            (-0.15, 0.965, 0.1, 0.014),
            (-0.3, 0.9, 0.07, 0.009),
        ):
            canvas.ellipse(
                (x + dx, y), (wide, high), times(water, 0.85), 0.8 * wetness, soften=0.002
            )
            canvas.ellipse(
                (x + dx, y + high * 0.1),
                (wide * 0.96, high * 0.86),
                water,
                0.8 * wetness,
                soften=0.004,
            )
        canvas.line(
            [(x + 0.03, 0.89), (x + 0.026, 0.925)], 0.012, mix(palette.front, water, 0.3), wetness
        )
        glass = mix(LAMP, (255, 250, 226), 0.5 * palette.lamps)
        canvas.polygon(
            [(x + 0.006, 0.924), (x + 0.05, 0.924), (x + 0.058, 0.95), (x - 0.002, 0.95)],
            glass,
            wetness,
        )
        canvas.polygon(
            [(x - 0.006, 0.95), (x + 0.062, 0.95), (x + 0.028, 0.962)], palette.front, wetness
        )
        rng = canvas.rng("double")
        for index in range(14):
            at = (x + 0.028 + float(rng.normal(0, 0.012)), 0.912 + index * 0.0052)
            wide = 0.04 * float(rng.uniform(0.5, 1.2))
            canvas.glow_oval(at, (wide * 2, 0.008), LAMP, 0.5 * wetness * palette.lamps)
            canvas.glow_oval(at, (wide, 0.003), (255, 244, 210), 0.6 * wetness * palette.lamps)

    @staticmethod
    def _rings(canvas: Canvas, palette: Palette) -> None:
        """Rings of drops on the puddles."""
        rng = canvas.rng("rings")
        left, right = canvas.span
        turns = np.linspace(0, 2 * np.pi, 25)
        for _ in range(46):
            y = rng.uniform(0.74, 1.0)
            size = rng.uniform(0.006, 0.02) * (y - 0.5) * 2.2
            x = rng.uniform(left, right)
            ring = [(x + size * float(np.cos(a)), y + size * 0.3 * float(np.sin(a))) for a in turns]
            canvas.line(ring, 0.0012, palette.glint, float(rng.uniform(0.2, 0.55)))

    def _front(self, scene: Scene, palette: Palette) -> Layer:
        """A dark kerb near the lens with a puddle that holds the lamp, ivy on the left."""
        canvas = scene.canvas(1.4)
        unit = canvas.unit
        left, low = canvas.at_frame(-0.2, 0.982)
        right, floor = canvas.at_frame(1.2, 1.25)
        slope = unit * 0.02
        canvas.polygon(
            [(left, low + slope), (right, low - slope), (right, floor), (left, floor)],
            palette.front,
        )
        canvas.line(
            [(left, low + slope), (right, low - slope)],
            unit * 0.005,
            mix(palette.front, palette.glint, 0.45),
        )
        pool = canvas.at_frame(0.7, 0.995)
        water = mix(palette.front, palette.sky[-1], 0.45)
        canvas.ellipse(pool, (unit * 0.2, unit * 0.022), water, 0.95, soften=unit * 0.003)
        for index in range(6):
            at = (
                pool[0] + unit * 0.02 * (index % 3 - 1) * 0.4,
                pool[1] - unit * (0.012 - 0.005 * index),
            )
            canvas.glow_oval(
                at, (unit * (0.05 - 0.004 * index), unit * 0.006), LAMP, 0.9 * palette.lamps
            )
        self._ivy(canvas, palette)
        canvas.blur((0.006 if scene.view.zoom > brushes.CLOSE_ZOOM else 0.0016) * unit)
        return scene.layer(canvas)

    @staticmethod
    def _ivy(canvas: Canvas, palette: Palette) -> None:
        """Leaves of a plant pot near the lens, lower left, with lamp light on their rims."""
        rng = canvas.rng("ivy")
        unit = canvas.unit
        leaf = mix(palette.front, (38, 70, 56), 0.45)
        for _ in range(70):
            t = rng.random()
            x, y = canvas.at_frame(
                -0.06 + 0.26 * t * rng.random(), 1.03 - 0.24 * (1 - t) * rng.random()
            )
            size = unit * rng.uniform(0.012, 0.024)
            angle = float(rng.uniform(-70, 20))
            canvas.ellipse(
                (x, y), (size, size * 0.5), times(leaf, float(rng.uniform(0.7, 1.25))), angle=angle
            )
            if rng.random() < 0.35:
                edge = (x + size * 0.3, y - size * 0.2)
                canvas.ellipse(
                    edge,
                    (size * 0.45, size * 0.14),
                    mix(leaf, LAMP, 0.3 + 0.4 * palette.lamps),
                    0.8,
                    angle=angle,
                )


PAINTER = RainyStreet()
