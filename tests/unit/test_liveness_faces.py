"""The three faces at the end of a capture: the one that is kept, and two numbers of the others."""

from __future__ import annotations

import numpy as np
import pytest

from generation.engines.puppet.likeness.points import canonical_face
from generation.liveness.faces import FACE_S, mouth_width, three_faces
from generation.liveness.track import Track, face_height
from generation.liveness.verdict import best_frame
from generation.media.taken import Capture
from generation.model.likeness import REACH_MAX, REACH_MIN, Reach
from generation.ports import Face

FACES_S, FPS, SECONDS = 6.7, 10, 10.5
CORNERS, BROWS = (61, 291), (105, 334)
AT_REST = np.asarray(canonical_face() * 60 + np.array([120, 120, 60]), np.float32)


def face(*, wider=0.0, brows=0.0):
    """A face with its mouth wider by a share of itself, its brows up by a share of the face."""
    points = AT_REST.copy()
    middle = points[list(CORNERS)].mean(axis=0)
    for corner in CORNERS:
        points[corner] = middle + (points[corner] - middle) * (1 + wider)
    points[list(BROWS), 1] -= brows * face_height(AT_REST)
    return points


def track_of(rest, laugh, shock, *, turn=0.0):
    """Follow somebody who reads, turns, and makes three faces."""
    times = np.arange(0, SECONDS, 1 / FPS, dtype=np.float32)
    which = np.clip(np.floor((times - FACES_S) / FACE_S), -1, 2).astype(int)
    points = np.stack([(rest, laugh, shock, rest)[n] for n in which])
    none = np.zeros(len(times), np.float32)
    return Track(
        times_s=times, frames=tuple(range(len(times))), points=points, crowd=(1,),
        turn=none + np.float32(turn), nod=none, stretch=none + 1, opening=none,
        lips=np.zeros((len(times), 40, 2), np.float32),
    )  # fmt: skip


def reach(wider, brows):
    faces = three_faces(track_of(face(), face(wider=wider), face(brows=brows)), FACES_S)
    assert faces is not None
    return faces.reach


def test_a_face_that_goes_as_far_as_most_is_common():
    found = reach(0.28, 0.04)
    assert found.smile == pytest.approx(1.0, abs=0.02)
    assert found.brows == pytest.approx(1.0, abs=0.15)


def test_a_face_that_goes_further_is_measured_within_limits():
    assert reach(0.34, 0.03).smile == pytest.approx(0.34 / 0.28, abs=0.02)
    assert reach(0.9, 0.2) == Reach(smile=REACH_MAX, brows=REACH_MAX)
    assert reach(0.12, 0.02) == Reach(smile=REACH_MIN, brows=REACH_MIN)


def test_a_face_that_was_not_acted_says_nothing():
    assert reach(0.02, 0.0) == Reach()


def test_nothing_is_measured_of_a_turned_head_or_after_the_tape_has_ended():
    turned = track_of(face(), face(wider=0.3), face(), turn=0.4)
    assert three_faces(turned, FACES_S) is None
    assert three_faces(track_of(face(), face(), face()), SECONDS) is None
    late = three_faces(track_of(face(), face(wider=0.3), face()), SECONDS - FACE_S)
    assert late is None or late.reach == Reach()


class _ByShade:
    """Sees in each picture the face that its shade stands for."""

    def __init__(self, faces):
        self.shown = faces

    def faces(self, picture):
        return (Face((0, 0, 1, 1), 1.0, self.shown[int(picture[0, 0, 0])]),)

    def silhouette(self, picture):
        return np.ones(picture.shape[:2], np.float32)


def test_the_picture_that_is_kept_is_the_face_at_rest_and_no_smile():
    faces = [face(wider=wider) for wider in (0.3, 0.25, 0.02, 0.3)]
    sharp = tuple(np.full((240, 240, 3), shade, np.uint8) for shade in range(4))
    track = track_of(face(), face(wider=0.3), face())
    capture = Capture(
        frames=tuple(sharp[0] for _ in track.frames), times_s=tuple(map(float, track.times_s)),
        sharp=sharp, sound=None, hardening=(),
    )  # fmt: skip
    measured = three_faces(track, FACES_S)
    assert measured is not None
    assert measured.rest_width == pytest.approx(mouth_width(face()), abs=1e-5)
    kept = best_frame(capture, track, _ByShade(faces), measured)
    assert kept is not None
    assert kept[0, 0, 0] == 2
