"""Where a painted layer has anything to lay: few rectangles instead of the whole sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import combinations

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import BgrFrame
from generation.engines.puppet.sprite import Window
from generation.engines.puppet.stage import Layer

SOLID_COST = 0.15  # of blending a pixel: what laying one without a look at transparency costs
TILE_PX = 64  # measured over six sets: smaller tiles cost more calls than they save pixels


class Cover(IntEnum):
    """What a tile does to what lies behind it."""

    CLEAR = 0  # nothing: it is not laid
    MIXED = 1
    SOLID = 2  # hides it: colour is laid without a look at transparency


Tiles = npt.NDArray[np.uint8]
"""``(rows, columns)`` uint8 of ``Cover``; tile (0, 0) starts at the layer's first pixel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A rectangle of a layer, in pixels of the layer, that is laid in one go."""

    window: Window
    solid: bool

    def moved(self, x: int, y: int) -> Piece:
        """Return the piece with its window moved."""
        left, top, right, bottom = self.window
        return Piece(window=(left + x, top + y, right + x, bottom + y), solid=self.solid)


def tiles_of(layer: Layer) -> Tiles:
    """Return the cover of every tile, valid for any fraction of a pixel the layer is shifted by."""
    shape = layer.bgr.shape[:2]
    if layer.blend == "add":
        clear, solid = ~shown(layer.bgr), np.zeros(shape, np.bool_)
    elif layer.alpha is None:
        clear, solid = np.zeros(shape, np.bool_), np.ones(shape, np.bool_)
    else:
        clear, solid = (layer.alpha == 0) & ~shown(layer.bgr), layer.alpha == 255
    cover = np.where(_everywhere(clear), Cover.CLEAR, Cover.MIXED)
    return np.where(_everywhere(solid), Cover.SOLID, cover).astype(np.uint8)


def shown(bgr: BgrFrame) -> npt.NDArray[np.bool_]:
    """Tell which pixels are not black."""
    black = np.asarray(cv2.inRange(bgr, (0, 0, 0), (0, 0, 0)), np.uint8)
    return np.asarray(black == 0, np.bool_)


def _everywhere(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Tell which tiles hold nothing but ``mask``, the next pixel right and below included."""
    rows, columns = (-(-side // TILE_PX) for side in mask.shape)
    whole = np.ones((rows * TILE_PX, columns * TILE_PX), np.uint8)
    whole[: mask.shape[0], : mask.shape[1]] = mask
    reach = cv2.erode(whole, np.ones((2, 2), np.uint8), anchor=(0, 0))
    blocks = np.asarray(reach).reshape(rows, TILE_PX, columns, TILE_PX)
    return np.asarray(blocks.all(axis=(1, 3)), np.bool_)


def without_hidden(
    layers: Sequence[Layer], covers: Sequence[Tiles], reach_px: float
) -> list[Tiles]:
    """Clear the tiles that nearer layers hide however the camera moves.

    Args:
        layers: Far to near, all of one size and margin.
        covers: Their tiles.
        reach_px: How far the actor plane moves from home at most.
    """
    kept = [cover.copy() for cover in covers]
    for far, layer in enumerate(layers):
        if layer.drift != (0.0, 0.0):
            continue
        for near in range(far + 1, len(layers)):
            other = layers[near]
            if other.blend == "add" or other.drift != (0.0, 0.0) or not other.always:
                continue
            slack = int(np.ceil((reach_px * abs(other.depth - layer.depth) + 1) / TILE_PX))
            kept[far][_surrounded(covers[near] == Cover.SOLID, slack)] = Cover.CLEAR
    return kept


def _surrounded(solid: npt.NDArray[np.bool_], slack: int) -> npt.NDArray[np.bool_]:
    """Tell which tiles stay behind solid ones when moved by ``slack`` tiles any way."""
    kernel = np.ones((2 * slack + 1, 2 * slack + 1), np.uint8)
    inside = cv2.erode(solid.astype(np.uint8), kernel)  # beyond the layer's edge nothing is seen
    return np.asarray(inside, np.bool_)


def pieces(cover: Tiles, size: tuple[int, int]) -> tuple[Piece, ...]:
    """Join tiles to rectangles; ``size`` is height and width of the layer."""
    done: list[Piece] = []
    growing: dict[tuple[int, int, int], int] = {}
    for row, line in enumerate([*cover, np.zeros(cover.shape[1], np.uint8)]):
        runs = set(_runs(line))
        for run in [run for run in growing if run not in runs]:
            done.append(_piece(run, growing.pop(run), row, size))
        for run in runs:
            growing.setdefault(run, row)
    return tuple(sorted(done, key=lambda piece: (piece.window[1], piece.window[0])))


def joined(laid: Sequence[Piece], call_px: int) -> tuple[Piece, ...]:
    """Lay several pieces as one wherever that costs less than each of them.

    What is laid in vain is clear, or hidden by a nearer layer.

    Args:
        laid: Pieces of one layer.
        call_px: How many pixels could be blended in the time that it takes to begin a piece.
    """

    def cost(piece: Piece) -> float:
        left, top, right, bottom = piece.window
        area = (right - left) * (bottom - top)
        return call_px + (SOLID_COST * area if piece.solid else area)

    rest = list(laid)
    for one, two in combinations(laid, 2):
        both = _around(one, two)
        inside = [piece for piece in rest if _around(piece, both).window == both.window]
        if len(inside) > 1 and cost(both) <= sum(map(cost, inside)):
            rest = [piece for piece in rest if piece not in inside]
            return joined([*rest, both], call_px)
    return tuple(rest)


def _around(one: Piece, two: Piece) -> Piece:
    (a, b, c, d), (e, f, g, h) = one.window, two.window
    return Piece(window=(min(a, e), min(b, f), max(c, g), max(d, h)), solid=False)


def _runs(line: Tiles) -> Iterator[tuple[int, int, int]]:
    """Yield (first column, end column, cover) of neighbours that are not clear."""
    edges = np.flatnonzero(np.diff(line)) + 1
    for first, end in zip([0, *edges], [*edges, len(line)], strict=True):
        if line[first] != Cover.CLEAR:
            yield int(first), int(end), int(line[first])


def _piece(run: tuple[int, int, int], top: int, bottom: int, size: tuple[int, int]) -> Piece:
    first, end, cover = run
    height, width = size
    window = (
        first * TILE_PX,
        top * TILE_PX,
        min(end * TILE_PX, width),
        min(bottom * TILE_PX, height),
    )
    return Piece(window=window, solid=cover == Cover.SOLID)
