"""Eyes that close: skin, one line of lashes, and never a missing eyeball."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from generation.engines.puppet.rig.geometry import HeadPose
from generation.engines.puppet.rig.head import HeadRig
from generation.engines.puppet.rig.landmarks import EYES
from tests.unit.rig_person import astronaut, turned

FACE_PX = 220.0
AT = (320.0, 400.0)
OPEN = {"close": 1.0}
SHUT = {"close": 1.0, "blinkL": 1.0, "blinkR": 1.0}


def luma(rig, face, pose=None, roll=0.0):
    """Grey picture of the head, its face turned upright again by ``roll`` degrees."""
    frame = np.full((640, 640, 3), 150, np.uint8)
    rig.draw(frame, *AT, pose or HeadPose(), face)
    grey = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY).astype(np.float32)
    return cv2.warpAffine(grey, cv2.getRotationMatrix2D(AT, roll, 1.0), (640, 640))


def eye_boxes(likeness, grow=0.0):
    """Boxes (x0, y0, x1, y1) of both openings in a picture of `luma`; upright likeness."""
    marks = likeness.landmarks[:, :2]
    scale = FACE_PX / float(np.linalg.norm(marks[10] - marks[152]))
    found = []
    for eye in EYES:
        ring = (marks[list(eye.edge)] - marks[152]) * scale + np.array(AT)
        pad = grow * FACE_PX
        (x0, y0), (x1, y1) = ring.min(0) - pad, ring.max(0) + pad
        found.append((round(x0), round(y0), round(x1), round(y1)))
    return found


def inner(grey, box):
    x0, y0, x1, y1 = box
    third = (x1 - x0) // 3
    return grey[y0:y1, x0 + third : x1 - third]


@pytest.mark.parametrize("roll", [0, -15, 15])
def test_shut_eyes_are_skin_and_one_dark_line(roll):
    likeness = astronaut()
    rig = HeadRig(turned(likeness, roll), face_px=FACE_PX)
    grey = luma(rig, SHUT, roll=roll)
    for box in eye_boxes(likeness, grow=0.02):
        profile = inner(grey, box).mean(1)
        skin = np.percentile(profile, 80)
        dark = profile < 0.75 * skin
        assert 1 <= np.sum(np.diff(np.concatenate([[0], dark.astype(int)])) == 1) <= 2
        assert dark.mean() < 0.35
        assert np.flatnonzero(dark)[0] > 0.4 * len(profile), "the line is low: the lid has fallen"


def test_shut_eyes_hide_what_open_eyes_show():
    likeness = astronaut()
    rig = HeadRig(likeness, face_px=FACE_PX)
    seen, shut = luma(rig, OPEN), luma(rig, SHUT)
    for box in eye_boxes(likeness):
        assert inner(seen, box).min() < 70
        assert np.percentile(inner(shut, box), 20) > np.percentile(inner(seen, box), 20) + 10


def test_a_dim_photo_closes_its_eyes_too():
    likeness = astronaut()
    dim = replace(likeness, picture=(likeness.picture * 0.45).astype(np.uint8))
    grey = luma(HeadRig(dim, face_px=FACE_PX), SHUT)
    for box in eye_boxes(likeness, grow=0.02):
        profile = inner(grey, box).mean(1)
        assert (profile < 0.75 * np.percentile(profile, 80)).mean() < 0.35


@pytest.mark.parametrize("yaw", [-9, 9])
@pytest.mark.parametrize("roll", [-14, 0, 14])
def test_both_eyeballs_are_there_however_the_head_is_held(yaw, roll):
    likeness = astronaut()
    for photo_roll in (-15, 0, 15):
        rig = HeadRig(turned(likeness, photo_roll), face_px=FACE_PX)
        pose = HeadPose(yaw=yaw, roll=roll)
        seen, shut = (luma(rig, f, pose, roll=photo_roll + roll) for f in (OPEN, SHUT))
        for x0, y0, x1, y1 in eye_boxes(likeness, grow=0.07):
            assert (shut - seen)[y0:y1, x0:x1].max() > 45


def test_a_spectacle_frame_stays_when_the_eyes_close():
    likeness = astronaut()
    picture = likeness.picture.copy()
    for eye in EYES:
        edge, socket = (likeness.landmarks[list(ring), :2] for ring in (eye.edge, eye.socket))
        brow = np.rint(edge[1:8] + (socket[1:8] - edge[1:8]) * 0.95).astype(np.int32)
        cv2.polylines(picture, [brow], isClosed=False, color=(6, 6, 8), thickness=2)
    framed = replace(likeness, picture=picture, quality=frozenset({"glasses"}))
    rig = HeadRig(framed, face_px=FACE_PX)
    seen, shut = luma(rig, OPEN), luma(rig, SHUT)
    for x0, y0, x1, _ in eye_boxes(likeness, grow=0.05):
        third = (x1 - x0) // 3
        rim = [g[y0 : y0 + 16, x0 + third : x1 - third].min(0).mean() for g in (seen, shut)]
        assert rim[1] < rim[0] + 25
