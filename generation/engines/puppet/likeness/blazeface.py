"""BlazeFace short range: where faces are in one picture. No landmarks but the eyes."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import RgbImage

INPUT_PX = 128  # the network's own input side
STRIDES = ((8, 2), (16, 6))  # (cell side in px, anchors a cell): 512 + 384 = 896 anchors
ANCHORS = 896
VALUES = 16  # centre, size and six key points, two numbers each
LOGIT_LIMIT = 50.0  # exp() beyond this overflows float32
OVERLAP_LIMIT = 0.3  # intersection over union above which two boxes are one face

FloatArray = npt.NDArray[np.float32]


class Detection(NamedTuple):
    """One face: score 0..1, centre ``(2,)`` and eyes ``(2, 2)`` in px, the left one first."""

    score: float
    centre: FloatArray
    side_px: float
    eyes: FloatArray


def anchor_centres() -> FloatArray:
    """Return ``(896, 2)`` anchor centres in 0..1, in the network's output order."""
    centres = []
    for stride, repeat in STRIDES:
        cells = INPUT_PX // stride
        axis = (np.arange(cells, dtype=np.float32) + 0.5) / cells
        grid = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
        centres.append(np.repeat(grid, repeat, axis=0))
    return np.concatenate(centres)


class BlazeFace:
    """The detector on OpenCV's TFLite importer."""

    def __init__(self, path: Path) -> None:
        self._net = cv2.dnn.readNetFromTFLite(str(path))
        self._outputs = self._net.getUnconnectedOutLayersNames()
        self._anchors = anchor_centres()

    def detect(self, picture: RgbImage, *, threshold: float) -> list[Detection]:
        """Return faces above ``threshold``, in pixels of ``picture``; overlapping ones once."""
        canvas, scale, offset = _letterbox(picture)
        blob = cv2.dnn.blobFromImage(
            canvas.astype(np.float32), 1 / 127.5, (INPUT_PX, INPUT_PX), (127.5, 127.5, 127.5)
        )
        self._net.setInput(blob)
        outputs = [np.asarray(out).reshape(-1) for out in self._net.forward(self._outputs)]
        scores, values = _sort_outputs(outputs)
        kept = np.flatnonzero(scores > threshold)
        boxes = values[kept] / INPUT_PX
        anchors = self._anchors[kept]
        to_picture = np.float32(INPUT_PX / scale)
        shift = np.asarray(offset, np.float32) / np.float32(scale)
        found = []
        for score, box, anchor in zip(scores[kept], boxes, anchors, strict=True):
            points = box[[0, 1, 4, 5, 6, 7]].reshape(3, 2) + anchor
            points = (points * to_picture - shift).astype(np.float32)
            side = float(max(box[2], box[3]) * to_picture)
            found.append(Detection(float(score), points[0], side, points[1:]))
        return suppress(found)


def suppress(found: list[Detection]) -> list[Detection]:
    """Keep the best detection of each face."""
    kept: list[Detection] = []
    for candidate in sorted(found, key=lambda d: -d.score):
        if all(_overlap(candidate, other) < OVERLAP_LIMIT for other in kept):
            kept.append(candidate)
    return kept


def _overlap(a: Detection, b: Detection) -> float:
    """Return the intersection over union of two square boxes."""
    half = (a.side_px + b.side_px) / 2
    sides = np.minimum(half - np.abs(a.centre - b.centre), min(a.side_px, b.side_px))
    shared = float(np.prod(np.maximum(sides, 0.0)))
    return shared / (a.side_px**2 + b.side_px**2 - shared)


def _sort_outputs(outputs: list[npt.NDArray[Any]]) -> tuple[FloatArray, FloatArray]:
    """Tell scores ``(896,)`` from box values ``(896, 16)`` by their size."""
    by_size = {out.size: out for out in outputs}
    logits = np.clip(by_size[ANCHORS], -LOGIT_LIMIT, LOGIT_LIMIT).astype(np.float32)
    return 1 / (1 + np.exp(-logits)), by_size[ANCHORS * VALUES].reshape(ANCHORS, VALUES)


def _letterbox(picture: RgbImage) -> tuple[RgbImage, float, tuple[int, int]]:
    """Fit ``picture`` into the input square on black; return it, its scale and (x, y) offset."""
    height, width = picture.shape[:2]
    scale = INPUT_PX / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    left, top = (INPUT_PX - size[0]) // 2, (INPUT_PX - size[1]) // 2
    canvas = np.zeros((INPUT_PX, INPUT_PX, 3), np.uint8)
    canvas[top : top + size[1], left : left + size[0]] = small
    return canvas, scale, (left, top)
