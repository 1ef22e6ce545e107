"""Lays a face on an animal or thing whose owner points at eyes and mouth. Sees no pixels."""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from generation.arrays import Landmarks
from generation.engines.puppet.likeness import regions
from generation.errors import OptionRejected

NUMBERS = 6
EYE_GAP_MIN_PX = 8.0  # closer eyes give a face too small to film
MOUTH_BELOW = (0.25, 4.0)  # mouth below the eye line, in eye gaps: from a pug to a horse
MOUTH_ASIDE_MAX = 0.9  # mouth beside the middle of the eyes, in eye gaps


@cache
def canonical_face() -> Landmarks:
    """Return a frontal, symmetrical face: eye gap 1, origin between the eyes, y down, z back.

    Measured: the mean of mirrored FaceMesh results on the six portraits of the drawn cast.
    """
    text = files("generation.engines.puppet.likeness").joinpath("canonical_face.csv").read_text()
    rows = [[float(v) for v in line.split(",")] for line in text.splitlines()]
    return np.array(rows, np.float32)


def lay_face(points: tuple[float, ...], shape: tuple[int, ...]) -> Landmarks:
    """Return landmarks whose eyes (left in the picture first) and mouth are at ``points``.

    Raises:
        OptionRejected: A point lies outside a picture of ``shape``, or the three form no face.
    """
    if len(points) != NUMBERS or not all(math.isfinite(v) for v in points):
        raise OptionRejected("points")
    given = np.array(points, np.float64).reshape(3, 2)
    if (given < 0).any() or (given >= (shape[1], shape[0])).any():
        raise OptionRejected("points")
    return _fitted(given)


def _fitted(given: npt.NDArray[np.float64]) -> Landmarks:
    """Map the canonical eyes and mouth to the given ones; depth scales with the eye gap."""
    middle = (given[0] + given[1]) / 2
    across = given[1] - given[0]
    gap = float(np.hypot(*across))
    if gap < EYE_GAP_MIN_PX or across[0] <= 0:
        raise OptionRejected("points")
    right = across / gap
    down = np.array([-right[1], right[0]])
    to_mouth = given[2] - middle
    below, aside = float(to_mouth @ down) / gap, float(to_mouth @ right) / gap
    if not MOUTH_BELOW[0] <= below <= MOUTH_BELOW[1] or abs(aside) > MOUTH_ASIDE_MAX:
        raise OptionRejected("points")
    face = canonical_face().astype(np.float64)
    mouth = face[[regions.LIP_INNER_UP, regions.LIP_INNER_LOW], 1].mean()
    flat = middle + np.outer(face[:, 0], across) + np.outer(face[:, 1] / mouth, to_mouth)
    return np.column_stack([flat, face[:, 2] * gap]).astype(np.float32)
