"""What a likeness's drawn body wears: garment, cloth, accent, skin. Choices, no paint."""

from __future__ import annotations

import zlib

import numpy as np

from generation.engines.puppet.figure.attire import GARMENTS, Outfit, cloth_stops, skin_stops
from generation.engines.puppet.figure.looks import LOOKS, Garment
from generation.engines.puppet.figure.paint import Rgb, mix
from generation.model.likeness import Likeness

BY_CHANCE: tuple[Garment, ...] = ("tee", "shirt", "sweater", "hoodie")
TROUSERS: tuple[Rgb, ...] = ((58, 74, 108), (58, 58, 66), (146, 124, 96), (78, 62, 54))
SHOES: tuple[Rgb, ...] = ((52, 46, 50), (222, 220, 214), (104, 68, 46))
COLLARS: tuple[Rgb, ...] = ((238, 234, 226), (196, 62, 58), (48, 66, 110), (222, 176, 78))
ROBE: Rgb = (226, 220, 204)
ROBE_TRIM: Rgb = (62, 78, 104)


def outfit_for(likeness: Likeness, garment: str | None, seed: int) -> Outfit:
    """Return the outfit: ``garment`` if known, else the character's own, else one by ``seed``."""
    rng = np.random.default_rng([seed, zlib.crc32(b"wardrobe")])
    chosen = BY_CHANCE[int(rng.integers(len(BY_CHANCE)))]
    look = LOOKS.get(likeness.character or "")
    worn = next((known for known in GARMENTS if known == garment), None)
    cloth = _rgb(likeness.clothes_bgr) if look is None else look.cloth
    accent = COLLARS[int(rng.integers(len(COLLARS)))] if look is None else look.accent
    if worn == "robe":
        cloth, accent = ROBE, ROBE_TRIM
    return Outfit(
        garment=worn or (chosen if look is None else look.garment),
        cloth=cloth_stops(cloth),
        accent=accent,
        skin=skin_stops(_rgb(likeness.skin_bgr)) if look is None else look.skin,
        neck=4.3 if look is None else look.neck,
        build=0.95 if look is None else look.build,
    )


def lower_half(outfit: Outfit, seed: int) -> tuple[Rgb, Rgb]:
    """Return the colours of trousers and shoes."""
    rng = np.random.default_rng([seed, zlib.crc32(b"trousers")])
    trousers = TROUSERS[int(rng.integers(len(TROUSERS)))]
    if outfit.garment == "suit":
        trousers = mix(outfit.cloth[2], (20, 20, 26), 0.25)
    return trousers, SHOES[int(rng.integers(len(SHOES)))]


def _rgb(bgr: tuple[int, int, int]) -> Rgb:
    return bgr[2], bgr[1], bgr[0]
