"""What eyes and mouth share: an opening in the skin behind which another picture is seen."""

from __future__ import annotations

import math
from typing import Final, TypeVar

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import BgrFrame

F32 = npt.NDArray[np.float32]
Mask = npt.NDArray[np.uint8]
Box = tuple[int, int, int, int]
Level = TypeVar("Level", np.uint8, np.float32)

SAMPLES: Final = 5  # curve points per landmark: no corner is seen at 520 px faces
SUBPIXEL_BITS: Final = 4
NO_MAP: Final = np.empty(0, np.float32)
"""The second map of `cv2.remap` where the first one holds both coordinates."""


def spline(points: int) -> F32:
    """Catmull-Rom as a matrix ``(samples, points)``: one product makes an arc a smooth curve."""
    segments = points - 1
    rows = np.zeros((segments * SAMPLES + 1, points), np.float32)
    for i in range(len(rows)):
        k = min(i // SAMPLES, segments - 1)
        t = i / SAMPLES - k
        parts = (
            -t + 2 * t**2 - t**3,
            2 - 5 * t**2 + 3 * t**3,
            t + 4 * t**2 - 3 * t**3,
            t**3 - t**2,
        )
        for j, part in enumerate(parts):
            rows[i, min(max(k - 1 + j, 0), points - 1)] += part / 2
    return rows


def bounds(curve: F32, pad: int, size: tuple[int, int]) -> Box | None:
    """Integer box x0, y0, x1, y1 around ``curve``, clipped to ``size`` (w, h); None when empty."""
    left, top = curve.min(0).tolist()
    right, bottom = curve.max(0).tolist()
    x0, y0 = max(math.floor(left) - pad, 0), max(math.floor(top) - pad, 0)
    x1, y1 = min(math.ceil(right) + pad, size[0]), min(math.ceil(bottom) + pad, size[1])
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None


def opening_mask(curve: F32, box: Box) -> Mask:
    """Anti-aliased ``(h, w)`` mask of a closed curve inside ``box``."""
    x0, y0, x1, y1 = box
    mask = np.zeros((y1 - y0, x1 - x0), np.uint8)
    corner = np.rint((curve - np.array([x0, y0], np.float32)) * (1 << SUBPIXEL_BITS))
    cv2.fillPoly(mask, [corner.astype(np.int32)], 255, cv2.LINE_AA, SUBPIXEL_BITS)
    return mask


def faded(mask: Mask, amount: float) -> Mask:
    """``mask`` times ``amount``, which counts as 0..1."""
    if amount >= 1:
        return mask
    return np.asarray(cv2.convertScaleAbs(mask, alpha=max(amount, 0.0)), np.uint8)


def blend(under: BgrFrame, over: BgrFrame, mask: Mask) -> None:
    """Lay ``over`` on ``under`` in place where ``mask`` says so."""
    cover = cv2.merge([mask, mask, mask])
    cv2.multiply(over, cover, dst=over, scale=1 / 255)
    cv2.bitwise_not(cover, dst=cover)
    cv2.multiply(under, cover, dst=under, scale=1 / 255)
    cv2.add(under, over, dst=under)


def shaded(picture: BgrFrame, mask: Mask, reach_px: float, floor: float) -> None:
    """Darken ``picture`` in place towards the rim of the opening, down to ``floor`` there."""
    soft = cv2.blur(mask, (2 * max(1, round(reach_px)) + 1,) * 2)
    lit = cv2.convertScaleAbs(soft, alpha=1 - floor, beta=255 * floor)
    cv2.multiply(picture, cv2.merge([lit, lit, lit]), dst=picture, scale=1 / 255)


def stroke(picture: BgrFrame, line: F32, thick_px: float, left: tuple[float, float, float]) -> None:
    """Darken ``picture`` along an open ``line`` ``(n, 2)``; ``left`` remains of each channel."""
    ink = np.zeros(picture.shape[:2], np.uint8)
    at = np.rint(line * (1 << SUBPIXEL_BITS)).astype(np.int32)
    thick = max(1, round(thick_px))
    cv2.polylines(
        ink,
        [at],
        isClosed=False,
        color=255,
        thickness=thick,
        lineType=cv2.LINE_AA,
        shift=SUBPIXEL_BITS,
    )
    soft = cv2.blur(ink, (2 * max(1, round(0.5 * thick_px)) + 1,) * 2)
    keep = [cv2.convertScaleAbs(soft, alpha=part - 1, beta=255) for part in left]
    cv2.multiply(picture, cv2.merge(keep), dst=picture, scale=1 / 255)


def crescent(
    picture: BgrFrame, line: F32, thick_px: float, left: tuple[float, float, float]
) -> None:
    """Darken ``picture`` along an open ``line`` ``(n, 2)`` that thins out into both its ends."""
    across = np.gradient(line, axis=0)[:, ::-1] * np.array([-1, 1], np.float32)
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-6)
    middle = 1 - np.linspace(-1, 1, len(line), dtype=np.float32) ** 2
    half = 0.5 * thick_px * np.sqrt(middle)
    outline = np.concatenate([line + across * half[:, None], (line - across * half[:, None])[::-1]])
    ink = np.zeros(picture.shape[:2], np.uint8)
    corner = np.rint(outline * (1 << SUBPIXEL_BITS)).astype(np.int32)
    cv2.fillPoly(ink, [corner], 255, cv2.LINE_AA, SUBPIXEL_BITS)
    soft = cv2.GaussianBlur(ink, (0, 0), max(0.5, 0.28 * thick_px))
    keep = [cv2.convertScaleAbs(soft, alpha=part - 1, beta=255) for part in left]
    cv2.multiply(picture, cv2.merge(keep), dst=picture, scale=1 / 255)


def nearest_fill(bgr: npt.NDArray[Level], inside: Mask) -> npt.NDArray[Level]:
    """Replace every pixel ``(h, w, 3)`` outside ``inside`` by the nearest one inside it."""
    outside = (inside == 0).astype(np.uint8)
    _, label = cv2.distanceTransformWithLabels(
        outside, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    ys, xs = np.nonzero(inside)
    table = np.zeros(int(label.max()) + 1, np.int64)
    table[label[ys, xs]] = ys * bgr.shape[1] + xs
    nearest = table[np.asarray(label)]
    return np.asarray(bgr.reshape(-1, 3)[nearest], bgr.dtype)
