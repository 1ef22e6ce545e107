"""What a likeness's drawn body wears: garment, cloth, accent, skin. Choices, no paint."""

from __future__ import annotations

import zlib

import numpy as np

from generation.engines.puppet.figure.attire import GARMENTS, Outfit, cloth_stops, skin_stops
from generation.engines.puppet.figure.composed import look_of
from generation.engines.puppet.figure.looks import Garment
from generation.engines.puppet.figure.scarf import wrap_of
from generation.engines.puppet.figure.tints import Rgb, mix
from generation.engines.puppet.likeness import regions
from generation.model.likeness import Likeness

BY_CHANCE: tuple[Garment, ...] = ("shirt", "sweater", "hoodie")  # long sleeves, as on a bust
TROUSERS: tuple[Rgb, ...] = ((58, 74, 108), (58, 58, 66), (146, 124, 96), (78, 62, 54))
SHOES: tuple[Rgb, ...] = ((52, 46, 50), (222, 220, 214), (104, 68, 46))
SKIN_POINTS = (151, 6, 50, 280, 199)  # FaceMesh: forehead, nose bridge, cheek bones, chin
SKIN_PATCH = 0.03  # face heights around each
SKIN_APART = 70  # levels from the cheeks' colour; what differs more is hair, a shadow, spectacles
COLLARS: tuple[Rgb, ...] = ((238, 234, 226), (196, 62, 58), (48, 66, 110), (222, 176, 78))
ROBE: Rgb = (226, 220, 204)
ROBE_TRIM: Rgb = (62, 78, 104)


def outfit_for(likeness: Likeness, garment: str | None, seed: int) -> Outfit:
    """Return the outfit: ``garment`` if known, else the character's own, else one by ``seed``."""
    rng = np.random.default_rng([seed, zlib.crc32(b"wardrobe")])
    chosen = BY_CHANCE[int(rng.integers(len(BY_CHANCE)))]
    look = look_of(likeness.character)
    worn = next((known for known in GARMENTS if known == garment), None)
    cloth = _rgb(likeness.clothes_bgr) if look is None else look.cloth
    accent = COLLARS[int(rng.integers(len(COLLARS)))] if look is None else look.accent
    if worn == "robe":
        cloth, accent = ROBE, ROBE_TRIM
    return Outfit(
        garment=worn or (chosen if look is None else look.garment),
        cloth=cloth_stops(cloth),
        accent=accent,
        skin=skin_stops(_skin(likeness)) if look is None else look.skin,
        neck=4.3 if look is None else look.neck,
        build=0.95 if look is None else look.build,
        wrap=None if look is None else wrap_of(look),
    )


def lower_half(outfit: Outfit, seed: int) -> tuple[Rgb, Rgb]:
    """Return the colours of trousers and shoes."""
    rng = np.random.default_rng([seed, zlib.crc32(b"trousers")])
    trousers = TROUSERS[int(rng.integers(len(TROUSERS)))]
    if outfit.garment == "suit":
        trousers = mix(outfit.cloth[2], (20, 20, 26), 0.25)
    return trousers, SHOES[int(rng.integers(len(SHOES)))]


def _skin(likeness: Likeness) -> Rgb:
    """Return the middle of cheeks, forehead, nose and chin: cheeks alone may wear rouge."""
    cheeks = _rgb(likeness.skin_bgr)
    reach = max(1, round(SKIN_PATCH * regions.face_height_px(likeness.landmarks)))
    tones = [cheeks]
    for point in SKIN_POINTS:
        x, y = (max(int(v), reach) for v in likeness.landmarks[point, :2])
        patch = likeness.picture[y - reach : y + reach + 1, x - reach : x + reach + 1]
        red, green, blue = (int(v) for v in np.median(patch.reshape(-1, 3), axis=0))
        if max(abs(red - cheeks[0]), abs(green - cheeks[1]), abs(blue - cheeks[2])) < SKIN_APART:
            tones.append((red, green, blue))
    red, green, blue = (int(v) for v in np.median(np.array(tones), axis=0))
    return red, green, blue


def _rgb(bgr: tuple[int, int, int]) -> Rgb:
    return bgr[2], bgr[1], bgr[0]
