"""Pictures of what is behind the lips: teeth from the photo or drawn as an arch, and a tongue."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import BgrFrame
from generation.engines.puppet.rig.landmarks import INNER_LIP
from generation.engines.puppet.rig.openings import nearest_fill

F32 = npt.NDArray[np.float32]
Bgra = npt.NDArray[np.uint8]

# Widths from the middle outwards in face heights: 8.5, 6.5, 6, 5, 4, 3 mm on a face of 185 mm;
# canines and what follows turn away from the viewer (Wheeler's dental anatomy, rounded).
UPPER_TEETH = (0.046, 0.035, 0.032, 0.027, 0.022, 0.016)
LOWER_TEETH = (0.029, 0.032, 0.035, 0.030, 0.024, 0.018)
IVORY_BGR = (210.0, 224.0, 232.0)
TONGUE_BGR = (104.0, 96.0, 178.0)
OPEN_MIN = 0.022  # face heights between the inner lips from which a photo can show teeth
GUM = 0.035  # face heights that lifted teeth go on upwards, under the lip
COLUMN_MIN = 2  # tooth pixels in a column that say where its teeth end
STRAY = 1.5  # residuals of the first fit beyond which a column is a gap or a lip
TOOTH_CONTRAST = 14.0  # Lab lightness between teeth and the rest of the mouth


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """A premultiplied BGRA picture and the point of it that is laid onto an anchor."""

    bgra: Bgra
    anchor: tuple[float, float]


def _premultiplied(bgr: F32, alpha: F32) -> Bgra:
    colour = np.clip(bgr, 0, 255) * alpha[..., None]
    return np.ascontiguousarray(np.dstack([colour, alpha * 255]).round().astype(np.uint8))


def draw_arch(face_px: float, key: F32, *, upper: bool) -> Plate:
    """Draw one row of teeth; the anchor is the middle of its biting edge.

    The edge is an arch (middle teeth lowest in the upper row), every tooth has rounded corners and
    a faint gap, and the row darkens where it turns into the cheeks.
    """
    widths = UPPER_TEETH if upper else LOWER_TEETH
    tall = 0.075 if upper else 0.055
    half = sum(widths)
    width, height = round(2 * half * face_px) + 4, round(tall * face_px) + 4
    x, y = np.meshgrid(np.arange(width) - (width - 1) / 2, np.arange(height))
    u = np.abs(x) / face_px
    ends = np.cumsum(widths)
    tooth = np.minimum(np.searchsorted(ends, u), len(widths) - 1)
    size = np.array(widths)[tooth]
    inside = np.clip((u - (ends[tooth] - size)) / size, 0, 1)
    to_gap = np.minimum(inside, 1 - inside) * size
    bend = 0.030 * (u / half) ** 2
    scallop = 0.007 * np.clip(1 - to_gap / 0.010, 0, 1) ** 2
    canine = 0.003 * np.isin(tooth, (1,)) - 0.001 * np.isin(tooth, (2,))
    edge = (tall - 0.006) - bend - scallop - canine
    v = y / face_px
    alpha = np.clip((edge - v) * face_px + 0.5, 0, 1)
    shade = 1.0 - 0.72 * (u / half) ** 2
    shade *= 1 - 0.16 * np.exp(-((to_gap * face_px / max(0.9, 0.004 * face_px)) ** 2))
    shade *= 0.86 + 0.14 * np.clip((edge - v) / 0.03, 0, 1)
    gum = np.clip((0.022 - v) / 0.010, 0, 1)[..., None]
    ivory = np.array(IVORY_BGR) * shade[..., None] * (1.0 if upper else 0.74)
    bgr = (ivory * (1 - gum) + np.array([120.0, 110.0, 190.0]) * shade[..., None] * gum) * key
    if not upper:
        bgr, alpha = bgr[::-1], alpha[::-1]
    alpha = alpha * np.clip((half - u) / 0.02, 0, 1)
    bite = (tall - 0.006) * face_px
    anchor_y = bite if upper else height - 1 - bite
    return Plate(
        bgra=_premultiplied(bgr.astype(np.float32), alpha.astype(np.float32)),
        anchor=((width - 1) / 2, anchor_y),
    )


def draw_tongue(face_px: float, key: F32) -> Plate:
    """Draw a tongue from the front; the anchor is the middle of its upper edge."""
    width, height = round(0.21 * face_px) + 4, round(0.12 * face_px) + 4
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(0, 1, height))
    top = 0.10 + 0.45 * x**2 + 0.05 * np.exp(-((x / 0.10) ** 2))
    alpha = np.clip((y - top) / 0.10, 0, 1) * np.clip((1 - np.abs(x)) / 0.12, 0, 1)
    light = 0.62 + 0.50 * np.exp(-(((y - top - 0.22) / 0.26) ** 2)) * (1 - 0.6 * x**2)
    light -= 0.13 * np.exp(-((x / 0.07) ** 2)) * np.clip((y - 0.15) / 0.3, 0, 1)
    bgr = np.array(TONGUE_BGR) * light[..., None] * key
    return Plate(
        bgra=_premultiplied(bgr.astype(np.float32), alpha.astype(np.float32)),
        anchor=((width - 1) / 2, 0.10 * height),
    )


def _tooth_cover(piece: BgrFrame, inside: npt.NDArray[np.bool_]) -> F32 | None:
    """0..1 how much each pixel is tooth; None when the opening holds no bright, pale region."""
    lab = cv2.cvtColor(piece.astype(np.float32) / 255, cv2.COLOR_BGR2LAB)
    pale = lab[..., 0] - 0.9 * np.clip(lab[..., 1] - 10, 0, None)
    values = pale[inside]
    scaled = np.clip(values, 0, 100).astype(np.uint8).reshape(1, -1)
    threshold, _ = cv2.threshold(scaled, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    bright, dark = values[values > threshold], values[values <= threshold]
    share = len(bright) / len(values)
    if not share > 0.25 or bright.mean() < 38:
        return None
    if len(dark) and bright.mean() - dark.mean() < TOOTH_CONTRAST:
        return None
    return np.asarray(np.clip((pale - threshold) / 8 + 0.5, 0, 1), np.float32)


def _row_of_teeth(
    teeth: npt.NDArray[np.bool_], inside: npt.NDArray[np.bool_], face_px: float
) -> F32 | None:
    """0..1 over the upper row: up under the lip, down to one smooth edge; None without a row.

    Args:
        teeth: ``(h, w)`` pixels that are tooth.
        inside: ``(h, w)`` opening between the lips.
        face_px: Face height in pixels.
    """
    height = len(teeth)
    columns = np.nonzero(teeth.sum(0) >= COLUMN_MIN)[0]
    if len(columns) < 8:
        return None
    ends = height - 1.0 - teeth[::-1, columns].argmax(0)
    at = (columns - columns.mean()) / max(float(np.ptp(columns)), 1.0)
    fit = np.polyfit(at, ends, 2)
    residual = np.abs(ends - np.polyval(fit, at))
    near = residual <= STRAY * max(float(residual.mean()), 0.5)
    fit = np.polyfit(at[near], ends[near], 2)
    x = (np.arange(teeth.shape[1]) - columns.mean()) / max(float(np.ptp(columns)), 1.0)
    rows = np.arange(height)[:, None]
    tops = np.where(inside.any(0), inside.argmax(0), height)[None]
    above = np.clip((rows - tops + GUM * face_px) / (0.012 * face_px), 0, 1)
    below = np.clip(np.polyval(fit, x)[None] - rows + 0.5, 0, 1)
    return np.asarray(above * below, np.float32)


def lift_teeth(bgr: BgrFrame, points: F32, face_px: float) -> Plate | None:
    """Lift the upper teeth out of the lit layer; None when the photo shows none.

    The anchor is the layer's origin seen from the plate, so the plate lies where it was.
    """
    ring = points[list(INNER_LIP), :2]
    opening = float(np.linalg.norm(points[13, :2] - points[14, :2]))
    if opening < OPEN_MIN * face_px:
        return None
    pad = round(0.06 * face_px)
    x0, y0 = np.maximum(np.floor(ring.min(0)).astype(int) - pad, 0)
    x1, y1 = np.ceil(ring.max(0)).astype(int) + pad
    piece = bgr[y0:y1, x0:x1]
    hole = np.zeros(piece.shape[:2], np.uint8)
    cv2.fillPoly(hole, [np.rint((ring - [x0, y0]) * 16).astype(np.int32)], 255, cv2.LINE_8, 4)
    size = 2 * max(1, round(0.004 * face_px)) + 1
    hole = np.asarray(cv2.erode(hole, np.ones((size, size), np.uint8)), np.uint8)
    if int((hole > 0).sum()) < 30:
        return None
    cover = _tooth_cover(piece, hole > 0)
    if cover is None:
        return None
    teeth = np.asarray((cover > 0.5) & (hole > 0))
    filled = nearest_fill(piece, teeth.astype(np.uint8)).astype(np.float32)
    alpha = _row_of_teeth(teeth, hole > 0, face_px)
    if alpha is None:
        return None
    soft = cv2.GaussianBlur(alpha, (0, 0), max(0.6, 0.004 * face_px))
    return Plate(
        bgra=_premultiplied(filled, np.asarray(soft, np.float32)), anchor=(float(-x0), float(-y0))
    )
