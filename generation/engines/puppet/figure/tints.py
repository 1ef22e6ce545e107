"""Colours of painted people: ramps from dark to light, mixtures, tints. No shapes."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import RgbImage

Rgb = tuple[int, int, int]
"""Red, green, blue, 0..255."""

Stops = tuple[Rgb, Rgb, Rgb, Rgb]
"""A ramp of four colours: dark, half dark, base, light."""

Field = npt.NDArray[np.float32]
"""One float32 value for every cell of a sheet's coarse grid."""


def ramp(stops: Sequence[Rgb], value: Field) -> RgbImage:
    """Map 0..1 to a colour ramp of evenly spaced ``stops``."""
    at = np.linspace(0, 255, len(stops))
    table = np.stack([np.interp(np.arange(256), at, [s[i] for s in stops]) for i in range(3)], -1)
    level = cv2.convertScaleAbs(np.clip(value, 0, 1), alpha=255)
    return np.asarray(cv2.LUT(cv2.merge([level] * 3), table.astype(np.uint8)[None]))


def mix(a: Rgb, b: Rgb, share: float) -> Rgb:
    """Return ``a`` with ``share`` 0..1 of ``b``."""
    red, green, blue = (round(p + (q - p) * share) for p, q in zip(a, b, strict=True))
    return red, green, blue


def tones(base: Rgb, *, depth: float = 0.62, lift: float = 0.45) -> Stops:
    """Return a four-step ramp around ``base``: warm dark, half dark, base, light."""
    dark = mix(base, (34, 18, 34), depth)
    return dark, mix(base, dark, 0.45), base, mix(base, (255, 246, 232), lift)


def tint(image: RgbImage, cover: Field, colour: Rgb) -> RgbImage:
    """Multiply ``image`` towards ``colour`` where ``cover`` 0..1 is set."""
    share = cv2.convertScaleAbs(np.clip(cover, 0, 1), alpha=255)
    factor = cv2.merge([cv2.LUT(share, _fade(255, channel)) for channel in colour])
    return np.asarray(cv2.multiply(image, factor, scale=1 / 255))


def veil(image: RgbImage, cover: Field, colour: Rgb) -> RgbImage:
    """Mix ``colour`` into ``image`` by ``cover`` 0..1."""
    share = cv2.convertScaleAbs(np.clip(cover, 0, 1), alpha=255)
    rest = cv2.multiply(image, cv2.merge([cv2.bitwise_not(share)] * 3), scale=1 / 255)
    return np.asarray(cv2.add(rest, cv2.merge([cv2.LUT(share, _fade(0, c)) for c in colour])))


def _fade(start: int, end: int) -> npt.NDArray[np.uint8]:
    """Return the table that goes from ``start`` at 0 to ``end`` at 255."""
    return np.round(np.linspace(start, end, 256)).astype(np.uint8)
