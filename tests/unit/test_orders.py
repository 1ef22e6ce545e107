"""How large films are: as the operator decided, of a shape that a video can have."""

from __future__ import annotations

import pytest

from bot.house.opening import terms_of
from bot.house.orders import SHAPES, frame_size
from bot.settings import Settings
from generation.errors import OptionRejected


@pytest.mark.parametrize("side", range(270, 1081, 90))
@pytest.mark.parametrize("shape", SHAPES)
def test_every_side_makes_frames_that_can_be_encoded(shape, side):
    width, height = frame_size(shape, side)
    assert width % 2 == height % 2 == 0
    assert min(width, height) == (side if shape != "note" else side * 2 // 3)


def test_films_are_as_large_as_a_phone_unless_somebody_says_otherwise(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert terms_of(Settings()).film_side == 720
    assert frame_size("9:16", 720) == (720, 1280)
    monkeypatch.setenv("WALKON_FILM_SIDE", "360")
    assert terms_of(Settings()).film_side == 360


@pytest.mark.parametrize("side", ["100", "365", "1170", "big"])
def test_a_side_that_no_video_has_is_refused(side, tmp_path, monkeypatch):
    from bot.settings import load_settings

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WALKON_FILM_SIDE", side)
    with pytest.raises(OptionRejected):
        load_settings()
