"""Grows hair upwards from the top row of a picture into a given outline. Draws no outline."""

from __future__ import annotations

import zlib

import cv2
import numpy as np

from generation.arrays import Landmarks, RgbImage
from generation.engines.puppet.likeness import regions
from generation.engines.puppet.likeness.hairline import find_hair
from generation.engines.puppet.likeness.matting import FloatImage, Mask, smoothstep, spread

DEPTH_MIN = 0.02  # face heights of hair below the cut that are drawn upon at least
DEPTH_EVEN = 0.03  # face heights over which depths of neighbouring columns are evened out
STRAND_LENGTH = 0.12  # face heights over which a strand keeps its lightness
STRAND_WIDTH = 0.003  # face heights of blur across a strand
STRAND_CONTRAST = 0.06  # of lightness
EDGE_SHADE = 0.30  # darkness at the dome's edge
EDGE_REACH = 0.16  # face heights inwards over which it fades
LEAN_REACH = 0.16  # face heights over which strands keep the lean they have at the cut
LEAN_MAX = 0.8  # columns a row
FORELOCK = 0.07  # face heights over which skin at the cut gives way to hair
EVEN_OUT = (0.03, 0.25)  # face heights of blur: a colour at the cut, and of hair around it
EVEN_SHARE = 0.9  # of the way from one to the other
EVEN_REACH = 0.12  # face heights above the cut where that share is reached
WHORL = 1.7  # dome heights above the cut in which the meridians meet, out of sight
FAINT = 8.0  # squared levels a pixel; fainter strands lean nowhere
TENSOR = 0.07  # face heights over which the lean of strands is averaged


def grow(
    picture: RgbImage,
    alpha: FloatImage,
    points: Landmarks,
    left: FloatImage,
    right: FloatImage,
) -> RgbImage:
    """Return ``(rows, width, 3)`` of hair to put on top of ``picture``.

    The hair below the cut is mirrored along meridians of the dome, which run together behind its
    top; strands go on with the lean they have at the cut.

    Args:
        picture: Colours, extended past the outline.
        alpha: Outline of the figure, same size.
        points: Landmarks in pixels of ``picture``.
        left: ``(rows,)`` first column of the dome, topmost row first.
        right: ``(rows,)`` last column of the dome.
    """
    face_px = regions.face_height_px(points)
    is_hair = find_hair(picture, alpha, points)
    strip = picture[: len(is_hair)].astype(np.float32)
    filled = _without_skin(strip, is_hair, face_px)
    up = np.arange(len(left) - 0.5, 0.0, -1.0, dtype=np.float32)[:, None]
    start = _meridians(left, right, up, picture.shape[1])
    middle = (left + right) / 2
    lean = 2 * _lean(filled, is_hair, face_px) + (middle[-2] - middle[-1])
    reach = LEAN_REACH * face_px
    shifted = start + _at(lean.astype(np.float32), start) * reach * (1 - np.exp(-up / reach))
    x = np.clip(shifted, left[-1] + 1, right[-1] - 1).astype(np.float32)
    depth = _at(_depth(is_hair, face_px), x)
    y = (depth * (1 - np.exp(-up / depth))).astype(np.float32)
    mirrored = cv2.remap(filled, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    colour = mirrored + _evened(filled, x, y, up, face_px)
    colour += _skin_left(strip[0] - filled[0], points, up, start, face_px)
    gain = _strands(start, up, face_px) * _shade(left, right, up, picture.shape[1], face_px)
    return np.asarray(cv2.convertScaleAbs(colour * gain[..., None]), np.uint8)


def _meridians(left: FloatImage, right: FloatImage, up: FloatImage, width: int) -> FloatImage:
    """Return for each pixel the column at the cut that its meridian starts from."""
    middle, half = (left + right) / 2, (right[-1] - left[-1]) / 2
    narrowing = np.sqrt(1 - (up / (WHORL * len(left))) ** 2)
    x = np.arange(width, dtype=np.float32)[None] - middle[:, None]
    start = middle[-1] + np.clip(x / narrowing, -half, half)
    return np.asarray(start, np.float32)


def _at(line: FloatImage, columns: FloatImage) -> FloatImage:
    """Return ``line`` at fractional ``columns``."""
    return np.asarray(np.interp(columns, np.arange(line.size), line), np.float32)


def _without_skin(strip: FloatImage, is_hair: Mask, face_px: float) -> FloatImage:
    """Return the strip with everything but hair replaced by the colours of hair near by."""
    firm = cv2.erode(is_hair.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    share = cv2.GaussianBlur(firm.astype(np.float32), (0, 0), max(0.7, 0.006 * face_px))[..., None]
    return np.asarray(strip * share + spread(strip, firm) * (1 - share), np.float32)


def _depth(is_hair: Mask, face_px: float) -> FloatImage:
    """Return how many rows of hair lie below the cut in each column."""
    lacking = ~is_hair
    deep = np.where(lacking.any(axis=0), lacking.argmax(axis=0), is_hair.shape[0])
    line = cv2.GaussianBlur(deep.astype(np.float32)[None], (0, 0), DEPTH_EVEN * face_px)[0]
    return np.asarray(np.maximum(line, DEPTH_MIN * face_px), np.float32)


def _lean(filled: FloatImage, is_hair: Mask, face_px: float) -> FloatImage:
    """Return for each column how strands lean at the cut, in columns a row downwards."""
    rows = max(3, round(2 * TENSOR * face_px))
    luma = cv2.cvtColor(filled[:rows], cv2.COLOR_RGB2GRAY)
    gx, gy = cv2.Sobel(luma, cv2.CV_32F, 1, 0), cv2.Sobel(luma, cv2.CV_32F, 0, 1)
    weight = is_hair[:rows].astype(np.float32)
    sums = np.stack([(gx * gx * weight).sum(axis=0), (gx * gy * weight).sum(axis=0)])
    across, both = cv2.GaussianBlur(
        sums.astype(np.float32), (0, 0), sigmaX=TENSOR * face_px, sigmaY=1e-3
    )
    return np.asarray(np.clip(-both / (across + FAINT * rows), -LEAN_MAX, LEAN_MAX), np.float32)


def _skin_left(
    rest: FloatImage, points: Landmarks, up: FloatImage, column: FloatImage, face_px: float
) -> FloatImage:
    """Let skin that the picture cuts go on to the top of the forehead and end in a hairline.

    ``rest`` is what sets the pixels at the cut apart from hair.
    """
    above = max(-float(points[regions.FOREHEAD, 1]), 0.0)
    fade = 1 - smoothstep(up, 0.5 * above, above + FORELOCK * face_px)
    mapped = cv2.remap(rest[None], column, np.zeros_like(column), cv2.INTER_LINEAR)
    return np.asarray(mapped * fade[..., None], np.float32)


def _evened(
    filled: FloatImage, x: FloatImage, y: FloatImage, up: FloatImage, face_px: float
) -> FloatImage:
    """Return what takes broad patches of hair to the colours of a wider neighbourhood."""
    near = cv2.GaussianBlur(filled, (0, 0), EVEN_OUT[0] * face_px)
    wide = cv2.GaussianBlur(near[:1], (0, 0), sigmaX=EVEN_OUT[1] * face_px, sigmaY=1e-3)
    patches = cv2.remap(near, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    around = cv2.remap(wide, x, np.zeros_like(x), cv2.INTER_LINEAR)
    share = EVEN_SHARE * smoothstep(up, 0.0, EVEN_REACH * face_px)
    return np.asarray((around - patches) * share[..., None], np.float32)


def _strands(column: FloatImage, up: FloatImage, face_px: float) -> FloatImage:
    """Return a gain near 1 in thin streaks along the meridians, none at the cut."""
    length = STRAND_LENGTH * face_px
    knots, width = round(len(up) / length) + 2, column.shape[1]
    rng = np.random.default_rng([zlib.crc32(b"strands"), len(up), width])
    noise = rng.standard_normal((knots, width)).astype(np.float32)
    thin = cv2.GaussianBlur(noise, (0, 0), sigmaX=max(0.6, STRAND_WIDTH * face_px), sigmaY=1e-3)
    streaks = np.asarray(thin / max(float(thin.std()), 1e-6), np.float32)
    knot = np.broadcast_to(up / length, column.shape).astype(np.float32)
    laid = cv2.remap(streaks, column, knot, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(1 + STRAND_CONTRAST * smoothstep(up, 0.0, length) * laid, np.float32)


def _shade(
    left: FloatImage, right: FloatImage, up: FloatImage, width: int, face_px: float
) -> FloatImage:
    """Return a gain that falls towards the dome's edge, none at the cut."""
    x = np.arange(width, dtype=np.float32)[None]
    inside = np.minimum(x - left[:, None], right[:, None] - x) > 0
    padded = np.pad(inside.astype(np.uint8), ((1, 0), (1, 1)))
    padded = np.concatenate([padded, np.repeat(padded[-1:], 1 + round(EDGE_REACH * face_px), 0)])
    distance = cv2.distanceTransform(padded, cv2.DIST_L2, 5)[1 : 1 + len(left), 1:-1]
    near = 1 - smoothstep(distance.astype(np.float32), 0.0, EDGE_REACH * face_px)
    return np.asarray(1 - EDGE_SHADE * near * smoothstep(up, 0.0, EDGE_REACH * face_px), np.float32)
