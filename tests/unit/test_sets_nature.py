from __future__ import annotations

from itertools import combinations
from typing import get_args

import numpy as np
import pytest

from generation.arrays import Alpha, BgrFrame
from generation.engines.puppet.canvas import View
from generation.engines.puppet.sets import IDS, SETS
from generation.engines.puppet.sets.brushes import seen
from generation.engines.puppet.stage import Layer, Scene, SetArt
from generation.lettering import Lettering
from generation.model.screenplay import Light, TimeOfDay, Weather, WeatherKind

NATURE = (
    "snow_mountain",
    "rainy_street",
    "beach",
    "forest",
    "neon_city",
    "ink_mountain",
    "platform",
    "space_cabin",
    "tall_grass",
    "harbour",
    "rooftops",
    "pitch",
)
SIZES = ((72, 128), (128, 128), (228, 128))
ANCHORS = {"actor1", "actor2", "actor3", "table", "ground", "wall", "air"}
MARGIN_PX = 8


class BlockLettering(Lettering):
    """Writes every character as a full block: no font is needed."""

    def width(self, text: str, size_px: int) -> float:
        return float(size_px * len(text))

    def mask(self, text: str, size_px: int, *, bold: bool = True, outline_px: int = 0) -> Alpha:
        return np.full((size_px, size_px * max(1, len(text))), 255, np.uint8)


@pytest.fixture(scope="module")
def lettering() -> Lettering:
    return BlockLettering([])


def scene(
    lettering: Lettering,
    size: tuple[int, int] = (144, 256),
    *,
    time: TimeOfDay = "night",
    weather: WeatherKind = "clear",
    zoom: float = 1.0,
    sign: str | None = None,
    light: Light | None = None,
) -> Scene:
    centre = None if zoom == 1.0 else (size[0] / size[1] / 2 + 0.06, 0.42)
    return Scene(
        view=View(
            width_px=size[0], height_px=size[1], zoom=zoom, centre=centre, margin_px=MARGIN_PX
        ),
        time=time,
        weather=Weather(kind=weather, strength=0.7, wind=0.4),
        light=light or Light(),
        sign=sign,
        lettering=lettering,
        seed=11,
    )


def picture(art: SetArt) -> BgrFrame:
    return seen([*art.behind, *art.front])


def layers(art: SetArt) -> tuple[Layer, ...]:
    return (*art.behind, *art.front)


def test_the_registry_lists_every_set_once_and_refuses_others():
    assert len(set(IDS)) == len(IDS) == len(SETS)
    assert set(NATURE) < set(SETS)
    with pytest.raises(KeyError):
        SETS["moon_base"]


HOURS, WEATHERS = get_args(TimeOfDay), get_args(WeatherKind)
EVERY = [(i + j, hour, kind) for i, hour in enumerate(HOURS) for j, kind in enumerate(WEATHERS)]
"""Every hour with every weather: a set takes every third, the next two sets those between."""


@pytest.mark.parametrize(("start", "name"), list(enumerate(NATURE)), ids=NATURE)
@pytest.mark.parametrize("size", SIZES, ids=["9:16", "1:1", "16:9"])
def test_a_set_can_be_painted_at_every_hour_in_every_weather(start, name, size, lettering):
    skies = [(hour, kind) for number, hour, kind in EVERY if (start + number) % 3 == 0]
    for time, weather in skies if size == SIZES[0] else skies[start % 3 :: 3]:
        art = SETS[name].paint(scene(lettering, size, time=time, weather=weather, sign="Ana 安娜"))
        shape = (size[1] + 2 * MARGIN_PX, size[0] + 2 * MARGIN_PX, 3)
        assert all(layer.bgr.shape == shape for layer in layers(art))
        assert art.behind[0].alpha is None
        assert 3 <= len(art.behind) <= 6
        assert art.front
        cover = art.front[0].alpha
        assert cover is not None
        assert cover[MARGIN_PX:-MARGIN_PX, MARGIN_PX:-MARGIN_PX].mean() > 2


@pytest.mark.parametrize("name", NATURE)
@pytest.mark.parametrize("zoom", [1.0, 2.3, 3.7])
def test_nothing_in_front_covers_a_face(name, zoom, lettering):
    art = SETS[name].paint(scene(lettering, zoom=zoom))
    for layer in art.front:
        assert layer.alpha is not None
        height, width = layer.alpha.shape
        rows = slice(int(height * 0.22), int(height * 0.6))
        columns = slice(int(width * 0.25), int(width * 0.75))
        assert layer.alpha[rows, columns].mean() < 4
        assert layer.depth > 1.0


@pytest.mark.parametrize("name", NATURE)
def test_the_same_scene_is_painted_the_same_twice(name, lettering):
    first, second = (SETS[name].paint(scene(lettering, weather="rain")) for _ in range(2))
    for one, other in zip(layers(first), layers(second), strict=True):
        assert np.array_equal(one.bgr, other.bgr)


@pytest.mark.parametrize("name", NATURE)
def test_each_hour_looks_and_lights_differently(name, lettering):
    arts = [SETS[name].paint(scene(lettering, time=time)) for time in get_args(TimeOfDay)]
    for one, other in combinations(arts, 2):
        difference = np.abs(picture(one).astype(int) - picture(other))
        assert difference.mean() > 4
        assert one.light.key != other.light.key


@pytest.mark.parametrize("name", [name for name in NATURE if name != "space_cabin"])
def test_each_weather_changes_an_open_place(name, lettering):
    clear = picture(SETS[name].paint(scene(lettering, time="day")))
    for weather in ("rain", "snow", "fog", "storm"):
        other = picture(SETS[name].paint(scene(lettering, time="day", weather=weather)))
        assert np.abs(clear.astype(int) - other).mean() > 3, weather


def test_every_set_lights_a_face_in_its_own_way(lettering):
    lights = [SETS[name].paint(scene(lettering)).light for name in NATURE]
    for one, other in combinations(lights, 2):
        seen_by = (*one.key, *one.rim, *one.ambient), (*other.key, *other.rim, *other.ambient)
        assert np.abs(np.subtract(*seen_by)).max() > 15


@pytest.mark.parametrize("name", [name for name in NATURE if name != "rooftops"])
@pytest.mark.parametrize("size", SIZES)
def test_actors_stand_inside_the_wide_view(name, size):
    aspect = size[0] / size[1]
    anchors = SETS[name].anchors(aspect)
    assert set(anchors) >= ANCHORS
    for place in anchors.values():
        assert 0.0 < place.at[0] < aspect
        assert 0.0 < place.at[1] <= 0.97
    for actor in ("actor1", "actor2", "actor3"):
        assert anchors[actor].at[1] > 0.85
        assert 0.55 <= anchors[actor].height <= 0.66
    assert abs(anchors["actor1"].at[0] - anchors["actor2"].at[0]) > 0.15


@pytest.mark.parametrize("name", NATURE)
def test_the_members_word_is_written_on_the_set(name, lettering):
    without, written = (picture(SETS[name].paint(scene(lettering, sign=s))) for s in (None, "安娜"))
    assert np.abs(without.astype(int) - written).max() > 40


@pytest.mark.parametrize("name", ["rainy_street", "neon_city", "platform", "space_cabin", "beach"])
def test_lamps_move_each_at_its_own_rate(name, lettering):
    art = SETS[name].paint(scene(lettering))
    lights = [layer for layer in art.behind if layer.blend == "add"]
    assert lights
    assert all(layer.bgr.max() > 40 for layer in lights)
    assert len({layer.hz for layer in lights}) == len(lights)


def test_a_passing_train_drifts_and_a_gone_one_leaves_the_town(lettering):
    painter = SETS["platform"]
    standing = painter.paint(scene(lettering))
    passing = painter.paint(scene(lettering, light=Light(behaviour="sweep")))
    gone = painter.paint(scene(lettering, light=Light(kind="away")))
    assert not any(layer.drift[0] for layer in standing.behind)
    assert any(layer.drift[0] < 0 for layer in passing.behind)
    assert passing.light.behaviour == "sweep"
    assert len(gone.behind) < len(standing.behind)
