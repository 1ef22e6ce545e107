"""Where a head on a drawn body ends: at the jaw, and where its hair ends."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from generation.engines.puppet.rig.geometry import FaceAxes, HeadPose
from generation.engines.puppet.rig.head import HeadRig
from generation.engines.puppet.rig.landmarks import CHIN, FOREHEAD, NOSE_TIP
from generation.engines.puppet.rig.neck import cut_at_jaw
from tests.unit.rig_person import astronaut, turned

HAIR_RGB, CLOTH_RGB = (24, 20, 28), (220, 160, 60)


def cut(likeness):
    bgr = np.ascontiguousarray(likeness.picture[..., ::-1])
    alpha = likeness.alpha.astype(np.float32) / 255
    return cut_at_jaw(bgr, alpha, likeness.landmarks, FaceAxes.of(likeness.landmarks))


def spot(likeness, across, below):
    """Pixel (row, column) at face heights right of and below the chin, along the face."""
    axes = FaceAxes.of(likeness.landmarks)
    at = likeness.landmarks[CHIN, :2]
    x, y = at + axes.height * (across * axes.right + below * axes.down)
    return round(float(y)), round(float(x))


def painted(likeness, boxes):
    """Lay opaque boxes (left, right, top, bottom in face heights from the chin) over a likeness."""
    picture, alpha = likeness.picture.copy(), likeness.alpha.copy()
    for (left, right, top, bottom), colour in boxes:
        (y0, x0), (y1, x1) = spot(likeness, left, top), spot(likeness, right, bottom)
        picture[y0:y1, x0:x1], alpha[y0:y1, x0:x1] = colour, 255
    return replace(likeness, picture=picture, alpha=alpha)


def long_haired():
    sides = [((s - 0.13, s + 0.13, -1.1, 0.45), HAIR_RGB) for s in (-0.52, 0.52)]
    return painted(astronaut(), [((-1.2, 1.2, 0.25, 0.7), CLOTH_RGB), *sides])


@pytest.mark.parametrize("roll", [0, -15, 15])
def test_neither_neck_nor_clothes_stay_below_the_jaw(roll):
    likeness = turned(astronaut(), roll)
    kept = cut(likeness)
    for across in np.linspace(-0.7, 0.7, 15):
        for below in (0.06, 0.15, 0.3):
            row, column = spot(likeness, across, below)
            if 0 <= row < kept.shape[0] and 0 <= column < kept.shape[1]:
                assert kept[row, column] < 0.02, (across, below)


def test_the_face_is_kept_whole():
    kept, points = cut(astronaut()), astronaut().landmarks
    for point in (FOREHEAD, NOSE_TIP, 17, 199):
        x, y = np.rint(points[point, :2]).astype(int)
        assert kept[y, x] > 0.98


def test_what_stands_up_beside_the_jaw_goes():
    collared = painted(astronaut(), [((-0.95, -0.42, -0.34, 0.6), (30, 30, 40))])
    kept = cut(collared)
    for below in (-0.30, -0.1, 0.2):
        assert kept[spot(collared, -0.78, below)] < 0.02


def test_an_earring_that_ends_by_itself_stays():
    likeness = astronaut()
    row, column = spot(likeness, -0.46, -0.2)
    alpha = np.where(np.arange(len(likeness.alpha))[:, None] < row + 3, likeness.alpha, 0)
    alpha = alpha.astype(np.uint8)
    alpha[row - 30 : row + 3, column - 2 : column + 3] = 255
    ringed = replace(likeness, alpha=alpha)
    assert cut(ringed)[row, column] > 0.8


def test_long_hair_falls_past_the_jaw_and_the_shirt_behind_it_goes():
    likeness = long_haired()
    kept = cut(likeness)
    for side in (-0.52, 0.52):
        for below in (-0.05, 0.15, 0.38):
            assert kept[spot(likeness, side, below)] > 0.9, (side, below)
    for across in (-0.9, 0.0, 0.9):
        assert kept[spot(likeness, across, 0.35)] < 0.02


def test_clothes_in_the_colour_of_the_hair_go_where_no_hair_leads_to_them():
    badge = painted(long_haired(), [((0.75, 0.95, 0.3, 0.5), HAIR_RGB)])
    assert cut(badge)[spot(badge, 0.85, 0.4)] < 0.02


def test_a_head_leaves_the_ground_below_its_chin_alone():
    head = HeadRig(astronaut(), face_px=120.0, framing="head")
    frame = np.full((360, 400, 3), 90, np.uint8)
    head.draw(frame, 200, 220, HeadPose(), {"close": 1.0})
    assert (frame[220 + 8 :] == 90).all()
    assert (frame[150:215, 180:220] != 90).any()
