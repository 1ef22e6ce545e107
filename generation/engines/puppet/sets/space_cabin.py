"""A cabin in orbit: a great round window with the Earth in it, soft panels, things that float."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from generation.engines.puppet.canvas import Canvas, Colour, Point
from generation.engines.puppet.sets import brushes
from generation.engines.puppet.sets.brushes import step
from generation.engines.puppet.sets.palettes import Palette, mix, places, times
from generation.engines.puppet.sets.scripts import SPACE_CABIN
from generation.engines.puppet.stage import Anchor, Layer, Particles, Room, Scene, SetArt, SetLight
from generation.model.screenplay import TimeOfDay

SUN: Mapping[TimeOfDay, tuple[float, float]] = {
    # direction the light on the Earth comes from, and how far the night reaches over the disc
    "day": (-0.5, -0.35),
    "dawn": (0.75, 0.3),
    "dusk": (-0.8, 0.35),
    "night": (0.9, 0.78),
}

WIDE_ASPECT = 1.2  # from here on there is room for two more windows


class SpaceCabin:
    """Weightless: the anchors are places in the air."""

    id = "space_cabin"
    room: Room = "closet"
    indoor = True

    def anchors(self, aspect: float) -> Mapping[str, Anchor]:
        """Return where actors float; ``table`` is a fold-out tray, ``wall`` the screen."""
        left = aspect / 2 - min(0.27 * aspect, 0.3)
        return places(aspect, ground=0.92, wall=(left, 0.66))

    def paint(self, scene: Scene) -> SetArt:
        """Paint space, the window wall, the panels; cables and a hatch rim in front."""
        palette = SPACE_CABIN[scene.time]
        behind = (
            self._space(scene, palette),
            self._wall(scene, palette),
            self._lights(scene, palette),
            self._panels(scene, palette),
        )
        light = SetLight(
            key=palette.key,
            rim=palette.rim,
            rim_side=1,
            ambient=palette.ambient,
            shade=palette.shade,
        )
        return SetArt(
            behind=behind,
            front=(self._front(scene, palette),),
            light=light,
            particles=(Particles(kind="dust", amount=0.25, colour=palette.glint),),
        )

    @staticmethod
    def _windows(aspect: float) -> list[tuple[Point, float]]:
        """Return the middle and the radius of each glass, the great one first."""
        windows = [((aspect / 2 + 0.012, 0.315), 0.215)]
        if aspect > WIDE_ASPECT:
            windows += [((aspect / 2 + side * 0.56, 0.33), 0.1) for side in (-1, 1)]
        return windows

    def _space(self, scene: Scene, palette: Palette) -> Layer:
        canvas = brushes.plane(scene, 0.1, opaque=True)
        brushes.sky(canvas, palette.sky, 0.9)
        brushes.stars(canvas, 1.0, 190)
        dust = canvas.noise("milky", 0.12, 5, stretch=1.5, coarse=4)
        canvas.light(step(dust, 0.55, 1.0) * np.float32(0.2), (120, 110, 190))
        middle, radius = self._windows(scene.view.aspect)[0]
        self._earth(canvas, (middle[0] + 0.03, middle[1] + 0.2), 0.27, scene.time)
        if scene.time != "night":
            side = SUN[scene.time][0]
            at = (middle[0] + side * radius * 0.8, middle[1] - radius * 0.5)
            canvas.glow(at, 0.22, (255, 240, 214), 0.8)
        brushes.focus(scene, canvas, 0.6)
        return scene.layer(canvas, opaque=True)

    @staticmethod
    def _earth(canvas: Canvas, centre: Point, radius: float, time: TimeOfDay) -> None:
        """A ball with seas, land, cloud swirls, a thin blue air, and cities on its night side."""
        sun, night = SUN[time]
        canvas.glow(centre, radius * 1.32, (70, 150, 255), 0.9)
        x = (canvas.stage_x()[:, ::2] - centre[0]) / radius
        y = (canvas.stage_y()[::2] - centre[1]) / radius
        square = np.asarray(x * x + y * y, np.float32)
        disc = np.clip((1 - np.sqrt(square)) * radius * canvas.scale * 0.5 + 0.5, 0, 1)
        z = np.sqrt(np.clip(1 - square, 0, 1))
        tilt = 0.42
        lit = x * sun + y * (-0.4) + z * (0.62 - night)
        day = step(np.asarray(lit, np.float32), -0.12, 0.4)
        ball = Canvas(canvas.view, canvas.depth, seed=canvas.seed)
        ball.blend(np.asarray(disc, np.float32), (18, 66, 140), inside=False)
        ball.blend(np.asarray(disc * z, np.float32) * np.float32(0.6), (30, 112, 186))
        land = canvas.noise("land", 0.11, 6, stretch=1.25, coarse=2)
        where = step(land, 0.56, 0.6)
        ball.blend(where, (74, 122, 78))
        ball.blend(where * step(land, 0.68, 0.8), (178, 150, 102))
        swirl = canvas.noise("swirl", 0.06, 6, stretch=2.6, coarse=2)
        ball.blend(step(swirl, 0.44, 0.7) * np.float32(0.95), (246, 250, 255))
        ball.blend(
            np.asarray((1 - z) ** 2.2 * disc, np.float32) * np.float32(0.85), (130, 200, 255)
        )
        ball.shade(np.asarray(1 - day, np.float32), (10, 18, 44))
        city = step(canvas.noise("city", 0.008, 4, coarse=2), 0.62, 0.75) * where
        ball.light(np.asarray(city * (1 - day) * disc * tilt * 2, np.float32), (255, 206, 120))
        canvas.lay(ball)

    def _wall(self, scene: Scene, palette: Palette) -> Layer:
        """The padded end wall with the round window cut out of it."""
        canvas = brushes.plane(scene, 0.6)
        aspect = scene.view.aspect
        left, right = canvas.span
        top, low = canvas.extent
        canvas.box(left, top, right, low, palette.mid)
        canvas.fade(0.35, 1.05, palette.near)
        canvas.fade(0.2, -0.1, palette.far, 0.8)
        windows = self._windows(aspect)
        middle, radius = windows[0]
        self._padding(canvas, palette, middle, radius)
        distance = np.hypot(canvas.stage_x()[:, ::4] - middle[0], canvas.stage_y()[::4] - middle[1])
        fall = np.clip(1 - (distance - radius) / 0.42, 0, 1) ** 2
        canvas.light(np.asarray(fall * 0.5, np.float32), palette.haze)
        for middle, radius in windows:
            self._frame(canvas, palette, middle, radius)
        for middle, radius in windows:
            self._cut(canvas, middle, radius)
            self._glass(canvas, middle, radius)
        brushes.focus(scene, canvas, 0.8)
        return scene.layer(canvas)

    @staticmethod
    def _frame(canvas: Canvas, palette: Palette, middle: Point, radius: float) -> None:
        """A bolted ring around a window, lit from above."""
        shine = mix(palette.mid, palette.glint, 0.35)
        rings = (
            (1.24, 0.0, times(palette.mid, 0.5)),
            (1.21, 0.0, palette.mid),
            (1.19, -0.004, shine),
            (1.175, 0.003, times(palette.mid, 0.86)),
            (1.05, 0.0, times(palette.near, 0.55)),
        )
        for share, drop, tone in rings:
            canvas.ellipse((middle[0], middle[1] + drop), (radius * share, radius * share), tone)
        for turn in np.linspace(0, 2 * np.pi, 17)[:-1].tolist():
            at = (
                middle[0] + radius * 1.125 * float(np.cos(turn)),
                middle[1] + radius * 1.125 * float(np.sin(turn)),
            )
            size = 0.004 + 0.018 * radius
            canvas.ellipse(at, (size, size), times(palette.near, 0.7))
            spot = (at[0] - 0.001, at[1] - 0.0015)
            canvas.ellipse(spot, (size * 0.65, size * 0.65), mix(palette.mid, palette.glint, 0.5))

    @staticmethod
    def _cut(canvas: Canvas, middle: Point, radius: float) -> None:
        """Cut a round hole into the wall."""
        distance = np.hypot(canvas.stage_x() - middle[0], canvas.stage_y() - middle[1])
        edge = np.clip((distance - radius) * canvas.scale + 0.5, 0, 1)
        canvas.keep(np.asarray(edge, np.float32))

    @staticmethod
    def _glass(canvas: Canvas, middle: Point, radius: float) -> None:
        for start, wide, alpha in ((2.5, 0.014, 0.12), (2.72, 0.006, 0.1)):
            arc = [
                (
                    middle[0] + radius * 0.9 * float(np.cos(a)),
                    middle[1] + radius * 0.9 * float(np.sin(a)),
                )
                for a in np.linspace(start, start + 1.25, 18)
            ]
            canvas.line(arc, wide, (255, 255, 255), alpha, soften=0.002)

    @staticmethod
    def _padding(canvas: Canvas, palette: Palette, middle: Point, radius: float) -> None:
        """Quilted panels around the window, lit from it."""
        seam, shine = times(palette.near, 0.75), mix(palette.mid, palette.glint, 0.4)
        pitch = 0.125
        left, right = canvas.span
        for row in range(-3, 14):
            y = row * pitch - 0.02
            canvas.line([(left, y), (right, y)], 0.004, seam, 0.8)
            canvas.line([(left, y + 0.005), (right, y + 0.005)], 0.002, shine, 0.35)
            for column in range(-14, 28):
                x = column * pitch * 1.3 + (row % 2) * pitch * 0.65
                if not left - 0.1 < x < right + 0.1:
                    continue
                canvas.line([(x, y), (x, y + pitch)], 0.004, seam, 0.8)
                canvas.line([(x + 0.005, y), (x + 0.005, y + pitch)], 0.002, shine, 0.35)
                if (x - middle[0]) ** 2 + (y - middle[1]) ** 2 > (radius * 1.1) ** 2:
                    canvas.ellipse((x + pitch * 0.65, y + pitch * 0.5), (0.008, 0.008), seam, 0.7)
                    canvas.ellipse((x + pitch * 0.65, y + pitch * 0.49), (0.005, 0.004), shine, 0.7)

    def _lights(self, scene: Scene, palette: Palette) -> Layer:
        """Lamps of the instruments: they pulse."""
        canvas = brushes.plane(scene, 0.95, opaque=True, soft=True)
        rng = canvas.rng("lamps")
        aspect = scene.view.aspect
        tones: tuple[Colour, ...] = ((90, 255, 170), (255, 184, 80), (90, 190, 255), (255, 96, 96))
        for _ in range(26):
            side = float(rng.choice((-1.0, 1.0)))
            at = (
                aspect / 2 + side * (aspect / 2 - 0.016 - 0.05 * float(rng.random())),
                float(rng.uniform(0.06, 0.86)),
            )
            canvas.glow(at, 0.018, tones[int(rng.integers(4))], 0.9)
        x, y = self.anchors(aspect)["wall"].at
        canvas.glow_oval((x, y), (0.19, 0.13), (80, 200, 255), 0.3 + 0.25 * palette.lamps)
        brushes.focus(scene, canvas, 0.0)
        return scene.layer(canvas, blend="add", behaviour="pulse", hz=0.6)

    def _panels(self, scene: Scene, palette: Palette) -> Layer:
        """Racks along both sides, the screen with the member's word, a tray, a rail."""
        canvas = scene.canvas(0.95)
        aspect = scene.view.aspect
        for side in (-1, 1):
            self._rack(canvas, aspect, side, palette)
        x, y = self.anchors(aspect)["wall"].at
        self._screen(canvas, scene, palette, (x, y))
        self._tray(canvas, self.anchors(aspect)["table"].at, palette)
        low = 0.955
        left, right = canvas.span
        canvas.box(left, low, right, 2.0, times(palette.near, 0.8))
        canvas.box(left, low, right, low + 0.007, mix(palette.mid, palette.glint, 0.3))
        for slot in np.arange(left, right, 0.09).tolist():
            canvas.box(slot, low + 0.016, slot + 0.06, low + 0.024, times(palette.near, 0.5))
        return scene.layer(canvas)

    @staticmethod
    def _rack(canvas: Canvas, aspect: float, side: int, palette: Palette) -> None:
        rng = canvas.rng(f"rack {side}")
        edge = aspect / 2 + side * aspect / 2
        inner = edge - side * 0.055
        far = edge + side * 0.9
        a, b = sorted((inner, far))
        canvas.box(a, -0.4, b, 1.4, palette.near)
        lip = sorted((inner, inner - side * 0.014))
        canvas.box(lip[0], -0.4, lip[1], 1.4, mix(palette.mid, palette.haze, 0.4))
        y = -0.05
        while y < 0.9:
            high = float(rng.uniform(0.06, 0.13))
            tone = times(palette.mid, float(rng.uniform(0.55, 0.85)))
            p, q = sorted((inner + side * 0.008, edge + side * 0.05))
            canvas.box(p, y, q, y + high - 0.008, tone)
            canvas.box(p, y, q, y + 0.003, mix(tone, palette.glint, 0.45))
            kind = int(rng.integers(3))
            for line in range(4):
                at = y + 0.014 + line * (high - 0.02) / 4
                if kind == 0:
                    canvas.box(p + 0.008, at, q - 0.012, at + 0.004, times(tone, 0.5))
                elif kind == 1:
                    canvas.ellipse(
                        (p + 0.014 + 0.012 * (line % 3), at), (0.004, 0.004), times(tone, 0.45)
                    )
            y += high
        for bend in range(3):
            start = inner - side * 0.004
            points = [
                (start - side * 0.012 * float(np.sin(t * 3 + bend)), 0.1 + 0.26 * bend + 0.2 * t)
                for t in np.linspace(0, 1, 10).tolist()
            ]
            canvas.line(points, 0.005, ((226, 120, 60), (70, 150, 220), (230, 230, 236))[bend])

    @staticmethod
    def _screen(canvas: Canvas, scene: Scene, palette: Palette, at: Point) -> None:
        x, y = at
        wide, high = 0.1, 0.058
        canvas.line([(x - 0.14, y + 0.05), (x, y)], 0.012, times(palette.near, 0.7))
        canvas.box(
            x - wide - 0.01,
            y - high - 0.01,
            x + wide + 0.01,
            y + high + 0.012,
            times(palette.near, 0.45),
        )
        canvas.box(x - wide, y - high, x + wide, y + high, (8, 30, 48))
        cyan: Colour = (120, 226, 255)
        for index in range(7):
            canvas.line(
                [(x - wide, y - high + 0.018 * index), (x + wide, y - high + 0.018 * index)],
                0.0008,
                cyan,
                0.18,
            )
        if scene.sign:
            ink = brushes.fitted(scene, canvas, scene.sign, wide * 1.8, high * 1.0)
            brushes.write(canvas, ink, (x, y - 0.012), (214, 248, 255), glow=(40, 150, 220))
        else:
            track = [
                (x - wide + 2 * wide * t, y - 0.012 + 0.03 * float(np.sin(t * 9)))
                for t in np.linspace(0.04, 0.96, 40).tolist()
            ]
            canvas.line(track, 0.003, cyan)
            canvas.ellipse(track[27], (0.006, 0.006), (255, 210, 110))
        canvas.box(x - wide + 0.012, y + high - 0.018, x - wide + 0.1, y + high - 0.012, cyan, 0.7)
        canvas.box(
            x - wide + 0.11,
            y + high - 0.018,
            x - wide + 0.14,
            y + high - 0.012,
            (255, 200, 90),
            0.8,
        )

    @staticmethod
    def _tray(canvas: Canvas, top: Point, palette: Palette) -> None:
        x, y = top
        canvas.line([(x - 0.16, y + 0.1), (x - 0.03, y + 0.014)], 0.012, times(palette.near, 0.8))
        canvas.polygon(
            [
                (x - 0.075, y - 0.008),
                (x + 0.075, y - 0.008),
                (x + 0.085, y + 0.01),
                (x - 0.085, y + 0.01),
            ],
            mix(palette.mid, palette.glint, 0.4),
        )
        canvas.box(x - 0.085, y + 0.01, x + 0.085, y + 0.02, times(palette.mid, 0.6))

    def _front(self, scene: Scene, palette: Palette) -> Layer:
        """The rim of the hatch the camera looks through, a strap, a drop of tea afloat."""
        canvas = scene.canvas(1.4)
        unit = canvas.unit
        view = scene.view.aspect
        centre = canvas.at_frame(0.5, 0.46)
        radii = (unit * view * 0.64, unit * 0.635)
        wide = max(unit * 0.2, unit * view * 0.2)
        turns = np.linspace(0, 2 * np.pi, 97)
        for inset, tone, thick in (
            (0.5, palette.front, wide),
            (0.02, mix(palette.front, palette.mid, 0.35), 0.014 * unit),
            (0.01, mix(palette.front, palette.haze, 0.6), 0.005 * unit),
        ):
            ring = [
                (
                    centre[0] + (radii[0] + inset * wide) * float(np.cos(a)),
                    centre[1] + (radii[1] + inset * wide) * float(np.sin(a)),
                )
                for a in turns
            ]
            canvas.line(ring, thick, tone)
        ts = np.linspace(0, 1, 24).tolist()
        start = canvas.at_frame(-0.06, 0.78)
        strap = [
            (
                start[0] + unit * view * 0.42 * t,
                start[1] + unit * (0.16 * t + 0.028 * np.sin(7 * t)),
            )
            for t in ts
        ]
        canvas.line(strap, unit * 0.014, mix((70, 120, 190), palette.front, 0.45))
        canvas.line(
            [(a, b - unit * 0.004) for a, b in strap],
            unit * 0.003,
            mix(palette.glint, palette.front, 0.3),
        )
        tip = strap[-1]
        canvas.ellipse(
            tip, (unit * 0.014, unit * 0.011), mix(palette.mid, palette.glint, 0.3), angle=25
        )
        drop = canvas.at_frame(0.86, 0.83)
        amber = mix((196, 116, 42), palette.ambient, 0.2)
        size = unit * 0.017
        canvas.ellipse(drop, (size, size * 0.92), amber, 0.9)
        canvas.ellipse(
            (drop[0] + size * 0.2, drop[1] + size * 0.3),
            (size * 0.6, size * 0.45),
            (246, 186, 96),
            0.8,
            soften=size * 0.15,
        )
        canvas.ellipse(
            (drop[0] - size * 0.35, drop[1] - size * 0.4),
            (size * 0.24, size * 0.16),
            (255, 255, 255),
            0.95,
            angle=-30,
        )
        if scene.view.zoom > brushes.CLOSE_ZOOM:
            canvas.blur(0.004 * unit)
        return scene.layer(canvas)


PAINTER = SpaceCabin()
