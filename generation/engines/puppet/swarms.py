"""Small things that float or tumble: sprites painted once, places as pure functions of time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import cv2
import numpy as np

from generation.arrays import Alpha, BgrFrame
from generation.engines.puppet.canvas import Canvas, Colour, Point, View
from generation.engines.puppet.pigment import as_bytes
from generation.engines.puppet.props.forms import Brush, Tint, mix, soft_disc, texture
from generation.engines.puppet.props.outlines import curve, oval
from generation.engines.puppet.stage import ParticleKind

TURNS = 24  # pictures of a tumbling thing in one turn

Plane = Literal["behind", "front"]


def tinted(mask: Alpha, colour: Colour) -> BgrFrame:
    """Return ``colour`` as bright as ``mask``."""
    shares = np.arange(256, dtype=np.float32)[:, None, None] / 255
    table = np.round(shares * np.array(colour[::-1], np.float32)).astype(np.uint8)
    return as_bytes(cv2.applyColorMap(mask, table))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sprite:
    """A small premultiplied picture; ``keep`` is None where it is pure light."""

    bgr: BgrFrame
    keep: BgrFrame | None


def _blit(frame: BgrFrame, sprite: _Sprite, x: float, y: float) -> None:
    height, width = sprite.bgr.shape[:2]
    left, top = round(x - width / 2), round(y - height / 2)
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + width, frame.shape[1]), min(top + height, frame.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    part = frame[y0:y1, x0:x1]
    source = (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left))
    if sprite.keep is not None:
        cv2.multiply(part, sprite.keep[source], dst=part, scale=1 / 255)
    cv2.add(part, sprite.bgr[source], dst=part)


def _light_sprite(radius: float, colour: Colour, level: float) -> _Sprite:
    side = max(3, round(radius * 2))
    disc = cv2.resize(soft_disc(), (side, side), interpolation=cv2.INTER_AREA)
    return _Sprite(bgr=tinted(as_bytes(cv2.convertScaleAbs(disc, alpha=level)), colour), keep=None)


def _drawn_sprite(side_px: int, paint: Callable[[Brush], None], blur: float) -> _Sprite:
    side = max(6, side_px)
    canvas = Canvas(View(width_px=side, height_px=side, margin_px=0), 1.0)
    paint(Brush(canvas, Tint(), (0.5, 0.5), 0.42))
    if blur > 0.4:
        for plane in (canvas.bgr, canvas.alpha):
            cv2.GaussianBlur(plane, (0, 0), blur, dst=plane)
    keep = cv2.cvtColor(cv2.bitwise_not(canvas.alpha), cv2.COLOR_GRAY2BGR)
    return _Sprite(bgr=canvas.bgr, keep=as_bytes(keep))


def _rotated(points: Sequence[Point], turn: float, squash: float) -> list[Point]:
    cos, sin = float(np.cos(turn)), float(np.sin(turn))
    return [(x * cos - y * squash * sin, x * sin + y * squash * cos) for x, y in points]


LEAF = curve(
    [(-1.0, 0.0), (-0.4, -0.42), (0.3, -0.4), (1.0, 0.0), (0.3, 0.4), (-0.4, 0.42)], steps=3
)
PETAL = curve(
    [(-0.8, 0.0), (-0.1, -0.55), (0.75, -0.4), (0.6, 0.0), (0.75, 0.4), (-0.1, 0.55)], steps=3
)
FLAKE = [(-0.8, -0.5), (0.8, -0.5), (0.8, 0.5), (-0.8, 0.5)]
LEAF_TONES: tuple[Colour, ...] = ((206, 118, 48), (222, 164, 62), (166, 74, 44), (128, 132, 62))
PETAL_TONES: tuple[Colour, ...] = ((255, 206, 216), (250, 178, 196), (255, 232, 234))
PARTY_TONES: tuple[Colour, ...] = (
    (236, 84, 84), (252, 204, 84), (100, 176, 224), (240, 146, 190), (146, 206, 126),
)  # fmt: skip


def _tumbling(
    outline: Sequence[Point], tones: Sequence[Colour], side_px: int, blur: float
) -> list[list[_Sprite]]:
    """Return for every tone one picture for each of ``TURNS`` steps of a tumbling turn."""
    sets = []
    for index, tone in enumerate(tones):
        sprites = []
        for step in range(TURNS):
            turn = 2 * np.pi * step / TURNS
            squash = 0.25 + 0.75 * abs(float(np.cos(turn * 2 + index)))
            back = mix(tone, (60, 40, 60), 0.3) if np.cos(turn * 2 + index) < 0 else tone
            shape = _rotated(outline, turn + index, squash)
            sprites.append(
                _drawn_sprite(
                    side_px, partial(Brush.form, points=shape, colour=back, bulge=0.3), blur
                )
            )
        sets.append(sprites)
    return sets


@dataclass(frozen=True, slots=True, kw_only=True)
class _Habit:
    """How one kind of particle looks and moves; speeds in frame heights a second."""

    count: int
    size: float  # share of the frame height
    fall: float
    drift: float
    sway: float
    look: Literal["light", "twinkle", "tumble", "bubble", "puff", "spark"]
    shape: Sequence[Point] = ()
    tones: Sequence[Colour] = ()
    level: float = 0.6
    spread: float = 1.0  # share of the width that it keeps to


HABITS: Mapping[ParticleKind, _Habit] = {
    "dust": _Habit(
        count=34, size=0.0042, fall=-0.008, drift=0.006, sway=0.02, look="twinkle", level=0.5
    ),
    "petals": _Habit(
        count=26,
        size=0.014,
        fall=0.075,
        drift=0.04,
        sway=0.05,
        look="tumble",
        shape=PETAL,
        tones=PETAL_TONES,
    ),
    "confetti": _Habit(
        count=60,
        size=0.011,
        fall=0.2,
        drift=0.0,
        sway=0.035,
        look="tumble",
        shape=FLAKE,
        tones=PARTY_TONES,
    ),
    "steam": _Habit(
        count=9, size=0.13, fall=-0.09, drift=0.004, sway=0.02, look="puff", level=0.2, spread=0.7
    ),
    "sparks": _Habit(
        count=30, size=0.006, fall=-0.26, drift=0.03, sway=0.03, look="spark", level=1.0
    ),
    "leaves": _Habit(
        count=20,
        size=0.02,
        fall=0.09,
        drift=0.09,
        sway=0.06,
        look="tumble",
        shape=LEAF,
        tones=LEAF_TONES,
    ),
    "stars": _Habit(
        count=44, size=0.0055, fall=0.0, drift=0.0, sway=0.0, look="twinkle", level=0.9
    ),
    "bubbles": _Habit(count=18, size=0.026, fall=-0.06, drift=0.01, sway=0.03, look="bubble"),
    "fireflies": _Habit(
        count=18, size=0.019, fall=-0.004, drift=0.004, sway=0.06, look="twinkle", level=0.95
    ),
}


class Swarm:
    """Sprites with seeded places; where each is at a time is a pure function."""

    def __init__(
        self,
        size: tuple[int, int],
        habit: _Habit,
        amount: float,
        colour: Colour,
        seed: int,
        plane: Plane,
    ) -> None:
        self.width, self.height = size
        self.habit = habit
        near = plane == "front"
        grow = 1.9 if near else 1.0
        self.speed = 1.6 if near else 1.0
        count = max(1, round(habit.count * (0.25 + 0.75 * amount) * (0.35 if near else 1.0)))
        rng = np.random.default_rng([seed, len(habit.look), round(habit.size * 1e5), near])
        self.place = rng.random((count, 2))
        self.place[:, 0] = 0.5 + (self.place[:, 0] - 0.5) * habit.spread
        self.phase = rng.random((count, 3))
        self.kind = rng.integers(0, 64, count)
        self.pace = rng.uniform(0.7, 1.3, count) * self.speed
        self.pad = max(4, round(habit.size * grow * self.height * 2))
        self.bank = _bank(habit, habit.size * grow * self.height, colour, blur=1.2 if near else 0.0)

    def draw(self, frame: BgrFrame, t_s: float, shift: Point, blow: float = 0.0) -> None:
        """Draw the swarm into ``frame``; ``blow`` is how far wind has carried it, in heights."""
        habit, tall = self.habit, self.height
        span_x, span_y = self.width + 2 * self.pad, tall + 2 * self.pad
        swing = np.sin(2 * np.pi * (self.phase[:, 0] + t_s * 0.23 * self.pace))
        y = self.place[:, 1] * span_y + habit.fall * self.pace * t_s * tall
        bob = np.sin(2 * np.pi * (self.phase[:, 1] + t_s * 0.31 * self.pace))
        y = (y + bob * habit.sway * 0.4 * tall + shift[1]) % span_y - self.pad
        x = self.place[:, 0] * span_x + (habit.drift * t_s + blow) * self.pace * tall
        x = (x + swing * habit.sway * tall + shift[0]) % span_x - self.pad
        for index in range(len(x)):
            sprite = self._sprite(index, t_s, float(y[index]))
            if sprite is not None:
                _blit(frame, sprite, float(x[index]), float(y[index]))

    def _sprite(self, index: int, t_s: float, y: float) -> _Sprite | None:
        bank = self.bank[int(self.kind[index]) % len(self.bank)]
        phase = float(self.phase[index, 2])
        look = self.habit.look
        if look == "tumble":
            return bank[int((phase + t_s * 0.55 * float(self.pace[index])) * TURNS) % TURNS]
        if look == "twinkle":
            glow = 0.5 + 0.5 * np.sin(2 * np.pi * (phase + t_s * (0.2 + 0.4 * phase)))
            level = int(glow * glow * len(bank))
            return bank[min(level, len(bank) - 1)]
        if look in ("puff", "spark"):
            age = 1 - y / self.height  # both rise: they fade as they climb
            fade = (
                np.clip((0.62 - age) / 0.3, 0, 1)
                if look == "puff"
                else np.clip(1.3 - 1.4 * age, 0, 1)
            )
            level = int(fade * (len(bank) - 1))
            return bank[level] if level else None
        return bank[0]


def _bank(habit: _Habit, radius: float, colour: Colour, *, blur: float) -> list[list[_Sprite]]:
    if habit.look == "tumble":
        return _tumbling(habit.shape, habit.tones, round(radius * 2.4), blur)
    if habit.look == "bubble":
        return [
            [_drawn_sprite(round(radius * 2.4 * size), lambda b: _bubble(b, colour), blur)]
            for size in (0.6, 0.85, 1.15)
        ]
    if habit.look == "puff":
        return [[_puff(radius * size, colour, habit.level * k / 7, turn) for k in range(8)]
                for size, turn in ((0.8, 0), (1.0, 3), (1.25, 5))]  # fmt: skip
    sizes = (0.6, 1.0, 1.5)
    tone = (255, 176, 84) if habit.look == "spark" and colour == (255, 255, 255) else colour
    return [
        [_light_sprite(radius * size, tone, habit.level * k / 7) for k in range(8)]
        for size in sizes
    ]


def _bubble(brush: Brush, colour: Colour) -> None:
    brush.disc((0, 0), (1.0, 1.0), mix(colour, (170, 220, 255), 0.5), 0.16)
    ring = oval((0, 0), (0.95, 0.95))
    brush.stroke([*ring, ring[0]], 0.08, (235, 246, 255), 0.55, soften=0.02)
    brush.disc((-0.36, -0.42), (0.22, 0.14), (255, 255, 255), 0.85, angle=-40, soften=0.05)
    brush.disc((0.42, 0.46), (0.16, 0.09), (255, 214, 240), 0.5, angle=-40, soften=0.05)


def _puff(radius: float, colour: Colour, level: float, turn: int) -> _Sprite:
    """Return a soft cloud: drawn small and enlarged, it has no edges to keep."""
    side = max(6, round(radius * 2))
    small = cv2.resize(
        texture(128, 128, turn * 71, turn * 37), (7, 7), interpolation=cv2.INTER_AREA
    )
    cloud = cv2.resize(small, (96, 96), interpolation=cv2.INTER_CUBIC).astype(np.float32)
    body = np.clip(soft_disc() * (0.35 + (cloud - 96) / 70) * level, 0, 255).astype(np.uint8)
    soft = cv2.GaussianBlur(body, (0, 0), 2.4)
    mask = cv2.resize(soft, (side, side), interpolation=cv2.INTER_LINEAR)
    return _Sprite(bgr=tinted(as_bytes(mask), colour), keep=None)
