"""What a mood does to the light on the actors: one table over the light of any set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generation.engines.puppet.canvas import Colour
from generation.engines.puppet.stage import SetLight
from generation.model.screenplay import Mood


@dataclass(frozen=True, slots=True, kw_only=True)
class MoodLight:
    """How a mood changes a set's light.

    Attributes:
        key: Multiplier of each channel (red, green, blue) of the main light.
        rim: Colour the second light turns to.
        rim_share: How far it turns, 0..1.
        shade: Multiplier of the shade under chin and feet: a hard light has more.
    """

    key: tuple[float, float, float] = (1.0, 1.0, 1.0)
    rim: Colour = (255, 255, 255)
    rim_share: float = 0.0
    shade: float = 1.0


SHADE_MAX = 0.5  # a harder light would blot out the neck

_WARM = MoodLight(key=(1.05, 1.0, 0.93), rim=(255, 240, 200), rim_share=0.4, shade=0.85)
_HARD = MoodLight(key=(1.0, 0.99, 0.97), rim=(60, 56, 60), rim_share=0.45, shade=1.15)
_SOFT = MoodLight(key=(1.0, 0.96, 0.92), rim=(255, 206, 150), rim_share=0.35, shade=0.9)
_DISTANT = MoodLight(key=(0.93, 0.95, 1.0), rim=(186, 206, 255), rim_share=0.35, shade=0.9)

MOOD_LIGHTS: Mapping[Mood, MoodLight] = {
    "neutral": MoodLight(),
    "joyful": _WARM,
    "playful": _WARM,
    "deadpan": _HARD,
    "proud": _HARD,
    "tender": _SOFT,
    "wistful": _DISTANT,
    "dreamy": _DISTANT,
    "sad": MoodLight(key=(0.84, 0.89, 0.98), rim=(160, 184, 230), rim_share=0.5, shade=0.8),
    "angry": MoodLight(key=(1.03, 0.94, 0.9), rim=(255, 74, 52), rim_share=0.65, shade=1.15),
    "afraid": MoodLight(key=(0.88, 0.95, 0.98), rim=(150, 226, 206), rim_share=0.45, shade=0.45),
    "surprised": MoodLight(key=(1.03, 1.02, 1.0), rim=(236, 246, 255), rim_share=0.5, shade=0.55),
}
"""Whoever is afraid is lit from below: little shade is left under the chin."""


def in_mood(light: SetLight, mood: Mood) -> SetLight:
    """Return the light of a set as a mood has it."""
    change = MOOD_LIGHTS[mood]
    return replace(
        light,
        key=_times(light.key, change.key),
        rim=_towards(light.rim, change.rim, change.rim_share),
        shade=min(max(light.shade, SHADE_MAX), light.shade * change.shade),
    )


def _times(colour: Colour, gains: tuple[float, float, float]) -> Colour:
    red, green, blue = (min(255, round(c * g)) for c, g in zip(colour, gains, strict=True))
    return red, green, blue


def _towards(first: Colour, second: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue
