"""What "drawn me" is made of: hair, skin and clothes to choose from, and a choice. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, get_args

from generation.errors import OptionRejected

Rgb = tuple[int, int, int]
Cut = Literal["short", "long", "curly", "bun", "bald", "bob", "afro", "undercut", "scarf"]

PREFIX: Final = "me:"
MARK: Final = "+"
YES: Final = frozenset({"1", "true", "on", "yes"})
LIGHTNESS: Final = 0.6  # weight of lightness between two colours: photos differ in light first


class Swatch(NamedTuple):
    """A colour to choose; ``rgb`` is what a page shows."""

    id: str
    rgb: Rgb


CUTS: Final[tuple[Cut, ...]] = get_args(Cut)
SKINS: Final = (
    Swatch("porcelain", (250, 218, 198)),
    Swatch("fair", (242, 196, 168)),
    Swatch("honey", (224, 172, 134)),
    Swatch("tan", (196, 138, 98)),
    Swatch("brown", (152, 96, 66)),
    Swatch("deep", (104, 62, 44)),
)
HAIRS: Final = (
    Swatch("black", (38, 34, 40)),
    Swatch("dark_brown", (74, 48, 34)),
    Swatch("brown", (120, 76, 44)),
    Swatch("light_brown", (172, 120, 70)),
    Swatch("blond", (220, 182, 112)),
    Swatch("red", (168, 72, 36)),
    Swatch("grey", (172, 168, 168)),
    Swatch("blue", (62, 92, 140)),
)
CLOTHES: Final = (
    Swatch("red", (204, 68, 52)),
    Swatch("mustard", (226, 166, 56)),
    Swatch("green", (62, 128, 96)),
    Swatch("blue", (58, 100, 150)),
    Swatch("purple", (116, 84, 148)),
    Swatch("charcoal", (72, 68, 72)),
    Swatch("cream", (236, 226, 206)),
    Swatch("pink", (220, 142, 162)),
)
OPTIONS: Final[Mapping[str, tuple[Swatch, ...]]] = MappingProxyType(
    {"hair": HAIRS, "skin": SKINS, "clothes": CLOTHES}
)
"""Colours for each tap; the fourth tap is ``CUTS``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnSpec:
    """Four taps, and two more for who wants them. Each colour is the id of a swatch.

    Attributes:
        cut: How the hair is worn; ``scarf`` covers it, and then wears the hair's colour.
        hair: Of ``HAIRS``.
        skin: Of ``SKINS``.
        clothes: Of ``CLOTHES``.
    """

    cut: Cut = "short"
    hair: str = "dark_brown"
    skin: str = "honey"
    clothes: str = "blue"
    glasses: bool = False
    beard: bool = False

    def character(self, seed: int) -> str:
        """Return the id under which this person is drawn; no id of the drawn cast has a colon."""
        marks = [MARK + name for name in ("glasses", "beard") if getattr(self, name)]
        return f"{PREFIX}{self.cut}.{self.hair}.{self.skin}.{self.clothes}{''.join(marks)}:{seed}"


def read_character(character: str) -> tuple[DrawnSpec, int] | None:
    """Read an id back as choice and seed; None where it names somebody else."""
    if not character.startswith(PREFIX):
        return None
    taps, _, seed = character.removeprefix(PREFIX).partition(":")
    colours, *marks = taps.split(MARK)
    parts = dict(zip(("style", "hair", "skin", "clothes"), colours.split("."), strict=False))
    try:
        return read_spec(parts | dict.fromkeys(marks, "yes")), int(seed)
    except (OptionRejected, ValueError):
        return None


def read_spec(values: Mapping[str, str]) -> DrawnSpec:
    """Read what a page sends: ``style``, ``hair``, ``skin``, ``clothes``, ``glasses``, ``beard``.

    A colour is an id or ``#rrggbb``, which means the nearest one; what is not said keeps its usual
    value.

    Raises:
        OptionRejected: ``drawn`` (part, known): a part has no such choice.
    """
    usual = DrawnSpec()
    style = values.get("style") or usual.cut
    cut = next((known for known in CUTS if known == style), None)
    if cut is None:
        raise OptionRejected("drawn", part="style", known=" ".join(CUTS))
    colours = {part: _colour(part, values.get(part) or getattr(usual, part)) for part in OPTIONS}
    return DrawnSpec(
        cut=cut,
        **colours,
        glasses=values.get("glasses", "").casefold() in YES,
        beard=values.get("beard", "").casefold() in YES,
    )


def nearest(part: str, rgb: Rgb) -> str:
    """Return the id of the swatch of ``part`` that looks most like ``rgb``."""
    return closest(rgb, dict(OPTIONS[part]))


def closest(rgb: Rgb, colours: Mapping[str, Rgb], *, weight: float = LIGHTNESS) -> str:
    """Return the key of the colour that looks most like ``rgb``; lightness counts ``weight``."""
    lightness, *tone = lab(rgb)

    def apart(key: str) -> float:
        other, *hue = lab(colours[key])
        squares = [(one - two) ** 2 for one, two in zip(tone, hue, strict=True)]
        return weight * (lightness - other) ** 2 + sum(squares)

    return min(colours, key=apart)


def rgb_of(part: str, swatch_id: str) -> Rgb:
    """Return the colour of a swatch.

    Raises:
        KeyError: ``part`` has no such swatch.
    """
    return dict(OPTIONS[part])[swatch_id]


def _colour(part: str, value: str) -> str:
    if any(swatch.id == value for swatch in OPTIONS[part]):
        return value
    try:
        level = bytes.fromhex(value.removeprefix("#"))
        red, green, blue = level
    except ValueError as error:
        known = " ".join(swatch.id for swatch in OPTIONS[part])
        raise OptionRejected("drawn", part=part, known=known) from error
    return nearest(part, (red, green, blue))


def lab(rgb: Rgb) -> tuple[float, float, float]:
    """Return CIE L*a*b* under daylight."""
    red, green, blue = (_linear(level / 255) for level in rgb)
    x = _root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505)
    y = _root(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    z = _root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _linear(level: float) -> float:
    return level / 12.92 if level <= 0.04045 else float(((level + 0.055) / 1.055) ** 2.4)


def _root(value: float) -> float:
    return float(value ** (1 / 3)) if value > 0.008856 else 7.787 * value + 16 / 116
