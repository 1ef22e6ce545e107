"""Skin of a head: relief, light, blush, nose, ears, folds; neither eyes, lips, hair nor clothes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from generation.arrays import RgbImage
from generation.engines.puppet.figure.curves import Curve2, ribbon, smooth
from generation.engines.puppet.figure.expression import Expression
from generation.engines.puppet.figure.expression import outline as head_outline
from generation.engines.puppet.figure.looks import Look
from generation.engines.puppet.figure.paint import Sheet
from generation.engines.puppet.figure.tints import Field, mix, ramp, tint, veil

RIM_LIGHT = (255, 236, 214)


def relief(sheet: Sheet, look: Look, act: Expression) -> Field:
    """Return the height of the face over the picture plane in head units."""
    drop = act.jaw
    z = sheet.inflate(sheet.coarse(head_outline(look, act)), 8.2, 6.6)
    z += 0.42 * sheet.pair(2.7, -4.4, 2.0, 0.85)
    z -= 0.80 * sheet.pair(2.95, -2.7, 1.75, 1.2)
    z += 0.66 * sheet.pair(3.15, -2.65, 1.35 * look.eye, 0.95)
    z += _nose(sheet, look)
    z += (0.55 + 0.5 * act.cheek) * sheet.pair(4.35, 0.9 - 0.35 * act.cheek, 1.9, 1.6)
    z += 0.62 * sheet.bump(0.0, 4.3 + 0.4 * drop, 2.5, 1.9)
    z -= 0.16 * sheet.bump(0.0, 2.8, 0.28, 0.55)
    z += 0.26 * look.lip * sheet.pair(0.65, 3.9 - 0.16 * act.gap, 0.75, 0.34)
    z += 0.50 * look.lip * sheet.bump(0.0, 4.98 + 0.84 * act.gap, 1.35, 0.42)
    z -= 0.42 * sheet.bump(0.0, 6.15 + drop, 1.35, 0.48)
    z -= 0.22 * sheet.pair(2.75 + act.wide, 4.4 - act.lift, 0.4, 0.5)
    z += 0.62 * sheet.bump(0.0, 7.9 + drop, 1.5, 1.0)
    return z


def _nose(sheet: Sheet, look: Look) -> Field:
    """Return the bridge, the ball and the wings of the nose."""
    y = sheet.y
    ridge = np.interp(y, [-4.6, -2.8, -1.0, 0.6, 1.5, 2.3], [0, 0.62, 1.15, 1.75, 1.2, 0])
    wide = np.interp(y, [-4, -1.5, 0.8, 2.0], [0.95, 0.8, 1.0, 0.9]) * look.nose
    z = ridge * np.exp(-((sheet.x / wide) ** 2))
    z = z + 0.62 * sheet.bump(0.0, 0.75, 0.85 * look.nose, 0.75)
    z = z + 0.82 * sheet.pair(1.28 * look.nose, 1.18, 0.5, 0.58)
    return np.asarray(z, np.float32)


def skin(sheet: Sheet, look: Look, act: Expression, shadow: Field) -> RgbImage:
    """Return the painted skin on the coarse grid; ``shadow`` 0..1 is what hair throws on it."""
    z = relief(sheet, look, act)
    light = sheet.light(z, wrap=0.42, gloss=20.0, reach=1.3)
    value = light.lit * 1.02 - 0.34 * light.hollow - 0.05
    image = ramp(look.skin, np.asarray(value, np.float32))
    red = mix(look.skin[2], (226, 64, 56), 0.62)
    image = tint(image, look.blush * _flush(sheet, act), mix((255, 255, 255), red, 0.75))
    if look.stubble:
        image = tint(image, look.stubble * _beard(sheet, act), (142, 140, 150))
    image = tint(image, _sockets(sheet, look), mix(look.skin[1], (128, 70, 88), 0.3))
    image = tint(image, 0.8 * shadow, mix(look.skin[0], look.skin[1], 0.62))
    image = tint(image, _folds(sheet, look, act), look.skin[1])
    glow = 0.30 * light.gloss * (1 - 0.8 * shadow) + 0.16 * light.rim
    return veil(image, np.asarray(glow, np.float32), RIM_LIGHT)


def _flush(sheet: Sheet, act: Expression) -> Field:
    cheeks = sheet.pair(4.4, 1.1 - 0.3 * act.cheek, 1.9, 1.45)
    nose = sheet.bump(0.0, 0.9, 1.3, 0.8)
    return np.asarray(
        0.85 * cheeks + 0.55 * nose + 0.25 * sheet.bump(0, 8.4 + act.jaw, 1.6, 1.0), np.float32
    )


def _beard(sheet: Sheet, act: Expression) -> Field:
    """Return where a beard grows: jaw, chin and upper lip, not cheeks and not around the lips."""
    x = np.abs(sheet.x)
    edge = 2.6 + 2.4 * np.exp(-((x / 4.6) ** 2)) - 0.42 * np.maximum(x - 3.4, 0) * 2.2
    jaw = 1 / (1 + np.exp(-(sheet.y - edge - 0.4 * act.jaw) * 1.9))
    upper = sheet.bump(0.0, 3.0, 2.5, 0.55)
    free = 1 - np.clip(
        1.2 * sheet.bump(0.0, 4.45 + 0.45 * act.gap, 2.4, 0.95 + 0.5 * act.gap), 0, 1
    )
    return np.asarray(np.clip(jaw + 0.9 * upper, 0, 1) * (0.25 + 0.75 * free), np.float32)


def _sockets(sheet: Sheet, look: Look) -> Field:
    lids = sheet.pair(2.9, -3.55, 1.7, 0.55) * 0.40
    inner = sheet.pair(1.55, -3.0, 0.6, 1.0) * 0.30
    bags = sheet.pair(3.0, -1.55, 1.25, 0.28) * (0.16 + 0.42 * look.age)
    return np.asarray(lids + inner + bags, np.float32)


def _folds(sheet: Sheet, look: Look, act: Expression) -> Field:
    """Return the soft creases of age and laughter."""
    strength = 0.12 + 0.5 * look.age + 0.45 * act.cheek
    cover = np.zeros(np.broadcast_shapes(sheet.x.shape, sheet.y.shape), np.float32)
    for side in (-1, 1):
        fold = [(1.75, 1.3), (2.6, 2.5), (3.15 + act.wide, 4.1 - 0.5 * act.lift)]
        curve = smooth([(side * x, y) for x, y in fold], closed=False)
        cover += strength * _crease(sheet, curve, 0.42)
        if look.age > 0.3:
            foot = smooth(
                [(side * 5.0, -2.5), (side * 5.7, -2.3), (side * 6.2, -1.9)], closed=False
            )
            cover += 0.35 * look.age * _crease(sheet, foot, 0.2)
    for y in (-6.4, -7.4) if look.age > 0.3 or act.brow > 0.5 else ():
        line = smooth([(-3.2, y + 0.15), (0, y - 0.1), (3.2, y + 0.15)], closed=False)
        cover += 0.3 * max(look.age, 0.5 * act.brow) * _crease(sheet, line, 0.22)
    return cover


def _crease(sheet: Sheet, curve: Curve2, width: float) -> Field:
    band = ribbon(curve, [0, 0.7 * width, width, 0.7 * width, 0])
    return sheet.coarse(band, soft=0.14)


def paint_face(sheet: Sheet, look: Look, act: Expression, shadow: Callable[[Sheet], Field]) -> None:
    """Lay the face and the nose's edges; ``shadow`` tells where hair darkens a sheet, 0..1."""
    sheet = sheet.part(head_outline(look, act))
    image = skin(sheet, look, act, shadow(sheet))
    sheet.lay(sheet.fill(head_outline(look, act), soft=0.03), image)
    dark = mix(look.skin[0], (40, 8, 8), 0.35)
    for side in (-1, 1):
        wide = look.nose
        hole = [(0.42, 1.92), (0.62, 1.70), (1.0, 1.72), (1.16, 1.9), (0.8, 2.02)]
        nostril = smooth([(side * x * wide, y) for x, y in hole], closed=True)
        sheet.lay(sheet.fill(nostril, soft=0.07), dark, 0.72)
        wing = [(1.42, 0.35), (1.86, 1.0), (1.74, 1.62), (1.36, 1.86)]
        edge = smooth([(side * x * wide, y) for x, y in wing], closed=False)
        sheet.lay(sheet.stroke(edge, [0, 0.16, 0.2, 0.06], soft=0.09), dark, 0.34)
    base = smooth([(-0.62, 2.02), (0, 2.22), (0.62, 2.02)], closed=False)
    sheet.lay(sheet.stroke(base, [0, 0.22, 0], soft=0.12), look.skin[0], 0.4)


def paint_ears(sheet: Sheet, look: Look) -> None:
    """Lay both ears behind the face."""
    half = [
        (0.0, -2.9),
        (0.95, -3.5),
        (1.6, -2.6),
        (1.4, -0.7),
        (0.9, 0.9),
        (0.25, 1.7),
        (-0.5, 1.3),
        (-0.6, -1),
    ]
    fold = [(0.2, -2.3), (0.95, -2.7), (1.15, -1.6), (0.8, -0.1), (0.3, 0.5)]
    base = look.cheek - 0.15
    for side in (-1, 1):
        curve = smooth([(side * (base + x), y) for x, y in half], closed=True)
        ear = sheet.part(curve)
        z = ear.inflate(ear.coarse(curve), 0.8, 0.5)
        light = ear.light(z, wrap=0.5, reach=0.6)
        value = np.asarray(light.lit * 0.86 - (0.10 if side > 0 else 0.02), np.float32)
        image = tint(
            ramp(look.skin, value), np.float32(0.28) * np.ones_like(value), (250, 150, 130)
        )
        ear.lay(ear.fill(curve, soft=0.03), image)
        inner = smooth([(side * (base + x), y) for x, y in fold], closed=False)
        ear.lay(ear.stroke(inner, [0.1, 0.34, 0.3, 0.4, 0], soft=0.12), look.skin[0], 0.5)
