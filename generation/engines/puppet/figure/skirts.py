"""What hangs below a waist: skirts of dresses, coats, robes and gowns, on the trunk's sheet."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

from generation.engines.puppet.figure.attire import Outfit, cloth_stops
from generation.engines.puppet.figure.curves import mirrored, smooth, vec
from generation.engines.puppet.figure.paint import Sheet
from generation.engines.puppet.figure.tints import mix, ramp

SKIRTS: MappingProxyType[str, float] = MappingProxyType(
    {"dress": 3.25, "coat": 3.05, "robe": 4.12, "shawl": 3.75}
)
"""Garment to the hem's face heights below the chin."""

WAIST_Y = 34.0
FLARE = 0.26  # outward units a unit of length


def paint_skirt(sheet: Sheet, outfit: Outfit, *, low: float, seed: int) -> None:
    """Lay the skirt from the waist to y = ``low`` head units, with falling folds."""
    wide = 15.2 + FLARE * min(low - WAIST_Y, 26.0)
    half = [
        (0.0, WAIST_Y),
        (10.0, WAIST_Y),
        (14.0, WAIST_Y),
        (14.9, WAIST_Y + 1.6),
        (15.3, WAIST_Y + 4),
        (0.6 * wide + 6.2, 0.5 * (WAIST_Y + low)),
        (wide, low - 0.6),
        (0.55 * wide, low + 0.6),
        (0.0, low + 0.9),
    ]
    half = [(x if x < 5 else 5 + (x - 5) * outfit.build, y) for x, y in half]
    wide = 5 + (wide - 5) * outfit.build
    curve = smooth(mirrored(half), closed=True, steps=6)
    stops = outfit.cloth
    if outfit.garment == "shawl":
        stops = cloth_stops(mix(outfit.cloth[2], (36, 30, 52), 0.72))
    rng = np.random.default_rng([seed, 0x5C12])
    spread = sheet.x / np.maximum(1 + 0.02 * (sheet.y - WAIST_Y), 0.5)
    fall = np.clip((sheet.y - WAIST_Y) / 12.0, 0, 1)
    z = sheet.inflate(sheet.coarse(curve), 9.0, 6.0)
    for wave, strength in ((0.62, 0.5), (1.17, 0.26)):
        z = z + strength * fall * np.sin(wave * spread + float(rng.uniform(0, 6.28)))
    light = sheet.light(np.asarray(z, np.float32), wrap=0.4, gloss=8, reach=2.0)
    value = light.lit * 0.9 - 0.25 * light.hollow - 0.05
    sheet.lay(sheet.fill(curve, soft=0.04), ramp(stops, np.asarray(value, np.float32)))
    if outfit.garment == "coat":
        split = vec([[1.6, WAIST_Y], [1.9, 0.5 * (WAIST_Y + low)], [2.4, low]])
        sheet.lay(sheet.stroke(split, [0.2, 0.4, 0.7], soft=0.15), stops[0], 0.7)
    if outfit.garment in ("dress", "robe", "shawl"):
        hem = smooth(
            [(-wide + 0.6, low - 1.4), (0, low + 0.1), (wide - 0.6, low - 1.4)], closed=False
        )
        sheet.lay(sheet.stroke(hem, [0.5, 0.6, 0.5], soft=0.05), outfit.accent, 0.85)
