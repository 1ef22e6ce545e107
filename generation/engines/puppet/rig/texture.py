"""From a likeness to the picture that a head is drawn from: scaled, cut, lit, openings closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

import cv2
import numpy as np
import numpy.typing as npt
from cv2.typing import MatLike

from generation.arrays import BgrFrame
from generation.engines.puppet.rig.geometry import (
    NECK_END_MIN,
    NECK_FALL,
    PITCH_MAX_DEG,
    ROLL_MAX_DEG,
    SHIFT_MAX,
    YAW_MAX_DEG,
    FaceAxes,
    HeadPose,
)
from generation.engines.puppet.rig.landmarks import CHEEKBONES, CHIN, FOREHEAD
from generation.engines.puppet.rig.light import ActorLight, light_texture
from generation.engines.puppet.rig.neck import cut_at_jaw
from generation.model.likeness import Likeness

F32 = npt.NDArray[np.float32]
Framing = Literal["bust", "head"]

EDGE_PX = 3  # transparent pixels around the layer, so that sub-pixel shifts lose nothing
SHARPEN = 0.45  # unsharp amount after scaling; puts back what the two interpolations take


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One actor at output scale.

    Attributes:
        bgr: ``(h, w, 3)`` lit colour, straight.
        alpha: ``(h, w)`` float32 0..1.
        points: ``(468, 3)`` landmarks in pixels of the layer.
        axes: The face's own axes.
    """

    bgr: BgrFrame
    alpha: F32
    points: F32
    axes: FaceAxes


def _scaled(likeness: Likeness, face_px: float) -> tuple[BgrFrame, F32, F32]:
    """Crop to the cut-out and scale it; returns colour, alpha and landmarks."""
    marks = likeness.landmarks
    scale = face_px / float(np.linalg.norm(marks[FOREHEAD, :2] - marks[CHIN, :2]))
    x, y, width, height = cv2.boundingRect((likeness.alpha > 2).astype(np.uint8))
    colour: MatLike = np.ascontiguousarray(likeness.picture[y : y + height, x : x + width, ::-1])
    cover: MatLike = likeness.alpha[y : y + height, x : x + width].astype(np.float32) / 255
    size = (max(8, round(width * scale)), max(8, round(height * scale)))
    if scale < 1:
        colour = cv2.resize(colour, size, interpolation=cv2.INTER_AREA)
        cover = cv2.resize(cover, size, interpolation=cv2.INTER_AREA)
    else:
        method = cv2.INTER_LANCZOS4 if scale <= 2 else cv2.INTER_CUBIC
        colour = cv2.resize(colour, size, interpolation=method)
        cover = cv2.resize(
            cv2.GaussianBlur(cover, (0, 0), 0.7), size, interpolation=cv2.INTER_CUBIC
        )
        cover = np.clip((cover - 0.25) / 0.55, 0, 1)
        cover = cover * cover * (3 - 2 * cover)
    radius = max(0.8, 0.6 * scale)
    soft = cv2.GaussianBlur(colour, (0, 0), radius)
    colour = cv2.addWeighted(colour, 1 + SHARPEN, soft, -SHARPEN, 0)
    factor = np.array([size[0] / width, size[1] / height, scale], np.float32)
    points = (marks - np.array([x - 0.5, y - 0.5, 0], np.float32)) * factor
    points[:, :2] -= 0.5
    return np.asarray(colour, np.uint8), np.asarray(cover, np.float32), points.astype(np.float32)


def _margins(alpha: F32, points: F32, axes: FaceAxes) -> tuple[int, int, int, int]:
    """Pixels left, top, right and bottom that the outline needs in its widest movements."""
    outline, _ = cv2.findContours(
        (alpha > 0.02).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
    )
    flat = np.concatenate([c[:, 0] for c in outline]).astype(np.float32)
    depth = np.full((len(flat), 1), points[:, 2].max() + 0.1 * axes.height, np.float32)
    solid = np.concatenate([flat, depth], 1)
    follow = axes.follow(flat)
    slide = SHIFT_MAX * axes.height
    low, high = flat.min(0), flat.max(0)
    for yaw, pitch, roll in product((-1, 1), (-1, 1), (-1, 1)):
        pose = HeadPose(
            yaw=yaw * YAW_MAX_DEG, pitch=pitch * PITCH_MAX_DEG, roll=roll * ROLL_MAX_DEG
        )
        moved = axes.project(solid, follow, pose)
        low = np.minimum(low, (moved - slide * follow[:, None]).min(0))
        high = np.maximum(high, (moved + slide * follow[:, None]).max(0))
    height, width = alpha.shape
    room = (-low[0], -low[1], high[0] - width, high[1] - height)
    left, top, right, bottom = (max(0, int(np.ceil(r))) + EDGE_PX for r in room)
    return left, top, right, bottom


def build_layer(
    likeness: Likeness, face_px: float, framing: Framing, light: ActorLight | None
) -> Layer:
    """Scale, cut and light a likeness; the layer has room for every pose."""
    bgr, alpha, points = _scaled(likeness, face_px)
    axes = FaceAxes.of(points)
    if framing == "head":
        alpha = cut_at_jaw(bgr, alpha, points, axes)
        x, y, width, height = cv2.boundingRect((alpha > 0.01).astype(np.uint8))
        bgr, alpha = bgr[y : y + height, x : x + width], alpha[y : y + height, x : x + width]
        points = points - np.array([x, y, 0], np.float32)
        axes = FaceAxes.of(points)
    else:
        room = (len(alpha) - 1 - float(points[CHIN, 1])) / axes.height
        axes = FaceAxes.of(points, max(NECK_END_MIN, min(NECK_FALL[1], room)))
    left, top, right, bottom = _margins(alpha, points, axes)
    if light is not None:
        chin = (float(points[CHIN, 0]), float(points[CHIN, 1]))
        bgr = light_texture(bgr, alpha, light, chin, face_px)
    sides = (top, bottom, left, right)
    points = points + np.array([left, top, 0], np.float32)
    return Layer(
        bgr=np.asarray(cv2.copyMakeBorder(bgr, *sides, cv2.BORDER_REPLICATE), np.uint8),
        alpha=np.asarray(cv2.copyMakeBorder(alpha, *sides, cv2.BORDER_CONSTANT), np.float32),
        points=points.astype(np.float32),
        axes=FaceAxes.of(points, axes.neck_end),
    )


def skin_colour(layer: Layer) -> tuple[float, float, float]:
    """Median BGR of both cheekbones in the lit layer."""
    reach = max(1, round(0.03 * layer.axes.height))
    patches = []
    for x, y in np.rint(layer.points[list(CHEEKBONES), :2]).astype(int):
        patch = layer.bgr[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1]
        patches.append(patch.reshape(-1, 3))
    blue, green, red = np.median(np.concatenate(patches), axis=0)
    return float(blue), float(green), float(red)


def close_openings(bgr: BgrFrame, rings: Sequence[F32], grow_px: Sequence[float]) -> BgrFrame:
    """Paint each closed curve ``(n, 2)`` over with what surrounds it.

    What remains is a face without eyeballs and teeth: a moving lid or lip can show skin only.
    """
    filled = bgr.copy()
    for ring, grow in zip(rings, grow_px, strict=True):
        x, y, width, height = cv2.boundingRect(ring.astype(np.float32))
        pad = round(grow) + 8
        x0, y0 = max(0, x - pad), max(0, y - pad)
        piece = filled[y0 : y + height + pad, x0 : x + width + pad]
        mask = np.zeros(piece.shape[:2], np.uint8)
        corner = np.rint((ring - [x0, y0]) * 16).astype(np.int32)
        cv2.fillPoly(mask, [corner], 255, cv2.LINE_8, 4)
        if grow > 0:
            size = 2 * round(grow) + 1
            kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
            mask = np.asarray(cv2.dilate(mask, kernel), np.uint8)
        piece[:] = cv2.inpaint(piece, mask, 3, cv2.INPAINT_TELEA)
    return filled


def premultiplied(bgr: BgrFrame, alpha: F32) -> npt.NDArray[np.uint8]:
    """``(h, w, 4)`` uint8 with colour multiplied by alpha."""
    cover = np.asarray(cv2.convertScaleAbs(alpha, alpha=255), np.uint8)
    colour = cv2.multiply(bgr, cv2.merge([cover] * 3), scale=1 / 255)
    return np.asarray(cv2.merge([*cv2.split(colour), cover]), np.uint8)
