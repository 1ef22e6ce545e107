"""A number on everybody in a picture: readable, inside of it, and on nobody's face."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from generation.media.crowd import DISC_MIN_PX, SIDE_MAX_PX, numbered

GREY = 120


def seen(size, faces, lettering):
    picture = np.full((size[1], size[0], 3), GREY, np.uint8)
    return np.asarray(Image.open(io.BytesIO(numbered(picture, faces, lettering)))).astype(int)


def marked(picture, x, y, width, height):
    """The share of a box that is no longer grey."""
    part = picture[round(y) : round(y + height), round(x) : round(x + width)]
    return float((np.abs(part - GREY).max(axis=2) > 40).mean())


def test_a_number_stands_under_each_face(lettering):
    faces = {1: (60, 60, 80, 100), 2: (300, 90, 80, 100)}
    shown = seen((480, 360), faces, lettering)
    assert shown.shape == (360, 480, 3)
    for x, y, width, height in faces.values():
        assert marked(shown, x, y, width, height) < 0.05
        assert marked(shown, x + 20, y + height, 40, 40) > 0.4
    one, two = (shown[160:208, 76:124], shown[190:238, 316:364])
    assert np.abs(one - two).mean() > 8  # they are two different numbers


def test_a_large_picture_becomes_small_and_its_numbers_stay_readable(lettering):
    shown = seen((3000, 2000), {1: (100, 100, 60, 80)}, lettering)
    assert max(shown.shape) == SIDE_MAX_PX
    assert (np.abs(shown - GREY).max(axis=2) > 40).sum() > 2.5 * DISC_MIN_PX**2


def test_a_number_stays_inside_the_picture(lettering):
    shown = seen((200, 200), {3: (150, 150, 60, 60)}, lettering)
    assert marked(shown, 150, 150, 50, 50) > 0.3
