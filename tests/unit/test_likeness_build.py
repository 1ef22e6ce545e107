"""From a public-domain portrait and its spoilt variants to likenesses or honest reasons."""

from __future__ import annotations

import os
from pathlib import Path

import cv2
import numpy as np
import pytest
import skimage.data

from generation.engines.puppet.likeness import regions
from generation.engines.puppet.likeness.build import FACE_MAX_PX, build_likeness, from_drawing
from generation.engines.puppet.likeness.landmarks import FaceMeshModel
from generation.errors import FaceRejected, OptionRejected
from generation.model.speech import VoiceProfile

FACE_CENTRE = (225.0, 122.0)


@pytest.fixture(scope="module")
def model() -> FaceMeshModel:
    folder = Path(os.environ["WALKON_MODELS_DIR"])
    return FaceMeshModel(
        folder / "face_detection_short_range.tflite",
        folder / "face_landmark.tflite",
        folder / "selfie_segmentation.tflite",
    )


@pytest.fixture(scope="module")
def astronaut() -> np.ndarray:
    return np.asarray(skimage.data.astronaut())


def dimmed(picture: np.ndarray, share: float) -> np.ndarray:
    return (picture * share).astype(np.uint8)


def blurred(picture: np.ndarray, sigma: float) -> np.ndarray:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma))


def scaled(picture: np.ndarray, share: float) -> np.ndarray:
    return np.asarray(cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA))


def turned(picture: np.ndarray, degrees: float) -> np.ndarray:
    turn = cv2.getRotationMatrix2D(FACE_CENTRE, degrees, 1)
    return np.asarray(cv2.warpAffine(picture, turn, (512, 512), borderMode=cv2.BORDER_REFLECT))


def masked(picture: np.ndarray, colour: tuple[int, int, int]) -> np.ndarray:
    mask = np.array([[180, 128], [226, 116], [270, 128], [262, 170], [226, 184], [192, 170]])
    return np.asarray(cv2.fillPoly(picture.copy(), [mask], colour))


def barred(picture: np.ndarray, colour: tuple[int, int, int]) -> np.ndarray:
    return np.asarray(cv2.rectangle(picture.copy(), (195, 138), (258, 166), colour, -1))


def reason(model, picture, **options) -> str:
    with pytest.raises(FaceRejected) as refused:
        build_likeness(picture, model, **options)
    return refused.value.reason


def test_a_portrait_becomes_a_bust(model, astronaut):
    likeness = build_likeness(astronaut, model)
    height, width = likeness.alpha.shape
    assert likeness.picture.shape == (height, width, 3)
    assert likeness.landmarks.shape == (468, 3)
    assert likeness.shoulders
    assert likeness.source_face_px == pytest.approx(107, abs=3)
    assert likeness.quality == {"soft"}
    blue, green, red = likeness.clothes_bgr
    assert red > 180 > green > blue, "her suit is orange"
    blue, green, red = likeness.skin_bgr
    assert red > green > blue > 120


def test_the_outline_holds_head_and_suit_and_leaves_the_ground(model, astronaut):
    likeness = build_likeness(astronaut, model)
    face = np.zeros(likeness.alpha.shape, np.uint8)
    oval = np.round(likeness.landmarks[list(regions.OVAL), :2]).astype(np.int32)
    cv2.fillPoly(face, [oval], 1)
    inner = cv2.erode(face, np.ones((9, 9), np.uint8))
    assert likeness.alpha[inner > 0].min() == 255
    chin_row = round(float(likeness.landmarks[regions.CHIN, 1]))
    assert likeness.alpha[:chin_row, :40].max() == 0
    assert likeness.alpha[:chin_row, -40:].max() == 0
    assert likeness.alpha[-1].mean() > 150
    soft = (likeness.alpha > 0) & (likeness.alpha < 255)
    assert 0.005 < soft.mean() < 0.08
    pieces, _ = cv2.connectedComponents((likeness.alpha > 12).astype(np.uint8))
    assert pieces == 2


def test_no_ground_colour_is_left_at_the_edge(model, astronaut):
    """On a green ground, hair and skin edges must not turn green."""
    plain = build_likeness(astronaut, model)
    share = plain.alpha[..., None] / 255
    screen = plain.picture * share + np.array([0, 255, 0]) * (1 - share)
    again = build_likeness((screen + 0.5).astype(np.uint8), model)
    seen = again.picture[again.alpha > 25].astype(int)
    greenness = seen[:, 1] - np.maximum(seen[:, 0], seen[:, 2])
    assert (greenness > 60).mean() < 0.002


def test_a_large_face_is_shrunk_and_a_small_one_kept(model, astronaut):
    large = build_likeness(np.asarray(cv2.resize(astronaut, None, fx=6, fy=6)), model)
    assert regions.face_height_px(large.landmarks) <= FACE_MAX_PX + 1
    assert large.source_face_px == pytest.approx(6 * 107, rel=0.05)
    small = build_likeness(astronaut, model)
    assert regions.face_height_px(small.landmarks) == pytest.approx(small.source_face_px)


def test_the_same_picture_gives_the_same_likeness(model, astronaut):
    first, second = (build_likeness(astronaut, model, seed=5) for _ in range(2))
    assert (first.alpha == second.alpha).all()
    assert (first.picture == second.picture).all()
    assert (first.clothes_bgr, first.voice) == (second.clothes_bgr, second.voice)


@pytest.mark.parametrize(
    ("spoil", "flags"),
    [
        (lambda p: np.ascontiguousarray(p[:, ::-1]), {"soft"}),
        (lambda p: dimmed(p, 0.3), {"soft", "dim"}),
        (lambda p: blurred(p, 1.5), {"soft"}),
        (lambda p: scaled(p, 0.45), {"soft"}),
        (lambda p: turned(p, 30), {"soft"}),
        (lambda p: turned(p, -30), {"soft"}),
        (lambda p: np.repeat(p.mean(axis=2, keepdims=True), 3, axis=2).astype(np.uint8), {"soft"}),
    ],
    ids=["mirrored", "dim", "soft", "small", "rolled", "rolled back", "grey"],
)
def test_what_can_be_filmed_is_accepted(model, astronaut, spoil, flags):
    quality = set(build_likeness(spoil(astronaut), model).quality)
    assert quality - {"no_shoulders", "bare_top"} == flags


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda p: dimmed(p, 0.08), "too-dark"),
        (lambda p: blurred(p, 4), "too-blurred"),
        (lambda p: blurred(p, 9), "too-blurred"),
        (lambda p: scaled(p, 0.28), "too-small"),
        (lambda p: np.hstack([p, p]), "several"),
        (lambda p: masked(p, (235, 238, 240)), "mouth-covered"),
        (lambda p: masked(p, (120, 170, 210)), "mouth-covered"),
        (lambda p: masked(p, (215, 170, 150)), "mouth-covered"),
        (lambda p: barred(p, (0, 0, 0)), "mouth-covered"),
        (lambda p: barred(p, (128, 128, 128)), "mouth-covered"),
    ],
    ids=["dark", "blur", "fog", "tiny", "two", "white", "blue", "beige", "black bar", "grey bar"],
)
def test_what_cannot_be_filmed_says_why(model, astronaut, spoil, expected):
    assert reason(model, spoil(astronaut)) == expected


def test_pictures_without_people_have_no_face(model):
    assert reason(model, skimage.data.coffee()) == "none"


def test_of_two_people_the_chosen_one_is_taken(model, astronaut):
    both = np.hstack([astronaut, np.ascontiguousarray(dimmed(astronaut, 0.3)[:, ::-1])])
    assert "dim" not in build_likeness(both, model, face=1).quality
    assert "dim" in build_likeness(both, model, face=2).quality
    assert reason(model, both, face=3) == "index"


def test_where_the_picture_ends_the_bust_ends(model, astronaut):
    likeness = build_likeness(astronaut[50:200, 160:300], model)
    assert {"bare_top", "no_shoulders"} <= likeness.quality
    assert not likeness.shoulders


def test_a_cat_is_filmed_by_three_points(model):
    cat = skimage.data.chelsea()
    likeness = build_likeness(cat, model, points=(170, 112, 318, 135, 261, 270))
    assert "points_given" in likeness.quality
    assert not likeness.shoulders
    solid = likeness.alpha > 128
    assert 0.3 < solid.mean() < 0.95
    lips = likeness.landmarks[[regions.LIP_INNER_UP, regions.LIP_INNER_LOW], :2].mean(axis=0)
    eye = likeness.landmarks[list(regions.EYE_LEFT), :2].mean(axis=0)
    assert np.hypot(*(lips - eye)) == pytest.approx(np.hypot(261 - 170, 270 - 112), rel=0.06)
    with pytest.raises(OptionRejected):
        build_likeness(cat, model, points=(170, 112, 900, 135, 261, 270))


def test_a_drawing_keeps_its_own_outline(model, astronaut):
    portrait = build_likeness(astronaut, model)
    rgba = np.dstack([portrait.picture, portrait.alpha])
    voice = VoiceProfile(pitch=1.2)
    drawn = from_drawing(rgba, model, character="mina", voice=voice)
    assert (drawn.kind, drawn.character, drawn.voice) == ("drawn", "mina", voice)
    assert (drawn.alpha == portrait.alpha).all()
    assert drawn.shoulders
    empty = np.zeros((200, 200, 4), np.uint8)
    with pytest.raises(FaceRejected):
        from_drawing(empty, model, character="mina")


@pytest.mark.parametrize("top", [45, 60, 80], ids=["hair", "fringe", "forehead"])
def test_a_cut_head_gets_a_dome_of_hair(model, astronaut, top):
    likeness = build_likeness(astronaut[top:], model)
    assert "bare_top" in likeness.quality
    whole = build_likeness(astronaut, model)
    height = regions.face_height_px(likeness.landmarks)
    missing = whole.landmarks[regions.FOREHEAD, 1] - likeness.landmarks[regions.FOREHEAD, 1]
    assert missing < 0.3 * height, "as much is grown as is cut, or nearly"
    solid = likeness.alpha > 128
    first = int(solid.any(axis=1).argmax())
    widths = solid[first:].sum(axis=1)
    assert widths[0] < 0.4 * widths[: round(0.4 * height)].max(), "round, not level"
    crown = likeness.picture[first + 4 : first + 12][solid[first + 4 : first + 12]]
    forehead = likeness.landmarks[regions.NOSE_BRIDGE, :2].astype(int)
    skin = likeness.picture[forehead[1], forehead[0]].astype(int)
    assert crown.mean() < skin.mean() - 40, "hair, not forehead"


def test_a_whole_head_gets_no_dome(model, astronaut):
    likeness = build_likeness(astronaut, model)
    assert "bare_top" not in likeness.quality
    assert likeness.alpha[0].max() == 0


def test_a_frame_round_the_picture_is_left_out(model, astronaut):
    plain = build_likeness(astronaut, model)
    framed = cv2.copyMakeBorder(astronaut, 3, 3, 4, 4, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    likeness = build_likeness(np.asarray(framed), model)
    assert (likeness.picture == plain.picture).all()
    assert (likeness.alpha == plain.alpha).all()


def test_points_follow_their_picture_out_of_its_frame(model):
    cat = skimage.data.chelsea()
    points = (170, 112, 318, 135, 261, 270)
    plain = build_likeness(cat, model, points=points)
    framed = cv2.copyMakeBorder(cat, 40, 40, 5, 5, cv2.BORDER_CONSTANT, value=(0, 0, 0))
    moved = tuple(value + (5, 40)[i % 2] for i, value in enumerate(points))
    likeness = build_likeness(np.asarray(framed), model, points=moved)
    assert likeness.landmarks == pytest.approx(plain.landmarks)
