"""Drawn bodies: pure drawing, hands, whole figures, busts."""

import threading

import numpy as np
import pytest

from generation.engines.puppet.figure.attire import GARMENTS
from generation.engines.puppet.figure.body import ArmPose, BodyPose, Figure
from generation.engines.puppet.figure.hands import SHAPES, hand_picture, known_hand
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


def _drawn(figure: Figure, pose: BodyPose, *, bust: bool = False) -> np.ndarray:
    frame = _ground()
    figure.draw_back(frame, *CHIN, pose, bust=bust)
    figure.draw_front(frame, *CHIN, pose, bust=bust)
    return frame


def test_drawing_twice_gives_the_same_pixels_whatever_came_between(figure):
    pose = BodyPose(right=ArmPose(hand="wave", at=(1.0, -0.2)))
    first = _drawn(figure, pose)
    _drawn(figure, BodyPose(whole=True, walk=0.3, lean_deg=4.0))
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


def test_a_lean_moves_the_hips_and_not_the_neck(figure):
    straight = _drawn(figure, BodyPose(left=None, right=None))
    leaning = _drawn(figure, BodyPose(left=None, right=None, lean_deg=6.0))

    def middle(frame: np.ndarray, faces: float) -> float:
        return float(np.flatnonzero((frame[int(CHIN[1] + faces * FACE)] != 200).any(-1)).mean())

    assert middle(leaning, 2.5) < middle(straight, 2.5) - 6
    assert abs(middle(leaning, 0.1) - middle(straight, 0.1)) < 3


def test_a_bust_is_continued_below_the_picture_and_nowhere_else(figure):
    frame = _ground()
    figure.draw_back(frame, *CHIN, BodyPose(), bust=True)
    bottom = CHIN[1] + (260 - 140) / 100 * FACE
    assert (frame[: int(bottom) - 4] == 200).all()
    reach = slice(int(bottom) + 4, int(CHIN[1] + 3.2 * FACE))
    assert (frame[reach, 100:140] != 200).any(axis=-1).all()


def test_hidden_arms_are_not_drawn(figure):
    frame = _ground()
    figure.draw_front(frame, *CHIN, BodyPose(left=None, right=None))
    assert (frame == 200).all()


def test_arms_behind_are_drawn_with_the_back(figure):
    pose = BodyPose(left=None, right=ArmPose(at=(1.2, 0.5), in_front=False))
    frame = _ground()
    figure.draw_front(frame, *CHIN, pose)
    assert (frame == 200).all()
    figure.draw_back(frame, *CHIN, pose)
    assert (frame[int(CHIN[1] + 0.5 * FACE), int(CHIN[0] + 1.2 * FACE)] != 200).any()


def test_a_thing_is_held_where_the_hand_is(figure):
    arm = ArmPose(hand="hold", at=(0.7, 0.9))
    x, y = figure.hand_point(arm, *CHIN)
    frame = _ground()
    figure.draw_front(frame, *CHIN, BodyPose(left=None, right=arm))
    assert (frame[round(y), round(x)] != 200).any()


def test_a_patch_is_the_figure_without_its_ground(figure):
    pose = BodyPose(whole=True)
    patch = figure.draw_patch(pose)
    frame = np.full((*patch.alpha.shape, 3), 200, np.uint8)
    figure.draw_back(frame, *patch.origin, pose)
    share = patch.alpha[..., None].astype(np.float32) / 255
    laid = patch.bgr + 200 * (1 - share)
    assert np.abs(laid - frame).max() <= 4


def test_eight_hands_differ_and_have_a_wrist():
    pictures = {shape: hand_picture(shape, LOOKS["zuri"].skin, 60) for shape in SHAPES}
    assert len(pictures) == 8
    for shape, picture in pictures.items():
        side = picture.shape[0]
        assert picture[int(0.79 * side), side // 2, 3] == 255, shape
        assert picture[0, :, 3].max() == 0, shape
    raised = pictures["point"][..., 3].any(axis=1).argmax()
    assert raised < pictures["fist"][..., 3].any(axis=1).argmax() - 10


def test_an_unknown_hand_is_open():
    assert known_hand("tentacle") == "open"
    assert known_hand("clap") == "clap"
