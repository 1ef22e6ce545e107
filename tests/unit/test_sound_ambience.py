from __future__ import annotations

import numpy as np
import pytest

from generation.director.vocabulary import AMBIENCE
from generation.errors import ScreenplayRejected
from generation.model.screenplay import Weather
from generation.sound.ambience import AMBIENCES, Place, ambience


def level_db(sound: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(sound.astype(np.float64) ** 2)))


def share_above(sound: np.ndarray, cut_hz: float) -> float:
    power = np.abs(np.fft.rfft(sound.mean(axis=1))) ** 2
    freqs_hz = np.fft.rfftfreq(len(sound), 1 / 48_000)
    return float(power[freqs_hz > cut_hz].sum() / power.sum())


def test_every_place_a_screenplay_may_name_can_be_heard():
    assert set(AMBIENCE) <= AMBIENCES


@pytest.mark.parametrize("name", sorted(AMBIENCES))
def test_a_place_is_stereo_quieter_than_speech_and_of_the_asked_length(name):
    sound = ambience(Place(ids=(name,)), 2.5, 1)

    assert sound.shape == (120_000, 2)
    assert sound.dtype == np.float32
    assert -60 < level_db(sound) < -25
    assert np.abs(sound).max() < 0.5
    assert abs(float(sound.mean())) < 1e-3


def test_no_place_named_is_a_quiet_room():
    assert np.array_equal(ambience(Place(ids=()), 1, 1), ambience(Place(ids=("room",)), 1, 1))


def test_weather_grows_with_its_strength_and_is_duller_indoors():
    drizzle, downpour = (
        ambience(Place(weather=Weather(kind="rain", strength=s)), 3, 1) for s in (0.2, 0.9)
    )
    inside = ambience(Place(weather=Weather(kind="rain", strength=0.9), indoors=True), 3, 1)

    assert level_db(downpour) > level_db(drizzle) + 6
    assert level_db(inside) < level_db(downpour) - 6
    assert share_above(inside, 2000) < 0.3 * share_above(downpour, 2000)


@pytest.mark.parametrize("kind", ["storm", "snow", "fog", "wind"])
def test_every_weather_is_heard(kind):
    calm = level_db(ambience(Place(), 3, 1))

    assert level_db(ambience(Place(weather=Weather(kind=kind, strength=0.8)), 3, 1)) > calm + 3


def test_wind_is_louder_on_the_side_it_comes_from():
    sound = ambience(Place(weather=Weather(kind="wind", strength=0.8, wind=1.0)), 3, 1)

    assert level_db(sound[:, 0]) > level_db(sound[:, 1]) + 2


def test_seeds_decide():
    place = Place(ids=("forest",))

    assert np.array_equal(ambience(place, 1, 1), ambience(place, 1, 1))
    assert not np.array_equal(ambience(place, 1, 1), ambience(place, 1, 2))


def test_an_unknown_place_is_refused_with_the_list():
    with pytest.raises(ScreenplayRejected) as caught:
        ambience(Place(ids=("moon",)), 1, 1)

    assert caught.value.message == "error-screenplay-ambience"
    assert "street" in str(caught.value.details["known"])
