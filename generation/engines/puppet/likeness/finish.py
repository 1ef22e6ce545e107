"""From an outline to a finished cut-out: soft edge, clean colours, rounded ends."""

from __future__ import annotations

from typing import Literal, NamedTuple

import cv2
import numpy as np

from generation.arrays import Alpha, Landmarks, RgbImage
from generation.engines.puppet.likeness import regions
from generation.engines.puppet.likeness.crown import add_crown, find_cut
from generation.engines.puppet.likeness.matting import (
    FloatImage,
    Mask,
    SoftEdge,
    smoothstep,
    soften,
)
from generation.engines.puppet.likeness.shoulders import round_shoulders

Side = Literal["left", "top", "right", "bottom"]

EDGE_FACE_PX = 240  # face height at which the edge is softened; phone pictures hold no finer hair
SOFT_IN, SOFT_OUT = 0.03, 0.04  # face heights over which alpha falls inside and outside the outline
ROUNDING = 0.006  # face heights of blur that takes the outline's own pixels off
SPECK_ALPHA = 0.05  # fainter bridges hold nothing together
OWN_PIXELS = 0.95  # alpha from which an enlarged edge gives way to the crop's own pixels
EDGE_PIXELS = 1.5  # pixels of the softened size further in: the crop's own ones still hold ground
TOUCH_SHARE = 0.02  # share of a picture side that the figure must meet to count as cut there


class Cutout(NamedTuple):
    """A figure without its background.

    ``ends`` names the sides where the picture cuts it off; ``added_rows`` were put on top of it.
    """

    picture: RgbImage
    alpha: Alpha
    ends: frozenset[Side]
    added_rows: int = 0


def finish(crop: RgbImage, mask: Mask, points: Landmarks) -> Cutout:
    """Soften the edge of ``mask`` (any size); alpha and colours get the size of ``crop``."""
    face_px = regions.face_height_px(points)
    part, scale = shrunk(crop, face_px, EDGE_FACE_PX)
    size = (part.shape[1], part.shape[0])
    grown = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
    rounded = cv2.GaussianBlur(grown, (0, 0), max(0.8, ROUNDING * face_px * scale))
    edge = soften(
        part,
        rounded > 0.5,
        inward_px=SOFT_IN * face_px * scale,
        outward_px=SOFT_OUT * face_px * scale,
    )
    alpha, picture = _full_size(edge, crop)
    sides = ends(levels(alpha))
    alpha = round_shoulders(alpha, points)
    cut = find_cut(alpha, points)
    if cut is not None:
        picture, alpha = add_crown(picture, alpha, points, cut)
    return Cutout(picture, levels(alpha), sides, len(alpha) - len(crop))


def ends(alpha: Alpha) -> frozenset[Side]:
    """Name the sides of the picture that the figure meets."""
    lines: dict[Side, Alpha] = {
        "left": alpha[:, 0],
        "top": alpha[0],
        "right": alpha[:, -1],
        "bottom": alpha[-1],
    }
    return frozenset(side for side, line in lines.items() if (line > 127).mean() > TOUCH_SHARE)


def levels(share: FloatImage) -> Alpha:
    """Turn 0..1 into 0..255."""
    return np.asarray(cv2.convertScaleAbs(share, alpha=255.0), np.uint8)


def shrunk(crop: RgbImage, face_px: float, target_px: float) -> tuple[RgbImage, float]:
    """Return the crop no larger than gives a face of ``target_px``, and its scale."""
    scale = min(1.0, target_px / face_px)
    if scale >= 1.0:
        return crop, 1.0
    small = cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), scale


def _full_size(edge: SoftEdge, crop: RgbImage) -> tuple[FloatImage, RgbImage]:
    """Return alpha and picture in the crop's size; inside, the crop's own pixels stay."""
    alpha = _without_specks(edge.alpha)
    colour = np.asarray(cv2.convertScaleAbs(edge.colour), np.uint8)
    if alpha.shape == crop.shape[:2]:
        return alpha, colour
    full = (crop.shape[1], crop.shape[0])
    grown = np.asarray(cv2.resize(alpha, full, interpolation=cv2.INTER_CUBIC), np.float32)
    grown = smoothstep(grown, 0.06, 0.94)
    reach = round(EDGE_PIXELS * full[0] / alpha.shape[1])
    brush = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    outer = cv2.dilate((grown < OWN_PIXELS).astype(np.uint8), brush)
    edged = cv2.resize(colour, full, interpolation=cv2.INTER_LINEAR)
    picture = cv2.copyTo(edged, outer, crop.copy())
    return grown, np.asarray(picture, np.uint8)


def _without_specks(alpha: FloatImage) -> FloatImage:
    """Clear what the soft edge leaves floating beside the figure."""
    count, parts = cv2.connectedComponents((alpha > SPECK_ALPHA).astype(np.uint8))
    if count <= 2:
        return alpha
    solid = parts[alpha > 0.99]
    return np.where(parts == np.bincount(solid[solid > 0]).argmax(), alpha, np.float32(0))
