"""A narrow street of stacked neon: true words, two flicker rates, wet ground that mirrors them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from generation.engines.puppet.canvas import Canvas, Colour
from generation.engines.puppet.sets import brushes, things, town
from generation.engines.puppet.sets.brushes import step
from generation.engines.puppet.sets.palettes import Palette, chosen, light_of, mix, places, times
from generation.engines.puppet.sets.scripts import NEON_CITY
from generation.engines.puppet.sets.town import House, Street
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt

PINK: Colour = (255, 62, 148)
CYAN: Colour = (40, 214, 255)
AMBER: Colour = (255, 176, 58)
GREEN: Colour = (92, 255, 158)
VIOLET: Colour = (168, 96, 255)
RED: Colour = (255, 70, 70)


SIGNS: tuple[tuple[str, float, float, float, float, Colour], ...] = (
    # word, side (-1 left wall), t along the street, height of the middle, letter width, colour
    ("ホテル", -1, 0.76, 1.42, 0.22, VIOLET),
    ("居酒屋", -1, 0.66, 0.62, 0.2, RED),
    ("喫茶", 1, 0.66, 0.46, 0.2, VIOLET),
    ("麻雀", -1, 0.54, 1.3, 0.19, CYAN),
    ("薬", 1, 0.54, 0.98, 0.22, GREEN),
    ("酒場", 1, 0.4, 1.05, 0.13, AMBER),
    ("ラーメン", 1, 0.18, 0.56, 0.115, RED),
    ("寿司", -1, 0.22, 0.36, 0.13, CYAN),
    ("カラオケ", -1, 0.3, 0.77, 0.13, PINK),
    ("映画", -1, -0.3, 0.66, 0.13, VIOLET),
    ("温泉", 1, -0.5, 0.6, 0.13, CYAN),
)
OWN_PLACE = "カラオケ"  # the member's word takes the place of this sign
FAST_FROM = 5  # the nearer half of the signs flickers at its own rate
TOWER_DEPTH, FAR_DEPTH, NEAR_DEPTH = 0.12, 0.4, 0.85


class NeonCity:
    """Signs over a wet street; pink from one side, cyan from the other."""

    id = "neon_city"
    room: Room = "street"
    indoor = False

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where actors and props stand in the street."""
        return places(aspect, wall=(aspect / 2 - min(0.19, aspect * 0.34), 0.27))

    def paint(self, scene: Scene) -> SetArt:
        """Paint towers, the far and the near end of the street, its mirror; a rail in front."""
        palette = chosen(NEON_CITY, scene)
        if scene.time in ("dusk", "night"):
            clear = NEON_CITY[scene.time]
            palette = replace(palette, key=mix(palette.key, clear.key, 0.7), rim=clear.rim)
        street = Street(vanishing=(scene.view.aspect / 2, 0.5), half_width=0.34, drop=0.42)
        slow = brushes.plane(scene, FAR_DEPTH, opaque=True, soft=True)
        fast = brushes.plane(scene, NEAR_DEPTH, opaque=True, soft=True)
        towers = self._towers(scene, palette)
        far = self._walls(scene, palette, street, FAR_DEPTH, slow)
        near = self._walls(scene, palette, street, NEAR_DEPTH, fast)
        lights = (
            scene.layer(slow, blend="add", behaviour="flicker", hz=1.3),
            scene.layer(fast, blend="add", behaviour="flicker", hz=3.1),
        )
        road = self._road(scene, palette, street, (towers, far, lights[0], near, lights[1]))
        return SetArt(
            behind=(towers, far, lights[0], near, road, lights[1]),
            front=(self._front(scene, palette),),
            light=light_of(palette, 1, "flicker" if palette.lamps > 0.5 else "steady"),
            particles=(Particles(kind="steam", amount=0.2),),
        )

    def _towers(self, scene: Scene, palette: Palette) -> Layer:
        canvas = brushes.plane(scene, TOWER_DEPTH, opaque=True)
        aspect = scene.view.aspect
        brushes.sky(canvas, palette.sky, 0.55)
        if scene.time == "night":
            brushes.stars(canvas, 0.3, 30, 0.5)
        amount = 0.4 if scene.weather.kind == "clear" else 0.75
        brushes.clouds(
            canvas,
            "smog",
            (-0.1, 0.4),
            mix(palette.sky[-1], palette.glint, 0.3),
            mix(palette.sky[1], palette.haze, 0.4),
            amount=amount,
            size=0.1,
        )
        rng = canvas.rng("towers")
        for depth in (0.75, 0.35):
            x = -0.5
            while x < aspect + 0.5:
                wide, top = rng.uniform(0.05, 0.1), rng.uniform(0.14, 0.4) + 0.1 * depth
                tone = mix(palette.far, palette.haze, depth)
                canvas.box(x, top, x + wide, 0.8, tone)
                canvas.box(x, top, x + wide * 0.2, 0.8, times(tone, 1.15))
                for row in np.arange(top + 0.015, 0.5, 0.02).tolist():
                    for column in (0.2, 0.4, 0.6, 0.8):
                        if rng.random() < 0.25 + 0.3 * palette.lamps:
                            glass = mix(
                                mix((255, 214, 140), (150, 220, 255), float(rng.random() > 0.6)),
                                tone,
                                0.25
                                + 0.55 * depth * (1.2 - palette.lamps)
                                + 0.5 * (1 - palette.lamps) * 0.6,
                            )
                            canvas.box(
                                x + wide * column - 0.004,
                                row,
                                x + wide * column + 0.003,
                                row + 0.006,
                                glass,
                            )
                x += wide * rng.uniform(0.75, 1.2)
        canvas.fade(0.2, 0.55, palette.haze, 0.75)
        brushes.air(scene, canvas, palette)
        brushes.focus(scene, canvas)
        return scene.layer(canvas, opaque=True)

    def _walls(
        self, scene: Scene, palette: Palette, street: Street, depth: float, light: Canvas
    ) -> Layer:
        canvas = brushes.plane(scene, depth)
        near = depth == NEAR_DEPTH
        reach = (town.FIRST, 0.3) if near else (0.3, 0.9)
        if not near:
            left, right = canvas.span
            canvas.box(left, 0.52, right, 2.0, palette.mid)
            canvas.fade(0.75, 0.5, palette.haze, 0.9)
        house = House(
            walls=(
                palette.near,
                mix(palette.near, (92, 52, 66), 0.35),
                mix(palette.near, (40, 70, 92), 0.3),
            ),
            distance=palette.haze,
            lit=(
                mix((255, 202, 128), palette.ambient, 0.15),
                mix((170, 220, 255), palette.ambient, 0.25),
            ),
            dark=mix(palette.front, palette.far, 0.3),
            share=0.15 + 0.3 * palette.lamps,
            roof=times(palette.near, 0.7),
        )
        for side in (-1, 1):
            town.row(canvas, street, house, side, reach, purpose="row", storeys=(5, 7))
            self._shops(canvas, street, palette, side, reach)
        signs = SIGNS[FAST_FROM:] if near else SIGNS[:FAST_FROM]
        if scene.sign:
            signs = tuple(sign for sign in signs if sign[0] != OWN_PLACE)
        for sign in signs:
            self._sign(canvas, light, scene, street, sign, palette)
        if near:
            self._wires(canvas, street, palette)
            self._own_sign(canvas, light, scene, palette)
            at = (scene.view.aspect / 2 + 0.02, 0.1)
            canvas.line([(at[0], at[1] - 0.05), at], 0.003, times(palette.front, 0.8))
            town.clock(canvas, scene, "0:11", at, 0.018, RED)
        brushes.air(scene, canvas, palette)
        brushes.focus(scene, canvas, 1.0 if not near else 0.7)
        brushes.focus(scene, light, 0.7)
        return scene.layer(canvas)

    @staticmethod
    def _shops(
        canvas: Canvas, street: Street, palette: Palette, side: int, reach: tuple[float, float]
    ) -> None:
        """Lit shop fronts, awnings and paper lanterns along the foot of the walls."""
        rng = canvas.rng(f"shops {side}")
        tones: tuple[Colour, ...] = (
            (255, 206, 130),
            (255, 160, 120),
            (190, 232, 255),
            (255, 226, 170),
        )
        for index in range(14):
            begin = 0.8 - index * 0.16 * (1 + 0.1 * index)
            end = begin + 0.11 * (1 - begin)
            tone = mix(tones[int(rng.integers(4))], palette.mid, 0.25 + 0.5 * (1 - palette.lamps))
            cloth = mix(tones[int(rng.integers(4))], (190, 40, 60), 0.6)
            cloth = mix(cloth, palette.near, 0.35 + 0.25 * palette.lamps)
            if not reach[0] <= begin < reach[1]:
                continue
            canvas.polygon(street.quad(side, 0.02, 0.17, begin, end), tone)
            canvas.polygon(street.quad(side, 0.02, 0.08, begin, end), times(tone, 0.82))
            for post in np.linspace(begin, end, 4).tolist():
                canvas.line(
                    [street.at(side, 0.0, post), street.at(side, 0.17, post)],
                    0.003 * (1 - begin),
                    times(palette.near, 0.6),
                )
            lip = side * (1 - 0.07 / street.half_width)
            canvas.polygon(
                [
                    street.at(side, 0.215, begin),
                    street.at(lip, 0.17, begin),
                    street.at(lip, 0.17, end),
                    street.at(side, 0.215, end),
                ],
                cloth,
            )
            lamp = street.at(lip * 0.98, 0.145, begin + 0.3 * (end - begin))
            size = 0.017 * (1 - begin)
            canvas.ellipse(
                lamp,
                (size * 0.8, size),
                mix((255, 92, 62), palette.near, 0.4 * (1 - palette.lamps)),
            )
            canvas.ellipse(
                lamp,
                (size * 0.4, size * 0.8),
                mix((255, 196, 120), palette.near, 0.5 * (1 - palette.lamps)),
                soften=size * 0.2,
            )

    @staticmethod
    def _sign(
        canvas: Canvas,
        light: Canvas,
        scene: Scene,
        street: Street,
        sign: tuple[str, float, float, float, float, Colour],
        palette: Palette,
    ) -> None:
        word, side, t, height, size, colour = sign
        wide = size * (1 - t)
        tall = wide * 1.02 * len(word) + wide * 0.15
        x, y = street.at(side, height, t)
        x -= side * (wide * 0.5 + 0.004)
        colour = mix(colour, palette.haze, 0.35 * max(0.0, t - 0.2) + 0.25 * (1 - palette.lamps))
        canvas.line(
            [(x, y - tall * 0.3), street.at(side, height + tall * 0.3 / (1 - t), t)],
            0.004 * (1 - t),
            times(palette.near, 0.6),
        )
        ink = brushes.stacked(scene, canvas, word, wide * 0.94, tall * 0.97)
        town.neon_box(
            canvas,
            light,
            ink,
            (x, y),
            (wide, tall),
            colour,
            power=palette.lamps,
            ground=mix((26, 20, 34), palette.near, 0.3),
        )

    def _own_sign(self, canvas: Canvas, light: Canvas, scene: Scene, palette: Palette) -> None:
        """The member's word, the largest sign of the street."""
        if not scene.sign:
            return
        x, y = self.anchors(scene.view.aspect)["wall"].at
        upright = len(scene.sign) <= 6 and not scene.sign.isascii()
        if upright:
            wide = min(0.085, 0.4 / len(scene.sign))
            size = (wide, wide * 1.08 * len(scene.sign) + 0.02)
            ink = brushes.stacked(scene, canvas, scene.sign, wide * 0.98, size[1] * 0.98)
        else:
            x, y, size = scene.view.aspect / 2, 0.11, (min(0.46, scene.view.aspect * 0.8), 0.085)
            ink = brushes.fitted(scene, canvas, scene.sign, size[0] * 0.88, size[1] * 0.8)
        town.neon_box(canvas, light, ink, (x, y), size, PINK, power=max(0.25, palette.lamps))

    @staticmethod
    def _wires(canvas: Canvas, street: Street, palette: Palette) -> None:
        tone = times(palette.front, 0.8)
        for t, high, low in (
            (0.05, 1.02, 0.94),
            (0.2, 1.2, 1.3),
            (-0.1, 0.98, 1.1),
            (0.28, 1.02, 1.0),
        ):
            town.cable(canvas, street.at(-1, high, t), street.at(1, low, t - 0.05), 0.02, tone)

    def _road(
        self, scene: Scene, palette: Palette, street: Street, behind: tuple[Layer, ...]
    ) -> Layer:
        canvas = scene.canvas(1.0)
        left, right = canvas.span
        axis = 0.665
        canvas.polygon(
            [(left, axis), (right, axis), (right, 2.0), (left, 2.0)],
            palette.ground,
            1.0,
            soften=0.012,
        )
        canvas.fade(0.8, axis, palette.mid, 0.8)
        town.cobbles(canvas, street, axis + 0.02, palette.glint, times(palette.ground, 0.6))
        wetness = {"rain": 1.0, "storm": 1.0, "snow": 0.45, "fog": 0.8}.get(
            scene.weather.kind, 0.78
        )
        if scene.time == "day" and scene.weather.kind in ("clear", "wind"):
            wetness = 0.25
        mask = town.puddles(canvas, axis, wetness)
        brushes.mirrored(canvas, brushes.seen(behind), axis, mask, smear=0.035, ripple=0.008)
        if scene.weather.kind == "snow":
            heap = canvas.noise("slush", 0.04, 5, stretch=3, coarse=2)
            canvas.blend(
                step(heap, 0.4, 0.6) * np.float32(0.7), mix((226, 236, 255), palette.ambient, 0.45)
            )
        places = self.anchors(scene.view.aspect)
        things.crates(canvas, places["table"].at, palette)
        things.machine(canvas, scene, palette)
        return scene.layer(canvas)

    def _front(self, scene: Scene, palette: Palette) -> Layer:
        """A wet guard rail along the lower edge, lit pink and cyan from the sides."""
        canvas = scene.canvas(1.4)
        unit = canvas.unit
        glow = palette.lamps
        dark = palette.front
        for u in (0.05, 0.5, 0.97):
            x, y = canvas.at_frame(u, 0.93)
            canvas.line([(x, y), (x, y + unit * 0.2)], unit * 0.026, dark)
            canvas.line(
                [(x - unit * 0.009, y), (x - unit * 0.009, y + unit * 0.2)],
                unit * 0.004,
                mix(dark, PINK, 0.25 + 0.5 * glow),
            )
            canvas.line(
                [(x + unit * 0.009, y), (x + unit * 0.009, y + unit * 0.2)],
                unit * 0.004,
                mix(dark, CYAN, 0.25 + 0.5 * glow),
            )
        for v, wide in ((0.93, 0.02), (0.985, 0.014)):
            a, b = canvas.at_frame(-0.15, v), canvas.at_frame(1.15, v)
            canvas.line([a, b], unit * wide, dark)
            third = a[0] + (b[0] - a[0]) * 0.45
            up = unit * wide * 0.36
            canvas.line(
                [(a[0], a[1] - up), (third, a[1] - up)],
                unit * 0.004,
                mix(dark, PINK, 0.3 + 0.6 * glow),
            )
            canvas.line(
                [(third, a[1] - up), (b[0], a[1] - up)],
                unit * 0.004,
                mix(dark, CYAN, 0.3 + 0.6 * glow),
            )
        rng = canvas.rng("drops")
        for _ in range(26):
            x, y = canvas.at_frame(rng.uniform(-0.05, 1.05), 0.945)
            size = unit * rng.uniform(0.002, 0.005)
            tone = PINK if rng.random() < 0.5 else CYAN
            canvas.ellipse(
                (x, y),
                (size * 0.7, size),
                mix(mix(tone, (255, 255, 255), 0.4), dark, 0.6 * (1 - glow)),
                0.8,
            )
        canvas.blur((0.005 if scene.view.zoom > brushes.CLOSE_ZOOM else 0.0014) * unit)
        return scene.layer(canvas)


PAINTER = NeonCity()
