"""Hair of the six drawn heads: a mass behind the head, locks in front of it, strands and curls. Shapes and paint."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import NamedTuple

import cv2
import numpy as np

from generation.engines.puppet.figure.looks import Look
from generation.engines.puppet.figure.paint import (
    Curve2,
    Field,
    Shape,
    Sheet,
    mix,
    ramp,
    smooth,
    veil,
)

Knots = Sequence[tuple[float, float]]


class Lock(NamedTuple):
    """Hair between two guide curves that run from root to tip; ``strands`` hairs are combed along it."""

    left: Knots
    right: Knots
    strands: int
    loose: float = 0.0  # share of hairs that stray over the edge


class HairPlan(NamedTuple):
    """What lies behind and in front of the face. ``curl`` is the radius of curls, 0 for straight hair."""

    behind: tuple[Lock, ...]
    front: tuple[Lock, ...]
    curl: float = 0.0


def _outline(lock: Lock) -> Curve2:
    left, right = smooth(lock.left, closed=False), smooth(lock.right, closed=False)
    return np.concatenate([left, right[::-1]])


def _flip(lock: Lock) -> Lock:
    return Lock([(-x, y) for x, y in lock.left], [(-x, y) for x, y in lock.right], lock.strands, lock.loose)


def _bob(look: Look) -> HairPlan:
    c = look.cheek
    back = Lock(
        [(0, -14.4), (-6.5, -13.2), (-9.6, -7.5), (-10.2, 0.0), (-9.9, 6.0), (-7.2, 9.2)],
        [(0, -14.4), (6.5, -13.2), (9.6, -7.5), (10.2, 0.0), (9.9, 6.0), (7.2, 9.2)],
        260,
    )
    side = Lock(
        [(1.2, -14.2), (4.2, -11.5), (c - 1.6, -6.6), (c - 0.9, -1.5), (c - 1.0, 3.5), (c - 1.9, 8.6)],
        [(1.5, -14.4), (7.0, -12.9), (9.9, -7.4), (10.4, 0.0), (10.1, 5.6), (8.0, 9.4)],
        190,
        0.04,
    )
    fringe = Lock(
        [(-1.2, -14.2), (-5.6, -11.6), (-7.4, -7.6), (-7.0, -5.1)],
        [(1.4, -14.3), (5.8, -11.8), (7.4, -7.6), (7.0, -5.1)],
        230,
        0.02,
    )
    middle = Lock(
        [(-0.9, -14.3), (-3.0, -11.0), (-4.4, -8.0), (-4.7, -5.3)],
        [(1.0, -14.3), (2.6, -11.0), (4.2, -8.2), (4.4, -5.5)],
        150,
        0.02,
    )
    return HairPlan((back,), (fringe, middle, side, _flip(side)))


def _receding(look: Look) -> HairPlan:
    c = look.cheek
    back = Lock(
        [(0, -13.0), (-5.4, -12.0), (-8.3, -8.4), (-8.9, -3.6), (-8.0, -0.6)],
        [(0, -13.0), (5.4, -12.0), (8.3, -8.4), (8.9, -3.6), (8.0, -0.6)],
        120,
        0.05,
    )
    temple = Lock(
        [(3.4, -12.2), (5.0, -10.2), (6.1, -7.6), (c - 0.9, -4.6), (c - 0.5, -1.5)],
        [(3.6, -12.8), (7.0, -11.3), (9.0, -7.6), (9.3, -4.4), (c + 0.5, -2.2)],
        120,
        0.08,
    )
    top = Lock(
        [(-5.4, -11.0), (-2.6, -11.6), (0.8, -11.2), (4.2, -10.2), (6.0, -8.8)],
        [(-5.8, -12.1), (-2.6, -13.7), (1.4, -13.9), (5.2, -12.6), (7.4, -10.0)],
        130,
        0.05,
    )
    return HairPlan((back,), (_flip(temple), temple, top))


def _afro(look: Look) -> HairPlan:
    del look
    half = [(0.0, -18.6), (5.2, -17.9), (10.2, -15.0), (13.0, -9.6), (13.2, -3.6), (11.6, 1.8), (8.6, 4.8), (4.0, 5.6)]
    back = Lock([(-x, y) for x, y in half], half, 0)
    hairline = [(0.0, -9.6), (3.0, -9.3), (5.4, -7.9), (6.6, -5.6), (7.2, -2.6), (7.6, 0.6), (7.9, 3.2)]
    crown = [(0.0, -16.6), (5.0, -15.6), (9.0, -12.6), (11.0, -8.4), (11.4, -3.6), (10.4, 0.8), (8.8, 3.8)]
    right = Lock(hairline, crown, 0)
    return HairPlan((back,), (right, _flip(right)), 0.78)


def _swept(look: Look) -> HairPlan:
    c = look.cheek
    back = Lock(
        [(0, -14.0), (-5.8, -12.8), (-8.2, -8.6), (-8.5, -4.0), (-7.8, 0.0)],
        [(0, -14.0), (5.8, -12.8), (8.2, -8.6), (8.5, -4.0), (7.8, 0.0)],
        120,
        0.03,
    )
    side = Lock(
        [(5.2, -10.6), (6.3, -8.0), (c - 0.7, -5.0), (c - 0.45, -1.8), (c - 0.35, 0.4)],
        [(6.4, -12.4), (8.3, -9.2), (8.6, -5.6), (8.1, -2.2), (c + 0.15, 0.3)],
        110,
        0.03,
    )
    sweep = Lock(
        [(-6.2, -8.4), (-4.2, -9.4), (-0.6, -9.9), (3.4, -9.7), (6.6, -8.3), (7.6, -6.6)],
        [(-7.8, -8.6), (-6.4, -13.4), (-1.4, -16.2), (4.2, -15.4), (8.0, -12.0), (8.7, -8.0)],
        300,
        0.05,
    )
    quiff = Lock(
        [(-5.2, -8.9), (-3.4, -10.6), (-0.4, -11.8), (3.0, -11.9), (6.2, -10.4)],
        [(-6.9, -9.2), (-5.6, -12.9), (-2.0, -15.2), (2.6, -15.0), (7.0, -12.0)],
        150,
        0.04,
    )
    return HairPlan((back,), (_flip(side), side, sweep, quiff))


def _bun(look: Look) -> HairPlan:
    c = look.cheek
    knot = Lock(
        [(-3.0, -12.6), (-4.1, -15.2), (-2.4, -17.8), (0.4, -18.4)],
        [(3.2, -12.6), (4.3, -15.2), (2.8, -17.9), (0.4, -18.4)],
        130,
        0.05,
    )
    back = Lock(
        [(0, -13.7), (-5.6, -12.6), (-8.1, -8.6), (-8.3, -3.6), (-7.4, 0.4)],
        [(0, -13.7), (5.6, -12.6), (8.1, -8.6), (8.3, -3.6), (7.4, 0.4)],
        120,
        0.02,
    )
    side = Lock(
        [(-0.35, -9.7), (3.4, -9.3), (5.7, -7.4), (c - 0.7, -4.4), (c - 0.3, -1.2)],
        [(-0.35, -13.9), (4.6, -13.2), (7.7, -9.8), (8.3, -5.6), (7.9, -1.9)],
        190,
        0.03,
    )
    return HairPlan((knot, back), (side, _flip(side)))


def _undercut(look: Look) -> HairPlan:
    c = look.cheek
    back = Lock(
        [(0, -13.4), (-5.6, -12.4), (-7.7, -8.6), (-8.0, -4.0), (-7.4, -0.6)],
        [(0, -13.4), (5.6, -12.4), (7.7, -8.6), (8.0, -4.0), (7.4, -0.6)],
        60,
    )
    shaved = Lock(
        [(5.4, -10.6), (6.3, -8.0), (c - 0.6, -5.0), (c - 0.35, -2.4)],
        [(6.2, -11.8), (7.7, -8.8), (7.9, -5.2), (c + 0.3, -2.6)],
        0,
    )
    top = Lock(
        [(6.2, -9.2), (4.2, -9.5), (0.2, -8.5), (-3.6, -7.3), (-6.9, -6.5)],
        [(7.3, -10.4), (5.6, -14.2), (-0.6, -15.6), (-6.6, -13.0), (-9.2, -8.2)],
        280,
        0.06,
    )
    fringe = Lock(
        [(4.4, -11.2), (1.2, -11.0), (-2.4, -9.0), (-5.0, -6.4)],
        [(4.6, -14.4), (-1.6, -14.6), (-6.6, -11.8), (-8.6, -7.0)],
        150,
        0.06,
    )
    return HairPlan((back,), (_flip(shaved), shaved, top, fringe))


PLANS: MappingProxyType[str, Callable[[Look], HairPlan]] = MappingProxyType(
    {
        "bob": _bob,
        "receding": _receding,
        "afro": _afro,
        "swept": _swept,
        "bun": _bun,
        "undercut": _undercut,
    }
)


def plan(look: Look) -> HairPlan:
    """Return the hair of ``look``."""
    return PLANS[look.style](look)


def shadow(sheet: Sheet, hair: HairPlan) -> Field:
    """Return 0..1 where front locks throw a shadow on the skin."""
    cover = np.zeros((sheet.y.shape[0], sheet.x.shape[1]), np.float32)
    for lock in hair.front:
        cover = np.maximum(cover, sheet.coarse(_outline(lock) + np.float32([0.25, 0.62]), soft=0.5))
    return cover


def paint_behind(sheet: Sheet, look: Look, hair: HairPlan, rng: np.random.Generator) -> None:
    """Lay what is behind neck and face, darker than the rest."""
    for lock in hair.behind:
        _paint(sheet, look, lock, hair.curl, rng, dim=0.62)


def paint_front(sheet: Sheet, look: Look, hair: HairPlan, rng: np.random.Generator) -> None:
    """Lay the locks over the forehead and the temples."""
    for lock in hair.front:
        if lock.strands == 0 and not hair.curl:
            cover = sheet.fill(_outline(lock), soft=0.28)
            sheet.lay(cover, mix(look.hair[1], look.skin[1], 0.35), 0.8)
            continue
        _paint(sheet, look, lock, hair.curl, rng, dim=1.0)


def _paint(
    sheet: Sheet, look: Look, lock: Lock, curl: float, rng: np.random.Generator, *, dim: float
) -> None:
    """Lay one lock: volume from a relief, grain from strands or curls."""
    edge = _outline(lock)
    shape = sheet.fill(edge, soft=0.05)
    pad = 36
    grown = cv2.copyMakeBorder(shape.mask, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=0)
    grain = np.full(grown.shape, 118, np.uint8)
    corner = np.float32([shape.x - pad, shape.y - pad])
    if curl:
        _curls(sheet, edge, curl, grain, grown, corner, rng)
    else:
        _comb(sheet, lock, grain, grown, corner, rng)
    image = _volume(sheet, look, edge, dim)
    whole = _clipped(sheet, grown, grain, shape.x - pad, shape.y - pad)
    cover, texture = whole
    layer = sheet.grown(image, cover)
    layer = cv2.multiply(layer, cv2.merge([texture] * 3), scale=1 / 118)
    sheet.lay_fine(cover, layer)


def _clipped(sheet: Sheet, mask: np.ndarray, grain: np.ndarray, x: int, y: int) -> tuple[Shape, np.ndarray]:
    high, wide = sheet.alpha.shape
    x0, y0 = max(x, 0), max(y, 0)
    x1, y1 = min(x + mask.shape[1], wide), min(y + mask.shape[0], high)
    spot = slice(y0 - y, max(y1 - y, y0 - y + 1)), slice(x0 - x, max(x1 - x, x0 - x + 1))
    return Shape(np.ascontiguousarray(mask[spot]), x0, y0), np.ascontiguousarray(grain[spot])


def _volume(sheet: Sheet, look: Look, edge: Curve2, dim: float) -> np.ndarray:
    """Return the colours of a lock on the coarse grid: soft light and one band of sheen."""
    z = sheet.inflate(sheet.coarse(edge), 2.6, 2.0)
    dome = -0.018 * (sheet.x**2 + (sheet.y + 4.0) ** 2)
    light = sheet.light(np.asarray(z + 0.9 * dome, np.float32), wrap=0.3, gloss=10)
    band = np.exp(-(((np.hypot(sheet.x + 1.2, 1.05 * (sheet.y + 3.2)) - 8.3) / 1.25) ** 2))
    band = band * np.clip(0.75 - 0.06 * (sheet.x + 2.5), 0.25, 1) * np.clip((-1.5 - sheet.y) / 4.5, 0, 1)
    value = light.lit * 0.72 - 0.06 + 0.05 * light.gloss
    image = ramp(look.hair[:3], np.asarray(value * dim, np.float32))
    sheen = np.asarray(0.62 * band * dim * np.clip(light.lit, 0.2, 1), np.float32)
    return veil(image, cv2.GaussianBlur(sheen, (0, 0), 4), look.hair[3])


def _comb(
    sheet: Sheet,
    lock: Lock,
    grain: np.ndarray,
    mask: np.ndarray,
    corner: np.ndarray,
    rng: np.random.Generator,
) -> None:
    """Draw hairs between the guide curves into ``grain``; stray ones also into ``mask``."""
    left, right = smooth(lock.left, closed=False, steps=6), smooth(lock.right, closed=False, steps=6)
    count = min(len(left), len(right))
    pick = np.linspace(0, 1, count)
    left = left[np.round(pick * (len(left) - 1)).astype(int)]
    right = right[np.round(pick * (len(right) - 1)).astype(int)]
    shares = rng.uniform(-0.01, 1.01, lock.strands)
    drift = rng.uniform(-0.06, 0.06, lock.strands)
    values = np.clip(rng.normal(118, 34, lock.strands), 48, 210)
    ends = rng.uniform(0.72, 1.0, lock.strands)
    for i in range(lock.strands):
        stray = i < lock.strands * lock.loose
        share = shares[i] + drift[i] * pick + (0.025 * np.sin(5 * pick + i) if stray else 0.0)
        hair = left + (right - left) * np.asarray(share)[:, None]
        if stray:
            hair = hair + np.float32([0.0, -0.16]) * np.sin(np.pi * pick)[:, None]
        hair = hair[: max(4, int(count * ends[i]))]
        points = np.round(((hair * sheet.unit_px + sheet.origin) - corner) * 16).astype(np.int32)
        thick = 2 if stray else int(rng.integers(2, 6))
        cv2.polylines(grain, [points], False, int(values[i]), thick, cv2.LINE_AA, 4)
        if stray:
            cv2.polylines(mask, [points], False, 150, 2, cv2.LINE_AA, 4)


def _curls(
    sheet: Sheet,
    edge: Curve2,
    radius: float,
    grain: np.ndarray,
    mask: np.ndarray,
    corner: np.ndarray,
    rng: np.random.Generator,
) -> None:
    """Fill the mass with coils: each a dark ring below, a light arc above; rim coils widen the outline."""
    points = (edge * sheet.unit_px + sheet.origin) - corner
    low, high = points.min(0), points.max(0)
    area = float(cv2.contourArea(points.astype(np.float32)))
    size = radius * sheet.unit_px
    count = int(area / (size * size) * 1.15)
    at = rng.uniform(low, high, (4 * count, 2))
    inside = mask[
        np.clip(at[:, 1].astype(int), 0, mask.shape[0] - 1), np.clip(at[:, 0].astype(int), 0, mask.shape[1] - 1)
    ]
    centres = at[inside > 128][:count]
    closed = np.concatenate([points, points[:1]])
    far = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    steps = np.arange(0, far[-1], 0.72 * size)
    rim = np.stack([np.interp(steps, far, closed[:, i]) for i in (0, 1)], 1)
    rim = rim + rng.normal(0, 0.16 * size, rim.shape)
    for x, y in rim:
        cv2.circle(mask, (int(x), int(y)), int(size * rng.uniform(0.55, 0.95)), 255, -1, cv2.LINE_AA)
    for x, y in np.concatenate([centres, rim]):
        r = size * float(rng.uniform(0.62, 1.1))
        turn = float(rng.uniform(-40, 40))
        middle, axes = (int(x), int(y)), (int(r), int(0.72 * r))
        cv2.ellipse(grain, middle, axes, turn, 0, 360, int(rng.integers(70, 104)), -1, cv2.LINE_AA)
        for k, value in ((0.86, 150), (0.55, 132)):
            arc = (int(k * axes[0]), int(k * axes[1]))
            cv2.ellipse(grain, middle, arc, turn, 185, 350, value + int(rng.integers(-20, 50)), 4, cv2.LINE_AA)


