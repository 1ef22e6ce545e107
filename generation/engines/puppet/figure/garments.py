"""Collars, lapels, ties, buttons, sashes: what makes a trunk a garment. Paints no trunk."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

import numpy as np

from generation.engines.puppet.figure.attire import (
    LINEN,
    NECKLINES,
    RISE,
    Outfit,
    cloth_image,
    cloth_stops,
    neckline,
    paint_trunk,
)
from generation.engines.puppet.figure.curves import smooth, vec
from generation.engines.puppet.figure.paint import Sheet
from generation.engines.puppet.figure.scarf import paint_wrap
from generation.engines.puppet.figure.tailoring import (
    band,
    buttons,
    flap,
    neck_hole,
    placket,
    ring,
    undershirt,
)
from generation.engines.puppet.figure.tints import mix, ramp

LONG_Y = 72.0  # head units down to which clothes go on where the frame cuts them


def paint_dressed(sheet: Sheet, outfit: Outfit, *, length: float, seed: int) -> None:
    """Lay neck, trunk and the garment's details down to y = ``length`` head units."""
    raised, longer = sheet.raised(RISE), length + RISE
    paint_trunk(raised, outfit, length=longer, seed=seed)
    DETAILS[outfit.garment](raised, outfit, longer)
    if outfit.wrap is not None:
        paint_wrap(sheet, outfit.wrap)


def _sweater(sheet: Sheet, outfit: Outfit, length: float) -> None:
    del length
    ring(sheet, outfit, 1.5, outfit.cloth)


def _tee(sheet: Sheet, outfit: Outfit, length: float) -> None:
    del length
    ring(sheet, outfit, 0.75, outfit.cloth)


def _shirt(sheet: Sheet, outfit: Outfit, length: float) -> None:
    deep = NECKLINES["shirt"][1]
    undershirt(sheet, outfit)
    placket(sheet, outfit, deep, length)
    buttons(sheet, outfit, np.arange(deep + 2.2, length, 4.6))
    collar = [
        (3.2, 9.6),
        (5.4, 10.8),
        (7.4, 14.2),
        (5.2, 17.4),
        (2.4, 14.9),
        (0.5, deep),
        (2.6, 13.6),
        (4.1, 11.8),
    ]
    for side in (-1, 1):
        flap(sheet, collar, outfit.cloth, side=side)


def _hoodie(sheet: Sheet, outfit: Outfit, length: float) -> None:
    del length
    undershirt(sheet, outfit)
    roll = [
        (4.3, 10.6),
        (7.2, 10.4),
        (10.4, 12.6),
        (9.6, 15.6),
        (5.4, 17.6),
        (0.2, 19.4),
        (0.0, 16.4),
        (3.2, 13.6),
    ]
    rounded = [(float(x), float(y)) for x, y in smooth(roll, closed=True, steps=5)]
    for side in (-1, 1):
        flap(sheet, rounded, outfit.cloth, side=side)
        cord = smooth([(side * 1.6, 17.6), (side * 2.0, 20.5), (side * 1.7, 24.2)], closed=False)
        sheet.lay(sheet.stroke(cord + vec([0.2, 0.3]), [0.4, 0.4], soft=0.15), outfit.cloth[0], 0.6)
        sheet.lay(sheet.stroke(cord, [0.42, 0.42, 0.42]), outfit.accent)
        sheet.lay(sheet.stroke(cord[-4:], [0.5, 0.6, 0.5]), mix(outfit.accent, (60, 60, 60), 0.5))


def _lapels(sheet: Sheet, outfit: Outfit, deep: float, wide: float) -> None:
    notch = [
        (4.4, 10.6),
        (6.4, 11.4),
        (8.8, 14.6),
        (wide, 15.6),
        (wide - 0.2, 18.0),
        (0.35, deep + 3.6),
        (0.0, deep),
        (3.8, 13.8),
    ]
    for side in (1, -1):
        flap(sheet, notch, outfit.cloth, side=side)
        seam = vec([(side * 8.8, 14.6), (side * 7.4, 16.0), (side * 6.6, 16.4)])
        sheet.lay(sheet.stroke(seam, [0.1, 0.14, 0.05], soft=0.05), outfit.cloth[0], 0.7)


def _suit(sheet: Sheet, outfit: Outfit, length: float) -> None:
    deep = NECKLINES["suit"][1]
    linen = cloth_stops(LINEN)
    vest = vec([(-4.6, 12.4), (0, 14.2), (4.6, 12.4), (4.0, 14.5), (0, deep + 0.3), (-4.0, 14.5)])
    sheet.lay(sheet.fill(vest, soft=0.03), linen[2])
    tie = cloth_stops(outfit.accent)
    flap(sheet, [(0.9, 14.0), (1.35, 15.9), (-1.35, 15.9), (-0.9, 14.0)], tie, side=1)
    flap(
        sheet,
        [
            (0.85, 15.8),
            (1.5, 18.8),
            (0.3, deep + 0.3),
            (-0.3, deep + 0.3),
            (-1.5, 18.8),
            (-0.85, 15.8),
        ],
        tie,
        side=1,
    )
    for side in (-1, 1):
        flap(
            sheet,
            [(3.9, 10.2), (5.0, 11.2), (4.6, 15.2), (3.0, 16.6), (0.4, 14.2), (2.8, 12.6)],
            linen,
            side=side,
        )
    _lapels(sheet, outfit, deep, 11.4)
    placket(sheet, outfit, deep + 3.5, length, x=-0.9)
    buttons(sheet, outfit, vec([deep + 6.0, deep + 11.5]))


def _coat(sheet: Sheet, outfit: Outfit, length: float) -> None:
    deep = NECKLINES["coat"][1]
    scarf = cloth_stops(outfit.accent)
    roll = smooth([(-4.9, 12.2), (-3.0, 14.4), (0, 15.2), (3.0, 14.4), (4.9, 12.2)], closed=False)
    under = vec([(-5.0, 13.0), (5.0, 13.0), (0, deep + 1)])
    sheet.lay(sheet.fill(under, soft=0.05), scarf[1])
    for down, width in ((0.9, 3.0), (-0.7, 2.8)):
        z = sheet.inflate(sheet.coarse(band(roll + vec([0, down]), width)), 1.3, 1.1)
        light = sheet.light(z, wrap=0.45, reach=0.8)
        cover = sheet.stroke(
            roll + vec([0, down]), [0.4 * width, width * 1.1, 0.4 * width], soft=0.06
        )
        sheet.lay(cover, ramp(scarf, np.asarray(light.lit, np.float32)))
    _lapels(sheet, outfit, deep, 12.6)
    placket(sheet, outfit, deep + 3.5, length, x=1.6)
    for x in (-2.6, 3.6):
        buttons(sheet, outfit, np.arange(deep + 6.5, length, 6.5), x)


def _robe(sheet: Sheet, outfit: Outfit, length: float) -> None:
    inner = vec([(-4.4, 12.8), (0, 15.6), (4.4, 12.8), (0.2, NECKLINES["robe"][1])])
    sheet.lay(sheet.fill(inner, soft=0.04), LINEN)
    trim = cloth_stops(outfit.accent)
    low = min(length, 40.0)
    cross = NECKLINES["robe"][1]
    flap(
        sheet,
        [
            (4.4, 10.4),
            (6.4, 11.8),
            (5.6, 14.2),
            (0.9, cross + 2.6),
            (-1.4, cross + 1.2),
            (3.8, 13.2),
        ],
        trim,
        side=-1,
    )
    flap(
        sheet,
        [(4.4, 10.4), (6.4, 11.8), (5.6, 14.2), (-8.6, low), (-11.2, low - 1.0), (3.8, 13.2)],
        trim,
        side=1,
    )
    if length > 36:
        sash = vec([(-16.5, 36.0), (16.5, 36.0), (16.6, 41.0), (-16.6, 41.0)])
        flap(sheet, [(float(x), float(y)) for x, y in sash], trim, side=1)


def _dress(sheet: Sheet, outfit: Outfit, length: float) -> None:
    del length
    edge = neckline(outfit, 0.2)
    sheet.lay(sheet.stroke(edge + vec([0, 0.3]), [0.5, 0.6, 0.5], soft=0.25), outfit.cloth[0], 0.5)
    sheet.lay(sheet.stroke(edge, [0.5, 0.62, 0.5], soft=0.03), outfit.accent)
    chain = smooth([(-4.6, 12.2), (-2.4, 14.9), (0, 16.1), (2.4, 14.9), (4.6, 12.2)], closed=False)
    sheet.lay(sheet.stroke(chain + vec([0, 0.16]), [0.2, 0.2], soft=0.1), outfit.skin[0], 0.5)
    for i, (x, y) in enumerate(chain[::3]):
        turn = np.linspace(0, 2 * np.pi, 13)[:-1]
        size = 0.30 + 0.24 * np.sin(np.pi * i / max(len(chain[::3]) - 1, 1))
        bead = np.stack([x + size * np.cos(turn), y + size * np.sin(turn)], 1).astype(np.float32)
        sheet.lay(sheet.fill(bead), mix(outfit.accent, (120, 60, 20), 0.25))
        sheet.lay(
            sheet.fill(0.4 * (bead - [x, y]) + [x - 0.1, y - 0.1], soft=0.04), (255, 250, 230), 0.8
        )


def _shawl(sheet: Sheet, outfit: Outfit, length: float) -> None:
    gown = mix(outfit.cloth[2], (36, 30, 52), 0.72)
    front = vec([(-8.5, 13.6), (8.5, 13.6), (6.0, length), (-6.0, length)])
    opening = sheet.fill(neck_hole(outfit), soft=0.03)
    panel = sheet.fill(front, soft=0.05)
    sheet.lay(sheet.without(panel, opening), cloth_image(sheet, cloth_stops(gown), front, 5))
    ring(sheet, outfit, 0.8, cloth_stops(gown))
    low = min(length, 34.0)
    drape = [
        (5.6, 11.0),
        (8.4, 12.4),
        (13.2, 15.2),
        (17.6, 18.0),
        (16.0, low * 0.8),
        (8.0, low),
        (-3.4, low + 2),
        (0.4, 24.0),
        (4.6, 17.0),
    ]
    rounded = [(float(x), float(y)) for x, y in smooth(drape, closed=True, steps=6)]
    for side in (1, -1):
        flap(sheet, rounded, outfit.cloth, side=side)
        trim = smooth(
            [(side * x, y) for x, y in ((5.7, 11.4), (4.7, 17.0), (0.6, 24.2), (-3.2, low + 1.6))],
            closed=False,
        )
        sheet.lay(sheet.stroke(trim, [0.5, 0.62, 0.5], soft=0.04), outfit.accent, 0.9)
        for shift in (1.8, 3.6, 5.6):
            fold = smooth(
                [
                    (side * (x + shift), y + 0.4 * shift)
                    for x, y in ((6.4, 12.6), (6.0, 18.0), (2.6, 25.0))
                ],
                closed=False,
            )
            sheet.lay(sheet.stroke(fold, [0, 0.7, 0.5, 0], soft=0.3), outfit.cloth[0], 0.4)


Detail = Callable[[Sheet, Outfit, float], None]
DETAILS: MappingProxyType[str, Detail] = MappingProxyType(
    {
        "sweater": _sweater,
        "tee": _tee,
        "shirt": _shirt,
        "hoodie": _hoodie,
        "coat": _coat,
        "robe": _robe,
        "suit": _suit,
        "dress": _dress,
        "shawl": _shawl,
    }
)
