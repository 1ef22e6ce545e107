"""``portrait``: a drawn character as a bust with exact alpha. Only orders the painters."""

from __future__ import annotations

import zlib
from dataclasses import replace

import numpy as np

from generation.arrays import RgbaImage
from generation.engines.puppet.figure import (
    attire,
    beards,
    features,
    garments,
    hair,
    hairstyles,
    head,
    scarf,
)
from generation.engines.puppet.figure.composed import look_of
from generation.engines.puppet.figure.expression import EXPRESSIONS, FaceName
from generation.engines.puppet.figure.looks import FACE_HEIGHT, Look
from generation.engines.puppet.figure.paint import Sheet

FACE_SHARE = 0.38  # face height in picture heights: shoulders fill the width, an afro fits
MIDDLE = (0.5, 0.465)  # where head unit (0, 0) lies in the picture


def portrait(character_id: str, face: FaceName = "neutral", size: int = 1024) -> RgbaImage:
    """Return ``(size, size, 4)`` straight RGBA of head, neck, shoulders and clothes, frontal.

    Raises:
        KeyError: There is no such character.
    """
    look, act = look_of(character_id), EXPRESSIONS[face]
    if look is None:
        raise KeyError(character_id)
    sheet = Sheet(
        (size, size), size * FACE_SHARE / FACE_HEIGHT, (MIDDLE[0] * size, MIDDLE[1] * size)
    )
    rng = np.random.default_rng([0, zlib.crc32(character_id.encode())])
    locks = hairstyles.plan(look)
    hair.paint_behind(sheet, look, locks, rng)
    garments.paint_dressed(
        sheet, outfit(look), length=garments.LONG_Y, seed=zlib.crc32(character_id.encode())
    )
    head.paint_ears(sheet, look)
    head.paint_face(sheet, look, act, lambda part: hair.shadow(part, locks))
    features.paint_eyes(sheet, look, act)
    features.paint_brows(sheet, look, act, rng)
    features.paint_lips(sheet, look, act)
    if look.beard is not None:
        bearded = replace(look, hair=look.beard)
        beards.paint_beard(sheet, bearded, act, rng)
        features.paint_moustache(sheet, bearded, act, rng)
    if look.moustache:
        features.paint_moustache(sheet, look, act, rng)
    hair.paint_front(sheet, look, locks, rng)
    wrap = scarf.wrap_of(look)
    if wrap is not None:
        scarf.paint_scarf(sheet, wrap, look.skin)
    if look.glasses:
        features.paint_glasses(sheet, look)
    if look.earrings:
        features.paint_earrings(sheet, look, look.earrings)
    return sheet.straight()


def outfit(look: Look) -> attire.Outfit:
    """Return what a drawn character wears by itself."""
    return attire.Outfit(
        garment=look.garment,
        cloth=attire.cloth_stops(look.cloth),
        accent=look.accent,
        skin=look.skin,
        neck=look.neck,
        build=look.build,
        wrap=scarf.wrap_of(look),
    )
