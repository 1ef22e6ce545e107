"""The head as it is drawn: closed lips and lids, purity, holding still, framing, light."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from generation.engines.puppet.rig.geometry import HeadPose
from generation.engines.puppet.rig.head import HELD_POSES, HeadRig
from generation.engines.puppet.rig.light import ActorLight
from generation.engines.puppet.rig.mouth import VISEME_WEIGHTS
from tests.unit.rig_person import astronaut, turned

FACE_PX = 120.0
REST = {"close": 1.0}
SHUT = {"close": 1.0, "blinkL": 1.0, "blinkR": 1.0}


@pytest.fixture(scope="module")
def rig():
    return HeadRig(astronaut(), face_px=FACE_PX)


def shot(rig, pose=None, face=None, gaze=(0.0, 0.0), at=(200.0, 220.0)):
    frame = np.full((360, 400, 3), 90, np.uint8)
    rig.draw(frame, *at, pose or HeadPose(), REST if face is None else face, gaze)
    return frame


def part(frame, rig, top, bottom, side=0.5):
    """Cut the face between two heights (parts of the face box) out of a frame of `shot`."""
    x, y, width, height = rig.face_box(200.0, 220.0)
    left, right = x + width * (0.5 - side), x + width * (0.5 + side)
    return frame[int(y + top * height) : int(y + bottom * height), int(left) : int(right)].astype(
        int
    )


def test_shut_lids_hide_where_the_eyes_look(rig):
    assert np.array_equal(shot(rig, face=SHUT), shot(rig, face=SHUT, gaze=(0.2, 0.05)))
    assert not np.array_equal(shot(rig), shot(rig, gaze=(0.2, 0.05)))


def test_shut_lids_hide_the_dark_of_the_eyes(rig):
    darkest = [part(shot(rig, face=f), rig, 0.25, 0.45, 0.35).sum(2).min() for f in (REST, SHUT)]
    assert darkest[1] > darkest[0] + 60


def test_closed_lips_hide_tongue_and_teeth(rig):
    assert np.array_equal(shot(rig, face={"close": 1, "tongue": 1}), shot(rig))
    grin, closed = (part(shot(rig, face=f), rig, 0.70, 0.82, 0.2) for f in ({}, REST))
    teeth = (grin.min(2) > 180) & (np.ptp(grin, axis=2) < 45)
    assert teeth.sum() > 40
    assert ((closed.min(2) > 180) & teeth).sum() < 0.2 * teeth.sum()


def test_a_wider_jaw_shows_more_of_the_mouth(rig):
    closed = part(shot(rig), rig, 0.65, 1.1)
    seen = [
        (
            np.abs(part(shot(rig, face={"close": 1, "jaw": j}), rig, 0.65, 1.1) - closed).max(2)
            > 60
        ).sum()
        for j in (0.2, 0.5, 0.9)
    ]
    assert seen[0] < seen[1] < seen[2]


@pytest.mark.parametrize("face", [REST, SHUT, VISEME_WEIGHTS["aa"], VISEME_WEIGHTS["ou"]])
def test_drawing_twice_gives_the_same_bits(rig, face):
    pose = HeadPose(yaw=3, roll=-4)
    first = shot(rig, pose, face)
    shot(rig, HeadPose(yaw=-3), {"jaw": 1})
    assert np.array_equal(first, shot(rig, pose, face))


def test_a_kept_layer_draws_what_a_new_one_draws(rig):
    poses = [HeadPose(yaw=y, pitch=1, dx=y) for y in range(HELD_POSES + 2)]
    faces = [VISEME_WEIGHTS[v] for v in ("aa", "PP", "oh", "FF", "TH")]
    script = [
        (poses[i], faces[j]) for i, j in ((0, 0), (0, 1), (1, 1), (2, 2), (3, 3), (4, 4), (0, 2))
    ]
    for pose, face in script:
        kept = shot(rig, pose, face, gaze=(0.1, 0))
        fresh = shot(HeadRig(astronaut(), face_px=FACE_PX), pose, face, gaze=(0.1, 0))
        assert np.array_equal(kept, fresh)


def test_threads_draw_the_same_pictures_in_any_order(rig):
    orders = [
        (HeadPose(yaw=i % 4, roll=i % 3), {"close": 1.0, "jaw": i / 12, "blinkL": (i % 5) / 4})
        for i in range(12)
    ]
    alone = [shot(rig, *order) for order in orders]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda order: shot(rig, *order), orders[::-1]))[::-1]
    assert all(np.array_equal(a, b) for a, b in zip(alone, together, strict=True))


def test_mouth_and_brows_at_once_equal_each_after_the_other(rig):
    pose = HeadPose(roll=2)
    both = {"close": 1.0, "jaw": 0.6, "smile": 0.5, "brow_up": 1.0, "squint": 0.3}
    direct = shot(HeadRig(astronaut(), face_px=FACE_PX), pose, both)
    shot(rig, pose, {"close": 1.0, "jaw": 0.6, "smile": 0.5})
    assert np.array_equal(shot(rig, pose, both), direct)


def test_a_tilted_face_draws_the_same_whatever_it_showed_before():
    fresh, used = (HeadRig(turned(astronaut(), 12), face_px=FACE_PX) for _ in range(2))
    pose = HeadPose(roll=6, yaw=3)
    faces = [
        {"close": 1.0, "jaw": j, "blinkL": b, "brow_up": b} for j, b in ((0, 0), (0.7, 0), (0.7, 1))
    ]
    for face in (*faces, faces[0], faces[2], faces[1]):
        kept = shot(used, pose, face, gaze=(0.1, 0))
        shot(fresh, HeadPose(yaw=-5), REST)
        for i in range(HELD_POSES):
            shot(fresh, HeadPose(yaw=i), REST)
        assert np.array_equal(kept, shot(fresh, pose, face, gaze=(0.1, 0)))


def test_the_chin_lands_where_it_is_asked_to(rig):
    here, there = shot(rig), shot(rig, at=(217.0, 205.0))
    assert np.array_equal(here[60:260, 100:300], there[45:245, 117:317])


def test_shoulders_hold_still_while_the_head_turns(rig):
    rest, turned = shot(rig), shot(rig, HeadPose(yaw=8, roll=10, pitch=-6))
    row = int(220 + rig.bust_bottom) - 20
    assert np.array_equal(rest[row:], turned[row:])
    assert not np.array_equal(rest[:200], turned[:200])


def test_the_head_framing_has_no_shoulders():
    head = HeadRig(astronaut(), face_px=FACE_PX, framing="head")
    bust = HeadRig(astronaut(), face_px=FACE_PX)
    assert head.bust_bottom < 0.4 * FACE_PX < bust.bust_bottom
    apart = part(shot(head), head, 0.3, 0.9, 0.3) - part(shot(bust), bust, 0.3, 0.9, 0.3)
    assert np.abs(apart).mean() < 1.0


def test_light_colours_the_skin_and_puts_a_rim_on_its_side():
    plain = HeadRig(astronaut(), face_px=FACE_PX)
    blue = ActorLight(key_bgr=(1.0, 0.7, 0.5), skin_shift=0, chin_shade=0)
    rim = ActorLight(rim_bgr=(1.0, 1.0, 1.0), rim_side=1, skin_shift=0, chin_shade=0)
    lit = HeadRig(astronaut(), face_px=FACE_PX, light=blue)
    rimmed = HeadRig(astronaut(), face_px=FACE_PX, light=rim)
    before, after = (part(shot(r), r, 0.3, 0.6).mean((0, 1)) for r in (plain, lit))
    assert after / before == pytest.approx([1.0, 0.7, 0.5], abs=0.03)
    gain = shot(rimmed).astype(int).sum(2) - shot(plain).astype(int).sum(2)
    assert gain[60:200, 200:].sum() > 20 * max(1, gain[60:200, :180].sum())
