"""Tall grass under a wide sky: an umbrella tree far off, ears before the lens that never rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from generation.engines.puppet.canvas import Canvas, Colour, Point
from generation.engines.puppet.sets import brushes, things
from generation.engines.puppet.sets.brushes import step
from generation.engines.puppet.sets.palettes import Palette, chosen, light_of, mix, places, times
from generation.engines.puppet.sets.scripts import TALL_GRASS
from generation.engines.puppet.stage import (
    Anchor,
    Layer,
    ParticleKind,
    Particles,
    Room,
    Scene,
    SetArt,
)

HORIZON = 0.55
COVER = 0.665  # of the picture: from here down the grass before the lens is dense
SWAY = 0.006  # picture heights that the wind moves the grass before the lens
SWAY_HZ = (0.31, 0.47)
STILL = 0.09  # how far blades bend, in their own heights: in any air, and in weather
BENT: Mapping[str, float] = {"storm": 0.68, "wind": 0.38, "rain": 0.19}


class TallGrass:
    """A plain where whoever ducks is gone."""

    id = "tall_grass"
    room: Room = "outside"
    indoor = False

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where actors stand, half hidden; ``wall`` is the board on its post."""
        spread = min(0.36 * aspect, 0.27)
        return places(aspect, wall=(aspect / 2 - 0.5 * spread, 0.41))

    def paint(self, scene: Scene) -> SetArt:
        """Paint sky, plain and grass behind; two rows of grass in front, each with its own wind."""
        palette = chosen(TALL_GRASS, scene)
        dry = scene.weather.kind in ("clear", "wind", "fog")
        kind: ParticleKind = "fireflies" if scene.time == "night" else "dust"
        return SetArt(
            behind=(self._sky(scene, palette), self._plain(scene, palette),
                    self._meadow(scene, palette)),
            front=(self._row(scene, palette, 0), self._row(scene, palette, 1)),
            light=light_of(palette, -1),
            particles=(Particles(kind=kind, amount=0.35, colour=palette.glint),) if dry else (),
        )  # fmt: skip

    @staticmethod
    def _sun(scene: Scene) -> Point:
        heights = {"dawn": 0.47, "day": 0.12, "dusk": 0.44, "night": 0.17}
        return scene.view.aspect * (0.24 if scene.time != "dawn" else 0.8), heights[scene.time]

    def _sky(self, scene: Scene, palette: Palette) -> Layer:
        canvas = brushes.plane(scene, 0.06, opaque=True)
        brushes.sky(canvas, palette.sky, HORIZON)
        sun, clear = self._sun(scene), scene.weather.kind in ("clear", "wind")
        if clear and scene.time == "night":
            brushes.stars(canvas, HORIZON, 150)
        if clear:
            canvas.glow(sun, 0.5, palette.glint, 0.5)
            size = 0.075 if scene.time in ("dawn", "dusk") else 0.04
            canvas.glow(sun, size * 3, palette.glint, 0.6)
            canvas.ellipse(sun, (size, size), mix(palette.glint, (255, 252, 236), 0.5))
        shaded = mix(palette.sky[1], palette.haze, 0.5)
        brushes.clouds(
            canvas, "streaks", (-0.1, 0.42), mix(palette.glint, palette.haze, 0.2), shaded,
            amount=0.34 if clear else 0.8, size=0.05, stretch=7,
        )  # fmt: skip
        canvas.fade(HORIZON - 0.12, HORIZON, palette.haze, 0.7)
        brushes.air(scene, canvas, palette)
        brushes.focus(scene, canvas)
        return scene.layer(canvas, opaque=True)

    def _plain(self, scene: Scene, palette: Palette) -> Layer:
        canvas = brushes.plane(scene, 0.3)
        aspect = scene.view.aspect
        hills = canvas.skyline("hills", HORIZON - 0.015, 0.045, width=0.7)
        canvas.polygon([*hills, (hills[-1][0], 2.0), (hills[0][0], 2.0)], palette.far, 0.8)
        canvas.fade(HORIZON - 0.05, HORIZON + 0.02, palette.haze, 0.75)
        left, right = canvas.span
        canvas.box(left, HORIZON + 0.012, right, 2.0, palette.mid)
        self._bands(canvas, palette)
        _tree(canvas, (aspect * 0.13, HORIZON + 0.025), 0.25, palette)
        _tree(canvas, (aspect * 0.93, HORIZON + 0.015), 0.13, palette)
        brushes.air(scene, canvas, palette)
        brushes.focus(scene, canvas)
        return scene.layer(canvas)

    @staticmethod
    def _bands(canvas: Canvas, palette: Palette) -> None:
        """Lay light and shade over the plain as wind does over grass."""
        below = np.clip((canvas.stage_y()[::2] - HORIZON) / 0.05, 0, 1)
        waves = canvas.noise("wind", 0.03, 4, stretch=6, coarse=2)
        canvas.blend(np.asarray(step(waves, 0.5, 0.7) * below * 0.6, np.float32), palette.glint)
        canvas.blend(
            np.asarray(step(1 - waves, 0.55, 0.75) * below * 0.5, np.float32), palette.near
        )

    def _meadow(self, scene: Scene, palette: Palette) -> Layer:
        canvas = scene.canvas(1.0)
        line = canvas.skyline("meadow", 0.7, 0.012, width=0.3)
        canvas.polygon([*line, (line[-1][0], 2.0), (line[0][0], 2.0)], palette.ground, soften=0.004)
        things.trail_sign(canvas, scene, palette, self.anchors(scene.view.aspect)["wall"].at)
        tones = (palette.ground, mix(palette.ground, palette.glint, 0.45), palette.near)
        left, right = canvas.span
        rng = canvas.rng("meadow blades")
        for index in range(round(170 * (right - left))):
            foot = (float(rng.uniform(left, right)), float(rng.uniform(0.72, 0.86)))
            _blade(canvas, foot, float(rng.uniform(0.06, 0.15)), _lean(scene, rng),
                   0.0035, tones[index % 3])  # fmt: skip
        canvas.fade(0.74, 1.0, palette.near, 0.7)
        if scene.weather.kind == "snow":
            canvas.fade(0.64, 0.8, mix((240, 246, 255), palette.ambient, 0.3), 0.6)
        return scene.layer(canvas)

    def _row(self, scene: Scene, palette: Palette, row: int) -> Layer:
        """One row before the lens: dense below, single ears above, higher at the sides."""
        canvas = scene.canvas(1.25 + 0.25 * row)
        unit, rng = canvas.unit, canvas.rng(f"row {row}")
        body = mix(palette.front, palette.ground, 0.5 - 0.3 * row)
        tones = (
            body,
            mix(body, palette.glint, 0.42),
            times(body, 0.75),
            mix(body, palette.near, 0.5),
        )
        wide = max(1.0, scene.view.aspect / 0.5625)
        for index in range(round((190 - 70 * row) * wide)):
            u = float(rng.uniform(-0.08, 1.08))
            edge = (2 * abs(u - 0.5)) ** 2.2
            top = COVER + 0.1 * row - (0.16 + 0.1 * row) * edge + float(rng.uniform(-0.03, 0.12))
            foot = canvas.at_frame(u, 1.06)
            tall = (1.06 - top) * unit
            tip = _blade(canvas, foot, tall, _lean(scene, rng) * 0.45, unit * (0.004 + 0.002 * row),
                         tones[index % 4])  # fmt: skip
            if index % 5 == 0 and top > COVER - 0.035 - 0.3 * edge:
                _ear(canvas, tip, unit * 0.05, tones[1 + index % 2])
        low = canvas.at_frame(0, 1.0)[1]
        canvas.fade(low - 0.2 * unit, low, times(palette.front, 0.8), 0.6)
        canvas.blur((0.0045 * row + (0.003 if scene.view.zoom > brushes.CLOSE_ZOOM else 0)) * unit)
        return scene.layer(canvas, behaviour="swing", hz=SWAY_HZ[row], drift=(SWAY, 0.0))


def _lean(scene: Scene, rng: np.random.Generator) -> float:
    """Return how far a blade leans with the wind, in its own heights; each a little its way."""
    wind = BENT.get(scene.weather.kind, STILL) * (1 if scene.weather.wind >= 0 else -1)
    return wind + float(rng.normal(0, 0.14))


def _blade(
    canvas: Canvas, foot: Point, tall: float, lean: float, wide: float, colour: Colour
) -> Point:
    """Draw one blade and return its tip."""
    x, y = foot
    tip = (x + lean * tall, y - tall)
    bend = (x + lean * tall * 0.28, y - tall * 0.6)
    canvas.polygon(
        [(x - wide, y), (bend[0] - wide * 0.8, bend[1]), tip, (bend[0] + wide * 0.8, bend[1]),
         (x + wide, y)], colour,
    )  # fmt: skip
    return tip


def _ear(canvas: Canvas, tip: Point, size: float, colour: Colour) -> None:
    """Hang an ear of seeds on a blade's tip."""
    for grain in range(6):
        share = grain / 5
        side = 1 if grain % 2 else -1
        at = (tip[0] + side * size * 0.09, tip[1] + size * (share - 0.35))
        canvas.ellipse(at, (size * 0.085, size * 0.16), colour, angle=side * -18.0)


def _tree(canvas: Canvas, foot: Point, tall: float, palette: Palette) -> None:
    """Draw an umbrella tree: a bare fork under flat clouds of leaves."""
    x, y = foot
    dark: Colour = mix(palette.near, palette.far, 0.25)
    lit = mix(dark, palette.glint, 0.35)
    crown = y - tall
    for spread in (-0.42, -0.12, 0.2, 0.5):
        fork = (x + spread * tall * 0.25, y - tall * 0.45)
        canvas.line([(x, y), fork, (x + spread * tall, crown + tall * 0.12)], tall * 0.035, dark)
    canvas.line([(x, y + 0.005), (x, y - tall * 0.45)], tall * 0.07, dark)
    rng = canvas.rng(f"crown {foot[0]:.2f}")
    leaves: Sequence[tuple[float, float, Colour]] = ((1.0, 0.0, dark), (0.75, -0.05, lit))
    for share, lift, tone in leaves:
        for _ in range(26):
            across = float(rng.uniform(-1, 1))
            at = (
                x + across * tall * 0.62 * share,
                crown + tall * (lift + 0.1 * across**2 + float(rng.uniform(-0.04, 0.07))),
            )
            size = tall * float(rng.uniform(0.07, 0.15)) * (0.6 + 0.4 * share)
            canvas.ellipse(at, (size, size * 0.3), tone, 1.0 if tone is dark else 0.7)


PAINTER = TallGrass()
