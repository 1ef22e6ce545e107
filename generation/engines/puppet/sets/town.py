"""Streets in one-point perspective: walls, windows, signs that face the lens. No set itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generation.arrays import Alpha
from generation.engines.puppet.canvas import Canvas, Colour, Point
from generation.engines.puppet.noise import Field
from generation.engines.puppet.sets import brushes
from generation.engines.puppet.sets.palettes import mix, times
from generation.engines.puppet.stage import Scene

FIRST = -2.4  # distance of the first house: beyond the edge of a 16:9 picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Street:
    """A straight street; ``t`` along it is 0 beside the actors, 1 at the vanishing point."""

    vanishing: Point
    half_width: float
    drop: float  # from the eye level down to the foot of a wall, at t = 0

    def at(self, side: float, height: float, t: float) -> Point:
        """Return the stage point ``height`` above the foot of a wall (-1 is left) at ``t``."""
        near = 1.0 - t
        x = self.vanishing[0] + side * self.half_width * near
        return x, self.vanishing[1] + (self.drop - height) * near

    def quad(self, side: float, low: float, high: float, begin: float, end: float) -> list[Point]:
        """Return a rectangle on a wall between two heights and two distances."""
        return [
            self.at(side, low, begin),
            self.at(side, high, begin),
            self.at(side, high, end),
            self.at(side, low, end),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """How the houses of a street look."""

    walls: tuple[Colour, ...]
    distance: Colour  # what they fade into along the street
    lit: tuple[Colour, ...]  # windows with somebody in
    dark: Colour  # windows without
    share: float  # of windows lit
    roof: Colour
    storey: float = 0.21


def row(
    canvas: Canvas,
    street: Street,
    house: House,
    side: int,
    reach: tuple[float, float],
    *,
    purpose: str,
    storeys: tuple[int, int] = (3, 5),
) -> None:
    """Draw the houses of one side from the far end to the near one."""
    rng = canvas.rng(f"{purpose} {side}")
    begin, cells = FIRST, []
    while begin < 0.95:
        length = rng.uniform(0.16, 0.26) * (1 - begin) ** 0.9
        cells.append((begin, min(begin + length, 0.97), int(rng.integers(0, 2**31))))
        begin += length
    for begin, end, seed in reversed(cells):
        far_foot = street.at(side, 0.0, end)[0]
        seen = canvas.span[0] < far_foot < canvas.span[1]
        if seen and reach[0] <= begin < reach[1]:
            _house(canvas, street, house, side, (begin, end), np.random.default_rng(seed), storeys)


def _house(
    canvas: Canvas,
    street: Street,
    house: House,
    side: int,
    reach: tuple[float, float],
    rng: np.random.Generator,
    storeys: tuple[int, int],
) -> None:
    begin, end = reach
    floors = int(rng.integers(storeys[0], storeys[1] + 1))
    top = floors * house.storey + 0.06
    fade = float(np.clip(0.2 + 0.85 * begin, 0.0, 0.9))
    wall = mix(house.walls[int(rng.integers(len(house.walls)))], house.distance, fade)
    canvas.polygon(street.quad(side, 0.0, top, begin, end), wall)
    canvas.polygon(
        street.quad(side, 0.0, top, begin, begin + (end - begin) * 0.08), times(wall, 1.16)
    )
    canvas.polygon(street.quad(side, 0.0, house.storey * 0.95, begin, end), times(wall, 0.78))
    roof = mix(house.roof, house.distance, fade)
    lip = side * -0.035 / street.half_width
    canvas.polygon(
        [
            street.at(side, top, begin),
            street.at(side + lip, top - 0.005, begin),
            street.at(side + lip, top + 0.035, begin),
            street.at(side + lip, top + 0.035, end),
            street.at(side, top, end),
        ],
        roof,
    )
    columns = max(1, round((end - begin) / (1 - begin) / 0.075))
    for floor in range(1, floors):
        for column in range(columns):
            _window(canvas, street, house, side, (begin, end), (floor, column, columns), rng, fade)


def _window(
    canvas: Canvas,
    street: Street,
    house: House,
    side: int,
    reach: tuple[float, float],
    cell: tuple[int, int, int],
    rng: np.random.Generator,
    fade: float,
) -> None:
    floor, column, columns = cell
    pitch = (reach[1] - reach[0]) / columns
    begin, end = reach[0] + pitch * (column + 0.24), reach[0] + pitch * (column + 0.78)
    low, high = house.storey * (floor + 0.22), house.storey * (floor + 0.78)
    lit = rng.random() < house.share
    pane = house.lit[int(rng.integers(len(house.lit)))] if lit else house.dark
    pane = mix(pane, house.distance, fade * (0.45 if lit else 0.85))
    frame = mix(times(house.dark, 0.7), house.distance, fade)
    canvas.polygon(
        street.quad(side, low - 0.012, high + 0.012, begin - pitch * 0.05, end + pitch * 0.05),
        frame,
    )
    canvas.polygon(street.quad(side, low, high, begin, end), pane)
    if lit:
        canvas.polygon(
            street.quad(side, low, low + (high - low) * 0.45, begin, end), times(pane, 0.86)
        )
        curtain = begin + (end - begin) * float(rng.uniform(0.2, 0.45))
        canvas.polygon(street.quad(side, low, high, begin, curtain), times(pane, 0.78))
    middle = (begin + end) / 2
    canvas.line(
        [street.at(side, low, middle), street.at(side, high, middle)], 0.0022 * (1 - begin), frame
    )
    sill = mix(times(house.dark, 1.6), house.distance, fade)
    canvas.line(
        [street.at(side, low - 0.012, begin), street.at(side, low - 0.012, end)],
        0.004 * (1 - begin),
        sill,
    )


def neon_box(
    canvas: Canvas,
    light: Canvas | None,
    ink: Alpha,
    centre: Point,
    size: Point,
    colour: Colour,
    *,
    power: float,
    ground: Colour = (22, 18, 30),
) -> None:
    """Draw a sign that faces the lens: a dark box, a tube around it, letters that shine.

    Args:
        canvas: Where the sign hangs.
        light: An ``add`` plane of the same depth that gets its glow, or None.
        ink: The lettering.
        centre: Middle of the sign.
        size: Width and height, stage units.
        colour: Of the light.
        power: 0 switched off .. 1.
        ground: Colour of the unlit box.
    """
    x, y = centre
    half, high = size[0] / 2, size[1] / 2
    corners = [
        (x - half, y - high),
        (x + half, y - high),
        (x + half, y + high),
        (x - half, y + high),
    ]
    edge = max(0.0022, size[0] * 0.045)
    canvas.polygon(corners, times(ground, 0.6))
    canvas.box(
        x - half + edge,
        y - high + edge,
        x + half - edge,
        y + high - edge,
        mix(ground, colour, 0.16 + 0.1 * power),
    )
    tube = mix(mix(colour, ground, 0.55), mix(colour, (255, 255, 255), 0.35), power)
    canvas.line([*corners, corners[0]], edge * 0.7, tube)
    letters = mix(mix(colour, (225, 225, 225), 0.5), mix(colour, (255, 255, 255), 0.78), power)
    brushes.write(canvas, ink, centre, letters, glow=colour if power > 0.3 else None)
    if light is not None and power > 0:
        reach = (half * 2.4 + 0.05, high * 1.5 + 0.05)
        light.glow_oval(centre, reach, colour, 0.5 * power)
        light.glow_oval(centre, (half * 1.3, high * 1.2), colour, 0.22 * power)


def cable(canvas: Canvas, start: Point, end: Point, sag: float, colour: Colour) -> None:
    """Hang a wire between two points."""
    ts = np.linspace(0, 1, 17).tolist()
    points = [
        (
            start[0] + (end[0] - start[0]) * t,
            start[1] + (end[1] - start[1]) * t + 4 * sag * t * (1 - t),
        )
        for t in ts
    ]
    canvas.line(points, 0.002, colour)


def puddles(canvas: Canvas, top: float, amount: float, purpose: str = "puddles") -> Field:
    """Return how much of a mirror the wet street is, 0..1, below stage y ``top``."""
    field = canvas.noise(purpose, 0.05, 3, stretch=3.5, coarse=2)
    reach = np.clip((canvas.stage_y()[::2] - np.float32(top)) / np.float32(0.02), 0, 1)
    pools = brushes.step(field, 0.62 - 0.3 * amount, 0.72 - 0.25 * amount)
    return np.asarray((0.22 * amount + 0.5 * amount * pools) * reach, np.float32)


def cobbles(canvas: Canvas, street: Street, axis: float, colour: Colour, dark: Colour) -> None:
    """Draw joints of paving below stage y ``axis`` that run to the vanishing point."""
    far = 1 - (axis - street.vanishing[1]) / street.drop
    for lane in np.linspace(-3.2, 3.2, 27).tolist():
        canvas.line([street.at(lane, 0.0, -1.6), street.at(lane, 0.0, far)], 0.0018, dark, 0.35)
    left, right = canvas.span
    near = 2.2
    while near > (1 - far) * 1.06:
        y = street.at(0, 0.0, 1 - near)[1]
        canvas.line([(left, y), (right, y)], 0.0022 * near, dark, 0.2)
        canvas.line([(left, y + 0.002), (right, y + 0.002)], 0.0012 * near, colour, 0.1)
        near *= 0.87


def clock(
    canvas: Canvas, scene: Scene, text: str, centre: Point, height: float, colour: Colour
) -> None:
    """Draw a digital clock."""
    x, y = centre
    wide = height * 2.9
    canvas.box(x - wide / 2, y - height * 0.72, x + wide / 2, y + height * 0.72, (14, 14, 20))
    ink = brushes.fitted(scene, canvas, text, wide * 0.86, height * 1.2)
    brushes.write(canvas, ink, centre, mix(colour, (255, 255, 255), 0.4), glow=colour)
