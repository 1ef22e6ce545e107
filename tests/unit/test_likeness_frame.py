"""Bars and border lines round a picture are found; pictures without any lose nothing."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import skimage.data

from generation.engines.puppet.likeness.frame import Margins, frame_margins

WHITE, BLACK, RED = (255, 255, 255), (0, 0, 0), (200, 30, 30)


@pytest.fixture(scope="module")
def astronaut() -> np.ndarray:
    return np.asarray(skimage.data.astronaut())


def framed(
    picture: np.ndarray, left: int, top: int, right: int, bottom: int, colour: tuple[int, ...]
) -> np.ndarray:
    grown = cv2.copyMakeBorder(picture, top, bottom, left, right, cv2.BORDER_CONSTANT, value=colour)
    return np.asarray(grown, np.uint8)


def as_jpeg(picture: np.ndarray) -> np.ndarray:
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 80])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


@pytest.mark.parametrize("name", ["astronaut", "chelsea", "coffee", "rocket"])
def test_a_picture_without_a_frame_loses_nothing(name):
    assert frame_margins(getattr(skimage.data, name)()) == Margins(0, 0, 0, 0)


@pytest.mark.parametrize("colour", [WHITE, BLACK, RED], ids=["white", "black", "red"])
def test_thin_borders_are_measured_at_each_side(astronaut, colour):
    assert frame_margins(framed(astronaut, 4, 3, 5, 2, colour)) == Margins(4, 3, 5, 2)


@pytest.mark.parametrize("colour", [WHITE, BLACK, RED], ids=["white", "black", "red"])
def test_bars_are_found_in_a_jpeg(astronaut, colour):
    margins = frame_margins(as_jpeg(framed(astronaut, 0, 90, 0, 90, colour)))
    assert margins.left == margins.right == 0
    assert margins.top == pytest.approx(90, abs=3)
    assert margins.bottom == pytest.approx(90, abs=3)


def test_a_line_round_bars_hides_none_of_them(astronaut):
    nested = framed(framed(astronaut, 0, 60, 0, 60, WHITE), 4, 4, 4, 4, (128, 128, 128))
    assert frame_margins(nested) == Margins(4, 64, 4, 64)


def test_the_blur_of_a_scanned_border_goes_with_it(astronaut):
    scanned = np.asarray(
        cv2.GaussianBlur(framed(astronaut, 6, 6, 6, 6, RED), (0, 0), 1.0), np.uint8
    )
    assert all(6 <= margin <= 10 for margin in frame_margins(scanned))


def test_an_even_wall_is_no_frame():
    """A plain ground goes over into the figure without a step along a whole row."""
    rows, columns = np.mgrid[:300, :300]
    picture = np.full((300, 300, 3), 235, np.uint8)
    picture[np.hypot(rows - 200, columns - 150) < 120] = (90, 60, 50)
    assert frame_margins(picture) == Margins(0, 0, 0, 0)


def test_tiny_pictures_are_left_alone():
    assert frame_margins(np.full((6, 6, 3), 9, np.uint8)) == Margins(0, 0, 0, 0)
