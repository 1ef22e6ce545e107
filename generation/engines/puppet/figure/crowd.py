"""Crowds for foregrounds: shoulders from behind, plush jurors, visitors' backs."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from types import MappingProxyType
from typing import Literal

import numpy as np

from generation.arrays import RgbaImage
from generation.engines.puppet.figure.curves import Curve2, mirrored, smooth, vec
from generation.engines.puppet.figure.features import disc
from generation.engines.puppet.figure.paint import Sheet
from generation.engines.puppet.figure.tints import Rgb, mix, ramp, tones
from generation.engines.puppet.stage import SetLight

CrowdKind = Literal["shoulders", "jury", "visitors"]

CLOTHS: tuple[Rgb, ...] = (
    (74, 86, 112), (122, 74, 66), (92, 112, 88), (132, 112, 84), (96, 80, 112),
    (66, 66, 74), (150, 108, 70),
)  # fmt: skip
HAIRS: tuple[Rgb, ...] = ((38, 30, 30), (70, 48, 36), (116, 84, 54), (148, 144, 144), (26, 24, 30))
SKINS: tuple[Rgb, ...] = ((236, 186, 156), (206, 148, 112), (142, 90, 64), (222, 170, 134))
PLUSH: tuple[Rgb, ...] = (
    (176, 122, 78),
    (226, 206, 176),
    (132, 142, 160),
    (206, 140, 120),
    (120, 148, 110),
)
TALL = {
    "shoulders": 0.62,
    "jury": 0.78,
    "visitors": 0.92,
}  # share of the row's height a person takes
HEAD_HIGH = 2.3  # a head from behind, in its own half widths


def crowd_row(
    width_px: int, height_px: int, kind: CrowdKind, count: int, light: SetLight, seed: int
) -> RgbaImage:
    """Return a straight RGBA row of ``count`` people who stand on its lower edge.

    Args:
        width_px: Width of the row.
        height_px: Height of the row.
        kind: Heads and shoulders from behind, plush jurors from the front, or visitors from behind.
        count: How many.
        light: The set's light; a foreground keeps 60 % of it.
        seed: Who they are.
    """
    rng = np.random.default_rng([seed, zlib.crc32(kind.encode())])
    # one unit is a head's half width; (0, 0) is the middle of the lower edge
    unit = height_px * TALL[kind] / UNITS_TALL[kind]
    sheet = Sheet((width_px, height_px), unit, (width_px / 2, float(height_px)))
    step = width_px / unit / max(count, 1)
    order = list(range(count))
    for index in [*order[::2], *order[1::2]]:
        x = (index + 0.5 - count / 2) * step + float(rng.uniform(-0.12, 0.12)) * step
        PEOPLE[kind](sheet, x, float(rng.uniform(0.9, 1.08)), light, rng)
    return sheet.straight()


def _toned(colour: Rgb, light: SetLight, share: float) -> Rgb:
    """Return ``colour`` under the set's light, darkened as a foreground is."""
    red, green, blue = (
        round(c * (1 - share + share * k / 255)) for c, k in zip(colour, light.key, strict=True)
    )
    return mix((red, green, blue), light.ambient, 0.2)


def _pick(colours: tuple[Rgb, ...], light: SetLight, rng: np.random.Generator) -> Rgb:
    return _toned(colours[int(rng.integers(len(colours)))], light, 0.6)


def _pillow(
    sheet: Sheet, curve: Curve2, colour: Rgb, light: SetLight, *, radius: float = 1.0
) -> None:
    """Lay a rounded piece with the set's rim on its edge."""
    part = sheet.part(curve, 0.6)
    z = part.inflate(part.coarse(curve), radius, 0.8 * radius)
    lit = part.light(z, wrap=0.4, reach=0.6)
    dark, half, base, bright = tones(colour, depth=0.66, lift=0.2)
    part.lay(
        part.fill(curve, soft=0.03),
        ramp((dark, half, base, bright), np.asarray(lit.lit * 0.85, np.float32)),
    )
    side = light.rim_side
    inner = part.fill(curve - vec([side * 0.09, -0.04]), soft=0.06)
    part.lay(part.without(part.fill(curve), inner), light.rim, 0.55)


def _person(sheet: Sheet, x: float, size: float, light: SetLight, rng: np.random.Generator) -> None:
    """Lay head and shoulders from behind."""
    cloth, hair, skin = (_pick(choice, light, rng) for choice in (CLOTHS, HAIRS, SKINS))
    top = -UNITS_TALL["shoulders"] * size
    chin = top + HEAD_HIGH * size
    body = [
        (0.0, chin + 0.25),
        (0.75, chin + 0.3),
        (1.5, chin + 0.75),
        (2.35, chin + 1.3),
        (2.6, chin + 2.4),
        (2.7, 0.6),
        (0.0, 0.8),
    ]
    neck = [
        (0.0, chin - 0.7),
        (0.52, chin - 0.7),
        (0.55, chin + 0.3),
        (0.85, chin + 0.7),
        (0.0, chin + 0.9),
    ]
    for half, colour in ((neck, mix(skin, (40, 16, 16), 0.35)), (body, cloth)):
        _pillow(sheet, _moved(half, x, size), colour, light)
    for side in (-1, 1):
        _pillow(
            sheet,
            disc(x + side * 0.98 * size, top + 1.35 * size, 0.2 * size, high=1.5),
            skin,
            light,
            radius=0.3,
        )
    full = float(rng.uniform(0.95, 1.22))
    nape = float(rng.choice([0.0, 0.25, 1.1]))
    head = [
        (0.0, top),
        (0.62 * full, top + 0.12),
        (1.02 * full, top + 0.8),
        (1.0 * full, top + 1.5),
        (0.7 + 0.3 * (nape > 0.5), chin - 0.35 + nape),
        (0.0, chin - 0.2 + nape),
    ]
    _pillow(sheet, _moved(head, x, size), hair, light)


def _visitor(
    sheet: Sheet, x: float, size: float, light: SetLight, rng: np.random.Generator
) -> None:
    """Lay somebody seen from behind down to the hips, arms hanging."""
    cloth, hair, skin = (_pick(choice, light, rng) for choice in (CLOTHS, HAIRS, SKINS))
    top = -UNITS_TALL["visitors"] * size
    chin = top + HEAD_HIGH * size
    body = [
        (0.0, chin + 0.2),
        (0.8, chin + 0.3),
        (1.7, chin + 0.7),
        (2.0, chin + 1.4),
        (1.7, chin + 3.4),
        (1.85, 0.6),
        (0.0, 0.8),
    ]
    arm = [
        (1.62, chin + 0.75),
        (2.15, chin + 1.0),
        (2.45, chin + 2.4),
        (2.4, 0.6),
        (1.85, 0.6),
        (1.8, chin + 2.4),
    ]
    _pillow(
        sheet,
        _moved(
            [(0.0, chin - 0.7), (0.5, chin - 0.7), (0.85, chin + 0.6), (0.0, chin + 0.8)], x, size
        ),
        mix(skin, (40, 16, 16), 0.35),
        light,
    )
    _pillow(sheet, _moved(body, x, size), cloth, light, radius=1.4)
    for side in (-1, 1):
        curve = smooth([(side * px, py) for px, py in arm], closed=True, steps=6)
        _pillow(
            sheet,
            curve * vec([size, 1]) + vec([x, 0]),
            mix(cloth, (20, 16, 24), 0.12),
            light,
            radius=0.5,
        )
    full = float(rng.uniform(0.95, 1.15))
    nape = float(rng.choice([0.0, 0.3, 1.6]))
    head = [
        (0.0, top),
        (0.62 * full, top + 0.12),
        (1.02 * full, top + 0.8),
        (1.0 * full, top + 1.5),
        (0.72 + 0.3 * (nape > 0.5), chin - 0.3 + nape),
        (0.0, chin - 0.15 + nape),
    ]
    _pillow(sheet, _moved(head, x, size), hair, light)


def _juror(sheet: Sheet, x: float, size: float, light: SetLight, rng: np.random.Generator) -> None:
    """Lay a plush animal with round ears, button eyes and a stitched mouth, looking ahead."""
    fur = _pick(PLUSH, light, rng)
    pale = mix(fur, (255, 246, 232), 0.55)
    top = -UNITS_TALL["jury"] * size
    middle = top + 1.35 * size
    body = [(0.0, middle + 0.7), (0.9, middle + 0.9), (1.35, middle + 1.9), (1.4, 0.4), (0.0, 0.6)]
    long_ears = bool(rng.random() < 0.4)
    for side in (-1, 1):
        ear = disc(
            x + side * (0.5 if long_ears else 0.92) * size,
            middle - (1.35 if long_ears else 0.88) * size,
            (0.3 if long_ears else 0.45) * size,
            high=2.2 if long_ears else 1.0,
        )
        _pillow(sheet, ear, fur, light, radius=0.4)
        sheet.lay(
            sheet.fill((ear - ear.mean(0)) * np.float32(0.55) + ear.mean(0), soft=0.05),
            mix(pale, (230, 150, 140), 0.4),
            0.8,
        )
    _pillow(sheet, _moved(body, x, size), mix(fur, (30, 20, 20), 0.08), light)
    _pillow(sheet, disc(x, middle + 1.75 * size, 0.72 * size, high=1.15), pale, light, radius=0.8)
    _pillow(sheet, disc(x, middle, 1.15 * size, high=0.92), fur, light, radius=1.1)
    _pillow(sheet, disc(x, middle + 0.32 * size, 0.52 * size, high=0.78), pale, light, radius=0.5)
    for side in (-1, 1):
        at = (x + side * 0.46 * size, middle - 0.14 * size)
        sheet.lay(sheet.fill(disc(*at, 0.15 * size)), (24, 18, 20))
        sheet.lay(
            sheet.fill(disc(at[0] - 0.05 * size, at[1] - 0.06 * size, 0.05 * size)), (250, 250, 250)
        )
    sheet.lay(sheet.fill(disc(x, middle + 0.14 * size, 0.15 * size, high=0.75)), (46, 28, 30))
    for side in (-1, 1):
        stitch = smooth(
            [
                (x, middle + 0.24 * size),
                (x + side * 0.05 * size, middle + 0.44 * size),
                (x + side * 0.26 * size, middle + 0.46 * size),
            ],
            closed=False,
        )
        sheet.lay(sheet.stroke(stitch, [0.05 * size, 0.06 * size, 0.03 * size]), (60, 36, 36), 0.85)


def _moved(half: list[tuple[float, float]], x: float, size: float) -> Curve2:
    curve = smooth(mirrored(half), closed=True, steps=6)
    return np.asarray(curve * vec([size, 1]) + vec([x, 0]), np.float32)


UNITS_TALL: MappingProxyType[str, float] = MappingProxyType(
    {"shoulders": 4.6, "jury": 4.3, "visitors": 7.6}
)
"""Head half widths from the lower edge to the top of a head."""

Painter = Callable[[Sheet, float, float, SetLight, np.random.Generator], None]
PEOPLE: MappingProxyType[str, Painter] = MappingProxyType(
    {"shoulders": _person, "jury": _juror, "visitors": _visitor}
)
