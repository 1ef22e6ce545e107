"""Weather and small things in the air as pure functions of time, behind and before actors.

Streaks, flakes and fog are tiles painted once and scrolled with wrap; leaves, petals and sparks are
small sprites. Every draw works in place on bytes of a frame and keeps no state, so frames may be
drawn in any order and by several threads.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from generation.arrays import BgrFrame
from generation.engines.puppet.canvas import Colour, Point
from generation.engines.puppet.pigment import as_bytes
from generation.engines.puppet.props.forms import soft_disc
from generation.engines.puppet.stage import Particles
from generation.engines.puppet.swarms import HABITS, Plane, Swarm, tinted
from generation.model.screenplay import Weather

BEHIND_SHIFT, FRONT_SHIFT = 0.6, 1.6  # how far planes move with the camera, actors being 1
FLASH_S = 0.067  # two frames of white at 30 fps
FLASH_DECAY_S = 0.4
STRIKE_EVERY_S = 3.4
GUST_S = 5.0  # a gust comes about this often


def lightning(t_s: float, seed: int) -> float:
    """Return how bright a storm's flash is at ``t_s``: 1 for two frames, then 0.4 s of decay."""
    level = 0.0
    window = int(np.floor(t_s / STRIKE_EVERY_S))
    for index in (window - 1, window):
        rng = np.random.default_rng([seed, index + 16, 0x57012])
        since = t_s - (index + 0.15 + 0.6 * float(rng.random())) * STRIKE_EVERY_S
        if 0 <= since < FLASH_S:
            level = 1.0
        elif FLASH_S <= since < FLASH_S + FLASH_DECAY_S:
            level = max(level, 0.7 * (1 - (since - FLASH_S) / FLASH_DECAY_S) ** 2)
    return level


def gust(t_s: float, seed: int) -> float:
    """Return the wind's strength around 1 at ``t_s``: smooth, never periodic to the eye."""
    phase = (seed % 97) * 0.37
    slow = np.sin(2 * np.pi * t_s / GUST_S + phase)
    return float(1 + 0.35 * slow + 0.2 * np.sin(2 * np.pi * t_s / 1.9 + 2 * phase))


def gust_path(t_s: float, seed: int) -> float:
    """Return the integral of ``gust`` from 0 to ``t_s``: how far the wind has carried something."""
    phase = (seed % 97) * 0.37
    slow, fast = 2 * np.pi / GUST_S, 2 * np.pi / 1.9
    path = t_s + 0.35 * (np.cos(phase) - np.cos(slow * t_s + phase)) / slow
    return float(path + 0.2 * (np.cos(2 * phase) - np.cos(fast * t_s + 2 * phase)) / fast)


# -- tiles ------------------------------------------------------------------------------------


def scroll_add(frame: BgrFrame, tile: BgrFrame, x: float, y: float) -> None:
    """Add a tile of the frame's size, moved by (x, y) pixels with wrap, into ``frame``."""
    height, width = tile.shape[:2]
    dx, dy = int(x) % width, int(y) % height
    for fy, ty, rows in ((0, height - dy, dy), (dy, 0, height - dy)):
        for fx, tx, columns in ((0, width - dx, dx), (dx, 0, width - dx)):
            if rows and columns:
                part = frame[fy : fy + rows, fx : fx + columns]
                cv2.add(part, tile[ty : ty + rows, tx : tx + columns], dst=part)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """A tile and how fast it falls; speeds in frame heights a second."""

    tile: BgrFrame
    fall: float
    drift: float
    sway: float = 0.0
    plane: Plane = "behind"


def _rain_tile(
    size: tuple[int, int], rng: np.random.Generator, *, count: int, length: float, thick: float,
    slant: float, level: float, blur: float,
) -> BgrFrame:  # fmt: skip
    width, height = size
    tile = np.zeros((height, width), np.uint8)
    for _ in range(count):
        x, y = float(rng.uniform(0, width)), float(rng.uniform(0, height))
        run = height * length * float(rng.uniform(0.6, 1.4))
        bright = int(255 * level * float(rng.uniform(0.5, 1.0)))
        for wrap_x in (-width, 0, width):
            for wrap_y in (-height, 0):
                start = (round((x + wrap_x) * 16), round((y + wrap_y) * 16))
                end = (round((x + wrap_x + run * slant) * 16), round((y + wrap_y + run) * 16))
                cv2.line(tile, start, end, bright, max(1, round(thick)), cv2.LINE_AA, 4)
    if blur > 0.3:
        cv2.GaussianBlur(tile, (0, 0), blur, dst=tile, borderType=cv2.BORDER_DEFAULT)
    return tinted(tile, (206, 220, 236))


def _snow_tile(
    size: tuple[int, int], rng: np.random.Generator, *, count: int, radius: float, level: float
) -> BgrFrame:
    width, height = size
    tile = np.zeros((height, width), np.uint8)
    for _ in range(count):
        reach = max(1.0, radius * float(rng.uniform(0.5, 1.3)))
        side = max(3, round(reach * 2.6))
        flake = cv2.resize(soft_disc(), (side, side), interpolation=cv2.INTER_AREA)
        flake = cv2.convertScaleAbs(flake, alpha=min(1.0, level * float(rng.uniform(0.6, 1.2))))
        rows = (int(rng.integers(0, height)) + np.arange(side)) % height
        columns = (int(rng.integers(0, width)) + np.arange(side)) % width
        place = np.ix_(rows, columns)
        tile[place] = cv2.add(tile[place], flake)
    return tinted(tile, (250, 252, 255))


class _Fog:
    """A band of soft noise that drifts sideways."""

    def __init__(
        self, size: tuple[int, int], top: float, strength: float, colour: Colour, seed: int
    ) -> None:
        width, height = size
        self.first = int(height * top)
        rows = height - self.first
        rng = np.random.default_rng([seed, self.first])
        grid = rng.random((6, 5), dtype=np.float32)
        wrapped = np.concatenate([grid, grid[:, :1]], 1)
        field = cv2.resize(wrapped, (width + width // 5, rows), interpolation=cv2.INTER_CUBIC)
        field = field[:, :width]
        rise = np.clip(np.linspace(0, 1.4, rows, dtype=np.float32), 0, 1)[:, None]
        ramp = rise * rise * (3 - 2 * rise)
        seam = np.minimum(np.arange(width), np.arange(width)[::-1])[None, :] / (width * 0.18)
        blend = np.clip(seam, 0, 1).astype(np.float32)
        field = field * blend + np.roll(field, width // 2, 1) * (1 - blend)
        cover = np.clip((0.35 + 0.65 * field) * ramp * strength, 0, 0.92)
        self.light = tinted((cover * 255).astype(np.uint8), colour)
        keep = (255 - cover * 255).astype(np.uint8)
        self.keep = as_bytes(cv2.cvtColor(keep, cv2.COLOR_GRAY2BGR))

    def draw(self, frame: BgrFrame, x: float) -> None:
        width = frame.shape[1]
        dx = int(x) % width
        for fx, tx, columns in ((0, width - dx, dx), (dx, 0, width - dx)):
            if columns:
                part = frame[self.first :, fx : fx + columns]
                cv2.multiply(part, self.keep[:, tx : tx + columns], dst=part, scale=1 / 255)
                cv2.add(part, self.light[:, tx : tx + columns], dst=part)


# -- what the engine uses ---------------------------------------------------------------------


class Weatherfall:
    """The weather of one shot, falling behind and in front of the actors."""

    def __init__(self, weather: Weather, *, width_px: int, height_px: int, seed: int = 0) -> None:
        """Paint the tiles once; all drawing afterwards is a scroll."""
        self.weather = weather
        self.size = (width_px, height_px)
        self.seed = seed
        self._sheets: list[_Sheet] = []
        self._fogs: dict[Plane, _Fog] = {}
        self._swarms: dict[Plane, Swarm] = {}
        self._haste = 1.0
        build = {
            "rain": self._rain, "storm": self._rain, "snow": self._snow, "fog": self._fog,
            "wind": self._wind,
        }.get(weather.kind)  # fmt: skip
        if build:
            build()

    def _rng(self, purpose: int) -> np.random.Generator:
        return np.random.default_rng([self.seed, purpose])

    def _rain(self) -> None:
        strength = 1.0 if self.weather.kind == "storm" else self.weather.strength
        slant = self.weather.wind * (0.45 if self.weather.kind == "storm" else 0.32)
        dense = (self.size[0] / self.size[1]) / 0.5625
        tall = self.size[1] / 1280
        for index, (plane, count, length, thick, level, fall, blur) in enumerate(
            (
                ("behind", 260, 0.03, 1.0, 0.34, 1.1, 0.0),
                ("behind", 130, 0.06, 1.5, 0.4, 1.7, 0.4),
                ("front", 34, 0.15, 4.0, 0.34, 2.9, 2.2),
            )
        ):
            tile = _rain_tile(
                self.size, self._rng(index), count=round(count * dense * (0.25 + strength)),
                length=length * (0.6 + 0.6 * strength), thick=thick * tall, slant=slant,
                level=level * (0.55 + 0.45 * strength), blur=blur * tall,
            )  # fmt: skip
            fall = fall * (0.8 + 0.4 * strength)
            shown: Plane = "front" if plane == "front" else "behind"
            self._sheets.append(_Sheet(tile=tile, fall=fall, drift=fall * slant, plane=shown))

    def _snow(self) -> None:
        strength, wind = self.weather.strength, self.weather.wind
        tall, dense = self.size[1], (self.size[0] / self.size[1]) / 0.5625
        self._haste = 0.6
        for index, (plane, count, radius, level, fall) in enumerate(
            (
                ("behind", 230, 0.0022, 0.75, 0.075),
                ("behind", 110, 0.0042, 0.9, 0.125),
                ("front", 17, 0.017, 0.62, 0.23),
            )
        ):
            tile = _snow_tile(
                self.size, self._rng(index), count=round(count * dense * (0.3 + strength)),
                radius=radius * tall, level=level,
            )  # fmt: skip
            shown: Plane = "front" if plane == "front" else "behind"
            self._sheets.append(
                _Sheet(tile=tile, fall=fall * (0.8 + 0.5 * strength), drift=0.45 * wind * fall * 3,
                       sway=0.012 * (index + 1), plane=shown)
            )  # fmt: skip

    def _fog(self) -> None:
        strength = 0.3 + 0.6 * self.weather.strength
        tone = (214, 220, 228)
        self._fogs["behind"] = _Fog(self.size, 0.32, strength, tone, self.seed)
        self._fogs["front"] = _Fog(self.size, 0.62, strength * 0.8, tone, self.seed + 1)

    def _wind(self) -> None:
        strength = 0.3 + 0.7 * self.weather.strength
        leaves = HABITS["leaves"]
        for plane in ("behind", "front"):
            shown: Plane = "front" if plane == "front" else "behind"
            self._swarms[shown] = Swarm(
                self.size, leaves, strength, (255, 255, 255), self.seed, shown
            )
        tile = _rain_tile(
            self.size, self._rng(9), count=round(40 * strength), length=0.012, thick=1.0,
            slant=6.0 * (1 if self.weather.wind >= 0 else -1), level=0.22, blur=0.6,
        )  # fmt: skip
        self._sheets.append(_Sheet(tile=tile, fall=0.06, drift=0.9 * (self.weather.wind or 0.5)))

    def draw_behind(self, frame: BgrFrame, t_s: float, shift_px: Point = (0.0, 0.0)) -> None:
        """Draw what falls behind the actors into ``frame``; ``shift_px`` is how far they moved."""
        self._draw(frame, t_s, shift_px, "behind", BEHIND_SHIFT)
        flash = lightning(t_s, self.seed) if self.weather.kind == "storm" else 0.0
        if flash > 0.02:
            glare = flash * 165
            cv2.add(frame, np.array((glare, glare * 0.97, glare * 0.92, 0)), dst=frame)

    def draw_front(self, frame: BgrFrame, t_s: float, shift_px: Point = (0.0, 0.0)) -> None:
        """Draw what falls in front of the actors."""
        self._draw(frame, t_s, shift_px, "front", FRONT_SHIFT)

    def _draw(
        self, frame: BgrFrame, t_s: float, shift_px: Point, plane: Plane, share: float
    ) -> None:
        shift = (shift_px[0] * share, shift_px[1] * share)
        tall = self.size[1]
        blown = gust_path(t_s, self.seed)
        for sheet in self._sheets:
            if sheet.plane == plane:
                sway = sheet.sway * np.sin(t_s * 1.3 + sheet.fall * 40)
                carried = blown if self._haste < 1 else t_s
                x = (sheet.drift * carried + sway) * tall + shift[0]
                scroll_add(frame, sheet.tile, float(x), sheet.fall * t_s * tall + shift[1])
        if plane in self._fogs:
            pace = 0.018 if plane == "behind" else 0.045
            self._fogs[plane].draw(frame, t_s * pace * tall * (1 + self.weather.wind) + shift[0])
        if plane in self._swarms:
            self._swarms[plane].draw(frame, t_s, shift, 0.4 * self.weather.wind * blown)


class Air:
    """What floats in the air of a set."""

    def __init__(
        self, particles: Particles, *, width_px: int, height_px: int, seed: int = 0
    ) -> None:
        """Paint the sprites once."""
        habit = HABITS[particles.kind]
        size = (width_px, height_px)
        colour = particles.colour
        if particles.kind == "fireflies" and colour == (255, 255, 255):
            colour = (214, 255, 130)
        self._behind = Swarm(size, habit, particles.amount, colour, seed, "behind")
        front = Swarm(size, habit, particles.amount, colour, seed, "front")
        self._front = front if particles.front else None

    def draw_behind(self, frame: BgrFrame, t_s: float, shift_px: Point = (0.0, 0.0)) -> None:
        """Draw what floats behind the actors into ``frame``; ``shift_px`` is how far they moved."""
        shift = (shift_px[0] * BEHIND_SHIFT, shift_px[1] * BEHIND_SHIFT)
        self._behind.draw(frame, t_s, shift)

    def draw_front(self, frame: BgrFrame, t_s: float, shift_px: Point = (0.0, 0.0)) -> None:
        """Draw what floats in front of the actors, where the set asks for it."""
        if self._front is not None:
            self._front.draw(frame, t_s, (shift_px[0] * FRONT_SHIFT, shift_px[1] * FRONT_SHIFT))
