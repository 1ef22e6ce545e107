"""Pixel arithmetic of the canvas: premultiplied bytes, dither, falloff, blur. It knows no stage."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import Alpha, BgrFrame
from generation.engines.puppet.noise import Field

SUBPIXEL_BITS = 4  # OpenCV draws anti-aliased shapes on a 1/16 pixel grid
QUARTER_FROM_PX = 4.0  # a wider blur leaves no detail: it is done at quarter size


def as_bytes(array: npt.NDArray[np.generic] | cv2.typing.MatLike) -> npt.NDArray[np.uint8]:
    """Return ``array``, which holds bytes, typed so."""
    return np.asarray(array, np.uint8)


def scaled(a: npt.NDArray[np.uint8], b: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Return ``a * b / 255``, rounded."""
    return as_bytes(cv2.multiply(a, b, scale=1 / 255))


def triple(mask: Alpha) -> BgrFrame:
    """Return ``mask`` in three equal channels."""
    return as_bytes(cv2.cvtColor(mask, cv2.COLOR_GRAY2BGR))


def tinted(mask: Alpha, colour: tuple[int, int, int]) -> BgrFrame:
    """Return the RGB ``colour`` premultiplied by ``mask``."""
    return as_bytes(cv2.applyColorMap(mask, _tints(colour)))


@lru_cache(maxsize=1024)
def _tints(colour: tuple[int, int, int]) -> BgrFrame:
    """Return what ``colour`` is under each level of a mask: ``(256, 1, 3)``."""
    levels = np.arange(256, dtype=np.float32)[:, None, None] / 255
    return np.rint(levels * np.array(colour[::-1], np.float32)).astype(np.uint8)


@lru_cache(maxsize=1)
def dither() -> Field:
    """Return a 128x128 tile of -0.5..0.5: what is rounded after adding it shows no bands."""
    noise = np.random.default_rng([128]).random((128, 128), dtype=np.float32)
    return np.asarray(noise - 0.5, np.float32)


def rounded(field: Field) -> npt.NDArray[np.uint8]:
    """Return ``field`` (0..1, more is cut off) as 0..255, dithered."""
    rows, columns = -(-field.shape[0] // 128), -(-field.shape[1] // 128)
    grain = np.tile(dither(), (rows, columns))[: field.shape[0], : field.shape[1]]
    level = np.asarray(cv2.scaleAdd(field, 255.0, grain), np.float32)
    np.maximum(level, 0, out=level)
    return as_bytes(cv2.convertScaleAbs(level))


@lru_cache(maxsize=1)
def falloff() -> Field:
    """Return a 256x256 picture of a light: 1 in the middle, 0 from the inscribed circle on."""
    axis = (np.arange(256, dtype=np.float32) - 127.5) / 127.5
    distance = np.sqrt(axis[None, :] ** 2 + axis[:, None] ** 2)
    return np.asarray(np.clip(1 - distance, 0, 1) ** 2, np.float32)


def draw(
    plane: npt.NDArray[np.uint8],
    pixels: npt.NDArray[np.float32],
    value: tuple[int, ...],
    thickness: int | None,
) -> None:
    """Fill (``thickness`` None) or stroke a polygon, anti-aliased, at ``(n, 2)`` pixels."""
    fixed = np.rint(pixels * (1 << SUBPIXEL_BITS)).astype(np.int32)
    if thickness is None:
        cv2.fillPoly(plane, [fixed], value, cv2.LINE_AA, SUBPIXEL_BITS)
        return
    cv2.polylines(
        plane, [fixed], isClosed=False, color=value, thickness=thickness,
        lineType=cv2.LINE_AA, shift=SUBPIXEL_BITS,
    )  # fmt: skip


def blurred(plane: npt.NDArray[np.uint8], sigma: float) -> npt.NDArray[np.uint8]:
    """Return ``plane`` blurred by ``sigma`` pixels."""
    if sigma <= QUARTER_FROM_PX or min(plane.shape[:2]) < 16:
        return as_bytes(cv2.GaussianBlur(plane, (0, 0), sigma))
    size = (plane.shape[1], plane.shape[0])
    quarter = (max(1, size[0] // 4), max(1, size[1] // 4))
    small = cv2.resize(plane, quarter, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / 4)
    return as_bytes(cv2.resize(small, size, interpolation=cv2.INTER_LINEAR))
