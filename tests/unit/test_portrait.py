"""The small picture for lists: the face alone, square, small; and the colours of a head."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from generation.engines.puppet.likeness.colours import hair_colour
from generation.media.portrait import GROUND_RGB, SIDE_MAX_PX, portrait


def _opened(likeness):
    return Image.open(io.BytesIO(portrait(likeness)))


def test_it_is_a_small_square_jpeg(mina):
    picture = _opened(mina)
    assert picture.format == "JPEG"
    assert picture.size == (SIDE_MAX_PX, SIDE_MAX_PX)
    assert len(portrait(mina)) < 30_000


def test_what_was_behind_the_face_is_not_in_it(otto):
    corner = np.asarray(_opened(otto))[2, 2].astype(int)
    assert np.abs(corner - GROUND_RGB).max() < 6


def test_the_face_is_in_the_middle(mina, landmarks):
    face = landmarks.faces(np.asarray(_opened(mina)))[0]
    x, y, width, height = face.box
    assert abs(x + width / 2 - SIDE_MAX_PX / 2) < 20
    assert abs(y + height / 2 - SIDE_MAX_PX / 2) < 40


def test_hair_has_its_own_colour(mina, otto):
    def light(likeness):
        bgr = hair_colour(likeness.picture, likeness.alpha, likeness.landmarks, likeness.skin_bgr)
        return sum(bgr) / 3

    assert light(mina) < 60
    assert 90 < light(otto) < 190
