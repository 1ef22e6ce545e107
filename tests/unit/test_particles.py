"""Weather and air: pure in time, in any order, in front and behind."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest

from generation.engines.puppet.particles import (
    FLASH_DECAY_S,
    FLASH_S,
    Air,
    Weatherfall,
    gust,
    gust_path,
    lightning,
)
from generation.engines.puppet.stage import Particles
from generation.engines.puppet.swarms import HABITS
from generation.model.screenplay import Weather

WIDTH, HEIGHT = 90, 160
KINDS = ("rain", "snow", "fog", "storm", "wind")
TIMES = (0.0, 0.4, 1.7, 3.3, 9.9)


def weatherfall(kind: str, strength: float = 0.8, wind: float = 0.5) -> Weatherfall:
    weather = Weather(kind=kind, strength=strength, wind=wind)  # type: ignore[arg-type]
    return Weatherfall(weather, width_px=WIDTH, height_px=HEIGHT, seed=3)


def air(kind: str, *, front: bool = True) -> Air:
    particles = Particles(kind=kind, amount=0.9, front=front)  # type: ignore[arg-type]
    return Air(particles, width_px=WIDTH, height_px=HEIGHT, seed=3)


def shown(thing: Weatherfall | Air, t_s: float, level: int = 60) -> np.ndarray:
    frame = np.full((HEIGHT, WIDTH, 3), level, np.uint8)
    thing.draw_behind(frame, t_s, (7.0, -3.0))
    thing.draw_front(frame, t_s, (7.0, -3.0))
    return frame


@pytest.fixture(params=[*KINDS, *HABITS])
def thing(request) -> Weatherfall | Air:
    return weatherfall(request.param) if request.param in KINDS else air(request.param)


def test_is_seen_and_moves(thing):
    frames = [shown(thing, t) for t in TIMES]
    assert all((frame != 60).any() for frame in frames)
    assert all(not np.array_equal(a, b) for a, b in pairwise(frames))


def test_any_order_gives_the_same_frames(thing):
    forwards = {t: shown(thing, t) for t in TIMES}
    backwards = {t: shown(thing, t) for t in reversed(TIMES)}
    assert all(np.array_equal(forwards[t], backwards[t]) for t in TIMES)


def test_threads_do_not_disturb_each_other(thing):
    alone = [shown(thing, t) for t in TIMES]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda t: shown(thing, t), TIMES))
    assert all(np.array_equal(a, b) for a, b in zip(alone, together, strict=True))


def test_the_same_seed_makes_the_same_weather():
    assert np.array_equal(shown(weatherfall("snow"), 2.0), shown(weatherfall("snow"), 2.0))


def test_clear_weather_draws_nothing():
    assert (shown(weatherfall("clear"), 1.0) == 60).all()


@pytest.mark.parametrize("kind", ["rain", "snow", "fog"])
def test_strength_is_seen(kind):
    weak = np.abs(shown(weatherfall(kind, 0.1), 1.0).astype(int) - 60).mean()
    strong = np.abs(shown(weatherfall(kind, 1.0), 1.0).astype(int) - 60).mean()
    assert strong > 1.3 * weak


def test_rain_leans_with_the_wind():
    def lean(wind: float) -> float:
        frame = shown(weatherfall("rain", 1.0, wind), 1.0)[..., 0].astype(float)
        right = (frame[:-4, :-1] * frame[4:, 1:]).mean()
        left = (frame[:-4, 1:] * frame[4:, :-1]).mean()
        return float(right - left)

    assert lean(1.0) > 0 > lean(-1.0)


def test_air_stays_behind_unless_asked():
    frame = np.full((HEIGHT, WIDTH, 3), 60, np.uint8)
    air("petals", front=False).draw_front(frame, 1.0)
    assert (frame == 60).all()


def test_lightning_is_two_white_frames_and_a_decay():
    times = np.arange(0, 20, 1 / 240)
    levels = np.array([lightning(float(t), 3) for t in times])
    white = levels == 1.0
    strikes = np.flatnonzero(white & ~np.roll(white, 1))
    assert 4 <= len(strikes) <= 8
    first = strikes[1]
    assert abs(white[first : first + 60].sum() / 240 - FLASH_S) < 0.01
    after = levels[first + round((FLASH_S + FLASH_DECAY_S) * 240) + 2]
    assert after < 0.01
    fall = levels[first + round(FLASH_S * 240) + 2 : first + 100]
    assert (np.diff(fall) <= 0).all()


def test_a_gust_carries_what_it_blows():
    step = 1e-3
    for t in (0.3, 2.0, 7.5):
        speed = (gust_path(t + step, 5) - gust_path(t, 5)) / step
        assert speed == pytest.approx(gust(t, 5), abs=0.01)
    assert gust_path(0.0, 5) == pytest.approx(0.0)
