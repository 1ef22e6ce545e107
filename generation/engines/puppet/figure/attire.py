"""Necks, trunks and clothes, shared by the portraits and the drawn bodies. No arms, no heads."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import get_args

import cv2
import numpy as np

from generation.arrays import RgbImage
from generation.engines.puppet.figure.curves import Curve2, mirrored, smooth, vec
from generation.engines.puppet.figure.looks import Garment
from generation.engines.puppet.figure.paint import Shape, Sheet
from generation.engines.puppet.figure.tints import Field, Rgb, Stops, mix, ramp, tint, tones

GARMENTS: tuple[Garment, ...] = get_args(Garment)
LINEN = (238, 236, 230)
CHIN_SHADE = (84, 60, 62)  # skin in the shadow of a chin is less red than in a fold
RISE = 0.75  # head units by which clothes lie above the measures of this file: the neck's length
SHOULDER = (15.3, 20.4 - RISE)  # joint of the arm on the right of the picture, head units
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
    """What a body wears.

    ``cloth`` and ``skin`` are ramps; ``neck`` is a half width; ``build`` scales the shoulders;
    ``wrap`` is the ramp of a scarf that covers the neck.
    """

    garment: Garment
    cloth: Stops
    accent: Rgb
    skin: Stops
    neck: float = 4.3
    build: float = 1.0
    wrap: Stops | None = None


def cloth_stops(colour: Rgb) -> Stops:
    """Return the ramp of a cloth; black cloth keeps visible folds, white cloth keeps grey ones."""
    luma = 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]
    lift = 0.16 if luma > 60 else 0.24
    dark, half, base, light = tones(colour, depth=0.6, lift=lift)
    return dark, half, base, light


def skin_stops(colour: Rgb) -> Stops:
    """Return the ramp of a skin measured on a lit cheek."""
    dark = mix(colour, (82, 36, 26), 0.56)
    return dark, mix(colour, (146, 84, 64), 0.22), colour, mix(colour, (255, 238, 222), 0.34)


def slope(x: float) -> float:
    """Return the y of the shoulder line at ``x`` units from the middle."""
    return float(np.interp(abs(x), [p[0] for p in SLOPE], [p[1] for p in SLOPE]))


def trunk(length: float, build: float = 1.0) -> Curve2:
    """Return the closed outline of shoulders and trunk down to y = ``length``, without arms."""
    half = [
        (0.0, 12.4),
        *SLOPE[1:],
        (17.3, 19.2),
        (17.2, 22.0),
        (15.6, 26.0),
        (14.9, 31.0),
        (14.6, 36.0),
        (15.0, length - 3.0),
        (15.0, length - 0.9),
        (14.2, length),
        (12.0, length),
        (8.0, length),
        (0.0, length),
    ]
    half = [(x if x < 5 else 5 + (x - 5) * build, y) for x, y in half]
    return smooth(mirrored(half), closed=True, steps=6)


def paint_trunk(sheet: Sheet, outfit: Outfit, *, length: float, seed: int) -> None:
    """Lay hood, neck and garment from back to front."""
    if outfit.garment == "hoodie":
        paint_hood(sheet, outfit)
    _neck(sheet, outfit)
    outline = trunk(length, outfit.build)
    sheet = sheet.part(outline, 5.0)
    sheet.lay(_opened(sheet, outline, outfit), cloth_image(sheet, outfit.cloth, outline, seed))


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
    noise = rng.standard_normal((20, 20)).astype(np.float32)
    across, down = np.broadcast_arrays(sheet.x / 3.4 + 10, sheet.y / 4.4)
    field = cv2.remap(
        noise, np.ascontiguousarray(across), np.ascontiguousarray(down), cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REFLECT,
    )  # fmt: skip
    z = 0.13 * field
    for x, y, lean in ((15.0, 25.0, 0.55), (14.0, 30.0, 0.3), (13.0, 36.0, -0.2), (9.0, 33.0, 0.4)):
        for side in (-1, 1):
            across = (sheet.y - y - lean * (side * x - side * 0 - side * sheet.x)) / 0.8
            reach = np.exp(-(((sheet.x - side * x) / 4.5) ** 2))
            z = z + 0.34 * np.exp(-(across**2)) * reach
    return np.asarray(z, np.float32)


def neckline(outfit: Outfit, grow: float = 0.0) -> Curve2:
    """Return the edge of the opening, left to right."""
    wide, deep = NECKLINES[outfit.garment]
    wide, deep = wide + grow, deep + grow
    if outfit.garment in ("shirt", "coat", "robe", "suit", "hoodie"):
        knots = [
            (-wide, 11.2),
            (-wide * 0.98, 12.6),
            (0.0, deep),
            (wide * 0.98, 12.6),
            (wide, 11.2),
        ]
        return vec(knots)
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
    edge = neckline(outfit)
    hole = sheet.fill(np.concatenate([edge, vec([[edge[-1, 0], 0], [edge[0, 0], 0]])]), soft=0.03)
    return sheet.without(body, hole)


def _neck(sheet: Sheet, outfit: Outfit) -> None:
    n = outfit.neck
    half = [
        (0.0, 5.0),
        (n * 0.98, 5.0),
        (n * 0.93, 8.0),
        (n * 0.90, 10.2),
        (n * 1.02, 11.8),
        (n * 1.30, 13.0),
        (n * 1.72, 14.0),
        (7.9, 15.4),
        (7.6, 24.0),
        (0.0, 24.0),
    ]
    curve = smooth(mirrored(half), closed=True, steps=6)
    sheet = sheet.part(curve)
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
    image = tint(image, np.asarray(0.78 * below, np.float32), mix(outfit.skin[0], CHIN_SHADE, 0.45))
    sheet.lay(sheet.fill(curve, soft=0.03), image)


def paint_hood(sheet: Sheet, outfit: Outfit) -> None:
    """Lay the hood that lies behind the neck."""
    half = [(0.0, 5.6), (6.0, 6.2), (9.6, 9.4), (10.8, 13.4), (8.0, 17.0), (0.0, 18.5)]
    curve = smooth(mirrored(half), closed=True)
    sheet = sheet.part(curve)
    z = sheet.inflate(sheet.coarse(curve), 3.4, 2.6)
    light = sheet.light(z, wrap=0.4, reach=1.5)
    sheet.lay(
        sheet.fill(curve, soft=0.04), ramp(outfit.cloth, np.asarray(light.lit * 0.8, np.float32))
    )
    inner = smooth(
        mirrored([(0.0, 7.4), (5.0, 7.9), (7.6, 10.6), (7.4, 14.0), (0.0, 17.5)]), closed=True
    )
    sheet.lay(sheet.fill(inner, soft=0.4), outfit.cloth[0], 0.75)
