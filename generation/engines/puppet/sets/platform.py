"""A railway platform under a roof: a train that stands or passes, a lantern in one window."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from generation.engines.puppet.canvas import Canvas, Colour, Point
from generation.engines.puppet.sets import brushes, things
from generation.engines.puppet.sets.brushes import step
from generation.engines.puppet.sets.palettes import Palette, chosen, light_of, mix, places, times
from generation.engines.puppet.sets.scripts import PLATFORM
from generation.engines.puppet.stage import Anchor, Layer, Room, Scene, SetArt

LAMP: Colour = (255, 214, 150)
PAPER: Colour = (255, 122, 62)


TRAIN_DEPTH = 0.8
SILL, HEAD = 0.33, 0.49  # stage y of the train windows: behind a standing head and chest
EDGE = 0.8  # stage y of the platform's far edge
PITCH = 0.19  # stage units from window to window


class Platform:
    """``light.behaviour`` "sweep" lets the train pass; ``light.kind`` "away" takes it away."""

    id = "platform"
    room: Room = "hall"
    indoor = False

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where actors and props stand; ``table`` is the bench."""
        return places(aspect, wall=(aspect / 2 - 0.05, 0.155))

    def paint(self, scene: Scene) -> SetArt:
        """Paint sky and town, the train, its light, platform and roof; shoulders in front."""
        palette = chosen(PLATFORM, scene)
        passing = scene.light.behaviour == "sweep"
        behind = [self._town(scene, palette)]
        if scene.light.kind != "away":
            behind += self._train(scene, palette, passing=passing)
        hall = self._hall(scene, palette, tuple(behind))
        behind += [hall, self._lamps(scene, palette)]
        return SetArt(
            behind=tuple(behind),
            front=(self._front(scene, palette),),
            light=light_of(palette, -1, "sweep" if passing else "steady"),
        )

    def _town(self, scene: Scene, palette: Palette) -> Layer:
        canvas = brushes.plane(scene, 0.1, opaque=True)
        aspect = scene.view.aspect
        brushes.sky(canvas, palette.sky, 0.56)
        if scene.time == "night" and scene.weather.kind == "clear":
            brushes.stars(canvas, 0.5, 90)
        if scene.time in ("dawn", "dusk") and scene.weather.kind in ("clear", "wind"):
            at = (aspect * 0.22, 0.5)
            canvas.glow(at, 0.45, palette.glint, 0.6)
            canvas.ellipse(
                at, (0.045, 0.045), mix(palette.glint, (255, 252, 236), 0.5), soften=0.002
            )
        lit, shaded = (
            mix(palette.sky[-1], palette.glint, 0.5),
            mix(palette.sky[1], palette.haze, 0.4),
        )
        amount = 0.45 if scene.weather.kind == "clear" else 0.75
        brushes.clouds(
            canvas, "clouds", (-0.1, 0.48), lit, shaded, amount=amount, size=0.1, stretch=3.0
        )
        hills = canvas.skyline("hills", 0.54, 0.035, width=0.4)
        canvas.polygon(
            [*hills, (hills[-1][0], 2.0), (hills[0][0], 2.0)], mix(palette.far, palette.haze, 0.55)
        )
        rng = canvas.rng("roofs")
        x = canvas.span[0]
        while x < canvas.span[1]:
            wide, high = float(rng.uniform(0.04, 0.09)), float(rng.uniform(0.02, 0.07))
            tone = mix(palette.far, palette.haze, float(rng.uniform(0.05, 0.3)))
            canvas.polygon(
                [
                    (x, 0.9),
                    (x, 0.57 - high * 0.6),
                    (x + wide / 2, 0.57 - high),
                    (x + wide, 0.57 - high * 0.6),
                    (x + wide, 0.9),
                ],
                tone,
            )
            if rng.random() < 0.6 * palette.lamps:
                canvas.box(x + wide * 0.4, 0.575, x + wide * 0.6, 0.595, mix(LAMP, tone, 0.2))
            x += wide * float(rng.uniform(0.7, 1.1))
        canvas.fade(0.58, 0.72, mix(palette.mid, palette.haze, 0.2))
        for index in range(3):
            base = 0.71 + 0.035 * index
            canvas.box(
                canvas.span[0],
                base,
                canvas.span[1],
                base + 0.004,
                mix(palette.near, palette.glint, 0.3),
            )
        for post in np.arange(-0.6, aspect + 0.6, 0.33).tolist():
            canvas.box(post, 0.2, post + 0.008, 0.72, mix(palette.mid, palette.far, 0.3))
            canvas.box(post - 0.04, 0.24, post + 0.01, 0.246, mix(palette.mid, palette.far, 0.3))
        for wire in (0.235, 0.262):
            canvas.line([(canvas.span[0], wire), (canvas.span[1], wire)], 0.0015, palette.mid)
        brushes.air(scene, canvas, palette)
        brushes.focus(scene, canvas)
        return scene.layer(canvas, opaque=True)

    def _train(self, scene: Scene, palette: Palette, *, passing: bool) -> list[Layer]:
        """The carriage and the light that falls out of its windows."""
        canvas = brushes.plane(scene, TRAIN_DEPTH)
        light = brushes.plane(scene, TRAIN_DEPTH, opaque=True, soft=True)
        left, right = canvas.span
        body = mix(mix((214, 206, 188), palette.ambient, 0.5), palette.near, 0.35)
        stripe = mix(mix((36, 96, 92), palette.ambient, 0.35), palette.near, 0.25)
        top, low = 0.235, 0.74
        canvas.box(left, top, right, low, body)
        canvas.fade(0.5, low, times(body, 0.7))
        canvas.polygon(
            [(left, top - 0.022), (right, top - 0.022), (right, top), (left, top)],
            times(body, 0.55),
        )
        canvas.box(left, top, right, top + 0.005, mix(body, palette.glint, 0.5))
        canvas.box(left, 0.545, right, 0.625, stripe)
        canvas.box(left, 0.545, right, 0.551, mix(stripe, palette.glint, 0.4))
        canvas.box(left, 0.632, right, 0.637, stripe)
        canvas.box(left, low, right, 0.86, times(palette.front, 0.7))
        width = right - left
        count = max(2, round(width / PITCH))
        pitch = width / count
        shift = self._lantern_x(scene.view.aspect) - left
        for index in range(-1, count + 1):
            x = left + (shift % pitch) + index * pitch
            lantern = not passing and abs(x - self._lantern_x(scene.view.aspect)) < pitch * 0.3
            self._pane(canvas, light, x, palette, lantern=lantern)
            canvas.line([(x + pitch / 2, top), (x + pitch / 2, low)], 0.0025, times(body, 0.72))
        light.glow_oval((scene.view.aspect / 2, 0.87), (0.6, 0.07), LAMP, 0.22 * palette.lamps)
        brushes.air(scene, canvas, palette)
        brushes.focus(scene, canvas, 0.8)
        brushes.focus(scene, light, 0.8)
        if passing:
            speed = (-1.1, 0.0)
            return [
                scene.layer(canvas, drift=speed),
                scene.layer(light, blend="add", behaviour="steady", drift=speed),
            ]
        return [scene.layer(canvas), scene.layer(light, blend="add", behaviour="pulse", hz=0.33)]

    @staticmethod
    def _lantern_x(aspect: float) -> float:
        """Return the middle of the window the lead looks into."""
        return aspect / 2 - min(0.24 * aspect, 0.17)

    @staticmethod
    def _pane(canvas: Canvas, light: Canvas, x: float, palette: Palette, *, lantern: bool) -> None:
        half = 0.066
        inside = mix(mix(LAMP, (255, 244, 220), 0.4), palette.far, 0.75 * (1 - palette.lamps))
        frame = times(palette.near, 0.6)
        canvas.box(x - half - 0.007, SILL - 0.008, x + half + 0.007, HEAD + 0.008, frame)
        canvas.box(x - half, SILL, x + half, HEAD, inside)
        canvas.box(x - half, SILL, x + half, SILL + 0.022, mix(inside, palette.mid, 0.35))
        seat = mix(inside, mix((112, 54, 52), palette.near, 0.4), 0.72)
        for side in (-1, 1):
            canvas.polygon(
                [
                    (x + side * half, HEAD),
                    (x + side * half, HEAD - 0.075),
                    (x + side * half * 0.62, HEAD - 0.08),
                    (x + side * half * 0.45, HEAD),
                ],
                seat,
            )
        canvas.box(x - half, HEAD - 0.012, x + half, HEAD, mix(seat, palette.near, 0.4))
        if lantern:
            at = (x, SILL + 0.062)
            canvas.line([(x, SILL), (x, SILL + 0.03)], 0.002, frame)
            canvas.ellipse(at, (0.03, 0.035), PAPER)
            canvas.ellipse((x - 0.003, at[1] + 0.002), (0.02, 0.027), (255, 196, 104), soften=0.004)
            canvas.ellipse((x, at[1] + 0.004), (0.009, 0.015), (255, 240, 190), soften=0.003)
            for rib in (-0.018, -0.006, 0.006, 0.018):
                canvas.line(
                    [(x - 0.026, at[1] + rib), (x + 0.026, at[1] + rib)],
                    0.001,
                    times(PAPER, 0.75),
                    0.6,
                )
            for cap in (-0.036, 0.03):
                canvas.box(x - 0.011, at[1] + cap, x + 0.011, at[1] + cap + 0.006, (64, 30, 24))
            light.glow(at, 0.26, (255, 140, 60), 0.15 + 0.45 * palette.lamps)
            light.glow(at, 0.1, (255, 170, 90), 0.1 + 0.3 * palette.lamps)
        sheen = mix(inside, (255, 255, 255), 0.5)
        canvas.polygon(
            [
                (x - half * 0.7, SILL),
                (x - half * 0.45, SILL),
                (x - half * 0.8, HEAD),
                (x - half, HEAD),
                (x - half, HEAD - 0.02),
            ],
            sheen,
            0.25,
        )
        light.glow_oval((x, (SILL + HEAD) / 2), (0.13, 0.14), LAMP, 0.3 * palette.lamps)
        light.glow_oval((x, 0.845), (0.085, 0.035), LAMP, 0.4 * palette.lamps)

    def _hall(self, scene: Scene, palette: Palette, behind: tuple[Layer, ...]) -> Layer:
        """The platform, its yellow line, the roof with its board and clock, two pillars."""
        canvas = scene.canvas(1.0)
        aspect = scene.view.aspect
        left, right = canvas.span
        canvas.box(left, EDGE, right, 2.0, palette.ground)
        canvas.fade(0.86, 1.03, times(palette.ground, 0.72))
        tiles = canvas.noise("tiles", 0.02, 4, stretch=3, coarse=2)
        below = (canvas.stage_y()[::2] > EDGE).astype(np.float32)
        canvas.blend(
            step(tiles, 0.5, 0.8) * below * np.float32(0.25),
            mix(palette.ground, palette.glint, 0.4),
        )
        kind = scene.weather.kind
        wetness = {"rain": 0.6, "storm": 0.6, "fog": 0.35, "snow": 0.25}.get(kind, 0.26)
        share = np.clip(1.2 - (canvas.stage_y()[::2] - EDGE) / 0.2, 0, 1) * below * wetness
        mask = np.repeat(share, 8, axis=1).astype(np.float32)
        brushes.mirrored(canvas, brushes.seen(behind), EDGE - 0.02, mask, smear=0.05, ripple=0.003)
        yellow = mix(mix((236, 186, 60), palette.ambient, 0.35), palette.near, 0.2 * palette.lamps)
        canvas.box(left, EDGE, right, EDGE + 0.012, mix(palette.ground, palette.glint, 0.45))
        canvas.box(left, EDGE + 0.032, right, EDGE + 0.056, yellow)
        for dot in np.arange(np.floor(left / 0.014) * 0.014, right, 0.014).tolist():
            canvas.ellipse((dot, EDGE + 0.039), (0.0036, 0.0016), times(yellow, 0.78))
            canvas.ellipse((dot + 0.007, EDGE + 0.049), (0.004, 0.0018), times(yellow, 0.78))
        if kind == "snow":
            white = mix((240, 246, 255), palette.ambient, 0.3)
            heap = canvas.noise("blown in", 0.05, 4, stretch=4, coarse=2)
            edge = np.clip(1 - (canvas.stage_y()[::2] - EDGE) / 0.1, 0, 1) * below
            canvas.blend(np.asarray(step(heap + edge * 0.4, 0.5, 0.75) * edge, np.float32), white)
        self._roof(canvas, scene, palette)
        things.seat(canvas, self.anchors(aspect)["table"].at, palette)
        return scene.layer(canvas)

    def _roof(self, canvas: Canvas, scene: Scene, palette: Palette) -> None:
        aspect = scene.view.aspect
        left, right = canvas.span
        iron = mix(palette.near, (40, 62, 66), 0.45)
        canvas.box(left, -0.6, right, 0.03, times(iron, 0.55))
        for beam in np.arange(-1.0, aspect + 1.0, 0.14).tolist():
            canvas.polygon(
                [(beam, -0.1), (beam + 0.03, -0.1), (beam + 0.012, 0.035), (beam - 0.002, 0.035)],
                times(iron, 0.8),
            )
        canvas.box(left, 0.03, right, 0.05, iron)
        canvas.box(left, 0.03, right, 0.034, mix(iron, palette.glint, 0.4))
        scallops = np.arange(np.floor(left / 0.035) * 0.035, right, 0.035).tolist()
        for x in scallops:
            canvas.ellipse((x, 0.052), (0.0165, 0.012), iron)
        for x in (aspect * 0.03 - 0.02, max(aspect * 0.985, aspect / 2 + 0.27)):
            canvas.box(x - 0.017, 0.04, x + 0.017, 0.87, iron)
            canvas.box(x - 0.017, 0.04, x - 0.008, 0.87, mix(iron, palette.glint, 0.3))
            for low, wide in ((0.87, 0.034), (0.845, 0.026), (0.1, 0.026)):
                canvas.box(x - wide, low - 0.022, x + wide, low, times(iron, 0.9))
            for side in (-1, 1):
                arc = [
                    (x + side * (0.017 + 0.09 * t), 0.15 - 0.1 * t**0.5)
                    for t in np.linspace(0, 1, 9).tolist()
                ]
                canvas.line(arc, 0.008, iron)
        self._board(canvas, scene, palette)

    def _board(self, canvas: Canvas, scene: Scene, palette: Palette) -> None:
        """The hanging board with the member's word and a round clock beside it."""
        x, y = self.anchors(scene.view.aspect)["wall"].at
        wide, high = min(0.15, scene.view.aspect * 0.3), 0.042
        rod = times(palette.front, 0.9)
        for side in (-0.7, 0.7):
            canvas.line([(x + side * wide, 0.04), (x + side * wide, y - high)], 0.004, rod)
        canvas.box(
            x - wide - 0.006, y - high - 0.006, x + wide + 0.006, y + high + 0.006, times(rod, 0.7)
        )
        face = mix(
            mix((250, 248, 240), palette.ambient, 0.15),
            palette.near,
            0.35 * (1 - palette.lamps) * 0.4,
        )
        canvas.box(x - wide, y - high, x + wide, y + high, face)
        canvas.box(
            x - wide,
            y + high - 0.018,
            x + wide,
            y + high - 0.006,
            mix((36, 110, 104), palette.near, 0.2),
        )
        canvas.box(
            x - 0.012,
            y + high - 0.018,
            x + 0.012,
            y + high - 0.006,
            mix((222, 88, 60), palette.near, 0.15),
        )
        if scene.sign:
            ink = brushes.fitted(scene, canvas, scene.sign, wide * 1.8, high * 1.4)
            brushes.write(canvas, ink, (x, y - 0.009), (34, 36, 46))
        at = (x + wide + 0.06, y - 0.008)
        canvas.line([(at[0], 0.04), at], 0.005, rod)
        canvas.ellipse(at, (0.036, 0.036), times(rod, 0.8))
        canvas.ellipse(at, (0.031, 0.031), face)
        for turn in np.arange(0, 2 * np.pi, np.pi / 6).tolist():
            out = (at[0] + 0.027 * float(np.sin(turn)), at[1] - 0.027 * float(np.cos(turn)))
            canvas.ellipse(out, (0.0018, 0.0018), (40, 40, 50))
        canvas.line([at, (at[0] + 0.008, at[1] - 0.014)], 0.0036, (34, 34, 44))
        canvas.line([at, (at[0] - 0.014, at[1] - 0.02)], 0.0024, (34, 34, 44))
        canvas.ellipse(at, (0.003, 0.003), (200, 60, 50))

    def _lamps(self, scene: Scene, palette: Palette) -> Layer:
        """The lamps under the roof; one of them is tired."""
        canvas = brushes.plane(scene, 1.0, opaque=True, soft=True)
        aspect = scene.view.aspect
        for x in (aspect * 0.12, aspect * 0.9):
            canvas.glow((x, 0.065), 0.06, (255, 246, 220), palette.lamps)
            canvas.glow_oval((x, 0.1), (0.24, 0.28), LAMP, 0.35 * palette.lamps)
            canvas.polygon(
                [(x - 0.02, 0.07), (x + 0.02, 0.07), (x + 0.2, 0.95), (x - 0.2, 0.95)],
                times(LAMP, 0.07 * palette.lamps),
                1.0,
                soften=0.03,
            )
        brushes.focus(scene, canvas, 0.0)
        return scene.layer(canvas, blend="add", behaviour="flicker", hz=0.9)

    def _front(self, scene: Scene, palette: Palette) -> Layer:
        """People who wait, low along the picture's edge, rimmed by the train's light."""
        canvas = scene.canvas(1.5)
        unit = canvas.unit
        dark = palette.front
        rim = mix(dark, LAMP, 0.25 + 0.35 * palette.lamps)
        crowd: tuple[tuple[float, float, float], ...] = (
            (-0.02, 0.86, 1.15),
            (0.98, 0.87, 1.2),
        )
        for index, (u, v, size) in enumerate(crowd):
            x, y = canvas.at_frame(u, v)
            self._waiting(
                canvas,
                (x, y),
                unit * 0.1 * size,
                times(dark, 1.0 + 0.15 * index),
                rim,
                hat=index == 1,
            )
        canvas.blur((0.007 if scene.view.zoom > brushes.CLOSE_ZOOM else 0.0022) * unit)
        return scene.layer(canvas)

    @staticmethod
    def _waiting(
        canvas: Canvas, head: Point, size: float, colour: Colour, rim: Colour, *, hat: bool
    ) -> None:
        """One person from behind."""
        x, y = head
        edge = size * 0.07
        for shift, tone in ((-edge, rim), (0.0, colour)):
            canvas.ellipse((x + shift * 0.6, y + shift), (size * 0.33, size * 0.42), tone)
            canvas.polygon(
                [
                    (x - size * 1.0 + shift * 0.3, y + size * 3),
                    (x - size * 0.86, y + size * 0.95 + shift),
                    (x - size * 0.62, y + size * 0.6 + shift),
                    (x - size * 0.2, y + size * 0.42 + shift),
                    (x + size * 0.2, y + size * 0.42 + shift),
                    (x + size * 0.62, y + size * 0.6 + shift),
                    (x + size * 0.86, y + size * 0.95 + shift),
                    (x + size * 1.0, y + size * 3),
                ],
                tone,
            )
            if hat:
                canvas.ellipse((x, y - size * 0.14 + shift), (size * 0.55, size * 0.1), tone)
                canvas.ellipse((x, y - size * 0.3 + shift), (size * 0.34, size * 0.26), tone)


PAINTER = Platform()
