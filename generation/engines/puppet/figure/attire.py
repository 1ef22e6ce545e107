"""Necks, trunks and clothes, shared by the portraits and the drawn bodies. No arms, no heads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import get_args

import cv2
import numpy as np

from generation.arrays import RgbImage
from generation.engines.puppet.figure.looks import Garment, Stops
from generation.engines.puppet.figure.paint import (
    Curve2,
    Field,
    Rgb,
    Shape,
    Sheet,
    mirrored,
    mix,
    ramp,
    smooth,
    tint,
    tones,
)

GARMENTS: tuple[Garment, ...] = get_args(Garment)
LINEN = (238, 236, 230)
SHOULDER = (15.3, 20.4)  # joint of the arm on the right of the picture, head units
SLOPE = ((0.0, 12.4), (4.6, 12.4), (7.6, 13.9), (12.4, 15.7), (16.2, 17.3))
NECKLINES: MappingProxyType[str, tuple[float, float]] = MappingProxyType(
    {  # half width at the neck and depth of the opening
        "sweater": (5.0, 14.2),
        "tee": (5.6, 15.2),
        "shirt": (4.6, 17.2),
        "hoodie": (5.0, 15.6),
        "coat": (5.0, 20.0),
        "robe": (4.8, 20.5),
        "suit": (4.6, 22.5),
        "dress": (7.6, 18.4),
        "shawl": (5.4, 15.4),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outfit:
    """What a body wears. ``cloth`` and ``skin`` are ramps dark to light; ``neck`` is a half width, ``build`` scales the shoulders."""

    garment: Garment
    cloth: Stops
    accent: Rgb
    skin: Stops
    neck: float = 4.3
    build: float = 1.0


def cloth_stops(colour: Rgb) -> Stops:
    """Return the ramp of a cloth; black cloth keeps visible folds, white cloth keeps grey ones."""
    luma = 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]
    lift = 0.16 if luma > 60 else 0.24
    dark, half, base, light = tones(colour, depth=0.6, lift=lift)
    return dark, half, base, light


def skin_stops(colour: Rgb) -> Stops:
    """Return the ramp of a skin measured on a lit cheek."""
    dark = mix(colour, (70, 22, 16), 0.62)
    return dark, mix(colour, (140, 56, 40), 0.34), colour, mix(colour, (255, 238, 222), 0.34)


def slope(x: float) -> float:
    """Return the y of the shoulder line at ``x`` units from the middle."""
    return float(np.interp(abs(x), *zip(*SLOPE, strict=True)))


def trunk(*, with_arms: bool, length: float, build: float = 1.0) -> Curve2:
    """Return the closed outline of shoulders and trunk down to y = ``length``."""
    half = [(0.0, 12.4), *SLOPE[1:]]
    if with_arms:
        half += [(19.0, 20.2), (20.3, 25.0), (21.0, 33.0), (21.2, length), (0.0, length)]
    else:
        half += [(17.3, 19.2), (17.2, 22.0), (15.6, 26.0), (14.9, 31.0)]
        half += [(14.6, 36.0), (15.0, length - 3.0), (15.0, length - 0.9), (14.2, length), (0.0, length)]
    half = [(x if x < 5 else 5 + (x - 5) * build, y) for x, y in half]
    return smooth(mirrored(half), closed=True, steps=6)


def paint_trunk(sheet: Sheet, outfit: Outfit, *, with_arms: bool, length: float, seed: int) -> None:
    """Lay hood, neck, garment and its details from back to front."""
    if outfit.garment == "hoodie":
        _hood(sheet, outfit)
    _neck(sheet, outfit)
    outline = trunk(with_arms=with_arms, length=length, build=outfit.build)
    body = _opened(sheet, outline, outfit)
    image = cloth_image(sheet, outfit.cloth, outline, seed)
    sheet.lay(body, image)
    if with_arms:
        _armholes(sheet, outfit)
    DETAILS[outfit.garment](sheet, outfit, image, length)


def _armholes(sheet: Sheet, outfit: Outfit) -> None:
    """Lay the seams where sleeves are set in, and the fold between arm and chest."""
    for side in (-1, 1):
        seam = [(13.6, 16.3), (13.9, 18.6), (13.4, 21.4), (13.2, 24.0)]
        curve = smooth([(side * (5 + (x - 5) * outfit.build), y) for x, y in seam], closed=False)
        sheet.lay(sheet.stroke(curve, [0.1, 0.14, 0.16, 0.1], soft=0.05), outfit.cloth[0], 0.42)
        pit = [(13.2, 22.0), (13.9, 26.0), (14.3, 31.0), (14.4, 38.0)]
        fold = smooth([(side * (5 + (x - 5) * outfit.build), y) for x, y in pit], closed=False)
        sheet.lay(sheet.stroke(fold, [0, 1.2, 1.5, 1.6], soft=0.55), outfit.cloth[0], 0.6)


def cloth_image(sheet: Sheet, stops: Stops, outline: Curve2, seed: int) -> RgbImage:
    """Return cloth on the coarse grid: roundness of the trunk and long soft folds."""
    cover = sheet.coarse(outline)
    z = sheet.inflate(cover, 9.0, 6.0)
    z += 0.8 * sheet.pair(7.0, 26.0, 6.0, 6.0) + _folds(sheet, seed)
    light = sheet.light(z, wrap=0.4, gloss=8, reach=2.4)
    value = light.lit * 0.92 - 0.22 * light.hollow - 0.02
    return ramp(stops, np.asarray(value, np.float32))


def _folds(sheet: Sheet, seed: int) -> Field:
    """Return soft diagonal folds that run from the arm pits."""
    rng = np.random.default_rng([seed, 0xF01D])
    high, wide = sheet.y.shape[0], sheet.x.shape[1]
    noise = rng.standard_normal((14, 14)).astype(np.float32)
    field = cv2.resize(noise, (wide, high), interpolation=cv2.INTER_CUBIC)
    z = 0.13 * field
    for x, y, lean in ((15.0, 25.0, 0.55), (14.0, 30.0, 0.3), (13.0, 36.0, -0.2), (9.0, 33.0, 0.4)):
        for side in (-1, 1):
            across = (sheet.y - y - lean * (side * x - side * 0 - side * sheet.x)) / 0.8
            reach = np.exp(-(((sheet.x - side * x) / 4.5) ** 2))
            z = z + 0.34 * np.exp(-(across**2)) * reach
    return np.asarray(z, np.float32)


def _neckline(outfit: Outfit, grow: float = 0.0) -> Curve2:
    """Return the edge of the opening, left to right."""
    wide, deep = NECKLINES[outfit.garment]
    wide, deep = wide + grow, deep + grow
    if outfit.garment in ("shirt", "coat", "robe", "suit", "hoodie"):
        knots = [(-wide, 11.2), (-wide * 0.98, 12.6), (0.0, deep), (wide * 0.98, 12.6), (wide, 11.2)]
        return np.float32(knots)
    wide = max(wide, outfit.neck * 1.06 + 0.2)
    top = slope(wide) - 0.35
    knots = [
        (-wide, top),
        (-wide * 0.86, top + 0.55 * (deep - top)),
        (-wide * 0.46, top + 0.90 * (deep - top)),
        (0.0, deep),
        (wide * 0.46, top + 0.90 * (deep - top)),
        (wide * 0.86, top + 0.55 * (deep - top)),
        (wide, top),
    ]
    return smooth(knots, closed=False, steps=6)


def _opened(sheet: Sheet, outline: Curve2, outfit: Outfit) -> Shape:
    """Return the garment's mask with the neck opening cut out."""
    body = sheet.fill(outline, soft=0.03)
    edge = _neckline(outfit)
    hole = sheet.fill(np.concatenate([edge, np.float32([[edge[-1, 0], 0], [edge[0, 0], 0]])]), soft=0.03)
    cut = sheet.within(Shape(cv2.bitwise_not(np.zeros_like(body.mask)), body.x, body.y), hole)
    return Shape(cv2.subtract(body.mask, cut.mask), body.x, body.y)


def _neck(sheet: Sheet, outfit: Outfit) -> None:
    n = outfit.neck
    half = [(0.0, 5.0), (n * 0.9, 5.0), (n, 8.0), (n * 1.02, 10.6), (n * 1.18, 12.3), (n * 1.5, 13.5)]
    half += [(7.6, 15.2), (7.6, 24.0), (0.0, 24.0)]
    curve = smooth(mirrored(half), closed=True, steps=6)
    z = sheet.inflate(sheet.coarse(curve), 4.6, 3.6)
    for side in (-1, 1):
        cord = np.abs(sheet.x - side * np.interp(sheet.y, [8, 15], [0.82 * n, 0.8]))
        z = z + 0.30 * np.exp(-((cord / 0.75) ** 2)) * np.exp(-(((sheet.y - 12.4) / 2.6) ** 2))
        bone = np.abs(sheet.y - np.interp(side * sheet.x, [0.8, 9.0], [15.4, 14.3]))
        z = z + 0.34 * np.exp(-((bone / 0.55) ** 2)) * np.exp(-(((sheet.x - side * 5) / 3.6) ** 2))
    light = sheet.light(np.asarray(z, np.float32), wrap=0.42, reach=1.6)
    value = light.lit * 0.94 - 0.2 * light.hollow - 0.04
    image = ramp(outfit.skin, np.asarray(value, np.float32))
    chin = np.exp(-(((sheet.y - 8.6) / 2.9) ** 2)) * np.exp(-((sheet.x / (1.5 * n)) ** 2))
    below = np.clip(chin + np.clip((9.6 - sheet.y) / 2.0, 0, 0.9), 0, 1)
    image = tint(image, np.asarray(0.82 * below, np.float32), outfit.skin[0])
    sheet.lay(sheet.fill(curve, soft=0.03), image)


def _flap(
    sheet: Sheet, knots: list[tuple[float, float]], stops: Stops, *, side: int, soft: float = 0.025
) -> None:
    """Lay a piece of cloth (collar, lapel) with a shadow under it."""
    curve = np.float32([(side * x, y) for x, y in knots])
    sheet.lay(sheet.fill(curve + np.float32([0.25, 0.5]), soft=0.4), mix(stops[0], (10, 6, 14), 0.4), 0.42)
    z = sheet.inflate(sheet.coarse(curve), 1.2, 0.7)
    light = sheet.light(z, wrap=0.45, reach=0.8)
    sheet.lay(sheet.fill(curve, soft=soft), ramp(stops, np.asarray(light.lit * 0.95, np.float32)))


def _ring(sheet: Sheet, outfit: Outfit, width: float, stops: Stops) -> None:
    """Lay the ribbed band of a round neckline."""
    edge = _neckline(outfit, 0.35)
    shade = sheet.stroke(edge + np.float32([0, 0.35]), [0.5 * width, width, width, 0.5 * width], soft=0.35)
    sheet.lay(shade, stops[0], 0.35)
    z = sheet.inflate(sheet.coarse(_band(edge, width)), 0.5 * width, 0.5 * width)
    light = sheet.light(z, wrap=0.5, reach=0.5)
    ends = [0.72 * width, width, width, width, 0.72 * width]
    sheet.lay(sheet.stroke(edge, ends, soft=0.03), ramp(stops, np.asarray(light.lit, np.float32)))
    for i in range(2, len(edge) - 2, 1):
        tangent = edge[i + 1] - edge[i - 1]
        across = np.float32([-tangent[1], tangent[0]]) / max(float(np.hypot(*tangent)), 1e-6)
        rib = np.stack([edge[i] - 0.36 * width * across, edge[i], edge[i] + 0.36 * width * across])
        sheet.lay(sheet.stroke(rib.astype(np.float32), [0.0, 0.1, 0.0], soft=0.03), stops[0], 0.3)


def _band(edge: Curve2, width: float) -> Curve2:
    down = np.float32([0, width / 2])
    return np.concatenate([edge - down, (edge + down)[::-1]])


def _sweater(sheet: Sheet, outfit: Outfit, image: RgbImage, length: float) -> None:
    del image, length
    _ring(sheet, outfit, 1.5, outfit.cloth)


def _tee(sheet: Sheet, outfit: Outfit, image: RgbImage, length: float) -> None:
    del image, length
    _ring(sheet, outfit, 0.75, outfit.cloth)


def _buttons(sheet: Sheet, outfit: Outfit, ys: np.ndarray, x: float = 0.0) -> None:
    for y in ys:
        turn = np.linspace(0, 2 * np.pi, 17)[:-1]
        dot = np.stack([x + 0.36 * np.cos(turn), y + 0.36 * np.sin(turn)], 1).astype(np.float32)
        sheet.lay(sheet.fill(dot + np.float32([0.08, 0.14]), soft=0.08), outfit.cloth[0], 0.6)
        sheet.lay(sheet.fill(dot), mix(outfit.accent, (255, 255, 255), 0.2))


def _placket(sheet: Sheet, outfit: Outfit, top: float, length: float, x: float = 0.0) -> None:
    line = np.float32([[x + 0.9, top], [x + 0.95, (top + length) / 2], [x + 0.9, length]])
    sheet.lay(sheet.stroke(line, [0.12, 0.16, 0.16], soft=0.07), outfit.cloth[0], 0.65)


def _shirt(sheet: Sheet, outfit: Outfit, image: RgbImage, length: float) -> None:
    del image
    deep = NECKLINES["shirt"][1]
    _undershirt(sheet, outfit)
    _placket(sheet, outfit, deep, length)
    _buttons(sheet, outfit, np.arange(deep + 2.2, length, 4.6))
    collar = [(3.2, 9.6), (5.4, 10.8), (7.4, 14.2), (5.2, 17.4), (2.4, 14.9), (0.5, deep), (2.6, 13.6), (4.1, 11.8)]
    for side in (-1, 1):
        _flap(sheet, collar, outfit.cloth, side=side)


def _undershirt(sheet: Sheet, outfit: Outfit) -> None:
    """Lay the tee that an open collar shows."""
    wide = NECKLINES[outfit.garment][0]
    tee = smooth([(-wide, 13.2), (0, 15.2), (wide, 13.2)], closed=False)
    opening = _neckline(outfit)
    inside = np.concatenate([tee, opening[::-1][1:-1]])
    sheet.lay(sheet.fill(inside.astype(np.float32), soft=0.03), mix(outfit.accent, (120, 120, 140), 0.18))
    sheet.lay(sheet.stroke(tee, [0.5, 0.5], soft=0.05), outfit.accent)


def _hood(sheet: Sheet, outfit: Outfit) -> None:
    half = [(0.0, 5.6), (6.0, 6.2), (9.6, 9.4), (10.8, 13.4), (8.0, 17.0), (0.0, 18.5)]
    curve = smooth(mirrored(half), closed=True)
    z = sheet.inflate(sheet.coarse(curve), 3.4, 2.6)
    light = sheet.light(z, wrap=0.4, reach=1.5)
    sheet.lay(sheet.fill(curve, soft=0.04), ramp(outfit.cloth, np.asarray(light.lit * 0.8, np.float32)))
    inner = smooth(mirrored([(0.0, 7.4), (5.0, 7.9), (7.6, 10.6), (7.4, 14.0), (0.0, 17.5)]), closed=True)
    sheet.lay(sheet.fill(inner, soft=0.4), outfit.cloth[0], 0.75)


def _hoodie(sheet: Sheet, outfit: Outfit, image: RgbImage, length: float) -> None:
    del image, length
    _undershirt(sheet, outfit)
    roll = [(4.3, 10.6), (7.2, 10.4), (10.4, 12.6), (9.6, 15.6), (5.4, 17.6), (0.2, 19.4), (0.0, 16.4), (3.2, 13.6)]
    rounded = [(float(x), float(y)) for x, y in smooth(roll, closed=True, steps=5)]
    for side in (-1, 1):
        _flap(sheet, rounded, outfit.cloth, side=side)
        cord = smooth([(side * 1.6, 17.6), (side * 2.0, 20.5), (side * 1.7, 24.2)], closed=False)
        sheet.lay(sheet.stroke(cord + np.float32([0.2, 0.3]), [0.4, 0.4], soft=0.15), outfit.cloth[0], 0.6)
        sheet.lay(sheet.stroke(cord, [0.42, 0.42, 0.42]), outfit.accent)
        sheet.lay(sheet.stroke(cord[-4:], [0.5, 0.6, 0.5]), mix(outfit.accent, (60, 60, 60), 0.5))


def _lapels(sheet: Sheet, outfit: Outfit, deep: float, wide: float) -> None:
    notch = [(4.4, 10.6), (6.4, 11.4), (8.8, 14.6), (wide, 15.6), (wide - 0.2, 18.0), (0.35, deep + 3.6), (0.0, deep), (3.8, 13.8)]
    for side in (1, -1):
        _flap(sheet, notch, outfit.cloth, side=side)
        seam = np.float32([(side * 8.8, 14.6), (side * 7.4, 16.0), (side * 6.6, 16.4)])
        sheet.lay(sheet.stroke(seam, [0.1, 0.14, 0.05], soft=0.05), outfit.cloth[0], 0.7)


def _suit(sheet: Sheet, outfit: Outfit, image: RgbImage, length: float) -> None:
    del image
    deep = NECKLINES["suit"][1]
    opening = _neckline(outfit)
    front = np.concatenate([np.float32([[0, 13.6]]), opening[1:4]])
    linen = cloth_stops(LINEN)
    vest = np.float32([(-4.6, 12.4), (0, 14.2), (4.6, 12.4), (4.0, 14.5), (0, deep + 0.3), (-4.0, 14.5)])
    del front
    sheet.lay(sheet.fill(vest, soft=0.03), linen[2])
    tie = cloth_stops(outfit.accent)
    _flap(sheet, [(0.9, 14.0), (1.35, 15.9), (-1.35, 15.9), (-0.9, 14.0)], tie, side=1)
    _flap(sheet, [(0.85, 15.8), (1.5, 18.8), (0.3, deep + 0.3), (-0.3, deep + 0.3), (-1.5, 18.8), (-0.85, 15.8)], tie, side=1)
    for side in (-1, 1):
        _flap(sheet, [(3.9, 10.2), (5.0, 11.2), (4.6, 15.2), (3.0, 16.6), (0.4, 14.2), (2.8, 12.6)], linen, side=side)
    _lapels(sheet, outfit, deep, 11.4)
    _placket(sheet, outfit, deep + 3.5, length, x=-0.9)
    _buttons(sheet, outfit, np.float32([deep + 6.0, deep + 11.5]))


def _coat(sheet: Sheet, outfit: Outfit, image: RgbImage, length: float) -> None:
    del image
    deep = NECKLINES["coat"][1]
    scarf = cloth_stops(outfit.accent)
    roll = smooth([(-4.9, 12.2), (-3.0, 14.4), (0, 15.2), (3.0, 14.4), (4.9, 12.2)], closed=False)
    under = np.float32([(-5.0, 13.0), (5.0, 13.0), (0, deep + 1)])
    sheet.lay(sheet.fill(under, soft=0.05), scarf[1])
    for down, width in ((0.9, 3.0), (-0.7, 2.8)):
        z = sheet.inflate(sheet.coarse(_band(roll + np.float32([0, down]), width)), 1.3, 1.1)
        light = sheet.light(z, wrap=0.45, reach=0.8)
        band = sheet.stroke(roll + np.float32([0, down]), [0.4 * width, width * 1.1, 0.4 * width], soft=0.06)
        sheet.lay(band, ramp(scarf, np.asarray(light.lit, np.float32)))
    _lapels(sheet, outfit, deep, 12.6)
    _placket(sheet, outfit, deep + 3.5, length, x=1.6)
    for x in (-2.6, 3.6):
        _buttons(sheet, outfit, np.arange(deep + 6.5, length, 6.5), x)


def _robe(sheet: Sheet, outfit: Outfit, image: RgbImage, length: float) -> None:
    del image
    inner = np.float32([(-4.4, 12.8), (0, 15.6), (4.4, 12.8), (0.2, NECKLINES["robe"][1])])
    sheet.lay(sheet.fill(inner, soft=0.04), LINEN)
    trim = cloth_stops(outfit.accent)
    low = min(length, 40.0)
    cross = NECKLINES["robe"][1]
    _flap(sheet, [(4.4, 10.4), (6.4, 11.8), (5.6, 14.2), (0.9, cross + 2.6), (-1.4, cross + 1.2), (3.8, 13.2)], trim, side=-1)
    _flap(sheet, [(4.4, 10.4), (6.4, 11.8), (5.6, 14.2), (-8.6, low), (-11.2, low - 1.0), (3.8, 13.2)], trim, side=1)
    if length > 36:
        sash = np.float32([(-16.5, 36.0), (16.5, 36.0), (16.6, 41.0), (-16.6, 41.0)])
        _flap(sheet, [(float(x), float(y)) for x, y in sash], trim, side=1)


def _dress(sheet: Sheet, outfit: Outfit, image: RgbImage, length: float) -> None:
    del image, length
    edge = _neckline(outfit, 0.2)
    sheet.lay(sheet.stroke(edge + np.float32([0, 0.3]), [0.5, 0.6, 0.5], soft=0.25), outfit.cloth[0], 0.5)
    sheet.lay(sheet.stroke(edge, [0.5, 0.62, 0.5], soft=0.03), outfit.accent)
    chain = smooth([(-4.6, 12.2), (-2.4, 14.9), (0, 16.1), (2.4, 14.9), (4.6, 12.2)], closed=False)
    sheet.lay(sheet.stroke(chain + np.float32([0, 0.16]), [0.2, 0.2], soft=0.1), outfit.skin[0], 0.5)
    for i, (x, y) in enumerate(chain[::3]):
        turn = np.linspace(0, 2 * np.pi, 13)[:-1]
        size = 0.30 + 0.24 * np.sin(np.pi * i / max(len(chain[::3]) - 1, 1))
        bead = np.stack([x + size * np.cos(turn), y + size * np.sin(turn)], 1).astype(np.float32)
        sheet.lay(sheet.fill(bead), mix(outfit.accent, (120, 60, 20), 0.25))
        sheet.lay(sheet.fill(0.4 * (bead - [x, y]) + [x - 0.1, y - 0.1], soft=0.04), (255, 250, 230), 0.8)


def _shawl(sheet: Sheet, outfit: Outfit, image: RgbImage, length: float) -> None:
    del image
    gown = mix(outfit.cloth[2], (36, 30, 52), 0.72)
    front = np.float32([(-8.5, 13.6), (8.5, 13.6), (6.0, length), (-6.0, length)])
    opening = sheet.fill(_neck_hole(outfit), soft=0.03)
    panel = sheet.fill(front, soft=0.05)
    cut = sheet.within(panel, opening)
    plain = type(panel)(cv2.subtract(panel.mask, cut.mask), panel.x, panel.y)
    sheet.lay(plain, cloth_image(sheet, cloth_stops(gown), front, 5))
    _ring(sheet, outfit, 0.8, cloth_stops(gown))
    low = min(length, 34.0)
    drape = [(5.6, 11.0), (8.4, 12.4), (13.2, 15.2), (17.6, 18.0), (16.0, low * 0.8), (8.0, low), (-3.4, low + 2), (0.4, 24.0), (4.6, 17.0)]
    rounded = [(float(x), float(y)) for x, y in smooth(drape, closed=True, steps=6)]
    for side in (1, -1):
        _flap(sheet, rounded, outfit.cloth, side=side)
        trim = smooth([(side * x, y) for x, y in ((5.7, 11.4), (4.7, 17.0), (0.6, 24.2), (-3.2, low + 1.6))], closed=False)
        sheet.lay(sheet.stroke(trim, [0.5, 0.62, 0.5], soft=0.04), outfit.accent, 0.9)
        for shift in (1.8, 3.6, 5.6):
            fold = smooth([(side * (x + shift), y + 0.4 * shift) for x, y in ((6.4, 12.6), (6.0, 18.0), (2.6, 25.0))], closed=False)
            sheet.lay(sheet.stroke(fold, [0, 0.7, 0.5, 0], soft=0.3), outfit.cloth[0], 0.4)


def _neck_hole(outfit: Outfit) -> Curve2:
    edge = _neckline(outfit)
    return np.concatenate([edge, np.float32([[edge[-1, 0], 0], [edge[0, 0], 0]])])


Detail = Callable[[Sheet, Outfit, RgbImage, float], None]
DETAILS: MappingProxyType[str, Detail] = MappingProxyType(
    {
        "sweater": _sweater,
        "tee": _tee,
        "shirt": _shirt,
        "hoodie": _hoodie,
        "coat": _coat,
        "robe": _robe,
        "suit": _suit,
        "dress": _dress,
        "shawl": _shawl,
    }
)
