"""Soft edges from the colours on both sides of an outline. Finds no outline of its own."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import RgbImage

FloatImage = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

TELLING_CONTRAST = (18.0, 60.0)  # levels of 255 between in and out: below no hint, above full trust
EVENNESS = 0.5  # of the edge's width over which an outline without contrast is evened out
PLAIN = (-0.1, 0.5)  # of the widths out- and inwards between which an edge without contrast falls
FRINGE = (0.3, 0.8)  # of the width inwards to which pixels may hold ground, surely and perhaps
WEIGHT_FLOOR = 1e-4  # push-pull weight under which a pixel counts as empty
COLOUR_LEASH = 48.0  # levels of 255 an unmixed edge colour may differ from its neighbours inside


class SoftEdge(NamedTuple):
    """``alpha`` ``(h, w)`` 0..1 and ``colour`` ``(h, w, 3)`` 0..255 without background."""

    alpha: FloatImage
    colour: FloatImage


def smoothstep(x: FloatImage, low: float, high: float) -> FloatImage:
    """Return 0 below ``low``, 1 above ``high``, and Hermite's cubic between."""
    t = np.clip((x - low) / (high - low), 0.0, 1.0)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def signed_distance(mask: Mask) -> FloatImage:
    """Return pixels to the outline, positive inside; picture edges are no outline."""
    inside = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 5)
    outside = cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, 5)
    return np.asarray(inside - outside, np.float32)


def spread(picture: FloatImage, known: Mask) -> FloatImage:
    """Fill unknown pixels from known ones near by (push-pull pyramid, Gortler et al. 1996)."""
    weight = known.astype(np.float32)
    return _pull(picture * weight[..., None], weight)


def _pull(weighted: FloatImage, weight: FloatImage) -> FloatImage:
    """Return the filled colours of one pyramid level."""
    colour = weighted / np.maximum(weight, WEIGHT_FLOOR)[..., None]
    if min(weight.shape) <= 2:
        total = max(float(weight.sum()), WEIGHT_FLOOR)
        mean = weighted.sum((0, 1)) / total
        return np.asarray(np.where(weight[..., None] > WEIGHT_FLOOR, colour, mean), np.float32)
    coarse = _pull(
        np.asarray(cv2.pyrDown(weighted), np.float32), np.asarray(cv2.pyrDown(weight), np.float32)
    )
    grown = cv2.pyrUp(coarse, dstsize=(weight.shape[1], weight.shape[0]))
    trust = np.minimum(weight, 1.0)[..., None]
    return np.asarray(colour * trust + grown * (1 - trust), np.float32)


def settle(picture: RgbImage, mask: Mask, doubtful: Mask, *, reach_px: float) -> Mask:
    """Decide ``doubtful`` pixels near the outline again, by the colours on either side of them.

    Colour models of a whole picture keep ground whose colour is somewhere in the figure.
    """
    distance = signed_distance(mask)
    share, contrast = _mixture(picture.astype(np.float32), distance, reach_px, reach_px)[:2]
    near = doubtful & (np.abs(distance) <= reach_px) & (contrast > TELLING_CONTRAST[1])
    return np.asarray(np.where(near, share > 0.5, mask))


def soften(picture: RgbImage, mask: Mask, *, inward_px: float, outward_px: float) -> SoftEdge:
    """Turn a hard ``mask`` into alpha by the mixture of colours near its outline.

    A pixel's colour is projected on the line between the colours ``inward_px`` inside and
    ``outward_px`` outside; where these hardly differ, distance alone shapes the edge.
    """
    distance = signed_distance(mask)
    image = picture.astype(np.float32)
    mixed, contrast, inner, outer = _mixture(image, distance, inward_px, outward_px)
    even = cv2.GaussianBlur(distance, (0, 0), EVENNESS * outward_px)
    plain = smoothstep(even.astype(np.float32), PLAIN[0] * outward_px, PLAIN[1] * inward_px)
    trust = smoothstep(contrast, *TELLING_CONTRAST)
    alpha = plain + (smoothstep(mixed, 0.1, 0.9) - plain) * trust
    low = smoothstep(distance, 0.0, 0.8 * inward_px)
    high = smoothstep(distance, -outward_px, -EVENNESS * outward_px)
    alpha = np.clip(alpha, low, high).astype(np.float32)
    fringe = 1 - smoothstep(distance, FRINGE[0] * inward_px, FRINGE[1] * inward_px)
    fringe = np.maximum(fringe, 1 - alpha)
    return SoftEdge(alpha, _unmixed(image, alpha, mixed, fringe, inner, outer))


def _mixture(
    image: FloatImage, distance: FloatImage, inward_px: float, outward_px: float
) -> tuple[FloatImage, FloatImage, FloatImage, FloatImage]:
    """Return the inside's share, the contrast, and the colours spread from in- and outside."""
    inner = spread(image, distance > inward_px)
    outer = spread(image, distance < -outward_px)
    span = inner - outer
    squared = np.einsum("ijk,ijk->ij", span, span)
    share = np.einsum("ijk,ijk->ij", image - outer, span) / np.maximum(squared, 1.0)
    return share, np.sqrt(squared), inner, outer


def _unmixed(
    image: FloatImage,
    alpha: FloatImage,
    mixed: FloatImage,
    fringe: FloatImage,
    inner: FloatImage,
    outer: FloatImage,
) -> FloatImage:
    """Take the background's share out of the ``fringe``; past it the inside colour goes on.

    A pixel moves along the line from the outer to the inner colour until it has the inner one's
    place on it; what sets it apart otherwise stays.
    """
    lacking = (1 - np.clip(mixed, 0.0, 1.0)) * fringe
    pure = image + lacking[..., None] * (inner - outer)
    leashed = np.clip(pure, inner - COLOUR_LEASH, inner + COLOUR_LEASH)
    keep = smoothstep(alpha, 0.35, 0.75)[..., None]
    pure += fringe[..., None] * (leashed * keep + inner * (1 - keep) - pure)
    return np.asarray(np.clip(pure, 0.0, 255.0), np.float32)
