"""Port ``LandmarkModel``: what a fake and FaceMesh on OpenCV both keep."""

from __future__ import annotations

import os
from pathlib import Path

import cv2
import numpy as np
import pytest
import skimage.data

from generation.arrays import RgbImage
from generation.engines.puppet.likeness import regions
from generation.engines.puppet.likeness.landmarks import FaceMeshModel
from generation.engines.puppet.likeness.points import lay_face
from generation.ports import Face, LandmarkModel

EYES_AND_MOUTH = (203.5, 102.0, 243.5, 104.5, 225.5, 147.0)  # of skimage's astronaut


class FakeLandmarkModel:
    """Knows the astronaut's face by a template and her outline as a box below it."""

    def faces(self, picture: RgbImage) -> list[Face]:
        """Find the template left or right of the middle of wide pictures, or nowhere."""
        template = skimage.data.astronaut()[80:170, 190:262]
        if min(picture.shape[:2]) < 100:
            return []
        score = cv2.matchTemplate(picture, template, cv2.TM_CCOEFF_NORMED)
        found = []
        for row, column in np.argwhere(score > 0.99):
            points = lay_face(EYES_AND_MOUTH, (512, 512)) + np.array(
                [column - 190, row - 80, 0], np.float32
            )
            low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
            size = high - low
            box = (float(low[0]), float(low[1]), float(size[0]), float(size[1]))
            found.append(Face(box, float(score[row, column]), points))
        return found

    def silhouette(self, picture: RgbImage) -> np.ndarray:
        """Mark a head and shoulders wherever a face is."""
        mask = np.zeros(picture.shape[:2], np.float32)
        for face in self.faces(picture):
            left, top, width, height = (round(v) for v in face.box)
            mask[max(0, top - height // 2) : top + 3 * height, left : left + width] = 1.0
        return mask


@pytest.fixture(params=["fake", "opencv"])
def model(request) -> LandmarkModel:
    if request.param == "fake":
        return FakeLandmarkModel()
    folder = Path(os.environ["WALKON_MODELS_DIR"])
    return FaceMeshModel(
        folder / "face_detection_short_range.tflite",
        folder / "face_landmark.tflite",
        folder / "selfie_segmentation.tflite",
    )


def test_a_face_has_468_points_where_the_face_is(model):
    (face,) = model.faces(skimage.data.astronaut())
    assert face.landmarks.shape == (468, 3)
    assert face.landmarks.dtype == np.float32
    assert 0 < face.score <= 1.001
    eyes = regions.eye_centres(face.landmarks)
    lips = face.landmarks[[regions.LIP_INNER_UP, regions.LIP_INNER_LOW], :2].mean(axis=0)
    seen = np.concatenate([eyes.ravel(), lips])
    assert seen == pytest.approx(np.array(EYES_AND_MOUTH), abs=6)
    left, top, width, height = face.box
    assert (face.landmarks[:, 0] >= left - 1).all()
    assert (face.landmarks[:, 0] <= left + width + 1).all()
    assert (face.landmarks[:, 1] >= top - 1).all()
    assert (face.landmarks[:, 1] <= top + height + 1).all()


def test_each_of_two_faces_is_found_once(model):
    astronaut = skimage.data.astronaut()
    faces = model.faces(np.hstack([astronaut, astronaut]))
    assert sorted(round(f.box[0] // 512) for f in faces) == [0, 1]


def test_no_face_gives_nothing(model):
    assert list(model.faces(skimage.data.coffee())) == []
    assert list(model.faces(np.full((40, 300, 3), 127, np.uint8))) == []


def test_the_same_picture_gives_the_same_points(model):
    first, second = (model.faces(skimage.data.astronaut())[0].landmarks for _ in range(2))
    assert (first == second).all()


def test_the_silhouette_covers_the_person_and_not_the_corner(model):
    picture = skimage.data.astronaut()[:300, 80:400]
    mask = model.silhouette(picture)
    assert mask.shape == picture.shape[:2]
    assert mask.dtype == np.float32
    assert mask.min() >= 0
    assert mask.max() <= 1
    assert mask[100:160, 120:170].mean() > 0.9
    assert mask[:40, :40].mean() < 0.1
