"""A mountain in ink on rice paper: four greys, one vermilion, mist, a stair, a crooked pine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from generation.engines.puppet.canvas import Canvas, Colour, Point
from generation.engines.puppet.sets import brushes, things
from generation.engines.puppet.sets.brushes import step
from generation.engines.puppet.sets.palettes import Palette, chosen, light_of, mix, places
from generation.engines.puppet.sets.scripts import INK_MOUNTAIN
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt

VERMILION: Colour = (196, 52, 40)


FAR_PEAKS = (
    # stage units right of the middle, stage y of the summit, half width
    (-0.225, 0.36, 0.12),
    (0.01, 0.4, 0.09),
    (0.255, 0.33, 0.13),
    (-0.62, 0.35, 0.15),
    (0.56, 0.3, 0.14),
    (0.86, 0.37, 0.12),
)
NEAR_PEAKS = (
    (-0.11, 0.45, 0.1),
    (0.17, 0.47, 0.09),
    (-0.46, 0.43, 0.11),
    (0.42, 0.44, 0.1),
    (0.7, 0.42, 0.12),
)


class InkMountain:
    """Peaks that stand in mist; the lead on a ledge at the head of a stair."""

    id = "ink_mountain"
    room: Room = "outside"
    indoor = False

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where actors and props stand on the ledge."""
        return places(aspect, wall=(aspect * 0.5 + min(0.4 * aspect, 0.6), 0.2))

    def paint(self, scene: Scene) -> SetArt:
        """Paint paper, far peaks, the great cliff, the ledge; pine and mist in front."""
        palette = chosen(INK_MOUNTAIN, scene)
        behind = (
            self._sheet(scene, palette),
            self._far(scene, palette),
            self._cliff(scene, palette),
            self._mist(scene, palette),
            self._ledge(scene, palette),
        )
        return SetArt(
            behind=behind,
            front=(self._front(scene, palette),),
            light=light_of(palette, 1),
            particles=(Particles(kind="petals", amount=0.12, front=True, colour=VERMILION),)
            if scene.weather.kind == "wind"
            else (),
        )

    def _sheet(self, scene: Scene, palette: Palette) -> Layer:
        """The paper with its fibres, sun or moon, the title and the seal."""
        canvas = brushes.plane(scene, 0.05, opaque=True)
        brushes.sky(canvas, palette.sky, 0.7)
        aspect = scene.view.aspect
        cloudy = canvas.noise("stain", 0.3, 4, coarse=4)
        canvas.blend(step(cloudy, 0.45, 0.95) * np.float32(0.22), palette.far)
        at = (aspect * 0.3, 0.17)
        if scene.time == "night":
            canvas.glow(at, 0.3, (236, 240, 246), 0.55)
            canvas.ellipse(at, (0.045, 0.045), (240, 242, 244), 0.95, soften=0.002)
        elif scene.weather.kind in ("clear", "wind"):
            size = 0.042 if scene.time == "day" else 0.055
            canvas.ellipse(at, (size, size), VERMILION, 0.86, soften=0.0025)
            canvas.glow_oval(
                (at[0], at[1] + size * 0.9), (size * 1.5, size * 0.9), palette.haze, 0.5
            )
        if scene.weather.kind in ("rain", "storm"):
            wash = canvas.noise("rain wash", 0.2, 3, stretch=0.4, coarse=4)
            fall = np.clip((0.5 - canvas.stage_y()[::4]) / 0.6, 0, 1)
            canvas.blend(np.asarray(step(wash, 0.3, 0.9) * fall * 0.75, np.float32), palette.mid)
        rng = canvas.rng("fibres")
        left, right = canvas.span
        for _ in range(70):
            x, y = rng.uniform(left, right), rng.uniform(-0.1, 1.1)
            turn = rng.uniform(0, np.pi)
            reach = 0.012 * rng.uniform(0.4, 1.6)
            end = (x + reach * np.cos(turn), y + reach * np.sin(turn))
            canvas.line([(x, y), end], 0.0009, mix(palette.haze, palette.mid, 0.35), 0.5)
        canvas.grain(0.03, 0.05)
        brushes.focus(scene, canvas, 0.5)
        return scene.layer(canvas, opaque=True)

    def _title(self, canvas: Canvas, scene: Scene, palette: Palette) -> None:
        """The member's word in a column at the right, a red seal under it."""
        if not scene.sign:
            return
        x, top = scene.view.aspect - 0.062, 0.05
        count = sum(not c.isspace() for c in scene.sign)
        high = min(0.36, 0.075 * count * 1.12)
        ink = brushes.stacked(scene, canvas, scene.sign, 0.075, high)
        tall = ink.shape[0] / canvas.scale
        brushes.write(canvas, ink, (x, top + tall / 2), mix(palette.front, palette.near, 0.1))
        seal = (x, top + tall + 0.034)
        half = 0.02
        canvas.polygon(
            [
                (seal[0] - half, seal[1] - half),
                (seal[0] + half, seal[1] - half * 0.95),
                (seal[0] + half * 0.97, seal[1] + half),
                (seal[0] - half * 0.98, seal[1] + half * 0.96),
            ],
            VERMILION,
        )
        first = next(c for c in scene.sign if not c.isspace())
        mark = brushes.fitted(scene, canvas, first, half * 1.5, half * 1.8)
        brushes.write(canvas, mark, seal, mix(palette.haze, (255, 250, 240), 0.5))

    @staticmethod
    def _peak(canvas: Canvas, middle: float, top: float, half: float, purpose: str) -> list[Point]:
        """Return the outline of one tower of rock, steep and stepped."""
        line = canvas.skyline(purpose, 0.0, 0.012, width=0.07, roughness=0.55)
        points = []
        for x, y in line:
            t = (x - middle) / half
            if abs(t) > 1.5:
                continue
            shoulder = 0.09 * float(np.tanh(6 * (abs(t) - 0.45)) + 1)
            points.append((x, top + 0.1 * t * t + shoulder + 0.28 * max(0.0, abs(t) - 0.7) + y))
        return points

    @staticmethod
    def _mass(
        canvas: Canvas,
        lines: Sequence[list[Point]],
        ink: Colour,
        paper: Colour,
        foot: tuple[float, float],
        purpose: str,
    ) -> None:
        """Wash a group of peaks: dark edges, dry strokes on the rock, dissolving downwards."""
        body = Canvas(canvas.view, canvas.depth, seed=canvas.seed)
        for line in lines:
            if len(line) > 2:
                outline = [*line, (line[-1][0], 1.6), (line[0][0], 1.6)]
                body.polygon(outline, mix(ink, paper, 0.4))
                body.line([(x, y + 0.003) for x, y in line], 0.006, mix(ink, paper, 0.12))
        strokes = body.noise(f"{purpose} strokes", 0.05, 5, stretch=0.38, coarse=2)
        shift = max(1, round(0.006 * canvas.scale / 2))
        relief = np.asarray(strokes - np.roll(strokes, shift, axis=1), np.float32)
        body.blend(step(relief, 0.02, 0.12) * np.float32(0.85), ink)
        body.blend(step(-relief, 0.03, 0.14) * np.float32(0.6), mix(paper, ink, 0.1))
        dabs = body.noise(f"{purpose} dabs", 0.02, 5, stretch=1.6, coarse=2)
        body.blend(step(dabs, 0.72, 0.76) * np.float32(0.8), ink)
        low = np.clip((foot[1] - body.stage_y()) / (foot[1] - foot[0]), 0, 1)
        body.keep(np.asarray(low * low * (3 - 2 * low), np.float32))
        canvas.lay(body)

    def _far(self, scene: Scene, palette: Palette) -> Layer:
        canvas = brushes.plane(scene, 0.22)
        aspect = scene.view.aspect
        far = [
            self._peak(canvas, aspect / 2 + x, top, half, f"far {x}") for x, top, half in FAR_PEAKS
        ]
        tone = mix(palette.far, palette.haze, 0.3)
        self._mass(canvas, far, tone, palette.haze, (0.46, 0.62), "far")
        near = [
            self._peak(canvas, aspect / 2 + x, top, half, f"near {x}")
            for x, top, half in NEAR_PEAKS
        ]
        self._mass(canvas, near, palette.far, palette.haze, (0.54, 0.68), "near")
        self._birds(canvas, aspect, palette)
        self._title(canvas, scene, palette)
        brushes.focus(scene, canvas)
        return scene.layer(canvas)

    @staticmethod
    def _birds(canvas: Canvas, aspect: float, palette: Palette) -> None:
        for index in range(6):
            x, y = aspect * (0.36 + 0.035 * index), 0.3 - 0.012 * index + 0.012 * (index % 2)
            size = 0.009 - 0.0008 * index
            canvas.line(
                [(x - size, y - size * 0.5), (x - size * 0.4, y - size * 0.6), (x, y)],
                0.0018,
                palette.near,
                0.85,
            )
            canvas.line(
                [(x, y), (x + size * 0.5, y - size * 0.75), (x + size, y - size * 0.4)],
                0.0018,
                palette.near,
                0.85,
            )

    def _cliff(self, scene: Scene, palette: Palette) -> Layer:
        canvas = brushes.plane(scene, 0.55)
        aspect = scene.view.aspect
        middle = aspect * 0.1 - 0.02
        line = self._peak(canvas, middle, 0.3, 0.15, "cliff")
        self._mass(canvas, [line], palette.near, palette.haze, (0.48, 0.78), "cliff")
        right = self._peak(canvas, aspect + 0.06, 0.52, 0.14, "spur")
        self._mass(canvas, [right], palette.mid, palette.haze, (0.62, 0.82), "spur")
        self._pavilion(canvas, (middle + 0.005, 0.316), palette)
        for x, y, size in (
            (middle - 0.07, 0.4, 0.05),
            (middle + 0.1, 0.5, 0.055),
            (aspect + 0.01, 0.6, 0.045),
        ):
            self._pine(canvas, (x, y), size, palette, 1.0 if x < aspect / 2 else -1.0)
        brushes.focus(scene, canvas, 0.8)
        return scene.layer(canvas)

    @staticmethod
    def _pavilion(canvas: Canvas, foot: Point, palette: Palette) -> None:
        x, y = foot
        ink = palette.front
        for dx in (-0.018, -0.006, 0.006, 0.018):
            canvas.line([(x + dx, y), (x + dx, y - 0.03)], 0.0022, ink)
        for wide, low in ((0.034, 0.028), (0.022, 0.046)):
            canvas.polygon(
                [
                    (x - wide, y - low - 0.004),
                    (x - wide * 0.55, y - low - 0.004),
                    (x, y - low - 0.02),
                    (x + wide * 0.55, y - low - 0.004),
                    (x + wide, y - low - 0.004),
                    (x + wide * 0.5, y - low + 0.003),
                    (x - wide * 0.5, y - low + 0.003),
                ],
                ink,
            )

    @staticmethod
    def _pine(canvas: Canvas, foot: Point, size: float, palette: Palette, way: float) -> None:
        """A leaning pine: a bent stroke and flat pads of needles."""
        x, y = foot
        ink = palette.front
        trunk = [
            (x, y),
            (x + way * size * 0.3, y - size * 0.5),
            (x + way * size * 0.15, y - size),
            (x + way * size * 0.6, y - size * 1.5),
        ]
        canvas.line(trunk, size * 0.08, mix(ink, palette.near, 0.3))
        rng = canvas.rng(f"pine {x:.2f}")
        for bx, by, wide in (
            (0.75, 1.55, 0.5),
            (-0.15, 1.15, 0.42),
            (0.7, 0.95, 0.45),
            (-0.1, 0.65, 0.34),
        ):
            at = (x + way * size * bx, y - size * by)
            canvas.ellipse(
                at, (size * wide, size * 0.1), mix(ink, palette.near, 0.5), 0.85, soften=size * 0.03
            )
            for _ in range(26):
                dx = float(rng.uniform(-1, 1))
                root = (at[0] + dx * size * wide, at[1] + size * 0.08 * (1 - dx * dx))
                tip = (root[0] + dx * size * 0.1, root[1] - size * float(rng.uniform(0.1, 0.22)))
                canvas.line([root, tip], size * 0.018, ink)

    def _mist(self, scene: Scene, palette: Palette) -> Layer:
        canvas = scene.canvas(0.6)
        heavy = 1.35 if scene.weather.kind in ("fog", "snow", "rain") else 1.0
        brushes.mist(canvas, "low", (0.5, 0.86), palette.glint, 0.95 * heavy, size=0.09, wraps=True)
        brushes.mist(
            canvas, "high", (0.36, 0.58), palette.glint, 0.5 * heavy, size=0.06, wraps=True
        )
        return scene.layer(canvas, drift=(0.012 if scene.weather.wind >= 0 else -0.012, 0.0))

    def _ledge(self, scene: Scene, palette: Palette) -> Layer:
        canvas = scene.canvas(1.0)
        aspect = scene.view.aspect
        lead = self.anchors(aspect)["actor1"].at[0]
        line = [
            (
                x,
                y
                + 0.06 / (1 + float(np.exp((x - lead + 0.32) / 0.03)))
                + 0.35 / (1 + float(np.exp((x - lead + 0.56) / 0.03))),
            )
            for x, y in canvas.skyline("ledge", 0.85, 0.007, width=0.12, roughness=0.6)
        ]
        ground = mix(palette.haze, palette.far, 0.35)
        canvas.polygon([*line, (line[-1][0], 2.0), (line[0][0], 2.0)], ground)
        strokes = canvas.noise("ledge strokes", 0.045, 5, stretch=1.4, coarse=2)
        shift = max(1, round(0.006 * canvas.scale / 2))
        relief = np.asarray(strokes - np.roll(strokes, (shift, shift), axis=(0, 1)), np.float32)
        below = np.clip((canvas.stage_y()[::2] - 0.88) / 0.1, 0, 1)
        canvas.blend(
            np.asarray(step(relief, 0.05, 0.16) * (0.35 + 0.65 * below), np.float32), palette.near
        )
        canvas.fade(0.93, 1.06, palette.near, 0.75)
        canvas.line([(x, y + 0.003) for x, y in line], 0.006, palette.near, 0.9, soften=0.001)
        self._stair(canvas, lead, palette)
        if scene.weather.kind == "snow":
            canvas.line([(x, y - 0.004) for x, y in line], 0.014, palette.glint, 0.95, soften=0.002)
        things.ink_stone(canvas, self.anchors(aspect)["table"].at, palette)
        return scene.layer(canvas)

    @staticmethod
    def _stair(canvas: Canvas, lead: float, palette: Palette) -> None:
        """Steps that climb to the ledge from the lower left."""
        for index in range(9):
            t = index / 8
            x, y = lead - 0.44 + 0.22 * t, 1.05 - 0.145 * t
            wide, high = 0.085 * (1 - 0.35 * t), 0.019
            canvas.polygon(
                [
                    (x - wide, y),
                    (x + wide * 0.9, y - 0.006),
                    (x + wide, y + high),
                    (x - wide * 1.05, y + high + 0.004),
                ],
                mix(palette.haze, palette.far, 0.2),
            )
            canvas.line([(x - wide, y), (x + wide * 0.9, y - 0.006)], 0.0032, palette.near)
            canvas.line(
                [(x - wide, y + high), (x + wide, y + high - 0.004)],
                0.006,
                mix(palette.near, palette.mid, 0.5),
                0.7,
            )

    def _front(self, scene: Scene, palette: Palette) -> Layer:
        """A pine bough in from the right edge and mist along the lower one."""
        canvas = scene.canvas(1.4)
        unit = canvas.unit
        rng = canvas.rng("bough")
        ink = palette.front
        x, y = canvas.at_frame(1.12, 0.885)
        branch = [
            (x - unit * 0.2 * t, y + unit * (0.09 * t * t - 0.02 * np.sin(4 * t)))
            for t in np.linspace(0, 1, 9).tolist()
        ]
        for index, (a, b) in enumerate(pairwise(branch)):
            canvas.line([a, b], unit * (0.014 - 0.0013 * index), ink)
        for a, b in branch[2:]:
            for _ in range(3):
                at = (
                    a + unit * float(rng.normal(0, 0.016)),
                    b + unit * float(rng.normal(-0.008, 0.012)),
                )
                for turn in np.radians(np.arange(-170, -5, 11)).tolist():
                    reach = unit * float(rng.uniform(0.022, 0.034))
                    canvas.line(
                        [
                            at,
                            (
                                at[0] + reach * float(np.cos(turn)),
                                at[1] + reach * float(np.sin(turn)),
                            ),
                        ],
                        unit * 0.0013,
                        ink,
                    )
        top, low = canvas.at_frame(0, 0.9)[1], canvas.at_frame(0, 1.16)[1]
        brushes.mist(canvas, "lens mist", (top, low), palette.glint, 0.95, size=0.07 * unit)
        canvas.blur((0.004 if scene.view.zoom > brushes.CLOSE_ZOOM else 0.0008) * unit)
        return scene.layer(canvas)


PAINTER = InkMountain()
