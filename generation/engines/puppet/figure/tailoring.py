"""Pieces garments are sewn from: flaps, ribbed bands, buttons, plackets. No whole garment."""

from __future__ import annotations

import numpy as np

from generation.engines.puppet.figure.attire import NECKLINES, Outfit, neckline
from generation.engines.puppet.figure.curves import Curve2, smooth, vec
from generation.engines.puppet.figure.paint import Sheet
from generation.engines.puppet.figure.tints import Stops, mix, ramp


def flap(
    sheet: Sheet, knots: list[tuple[float, float]], stops: Stops, *, side: int, soft: float = 0.025
) -> None:
    """Lay a piece of cloth (collar, lapel) with a shadow under it."""
    curve = vec([(side * x, y) for x, y in knots])
    sheet = sheet.part(curve, 2.0)
    sheet.lay(sheet.fill(curve + vec([0.25, 0.5]), soft=0.4), mix(stops[0], (10, 6, 14), 0.4), 0.42)
    z = sheet.inflate(sheet.coarse(curve), 1.2, 0.7)
    light = sheet.light(z, wrap=0.45, reach=0.8)
    sheet.lay(sheet.fill(curve, soft=soft), ramp(stops, np.asarray(light.lit * 0.95, np.float32)))


def ring(sheet: Sheet, outfit: Outfit, width: float, stops: Stops) -> None:
    """Lay the ribbed band of a round neckline."""
    edge = neckline(outfit, 0.35)
    sheet = sheet.part(edge, 1.6)
    shade = sheet.stroke(edge + vec([0, 0.35]), [0.5 * width, width, width, 0.5 * width], soft=0.35)
    sheet.lay(shade, stops[0], 0.35)
    z = sheet.inflate(sheet.coarse(band(edge, width)), 0.5 * width, 0.5 * width)
    light = sheet.light(z, wrap=0.5, reach=0.5)
    ends = [0.72 * width, width, width, width, 0.72 * width]
    sheet.lay(sheet.stroke(edge, ends, soft=0.03), ramp(stops, np.asarray(light.lit, np.float32)))
    for i in range(2, len(edge) - 2, 1):
        tangent = edge[i + 1] - edge[i - 1]
        across = vec([-tangent[1], tangent[0]]) / max(float(np.hypot(*tangent)), 1e-6)
        rib = np.stack([edge[i] - 0.36 * width * across, edge[i], edge[i] + 0.36 * width * across])
        sheet.lay(sheet.stroke(rib.astype(np.float32), [0.0, 0.1, 0.0], soft=0.03), stops[0], 0.3)


def band(edge: Curve2, width: float) -> Curve2:
    """Return the outline of a ribbon ``width`` units high along ``edge``."""
    down = vec([0, width / 2])
    return np.concatenate([edge - down, (edge + down)[::-1]])


def buttons(sheet: Sheet, outfit: Outfit, ys: np.ndarray, x: float = 0.0) -> None:
    """Lay buttons under each other."""
    for y in ys:
        turn = np.linspace(0, 2 * np.pi, 17)[:-1]
        dot = np.stack([x + 0.36 * np.cos(turn), y + 0.36 * np.sin(turn)], 1).astype(np.float32)
        sheet.lay(sheet.fill(dot + vec([0.08, 0.14]), soft=0.08), outfit.cloth[0], 0.6)
        sheet.lay(sheet.fill(dot), mix(outfit.accent, (255, 255, 255), 0.2))


def placket(sheet: Sheet, outfit: Outfit, top: float, length: float, x: float = 0.0) -> None:
    """Lay the edge where a garment closes."""
    line = vec([[x + 0.9, top], [x + 0.95, (top + length) / 2], [x + 0.9, length]])
    sheet.lay(sheet.stroke(line, [0.12, 0.16, 0.16], soft=0.07), outfit.cloth[0], 0.65)


def undershirt(sheet: Sheet, outfit: Outfit) -> None:
    """Lay the tee that an open collar shows."""
    wide = NECKLINES[outfit.garment][0]
    tee = smooth([(-wide, 13.2), (0, 15.2), (wide, 13.2)], closed=False)
    opening = neckline(outfit)
    inside = np.concatenate([tee, opening[::-1][1:-1]])
    sheet.lay(
        sheet.fill(inside.astype(np.float32), soft=0.03), mix(outfit.accent, (120, 120, 140), 0.18)
    )
    sheet.lay(sheet.stroke(tee, [0.5, 0.5], soft=0.05), outfit.accent)


def neck_hole(outfit: Outfit) -> Curve2:
    """Return the closed outline of a neckline's opening."""
    edge = neckline(outfit)
    return np.concatenate([edge, vec([[edge[-1, 0], 0], [edge[0, 0], 0]])])
