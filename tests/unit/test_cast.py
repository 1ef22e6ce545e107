"""The cast: data for six characters, and what the landmark model sees in their portraits."""

import os
from pathlib import Path

import cv2
import numpy as np
import pytest

from generation.engines.puppet.cast import CAST, drawn_likeness
from generation.engines.puppet.figure.expression import EXPRESSIONS, eye, lips
from generation.engines.puppet.figure.looks import FACE_HEIGHT, LOOKS
from generation.engines.puppet.figure.portraits import FACE_SHARE, MIDDLE, portrait
from generation.engines.puppet.likeness.landmarks import FaceMeshModel
from generation.engines.puppet.likeness.regions import LIPS_INNER, LIPS_OUTER
from generation.errors import CastRejected

SIZE = 1024
LID_UPPER = (466, 388, 387, 386, 385, 384, 398), (246, 161, 160, 159, 158, 157, 173)
LID_LOWER = (249, 390, 373, 374, 380, 381, 382), (7, 163, 144, 145, 153, 154, 155)
SCORE_MIN = 0.9
MEAN_ERROR_MAX = 0.02  # of the distance between the outer eye corners
MOUSTACHE_ERROR_MAX = 0.03  # a moustache hides the upper lip's edge from the model


@pytest.fixture(scope="module")
def model():
    folder = Path(os.environ["WALKON_MODELS_DIR"])
    return FaceMeshModel(
        folder / "face_detection_short_range.tflite",
        folder / "face_landmark.tflite",
        folder / "selfie_segmentation.tflite",
    )


def _on_grey(rgba):
    share = rgba[..., 3:].astype(np.float32) / 255
    return (rgba[..., :3] * share + 200 * (1 - share)).astype(np.uint8)


def _to_line(points, line):
    """Return the distance of each point to a polyline."""
    start, way = line[:-1], np.diff(line, axis=0)
    along = ((points[:, None] - start) * way).sum(-1) / np.maximum((way * way).sum(-1), 1e-9)
    nearest = start + np.clip(along, 0, 1)[..., None] * way
    return np.sqrt(((points[:, None] - nearest) ** 2).sum(-1)).min(1)


def _px(curve):
    return curve * (SIZE * FACE_SHARE / FACE_HEIGHT) + np.array(MIDDLE, np.float32) * SIZE


def test_every_character_has_a_name_in_every_locale_and_a_voice_of_their_own():
    assert list(CAST) == list(LOOKS)
    for character in CAST.values():
        assert set(character.names) == {"en", "zh-Hans", "zh-Hant"}
        assert all(character.names.values())
    assert len({character.voice for character in CAST.values()}) == len(CAST)
    assert sum(character.voice.feminine for character in CAST.values()) == 3


def test_an_unknown_character_is_refused_by_name():
    class NoModel:
        def faces(self, picture):
            return ()

        def silhouette(self, picture):
            return np.zeros(picture.shape[:2], np.float32)

    with pytest.raises(CastRejected) as caught:
        drawn_likeness("bob", NoModel())
    assert caught.value.message == "error-cast-unknown-character"
    assert caught.value.details["name"] == "bob"


@pytest.mark.parametrize("name", list(LOOKS))
def test_the_model_places_eyes_lids_and_lips_where_they_are_drawn(model, name):
    faces = model.faces(_on_grey(portrait(name, size=SIZE)))
    assert len(faces) == 1
    assert faces[0].score > SCORE_MIN
    points = faces[0].landmarks[:, :2]
    unit = float(np.hypot(*(points[33] - points[263])))
    look, act = LOOKS[name], EXPRESSIONS["neutral"]
    mouth, opening = lips(look, act), eye(look, act)
    half = len(mouth.upper) // 2
    outer = np.concatenate([mouth.upper[:half], mouth.lower[half:], mouth.upper[:1]])
    flip = np.array([-1, 1], np.float32)
    errors = {
        "outer lips": _to_line(points[list(LIPS_OUTER)], _px(outer)),
        "inner lips": _to_line(points[list(LIPS_INNER)], _px(mouth.hole)),
        "upper lids": np.concatenate(
            [
                _to_line(points[list(LID_UPPER[0])], _px(opening.upper)),
                _to_line(points[list(LID_UPPER[1])], _px(opening.upper * flip)),
            ]
        ),
        "lower lids": np.concatenate(
            [
                _to_line(points[list(LID_LOWER[0])], _px(opening.lower)),
                _to_line(points[list(LID_LOWER[1])], _px(opening.lower * flip)),
            ]
        ),
    }
    for feature, distance in errors.items():
        hidden = look.moustache and "lips" in feature
        limit = MOUSTACHE_ERROR_MAX if hidden else MEAN_ERROR_MAX
        assert distance.mean() / unit <= limit, feature


@pytest.mark.parametrize("face", ["laugh", "shock"])
def test_other_faces_are_found_too(model, face):
    found = model.faces(_on_grey(portrait("rosa", face, size=512)))
    assert len(found) == 1
    gap = np.hypot(*(found[0].landmarks[13, :2] - found[0].landmarks[14, :2]))
    assert gap > 0.03 * 512 * FACE_SHARE


def test_a_drawn_likeness_keeps_the_drawing_and_its_colours(model):
    likeness = drawn_likeness("kenji", model)
    assert likeness.kind == "drawn"
    assert likeness.character == "kenji"
    assert likeness.shoulders
    assert likeness.voice == CAST["kenji"].voice
    drawing = portrait("kenji", size=SIZE)[..., 3]
    alpha = cv2.resize(likeness.alpha, (SIZE, SIZE), interpolation=cv2.INTER_AREA)
    assert np.abs(alpha.astype(int) - drawing).mean() < 1.0
    cloth = np.array(likeness.clothes_bgr[::-1]) - np.array(CAST["kenji"].clothes_rgb)
    assert np.abs(cloth).max() < 40
