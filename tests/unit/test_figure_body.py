"""Drawn bodies: pure drawing, hands, whole figures, busts."""

import dataclasses
import threading
import time

import cv2
import numpy as np
import pytest

from generation.engines.puppet.figure.armparts import HAND_REACH
from generation.engines.puppet.figure.attire import GARMENTS
from generation.engines.puppet.figure.body import ArmPose, BodyPose, Figure
from generation.engines.puppet.figure.bust import measure
from generation.engines.puppet.figure.hands import (
    HANDS,
    SHAPES,
    SPAN,
    WRIST,
    hand_picture,
    known_hand,
)
from generation.engines.puppet.figure.looks import LOOKS
from generation.engines.puppet.figure.wardrobe import outfit_for
from generation.engines.puppet.stage import SetLight
from generation.model.likeness import Likeness

LIGHT = SetLight(key=(255, 244, 230), rim=(80, 110, 160), rim_side=1, ambient=(140, 140, 150))
FACE = 60.0
CHIN = (120.0, 110.0)


def _likeness(character: str | None = None) -> Likeness:
    landmarks = np.zeros((468, 3), np.float32)
    landmarks[10, :2], landmarks[152, :2] = (100, 40), (100, 140)
    alpha = np.zeros((260, 200), np.uint8)
    alpha[20:150, 55:145] = 255
    alpha[170:, 10:190] = 255
    alpha[150:170, 75:125] = 255
    return Likeness(
        kind="photo" if character is None else "drawn",
        picture=np.full((260, 200, 3), (90, 120, 60), np.uint8),
        alpha=alpha,
        landmarks=landmarks,
        shoulders=True,
        clothes_bgr=(60, 120, 90),
        skin_bgr=(140, 170, 220),
        source_face_px=100.0,
        character=character,
    )


def _ground() -> np.ndarray:
    return np.full((400, 240, 3), 200, np.uint8)


@pytest.fixture(scope="module")
def figure():
    return Figure(_likeness(), face_px=FACE, light=LIGHT, garment="shirt", seed=3)


@pytest.fixture(scope="module")
def bust():
    return Figure(_likeness(), face_px=FACE, light=LIGHT, bust=True, seed=3)


def _drawn(
    figure: Figure,
    pose: BodyPose,
    *,
    size: tuple[int, int] = (240, 400),
    chin: tuple[float, float] = CHIN,
) -> np.ndarray:
    frame = np.full((size[1], size[0], 3), 200, np.uint8)
    x, y = chin
    figure.draw_back(frame, x, y, pose)
    figure.draw_seam(frame, x, y)
    figure.draw_front(frame, x, y, pose)
    return frame


def test_drawing_twice_gives_the_same_pixels_whatever_came_between(figure):
    pose = BodyPose(right=ArmPose(hand="wave", at=(1.0, -0.2)))
    first = _drawn(figure, pose)
    _drawn(figure, BodyPose(whole=True, walk=0.3))
    assert np.array_equal(first, _drawn(figure, pose))


def test_two_figures_of_one_seed_are_the_same():
    one, other = (Figure(_likeness(), face_px=FACE, light=LIGHT, seed=9) for _ in range(2))
    assert np.array_equal(_drawn(one, BodyPose()), _drawn(other, BodyPose()))


def test_threads_draw_what_one_thread_draws(figure):
    poses = [BodyPose(right=ArmPose(at=(0.9, y / 10))) for y in range(6)]
    alone = [_drawn(figure, pose) for pose in poses]
    fresh = Figure(_likeness(), face_px=FACE, light=LIGHT, garment="shirt", seed=3)
    together: dict[int, np.ndarray] = {}

    def work(start: int) -> None:
        for index in range(start, len(poses), 2):
            together[index] = _drawn(fresh, poses[index])

    threads = [threading.Thread(target=work, args=(start,)) for start in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(alone[index], together[index]) for index in range(len(poses)))


@pytest.mark.parametrize("garment", GARMENTS)
def test_every_garment_covers_the_chest_and_leaves_the_frame_above_alone(garment):
    frame = _drawn(
        Figure(_likeness(), face_px=FACE, light=LIGHT, garment=garment, seed=1), BodyPose()
    )
    chest = frame[int(CHIN[1] + 1.1 * FACE), 90:150]
    assert (chest != 200).any(axis=-1).all()
    assert (frame[: int(CHIN[1] - 0.5 * FACE)] == 200).all()


def test_an_unknown_garment_means_own_clothes():
    likeness = _likeness("tao")
    assert outfit_for(likeness, "spacesuit", 1) == outfit_for(likeness, None, 1)
    assert outfit_for(likeness, "robe", 1).garment == "robe"
    assert outfit_for(likeness, None, 1).garment == LOOKS["tao"].garment


def test_clothes_keep_the_colour_of_the_picture(figure):
    frame = _drawn(figure, BodyPose(left=None, right=None))
    patch = frame[int(CHIN[1] + 1.4 * FACE), 100:115].mean(axis=0)
    assert patch[1] > patch[0]  # the clothes are green in the picture
    assert patch[1] > patch[2]


def test_a_whole_figure_stands_on_its_feet(figure):
    frame = _drawn(figure, BodyPose(whole=True))
    dark = np.flatnonzero((frame != 200).any(axis=(1, 2)))
    assert abs(dark.max() - (CHIN[1] + figure.feet_y)) < 0.35 * FACE
    assert figure.feet_y == pytest.approx((4.2 * 1.35 - 1.35) * FACE, rel=0.02)


def test_walking_lifts_one_foot_after_the_other(figure):
    left, right = (_drawn(figure, BodyPose(whole=True, walk=phase)) for phase in (0.75, 0.25))
    feet = slice(int(CHIN[1] + 3.9 * FACE), int(CHIN[1] + 4.2 * FACE))
    middle = int(CHIN[0])
    apart = np.abs(left[feet].astype(int) - right[feet].astype(int))
    assert apart[:, :middle].max() > 40
    assert apart[:, middle:].max() > 40


def test_a_bust_is_continued_below_the_picture_and_nowhere_else(bust):
    frame = _ground()
    pose = BodyPose(left=None, right=None)
    bust.draw_back(frame, *CHIN, pose)
    likeness = _likeness()
    scale = FACE / 100
    bottom = CHIN[1] + (260 - 140) * scale
    reach = slice(int(bottom) + 4, int(CHIN[1] + 3.2 * FACE))
    assert (frame[reach, 100:140] != 200).any(axis=-1).all()
    high, wide = (int(side * scale) for side in likeness.alpha.shape)
    inside = cv2.resize(likeness.alpha, (wide, high), interpolation=cv2.INTER_AREA) > 0
    top, left = int(CHIN[1] - 140 * scale), int(CHIN[0] - 100 * scale)
    photo = np.zeros(frame.shape[:2], bool)
    photo[top : top + high, left : left + wide] = inside
    touched = (frame != 200).any(axis=-1)
    assert not (touched & ~photo)[: int(bottom) - 3].any()


def test_clothes_below_a_bust_have_the_colour_of_the_picture_and_no_dark_band(bust):
    frame = _drawn(bust, BodyPose(left=None, right=None))
    chest = frame[int(CHIN[1] + 1.5 * FACE) : int(CHIN[1] + 2.4 * FACE), 90:150].astype(int)
    assert (chest[..., 1] > chest[..., 0] + 20).all()
    rows = chest.mean(axis=(1, 2))
    assert np.ptp(rows) < 25


def _collared(likeness: Likeness) -> Likeness:
    """A black collar reaches the picture's lower edge."""
    picture = likeness.picture.copy()
    picture[170:, 70:130] = 6
    return dataclasses.replace(likeness, picture=picture)


def test_a_black_collar_at_the_edge_makes_no_dark_band():
    plain, collared = (
        Figure(likeness, face_px=FACE, light=LIGHT, bust=True, seed=3)
        for likeness in (_likeness(), _collared(_likeness()))
    )
    pose = BodyPose(left=None, right=None)
    below = slice(int(CHIN[1] + 1.25 * FACE), int(CHIN[1] + 2.5 * FACE))
    apart = _drawn(plain, pose)[below].astype(int) - _drawn(collared, pose)[below]
    assert np.abs(apart).max() < 30


@pytest.mark.parametrize("level", [(12, 12, 14), (242, 242, 238)])
def test_black_and_white_clothes_are_continued_too(level):
    picture = np.full((260, 200, 3), level, np.uint8)
    likeness = dataclasses.replace(_likeness(), picture=picture, clothes_bgr=level[::-1])
    figure = Figure(likeness, face_px=FACE, light=LIGHT, bust=True, seed=1)
    frame = _drawn(figure, BodyPose(left=None, right=None))
    chest = frame[int(CHIN[1] + 1.5 * FACE), 95:145].astype(int).mean()
    assert abs(chest - np.mean(level)) < 70


def test_bare_shoulders_get_a_neckline():
    likeness = _likeness()
    skin = np.full((260, 200, 3), (220, 170, 140), np.uint8)
    likeness = dataclasses.replace(likeness, picture=skin, clothes_bgr=(150, 80, 40))
    measured = measure(likeness)
    assert measured is not None
    assert measured.bare
    frame = _ground()
    Figure(likeness, face_px=FACE, light=LIGHT, bust=True).draw_seam(frame, *CHIN)
    middle = np.flatnonzero((frame[:, 120] != 200).any(-1))
    side = np.flatnonzero((frame[:, 70] != 200).any(-1))
    assert side.min() < middle.min() - 3  # it rises towards the shoulders


def test_a_shoulder_cut_by_the_picture_goes_on_beside_it():
    likeness = _likeness()
    alpha = likeness.alpha.copy()
    alpha[170:, 100:] = 255
    likeness = dataclasses.replace(likeness, alpha=alpha)
    measured = measure(likeness)
    assert measured is not None
    assert [corner.cut for corner in measured.corners] == [False, True]
    figure = Figure(likeness, face_px=FACE, light=LIGHT, bust=True)
    frame = _ground()
    figure.draw_back(frame, *CHIN, BodyPose(left=None, right=None))
    beside = int(CHIN[0] + 62)  # the picture ends 60 pixels to the right of the chin
    assert (frame[int(CHIN[1] + 0.8 * FACE) :, beside] != 200).any()


def test_an_upper_arm_stays_behind_the_bust_and_a_hand_comes_in_front(bust):
    pose = BodyPose(left=None, right=ArmPose(hand="wave", at=(0.8, 0.0)))
    front = _ground()
    bust.draw_front(front, *CHIN, pose)
    rows = np.flatnonzero((front != 200).any(axis=(1, 2)))
    assert rows.min() < CHIN[1] - 0.2 * FACE  # the hand
    shoulder = front[int(CHIN[1] + 0.5 * FACE) : int(CHIN[1] + 0.75 * FACE), 120:150]
    assert (shoulder == 200).all()
    back = _ground()
    bust.draw_back(back, *CHIN, pose)
    assert (back[: int(CHIN[1])] == 200).all()


def test_own_portraits_go_on_in_their_own_clothes():
    figure = Figure(_likeness("kenji"), face_px=FACE, light=LIGHT, bust=True)
    frame = _ground()
    figure.draw_back(frame, *CHIN, BodyPose())
    blue, _, red = frame[int(CHIN[1] + 2 * FACE), 90:150].mean(axis=0)
    assert blue > red + 20


def test_hidden_arms_are_not_drawn(figure):
    frame = _ground()
    figure.draw_front(frame, *CHIN, BodyPose(left=None, right=None))
    assert (frame == 200).all()


def test_a_thing_is_held_where_the_hand_is(figure):
    arm = ArmPose(hand="hold", at=(0.7, 0.9))
    x, y = figure.hand_point(arm, *CHIN)
    frame = _ground()
    figure.draw_front(frame, *CHIN, BodyPose(left=None, right=arm))
    assert (frame[round(y), round(x)] != 200).any()


@pytest.mark.parametrize("kind", ["figure", "bust"])
def test_arms_in_a_small_frame_are_the_arms_of_a_large_one_cut(kind, request):
    drawn = request.getfixturevalue(kind)
    pose = BodyPose(right=ArmPose(hand="wave", at=(0.9, 0.1)))
    large, small = _ground(), np.full((130, 90, 3), 200, np.uint8)
    drawn.draw_front(large, *CHIN, pose)
    drawn.draw_front(small, CHIN[0] - 100, CHIN[1] - 60, pose)
    assert np.array_equal(small, large[60:190, 100:190])


@pytest.mark.parametrize("character", [None, "tao"])
def test_a_trunk_in_a_small_frame_is_the_trunk_of_a_large_one_cut(character):
    pose = BodyPose(left=None, right=None)
    figure = Figure(_likeness(character), face_px=FACE, light=LIGHT, bust=True, seed=2)
    large = _drawn(figure, pose)
    small = _drawn(figure, pose, size=(120, 240), chin=(60.0, 50.0))
    apart = np.abs(small.astype(int) - large[60:300, 60:180])
    assert apart.mean() < 1.5


def test_a_kept_arm_is_the_arm_of_a_new_figure(bust):
    poses = [BodyPose(right=ArmPose(hand="point", at=(0.7, y / 50))) for y in range(40)]
    kept = [_drawn(bust, pose) for pose in [*poses, poses[3]]]
    fresh = Figure(_likeness(), face_px=FACE, light=LIGHT, bust=True, seed=3)
    assert np.array_equal(kept[-1], _drawn(fresh, poses[3]))


def test_what_no_frame_shows_is_not_painted():
    figure = Figure(_likeness(), face_px=FACE, light=LIGHT, bust=True, seed=3)
    close = np.full((int(0.9 * FACE), 240, 3), 200, np.uint8)
    started = time.process_time()
    for _ in range(10):
        figure.draw_back(close, 120, 10, BodyPose())
        figure.draw_seam(close, 120, 10)
        figure.draw_front(close, 120, 10, BodyPose(left=None, right=ArmPose(at=(0.4, 3.0))))
    assert time.process_time() - started < 0.15
    far = _ground()
    figure.draw_back(far, -900, -900, BodyPose(whole=True))
    figure.draw_front(far, 2000, 3000, BodyPose())
    assert (far == 200).all()


def test_nine_hands_differ_and_have_a_wrist():
    pictures = {shape: hand_picture(shape, LOOKS["zuri"].skin) for shape in SHAPES}
    assert len(pictures) == 9
    for shape, picture in pictures.items():
        side = picture.shape[0]
        assert picture[int(0.79 * side), side // 2, 3] == 255, shape
        assert picture[0, :, 3].max() == 0, shape
    raised = pictures["point"][..., 3].any(axis=1).argmax()
    assert raised < pictures["fist"][..., 3].any(axis=1).argmax() - 10


@pytest.mark.parametrize("shape", SHAPES)
def test_no_hand_reaches_further_than_it_says(shape):
    cover = hand_picture(shape, LOOKS["tao"].skin)[..., 3] > 8
    unit = cover.shape[0] / SPAN
    columns, rows = np.flatnonzero(cover.any(0)), np.flatnonzero(cover.any(1))
    beside = max(WRIST[0] - columns.min() / unit, columns.max() / unit - WRIST[0])
    assert beside <= HANDS[shape].half
    assert WRIST[1] - rows.min() / unit <= HAND_REACH


def test_an_unknown_hand_is_open():
    assert known_hand("tentacle") == "open"
    assert known_hand("clap") == "clap"
