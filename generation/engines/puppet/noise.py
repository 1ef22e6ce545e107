"""Fractal noise for paint, cloud, water and bark: seamless tiles and lines. It paints nothing."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

Field = npt.NDArray[np.float32]
"""``(height, width)`` float32, usually 0..1."""

TILE = 512  # texels a side; eight blobs across, so a texel is 1/64 of the largest blob
CELLS = 8  # blobs across one tile
TILES = 3  # a seed picks one tile and a place in it, so that the cache stays warm


@lru_cache(maxsize=40)
def tile(number: int, octaves: int, texels: int = TILE) -> Field:
    """Return a ``texels`` square of value noise 0..1 that repeats without a seam.

    Octaves of halved size and weight (Perlin, "An image synthesizer", 1985), stretched to the full
    range. Smaller tiles are area averages of the full one, for views from far away.
    """
    if texels < TILE:
        full = tile(number, octaves)
        return _float(cv2.resize(full, (texels, texels), interpolation=cv2.INTER_AREA))
    rng = np.random.default_rng([number, CELLS, octaves])
    total = np.zeros((TILE, TILE), np.float32)
    for octave in range(octaves):
        cells = min(TILE, CELLS << octave)
        factor = TILE // cells
        grid = np.pad(rng.random((cells, cells), dtype=np.float32), 2, mode="wrap")
        side = grid.shape[0] * factor
        field = cv2.resize(grid, (side, side), interpolation=cv2.INTER_CUBIC)
        start = 2 * factor
        total += _float(field)[start : start + TILE, start : start + TILE] * np.float32(0.5**octave)
    low, high = np.percentile(total[::4, ::4], (0.5, 99.5))
    return _float(np.clip((total - low) / (high - low), 0, 1))


def sample(
    seed: int,
    octaves: int,
    origin: tuple[float, float],
    step: tuple[float, float],
    shape: tuple[int, int],
) -> Field:
    """Return ``shape`` (height, width) samples of the endless tile.

    Args:
        seed: Which noise.
        octaves: How many octaves it has.
        origin: (x, y) of the first sample, in tiles.
        step: (x, y) between neighbouring samples, in tiles.
        shape: Rows and columns of the answer.
    """
    texels = TILE
    while texels > 32 and min(step) * texels > 1.0:
        texels //= 2
    field = tile(seed % TILES, octaves, texels)
    height, width = shape
    origin = (origin[0] + (seed >> 4 & 1023) / 1024, origin[1] + (seed >> 14 & 1023) / 1024)
    starts, offsets, picks = [], [], []
    for begin, stride, count in ((origin[0], step[0], width), (origin[1], step[1], height)):
        place = begin * texels - 0.5  # the middle of texel 0 lies half a texel in
        first = int(np.floor(place)) - 1
        last = int(np.ceil(place + stride * count * texels)) + 2
        starts.append(stride * texels)
        offsets.append(place - first)
        picks.append(np.arange(first, last + 1) % texels)
    crop = np.ascontiguousarray(field[np.ix_(picks[1], picks[0])])
    warp = np.array([[starts[0], 0, offsets[0]], [0, starts[1], offsets[1]]], np.float32)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return _float(cv2.warpAffine(crop, warp, (width, height), flags=flags))


def line(
    rng: np.random.Generator,
    xs: npt.NDArray[np.float32],
    *,
    wavelength: float,
    roughness: float,
    finest: float,
    peaked: bool = False,
) -> npt.NDArray[np.float32]:
    """Return a fractal line about -1..1 at ``xs`` (stage units, any range within -8..10).

    Args:
        rng: Seeded; the coarse octaves do not depend on how many fine ones follow.
        xs: Where the line is wanted.
        wavelength: Stage units between the largest bumps.
        roughness: Weight of each octave relative to the one before.
        finest: No octave is finer than this many stage units.
        peaked: Fold the first two octaves into sharp summits.
    """
    total = np.zeros(len(xs))
    wave, weight, octave = wavelength, 1.0, 0
    while wave >= finest and octave < 10:
        values = rng.uniform(-1, 1, int(18 / wave) + 3)
        part = np.interp(xs, np.arange(len(values)) * wave - 8.0, values)
        if peaked and octave < 2:
            part = 1 - 2.2 * np.abs(part) ** 0.85
        total += weight * part
        wave, weight, octave = wave / 2, weight * roughness, octave + 1
    return total.astype(np.float32)


def _float(array: npt.NDArray[np.generic] | cv2.typing.MatLike) -> Field:
    return np.asarray(array, np.float32)
