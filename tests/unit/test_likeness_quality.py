"""Verdicts that need no landmark model: faces are made from the canonical shape."""

from __future__ import annotations

import math

import numpy as np
import pytest

from generation.engines.puppet.likeness import regions
from generation.engines.puppet.likeness.points import lay_face
from generation.engines.puppet.likeness.quality import judge
from generation.errors import FaceRejected
from generation.ports import Face

SHAPE = (600, 900, 3)


def face_at(x: float, height_px: float, *, yaw_deg: float = 0.0) -> Face:
    """Return a face of ``height_px`` centred on ``x``, turned by ``yaw_deg``."""
    gap = height_px / 2.37
    points = lay_face((x - gap / 2, 200, x + gap / 2, 200, x, 200 + gap), SHAPE)
    cos, sin = math.cos(math.radians(yaw_deg)), math.sin(math.radians(yaw_deg))
    offset, depth = points[:, 0] - x, points[:, 2].copy()
    points[:, 0] = x + offset * cos - depth * sin
    points[:, 2] = offset * sin + depth * cos
    low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    box = (float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1]))
    return Face(box, 0.9, points)


def noise(level: int = 128) -> np.ndarray:
    rng = np.random.default_rng(3)
    return rng.integers(0, 2 * level, SHAPE, dtype=np.uint8)


def reason(picture: np.ndarray, faces: list[Face], chosen: int | None = None) -> FaceRejected:
    with pytest.raises(FaceRejected) as refused:
        judge(picture, faces, chosen)
    return refused.value


def test_no_face_gets_the_reason_that_can_be_mended():
    assert reason(noise(), []).reason == "none"
    assert reason(np.zeros(SHAPE, np.uint8), []).reason == "too-dark"
    ramp = np.broadcast_to(np.linspace(0, 255, SHAPE[1])[None, :, None], SHAPE).astype(np.uint8)
    assert reason(ramp, []).reason == "too-blurred"


def test_several_faces_are_counted_and_numbered_from_the_left():
    faces = [face_at(600, 200), face_at(150, 120), face_at(350, 30)]
    refused = reason(noise(), faces)
    assert (refused.reason, refused.details) == ("several", {"count": 2})
    assert judge(noise(), faces, 1).face is faces[1]
    assert judge(noise(), faces, 2).face is faces[0]


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_number_without_a_face_is_refused(number):
    refused = reason(noise(), [face_at(300, 200)], number)
    assert refused.reason == "index"
    assert refused.details == {"number": number, "count": 1}


def test_a_small_face_is_refused_with_its_size():
    refused = reason(noise(), [face_at(300, 30)])
    assert refused.reason == "too-small"
    assert refused.details["limit_px"] == 40
    assert refused.details["height_px"] == pytest.approx(30, abs=1)


@pytest.mark.parametrize("yaw", [-50.0, 45.0])
def test_a_turned_face_is_refused(yaw):
    refused = reason(noise(), [face_at(300, 200, yaw_deg=yaw)])
    assert refused.reason == "turned"
    assert refused.details["degrees"] == pytest.approx(abs(yaw), abs=1)


def test_yaw_and_roll_are_read_from_the_points():
    turned = face_at(300, 200, yaw_deg=25)
    assert regions.pose(turned.landmarks).yaw == pytest.approx(25, abs=0.5)
    tilted = lay_face((100, 100, 186.6, 150, 93.3, 211.6), SHAPE)
    assert regions.pose(tilted).roll == pytest.approx(30, abs=1)
