"""Finds faces, their 468 points and silhouettes with three TFLite files. Judges nothing."""

from __future__ import annotations

from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import Landmarks, RgbImage
from generation.engines.puppet.likeness import regions
from generation.engines.puppet.likeness.blazeface import BlazeFace, Detection, suppress
from generation.ports import Face

DETECTION_LIMIT = 0.5
TILE_LIMIT = 0.8  # enlarged spectacles and folds look like faces up to 0.78
PRESENCE_LIMIT = 0.5  # below it the mesh itself says that there is no face in its crop
MESH_INPUT_PX = 192
MESH_CROP = 1.5  # crop side in sides of the face box, as the mesh was trained
REFINE_PASSES = 2  # the second crop is framed by the first mesh; a third changes nothing visible
SILHOUETTE_INPUT_PX = 256
WHOLE_PICTURE_SHARE = 0.35  # a face below this share of the picture may have unseen smaller company
TILE_SPLITS = (
    2,
    4,
    8,
)  # tiles of a half, a quarter, an eighth of the longer side, half overlapping
TILE_LOOK_PX = 256  # tiles are looked at in this size; twice the detector's own input
TILE_MIN_PX = 96  # smaller tiles hold no face that could be filmed
SAME_FACE = 0.5  # meshes whose centres lie within this share of a face height are one face


class FaceMeshModel:
    """Port ``LandmarkModel``: BlazeFace short range, FaceMesh 468 and selfie segmentation.

    Files are read on first use. Not safe for two threads at once.
    """

    def __init__(self, det_path: Path, mesh_path: Path, seg_path: Path) -> None:
        self._det_path = det_path
        self._mesh_path = mesh_path
        self._seg_path = seg_path

    def faces(self, picture: RgbImage) -> list[Face]:
        """Return every face, largest first; small ones are looked for in tiles of the picture."""
        found = self._meshes(picture, self._detector.detect(picture, threshold=DETECTION_LIMIT))
        longest = max(picture.shape[:2])
        for split in TILE_SPLITS:
            if found and max(face.box[3] for face in found) > WHOLE_PICTURE_SHARE * longest:
                break
            if found and split > TILE_SPLITS[0]:
                break
            found = _once_each(found + self._meshes(picture, self._in_tiles(picture, split)))
        return sorted(found, key=lambda face: -face.box[2] * face.box[3])

    def silhouette(self, picture: RgbImage) -> npt.NDArray[np.float32]:
        """Return ``(height, width)`` float32 0..1: how likely each pixel belongs to a person."""
        size = (SILHOUETTE_INPUT_PX, SILHOUETTE_INPUT_PX)
        small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        self._segmenter.setInput(cv2.dnn.blobFromImage(small.astype(np.float32), 1 / 255.0))
        mask = np.asarray(self._segmenter.forward(), np.float32).reshape(size)
        height, width = picture.shape[:2]
        grown = cv2.resize(mask, (width, height), interpolation=cv2.INTER_CUBIC)
        return np.clip(grown, 0.0, 1.0).astype(np.float32)

    @cached_property
    def _detector(self) -> BlazeFace:
        return BlazeFace(self._det_path)

    @cached_property
    def _mesh(self) -> Any:
        return cv2.dnn.readNetFromTFLite(str(self._mesh_path))

    @cached_property
    def _segmenter(self) -> Any:
        return cv2.dnn.readNetFromTFLite(str(self._seg_path))

    def _in_tiles(self, picture: RgbImage, split: int) -> list[Detection]:
        """Detect in half-overlapping square tiles, each ``1 / split`` of the longer side."""
        height, width = picture.shape[:2]
        side = max(height, width) // split
        if side < TILE_MIN_PX:
            return []
        shrink = min(1.0, TILE_LOOK_PX / side)
        if shrink < 1.0:
            small = cv2.resize(picture, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
            picture, side = np.asarray(small, np.uint8), TILE_LOOK_PX
        found = []
        for top, left in product(_starts(picture.shape[0], side), _starts(picture.shape[1], side)):
            tile = picture[top : top + side, left : left + side]
            shift = np.array([left, top], np.float32)
            for seen in self._detector.detect(tile, threshold=TILE_LIMIT):
                centre, eyes = (seen.centre + shift) / shrink, (seen.eyes + shift) / shrink
                found.append(Detection(seen.score, centre, seen.side_px / shrink, eyes))
        return suppress(found)

    def _meshes(self, picture: RgbImage, detections: list[Detection]) -> list[Face]:
        """Lay a mesh on each detection; those the mesh denies are dropped."""
        found = []
        for seen in detections:
            points, presence = self._lay(picture, seen.centre, seen.side_px, seen.eyes)
            for _ in range(REFINE_PASSES - 1):
                low, high = points[:, :2].min(0), points[:, :2].max(0)
                side = float(np.max(high - low))
                corners = points[[regions.EYE_LEFT[0], regions.EYE_RIGHT[0]], :2]
                points, presence = self._lay(picture, (low + high) / 2, side, corners)
            if presence >= PRESENCE_LIMIT:
                low, high = points[:, :2].min(0), points[:, :2].max(0)
                box = (float(low[0]), float(low[1]), *(float(v) for v in high - low))
                found.append(Face((box[0], box[1], box[2], box[3]), seen.score, points))
        return _once_each(found)

    def _lay(
        self,
        picture: RgbImage,
        centre: npt.NDArray[np.float32],
        side_px: float,
        eyes: npt.NDArray[np.float32],
    ) -> tuple[Landmarks, float]:
        """Run the mesh on an upright square around ``centre``; return points and presence 0..1."""
        scale = MESH_INPUT_PX / (MESH_CROP * max(side_px, 1.0))
        shrink = min(1.0, 2 * scale)
        source, origin = _region(picture, centre, MESH_CROP * side_px, shrink)
        to_crop = _upright(centre, eyes, scale)
        to_source = np.array(
            [[1 / shrink, 0.0, origin[0]], [0.0, 1 / shrink, origin[1]], [0.0, 0.0, 1.0]]
        )
        crop = cv2.warpAffine(
            source, to_crop @ to_source, (MESH_INPUT_PX, MESH_INPUT_PX), flags=cv2.INTER_LINEAR
        )
        self._mesh.setInput(cv2.dnn.blobFromImage(crop.astype(np.float32), 1 / 255.0))
        outputs = self._mesh.forward(self._mesh.getUnconnectedOutLayersNames())
        by_size = {np.asarray(out).size: np.asarray(out).reshape(-1) for out in outputs}
        raw = by_size[regions.POINTS * 3].reshape(regions.POINTS, 3)
        back = cv2.invertAffineTransform(to_crop)
        flat = raw[:, :2] @ back[:, :2].T + back[:, 2]
        points = np.column_stack([flat, raw[:, 2] / scale]).astype(np.float32)
        return points, float(1 / (1 + np.exp(-by_size[1][0])))


def _upright(
    centre: npt.NDArray[np.float32], eyes: npt.NDArray[np.float32], scale: float
) -> npt.NDArray[np.float64]:
    """Return the ``(2, 3)`` map that levels the eyes and puts ``centre`` in the middle."""
    slope = np.arctan2(eyes[1, 1] - eyes[0, 1], eyes[1, 0] - eyes[0, 0])
    cos, sin = scale * np.cos(slope), scale * np.sin(slope)
    turn = np.array([[cos, sin], [-sin, cos]])
    return np.column_stack([turn, MESH_INPUT_PX / 2 - turn @ np.asarray(centre, np.float64)])


def _region(
    picture: RgbImage, centre: npt.NDArray[np.float32], side_px: float, shrink: float
) -> tuple[RgbImage, tuple[int, int]]:
    """Take what a turned crop can touch, shrunk without aliasing; return it and its origin."""
    reach = side_px * 0.75  # half a diagonal, and a little
    height, width = picture.shape[:2]
    left, top = (int(np.clip(centre[i] - reach, 0, (width, height)[i] - 1)) for i in (0, 1))
    right, bottom = (int(np.clip(centre[i] + reach, 1, (width, height)[i])) for i in (0, 1))
    part = picture[top : max(bottom, top + 1), left : max(right, left + 1)]
    if shrink < 1.0:
        small = cv2.resize(part, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        part = np.asarray(small, np.uint8)
    return np.ascontiguousarray(part), (left, top)


def _starts(length: int, side: int) -> list[int]:
    """Return where half-overlapping tiles begin so that they cover ``length``."""
    last = max(0, length - side)
    return sorted({*range(0, last + 1, max(1, side // 2)), last})


def _once_each(faces: list[Face]) -> list[Face]:
    """Drop meshes that lie on an already kept, more certain face."""
    kept: list[Face] = []
    for face in sorted(faces, key=lambda f: -f.score):
        centre = face.landmarks[:, :2].mean(0)
        if all(_apart(centre, face, other) for other in kept):
            kept.append(face)
    return kept


def _apart(centre: npt.NDArray[np.float32], face: Face, other: Face) -> bool:
    distance = float(np.hypot(*(centre - other.landmarks[:, :2].mean(0))))
    return distance > SAME_FACE * max(face.box[3], other.box[3])
