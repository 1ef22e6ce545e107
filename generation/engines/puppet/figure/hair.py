"""Paints hair: the mass behind a head, locks in front, strands, curls. No shapes."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from generation.arrays import Alpha, RgbImage
from generation.engines.puppet.figure.curves import Curve2, smooth, vec
from generation.engines.puppet.figure.hairstyles import HairPlan, Lock, outline
from generation.engines.puppet.figure.looks import Look
from generation.engines.puppet.figure.paint import Shape, Sheet, blur
from generation.engines.puppet.figure.tints import Field, mix, ramp, veil


def shadow(sheet: Sheet, hair: HairPlan) -> Field:
    """Return 0..1 where front locks throw a shadow on the skin."""
    cover = np.zeros((sheet.y.shape[0], sheet.x.shape[1]), np.float32)
    for lock in hair.front:
        cover = np.maximum(cover, sheet.coarse(outline(lock) + vec([0.25, 0.62]), soft=0.5))
    return cover


def paint_behind(sheet: Sheet, look: Look, hair: HairPlan, rng: np.random.Generator) -> None:
    """Lay what is behind neck and face, darker than the rest."""
    for lock in hair.behind:
        _paint(sheet, look, lock, hair.curl, rng, together=(lock,), dim=0.62)


def paint_front(sheet: Sheet, look: Look, hair: HairPlan, rng: np.random.Generator) -> None:
    """Lay the locks over the forehead and the temples."""
    for lock in hair.front:
        if lock.strands == 0 and not hair.curl:
            cover = sheet.fill(outline(lock), soft=0.28)
            sheet.lay(cover, mix(look.hair[1], look.skin[1], 0.35), 0.8)
            continue
        _paint(sheet, look, lock, hair.curl, rng, together=hair.front, dim=1.0)


def _paint(
    sheet: Sheet,
    look: Look,
    lock: Lock,
    curl: float,
    rng: np.random.Generator,
    *,
    together: Sequence[Lock],
    dim: float,
) -> None:
    """Lay one lock: volume from a relief, grain from strands or curls."""
    edge = outline(lock)
    sheet = sheet.part(edge, 1.6)
    shape = sheet.fill(edge, soft=0.05)
    pad = 36
    grown: Alpha = np.pad(shape.mask, pad)
    grain = np.full(grown.shape, 118, np.uint8)
    corner = vec([shape.x - pad, shape.y - pad])
    if curl:
        _curls(sheet, edge, curl, grain, grown, corner, rng)
        grain = _calmed(grain, look)
    else:
        _comb(sheet, lock, grain, grown, corner, rng)
    image = _volume(sheet, look, edge, together, dim)
    whole = _clipped(sheet, grown, grain, shape.x - pad, shape.y - pad)
    cover, texture = whole
    layer = sheet.grown(image, cover)
    textured = cv2.multiply(layer, cv2.merge([texture] * 3), scale=1 / 118)
    sheet.lay_fine(cover, np.asarray(textured, np.uint8))


def _calmed(grain: Alpha, look: Look) -> Alpha:
    """Return curls with less contrast where the hair is light: its shadows are not black."""
    base = look.hair[2]
    share = float(np.interp(max(base), (80, 180), (1.0, 0.45)))
    table = np.clip(118 + (np.arange(256) - 118.0) * share, 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(grain, table), np.uint8)


def _clipped(sheet: Sheet, mask: Alpha, grain: Alpha, x: int, y: int) -> tuple[Shape, Alpha]:
    high, wide = sheet.alpha.shape
    x0, y0 = max(x, 0), max(y, 0)
    x1, y1 = min(x + mask.shape[1], wide), min(y + mask.shape[0], high)
    spot = slice(y0 - y, max(y1 - y, y0 - y + 1)), slice(x0 - x, max(x1 - x, x0 - x + 1))
    return Shape(np.ascontiguousarray(mask[spot]), x0, y0), np.ascontiguousarray(grain[spot])


def _volume(
    sheet: Sheet, look: Look, edge: Curve2, together: Sequence[Lock], dim: float
) -> RgbImage:
    """Return the colours of a lock on the coarse grid: soft light and one band of sheen."""
    cover = np.max([sheet.coarse(outline(lock)) for lock in together], axis=0)
    z = 0.4 * sheet.inflate(sheet.coarse(edge), 2.6, 2.0) + 0.6 * sheet.inflate(cover, 3.4, 2.4)
    dome = -0.018 * (sheet.x**2 + (sheet.y + 4.0) ** 2)
    light = sheet.light(np.asarray(z + 0.9 * dome, np.float32), wrap=0.3, gloss=10)
    band = np.exp(-(((np.hypot(sheet.x + 1.2, 1.05 * (sheet.y + 3.2)) - 8.3) / 1.25) ** 2))
    band = (
        band
        * np.clip(0.75 - 0.06 * (sheet.x + 2.5), 0.25, 1)
        * np.clip((-1.5 - sheet.y) / 4.5, 0, 1)
    )
    value = light.lit * 0.72 - 0.06 + 0.05 * light.gloss
    image = ramp(look.hair[:3], np.asarray(value * dim, np.float32))
    sheen = np.asarray(0.62 * band * dim * np.clip(light.lit, 0.2, 1), np.float32)
    return veil(image, blur(sheen, 4.0), look.hair[3])


def _comb(
    sheet: Sheet,
    lock: Lock,
    grain: np.ndarray,
    mask: np.ndarray,
    corner: np.ndarray,
    rng: np.random.Generator,
) -> None:
    """Draw hairs between the guide curves into ``grain``; stray ones also into ``mask``."""
    left, right = (
        smooth(lock.left, closed=False, steps=6),
        smooth(lock.right, closed=False, steps=6),
    )
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
            hair = hair + vec([0.0, -0.16]) * np.sin(np.pi * pick)[:, None]
        hair = hair[: max(4, int(count * ends[i]))]
        points = np.round(((hair * sheet.unit_px + sheet.origin) - corner) * 16).astype(np.int32)
        thick = 2 if stray else int(rng.integers(2, 6))
        cv2.polylines(
            grain, [points], isClosed=False, color=int(values[i]), thickness=thick,
            lineType=cv2.LINE_AA, shift=4,
        )  # fmt: skip
        if stray:
            cv2.polylines(
                mask, [points], isClosed=False, color=150, thickness=2,
                lineType=cv2.LINE_AA, shift=4,
            )  # fmt: skip


def _curls(
    sheet: Sheet,
    edge: Curve2,
    radius: float,
    grain: np.ndarray,
    mask: np.ndarray,
    corner: np.ndarray,
    rng: np.random.Generator,
) -> None:
    """Fill the mass with coils, dark below and light above; rim coils widen the outline."""
    points = (edge * sheet.unit_px + sheet.origin) - corner
    low, high = points.min(0), points.max(0)
    area = float(cv2.contourArea(points.astype(np.float32)))
    size = radius * sheet.unit_px
    count = int(area / (size * size) * 1.15)
    at = rng.uniform(low, high, (4 * count, 2))
    inside = mask[
        np.clip(at[:, 1].astype(int), 0, mask.shape[0] - 1),
        np.clip(at[:, 0].astype(int), 0, mask.shape[1] - 1),
    ]
    centres = at[inside > 128][:count]
    closed = np.concatenate([points, points[:1]])
    far = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    steps = np.arange(0, far[-1], 0.72 * size)
    rim = np.stack([np.interp(steps, far, closed[:, i]) for i in (0, 1)], 1)
    rim = rim + rng.normal(0, 0.16 * size, rim.shape)
    for x, y in rim:
        cv2.circle(
            mask, (int(x), int(y)), int(size * rng.uniform(0.55, 0.95)), 255, -1, cv2.LINE_AA
        )
    for x, y in np.concatenate([centres, rim]):
        r = size * float(rng.uniform(0.62, 1.1))
        turn = float(rng.uniform(-40, 40))
        middle, axes = (int(x), int(y)), (int(r), int(0.72 * r))
        cv2.ellipse(grain, middle, axes, turn, 0, 360, int(rng.integers(70, 104)), -1, cv2.LINE_AA)
        for k, value in ((0.86, 150), (0.55, 132)):
            arc = (int(k * axes[0]), int(k * axes[1]))
            cv2.ellipse(
                grain,
                middle,
                arc,
                turn,
                185,
                350,
                value + int(rng.integers(-20, 50)),
                4,
                cv2.LINE_AA,
            )
