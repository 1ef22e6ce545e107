"""A scarf worn over hair, ears and neck."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from generation.engines.puppet.figure.attire import cloth_stops
from generation.engines.puppet.figure.curves import Curve2, mirrored, ribbon, smooth, vec
from generation.engines.puppet.figure.looks import Look
from generation.engines.puppet.figure.paint import Sheet
from generation.engines.puppet.figure.tints import Stops, mix, ramp

OUTER = (
    (0.0, -14.1), (5.2, -13.2), (8.4, -9.8), (9.3, -4.6), (9.2, 1.0), (8.4, 6.2), (8.0, 9.6),
    (9.6, 12.6), (12.4, 15.2), (12.6, 17.4), (8.6, 19.6), (3.6, 21.4), (0.0, 22.0),
)  # fmt: skip
OPENING = (
    (0.0, -9.4), (3.4, -9.0), (5.6, -7.3), (6.65, -3.8), (6.7, 0.2), (5.9, 3.8), (4.3, 6.6),
    (2.3, 8.2), (0.0, 8.7),
)  # fmt: skip
WRAP = (
    (0.0, 3.0), (5.4, 3.2), (7.4, 5.6), (8.0, 9.6), (9.6, 12.6), (12.4, 15.2), (12.6, 17.4),
    (8.6, 19.6), (3.6, 21.4), (0.0, 22.0),
)  # fmt: skip
FOLDS = (
    ((7.2, -6.0), (8.3, 0.0), (7.6, 6.0), (3.4, 11.0), (-2.0, 13.4)),
    ((8.6, -3.0), (8.8, 4.0), (7.4, 9.6), (2.2, 14.2), (-4.4, 16.4)),
    ((-7.4, -5.0), (-8.2, 1.0), (-7.4, 6.6), (-4.6, 10.4), (-0.4, 12.2)),
    ((9.4, 12.8), (5.0, 16.2), (0.0, 18.2), (-6.0, 18.6)),
    ((-9.2, 12.6), (-6.0, 15.0), (-1.5, 16.6), (3.0, 16.2)),
    ((-5.6, -11.8), (-2.0, -11.2), (2.4, -11.4), (6.2, -9.6)),
)


CHEST = vec([(-20.0, 9.5), (20.0, 9.5), (20.0, 30.0), (-20.0, 30.0)])  # where its shadow falls


def wrap_of(look: Look) -> Stops | None:
    """Return the cloth of the scarf that ``look`` wears, which has its hair's colour, or None."""
    return cloth_stops(look.hair[2]) if look.style == "scarf" else None


def paint_scarf(whole: Sheet, cloth: Stops, skin: Stops) -> None:
    """Lay a scarf round the face, with its ends over the chest."""
    outer, opening = _closed(OUTER), _closed(OPENING)
    sheet = whole.part(outer, 2.0)
    face = sheet.fill(opening, soft=0.04)
    edge = np.concatenate([opening, opening[:1]])
    rim = sheet.stroke(edge, [0.9, 0.9], soft=0.5)
    sheet.lay(sheet.within(rim, face), mix(skin[0], (30, 16, 20), 0.4), 0.5)
    _lay(sheet, cloth, outer, opening)
    sheet.lay(sheet.stroke(edge, [0.2, 0.2], soft=0.06), cloth[1], 0.6)


def paint_wrap(whole: Sheet, cloth: Stops) -> None:
    """Lay what covers neck and chest, for a head that is drawn over it."""
    outer = _closed(WRAP)
    _lay(whole.part(outer, 2.0), cloth, outer, None)


def _closed(half: Sequence[tuple[float, float]]) -> Curve2:
    return smooth(mirrored(list(half)), closed=True, steps=6)


def _lay(sheet: Sheet, cloth: Stops, outer: Curve2, opening: Curve2 | None) -> None:
    """Lay the cloth with its folds, and its shadow on the chest."""
    under = sheet.fill(outer + vec([0.2, 0.7]), soft=0.5)
    below = sheet.fill(CHEST, soft=0.6)
    sheet.lay(sheet.within(under, below), mix(cloth[0], (10, 6, 14), 0.5), 0.4)
    cover, shape = sheet.coarse(outer), sheet.fill(outer, soft=0.04)
    if opening is not None:
        cover = np.maximum(cover - sheet.coarse(opening), 0)
        shape = sheet.without(shape, sheet.fill(opening, soft=0.04))
    z = sheet.inflate(cover, 3.0, 2.2)
    for number, knots in enumerate(FOLDS):
        fold = ribbon(smooth(list(knots), closed=False), [0.2, 1.3, 1.3, 0.2])
        z = z + np.float32((0.7, 0.55)[number % 2]) * sheet.coarse(fold, soft=0.45)
    light = sheet.light(np.asarray(z, np.float32), wrap=0.42, gloss=9, reach=1.2)
    value = np.asarray(light.lit * 0.94 - 0.3 * light.hollow - 0.02, np.float32)
    sheet.lay(shape, ramp(cloth, value))
