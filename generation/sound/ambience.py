"""The sound of a place and its weather: seeded, loop-free, as long as asked. No music, no effects.

Every texture is made at its own natural level below speech (-20 dBFS); places may be combined.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from generation.arrays import StereoSamples
from generation.errors import ScreenplayRejected
from generation.model.screenplay import Weather
from generation.sound import nature, rooms
from generation.sound.dsp import db, filtered, samples_in

Texture = Callable[[int, np.random.Generator], StereoSamples]

INDOOR_CUTOFF_HZ = 700.0  # what a wall and a closed window leave of the weather
INDOOR_LOSS_DB = -7.0
THUNDER_LEVEL_DB = -30.0
HEAVY_RAIN = 0.6  # strength from which single drops are no longer heard
STILL = 0.15  # wind below this moves leaves, not air

_PLACES: dict[str, tuple[Texture, float]] = {
    "room": (rooms.room, -54.0),
    "wind": (nature.wind, -33.0),
    "rain": (nature.rain, -33.0),
    "rain_heavy": (nature.downpour, -28.0),
    "snow_hush": (nature.snow, -46.0),
    "waves": (nature.waves, -31.0),
    "crowd": (rooms.crowd, -35.0),
    "street": (rooms.street, -37.0),
    "neon_hum": (rooms.neon, -44.0),
    "forest": (nature.forest, -38.0),
    "crickets": (nature.crickets, -40.0),
    "tea_house": (rooms.tea_house, -37.0),
    "office": (rooms.office, -44.0),
    "classroom": (rooms.classroom, -44.0),
    "hall": (rooms.hall, -46.0),
    "stage": (rooms.stage, -45.0),
    "space_hum": (rooms.cabin, -40.0),
    "train": (rooms.train, -34.0),
    "platform": (rooms.platform, -39.0),
    "fire": (nature.fire, -36.0),
    "temple": (rooms.temple, -42.0),
    "projector": (rooms.projector, -36.0),
}
"""Id -> texture and its level in dBFS RMS."""

AMBIENCES = frozenset(_PLACES)
"""Every place this module can sound like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is heard where a shot plays; ``indoors`` puts a wall between the weather and us."""

    ids: tuple[str, ...] = ("room",)
    weather: Weather = field(default_factory=Weather)
    indoors: bool = False


def ambience(place: Place, duration_s: float, seed: int) -> StereoSamples:
    """Return the sound of a place.

    Args:
        place: Ids of ``AMBIENCES`` (none: a quiet room) and the weather over it.
        duration_s: Length in seconds.
        seed: Same seed, same sound.

    Raises:
        ScreenplayRejected: An id is unknown.
    """
    count = samples_in(duration_s)
    sound = np.zeros((count, 2), np.float32)
    for name in place.ids or ("room",):
        if name not in _PLACES:
            known = " ".join(sorted(_PLACES))
            raise ScreenplayRejected("ambience", id=name, known=known)
        texture, level_db = _PLACES[name]
        sound += _levelled(texture(count, _rng(seed, name)), level_db)
    outside = _weather(place.weather, count, seed)
    if outside is not None:
        if place.indoors:
            outside = filtered(outside, high_hz=INDOOR_CUTOFF_HZ) * np.float32(db(INDOOR_LOSS_DB))
        sound += outside
    return sound


def _rng(seed: int, purpose: str) -> np.random.Generator:
    return np.random.default_rng([seed, zlib.crc32(b"ambience " + purpose.encode())])


def _levelled(sound: StereoSamples, level_db: float) -> StereoSamples:
    rms = float(np.sqrt(np.mean(sound.astype(np.float64) ** 2))) + 1e-12
    return np.asarray(sound * np.float32(db(level_db) / rms), np.float32)


def _weather(weather: Weather, count: int, seed: int) -> StereoSamples | None:
    """Return weather heard in the open, or None when the sky is clear and still."""
    strength = min(max(weather.strength, 0.0), 1.0)
    gust = max(abs(weather.wind), strength if weather.kind in ("wind", "storm") else 0.0)
    layers: list[StereoSamples] = []
    if weather.kind == "rain":
        texture = nature.downpour if strength > HEAVY_RAIN else nature.rain
        layers.append(_levelled(texture(count, _rng(seed, "rain")), -40.0 + 12.0 * strength))
    elif weather.kind == "storm":
        layers.append(_levelled(nature.downpour(count, _rng(seed, "storm")), -31.0 + 4 * strength))
        layers.append(_levelled(nature.far_thunder(count, _rng(seed, "far")), THUNDER_LEVEL_DB))
    elif weather.kind in ("snow", "fog"):
        layers.append(_levelled(nature.snow(count, _rng(seed, "snow")), -46.0 + 4.0 * strength))
    if gust > STILL:
        layers.append(_leaned(nature.wind(count, _rng(seed, "wind")), gust, weather.wind))
    return np.asarray(sum(layers[1:], layers[0]), np.float32) if layers else None


def _leaned(sound: StereoSamples, gust: float, wind: float) -> StereoSamples:
    """Set the wind's level, a little louder on the side it comes from."""
    sides = np.array([1.0 + 0.25 * wind, 1.0 - 0.25 * wind], np.float32)
    return _levelled(sound, -42.0 + 13.0 * gust) * sides
